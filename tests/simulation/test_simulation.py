"""Simulated appraisals: the same every time, well formed, and met by the ledger exactly as foretold."""

from __future__ import annotations

import json
import tracemalloc
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

import pytest

from ledger import simulation
from ledger.duties.house import base
from ledger.kernel.clock import start_of
from ledger.simulation import Sending, Span, Tally
from ledger.simulation.appraisals.fates import ATTEMPTS, FATES, ORDINARY
from memory import ledger_in_memory
from simulation.sent import SEED, append, by_case, lines, number_of


@pytest.fixture(scope="module")
def many() -> list[Sending]:
    return list(simulation.sendings(300, SEED))


# The same every time


def test_the_same_seed_says_the_same_bytes() -> None:
    assert lines(40, of="appraisals") == lines(40, of="appraisals")
    common = set(lines(40, of="appraisals")) & set(lines(40, seed=8, of="appraisals"))
    assert {b"registry." in line for line in common} == {True}


def test_a_case_is_the_same_however_many_others_there_are(many: list[Sending]) -> None:
    few, all_of_them = by_case(simulation.sendings(50, SEED)), by_case(iter(many))
    assert set(few) == {-1, *range(50)}
    assert few == {number: told for number, told in all_of_them.items() if number < 50}


def test_more_cases_than_a_volume_are_several_histories_one_after_the_other(many: list[Sending]) -> None:
    volumes = list(simulation.sendings(300, SEED, volume=120))
    assert by_case(iter(volumes)) == by_case(iter(many))
    falls = [later for earlier, later in pairwise(volumes) if later.at < earlier.at]
    assert [number_of(each) // 120 for each in falls] == [1, 2]


# What is said


def test_every_line_is_well_formed(many: list[Sending]) -> None:
    ledger = ledger_in_memory()
    for each in many:
        ledger.formed([json.loads(json.dumps(each.proposal))])


def test_lines_come_in_the_order_in_which_they_were_sent(many: list[Sending]) -> None:
    assert all(earlier.at <= later.at for earlier, later in pairwise(many))
    for told in by_case(iter(many)).values():
        times = [each.proposal["time"] for each in told if each.becomes != "already_there"]
        assert times == sorted(times)


def test_work_is_done_on_working_days_by_day(many: list[Sending]) -> None:
    for each in many:
        at = datetime.fromisoformat(each.proposal["time"])
        assert base(at.date()), each
        assert 8 <= at.hour < 18, each
        assert str(at.utcoffset()) == "8:00:00"


@pytest.mark.parametrize(
    "span", [Span(date(2025, 3, 3), date(2025, 3, 31)), Span(date(2027, 1, 4), date(2027, 1, 4))], ids=str
)
def test_nothing_is_sent_outside_the_span(span: Span) -> None:
    sent = [each.at for each in simulation.sendings(30, SEED, span) if number_of(each) >= 0]
    assert all(start_of(span.since) <= at < start_of(span.until + timedelta(days=1)) for at in sent)
    assert len(by_case(simulation.sendings(30, SEED, span))) == 31


def test_cases_begin_all_over_the_span() -> None:
    first = {number: told[0].at.date() for number, told in by_case(simulation.sendings(100, SEED)).items()}
    months = Counter((day.year, day.month) for number, day in first.items() if number >= 0)
    assert len(months) == 24
    assert max(months.values()) <= 8


def test_a_span_must_be_one() -> None:
    for since, until in [("2025-03-02", "2025-03-01"), ("2025-05-01", "2025-05-03"), ("2022-01-04", "2025-01-04")]:
        with pytest.raises(ValueError, match=r"span must|no working day"):
            Span(date.fromisoformat(since), date.fromisoformat(until))


# The faults of real life


def test_everything_that_may_become_of_a_case_does(many: list[Sending]) -> None:
    shown = {outcome for each in many for outcome in each.shows}
    expected = {outcome for outcomes in FATES.values() for outcome in outcomes} - set(ORDINARY.values())
    assert expected - shown == set()
    assert {each.rule for each in many} == {"", *(rule.id for rule in ATTEMPTS.values())}


def test_notices_of_the_same_day_are_of_the_same_day(many: list[Sending]) -> None:
    starts: dict[str, str] = {}
    for each in many:
        if each.becomes == "already_there":
            continue
        data: dict[str, Any] = each.proposal["data"]
        if each.proposal["type"] == "appraisal.AppraisalSessionScheduled":
            starts[data["session_id"]] = data["start"]
        if each.proposal["type"] == "attendance.WitnessNoticeSent":
            late = "notified_same_day" in each.shows
            assert (data["sent_at"][:10] == starts[data["session_id"]][:10]) is late


def test_imported_lines_say_where_they_are_from(many: list[Sending]) -> None:
    for each in many:
        older = datetime.fromisoformat(each.proposal["time"]) < each.at
        assert ("provenance" in each.proposal) is (older and each.becomes != "already_there")


def test_what_will_be_refused_stands_alone_and_last_in_its_stream(many: list[Sending]) -> None:
    groups = [list(group) for _, group in groupby(many, key=lambda each: each.group)]
    attempts = [group for group in groups if any(each.rule for each in group)]
    assert {len(group) for group in attempts} == {1}
    for (attempt,) in attempts:
        assert [each for each in many if each.group[0] == attempt.group[0]][-1] is attempt


def test_a_copy_never_comes_in_one_append_with_its_original(many: list[Sending]) -> None:
    for _, group in groupby(many, key=lambda each: each.group):
        ids = [each.proposal["id"] for each in group]
        assert len(ids) == len(set(ids))


# What the ledger makes of it


def test_the_ledger_admits_everything_but_the_attempts() -> None:
    tally, ledger = Tally(), ledger_in_memory()
    sendings = list(simulation.sendings(60, SEED))
    found = append(ledger, list(simulation.written(iter(sendings), tally)))
    assert [line.status for line in found] == [each.becomes for each in sendings]
    assert [line.rule or "" for line in found] == [each.rule for each in sendings]
    assert tally.becomes == Counter(line.status for line in found)
    assert tally.refused == Counter(line.rule for line in found if line.rule)
    assert tally.lines == len(found)
    assert len(tally.refused) >= 3
    assert tally.becomes["already_there"] >= 3
    assert tally.imported >= 30


def test_every_attempt_is_refused_by_the_rule_it_is_meant_for(many: list[Sending]) -> None:
    """One case of each attempt, with the registers before it."""
    cases = by_case(iter(many))
    chosen = {each.rule: number for each in many if each.rule for number in [number_of(each)]}
    ledger = ledger_in_memory()
    for number in (-1, *dict.fromkeys(chosen.values())):
        told = cases[number]
        found = append(ledger, [json.dumps(each.proposal).encode() for each in told])
        assert [(line.status, line.rule or "") for line in found] == [(each.becomes, each.rule) for each in told]


def test_another_seed_fits_into_the_same_ledger() -> None:
    ledger = ledger_in_memory()
    for seed in (1, 2):
        sendings = list(simulation.sendings(4, seed))
        found = append(ledger, list(simulation.written(iter(sendings), Tally())))
        again = "already_there" if seed == 2 else "appended"
        registers = [
            line for line, each in zip(found, sendings, strict=True) if each.proposal["type"].startswith("registry.")
        ]
        assert {line.status for line in registers} == {again}
        assert {line.status for line in found} <= {"appended", "already_there", "refused"}
        assert [line.rule or "" for line in found] == [each.rule for each in sendings]


def test_memory_does_not_grow_with_what_was_said() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            for _ in simulation.written(simulation.sendings(count, SEED, volume=200), Tally()):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(20)  # what is made once and kept
    assert peak(2_000) < 2 * peak(200)

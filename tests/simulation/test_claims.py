"""Simulated claims: the same every time, handed in by the day, and met by the ledger exactly as foretold."""

from __future__ import annotations

import json
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby, pairwise

import pytest

from given import Scenario
from ledger import simulation
from ledger.app import Ledger
from ledger.duties.house import base
from ledger.kernel.clock import start_of
from ledger.kernel.law import Rule
from ledger.law import RULES, manual
from ledger.law.machinery import ARRIVE_IN_CITY, CONTACT_INSURED
from ledger.lines import Line
from ledger.simulation import Sending, Span, Tally
from ledger.simulation.claims.fates import ATTEMPTS, FATES, ORDINARY
from ledger.simulation.claims.story import AT_ONCE
from memory import ledger_in_memory
from simulation.sent import SEED, append, by_case, lines, number_of, number_of_subject


def claims(count: int, seed: int = SEED, span: Span = simulation.DEFAULT) -> Iterator[Sending]:
    return simulation.sendings(count, seed, span, of="claims")


@pytest.fixture(scope="module")
def many() -> list[Sending]:
    return list(claims(1_000))


@pytest.fixture(scope="module")
def some() -> list[Sending]:
    return list(claims(120))


@pytest.fixture(scope="module")
def became(some: list[Sending]) -> tuple[Ledger, list[Line], Tally]:
    """A ledger that was empty and to which some claims were sent, and what it said to each line."""
    made, tally = ledger_in_memory(), Tally()
    return made, append(made, list(simulation.written(iter(some), tally))), tally


@pytest.fixture(scope="module")
def ledger(became: tuple[Ledger, list[Line], Tally]) -> Ledger:
    return became[0]


def shown(sendings: list[Sending]) -> dict[int, set[str]]:
    """Claim to the outcomes that its lines show."""
    found: dict[int, set[str]] = defaultdict(set)
    for each in sendings:
        found[number_of(each)].update(each.shows)
    return found


# The same every time


def test_the_same_seed_says_the_same_bytes() -> None:
    assert lines(30, of="claims") == lines(30, of="claims")
    common = set(lines(30, of="claims")) & set(lines(30, seed=8, of="claims"))
    assert {json.loads(line)["type"].split(".")[0] for line in common} == {"registry", "system"}


def test_a_claim_is_the_same_however_many_others_there_are(some: list[Sending]) -> None:
    few, more = by_case(claims(40)), by_case(iter(some))
    assert set(few) == {-1, *range(40)}
    assert few == {number: told for number, told in more.items() if number < 40}


def test_claims_appraisals_and_assignments_in_their_proportions(many: list[Sending]) -> None:
    tally = Tally()
    for _ in simulation.written(iter(many), tally):
        pass
    assert tally.claims == 1_000
    assert 160 <= tally.assignments <= 240
    assert 60 <= tally.appraisals <= 140


# What is said, and when


def test_every_line_is_well_formed(some: list[Sending]) -> None:
    ledger = ledger_in_memory()
    for each in some:
        ledger.formed([json.loads(json.dumps(each.proposal))])


def test_lines_come_in_the_order_in_which_they_were_sent(many: list[Sending]) -> None:
    assert all(earlier.at <= later.at for earlier, later in pairwise(many))
    times: dict[str, list[str]] = defaultdict(list)
    for each in many:
        if each.becomes != "already_there":
            times[each.proposal["subject"]].append(each.proposal["time"])
    assert all(told == sorted(told) for told in times.values())


def test_work_is_done_on_working_days_by_day_and_handed_in_in_the_evening(many: list[Sending]) -> None:
    for each in many:
        if number_of(each) < 0:
            continue
        at = datetime.fromisoformat(each.proposal["time"])
        assert base(at.date()), each
        assert 8 <= at.hour < 20, each
        assert at <= each.at, each
        at_once = each.proposal["subject"].partition("/")[0] in AT_ONCE
        if not at_once and "provenance" not in each.proposal and each.becomes != "already_there":
            assert each.at.hour == 20, each


def test_a_day_of_a_stream_is_handed_in_as_one(many: list[Sending]) -> None:
    """So that it is one append, as a nightly delivery is."""
    handed_in: Counter[tuple[str, ...]] = Counter()
    for day, _ in groupby(many, key=lambda each: (*each.group, each.proposal["time"][:10], str(each.at))):
        if day[0].partition("/")[0] not in AT_ONCE and number_of_subject(day[0]) >= 0:
            handed_in[day] += 1
    assert set(handed_in.values()) == {1}
    assert len(many) / sum(1 for _ in groupby(many, key=lambda each: each.group)) > 4


@pytest.mark.parametrize(
    "span", [Span(date(2025, 3, 3), date(2025, 3, 31)), Span(date(2027, 1, 4), date(2027, 1, 4))], ids=str
)
def test_nothing_is_sent_outside_the_span(span: Span) -> None:
    sent = [each.at for each in claims(30, span=span) if number_of(each) >= 0]
    assert all(start_of(span.since) <= at < start_of(span.until + timedelta(days=1)) for at in sent)


def test_claims_sent_late_hold_back_some_days_and_hand_them_in_at_once(many: list[Sending]) -> None:
    held = {number for number, outcomes in shown(many).items() if "sent_late" in outcomes}
    lag = Counter[int]()
    for each in many:
        made = datetime.fromisoformat(each.proposal["time"])
        if "provenance" not in each.proposal and each.becomes == "appended" and (each.at - made).days > 0:
            lag[number_of(each)] += 1
    assert held
    assert set(lag) == held


# The faults of real life


def test_everything_that_may_become_of_a_claim_does(many: list[Sending]) -> None:
    found = {outcome for each in many for outcome in each.shows}
    expected = {outcome for outcomes in FATES.values() for outcome in outcomes} - set(ORDINARY.values())
    assert expected - found == set()
    assert {each.rule for each in many} == {"", *(rule.id for rule in ATTEMPTS.values())}


def test_what_will_be_refused_stands_alone_and_last_in_its_stream(many: list[Sending]) -> None:
    last = {each.proposal["subject"]: each for each in many}
    groups = [list(group) for _, group in groupby(many, key=lambda each: each.group)]
    attempts = [group for group in groups if any(each.rule for each in group)]
    assert {len(group) for group in attempts} == {1}
    assert all(last[attempt.proposal["subject"]] is attempt for (attempt,) in attempts)


def test_a_copy_never_comes_in_one_append_with_its_original(many: list[Sending]) -> None:
    for _, group in groupby(many, key=lambda each: each.group):
        ids = [each.proposal["id"] for each in group]
        assert len(ids) == len(set(ids))


# What the ledger makes of it


def test_the_ledger_admits_everything_but_the_attempts(
    became: tuple[Ledger, list[Line], Tally], some: list[Sending]
) -> None:
    _, found, tally = became
    assert [(line.status, line.rule or "") for line in found] == [(each.becomes, each.rule) for each in some]
    assert tally.becomes == Counter(line.status for line in found)
    assert tally.becomes["already_there"] >= 3
    assert tally.imported >= 30


def test_every_attempt_is_refused_by_the_rule_it_is_meant_for(many: list[Sending]) -> None:
    """One claim of each attempt, with the registers before it."""
    cases = by_case(iter(many))
    chosen = {each.rule: number_of(each) for each in many if each.rule}
    assert set(chosen) == {rule.id for rule in ATTEMPTS.values()}
    ledger = ledger_in_memory()
    for number in (-1, *dict.fromkeys(chosen.values())):
        told = cases[number]
        found = append(ledger, [json.dumps(each.proposal).encode() for each in told])
        assert [(line.status, line.rule or "") for line in found] == [(each.becomes, each.rule) for each in told]


EXPLAINED: dict[Rule, set[str]] = {
    manual.ESSENTIAL: {"unsketched", "unphotographed"},
    manual.SKETCH: {"unsketched"},
    manual.PHOTOS: {"unphotographed"},
    manual.IDENTIFY: {"unphotographed"},
    manual.FIRE_ORIGIN: {"unphotographed"},
    manual.BUILDING: {"unphotographed"},
    manual.MACHINE: {"unphotographed"},
    manual.STOCK: {"unphotographed"},
    manual.ONCE: {"asked_twice"},
    manual.MAIL: {"posted_unproven"},
    manual.SHEET: {"declared_otherwise"},
    manual.DETERMINATION_OF_LIABILITY: {"unreported"},
    manual.DETERMINATION_OF_LOSS: {"unreported"},
}
"""Rule to the outcomes by which it is contradicted, and by nothing else."""


def test_the_findings_are_those_of_the_faults(ledger: Ledger, some: list[Sending]) -> None:
    """There are no others, but for what a dossier lacks that was never or not wholly filed."""
    outcomes, found = shown(some), dict[str, set[str]]()
    for stream in dict.fromkeys(each.proposal["subject"] for each in some if each.becomes == "appended"):
        number = number_of_subject(stream)
        if number < 0 or stream.partition("/")[0] in AT_ONCE:
            continue
        for row in Scenario(ledger).rows("finding", stream):
            found.setdefault(row.rule_id, set()).update(outcomes[number])
            explained = RULES[row.rule_id] is manual.ITEMS or outcomes[number] & EXPLAINED[RULES[row.rule_id]]
            assert explained, (stream, row.rule_id)
    assert {"PICC-10-items", "PICC-2.4-essential", "PICC-6.11-sheet", "PICC-N2.5-once"} <= found.keys()


def test_the_figures_are_those_of_the_worksheets(ledger: Ledger, some: list[Sending]) -> None:
    """What a company declares, approves and pays is what the ledger calculates, unless its own system is wrong."""
    paid = 0
    for number, outcomes in shown(some).items():
        stream = f"claim/CLM-{SEED}-{number:07}"
        if number < 0 or "struck_out" in outcomes:
            continue
        state = Scenario(ledger).state(stream)
        for calculation in state.loss.calculations.values():
            wrong = calculation.declared - calculation.sheet.payable
            assert wrong in ((Decimal(100), Decimal()) if "declared_otherwise" in outcomes else (Decimal(),)), stream
        if state.settlement.paid:
            paid += 1
            assert state.paid_in_full, stream
    assert paid > 40


def test_times_are_missed_where_they_are_meant_to_be(many: list[Sending]) -> None:
    meant = {
        "transferred_late": manual.TRANSFER_TO_HOTLINE,
        "determined_late": manual.DETERMINE_IN_TIME,
        "contacted_late": CONTACT_INSURED,
        "arrived_late": ARRIVE_IN_CITY,
    }
    cases, outcomes, ledger = by_case(iter(many)), shown(many), ledger_in_memory()
    append(ledger, [json.dumps(each.proposal).encode() for each in cases[-1]])
    for outcome, rule in meant.items():
        judged = (number for number, told in cases.items() if outcome in outcomes[number] and adopted(told))
        number = next(judged)
        append(ledger, [json.dumps(each.proposal).encode() for each in cases[number]])
        late = {
            row.rule_id
            for stream in dict.fromkeys(each.proposal["subject"] for each in cases[number])
            for row in Scenario(ledger).rows("duty", stream)
            if row.late
        }
        assert rule.id in late, outcome


def adopted(told: list[Sending]) -> bool:
    """Whether manual and code judge a claim: one of the first insurers of the first city."""
    source = told[0].proposal["source"]
    return source.endswith("-411200") and source[-9:-7] in ("01", "02", "03", "04")


def test_another_seed_fits_into_the_same_ledger() -> None:
    ledger = ledger_in_memory()
    for seed in (1, 2):
        sendings = list(claims(4, seed))
        found = append(ledger, list(simulation.written(iter(sendings), Tally())))
        again = "already_there" if seed == 2 else "appended"
        for line, each in zip(found, sendings, strict=True):
            settled = each.proposal["type"].partition(".")[0] in ("registry", "system")
            assert line.status == (
                again if settled and number_of_subject(each.proposal["subject"]) < 0 else each.becomes
            )


def test_memory_does_not_grow_with_what_was_said() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            for _ in simulation.written(simulation.sendings(count, SEED, of="claims", volume=100), Tally()):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(20)  # what is made once and kept
    assert peak(500) < 2 * peak(100)

"""Appends of a file: many at once, and yet what each would have become alone, one after the other."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from given import Act
from ledger import simulation
from ledger.app import Ledger
from ledger.callers import local
from ledger.kernel.law import Refused
from ledger.lines import Line, append_lines, organisation_of
from ledger.simulation import DEFAULT, Tally
from ledger.store.append import Append, Appended
from ledger.store.cycles import uncollected
from memory import MemoryRecorder, ledger_in_memory
from scenarios.acts import (
    ACCEPTED,
    ANOTHER,
    APPRAISAL,
    agency_registered,
    correction,
    letter_signed,
    notice_issued,
    notice_signed,
    other_agency_registered,
    requested_alone,
    submitted,
)
from scenarios.acts import accepted as commission_accepted

ONE_BY_ONE, AT_ONCE = 1, 2_000


class Counted(MemoryRecorder):
    """A store in memory that counts how often it is called to append many."""

    calls = 0

    def append_all(self, appends: Sequence[Append]) -> list[Appended]:
        self.calls += bool(appends)
        return super().append_all(appends)


def ledger() -> Ledger:
    made = ledger_in_memory()
    made.recorder = Counted()  # type: ignore[assignment]
    return made


def appended(said: Sequence[bytes], monkeypatch: pytest.MonkeyPatch, window: int) -> tuple[Ledger, list[Line]]:
    made = ledger()
    monkeypatch.setattr("ledger.lines.MOST_IN_A_WINDOW", window)
    return made, list(append_lines(made, said, lambda raw: local(organisation_of(raw))))


def lines(*acts: Act) -> list[bytes]:
    return [json.dumps(each.proposal, ensure_ascii=False).encode() for each in acts]


def stored(of: Ledger) -> list[Any]:
    """What stands in the ledger, but for what chance gives: keys and times of record."""
    return [
        (each.stream, each.version, each.event.about.name, each.event_id, each.area, each.rule_packs)
        for row in of.recorder.read(0, 100_000)
        for each in of.history_of(row.stream, row.version - 1)[:1]
    ]


def told(found: Sequence[Line]) -> list[Any]:
    return [(each.line, each.status, each.rule, each.see, each.version) for each in found]


def test_a_file_becomes_what_its_appends_become_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interleaved, with duplicates, corrections, refusals and slots: a simulated history has all of them."""
    said = list(simulation.written(simulation.sendings(60, 11, DEFAULT), Tally()))
    alone, one_by_one = appended(said, monkeypatch, ONE_BY_ONE)
    together, at_once = appended(said, monkeypatch, AT_ONCE)
    assert {"appended", "already_there", "refused"} <= {each.status for each in at_once}
    assert told(at_once) == told(one_by_one)
    assert sorted(stored(together)) == sorted(stored(alone))


def test_streams_that_alternate_are_recorded_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    another = (requested_alone(matter_key="CLM-2+P1+disability"), notice_issued, notice_signed)
    said = lines(
        agency_registered,
        requested_alone,
        another[0].into(ANOTHER),
        notice_issued,
        another[1].into(ANOTHER),
        notice_signed,
        another[2].into(ANOTHER),
    )
    made, found = appended(said, monkeypatch, AT_ONCE)
    assert [each.status for each in found] == ["appended"] * 7
    assert [each.position for each in found] == [1, 2, 3, 4, 5, 6, 7]
    assert made.recorder.calls == 1  # type: ignore[attr-defined]


def test_what_comes_later_in_a_file_stands_on_what_came_earlier(monkeypatch: pytest.MonkeyPatch) -> None:
    """An agency registered three lines above is on the roster of the acceptance."""
    _, found = appended(lines(*ACCEPTED), monkeypatch, AT_ONCE)
    assert {each.status for each in found} == {"appended"}


def test_a_line_that_comes_twice_in_a_file_is_there_already(monkeypatch: pytest.MonkeyPatch) -> None:
    said = lines(agency_registered, requested_alone, other_agency_registered, requested_alone)
    _, found = appended(said, monkeypatch, AT_ONCE)
    assert [(each.status, each.position) for each in found] == [
        ("appended", 1), ("appended", 2), ("appended", 3), ("already_there", 2),
    ]  # fmt: skip


def test_neither_a_refusal_nor_a_repetition_holds_the_others_up(monkeypatch: pytest.MonkeyPatch) -> None:
    said = lines(agency_registered, notice_issued.into(ANOTHER), requested_alone, agency_registered, notice_issued)
    made, found = appended(said, monkeypatch, AT_ONCE)
    assert [(each.status, each.position) for each in found] == [
        ("appended", 1), ("refused", None), ("appended", 2), ("already_there", 1), ("appended", 3),
    ]  # fmt: skip
    assert made.recorder.calls == 1  # type: ignore[attr-defined]
    assert [row.topic for row in made.recorder.read(3, 9)] == ["system.CommandRefused"]


def test_what_follows_a_refusal_in_its_stream_is_stopped_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    said = lines(agency_registered, notice_issued, other_agency_registered, requested_alone)
    made, found = appended(said, monkeypatch, AT_ONCE)
    assert [(each.status, each.see) for each in found] == [
        ("appended", None), ("refused", None), ("appended", None), ("stopped", 2),
    ]  # fmt: skip
    assert made.recorder.calls == 1  # type: ignore[attr-defined]


def test_nobody_is_refused_by_what_is_old() -> None:
    """Another process has opened the stream since it was remembered as not there."""
    made = ledger()
    with pytest.raises(Refused):
        made.append([notice_issued.proposal], notice_issued.caller)
    other = ledger_in_memory()
    other.recorder = made.recorder
    for each in (agency_registered, requested_alone):
        other.append([each.proposal], each.caller)
    said = lines(notice_issued, other_agency_registered, notice_signed)
    found = list(append_lines(made, said, lambda raw: local(organisation_of(raw))))
    assert [(each.status, each.version) for each in found] == [("appended", 2), ("appended", 1), ("appended", 3)]


def test_a_correction_sees_what_the_file_said_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    fixed = correction(of=submitted, new_values={"title": "门诊病历"})
    made, found = appended(lines(*ACCEPTED, other_agency_registered, fixed), monkeypatch, AT_ONCE)
    assert {each.status for each in found} == {"appended"}
    assert made.stream(APPRAISAL, local("AG-411200-01")).state.materials["M-1"].title == "门诊病历"


@pytest.mark.parametrize(("window", "calls"), [(AT_ONCE, 1), (4, 5)])
def test_a_correction_of_what_is_on_the_way_is_not_asked_alone(
    monkeypatch: pytest.MonkeyPatch, window: int, calls: int
) -> None:
    """Events are corrected that stand above in the same window, stored or not; later ones stand on what that made."""
    later = commission_accepted.on("2026-04-01T09:00:00")
    said = lines(
        *ACCEPTED[:-1],
        requested_alone(matter_key="CLM-2+P1+disability").into(ANOTHER),
        correction(submitted, new_values={"title": "门诊病历"}),
        notice_issued.into(ANOTHER),
        later,
        correction(submitted, new_values={"title": "出院小结"}, time="2026-04-01T10:00:00"),
        notice_signed.into(ANOTHER),
        correction(later, withdrawn=True, time="2026-04-02T09:00:00"),
        other_agency_registered,
        submitted(material_id="M-2").into(ANOTHER),
        submitted(material_id="M-2").on("2026-04-02T11:00:00"),
        correction(submitted, new_values={"by": "P2"}, time="2026-04-03T09:00:00"),
    )
    alone, one_by_one = appended(said, monkeypatch, ONE_BY_ONE)
    together, found = appended(said, monkeypatch, window)
    assert {each.status for each in found} == {"appended"}
    assert told(found) == told(one_by_one)
    assert stored(together) == stored(alone)
    by = local("AG-411200-01")
    assert together.stream(APPRAISAL, by).state.materials == alone.stream(APPRAISAL, by).state.materials
    assert together.recorder.calls == calls  # type: ignore[attr-defined]


def test_what_fails_in_a_file_stops_its_stream_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The acceptance comes before the notice is signed: refused; what follows of that appraisal is not tried."""
    said = lines(
        agency_registered,
        requested_alone,
        requested_alone(matter_key="CLM-2+P1+disability").into(ANOTHER),
        commission_accepted,
        notice_issued.into(ANOTHER),
        notice_issued,
        notice_signed.into(ANOTHER),
    )
    _, found = appended(said, monkeypatch, AT_ONCE)
    assert [(each.status, each.see) for each in found] == [
        ("appended", None), ("appended", None), ("appended", None), ("refused", None),
        ("appended", None), ("stopped", 4), ("appended", None),
    ]  # fmt: skip


def test_two_of_a_file_that_want_the_same_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    second = [each.into(ANOTHER) for each in ACCEPTED[1:]]
    _, found = appended(lines(*ACCEPTED, *second), monkeypatch, AT_ONCE)
    assert {each.status for each in found[: len(ACCEPTED)]} == {"appended"}
    assert (found[-1].status, found[-1].rule) == ("refused", "SMX-1.1-no-parallel")


def test_what_was_not_recorded_is_no_ground_for_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process has taken the next version: what was admitted after it is admitted anew, in order."""
    made = ledger()
    said = [agency_registered, requested_alone, notice_issued, notice_signed, submitted]
    made.append([said[0].proposal], said[0].caller)
    made.append([said[1].proposal], said[1].caller)
    other = ledger_in_memory()
    other.recorder = made.recorder
    other.append([notice_issued.named("elsewhere")(notice_id="N-0").proposal], notice_issued.caller)
    found = list(append_lines(made, lines(*said[2:]), lambda raw: local(organisation_of(raw))))
    assert [(each.status, each.version) for each in found] == [("appended", 3), ("appended", 4), ("appended", 5)]


class Watched(dict[str, Any]):
    """A line that is decoded already, of which one can tell whether it is still there."""


@pytest.mark.parametrize("dry_run", [False, True])
def test_what_objects_keeps_nothing_of_its_window(dry_run: bool) -> None:
    """What led to an objection would hold its window, in a circle that nothing breaks without a search for cycles."""
    acts = (
        *ACCEPTED,
        *(each.into(ANOTHER) for each in ACCEPTED[1:]),
        letter_signed(letter_no=7),
        notice_issued.into("appraisal/411200-2026-0003"),
        requested_alone(claim_no="CLM-2").named(requested_alone.id).into("appraisal/411200-2026-0004"),
        agency_registered.into("nothing/1"),
        other_agency_registered,
        correction(agency_registered, new_values={"agency_id": 7}),
    )
    there: list[weakref.ref[Watched]] = []

    def told() -> Iterator[Watched]:
        for each in acts:
            line = Watched(each.proposal)
            there.append(weakref.ref(line))
            yield line

    gc.collect()
    with uncollected():
        found = list(append_lines(ledger(), told(), lambda raw: local(organisation_of(raw)), dry_run=dry_run))
        kept = [line.line for line, watched in zip(found, there, strict=True) if watched() is not None]
    objected = {"refused", "malformed", "stopped"} | (set() if dry_run else {"conflict"})
    assert objected <= {each.status for each in found}
    assert kept == []

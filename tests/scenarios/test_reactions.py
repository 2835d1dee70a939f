"""What the ledger adds by itself: a session's attendance hears of its scheduling in the very same append."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest

from given import AUDITOR, Act, Outcome, Scenario, act, given, instant
from ledger.app import Ledger
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import Recorded
from ledger.kernel.facts import SessionPlan, SessionPlanned
from ledger.kernel.law import Refused
from ledger.law.house import IN_ORDER, OPEN_ONCE, OPENING_STANDS
from ledger.store.append import Append, Appended
from scenarios.acts import (
    ACCEPTED,
    AG,
    AGENCY,
    ANOTHER,
    APPRAISAL,
    ASKED_ALONE,
    SCHEDULED,
    SESSION,
    START,
    A,
    B,
    accepted,
    correction,
    letter_signed,
    notice_sent,
    requested_alone,
    scheduled,
    started,
    submitted,
)

MOVED = scheduled(start="2026-03-20T09:30:00+08:00").on("2026-03-11T10:00:00")
FIXED = correction(scheduled, new_values={"start": "2026-03-13T09:30:00+08:00"})
WITHDRAWN = correction(scheduled, withdrawn=True)
SECOND = tuple(each.into(ANOTHER) for each in (requested_alone(matter_key="CLM-2"), *ASKED_ALONE[2:], accepted))
"""Another appraisal, of another matter, beside the first."""


def plans(of: Scenario | Outcome) -> list[SessionPlan | None]:
    """What attendance was told of the session, in this order."""
    scenario = of.scenario if isinstance(of, Outcome) else of
    return [plan(each) for each in scenario.events if each.stream == SESSION and isinstance(each.event, SessionPlanned)]


def plan(recorded: Recorded) -> SessionPlan | None:
    assert isinstance(recorded.event, SessionPlanned)
    return recorded.event.plan


def starts(of: Scenario | Outcome) -> list[Any]:
    return [each.start if each else None for each in plans(of)]


# Together


def test_what_the_ledger_adds_to_what_was_imported_is_imported() -> None:
    """The duties of a session long over, brought from another system, are past as well."""
    brought = scheduled.saying(provenance="imported:old")
    done = given(ACCEPTED).when(brought)
    assert [each.metadata["provenance"] for each in done.reactions] == ["imported:old"]
    assert {row.historical for row in done.scenario.rows("duty", SESSION) if row.due_at} == {True}
    here = given(ACCEPTED).when(scheduled).appended().scenario
    assert {row.historical for row in here.rows("duty", SESSION)} == {False}


def test_attendance_hears_of_a_scheduling_in_the_same_append() -> None:
    done = given(ACCEPTED, letter_signed).when(scheduled).appended()
    (planned,) = done.reactions
    cause = done.scenario.events[-2]
    assert (planned.stream, planned.version, planned.position) == (SESSION, 1, cause.position + 1)
    assert plan(planned) == SessionPlan(
        appraisal_id="411200-2026-0001",
        agency_id=AG,
        area="411202",
        start=instant(START),
        insurers=(A, B),
        parties=("P1",),
    )
    assert planned.event_id == str(uuid.uuid5(uuid.UUID(cause.event_id), SESSION))
    assert planned.metadata == {"caused_by": cause.event_id}
    like = ("occurred_at", "recorded_at", "organisation", "actor", "area", "rule_packs")
    assert [getattr(planned, name) for name in like] == [getattr(cause, name) for name in like]
    assert isinstance(done.results, Sequence)
    assert [each.stream for each in done.results] == [APPRAISAL]


def test_of_one_append_attendance_hears_what_came_of_it() -> None:
    other = scheduled(session_id="S-2")
    gone = correction(other, withdrawn=True)
    done = given(ASKED_ALONE).when(accepted, scheduled, other, MOVED, gone, scheduled(session_id="S-3")).appended()
    assert [each.stream for each in done.reactions] == [SESSION, "attendance/S-3"]
    assert starts(done) == [instant("2026-03-20T09:30:00")]


def test_what_changes_no_session_adds_nothing() -> None:
    assert given(SCHEDULED).when(started).appended().reactions == []
    assert given(SCHEDULED).when(submitted(material_id="M-9")).appended().reactions == []
    assert given(SCHEDULED).when(scheduled.on("2026-03-11T10:00:00")).appended().reactions == []
    assert given(SCHEDULED).when(notice_sent).appended().reactions == []


def test_a_refused_append_leaves_neither() -> None:
    given(ACCEPTED).when(scheduled, accepted.on("2026-03-07T09:00:00")).refused(IN_ORDER, number=1)
    taken = given(SCHEDULED, SECOND).when(scheduled(session_id="S-2").into(ANOTHER), scheduled.into(ANOTHER))
    taken.refused(OPEN_ONCE, number=1)
    assert taken.scenario.ledger.recorder.heads([SESSION, "attendance/S-2"]) == {SESSION: 1, "attendance/S-2": 0}


def test_a_dry_run_adds_nothing() -> None:
    dry = given(ACCEPTED).when(scheduled, dry_run=True).admitted()
    assert dry.scenario.ledger.recorder.heads([SESSION]) == {SESSION: 0}
    assert dry.when(scheduled).appended().reactions[0].version == 1


def test_the_same_proposal_again_tells_attendance_nothing_new() -> None:
    done = given(SCHEDULED, MOVED)
    done.when(scheduled).already_there()
    done.when(MOVED).already_there()
    assert starts(done) == [instant(START), instant("2026-03-20T09:30:00")]


# Moved, corrected, withdrawn


def test_attendance_hears_of_a_new_start_and_an_earlier_notice_is_void() -> None:
    for change, start in ((MOVED, "2026-03-20T09:30:00"), (FIXED, "2026-03-13T09:30:00")):
        done = given(SCHEDULED, notice_sent).when(change).appended()
        assert starts(done) == [instant(START), instant(start)]
        (row,) = done.scenario.rows("witness", SESSION)
        assert (row.start_at, row.notice_sent_at) == (instant(start), None)


def test_a_notice_is_measured_against_the_start_as_it_was_corrected() -> None:
    told = given(SCHEDULED, FIXED).when(notice_sent(sent_at="2026-03-12T09:30:00+08:00")).appended()
    assert told.scenario.events[-1].event.hours_before == Decimal("24.00")  # type: ignore[attr-defined]


def test_attendance_hears_that_the_scheduling_was_withdrawn_and_that_it_was_made_again() -> None:
    again = scheduled(place="示例鉴定室二").on("2026-04-01T09:00:00")
    done = given(SCHEDULED, notice_sent, WITHDRAWN).when(again).appended()
    assert starts(done) == [instant(START), None, instant(START)]
    assert done.scenario.state(SESSION).plan.start == instant(START)


def test_attendance_hears_who_is_expected_after_a_corrected_request() -> None:
    fewer = correction(requested_alone, new_values={"insurer_ids": [B]})
    done = given(SCHEDULED, notice_sent).when(fewer).appended()
    assert [each.insurers for each in plans(done) if each] == [(A, B), (B,)]
    assert [party.organisation for party in done.scenario.ledger.stream(SESSION, AUDITOR).parties] == [AG, B]


def test_a_session_with_another_id_is_another_session() -> None:
    renamed = correction(scheduled, new_values={"session_id": "S-9"})
    done = given(SCHEDULED).when(renamed).appended()
    assert {each.stream: plan(each) is None for each in done.reactions} == {SESSION: True, "attendance/S-9": False}


# The ledger's own


def test_nobody_proposes_what_the_ledger_adds() -> None:
    proposal = act(SessionPlanned, SESSION, AGENCY, "2026-03-10T09:00:00", plan=None)
    given(ACCEPTED).when(proposal).malformed("/type")
    given(SCHEDULED).when(proposal).malformed("/type")


def test_nobody_corrects_what_the_ledger_adds() -> None:
    moved = given(SCHEDULED, MOVED)
    first, second = (each for each in moved.events if each.stream == SESSION)

    def wrong(of: Recorded, **members: object) -> Act:
        time = "2026-03-31T09:00:00"
        return act(RecordCorrected, SESSION, AGENCY, time, corrects_event_id=of.event_id, reason="误", **members)

    moved.when(wrong(first, withdrawn=True)).refused(OPENING_STANDS)
    moved.when(wrong(second, withdrawn=True)).denied()
    moved.when(wrong(first, occurred_at="2026-03-01T09:00:00+08:00")).denied()
    moved.when(wrong(first, new_values={"plan": None})).malformed("/data/new_values/plan")


# At the same time


def beside(ledger: Ledger) -> Ledger:
    """Another process on the same store: it remembers for itself."""
    none: Any = None
    return Ledger(ledger.recorder, ledger.vault, none)


def test_what_another_process_recorded_of_the_session_stays() -> None:
    here = given(SCHEDULED)
    beside(here.ledger).append([notice_sent.proposal], AGENCY)
    here.when(MOVED).appended()
    assert [(each.version, each.event.about.name) for each in here.events if each.stream == SESSION] == [
        (1, "attendance.SessionPlanned"),
        (2, "attendance.WitnessNoticeSent"),
        (3, "attendance.SessionPlanned"),
    ]


@pytest.mark.parametrize("named", [True, False], ids=["at a named version", "at any version"])
def test_a_session_that_moves_on_during_the_append_is_looked_at_again(
    monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    here = given(SCHEDULED)
    recorder = here.ledger.recorder
    append, version = recorder.append, recorder.heads([APPRAISAL])[APPRAISAL]
    notices = [notice_sent(contact_id=name) for name in ("C-2", "C-3")]

    def interrupted(asked: Append) -> Appended:
        if notices:
            notice = notices.pop()
            with monkeypatch.context() as undisturbed:
                undisturbed.setattr(recorder, "append", append)
                beside(here.ledger).append([notice.proposal], AGENCY)
        return append(asked)

    monkeypatch.setattr(recorder, "append", interrupted)
    expected = version if named else None
    (result,) = here.ledger.append([MOVED.proposal], AGENCY, stream=APPRAISAL, expected=expected)
    assert (result.version, result.status) == (version + 1, "appended")
    assert [(each.version, each.event.about.name) for each in here.events if each.stream == SESSION] == [
        (1, "attendance.SessionPlanned"),
        (2, "attendance.WitnessNoticeSent"),
        (3, "attendance.WitnessNoticeSent"),
        (4, "attendance.SessionPlanned"),
    ]
    assert here.state(SESSION) == beside(here.ledger).stream(SESSION, AUDITOR).state


def test_of_two_appraisals_that_schedule_one_session_one_does() -> None:
    for _ in range(10):
        here = given(ACCEPTED, SECOND)
        ledgers, start = (here.ledger, beside(here.ledger)), Barrier(2)

        def schedule(ledger: Ledger, into: str, start: Barrier = start) -> str:
            start.wait()
            try:
                return ledger.append([scheduled.into(into).proposal], AGENCY)[0].status
            except Refused as refused:
                return refused.rule.id

        with ThreadPoolExecutor(2) as pool:
            said = list(pool.map(schedule, ledgers, (APPRAISAL, ANOTHER)))
        assert sorted(said) == [OPEN_ONCE.id, "appended"]
        winner = (APPRAISAL, ANOTHER)[said.index("appended")]
        (planned,) = plans(here)
        assert planned is not None
        assert f"appraisal/{planned.appraisal_id}" == winner


def test_two_reschedulings_at_once_end_at_the_later_one() -> None:
    times = [f"2026-03-{day}T09:30:00" for day in range(16, 24)]
    here = given(SCHEDULED)
    ledgers = [here.ledger, beside(here.ledger)] * 4

    def move(ledger: Ledger, time: str) -> str:
        return ledger.append([scheduled(start=f"{time}+08:00").proposal], AGENCY)[0].status

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(move, ledgers, times)) == {"appended"}
    assert len(plans(here)) == 9
    assert here.state(APPRAISAL).sessions["S-1"].start == here.state(SESSION).plan.start == starts(here)[-1]

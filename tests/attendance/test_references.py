"""What a session's attendance refuses: nothing but events of a session that nobody scheduled."""

import pytest

from given import Act, given
from ledger.law.house import KNOWN_REFERENCE
from scenarios.acts import (
    ACCEPTED,
    SCHEDULED,
    absence_recorded,
    arrived,
    attendance_recorded,
    consent_revoked,
    consented,
    correction,
    filmed,
    identified,
    misconduct_observed,
    notice_sent,
    observed,
    scheduled,
    signature_refused,
    signed,
)

every_fact = pytest.mark.parametrize(
    "fact",
    [
        notice_sent,
        arrived,
        identified,
        signed,
        signature_refused,
        absence_recorded,
        attendance_recorded,
        observed,
        consented,
        consent_revoked,
        filmed,
        misconduct_observed,
    ],
    ids=lambda fact: fact.type,
)
proves = pytest.mark.proves(KNOWN_REFERENCE.id)


@proves
@every_fact
def test_every_fact_of_a_scheduled_session_is_recorded_whichever_comes_first(fact: Act) -> None:
    given(SCHEDULED).when(fact).appended()


@proves
@every_fact
def test_no_fact_of_a_session_that_nobody_scheduled(fact: Act) -> None:
    given(ACCEPTED).when(fact).refused(KNOWN_REFERENCE)


@proves
@every_fact
def test_a_fact_names_the_session_of_its_stream(fact: Act) -> None:
    given(SCHEDULED).when(fact(session_id="S-2")).refused(KNOWN_REFERENCE)


@proves
def test_a_session_whose_schedule_was_withdrawn_takes_no_more_facts() -> None:
    given(SCHEDULED, correction(scheduled, withdrawn=True)).when(notice_sent).refused(KNOWN_REFERENCE)


def test_the_first_event_carries_the_session_as_scheduled_and_later_ones_only_a_change() -> None:
    told = given(SCHEDULED, notice_sent).when(arrived).appended()
    first, second = told.scenario.ledger.history_of(notice_sent.stream)
    assert first.event.plan.appraisal_id == "411200-2026-0001"  # type: ignore[attr-defined]
    assert second.event.plan is None  # type: ignore[attr-defined]
    later = scheduled(start="2026-03-20T09:30:00+08:00").on("2026-03-12T09:21:00")
    moved = given(SCHEDULED, notice_sent, later).when(arrived).appended()
    assert moved.scenario.events[-1].event.plan.start == moved.state.plan.start  # type: ignore[attr-defined]

"""What a session's attendance refuses: nothing but facts of a session that nobody ever scheduled."""

import pytest

from given import Act, given, organisation
from ledger.law.house import KNOWN_REFERENCE, OPEN_FIRST
from scenarios.acts import (
    ACCEPTED,
    INSURER_B,
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

OUTSIDER = organisation("INS-C-411200", "insurer")
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


@pytest.mark.proves(OPEN_FIRST.id)
@every_fact
def test_no_fact_of_a_session_that_nobody_scheduled(fact: Act) -> None:
    given(ACCEPTED).when(fact).refused(OPEN_FIRST)


@proves
@every_fact
def test_a_fact_names_the_session_of_its_stream(fact: Act) -> None:
    given(SCHEDULED).when(fact(session_id="S-2")).refused(KNOWN_REFERENCE)


@every_fact
def test_a_session_whose_scheduling_was_withdrawn_takes_facts_of_it_still(fact: Act) -> None:
    given(SCHEDULED, correction(scheduled, withdrawn=True)).when(fact).appended()


def test_nothing_is_computed_from_a_scheduling_that_was_withdrawn() -> None:
    withdrawn = given(SCHEDULED, notice_sent, correction(scheduled, withdrawn=True))
    told = withdrawn.when(notice_sent(hours_before="99.00").on("2026-03-11T17:00:00")).appended()
    absent = told.when(absence_recorded(attributable=True)).appended()
    assert told.scenario.events[-2].event.hours_before is None  # type: ignore[attr-defined]
    assert absent.scenario.events[-1].event.attributable is None  # type: ignore[attr-defined]
    assert absent.rows("witness") == []


def test_who_took_part_in_a_session_reads_and_records_on_after_its_withdrawal() -> None:
    withdrawn = given(SCHEDULED, notice_sent, correction(scheduled, withdrawn=True))
    withdrawn.when(observed.by(INSURER_B)).appended()
    withdrawn.when(observed.by(OUTSIDER)).denied()

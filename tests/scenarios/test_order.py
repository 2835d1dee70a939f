"""The rules of order of the ledger itself: what opens a stream, where an event goes, when it may have been."""

import pytest

from given import Act, given, organisation
from ledger.law.house import KNOWN_REFERENCE, OPEN_FIRST, OPEN_ONCE, PLAUSIBLE_TIME, RIGHT_STREAM
from scenarios.acts import (
    ACCEPTED,
    ANOTHER,
    APPRAISAL,
    ASKED_ALONE,
    BUREAU,
    SCHEDULED,
    SESSION,
    accepted,
    agency_changed,
    agency_registered,
    contact_changed,
    correction,
    insurer_registered,
    notice_issued,
    notice_sent,
    notice_signed,
    requested_alone,
    reviewed,
    scheduled,
    staff_left,
    started,
    submitted,
)

proves = pytest.mark.proves


@proves(OPEN_FIRST.id)
@pytest.mark.parametrize(
    "act", [submitted, accepted, agency_changed, contact_changed, staff_left], ids=lambda act: act.type
)
def test_a_stream_begins_with_an_event_that_opens_it(act: Act) -> None:
    given().when(act).refused(OPEN_FIRST)


@proves(OPEN_FIRST.id)
def test_an_opened_stream_goes_on_also_within_one_append() -> None:
    given(agency_registered, requested_alone).when(submitted).appended()
    given(agency_registered).when(requested_alone, submitted, reviewed).appended()
    given(SCHEDULED).when(notice_sent).appended()


@proves(OPEN_ONCE.id)
def test_a_stream_is_opened_once() -> None:
    given(ASKED_ALONE).when(requested_alone(claim_no="CLM-9")).refused(OPEN_ONCE)
    given(agency_registered).when(requested_alone, requested_alone(claim_no="CLM-9")).refused(OPEN_ONCE, number=1)


@proves(OPEN_ONCE.id)
def test_another_stream_is_opened_beside_it() -> None:
    given(ASKED_ALONE).when(requested_alone.into(ANOTHER)).appended()


@proves(RIGHT_STREAM.id)
def test_an_event_goes_into_a_stream_of_a_kind_that_takes_it() -> None:
    given(ASKED_ALONE).when(agency_changed.into(APPRAISAL)).refused(RIGHT_STREAM)
    given(SCHEDULED).when(notice_sent.into(APPRAISAL)).refused(RIGHT_STREAM)
    given(SCHEDULED, notice_sent).when(started.into(SESSION)).refused(RIGHT_STREAM)
    given(SCHEDULED).when(notice_sent).appended()


@proves(RIGHT_STREAM.id)
def test_one_append_goes_to_one_stream() -> None:
    given(agency_registered).when(requested_alone, submitted.into(ANOTHER)).refused(RIGHT_STREAM, number=1)


@proves(RIGHT_STREAM.id)
def test_the_ledgers_own_journals_take_nothing_from_outside() -> None:
    given(ASKED_ALONE).when(submitted.into("refusal/AG-411200-01")).refused(RIGHT_STREAM)
    given(ASKED_ALONE).when(correction(submitted, withdrawn=True).into("refusal/AG-411200-01")).refused(RIGHT_STREAM)


@proves(PLAUSIBLE_TIME.id)
@pytest.mark.parametrize(
    "act",
    [
        submitted.on("1899-12-31T23:59:59"),
        submitted.on("2200-01-01T08:00:00"),
        notice_signed(at="1899-12-31T23:59:59+00:00"),
        scheduled(start="2200-01-01T00:00:00+00:00"),
    ],
)
def test_times_of_another_age_are_refused(act: Act) -> None:
    given(ACCEPTED).when(act).refused(PLAUSIBLE_TIME)


@proves(PLAUSIBLE_TIME.id)
def test_days_of_another_age_are_refused() -> None:
    given().when(agency_registered(valid_from="1899-12-31")).refused(PLAUSIBLE_TIME)


@proves(PLAUSIBLE_TIME.id)
@pytest.mark.parametrize("time", ["1900-01-01T08:00:00", "2200-01-01T07:59:59"])
def test_times_between_1900_and_2200_are_taken(time: str) -> None:
    given(agency_registered, requested_alone).when(submitted.on(time)).appended()


@proves(KNOWN_REFERENCE.id)
def test_an_appraisal_belongs_to_some_area() -> None:
    nowhere = organisation("AG-X", "appraisal_agency", area="")
    asked = requested_alone(agency_id="AG-X").by(nowhere).into("appraisal/X-1")
    given().when(asked).refused(KNOWN_REFERENCE)
    given().when(asked(area="360100")).appended()


@proves(KNOWN_REFERENCE.id, says="yes")
def test_the_area_is_told_by_the_request_the_agency_or_the_key() -> None:
    def area(*story: Act) -> str:
        return given(*story).ledger.history_of(story[-1].stream)[0].area

    assert area(agency_registered, requested_alone) == "411202"
    assert area(agency_registered, requested_alone(area="411281")) == "411281"
    unlisted = organisation("AG-360100-01", "appraisal_agency", area="360100")
    assert area(requested_alone(agency_id="AG-360100-01").by(unlisted).into("appraisal/360100-2026-0001")) == "360100"
    assert area(requested_alone(agency_id="AG-360100-01").by(unlisted).into("appraisal/X-1")) == "360100"


def test_a_register_of_another_area_is_not_for_this_bureau() -> None:
    given().when(agency_registered(area="410100").by(BUREAU)).denied()
    given(agency_registered).when(requested_alone, notice_issued, notice_signed).appended()
    given().when(insurer_registered).appended()

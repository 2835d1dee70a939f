"""Corrections: what counts is folded anew; what was recorded stays in the stream."""

import pytest

from given import given, instant
from ledger.kernel.correction import RecordCorrected
from ledger.law.house import CORRECT_WHAT_IS_THERE, NO_CORRECTION_OF_CORRECTION, OPEN_ONCE, OPENING_STANDS
from scenarios.acts import (
    ACCEPTED,
    AG,
    AGENCY,
    ASKED_ALONE,
    CONCLUDED,
    GRADING,
    INSURER_A,
    OTHER_AGENCY,
    SCHEDULED,
    accepted,
    agency_registered,
    concluded,
    correction,
    declared_true,
    explained,
    letter_signed,
    notice_sent,
    requested_alone,
    requested_jointly,
    reviewed,
    scheduled,
    submitted,
)

proves = pytest.mark.proves
STREAM = "appraisal/411200-2026-0001"


@proves(CORRECT_WHAT_IS_THERE.id)
def test_new_values_replace_members_and_leave_the_others() -> None:
    corrected = given(CONCLUDED).when(correction(submitted, new_values={"title": "门诊病历"})).appended()
    material = corrected.state.materials["M-1"]
    assert (material.title, material.submitted_by, material.review) == ("门诊病历", "P1", "accepted")
    assert corrected.scenario.events[-1].event.corrects_type == submitted.type  # type: ignore[attr-defined]


@proves(CORRECT_WHAT_IS_THERE.id)
def test_a_new_time_replaces_the_business_time() -> None:
    earlier = correction(accepted, occurred_at="2026-03-03T16:00:00+08:00")
    assert given(ACCEPTED).when(earlier).appended().state.accepted_at == instant("2026-03-03T16:00:00")


@proves(CORRECT_WHAT_IS_THERE.id)
def test_what_was_withdrawn_never_counted() -> None:
    withdrawn = given(ACCEPTED).when(correction(accepted, withdrawn=True)).appended()
    assert withdrawn.state.status == "requested"
    assert [each.event.about.name for each in withdrawn.scenario.events].count(accepted.type) == 1
    withdrawn.when(accepted.on("2026-03-05T09:00:00")).appended()


@proves(CORRECT_WHAT_IS_THERE.id)
def test_the_opening_event_may_be_corrected() -> None:
    fixed = correction(requested_alone, new_values={"claim_no": "CLM-7"}, occurred_at="2026-03-01T09:00:00+08:00")
    row = given(ASKED_ALONE).when(fixed).appended().row("appraisal")
    assert (row.claim_no, row.requested_at) == ("CLM-7", instant("2026-03-01T09:00:00"))


def test_structured_members_are_corrected_whole() -> None:
    fixed = correction(letter_signed, new_values={"agreed_standards": [GRADING], "signatories": [AG, "P1"]})
    state = given(ACCEPTED, letter_signed).when(fixed).appended().state
    assert [standard.code for standard in state.agreed_standards] == [GRADING["code"]]
    moved = correction(scheduled, new_values={"start": "2026-03-13T09:30:00+08:00"})
    assert given(SCHEDULED).when(moved).appended().state.sessions["S-1"].start == instant("2026-03-13T09:30:00")


def test_an_optional_member_is_taken_out_by_null() -> None:
    state = given(ACCEPTED).when(correction(submitted, new_values={"title": None})).appended().state
    assert state.materials["M-1"].title is None


def test_the_later_of_two_corrections_counts() -> None:
    first = correction(concluded, new_values={"disability_grade": "9"})
    second = correction(concluded, "2026-04-01T09:00:00", new_values={"disability_grade": "8"})
    assert given(CONCLUDED, first).when(second).appended().state.grade == "8"


def test_the_same_append_records_and_corrects() -> None:
    both = (concluded, correction(concluded, new_values={"disability_grade": "9"}))
    assert given(CONCLUDED[:-1]).when(both).appended().state.grade == "9"


def test_a_correction_is_read_back_as_it_was_made() -> None:
    corrected = given(CONCLUDED).when(
        correction(concluded, new_values={"disability_grade": "9", "result": "构成九级伤残"})
    ).appended()  # fmt: skip
    stored = corrected.scenario.ledger.history_of(STREAM)[-1].event
    assert isinstance(stored, RecordCorrected)
    assert stored.new_values is not None
    assert stored.new_values["result"].ciphertext
    assert corrected.scenario.ledger.vault.unseal(stored.new_values["result"]) == "构成九级伤残"


@proves(CORRECT_WHAT_IS_THERE.id)
def test_only_an_event_of_the_stream_is_corrected() -> None:
    nowhere = correction(declared_true, withdrawn=True)
    given(ACCEPTED).when(nowhere).refused(CORRECT_WHAT_IS_THERE)
    given(ACCEPTED).when(correction(agency_registered, new_values={"name": "甲"}).into(STREAM).by(AGENCY)).refused(
        CORRECT_WHAT_IS_THERE
    )
    given(SCHEDULED, notice_sent).when(correction(notice_sent, withdrawn=True).into(STREAM)).refused(
        CORRECT_WHAT_IS_THERE
    )


@proves(CORRECT_WHAT_IS_THERE.id)
def test_nothing_is_corrected_in_a_stream_that_does_not_exist() -> None:
    given().when(correction(requested_alone, new_values={"claim_no": "CLM-7"})).refused(CORRECT_WHAT_IS_THERE)


@proves(CORRECT_WHAT_IS_THERE.id)
def test_what_is_withdrawn_is_not_corrected_again() -> None:
    gone = (*ACCEPTED, correction(reviewed, withdrawn=True))
    again = correction(reviewed, "2026-04-01T09:00:00", new_values={"result": "rejected"})
    given(gone).when(again).refused(CORRECT_WHAT_IS_THERE)


@proves(CORRECT_WHAT_IS_THERE.id)
def test_a_correction_says_what_changes() -> None:
    given(ACCEPTED).when(correction(reviewed)).refused(CORRECT_WHAT_IS_THERE)
    given(ACCEPTED).when(correction(reviewed, new_values={})).refused(CORRECT_WHAT_IS_THERE)
    given(ACCEPTED).when(correction(reviewed, withdrawn=False)).refused(CORRECT_WHAT_IS_THERE)


@proves(NO_CORRECTION_OF_CORRECTION.id)
def test_a_correction_is_not_corrected_but_its_original_again() -> None:
    first = correction(concluded, new_values={"disability_grade": "9"})
    second = correction(first, new_values={"reason": "再改"})
    given(CONCLUDED, first).when(second).refused(NO_CORRECTION_OF_CORRECTION)
    given(CONCLUDED, first).when(correction(first, withdrawn=True)).refused(NO_CORRECTION_OF_CORRECTION)
    given(CONCLUDED, first).when(correction(concluded, "2026-04-01T09:00:00", withdrawn=True)).appended()


@proves(OPENING_STANDS.id)
def test_the_opening_event_is_not_withdrawn() -> None:
    given(ASKED_ALONE).when(correction(requested_alone, withdrawn=True)).refused(OPENING_STANDS)
    given(agency_registered).when(correction(agency_registered, withdrawn=True)).refused(OPENING_STANDS)
    given(SCHEDULED, notice_sent).when(correction(notice_sent, withdrawn=True)).appended()
    given(ASKED_ALONE).when(correction(reviewed, withdrawn=True)).appended()


def test_new_values_must_fit_the_event_they_correct() -> None:
    for values, *paths in (
        ({"disability_grade": "11"}, "/data/new_values/disability_grade"),
        ({"grade": "9"}, "/data/new_values/grade"),
        ({"result": 7}, "/data/new_values/result"),
        ({"disability_grade": "11", "result": ""}, "/data/new_values/result", "/data/new_values/disability_grade"),
    ):
        given(CONCLUDED).when(correction(concluded, new_values=values)).malformed(*paths)
    given(SCHEDULED).when(correction(scheduled, new_values={"start": "2026-03-13"})).malformed("/data/new_values/start")
    given(SCHEDULED).when(correction(letter_signed, new_values={"agreed_standards": [{"code": "X"}]})).malformed(
        "/data/new_values/agreed_standards/0/version"
    )


def test_the_fault_in_one_of_several_names_its_place() -> None:
    second = correction(concluded, new_values={"grade": "9"})
    first = correction(submitted, new_values={"title": "门诊病历"})
    given(CONCLUDED).when(first, second).malformed("/1/data/new_values/grade")


def test_what_the_ledger_fills_in_is_not_proposed() -> None:
    given(CONCLUDED).when(correction(concluded, withdrawn=True, corrects_type=concluded.type)).malformed(
        "/data/corrects_type"
    )


def test_whoever_may_propose_an_event_may_correct_it_and_nobody_else() -> None:
    told = (agency_registered, requested_jointly, explained)
    given(told).when(correction(explained, new_values={"meaning": False})).appended()
    given(told).when(correction(explained, new_values={"meaning": False}).by(AGENCY)).denied()
    given(ACCEPTED).when(correction(accepted, withdrawn=True).by(INSURER_A)).denied()
    given(ACCEPTED).when(correction(accepted, withdrawn=True).by(OTHER_AGENCY)).denied()


@proves(OPEN_ONCE.id)
def test_a_corrected_session_id_is_reserved_like_any_other() -> None:
    elsewhere = requested_alone(matter_key="CLM-2+P1+disability").into("appraisal/411200-2026-0002")
    other = scheduled(session_id="S-2").into("appraisal/411200-2026-0002")
    given(SCHEDULED, elsewhere, other).when(correction(other, new_values={"session_id": "S-1"})).refused(OPEN_ONCE)
    given(SCHEDULED, elsewhere, other).when(correction(other, new_values={"session_id": "S-3"})).appended()


def test_the_state_between_is_kept() -> None:
    fixed = correction(concluded, new_values={"disability_grade": "9"})
    ledger = given(CONCLUDED, fixed).ledger
    assert [each.event.about.name for each in ledger.history_of(STREAM)][-2:] == [concluded.type, fixed.type]
    assert ledger.history_of(STREAM)[-2].event.disability_grade == "10"  # type: ignore[attr-defined]

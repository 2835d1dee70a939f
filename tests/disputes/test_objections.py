"""Objections, their replies, later terms and further remedies (SMX 四(三))."""

from datetime import date
from typing import Any

import pytest

from given import Acts, given, instant
from ledger.law.sanmenxia import EXTEND_BY_AGREEMENT, NEXT_REMEDY, RAISE_OBJECTION, REPLY_IN_TEN_DAYS
from scenarios.acts import (
    AG,
    DISPUTE,
    OBJECTED,
    A,
    B,
    correction,
    extended,
    extended_again,
    objected,
    phoned,
    remedied,
    replied,
    replied_by_phone,
)

proves = pytest.mark.proves


def objection(*story: Acts, id: str = "OB-1") -> Any:
    """The objection after a story whose last act was appended."""
    *before, last = story
    return given(*before).when(last).appended().state.objections[id]


@proves(RAISE_OBJECTION.id, says="both")
@pytest.mark.parametrize(
    ("channel", "written"),
    [("written", True), ("portal", True), ("email", True), ("phone", False), ("other", False)],
)
def test_text_is_in_writing_and_speech_is_not(channel: str, written: bool) -> None:
    made = objection(*OBJECTED[:-1], objected(channel=channel))
    assert (made.channel, made.written) == (channel, written)


@proves(RAISE_OBJECTION.id, says="no")
def test_an_objection_is_raised_through_known_channels_alone() -> None:
    given(*OBJECTED[:-1]).when(objected(channel="fax")).malformed("/data/channel")


def test_a_reply_by_telephone_does_not_answer_what_was_raised_in_writing() -> None:
    by_phone = objection(OBJECTED, replied_by_phone)
    assert (by_phone.reply.form, by_phone.answered) == ("phone", False)
    in_writing = objection(OBJECTED, replied_by_phone, replied)
    assert (in_writing.reply.form, in_writing.reply.at) == ("written", instant("2026-04-28T10:00:00"))
    assert in_writing.answered


def test_any_reply_answers_what_was_raised_by_telephone() -> None:
    assert objection(OBJECTED, phoned, replied_by_phone(objection_id="OB-2"), id="OB-2").answered


def test_a_late_reply_is_recorded() -> None:
    late = replied(at="2026-08-03T10:00:00+08:00").on("2026-08-03T10:00:00")
    assert objection(OBJECTED, late).answered


@proves(EXTEND_BY_AGREEMENT.id)
def test_a_difficult_case_both_sides_agreed_on_is_extended() -> None:
    made = objection(OBJECTED, extended)
    assert (made.extended_to, made.extensions) == (date(2026, 4, 30), 1)


@proves(EXTEND_BY_AGREEMENT.id)
def test_the_other_side_of_an_objection_is_whoever_raised_it() -> None:
    by_victim = (*OBJECTED[:-1], objected(by="P1"))
    given(by_victim).when(extended).refused(EXTEND_BY_AGREEMENT)
    given(by_victim).when(extended(agreed_by=["P1", AG])).appended()


@proves(EXTEND_BY_AGREEMENT.id)
@pytest.mark.parametrize("agreed_by", [[AG], [A], [], [AG, B], [AG, AG]])
def test_one_side_alone_cannot_extend_the_reply(agreed_by: list[str]) -> None:
    given(OBJECTED).when(extended(agreed_by=agreed_by)).refused(EXTEND_BY_AGREEMENT)


@proves(EXTEND_BY_AGREEMENT.id)
def test_a_case_that_is_not_difficult_is_not_extended() -> None:
    given(OBJECTED).when(extended(difficult=False)).refused(EXTEND_BY_AGREEMENT)


def test_an_extension_has_its_reason() -> None:
    given(OBJECTED).when(extended(reason=None)).malformed("/data/reason")


@proves(EXTEND_BY_AGREEMENT.id)
def test_there_must_be_a_term_to_extend() -> None:
    given(OBJECTED).when(extended(objection_id="OB-9")).refused(EXTEND_BY_AGREEMENT)
    given(OBJECTED, phoned).when(extended(objection_id="OB-2")).refused(EXTEND_BY_AGREEMENT)


@proves(EXTEND_BY_AGREEMENT.id)
def test_what_was_answered_in_writing_is_not_extended() -> None:
    early = replied(at="2026-04-09T10:00:00+08:00").on("2026-04-09T10:00:00")
    given(OBJECTED, early).when(extended).refused(EXTEND_BY_AGREEMENT)
    given(OBJECTED, replied_by_phone).when(extended).appended()


@proves(EXTEND_BY_AGREEMENT.id)
def test_an_extension_may_be_extended_until_the_end_of_its_last_day() -> None:
    made = objection(OBJECTED, extended, extended_again)
    assert (made.extended_to, made.extensions) == (date(2026, 5, 20), 2)
    too_late = extended_again.on("2026-05-01T00:00:00")
    given(OBJECTED, extended).when(too_late).refused(EXTEND_BY_AGREEMENT)


@proves(EXTEND_BY_AGREEMENT.id)
@pytest.mark.parametrize("new_due", ["2026-04-30", "2026-04-29"])
def test_an_extended_term_ends_after_the_present_one(new_due: str) -> None:
    given(OBJECTED, extended).when(extended_again(new_due=new_due)).refused(EXTEND_BY_AGREEMENT)
    given(OBJECTED, extended).when(extended_again(new_due="2026-05-01")).appended()


def premature(*story: Acts) -> list[bool]:
    state = given(*story).state(DISPUTE)
    return [state.premature(remedy.at) for remedy in state.remedies]


@proves(NEXT_REMEDY.id, says="no")
def test_a_remedy_before_any_reply_is_recorded_and_known_as_such() -> None:
    given(OBJECTED).when(remedied).appended()
    assert premature(OBJECTED, remedied) == [True]


@proves(NEXT_REMEDY.id, says="yes")
def test_a_remedy_after_a_reply_of_any_form_is_in_its_place() -> None:
    assert premature(OBJECTED, replied, remedied) == [False]
    assert premature(OBJECTED, replied_by_phone, remedied) == [False]
    assert premature(OBJECTED, remedied, replied) == [False]


@proves(NEXT_REMEDY.id)
def test_a_remedy_says_what_it_is_and_where_it_leads() -> None:
    court = remedied(remedy="court", linked_id=None, court_case_no="（2026）示例民初1号").on("2026-05-09T10:00:00")
    done = given(OBJECTED, replied, remedied).when(court).appended()
    repeated, sued = done.state.remedies
    assert (repeated.remedy, repeated.linked_id) == ("re_appraisal", "411200-2026-0002")
    assert (sued.remedy, sued.court_case_no, sued.at) == (
        "court",
        "（2026）示例民初1号",
        instant("2026-05-09T10:00:00"),
    )
    assert done.state.objections["OB-1"].remedy == "re_appraisal"


def test_the_reply_to_a_withdrawn_objection_leaves_the_others_duties_alone() -> None:
    """The reply stays on record, and nothing it could answer is there any more."""
    second = objected(objection_id="OB-2")
    reply = replied(objection_id="OB-2", ref="HF-2")
    taken_back = correction(of=second, withdrawn=True)
    scenario = given(OBJECTED, replied, second, reply, taken_back)
    [row] = [each for each in scenario.rows("duty", DISPUTE) if each.rule_id == REPLY_IN_TEN_DAYS.id]
    assert (row.subject, row.done_at is not None) == ("OB-1", True)

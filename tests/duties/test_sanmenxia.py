"""The duties of SMX, each met and each missed, in scenarios."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from given import Act, Acts, given, instant
from ledger.law import sanmenxia as smx
from ledger.law.house import OPENING_STANDS
from looking import rows
from scenarios.acts import (
    AG,
    AGREED_JOINTLY,
    APPRAISAL,
    ASKED_ALONE,
    ASKED_JOINTLY,
    ASSOCIATION,
    DISPUTE,
    ISSUED,
    OBJECTED,
    REVIEWED,
    SCHEDULED,
    SESSION,
    A,
    B,
    agency_registered,
    arrived,
    attendance_recorded,
    confirmed,
    confirmed_by_insurer,
    correction,
    decline_stated,
    declined,
    explained,
    extended,
    flagged,
    identified,
    licence_shown,
    materials_returned,
    mediation_accepted,
    mediation_declined,
    mediation_handled,
    mediation_requested,
    mediation_told,
    notice_sent,
    objected,
    phoned,
    process_recorded,
    replied,
    replied_by_phone,
    requested_jointly,
    review_concluded,
    review_convened,
    scheduled,
    signature_refused,
    signed,
    started,
    submitted,
    terminated,
    transferred,
)

proves = pytest.mark.proves


def owed(stream: str, rule: Any, *story: Acts, part: str = "", obligor: str = "", subject: str | None = None) -> Any:
    """The one duty of that stream under a rule, after a story, of that obligor and on that subject."""
    (row,) = (
        row
        for row in rows("duty", rule, *story, part=part, stream=stream)
        if obligor in ("", row.obligor) and subject in (None, row.subject)
    )
    return row


def none_owed(stream: str, rule: Any, *story: Acts) -> None:
    assert rows("duty", rule, *story, part=None, stream=stream) == []


# Article 四(三): the reply within ten working days


@proves(smx.REPLY_IN_TEN_DAYS.id)
def test_a_written_objection_is_to_be_answered_in_ten_working_days() -> None:
    """From 1 April 2026 over Tomb-Sweeping (4 to 6 April): 2, 3, 7 to 10, 13 to 16 April."""
    opened = owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED)
    assert (opened.owed_by, opened.obligor, opened.subject, opened.level) == ("appraisal_agency", AG, "OB-1", "breach")
    assert (opened.due_at, opened.inclusive, opened.provisional) == (instant("2026-04-17T00:00:00"), False, False)
    assert (opened.basis, opened.done_at) == ("working_days:10", None)
    assert opened.calendar.startswith("chinesecalendar ")
    in_time = owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED, replied(at="2026-04-16T23:59:59+08:00"))
    assert (in_time.done_at, in_time.late) == (instant("2026-04-16T23:59:59"), False)


@proves(smx.REPLY_IN_TEN_DAYS.id)
def test_a_reply_after_the_last_day_is_recorded_and_late() -> None:
    late = owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED, replied(at="2026-04-17T00:00:00+08:00"))
    assert late.late
    assert late.done_at - late.due_at == timedelta()


@proves(smx.REPLY_IN_TEN_DAYS.id, says="no")
def test_a_reply_by_telephone_leaves_the_duty_open() -> None:
    assert owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED, replied_by_phone).done_at is None


@proves(smx.REPLY_IN_TEN_DAYS.id, says="yes")
def test_an_objection_by_telephone_sets_no_term() -> None:
    none_owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED[:-1], phoned)


@proves(smx.EXTEND_BY_AGREEMENT.id, says="yes")
def test_an_agreed_extension_moves_the_end_and_a_reply_after_it_is_late() -> None:
    moved = owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED, extended)
    assert (moved.due_at, moved.extensions, moved.provisional) == (instant("2026-05-01T00:00:00"), 1, False)
    assert not owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED, extended, replied).late
    after = replied(at="2026-05-06T09:00:00+08:00").on("2026-05-06T09:00:00")
    assert owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED, extended, after).late


@proves(smx.EXTEND_BY_AGREEMENT.id)
def test_nothing_is_extended_once_the_ten_days_are_over() -> None:
    given(*OBJECTED).when(extended.on("2026-04-16T23:59:59")).appended()
    given(*OBJECTED).when(extended.on("2026-04-17T00:00:00")).refused(smx.EXTEND_BY_AGREEMENT)
    given(*OBJECTED).when(extended(new_due="2026-04-16")).refused(smx.EXTEND_BY_AGREEMENT)


def test_a_correction_of_the_receipt_moves_the_end_from_then_on() -> None:
    later = correction(objected, "2026-04-20T09:00:00", new_values={"received_at": "2026-04-07T10:00:00+08:00"})
    before, after = (owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED, *story) for story in ((phoned,), (phoned, later)))
    assert (before.due_at, after.due_at) == (instant("2026-04-17T00:00:00"), instant("2026-04-22T00:00:00"))
    withdrawn = correction(objected, "2026-04-20T09:00:00", withdrawn=True)
    given(*OBJECTED).when(withdrawn).refused(OPENING_STANDS)
    reply = owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED, replied, correction(replied, withdrawn=True))
    assert reply.done_at is None


def test_before_the_instrument_was_in_force_nothing_is_owed() -> None:
    early = objected(received_at="2022-11-02T10:00:00+08:00").on("2022-11-02T10:00:00")
    none_owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED[:-1], early)
    on_the_day = objected(received_at="2022-11-03T00:00:00+08:00").on("2022-11-03T00:00:00")
    assert owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED[:-1], on_the_day).due_at == instant("2022-11-18T00:00:00")


BROUGHT = "旧台账 2026-11-01 导入"


@pytest.mark.parametrize(("reply", "historical"), [(replied, True), (None, True)])
def test_what_began_and_ended_before_it_was_imported_is_historical(reply: Act | None, historical: bool) -> None:
    """It is judged all the same: whether it was late stands there."""
    story = [objected.saying(provenance=BROUGHT), *([reply.saying(provenance=BROUGHT)] if reply else [])]
    row = owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED[:-1], *story)
    assert row.historical is historical
    assert row.late is (reply is not None)


def test_what_is_still_running_when_imported_is_not_historical() -> None:
    future = objected(received_at="2150-01-04T10:00:00+08:00").saying(provenance=BROUGHT)
    row = owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED[:-1], future)
    assert (row.historical, row.provisional) == (False, True)


@proves(smx.REPLY_IN_TEN_DAYS.id, says="no")
def test_a_reply_dated_before_the_objection_came_answers_nothing() -> None:
    early = replied(at="2026-04-01T09:59:59+08:00")
    assert owed(DISPUTE, smx.REPLY_IN_TEN_DAYS, *OBJECTED, early).done_at is None
    assert given(OBJECTED, early).state(DISPUTE).awaits_reply


# Article 四(一), 四(二): mediation, expert review, transfer


@proves(smx.MEDIATION_STEPS.id)
def test_each_step_of_mediation_is_owed_from_the_one_before() -> None:
    asked = (ISSUED, mediation_requested)
    steps = {"accept": mediation_accepted, "handle": mediation_handled, "feedback": mediation_told}
    story: tuple[Acts, ...] = asked
    for part, step in steps.items():
        assert owed(DISPUTE, smx.MEDIATION_STEPS, *story, part=part).done_at is None
        story = (*story, step)
        assert owed(DISPUTE, smx.MEDIATION_STEPS, *story, part=part).done_at is not None
    assert owed(DISPUTE, smx.MEDIATION_STEPS, *asked, mediation_declined, part="accept").done_at is not None


@proves(smx.MEDIATION_STEPS.id, says="no")
def test_a_mediation_without_feedback_stays_owed() -> None:
    story = (ISSUED, mediation_requested, mediation_accepted, mediation_handled)
    left = owed(DISPUTE, smx.MEDIATION_STEPS, *story, part="feedback")
    assert (left.owed_by, left.done_at, left.due_at) == ("association", None, None)


def test_the_association_that_took_the_step_before_owes_the_next_one() -> None:
    """Who will take a mediation nobody knows, unless an association asks for it."""
    aa = ASSOCIATION.organisation
    assert owed(DISPUTE, smx.MEDIATION_STEPS, ISSUED, mediation_requested, part="accept").obligor == ""
    asked = mediation_requested.by(ASSOCIATION)
    assert owed(DISPUTE, smx.MEDIATION_STEPS, ISSUED, asked, part="accept").obligor == aa
    mediated = (ISSUED, mediation_requested, mediation_accepted, mediation_handled)
    for part in ("handle", "feedback"):
        assert owed(DISPUTE, smx.MEDIATION_STEPS, *mediated, part=part).obligor == aa
    assert owed(DISPUTE, smx.EXPERT_REVIEW, *REVIEWED).obligor == aa
    assert owed(DISPUTE, smx.TRANSFER_SUSPECTED_VIOLATION, *REVIEWED).obligor == aa
    assert (aa, "association") in [(row.organisation, row.role) for row in given(mediated).rows("party", DISPUTE)]


@proves(smx.EXPERT_REVIEW.id, says="both")
def test_a_flagged_appraisal_is_owed_a_review_until_one_is_convened() -> None:
    assert owed(DISPUTE, smx.EXPERT_REVIEW, *OBJECTED, flagged).done_at is None
    assert owed(DISPUTE, smx.EXPERT_REVIEW, *OBJECTED, flagged, review_convened).done_at is not None


@proves(smx.TRANSFER_SUSPECTED_VIOLATION.id)
def test_a_suspicion_is_expected_at_the_bureau_in_five_working_days() -> None:
    """The text says promptly: five working days are the house's own measure, never a breach."""
    done = owed(DISPUTE, smx.TRANSFER_SUSPECTED_VIOLATION, *REVIEWED, transferred)
    assert (done.level, done.due_at, done.late) == ("target", instant("2026-06-09T00:00:00"), False)


@proves(smx.TRANSFER_SUSPECTED_VIOLATION.id)
def test_a_late_transfer_is_over_the_house_target() -> None:
    late = owed(DISPUTE, smx.TRANSFER_SUSPECTED_VIOLATION, *REVIEWED, transferred.on("2026-06-09T09:00:00"))
    assert (late.level, late.late) == ("target", True)


def test_without_a_suspicion_there_is_nothing_to_transfer() -> None:
    cleared = review_concluded(suspected_violation=False, rules=[])
    none_owed(DISPUTE, smx.TRANSFER_SUSPECTED_VIOLATION, *REVIEWED[:-1], cleared)


# Article 二(五), 三(四): the session


@proves(smx.NOTIFY_A_DAY_AHEAD.id)
def test_each_insurer_is_to_be_told_by_the_day_before() -> None:
    told = owed(SESSION, smx.NOTIFY_A_DAY_AHEAD, *SCHEDULED, notice_sent, subject=A)
    assert (told.obligor, told.due_at, told.late) == (AG, instant("2026-03-12T00:00:00"), False)
    assert owed(SESSION, smx.NOTIFY_A_DAY_AHEAD, *SCHEDULED, notice_sent, subject=B).done_at is None


@proves(smx.NOTIFY_A_DAY_AHEAD.id)
def test_a_notice_on_the_day_itself_is_late() -> None:
    same_day = notice_sent(sent_at="2026-03-12T00:00:00+08:00").on("2026-03-12T00:00:00")
    assert owed(SESSION, smx.NOTIFY_A_DAY_AHEAD, *SCHEDULED, same_day, subject=A).late


def test_a_session_put_off_begins_the_notice_anew_and_voids_the_old_one() -> None:
    later = scheduled(start="2026-03-19T09:30:00+08:00").on("2026-03-11T09:00:00")
    story = (*SCHEDULED, notice_sent, later)
    notice = owed(SESSION, smx.NOTIFY_A_DAY_AHEAD, *story, subject=A)
    assert (notice.done_at, notice.due_at) == (None, instant("2026-03-19T00:00:00"))
    assert owed(SESSION, smx.SEND_WITNESS, *story).cancelled_at == instant("2026-03-11T09:00:00")


def test_a_session_called_off_cancels_what_it_asked_for() -> None:
    called_off = correction(scheduled, "2026-03-11T09:00:00", withdrawn=True)
    rows = given(*SCHEDULED, notice_sent).when(called_off).appended().scenario.rows("duty", SESSION)
    pending = [row.rule_id for row in rows if row.done_at is None and row.cancelled_at is None]
    assert pending == []


def test_an_insurer_no_longer_expected_is_owed_no_notice() -> None:
    fewer = scheduled(expected=[A, "P1"]).on("2026-03-07T09:00:00")
    rows = given(*SCHEDULED).when(fewer).appended().scenario.rows("duty", SESSION)
    told = {row.subject: row.cancelled_at for row in rows if row.rule_id == smx.NOTIFY_A_DAY_AHEAD.id}
    assert told == {A: None, B: instant("2026-03-07T09:00:00")}


def test_a_terminated_commission_calls_its_sessions_off() -> None:
    """What was owed for one that has started stays owed."""
    for story, left in (
        ((SCHEDULED, notice_sent, terminated), set()),
        ((ASKED_ALONE, scheduled, notice_sent, declined.on("2026-03-11T09:00:00")), set()),
        (
            (SCHEDULED, notice_sent, started, terminated.on("2026-03-13T09:00:00")),
            {smx.NOTIFY_A_DAY_AHEAD.id, smx.SEND_WITNESS.id, smx.RECORD_ATTENDANCE_TRULY.id},
        ),
    ):
        rows = given(story).rows("duty", SESSION)
        assert {row.rule_id for row in rows if row.done_at is None and row.cancelled_at is None} == left


def test_a_session_moved_back_needs_no_second_notice() -> None:
    later = scheduled(start="2026-03-19T09:30:00+08:00").on("2026-03-11T09:00:00")
    back = scheduled.on("2026-03-11T10:00:00")
    row = owed(SESSION, smx.NOTIFY_A_DAY_AHEAD, *SCHEDULED, notice_sent, later, back, subject=A)
    assert (row.done_at, row.late) == (instant("2026-03-10T16:00:00"), False)


def test_a_notice_recorded_late_is_for_the_start_it_announced() -> None:
    later = scheduled(start="2026-03-19T09:30:00+08:00").on("2026-03-11T09:00:00")
    row = owed(SESSION, smx.NOTIFY_A_DAY_AHEAD, *SCHEDULED, later, notice_sent, subject=A)
    assert row.done_at is None
    none_owed(SESSION, smx.SEND_WITNESS, *SCHEDULED, later, notice_sent)


@proves(smx.SEND_WITNESS.id, says="yes")
def test_an_insurer_told_too_late_or_not_expected_owes_no_witness() -> None:
    same_day = notice_sent(sent_at="2026-03-12T00:00:00+08:00").on("2026-03-12T00:00:00")
    none_owed(SESSION, smx.SEND_WITNESS, *SCHEDULED, same_day)
    only_b = scheduled(expected=[B, "P1"]).on("2026-03-07T09:00:00")
    none_owed(SESSION, smx.SEND_WITNESS, *SCHEDULED, only_b, notice_sent)
    dropped = scheduled(expected=[B, "P1"]).on("2026-03-11T09:00:00")
    row = owed(SESSION, smx.SEND_WITNESS, *SCHEDULED, notice_sent, dropped)
    assert row.cancelled_at == instant("2026-03-11T09:00:00")


def test_each_insurer_told_owes_its_own_witness() -> None:
    for name in (A, B):
        row = owed(SESSION, smx.SEND_WITNESS, *SCHEDULED, notice_sent, notice_sent(insurer_id=B), obligor=name)
        assert row.cancelled_at is None
    here = (*SCHEDULED, identified, identified(insurer_id=B))
    assert owed(SESSION, smx.WITNESS_SIGNS, *here, obligor=A).cancelled_at is None


@proves(smx.SEND_WITNESS.id)
def test_a_notice_recorded_after_the_arrival_finds_it_there() -> None:
    row = owed(SESSION, smx.SEND_WITNESS, *SCHEDULED, arrived, notice_sent)
    assert (row.done_at, row.late) == (instant("2026-03-12T09:20:00"), False)
    after = arrived(at="2026-03-12T09:45:00+08:00")
    assert owed(SESSION, smx.SEND_WITNESS, *SCHEDULED, after, notice_sent).late


@proves(smx.SEND_WITNESS.id)
@pytest.mark.parametrize(
    ("listed", "done_at", "late"),
    [
        ({"present": [A, B, "P1"]}, "2026-03-12T09:30:00", False),
        ({"present": [A, B, "P1"], "late": [A]}, "2026-03-12T11:00:00", True),
        ({"present": [B, "P1"], "absent": [A]}, None, False),
    ],
    ids=["present", "late", "absent"],
)
def test_who_is_listed_without_an_arrival_came_by_the_record(
    listed: dict[str, Any], done_at: str | None, late: bool
) -> None:
    for story in ((notice_sent, attendance_recorded(**listed)), (attendance_recorded(**listed), notice_sent)):
        row = owed(SESSION, smx.SEND_WITNESS, *SCHEDULED, *story)
        assert (row.done_at, row.late) == (instant(done_at) if done_at else None, late)


@proves(smx.SEND_WITNESS.id)
def test_a_witness_at_the_start_is_in_time() -> None:
    at_start = arrived(at="2026-03-12T09:30:00+08:00")
    row = owed(SESSION, smx.SEND_WITNESS, *SCHEDULED, notice_sent, at_start)
    assert (row.obligor, row.inclusive, row.late) == (A, True, False)


@proves(smx.SEND_WITNESS.id)
def test_a_witness_after_the_start_is_late() -> None:
    after = arrived(at="2026-03-12T09:30:01+08:00")
    assert owed(SESSION, smx.SEND_WITNESS, *SCHEDULED, notice_sent, after).late


@proves(smx.RECORD_ATTENDANCE_TRULY.id)
def test_attendance_is_expected_on_record_the_same_day() -> None:
    row = owed(SESSION, smx.RECORD_ATTENDANCE_TRULY, *SCHEDULED, attendance_recorded)
    assert (row.level, row.due_at, row.late) == ("target", instant("2026-03-13T00:00:00"), False)


@proves(smx.RECORD_ATTENDANCE_TRULY.id)
def test_attendance_put_on_record_the_next_day_is_over_the_target() -> None:
    next_day = attendance_recorded.on("2026-03-13T00:00:00")
    assert owed(SESSION, smx.RECORD_ATTENDANCE_TRULY, *SCHEDULED, next_day).late


@proves(smx.WITNESS_SIGNS.id, says="both")
def test_an_identified_witness_signs_and_one_who_refuses_has_missed_it() -> None:
    here = (*SCHEDULED, notice_sent, arrived, identified)
    assert owed(SESSION, smx.WITNESS_SIGNS, *here, signed).done_at == instant("2026-03-12T09:24:00")
    refused = owed(SESSION, smx.WITNESS_SIGNS, *here, signature_refused)
    assert (refused.done_at, refused.due_at) == (None, instant("2026-03-12T09:24:00"))
    assert owed(SESSION, smx.WITNESS_SIGNS, *here, signature_refused, signed.on("2026-03-12T12:00:00")).late


@proves(smx.WITNESS_SIGNS.id, says="both")
def test_both_documents_are_to_be_signed() -> None:
    here = (*SCHEDULED, notice_sent, arrived, identified)
    halves = [signed(documents=[each]) for each in signed.data["documents"]]
    assert owed(SESSION, smx.WITNESS_SIGNS, *here, halves[0]).done_at is None
    assert owed(SESSION, smx.WITNESS_SIGNS, *here, *halves).done_at == instant("2026-03-12T09:24:00")
    early = owed(SESSION, smx.WITNESS_SIGNS, *SCHEDULED, signed, identified)
    assert (early.done_at, early.late) == (instant("2026-03-12T09:22:00"), False)


def test_a_session_planned_anew_after_it_was_put_on_record_is_on_record() -> None:
    away, back = (correction(terminated, withdrawn=True), terminated)
    row = owed(SESSION, smx.RECORD_ATTENDANCE_TRULY, *SCHEDULED, attendance_recorded, back, away)
    assert (row.done_at, row.cancelled_at) == (instant("2026-03-12T11:00:00"), None)
    put_off = scheduled(start="2026-03-20T09:30:00+08:00").on("2026-03-12T12:00:00")
    row = owed(SESSION, smx.RECORD_ATTENDANCE_TRULY, *SCHEDULED, attendance_recorded, put_off)
    assert (row.done_at, row.due_at) == (None, instant("2026-03-21T00:00:00"))


# Articles 一 and 二(二): the appraisal


@proves(smx.INSURER_EXPLAINS_JOINT.id)
def test_each_insurer_explains_for_itself() -> None:
    story = (agency_registered, requested_jointly, explained)
    assert owed(APPRAISAL, smx.INSURER_EXPLAINS_JOINT, *story, obligor=A).done_at == instant("2026-03-02T10:00:00")
    assert owed(APPRAISAL, smx.INSURER_EXPLAINS_JOINT, *story, obligor=B).done_at is None


@proves(smx.INSURER_EXPLAINS_JOINT.id, says="no")
def test_without_an_explanation_it_is_never_met_and_ends_with_the_commission() -> None:
    row = owed(APPRAISAL, smx.INSURER_EXPLAINS_JOINT, *ASKED_ALONE, declined, obligor=A)
    assert (row.done_at, row.cancelled_at) == (None, instant("2026-03-04T09:00:00"))


@proves(smx.INSURER_EXPLAINS_JOINT.id, says="no")
def test_half_an_explanation_discharges_nothing() -> None:
    story = (agency_registered, requested_jointly)
    for left_out in ("meaning", "procedure", "legal_consequences"):
        half = explained(**{left_out: False})
        assert owed(APPRAISAL, smx.INSURER_EXPLAINS_JOINT, *story, half, obligor=A).done_at is None
    rest = explained.on("2026-03-03T10:00:00")
    done = owed(APPRAISAL, smx.INSURER_EXPLAINS_JOINT, *story, half, rest, obligor=A)
    assert done.done_at == instant("2026-03-03T10:00:00")


@proves(smx.CONFIRM_MATERIALS.id)
def test_the_insurer_confirms_each_material_of_a_joint_commission() -> None:
    row = owed(APPRAISAL, smx.CONFIRM_MATERIALS, *ASKED_JOINTLY, confirmed, confirmed_by_insurer)
    assert (row.obligor, row.subject, row.done_at) == (A, "M-1", instant("2026-03-03T10:00:00"))
    none_owed(APPRAISAL, smx.CONFIRM_MATERIALS, *ASKED_ALONE)


@proves(smx.CONFIRM_MATERIALS.id, says="no")
def test_a_new_version_of_a_material_is_to_be_confirmed_again() -> None:
    again = submitted(hash="b" * 64).on("2026-03-03T16:00:00")
    row = owed(APPRAISAL, smx.CONFIRM_MATERIALS, *AGREED_JOINTLY, again)
    assert (row.started_at, row.done_at) == (instant("2026-03-03T16:00:00"), None)


@proves(smx.DECLINE_STATEMENT.id, says="both")
def test_who_declines_owes_a_statement() -> None:
    assert owed(APPRAISAL, smx.DECLINE_STATEMENT, *ASKED_ALONE, declined).done_at is None
    done = owed(APPRAISAL, smx.DECLINE_STATEMENT, *ASKED_ALONE, declined, decline_stated)
    assert (done.done_at, done.due_at, done.late) == (instant("2026-03-04T10:00:00"), None, False)


@proves(smx.RETURN_MATERIALS.id, says="both")
def test_who_declines_owes_the_materials_back_where_there_are_any() -> None:
    assert owed(APPRAISAL, smx.RETURN_MATERIALS, *ASKED_ALONE, declined).done_at is None
    assert owed(APPRAISAL, smx.RETURN_MATERIALS, *ASKED_ALONE, declined, materials_returned).done_at is not None
    none_owed(APPRAISAL, smx.RETURN_MATERIALS, *ASKED_ALONE[:-2], declined)


@proves(smx.RETURN_MATERIALS.id, says="both")
def test_all_the_materials_are_to_be_returned() -> None:
    two = (*ASKED_ALONE, submitted(material_id="M-2"), declined)
    assert owed(APPRAISAL, smx.RETURN_MATERIALS, *two, materials_returned).done_at is None
    rest = materials_returned(material_ids=["M-2"]).on("2026-03-05T11:00:00")
    done = owed(APPRAISAL, smx.RETURN_MATERIALS, *two, materials_returned, rest)
    assert done.done_at == instant("2026-03-05T11:00:00")


def test_what_was_recorded_before_the_decision_to_decline_is_done() -> None:
    story = (*ASKED_ALONE, decline_stated, materials_returned, declined)
    for rule in (smx.DECLINE_STATEMENT, smx.RETURN_MATERIALS):
        assert owed(APPRAISAL, rule, *story).done_at == instant("2026-03-04T09:00:00")


@proves(smx.SHOW_LICENCE.id)
def test_every_acting_appraiser_shows_the_licence_before_the_start() -> None:
    other = licence_shown(appraiser="AP-2", licence_no="411200001002")
    assert owed(APPRAISAL, smx.SHOW_LICENCE, *SCHEDULED, licence_shown).done_at is None
    both = owed(APPRAISAL, smx.SHOW_LICENCE, *SCHEDULED, licence_shown, other, started)
    assert (both.subject, both.done_at, both.late) == ("S-1", instant("2026-03-12T09:25:00"), False)


@proves(smx.SHOW_LICENCE.id)
def test_licences_shown_stay_shown_where_only_the_room_changes() -> None:
    shown = [licence_shown(appraiser=name) for name in ("AP-1", "AP-2")]
    room = scheduled(place="示例鉴定室二").on("2026-03-12T09:26:00")
    assert owed(APPRAISAL, smx.SHOW_LICENCE, *SCHEDULED, *shown, room).done_at is not None
    other_day = scheduled(start="2026-03-20T09:30:00+08:00").on("2026-03-12T09:26:00")
    assert owed(APPRAISAL, smx.SHOW_LICENCE, *SCHEDULED, *shown, other_day).done_at is None


@proves(smx.SHOW_LICENCE.id)
def test_a_licence_shown_after_the_start_is_late() -> None:
    late = [licence_shown(appraiser=name).on("2026-03-12T09:31:00") for name in ("AP-1", "AP-2")]
    row = owed(APPRAISAL, smx.SHOW_LICENCE, *SCHEDULED, started, *late)
    assert (row.due_at, row.late) == (instant("2026-03-12T09:30:00"), True)


@proves(smx.RECORD_LIVE.id)
def test_the_process_is_recorded_within_a_day() -> None:
    row = owed(APPRAISAL, smx.RECORD_LIVE, *SCHEDULED, started, process_recorded)
    assert (row.subject, row.level, row.late) == ("S-1", "target", False)
    assert row.due_at == instant("2026-03-13T09:30:00")


@proves(smx.RECORD_LIVE.id)
def test_a_record_written_days_later_is_over_the_target() -> None:
    later = process_recorded(recorded_at="2026-03-14T09:41:00+08:00")
    assert owed(APPRAISAL, smx.RECORD_LIVE, *SCHEDULED, started, later).late


@proves(smx.RECORD_LIVE.id)
def test_a_record_recorded_before_the_start_was_is_there() -> None:
    row = owed(APPRAISAL, smx.RECORD_LIVE, *SCHEDULED, process_recorded, started)
    assert (row.done_at, row.late) == (instant("2026-03-12T09:41:00"), False)
    after = process_recorded(recorded_at="2026-03-14T09:41:00+08:00")
    assert owed(APPRAISAL, smx.RECORD_LIVE, *SCHEDULED, after, started).late
    earlier = process_recorded(recorded_at="2026-03-12T09:29:59+08:00")
    assert owed(APPRAISAL, smx.RECORD_LIVE, *SCHEDULED, earlier, started).done_at is None


def test_what_ends_the_commission_ends_what_was_owed_before_it() -> None:
    done = given(*SCHEDULED).when(terminated).appended().scenario.rows("duty", APPRAISAL)
    assert {row.rule_id for row in done if row.done_at is None and row.cancelled_at is None} == set()

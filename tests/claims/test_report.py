"""The report, the cover, filing, dispatch and co-insurance (PICC 一, 十五(一) 至 (三), 注意·一)."""

from __future__ import annotations

from typing import Any

import pytest

from given import Act, Acts, given, instant
from ledger.kernel.law import Rule
from ledger.law.house import IN_ORDER, RIGHT_STREAM
from ledger.law.manual import (
    ARRANGE_JOINT_SURVEY,
    COINSURANCE,
    CONVERT_OR_CANCEL,
    COPY_POLICY,
    DISPATCH,
    LEAD,
    LEAD_CONVENES_JOINT_SURVEY,
    LEAD_NOTIFIES_COINSURERS,
    NO_POLICY,
    NOTIFY_COINSURERS,
    QUERY_COVER,
    SCOPE,
    TASK_FORCE,
    TRANSFER_TO_HOTLINE,
)
from looking import duties, found, owed
from scenarios.acts import INSURER_A, INSURER_B, correction
from scenarios.claims import CLAIM, REPORTED, A, B, loss_reported, manual_adopted
from scenarios.claims_liability import APPLIED, denied, determined, refund_demanded
from scenarios.claims_settlement import (
    APPROVED,
    CLOSED,
    advance_paid,
    advance_requested,
    approved,
    calculated,
    calculated_in_shares,
    loss_determined,
    reviewed,
)
from scenarios.claims_survey import (
    COINSURED,
    DISPATCHED,
    INSURER_C,
    C,
    cancelled,
    dispatched,
    filed,
    joint_survey_arranged,
    matched,
    queried,
    queried_coinsured,
    queried_in_vain,
    reported_by_branch,
    snapshot_taken,
    superior_notified,
    task_force_formed,
    told_b,
    told_c,
    transferred,
    unmatched_opened,
)

proves = pytest.mark.proves


# 前言: whose claims, of which lines


@proves(SCOPE.id, says="both")
@pytest.mark.parametrize(
    ("adopted", "line", "judged"),
    [(True, "property", True), (True, "accident_health", True), (True, "other", False), (False, "property", False)],
)
def test_the_manual_judges_the_lines_it_lists_of_those_who_adopted_it(adopted: bool, line: str, judged: bool) -> None:
    before = (manual_adopted,) if adopted else ()
    assert bool(duties(QUERY_COVER, *before, loss_reported(line_of_business=line))) is judged


# 一(一): the leading group


@proves(TASK_FORCE.id, says="both")
@pytest.mark.parametrize(("part", "done"), [("form", task_force_formed), ("superior", superior_notified)])
def test_a_major_loss_asks_for_a_leading_group_and_for_word_to_the_superior(part: str, done: Any) -> None:
    major = (manual_adopted, loss_reported(major=True))
    opened = owed(TASK_FORCE, *major, part=part)
    assert (opened.obligor, opened.due_at, opened.done_at) == (A, None, None)
    assert owed(TASK_FORCE, *major, done, part=part).done_at is not None
    assert duties(TASK_FORCE, *REPORTED, part=part) == {}


@proves(TASK_FORCE.id, says="yes")
@pytest.mark.parametrize(("part", "done"), [("form", task_force_formed), ("superior", superior_notified)])
def test_what_was_done_before_a_loss_turned_out_major_counts(part: str, done: Any) -> None:
    assert owed(TASK_FORCE, *REPORTED, filed(major=True), part=part).done_at is None
    assert owed(TASK_FORCE, *REPORTED, done, filed(major=True), part=part).done_at is not None
    once = owed(TASK_FORCE, manual_adopted, loss_reported(major=True), done, filed(major=True), part=part)
    assert once.done_at is not None


# 一(二): the cover


@proves(QUERY_COVER.id, says="both")
def test_the_cover_is_to_be_queried_and_every_question_answered() -> None:
    opened = owed(QUERY_COVER, *REPORTED)
    assert (opened.obligor, opened.started_at) == (A, instant("2026-03-02T08:10:00"))
    assert (opened.due_at, opened.done_at) == (None, None)
    assert owed(QUERY_COVER, *REPORTED, queried).done_at == instant("2026-03-02T08:14:00")
    assert owed(QUERY_COVER, *REPORTED, queried_in_vain).done_at is not None
    (notice,) = found(QUERY_COVER, *REPORTED, queried(premium_paid=None))
    assert (notice.severity, "保费" in notice.reason_zh) == ("notice", True)
    assert owed(QUERY_COVER, *REPORTED, queried(premium_paid=None)).done_at is None
    assert found(QUERY_COVER, *REPORTED, queried) == []


@proves(QUERY_COVER.id, says="yes")
def test_a_report_struck_out_leaves_nothing_to_query() -> None:
    assert owed(QUERY_COVER, *REPORTED, cancelled).cancelled_at is not None


@proves(COPY_POLICY.id, says="both")
def test_the_policy_found_is_to_be_copied() -> None:
    opened = owed(COPY_POLICY, *REPORTED, queried)
    assert (opened.started_at, opened.due_at, opened.done_at) == (instant("2026-03-02T08:10:00"), None, None)
    assert owed(COPY_POLICY, *REPORTED, queried, snapshot_taken).done_at == instant("2026-03-02T08:20:00")
    assert owed(COPY_POLICY, *REPORTED, snapshot_taken, queried.on("2026-03-02T08:21:00")).done_at is not None
    assert duties(COPY_POLICY, *REPORTED, queried_in_vain) == {}


@proves(COPY_POLICY.id, says="both")
def test_the_policy_found_later_is_to_be_copied_too() -> None:
    unmatched = (*REPORTED, queried_in_vain, unmatched_opened, matched)
    assert owed(COPY_POLICY, *unmatched).done_at is None
    assert owed(COPY_POLICY, *unmatched, snapshot_taken.on("2026-03-03T09:30:00")).done_at is not None


@proves(NO_POLICY.id, says="both")
def test_a_report_without_cover_is_to_be_handled_as_one() -> None:
    opened = owed(NO_POLICY, *REPORTED, queried_in_vain)
    assert (opened.started_at, opened.due_at, opened.done_at) == (instant("2026-03-02T08:14:00"), None, None)
    assert owed(NO_POLICY, *REPORTED, queried_in_vain, unmatched_opened).done_at == instant("2026-03-02T08:18:00")
    assert owed(NO_POLICY, *REPORTED, queried_in_vain, matched).cancelled_at is not None
    assert duties(NO_POLICY, *REPORTED, queried) == {}


@proves(CONVERT_OR_CANCEL.id, says="both")
def test_a_report_without_a_policy_is_converted_or_struck_out() -> None:
    unmatched = (*REPORTED, queried_in_vain, unmatched_opened)
    assert owed(CONVERT_OR_CANCEL, *unmatched).done_at is None
    assert owed(CONVERT_OR_CANCEL, *unmatched, matched).done_at == instant("2026-03-03T09:00:00")
    assert owed(CONVERT_OR_CANCEL, *unmatched, cancelled).done_at == instant("2026-03-03T10:00:00")
    state = given(*unmatched).when(matched).appended().state.report
    assert (state.policy_no, state.matched_at) == ("P-7", instant("2026-03-03T09:00:00"))


def test_a_report_cancelled_needs_its_reason_and_keeps_its_stream() -> None:
    given(*REPORTED).when(cancelled(reason=None)).malformed("/data/reason")
    assert given(*REPORTED).when(cancelled).appended().state.report.received_at is not None


# 一(三): dispatch


@proves(DISPATCH.id, says="both")
def test_surveyors_are_to_be_sent() -> None:
    assert owed(DISPATCH, *REPORTED).done_at is None
    assert owed(DISPATCH, *DISPATCHED).done_at == instant("2026-03-02T08:25:00")


# Filing


@proves(IN_ORDER.id)
def test_a_claim_is_filed_once() -> None:
    given(*REPORTED).when(filed).appended()
    given(*REPORTED, filed).when(filed(major=True)).refused(IN_ORDER)


@proves(RIGHT_STREAM.id)
def test_a_correction_gives_no_claim_to_another_insurer() -> None:
    given(REPORTED).when(correction(loss_reported, new_values={"insurer_id": B})).refused(RIGHT_STREAM)
    given(REPORTED).when(correction(loss_reported, new_values={"policy_no": "P-2"})).appended()


@proves(IN_ORDER.id)
def test_nothing_is_filed_or_struck_out_once_the_report_was_struck_out() -> None:
    given(*REPORTED, cancelled).when(filed).refused(IN_ORDER)
    given(*REPORTED, cancelled).when(cancelled(reason="再次注销")).refused(IN_ORDER)
    given(*REPORTED).when(cancelled).appended()


# 十五(一)、注意·一: co-insurers are told


@proves(COINSURANCE.id, says="both")
def test_co_insurers_named_take_part_and_owe_nothing() -> None:
    after = given(*COINSURED, queried_coinsured).when(told_b).appended()
    assert after.state.report.coinsurers == (B, C)
    assert {(row.organisation, row.role) for row in after.rows("party")} == {
        (A, "insurer"), (B, "insurer"), (C, "insurer"),
    }  # fmt: skip
    assert {row.obligor for row in after.rows("duty")} == {A}
    given(*COINSURED).when(dispatched.by(INSURER_B)).denied()
    given(*REPORTED, queried).when(dispatched.by(INSURER_B)).denied()
    given(*COINSURED, queried_coinsured).when(dispatched.by(INSURER_C)).denied()


@proves(NOTIFY_COINSURERS.id, LEAD_NOTIFIES_COINSURERS.id, says="both")
@pytest.mark.parametrize("rule", [NOTIFY_COINSURERS, LEAD_NOTIFIES_COINSURERS])
def test_each_co_insurer_is_to_be_told(rule: Rule) -> None:
    named = (*COINSURED, queried_coinsured)
    opened = duties(rule, *named)
    assert {
        name: (row.started_at, row.due_at) for name, row in opened.items() if not row.cancelled_at
    } == dict.fromkeys((B, C), (instant("2026-03-02T08:10:00"), None))
    one = duties(rule, *named, told_b)
    assert (one[B].done_at, one[C].done_at) == (instant("2026-03-02T08:50:00"), None)
    both = duties(rule, *named, told_b, told_c)
    assert both[C].done_at == instant("2026-03-02T08:55:00")
    assert duties(rule, *REPORTED, queried) == {}


@proves(NOTIFY_COINSURERS.id, says="both")
def test_before_they_are_named_somebody_is_to_be_told_and_afterwards_each() -> None:
    assert duties(NOTIFY_COINSURERS, *COINSURED)[""].done_at is None
    assert duties(NOTIFY_COINSURERS, *COINSURED, told_b)[""].done_at is not None
    named = duties(NOTIFY_COINSURERS, *COINSURED, queried_coinsured)
    assert (named[""].cancelled_at is not None, named[B].done_at, named[C].done_at) == (True, None, None)
    later = duties(NOTIFY_COINSURERS, *COINSURED, told_b, queried_coinsured.on("2026-03-02T09:10:00"))
    assert (later[B].done_at, later[C].done_at) == (instant("2026-03-02T08:50:00"), None)


@proves(NOTIFY_COINSURERS.id, says="yes")
def test_who_is_no_co_insurer_after_all_need_not_be_told() -> None:
    fewer = queried_coinsured(coinsurers=[{"insurer_id": B}]).on("2026-03-02T09:30:00")
    named = duties(NOTIFY_COINSURERS, *COINSURED, queried_coinsured, fewer)
    assert (named[B].cancelled_at, named[C].cancelled_at is not None) == (None, True)
    assert duties(NOTIFY_COINSURERS, *COINSURED, queried)[""].cancelled_at is not None


@proves(LEAD_NOTIFIES_COINSURERS.id, says="both")
@pytest.mark.parametrize(
    ("story", "bound"),
    [
        ((loss_reported(coinsurance=True, lead=True),), True),
        ((loss_reported(coinsurance=True, lead=False),), False),
        ((loss_reported(coinsurance=True),), False),
        ((reported_by_branch, transferred), True),
        ((reported_by_branch, transferred(lead=False)), False),
        ((reported_by_branch, queried_coinsured(lead=False)), False),
    ],
)
def test_the_leader_is_bound_to_tell_them_as_leader(story: tuple[Acts, ...], bound: bool) -> None:
    assert bool(duties(LEAD_NOTIFIES_COINSURERS, manual_adopted, *story)) is bound


# 十五(一): ten minutes


@proves(TRANSFER_TO_HOTLINE.id, says="both")
@pytest.mark.parametrize(
    ("transferred_at", "late"),
    [
        ("2026-03-02T08:10:00+08:00", False),
        ("2026-03-02T08:20:00+08:00", False),
        ("2026-03-02T08:20:00.000001+08:00", True),
        ("2026-03-02T08:20:01+08:00", True),
    ],
)
def test_a_co_insured_loss_goes_to_the_hotline_within_ten_minutes_the_last_instant_included(
    transferred_at: str, late: bool
) -> None:
    opened = owed(TRANSFER_TO_HOTLINE, *COINSURED)
    assert (opened.due_at, opened.inclusive, opened.level) == (instant("2026-03-02T08:20:00"), True, "breach")
    done = owed(TRANSFER_TO_HOTLINE, *COINSURED, transferred(transferred_at=transferred_at))
    assert done.late is late


@proves(TRANSFER_TO_HOTLINE.id, says="both")
def test_ten_minutes_run_over_midnight_and_over_new_year() -> None:
    report = reported_by_branch(received_at="2026-12-31T23:55:00+08:00", loss_time="2026-12-31T20:00:00+08:00").on(
        "2026-12-31T23:56:00"
    )
    story = (manual_adopted, report)
    assert owed(TRANSFER_TO_HOTLINE, *story).due_at == instant("2027-01-01T00:05:00")
    made = transferred(received_at="2026-12-31T23:55:00+08:00").on("2027-01-01T00:30:00")
    assert not owed(TRANSFER_TO_HOTLINE, *story, made(transferred_at="2027-01-01T00:05:00+08:00")).late
    assert owed(TRANSFER_TO_HOTLINE, *story, made(transferred_at="2027-01-01T00:05:01+08:00")).late


@proves(TRANSFER_TO_HOTLINE.id)
def test_followers_are_bound_like_the_leader() -> None:
    follower = (manual_adopted, reported_by_branch(lead=False))
    assert not owed(TRANSFER_TO_HOTLINE, *follower, transferred(lead=False)).late
    assert owed(
        TRANSFER_TO_HOTLINE, *follower, transferred(lead=False, transferred_at="2026-03-02T08:21:00+08:00")
    ).late


@proves(TRANSFER_TO_HOTLINE.id, says="yes")
def test_a_report_by_the_hotline_itself_is_passed_on_already() -> None:
    moot = owed(TRANSFER_TO_HOTLINE, manual_adopted, loss_reported(coinsurance=True))
    assert (moot.done_at, moot.late) == (instant("2026-03-02T08:10:00"), False)


@proves(TRANSFER_TO_HOTLINE.id)
def test_co_insurance_learned_from_the_query_counts_from_the_report_all_the_same() -> None:
    learned = (manual_adopted, loss_reported(channel="branch"), queried_coinsured)
    assert owed(TRANSFER_TO_HOTLINE, *learned).due_at == instant("2026-03-02T08:20:00")
    assert not owed(TRANSFER_TO_HOTLINE, *learned, transferred).late
    after = transferred(transferred_at="2026-03-02T08:25:00+08:00")
    assert owed(TRANSFER_TO_HOTLINE, *learned, after).late
    earlier = (*learned[:-1], transferred, queried_coinsured.on("2026-03-02T09:00:00"))
    assert owed(TRANSFER_TO_HOTLINE, *earlier).done_at == instant("2026-03-02T08:20:00")


@proves(TRANSFER_TO_HOTLINE.id, says="yes")
def test_a_query_that_finds_no_co_insurance_ends_it() -> None:
    assert owed(TRANSFER_TO_HOTLINE, *COINSURED, queried).cancelled_at is not None
    assert duties(TRANSFER_TO_HOTLINE, *REPORTED, queried) == {}


@proves(TRANSFER_TO_HOTLINE.id, says="both")
def test_two_times_of_receipt_are_pointed_out() -> None:
    (notice,) = found(TRANSFER_TO_HOTLINE, *COINSURED, transferred(received_at="2026-03-02T08:12:00+08:00"))
    assert (notice.severity, "08:12:00" in notice.reason_en) == ("notice", True)
    assert found(TRANSFER_TO_HOTLINE, *COINSURED, transferred) == []


def test_a_correction_of_the_receipt_moves_the_ten_minutes() -> None:
    moved = correction(
        reported_by_branch, "2026-03-02T11:00:00", new_values={"received_at": "2026-03-02T08:00:00+08:00"}
    )
    assert owed(TRANSFER_TO_HOTLINE, *COINSURED, transferred, moved).late


# 十五(二)、注意·一: the joint survey


@proves(ARRANGE_JOINT_SURVEY.id, says="both")
def test_a_joint_survey_the_agreement_asks_for_is_to_be_arranged() -> None:
    required = (*COINSURED, told_b(joint_survey_required=True))
    assert owed(ARRANGE_JOINT_SURVEY, *required).done_at is None
    assert owed(ARRANGE_JOINT_SURVEY, *required, joint_survey_arranged).done_at == instant("2026-03-02T10:00:00")
    again = (*required, joint_survey_arranged, told_c(joint_survey_required=True).on("2026-03-02T10:30:00"))
    assert owed(ARRANGE_JOINT_SURVEY, *again).done_at == instant("2026-03-02T10:00:00")
    assert duties(ARRANGE_JOINT_SURVEY, *COINSURED, told_b) == {}


@proves(LEAD_CONVENES_JOINT_SURVEY.id, says="both")
def test_the_leader_may_convene_one_that_nobody_asks_for() -> None:
    state = given(*COINSURED, queried_coinsured).when(joint_survey_arranged(agreement_clause=None)).appended().state
    assert (state.report.joint_survey_at is not None, state.report.joint_survey_required_at) == (True, None)
    given(*COINSURED).when(joint_survey_arranged.by(INSURER_B)).denied()


# 十五(三): who decides

LED = (
    manual_adopted, loss_reported(channel="branch", coinsurance=True, lead=True), queried_coinsured,
    *(calculated_in_shares if each == calculated else each for each in APPROVED[2:]),
)  # fmt: skip
"""A co-insured claim that this insurer leads, until it is approved."""
DECISIONS = (determined, loss_determined, calculated_in_shares, reviewed, approved)
LED_BY_B = queried_coinsured(
    lead=False, coinsurers=[{"insurer_id": B, "share": "0.30", "leads": True}, {"insurer_id": C, "share": "0.20"}]
).on("2026-03-03T12:00:00")


@proves(LEAD.id)
@pytest.mark.parametrize("decision", DECISIONS)
def test_the_leader_decides_and_the_others_do_not(decision: Act) -> None:
    before = LED[: LED.index(decision)]
    given(*before).when(decision).appended()
    given(*before).when(decision.by(INSURER_B)).denied()


@proves(LEAD.id)
@pytest.mark.parametrize("decision", DECISIONS)
def test_a_follower_leaves_the_decisions_to_the_leader(decision: Act) -> None:
    before = (*LED[: LED.index(decision)], LED_BY_B)
    given(*before).when(decision).refused(LEAD)
    given(*before).when(decision.by(INSURER_C)).denied()
    given(*before).when(decision.by(INSURER_B)).appended()


@proves(LEAD.id)
def test_who_leads_is_named_before_anybody_decides_for_a_follower() -> None:
    unnamed = (*LED[: LED.index(determined)], queried_coinsured(lead=False).on("2026-03-03T12:00:00"))
    given(*unnamed).when(determined).refused(LEAD)
    given(*unnamed).when(determined.by(INSURER_B)).denied()


@proves(LEAD.id)
def test_while_nobody_said_who_leads_the_insurer_of_the_claim_does() -> None:
    unsaid = (manual_adopted, loss_reported(coinsurance=True), queried_coinsured(lead=None), *APPLIED[2:])
    given(*unsaid).when(determined).appended()
    given(*unsaid, LED_BY_B(lead=None)).when(determined).refused(LEAD)


def test_what_one_insurer_decided_in_the_stream_of_another_is_not_corrected_there() -> None:
    by_leader = determined.by(INSURER_B)
    story = (*LED[: LED.index(determined)], LED_BY_B, by_leader)
    given(*story).when(correction(by_leader, withdrawn=True).by(INSURER_A)).denied()
    given(*story).when(correction(by_leader, withdrawn=True)).appended()


def test_the_leader_owes_nothing_in_the_claim_of_a_follower() -> None:
    rows = given(*LED[: LED.index(determined)], LED_BY_B).rows("duty", CLAIM)
    assert {row.obligor for row in rows} == {A}


def test_a_query_that_finds_no_co_insurance_leaves_no_co_insurers() -> None:
    report = given(*COINSURED, queried_coinsured).when(queried.on("2026-03-02T09:15:00")).appended().state.report
    assert (report.coinsurance, report.coinsurers, report.lead) == (False, (), None)
    stream = given(*COINSURED, queried_coinsured, queried.on("2026-03-02T09:15:00"))
    assert {row.organisation for row in stream.rows("party", CLAIM)} == {A}


def test_what_the_query_says_of_the_leader_prevails_over_the_transfer() -> None:
    def lead(*story: Acts) -> Any:
        return given(*COINSURED, *story).state(CLAIM).report.lead

    unknown = transferred(lead=None)
    assert (lead(unknown), lead(transferred(lead=False))) == (None, False)
    assert lead(queried_coinsured, transferred(lead=False)) is True
    assert lead(transferred(lead=False), queried_coinsured.on("2026-03-02T09:00:00")) is True
    assert lead(queried_coinsured(lead=None), transferred(lead=False)) is False


# Nothing after the end


@proves(IN_ORDER.id)
def test_an_approved_claim_is_not_struck_out() -> None:
    given(*APPROVED[:-1]).when(cancelled.on("2026-04-02T10:00:00")).appended()
    given(*APPROVED).when(cancelled.on("2026-04-02T11:00:00")).refused(IN_ORDER)


@proves(IN_ORDER.id)
def test_what_was_advanced_is_demanded_back_before_the_report_is_struck_out() -> None:
    gone = cancelled.on("2026-05-09T10:00:00")
    advanced = (*APPLIED, advance_requested, advance_paid, denied)
    given(*advanced).when(gone).refused(IN_ORDER)
    given(*advanced, refund_demanded(ground="overpaid", amount="49999.99")).when(gone).refused(IN_ORDER)
    given(*advanced, refund_demanded(ground="overpaid", amount="50000.00")).when(gone).appended()


@proves(IN_ORDER.id)
def test_nothing_is_filed_or_struck_out_once_the_claim_is_closed() -> None:
    given(*CLOSED).when(filed.on("2026-04-11T10:00:00")).refused(IN_ORDER)
    given(*CLOSED).when(cancelled.on("2026-04-11T10:00:00")).refused(IN_ORDER)


@pytest.mark.parametrize(
    ("act", "member"), [(loss_reported, "place"), (snapshot_taken, "location"), (dispatched, "place")]
)
def test_where_the_loss_was_may_be_where_somebody_lives_and_is_sealed(act: Act, member: str) -> None:
    told = given(*REPORTED, queried, snapshot_taken, dispatched).events
    (event,) = [each.event for each in told if each.event.about.name == act.type]
    assert getattr(event, member).ciphertext

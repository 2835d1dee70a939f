"""What was done in a claim, by its own time, before that on which it rests: recorded, and found (PICC 一 to 十五)."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from given import Act, Acts, given
from ledger.claims.findings.order import STEPS, UNREFUSED
from ledger.kernel.law import Rule
from ledger.law import manual
from looking import found
from scenarios import aftermath
from scenarios.claims import REPORTED, B
from scenarios.claims_liability import (
    APPLIED,
    REJECTED,
    REJECTING,
    applied,
    determined,
    escalated,
    liability_proposed,
    notice_issued,
    notice_served,
    pay_first_requested,
    rejected,
    rights_assigned,
    superior_approved,
)
from scenarios.claims_settlement import (
    APPROVED,
    ASSESSED,
    CALCULATED,
    CHECKED,
    LIABLE,
    REVIEWED,
    advance_paid,
    advance_requested,
    approved,
    assessed,
    calculated,
    calculated_in_shares,
    checked,
    claim_report_written,
    closed,
    filed,
    filed_over_authority,
    filed_with_third_party,
    finance_notified,
    found_not_covered,
    inputs,
    item,
    loss_determined,
    paid,
    payee_notified,
    policy_copied,
    reviewed,
    shares_requested,
    task_opened,
    value_determined,
)
from scenarios.claims_survey import (
    ARRIVED,
    COINSURED,
    DISPATCHED,
    cancelled,
    dispatched,
    insured_consented,
    insurer_consented,
    intermediary_engaged,
    intermediary_proposed,
    inventoried,
    list_issued,
    list_signed,
    queried_coinsured,
    report_filed,
    surveyor_arrived,
)

proves = pytest.mark.proves


class Case(NamedTuple):
    """A step that comes after what it rests on, the same that tells an earlier time, and what it rests on."""

    rule: Rule
    story: tuple[Acts, ...]
    step: Act
    early: Act
    rests_on: str
    severity: str = "breach"


def instead(old: Act, new: Act, story: tuple[Act, ...]) -> tuple[Act, ...]:
    """The story with another act in the place of one."""
    assert old in story
    return tuple(new if each == old else each for each in story)


ASKED_TO_PAY_FIRST = (pay_first_requested.on("2026-04-03T10:00:00"), rights_assigned.on("2026-04-03T11:00:00"))


def at(step: Act, member: str, time: str) -> Act:
    """A step that tells this time itself, whenever it happened."""
    return step(**{member: f"{time}+08:00"})


SURVEYED = (*ARRIVED, report_filed)
PROPOSED = (*APPLIED, policy_copied, filed_over_authority, liability_proposed, escalated, superior_approved)
OVER = (*PROPOSED, determined, *REVIEWED[len(LIABLE) :], claim_report_written)
ZERO = (
    *LIABLE,
    *(loss_determined(items=[assessed("I-1", "5000.00")]), value_determined),
    *(calculated(inputs=inputs(item(loss="5000.00", residual=None)), declared="0.00"), checked, reviewed),
)
LED = (
    *(*APPLIED, queried_coinsured, *LIABLE[len(APPLIED) :], *ASSESSED[len(LIABLE) :], calculated_in_shares),
    *(checked, reviewed, approved, paid(amount="82000.00", by="lead")),
)
SERVED = (*REJECTED, notice_issued, notice_served)
WITH_THIRD_PARTY = (*instead(filed, filed_with_third_party, APPROVED), task_opened)
CONSENTED = (*SURVEYED, intermediary_proposed, insured_consented, insurer_consented)
before_approval = paid(paid_at="2026-04-02T09:59:59+08:00")

CASES = {
    "arrived, dispatched": Case(
        manual.DISPATCH,
        DISPATCHED,
        surveyor_arrived,
        surveyor_arrived.on("2026-03-02T08:24:59"),
        "dispatch of surveyors",
    ),
    "told to have arrived, dispatched": Case(
        manual.DISPATCH,
        DISPATCHED,
        surveyor_arrived,
        at(surveyor_arrived, "arrived_at", "2026-03-02T08:24:59"),
        "dispatch of surveyors",
    ),
    "reported, arrived": Case(
        manual.SURVEY_REPORT, ARRIVED, report_filed, report_filed.on("2026-03-02T09:59:59"), "arrival of surveyors"
    ),
    "determined, applied": Case(
        manual.TIMELY_DETERMINATION,
        APPLIED,
        determined,
        determined.on("2026-03-05T08:59:59"),
        "application for payment",
    ),
    "determined, surveyed": Case(
        manual.DETERMINATION_OF_LIABILITY,
        (*SURVEYED, applied),
        determined,
        determined.on("2026-03-05T09:59:59"),
        "survey report",
    ),
    "loss, surveyed": Case(
        manual.DETERMINATION_OF_LOSS,
        (*SURVEYED, applied, determined.on("2026-03-05T09:10:00")),
        loss_determined,
        loss_determined.on("2026-03-05T09:59:59"),
        "survey report",
    ),
    "task, filed": Case(
        manual.SUBROGATION_TASK, LIABLE, task_opened, task_opened.on("2026-03-03T10:59:59"), "filing of the claim"
    ),
    "closed, served": Case(
        manual.SERVE,
        SERVED,
        closed(outcome="rejected"),
        closed(outcome="rejected").on("2026-04-03T08:29:59"),
        "service of the notice",
    ),
    "list issued, signed": Case(
        manual.LIST_FIRST,
        (*SURVEYED, list_signed),
        list_issued,
        list_issued.on("2026-03-03T08:49:59"),
        "list of damaged property",
    ),
    "engaged, consented": Case(
        manual.INTERMEDIARY,
        CONSENTED,
        intermediary_engaged,
        intermediary_engaged.on("2026-03-05T13:59:59"),
        "consent of both sides",
    ),
    "determined, approved": Case(
        manual.SUPERIOR_APPROVAL,
        PROPOSED,
        determined,
        determined.on("2026-03-26T09:59:59"),
        "superior company",
    ),
    "loss, determined": Case(
        manual.DETERMINATION_OF_LOSS,
        (*LIABLE, report_filed),
        loss_determined,
        loss_determined.on("2026-03-27T09:59:59"),
        "determination of liability",
    ),
    "calculated, determined": Case(
        manual.CALCULATE_AFTER_LOSS,
        ASSESSED,
        calculated,
        calculated.on("2026-03-30T09:59:59"),
        "determination of the loss",
    ),
    "checked, calculated": Case(
        manual.SHEET, CALCULATED, checked, checked.on("2026-04-01T09:59:59"), "the calculation"
    ),
    "reviewed, checked": Case(manual.REVIEW, CHECKED, reviewed, reviewed.on("2026-04-01T13:59:59"), "the check"),
    "approved, reviewed": Case(manual.REVIEW, REVIEWED, approved, approved.on("2026-04-02T08:59:59"), "the review"),
    "approved, reported": Case(manual.REPORT, OVER, approved, approved.on("2026-04-01T14:59:59"), "the claim report"),
    "payee told, approved": Case(
        manual.NOTIFY_PAYMENT,
        APPROVED,
        payee_notified,
        at(payee_notified, "notified_at", "2026-04-02T09:59:59"),
        "the approval",
    ),
    "finance told, approved": Case(
        manual.NOTIFY_PAYMENT,
        APPROVED,
        finance_notified,
        finance_notified.on("2026-04-02T09:59:59"),
        "the approval",
    ),
    "advanced, requested": Case(
        manual.ADVANCE,
        (*LIABLE, advance_requested),
        advance_paid,
        advance_paid.on("2026-03-10T08:59:59"),
        "the application for it",
        "deviation",
    ),
    "paid, approved": Case(manual.PAID_AFTER_APPROVAL, APPROVED, paid, before_approval, "the approval"),
    "paid, checked": Case(
        manual.SHEET, APPROVED, paid, at(paid, "paid_at", "2026-04-01T13:59:59"), "the check of the calculation"
    ),
    "paid first, assigned": Case(
        manual.PAY_FIRST,
        aftermath.PAID_FIRST[:-1],
        paid(pay_first=True),
        at(paid(pay_first=True), "paid_at", "2026-04-03T10:59:59"),
        "assignment of rights",
        "deviation",
    ),
    "shares, paid": Case(
        manual.TRANSFER, LED, shares_requested, shares_requested.on("2026-04-07T09:59:59"), "the lead's payment"
    ),
    "rejected, agreed to": Case(
        manual.REJECT_EVIDENCE, REJECTING, rejected, rejected.on("2026-03-31T08:59:59"), "legal department"
    ),
    "notice, rejected": Case(
        manual.REJECT_WRITTEN, REJECTED, notice_issued, notice_issued.on("2026-04-01T08:59:59"), "the rejection"
    ),
    "served, issued": Case(
        manual.SERVE,
        (*REJECTED, notice_issued),
        notice_served,
        at(notice_served, "served_at", "2026-04-02T08:59:59"),
        "the issue of the notice",
    ),
    "closed, approved": Case(
        manual.CLOSE, APPROVED, closed, closed.on("2026-04-02T09:59:59"), "the approval", "deviation"
    ),
    "closed at zero, reviewed": Case(
        manual.CLOSE,
        ZERO,
        closed(outcome="zero"),
        closed(outcome="zero").on("2026-04-02T08:59:59"),
        "the approval",
        "deviation",
    ),
    "closed, rejected": Case(
        manual.CLOSE,
        SERVED,
        closed(outcome="rejected"),
        closed(outcome="rejected").on("2026-04-01T08:59:59"),
        "rejection",
        "deviation",
    ),
    "closed, cancelled": Case(
        manual.CLOSE,
        (*APPLIED, cancelled),
        closed(outcome="cancelled"),
        closed(outcome="cancelled").on("2026-03-03T09:59:59"),
        "cancelling",
        "deviation",
    ),
    "closed, task": Case(
        manual.SUBROGATION_TASK, WITH_THIRD_PARTY, closed, closed.on("2026-04-09T09:59:59"), "recovery task"
    ),
    "endorsed, premium paid": Case(
        manual.REINSTATE,
        (*aftermath.RESTORING, aftermath.premium_paid),
        aftermath.restored,
        aftermath.restored.on("2026-04-09T09:59:59"),
        "payment of the premium",
    ),
}
every = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
JUDGED = tuple(dict.fromkeys(step.rule.id for step in (*UNREFUSED, *STEPS)))


def looked(case: Case, *story: Acts) -> list[tuple[str, str]]:
    """How grave it is that the last act of the story came too early, and why."""
    last = story[-1]
    assert isinstance(last, Act)
    names = {step.name for step in (*UNREFUSED, *STEPS)}
    rows = found(case.rule, *story, stream=last.stream)
    mine = [row for row in rows if row.item.split("/")[1] in names and row.event_id == last.event_id]
    return [(row.severity, row.reason_en) for row in mine]


@proves(*JUDGED, says="no")
@every
def test_a_step_told_before_that_on_which_it_rests_is_found(case: Case) -> None:
    [(severity, told)] = looked(case, *case.story, case.early)
    assert (severity, case.rests_on in told, "by its own time" in told) == (case.severity, True, True)


@proves(*JUDGED, says="yes")
@every
def test_a_step_told_after_it_is_not(case: Case) -> None:
    assert looked(case, *case.story, case.step) == []


def test_every_step_has_its_case() -> None:
    told = [(case.rule, case.step.type) for case in CASES.values()]
    assert {(step.rule, step.event.about.name) for step in (*UNREFUSED, *STEPS)} == set(told)


AGREED_ON_ADJUSTERS = (*APPLIED, insured_consented, insurer_consented)
NO_RECORD = (
    (manual.DISPATCH, (*REPORTED, surveyor_arrived), dispatched),
    (manual.SURVEY_REPORT, (*DISPATCHED, report_filed), surveyor_arrived),
    (manual.TIMELY_DETERMINATION, (*REPORTED, determined), applied),
    (manual.DETERMINATION_OF_LIABILITY, (*APPLIED, determined), report_filed),
    (manual.DETERMINATION_OF_LIABILITY, (*AGREED_ON_ADJUSTERS, determined), intermediary_engaged),
    (manual.DETERMINATION_OF_LOSS, (*LIABLE, loss_determined), report_filed),
    (manual.DETERMINATION_OF_LOSS, (*AGREED_ON_ADJUSTERS, determined, loss_determined), intermediary_engaged),
    (manual.SUBROGATION_TASK, (*APPLIED, task_opened), filed),
    (manual.SERVE, (*REJECTED, notice_issued, closed(outcome="rejected")), notice_served),
)
unrecorded = pytest.mark.parametrize(("rule", "story", "late"), NO_RECORD)


@proves(*(rule.id for rule, _, _ in NO_RECORD), says="both")
@unrecorded
def test_a_step_is_found_while_nothing_on_record_is_what_it_rests_on(
    rule: Rule, story: tuple[Act, ...], late: Act
) -> None:
    case = Case(rule, story, story[-1], story[-1], "")
    [(severity, told)] = looked(case, *story)
    assert (severity, "no record" in told) == ("breach", True)
    done = given(*story).when(late).appended()
    names = {row.rule_id for row in done.rows("finding") if row.event_id == story[-1].event_id}
    assert rule.id not in names


def test_what_nothing_refuses_is_what_can_be_answered_late() -> None:
    assert all(step.recorded_by for step in UNREFUSED)
    assert not any(step.recorded_by for step in STEPS)
    assert {(step.rule, step.event.about.name) for step in UNREFUSED} == {
        (rule, story[-1].type) for rule, story, _ in NO_RECORD
    }


# Where a step rests on nothing

LED_BY_B = queried_coinsured(lead=False, coinsurers=[{"insurer_id": B, "share": "0.30", "leads": True}])


@proves(manual.DISPATCH.id, manual.SURVEY_REPORT.id, says="yes")
@pytest.mark.parametrize(
    ("rule", "story"),
    [
        (manual.DISPATCH, (*COINSURED, LED_BY_B, surveyor_arrived)),
        (manual.SURVEY_REPORT, (*COINSURED, LED_BY_B, report_filed)),
        (manual.SURVEY_REPORT, (*REPORTED, report_filed(waiver="人伤案件，无现场"))),
    ],
)
def test_who_follows_or_has_no_scene_to_go_to_needs_no_survey(rule: Rule, story: tuple[Act, ...]) -> None:
    assert looked(Case(rule, story, story[-1], story[-1], ""), *story) == []


@proves(manual.DETERMINATION_OF_LIABILITY.id, manual.DETERMINATION_OF_LOSS.id, says="yes")
@pytest.mark.parametrize(
    ("rule", "step"),
    [(manual.DETERMINATION_OF_LIABILITY, determined), (manual.DETERMINATION_OF_LOSS, loss_determined)],
)
def test_an_adjusters_report_takes_the_place_of_the_insurers_survey(rule: Rule, step: Act) -> None:
    engaged = (*ARRIVED, insured_consented, insurer_consented, intermediary_engaged, applied)
    before = (*engaged, determined) if step is loss_determined else engaged
    assert looked(Case(rule, before, step, step, ""), *before, step) == []


@pytest.mark.parametrize(
    ("rule", "story"),
    [
        (manual.LIST_FIRST, (*ARRIVED, inventoried(few=True), list_signed, list_issued.on("2026-03-03T08:00:00"))),
        (manual.SUPERIOR_APPROVAL, (*APPLIED, escalated, superior_approved, determined.on("2026-03-25T10:00:00"))),
        (manual.REVIEW, (*CHECKED, found_not_covered.on("2026-04-01T13:00:00"))),
        (manual.REPORT, (*REVIEWED, claim_report_written.on("2026-04-02T18:00:00"), approved)),
        (manual.PAY_FIRST, (*APPROVED, *ASKED_TO_PAY_FIRST, paid(paid_at="2026-04-02T12:00:00+08:00"))),
        (manual.SUBROGATION_TASK, (*APPROVED, task_opened, closed.on("2026-04-08T10:00:00"))),
    ],
)
def test_what_a_case_does_not_need_it_need_not_wait_for(rule: Rule, story: tuple[Act, ...]) -> None:
    assert looked(Case(rule, story, story[-1], story[-1], ""), *story) == []

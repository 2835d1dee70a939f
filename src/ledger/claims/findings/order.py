"""What was done, by its own time, before that on which it rests, or with no record of that (PICC 一 to 十五)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from ledger.claims.duties.report import follows
from ledger.claims.events.cover import SumInsuredReinstated
from ledger.claims.events.liability import ClaimApplicationReceived, LiabilityDetermined
from ledger.claims.events.loss import CalculationSheetChecked, IndemnityCalculated, LossDetermined
from ledger.claims.events.rejection import ClaimRejected, RejectionNoticeIssued, RejectionNoticeServed
from ledger.claims.events.report import ClaimFiled, SurveyDispatched
from ledger.claims.events.settlement import (
    AdvancePaid,
    ClaimApproved,
    ClaimClosed,
    ClaimReviewed,
    FinanceNotified,
    IndemnityPaid,
    PayeeNotified,
    ShareTransferRequested,
    SubrogationTaskOpened,
)
from ledger.claims.events.survey import (
    IntermediaryEngaged,
    LossAssessmentListIssued,
    SurveyorArrived,
    SurveyReportFiled,
)
from ledger.claims.state import Claim
from ledger.claims.state.cover import Cover
from ledger.claims.state.survey import Intermediary
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings
from ledger.kernel.law import Text
from ledger.kernel.order import Step, in_order
from ledger.law.manual import (
    ADVANCE,
    CALCULATE_AFTER_LOSS,
    CLOSE,
    DETERMINATION_OF_LIABILITY,
    DETERMINATION_OF_LOSS,
    DISPATCH,
    INTERMEDIARY,
    LIST_FIRST,
    NOTIFY_PAYMENT,
    PAID_AFTER_APPROVAL,
    PAY_FIRST,
    REINSTATE,
    REJECT_EVIDENCE,
    REJECT_WRITTEN,
    REPORT,
    REVIEW,
    SERVE,
    SHEET,
    SUBROGATION_TASK,
    SUPERIOR_APPROVAL,
    SURVEY_REPORT,
    TIMELY_DETERMINATION,
    TRANSFER,
)

FINDINGS: Findings = []


def _handled_here(claim: Claim, recorded: Recorded) -> bool:
    """Where another insurer leads, what a step rests on stands in that one's claim."""
    return not follows(claim)


def _surveyed_here(claim: Claim, recorded: Recorded) -> bool:
    """Where adjusters were engaged, their report may take the place of the insurer's own."""
    return _handled_here(claim, recorded) and claim.survey.intermediary is None


def _latest(times: Iterable[datetime | None]) -> datetime | None:
    """When the last of them was there; none while one is not."""
    known = list(times)
    return max((at for at in known if at), default=None) if None not in known else None


def _agreed_to(claim: Claim, recorded: Recorded) -> datetime | None:
    """When both sides had agreed to the firm."""
    engaged: IntermediaryEngaged = recorded.event  # type: ignore[assignment]
    return _latest(claim.survey.intermediaries.get(engaged.firm, Intermediary()).consents.values())


def _paid_by_lead(claim: Claim, recorded: Recorded) -> datetime | None:
    return _latest(each.paid_at for each in claim.settlement.paid if each.by == "lead")


def _premium_paid(cover: Cover, recorded: Recorded) -> datetime | None:
    """When the last of the premium had come in for what the claim took."""
    reinstated: SumInsuredReinstated = recorded.event  # type: ignore[assignment]
    reduction = cover.reductions.get(reinstated.claim_no)
    return _latest(each.paid_at for each in reduction.paid) if reduction else None


REACHED: Mapping[str, Callable[[Claim], datetime | None]] = {
    "paid": lambda claim: claim.settlement.approved_at,
    "zero": lambda claim: min(claim.settlement.agreed_at.values(), default=None),
    "rejected": lambda claim: claim.liability.rejected_at,
    "cancelled": lambda claim: claim.report.cancelled_at,
}
"""Since when a claim can be closed, by the outcome."""
SURVEY = Text("查勘报告", "the survey report")
APPROVAL = Text("核赔通过", "the approval")

# What nothing refuses where that on which it rests is not there: its absence is found as well.

UNREFUSED = (
    Step(
        DISPATCH,
        SurveyorArrived,
        Text("查勘调度", "the dispatch of surveyors"),
        lambda claim, recorded: claim.report.dispatched_at,
        lambda arrived: (arrived.arrived_at,),
        when=_handled_here,
        recorded_by=(SurveyDispatched,),
    ),
    Step(
        SURVEY_REPORT,
        SurveyReportFiled,
        Text("查勘人员到达现场", "the arrival of surveyors"),
        lambda claim, recorded: claim.survey.arrived_at,
        when=lambda claim, recorded: not follows(claim) and recorded.event.waiver is None,
        recorded_by=(SurveyorArrived,),
    ),
    Step(
        TIMELY_DETERMINATION,
        LiabilityDetermined,
        Text("索赔申请", "the application for payment"),
        lambda claim, recorded: claim.liability.applied_at,
        when=_handled_here,
        recorded_by=(ClaimApplicationReceived,),
    ),
    Step(
        DETERMINATION_OF_LIABILITY,
        LiabilityDetermined,
        SURVEY,
        lambda claim, recorded: claim.survey.survey_report_at,
        when=_surveyed_here,
        recorded_by=(SurveyReportFiled, IntermediaryEngaged),
    ),
    Step(
        DETERMINATION_OF_LOSS,
        LossDetermined,
        SURVEY,
        lambda claim, recorded: claim.survey.survey_report_at,
        when=_surveyed_here,
        recorded_by=(SurveyReportFiled, IntermediaryEngaged),
        name="before_survey",
    ),
    Step(
        SUBROGATION_TASK,
        SubrogationTaskOpened,
        Text("立案", "the filing of the claim"),
        lambda claim, recorded: claim.report.filed and claim.report.filed.filed_at,
        recorded_by=(ClaimFiled,),
    ),
    Step(
        SERVE,
        ClaimClosed,
        Text("拒赔通知书送达", "the service of the notice of rejection"),
        lambda claim, recorded: claim.liability.rejection_served and claim.liability.rejection_served.served_at,
        when=lambda claim, recorded: recorded.event.outcome == "rejected",
        recorded_by=(RejectionNoticeServed,),
    ),
)

# What is refused without that on which it rests, or found elsewhere: the times remain to be compared.

STEPS = (
    Step(
        LIST_FIRST,
        LossAssessmentListIssued,
        Text("受损财产清单签字", "the signature of the list of damaged property"),
        lambda claim, recorded: claim.survey.list_signed and claim.survey.list_signed.signed_at,
        when=lambda claim, recorded: not claim.survey.few,
    ),
    Step(INTERMEDIARY, IntermediaryEngaged, Text("保险双方的同意", "the consent of both sides"), _agreed_to),
    Step(
        SUPERIOR_APPROVAL,
        LiabilityDetermined,
        Text("上级公司批复", "the answer of the superior company"),
        lambda claim, recorded: claim.liability.superior_at,
        when=lambda claim, recorded: claim.for_the_superior and claim.liability.superior is not None,
    ),
    Step(
        DETERMINATION_OF_LOSS,
        LossDetermined,
        Text("责任核定", "the determination of liability"),
        lambda claim, recorded: claim.liability.first_determined_at,
        name="before_liability",
    ),
    Step(
        CALCULATE_AFTER_LOSS,
        IndemnityCalculated,
        Text("损失核定", "the determination of the loss"),
        lambda claim, recorded: claim.loss.first_determined_at,
    ),
    Step(
        SHEET,
        CalculationSheetChecked,
        Text("赔款计算", "the calculation"),
        lambda claim, recorded: claim.loss.calculated_at.get(recorded.event.calc_no),
    ),
    Step(
        REVIEW,
        ClaimReviewed,
        Text("计算书核对", "the check of the calculation sheet"),
        lambda claim, recorded: claim.loss.vouched.get(recorded.event.calc_no),
        when=lambda claim, recorded: recorded.event.opinion == "agree",
    ),
    Step(
        REVIEW,
        ClaimApproved,
        Text("核赔意见", "the review that agreed"),
        lambda claim, recorded: claim.settlement.agreed_at.get(recorded.event.calc_no),
    ),
    Step(
        REPORT,
        ClaimApproved,
        Text("理赔报告", "the claim report"),
        lambda claim, recorded: claim.settlement.report_at,
        when=lambda claim, recorded: claim.over_authority,
    ),
    *(
        Step(
            NOTIFY_PAYMENT,
            notice,
            APPROVAL,
            lambda claim, recorded: claim.settlement.approved_at,
            lambda notice: (notice.notified_at,),
        )
        for notice in (PayeeNotified, FinanceNotified)
    ),
    Step(
        ADVANCE,
        AdvancePaid,
        Text("预付赔款申请", "the application for it"),
        lambda claim, recorded: claim.settlement.requested_at.get(recorded.event.request_ref),
    ),
    Step(
        PAID_AFTER_APPROVAL,
        IndemnityPaid,
        APPROVAL,
        lambda claim, recorded: claim.settlement.approved_at,
        lambda paid: (paid.paid_at,),
    ),
    Step(
        SHEET,
        IndemnityPaid,
        Text("计算书核对", "the check of the calculation sheet"),
        lambda claim, recorded: min(claim.loss.vouched.values(), default=None),
        lambda paid: (paid.paid_at,),
    ),
    Step(
        PAY_FIRST,
        IndemnityPaid,
        Text("先行赔付请求和权益转让", "the request to pay first and the assignment of rights"),
        lambda claim, recorded: _latest((claim.liability.pay_first_at, claim.liability.assigned_at)),
        lambda paid: (paid.paid_at,),
        when=lambda claim, recorded: claim.paid_first(recorded.event),
    ),
    Step(
        TRANSFER,
        ShareTransferRequested,
        Text("首席保险人支付全部赔款", "the lead's payment of the whole"),
        _paid_by_lead,
    ),
    Step(
        REJECT_EVIDENCE,
        ClaimRejected,
        Text("法律部门认可", "the legal department's agreement"),
        lambda claim, recorded: claim.liability.concurrence_at,
    ),
    Step(
        REJECT_WRITTEN,
        RejectionNoticeIssued,
        Text("拒赔决定", "the rejection"),
        lambda claim, recorded: claim.liability.rejected_at,
    ),
    Step(
        SERVE,
        RejectionNoticeServed,
        Text("出具拒赔通知书", "the issue of the notice"),
        lambda claim, recorded: claim.liability.notices.get(recorded.event.notice_no),
        lambda served: (served.served_at,),
    ),
    Step(
        CLOSE,
        ClaimClosed,
        Text("核赔、拒赔或注销", "the approval, rejection or cancelling"),
        lambda claim, recorded: REACHED[recorded.event.outcome](claim),
    ),
    Step(
        SUBROGATION_TASK,
        ClaimClosed,
        Text("发起追偿任务", "the opening of a recovery task"),
        lambda claim, recorded: claim.settlement.task_opened_at,
        when=lambda claim, recorded: recorded.event.outcome == "paid" and claim.third_party,
    ),
    Step(REINSTATE, SumInsuredReinstated, Text("补交保费", "the payment of the premium"), _premium_paid),
)

in_order(FINDINGS, (*UNREFUSED, *STEPS))

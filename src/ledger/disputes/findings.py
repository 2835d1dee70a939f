"""What a dispute's facts say against a rule that sets no time (SMX 四). 发现"""

from __future__ import annotations

from ledger.disputes.events import (
    ExpertReviewConvened,
    MediationAccepted,
    MediationDeclined,
    MediationFeedbackGiven,
    MediationHandled,
    ObjectionReplied,
    RemedyPursued,
)
from ledger.disputes.state import Dispute, Remedy
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.sanmenxia import EXPERT_REVIEW, MEDIATION_STEPS, NEXT_REMEDY, REPLY_IN_TEN_DAYS

FINDINGS: Findings = []


@finds(FINDINGS, MEDIATION_STEPS, MediationAccepted, MediationDeclined, MediationHandled, MediationFeedbackGiven)
def step_left_out(dispute: Dispute, recorded: Recorded) -> Text | None:
    """A step without the one before it has opened no duty to be late with."""
    mediation = dispute.mediation
    match recorded.event:
        case MediationHandled():
            missing = Text("受理", "acceptance") if mediation.accepted_at is None else None
        case MediationFeedbackGiven():
            missing = Text("处理", "handling") if mediation.handled_at is None else None
        case _:
            missing = Text("申请", "request") if mediation.requested_at is None else None
    if missing is None:
        return None
    return Text(
        f"调解缺少前一步骤的记录：{missing.zh}；请补记。",
        f"the mediation has no record of the step before, its {missing.en}: record it",
    )


@finds(FINDINGS, EXPERT_REVIEW, ExpertReviewConvened, severity="notice")
def panel_has_an_interest(dispute: Dispute, recorded: Recorded) -> Text | None:
    """Experts of insurers may be invited (SMX-4.2-invite-insurer-experts), those of either side had better not be."""
    convened: ExpertReviewConvened = recorded.event  # type: ignore[assignment]
    sides = {dispute.agency_id, *dispute.insurers}
    bad = sorted({member.affiliation for member in convened.panel} & sides)
    if not bad:
        return None
    return Text(
        f"评审专家中有人来自本案相关机构（{'、'.join(bad)}）；请核实是否应当回避、更换。",
        f"experts of the panel belong to {', '.join(bad)}, concerned in this very case: see whether to replace them",
    )


@finds(FINDINGS, REPLY_IN_TEN_DAYS, ObjectionReplied, severity="notice")
def written_answered_otherwise(dispute: Dispute, recorded: Recorded) -> Text | None:
    reply: ObjectionReplied = recorded.event  # type: ignore[assignment]
    objection = dispute.objections.get(reply.objection_id)
    if objection is None or not objection.written or objection.answered or reply.form == "written":
        return None
    return Text(
        f"异议 {reply.objection_id} 以书面提出，本次回复不是书面的，书面回复的期限照常计算。",
        f"objection {reply.objection_id} was raised in writing and this reply is not: "
        "the time for a reply in writing runs on",
    )


@finds(FINDINGS, NEXT_REMEDY, RemedyPursued, severity="deviation")
def remedy_before_reply(dispute: Dispute, recorded: Recorded) -> Text | None:
    pursued: RemedyPursued = recorded.event  # type: ignore[assignment]
    at = recorded.occurred_at
    remedy = Remedy(remedy=pursued.remedy, linked_id=pursued.linked_id, court_case_no=pursued.court_case_no, at=at)
    if not dispute.premature(remedy):
        return None
    return Text(
        "鉴定机构尚未答复任何异议，即已采取后续救济；宜先取得答复。",
        "a further remedy was pursued before the agency had replied to anything: its reply should come first",
    )

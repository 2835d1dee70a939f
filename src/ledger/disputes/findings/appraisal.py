"""What contradicts a rule without a time in a dispute over an appraisal (SMX 四). 发现"""

from __future__ import annotations

from ledger.disputes.events.appraisal import (
    ExpertReviewConvened,
    MediationAccepted,
    MediationDeclined,
    MediationFeedbackGiven,
    MediationHandled,
    MediationRequested,
    ObjectionReplied,
    RemedyPursued,
)
from ledger.disputes.state import Dispute
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.sanmenxia import EXPERT_REVIEW, MEDIATION_STEPS, NEXT_REMEDY, REPLY_IN_TEN_DAYS

FINDINGS: Findings = []


@finds(
    FINDINGS,
    MEDIATION_STEPS,
    MediationAccepted,
    MediationDeclined,
    MediationHandled,
    MediationFeedbackGiven,
    answered_by=(MediationRequested, MediationAccepted, MediationHandled),
)
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
def reply_answers_nothing(dispute: Dispute, recorded: Recorded) -> Text | None:
    reply: ObjectionReplied = recorded.event  # type: ignore[assignment]
    objection = dispute.objections.get(reply.objection_id)
    if objection and reply.at < objection.received_at:
        return Text(
            f"对异议 {reply.objection_id} 的回复早于收到异议的时间，不视为回复；请核实并更正其一。",
            f"the reply to objection {reply.objection_id} is dated before the objection was received and does not "
            "count: find out and correct one of the two",
        )
    if objection is None or not objection.written or objection.answered or reply.form == "written":
        return None
    return Text(
        f"异议 {reply.objection_id} 以书面提出，本次回复不是书面的，书面回复的期限照常计算。",
        f"objection {reply.objection_id} was raised in writing and this reply is not: "
        "the time for a reply in writing runs on",
    )


TOO_SOON = Text(
    "鉴定机构尚未答复任何异议，即已采取后续救济；宜先取得答复。",
    "a further remedy was pursued before the agency had replied to anything: its reply should come first",
)
UNLINKED = Text(
    "重新鉴定未注明是哪一项鉴定；请补记其编号（linked_id）。",
    "the re-appraisal is not named: record its id (linked_id)",
)


@finds(FINDINGS, NEXT_REMEDY, RemedyPursued, severity="deviation", answered_by=(ObjectionReplied,))
def remedy_out_of_place(dispute: Dispute, recorded: Recorded) -> Text | None:
    pursued: RemedyPursued = recorded.event  # type: ignore[assignment]
    wrong = []
    if dispute.premature(recorded.occurred_at):
        wrong.append(TOO_SOON)
    if pursued.remedy == "re_appraisal" and pursued.linked_id is None:
        wrong.append(UNLINKED)
    return Text("".join(text.zh for text in wrong), "; ".join(text.en for text in wrong)) if wrong else None

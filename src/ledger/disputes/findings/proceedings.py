"""What contradicts a rule without a time: the way of a dispute and its costs (PICC 六(九)、十二; MBA 附录A). 发现"""

from __future__ import annotations

from ledger.disputes.events.proceedings import (
    JudgmentReceived,
    LegalCostsBorne,
    NegotiationFailed,
    NegotiationHeld,
    ProceedingsCommenced,
)
from ledger.disputes.state import Dispute, evolve
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.machinery import DISPUTE
from ledger.law.manual import COSTS, NEGOTIATE
from ledger.worksheets.refused import CalculationRefused

FINDINGS: Findings = []

TALKS = (NegotiationHeld, NegotiationFailed)


@finds(FINDINGS, NEGOTIATE, ProceedingsCommenced, answered_by=TALKS)
def insurer_left_the_way(dispute: Dispute, recorded: Recorded) -> Text | None:
    commenced: ProceedingsCommenced = recorded.event  # type: ignore[assignment]
    return _off_the_way(dispute, commenced) if commenced.claimant in dispute.insurers else None


@finds(FINDINGS, NEGOTIATE, ProceedingsCommenced, severity="notice", answered_by=TALKS)
def other_side_left_the_way(dispute: Dispute, recorded: Recorded) -> Text | None:
    """What the other side does is no breach of the insurer's, but something it can object to."""
    commenced: ProceedingsCommenced = recorded.event  # type: ignore[assignment]
    return None if commenced.claimant in dispute.insurers else _off_the_way(dispute, commenced)


def _off_the_way(dispute: Dispute, commenced: ProceedingsCommenced) -> Text | None:
    """Negotiation first; then the arbitral body of the policy, else the one agreed on since, else the court."""
    wrong, body = [], dispute.proceedings.body
    if dispute.kind != "claim":
        return None
    if dispute.proceedings.negotiated_at is None:
        wrong.append(Text("未经协商", "nobody negotiated first"))
    if body is None and commenced.route == "arbitration":
        wrong.append(
            Text(
                "保单未载明仲裁机构，争议发生后也未达成仲裁协议", "neither policy nor later agreement has it arbitrated"
            )
        )
    if body is not None and (commenced.route, commenced.body) != ("arbitration", body):
        wrong.append(Text(f"应提交{body}仲裁", f"it is for {body} to arbitrate"))
    if not wrong:
        return None
    return Text(f"{'；'.join(text.zh for text in wrong)}。", "; ".join(text.en for text in wrong))


@finds(FINDINGS, DISPUTE, ProceedingsCommenced, severity="notice", answered_by=TALKS)
def adjusting_not_negotiated(dispute: Dispute, recorded: Recorded) -> Text | None:
    """Over adjusting nobody has to negotiate; it is only the way that the code puts first."""
    if dispute.kind != "adjusting" or dispute.proceedings.negotiated_at is not None:
        return None
    return Text("未见协商记录即提起诉讼或仲裁。", "it went to court or arbitration with no record of negotiation")


@finds(FINDINGS, COSTS, LegalCostsBorne, severity="notice", answered_by=(JudgmentReceived,))
def costs_not_owed(dispute: Dispute, recorded: Recorded) -> Text | None:
    if dispute.proceedings.judgment is None:
        return Text("尚无裁判而承担了诉讼费用。", "costs were borne before there was any award or judgment")
    after = evolve(dispute, recorded).proceedings
    try:
        owed = after.costs_owed
    except CalculationRefused as refused:
        return refused.reason
    if owed is None or after.costs_borne <= owed:
        return None
    return Text(
        f"共承担诉讼费用 {after.costs_borne} 元，按裁判只应承担 {owed} 元。",
        f"{after.costs_borne} yuan of costs were borne, and {owed} are owed by the judgment",
    )

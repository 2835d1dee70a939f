"""What contradicts a rule without a time in an item's cover: more taken than was in force (PICC 九(三))."""

from __future__ import annotations

from ledger.claims.events.cover import CoverExhausted, SumInsuredReduced, Taken
from ledger.claims.state.cover import Cover
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.manual import REDUCE_SI
from ledger.worksheets.cover import reduced
from ledger.worksheets.refused import CalculationRefused

FINDINGS: Findings = []


@finds(FINDINGS, REDUCE_SI, SumInsuredReduced, CoverExhausted)
def more_than_was_in_force(cover: Cover, recorded: Recorded) -> Text | None:
    """The policy as copied for a claim does not show what other claims have taken of it since."""
    taken: Taken = recorded.event  # type: ignore[assignment]
    in_force = cover.in_force_on(taken.lost_on, but=taken.claim_no) if cover.id else taken.sum_insured
    try:
        reduced(in_force, taken.reduction)
    except CalculationRefused:
        return Text(
            f"赔案 {taken.claim_no} 冲减 {taken.reduction} 元，而出险时有效的保险金额只有 {in_force} 元。",
            f"claim {taken.claim_no} takes {taken.reduction} yuan, and {in_force} were in force at its loss",
        )
    return None

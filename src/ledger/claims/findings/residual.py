"""What contradicts a rule without a time in a claim: residual value and recovered goods."""

from __future__ import annotations

from ledger.claims.events.residual import (
    ResidualGoodsDisposed,
    ResidualGoodsRegistered,
    ResidualGoodsTaken,
    ResidualProceedsCredited,
    ResidualValueAgreed,
)
from ledger.claims.state import Claim
from ledger.claims.state.loss import Lot
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.manual import RECOVERED_GOODS, RESIDUAL_FIRST
from ledger.worksheets.recorded import Difference, differing

FINDINGS: Findings = []


@finds(FINDINGS, RESIDUAL_FIRST, ResidualValueAgreed)
def agreed_by_one_side(claim: Claim, recorded: Recorded) -> Text | None:
    agreed: ResidualValueAgreed = recorded.event  # type: ignore[assignment]
    if claim.agreed_by_both(agreed.agreed_by):
        return None
    return Text(
        f"项目 {agreed.item_id} 的残值须由保险人和被保险人协商一致。",
        f"the residual value of item {agreed.item_id} is not agreed by insurer and insured",
    )


@finds(FINDINGS, RESIDUAL_FIRST, ResidualGoodsTaken, answered_by=(ResidualValueAgreed,))
def taken_without_asking(claim: Claim, recorded: Recorded) -> Text | None:
    taken: ResidualGoodsTaken = recorded.event  # type: ignore[assignment]
    residuals, abandonment = claim.loss.residuals, claim.loss.abandonment
    accepted = abandonment.items if abandonment.status == "accepted" else ()
    left = [
        item
        for item in taken.items
        if item not in accepted and (item not in residuals or residuals[item].to != "insurer")
    ]
    if not left:
        return None
    return Text(
        f"{'、'.join(left)} 的残余物资未经与被保险人协商即收回；应先协商作价归被保险人。",
        f"the residual goods of {', '.join(left)} were taken back before they were left to the insured at a price",
    )


BEFORE: dict[str, tuple[str, Text]] = {
    ResidualGoodsRegistered.__name__: ("taken", Text("收回", "taking back")),
    ResidualGoodsDisposed.__name__: ("registered", Text("登记", "register")),
    ResidualProceedsCredited.__name__: ("disposed", Text("处置", "disposal")),
}
"""What comes before each step of a lot."""


@finds(
    FINDINGS,
    RECOVERED_GOODS,
    ResidualGoodsRegistered,
    ResidualGoodsDisposed,
    ResidualProceedsCredited,
    answered_by=(ResidualGoodsTaken, ResidualGoodsRegistered, ResidualGoodsDisposed),
)
def step_left_out(claim: Claim, recorded: Recorded) -> Text | None:
    """A step without the one before it has opened no duty to be late with; and what came in is what is credited."""
    event: ResidualGoodsRegistered | ResidualGoodsDisposed | ResidualProceedsCredited = recorded.event  # type: ignore[assignment]
    member, text = BEFORE[type(event).__name__]
    lot = claim.loss.lots.get(event.lot_id, Lot())
    if getattr(lot, member) is None:
        return Text(
            f"损余物资 {event.lot_id} 没有前一步骤的记录：{text.zh}；请补记。",
            f"lot {event.lot_id} has no record of the step before, its {text.en}: record it",
        )
    if isinstance(event, ResidualProceedsCredited):
        return differing([Difference("/amount", event.amount, lot.net_proceeds)])
    return None

"""What refuses in a recovery: costs that are not the insurer's, and anything booked twice (PICC 六(八))."""

from __future__ import annotations

from ledger.claims.events.recovery import (
    RecoveryClosed,
    RecoveryCostBorne,
    RecoveryCostIncurred,
    RecoveryReceived,
)
from ledger.claims.state.recovery import Recovery
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.kernel.worksheet import less
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.manual import RECOVERY_COST

REFUSALS: Refusals = []


@refuses(REFUSALS, OPEN_ONCE, RecoveryCostIncurred, RecoveryReceived)
def booked_already(recovery: Recovery, proposed: Proposed, facts: Facts) -> Text | None:
    match proposed.event:
        case RecoveryCostIncurred(cost_id=number):
            known = number in recovery.costs
        case RecoveryReceived(receipt_no=number):
            known = any(each.receipt_no == number for each in recovery.received)
    return Text(f"编号 {number} 已经登记。", f"{number} is on record already") if known else None


@refuses(REFUSALS, IN_ORDER, RecoveryClosed)
def closed_already(recovery: Recovery, proposed: Proposed, facts: Facts) -> Text | None:
    return Text("追偿已经结束。", "the recovery has ended already") if recovery.closed else None


@refuses(REFUSALS, KNOWN_REFERENCE, RecoveryCostBorne)
def no_such_cost(recovery: Recovery, proposed: Proposed, facts: Facts) -> Text | None:
    borne: RecoveryCostBorne = proposed.event  # type: ignore[assignment]
    if borne.cost_id in recovery.costs:
        return None
    return Text(f"没有编号为 {borne.cost_id} 的追偿费用。", f"no cost of recovery has the id {borne.cost_id}")


@refuses(REFUSALS, RECOVERY_COST, RecoveryCostBorne)
def not_the_insurers_cost(recovery: Recovery, proposed: Proposed, facts: Facts) -> Text | None:
    borne: RecoveryCostBorne = proposed.event  # type: ignore[assignment]
    cost = recovery.costs.get(borne.cost_id)
    if cost is None:
        return None
    if cost.by == "insured" and cost.consent_ref is None:
        return Text(
            "被保险人自行追偿未经保险人同意，费用不由保险人承担。",
            "the insured pursued recovery without the insurer's consent: the cost is its own",
        )
    left = less(cost.allowed, (each.amount for each in recovery.borne if each.cost_id == borne.cost_id))
    if borne.amount <= left:
        return None
    return Text(
        f"承担 {borne.amount} 元，超过合理且尚未承担的 {left} 元。",
        f"{borne.amount} yuan are more than the {left} that are reasonable and not borne yet",
    )

"""How much was lost: the cost of repair and what is not of the accident (F20), and when it is as good as total (F4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ledger.kernel.codes import Money
from ledger.kernel.law import Rule, Text, carries
from ledger.kernel.losses import CostLine, ValueBasis
from ledger.kernel.worksheet import Reckoned, Worksheet, fen
from ledger.law.manual import (
    CONSTRUCTIVE,
    DEPRECIATION,
    EXCLUDE_AGGRAVATED,
    REINSTATEMENT,
    REPAIR_OUTSIDE,
    REPAIR_SELF,
)
from ledger.worksheets import terms
from ledger.worksheets.refused import refuse

Ground = Literal["loss_exceeds_sum_insured", "salvage_exceeds_sum_insured"]


@dataclass(frozen=True, kw_only=True)
class Restoration:
    """What restoring an item costs, who repairs it, and what of the cost is not the accident's. 损失金额构成

    `basis` is that of the insured value. On replacement value `betterment` must be said, even if it is nothing, and
    nothing is depreciated.
    """

    cost_type: Literal["self", "outside"]
    costs: tuple[CostLine, ...]
    basis: ValueBasis
    wear: Money | None = None
    aggravated: Money | None = None
    betterment: Money | None = None
    depreciation: Money | None = None


COSTS: Mapping[str, tuple[Rule, tuple[str, ...]]] = {
    "self": (REPAIR_SELF, ("labour", "parts", "other")),
    "outside": (REPAIR_OUTSIDE, ("transport", "repair", "parts", "other")),
}
"""The rule and the kinds of cost that count, by who repairs."""
DEDUCTIONS: tuple[tuple[str, Text, Rule], ...] = (
    ("wear", terms.WEAR, REINSTATEMENT),
    ("aggravated", terms.AGGRAVATED, EXCLUDE_AGGRAVATED),
    ("betterment", terms.BETTERMENT, REINSTATEMENT),
    ("depreciation", terms.DEPRECIATION, DEPRECIATION),
)


@carries(REPAIR_SELF, REPAIR_OUTSIDE, EXCLUDE_AGGRAVATED, REINSTATEMENT, DEPRECIATION)
def assessed(restoration: Restoration) -> Reckoned:
    """The loss: costs of the kinds that count, less wear, the aggravated part, betterment and depreciation.

    CalculationRefused for a cost of another kind, for depreciation on replacement value, for betterment left unsaid
    there, and for deductions above the cost.
    """
    rule, kinds = COSTS[restoration.cost_type]
    for at, cost in enumerate(restoration.costs):
        if cost.kind not in kinds:
            refuse(f"/costs/{at}/kind", rule, "此类费用不属于该修理方式。", "that cost is not of this way of repair")
    if restoration.basis == "replacement" and restoration.depreciation:
        refuse(
            "/depreciation",
            DEPRECIATION,
            "以重置价值为保险价值的，不扣除折旧。",
            "nothing depreciates on replacement value",
        )
    if restoration.basis == "replacement" and restoration.betterment is None:
        refuse(
            "/betterment", REINSTATEMENT, "须写明改善金额，没有的写零。", "say the betterment, zero where there is none"
        )
    sheet = Worksheet()
    left = sum(fen(cost.amount) for cost in restoration.costs)
    left = sheet.line(1, None, terms.COSTS, " + ".join(kinds), left, rule)
    for member, what, rule, amount in _deducted(restoration):
        if amount > left:
            refuse(f"/{member}", rule, "扣减超过费用。", "deductions exceed the cost")
        left = sheet.line(2, None, what, f"cost − {member}", left - amount, rule)
    return sheet.reckoned()


def _deducted(restoration: Restoration) -> Iterator[tuple[str, Text, Rule, int]]:
    for member, what, rule in DEDUCTIONS:
        amount: Decimal | None = getattr(restoration, member)
        if amount:
            yield member, what, rule, fen(amount)


@carries(CONSTRUCTIVE)
def total_loss_grounds(
    sum_insured: Decimal, *, loss: Decimal | None = None, salvage_cost: Decimal | None = None
) -> tuple[Ground, ...]:
    """On what grounds a total loss may be declared: loss or salvage cost, each alone, exceeds the sum insured.

    At the sum insured neither exceeds it. The declaration itself is a decision, with its reason.
    """
    found: Mapping[Ground, Decimal | None] = {
        "loss_exceeds_sum_insured": loss,
        "salvage_exceeds_sum_insured": salvage_cost,
    }
    return tuple(ground for ground, amount in found.items() if amount is not None and amount > sum_insured)

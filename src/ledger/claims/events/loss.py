"""Events of a claim: the loss, its value, the costs of salvage and the calculation (PICC 五、六)."""

from __future__ import annotations

from typing import Annotated, Literal

from ledger.kernel import losses
from ledger.kernel.codes import Id, Money, Weight, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import COMPUTED, Event, Part
from ledger.worksheets.asked import Calculation
from ledger.worksheets.sheet import Sheet

# The loss


class StockCheck(Part, frozen=True, kw_only=True):
    """What the insured claimed of stock and what was verified of it against objects and books. 存货核对

    Source: PICC 五(二). Prices are those of one unit in yuan; `reason` explains what differs.
    """

    item_id: Id
    claimed_quantity: Weight
    verified_quantity: Weight
    claimed_price: Money
    verified_price: Money
    reason: Words | None = None

    @property
    def overstated(self) -> bool:
        """Whether more was claimed than is there, or at a higher price than in the books."""
        return self.claimed_quantity > self.verified_quantity or self.claimed_price > self.verified_price

    @property
    def differs(self) -> bool:
        return (self.claimed_quantity, self.claimed_price) != (self.verified_quantity, self.verified_price)


class LossDetermined(losses.LossDetermined, by=("insurer",)):
    survey_record: Id | None = None
    """The survey record that was audited against, and the insured's two lists (PICC 五)."""
    loss_list: Id | None = None
    cost_list: Id | None = None
    stock: tuple[StockCheck, ...] = ()


class AggravatedLossExcluded(Event, by=("insurer",)):
    """The part of a loss that the insured's own fault made worse was left out. 剔除损失扩大部分

    Source: PICC 四(三).
    """

    item_id: Id
    amount: Money
    reason: Words


class RepairMethodAgreed(losses.RepairMethodAgreed, by=("insurer",)):
    pass


class TotalLossConstructed(losses.TotalLossConstructed, by=("insurer",)):
    pass


class InsuredValueDetermined(losses.InsuredValueDetermined, by=("insurer",)):
    pass


class OtherPolicy(Part, frozen=True, kw_only=True):
    """Another contract that covers the same property against the same peril. 其他保险单

    Not a co-insurer's part in one and the same contract. `item` is the item of this claim's policy that its sum is on,
    where it insures several, each for a sum of its own.
    """

    insurer: Id
    policy_no: Id
    sum_insured: Money
    item: Id | None = None

    def replaces(self, other: OtherPolicy) -> bool:
        """Whether it says anew what the other said: of the same policy, and of the same item where both name one."""
        same = (self.insurer, self.policy_no) == (other.insurer, other.policy_no)
        return same and (self.item == other.item or None in (self.item, other.item))


class OtherInsuranceFound(Event, by=("insurer",)):
    """The same property is insured elsewhere too. 发现重复保险

    Source: PICC 六(十). A later finding of a policy replaces the earlier one of the same policy, or of its item.
    """

    policies: tuple[OtherPolicy, ...]


# The costs of salvage


class SalvageLine(Part, frozen=True, kw_only=True):
    """One cost the insured claims to have had in saving property, in yuan. 施救费用明细

    `property` says whose benefit it was for; `prevention` marks what was spent before any peril had set in, which
    is no cost of salvage (PICC 注意·(二)2).
    """

    line_id: Id
    cost: Money
    property: Literal["insured", "uninsured", "mixed"]
    purpose: Words
    prevention: bool = False


class SalvageCostClaimed(Event, by=("insurer",)):
    """The insured claimed the costs of saving property; a later claim replaces an earlier one. 施救费用申报

    Source: PICC 六(七).
    """

    lines: tuple[SalvageLine, ...]


class AssessedLine(Part, frozen=True, kw_only=True):
    """What was found of one claimed line; `allowed` in yuan, of the whole line. 施救费用核定明细"""

    line_id: Id
    necessary: bool
    reasonable: bool
    allowed: Money
    reason: Words | None = None


class SalvageCostAssessed(Event, by=("insurer",)):
    """The costs of salvage were assessed, line by line. 施救费用核定

    Source: PICC 五, 六(七). Costs for insured and other property that cannot be told apart are divided by the value of
    what was saved: `insured_value_salvaged` of `all_value_salvaged`.
    """

    lines: tuple[AssessedLine, ...]
    separable: bool
    insured_value_salvaged: Money | None = None
    all_value_salvaged: Money | None = None


# The calculation


class IndemnityCalculated(Event, by=("insurer",)):
    """The indemnity was calculated: a calculation sheet. 赔款计算

    Source: PICC 六. The ledger computes the `sheet` from the `inputs`; `declared` is what the insurer's own system
    says is payable. The latest calculation counts. `by` is the calculator's key.
    """

    calc_no: Id
    inputs: Calculation
    declared: Money | None = None
    by: Id | None = None
    sheet: Annotated[Sheet | None, COMPUTED] = None


class CalculationSheetChecked(Event, by=("insurer",)):
    """A calculation sheet was checked against survey and loss; it counts only if all four are true. 赔款计算书核对

    Source: PICC 六(十一).
    """

    calc_no: Id
    items_match: bool
    amounts_match: bool
    salvage_separate: bool
    formula_correct: bool
    by: Id

    @property
    def passed(self) -> bool:
        return self.items_match and self.amounts_match and self.salvage_separate and self.formula_correct


EVENTS = events_of(__name__)

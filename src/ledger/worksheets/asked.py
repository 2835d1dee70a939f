"""What a calculation is asked: the members of its input, in yuan, as the policy and the survey have them.

Form (two decimals, ratios from 0 to 1, known words) is checked at the edge; what the members must be to one another is
checked in `checks`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ledger.kernel.codes import Id, Money, Ratio, Weight, Words
from ledger.kernel.losses import LostPart

Basis = Literal["fixed", "stock", "off_book", "machinery"]
"""Fixed assets, stock, property off the books or of others (the manual's three), or machinery (MBA). 标的类别"""
Kind = Literal["partial", "total", "degree", "split", "set"]
"""How the loss is measured: its cost, a total loss, a degree, degrees of parts, or part of a pair or set. 损失类型"""


@dataclass(frozen=True, kw_only=True)
class SetShare:
    """What the damaged piece weighs in its pair or set, by the schedule, by value or by count. 成对成套权重"""

    weight: Weight
    of: Weight


@dataclass(frozen=True, kw_only=True)
class Item:
    """One insured item and what happened to it. 分项

    `loss` is gross, before residual value: the cost of restoring it or, for a total loss of machinery, its actual value
    before; `residual` is what stays with the insured at the price agreed. A piece of a pair or set has the set's sum
    insured and value. With `agreed_value` the sum insured is the value, and `insured_value` is not needed.
    """

    id: Id
    basis: Basis
    kind: Kind
    loss: Money | None = None
    residual: Money | None = None
    sum_insured: Money
    insured_value: Money | None = None
    degree: Ratio | None = None
    parts: tuple[LostPart, ...] = ()
    set: SetShare | None = None
    agreed_value: bool = False
    covered_share: Ratio | None = None

    @property
    def value(self) -> Decimal:
        """The insured value in yuan; one that is agreed is the sum insured itself."""
        return self.sum_insured if self.agreed_value or self.insured_value is None else self.insured_value


@dataclass(frozen=True, kw_only=True)
class Deductible:
    """The deductible of the occurrence: an amount, a rate, or whichever deducts more. 免赔"""

    mode: Literal["amount", "rate", "higher_of"]
    amount: Money | None = None
    rate: Ratio | None = None


@dataclass(frozen=True, kw_only=True)
class SalvagedItem:
    """An insured item that was salvaged: the value saved of it, and its own cover. 被施救保险标的"""

    id: Id
    value_salvaged: Money
    sum_insured: Money
    insured_value: Money


@dataclass(frozen=True, kw_only=True)
class SalvageCost:
    """What was spent to save property, and how much of it was for insured property. 施救费用

    If the cost is `separable`, `insured_part` says how much; if not, the values of what was salvaged do, of all but
    what could be `told_apart` as spent for insured property alone. Several insured `items` share it by the value saved
    of each, with ratios and limits of their own; `sum_insured` and `insured_value` are then their sums.
    """

    total: Money
    separable: bool = False
    insured_part: Money | None = None
    insured_value_salvaged: Money | None = None
    all_value_salvaged: Money | None = None
    sum_insured: Money
    insured_value: Money
    told_apart: Money | None = None
    items: tuple[SalvagedItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OtherPolicy:
    """Another policy of the same kind on the same property. 其他保险单

    `item` is the calculated item that its sum insures. Without it the sum is on all of them together; one policy that
    insures several items, each for a sum of its own, stands here once for each.
    """

    insurer: Words
    sum_insured: Money
    item: Id | None = None


@dataclass(frozen=True, kw_only=True)
class ThirdPartyReceived:
    """What the insured has had of the liable third party, and how it is deducted. 已获第三方赔偿

    `literal`: the whole of it; `make_whole`: only what exceeds the loss that would stay with the insured.
    """

    amount: Money
    variant: Literal["literal", "make_whole"] = "literal"


@dataclass(frozen=True, kw_only=True)
class CoinsuranceShare:
    """A member's share of one contract of several insurers, the lead first. 共保份额"""

    member: Words
    share: Ratio


@dataclass(frozen=True, kw_only=True)
class Variants:
    """Readings of the manual between which a calculation chooses. 计算口径

    `residual`: of an under-insured total loss, residual value is deducted in the insurance ratio (PICC 六(四)2, as
    MBA 8.3) or in full (PICC 五(二)1 to the letter).
    """

    residual: Literal["apportioned", "full"] = "apportioned"


@dataclass(frozen=True, kw_only=True)
class Calculation:
    """All that an indemnity is calculated from. 理算依据"""

    items: tuple[Item, ...]
    deductible: Deductible | None = None
    salvage_cost: SalvageCost | None = None
    other_policies: tuple[OtherPolicy, ...] = ()
    third_party_received: ThirdPartyReceived | None = None
    coinsurance: tuple[CoinsuranceShare, ...] = ()
    advances: tuple[Money, ...] = ()
    variants: Variants = field(default_factory=Variants)

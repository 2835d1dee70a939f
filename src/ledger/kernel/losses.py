"""Events that a claim and an adjusting assignment have in common: each context has them as subclasses of its own.

They stand here because neither context may import the other. Who may propose them is said there.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from ledger.kernel.codes import Digest, Id, Instant, Money, Ratio, Words
from ledger.kernel.event import Event, Part, Sealed
from ledger.kernel.worksheet import less

ValueBasis = Literal["replacement", "book", "market", "agreed", "other"]
"""What the insured value of an item is measured by. 保险价值确定方式"""
LossType = Literal["partial", "total", "constructive", "degree", "split"]
"""How a loss was determined. 损失类型"""


class CostLine(Part, frozen=True, kw_only=True):
    """One line of what a repair or a replacement costs, in yuan. 费用明细"""

    kind: Literal["labour", "parts", "repair", "transport", "other"]
    amount: Money
    evidence: Words | None = None


class LostPart(Part, frozen=True, kw_only=True):
    """A part of an item: its share of the whole and the degree to which it is lost. 部分损失程度"""

    name: Words
    share: Ratio
    degree: Ratio


class AssessedItem(Part, frozen=True, kw_only=True):
    """What was assessed of one item, in yuan, before residual value and before the insurance ratio. 核损项目

    `loss` is the whole cost or value; `wear`, `aggravated`, `betterment` and `depreciation` are taken off it. `type` is
    said where it is not that of the whole determination; `residual`, whether anything of value is left of the item.
    """

    item_id: Id
    loss: Money
    type: LossType | None = None
    residual: bool = True
    costs: tuple[CostLine, ...] = ()
    wear: Money | None = None
    aggravated: Money | None = None
    betterment: Money | None = None
    depreciation: Money | None = None
    degree: Ratio | None = None
    parts: tuple[LostPart, ...] = ()
    set_weight: Ratio | None = None
    bases: tuple[Words, ...] = ()

    @property
    def net(self) -> Decimal:
        """The loss less what is not of the accident; nothing where more is taken off than was lost."""
        return less(self.loss, self.taken_off)

    @property
    def taken_off(self) -> tuple[Decimal, ...]:
        """What is not of the accident, in yuan."""
        return tuple(each for each in (self.wear, self.aggravated, self.betterment, self.depreciation) if each)


class LossDetermined(Event):
    """The loss was determined, item by item; a later version replaces an earlier one. 损失核定

    Source: PICC 五, MBA 7. `version` counts from 1.
    """

    version: int
    type: LossType
    items: tuple[AssessedItem, ...]


class InsuredValueDetermined(Event):
    """The insured value of an item, on which basis and as of which day. 确定保险价值

    Source: PICC 五(二), MBA 8.2.1.
    """

    item_id: Id
    basis: ValueBasis
    value: Money
    as_of: date


class ResidualValueAgreed(Event):
    """What remains of an item was valued, and who takes it. 残值协商

    Source: PICC 六(四), MBA 7.2.5. `agreed_by` are the keys of those who agreed: the insurer's id, the insured's.
    """

    item_id: Id
    value: Money
    method: Literal["negotiated", "auction", "quotation", "other"]
    to: Literal["insured", "insurer"]
    agreed_by: tuple[Id, ...]


class TotalLossConstructed(Event):
    """An item that could be restored is treated as totally lost: a decision with its ground. 推定全损

    Source: PICC 六(七)2, MBA 7.2.2.
    """

    item_id: Id
    ground: Literal["loss_exceeds_sum_insured", "salvage_exceeds_sum_insured", "repair_reaches_value"]
    reason: Words
    decided_by: Id


class StatementTaken(Event):
    """Somebody was questioned, and what was said was written down. 询问笔录

    Source: PICC 注意·二(三), MBA 6.1.2. `signed` and `sealed` say whether the person signed and the insured sealed it.
    """

    statement_id: Id
    type: Literal["witness", "interview", "video", "photo", "other"] = "interview"
    person: Sealed[str]
    role: Words
    hash: Digest
    signed: bool
    sealed: bool = False


class ClaimDocumentReceived(Event):
    """A document of the claim came in. 收到索赔单证

    Source: PICC 四, MBA 5.3.4. `item_code` is that of the claim document list (C2.1 …).
    """

    document_id: Id
    item_code: Id
    form: Literal["original", "copy"]
    sealed: bool = False
    hash: Digest


class DocumentShortfallFound(Event):
    """Documents of the claim were found missing or incomplete. 单证不完整

    Source: PICC 注意·二(五), MBA 5.3.4 c).
    """

    missing_items: tuple[Id, ...]


class SupplementRequested(Event):
    """The claimant was told which documents are still wanted. 一次性补充通知

    Source: PICC 注意·二(五), MBA 5.3.4 c). `request_no` counts from 1; `at` is when the notice reached
    `notified_party`; `new_facts` are those that made another request needed after the first.
    """

    request_no: int
    missing_items: tuple[Id, ...]
    notified_party: Id
    at: Instant
    new_facts: Words | None = None


class SalvageMeasuresTaken(Event):
    """Measures were taken to save property or stop the loss from growing. 采取施救措施

    Source: PICC 二5, MBA 附录B.
    """

    by: Id
    measures: Words
    cost: Money | None = None
    evidence: Words | None = None


class CauseFlagged(Event):
    """Something about the cause needs particular inquiry. 事故原因标记

    Source: PICC 注意·(二)4, MBA 6.1.4. `note`: never names of persons or their health.
    """

    flag: Literal["large", "unknown", "mixed", "snow", "utility", "other"]
    note: Words | None = None


class CauseAnalysisCompleted(Event):
    """The proximate cause was analysed, from what evidence and why. 近因分析

    Source: MBA 6.1; PICC 四(三). `proximate_cause` and `reasoning` are of property and of what happened to it, for
    whoever supervises to read: never names of persons or their health.
    """

    proximate_cause: Words
    reasoning: Words
    evidence: tuple[Words, ...]


class ConflictDeclared(Event):
    """Somebody who works on the matter has an interest in it or is close to somebody who has. 利害关系申报

    Source: SMX 三(三), MBA 3.1. `relation` says what sort it is (近亲属, 雇佣 …), never names of persons.
    """

    person_or_org: Id
    counterparty: Id
    relation: Words


class RepairMethodAgreed(Event):
    """How an item is repaired was agreed, having heard the insured. 商定维修方式

    Source: MBA 5.3.1 i), PICC 五(二)1.
    """

    item_id: Id
    insured_view: Words
    method: Words
    cost_type: Literal["self", "outside"]
    agreed_by: tuple[Id, ...]

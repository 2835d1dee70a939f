"""Events of a claim: what remains of the property, and what becomes of it (PICC 六(四))."""

from __future__ import annotations

from typing import Literal

from ledger.kernel import losses
from ledger.kernel.codes import Id, Money, Weight, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event, Part


class ResidualValueAgreed(losses.ResidualValueAgreed, by=("insurer",)):
    pass


class AbandonmentOffered(Event, by=("insurer",)):
    """The insured offered to abandon damaged property to the insurer. 委付

    Source: PICC 六(四)1, which leaves the insurer free to refuse.
    """

    items: tuple[Id, ...]


class AbandonmentRefused(Event, by=("insurer",)):
    """The insurer does not take over what was abandoned to it. 不接受委付"""

    reason: Words


class AbandonmentAccepted(Event, by=("insurer",)):
    """The insurer takes over what was abandoned to it, on terms. 接受委付"""

    terms: Words


class ResidualGoodsTaken(Event, by=("insurer",)):
    """The insurer took damaged goods back: a lot that it must account for. 收回损余物资

    Source: PICC 六(四)1. `items` are those of the policy that the goods are left of.
    """

    lot_id: Id
    items: tuple[Id, ...]


class ResidualGood(Part, frozen=True, kw_only=True):
    """One line of the register of recovered goods. 损余物资"""

    name: Words
    quantity: Weight
    unit: Words
    condition: Words | None = None
    estimate: Money | None = None


class ResidualGoodsRegistered(Event, by=("insurer",)):
    """A lot of recovered goods was registered in detail. 损余物资登记"""

    lot_id: Id
    goods: tuple[ResidualGood, ...]


class ResidualGoodsDisposed(Event, by=("insurer",)):
    """A lot was disposed of by a unit at a fixed price, by sale or by auction. 损余物资处置

    `proceeds` and `costs` of the disposal in yuan.
    """

    lot_id: Id
    method: Literal["price", "sale", "auction"]
    disposer: Id
    proceeds: Money
    costs: Money


class ResidualProceedsCredited(Event, by=("insurer",)):
    """The proceeds of a lot were set off against the indemnity, in yuan. 回收款冲减赔款"""

    lot_id: Id
    amount: Money


EVENTS = events_of(__name__)

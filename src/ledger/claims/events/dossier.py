"""Events of a claim: its dossier, supplemented, filed item by item and assembled (PICC 八(一)、十)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ledger.kernel.codes import Digest, Id, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event, Part

ItemNo = Literal[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
"""Number of an item in the manual's list of dossier items. 单证序号"""
Account = Literal[
    "balance_sheet",
    "fixed_asset_ledger",
    "stock_ledger",
    "warehouse_book",
    "warehouse_slips",
    "purchase_invoices",
    "price_proof",
]
"""What item 11 consists of. 财务资料"""


class DossierSupplementRequested(Event, by=("insurer",)):
    """The reviewer sent the dossier back for what is missing in it. 补充案卷材料

    Source: PICC 八(一). An internal matter: it is not the request made once to the insured.
    """

    missing: tuple[ItemNo, ...]


class DossierItemFiled(Event, by=("insurer",)):
    """An item was put into the dossier. 单证入卷

    Source: PICC 十. `account` and `as_of`, its day, are of item 11; photographs and originals have an `explanation`.
    """

    item_no: ItemNo
    ref: Id
    hash: Digest | None = None
    original: bool = False
    explanation: Words | None = None
    account: Account | None = None
    as_of: date | None = None


class WaivedItem(Part, frozen=True, kw_only=True):
    """An item that a dossier can do without, and why. 免附单证"""

    item_no: ItemNo
    reason: Words


class DossierAssembled(Event, by=("insurer",)):
    """The dossier was put in order: these items, in this order. 案卷整理

    Source: PICC 十.
    """

    items: tuple[ItemNo, ...]
    waived: tuple[WaivedItem, ...] = ()


EVENTS = events_of(__name__)

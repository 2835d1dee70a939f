"""Which rule a line cites where both instruments have the formula: MBA for machinery, else the manual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.kernel.law import Rule
from ledger.law import machinery, manual
from ledger.worksheets.asked import Basis, Item


class OfItem(NamedTuple):
    """The rules of one item: a partial loss, a total one, the ratio, and the residual value deducted."""

    partial: Rule
    total: Rule
    ratio: Rule
    residual: Rule


class OfSheet(NamedTuple):
    """The rules of the whole: the sum of items, deductible by amount and by rate, nothing left, and contribution."""

    total: Rule
    amount: Rule
    rate: Rule
    nothing: Rule
    contribution: Rule


ITEMS: Mapping[Basis, OfItem] = {
    "fixed": OfItem(manual.FIXED_PARTIAL, manual.FIXED_TOTAL, manual.FIXED_PARTIAL, manual.RESIDUAL_RATIO),
    "stock": OfItem(manual.STOCK_PARTIAL, manual.STOCK_TOTAL, manual.STOCK_PARTIAL, manual.RESIDUAL_RATIO),
    "off_book": OfItem(manual.OFF_BOOK_PARTIAL, manual.OFF_BOOK_TOTAL, manual.OFF_BOOK_PARTIAL, manual.RESIDUAL_RATIO),
    "machinery": OfItem(machinery.PARTIAL_LOSS, machinery.TOTAL_LOSS, machinery.RATIO, machinery.ADJUSTED_AMOUNT),
}
MACHINERY = OfSheet(
    machinery.PER_ITEM,
    machinery.ADJUSTED_AMOUNT,
    machinery.ADJUSTED_RATE,
    machinery.ADJUSTED_AMOUNT,
    machinery.DOUBLE_CALC,
)
MANUAL = OfSheet(manual.SHEET, manual.DEDUCTIBLE_LAST, manual.DEDUCTIBLE_LAST, manual.BELOW_DEDUCTIBLE, manual.DOUBLE)


def of_sheet(items: Sequence[Item]) -> OfSheet:
    """The rules of a sheet: those of machinery if it has nothing else."""
    return MACHINERY if all(item.basis == "machinery" for item in items) else MANUAL

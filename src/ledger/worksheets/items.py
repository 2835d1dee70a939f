"""One item: what was lost, what of it is insured, what remains, and within which limit (F1–F10, F12, F13, F21).

A loss is known as a cost or an actual value, which the insurance ratio then reduces; or as a part of what is insured (a
total loss, a degree), which has the ratio in it. Residual value is deducted once, and follows the ratio.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ledger.kernel.law import Rule, carries
from ledger.kernel.worksheet import Exact, Worksheet, fen, rounded
from ledger.law import machinery, manual
from ledger.worksheets import flags, terms
from ledger.worksheets.asked import Item
from ledger.worksheets.checks import of_cost
from ledger.worksheets.cited import ITEMS
from ledger.worksheets.loss import total_loss_grounds
from ledger.worksheets.value import insurance_ratio


@dataclass(frozen=True)
class Cover:
    """What insures an item: sum insured, insured value and limit in fen, and the exact ratio of the first two."""

    sum_insured: int
    value: int
    ratio: Exact
    limit: Exact


@dataclass(frozen=True)
class Settled:
    """What became of one item, in fen: its own loss after residual value, and the indemnity."""

    net_loss: int
    indemnity: int


@carries(machinery.PER_ITEM, machinery.PAIRS_SETS, manual.AGREED_VALUE)
def cover_of(item: Item, sum_insured: int) -> Cover:
    """The cover of an item by `sum_insured`, which is its own or that of all policies together.

    The ratio is the item's own, exact, at most 1. An agreed value is its own sum insured, so that there is no ratio.
    """
    value = fen(item.value)
    limit: Exact = min(sum_insured, value)
    if item.set:
        limit = min(limit, sum_insured * Fraction(item.set.weight) / Fraction(item.set.of))
    return Cover(sum_insured, value, insurance_ratio(sum_insured, value), limit)


def settle(sheet: Worksheet, item: Item, sum_insured: int, residual: Literal["apportioned", "full"]) -> Settled:
    """Writes the lines of one item; the last of them is what it is settled at.

    Neither a residual value above the loss nor another item makes that negative.
    """
    cover = cover_of(item, sum_insured)
    settled = _of_cost(sheet, item, cover) if of_cost(item) else _of_sum(sheet, item, cover, residual)
    _marked(sheet, item)
    if settled.indemnity > cover.limit:
        sheet.flag(flags.LIMIT_APPLIES, item.id)
    elif not item.set:
        return settled
    formula = "≤ sum insured of the set × weight / weights" if item.set else "≤ min(sum insured, insured value)"
    rule = machinery.PAIRS_SETS if item.set else _measured_by(item)
    limited = sheet.line(6, item.id, terms.LIMIT, formula, min(settled.indemnity, cover.limit), rule)
    return Settled(settled.net_loss, limited)


# The loss as a cost, or as an actual value


@carries(
    *(manual.FIXED_PARTIAL, manual.STOCK_PARTIAL, manual.OFF_BOOK_PARTIAL),
    *(machinery.PARTIAL_LOSS, machinery.TOTAL_LOSS, machinery.ADJUSTED_AMOUNT),
)
def _of_cost(sheet: Worksheet, item: Item, cover: Cover) -> Settled:
    """(loss × covered share − residual) × ratio."""
    rules = ITEMS[item.basis]
    loss, residual = fen(item.loss), fen(item.residual)
    sheet.line(1, item.id, terms.LOSS, "loss", loss, _measured_by(item))
    gross = _covered(sheet, item, loss)
    net = max(0, gross - residual)
    if residual:
        sheet.line(4, item.id, terms.RESIDUAL, "loss − residual", net, rules.residual)
    if residual > gross:
        sheet.flag(flags.RESIDUAL_EXCEEDS_LOSS, item.id)
    if item.agreed_value:
        return Settled(rounded(net), rounded(net))
    if residual and item.basis != "machinery":
        _as_the_manual_prints(sheet, item, gross * cover.ratio, net * cover.ratio)
    formula = "net × min(1, sum insured / insured value)"
    indemnity = sheet.line(5, item.id, terms.INDEMNITY, formula, net * cover.ratio, rules.ratio)
    return Settled(rounded(net), indemnity)


@carries(manual.RESIDUAL_RATIO)
def _as_the_manual_prints(sheet: Worksheet, item: Item, gross: Exact, net: Exact) -> None:
    """The loss in the ratio and the residual value in the ratio.

    Rounded each by itself the two could miss the net by a fen: the net counts, and the residual value is the balance.
    """
    formula = "loss × min(1, sum insured / insured value)"
    printed = sheet.line(5, item.id, terms.GROSS, formula, gross, ITEMS[item.basis].ratio)
    sheet.line(5, item.id, terms.RESIDUAL_DEDUCTED, "gross − net", printed - rounded(net), manual.RESIDUAL_RATIO)


# The loss as a part of what is insured


@carries(manual.TOTAL, manual.RESIDUAL_RATIO)
def _of_sum(sheet: Worksheet, item: Item, cover: Cover, variant: Literal["apportioned", "full"]) -> Settled:
    """(min(sum insured, insured value) × degree) × covered share − residual in the ratio, or in full where chosen."""
    lost, insured = _MEASURES[item.kind](sheet, item, cover)
    gross, residual = _covered(sheet, item, insured), fen(item.residual)
    total, full = item.kind == "total", item.kind == "total" and variant == "full"
    deducted = residual if full else residual * cover.ratio
    net = rounded(max(0, gross - deducted))
    if deducted > gross:
        sheet.flag(flags.RESIDUAL_EXCEEDS_LOSS, item.id)
    if residual:
        formula = "residual" if full else "residual × min(1, sum insured / insured value)"
        balance = rounded(gross) - net
        rule = manual.TOTAL if full else manual.RESIDUAL_RATIO
        sheet.line(4, item.id, terms.RESIDUAL_DEDUCTED, formula, balance, rule)
        rule = manual.TOTAL if total else manual.RESIDUAL_RATIO
        sheet.line(4, item.id, terms.INDEMNITY, "gross − residual", net, rule)
    return Settled(rounded(max(0, lost * _share(item) - residual)), net)


@carries(manual.FIXED_TOTAL, manual.STOCK_TOTAL, manual.OFF_BOOK_TOTAL)
def _total(sheet: Worksheet, item: Item, cover: Cover) -> tuple[Exact, Exact]:
    """The lower of sum insured and insured value, and never more than was lost."""
    lost = cover.value if item.loss is None else min(cover.value, fen(item.loss))
    formula = "min(sum insured, insured value)" if item.loss is None else "min(sum insured, insured value, loss)"
    return lost, sheet.line(1, item.id, terms.TOTAL_LOSS, formula, min(cover.sum_insured, lost), _measured_by(item))


@carries(manual.DEGREE, manual.DEGREE_OVER)
def _by_degree(sheet: Worksheet, item: Item, cover: Cover) -> tuple[Exact, Exact]:
    degree = Fraction(item.degree or 0)
    insured = min(cover.sum_insured, cover.value) * degree
    over = cover.sum_insured > cover.value and not item.agreed_value
    rule = manual.AGREED_VALUE if item.agreed_value else manual.DEGREE_OVER if over else manual.DEGREE
    formula = "insured value × degree" if over else "sum insured × degree"
    sheet.line(1, item.id, terms.BY_DEGREE, formula, insured, rule)
    return cover.value * degree, insured


@carries(manual.SPLIT)
def _by_parts(sheet: Worksheet, item: Item, cover: Cover) -> tuple[Exact, Exact]:
    """Part by part, and the sum of the parts as they are printed."""
    base, lost, printed = min(cover.sum_insured, cover.value), Fraction(0), 0
    for part in item.parts:
        degree = Fraction(part.share) * Fraction(part.degree)
        lost += cover.value * degree
        formula = f"{part.name}: min(sum insured, insured value) × share × degree"
        printed += sheet.line(1, item.id, terms.PART, formula, base * degree, manual.SPLIT)
    return lost, sheet.line(1, item.id, terms.SPLIT, "Σ parts", printed, manual.SPLIT)


_MEASURES = {"total": _total, "degree": _by_degree, "split": _by_parts}


# What all have in common


@carries(manual.MIXED_CAUSES)
def _covered(sheet: Worksheet, item: Item, gross: Exact) -> Exact:
    """The share of the loss that was negotiated to be covered, where its causes cannot be told apart."""
    share = _share(item)
    if share == 1:
        return gross
    sheet.line(3, item.id, terms.COVERED, "loss × covered share", gross * share, manual.MIXED_CAUSES)
    return gross * share


def _share(item: Item) -> Exact:
    return 1 if item.covered_share is None else Fraction(item.covered_share)


def _measured_by(item: Item) -> Rule:
    rules = ITEMS[item.basis]
    return rules.total if item.kind == "total" else rules.partial


def _marked(sheet: Worksheet, item: Item) -> None:
    """Marks what a person should see of an item under its own policy."""
    actual = item.loss if item.kind == "total" and item.basis == "machinery" else None
    repaired = None if item.kind == "total" else item.loss
    marks = {
        flags.NOT_INSURED: not item.sum_insured,
        flags.OVER_INSURED: item.sum_insured > item.value,
        flags.CONSTRUCTIVE_TOTAL_LOSS: total_loss_grounds(item.sum_insured, loss=repaired),
        flags.VALUE_BASES_DIFFER: actual is not None and actual < item.value,
    }
    for name, marked in marks.items():
        if marked:
            sheet.flag(name, item.id)

"""The deductible: once an occurrence, and the last reduction of the property's indemnity (F2, F3, F11)."""

from __future__ import annotations

from fractions import Fraction

from ledger.kernel.law import carries
from ledger.kernel.worksheet import Worksheet, fen, rounded
from ledger.law.machinery import ADJUSTED_AMOUNT, ADJUSTED_RATE
from ledger.law.manual import BELOW_DEDUCTIBLE, DEDUCTIBLE_LAST
from ledger.worksheets import flags, terms
from ledger.worksheets.asked import Deductible
from ledger.worksheets.cited import OfSheet


@carries(ADJUSTED_AMOUNT, ADJUSTED_RATE, DEDUCTIBLE_LAST, BELOW_DEDUCTIBLE)
def deducted(sheet: Worksheet, indemnity: int, deductible: Deductible, rules: OfSheet) -> int:
    """The indemnity less the deductible, never below zero. A rate becomes a printed amount, and that is subtracted."""
    of_rate = rounded(indemnity * Fraction(deductible.rate or 0))
    of_amount = min(indemnity, fen(deductible.amount))
    by_rate = of_rate > of_amount or deductible.mode == "rate"
    rule, formula = (rules.rate, "indemnity × rate") if by_rate else (rules.amount, "min(indemnity, deductible)")
    if deductible.mode == "higher_of":
        sheet.flag(flags.POLICY_DEDUCTIBLE)
    off = sheet.line(9, None, terms.DEDUCTIBLE, formula, max(of_rate, of_amount), rule)
    if off == indemnity > 0:
        sheet.flag(flags.BELOW_DEDUCTIBLE)
        rule = rules.nothing
    return sheet.line(9, None, terms.PROPERTY, "indemnity − deductible", indemnity - off, rule)

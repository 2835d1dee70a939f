"""Calculation sheets: the formulas of the instruments, dated and cited, exact inside and rounded by line. 理算

`indemnity` calculates an indemnity whole; the other modules are its steps, and the formulas that stand beside it.
"""

from __future__ import annotations

from ledger.worksheets import cover, flags, indemnity, legal, loss, recovery, value, weather
from ledger.worksheets.asked import Calculation
from ledger.worksheets.indemnity import calculated
from ledger.worksheets.refused import CalculationRefused
from ledger.worksheets.sheet import Sheet

__all__ = [
    "Calculation",
    "CalculationRefused",
    "Sheet",
    "calculated",
    "cover",
    "flags",
    "indemnity",
    "legal",
    "loss",
    "recovery",
    "value",
    "weather",
]

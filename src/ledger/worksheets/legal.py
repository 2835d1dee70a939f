"""Costs of arbitration or a lawsuit, which are borne beside the indemnity (PICC 六(九))."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ledger.kernel.law import carries
from ledger.kernel.worksheet import Reckoned, Worksheet, fen
from ledger.law.manual import COSTS
from ledger.worksheets import terms
from ledger.worksheets.refused import refuse


@carries(COSTS)
def legal_costs_borne(
    costs: Decimal, outcome: Literal["won", "lost", "partly"], awarded: Decimal | None = None
) -> Reckoned:
    """What the insurer bears: all where it lost, nothing where it won, the share that the award fixes otherwise.

    CalculationRefused where it lost in part and no share is given, or a share where it is not asked for.
    """
    if (outcome == "partly") != (awarded is not None):
        refuse(
            "/awarded",
            COSTS,
            "部分败诉的，且仅此时，须写明裁判确定的比例。",
            "the share of the award: if lost in part, and only then",
        )
    share = Fraction(awarded or 0) if outcome == "partly" else Fraction(outcome == "lost")
    sheet = Worksheet()
    sheet.line(1, None, terms.LEGAL_COSTS, "costs × share lost", fen(costs) * share, COSTS)
    return sheet.reckoned()

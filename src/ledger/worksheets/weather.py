"""When snowfall is a blizzard: a classification by measured hours (F23)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ledger.kernel.law import carries
from ledger.law.manual import BLIZZARD
from ledger.worksheets.refused import refuse

HOURS = 12
MILLIMETRES = Decimal(10)


def heaviest(hourly: Sequence[Decimal]) -> Decimal:
    """The most snow, in mm, that fell in any 12 hours on end; `hourly` has every hour, those without snow too.

    CalculationRefused for a negative hour.
    """
    for at, snow in enumerate(hourly):
        if snow < 0:
            refuse(f"/{at}", BLIZZARD, "降雪量不得为负。", "snowfall is not negative")
    windows = (hourly[first : first + HOURS] for first in range(max(1, len(hourly) - HOURS + 1)))
    return max(sum(window, Decimal(0)) for window in windows)


@carries(BLIZZARD)
def is_blizzard(hourly: Sequence[Decimal]) -> bool:
    """Whether 10 mm or more fell in some 12 hours on end. Cover also needs that the snow was the proximate cause."""
    return heaviest(hourly) >= MILLIMETRES

"""How fast it is, measured against peers in one run: `python -m benchmarks [NAME…] [--json]`.

Each module of this package is a benchmark with a function `measure` that answers its figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """What was measured, in rounds that alternate between ours and the peer's."""

    what: str
    unit: str
    ours: Sequence[float]
    peer: Sequence[float] = ()
    goal: float | None = None
    """The ratio to the peer that is aimed at."""
    at_most: float | None = None
    """What the median may be at most, where the goal is no ratio."""

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios: a slow moment of the machine slows both sides of its round."""
        if not self.peer:
            return None
        return median(mine / theirs for mine, theirs in zip(self.ours, self.peer, strict=True))

    @property
    def reached(self) -> bool | None:
        if self.at_most is not None:
            return median(self.ours) <= self.at_most
        return None if self.goal is None or self.ratio is None else self.ratio >= self.goal

"""The span of a simulation and the working days around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from math import gcd

from ledger.duties.house import base
from ledger.kernel.clock import SHANGHAI

DAY = timedelta(days=1)
BEFORE, AFTER = 450, 900
"""Days around a span in which its cases may have been or may yet be busy."""
EARLIEST, LATEST = date(2024, 4, 1), date(2190, 12, 31)
"""Imported cases reach back by more than a year, and none before the instrument was in force."""


@dataclass(frozen=True)
class Span:
    """The local days, both included, in which everything is sent. ValueError for days that cannot be."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if not EARLIEST <= self.since <= self.until <= LATEST:
            raise ValueError(f"the span must lie between {EARLIEST} and {LATEST}, its first day first")
        if not self.worked:
            raise ValueError(f"there is no working day from {self.since} to {self.until}")

    @property
    def until_excluded(self) -> date:
        return self.until + DAY

    @cached_property
    def worked(self) -> tuple[date, ...]:
        """The working days of the span."""
        return tuple(day for day in self._around if self.since <= day <= self.until)

    @cached_property
    def _around(self) -> tuple[date, ...]:
        days = (self.since - BEFORE * DAY + number * DAY for number in range((self._last - self.since).days + BEFORE))
        return tuple(day for day in days if base(day))

    @property
    def _last(self) -> date:
        return self.until + AFTER * DAY

    @cached_property
    def _places(self) -> dict[date, int]:
        return {day: place for place, day in enumerate(self._around)}

    def working_day(self, day: date, count: int) -> date:
        """The `count`-th working day after (before, if negative) one that is worked."""
        return self._around[self._places[day] + count]

    def at(self, day: date, minute: int) -> datetime:
        """A minute of a local day."""
        return datetime.combine(day, time(minute // 60, minute % 60), SHANGHAI)

    # A case begins on the day `number × stride mod days`, so that a few cases spread over the span as evenly
    # as many do, and those of one day are found without looking at any other.

    @cached_property
    def _stride(self) -> int:
        days = len(self.worked)
        return next(each for each in range(max(1, round(days * 0.618)), 2 * days + 1) if gcd(each, days) == 1)

    @cached_property
    def _inverse(self) -> int:
        days = len(self.worked)
        return pow(self._stride, -1, days) if days > 1 else 0

    def beginning(self, place: int, numbers: range) -> Iterator[int]:
        """Those of the numbers whose cases begin on the span's working day of that place."""
        days = len(self.worked)
        first = place * self._inverse % days
        first += -(-max(0, numbers.start - first) // days) * days
        yield from range(first, numbers.stop, days)


DEFAULT = Span(date(2024, 11, 1), date(2026, 10, 31))
"""24 months up to a fixed day: what is simulated does not depend on today."""

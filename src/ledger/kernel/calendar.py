"""Working days: which days are worked, as published, and how many there are between two days. 工作日历"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Calendar:
    """The working days of one area. 工作日历

    `published` are days an official arrangement names (holidays and make-up days); other days are worked from
    Monday to Friday. `years` are those whose arrangement is known: what touches another year is provisional.
    """

    years: Callable[[int], bool] = lambda year: False
    base: Callable[[date], bool] = lambda day: day.weekday() < 5
    published: Mapping[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Whether the day is a working day; Monday to Friday where no arrangement is known."""
        known = self.published.get(day)
        return self.base(day) if known is None else known

    def after(self, day: date, count: int) -> tuple[date, bool]:
        """The `count`-th working day after a day, and whether every year looked at is known."""
        return _after(self, day, count)

    def between(self, day: date, until: date) -> int:
        """How many working days come after `day` up to and including `until`."""
        days = (day + DAY * number for number in range(1, (until - day).days + 1))
        return sum(self.works(each) for each in days)


@lru_cache(100_000)
def _after(calendar: Calendar, day: date, count: int) -> tuple[date, bool]:
    known = True
    while count > 0:
        day += DAY
        known = known and calendar.years(day.year)
        count -= calendar.works(day)
    return day, known


WEEKDAYS = Calendar()
"""Monday to Friday, and nothing known: what can be said without any arrangement."""

"""What an authority has set for its area: published working days and house targets, from wide to narrow. 本级设定"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from importlib.metadata import version

import chinese_calendar
from chinese_calendar import constants

from ledger.kernel.calendar import Calendar
from ledger.kernel.correction import effective
from ledger.kernel.duty import Duty, Term
from ledger.kernel.event import Recorded
from ledger.kernel.facts import HouseSettings
from ledger.system.state import evolve_house

KIND = "house"
NATION = "000000"
BASE_YEARS = frozenset(day.year for day in (*constants.holidays, *constants.workdays))
"""The years whose State Council arrangement the calendar package holds."""
BASE_VERSION = f"chinesecalendar {version('chinesecalendar')}"


def base(day: date) -> bool:
    """Whether the State Council's arrangement has the day worked; Monday to Friday in a year without one."""
    return bool(chinese_calendar.is_workday(day)) if day.year in BASE_YEARS else day.weekday() < 5


def areas_above(area: str) -> Iterator[str]:
    """The areas whose settings hold in this one, widest first: 000000, 410000, 411200, 411202."""
    yield from dict.fromkeys((NATION, area[:2] + "0000", area[:4] + "00", area))


def streams_of(area: str) -> list[str]:
    """The streams in which those settings stand."""
    return [f"{KIND}/{each}" for each in areas_above(area)] if area else [f"{KIND}/{NATION}"]


class House:
    """The settings of every area at one position of the ledger."""

    def __init__(self, settings: Mapping[str, HouseSettings] | None = None) -> None:
        self.settings = settings or {}
        self._calendars: dict[str, Calendar] = {}

    def calendar(self, area: str) -> Calendar:
        """The working days of an area: the State Council's, and what each level has published over them."""
        if (known := self._calendars.get(area)) is None:
            known = self._calendars[area] = self._made(area)
        return known

    @property
    def known_years(self) -> frozenset[int]:
        """The years of which the whole arrangement of working days is known."""
        return BASE_YEARS | self.settings.get(NATION, HouseSettings()).years

    def target(self, area: str, duty: Duty) -> Term | None:
        """The house target of a duty in an area: the narrowest that was set, else what the duty suggests."""
        found = duty.target
        for each in self._above(area):
            found = each.targets.get((duty.rule.id, duty.part), found)
        return found

    def _above(self, area: str) -> Iterator[HouseSettings]:
        return (self.settings[each] for each in areas_above(area) if each in self.settings)

    def _made(self, area: str) -> Calendar:
        above = [each for each in self._above(area) if each.days or each.years]
        nation = self.settings.get(NATION, HouseSettings())
        days = {day: works for each in above for day, works in each.days.items()}
        return Calendar(
            " + ".join((BASE_VERSION, *(f"{KIND}/{each.area} v{each.version}" for each in above))),
            years=lambda year: year in BASE_YEARS or year in nation.years,
            # A year the nation has published itself needs nothing of the package's.
            base=lambda day: day.weekday() < 5 if day.year in nation.years else base(day),
            published=days,
        )


def house_of(history: Iterable[Recorded]) -> House:
    """The settings after a history of the house's streams."""
    streams: dict[str, list[Recorded]] = {}
    for recorded in history:
        streams.setdefault(recorded.key, []).append(recorded)
    return House({area: reduce(evolve_house, effective(events), HouseSettings()) for area, events in streams.items()})

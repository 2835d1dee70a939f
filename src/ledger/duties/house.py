"""What an authority has set for its area: published working days and house targets, from wide to narrow. 本级设定"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache, reduce
from importlib.metadata import version

import chinese_calendar
from chinese_calendar import constants

from ledger.kernel.calendar import Calendar
from ledger.kernel.clock import local_day
from ledger.kernel.context import Facts, Refusal
from ledger.kernel.correction import RecordCorrected, effective
from ledger.kernel.duty import Duty, Term
from ledger.kernel.event import Proposed, Recorded
from ledger.kernel.facts import HouseSettings
from ledger.kernel.law import Matter, Text
from ledger.law import PACKS
from ledger.law.house import SENSIBLE_SETTING
from ledger.system.events import HouseTargetSet
from ledger.system.state import evolve_house

KIND = "house"
NATION = "000000"
BASE_YEARS = frozenset(day.year for day in (*constants.holidays, *constants.workdays))
"""The years whose State Council arrangement the calendar package holds."""
BASE_VERSION = f"chinesecalendar {version('chinesecalendar')}"


@lru_cache(10_000)
def base(day: date) -> bool:
    """Whether the State Council's arrangement has the day worked; Monday to Friday in a year without one."""
    return bool(chinese_calendar.is_workday(day)) if day.year in BASE_YEARS else day.weekday() < 5


@lru_cache(10_000)
def areas_above(area: str) -> tuple[str, ...]:
    """The areas whose settings hold in this one, widest first: 000000, 410000, 411200, 411202."""
    return tuple(dict.fromkeys((NATION, area[:2] + "0000", area[:4] + "00", area)))


@lru_cache(10_000)
def streams_of(area: str) -> tuple[str, ...]:
    """The streams in which those settings stand."""
    return tuple(f"{KIND}/{each}" for each in (areas_above(area) if area else (NATION,)))


class House:
    """The settings of every area at one position of the ledger."""

    def __init__(self, settings: Mapping[str, HouseSettings] | None = None) -> None:
        self.settings = settings or {}
        self._calendars: dict[str, Calendar] = {}
        self._labels: dict[tuple[str, int, int], str] = {}
        self._targets: dict[tuple[str, Duty], Term | None] = {}
        self._eras: dict[str, list[date]] = {}
        self._packs: dict[tuple[str, int, Matter], tuple[str, ...]] = {}

    def calendar(self, area: str) -> Calendar:
        """The working days of an area: the State Council's, and what each level has published over them."""
        if (known := self._calendars.get(area)) is None:
            known = self._calendars[area] = self._made(area)
        return known

    @property
    def known_years(self) -> frozenset[int]:
        """The years of which the whole arrangement of working days is known."""
        return BASE_YEARS | self.settings.get(NATION, HouseSettings()).years

    def label(self, area: str, start: datetime, due: datetime) -> str:
        """By what the working days from a start until a time's end were counted: what is published of those years.

        It changes where that does and nowhere else: neither a target nor the days of other years are in it.
        """
        asked = (area, local_day(start).year, local_day(due - _MOMENT).year)
        if (known := self._labels.get(asked)) is None:
            known = self._labels[asked] = " + ".join((BASE_VERSION, *self._published(*asked)))
        return known

    def _published(self, area: str, first: int, last: int) -> Iterator[str]:
        for each in self._above(area):
            years = sorted(year for year in each.years if each.area == NATION and first <= year <= last)
            days = sorted((day.isoformat(), works) for day, works in each.days.items() if first <= day.year <= last)
            if years or days:
                yield f"{KIND}/{each.area} {hashlib.sha256(repr((years, days)).encode()).hexdigest()[:8]}"

    def term(self, area: str, duty: Duty) -> Term | None:
        """The time a duty has in an area: its rule's; else, where no event ends it, the house's target.

        Of targets the narrowest that was set counts, else what the duty suggests.
        """
        if not _takes_target(duty):
            return duty.within
        asked = (area, duty)
        if asked not in self._targets:
            found = duty.target
            for each in self._above(area):
                found = each.targets.get((duty.rule.id, duty.part), found)
            self._targets[asked] = found
        return self._targets[asked]

    def adopters(self, pack: str, area: str, on: date) -> frozenset[str]:
        """Who had adopted an instrument by a day, as told in the area or above it; "" is everybody."""
        told = (each for settings in self._above(area) for each in settings.adoptions.values())
        return frozenset(each.organisation for each in told if each.pack == pack and each.on(on))

    def packs(self, area: str, on: date, matter: Matter) -> tuple[str, ...]:
        """The instruments that judge what happens there on that day, in such a matter."""
        if (turns := self._eras.get(area)) is None:
            turns = self._eras[area] = sorted(self._turns(area))
        asked = (area, bisect_right(turns, on), matter)
        if (known := self._packs.get(asked)) is None:
            if len(self._packs) == REMEMBERED:
                self._packs.clear()
            known = self._packs[asked] = tuple(
                pack.id
                for pack in PACKS
                if pack.in_force(area, on) and pack.binds(matter, self.adopters(pack.id, area, on))
            )
        return known

    def _turns(self, area: str) -> set[date]:
        """The days on which an instrument begins or ends to bind somebody of an area."""
        spells = [(pack.effective_from, pack.effective_to) for pack in PACKS]
        spells += [(each.since, each.until) for above in self._above(area) for each in above.adoptions.values()]
        return {day for spell in spells for day in spell if day is not None}

    def _above(self, area: str) -> Iterator[HouseSettings]:
        return (self.settings[each] for each in areas_above(area) if each in self.settings)

    def _made(self, area: str) -> Calendar:
        above = [each for each in self._above(area) if each.days or each.years]
        nation = self.settings.get(NATION, HouseSettings())
        days = {day: works for each in above for day, works in each.days.items()}
        return Calendar(
            years=lambda year: year in BASE_YEARS or year in nation.years,
            # A year the nation has published itself needs nothing of the package's.
            base=lambda day: day.weekday() < 5 if day.year in nation.years else base(day),
            published=days,
        )


def targets_of(duties: Iterable[Duty]) -> Refusal:
    """The refusal of a target for none of these duties, or for one that has its time otherwise."""
    known = {(duty.rule.id, duty.part) for duty in duties if _takes_target(duty)}

    def no_such_duty(house: HouseSettings, proposed: Proposed, facts: Facts) -> Text | None:
        target = facts.corrected or proposed.event
        if not isinstance(target, HouseTargetSet) or (target.rule_id, target.part or "") in known:
            return None
        named = f"{target.rule_id} {target.part or ''}".strip()
        return Text(
            f"没有这项可由本级设定时限的义务：{named}。",
            f"no duty that a target could be set for has this rule and part: {named}",
        )

    return Refusal(SENSIBLE_SETTING, (HouseTargetSet, RecordCorrected), no_such_duty)


def _takes_target(duty: Duty) -> bool:
    return duty.within is None and not duty.before


REMEMBERED = 10_000
_MOMENT = datetime.resolution
"""What falls due with the end of a day is due at the first instant of the next."""


def house_of(history: Iterable[Recorded]) -> House:
    """The settings after a history of the house's streams."""
    streams: dict[str, list[Recorded]] = {}
    for recorded in history:
        streams.setdefault(recorded.key, []).append(recorded)
    return House({area: reduce(evolve_house, effective(events), HouseSettings()) for area, events in streams.items()})

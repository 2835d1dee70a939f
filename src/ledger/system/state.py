"""States of the ledger's own streams."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.kernel.context import Party
from ledger.kernel.duty import Term
from ledger.kernel.event import Recorded
from ledger.kernel.facts import Adoption, HouseSettings
from ledger.kernel.state import State, replace
from ledger.system.events import LONGEST, CalendarPublished, CommandRefused, HouseTargetSet, PackAdopted


class Refusal(State, frozen=True, kw_only=True):
    """One refused proposal, as the view shows it."""

    event_id: str
    at: datetime
    actor: str
    event: CommandRefused


class Journal(State, frozen=True, kw_only=True):
    """What an organisation was refused, or read. 机构日志

    It holds the last entry alone: a journal has no end and its state must not grow with it.
    """

    organisation: str = ""
    entries: int = 0
    last: Refusal | None = None


def evolve(journal: Journal, recorded: Recorded) -> Journal:
    last = None
    if isinstance(recorded.event, CommandRefused):
        last = Refusal(event_id=recorded.event_id, at=recorded.occurred_at, actor=recorded.actor, event=recorded.event)
    return replace(journal, organisation=recorded.key, entries=journal.entries + 1, last=last)


def parties(journal: Journal) -> Iterator[Party]:
    yield Party(journal.organisation, "auditor")


def evolve_house(house: HouseSettings, recorded: Recorded) -> HouseSettings:
    """The settings of an area: of each year and each duty the last word counts."""
    house = replace(house, area=recorded.key, version=recorded.version)
    match recorded.event:
        case CalendarPublished() as published:
            days = {day: works for day, works in house.days.items() if day.year != published.year}
            days |= dict.fromkeys(published.holidays, False) | dict.fromkeys(published.make_up_days, True)
            return replace(house, days=days, years=house.years | {published.year})
        case HouseTargetSet() as target:
            # An amount that no rule admits, should one be there, sets no time: counted, it could leave the calendar.
            sensible = target.amount is not None and 0 < target.amount <= LONGEST
            term = Term(target.unit, target.amount or 0) if sensible else None
            return replace(house, targets={**house.targets, (target.rule_id, target.part or ""): term})
        case PackAdopted(pack=pack, since=since, until=until) as told:
            by = told.organisation or ""
            adoption = Adoption(pack=pack, organisation=by, since=since, until=until)
            return replace(house, adoptions={**house.adoptions, (pack, by): adoption})
    return house

"""States of the ledger's own streams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ledger.kernel.context import Party
from ledger.kernel.event import Recorded
from ledger.kernel.state import replace
from ledger.system.events import CommandRefused


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One refused proposal, as the view shows it."""

    event_id: str
    at: datetime
    actor: str
    event: CommandRefused


@dataclass(frozen=True, kw_only=True)
class Journal:
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

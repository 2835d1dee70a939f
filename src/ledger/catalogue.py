"""Everything the contexts declare, gathered once: the tables that schema, store, views and pages read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ledger import appraisal, attendance, registry, system
from ledger.kernel.context import Context, Refusal, StreamKind
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import Event
from ledger.kernel.view import View

CONTEXTS: tuple[Context, ...] = (registry.CONTEXT, appraisal.CONTEXT, attendance.CONTEXT, system.CONTEXT)

KINDS: Mapping[str, StreamKind] = {stream.kind: stream for each in CONTEXTS for stream in each.streams}
"""Kind of stream by its name, the part of a stream id before the slash."""

LEDGERS_OWN = frozenset(stream.kind for stream in system.CONTEXT.streams)
"""Kinds of stream that only the ledger itself appends to."""

TAKES: Mapping[str, tuple[type[Event], ...]] = {
    kind: events if kind in LEDGERS_OWN else (*events, RecordCorrected)
    for each in CONTEXTS
    for kind, events in each.events.items()
}
"""Kind of stream to the events it takes; every domain stream takes corrections."""

EVENTS: Mapping[str, type[Event]] = {event.about.name: event for events in TAKES.values() for event in events}
"""Event by its stored name."""


@dataclass(frozen=True, kw_only=True)
class PartyRow:
    """One organisation's part in one stream; who may read the stream follows from it."""

    item: str
    organisation: str
    role: str


def _party_rows(state: Any) -> Iterator[PartyRow]:
    for organisation, role in dict.fromkeys(_PARTIES[type(state)](state)):
        yield _party_row(organisation, role)


@lru_cache(4096)
def _party_row(organisation: str, role: str) -> PartyRow:
    return PartyRow(item=f"{organisation}/{role}", organisation=organisation, role=role)


_PARTIES = {kind.state: kind.parties for kind in KINDS.values()}
PARTY = View(name="party", kinds=tuple(KINDS), row=PartyRow, rows=_party_rows)

VIEWS: Mapping[str, View] = {view.name: view for view in (PARTY, *(view for each in CONTEXTS for view in each.views))}


def _by_event() -> Mapping[type[Event], tuple[Refusal, ...]]:
    table: dict[type[Event], list[Refusal]] = {}
    for each in CONTEXTS:
        for refusal in each.refusals:
            for event in refusal.on:
                table.setdefault(event, []).append(refusal)
    return {event: tuple(refusals) for event, refusals in table.items()}


REFUSALS: Mapping[type[Event], tuple[Refusal, ...]] = _by_event()
"""Event to the refusals that guard it, in the order in which they are asked."""


def kind_of(stream: str) -> StreamKind:
    """The declaration of the stream's kind. KeyError where there is no such kind."""
    return KINDS[stream.partition("/")[0]]


def kinds_of(event: type[Event]) -> list[str]:
    """The kinds of stream that take an event."""
    return [kind for kind, events in TAKES.items() if event in events]

"""Everything the contexts declare, gathered once: the tables that schema, store, views and pages read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from ledger import adjusting, appraisal, attendance, claims, disputes, findings, registry, system
from ledger.duties import book
from ledger.duties.house import BASE_VERSION, targets_of
from ledger.duties.status import PENDING
from ledger.kernel.context import Context, StreamKind
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.duty import Duty
from ledger.kernel.event import Event, Recorded
from ledger.kernel.state import State
from ledger.kernel.view import View

CONTEXTS: tuple[Context, ...] = (
    registry.CONTEXT,
    appraisal.CONTEXT,
    attendance.CONTEXT,
    disputes.CONTEXT,
    claims.CONTEXT,
    adjusting.CONTEXT,
    system.CONTEXT,
)

KINDS: Mapping[str, StreamKind] = {stream.kind: stream for each in CONTEXTS for stream in each.streams}
"""Kind of stream by its name, the part of a stream id before the slash."""

LEDGERS_OWN = frozenset(
    kind for each in CONTEXTS for kind, events in each.events.items() if not any(event.about.by for event in events)
)
"""Kinds of stream that only the ledger itself appends to."""

TAKES: Mapping[str, tuple[type[Event], ...]] = {
    kind: events if kind in LEDGERS_OWN else (*events, RecordCorrected)
    for each in CONTEXTS
    for kind, events in each.events.items()
}
"""Kind of stream to the events it takes; every domain stream takes corrections."""

EVENTS: Mapping[str, type[Event]] = {event.about.name: event for events in TAKES.values() for event in events}
"""Event by its stored name."""


class PartyRow(State, frozen=True, kw_only=True):
    """One organisation's part in one stream; who may read the stream follows from it."""

    item: str
    organisation: str
    role: str


def _party_rows(state: Any) -> Iterator[PartyRow]:
    for organisation, role in dict.fromkeys(party[:2] for party in _PARTIES[type(state)](state)):
        yield _party_row(organisation, role)


@lru_cache(4096)
def _party_row(organisation: str, role: str) -> PartyRow:
    return PartyRow(item=f"{organisation}/{role}", organisation=organisation, role=role)


_PARTIES = {kind.state: kind.parties for kind in KINDS.values()}
PARTY = View(
    name="party",
    kinds=tuple(KINDS),
    row=PartyRow,
    rows=_party_rows,
    indexes={"organisation": "(organisation) WHERE upper_inf(during)"},
)


class _Guards(Protocol):
    @property
    def on(self) -> tuple[type[Event], ...]: ...


G = TypeVar("G", bound=_Guards)


def _by_event(guards: Iterable[G]) -> Mapping[type[Event], tuple[G, ...]]:
    table: dict[type[Event], list[G]] = {}
    for guard in guards:
        for event in guard.on:
            table.setdefault(event, []).append(guard)
    return {event: tuple(found) for event, found in table.items()}


DUTIES: tuple[Duty, ...] = tuple(duty for each in CONTEXTS for duty in each.duties)
REFUSALS = _by_event((*(refusal for each in CONTEXTS for refusal in each.refusals), targets_of(DUTIES)))
"""Event to the refusals that guard it, in the order in which they are asked."""
FINDINGS = _by_event(finding for each in CONTEXTS for finding in each.findings)
"""Event to the looks that it gets."""

_BOOK = book.table_of(DUTIES)
DUTY = View(
    name="duty",
    kinds=tuple(kind for kind, events in TAKES.items() if not _BOOK.keys().isdisjoint(events)),
    row=book.DutyRow,
    rows=book.rows,
    fold=lambda house: book.carried(_BOOK, house, lambda state: _PARTIES[type(state)](state)),
    differing=book.differing,
    affected=book.affected,
    version=f"{BASE_VERSION} {book.declared(DUTIES)}",
    indexes={
        "pending": f"(due_at, stream, item) WHERE upper_inf(during) AND {PENDING}",
        "due": "(due_at, stream, item)",
        "was_pending": f"USING gist (during) WHERE {PENDING}",
    },
    by_position=False,
)


def _evolve(state: Any, recorded: Recorded) -> Any:
    return kind_of(recorded.stream).evolve(state, recorded)


FINDING = View(
    name="finding",
    kinds=tuple(kind for kind in KINDS if kind not in LEDGERS_OWN),
    row=findings.FindingRow,
    rows=findings.rows,
    fold=lambda house: findings.looked(FINDINGS, REFUSALS, _evolve),
    version=" ".join(sorted({name for _, name in findings.names(FINDINGS, REFUSALS)})),
    indexes={"newest": "(occurred_at) WHERE upper_inf(during)"},
)

VIEWS: Mapping[str, View] = {
    view.name: view for view in (PARTY, DUTY, FINDING, *(view for each in CONTEXTS for view in each.views))
}


def kind_of(stream: str) -> StreamKind:
    """The declaration of the stream's kind. KeyError where there is no such kind."""
    return KINDS[stream.partition("/")[0]]


_KINDS_OF: dict[type[Event], list[str]] = {}
for _kind, _events in TAKES.items():
    for _event in _events:
        _KINDS_OF.setdefault(_event, []).append(_kind)


def kinds_of(event: type[Event]) -> list[str]:
    """The kinds of stream that take an event."""
    return _KINDS_OF[event]

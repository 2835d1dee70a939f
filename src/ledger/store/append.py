"""One append: what is asked, what can come of it, and its form on the wire.

PostgreSQL's binary arrays are written here by hand (`array_recv` in its `arrayfuncs.c`): converting the
parameters of a large append one by one would cost more than storing them.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from struct import Struct
from typing import Any, NamedTuple, TypeVar, cast
from uuid import UUID, uuid4

import msgspec
import psycopg
from eventsourcing.persistence import DataError, IntegrityError, PersistenceError, StoredEvent
from psycopg import pq
from psycopg.adapt import Dumper


class LedgerEvent(msgspec.Struct, frozen=True):
    """A stored event, as the library has it, with everything the ledger keeps beside it."""

    originator_id: UUID | str
    originator_version: int
    topic: str
    state: bytes
    event_id: UUID = msgspec.field(default_factory=uuid4)
    """Recorded at most once, ever."""
    digest: bytes | None = None
    """Keyed digest of the proposal as it was received."""
    occurred_at: datetime | None = None
    """When it happened, as claimed; the time of record if nobody says."""
    actor: str = ""
    organisation: str = ""
    area: str = ""
    rule_packs: str = ""
    metadata: bytes = b""


Storable = StoredEvent | LedgerEvent


class Append(msgspec.Struct, frozen=True):
    """Events to be appended whole or not at all, and what must hold when they are.

    `expect`: the version a stream must stand at (0: it must not exist). `take`: slots to be held from now on;
    their holder may take them again. `release`: slots given back, after that, where the named holder has them.
    """

    events: Sequence[Storable]
    expect: Mapping[str, int] = msgspec.field(default_factory=dict)
    take: Mapping[str, str] = msgspec.field(default_factory=dict)
    release: Mapping[str, str] = msgspec.field(default_factory=dict)

    @property
    def keys(self) -> list[tuple[str, int]]:
        """The streams and versions that it adds."""
        return [(str(event.originator_id), event.originator_version) for event in self.events]

    @property
    def slots(self) -> set[str]:
        """The slots that it states conditions of and moves."""
        return self.take.keys() | self.release.keys()


class Appended(NamedTuple):
    """Where and when (UTC) the events of an append were recorded."""

    positions: Sequence[int]
    recorded_at: datetime


class VersionConflict(IntegrityError):
    """The stream has an event of that version already; `version` is where it stands."""

    def __init__(self, stream: str, version: int) -> None:
        super().__init__(f"{stream} is at version {version}")
        self.stream, self.version = stream, version


class ExpectationFailed(IntegrityError):
    """A stream that the append relies on stands at another version (0: it does not exist)."""

    def __init__(self, stream: str, version: int) -> None:
        super().__init__(f"{stream} is at version {version}")
        self.stream, self.version = stream, version


class AlreadyThere(IntegrityError):
    """An event of this id was recorded before, at `position`; nothing of the append was recorded now."""

    def __init__(self, event_id: UUID, position: int) -> None:
        super().__init__(f"event {event_id} is recorded at position {position}")
        self.event_id, self.position = event_id, position


class SlotTaken(IntegrityError):
    """Somebody else holds a slot that the append takes."""

    def __init__(self, key: str, holder: str) -> None:
        super().__init__(f"{key} is held by {holder}")
        self.key, self.holder = key, holder


Outcome = Appended | PersistenceError

LONGEST_NAME = 500
_PLAIN = LedgerEvent("", 0, "", b"")  # what the ledger knows beside an event of the library: nothing

# Types of the parameters of append_events, in its order.
_INT8, _TEXT, _BYTEA, _UUID, _TIME = 20, 25, 17, 2950, 1184
_EVENT = (_TEXT, _INT8, _TEXT, _BYTEA, _UUID, _BYTEA, _TIME, _TEXT, _TEXT, _TEXT, _TEXT, _BYTEA)
_TABLES = (_EVENT, (_TEXT, _INT8), (_TEXT, _TEXT), (_TEXT, _TEXT))
_EXPECT = 1
_ARRAYS = {_INT8: 1016, _TEXT: 1009, _BYTEA: 1001, _UUID: 2951, _TIME: 1185}

PARAMETER_TYPES = [_ARRAYS[each] for table in _TABLES for each in table]

_HEADER = Struct("!iiIii").pack
_LENGTH = Struct("!i").pack
_BIGINT = Struct("!iq").pack
_NULL = _LENGTH(-1)
_READ_BIGINT = Struct("!q").unpack
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Ids(bytes):
    """An array of event ids as PostgreSQL reads it; psycopg would make it at eight times the cost."""

    @classmethod
    def of(cls, ids: Collection[UUID]) -> Ids:
        return cls(_HEADER(1, 0, _UUID, len(ids), 1) + _blobs([each.bytes for each in ids]))


class _IdsDumper(Dumper):
    format, oid = pq.Format.BINARY, _ARRAYS[_UUID]

    def dump(self, ids: Ids) -> Ids:
        return ids


psycopg.adapters.register_dumper(Ids, _IdsDumper)


class Request:
    """An append in its binary form, made by the thread that asks: whoever sends it only joins the pieces.

    Raises DataError for what PostgreSQL cannot store.
    """

    __slots__ = ("_ids", "append", "keys", "tables")

    def __init__(self, append: Append) -> None:
        if not append.events:
            raise DataError("an append has at least one event")
        self.append, self.keys = append, append.keys
        try:
            self._ids = _ids(append.events)
            self.tables = (
                (len(self.keys), self._columns(append.events)),
                _pairs(append.expect, _bigints),
                _pairs(append.take, _texts),
                _pairs(append.release, _texts),
            )
        except (AttributeError, TypeError, UnicodeEncodeError, struct.error) as error:
            raise DataError(f"cannot be stored: {error}") from error

    @property
    def event_ids(self) -> list[UUID]:
        """The ids of the events, also of those that came without one."""
        return [UUID(bytes=each) for each in self._ids]

    def expecting(self, heads: Mapping[str, int]) -> tuple[int, tuple[bytes | None, ...]]:
        """What it expects of other streams than these."""
        expect = self.append.expect
        if heads.keys().isdisjoint(expect):
            return self.tables[_EXPECT]
        return _pairs({stream: version for stream, version in expect.items() if stream not in heads}, _bigints)

    def _columns(self, events: Sequence[Storable]) -> tuple[bytes | None, ...]:
        """One piece per column; None where every event has the default."""
        library = (
            _names([stream for stream, _ in self.keys]),
            _bigints([version for _, version in self.keys]),
            _texts([event.topic for event in events]),
            _blobs([event.state for event in events]),
            _blobs(self._ids),
        )
        ours = [event if isinstance(event, LedgerEvent) else _PLAIN for event in events]
        if all(event is _PLAIN for event in ours):
            return (*library, *[None] * 7)
        return (
            *library,
            _blobs(event.digest for event in ours),
            _times(event.occurred_at for event in ours),
            _texts(event.actor for event in ours),
            _texts(event.organisation for event in ours),
            _texts(event.area for event in ours),
            _texts(event.rule_packs for event in ours),
            _blobs(event.metadata for event in ours),
        )


A = TypeVar("A", Append, Request)


def apart(appends: Sequence[A]) -> Iterator[Sequence[A]]:
    """The appends in their order, grouped for calls: within one call none fails for what another moves."""
    if len(appends) == 1:  # the usual case
        yield appends
        return
    group: list[A] = []
    heads: dict[str, int] = {}
    slots: set[str] = set()
    for each in appends:
        append = each.append if isinstance(each, Request) else each
        follows = all(heads.get(stream, version) == version for stream, version in append.expect.items())
        if not (follows and slots.isdisjoint(append.slots)):
            yield group
            group, heads, slots = [], {}, set()
        group.append(each)
        heads |= append.expect
        heads.update(each.keys)
        slots |= append.slots
    yield group


def joined(appends: Sequence[Append]) -> Append:
    """Appends that need not be apart as one: what one expects of a stream after those before it is left out."""
    expect: dict[str, int] = {}
    moved: set[str] = set()
    for each in appends:
        expect |= {stream: version for stream, version in each.expect.items() if stream not in moved}
        moved.update(stream for stream, _ in each.keys)
    return Append(
        [event for each in appends for event in each.events],
        expect,
        {slot: holder for each in appends for slot, holder in each.take.items()},
        {slot: holder for each in appends for slot, holder in each.release.items()},
    )


def divided(whole: Appended, appends: Sequence[Append]) -> list[Appended]:
    """What became of each of those that were joined."""
    ends = list(accumulate(len(each.events) for each in appends))
    starts = (0, *ends)
    return [Appended(whole.positions[start:end], whole.recorded_at) for start, end in zip(starts, ends, strict=False)]


def parameters(requests: Sequence[Request]) -> list[bytes]:
    """The parameters of one call of append_events for all these requests.

    What one expects of a stream after those before it is left out: they are recorded together or not at all.
    """
    heads: dict[str, int] = {}
    expected = []
    for request in requests:
        expected.append(request.expecting(heads))
        heads.update(request.keys)
    made: list[bytes | None] = []
    for place, types in enumerate(_TABLES):
        all_tables = expected if place == _EXPECT else [request.tables[place] for request in requests]
        tables = [table for table in all_tables if table[0]]
        if not tables:
            made += [None] * len(types)
            continue
        rows = sum([count for count, _ in tables])
        for oid, pieces in zip(types, zip(*[columns for _, columns in tables], strict=True), strict=True):
            if None not in pieces:
                made.append(_HEADER(1, 1, oid, rows, 1) + b"".join(pieces))
            elif any(pieces):
                filled = [piece or _NULL * count for piece, (count, _) in zip(pieces, tables, strict=True)]
                made.append(_HEADER(1, 1, oid, rows, 1) + b"".join(filled))
            else:
                made.append(None)
    return cast(list[bytes], made)  # psycopg takes None for NULL, whatever it declares


def appended(result: pq.abc.PGresult, requests: Sequence[Request]) -> list[Appended]:
    """What append_events answered, for each request."""
    first = _READ_BIGINT(result.get_value(0, 0) or b"")[0]
    recorded_at = _EPOCH + timedelta(microseconds=_READ_BIGINT(result.get_value(0, 1) or b"")[0])
    found: list[Appended] = []
    for request in requests:
        after = first + len(request.keys)
        found.append(Appended(range(first, after), recorded_at))
        first = after
    return found


def _ids(events: Sequence[Storable]) -> list[bytes]:
    """The ids of the events; those of the library have none and get random ones, as uuid4 makes them."""
    random = bytearray(os.urandom(16 * len(events)))
    random[6::16] = bytes([each & 0x0F | 0x40 for each in random[6::16]])
    random[8::16] = bytes([each & 0x3F | 0x80 for each in random[8::16]])
    return [
        event.event_id.bytes if isinstance(event, LedgerEvent) else bytes(random[start : start + 16])
        for event, start in zip(events, range(0, len(random), 16), strict=True)
    ]


def _pairs(pairs: Mapping[str, Any], values: Callable[[Iterable[Any]], bytes]) -> tuple[int, tuple[bytes, ...]]:
    """The two columns of a condition; most appends have none."""
    return (len(pairs), (_names(pairs), values(pairs.values()))) if pairs else _NO_PAIRS


_NO_PAIRS = (0, (b"", b""))


def _names(values: Iterable[str]) -> bytes:
    """Texts that are indexed: PostgreSQL refuses entries of more than a third of a page."""
    names = list(values)
    if max(map(len, names)) > LONGEST_NAME:
        raise DataError(f"the name of a stream or slot is longer than {LONGEST_NAME}: {max(names, key=len)!r}")
    return _texts(names)


def _texts(values: Iterable[str]) -> bytes:
    return b"".join(map(_text, values))


@lru_cache(10_000)
def _text(value: str) -> bytes:
    encoded = value.encode()
    if b"\0" in encoded:
        raise DataError(f"text with a NUL character cannot be stored: {value!r}")
    return _LENGTH(len(encoded)) + encoded


def _bigints(values: Iterable[int]) -> bytes:
    return b"".join([_BIGINT(8, value) for value in values])


def _blobs(values: Iterable[bytes | None]) -> bytes:
    pieces: list[bytes] = []
    for value in values:
        pieces += (_NULL,) if value is None else (_LENGTH(len(value)), value)
    return b"".join(pieces)


def _times(values: Iterable[datetime | None]) -> bytes:
    """Microseconds since 2000 (UTC); a time without offset is refused by the subtraction."""
    return b"".join([_NULL if value is None else _BIGINT(8, (value - _EPOCH) // _MICROSECOND) for value in values])

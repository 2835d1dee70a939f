"""The ledger in memory: the real one, with a store that is a list and keys that are a dictionary."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import PersistenceError

from ledger.app import Ledger
from ledger.store.append import (
    AlreadyThere,
    Append,
    Appended,
    ExpectationFailed,
    LedgerEvent,
    SlotTaken,
    VersionConflict,
)
from ledger.store.recorder import LedgerRecorder, Row
from ledger.vault.sealing import Vault
from vault.memory_keys import MemoryKeys

MASTER = bytes(range(32))


def ledger_in_memory() -> Ledger:
    """An empty ledger; only the views are missing, so it cannot be asked for moments."""
    queries: Any = None
    return Ledger(cast(LedgerRecorder, MemoryRecorder()), Vault(MemoryKeys(), MASTER), queries)


class MemoryRecorder:
    """What the ledger asks of its recorder, with the conditions and failures of `append_events`."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.slots: dict[str, str] = {}
        self._lock = threading.Lock()

    def append(self, append: Append) -> Appended:
        """Records all events or none: VersionConflict, ExpectationFailed, AlreadyThere or SlotTaken."""
        events = [cast(LedgerEvent, event) for event in append.events]
        with self._lock:
            try:
                self._check_expectations(append.expect)
                slots = self._slots_after(append.take, append.release)
                self._check_versions(events)
            except (ExpectationFailed, SlotTaken, VersionConflict):
                # Whatever else is wrong with it: who repeats a recorded event is told just that.
                self._check_ids(events)
                raise
            self._check_ids(events)
            now = max([datetime.now(UTC), *(row.recorded_at for row in self.rows[-1:])])
            first = len(self.rows) + 1
            self.rows += [_row(position, event, now) for position, event in enumerate(events, first)]
            self.slots = slots
            return Appended(range(first, first + len(events)), now)

    def prepared(self, appends: Sequence[Append]) -> Sequence[Append]:
        return appends

    def append_all(self, appends: Sequence[Append]) -> list[Appended]:
        done: list[Appended] = []
        with suppress(PersistenceError):
            done.extend(map(self.append, appends))
        return done

    def read(self, after: int, limit: int) -> list[Row]:
        return self.rows[after : after + limit]

    def history(self, streams: Mapping[str, int]) -> list[Row]:
        return [row for row in self.rows if row.stream in streams and row.version > streams[row.stream]]

    def find(self, event_ids: Iterable[UUID]) -> list[Row]:
        wanted = set(event_ids)
        return [row for row in self.rows if row.event_id in wanted]

    def heads(self, streams: Iterable[str]) -> dict[str, int]:
        return {stream: self._head(stream) for stream in streams}

    def holder(self, slot_keys: Iterable[str]) -> dict[str, str]:
        return {key: self.slots[key] for key in slot_keys if key in self.slots}

    def position_at(self, instant: datetime) -> int:
        return bisect_right(self.rows, instant, key=lambda row: row.recorded_at)

    def recorded_at(self, position: int) -> datetime | None:
        return self.rows[position - 1].recorded_at if 0 < position <= len(self.rows) else None

    def _head(self, stream: str) -> int:
        return max((row.version for row in self.rows if row.stream == stream), default=0)

    def _check_expectations(self, expect: Mapping[str, int]) -> None:
        for stream, version in expect.items():
            if (head := self._head(stream)) != version:
                raise ExpectationFailed(stream, head)

    def _slots_after(self, take: Mapping[str, str], release: Mapping[str, str]) -> dict[str, str]:
        """Slots are taken first and then given back: what one append takes and gives back ends up free."""
        slots = dict(self.slots)
        for key, holder in take.items():
            if slots.setdefault(key, holder) != holder:
                raise SlotTaken(key, slots[key])
        for key, holder in release.items():
            if slots.get(key) == holder:
                del slots[key]
        return slots

    def _check_versions(self, events: Iterable[LedgerEvent]) -> None:
        taken = {(row.stream, row.version) for row in self.rows}
        for event in events:
            key = (str(event.originator_id), event.originator_version)
            if key in taken:
                raise VersionConflict(key[0], self._head(key[0]))
            taken.add(key)

    def _check_ids(self, events: Iterable[LedgerEvent]) -> None:
        for row in self.find(event.event_id for event in events):
            raise AlreadyThere(row.event_id, row.position)


def _row(position: int, event: LedgerEvent, now: datetime) -> Row:
    return Row(
        position,
        str(event.originator_id),
        event.originator_version,
        event.topic,
        event.state,
        event.event_id,
        event.digest,
        event.occurred_at or now,
        now,
        event.actor,
        event.organisation,
        event.area,
        event.rule_packs,
        event.metadata,
    )

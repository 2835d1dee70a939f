"""The ledger as one thing: append, read, look back. Web, command line and tests ask here and nowhere below."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from typing import Any

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError

from ledger.asks import OBJECTIONS, Ahead, Ask, Conflict, Denied, NotFound, Result, Stopped, VersionMoved
from ledger.callers import Caller
from ledger.catalogue import KINDS
from ledger.intake import NOBODY, Intake
from ledger.kernel.event import Recorded
from ledger.kernel.state import replace
from ledger.store.codec import recorded
from ledger.store.queries import Moment, Queries, ViewsBehind
from ledger.store.recorder import LedgerRecorder
from ledger.streams import STREAM, Stream, folded
from ledger.system.events import PersonalDataRead
from ledger.vault.sealing import Vault

__all__ = [
    "UNAVAILABLE",
    "Conflict",
    "Denied",
    "Ledger",
    "Moment",
    "NotFound",
    "Result",
    "Stopped",
    "VersionMoved",
    "ViewsBehind",
]

UNAVAILABLE = (OperationalError, InterfaceError, psycopg.OperationalError, TimeoutError)
"""Errors that say the database is away or overrun: nothing is wrong with the request, try again."""


class Ledger(Intake):
    """The ledger of one node."""

    def __init__(self, recorder: LedgerRecorder, vault: Vault, queries: Queries) -> None:
        super().__init__(recorder, vault)
        self.queries = queries

    # Appending

    def append(
        self,
        raws: Sequence[Any],
        by: Caller,
        *,
        stream: str | None = None,
        expected: int | None = None,
        dry_run: bool = False,
    ) -> list[Result]:
        """Appends proposals of one stream, all or none; what was there before is answered as it was.

        `stream`: the one they must belong to; `expected`: the version it must stand at. Raises Malformed,
        Denied, Refused, Conflict, VersionMoved or NotFound (no such kind of stream).
        """
        ask = self.asked(raws, by, stream, expected, dry_run)
        if not dry_run:
            try:
                return self.attempt(ask, {}, Ahead())
            except OBJECTIONS:
                pass  # what is remembered may be old: nobody is told no before the ledger was asked again
        return self.told(ask)

    def formed(self, raws: Sequence[Any]) -> None:
        """Checks the form of proposals and nothing else. Malformed lists every fault of every one."""
        self.parsed(Ask(raws, [], "", NOBODY, None, None, True), {})

    # Reading

    def stream(self, id: str, by: Caller, at: Moment | None = None) -> Stream:
        """A stream's state, now or at a moment. NotFound also where the caller may not see it."""
        if not STREAM.fullmatch(id) or id.partition("/")[0] not in KINDS:
            raise NotFound(id)
        now = self.standing([id])[id]
        if not now.version or not by.may_read(now.area, now.parties, public=now.kind.public):
            raise NotFound(id)
        if at is None or at.position >= now.position:
            return now
        history = [each for each in self.history_of(id) if each.position <= at.position]
        if not history:
            raise NotFound(id)
        return folded(now.kind, id, history)

    def history(
        self, id: str, by: Caller, at: Moment | None = None, after: int = 0, limit: int | None = None
    ) -> list[Recorded]:
        """The stream's events after a version, up to a moment."""
        self.stream(id, by, at)
        found = [each for each in self.history_of(id, after) if at is None or each.position <= at.position]
        return found[:limit]

    def feed(self, by: Caller, after: int, limit: int, wait: float = 0) -> tuple[list[Recorded], int]:
        """Events the caller may read after a position, and the position looked up to.

        With `wait`, and nothing new, it looks again for that many seconds.
        """
        until = time.monotonic() + wait
        while True:
            rows = self.recorder.read(after, limit)
            if rows or time.monotonic() >= until:
                break
            time.sleep(min(0.1, max(0.0, until - time.monotonic())))
        streams = self.standing({row.stream for row in rows})
        found = [
            recorded(row)
            for row in rows
            if (stream := streams[row.stream]).version
            and by.may_read(stream.area, stream.parties, public=stream.kind.public)
        ]
        return found, rows[-1].position if rows else after

    def event(self, position: int, by: Caller) -> Recorded:
        rows = self.recorder.read(position - 1, 1) if position > 0 else []
        if not rows:
            raise NotFound(str(position))
        self.stream(rows[0].stream, by)
        return recorded(rows[0])

    def refusals(self, by: Caller, moment: Moment, before: int | None = None, limit: int = 100) -> list[dict[str, Any]]:
        """What rules refused, latest first; `before` goes on from the position of the last one seen."""
        visible, values = by.condition("r")
        older = "AND lower(r.during) < %s" if before is not None else ""
        rows = self.queries.rows(
            f"SELECT lower(r.during) AS position, r.* FROM views.refusal r "
            f"WHERE {moment.clause('r')} AND ({visible}) {older} ORDER BY lower(r.during) DESC LIMIT %s",
            [*values, *([before] if before is not None else []), limit],
        )
        hidden = ("during", "stream", "item")
        return [{name: value for name, value in row.items() if name not in hidden} for row in rows]

    def moment(self, at: str | None, wait: float = 5.0) -> Moment:
        """The moment meant by a position or an instant; none is what the views have reached.

        Waits for the views to get there. ValueError for what is neither, NotFound for a position the
        ledger has not come to, ViewsBehind after the wait.
        """
        if at and at.isdecimal() and int(at[:19]) > (self.recorder.max_notification_id() or 0):
            raise NotFound(f"position {at}")
        return self.queries.moment(self.recorder, at, wait)

    def reveal(self, id: str, purpose: str, by: Caller) -> list[Recorded]:
        """The stream's events with personal data in clear; who read them, and why, is recorded first."""
        history = self.history(id, by)
        event = PersonalDataRead(subject=id, purpose=purpose)
        area = self.standing([id])[id].area
        self.own(f"access/{by.organisation}", event, uuid.uuid4(), by, area)
        return [replace(each, event=self.vault.reveal(each.event)) for each in history]

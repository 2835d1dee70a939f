"""The recorders: the eventsourcing library's persistence on the ledger's own tables.

An append is one call of the database function `append_events`, which holds one lock, gives out positions
without gaps, and checks what the append expects. Appends of several threads that meet are sent in one call,
by the thread that came first.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any, LiteralString, NamedTuple, cast
from uuid import UUID

import psycopg
from eventsourcing.persistence import (
    ApplicationRecorder,
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    PersistenceError,
    ProgrammingError,
    StoredEvent,
    Subscription,
    Tracking,
)
from eventsourcing.postgres import (
    PgStoredEvent,
    PostgresAggregateRecorder,
    PostgresApplicationRecorder,
    PostgresDatastore,
    PostgresFactory,
    PostgresProcessRecorder,
    PostgresSubscription,
    PostgresTrackingRecorder,
)
from eventsourcing.utils import Environment, EnvType, retry
from psycopg import pq
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from ledger.store.append import (
    PARAMETER_TYPES,
    AlreadyThere,
    Append,
    Appended,
    ExpectationFailed,
    Ids,
    LedgerEvent,
    Outcome,
    Request,
    SlotTaken,
    Storable,
    VersionConflict,
    apart,
    appended,
    divided,
    joined,
    parameters,
)

__all__ = [
    "AlreadyThere",
    "Append",
    "Appended",
    "ExpectationFailed",
    "Factory",
    "LedgerEvent",
    "LedgerProcessRecorder",
    "LedgerRecorder",
    "LedgerSubscription",
    "LedgerTrackingRecorder",
    "Prepared",
    "Row",
    "SlotTaken",
    "VersionConflict",
]

EVENTS, TRACKING = "events", "tracking"
MAX_GROUP_EVENTS = 2000
MAX_GROUP_REQUESTS = 256
PATIENCE_SECONDS = 10.0
POLL_SECONDS = 1.0

_patiently = retry((InterfaceError, OperationalError), max_attempts=10, wait=0.2)


Prepared = Sequence[tuple[Sequence[Append], Request]]
"""Appends for as many calls, each with the request that is all of its appends as one."""


class Row(NamedTuple):
    """An event as it is recorded; times are UTC."""

    position: int
    stream: str
    version: int
    topic: str
    state: bytes
    event_id: UUID
    digest: bytes | None
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    organisation: str
    area: str
    rule_packs: str
    metadata: bytes


_ROW: LiteralString = (
    "SELECT notification_id, originator_id, originator_version, topic, state, event_id, digest, "
    "occurred_at, recorded_at, actor, organisation, area, rule_packs, metadata "
)


class SnapshotRecorder(PostgresAggregateRecorder):
    """The library's table of one application's snapshots, read by ids that may be given as UUID."""

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of one stream in the order of their versions."""
        found = super().select_events(str(originator_id), gt=gt, lte=lte, desc=desc, limit=limit)
        return cast(Sequence[StoredEvent], found)

    def construct_pg_stored_event(
        self, originator_id: UUID | str, originator_version: int, topic: str, state: bytes
    ) -> PgStoredEvent:
        """The parameter for one event; psycopg would write a UUID without its hyphens."""
        return super().construct_pg_stored_event(str(originator_id), originator_version, topic, state)


class LedgerRecorder(SnapshotRecorder, PostgresApplicationRecorder):
    """Appends to the ledger and reads it. One per process: its threads share the connection that appends."""

    def __init__(self, datastore: PostgresDatastore, *, events_table_name: str = EVENTS) -> None:
        # The library names tables after applications; the ledger has one, made by the migrations.
        if datastore.originator_id_type != "text":
            raise ProgrammingError("the streams of the ledger have text ids: ORIGINATOR_ID_TYPE=text")
        super().__init__(datastore, events_table_name=EVENTS)
        self._writer = _Writer(datastore)
        self._group = _Group(self._write)
        # The library has no way to close a recorder; psycopg warns of connections that are merely forgotten.
        weakref.finalize(self, self._writer.close)
        self._bulk, self._bulk_lock = _Writer(datastore), threading.Lock()
        weakref.finalize(self, self._bulk.close)

    def append(self, append: Append) -> Appended:
        """Records the events, and returns when they are safe.

        Raises VersionConflict, ExpectationFailed, AlreadyThere or SlotTaken: nothing was recorded. DataError:
        it cannot be stored. OperationalError: the database is away; whether the events were recorded is
        unknown, and the same events may be sent again, since an event id is recorded only once.
        """
        return self._group.append(Request(append))

    def prepared(self, appends: Sequence[Append]) -> Prepared:
        """Appends as they are sent, in as few calls as may be. DataError for what cannot be stored."""
        return [(group, Request(joined(group))) for group in apart(appends)] if appends else []

    def append_all(self, prepared: Prepared) -> list[Appended]:
        """Records one after the other, up to the first that fails; as far as it came.

        They have a connection of their own: others who append meanwhile need not wait for all of them. Nearly all of
        the time is the database's. Raises OperationalError as `append` does.
        """
        found: list[Appended] = []
        with self._bulk_lock:
            for group, request in prepared:
                outcomes = self._until_one_fails(group, request)
                found += outcomes
                if len(outcomes) < len(group):
                    break
        return found

    def insert_events(self, stored_events: Sequence[Storable], **kwargs: Any) -> Sequence[int] | None:
        """The library's append: no condition but that each version of a stream is new."""
        return list(self.append(Append(stored_events)).positions) if stored_events else None

    def create_table(self) -> None:
        """Checks that the migrations ran: only they make tables."""
        _require(self.datastore, EVENTS)

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Every event after a position, and then every new one."""
        return LedgerSubscription(self, gt, topics)

    def read(self, after: int, limit: int) -> list[Row]:
        """The events after a position, in order, at most `limit`."""
        return self._rows("FROM {events} WHERE notification_id > %s ORDER BY notification_id LIMIT %s", after, limit)

    def history(self, streams: Mapping[str, int]) -> list[Row]:
        """The events of several streams, each after a version of it, in the order of their positions."""
        # OFFSET 0 makes it one index search per stream, whatever the planner believes of the arrays.
        return self._rows(
            "FROM unnest(%s::text[], %s::bigint[]) s (stream, after), LATERAL (SELECT * FROM {events} "
            "WHERE originator_id = s.stream AND originator_version > s.after OFFSET 0) e "
            "ORDER BY notification_id",
            list(streams),
            list(streams.values()),
        )

    def read_settled(self, after: int, limit: int) -> list[Row]:
        """As `read`, up to the next setting of the house, or that one alone: what follows is folded under it."""
        return self._rows(
            "FROM {events} WHERE notification_id > %s AND notification_id <= coalesce((SELECT greatest("
            "notification_id - 1, %s) FROM {events} WHERE starts_with(originator_id, 'house/') "
            "AND notification_id > %s ORDER BY notification_id LIMIT 1), %s) ORDER BY notification_id LIMIT %s",
            after,
            after + 1,
            after,
            2**62,
            limit,
        )

    def settings(self, upto: int) -> list[Row]:
        """The events of every stream in which an authority sets calendars and targets, up to a position."""
        return self._rows(
            "FROM {events} WHERE starts_with(originator_id, 'house/') AND notification_id <= %s "
            "ORDER BY notification_id",
            upto,
        )

    def find(self, event_ids: Collection[UUID]) -> list[Row]:
        """The events of these ids, as far as they are recorded, in the order of their positions."""
        return self._rows("FROM {events} WHERE event_id = ANY(%s) ORDER BY notification_id", Ids.of(event_ids))

    def heads(self, streams: Iterable[str]) -> dict[str, int]:
        """The version at which each stream stands; 0 where there is none."""
        found = self._select(
            "SELECT stream, (SELECT coalesce(max(originator_version), 0) FROM {events} "
            "WHERE originator_id = stream) FROM unnest(%s::text[]) stream",
            list(streams),
        )
        return dict(found)

    def holder(self, slot_keys: Iterable[str]) -> dict[str, str]:
        """Who holds each of these slots; free ones are left out."""
        return dict(self._select("SELECT key, holder FROM {slots} WHERE key = ANY(%s::text[])", list(slot_keys)))

    def position_at(self, instant: datetime) -> int:
        """The last position recorded by then, 0 before the first."""
        return int(self._select("SELECT {position_at}(%s::timestamptz)", instant)[0][0])

    def recorded_at(self, position: int) -> datetime | None:
        """When the event at this position was recorded (UTC); None where there is none."""
        found = self._select("SELECT recorded_at FROM {events} WHERE notification_id = %s", position)
        return found[0][0].astimezone(UTC) if found else None

    def close(self) -> None:
        """Closes the connections that append; the datastore is its owner's."""
        self._writer.close()
        self._bulk.close()

    def _rows(self, source: LiteralString, *values: object) -> list[Row]:
        return [
            Row._make((*row[:7], row[7].astimezone(UTC), row[8].astimezone(UTC), *row[9:]))
            for row in self._select(_ROW + source, *values)
        ]

    @_patiently
    def _select(self, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        with self.datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row, binary=True)
            return cursor.execute(_query(query, self.datastore.schema), values, prepare=True).fetchall()

    def _write(self, requests: Sequence[Request]) -> list[Outcome]:
        """What became of each request."""
        return [outcome for group in apart(requests) for outcome in self._together(group, self._writer)]

    def _together(self, requests: Sequence[Request], writer: _Writer, *, lost: bool = False) -> Sequence[Outcome]:
        """What became of each; where a call fails nothing of it was done, and what is wrong with one spares others."""
        try:
            return self._sent(requests, writer, lost)
        except _NotDone as failed:
            if (half := len(requests) // 2) > 0:
                parts = (requests[:half], requests[half:])
                return [outcome for part in parts for outcome in self._together(part, writer, lost=failed.lost)]
            outcome = self._reason(requests[0], failed.error)
            return [self._own(requests[0], outcome) if failed.lost else outcome]

    def _until_one_fails(self, appends: Sequence[Append], whole: Request, *, lost: bool = False) -> list[Appended]:
        """Those before the first that fails, found by halves; `whole` is all of them as one."""
        try:
            [outcome] = self._sent([whole], self._bulk, lost)
            return divided(outcome, appends)
        except _NotDone as failed:
            if (half := len(appends) // 2) == 0:
                outcomes = self._together([whole], self._bulk, lost=failed.lost)
                return [outcome for outcome in outcomes if isinstance(outcome, Appended)]
            done: list[Appended] = []
            for part in (appends[:half], appends[half:]):
                some = self._until_one_fails(part, Request(joined(part)), lost=failed.lost)
                done += some
                if len(some) < len(part):
                    break
            return done

    def _sent(self, requests: Sequence[Request], writer: _Writer, lost: bool) -> list[Appended]:
        """One call for all of them, sent again while connections are lost and the patience lasts; else _NotDone."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return writer.call(requests)
            except _ConnectionLost:
                if time.monotonic() > until:
                    raise
                lost = True
                time.sleep(0.05)
            except OperationalError:
                raise
            except DatabaseError as error:
                raise _NotDone(error, lost) from error

    def _reason(self, request: Request, error: DatabaseError) -> PersistenceError:
        """Why a request was refused; who repeats a recorded event is told just that, whatever else is wrong."""
        if not isinstance(error, _Refused):
            return error
        for row in self.find(request.event_ids):
            return AlreadyThere(row.event_id, row.position)
        match error.condition:
            case "expect":
                return ExpectationFailed(error.subject, int(error.found))
            case "slot":
                return SlotTaken(error.subject, error.found)
        heads = self.heads([stream for stream, _ in request.keys])
        # Without such a stream the request asks for one version twice.
        stream = next((stream for stream, version in request.keys if heads[stream] >= version), request.keys[0][0])
        return VersionConflict(stream, heads[stream])

    def _own(self, request: Request, outcome: PersistenceError) -> Outcome:
        """Recognises what is already there as written by the call whose answer was lost."""
        if not isinstance(outcome, AlreadyThere):
            return outcome
        rows = self.find(request.event_ids)
        if [(row.event_id, (row.stream, row.version)) for row in rows] != list(
            zip(request.event_ids, request.keys, strict=True)
        ):
            return outcome
        return Appended([row.position for row in rows], rows[0].recorded_at)


class LedgerTrackingRecorder(PostgresTrackingRecorder):
    """How far followers have come, in the ledger's one tracking table."""

    def __init__(self, datastore: PostgresDatastore, *, tracking_table_name: str = TRACKING, **kwargs: Any) -> None:
        super().__init__(datastore, tracking_table_name=TRACKING, **kwargs)

    def create_table(self) -> None:
        """Checks that the migrations ran: only they make tables."""
        _require(self.datastore, TRACKING)


class LedgerProcessRecorder(PostgresProcessRecorder, LedgerRecorder):
    """Appends events together with the position of the event that caused them."""

    def __init__(
        self,
        datastore: PostgresDatastore,
        *,
        events_table_name: str = EVENTS,
        tracking_table_name: str = TRACKING,
    ) -> None:
        super().__init__(datastore, events_table_name=EVENTS, tracking_table_name=TRACKING)

    def create_table(self) -> None:
        """Checks that the migrations ran: only they make tables."""
        _require(self.datastore, EVENTS, TRACKING)

    def insert_events(self, stored_events: Sequence[Storable], **kwargs: Any) -> Sequence[int] | None:
        """As in LedgerRecorder; with `tracking` both are recorded or neither."""
        tracking: Tracking | None = kwargs.get("tracking")
        if tracking is None:
            return super().insert_events(stored_events)
        if not stored_events:
            self.insert_tracking(tracking)
            return None
        request = Request(Append(stored_events))
        try:
            return list(self._insert_tracked(request, tracking).positions)
        except _Refused as error:
            # Written by a call whose answer was lost, if the tracking is there as well.
            outcome = self._own(request, self._reason(request, error))
            if isinstance(outcome, PersistenceError):
                raise outcome from error
            if not self.has_tracking_id(tracking.application_name, tracking.notification_id):
                raise
            return list(outcome.positions)

    @_patiently
    def _insert_tracked(self, request: Request, tracking: Tracking) -> Appended:
        with self.datastore.transaction(commit=True) as cursor:
            query = _statement(self.datastore.schema).encode()
            result = cursor.connection.pgconn.exec_params(
                query, parameters([request]), PARAMETER_TYPES, _BINARY, pq.Format.BINARY
            )
            try:
                (found,) = appended(_checked(result), [request])
            except psycopg.Error as error:
                raise _refused(error) from error
            self._insert_tracking(cursor, tracking)
        return found


class LedgerSubscription(PostgresSubscription):
    """The library's subscription, which also looks every second and survives the loss of its connection.

    A notification is only a wake-up; one that is missed costs at most POLL_SECONDS.
    """

    def _listen(self) -> None:
        try:
            while not self._has_been_stopped and not self._thread_error:
                self._has_been_notified.set()
                try:
                    self._listen_on_one_connection()
                except (InterfaceError, OperationalError):
                    time.sleep(POLL_SECONDS)
        except BaseException as error:
            if self._thread_error is None:
                self._thread_error = error
            self.stop()

    def _listen_on_one_connection(self) -> None:
        with self._recorder.datastore.get_connection() as connection:
            connection.execute(SQL("LISTEN {}").format(Identifier(EVENTS)))
            looked = 0.0
            while not self._has_been_stopped and not self._thread_error:
                # Short, so that a stopped subscription ends soon.
                for _ in connection.notifies(timeout=0.1, stop_after=1):
                    self._has_been_notified.set()
                if time.monotonic() - looked > POLL_SECONDS:
                    self._has_been_notified.set()
                    looked = time.monotonic()
            # The connection goes back to the pool, where nobody would hear what it is told.
            connection.execute("UNLISTEN *")


class Factory(PostgresFactory):
    """The library's factory for these recorders: PERSISTENCE_MODULE=ledger.store.recorder."""

    aggregate_recorder_class = SnapshotRecorder
    application_recorder_class = LedgerRecorder
    tracking_recorder_class = LedgerTrackingRecorder
    process_recorder_class = LedgerProcessRecorder

    def __init__(self, env: Environment | EnvType | None) -> None:
        environment = env if isinstance(env, Environment) else Environment(env=env)
        environment.setdefault(self.ORIGINATOR_ID_TYPE, "text")
        super().__init__(environment)


class _ConnectionLost(OperationalError):
    """The connection ended before the answer came: the call may have been carried out or not."""


class _NotDone(Exception):
    """A call that was refused as a whole; whether an earlier one may have been carried out, its answer lost."""

    def __init__(self, error: DatabaseError, lost: bool) -> None:
        super().__init__(str(error))
        self.error, self.lost = error, lost


class _Refused(IntegrityError):
    """What append_events refused: the condition that failed (otherwise a version or an id is recorded already)."""

    def __init__(self, error: psycopg.Error) -> None:
        super().__init__(str(error))
        self.condition = error.diag.message_primary or ""
        self.subject, self.found = error.diag.message_detail or "", error.diag.message_hint or ""


class _Writer:
    """The one connection of a recorder that appends; used by one thread at a time, opened when needed."""

    def __init__(self, datastore: PostgresDatastore) -> None:
        self._pool, self._schema = datastore.pool, datastore.schema
        self._connection: psycopg.Connection[Any] | None = None

    def call(self, requests: Sequence[Request]) -> list[Appended]:
        """One transaction for all of them. Raises _ConnectionLost, _Refused, or the library's other errors."""
        try:
            connection = self._connection = self._connection or self._connect()
        except psycopg.DatabaseError as error:  # also while it prepares: libpq has no class for a lost server
            raise _ConnectionLost(str(error)) from error
        try:
            # One blocking call that lets other threads run: an interrupt cannot leave an answer unread.
            result = connection.pgconn.exec_prepared(b"append", parameters(requests), _BINARY, pq.Format.BINARY)
            return appended(_checked(result), requests)
        except (psycopg.Error, MemoryError) as error:  # MemoryError: libpq could not even send
            if connection.pgconn.status != pq.ConnStatus.OK:
                self.close()
                raise _ConnectionLost(str(error)) from error
            raise _refused(error) from error

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _connect(self) -> psycopg.Connection[Any]:
        options = dict(cast(dict[str, Any], self._pool.kwargs))
        if self._pool.get_password_func:
            options["password"] = self._pool.get_password_func()
        connection = psycopg.connect(cast(str, self._pool.conninfo), autocommit=True, **options)
        try:
            _checked(connection.pgconn.prepare(b"append", _statement(self._schema).encode(), PARAMETER_TYPES))
        except psycopg.Error:
            connection.close()
            raise
        return connection


class _Turn:
    """A request that waits to be sent, and then for its outcome."""

    __slots__ = ("after", "gone", "leads", "outcome", "request", "signal")

    def __init__(self, request: Request) -> None:
        self.request = request
        self.outcome: Outcome | None = None
        self.after: _Turn | None = None
        self.gone = False
        self.leads = False
        self.signal = threading.Lock()  # cheaper than an Event; released once, when there is news
        self.signal.acquire()


class _Group:
    """Group commit: while one thread sends, others queue; the first of them sends next, for all of them."""

    def __init__(self, write: Callable[[Sequence[Request]], list[Outcome]]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._queue: deque[_Turn] = deque()
        self._busy = False

    def append(self, request: Request) -> Appended:
        with self._lock:
            alone = not self._busy
            self._busy = True
            if not alone:
                mine = _Turn(request)
                self._queue.append(mine)
        outcome = self._send(request) if alone else self._in_turn(mine)
        if isinstance(outcome, PersistenceError):
            raise outcome
        return outcome

    def _send(self, request: Request) -> Outcome:
        """Nobody else is there: no need to wait for anybody, nor to answer."""
        try:
            return self._write([request])[0]
        finally:
            with self._lock:
                self._hand_over()

    def _in_turn(self, mine: _Turn) -> Outcome:
        try:
            mine.signal.acquire()
        except BaseException:
            self._leave(mine)
            raise
        if mine.outcome is None:
            return self._lead()
        self._wake_after(mine)
        return mine.outcome

    def _lead(self) -> Outcome:
        """Sends for the first of the queue and those behind it, lets the next one lead; answers the first."""
        with self._lock:
            turns = self._take()
        # What the others hear if this thread is interrupted before it knows better.
        found: Sequence[Outcome] = [OperationalError("interrupted: the outcome is unknown") for _ in turns]
        try:
            found = self._write([turn.request for turn in turns])
        except PersistenceError as error:
            found = [OperationalError(str(error)) for _ in turns]
        finally:
            with self._lock:
                self._hand_over()
            for turn, outcome in zip(turns, found, strict=True):
                turn.outcome = outcome
            for turn, after in pairwise(turns):
                turn.after = after
            self._wake_after(turns[0])
        return found[0]

    def _wake_after(self, turn: _Turn) -> None:
        """Wakes the next of the group; each wakes one: woken together they would fight for the interpreter."""
        with self._lock:
            after = turn.after
            while after is not None and after.gone:
                after = after.after
            if after is not None:
                after.signal.release()

    def _take(self) -> list[_Turn]:
        turns = [self._queue.popleft()]
        events = len(turns[0].request.keys)
        while self._queue and len(turns) < MAX_GROUP_REQUESTS:
            events += len(self._queue[0].request.keys)
            if events > MAX_GROUP_EVENTS:
                break
            turns.append(self._queue.popleft())
        return turns

    def _hand_over(self) -> None:
        if self._queue:
            self._queue[0].leads = True
            self._queue[0].signal.release()
        else:
            self._busy = False

    def _leave(self, mine: _Turn) -> None:
        """An interrupted thread leaves; if it was to lead, or to wake another, somebody else is."""
        with self._lock:
            mine.gone = True
            woken = mine.signal.acquire(blocking=False)
            if mine in self._queue:
                self._queue.remove(mine)
                if mine.leads:
                    self._hand_over()
        if woken and mine.outcome is not None:
            self._wake_after(mine)


_REFUSALS = ("23505", "AJ001")  # a unique violation, and a condition that failed
_BINARY = [pq.Format.BINARY] * len(PARAMETER_TYPES)


@cache
def _query(query: LiteralString, schema: str) -> bytes:
    names = {name: Identifier(schema, name) for name in (EVENTS, "slots", "position_at")}
    return SQL(query).format(**names).as_bytes()


def _statement(schema: str) -> str:
    places = ", ".join(f"${number}" for number in range(1, len(PARAMETER_TYPES) + 1))
    return f"SELECT * FROM {Identifier(schema, 'append_events').as_string()}({places})"


def _checked(result: pq.abc.PGresult) -> pq.abc.PGresult:
    if result.status in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
        return result
    raise psycopg.errors.error_from_result(result)


def _refused(error: BaseException) -> DatabaseError:
    if isinstance(error, psycopg.Error) and error.sqlstate in _REFUSALS:
        return _Refused(error)
    return OperationalError(str(error)) if isinstance(error, psycopg.OperationalError) else DatabaseError(str(error))


def _require(datastore: PostgresDatastore, *tables: str) -> None:
    with datastore.get_connection() as connection:
        for table in tables:
            name = Identifier(datastore.schema, table).as_string()
            row = connection.execute("SELECT to_regclass(%s) IS NULL AS missing", (name,)).fetchone()
            if row is None or row["missing"]:
                raise ProgrammingError(f"table {name} is missing: the migrations have not run")

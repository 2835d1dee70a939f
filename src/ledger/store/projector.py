"""The projector: follows the ledger and keeps, for every view, which rows were true at which positions.

A row is a function of its stream's state, so there are no handlers: each event's stream is folded one
step further and its rows compared with what they were. Row versions and the position reached are
committed together; a crash at any line leaves both as they were.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import traceback
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any, get_args, get_type_hints

import psycopg
from msgspec.structs import astuple
from psycopg import sql

from ledger.catalogue import KINDS, VIEWS
from ledger.duties.house import KIND as HOUSE
from ledger.duties.house import House, house_of
from ledger.kernel.context import StreamKind, folded
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.facts import HouseSettings
from ledger.kernel.law import Text
from ledger.kernel.view import Fold, View
from ledger.store.codec import recorded
from ledger.store.cycles import uncollected
from ledger.store.recorder import LedgerRecorder, Row

LIVE = "views"
"""The name under which the live views are tracked."""
BESIDE = "__next"
"""What ends the names of tables that are being rebuilt."""
BATCH = 10_000
REFOLDED = 1_000
"""How many streams are folded anew together when a setting of the house has changed."""
REMEMBERED = 50_000
POLL_SECONDS = 0.5

Connection = psycopg.Connection[tuple[Any, ...]]
_log = logging.getLogger("anjian.projector")
_CORRECTION = RecordCorrected.about.name
_LEADS, _REBUILDS = 4702111234474983747, 4702111234474983748  # advisory locks, held by a session


class Projector:
    """Keeps a set of views up to date. Several may work at once: they take turns, and no event is taken twice.

    `connection` is in autocommit and the tables' owner's. `suffix` names a second set of tables (see rebuild).
    """

    def __init__(
        self,
        recorder: LedgerRecorder,
        connection: Connection,
        views: Mapping[str, View] = VIEWS,
        *,
        suffix: str = "",
    ) -> None:
        self._recorder, self._connection, self._suffix = recorder, connection, suffix
        self._tables = {name: _Table(view, suffix) for name, view in views.items()}
        self._by_kind = {kind: _sorted([view for view in views.values() if kind in view.kinds]) for kind in KINDS}
        self._streams: OrderedDict[str, _Stream] = OrderedDict()
        self._house: House | None = None  # as of the position reached
        self._folds: dict[str, Fold] = {}
        self._stands: object = None  # where the database stood when the streams were as they are remembered

    def step(self, limit: int = BATCH, upto: int | None = None) -> int:
        """Takes the next events, up to a position if one is given; how many they were."""
        try:
            return self._take(limit, upto)
        except _Unwritable as unwritable:
            # Halved until the event is alone whose rows the database refuses: then it is known whom to park.
            if unwritable.events > 1:
                return self.step(unwritable.events // 2, upto)
            return self._take(1, upto, unwritable)

    def _take(self, limit: int, upto: int | None, unwritable: _Unwritable | None = None) -> int:
        try:
            with self._connection.transaction():
                reached, built, parked = self._lock()
                if self._stands != (reached, built):  # another projector went on, or a view was rebuilt
                    self._forget()
                if upto is not None:
                    limit = max(0, min(limit, upto - reached))
                with uncollected():
                    taken = self._take_after(reached, limit, parked, unwritable)
            self._stands = (reached + taken, built)  # positions have no gaps
        except BaseException:
            self._forget()  # what is remembered may be ahead of what the database has after the rollback
            raise
        while len(self._streams) > REMEMBERED:
            self._streams.popitem(last=False)
        return taken

    def _take_after(
        self, reached: int, limit: int, parked: set[tuple[str, str]], unwritable: _Unwritable | None
    ) -> int:
        if self._house is None:
            self._settle(house_of(map(recorded, self._recorder.settings(reached))))
        rows = self._recorder.read_settled(reached, limit)
        if rows:
            batch = _Batch(rows, parked)
            if unwritable and unwritable.row == rows[0]:  # nobody else has taken it meanwhile
                batch.park(unwritable.view, rows[0], unwritable.reason)
            self._recall(batch)
            self._follow(batch)
            if _is_house(rows[0]):
                self._resettle(batch, rows[0])
            self._write(batch)
        return len(rows)

    def _forget(self) -> None:
        self._streams.clear()
        self._house = None

    def _settle(self, house: House) -> None:
        self._house = house
        self._folds = {name: table.view.fold(house) for name, table in self._tables.items() if table.view.fold}

    def _lock(self) -> tuple[int, object, set[tuple[str, str]]]:
        """The position reached, when each table was built, and who is parked: all as they stay until we commit."""
        run = self._connection.execute
        tracked = run(
            "SELECT notification_id FROM tracking WHERE application_name = %s FOR UPDATE", (LIVE + self._suffix,)
        ).fetchone()
        if tracked is None:
            raise LookupError(f"nothing tracks {LIVE + self._suffix}")
        built = run("SELECT view, built_at FROM views.declared ORDER BY view").fetchall()
        names = {name + self._suffix: name for name in self._tables}
        parked = run("SELECT view, stream FROM views.parked WHERE view = ANY(%s)", (list(names),)).fetchall()
        return tracked[0], built, {(names[view], stream) for view, stream in parked}

    # Folding

    def _recall(self, batch: _Batch) -> None:
        """Loads what the batch needs of the past: streams not in memory, and all of those that are corrected."""
        first = {row.stream: row for row in reversed(batch.rows)}
        unknown = {name for name, row in first.items() if row.version > 1 and name not in self._streams}
        corrected = {row.stream for row in batch.rows if row.topic == _CORRECTION}
        if not unknown | corrected:
            return
        for row in self._recorder.history(dict.fromkeys(unknown | corrected, 0)):
            batch.histories[row.stream].append(row)
        for name in unknown:
            row = first[name]
            stream = self._streams[name] = self._new(name)
            if self._refold(batch, row, stream, row.position - 1):
                for view in stream.views:
                    self._show(batch, row, stream, view)

    def _follow(self, batch: _Batch) -> None:
        """Takes the events one by one: their streams' states, and what that changes in the views."""
        for row in batch.rows:
            name = row.stream
            stream = self._streams.get(name)
            if stream is None:
                stream = self._streams[name] = self._new(name)
            else:
                self._streams.move_to_end(name)
            if row.topic == _CORRECTION:  # it may touch anything: folded anew from the events that still count
                changed = stream.views if self._refold(batch, row, stream, row.position) else ()
            else:
                changed = self._fold(batch, row, stream)
            for view in changed:
                before = stream.shown.get(view.name)
                if self._show(batch, row, stream, view):
                    batch.changes[view.name].compare(view, row, before, stream.shown[view.name])

    def _fold(self, batch: _Batch, row: Row, stream: _Stream) -> Sequence[View]:
        """Takes the stream one event further; the views whose rows may be others now."""
        before = stream.state
        try:
            event = recorded(row)
            state = stream.state = stream.kind.evolve(before, event)
        except Exception as error:
            self._park_everywhere(batch, row, error)
            return ()
        changed = list(stream.plain) if state is not before else []
        for view in stream.folded:
            if batch.parked and (view.name, row.stream) in batch.parked:
                continue
            try:
                so_far = stream.folds.get(view.name)
                now = self._folds[view.name](so_far, before, state, event, False)
            except Exception as error:
                batch.park(view.name, row, _said(error))
                continue
            if now is not so_far:
                stream.folds[view.name] = now
                changed.append(view)
        return changed

    def _refold(self, batch: _Batch, row: Row, stream: _Stream, upto: int) -> bool:
        """Folds the stream from nothing, up to a position; False where that fails, and every view parks it."""
        try:
            history = [recorded(each) for each in batch.histories[row.stream] if each.position <= upto]
            folds = {view.name: self._folds[view.name] for view in stream.folded}
            stream.state, stream.folds = folded(stream.kind, history, folds)
        except Exception as error:
            self._park_everywhere(batch, row, error)
            return False
        return True

    def _show(self, batch: _Batch, row: Row, stream: _Stream, view: View) -> bool:
        """Remembers for the next comparison what the stream shows now; False where the view parks it."""
        if batch.parked and (view.name, row.stream) in batch.parked:
            return False
        try:
            stream.shown[view.name] = _shown(view, stream.state if view.fold is None else stream.folds.get(view.name))
        except Exception as error:
            batch.park(view.name, row, _said(error))
            return False
        return True

    # Settings of the house

    def _resettle(self, batch: _Batch, row: Row) -> None:
        """A setting has changed: folds anew the streams whose rows rest on it, wherever that makes a difference."""
        assert self._house is not None  # noqa: S101
        old, new = self._house, house_of(map(recorded, self._recorder.settings(row.position)))
        area = row.stream.partition("/")[2]
        before, after = (house.settings.get(area, HouseSettings()) for house in (old, new))
        former = self._folds
        self._settle(new)
        for name, table in self._tables.items():
            if table.view.affected is not None:
                condition, values = table.view.affected(before, after)
                select = "SELECT DISTINCT v.stream, v.area FROM {} v WHERE upper_inf(v.during) AND " + condition
                query = sql.SQL(select).format(table_of(name + self._suffix))
                streams = self._connection.execute(query, values).fetchall()
                for first in range(0, len(streams), REFOLDED):
                    self._compare(batch, row, table.view, former, dict(streams[first : first + REFOLDED]))

    def _compare(
        self, batch: _Batch, row: Row, view: View, former: Mapping[str, Fold], areas: Mapping[str, str]
    ) -> None:
        """What the rows of these streams were under the former settings, and are under the present ones."""
        histories: defaultdict[str, list[Row]] = defaultdict(list)
        for each in self._recorder.history(dict.fromkeys(areas, 0)):
            if each.position <= row.position:
                histories[each.stream].append(each)
        for name, area in areas.items():
            if (view.name, name) in batch.parked:
                continue
            self._streams.pop(name, None)  # remembered as it was under the former settings
            stream, here = self._new(name), row._replace(stream=name, area=area)
            try:
                history = [recorded(each) for each in histories[name]]
                was, now = (
                    _shown(view, folded(stream.kind, history, {view.name: each[view.name]})[1].get(view.name))
                    for each in (former, self._folds)
                )
            except Exception as error:
                batch.park(view.name, here, _said(error))
                continue
            batch.changes[view.name].compare(view, here, was, now)

    def _new(self, name: str) -> _Stream:
        kind = KINDS.get(name.partition("/")[0], _UNKNOWN)
        return _Stream(kind, *self._by_kind.get(kind.kind, ((), (), ())), kind.state())

    def _park_everywhere(self, batch: _Batch, row: Row, error: Exception) -> None:
        stream = self._streams[row.stream]
        for view in stream.views:
            batch.park(view.name, row, _said(error))

    # Writing

    def _write(self, batch: _Batch) -> None:
        run = self._connection.execute
        for name, row, reason in batch.newly_parked:
            _log.error("view %s parks %s at position %s: %s", name + self._suffix, row.stream, row.position, reason)
            run(
                "INSERT INTO views.parked (view, stream, position, error) VALUES (%s, %s, %s, %s) "
                "ON CONFLICT DO NOTHING",
                (name + self._suffix, row.stream, row.position, reason),
            )
        for name, changes in batch.changes.items():
            try:
                self._tables[name].write(self._connection, changes)
            except (psycopg.DataError, psycopg.IntegrityError, TypeError, ValueError) as error:
                raise _Unwritable(name, batch.rows[0], len(batch.rows), _said(error)) from error
        run(
            "UPDATE tracking SET notification_id = %s WHERE application_name = %s",
            (batch.rows[-1].position, LIVE + self._suffix),
        )


_UNKNOWN = StreamKind(kind="", title=Text("", ""), state=object, evolve=lambda state, recorded: state)
"""What a later version may have appended to; no view of ours is about it."""


@dataclass(slots=True)
class _Stream:
    """What is remembered of a stream: its state, what views fold beside it, and by view what it shows now."""

    kind: StreamKind
    views: Sequence[View]
    plain: Sequence[View]
    folded: Sequence[View]
    state: Any
    folds: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)


class _Batch:
    """Events taken together, and what they change."""

    def __init__(self, rows: Sequence[Row], parked: set[tuple[str, str]]) -> None:
        self.rows, self.parked = rows, parked
        self.histories: defaultdict[str, list[Row]] = defaultdict(list)
        self.changes: defaultdict[str, _Changes] = defaultdict(_Changes)
        self.newly_parked: list[tuple[str, Row, str]] = []

    def park(self, view: str, row: Row, reason: str) -> None:
        """Leaves the stream out of the view from this event on; its rows stay as they were before."""
        if (view, row.stream) not in self.parked:
            self.parked.add((view, row.stream))
            self.newly_parked.append((view, row, reason))


class _Changes:
    """What a batch changes in one view."""

    def __init__(self) -> None:
        self.ended: list[tuple[str, str, int]] = []
        """Rows of earlier batches that end: stream, item, position."""
        self.past: list[tuple[Row, int, Any]] = []
        """Rows that both begin (with an event) and end (at a position) in this batch."""
        self.open: dict[tuple[str, str], tuple[Row, Any]] = {}
        """Rows that begin in this batch, with an event, and last."""

    def compare(self, view: View, row: Row, before: Any, now: Any) -> None:
        """Notes what an event makes of what its stream shows."""
        for old, new in _differing(view, before, now):
            if new is None:
                if not view.accumulates:
                    self._end(row, old.item)
            elif old != new:
                # One that accumulates may have the row since any earlier state, which nobody remembers.
                if old is not None or view.accumulates:
                    self._end(row, new.item)
                self.open[row.stream, new.item] = (row, new)

    def _end(self, row: Row, item: str) -> None:
        began = self.open.pop((row.stream, item), None)
        if began:
            self.past.append((began[0], row.position, began[1]))
        else:
            self.ended.append((row.stream, item, row.position))


@dataclass
class _Unwritable(Exception):
    """The database refuses rows of a view: a value that their column cannot hold."""

    view: str
    row: Row
    """The first of the events that were taken together."""
    events: int
    reason: str


def _shown(view: View, folded: Any) -> Any:
    """What tells the rows of a stream: they themselves, or, where that tells what differs, what they are made of."""
    return folded if view.differing else _all_rows(view, folded)


def _all_rows(view: View, folded: Any) -> list[Any]:
    return list(view.rows(folded)) if folded is not None else []


def _differing(view: View, before: Any, now: Any) -> Iterable[tuple[Any, Any]]:
    """Pairs of the rows of which some may differ: as it was, as it is."""
    if view.differing:
        if before is not None and now is not None and (told := view.differing(before, now)) is not None:
            return told
        before, now = _all_rows(view, before), _all_rows(view, now)
    if before == now:
        return ()
    old = {each.item: each for each in before or ()}
    pairs = [(old.pop(item, None), each) for item, each in {each.item: each for each in now}.items()]
    return [*pairs, *((each, None) for each in old.values())]


def _sorted(views: Sequence[View]) -> tuple[Sequence[View], Sequence[View], Sequence[View]]:
    """All of a kind's views; those of its state; those that fold something beside it."""
    return views, [view for view in views if view.fold is None], [view for view in views if view.fold]


def _is_house(row: Row) -> bool:
    return row.stream.startswith(HOUSE + "/")


def _said(error: Exception) -> str:
    """Which error and where; neither its message nor any value, which could be what the event holds."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {where.name}, line {where.lineno}"


# Tables from declarations

_HEADER = ("stream", "during", "area")
_TYPES = {
    str: "text",
    int: "bigint",
    bool: "boolean",
    datetime: "timestamptz",
    date: "date",
    Decimal: "numeric",
    tuple[str, ...]: "text[]",
}


class _Table:
    """The table of a view, as it is written."""

    def __init__(self, view: View, suffix: str) -> None:
        self.view = view
        table = table_of(view.name + suffix)
        columns = column_names(view)
        self._lists = [place for place, kind in enumerate(column_types(view).values()) if "[]" in kind]
        self._end = sql.SQL(
            "UPDATE {} v SET during = int8range(lower(v.during), e.at) "
            "FROM unnest(%s::text[], %s::text[], %s::bigint[]) e (stream, item, at) "
            "WHERE v.stream = e.stream AND v.item = e.item AND upper_inf(v.during)"
        ).format(table)
        self._copy = sql.SQL("COPY {} ({}) FROM STDIN").format(table, sql.SQL(", ").join(map(sql.Identifier, columns)))

    def write(self, connection: Connection, changes: _Changes) -> None:
        # Rows end before others begin: of one item only one may last.
        if changes.ended:
            connection.execute(self._end, [list(column) for column in zip(*changes.ended, strict=True)])
        if changes.past or changes.open:
            with connection.cursor().copy(self._copy) as copy:
                for began, end, values in changes.past:
                    copy.write_row(self._version(began, f"[{began.position},{end})", values))
                for began, values in changes.open.values():
                    copy.write_row(self._version(began, f"[{began.position},)", values))

    def _version(self, began: Row, during: str, values: Any) -> Sequence[Any]:
        columns = list(astuple(values))
        for place in self._lists:
            if columns[place] is not None:
                columns[place] = list(columns[place])
        return [began.stream, during, began.area, *columns]


def table_of(name: str) -> sql.Identifier:
    """The table of a view, as SQL."""
    return sql.Identifier("views", name)


def column_names(view: View) -> tuple[str, ...]:
    """The columns of a view's table, in the order in which rows are written."""
    return (*_HEADER, *view.row.__struct_fields__)


def column_types(view: View) -> Mapping[str, str]:
    """The view's own columns with their SQL types."""
    return {name: _sql_type(hint) for name, hint in get_type_hints(view.row).items()}


def _sql_type(hint: Any) -> str:
    kinds = [each for each in get_args(hint) if each is not NoneType]
    if NoneType in get_args(hint):
        return _TYPES[kinds[0]]
    return f"{_TYPES[hint]} NOT NULL"


def digest_of(view: View) -> str:
    """Changes whenever what is declared of a view's rows does."""
    declared = (
        view.name,
        view.kinds,
        column_types(view),
        view.accumulates,
        view.version,
        view.indexes,
        view.by_position,
    )
    return hashlib.sha256(repr(declared).encode()).hexdigest()


def create(connection: Connection, view: View, suffix: str = "") -> None:
    """Makes the table of a view, without its index for a look into the past (see index)."""
    name = view.name + suffix
    columns = ", ".join(f'"{column}" {kind}' for column, kind in column_types(view).items())
    indexes = {
        "now": "CREATE UNIQUE INDEX {} ON {} (stream, item) WHERE upper_inf(during)",
        "area": "CREATE INDEX {} ON {} (area text_pattern_ops) WHERE upper_inf(during)",
    }
    indexes |= {of: "CREATE INDEX {} ON {} " + what for of, what in view.indexes.items()}
    connection.execute(
        sql.SQL(
            "CREATE TABLE {} (stream text NOT NULL, during int8range NOT NULL, area text NOT NULL, " + columns + ")"
        ).format(table_of(name))
    )
    for what, statement in indexes.items():
        connection.execute(sql.SQL(statement).format(sql.Identifier(f"{name}_{what}"), table_of(name)))
    connection.execute(sql.SQL("GRANT SELECT ON {} TO anjian_app").format(table_of(name)))


def index(connection: Connection, view: View, suffix: str = "") -> None:
    """The index by range of positions: what makes the past as fast as the present."""
    name = view.name + suffix
    if view.by_position:
        at = sql.Identifier(f"{name}_during")
        connection.execute(sql.SQL("CREATE INDEX {} ON {} USING gist (during)").format(at, table_of(name)))
    connection.execute(sql.SQL("ANALYZE {}").format(table_of(name)))


# Rebuilding


def changed(connection: Connection, views: Mapping[str, View] = VIEWS) -> list[str]:
    """The views without a table of their present declaration."""
    known: dict[str, str] = dict(connection.execute("SELECT view, digest FROM views.declared").fetchall())
    return [name for name, view in views.items() if known.get(name) != digest_of(view)]


def rebuild(
    recorder: LedgerRecorder,
    connection: Connection,
    names: Iterable[str],
    progress: Callable[[int, int], None] = lambda done, of: None,
    views: Mapping[str, View] = VIEWS,
) -> int:
    """Builds views anew beside the live ones, then swaps them in one transaction; the position reached.

    The live views go on meanwhile. The swap happens at the live projector's own position, under its lock.
    `progress` hears how far it is of how much; what it raises ends the rebuild, and everything stays as it was.
    """
    chosen = {name: views[name] for name in names}
    with _alone(connection):
        with connection.transaction():
            connection.execute("DELETE FROM views.parked WHERE view LIKE %s", (f"%{BESIDE}",))
            connection.execute(
                "INSERT INTO tracking VALUES (%s, 0) ON CONFLICT (application_name) DO UPDATE SET notification_id = 0",
                (LIVE + BESIDE,),
            )
            for view in chosen.values():
                connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table_of(view.name + BESIDE)))
                create(connection, view, BESIDE)
        beside = Projector(recorder, connection, chosen, suffix=BESIDE)
        done = 0

        def take(until: int, left: int = 0) -> None:
            nonlocal done
            while until - done > left:
                done += beside.step(upto=until)
                progress(done, until)

        take(_live_position(connection))
        with connection.transaction():
            for view in chosen.values():
                index(connection, view, BESIDE)
        while (live := _live_position(connection)) - done > BATCH:  # what came meanwhile
            take(live)
        with connection.transaction():
            take(_live_position(connection, "FOR UPDATE"))
            for view in chosen.values():
                _swap(connection, view)
            connection.execute("DELETE FROM tracking WHERE application_name = %s", (LIVE + BESIDE,))
    return done


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """One rebuild at a time, on the whole database: they would take one another's tables."""
    connection.execute("SELECT pg_advisory_lock(%s)", (_REBUILDS,))
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(%s)", (_REBUILDS,))


def _live_position(connection: Connection, lock: str = "") -> int:
    found = connection.execute(
        f"SELECT notification_id FROM tracking WHERE application_name = %s {lock}", (LIVE,)
    ).fetchone()
    return int(found[0]) if found else 0


def _swap(connection: Connection, view: View) -> None:
    name, beside = view.name, view.name + BESIDE
    connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table_of(name)))
    connection.execute(sql.SQL("ALTER TABLE {} RENAME TO {}").format(table_of(beside), sql.Identifier(name)))
    for (old,) in connection.execute(
        "SELECT indexname FROM pg_indexes WHERE schemaname = 'views' AND tablename = %s", (name,)
    ).fetchall():
        new = sql.Identifier(old.replace(beside, name))
        connection.execute(sql.SQL("ALTER INDEX {} RENAME TO {}").format(table_of(old), new))
    connection.execute("DELETE FROM views.parked WHERE view = %s", (name,))
    connection.execute("UPDATE views.parked SET view = %s WHERE view = %s", (name, beside))
    # The time tells every projector that what it remembers is of another table.
    connection.execute(
        "INSERT INTO views.declared (view, digest) VALUES (%s, %s) "
        "ON CONFLICT (view) DO UPDATE SET digest = excluded.digest, built_at = clock_timestamp()",
        (name, digest_of(view)),
    )


# Following


def follow(recorder: LedgerRecorder, connect: Callable[[], Connection], stop: threading.Event) -> None:
    """Keeps the live views up to date until told to stop, whatever happens to the database meanwhile.

    Of several, in whatever processes, one works and the others stand by. Views whose declaration changed
    are rebuilt first.
    """
    while not stop.is_set():
        try:
            with connect() as connection, connect() as listener:
                # After a crash the views may be a moment further behind, and are whole.
                connection.execute("SET synchronous_commit = off")
                listener.execute("LISTEN events")
                _follow(recorder, connection, listener, stop)
        except _Stopped:
            pass
        except Exception as error:
            _log.error("the projector starts again after %s", type(error).__name__)
            stop.wait(1)


def _follow(recorder: LedgerRecorder, connection: Connection, listener: Connection, stop: threading.Event) -> None:
    def wanted(*_: int) -> None:
        if stop.is_set():
            raise _Stopped

    while connection.execute("SELECT pg_try_advisory_lock(%s)", (_LEADS,)).fetchone() == (False,):
        stop.wait(POLL_SECONDS)
        wanted()
    if late := changed(connection):
        rebuild(recorder, connection, late, wanted)
    projector = Projector(recorder, connection)
    while not stop.is_set():
        if not projector.step():
            # A wake-up that is missed costs at most the time-out.
            for _ in listener.notifies(timeout=POLL_SECONDS, stop_after=1):
                pass


class _Stopped(Exception):
    """Told to stop in the middle of a rebuild."""

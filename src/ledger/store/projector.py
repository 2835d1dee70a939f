"""The projector: follows the ledger and keeps, for every view, which rows were true at which positions.

A row is a function of its stream's state, so there are no handlers: each event's stream is folded one
step further and its rows compared with what they were. Row versions and the position reached are
committed together; a crash at any line leaves both as they were.
"""

from __future__ import annotations

import hashlib
import threading
import traceback
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any, get_args, get_type_hints

import psycopg
import structlog
from psycopg import sql

from ledger.catalogue import KINDS, VIEWS, kind_of
from ledger.kernel.context import fold
from ledger.kernel.correction import RecordCorrected, effective
from ledger.kernel.event import Recorded
from ledger.kernel.view import View
from ledger.store.codec import recorded
from ledger.store.recorder import LedgerRecorder, Row

LIVE = "views"
BATCH = 2_000
REMEMBERED = 50_000
POLL_SECONDS = 0.5

Connection = psycopg.Connection[tuple[Any, ...]]
_log = structlog.get_logger("projector")


class Projector:
    """Keeps a set of views up to date. One at a time works; a second waits for the tracking row.

    `suffix` names a second set of tables beside the live ones (see rebuild).
    """

    def __init__(
        self,
        recorder: LedgerRecorder,
        connection: Connection,
        views: Mapping[str, View] = VIEWS,
        *,
        suffix: str = "",
        start: int = 0,
    ) -> None:
        self._recorder, self._connection, self._suffix = recorder, connection, suffix
        self._by_kind = {kind: [view for view in views.values() if kind in view.kinds] for kind in KINDS}
        self._views = views
        self._folded: OrderedDict[str, _Folded] = OrderedDict()
        self._reached = start
        self._built: tuple[Any, ...] | None = None
        self._parked: set[tuple[str, str]] = set()

    def step(self, limit: int = BATCH, upto: int | None = None) -> int:
        """Takes the next events, up to a position if one is given; how many they were."""
        with self._connection.transaction():
            reached = self._lock()
            if reached != self._reached:  # another projector went on meanwhile: what is remembered is old
                self._folded.clear()
                self._reached = reached
            if upto is not None:
                limit = min(limit, upto - reached)
            rows = self._recorder.read(reached, limit) if limit > 0 else []
            if not rows:
                return 0
            changes = {name: _Changes() for name in self._views}
            self._notice_rebuilds()
            self._parked = self._parked_now()
            try:
                self._remember(rows)
                for row in rows:
                    self._take(row, changes)
                self._write(changes)
                self._reach(rows[-1].position)
            except BaseException:
                self._folded.clear()  # it may be ahead of what the database will have after the rollback
                raise
        self._reached = rows[-1].position
        while len(self._folded) > REMEMBERED:
            self._folded.popitem(last=False)
        return len(rows)

    # One event

    def _take(self, row: Row, changes: Mapping[str, _Changes]) -> None:
        kind = row.stream.partition("/")[0]
        folded = self._folded.setdefault(row.stream, _Folded())
        self._folded.move_to_end(row.stream)
        try:
            event = recorded(row)
            if isinstance(event.event, RecordCorrected):
                folded.state = self._refold(event)
            else:
                folded.state = fold(kind_of(row.stream), (event,), folded.state)
        except Exception as error:
            for view in self._by_kind.get(kind, ()):
                self._park(view, row, error)
            return
        for view in self._by_kind[kind]:
            if (view.name, row.stream) not in self._parked:
                try:
                    now = {each.item: each for each in view.rows(folded.state)}
                except Exception as error:
                    self._park(view, row, error)
                    continue
                changes[view.name].compare(view, row, folded.rows[view.name], now)
                folded.rows[view.name] = now

    def _refold(self, correction: Recorded) -> Any:
        """A correction may touch anything: the state is folded anew from the events that still count."""
        history = self._recorder.history({correction.stream: 0})
        upto = [recorded(row) for row in history if row.position <= correction.position]
        return fold(kind_of(correction.stream), effective(upto))

    def _remember(self, rows: Sequence[Row]) -> None:
        """Loads what is not in memory of the streams these events continue."""
        first: dict[str, Row] = {}
        for row in rows:
            first.setdefault(row.stream, row)
        unknown = [row.stream for row in first.values() if row.version > 1 and row.stream not in self._folded]
        if not unknown:
            return
        earlier: dict[str, list[Recorded]] = defaultdict(list)
        for row in self._recorder.history(dict.fromkeys(unknown, 0)):
            if row.position < first[row.stream].position:
                try:
                    earlier[row.stream].append(recorded(row))
                except Exception as error:
                    for view in self._by_kind.get(row.stream.partition("/")[0], ()):
                        self._park(view, row, error)
        for stream, history in earlier.items():
            folded = _Folded()
            self._folded[stream] = folded
            try:
                folded.state = fold(kind_of(stream), effective(history))
                for view in self._by_kind[stream.partition("/")[0]]:
                    if (view.name, stream) not in self._parked:
                        folded.rows[view.name] = {each.item: each for each in view.rows(folded.state)}
            except Exception as error:
                for view in self._by_kind[stream.partition("/")[0]]:
                    self._park(view, first[stream], error)

    def _park(self, view: View, row: Row, error: Exception) -> None:
        """Leaves the stream out of the view: a poison event must not stop the others."""
        if (view.name, row.stream) in self._parked:
            return
        self._parked.add((view.name, row.stream))
        where = traceback.extract_tb(error.__traceback__)[-1]
        # Neither the message nor the values: they could hold what the event holds.
        said = f"{type(error).__name__} in {where.name}, line {where.lineno}"
        _log.error("parked", view=view.name, stream=row.stream, position=row.position, error=said)
        self._connection.execute(
            "INSERT INTO views.parked (view, stream, position, error) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (view, stream) DO NOTHING",
            (view.name + self._suffix, row.stream, row.position, said),
        )

    def _notice_rebuilds(self) -> None:
        """A rebuilt view may have rows that a parked stream had not: what is remembered is old."""
        found = self._connection.execute("SELECT max(built_at) FROM views.declared").fetchone()
        if found != self._built:
            self._built = found
            self._folded.clear()

    def _parked_now(self) -> set[tuple[str, str]]:
        found = self._connection.execute("SELECT view, stream FROM views.parked").fetchall()
        return {(view.removesuffix(self._suffix), stream) for view, stream in found if view.endswith(self._suffix)}

    # The database

    def _lock(self) -> int:
        if self._suffix:  # beside the live ones: nobody else writes there
            return self._reached
        found = self._connection.execute(
            "SELECT notification_id FROM tracking WHERE application_name = %s FOR UPDATE", (LIVE,)
        ).fetchone()
        assert found is not None  # noqa: S101  (the migration made it)
        return int(found[0])

    def _reach(self, position: int) -> None:
        if not self._suffix:
            self._connection.execute(
                "UPDATE tracking SET notification_id = %s WHERE application_name = %s", (position, LIVE)
            )

    def _write(self, changes: Mapping[str, _Changes]) -> None:
        for name, change in changes.items():
            table = table_of(name + self._suffix)
            if change.closed:
                self._connection.execute(
                    sql.SQL(
                        "UPDATE {} v SET during = int8range(lower(v.during), c.at) "
                        "FROM unnest(%s::text[], %s::text[], %s::bigint[]) c (stream, item, at) "
                        "WHERE v.stream = c.stream AND v.item = c.item AND upper_inf(v.during)"
                    ).format(table),
                    [list(column) for column in zip(*change.closed, strict=True)],
                )
            versions = change.versions()
            if versions:
                columns = sql.SQL(", ").join(map(sql.Identifier, column_names(self._views[name])))
                statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns)
                with self._connection.cursor().copy(statement) as copy:
                    for version in versions:
                        copy.write_row(version)


@dataclass
class _Folded:
    """What the projector remembers of a stream."""

    state: Any = None
    rows: defaultdict[str, Mapping[str, Any]] = field(default_factory=lambda: defaultdict(dict))


class _Changes:
    """What one batch changes in one view."""

    def __init__(self) -> None:
        self.closed: list[tuple[str, str, int]] = []
        """Rows open since an earlier batch that end: stream, item, position."""
        self._opened: dict[tuple[str, str], tuple[int, str, Any]] = {}
        self._past: list[tuple[Any, ...]] = []

    def compare(self, view: View, row: Row, before: Mapping[str, Any], now: dict[str, Any]) -> None:
        stream, position = row.stream, row.position
        if view.accumulates:
            for item in before.keys() - now.keys():
                now[item] = before[item]
        for item, values in now.items():
            old = before.get(item)
            if old is not None:
                if old == values:
                    continue
                self._end(stream, item, position)
            self._opened[(stream, item)] = (position, row.area, values)
        for item in before.keys() - now.keys():
            self._end(stream, item, position)

    def versions(self) -> list[tuple[Any, ...]]:
        """All versions that begin in this batch, as rows to be copied."""
        still = [
            _version(stream, f"[{start},)", area, values) for (stream, _), (start, area, values) in self._opened.items()
        ]
        return self._past + still

    def _end(self, stream: str, item: str, position: int) -> None:
        opened = self._opened.pop((stream, item), None)
        if opened is None:
            self.closed.append((stream, item, position))
        else:
            start, area, values = opened
            self._past.append(_version(stream, f"[{start},{position})", area, values))


def _version(stream: str, during: str, area: str, values: Any) -> tuple[Any, ...]:
    return (stream, during, area, *(list(v) if type(v) is tuple else v for v in values.__dict__.values()))


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


def table_of(name: str) -> sql.Identifier:
    return sql.Identifier("views", name)


def column_names(view: View) -> tuple[str, ...]:
    """The columns of a view's table, in the order in which rows are written."""
    return (*_HEADER, *(each.name for each in fields(view.row)))


def column_types(view: View) -> Mapping[str, str]:
    """The view's own columns with their SQL types."""
    return {name: _sql_type(hint) for name, hint in get_type_hints(view.row).items()}


def _sql_type(hint: Any) -> str:
    kinds = [each for each in get_args(hint) if each is not NoneType]
    if NoneType in get_args(hint):
        return _TYPES[kinds[0]]
    return f"{_TYPES[hint]} NOT NULL"


def digest_of(view: View) -> str:
    """Changes whenever the declared columns of a view do."""
    return hashlib.sha256(repr((view.name, view.kinds, column_types(view))).encode()).hexdigest()


def create(connection: Connection, view: View, suffix: str = "") -> None:
    """Makes the table of a view, without its indexes for a look into the past (see index)."""
    name = view.name + suffix
    columns = ", ".join(f'"{column}" {kind}' for column, kind in column_types(view).items())
    statement = (
        "CREATE TABLE {table} (stream text NOT NULL, during int8range NOT NULL, area text NOT NULL, " + columns + ")"
    )
    table = table_of(name)
    for each in (
        sql.SQL(statement).format(table=table),
        sql.SQL("CREATE UNIQUE INDEX {} ON {} (stream, item) WHERE upper_inf(during)").format(
            sql.Identifier(f"{name}_now"), table
        ),
        sql.SQL("CREATE INDEX {} ON {} (area text_pattern_ops) WHERE upper_inf(during)").format(
            sql.Identifier(f"{name}_area"), table
        ),
        sql.SQL("GRANT SELECT ON {} TO anjian_app").format(table),
    ):
        connection.execute(each)
    if view.name == "party":
        connection.execute(
            sql.SQL("CREATE INDEX {} ON {} (organisation) WHERE upper_inf(during)").format(
                sql.Identifier(f"{name}_organisation"), table
            )
        )


def index(connection: Connection, view: View, suffix: str = "") -> None:
    """The index by range of positions: what makes the past as fast as the present."""
    name = view.name + suffix
    connection.execute(
        sql.SQL("CREATE INDEX {} ON {} USING gist (during)").format(sql.Identifier(f"{name}_during"), table_of(name))
    )


def changed(connection: Connection, views: Mapping[str, View] = VIEWS) -> list[str]:
    """The views without a table of their present declaration."""
    known: dict[str, str] = dict(connection.execute("SELECT view, digest FROM views.declared").fetchall())
    return [name for name, view in views.items() if known.get(name) != digest_of(view)]


def rebuild(
    recorder: LedgerRecorder,
    connection: Connection,
    names: Iterable[str],
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Builds views anew beside the live ones, then swaps them in one transaction; the position reached.

    The live views go on meanwhile. The swap happens at the live projector's own position, under its lock.
    """
    views = {name: VIEWS[name] for name in names}
    suffix = "__next"
    with connection.transaction():
        for view in views.values():
            connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table_of(view.name + suffix)))
            connection.execute("DELETE FROM views.parked WHERE view = %s", (view.name + suffix,))
            create(connection, view, suffix)
    beside = Projector(recorder, connection, views, suffix=suffix)
    done = 0
    while (live := _live_position(connection)) - done > BATCH:
        while taken := beside.step(upto=live):
            done += taken
            progress(done, live)
    with connection.transaction():
        for view in views.values():
            index(connection, view, suffix)
    with connection.transaction():
        live = _live_position(connection, "FOR UPDATE")
        while taken := beside.step(upto=live):
            done += taken
            progress(done, live)
        for view in views.values():
            _swap(connection, view, suffix)
    return done


def _live_position(connection: Connection, lock: str = "") -> int:
    found = connection.execute(
        f"SELECT notification_id FROM tracking WHERE application_name = %s {lock}", (LIVE,)
    ).fetchone()
    return int(found[0]) if found else 0


def _swap(connection: Connection, view: View, suffix: str) -> None:
    name = view.name
    connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table_of(name)))
    connection.execute(sql.SQL("ALTER TABLE {} RENAME TO {}").format(table_of(name + suffix), sql.Identifier(name)))
    for (old,) in connection.execute(
        "SELECT indexname FROM pg_indexes WHERE schemaname = 'views' AND tablename = %s", (name,)
    ).fetchall():
        connection.execute(
            sql.SQL("ALTER INDEX {} RENAME TO {}").format(
                table_of(old), sql.Identifier(old.replace(name + suffix, name))
            )
        )
    connection.execute("DELETE FROM views.parked WHERE view = %s", (name,))
    connection.execute("UPDATE views.parked SET view = %s WHERE view = %s", (name, name + suffix))
    connection.execute(
        "INSERT INTO views.declared (view, digest) VALUES (%s, %s) "
        "ON CONFLICT (view) DO UPDATE SET digest = excluded.digest, built_at = clock_timestamp()",
        (name, digest_of(view)),
    )


def follow(recorder: LedgerRecorder, connect: Callable[[], Connection], stop: threading.Event) -> None:
    """Keeps the live views up to date until told to stop, whatever happens to the database meanwhile."""
    while not stop.is_set():
        try:
            with connect() as connection, connect() as listener:
                listener.execute("LISTEN events")
                if late := changed(connection):
                    rebuild(recorder, connection, late)
                projector = Projector(recorder, connection)
                while not stop.is_set():
                    if not projector.step():
                        # A missed notification costs at most the time-out.
                        for _ in listener.notifies(timeout=POLL_SECONDS, stop_after=1):
                            pass
        except Exception as error:
            _log.error("projector starts again", error=type(error).__name__)
            stop.wait(1)

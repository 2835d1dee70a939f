"""A ledger without its application, to which events are appended as they come, and its views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any, NamedTuple

import psycopg
from eventsourcing.postgres import PostgresDatastore
from msgspec import Struct
from msgspec.structs import astuple

from ledger.catalogue import KINDS, VIEWS
from ledger.kernel.context import fold
from ledger.kernel.event import Event, Recorded
from ledger.kernel.view import View
from ledger.registry.events import InsurerContactChanged, InsurerRegistered
from ledger.store.codec import encoded, recorded
from ledger.store.projector import Connection, Projector, column_names
from ledger.store.recorder import LedgerEvent, LedgerRecorder

EMPTY = b"""
DO $$ DECLARE each text; BEGIN
    ALTER TABLE events DISABLE TRIGGER events_are_immutable;
    FOR each IN
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname IN ('public', 'views', 'account') AND tablename NOT IN ('migration', 'declared', 'tracking')
    LOOP
        EXECUTE 'DELETE FROM ' || each;
    END LOOP;
    ALTER TABLE events ENABLE ALWAYS TRIGGER events_are_immutable;
    DELETE FROM tracking WHERE application_name NOT IN ('__migration__', 'views');
    UPDATE tracking SET notification_id = 0 WHERE application_name = 'views';
END $$
"""
"""As if nothing had ever happened, which only a superuser can do: much faster than a new database."""


class Opened(NamedTuple):
    """A ledger that is open, and a connection for its projector."""

    url: str
    recorder: LedgerRecorder
    connection: Connection

    def connect(self) -> Connection:
        return psycopg.connect(self.url, autocommit=True)

    def append(self, stream: str, *events: Event) -> int:
        """Appends to the end of a stream; the position of the last."""
        version = self.recorder.heads([stream])[stream]
        appended = self.recorder.insert_events(
            [
                LedgerEvent(stream, version + number, event.about.name, encoded(event), area="411200")
                for number, event in enumerate(events, 1)
            ]
        )
        assert appended
        return appended[-1]

    def empty(self) -> None:
        self.connection.execute(EMPTY)

    def project(self) -> Projector:
        """A projector that has gone as far as there is anything to take."""
        projector = Projector(self.recorder, self.connection)
        while projector.step():
            pass
        return projector

    def reached(self) -> int:
        return int(self.one("SELECT notification_id FROM tracking WHERE application_name = 'views'"))

    def one(self, query: str) -> Any:
        found = self.connection.execute(query.encode()).fetchone()
        assert found is not None
        return found[0]

    def versions(self, view: str, suffix: str = "") -> list[tuple[Any, ...]]:
        """Every row of a view's table, sorted."""
        columns = ", ".join(column_names(VIEWS[view])).replace("during", "during::text")
        query = f"SELECT {columns} FROM views.{view}{suffix} ORDER BY stream, item, lower(during)"
        return self.connection.execute(query.encode()).fetchall()

    def parked(self) -> list[tuple[str, str, int]]:
        query = "SELECT view, stream, position FROM views.parked ORDER BY view, stream"
        return [(str(view), str(stream), int(at)) for view, stream, at in self.connection.execute(query)]


@contextmanager
def opened(url: str) -> Iterator[Opened]:
    """The ledger in a migrated database; its connections are closed at the end."""
    parts = psycopg.conninfo.conninfo_to_dict(url)
    with ExitStack() as stack:
        datastore = PostgresDatastore(
            dbname=str(parts["dbname"]),
            host=str(parts["host"]),
            port=str(parts["port"]),
            user=str(parts["user"]),
            password="",
            pool_size=1,
            max_overflow=10,
            originator_id_type="text",
        )
        stack.callback(datastore.close)
        recorder = LedgerRecorder(datastore)
        stack.callback(recorder.close)
        yield Opened(url, recorder, stack.enter_context(psycopg.connect(url, autocommit=True)))


def insurer(phones: Sequence[str] = ()) -> list[Event]:
    """An insurer is registered and changes its telephone."""
    changes = [
        InsurerContactChanged(effective_from=date(2024, 6, 1), department="理赔部", phone=phone) for phone in phones
    ]
    return [InsurerRegistered(name="示例财险", jurisdiction="411200", level="city"), *changes]


def at_every_position(ledger: Opened, view: View, last: int) -> dict[int, dict[tuple[str, str], list[Any]]]:
    """Position to the rows (stream and item to the columns) that the table says were true there."""
    own = [name for name in column_names(view) if name not in ("stream", "during")]
    found: dict[int, dict[tuple[str, str], list[Any]]] = {position: {} for position in range(last + 1)}
    query = (
        f"SELECT p, stream, {', '.join(own)} FROM generate_series(0, %s) p "
        f"JOIN views.{view.name} ON during @> p::bigint"
    )
    for position, stream, *columns in ledger.connection.execute(query.encode(), (last,)):
        key = (stream, columns[own.index("item")])
        assert key not in found[position], "two rows of one item at one position"
        found[position][key] = columns
    return found


def tells_the_same(ledger: Opened, events: Sequence[Recorded], *views: str) -> None:
    """Of a history without corrections: the tables have at every position the rows that its fold gives."""
    last = 0
    for each in events:
        last = ledger.append(each.stream, each.event)
    ledger.project()
    assert ledger.parked() == []
    history = [recorded(row) for row in ledger.recorder.read(0, last)]
    for name in views:
        view, expected = VIEWS[name], dict[str, dict[tuple[str, str], list[Any]]]()
        found = at_every_position(ledger, view, last)
        for position, each in enumerate(history, 1):
            stream, kind = each.stream, each.stream.partition("/")[0]
            if kind in view.kinds:
                state = fold(KINDS[kind], [past for past in history[:position] if past.stream == stream])
                expected[stream] = {(stream, row.item): columns(row) for row in view.rows(state)}
            assert found[position] == {key: row for rows in expected.values() for key, row in rows.items()}, name
        assert any(found.values()), name


def columns(row: Struct) -> list[Any]:
    """A row as the database gives it back."""
    return ["411200", *(list(value) if isinstance(value, tuple) else value for value in astuple(row))]

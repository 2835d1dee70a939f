"""Catching up from nothing: all views of the ledger, beside one counting view on the library's stock projection."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL, Identifier

from benchmarks import Figure
from benchmarks.append import _datastore
from ledger.catalogue import VIEWS
from ledger.duties.book import differing
from ledger.embedded import Embedded
from ledger.kernel.view import View
from ledger.store.migrate import migrate
from ledger.store.projector import Connection, Projector, changed, rebuild
from ledger.store.recorder import LedgerRecorder

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
from histories import history

ROUNDS = 5
OURS = 60_000
STOCK = 10_000
DOSSIERS = 300  # that many are open at once; each has 30 to 50 events
APPEND = 1_000


def measure() -> list[Figure]:
    """Events a second, in rounds that alternate; one in 200 events is a correction, in ours."""
    with ExitStack() as stack:
        home = Path(tempfile.mkdtemp(prefix="anjian-benchmark-"))
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        server = stack.enter_context(Embedded(home))
        url = server.url("postgres")
        migrate(url)
        recorder = LedgerRecorder(stack.enter_context(_datastore(url)))
        stack.callback(recorder.close)
        connection = stack.enter_context(psycopg.connect(url, autocommit=True))
        connection.execute("SET synchronous_commit = off")  # as `follow` works
        events = history(Random(1), OURS, dossiers=DOSSIERS, wild=0.01)
        for start in range(0, OURS, APPEND):
            recorder.insert_events(events[start : start + APPEND])

        server.ensure_database("stock")
        environment = _environment(server.url("stock"))
        application = Counted(env=environment)
        stack.callback(application.close)
        for _ in range(0, STOCK, APPEND):
            counter = Counter()
            for _ in range(APPEND - 1):
                counter.count("x" * 150)
            application.save(counter)

        rows = {name: view for name, view in VIEWS.items() if view.fold is None}
        undutiful = {name: view for name, view in VIEWS.items() if name != "duty"}
        unwritten = {**VIEWS, "duty": replace(VIEWS["duty"], differing=_none_told)}
        stock, plain, everything, derived, dutiless = [], [], [], [], []
        for _ in range(ROUNDS):
            stock.append(_stock(environment))
            plain.append(_ours(recorder, connection, rows))
            everything.append(_ours(recorder, connection, VIEWS))
            derived.append(_ours(recorder, connection, unwritten))
            dutiless.append(_ours(recorder, connection, undutiful))
        return [
            Figure("the contexts' views from position 0; stock: one counter", "events/s", plain, stock, 8.0),
            Figure("all views, duties and findings too; stock: one counter", "events/s", everything, stock),
            Figure("of that time, deriving the duties", "%", _shares(everything, derived, dutiless), at_most=20),
            Figure("… and writing and indexing their rows", "%", _shares(everything, everything, dutiless), at_most=20),
        ]


def _shares(whole: list[float], with_it: list[float], without: list[float]) -> list[float]:
    """What something costs of the whole in each round, in percent; all three in events a second."""
    return [(1 / some - 1 / less) * all * 100 for all, some, less in zip(whole, with_it, without, strict=True)]


def _none_told(before: Any, now: Any) -> Iterable[tuple[Any, Any]]:
    """The duties that an event changed are looked up, and none is told."""
    differing(before, now)
    return ()


def _ours(recorder: LedgerRecorder, connection: Connection, views: Mapping[str, View]) -> float:
    """Into empty tables with all their indexes, by batches of the usual size."""
    connection.execute("DELETE FROM views.declared")
    connection.execute("UPDATE tracking SET notification_id = 0 WHERE application_name = 'views'")
    rebuild(recorder, connection, changed(connection))
    projector = Projector(recorder, connection, views)
    taken = 0
    begun = time.perf_counter()
    while count := projector.step():
        taken += count
    seconds = time.perf_counter() - begun
    assert taken == OURS
    assert connection.execute("SELECT count(*) FROM views.parked").fetchone() == (0,)
    return taken / seconds


class Counter(Aggregate):
    """As little as an aggregate can be."""

    @event("Counted")
    def count(self, text: str) -> None:
        self.text = text


class Counted(Application[UUID]):
    """The stock application, on the stock PostgreSQL recorder."""


class Counters(PostgresTrackingRecorder):
    """One counter for each stream, on the library's tracking recorder."""

    def __init__(self, *args: object, tracking_table_name: str, **kwargs: object) -> None:
        super().__init__(*args, tracking_table_name=tracking_table_name, **kwargs)  # type: ignore[arg-type]
        table = Identifier(self.datastore.schema, f"{tracking_table_name}_view")
        self.sql_create_statements.append(
            SQL("CREATE TABLE IF NOT EXISTS {} (stream uuid PRIMARY KEY, n bigint)").format(table)
        )
        self._count = SQL("INSERT INTO {0} AS c VALUES (%s, 1) ON CONFLICT (stream) DO UPDATE SET n = c.n + 1").format(
            table
        )

    def count(self, stream: UUID, tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(self._count, (stream,), prepare=True)


class Counting(Projection[Counters]):
    """Counts every event."""

    def process_event(self, domain_event: object, tracking: Tracking) -> None:
        assert isinstance(domain_event, Aggregate.Event)
        self.view.count(domain_event.originator_id, tracking)


def _stock(environment: dict[str, str]) -> float:
    """From the first event to the last, in tables of its own."""
    projection = type("Counting", (Counting,), {"name": f"round{time.time_ns()}"})
    begun = time.perf_counter()
    with ProjectionRunner(
        application_class=Counted, projection_class=projection, view_class=Counters, env=environment
    ) as runner:
        runner.wait(STOCK, timeout=120)
        return STOCK / (time.perf_counter() - begun)


def _environment(url: str) -> dict[str, str]:
    parts = psycopg.conninfo.conninfo_to_dict(url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(parts["dbname"]),
        "POSTGRES_HOST": str(parts["host"]),
        "POSTGRES_PORT": str(parts["port"]),
        "POSTGRES_USER": str(parts["user"]),
        "POSTGRES_PASSWORD": "",
    }

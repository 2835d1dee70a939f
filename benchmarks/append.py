"""Appending: the ledger's recorder beside the library's stock PostgreSQL recorder, on one server in one run."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from benchmarks import Figure
from ledger.embedded import Embedded
from ledger.store.migrate import migrate
from ledger.store.recorder import Append, LedgerEvent, LedgerRecorder

ROUNDS = 25  # many and short, so that both sides of a round meet the machine in the same mood
THREADS = 16
BATCH = 1000
STATE = b"x" * 300

Insert = Callable[[Sequence[Any]], object]
Make = Callable[[int], list[Any]]


def measure() -> list[Figure]:
    """Medians of interleaved rounds; every append is of a new stream, with a state of 300 bytes."""
    with ExitStack() as stack:
        url = stack.enter_context(_server())
        migrate(url)
        ours = LedgerRecorder(stack.enter_context(_datastore(url)))
        stack.callback(ours.close)
        stock = PostgresApplicationRecorder(stack.enter_context(_datastore(url)))
        stock.create_table()

        def expecting(events: Sequence[LedgerEvent]) -> None:
            ours.append(Append(events, expect={str(events[0].originator_id): 0}))

        for insert in (ours.insert_events, stock.insert_events):  # warm up
            _one_thread(insert, _plain, 50)
        figures = [*_floors(url)]
        for what, run, count, goal in (
            ("one thread, one event each", _one_thread, 100, 2.5),
            (f"{THREADS} threads, one event each", _many_threads, 1600, 8.0),
            (f"one thread, batches of {BATCH:,}", _batches, 3 * BATCH, 2.0),
        ):
            theirs, mine, full = [], [], []
            for _ in range(ROUNDS):
                theirs.append(run(stock.insert_events, _plain, count))
                mine.append(run(ours.insert_events, _plain, count))
                full.append(run(expecting, _full, count))
            figures += [
                Figure(what, "events/s", mine, theirs, goal),
                Figure("… with every column, expecting a version", "events/s", full, theirs),
            ]
        return figures


@contextmanager
def _server() -> Iterator[str]:
    home = Path(tempfile.mkdtemp(prefix="anjian-benchmark-"))
    try:
        with Embedded(home) as server:
            yield server.url("postgres")
        while (server.home / "data" / "postmaster.pid").exists():  # its watcher stops it
            time.sleep(0.05)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _plain(count: int) -> list[StoredEvent]:
    stream = f"appraisal/{uuid4().hex}"
    return [StoredEvent(stream, n, "appraisal.AppraisalOpinionIssued", STATE) for n in range(1, count + 1)]


def _full(count: int) -> list[LedgerEvent]:
    return [
        LedgerEvent(
            event.originator_id,
            event.originator_version,
            event.topic,
            event.state,
            digest=bytes(32),
            occurred_at=datetime.now(UTC),
            actor="key:1",
            organisation="agency-1",
            area="411200",
            rule_packs="smx,mba",
            metadata=b"{}",
        )
        for event in _plain(count)
    ]


def _one_thread(insert: Insert, make: Make, count: int) -> float:
    return _rate(insert, [[make(1) for _ in range(count)]])


def _many_threads(insert: Insert, make: Make, count: int) -> float:
    return _rate(insert, [[make(1) for _ in range(count // THREADS)] for _ in range(THREADS)])


def _batches(insert: Insert, make: Make, count: int) -> float:
    return _rate(insert, [[make(BATCH) for _ in range(count // BATCH)]])


def _rate(insert: Insert, work: list[list[list[Any]]]) -> float:
    """Events a second when each thread does its list of appends."""

    def run(appends: list[list[Any]]) -> None:
        for events in appends:
            insert(events)

    threads = [threading.Thread(target=run, args=(appends,)) for appends in work]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(len(events) for appends in work for events in appends) / (time.perf_counter() - begun)


def _floors(url: str) -> list[Figure]:
    """What the server and the driver cost by themselves, at the driver's lowest level."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE floor (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state bytea)")
        server = connection.pgconn
        server.prepare(b"select", b"SELECT 1")
        server.prepare(b"insert", b"INSERT INTO floor (state) VALUES ($1)")

        def rate(call: Callable[[], object], count: int = 100) -> float:
            begun = time.perf_counter()
            for _ in range(count):
                call()
            return count / (time.perf_counter() - begun)

        selects = [rate(lambda: server.exec_prepared(b"select", [])) for _ in range(ROUNDS)]
        inserts = [rate(lambda: server.exec_prepared(b"insert", [STATE], [1])) for _ in range(ROUNDS)]
    return [
        Figure("floor: SELECT 1", "calls/s", selects),
        Figure("floor: INSERT of one row, committed", "calls/s", inserts),
    ]


def _datastore(url: str) -> PostgresDatastore:
    parts = psycopg.conninfo.conninfo_to_dict(url)
    return PostgresDatastore(
        dbname=str(parts["dbname"]),
        host=str(parts["host"]),
        port=str(parts["port"]),
        user=str(parts["user"]),
        password="",
        pool_size=THREADS + 1,
        originator_id_type="text",
    )

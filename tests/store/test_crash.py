"""Connections die at any moment: nothing acknowledged is lost, nothing is half there, nobody is misled."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError, OperationalError, StoredEvent, Tracking

from ledger.store import recorder as module
from ledger.store.append import Appended, Request
from ledger.store.recorder import (
    AlreadyThere,
    Append,
    LedgerEvent,
    LedgerProcessRecorder,
    LedgerRecorder,
    VersionConflict,
)
from store.conftest import Open


def event(stream: str, version: int = 1) -> LedgerEvent:
    return LedgerEvent(stream, version, "topic", b"state")


def kill_others(connection: psycopg.Connection[tuple[Any, ...]]) -> int:
    killed = connection.execute(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    ).fetchone()
    return int(killed[0]) if killed else 0


def test_killed_backends_lose_nothing_and_invent_no_conflict(recorder: LedgerRecorder, database: str) -> None:
    done = threading.Event()

    def work(thread: int) -> list[tuple[int, ...]]:
        acknowledged = []
        version = 0
        while not done.is_set():
            version += 1
            stream = f"a/{thread}"
            pair = Append([event(stream, version), event(f"b/{thread}", version)], expect={stream: version - 1})
            acknowledged.append((*recorder.append(pair).positions, thread, version))
        return acknowledged

    with ThreadPoolExecutor(8) as pool, psycopg.connect(database, autocommit=True) as killer:
        running = [pool.submit(work, thread) for thread in range(8)]
        killed = 0
        for _ in range(500):
            time.sleep(0.02)
            killed += kill_others(killer)
            if killed >= 20:
                break
        done.set()
        said = {entry for each in running for entry in each.result()}
    assert killed >= 20
    rows = recorder.read(0, 1_000_000)
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    place = {(row.stream, row.version): row.position for row in rows}
    assert said == {
        (place[f"a/{thread}", version], place[f"b/{thread}", version], thread, version) for *_, thread, version in said
    }
    assert len(rows) == 2 * len(said)


class AnswerLost(module._Writer):
    """Carries out the call but loses its answer, so many times."""

    losses = 1

    def call(self, requests: Sequence[Request]) -> list[Appended]:
        found = super().call(requests)
        if self.losses:
            self.losses -= 1
            raise module._ConnectionLost("after the commit")
        return found


def test_a_write_whose_answer_was_lost_is_recognised(recorder: LedgerRecorder) -> None:
    recorder._writer = AnswerLost(recorder.datastore)
    pair = [event("a/1"), event("b/1")]
    appended = recorder.append(Append(pair, expect={"a/1": 0}, take={"m": "a/1"}))
    assert list(appended.positions) == [1, 2]
    assert appended.recorded_at == recorder.recorded_at(1)
    recorder._writer.close()


def test_a_conflict_whose_answer_was_lost_stays_one(recorder: LedgerRecorder) -> None:
    other = event("a/1")
    recorder.append(Append([other]))
    recorder._writer = AnswerLost(recorder.datastore)
    with pytest.raises(VersionConflict):
        recorder.append(Append([event("a/1")]))
    recorder._writer.losses = 1
    with pytest.raises(AlreadyThere):
        recorder.append(Append([LedgerEvent("c/1", 1, "topic", b"", event_id=other.event_id)]))
    recorder._writer.close()


def test_patience_ends(recorder: LedgerRecorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.0)
    recorder._writer = AnswerLost(recorder.datastore)
    with pytest.raises(OperationalError, match="after the commit"):
        recorder.append(Append([event("a/1")]))
    assert recorder.append(Append([event("a/2")])).positions == range(2, 3)
    recorder._writer.close()


def test_events_with_tracking_survive_a_lost_answer(
    database: str, open_datastore: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = LedgerProcessRecorder(open_datastore(database))
    insert = LedgerProcessRecorder._insert_tracking
    calls = []

    def lost_once(self: LedgerProcessRecorder, cursor: Any, tracking: Tracking) -> None:
        insert(self, cursor, tracking)
        calls.append(tracking)
        if len(calls) == 1:
            cursor.connection.execute("COMMIT")
            raise OperationalError("after the commit")

    monkeypatch.setattr(LedgerProcessRecorder, "_insert_tracking", lost_once)
    stored = [StoredEvent("a/1", 1, "topic", b"")]
    assert recorder.insert_events(stored, tracking=Tracking("upstream", 1)) == [1]
    assert recorder.max_tracking_id("upstream") == 1
    with pytest.raises(IntegrityError):
        recorder.insert_events([StoredEvent("a/1", 2, "topic", b"")], tracking=Tracking("upstream", 1))
    assert recorder.max_notification_id() == 1
    recorder.close()


def test_an_append_waits_for_the_lock_only_so_long(own_database: str, open_datastore: Open) -> None:
    recorder = LedgerRecorder(open_datastore(own_database))
    with psycopg.connect(own_database) as other:
        other.execute("SELECT pg_advisory_xact_lock(4702111234474983745)")
        with psycopg.connect(own_database, autocommit=True) as owner:
            owner.execute("ALTER FUNCTION append_events SET lock_timeout = '50ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            recorder.append(Append([event("a/1")]))
    assert recorder.append(Append([event("a/1")])).positions == range(1, 2)
    recorder.close()


def test_an_interrupted_thread_does_not_stop_the_others(recorder: LedgerRecorder, database: str) -> None:
    """The main thread waits in the queue behind a call that waits for the lock, and gets an interrupt."""
    recorder.append(Append([event("a/1")]))
    with psycopg.connect(database) as other, ThreadPoolExecutor(4) as pool:
        other.execute("SELECT pg_advisory_xact_lock(4702111234474983745)")
        first = pool.submit(recorder.append, Append([event("b/1")]))
        while not recorder._group._busy or recorder._group._queue:
            time.sleep(0.001)
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(KeyboardInterrupt):
            recorder.append(Append([event("c/1")]))
        third = pool.submit(recorder.append, Append([event("d/1")]))
        other.rollback()
        assert first.result(5).positions == range(2, 3)
        assert third.result(5).positions == range(3, 4)
    assert recorder.heads(["c/1"]) == {"c/1": 0}


def test_a_subscription_survives_its_connection_and_a_missed_wake_up(recorder: LedgerRecorder, database: str) -> None:
    recorder.append(Append([event("a/1")]))
    with recorder.subscribe(gt=0) as subscription, psycopg.connect(database, autocommit=True) as owner:
        assert next(subscription).id == 1
        kill_others(owner)
        recorder.append(Append([event("a/1", 2)]))
        assert next(subscription).id == 2
        # Written past the function, so that nobody is told.
        owner.execute(
            "INSERT INTO events (notification_id, originator_id, originator_version, topic, state, event_id, "
            "occurred_at, recorded_at) VALUES (3, 'a/1', 3, '', '', %s, now(), now())",
            (uuid4(),),
        )
        assert next(subscription).id == 3

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from ledger.store.projector import Connection, follow
from projector.ledgers import Opened, insurer

INSURERS = "SELECT count(*) FROM views.insurer"


@contextmanager
def following(ledger: Opened, connect: Callable[[], Connection] | None = None) -> Iterator[threading.Event]:
    """A projector in a thread of its own, stopped at the end, which must not take long."""
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=(ledger.recorder, connect or ledger.connect, stop))
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(3)
        assert not thread.is_alive()


def until(reached: Callable[[], bool], seconds: float = 5.0) -> float:
    """How long it took to become true."""
    begun = time.monotonic()
    while not reached():
        assert time.monotonic() - begun < seconds, "it did not happen"
        time.sleep(0.005)
    return time.monotonic() - begun


def test_it_hears_of_an_event_within_a_second_and_stops_as_soon(ledger: Opened) -> None:
    with following(ledger) as stop:
        for number in range(1, 4):
            ledger.append(f"insurer/I-{number}", *insurer())
            assert until(lambda number=number: ledger.reached() == number) < (3 if number == 1 else 1)  # type: ignore[misc]
        begun = time.monotonic()
        stop.set()
    assert time.monotonic() - begun < 1.5


def test_it_makes_the_tables_of_the_views_first(ledger: Opened) -> None:
    ledger.append("insurer/I-1", *insurer())
    ledger.connection.execute("DROP TABLE views.insurer; DELETE FROM views.declared WHERE view = 'insurer'")
    with following(ledger):
        until(lambda: ledger.reached() == 1)
    assert ledger.one(INSURERS) == 1


def test_it_goes_on_when_every_connection_was_cut(ledger: Opened) -> None:
    with following(ledger):
        ledger.append("insurer/I-1", *insurer())
        until(lambda: ledger.reached() == 1)
        cut = ledger.one(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cut >= 3  # the projector's, its listener, and the recorder's
        ledger.append("insurer/I-2", *insurer())
        until(lambda: ledger.reached() == 2, 10)
    assert ledger.one(INSURERS) == 2


def test_it_waits_for_a_database_that_is_away(ledger: Opened) -> None:
    tried = threading.Event()

    def connect() -> Connection:
        if not tried.is_set():
            tried.set()
            raise psycopg.OperationalError("away")
        return ledger.connect()

    ledger.append("insurer/I-1", *insurer())
    with following(ledger, connect):
        until(lambda: ledger.reached() == 1, 10)


def test_of_two_one_stands_by_and_takes_over(ledger: Opened) -> None:
    with following(ledger):
        with following(ledger) as first:
            ledger.append("insurer/I-1", *insurer())
            until(lambda: ledger.reached() == 1)
            assert ledger.one("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted") == 1
            first.set()
        ledger.append("insurer/I-2", *insurer())
        until(lambda: ledger.reached() == 2)
    assert ledger.one(INSURERS) == 2

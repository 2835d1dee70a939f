"""Several work processes, killed at bad moments: each scheduled time is run once, and none is lost."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from jobs.working import JOBS
from ledger.jobs import JOBS as TABLE
from ledger.jobs.runs import LastRun, last_runs
from ledger.node import Node
from ledger.store.projector import Connection

TESTS = Path(__file__).parents[1]
Start = Callable[[str], AbstractContextManager[subprocess.Popen[bytes]]]


@pytest.fixture
def environment(node: Node) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(TESTS.parent / "src"), str(TESTS))),
        "ANJIAN_DATA": str(node.config.data),
        "DATABASE_URL": node.url,
        "KEYS_URL": node.keys_url,
    }


@pytest.fixture
def start(connection: Connection, environment: dict[str, str]) -> Start:
    """Starts a work process with a job of `working`."""
    connection.execute("CREATE TABLE ran (at timestamptz, pid int)")
    command = [sys.executable, "-m", "jobs.working"]
    return lambda job: killed_at_last(subprocess.Popen([*command, job], env=environment))


@contextmanager
def killed_at_last(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(reached: Callable[[], bool], seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.05)


def one(connection: Connection, query: str) -> Any:
    found = connection.execute(query.encode()).fetchone()
    return found[0] if found else None


def holds_back(pid: int, number: signal.Signals) -> bool:
    """Whether a process waits for a signal instead of being ended by it: it has started.

    Its other threads tell: of the one that waits, the kernel says that it blocks nothing.
    """
    masks = []
    for thread in Path(f"/proc/{pid}/task").glob("*/status"):
        with suppress(OSError):  # it has ended meanwhile
            masks += re.findall(r"^SigBlk:\s*(\w+)$", thread.read_text(), re.MULTILINE)
    return any(int(mask, 16) >> (number - 1) & 1 for mask in masks)


def ended(process: subprocess.Popen[bytes]) -> float:
    """How long it takes to end when asked to."""
    asked = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    return time.monotonic() - asked


def last(node: Node) -> LastRun:
    return last_runs(node.ledger.queries, [JOBS["long"]])[0]


def test_two_processes_run_each_scheduled_time_once(start: Start, connection: Connection) -> None:
    with start("often") as first, start("often") as second:
        until(lambda: one(connection, "SELECT count(*) FROM ran") >= 8)
        for each in (first, second):
            assert ended(each) < 2
    assert one(connection, "SELECT count(*) - count(DISTINCT at) FROM ran") == 0
    assert one(connection, "SELECT count(*) FROM job_run WHERE outcome <> 'ok' OR attempts <> 1") == 0
    assert one(connection, "SELECT count(*) FROM job_run LEFT JOIN ran ON at = scheduled_at WHERE pid IS NULL") == 0


def test_who_waits_takes_over_the_run_of_one_that_is_killed(start: Start, node: Node, connection: Connection) -> None:
    with start("long") as first:
        until(lambda: last(node).outcome == "running")
        with start("long") as second:
            until(lambda: one(connection, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_try_adv%'") > 1)
            first.kill()
            until(lambda: last(node).outcome == "ok")
            assert one(connection, "SELECT array_agg(pid) FROM ran") == [second.pid]
            assert one(connection, "SELECT attempts FROM job_run") == 2


def test_a_run_whose_process_was_killed_is_seen_and_made_up_at_the_next_start(
    start: Start, node: Node, connection: Connection
) -> None:
    with start("long") as first:
        until(lambda: last(node).outcome == "running")
        first.kill()
        until(lambda: last(node).outcome == "interrupted")
    assert not last(node).well
    assert one(connection, "SELECT count(*) FROM ran") == 0
    with start("long"):
        until(lambda: last(node).outcome == "ok")
    with start("long") as third:
        until(lambda: holds_back(third.pid, signal.SIGTERM))
        time.sleep(1.5)
        assert ended(third) < 2
    assert one(connection, "SELECT count(*) FROM ran") == 1


def test_told_to_stop_it_does_not_wait_for_a_long_run(start: Start, node: Node, connection: Connection) -> None:
    with start("long") as first:
        until(lambda: last(node).outcome == "running")
        assert ended(first) < 2
    assert last(node).outcome == "interrupted"
    assert one(connection, "SELECT count(*) FROM ran") == 0


def test_a_run_whose_session_is_cut_is_made_again(start: Start, node: Node, connection: Connection) -> None:
    with start("long"):
        until(lambda: last(node).outcome == "running")
        until(lambda: one(connection, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%'") > 1)
        one(
            connection,
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()",
        )
        until(lambda: last(node).outcome == "ok")
    assert one(connection, "SELECT count(*) FROM ran") == 1


def test_the_work_process_runs_the_jobs_and_the_doctor_tells(
    node: Node, connection: Connection, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-m", "ledger.cli"]
    with killed_at_last(subprocess.Popen([*command, "work"], env=environment)) as process:
        until(lambda: one(connection, "SELECT count(*) FROM job_run WHERE finished_at IS NOT NULL") >= len(TABLE))
        assert ended(process) < 2
    assert {each.outcome for each in last_runs(node.ledger.queries, TABLE)} <= {"ok", "warned"}
    told = subprocess.run([*command, "doctor", "--json"], env=environment, capture_output=True, text=True, timeout=60)
    checks = json.loads(told.stdout)["checks"]
    for job in TABLE:
        assert checks[job.name]["ok"]
        assert "+08:00" in checks[job.name]["is"]

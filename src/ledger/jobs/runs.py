"""One run of a job: claimed, done and recorded by one session, whichever of several processes it is of.

The session holds the job's advisory lock and is the one that writes. What a run writes and that it
finished are one transaction; if the session is lost, neither is committed, the lock is free, and the
run is taken over by who waits for it, or else by the next work process to start.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal, NamedTuple

import psycopg

from ledger.kernel.clock import SHANGHAI
from ledger.kernel.law import Text
from ledger.node import Node
from ledger.store.projector import Connection
from ledger.store.queries import Queries

ATTEMPTS = 3
"""How often a run is begun that takes its process along every time."""
KEPT = timedelta(days=30)
"""How long runs stay on record."""
WAIT_SECONDS = 0.5

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_log = logging.getLogger("anjian.jobs")


class Every(NamedTuple):
    """A rhythm by which every process runs at the same instants: multiples since 1970."""

    seconds: int

    def last(self, now: datetime) -> datetime:
        """The latest time of the rhythm that is not after `now`."""
        step = timedelta(seconds=self.seconds)
        return _EPOCH + (now - _EPOCH) // step * step


class Daily(NamedTuple):
    """Once a day at a local time of Asia/Shanghai."""

    at: time

    def last(self, now: datetime) -> datetime:
        """The latest time of the rhythm that is not after `now`, in UTC."""
        local = now.astimezone(SHANGHAI)
        today = datetime.combine(local.date(), self.at, SHANGHAI)
        return (today if today <= local else today - timedelta(days=1)).astimezone(UTC)


class Outcome(NamedTuple):
    """How a run ended. `detail` has counts and positions, nothing of any event."""

    outcome: Literal["ok", "warned"]
    detail: str = ""


class Run(NamedTuple):
    """What a job gets: the node, the session that holds its lock, and the time that it runs for.

    What the job writes, it writes through this connection: then it counts only if the whole run does.
    """

    node: Node
    connection: Connection
    scheduled_at: datetime


@dataclass(frozen=True)
class Job:
    """Something done by the clock. 定时任务

    A run stands for the latest time of its rhythm: several that were missed are made up by one.
    """

    name: str
    title: Text
    when: Every | Daily
    run: Callable[[Run], Outcome]

    @property
    def lock(self) -> int:
        """The key of its advisory lock."""
        return int.from_bytes(hashlib.sha256(f"anjian job {self.name}".encode()).digest()[:8], signed=True)


class LockLost(Exception):
    """The session does not hold the lock of its job any more."""


def run_once(job: Job, node: Node, connection: Connection, now: datetime, stop: threading.Event) -> bool:
    """Makes the run that is due; whether it was made here. A failure is recorded, and is no error of ours.

    `connection` is in autocommit, the tables' owner's, and is closed afterwards by the caller, which
    frees the lock. Raises what the database raises where the session is lost, or the run told to stop.
    """
    scheduled_at = job.when.last(now)
    while not _locked(job, connection):
        # Another session is at it. We take over should it end without an end of the run.
        if stop.wait(WAIT_SECONDS) or _finished(job, connection, scheduled_at):
            return False
    if not _claimed(job, connection, scheduled_at):
        return False
    try:
        with connection.transaction():
            outcome, detail = job.run(Run(node, connection, scheduled_at))
            _finish(job, connection, scheduled_at, outcome, detail)
    except Exception as error:
        if connection.closed or stop.is_set() or isinstance(error, LockLost):
            raise
        where = _said(error)
        _log.error("job %s failed: %s", job.name, where)
        with connection.transaction():
            _finish(job, connection, scheduled_at, "failed", where)
    return True


def _locked(job: Job, connection: Connection) -> bool:
    return connection.execute("SELECT pg_try_advisory_lock(%s)", (job.lock,)).fetchone() == (True,)


def _finished(job: Job, connection: Connection, scheduled_at: datetime) -> bool:
    found = connection.execute(
        "SELECT finished_at IS NOT NULL FROM job_run WHERE job = %s AND scheduled_at = %s", (job.name, scheduled_at)
    ).fetchone()
    return found == (True,)


def _claimed(job: Job, connection: Connection, scheduled_at: datetime) -> bool:
    """Whether the run is ours. Who holds the lock knows that earlier runs without an end were interrupted."""
    with connection.transaction():
        claimed = connection.execute(
            "INSERT INTO job_run (job, scheduled_at) VALUES (%s, %s) ON CONFLICT (job, scheduled_at) "
            "DO UPDATE SET started_at = clock_timestamp(), attempts = job_run.attempts + 1 "
            "WHERE job_run.finished_at IS NULL AND job_run.attempts < %s RETURNING attempts",
            (job.name, scheduled_at, ATTEMPTS),
        ).fetchone()
        connection.execute(
            "UPDATE job_run SET outcome = 'interrupted', finished_at = clock_timestamp() "
            "WHERE job = %s AND finished_at IS NULL AND (scheduled_at < %s OR (scheduled_at = %s AND NOT %s))",
            (job.name, scheduled_at, scheduled_at, claimed is not None),
        )
        connection.execute("DELETE FROM job_run WHERE job = %s AND scheduled_at < %s", (job.name, scheduled_at - KEPT))
        _hold(job, connection)
    return claimed is not None


def _finish(job: Job, connection: Connection, scheduled_at: datetime, outcome: str, detail: str) -> None:
    connection.execute(
        "UPDATE job_run SET outcome = %s, detail = %s, finished_at = clock_timestamp() "
        "WHERE job = %s AND scheduled_at = %s",
        (outcome, detail, job.name, scheduled_at),
    )
    _hold(job, connection)


_HELD = (
    "SELECT (classid::bigint << 32) | objid::bigint AS key FROM pg_locks "
    "WHERE locktype = 'advisory' AND objsubid = 1 AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def _hold(job: Job, connection: Connection) -> None:
    """Before a commit that depends on it: that this very session holds the lock."""
    held = connection.execute(_HELD + " AND pid = pg_backend_pid()").fetchall()
    if (job.lock,) not in held:
        raise LockLost


def _said(error: Exception) -> str:
    """Which error and where in our code; neither its message nor any value, which could be what an event holds."""
    where = [each for each in traceback.extract_tb(error.__traceback__) if "site-packages" not in each.filename][-1]
    state = f" {error.sqlstate}" if isinstance(error, psycopg.Error) and error.sqlstate else ""
    return f"{type(error).__name__}{state} in {where.name}, line {where.lineno}"


# What was


class LastRun(NamedTuple):
    """The last run of a job; one without an end is `running` while somebody holds its lock."""

    job: Job
    scheduled_at: datetime | None
    finished_at: datetime | None
    outcome: Literal["ok", "warned", "failed", "interrupted", "running", "never"]
    detail: str

    @property
    def well(self) -> bool:
        return self.outcome not in ("failed", "interrupted")


def last_runs(queries: Queries, jobs: Iterable[Job]) -> list[LastRun]:
    """The last run of each job, in the order given."""
    rows = queries.rows("SELECT DISTINCT ON (job) * FROM job_run ORDER BY job, scheduled_at DESC")
    held = {row["key"] for row in queries.rows(_HELD)}
    last = {row["job"]: row for row in rows}
    found = []
    for job in jobs:
        if (row := last.get(job.name)) is None:
            found.append(LastRun(job, None, None, "never", ""))
            continue
        outcome: Any = row["outcome"] or ("running" if job.lock in held else "interrupted")
        found.append(LastRun(job, row["scheduled_at"], row["finished_at"], outcome, row["detail"]))
    return found

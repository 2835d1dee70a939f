"""The clock of the work process: APScheduler, in memory, starts the runs of the jobs. UTC."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import psycopg
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from ledger.jobs.runs import Daily, Every, Job, run_once
from ledger.kernel.clock import SHANGHAI
from ledger.node import Node
from ledger.store.projector import Connection

AGAIN_SECONDS = 2.0
_log = logging.getLogger("anjian.jobs")


@contextmanager
def scheduled(node: Node, jobs: Sequence[Job]) -> Iterator[None]:
    """Runs the jobs while the block lasts: each at once for its last time, unless that was done, and then by
    its rhythm. Runs that go on at the end are cancelled, and are taken over by another process or the next."""
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it tells of every run
    clock = BackgroundScheduler(
        timezone=UTC,
        executors={"default": {"type": "threadpool", "max_workers": len(jobs)}},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    runner = _Runner(node)
    for job in jobs:
        now = datetime.now(UTC)
        clock.add_job(runner.run, _trigger(job.when), (job,), id=job.name, next_run_time=now)
    clock.start()
    try:
        yield
    finally:
        clock.pause()
        runner.end()
        clock.shutdown(wait=True)


def _trigger(when: Every | Daily) -> CronTrigger | IntervalTrigger:
    if isinstance(when, Daily):
        return CronTrigger(hour=when.at.hour, minute=when.at.minute, second=when.at.second, timezone=SHANGHAI)
    return IntervalTrigger(seconds=when.seconds, start_date=datetime.fromtimestamp(0, UTC), timezone=UTC)


class _Runner:
    """Makes runs, each with a session of its own, and can end them all."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._stop = threading.Event()
        self._running: set[Connection] = set()
        self._guard = threading.Lock()

    def run(self, job: Job) -> None:
        """Makes the run of a job that is due now; again where the database went away meanwhile."""
        while not self._stop.is_set():
            try:
                with self._session() as connection:
                    if self._stop.is_set():
                        return
                    run_once(job, self._node, connection, datetime.now(UTC), self._stop)
                return
            except Exception as error:  # the session or its lock is lost: the run is taken over, here or elsewhere
                if self._stop.is_set():
                    return
                _log.warning("job %s starts again after %s", job.name, type(error).__name__)
                self._stop.wait(AGAIN_SECONDS)

    def end(self) -> None:
        """Ends every run; one between two statements is ended in the next."""
        self._stop.set()
        while True:
            with self._guard:
                if not self._running:
                    return
                for each in self._running:
                    with suppress(psycopg.Error):
                        each.cancel_safe(timeout=1)
            time.sleep(0.1)

    @contextmanager
    def _session(self) -> Iterator[Connection]:
        with self._node.owner() as connection:
            # A process that was killed in the middle of a statement would go on holding the lock.
            connection.execute("SET client_connection_check_interval = '500ms'")
            with self._guard:
                self._running.add(connection)
            try:
                yield connection
            finally:
                with self._guard:
                    self._running.discard(connection)

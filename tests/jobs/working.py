"""A work process with a job of a test: `python -m jobs.working NAME`, until SIGTERM."""

from __future__ import annotations

import os
import signal
import sys

from ledger.config import from_environment
from ledger.jobs.runs import Every, Job, Outcome, Run
from ledger.jobs.schedule import scheduled
from ledger.kernel.law import Text
from ledger.node import opened

FOREVER = 10**9
"""Seconds between runs of which a test sees one alone."""


def note(run: Run) -> Outcome:
    run.connection.execute("INSERT INTO ran VALUES (%s, %s)", (run.scheduled_at, os.getpid()))
    return Outcome("ok")


def long_at_first(run: Run) -> Outcome:
    """The first attempt does not come to an end; what it wrote before must not stay."""
    note(run)
    run.connection.execute("SELECT pg_sleep(60) FROM job_run WHERE job = 'long' AND attempts = 1")
    return Outcome("ok")


JOBS = {
    "often": Job("often", Text("常", "Often"), Every(1), note),
    "long": Job("long", Text("长", "Long"), Every(FOREVER), long_at_first),
}


def main(name: str) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    with opened(from_environment()) as node, scheduled(node, [JOBS[name]]):
        signal.sigwait({signal.SIGTERM})


if __name__ == "__main__":
    main(sys.argv[1])

"""When jobs are due, and what becomes of a run."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, time, timedelta

import psycopg
import pytest

from ledger.jobs import JOBS
from ledger.jobs.runs import ATTEMPTS, KEPT, Daily, Every, Job, LockLost, Outcome, Run, last_runs, run_once
from ledger.kernel.law import Text
from ledger.node import Node
from ledger.store.projector import Connection

NOW = datetime(2026, 3, 4, 12, 0, 7, tzinfo=UTC)
STAYS = threading.Event()


def job(what: object = None) -> Job:
    """A job that writes, and then does what is given."""

    def run(run: Run) -> Outcome:
        run.connection.execute(
            "INSERT INTO reminder (organisation, area, stream, item, stage, due_at) "
            "VALUES ('', '', 's', 'i', 'soon', %s)",
            (run.scheduled_at,),
        )
        if isinstance(what, Exception):
            raise what
        if isinstance(what, str):
            run.connection.execute(what.encode())
        return Outcome("ok", "done")

    return Job("tried", Text("试", "Tried"), Every(30), run)


def written(connection: Connection) -> int:
    found = connection.execute("SELECT count(*) FROM reminder").fetchone()
    return int(found[0]) if found else 0


def outcome(node: Node) -> str:
    return last_runs(node.ledger.queries, [job()])[0].outcome


@pytest.mark.parametrize(
    ("when", "now", "last"),
    [
        (Every(30), "2026-03-04T12:00:29.999+00:00", "2026-03-04T12:00:00+00:00"),
        (Every(30), "2026-03-04T12:00:30+00:00", "2026-03-04T12:00:30+00:00"),
        (Every(300), "2026-03-04T12:04:59+00:00", "2026-03-04T12:00:00+00:00"),
        (Daily(time(6, 30)), "2026-03-04T06:30:00+08:00", "2026-03-03T22:30:00+00:00"),
        (Daily(time(6, 30)), "2026-03-04T06:29:59+08:00", "2026-03-02T22:30:00+00:00"),
        (Daily(time(6, 30)), "2026-03-03T23:59:00+00:00", "2026-03-03T22:30:00+00:00"),
    ],
)
def test_every_process_has_the_same_times(when: Every | Daily, now: str, last: str) -> None:
    assert when.last(datetime.fromisoformat(now)) == datetime.fromisoformat(last)


def test_the_jobs_have_names_locks_and_titles_of_their_own() -> None:
    assert [each.name for each in JOBS] == ["projector-watch", "calendar-check", "reminders"]
    assert len({each.lock for each in JOBS}) == len(JOBS)
    assert all(each.title.zh and each.title.en.isascii() for each in JOBS)


def test_a_time_is_run_once_and_the_next_one_again(node: Node, connection: Connection) -> None:
    assert outcome(node) == "never"
    made = [run_once(job(), node, connection, NOW + timedelta(seconds=n), STAYS) for n in (0, 20, 25)]
    assert made == [True, False, True]
    assert written(connection) == 2
    last = last_runs(node.ledger.queries, [job()])[0]
    assert (last.outcome, last.detail, last.scheduled_at) == ("ok", "done", NOW + timedelta(seconds=23))


def test_a_failure_is_recorded_without_values_and_the_next_time_is_run(
    node: Node, connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "41120019000101000X"
    assert run_once(job(ValueError(secret)), node, connection, NOW, STAYS)
    assert outcome(node) == "failed"
    assert written(connection) == 0
    last = last_runs(node.ledger.queries, [job()])[0]
    assert "ValueError" in last.detail
    assert secret not in last.detail + caplog.text
    assert not run_once(job(), node, connection, NOW, STAYS)
    assert run_once(job(f"SELECT '{secret}'::int"), node, connection, NOW + timedelta(seconds=30), STAYS)
    detail = last_runs(node.ledger.queries, [job()])[0].detail
    assert detail.startswith("NumericValueOutOfRange 22003 in run, line ")
    assert secret not in caplog.text
    assert run_once(job(), node, connection, NOW + timedelta(seconds=60), STAYS)
    assert outcome(node) == "ok"


def test_nothing_is_committed_without_the_lock(node: Node, connection: Connection) -> None:
    with pytest.raises(LockLost):
        run_once(job("SELECT pg_advisory_unlock_all()"), node, connection, NOW, STAYS)
    assert written(connection) == 0
    assert outcome(node) == "interrupted"


def test_nothing_is_committed_by_a_session_that_was_cut(node: Node, connection: Connection) -> None:
    with node.owner() as cut, pytest.raises(psycopg.OperationalError):
        run_once(job("SELECT pg_terminate_backend(pg_backend_pid())"), node, cut, NOW, STAYS)
    assert outcome(node) == "interrupted"
    assert run_once(job(), node, connection, NOW, STAYS)
    assert written(connection) == 1


def test_what_takes_its_session_along_every_time_is_given_up_until_the_next_time(
    node: Node, connection: Connection
) -> None:
    for _ in range(ATTEMPTS):
        with node.owner() as cut, pytest.raises(psycopg.OperationalError):
            run_once(job("SELECT pg_terminate_backend(pg_backend_pid())"), node, cut, NOW, STAYS)
    assert not run_once(job(), node, connection, NOW, STAYS)
    assert outcome(node) == "interrupted"
    assert run_once(job(), node, connection, NOW + timedelta(seconds=30), STAYS)


def test_an_earlier_run_without_an_end_is_recorded_as_interrupted(node: Node, connection: Connection) -> None:
    connection.execute("INSERT INTO job_run (job, scheduled_at) VALUES ('tried', %s)", (NOW - timedelta(hours=1),))
    assert outcome(node) == "interrupted"
    assert run_once(job(), node, connection, NOW, STAYS)
    rows = connection.execute("SELECT outcome FROM job_run ORDER BY scheduled_at").fetchall()
    assert rows == [("interrupted",), ("ok",)]


def test_who_finds_the_lock_taken_waits_until_the_run_has_ended_or_it_is_told_to_stop(
    node: Node, connection: Connection
) -> None:
    assert run_once(job(), node, connection, NOW, STAYS)  # this session goes on holding the lock
    with node.owner() as other:
        assert not run_once(job(), node, other, NOW, STAYS)
        stopped = threading.Event()
        threading.Timer(0.2, stopped.set).start()
        assert not run_once(job(), node, other, NOW + timedelta(seconds=30), stopped)


def test_old_runs_are_forgotten(node: Node, connection: Connection) -> None:
    assert run_once(job(), node, connection, NOW - KEPT - timedelta(days=1), STAYS)
    assert run_once(job(), node, connection, NOW, STAYS)
    assert connection.execute("SELECT count(*) FROM job_run").fetchone() == (1,)


def test_the_application_may_neither_run_nor_raise_anything(node: Node) -> None:
    for statement in (
        "INSERT INTO job_run (job, scheduled_at) VALUES ('x', now())",
        "UPDATE job_run SET outcome = 'ok'",
        "DELETE FROM reminder",
        "UPDATE reminder SET organisation = 'x'",
        "INSERT INTO reminder (organisation, area, stream, item, stage, due_at) VALUES ('', '', '', '', 'soon', now())",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            node.ledger.queries.rows(statement + " RETURNING 1")

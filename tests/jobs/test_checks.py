"""The watch of the views and the check of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from ledger.duties.house import BASE_YEARS, NATION, House
from ledger.jobs import calendar, watch
from ledger.jobs.runs import Outcome, Run
from ledger.kernel.clock import start_of
from ledger.kernel.facts import HouseSettings
from ledger.node import Node
from ledger.store.projector import Connection

NOW = datetime(2026, 12, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def undone(connection: Connection) -> Iterator[None]:
    """Nothing of a test stays: events cannot be deleted."""
    with connection.transaction(force_rollback=True):
        yield


def append(connection: Connection, count: int, ago: str) -> None:
    """Events of some time ago: inserted beside the function that says when they are recorded."""
    connection.execute(
        "INSERT INTO events (notification_id, originator_id, originator_version, topic, state, occurred_at, "
        "recorded_at) SELECT n, 'insurer/' || n, 1, 'registry.InsurerRegistered', '', now(), now() - %s::interval "
        "FROM generate_series(1, %s) n",
        (ago, count),
    )


def reach(connection: Connection, position: int) -> None:
    connection.execute("UPDATE tracking SET notification_id = %s WHERE application_name = 'views'", (position,))


def watched(node: Node, connection: Connection) -> Outcome:
    return watch.run(Run(node, connection, NOW))


def test_views_that_keep_up_are_well(node: Node, connection: Connection) -> None:
    assert watched(node, connection) == Outcome("ok", "at position 0 of 0")
    append(connection, 10_000, "5 seconds")
    assert watched(node, connection) == Outcome("ok", "at position 0 of 10000")
    reach(connection, 10_000)
    assert watched(node, connection) == Outcome("ok", "at position 10000 of 10000")


def test_a_great_lag_is_told(node: Node, connection: Connection, caplog: pytest.LogCaptureFixture) -> None:
    append(connection, 10_001, "5 seconds")
    assert watched(node, connection) == Outcome("warned", "at position 0 of 10001: 10001 events behind")
    assert "10001 events behind" in caplog.text


def test_views_that_do_not_move_on_are_told(node: Node, connection: Connection) -> None:
    append(connection, 2, "90 seconds")
    reach(connection, 1)
    outcome, detail = watched(node, connection)
    assert outcome == "warned"
    assert detail.startswith("at position 1 of 2: the next event has waited 9")


def test_parked_streams_are_told(node: Node, connection: Connection) -> None:
    connection.execute(
        "INSERT INTO views.parked (view, stream, position, error) VALUES ('insurer', 'insurer/1', 1, '')"
    )
    assert watched(node, connection) == Outcome("warned", "at position 0 of 0: 1 streams parked")


@pytest.mark.parametrize(
    ("today", "known", "missing"),
    [
        (date(2026, 11, 30), {2026}, []),
        (date(2026, 12, 1), {2026}, [2027]),
        (date(2026, 12, 31), {2026, 2027}, []),
        (date(2027, 1, 1), {2026}, [2027]),
        (date(2027, 12, 1), {2026}, [2027, 2028]),
    ],
)
def test_which_years_should_be_known(today: date, known: set[int], missing: list[int]) -> None:
    assert calendar.missing_years(known, today) == missing


def test_administrators_are_reminded_of_a_missing_year_until_it_is_known(
    node: Node, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reminders() -> list[tuple[object, ...]]:
        return connection.execute("SELECT organisation, stage, item, settled_at IS NULL FROM reminder").fetchall()

    missing = max(BASE_YEARS) + 1
    at = start_of(date(missing, 1, 5))
    for _ in range(2):
        assert calendar.run(Run(node, connection, at)) == Outcome("warned", f"no working days of {missing}")
    assert reminders() == [("", "calendar", str(missing), True)]
    published = House({NATION: HouseSettings(area=NATION, version=1, years=frozenset({missing}))})
    monkeypatch.setattr(node.ledger, "house", lambda area: published)
    assert calendar.run(Run(node, connection, at)) == Outcome("ok", f"known up to {missing}")
    assert reminders() == [("", "calendar", str(missing), False)]


def test_the_years_of_this_version_are_known() -> None:
    assert {2019, 2026} <= BASE_YEARS

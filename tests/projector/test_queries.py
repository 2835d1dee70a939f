from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from psycopg_pool import ConnectionPool

from ledger.store.queries import Queries, ViewsBehind
from projector.ledgers import Opened, insurer, opened


@pytest.fixture
def ledger(database: str) -> Iterator[Opened]:
    with opened(database) as ledger:
        yield ledger


@pytest.fixture
def queries(ledger: Opened) -> Iterator[Queries]:
    with ConnectionPool[Any](ledger.url, kwargs={"autocommit": True}, min_size=1, max_size=2) as pool:
        yield Queries(pool)


@pytest.fixture
def three(ledger: Opened) -> list[datetime]:
    """Three events in the views; when each was recorded."""
    for number in range(1, 4):
        ledger.append(f"insurer/I-{number}", *insurer())
    ledger.project()
    return [row.recorded_at for row in ledger.recorder.read(0, 3)]


def test_now_is_what_the_views_have_reached(ledger: Opened, queries: Queries, three: list[datetime]) -> None:
    ledger.append("insurer/I-4", *insurer())
    moment = queries.moment(ledger.recorder, None, 0)
    assert (moment.position, moment.live) == (3, True)
    assert abs(datetime.now(UTC) - moment.at) < timedelta(minutes=1)
    assert _seen(queries, moment.clause("v")) == ["insurer/I-1", "insurer/I-2", "insurer/I-3"]


def test_a_position_is_the_state_after_it_with_its_clock(
    ledger: Opened, queries: Queries, three: list[datetime]
) -> None:
    moment = queries.moment(ledger.recorder, "2", 0)
    assert (moment.position, moment.at, moment.live) == (2, three[1], False)
    assert _seen(queries, moment.clause("v")) == ["insurer/I-1", "insurer/I-2"]
    assert _seen(queries, queries.moment(ledger.recorder, "0", 0).clause("v")) == []


def test_an_instant_is_the_last_position_recorded_by_then(
    ledger: Opened, queries: Queries, three: list[datetime]
) -> None:
    moment = queries.moment(ledger.recorder, three[1].isoformat(), 0)
    assert (moment.position, moment.at) == (2, three[1])
    # A plus sign of an address arrives as a space.
    local = three[1].astimezone(ledger.connection.info.timezone)
    assert queries.moment(ledger.recorder, local.isoformat().replace("+", " "), 0).position == 2
    assert queries.moment(ledger.recorder, (three[0] - timedelta(microseconds=1)).isoformat(), 0).position == 0
    assert queries.moment(ledger.recorder, "9999-12-31T23:59:59Z", 0).position == 3
    assert queries.moment(ledger.recorder, "0001-01-01T00:00:00+14:00", 0).position == 0


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "yesterday",
        "-1",
        "1.5",
        "１２",
        "2026-03-04",
        "2026-03-04T15:00:00",
        "2026-13-01T00:00:00Z",
        "1;--",
        "\0",
        "9" * 40,
    ],
)
def test_anything_else_is_refused(ledger: Opened, queries: Queries, garbage: str) -> None:
    with pytest.raises(ValueError, match="at "):
        queries.moment(ledger.recorder, garbage, 0)


def test_a_moment_beyond_the_views_waits_and_then_says_how_far_they_are(
    ledger: Opened, queries: Queries, three: list[datetime]
) -> None:
    with pytest.raises(ViewsBehind) as behind:
        queries.moment(ledger.recorder, "5", 0.05)
    assert (behind.value.wanted, behind.value.reached) == (5, 3)
    assert str(behind.value) == "the views have reached position 3, not yet 5"
    with pytest.raises(ViewsBehind):
        queries.moment(ledger.recorder, "9" * 18, 0)

    late = [ledger.append(f"insurer/I-{number}", *insurer()) for number in (4, 5)]
    timer = threading.Timer(0.1, ledger.project)
    timer.start()
    assert queries.moment(ledger.recorder, str(late[-1]), 5).position == 5
    timer.join()


def test_what_is_parked_is_told(ledger: Opened, queries: Queries) -> None:
    assert list(queries.ready()) == []
    ledger.connection.execute(
        "INSERT INTO views.parked (view, stream, position, error) VALUES ('insurer', 'insurer/I-1', 3, 'x')"
    )
    assert list(queries.ready()) == ["insurer: 1 streams parked"]


def _seen(queries: Queries, clause: str) -> list[str]:
    return [row["stream"] for row in queries.rows(f"SELECT stream FROM views.insurer v WHERE {clause} ORDER BY 1")]

"""Reminders of duties: once for each stage, by the clock; settled when there is nothing left to do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from jobs.duties import duty, put
from ledger.duties.status import PENDING, late_by, status
from ledger.jobs.reminders import run
from ledger.jobs.runs import Outcome, Run
from ledger.node import Node
from ledger.store.projector import Connection

DUE = datetime.fromisoformat("2026-03-05T00:00:00+08:00")
SECOND = timedelta(seconds=1)


def raised(node: Node, connection: Connection, at: datetime) -> Outcome:
    with connection.transaction():
        return run(Run(node, connection, at))


def stages(connection: Connection, open_only: bool = False) -> list[str]:
    condition = "WHERE settled_at IS NULL" if open_only else ""
    return [row[0] for row in connection.execute(f"SELECT stage FROM reminder {condition} ORDER BY id".encode())]


@pytest.mark.parametrize(
    ("at", "inclusive", "stage"),
    [
        (DUE - timedelta(days=3) - SECOND, False, []),
        (DUE - timedelta(days=3), False, ["soon"]),
        (DUE - timedelta(days=1) - SECOND, False, ["soon"]),
        (DUE - timedelta(days=1), False, ["today"]),
        (DUE - SECOND, False, ["today"]),
        (DUE, False, ["overdue"]),
        (DUE, True, ["today"]),
        (DUE + SECOND, True, ["overdue"]),
    ],
)
def test_the_stage_is_how_near_the_end_is(
    node: Node, duties: Connection, at: datetime, inclusive: bool, stage: list[str]
) -> None:
    put(duties, duty(DUE, inclusive=inclusive))
    raised(node, duties, at)
    assert stages(duties) == stage


def test_each_stage_is_told_once_and_settles_the_one_before(node: Node, duties: Connection) -> None:
    put(duties, duty(DUE))
    told = [raised(node, duties, DUE - timedelta(hours=hours)).detail for hours in range(80, -12, -4)]
    assert stages(duties) == ["soon", "today", "overdue"]
    assert stages(duties, open_only=True) == ["overdue"]
    assert [each for each in told if each != "0 raised, 0 settled"] == [
        "1 raised, 0 settled",
        "1 raised, 1 settled",
        "1 raised, 1 settled",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"done_at": DUE},
        {"cancelled_at": DUE},
        {"suspended_at": DUE, "due_at": None},
        {"due_at": None},
        {"historical": True},
        {"level": "none"},
    ],
)
def test_nobody_is_reminded_of_what_is_not_to_be_done(node: Node, duties: Connection, change: dict[str, Any]) -> None:
    put(duties, duty(**{"due_at": DUE, **change}))
    raised(node, duties, DUE)
    assert stages(duties) == []


def test_what_nobody_named_owes_is_told_when_it_is_overdue(node: Node, duties: Connection) -> None:
    put(duties, duty(DUE, obligor=""))
    raised(node, duties, DUE - SECOND)
    assert stages(duties) == []
    raised(node, duties, DUE)
    told = duties.execute("SELECT organisation, area, stage FROM reminder").fetchall()
    assert told == [("", "411200", "overdue")]


def test_what_is_done_is_settled_and_what_is_open_again_is_not(node: Node, duties: Connection) -> None:
    put(duties, duty(DUE))
    raised(node, duties, DUE)
    put(duties, duty(DUE, done_at=DUE, late=True), 2)
    assert raised(node, duties, DUE + SECOND).detail == "0 raised, 1 settled"
    put(duties, duty(DUE), 3)
    assert raised(node, duties, DUE + 2 * SECOND).detail == "1 raised, 0 settled"
    assert stages(duties, open_only=True) == ["overdue"]
    assert len(stages(duties)) == 1


def test_another_time_is_told_anew(node: Node, duties: Connection) -> None:
    put(duties, duty(DUE))
    raised(node, duties, DUE - timedelta(hours=2))
    put(duties, duty(DUE + timedelta(days=5), extensions=1), 2)
    raised(node, duties, DUE - timedelta(hours=1))
    assert stages(duties, open_only=True) == []
    raised(node, duties, DUE + timedelta(days=3))
    assert stages(duties, open_only=True) == ["soon"]


def test_without_the_view_there_is_nothing_to_tell(node: Node, connection: Connection) -> None:
    assert raised(node, connection, DUE) == Outcome("ok", "the views are being built")


def test_of_what_is_kept_nobody_is_reminded_and_it_is_never_overdue(node: Node, duties: Connection) -> None:
    put(duties, duty(DUE, keeps=True))
    for at in (DUE - timedelta(hours=1), DUE + timedelta(days=400)):
        assert raised(node, duties, at).detail == "0 raised, 0 settled"

    def seen(at: datetime) -> Any:
        asked = f"SELECT {status('%(at)s')}, {late_by('%(at)s')}, {PENDING} FROM views.duty d"
        return duties.execute(asked.encode(), {"at": at}).fetchone()

    assert seen(DUE - SECOND) == ("kept", None, False)
    assert seen(DUE) == ("kept_out", None, False)

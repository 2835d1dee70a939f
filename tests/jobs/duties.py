"""Rows of the view of duties, as if a projector had written them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import asdict
from psycopg import sql

from ledger.duties.book import DutyRow
from ledger.kernel.view import View
from ledger.store.projector import Connection, table_of

DUTY = View(name="duty", kinds=(), row=DutyRow, rows=lambda state: ())
STREAM = "dispute/D-1"


def duty(due_at: datetime | None, **changes: Any) -> DutyRow:
    opened = (due_at or datetime.fromisoformat("2026-03-01T00:00:00Z")) - timedelta(days=20)
    return DutyRow(
        **{
            "item": "SMX-4.3-reply-10wd//OBJ-1/AG-411200-01",
            "rule_id": "SMX-4.3-reply-10wd",
            "part": "",
            "owed_by": "appraisal_agency",
            "obligor": "AG-411200-01",
            "subject": "OBJ-1",
            "level": "breach",
            "opened_by": "",
            "opened_at": opened,
            "started_at": opened,
            "due_at": due_at,
            "inclusive": False,
            "provisional": False,
            "basis": "working_days:10",
            "calendar": "",
            "done_at": None,
            "done_by": "",
            "late": False,
            "cancelled_at": None,
            "suspended_at": None,
            "extensions": 0,
            "historical": False,
            "keeps": False,
            **changes,
        }
    )


def put(connection: Connection, row: DutyRow, position: int = 1) -> None:
    """Makes this the row that is true from a position on."""
    connection.execute(
        "UPDATE views.duty SET during = int8range(lower(during), %s) WHERE item = %s AND upper_inf(during)",
        (position, row.item),
    )
    columns = {"stream": STREAM, "during": f"[{position},)", "area": "411200", **asdict(row)}
    connection.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            table_of("duty"),
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.SQL(", ").join(sql.Placeholder() * len(columns)),
        ),
        list(columns.values()),
    )

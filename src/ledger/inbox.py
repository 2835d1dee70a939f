"""The inbox: reminders as they are read. Jobs raise them; reading one is all that can be done here. 提醒"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ledger.callers import SIGHTS, Caller
from ledger.kernel.codes import prefix
from ledger.store.queries import Queries

UNREAD = "r.read_at IS NULL AND r.settled_at IS NULL"
_OF_THE_NODE = "r.organisation = '' AND r.stage = 'calendar'"


def inbox(
    queries: Queries, caller: Caller, *, unread_only: bool = False, after: int | None = None, limit: int = 100
) -> list[dict[str, Any]]:
    """The reminders the caller may see, latest first, from before the one called `after`.

    An organisation sees its own; who supervises an area, what is overdue there, of no named organisation as well;
    an auditor, all of both; an administrator, what concerns the node. `own` says whether it is for the caller to read.
    """
    addressed, values = _addressed(caller)
    visible, seen = _visible(caller)
    parts = [f"(({addressed}) OR ({visible}))"]
    every: list[object] = [*values, *values, *seen]
    if unread_only:
        parts.append(UNREAD)
    if after is not None:
        parts.append("r.id < %s")
        every.append(after)
    return queries.rows(
        "SELECT r.id, r.organisation, r.area, r.stream, r.item, r.rule_id, r.subject, r.level, r.stage, r.due_at, "
        f"r.raised_at, r.settled_at, r.read_at, r.read_by, ({addressed}) AS own "
        f"FROM reminder r WHERE {' AND '.join(parts)} ORDER BY r.id DESC LIMIT %s",
        [*every, limit],
    )


def unread(queries: Queries, caller: Caller) -> int:
    """How many reminders wait for the caller to read them."""
    addressed, values = _addressed(caller)
    found = queries.rows(f"SELECT count(*) AS count FROM reminder r WHERE {UNREAD} AND ({addressed})", values)
    return int(found[0]["count"])


def mark_read(queries: Queries, caller: Caller, ids: Collection[int]) -> list[int]:
    """Notes that the caller has read those of these reminders that are for it; the ids newly read."""
    addressed, values = _addressed(caller)
    found = queries.rows(
        "UPDATE reminder r SET read_at = clock_timestamp(), read_by = %s "
        f"WHERE r.id = ANY(%s::bigint[]) AND r.read_at IS NULL AND ({addressed}) RETURNING r.id",
        [caller.account, list(ids), *values],
    )
    return sorted(int(row["id"]) for row in found)


def _addressed(caller: Caller) -> tuple[str, list[object]]:
    """Which reminders are for the caller to read, as SQL with its parameters."""
    parts, values = [], list[object]()
    if any(SIGHTS[role].own for role in caller.roles) and caller.organisation:
        parts.append("r.organisation = %s")
        values.append(caller.organisation)
    if "administrator" in caller.roles:
        parts.append(f"({_OF_THE_NODE})")
    return " OR ".join(parts) or "false", values


def _visible(caller: Caller) -> tuple[str, list[object]]:
    """Which reminders of others the caller may see, as SQL with its parameters."""
    if any(SIGHTS[role].everything for role in caller.roles):
        return f"NOT ({_OF_THE_NODE})", []
    if any(SIGHTS[role].area for role in caller.roles):
        areas = [prefix(area) + "%" for area in caller.areas]
        return "r.stage = 'overdue' AND r.area LIKE ANY(%s::text[])", [areas]
    return "false", []

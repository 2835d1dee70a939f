"""What supervision asks of the duties: the list of them, what is overdue where, and when one falls due. 监管总览

Nothing here decides whether a duty is late: a row says what happened, `ledger.duties.status` compares it with a clock.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from ledger.callers import Caller
from ledger.catalogue import DUTIES
from ledger.duties.house import House
from ledger.duties.status import PENDING, among, late_by, status
from ledger.kernel.clock import at_microseconds, microseconds
from ledger.kernel.codes import prefix
from ledger.kernel.duty import Term
from ledger.law import RULES
from ledger.store.queries import Moment, Queries

Row = dict[str, Any]


MARK = r"^(-?[0-9]{1,18})?~([a-z]{1,20}/[A-Za-z0-9._-]{1,80})~([^\x00-\x1f\x7f]{1,500})$"
"""The mark to go on from: the due date of the last duty seen, its stream and its item; opaque to whoever asks."""


class BadMark(ValueError):
    """The mark to go on from is none of ours."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which duties are asked for; what is empty asks for all. 查询条件

    `statuses` are names of STATUSES; `historical` (imported duties that had ended before) is left out unless
    asked for; `due_from` and `due_by` are instants, both included.
    """

    area: str = ""
    organisation: str = ""
    statuses: Collection[str] = ()
    rule: str = ""
    level: str = ""
    streams: Collection[str] = ()
    historical: bool = False
    due_from: datetime | None = None
    due_by: datetime | None = None


COLUMNS = (
    "d.stream, d.area, d.item, d.rule_id, d.part, d.owed_by, d.obligor, d.subject, d.level, d.opened_by, d.opened_at, "
    "d.started_at, d.due_at, d.inclusive, d.provisional, d.basis, d.calendar, d.done_at, d.done_by, d.cancelled_at, "
    "d.suspended_at, d.extensions, d.historical"
)


def duties(
    queries: Queries, by: Caller, moment: Moment, asked: Asked, after: str | None = None, limit: int = 100
) -> tuple[list[Row], str | None]:
    """Duties that a caller may see at a moment, by due date (those without one last), and the mark to go on from.

    Each row has its `status`, `late_by` in whole seconds (or none) and the rule's `article`. BadMark for a mark
    that is none.
    """
    parts, values = _conditions(by, moment, asked)
    if after is not None:
        due, stream, item = _read(after)
        if due is None:
            parts.append("d.due_at IS NULL AND (d.stream, d.item) > (%s, %s)")
            values += (stream, item)
        else:
            parts.append("((d.due_at, d.stream, d.item) > (%s, %s, %s) OR d.due_at IS NULL)")
            values += (due, stream, item)
    found = queries.rows(
        f"SELECT {_told(moment)} FROM views.duty d WHERE {' AND '.join(parts)} "
        "ORDER BY d.due_at, d.stream, d.item LIMIT %s",
        [*values, limit + 1],
    )
    shown = _cited(found[:limit])
    return shown, _mark(shown[-1]) if len(found) > limit else None


def next_duties(queries: Queries, by: Caller, moment: Moment, streams: Collection[str]) -> dict[str, Row]:
    """Of each of these streams the duty still owed that falls due first; those without a due date come last."""
    if not streams:
        return {}
    parts, values = _conditions(by, moment, Asked(streams=streams, historical=True))
    found = queries.rows(
        f"SELECT DISTINCT ON (d.stream) {_told(moment)} FROM views.duty d WHERE {' AND '.join([*parts, PENDING])} "
        "ORDER BY d.stream, d.due_at, d.suspended_at, d.item",
        values,
    )
    return {row["stream"]: row for row in _cited(found)}


class Tally(NamedTuple):
    """How many duties of an obligor under one rule are in a status."""

    obligor: str
    owed_by: str
    rule_id: str
    level: str
    number: int
    oldest_due: datetime | None


def overdue(queries: Queries, by: Caller, moment: Moment, area: str = "", limit: int = 200) -> list[Tally]:
    """What is overdue by obligor and rule, the most first; what was imported as past is left out."""
    parts, values = _conditions(by, moment, Asked(area=area, statuses=("overdue",)))
    found = queries.rows(
        "SELECT d.obligor, d.owed_by, d.rule_id, d.level, count(*) AS number, min(d.due_at) AS oldest_due "
        f"FROM views.duty d WHERE {' AND '.join(parts)} GROUP BY d.obligor, d.owed_by, d.rule_id, d.level "
        "ORDER BY count(*) DESC, d.obligor, d.rule_id LIMIT %s",
        [*values, limit],
    )
    return [Tally(**row) for row in found]


def count(queries: Queries, by: Caller, moment: Moment, asked: Asked) -> int:
    """How many duties a caller may see at a moment."""
    parts, values = _conditions(by, moment, asked)
    [found] = queries.rows(f"SELECT count(*) AS duties FROM views.duty d WHERE {' AND '.join(parts)}", values)
    return int(found["duties"])


def _told(moment: Moment) -> str:
    """What is told of a duty `d`, as SQL."""
    late = f"floor(extract(epoch FROM {late_by(moment.clock)}))::bigint"
    return f"{COLUMNS}, {status(moment.clock)} AS status, {late} AS late_by"


def _cited(rows: list[Row]) -> list[Row]:
    for row in rows:
        row["article"] = RULES[row["rule_id"]].article
    return rows


def _conditions(by: Caller, moment: Moment, asked: Asked) -> tuple[list[str], list[object]]:
    visible, values = by.condition("d")
    parts = [moment.clause("d"), f"({visible})"]
    for condition, value in (
        ("d.area LIKE %s", asked.area and prefix(asked.area) + "%"),
        ("d.obligor = %s", asked.organisation),
        ("d.rule_id = %s", asked.rule),
        ("d.level = %s", asked.level),
        ("d.stream = ANY(%s)", list(asked.streams)),
        ("d.due_at >= %s", asked.due_from),
        ("d.due_at <= %s", asked.due_by),
    ):
        if value:
            parts.append(condition)
            values.append(value)
    if not asked.historical:
        parts.append("NOT d.historical")
    if asked.statuses:
        parts.append(among(asked.statuses, moment.clock))
    return parts, values


def _mark(row: Mapping[str, Any]) -> str:
    due = microseconds(row["due_at"]) if row["due_at"] else ""
    return f"{due}~{row['stream']}~{row['item']}"


def _read(mark: str) -> tuple[datetime | None, str, str]:
    match = re.fullmatch(MARK, mark)
    if match is None:
        raise BadMark(mark)
    due, stream, item = match.groups()
    return at_microseconds(int(due)) if due else None, stream, item


# When a duty falls due


class NoTerm(LookupError):
    """The rule sets no time, and neither has the house."""


class Ends(NamedTuple):
    """When a duty falls due, and by what. 到期"""

    rule_id: str
    part: str
    due: datetime
    inclusive: bool
    provisional: bool
    basis: Term
    target: bool
    """Whether only the house expects it: the rule itself sets no time."""
    calendar: str


def due(house: House, rule_id: str, start: datetime, area: str = "") -> list[Ends]:
    """When the duties of a rule fall due that count from `start` in an area; each part has its own.

    KeyError for a rule that does not exist; NoTerm where it, or the house, sets no time.
    """
    rule = RULES[rule_id]
    where = area or rule.pack.area or "000000"
    found = []
    for duty in DUTIES:
        if duty.rule is rule and (term := house.term(where, duty)):
            ends = term.due(start, house.calendar(where))
            version = house.label(where, start, ends.at) if term.unit == "working_days" else ""
            found.append(Ends(rule_id, duty.part, *ends, term, duty.within is None, version))
    if not found:
        raise NoTerm(rule_id)
    return list(dict.fromkeys(found))  # what either of two events opens stands twice in the table of duties

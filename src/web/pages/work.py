"""The queue of work: every open claim and assignment with what is owed next, by when, and on whom it waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from flask import Blueprint

from ledger.app import Moment
from ledger.callers import Caller
from ledger.duties.status import PENDING
from ledger.kernel.law import Text
from web.auth import caller
from web.pages import asking
from web.pages.duties import next_duties
from web.pages.listing import AREA, Filter, Found, answer
from web.pages.names import choices, named, names, places
from web.twin import Data, node, page

PAGE = 25
WAITING: Mapping[str, Text] = {
    "court": Text("法院或仲裁机构", "Court or arbitration"),
    "superior": Text("上级公司", "Superior"),
    "insured": Text("被保险人（单证）", "Insured (documents)"),
    "coinsurer": Text("共保方", "Co-insurers"),
    "fee": Text("委托人（公估费）", "Principal (fee)"),
    "insurer": Text("保险机构", "Insurer"),
    "adjuster": Text("公估机构", "Loss adjuster"),
}
"""On whom an open case waits, in the order in which it is asked."""
IN_COURT = "EXISTS (SELECT FROM views.dispute x WHERE x.subject = v.stream AND x.status = 'in_proceedings' AND {x})"
SHARES_OPEN = (
    "EXISTS (SELECT FROM views.coinsurance x WHERE x.stream = v.stream AND x.requested > x.transferred AND {x})"
)


UNTIMED = asking.LAST
"""When a duty without a time is taken to fall due."""
NOTHING_OWED = asking.LAST + timedelta(days=1)


class Queue(NamedTuple):
    """The open cases of a view `v`: on whom each waits, by the first condition that holds, and what else is told."""

    ended: tuple[str, ...]
    waiting: Mapping[str, str]
    otherwise: str
    organisations: str
    amount: str


QUEUES: Mapping[str, Queue] = {
    "claim": Queue(
        ended=("closed", "archived", "cancelled"),
        waiting={
            "court": IN_COURT,
            "superior": "v.status = 'escalated'",
            "insured": "v.documents_missing > 0 AND v.determined_at IS NULL",
            "coinsurer": SHARES_OPEN,
        },
        otherwise="insurer",
        organisations="v.coinsurers || v.insurer_id",
        amount="coalesce(v.approved, v.payable)",
    ),
    "assignment": Queue(
        ended=("closed", "archived", "declined"),
        waiting={
            "court": IN_COURT,
            "insured": "v.documents_received < v.documents_asked AND v.payable IS NULL",
            "fee": "v.delivered_at IS NOT NULL AND v.fee = 'open'",
        },
        otherwise="adjuster",
        organisations="v.insurer_ids || v.firm_id",
        amount="v.payable",
    ),
}
FILTERS: Mapping[str, Filter] = {
    "kind": Filter("v.kind = %s", lambda name: asking.one_of(name, QUEUES)),
    "waiting": Filter("v.waiting = %s", lambda name: asking.one_of(name, WAITING)),
    "organisation": Filter("%s = ANY(v.organisations)"),
    "area": AREA,
    "overdue": Filter("%s AND w.due_at < {clock}", lambda name: asking.flag(name) or None),
    "q": Filter("v.stream ILIKE %s"),
}


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/work", "work.html")(work)


def work() -> Data:
    """The open cases the reader may see, the most urgent first."""
    by, at = caller(), asking.moment()
    asked = {name: each.read(name) for name, each in FILTERS.items()}
    found = open_cases(by, at, asked, PAGE, asking.after())
    return answer("cases", at, asked, found, organisation=choices(at, by, "insurer"))


def open_cases(
    by: Caller, at: Moment, asked: Mapping[str, object], limit: int, after: asking.Mark | None = None
) -> Found:
    """Open cases after a mark, and the mark to go on from.

    By what falls due first; then those in which what is owed has no time, then those in which nothing is owed.
    """
    parts, values = [], list[object]()
    for kind, queue in QUEUES.items():
        visible, sight = by.condition("v")
        cases = " ".join(f"WHEN {condition} THEN '{name}'" for name, condition in queue.waiting.items())
        parts.append(
            f"SELECT v.stream, v.area, '{kind}' AS kind, v.status, v.stale, {queue.organisations} AS organisations, "
            f"{queue.amount} AS amount, CASE {cases.format(x=at.clause('x'))} ELSE '{queue.otherwise}' END AS waiting "
            f"FROM views.{kind} v WHERE {at.clause('v')} AND ({visible}) AND v.status <> ALL(%s)"
        )
        values += [*sight, list(queue.ended)]
    conditions = ["true"]
    for name, value in asked.items():
        if value not in (None, ""):
            conditions.append(FILTERS[name].condition.format(clock=at.clock))
            values.append(asking.SHAPED[name](str(value)) if name in asking.SHAPED else value)
    untimed, nothing = (f"'{each.isoformat()}'::timestamptz" for each in (UNTIMED, NOTHING_OWED))
    urgency = f"CASE WHEN w.stream IS NULL THEN {nothing} ELSE coalesce(w.due_at, {untimed}) END"
    if after:
        conditions.append(f"({urgency}, v.stream) > (%s, %s)")
        values += after
    rows = node().ledger.queries.rows(
        f"WITH cases AS ({' UNION ALL '.join(parts)}), owed AS (SELECT d.stream, min(d.due_at) AS due_at "
        f"FROM views.duty d JOIN cases USING (stream) WHERE {at.clause('d')} AND {PENDING} GROUP BY d.stream) "
        f"SELECT v.*, {urgency} AS urgency FROM cases v LEFT JOIN owed w USING (stream) "
        f"WHERE {' AND '.join(conditions)} ORDER BY urgency, v.stream LIMIT %s",
        [*values, limit + 1],
    )
    shown = rows[:limit]
    following = asking.mark(shown[-1]["urgency"], shown[-1]["stream"]) if len(rows) > limit else None
    return _told(shown, at, by), following


def _told(rows: list[dict[str, Any]], at: Moment, by: Caller) -> list[dict[str, Any]]:
    streams = [row["stream"] for row in rows]
    owed, pages = next_duties(streams, at, by), places(streams, at, by)
    known = names({id for row in rows for id in row["organisations"]}, at, by)
    members = ("stream", "kind", "area", "status", "stale", "amount", "waiting")
    return [
        {
            **{name: row[name] for name in members},
            "address": pages[row["stream"]],
            "organisations": [named(each, known) for each in reversed(row["organisations"])],
            "next": owed.get(row["stream"]),
        }
        for row in rows
    ]

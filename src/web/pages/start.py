"""The start page: what is going on in the reader's area or organisation, in numbers that lead on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint

from ledger import supervision
from ledger.app import Moment
from ledger.callers import Caller
from ledger.kernel.clock import local_day, start_of
from ledger.law import RULES
from ledger.supervision import Asked
from web.auth import caller
from web.pages import appraisals, asking, duties, findings, refusals, work
from web.pages.claim_words import ASSIGNMENT, CLAIM
from web.pages.names import named, names
from web.pages.shape import address
from web.pages.words import DISPUTE, STATUS
from web.twin import Data, node, page

LATELY = timedelta(days=30)
WEEK = timedelta(days=6)
"""From today to the seventh day, today included."""
LATEST = 6
SHOWN = 8
SOON = ("open", "provisional")
COUNTED = {"claim": CLAIM, "assignment": ASSIGNMENT, "appraisal": STATUS, "dispute": DISPUTE}
"""Views to count by status, with the words of their statuses."""
WORKING = {"insurer", "adjuster"}
"""The roles whose work is queued."""


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/", "start.html")(start)


def start() -> Data:
    """What is overdue and by whom, what falls due this week, what is in motion, what was refused and found of late."""
    by, at, area = caller(), asking.moment(), asking.area()
    queries = node().ledger.queries
    today = local_day(at.at)
    overdue = supervision.overdue(queries, by, at, area)
    week = Asked(area=area, statuses=SOON, due_from=at.at, due_by=start_of(today + WEEK + timedelta(days=1)))
    due, _ = supervision.duties(queries, by, at, week, limit=SHOWN)
    lately = {"area": area, "since": at.at - LATELY}
    found, _ = findings.listed(by, at, lately)
    latest, _ = appraisals.LIST.find(by, at, {"area": area}, LATEST)
    statuses = {kind: _by_status(kind, words, area, at, by) for kind, words in COUNTED.items()}
    return {
        "as_of": asking.as_of(at),
        "organisation": by.organisation,
        "areas": list(by.areas),
        "area": area,
        "today": today,
        "until": today + WEEK,
        **{f"{kind}s": sum(each["count"] for each in statuses[kind]) for kind in ("appraisal", "claim", "assignment")},
        "by_status": statuses["appraisal"],
        "disputes": statuses["dispute"],
        "claims_by_status": statuses["claim"],
        "assignments_by_status": statuses["assignment"],
        "work": work.open_cases(by, at, {"area": area}, SHOWN)[0] if by.roles & WORKING else [],
        "overdue_count": supervision.count(queries, by, at, Asked(area=area, statuses=("overdue",))),
        "overdue": _tallies(overdue[:SHOWN], at, by),
        "overdue_more": len(overdue) > SHOWN,
        "due_count": supervision.count(queries, by, at, week),
        "due": duties.told(due, at, by),
        **_coming(area, at, by),
        "refusals_count": refusals.count(by, at, lately),
        "refusals": refusals.listed(by, at, lately, SHOWN),
        "findings_count": len(found),
        "findings_more": len(found) == findings.MOST,
        "findings": found[:SHOWN],
        "latest": latest,
    }


def _tallies(tallies: list[supervision.Tally], at: Moment, by: Caller) -> list[dict[str, Any]]:
    """What is overdue, each line with the address of the duties behind it."""
    known = names({tally.obligor for tally in tallies}, at, by)
    return [
        {
            "obligor": named(tally.obligor, known) if tally.obligor else None,
            "owed_by": tally.owed_by,
            "rule": tally.rule_id,
            "article": RULES[tally.rule_id].article,
            "text": RULES[tally.rule_id].text._asdict(),
            "level": tally.level,
            "count": tally.number,
            "oldest_due": tally.oldest_due,
            "address": address(
                "/duties",
                status="overdue",
                organisation=tally.obligor,
                rule=tally.rule_id,
                area=asking.area(),
                at=asking.word("at"),
            ),
        }
        for tally in tallies
    ]


def _by_status(view: str, statuses: Mapping[str, Any], area: str, at: Moment, by: Caller) -> list[dict[str, Any]]:
    """How many there are in each status, in the order of the steps."""
    where, values = asking.where("v", {"area": "v.area LIKE %s"}, {"area": area}, by, at)
    rows = node().ledger.queries.rows(
        f"SELECT v.status, count(*) AS count FROM views.{view} v WHERE {where} GROUP BY v.status", values
    )
    counted = {row["status"]: row["count"] for row in rows}
    return [{"status": code, "count": counted[code]} for code in statuses if code in counted]


def _coming(area: str, at: Moment, by: Caller) -> dict[str, Any]:
    """The next sessions, and how many are to come."""
    filters = {"area": "s.area LIKE %s", "from": "s.start_at > %s"}
    where, values = asking.where("s", filters, {"area": area, "from": at.at}, by, at)
    rows = node().ledger.queries.rows(
        f"""
        SELECT s.session_id, s.stream, min(s.start_at) AS start_at, min(s.agency_id) AS agency,
            array_agg(s.insurer_id ORDER BY s.insurer_id) AS insurers, count(*) OVER () AS of_all
        FROM views.session s WHERE {where} AND s.started_at IS NULL
        GROUP BY s.session_id, s.stream ORDER BY start_at LIMIT {SHOWN}
        """,
        values,
    )
    known = names({row["agency"] for row in rows} | {id for row in rows for id in row["insurers"]}, at, by)
    return {
        "coming_count": rows[0]["of_all"] if rows else 0,
        "coming": [
            {
                "session": row["session_id"],
                "appraisal": row["stream"].partition("/")[2],
                "start_at": row["start_at"],
                "agency": named(row["agency"], known),
                "insurers": [named(each, known) for each in row["insurers"]],
            }
            for row in rows
        ],
    }

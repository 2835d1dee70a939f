"""Duties: who owes what until when, and what became of it; every filter stands in the address."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint

from ledger import supervision
from ledger.app import Moment
from ledger.callers import Caller
from ledger.catalogue import DUTIES
from ledger.kernel.clock import start_of
from ledger.law import RULES
from ledger.supervision import Asked, BadMark
from web.auth import caller
from web.pages import asking
from web.pages.listing import answer, rules
from web.pages.names import choices, named, names, places
from web.pages.words import DUTY, LEVEL, basis
from web.twin import Data, node, page

PAGE = 50
MOST = 200


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/duties", "duties.html")(duties)


def duties() -> Data:
    """The duties the reader may see, the earliest due first."""
    by, at = caller(), asking.moment()
    asked = Asked(
        area=asking.area(),
        organisation=asking.word("organisation"),
        statuses=asking.many("status", DUTY),
        rule=asking.rule(),
        level=asking.one_of("level", LEVEL),
        historical=asking.flag("historical"),
        due_by=_by_the_end_of("until"),
    )
    mark = asking.page_mark()
    try:
        found, following = supervision.duties(node().ledger.queries, by, at, asked, mark, PAGE)
    except BadMark:
        raise asking.no_mark() from None
    return answer(
        "duties",
        at,
        vars(asked),
        (told(found, at, by), following),
        organisation=choices(at, by, "agency", "insurer"),
        rule=rules({duty.rule.id for duty in DUTIES}, asked.rule),
    )


def told(rows: Iterable[Mapping[str, Any]], at: Moment, by: Caller) -> list[dict[str, Any]]:
    """Rows of duties as pages tell them: with names, words, and where to read on."""
    rows = list(rows)
    known = names({row[name] for row in rows for name in ("obligor", "subject")}, at, by)
    pages = places({row["stream"] for row in rows}, at, by)
    return [
        {
            "status": row["status"],
            "level": row["level"],
            "rule": row["rule_id"],
            "article": row["article"],
            "part": row["part"],
            "text": RULES[row["rule_id"]].text._asdict(),
            "owed_by": row["owed_by"],
            "obligor": named(row["obligor"], known) if row["obligor"] else None,
            "stream": row["stream"],
            "address": pages.get(row["stream"], ""),
            "area": row["area"],
            "subject": row["subject"],
            "about": named(row["subject"], known),
            "opened_by": row["opened_by"],
            "opened_at": row["opened_at"],
            "started_at": row["started_at"],
            "due_at": row["due_at"],
            "inclusive": row["inclusive"],
            "provisional": row["provisional"],
            "basis": row["basis"],
            "basis_text": text._asdict() if (text := basis(row["basis"])) else None,
            "calendar": row["calendar"],
            "done_at": row["done_at"],
            "done_by": row["done_by"],
            "cancelled_at": row["cancelled_at"],
            "suspended_at": row["suspended_at"],
            "late_by_seconds": row["late_by"],
            "extensions": row["extensions"],
            "historical": row["historical"],
        }
        for row in rows
    ]


def of_streams(streams: Collection[str], at: Moment, by: Caller) -> list[dict[str, Any]]:
    """All duties that the reader may see of some streams, those that ended before an import too."""
    asked = Asked(streams=streams, historical=True)
    found, _ = supervision.duties(node().ledger.queries, by, at, asked, limit=MOST * len(streams))
    return told(sorted(found, key=lambda row: (row["due_at"] is None, row["due_at"] or row["started_at"])), at, by)


def next_duties(streams: Collection[str], at: Moment, by: Caller) -> dict[str, dict[str, Any]]:
    """Of each of these streams the duty that falls due first, with the seconds left for it: below zero when over."""
    found = supervision.next_duties(node().ledger.queries, by, at, streams)
    return {
        each["stream"]: {
            **each,
            "left_seconds": int((each["due_at"] - at.at).total_seconds()) if each["due_at"] else None,
        }
        for each in told(found.values(), at, by)
    }


def _by_the_end_of(name: str) -> datetime | None:
    """The instant by which falls due what is due by the end of that day."""
    day = asking.day(name)
    return start_of(day + timedelta(days=1)) if day and day < date.max else None

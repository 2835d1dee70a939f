"""Findings: facts on record that contradict a rule; every filter stands in the address.

One that several streams together show has no event of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from flask import Blueprint

from ledger import cross_findings
from ledger.app import Moment
from ledger.callers import Caller
from ledger.catalogue import FINDINGS, REFUSALS
from web.auth import caller
from web.pages import asking
from web.pages.listing import Found, answer, rules
from web.pages.names import choices, named, names, places
from web.pages.words import SEVERITY, event_title
from web.twin import Data, node, page

PAGE = 50
MOST = 200
MARK = re.compile(cross_findings.AFTER, re.ASCII)
MAY_FIND = {each.rule.id for table in (FINDINGS, REFUSALS) for row in table.values() for each in row} | {
    each.rule.id for each in cross_findings.CROSS
}
"""Rules that a fact may contradict; what a refusal would refuse now is found after a correction."""


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/findings", "findings.html")(findings)


def findings() -> Data:
    """The findings the reader may see, the latest first."""
    by, at = caller(), asking.moment()
    asked = {
        "area": asking.area(),
        "organisation": asking.word("organisation"),
        "rule": asking.rule(),
        "severity": asking.one_of("severity", SEVERITY),
    }
    after = asking.page_mark()
    if after and not MARK.fullmatch(after):
        raise asking.no_mark()
    return answer(
        "findings",
        at,
        asked,
        listed(by, at, asked, after, PAGE),
        organisation=choices(at, by, "agency", "insurer"),
        rule=rules(MAY_FIND, asked["rule"]),
    )


def listed(by: Caller, at: Moment, asked: Mapping[str, object], after: str | None = None, limit: int = MOST) -> Found:
    """Findings after a mark, and the mark to go on from if there are more."""
    filters: dict[str, Any] = {name: value or None for name, value in asked.items()}
    rows, following = cross_findings.findings(node().ledger.queries, by, at, **filters, after=after, limit=limit)
    return _told(rows, at, by), following


def of_streams(streams: Collection[str], at: Moment, by: Caller) -> list[dict[str, Any]]:
    """All findings that the reader may see of some streams, the latest first."""
    queries, limit = node().ledger.queries, MOST * len(streams)
    return _told(cross_findings.findings(queries, by, at, streams=streams, limit=limit)[0], at, by)


def _told(rows: Iterable[Mapping[str, Any]], at: Moment, by: Caller) -> list[dict[str, Any]]:
    rows = list(rows)
    known = names({row["organisation"] for row in rows}, at, by)
    pages = places({row["stream"] for row in rows}, at, by)
    return [
        {
            "rule": row["rule_id"],
            "article": row["article"],
            "severity": row["severity"],
            "reason": {"zh": row["reason_zh"], "en": row["reason_en"]},
            "organisation": named(row["organisation"], known),
            "area": row["area"],
            "stream": row["stream"],
            "address": pages.get(row["stream"], ""),
            "event_id": row["event_id"],
            "type": row["event_type"],
            "title": event_title(row["event_type"])._asdict() if row["event_type"] else None,
            "occurred_at": row["occurred_at"],
        }
        for row in rows
    ]

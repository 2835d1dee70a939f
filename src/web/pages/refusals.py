"""Refusals: what was proposed and refused by a rule; the attempt is evidence too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint

from ledger.app import Moment
from ledger.callers import Caller
from ledger.catalogue import EVENTS
from ledger.kernel.law import Fate
from ledger.law import RULES
from web.auth import caller
from web.pages import asking
from web.pages.listing import answer, rules
from web.pages.names import choices, named, names, places
from web.pages.words import event_title
from web.twin import Data, node, page

PAGE = 50
POSITION = re.compile(r"[0-9]{1,18}", re.ASCII)
FILTERS = {
    "area": "r.area LIKE %s",
    "organisation": "r.organisation = %s",
    "rule": "r.rule_id = %s",
    "type": "r.proposed_type = %s",
    "since": "r.at > %s",
    "before": "lower(r.during) < %s",
}
"""Filter to its condition on a row; a refusal is on record from the position at which its row begins."""


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/refusals", "refusals.html")(refusals)


def refusals() -> Data:
    """The refusals the reader may see, the latest first."""
    by, at = caller(), asking.moment()
    asked = {
        "area": asking.area(),
        "organisation": asking.word("organisation"),
        "rule": asking.rule(),
        "type": asking.one_of("type", EVENTS),
    }
    mark = asking.page_mark()
    if mark and not POSITION.fullmatch(mark):
        raise asking.no_mark()
    found = listed(by, at, {**asked, "before": int(mark) if mark else None}, PAGE + 1)
    following = str(found[PAGE - 1]["position"]) if len(found) > PAGE else None
    return answer(
        "refusals",
        at,
        asked,
        (found[:PAGE], following),
        organisation=choices(at, by, "agency", "insurer"),
        rule=rules({each.id for each in RULES.values() if each.fate is Fate.REFUSAL}, asked["rule"]),
    )


def listed(by: Caller, at: Moment, asked: Mapping[str, object], limit: int) -> list[dict[str, Any]]:
    """What rules refused, the latest first."""
    where, values = asking.where("r", FILTERS, asked, by, at)
    rows = node().ledger.queries.rows(
        f"SELECT lower(r.during) AS position, r.* FROM views.refusal r WHERE {where} "
        "ORDER BY lower(r.during) DESC LIMIT %s",
        [*values, limit],
    )
    known = names({row["organisation"] for row in rows}, at, by)
    pages = places({row["subject"] for row in rows if row["subject"]}, at, by)
    return [
        {
            "position": row["position"],
            "at": row["at"],
            "organisation": named(row["organisation"], known),
            "actor": row["actor"],
            "subject": row["subject"],
            "address": pages.get(row["subject"], ""),
            "type": row["proposed_type"],
            "title": event_title(row["proposed_type"])._asdict() if row["proposed_type"] in EVENTS else None,
            "rule": row["rule_id"],
            "article": row["article"],
            "reason": {"zh": row["reason_zh"], "en": row["reason_en"]},
        }
        for row in rows
    ]


def count(by: Caller, at: Moment, asked: Mapping[str, object]) -> int:
    where, values = asking.where("r", FILTERS, asked, by, at)
    found = node().ledger.queries.rows(f"SELECT count(*) AS refusals FROM views.refusal r WHERE {where}", values)
    return int(found[0]["refusals"])

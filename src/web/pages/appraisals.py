"""The list of appraisals: every filter stands in the address, pages follow one another by an opaque mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint

from ledger.app import Moment
from ledger.callers import Caller
from web.auth import caller
from web.pages import asking
from web.pages.names import choices, named, names
from web.pages.words import MODE, STATUS
from web.twin import Data, node, page

PAGE = 25

FILTERS = {
    "status": "a.status = %s",
    "area": "a.area LIKE %s",
    "mode": "a.mode = %s",
    "agency": "a.agency_id = %s",
    "insurer": "%s = ANY(a.insurer_ids)",
    "q": "concat_ws(' ', a.appraisal_id, a.claim_no, a.opinion_no) ILIKE %s",
}
"""Filter to its condition on a row; `q` looks in the numbers of appraisal, claim and opinion."""


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/appraisals", "appraisals.html")(appraisals)


def appraisals() -> Data:
    """The appraisals the reader may see, newest request first."""
    by, at = caller(), asking.moment()
    asked = {
        "status": asking.one_of("status", STATUS),
        "mode": asking.one_of("mode", MODE),
        "area": asking.area(),
        "agency": asking.word("agency"),
        "insurer": asking.word("insurer"),
        "q": asking.word("q"),
    }
    after = asking.after()
    found, following = listed(by, at, asked, after, PAGE)
    return {
        "as_of": asking.as_of(at),
        "asked": {name: value for name, value in asked.items() if value},
        "appraisals": found,
        "after": following,
        "first_page": after is None,
        "choices": {"agency": choices("agency", at, by), "insurer": choices("insurer", at, by)},
    }


def listed(
    by: Caller, at: Moment, asked: Mapping[str, str], after: asking.Mark | None, limit: int
) -> tuple[list[dict[str, Any]], str | None]:
    """Rows after a mark, and the mark to go on from if there are more."""
    where, values = asking.where("a", FILTERS, asked, by, at)
    if after:
        where += " AND (a.requested_at, a.appraisal_id) < (%s, %s)"
        values += after
    rows = node().ledger.queries.rows(
        f"SELECT a.* FROM views.appraisal a WHERE {where} ORDER BY a.requested_at DESC, a.appraisal_id DESC LIMIT %s",
        [*values, limit + 1],
    )
    shown = rows[:limit]
    known = names({id for row in shown for id in (row["agency_id"], *row["insurer_ids"])}, at, by)
    following = asking.mark(shown[-1]["requested_at"], shown[-1]["appraisal_id"]) if len(rows) > limit else None
    return [
        {
            "id": row["appraisal_id"],
            "area": row["area"],
            "status": row["status"],
            "mode": row["mode"],
            "claim_no": row["claim_no"],
            "matter": row["matter_key"],
            "agency": named(row["agency_id"], known),
            "insurers": [named(each, known) for each in row["insurer_ids"]],
            "requested_at": row["requested_at"],
            "accepted_at": row["accepted_at"],
            "issued_at": row["issued_at"],
            "opinion_no": row["opinion_no"],
            "sessions": row["sessions"],
        }
        for row in shown
    ], following

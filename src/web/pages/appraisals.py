"""The list of appraisals: every filter stands in the address, pages follow one another by an opaque mark."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ledger.app import Moment
from ledger.callers import Caller
from web.auth import caller
from web.pages import asking
from web.pages.listing import AREA, Filter, Listing, Rows, answer, one_of
from web.pages.names import choices, named, names
from web.pages.words import MODE, STATUS
from web.twin import Data, page

PAGE = 25


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/appraisals", "appraisals.html")(appraisals)


def appraisals() -> Data:
    """The appraisals the reader may see, newest request first."""
    by, at, asked = caller(), asking.moment(), LIST.asked()
    found = LIST.find(by, at, asked, PAGE, asking.after())
    return answer("appraisals", at, asked, found, agency=choices(at, by, "agency"), insurer=choices(at, by, "insurer"))


MEMBERS = ("area", "status", "mode", "claim_no", "requested_at", "accepted_at", "issued_at", "opinion_no", "sessions")


def _told(rows: Rows, at: Moment, by: Caller) -> list[dict[str, Any]]:
    known = names({id for row in rows for id in (row["agency_id"], *row["insurer_ids"])}, at, by)
    return [
        {
            "id": row["appraisal_id"],
            "matter": row["matter_key"],
            "agency": named(row["agency_id"], known),
            "insurers": [named(each, known) for each in row["insurer_ids"]],
            **{name: row[name] for name in MEMBERS},
        }
        for row in rows
    ]


LIST = Listing(
    view="appraisal",
    order=("requested_at", "appraisal_id"),
    filters={
        "status": one_of("status", STATUS),
        "mode": one_of("mode", MODE),
        "area": AREA,
        "agency": Filter("v.agency_id = %s"),
        "insurer": Filter("%s = ANY(v.insurer_ids)"),
        "q": Filter("concat_ws(' ', v.appraisal_id, v.claim_no, v.opinion_no) ILIKE %s"),
    },
    told=_told,
)
"""`q` looks in the numbers of appraisal, claim and opinion."""

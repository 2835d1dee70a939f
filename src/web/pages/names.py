"""Names of organisations by their ids, from the public registers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ledger.app import Moment
from ledger.callers import Caller
from ledger.catalogue import KINDS
from web.twin import node

MOST = 200
PAGES = {
    "claim": "/claims",
    "assignment": "/assignments",
    "appraisal": "/appraisals",
    "dispute": "/disputes",
    "cover": "/covers",
    "recovery": "/recoveries",
}
"""Where the streams of a kind have their page."""


def names(ids: Iterable[str], at: Moment, by: Caller) -> dict[str, str]:
    """The registered names of agencies and insurers then; an unregistered one keeps its id."""
    wanted = sorted({id for id in ids if id})
    known = {id: id for id in wanted}
    for kind in ("agency", "insurer"):
        if wanted and _may_see(kind, by):
            found = node().ledger.queries.rows(
                f"SELECT {kind}_id AS id, name FROM views.{kind} r WHERE {kind}_id = ANY(%s) AND {at.clause('r')}",
                [wanted],
            )
            known |= {row["id"]: row["name"] for row in found}
    return known


def choices(at: Moment, by: Caller, *kinds: str) -> list[dict[str, str]]:
    """The organisations of some registers, to choose from."""
    return [
        row
        for kind in kinds
        if _may_see(kind, by)
        for row in node().ledger.queries.rows(
            f"SELECT {kind}_id AS id, name FROM views.{kind} r WHERE {at.clause('r')} ORDER BY name, id LIMIT {MOST}"
        )
    ]


def places(streams: Iterable[str], at: Moment, by: Caller) -> dict[str, str]:
    """The address of the page of each stream that has one; a session's attendance is on that of its appraisal."""
    wanted = {stream: stream.partition("/") for stream in streams}
    found = {stream: f"{PAGES[kind]}/{key}" for stream, (kind, _, key) in wanted.items() if kind in PAGES}
    if sessions := sorted({key for kind, _, key in wanted.values() if kind == "attendance"}):
        visible, values = by.condition("s")
        rows = node().ledger.queries.rows(
            "SELECT DISTINCT s.session_id, s.stream FROM views.session s "
            f"WHERE s.session_id = ANY(%s) AND {at.clause('s')} AND ({visible})",
            [sessions, *values],
        )
        found |= {f"attendance/{row['session_id']}": f"/appraisals/{row['stream'].partition('/')[2]}" for row in rows}
    return found


def named(id: str, known: Mapping[str, str]) -> dict[str, str]:
    return {"id": id, "name": known.get(id, id)}


def _may_see(kind: str, by: Caller) -> bool:
    return by.may_read("", (), public=KINDS[kind].public)

"""The start page: what is going on in the reader's area or organisation, in numbers that lead on."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint

from ledger import reports
from ledger.kernel.clock import local_day
from ledger.reports import Scope
from web.auth import caller
from web.pages import asking
from web.pages.appraisals import listed
from web.pages.names import named, names
from web.pages.words import STATUS
from web.twin import Data, node, page

LATELY = timedelta(days=30)
LATEST = 6
SHOWN = 8


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/", "start.html")(start)


def start() -> Data:
    """Appraisals by status, sessions to come, notices late or missing, refusals of late, the latest appraisals."""
    by, at = caller(), asking.moment()
    queries = node().ledger.queries
    visible, values = by.condition("a")
    counted = queries.rows(
        "SELECT status, count(*) AS appraisals FROM views.appraisal a "
        f"WHERE {at.clause('a')} AND ({visible}) GROUP BY status",
        values,
    )
    by_status = {row["status"]: row["appraisals"] for row in counted}
    visible, values = by.condition("s")
    coming = queries.rows(
        f"""
        SELECT s.session_id, s.stream, min(s.start_at) AS start_at, min(s.agency_id) AS agency,
            array_agg(s.insurer_id ORDER BY s.insurer_id) AS insurers, count(*) OVER () AS of_all
        FROM views.session s
        WHERE {at.clause("s")} AND ({visible}) AND s.start_at > %s AND s.started_at IS NULL
        GROUP BY s.session_id, s.stream ORDER BY start_at LIMIT {SHOWN}
        """,
        [*values, at.at],
    )
    visible, values = by.condition("r")
    refused = queries.rows(
        f"""
        SELECT r.item, r.at, r.organisation, r.subject, r.proposed_type, r.rule_id, r.article,
            r.reason_zh, r.reason_en, count(*) OVER () AS of_all
        FROM views.refusal r
        WHERE {at.clause("r")} AND ({visible}) AND r.at > %s
        ORDER BY r.at DESC, r.item LIMIT {SHOWN}
        """,
        [*values, at.at - LATELY],
    )
    today = local_day(at.at)
    attendance = reports.run(queries, "R2", Scope(moment=at, caller=by, until=today)).totals
    latest, _ = listed(by, at, {}, None, LATEST)
    known = names(
        {row["agency"] for row in coming} | {i for row in coming for i in row["insurers"]},
        at,
        by,
    )
    return {
        "as_of": asking.as_of(at),
        "organisation": by.organisation,
        "areas": list(by.areas),
        "appraisals": sum(by_status.values()),
        "by_status": [{"status": code, "appraisals": by_status[code]} for code in STATUS if code in by_status],
        "coming_count": coming[0]["of_all"] if coming else 0,
        "coming": [
            {
                "session": row["session_id"],
                "appraisal": row["stream"].partition("/")[2],
                "start_at": row["start_at"],
                "agency": named(row["agency"], known),
                "insurers": [named(each, known) for each in row["insurers"]],
            }
            for row in coming
        ],
        "notices": {
            "until": today,
            "sessions": attendance["sessions"],
            "late": attendance["notices_late"],
            "missing": attendance["notices_missing"],
        },
        "refusals_count": refused[0]["of_all"] if refused else 0,
        "refusals": [
            {
                "at": row["at"],
                "organisation": row["organisation"],
                "subject": row["subject"],
                "type": row["proposed_type"],
                "rule": row["rule_id"],
                "article": row["article"],
                "reason": {"zh": row["reason_zh"], "en": row["reason_en"]},
            }
            for row in refused
        ],
        "latest": latest,
    }

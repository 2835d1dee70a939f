"""One appraisal: its state as of any of its events, who was told and who came, and how it got there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint

from ledger.app import Moment, NotFound
from ledger.callers import Caller
from ledger.kernel.event import Recorded
from ledger.shown import shown
from web.auth import caller
from web.pages import asking, disputes
from web.pages.dossier import checklists, opened
from web.pages.names import named
from web.pages.personal import revealed
from web.pages.related import Naming, related
from web.twin import Data, node, page

MOST = 200
SCHEDULED = "appraisal.AppraisalSessionScheduled"


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/appraisals/<key>", "appraisal.html")(appraisal)
    blueprint.add_url_rule("/appraisals/<key>/personal", view_func=reveal, methods=["POST"])


def appraisal(key: str) -> Data:
    """The appraisal as it stood at the moment asked for, with the events before and after it."""
    by, at, id = caller(), asking.moment(), f"appraisal/{key}"
    state, _, known, told = opened(id, _events(id, by), by, at)
    stand: dict[str, Any] = shown(state)
    requested = stand.get("requested", {})
    return {
        **told,
        "status": state.status,
        "mode": state.mode,
        "claim_no": requested.get("claim_no", ""),
        "matter": requested.get("matter_key", ""),
        "reappraisal_of": requested.get("reappraisal_of"),
        "requested_at": state.requested_at,
        "accepted_at": state.accepted_at,
        "declined_at": state.declined_at,
        "decline_reason": state.decline_reason,
        "terminated_at": state.terminated_at,
        "issued_at": state.issued_at,
        "archived_at": state.archived_at,
        "opinion": stand.get("opinion"),
        "grade": state.grade,
        "letter": stand.get("letter"),
        "principals": requested.get("principals", []),
        "materials": [{"id": name, **each} for name, each in stand.get("materials", {}).items()],
        "records": [{"id": name, **each} for name, each in stand.get("records", {}).items()],
        "checklists": checklists("appraisal", state),
        "sessions": _sessions(state.sessions, key, at, by, known),
        "related": related(
            [f"claim/{requested['claim_no']}"] if requested else [],
            {"assignment": Naming("v.claim_no = %s", requested.get("claim_no", ""))},
            at,
            by,
        ),
        "disputes": disputes.LIST.find(by, at, {"appraisal": key}, MOST)[0],
    }


def _events(id: str, by: Caller) -> list[Recorded]:
    """The events of an appraisal and of its sessions' attendance, in the order of the ledger."""
    ledger = node().ledger
    events = ledger.history(id, by)
    sessions = [each.event.session_id for each in events if each.event.about.name == SCHEDULED]  # type: ignore[attr-defined]
    for session in dict.fromkeys(sessions):
        try:
            events += ledger.history(f"attendance/{session}", by)
        except NotFound:
            continue  # nobody was told and nobody came yet
    return sorted(events, key=lambda each: each.position)


def reveal(key: str) -> Any:
    """Shows the personal data of the appraisal and its sessions once; who read them, and why, is recorded first."""
    return revealed(_events(f"appraisal/{key}", caller()), key, f"/appraisals/{key}")


def _sessions(
    sessions: Mapping[str, Any], key: str, at: Moment, by: Caller, known: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Each session with one line an insurer that was to come."""
    visible, values = by.condition("w")
    rows = node().ledger.queries.rows(
        "SELECT w.session_id, w.insurer_id, w.start_at, w.notice_sent_at, w.notice_in_time, w.hours_before, "
        "w.arrived_at, w.attendance, w.attributable, w.signed, w.signature_refused, w.facilitated, w.recordings, "
        "w.recordings_without_consent, w.misconduct FROM views.witness w "
        f"WHERE w.appraisal_id = %s AND {at.clause('w')} AND ({visible})",
        [key, *values],
    )
    part = {(row["session_id"], row["insurer_id"]): row for row in rows}
    insurers = {session: [id for name, id in part if name == session] for session in sessions}
    return [
        {
            "id": name,
            "start_at": session.start,
            "started_at": session.started_at,
            "place": session.place,
            "appraisers": list(session.appraisers),
            "licences_shown": sorted(session.licences_shown),
            "witnesses": [
                _witness(named(insurer, known), part.get((name, insurer)), session.start)
                for insurer in _expected(session.expected, known, insurers[name])
            ],
        }
        for name, session in sessions.items()
    ]


def _expected(expected: Sequence[str], known: Mapping[str, str], came: Sequence[str]) -> list[str]:
    """The insurers among those expected, and whoever else has a line."""
    return list(dict.fromkeys([*(id for id in expected if id in known), *came]))


def _witness(insurer: dict[str, str], row: Mapping[str, Any] | None, start: datetime) -> dict[str, Any]:
    if row is None:
        return {"insurer": insurer, "notice": "missing", "attendance": ""}
    if row["start_at"] != start:
        notice = "void"
    elif row["notice_sent_at"] is None:
        notice = "missing"
    else:
        notice = "in_time" if row["notice_in_time"] else "late"
    members = (
        "notice_sent_at",
        "hours_before",
        "arrived_at",
        "attendance",
        "attributable",
        "signed",
        "signature_refused",
        "facilitated",
        "recordings",
        "recordings_without_consent",
        "misconduct",
    )
    return {"insurer": insurer, "notice": notice, **{name: row[name] for name in members}}

"""Disputes: the list of them, and each with its objections and replies, its mediation and its expert review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Blueprint

from ledger.app import Moment
from ledger.callers import Caller
from ledger.kernel.correction import effective
from ledger.kernel.event import Event, Recorded
from ledger.shown import shown
from web.auth import caller
from web.pages import asking, findings
from web.pages import duties as duties_page
from web.pages.names import choices, named, names
from web.pages.personal import revealed
from web.pages.timeline import steps, timeline
from web.pages.words import DISPUTE, EXPERT_REVIEW, MEDIATION
from web.twin import Data, node, page

PAGE = 25
FILTERS = {
    "status": "d.status = %s",
    "mediation": "d.mediation_status = %s",
    "review": "d.review_status = %s",
    "area": "d.area LIKE %s",
    "agency": "d.agency_id = %s",
    "insurer": "%s = ANY(d.insurer_ids)",
    "appraisal": "d.appraisal_id = %s",
    "q": "concat_ws(' ', d.stream, d.appraisal_id) ILIKE %s",
}
"""Filter to its condition on a row; `q` looks in the numbers of dispute and appraisal."""
REPLY_RULE = "SMX-4.3-reply-10wd"


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/disputes", "disputes.html")(disputes)
    page(blueprint, "/disputes/<key>", "dispute.html")(dispute)
    blueprint.add_url_rule("/disputes/<key>/personal", view_func=reveal_dispute, methods=["POST"])


def disputes() -> Data:
    """The disputes the reader may see, the latest first."""
    by, at = caller(), asking.moment()
    asked = {
        "status": asking.one_of("status", DISPUTE),
        "mediation": asking.one_of("mediation", MEDIATION),
        "review": asking.one_of("review", EXPERT_REVIEW),
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
        "disputes": found,
        "after": following,
        "first_page": after is None,
        "choices": {"agency": choices("agency", at, by), "insurer": choices("insurer", at, by)},
    }


def listed(
    by: Caller, at: Moment, asked: Mapping[str, object], after: asking.Mark | None = None, limit: int = 200
) -> tuple[list[dict[str, Any]], str | None]:
    """Disputes after a mark, and the mark to go on from if there are more."""
    where, values = asking.where("d", FILTERS, asked, by, at)
    if after:
        where += " AND (d.opened_at, d.stream) < (%s, %s)"
        values += after
    rows = node().ledger.queries.rows(
        f"SELECT d.* FROM views.dispute d WHERE {where} ORDER BY d.opened_at DESC, d.stream DESC LIMIT %s",
        [*values, limit + 1],
    )
    found = rows[:limit]
    known = names({id for row in found for id in (row["agency_id"], *row["insurer_ids"])}, at, by)
    following = asking.mark(found[-1]["opened_at"], found[-1]["stream"]) if len(rows) > limit else None
    members = (
        "status",
        "objections",
        "written",
        "extended",
        "remedies",
        "mediation_status",
        "review_status",
        "opened_at",
        "replied_at",
        "transferred_at",
        "closed_at",
    )
    return [
        {
            "id": row["stream"].partition("/")[2],
            "appraisal": row["appraisal_id"],
            "area": row["area"],
            "agency": named(row["agency_id"], known),
            "insurers": [named(each, known) for each in row["insurer_ids"]],
            **{name: row[name] for name in members},
        }
        for row in found
    ], following


def dispute(key: str) -> Data:
    """The dispute as it stood at the moment asked for, with the events before and after it."""
    by, at = caller(), asking.moment()
    ledger, id = node().ledger, f"dispute/{key}"
    stream = ledger.stream(id, by, None if at.live else at)
    state = stream.state
    events = ledger.history(id, by)
    here = max(each.position for each in events) if at.live else at.position
    reached = effective([each for each in events if each.position <= here])
    parties = [(party.organisation, party.role) for party in stream.parties]
    ids = {each.organisation for each in events} | {organisation for organisation, _ in parties}
    known = names(ids | {objection.by for objection in state.objections.values()}, at, by)
    owed = duties_page.of_streams([id], at, by)
    seen = _visible([state.appraisal_id, *(remedy.linked_id for remedy in state.remedies)], at, by)
    return {
        "as_of": asking.as_of(at),
        "steps": steps(events, here),
        "id": key,
        "stream": id,
        "version": stream.version,
        "position": stream.position,
        "area": stream.area,
        "status": state.status,
        "appraisal": state.appraisal_id,
        "appraisal_visible": state.appraisal_id in seen,
        "opened_at": state.opened_at,
        "closed_at": state.closed_at,
        "result": state.result,
        "parties": [{**named(organisation, known), "role": role} for organisation, role in parties],
        "objections": [
            _objection(name, objection, reached, owed, known) for name, objection in state.objections.items()
        ],
        "remedies": [
            {**shown(remedy), "linked_visible": remedy.linked_id in seen, "pursued_at": remedy.at}
            for remedy in state.remedies
        ],
        "mediation": _mediation(state.mediation, reached, known) if state.mediation.status else None,
        "review": _review(state.review, reached) if state.review.status else None,
        "duties": owed,
        "findings": findings.of_streams([id], at, by),
        "timeline": timeline(events, here, known, dict(parties)),
    }


def reveal_dispute(key: str) -> Any:
    """Shows the personal data of the dispute once; who read them, and why, is recorded first."""
    id = f"dispute/{key}"
    return revealed(node().ledger.history(id, caller()), key, f"/disputes/{key}")


def _objection(
    name: str,
    objection: Any,
    reached: Iterable[Recorded],
    owed: Iterable[Mapping[str, Any]],
    known: Mapping[str, str],
) -> dict[str, Any]:
    """One objection, and until when and how it was answered."""
    due = next((duty for duty in owed if duty["rule"] == REPLY_RULE and duty["subject"] == name), None)
    extensions = [each for each in _members(reached, "disputes.ReplyExtensionAgreed") if each["objection_id"] == name]
    replies = [each for each in _members(reached, "disputes.ObjectionReplied") if each["objection_id"] == name]
    return {
        "id": name,
        "by": named(objection.by, known),
        "channel": objection.channel,
        "written": objection.written,
        "received_at": objection.received_at,
        "duty": due,
        "extensions": [
            {**each, "agreed_by": [named(side, known) for side in each["agreed_by"]]} for each in extensions
        ],
        "replies": replies,
        "answered": objection.answered,
        "remedy": objection.remedy,
        "remedied_at": objection.remedied_at,
    }


def _mediation(mediation: Any, reached: Sequence[Recorded], known: Mapping[str, str]) -> dict[str, Any]:
    """The mediation requested last, and why it was declined if it was."""
    declined = _members(reached, "disputes.MediationDeclined") if mediation.declined_at else []
    return {
        "status": mediation.status,
        "requested_by": named(mediation.requested_by, known),
        "requested_at": mediation.requested_at,
        "accepted_at": mediation.accepted_at,
        "mediators": list(mediation.mediators),
        "declined_at": mediation.declined_at,
        "decline_reason": declined[-1]["reason"] if declined else None,
        "handled_at": mediation.handled_at,
        "result": mediation.result,
        "experts": list(mediation.experts),
        "feedback_at": mediation.feedback_at,
    }


def _review(review: Any, reached: Sequence[Recorded]) -> dict[str, Any]:
    """The expert review flagged last, with the reason for it and what the panel concluded."""
    flagged = _members(reached, "disputes.DisputeFlaggedForExpertReview")
    concluded = _members(reached, "disputes.ExpertReviewConcluded") if review.concluded_at else []
    return {
        "status": review.status,
        "flagged_at": review.flagged_at,
        "reason": flagged[-1]["reason"] if flagged else None,
        "objections": flagged[-1]["objections"] if flagged else None,
        "contradictory_opinions": flagged[-1]["contradictory_opinions"] if flagged else None,
        "convened_at": review.convened_at,
        "panel": [shown(each) for each in review.panel],
        "concluded_at": review.concluded_at,
        "conclusion": concluded[-1]["conclusion"] if concluded else None,
        "suspected_violation": review.suspected_violation,
        "rules": list(review.rules),
        "transferred_at": review.transferred_at,
        "receipt_no": review.receipt_no,
    }


def _members(reached: Iterable[Recorded], name: str) -> list[dict[str, Any]]:
    """What the events of a name say, in their order."""
    return [
        {**_clear(each.event), "occurred_at": each.occurred_at} for each in reached if each.event.about.name == name
    ]


def _clear(event: Event) -> dict[str, Any]:
    found: dict[str, Any] = shown(event)
    return found


def _visible(ids: Iterable[str | None], at: Moment, by: Caller) -> set[str]:
    """Those of these appraisals that the reader may see."""
    where, values = asking.where("a", {"ids": "a.appraisal_id = ANY(%s)"}, {"ids": [id for id in ids if id]}, by, at)
    rows = node().ledger.queries.rows(f"SELECT a.appraisal_id FROM views.appraisal a WHERE {where}", values)
    return {row["appraisal_id"] for row in rows}

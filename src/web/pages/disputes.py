"""Disputes: the list of them, and each with its objections and replies, its mediation and its expert review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Blueprint

from ledger.app import Moment
from ledger.callers import Caller
from ledger.kernel.event import Event, Recorded
from ledger.shown import shown
from web.auth import caller
from web.pages import asking
from web.pages.dossier import opened
from web.pages.listing import AREA, Filter, Listing, Rows, answer, one_of
from web.pages.names import choices, named, names, places
from web.pages.personal import revealed
from web.pages.related import related
from web.pages.words import DISPUTE, DISPUTED, EXPERT_REVIEW, MEDIATION
from web.twin import Data, node, page

PAGE = 25
REPLY_RULE = "SMX-4.3-reply-10wd"


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/disputes", "disputes.html")(disputes)
    page(blueprint, "/disputes/<key>", "dispute.html")(dispute)
    blueprint.add_url_rule("/disputes/<key>/personal", view_func=reveal_dispute, methods=["POST"])


def disputes() -> Data:
    """The disputes the reader may see, the latest first."""
    by, at, asked = caller(), asking.moment(), LIST.asked()
    found = LIST.find(by, at, asked, PAGE, asking.after())
    return answer("disputes", at, asked, found, agency=choices(at, by, "agency"), insurer=choices(at, by, "insurer"))


MEMBERS = (
    "kind",
    "area",
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


def _told(rows: Rows, at: Moment, by: Caller) -> list[dict[str, Any]]:
    known = names({id for row in rows for id in (row["agency_id"], *row["insurer_ids"])}, at, by)
    addresses = places({row["subject"] for row in rows}, at, by)
    return [
        {
            "id": row["stream"].partition("/")[2],
            "subject": {"stream": row["subject"], "address": addresses.get(row["subject"])},
            "agency": named(row["agency_id"], known) if row["agency_id"] else None,
            "insurers": [named(each, known) for each in row["insurer_ids"]],
            **{name: row[name] for name in MEMBERS},
        }
        for row in rows
    ]


LIST = Listing(
    view="dispute",
    order=("opened_at", "stream"),
    filters={
        "kind": one_of("kind", DISPUTED),
        "status": one_of("status", DISPUTE),
        "mediation": one_of("mediation_status", MEDIATION),
        "review": one_of("review_status", EXPERT_REVIEW),
        "area": AREA,
        "agency": Filter("v.agency_id = %s"),
        "insurer": Filter("%s = ANY(v.insurer_ids)"),
        "appraisal": Filter("v.appraisal_id = %s"),
        "q": Filter("concat_ws(' ', v.stream, v.subject) ILIKE %s"),
    },
    told=_told,
)
"""`q` looks in the numbers of the dispute and of what it is about."""


def dispute(key: str) -> Data:
    """The dispute as it stood at the moment asked for, with the events before and after it."""
    by, at, id = caller(), asking.moment(), f"dispute/{key}"
    state, reached, known, told = opened(id, node().ledger.history(id, by), by, at)
    known = {**known, **names({objection.by for objection in state.objections.values()} - known.keys(), at, by)}
    seen = _visible([remedy.linked_id for remedy in state.remedies], at, by)
    return {
        **told,
        "kind": state.kind,
        "status": state.status,
        "subject": related([state.subject], {}, at, by)[0],
        "opened_at": state.opened_at,
        "closed_at": state.closed_at,
        "result": state.result,
        "objections": [
            _objection(name, objection, reached, told["duties"], known) for name, objection in state.objections.items()
        ],
        "remedies": [
            {**shown(remedy), "linked_visible": remedy.linked_id in seen, "pursued_at": remedy.at}
            for remedy in state.remedies
        ],
        "mediation": _mediation(state.mediation, reached, known) if state.mediation.status else None,
        "review": _review(state.review, reached) if state.review.status else None,
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

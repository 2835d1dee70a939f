"""Claims: the list of them, and each with its calculation, its money, its dossier and what it hangs together with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint

from ledger.app import Moment
from ledger.callers import Caller
from ledger.claims.checklists.dossier import TWENTY
from ledger.kernel.worksheet import total
from ledger.shown import shown
from web.auth import caller
from web.pages import asking, sheets
from web.pages.claim_words import CLAIM
from web.pages.dossier import checklists, opened
from web.pages.duties import next_duties
from web.pages.listing import AREA, Filter, Listing, Rows, answer, flagged, one_of
from web.pages.names import choices, named, names
from web.pages.personal import revealed
from web.pages.related import Naming, related
from web.pages.words import LINE
from web.twin import Data, node, page

PAGE = 25
ELSEWHERE = ("dossier", "recovery")
"""Checklists that the page tells otherwise, or that are those of another stream."""
REJECTING = ("rejection_notice",)
"""Those that say nothing before somebody means to reject."""


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/claims", "claims.html")(claims)
    page(blueprint, "/claims/<key>", "claim.html")(claim)
    blueprint.add_url_rule("/claims/<key>/personal", view_func=reveal_claim, methods=["POST"])


def claims() -> Data:
    """The claims the reader may see, the latest report first."""
    by, at, asked = caller(), asking.moment(), LIST.asked()
    found = LIST.find(by, at, asked, PAGE, asking.after())
    return answer("claims", at, asked, found, insurer=choices(at, by, "insurer"))


MEMBERS = (
    "area",
    "status",
    "policy_no",
    "line_of_business",
    "loss_time",
    "reported_at",
    "decision",
    "payable",
    "paid",
    "stale",
    "third_party",
    "coinsurance",
    "major",
    "incident_id",
    "outcome",
)


def _told(rows: Rows, at: Moment, by: Caller) -> list[dict[str, Any]]:
    known = names({row["insurer_id"] for row in rows}, at, by)
    owed = next_duties([row["stream"] for row in rows], at, by)
    return [
        {
            "id": row["stream"].partition("/")[2],
            "insurer": named(row["insurer_id"], known),
            **{name: row[name] for name in MEMBERS},
            "next": owed.get(row["stream"]),
        }
        for row in rows
    ]


LIST = Listing(
    view="claim",
    order=("reported_at", "stream"),
    filters={
        "status": one_of("status", CLAIM),
        "insurer": Filter("%s = ANY(v.coinsurers || v.insurer_id)"),
        "area": AREA,
        "line": one_of("line_of_business", LINE),
        "third_party": flagged("v.third_party"),
        "coinsurance": flagged("v.coinsurance"),
        "stale": flagged("v.stale"),
        "incident": Filter("v.incident_id = %s"),
        "q": Filter("concat_ws(' ', v.stream, v.policy_no) ILIKE %s"),
    },
    told=_told,
)
"""`q` looks in the numbers of claim and policy."""


def claim(key: str) -> Data:
    """The claim as it stood at the moment asked for, with the events before and after it."""
    by, at, id = caller(), asking.moment(), f"claim/{key}"
    state, reached, known, told = opened(id, node().ledger.history(id, by), by, at)
    report, liability, settlement = state.report, state.liability, state.settlement
    third = liability.third_party
    return {
        **told,
        "status": state.status,
        "policy_no": report.policy_no,
        "line_of_business": report.line_of_business,
        "loss_time": report.loss_time,
        "received_at": report.received_at,
        "filed_at": report.filed.filed_at if report.filed else None,
        "incident_id": report.incident_id,
        "applied_at": liability.applied_at,
        "missing_documents": sorted(liability.missing_documents),
        "decision": liability.determined.decision if liability.determined else None,
        "determined_at": liability.determined_at,
        "notified_at": liability.notified_at,
        "third_party": third.third_party if third else None,
        "third_party_possible": state.third_party,
        "rejection": _rejection(liability),
        "coinsurance": _coinsurance(report, settlement, known) if report.coinsurance else None,
        "money": _money(state),
        "calculations": sheets.recorded(reached, state.stale),
        "snapshot": shown(report.snapshot),
        "dossier": _dossier(state),
        "assembled": settlement.assembled is not None,
        "checklists": checklists("claims", state, but=(*ELSEWHERE, *([] if liability.rejection else REJECTING))),
        "closed": settlement.closed.outcome if settlement.closed else None,
        "related": related(
            _named(state),
            {
                "assignment": Naming("v.claim_no = %s", key),
                "appraisal": Naming("v.claim_no = %s", key),
                "recovery": Naming("v.claim_no = %s", key),
                "dispute": Naming("v.subject = %s", id),
            },
            at,
            by,
        ),
    }


def reveal_claim(key: str) -> Any:
    """Shows the personal data of the claim once; who read them, and why, is recorded first."""
    return revealed(node().ledger.history(f"claim/{key}", caller()), key, f"/claims/{key}")


def _named(claim: Any) -> list[str]:
    """The streams that the claim itself names."""
    calculation = claim.loss.calculation
    covered = [item.id for item in calculation.inputs.items] if calculation else claim.insured
    return [
        *(f"assignment/{each.assignment_id}" for each in claim.survey.intermediaries.values() if each.assignment_id),
        *(f"appraisal/{each}" for each in sorted(claim.liability.appraisals)),
        *(claim.covers[item] for item in covered if item in claim.covers and claim.settlement.approved),
        *claim.recoveries.values(),
    ]


def _money(claim: Any) -> dict[str, Any]:
    """What is to be paid and what has been, in yuan."""
    settlement, approved = claim.settlement, claim.settlement.approved
    return {
        "payable": claim.payable,
        "approved": approved.amount if approved else None,
        "advances": total(each.amount for each in settlement.advances) if settlement.advances else None,
        "paid": total(each.amount for each in settlement.paid) if settlement.paid else None,
        "paid_at": settlement.paid[-1].paid_at if settlement.paid else None,
        "overpaid": claim.overpaid or None,
        "receipted_at": settlement.receipted_at,
        "third_party_received": (
            total(each.amount for each in claim.liability.third_party_received)
            if claim.liability.third_party_received
            else None
        ),
    }


def _rejection(liability: Any) -> dict[str, Any] | None:
    """How far a rejection of the whole has come; none where nobody means to reject."""
    if liability.rejection is None and liability.rejected is None:
        return None
    notice, served = liability.rejection_notice, liability.rejection_served
    return {
        "reasons": list(liability.rejected.reasons) if liability.rejected else [],
        "concurrence": liability.concurrence.opinion_ref if liability.concurrence else None,
        "notice_no": notice.notice_no if notice else None,
        "served_at": served.served_at if served else None,
    }


def _coinsurance(report: Any, settlement: Any, known: Mapping[str, str]) -> dict[str, Any]:
    """Who shares the claim, when each was told, and what each was asked for and refunded."""
    asked = settlement.shares_requested.shares if settlement.shares_requested else ()
    return {
        "lead": report.lead,
        "members": [
            {
                **named(each, known),
                "notified_at": report.notified.get(each),
                "requested": next((share.amount for share in asked if share.member == each), None),
                "transferred": total(share.amount for share in settlement.shares_transferred if share.member == each),
            }
            for each in report.coinsurers
        ],
    }


def _dossier(claim: Any) -> list[dict[str, Any]]:
    """The twenty items: filed, waived and why, missing, or not applicable."""
    settlement = claim.settlement
    filed = {each.item_no: each for each in settlement.dossier}
    waived = {each.item_no: each.reason for each in settlement.assembled.waived} if settlement.assembled else {}
    return [
        {
            "no": each.no,
            "text": each.text._asdict(),
            "state": _state(each.no in filed, each.no in waived, each.when(claim)),
            "ref": filed[each.no].ref if each.no in filed else None,
            "reason": waived.get(each.no),
        }
        for each in TWENTY
    ]


def _state(filed: bool, waived: bool, needed: bool) -> str:
    return "filed" if filed else "waived" if waived else "missing" if needed else "not_needed"

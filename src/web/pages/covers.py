"""Covers and recoveries: what claims took of a sum insured and what restored it, and what is had of a third party."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint

from ledger.kernel.clock import local_day
from ledger.kernel.state import asdict
from ledger.kernel.worksheet import total
from ledger.shown import shown
from web.auth import caller
from web.pages import asking
from web.pages.dossier import checklists, opened
from web.pages.related import related
from web.twin import Data, node, page


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/covers/<key>", "cover.html")(cover)
    page(blueprint, "/recoveries/<key>", "recovery.html")(recovery)


def cover(key: str) -> Data:
    """The sum insured of an item as it stood at the moment asked for, and how it came to that, day by day."""
    by, at, id = caller(), asking.moment(), f"cover/{key}"
    state, _, _, told = opened(id, node().ledger.history(id, by), by, at)
    exhausted = state.exhausted
    return {
        **told,
        "status": state.status,
        "policy_no": state.policy_no,
        "item_id": state.item_id,
        "line_of_business": state.line_of_business,
        "sum_insured": state.sum_insured,
        "in_force": state.in_force,
        "exhausted_at": exhausted.paid_at if exhausted else None,
        "course": _course(state),
        "requests": [
            {
                "claim_no": claim_no,
                "requested": each.requested,
                "premium_owed": each.premium_owed,
                "premium_paid": each.premium_paid,
            }
            for claim_no, each in state.reductions.items()
            if each.requested
        ],
        "related": related([f"claim/{claim_no}" for claim_no in state.reductions], {}, at, by),
    }


def _course(cover: Any) -> list[dict[str, Any]]:
    """Each day on which the sum insured changed, by what, and what it was at its end."""
    steps: list[tuple[date, str, str, Any]] = []
    for claim_no, each in cover.reductions.items():
        steps.append((each.taken.lost_on, "reduced", claim_no, each.taken.reduction))
        steps += ((made.effective_on, "restored", claim_no, made.amount) for made in each.restored)
    return [
        {"on": on, "change": change, "claim_no": claim_no, "amount": amount, "sum_insured": cover.in_force_on(on)}
        for on, change, claim_no, amount in sorted(steps, key=lambda step: step[0])
        if amount
    ]


def recovery(key: str) -> Data:
    """The recovery as it stood at the moment asked for: how far it is, until when, and what came of it in yuan."""
    by, at, id = caller(), asking.moment(), f"recovery/{key}"
    state, _, _, told = opened(id, node().ledger.history(id, by), by, at)
    expiry = state.limitation_expiry
    return {
        **told,
        "status": state.status,
        "claim_no": state.task.claim_no,
        "third_party": state.task.third_party,
        "line_of_business": state.task.line_of_business,
        "opened_at": state.opened_at,
        "limitation_expiry": expiry,
        "days_left": (expiry - local_day(at.at)) // timedelta(days=1) if expiry else None,
        "assigned": state.task.assigned,
        "agreed": state.agreed,
        "negotiated_at": state.negotiated_at,
        "outcome": state.outcome,
        "action": shown(state.action),
        "recovered": state.recovered,
        "costs": [{"id": name, **asdict(each)} for name, each in state.costs.items()],
        "borne": total(each.amount for each in state.borne),
        "received": [asdict(each) for each in state.received],
        "closed_at": state.closed_at,
        "checklists": checklists("claims", state, only=("recovery",)),
        "related": related([f"claim/{state.task.claim_no}"], {}, at, by),
    }

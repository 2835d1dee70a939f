"""The timeline: the events of an appraisal and its sessions in the order in which the ledger took them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import Recorded
from ledger.law import PACKS
from ledger.shown import shown
from web.pages.names import named
from web.pages.words import event_title, kind_title

PACK_OF = {pack.id: pack for pack in PACKS}


def timeline(
    events: Sequence[Recorded], at: int, known: Mapping[str, str], roles: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Every event, told as of a position: what comes later is marked so, and corrects nothing yet.

    `known` are names and `roles` parts of organisations.
    """
    corrections: dict[str, Recorded] = {}
    for each in events:
        if isinstance(each.event, RecordCorrected) and each.position <= at:
            corrections[each.event.corrects_event_id] = each
    positions = {each.event_id: each.position for each in events}
    return [
        {
            "position": each.position,
            "stream": each.stream,
            "kind": kind_title(each.stream)._asdict(),
            "version": each.version,
            "event_id": each.event_id,
            "type": each.event.about.name,
            "title": event_title(each.event.about.name)._asdict(),
            "organisation": named(each.organisation, known),
            "role": roles.get(each.organisation, ""),
            "actor": each.actor,
            "occurred_at": each.occurred_at,
            "recorded_at": each.recorded_at,
            "gap_seconds": int((each.recorded_at - each.occurred_at).total_seconds()),
            "rule_packs": [_pack(id) for id in each.rule_packs],
            "provenance": each.metadata.get("provenance"),
            "later": each.position > at,
            "corrects": _corrects(each, positions),
            "corrected_by": _corrected_by(corrections.get(each.event_id)),
            "data": shown(each.event),
        }
        for each in events
    ]


def steps(events: Iterable[Recorded], at: int) -> dict[str, int | None]:
    """Where to go from the state at a position: first, previous, next and last; none where one is already."""
    positions = sorted(each.position for each in events)
    reached = [each for each in positions if each <= at]
    ahead = [each for each in positions if each > at]
    return {
        "current": reached[-1] if reached else None,
        "number": len(reached),
        "of": len(positions),
        "first": positions[0] if len(reached) > 1 else None,
        "previous": reached[-2] if len(reached) > 1 else None,
        "next": ahead[0] if ahead else None,
        "last": positions[-1] if ahead else None,
    }


def _pack(id: str) -> dict[str, Any]:
    pack = PACK_OF.get(id)
    return {"id": id, "title": pack.title._asdict() if pack else {"zh": id, "en": id}}


def _corrects(each: Recorded, positions: Mapping[str, int]) -> dict[str, Any] | None:
    if not isinstance(each.event, RecordCorrected):
        return None
    return {
        "position": positions.get(each.event.corrects_event_id),
        "title": event_title(each.event.corrects_type)._asdict(),
        "withdrawn": each.event.withdrawn,
        "reason": each.event.reason,
    }


def _corrected_by(correction: Recorded | None) -> dict[str, Any] | None:
    if correction is None:
        return None
    event = correction.event
    return {
        "position": correction.position,
        "withdrawn": isinstance(event, RecordCorrected) and event.withdrawn,
    }

"""What a session's attendance refuses: next to nothing, for these are facts."""

from __future__ import annotations

from ledger.attendance.events import EVENTS
from ledger.attendance.state import Attendance
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.facts import SessionPlan
from ledger.kernel.law import Text
from ledger.law.house import KNOWN_REFERENCE

REFUSALS: Refusals = []


@refuses(REFUSALS, KNOWN_REFERENCE, *EVENTS)
def session_unknown(attendance: Attendance, proposed: Proposed, facts: Facts) -> Text | None:
    """Without the session there is nobody to be told and no area whose regulator could see it."""
    if any(facts.every(SessionPlan)):
        return None
    return Text(
        "该场次未经安排，请先在鉴定流中登记（AppraisalSessionScheduled）。",
        "no such session was scheduled: append AppraisalSessionScheduled first",
    )


@refuses(REFUSALS, KNOWN_REFERENCE, *EVENTS)
def session_differs(attendance: Attendance, proposed: Proposed, facts: Facts) -> Text | None:
    named = proposed.event.session_id  # type: ignore[attr-defined]
    if named == proposed.key:
        return None
    return Text(
        f"session_id（{named}）与事件流（{proposed.key}）不一致。",
        f"session_id {named} is not the stream's key {proposed.key}",
    )

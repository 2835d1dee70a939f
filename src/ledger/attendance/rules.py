"""What a session's attendance refuses: next to nothing, for these are facts."""

from __future__ import annotations

from ledger.attendance.events import FACTS
from ledger.attendance.state import Attendance
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.law.house import KNOWN_REFERENCE

REFUSALS: Refusals = []


@refuses(REFUSALS, KNOWN_REFERENCE, *FACTS)
def session_differs(attendance: Attendance, proposed: Proposed, facts: Facts) -> Text | None:
    named = proposed.event.session_id  # type: ignore[attr-defined]
    if named == proposed.key:
        return None
    return Text(
        f"session_id（{named}）与事件流（{proposed.key}）不一致。",
        f"session_id {named} is not the stream's key {proposed.key}",
    )

"""What a duty's status is at a time: derived from its row and a clock, never stored. 义务状态"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from ledger.kernel.law import Text


class Status(NamedTuple):
    """A status: the first whose condition holds is the duty's. 状态"""

    title: Text
    condition: str
    """SQL over a row `d` of the view `duty`, in which {clock} is the time asked about."""
    pending: bool
    """Whether something is still to be done."""


STATUSES: dict[str, Status] = {
    "cancelled": Status(Text("已撤销", "Cancelled"), "d.cancelled_at IS NOT NULL", False),
    "late": Status(Text("迟延履行", "Late"), "d.done_at IS NOT NULL AND d.late", False),
    "met": Status(Text("按时履行", "Met"), "d.done_at IS NOT NULL", False),
    "kept": Status(Text("保管中", "Being kept"), "d.keeps AND (d.due_at > {clock} OR d.due_at IS NULL)", False),
    "kept_out": Status(Text("保管期满", "Kept to the end"), "d.keeps", False),
    "suspended": Status(Text("中止计时", "Suspended"), "d.suspended_at IS NOT NULL", True),
    "overdue": Status(Text("逾期", "Overdue"), "d.due_at < {clock} OR (d.due_at = {clock} AND NOT d.inclusive)", True),
    "provisional": Status(Text("期限暂定", "Provisional"), "d.provisional", True),
    "open": Status(Text("未到期", "Open"), "true", True),
}
"""In the order in which they are tried."""

PENDING = "done_at IS NULL AND cancelled_at IS NULL AND NOT keeps"
"""Still to be done: the condition of the indexes that make lists of what is pending fast."""


def status(clock: str) -> str:
    """The status of a row `d` at a time (both SQL, see Moment.clock)."""
    cases = " ".join(f"WHEN {each.condition} THEN '{name}'" for name, each in STATUSES.items())
    return f"CASE {cases} END".format(clock=clock)


def late_by(clock: str) -> str:
    """How much too late it was done, or is by now (SQL); null where it is neither."""
    return (
        "CASE WHEN d.done_at IS NOT NULL AND d.late THEN d.done_at - d.due_at "
        f"WHEN {PENDING} AND d.due_at < {clock} THEN {clock} - d.due_at END"
    )


def among(statuses: Collection[str], clock: str) -> str:
    """The condition that a row `d` has one of these statuses, in a form that the indexes know."""
    names = ", ".join(f"'{name}'" for name in STATUSES if name in statuses)
    parts = [f"({status(clock)}) IN ({names})"]
    if all(STATUSES[name].pending for name in statuses):
        parts.insert(0, PENDING)
    if set(statuses) == {"overdue"}:
        parts.insert(1, f"d.due_at <= {clock}")
    return " AND ".join(parts)

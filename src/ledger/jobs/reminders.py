"""reminders: tells who owes a duty that its time is near or over, once for each duty and stage.

A duty owed by nobody that is named is told when it is overdue, to those who supervise the area.

It says how near the end of the time is when it runs, nothing more: whether a duty was late is what its row
says, and whether it is overdue, `ledger.duties.status`.
"""

from __future__ import annotations

from ledger.duties.status import PENDING, STATUSES
from ledger.jobs.runs import Outcome, Run

_OPEN = f"upper_inf(d.during) AND {PENDING} AND d.suspended_at IS NULL AND d.due_at IS NOT NULL"
_OVERDUE = STATUSES["overdue"].condition.format(clock="%(at)s")
_RAISE = f"""
    INSERT INTO reminder (organisation, area, stream, item, rule_id, subject, level, stage, due_at)
    SELECT d.obligor, d.area, d.stream, d.item, d.rule_id, d.subject, d.level, s.stage, d.due_at
    FROM views.duty d, LATERAL (
        SELECT CASE
            WHEN {_OVERDUE} THEN 'overdue'
            WHEN d.due_at <= %(at)s + interval '24 hours' THEN 'today'
            ELSE 'soon' END AS stage) s
    WHERE {_OPEN} AND NOT d.historical AND d.level <> 'none'
        AND (d.obligor <> '' OR s.stage = 'overdue')
        AND d.due_at <= %(at)s + interval '72 hours'
        AND NOT EXISTS (SELECT FROM reminder r
            WHERE r.stream = d.stream AND r.item = d.item AND r.stage = s.stage AND r.due_at = d.due_at
                AND r.settled_at IS NULL)
    -- Settled, and open again by a correction.
    ON CONFLICT (stream, item, stage, due_at) DO UPDATE SET settled_at = NULL
"""
_SETTLE = f"""
    UPDATE reminder r SET settled_at = %(at)s
    WHERE r.settled_at IS NULL AND r.stage <> 'calendar' AND (
        NOT EXISTS (SELECT FROM views.duty d
            WHERE {_OPEN} AND d.stream = r.stream AND d.item = r.item AND d.due_at = r.due_at)
        OR EXISTS (SELECT FROM reminder later
            WHERE later.stream = r.stream AND later.item = r.item AND later.due_at = r.due_at
                AND later.id > r.id AND later.stage <> r.stage))
"""


def run(run: Run) -> Outcome:
    """Raises what is due, and settles what is done, cancelled, moved, or told more urgently since."""
    connection, at = run.connection, {"at": run.scheduled_at}
    if connection.execute("SELECT to_regclass('views.duty')").fetchone() == (None,):
        return Outcome("ok", "the views are being built")
    raised = connection.execute(_RAISE.encode(), at).rowcount
    settled = connection.execute(_SETTLE.encode(), at).rowcount
    return Outcome("ok", f"{raised} raised, {settled} settled")

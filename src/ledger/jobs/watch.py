"""projector-watch: how far the views are behind, and what was left out of them."""

from __future__ import annotations

import logging

from ledger.jobs.runs import Outcome, Run
from ledger.store.projector import LIVE

MOST_EVENTS = 10_000
MOST_SECONDS = 60
_log = logging.getLogger("anjian.jobs")


def run(run: Run) -> Outcome:
    """Warns where the views lag by many events, do not move on for a minute, or have parked streams.

    They do not move on where the event after the position they have reached has waited that long.
    """
    found = run.connection.execute(
        """
        SELECT head.position, t.notification_id,
            coalesce(extract(epoch FROM clock_timestamp() - (
                SELECT recorded_at FROM events WHERE notification_id = t.notification_id + 1)), 0)::bigint,
            (SELECT count(*) FROM views.parked)
        FROM tracking t, (SELECT coalesce(max(notification_id), 0) AS position FROM events) head
        WHERE t.application_name = %s
        """,
        (LIVE,),
    ).fetchone()
    head, reached, waiting, parked = found or (0, 0, 0, 0)
    faults = []
    if (lag := head - reached) > MOST_EVENTS:
        faults.append(f"{lag} events behind")
    if waiting > MOST_SECONDS:
        faults.append(f"the next event has waited {waiting} s")
    if parked:
        faults.append(f"{parked} streams parked")
    if not faults:
        return Outcome("ok", f"at position {reached} of {head}")
    _log.warning("views at position %s of %s: %s", reached, head, ", ".join(faults))
    return Outcome("warned", f"at position {reached} of {head}: {', '.join(faults)}")

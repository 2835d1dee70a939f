"""calendar-check: whether the working days are known of this year and, from December on, of the next."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import date, datetime

from ledger.duties.house import NATION
from ledger.jobs.runs import Outcome, Run
from ledger.kernel.clock import local_day, start_of

STREAM = f"house/{NATION}"
DECEMBER = 12
_log = logging.getLogger("anjian.jobs")


def run(run: Run) -> Outcome:
    """Reminds the administrators of each year that is missing, and settles what was said of years since known."""
    known = run.node.ledger.house(NATION).known_years
    missing = missing_years(known, local_day(run.scheduled_at))
    run.connection.execute(
        "UPDATE reminder SET settled_at = %s WHERE stage = 'calendar' AND settled_at IS NULL AND item = ANY(%s)",
        (run.scheduled_at, [str(year) for year in known]),
    )
    for year in missing:
        run.connection.execute(
            "INSERT INTO reminder (organisation, area, stream, item, stage, due_at) "
            "VALUES ('', %s, %s, %s, 'calendar', %s) ON CONFLICT DO NOTHING",
            (NATION, STREAM, str(year), _beginning(year)),
        )
    if not missing:
        return Outcome("ok", f"known up to {max(known, default=0)}")
    years = ", ".join(map(str, missing))
    _log.warning("the calendar has no working days of %s: what falls due then is provisional", years)
    return Outcome("warned", f"no working days of {years}")


def missing_years(known: Collection[int], today: date) -> list[int]:
    """The years whose arrangement should be known by this day, and is not."""
    wanted = [today.year] + [today.year + 1] * (today.month >= DECEMBER)
    return [year for year in wanted if year not in known]


def _beginning(year: int) -> datetime:
    return start_of(date(year, 1, 1))

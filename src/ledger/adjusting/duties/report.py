"""Duties in an assignment: how long its archived file is kept; from the next day on disposal may be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ledger.adjusting.events.report import AssignmentArchived, RetentionClass
from ledger.kernel.calendar import DAY
from ledger.kernel.clock import local_day, start_of
from ledger.kernel.duty import Duty, Term, years
from ledger.kernel.law import Rule
from ledger.law.machinery import KEEP_FIFTEEN_YEARS, KEEP_THIRTY_YEARS

TERMS: Mapping[RetentionClass, Term] = {"15y": years(15), "30y": years(30)}


def kept_until(assignment: Any, archived: AssignmentArchived) -> date:
    """The last day on which the file is to be kept."""
    return local_day(TERMS[archived.retention].due(_kept_from(assignment, archived)).at) - DAY


def _kept_from(assignment: Any, archived: AssignmentArchived) -> datetime:
    """The day of archiving, and never one before the report was delivered."""
    delivered = assignment.report.delivered_at
    day = max(archived.archived_on, local_day(delivered)) if delivered else archived.archived_on
    return start_of(day)


def _keep(rule: Rule, retention: RetentionClass) -> Duty:
    return Duty(
        rule=rule,
        owed_by="adjuster",
        opens=AssignmentArchived,
        when=lambda assignment, event: event.retention == retention,
        counted_from=_kept_from,
        within=TERMS[retention],
        keeps=True,
    )


KEEP_FIFTEEN = _keep(KEEP_FIFTEEN_YEARS, "15y")
KEEP_THIRTY = _keep(KEEP_THIRTY_YEARS, "30y")
DUTIES = (KEEP_FIFTEEN, KEEP_THIRTY)

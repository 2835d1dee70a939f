"""Duties as data: who owes what from which event on, until when, and what discharges it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledger.kernel.clock import local_day, start_of
from ledger.kernel.codes import Role
from ledger.kernel.law import Rule

Term = Callable[[datetime], datetime]
"""From the instant a duty counts from to the instant its time ends (exclusive)."""


def day_before(start: datetime) -> datetime:
    """At least one day ahead: done by the end of the local day before the one on which `start` falls."""
    return start_of(local_day(start))


def by_then(start: datetime) -> datetime:
    """By the very instant itself."""
    return start


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One obligation of a rule. 义务

    `opens` and `discharged_by` are stored names, since a duty may begin in one context and end in
    another. `counted_from` names the member of the opening event the term counts from; "occurred_at"
    is the envelope's. Each event in `discharged_by` discharges it.
    """

    rule: Rule
    owed_by: Role
    opens: str
    discharged_by: tuple[str, ...]
    within: Term | None = None
    counted_from: str = "occurred_at"
    when: Callable[[Any], bool] = lambda event: True

    def due(self, counted_from: datetime) -> datetime | None:
        """When the time ends; none where the rule gives no term."""
        return self.within(counted_from) if self.within else None

    def in_time(self, counted_from: datetime, done: datetime) -> bool:
        """Whether what was done at `done` came in time; the last instant of a day still counts."""
        due = self.due(counted_from)
        return due is None or done < due or (self.within is by_then and done == due)

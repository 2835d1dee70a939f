"""Duties as data: who owes what from which event on, until when, and what discharges it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Literal, NamedTuple

from ledger.kernel.calendar import DAY, WEEKDAYS, Calendar
from ledger.kernel.clock import local_day, start_of
from ledger.kernel.codes import Role
from ledger.kernel.event import Event
from ledger.kernel.law import Rule, Text


class Due(NamedTuple):
    """When a time ends. What happens at `at` itself is in time only where that instant is included."""

    at: datetime
    inclusive: bool = False
    provisional: bool = False
    """Some year it counts through has no published working days yet."""

    def missed_by(self, done: datetime) -> bool:
        """Whether something done then came too late."""
        return done > self.at or (done == self.at and not self.inclusive)


Unit = Literal["minutes", "hours", "days", "working_days", "years", "february", "day_before", "then"]


@dataclass(frozen=True)
class Term:
    """A length of time a rule gives. 期限

    Days exclude the day from which they count and end with the local day, working days likewise; hours and
    minutes run round the clock and include their last instant. Years end with the corresponding day, or the
    month's last (civil code 201, 202).
    """

    unit: Unit
    amount: int = 0

    def due(self, start: datetime, calendar: Calendar = WEEKDAYS, paused: Paused | None = None) -> Due:
        """When the time ends that counts from `start`; `paused` is how long it did not run."""
        return _ENDS[self.unit](start, self.amount, calendar, paused or UNPAUSED)

    @property
    def by_day(self) -> bool:
        """Whether its end rests on the day alone from which it counts, not on the hour."""
        return self.unit not in ("minutes", "hours", "then")

    @property
    def text(self) -> Text:
        """The term in words."""
        zh, en = _WORDS[self.unit]
        return Text(zh.format(self.amount), en.format(self.amount))


class Paused(NamedTuple):
    """How long a term was suspended, by each way of counting."""

    elapsed: timedelta = timedelta()
    days: int = 0
    working_days: int = 0

    def longer(self, since: datetime, until: datetime, calendar: Calendar) -> Paused:
        """With one more suspension."""
        first, last = local_day(since), local_day(until)
        return Paused(
            self.elapsed + (until - since),
            self.days + (last - first).days,
            self.working_days + calendar.between(first, last),
        )


UNPAUSED = Paused()


def _end_of(day: date) -> datetime:
    return start_of(day + DAY)


def _years(start: datetime, amount: int) -> datetime:
    day = local_day(start)
    year = day.year + amount
    return _end_of(date(year, day.month, min(day.day, monthrange(year, day.month)[1])))


def _working_days(start: datetime, amount: int, calendar: Calendar, paused: Paused) -> Due:
    day, known = calendar.after(local_day(start), amount + paused.working_days)
    return Due(_end_of(day), provisional=not known)


def _february(start: datetime) -> datetime:
    year = local_day(start).year
    return start_of(date(year, 3, 1))


_ENDS: Mapping[Unit, Callable[[datetime, int, Calendar, Paused], Due]] = {
    "minutes": lambda start, n, _, paused: Due(start + timedelta(minutes=n) + paused.elapsed, inclusive=True),
    "hours": lambda start, n, _, paused: Due(start + timedelta(hours=n) + paused.elapsed, inclusive=True),
    "days": lambda start, n, _, paused: Due(_end_of(local_day(start) + DAY * (n + paused.days))),
    "working_days": _working_days,
    "years": lambda start, n, _, paused: Due(_years(start, n)),
    "february": lambda start, n, _, paused: Due(_february(start)),
    "day_before": lambda start, n, _, paused: Due(start_of(local_day(start))),
    "then": lambda start, n, _, paused: Due(start, inclusive=True),
}
_WORDS: Mapping[Unit, tuple[str, str]] = {
    "minutes": ("{}分钟内", "within {} minutes"),
    "hours": ("{}小时内", "within {} hours"),
    "days": ("{}日内", "within {} days"),
    "working_days": ("{}个工作日内", "within {} working days"),
    "years": ("满{}年", "for {} years"),
    "february": ("当年二月底前", "by the end of February of that year"),
    "day_before": ("至迟前一日", "at least one day ahead"),
    "then": ("到时", "by the set time"),
}

DAY_BEFORE = Term("day_before")
"""Done by the end of the local day before the one on which the start falls."""
BY_THEN = Term("then")
"""By the very instant itself."""


def minutes(amount: int) -> Term:
    return Term("minutes", amount)


def hours(amount: int) -> Term:
    return Term("hours", amount)


def days(amount: int) -> Term:
    return Term("days", amount)


def working_days(amount: int) -> Term:
    return Term("working_days", amount)


def years(amount: int) -> Term:
    """For retention: what ends is the obligation to keep; on the day after, disposal may be asked for."""
    return Term("years", amount)


class Act(NamedTuple):
    """An event that bears on duties, and on which of them. 履行事件

    It bears on the duty about the same `subject`, owed by the same `obligor`, where what is recorded tells them, that
    `on` picks by the state and the duty's row. `at` names the member with the time of the act, or says it by state
    and event; `to` names the member with the new date of a moved one. What would cancel a duty `while_running`
    leaves one whose time was over by then.
    """

    event: type[Event]
    when: Callable[[Any, Any], bool] = lambda state, event: True
    subject: Callable[[Any], str | None] | None = None
    obligor: Callable[[Any], str] | None = None
    on: Callable[[Any, Any], bool] = lambda state, row: True
    at: str | Callable[[Any, Any], datetime | None] = "occurred_at"
    to: str = ""
    while_running: bool = False


Told = Callable[[Any, Any], Iterable[str]]
"""Of the state after the opening event, and the event: names."""

Already = Callable[[Any, Any, str, str], datetime | bool | None]
"""Of the same, subject and obligor: when it had been done; true where only that it was is known."""

Spell = tuple[datetime, datetime | None]
"""Since when a time stood still, and until when; None where it still does."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Duty:
    """One obligation of a rule, opened by an event and discharged by others of the same stream. 义务

    `within` counts from `counted_from`: a member of the opening event ("occurred_at" is the envelope's), or
    what a function of state and event says.
    Without `within`, `before` may name events that must not come first, and `target` a suggested time that
    the house may change (`HouseTargetSet`): exceeding it is shown, and never called a breach. Several duties
    under one rule are told apart by `part`. `owed_by` is a role; the obligors are the parties of the stream
    in that role, unless `obligors` says who; where there is none, the duty is that of the role itself.
    `subjects` are what it is about, one duty each. One opened again with another start begins anew; where an
    opening names the `whole`, duties about what, or of whom, it names no longer are cancelled. What came first
    is told by `already`: facts may be recorded late, and a duty done by then is born done; `stood_still` tells
    likewise when its time did not run. Of several acts that discharge a duty after its opening the earliest counts,
    in whatever order they are recorded. One that only `keeps` something needs no act: it is met while its term runs.

    An "otherwise" branch is an event in `cancelled_by` that also opens another duty.
    """

    rule: Rule
    owed_by: Role
    opens: type[Event]
    discharged_by: tuple[Act, ...] = ()
    keeps: bool = False
    part: str = ""
    when: Callable[[Any, Any], bool] = lambda state, event: True
    obligors: Told | None = None
    subjects: Told = lambda state, event: ("",)
    already: Already = lambda state, event, subject, obligor: None
    stood_still: Callable[[Any], Iterable[Spell]] | None = None
    whole: bool = False
    counted_from: str | Callable[[Any, Any], datetime | None] = "occurred_at"
    within: Term | None = None
    target: Term | None = None
    before: tuple[Act, ...] = ()
    moved_by: tuple[Act, ...] = ()
    suspended_by: tuple[Act, ...] = ()
    resumed_by: tuple[Act, ...] = ()
    cancelled_by: tuple[Act, ...] = ()

    @cached_property
    def slot(self) -> str:
        """Rule and part: where its rows stand, and those of the same duty as another event opens it."""
        return f"{self.rule.id}/{self.part}"

    def in_time(self, start: datetime, done: datetime, calendar: Calendar = WEEKDAYS) -> bool:
        """Whether what was done at `done` came in time, counted from `start`."""
        return self.within is None or not self.within.due(start, calendar).missed_by(done)

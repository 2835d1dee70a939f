"""Steps in their order, by the times they tell: what each rests on, and since when that was there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from ledger.kernel.clock import local_day, shown
from ledger.kernel.event import Event, Recorded
from ledger.kernel.finding import Findings, Look, finds
from ledger.kernel.law import Rule, Text


class Step(NamedTuple):
    """A step, the times or days it tells of itself, and what it rests on: since when that is there. 先后次序"""

    rule: Rule
    event: type[Event]
    rests_on: Text
    there: Callable[[Any, Any], datetime | None]
    """Of the state before the step, and what was recorded."""
    told: Callable[[Any], tuple[date, ...]] = lambda event: ()
    """Beside the business time."""
    when: Callable[[Any, Any], bool] = lambda state, recorded: True
    """Whether the step rests on it at all."""
    recorded_by: tuple[type[Event], ...] = ()
    """Where nothing refuses the step without it: what records it. A step is found then as well that has none."""
    name: str = "too_early"


def in_order(table: Findings, steps: Iterable[Step]) -> None:
    """Enters the look for each of these steps that comes before what it rests on."""
    for step in steps:
        finds(table, step.rule, step.event, name=step.name, answered_by=step.recorded_by)(too_early(step))


def too_early(step: Step) -> Look:
    """The look for a step that tells a time before that on which it rests, or has no record of that."""

    def too_early(state: Any, recorded: Recorded) -> Text | None:
        if not step.when(state, recorded):
            return None
        since = step.there(state, recorded)
        if since is None:
            return _missing(step.rests_on) if step.recorded_by else None
        if not any(_before(at, since) for at in (recorded.occurred_at, *step.told(recorded.event))):
            return None
        return Text(
            f"所记时间早于{step.rests_on.zh}（{shown(since)}）；请核对时间，确系如此的请补办。",
            f"by its own time this came before {step.rests_on.en} ({shown(since)}): check the times, or do it again",
        )

    return too_early


def _missing(what: Text) -> Text:
    return Text(
        f"此前没有{what.zh}的记录；已经办理的请补记，没有办理的请补办。",
        f"before this there is no record of {what.en}: record it if it was there, or do it now",
    )


def _before(at: date, since: datetime) -> bool:
    """A day comes before an instant that falls on a later day."""
    return at < since if isinstance(at, datetime) else at < local_day(since)

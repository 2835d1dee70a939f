"""The words of forms: what one is made of, what it needs, and the form itself as a declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from ledger.app import Ledger, Moment
from ledger.callers import Caller
from ledger.catalogue import kind_of
from ledger.forms.document import Document, Origin
from ledger.kernel.clock import local_day
from ledger.kernel.context import fold
from ledger.kernel.correction import effective
from ledger.kernel.event import Event, Recorded
from ledger.kernel.law import Refused, Rule, Text


@dataclass(frozen=True)
class Source:
    """A stream as it stood: its state, and the events that count. 制作依据"""

    state: Any
    events: tuple[Recorded, ...]
    origin: Origin

    @property
    def key(self) -> str:
        return self.origin.stream.partition("/")[2]

    @property
    def opening(self) -> Any:
        """What the stream was opened with."""
        return self.events[0].event

    def recorded(self, *events: type[Event]) -> Recorded | None:
        """The latest event of these classes, with what surrounds it."""
        return next((each for each in reversed(self.events) if isinstance(each.event, events)), None)

    def last(self, *events: type[Event]) -> Any:
        """What the latest event of these classes says; None where there is none."""
        found = self.recorded(*events)
        return found.event if found else None

    def day_of(self, event: type[Event]) -> date | None:
        """The local day of the latest event of a class."""
        found = self.recorded(event)
        return local_day(found.occurred_at) if found else None

    def bound_by(self, rule: Rule) -> bool:
        """Whether the rule's instrument judged the latest event."""
        return rule.pack.id in self.events[-1].rule_packs


class NotYet(Refused):
    """A form cannot be made of a stream yet: what is missing, and the rule that asks for it. 尚不能制作"""


class Need(NamedTuple):
    """What a form needs of its stream under a rule: the look tells what is missing, or nothing. 制作条件"""

    rule: Rule
    lacks: Callable[[Source], Text | None]


@dataclass(frozen=True, kw_only=True)
class Form:
    """One printed form: the kind of stream it is made of, what it needs, and how it is made. 单证格式"""

    id: str
    title: Text
    kind: str
    basis: tuple[Rule, ...]
    needs: tuple[Need, ...]
    drawn: Callable[[Source], Document]

    def missing(self, source: Source) -> NotYet | None:
        """Why it cannot be made yet; nothing where it can."""
        for need in self.needs:
            if reason := need.lacks(source):
                return NotYet(need.rule, reason, source.origin.stream)
        return None

    def made(self, source: Source) -> Document:
        """The form. NotYet where something is missing."""
        if missing := self.missing(source):
            raise missing
        return replace(self.drawn(source), basis=self.basis, origin=source.origin)


def needed(rule: Rule, there: Callable[[Source], object], zh: str, en: str) -> Need:
    """The need for something that must be there."""
    return Need(rule, lambda source: None if there(source) else Text(zh, en))


def source_of(ledger: Ledger, stream: str, by: Caller, at: Moment | None = None) -> Source:
    """The stream as it stood at a moment. NotFound where there is none, or none for this caller."""
    history = ledger.history(stream, by, at)
    last, events = history[-1], tuple(effective(history))
    origin = Origin(stream=stream, version=last.version, position=last.position, recorded_at=last.recorded_at)
    return Source(fold(kind_of(stream), events), events, origin)

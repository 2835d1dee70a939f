"""A context of the field as one declaration: its events, states, refusals, duties and views."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from ledger.kernel.calendar import WEEKDAYS, Calendar
from ledger.kernel.checklist import Checklist
from ledger.kernel.codes import Role
from ledger.kernel.correction import RecordCorrected, effective
from ledger.kernel.duty import Duty
from ledger.kernel.event import Event, Proposed, Recorded, computed
from ledger.kernel.finding import Finding
from ledger.kernel.law import Matter, Refused, Rule, Text
from ledger.kernel.state import replace
from ledger.kernel.view import Fold, View

F = TypeVar("F")

ANY_MATTER = Matter()


class Need(NamedTuple):
    """Another stream's fact that admission must know: by stream, or by the slot its holder has taken."""

    fact: type[Any]
    stream: str = ""
    slot: str = ""


class Party(NamedTuple):
    """An organisation that takes part in a stream, and as what; parties may read it. 参与方"""

    organisation: str
    role: Role
    acts: bool = True
    """Whether it appends to the stream; a co-insurer that does not lead reads, and leaves the rest to others."""
    owes: bool = True
    """Whether that role's duties in the stream are its own; the leader of a follower's claim has those of its own."""


class Facts(NamedTuple):
    """What admission may know beside the stream's own state: facts of other streams, already loaded."""

    known: Mapping[Need, Any] = MappingProxyType({})
    area: str = ""
    calendar: Callable[[], Calendar] = lambda: WEEKDAYS
    """The working days of the area as published by now; asked for only where a rule counts them."""
    corrected: Event | None = None
    """Of a correction: what it makes of the event it corrects; none where it takes that back."""

    def every(self, fact: type[F]) -> Iterator[F]:
        """All loaded facts of one class."""
        return (known for known in self.known.values() if isinstance(known, fact))


Check = Callable[[Any, Proposed, Facts], Text | None]
"""Of the state, the proposal and the facts: why it is refused, or nothing."""


class Refusal(NamedTuple):
    """A rule, the events it guards, and the check that says no. 拒绝规则"""

    rule: Rule
    on: tuple[type[Event], ...]
    check: Check


Refusals = list[Refusal]

Needs = Mapping[type[Event], Callable[[Any, Any], Iterable[Need]]]
"""By event, what admission must know besides: of the state and the event. Of most events nothing."""


def refuses(table: Refusals, rule: Rule, *on: type[Event]) -> Callable[[Check], Check]:
    """Enters a check into a context's table of refusals."""

    def enter(check: Check) -> Check:
        table.append(Refusal(rule, on, check))
        return check

    return enter


@dataclass(frozen=True, kw_only=True)
class StreamKind:
    """One kind of stream: its state and the functions over it. 流类型

    `evolve(state, recorded)` never refuses, and does not look at position and time of record, which are not known
    when an event is admitted; `complete` adds what the ledger computes to an admitted
    event; `slots(state)` are the system-wide reservations the stream holds in that state, each under
    the rule that refuses a second holder; `matter(state, proposed)` says of what line of business it is and whose
    work, by which an instrument of one line or one company judges it or not; `tells(state, key)` gives the facts
    other contexts may ask for, `key` being the tail of the stream or slot they asked by.

    `reacts(before, after)` are the events, by stream, that the ledger itself adds to other streams when an
    append has brought this one from one state to the other: at most one to each. They are recorded in the
    same append, so there is never the one without the other. They are facts about what was just admitted:
    nobody proposes them (no `by`), they are not judged, take no slots and are reacted to by nothing.
    """

    kind: str
    title: Text
    state: type[Any]
    evolve: Callable[[Any, Recorded], Any]
    parties: Callable[[Any], Iterable[Party]] = lambda state: ()
    needs: Needs = field(default_factory=dict)
    slots: Callable[[Any], Mapping[str, Rule]] = lambda state: {}
    matter: Callable[[Any, Proposed], Matter] = lambda state, proposed: ANY_MATTER
    complete: Callable[[Any, Proposed, Facts], Event] = lambda state, proposed, facts: proposed.event
    area: Callable[[Proposed, Facts], str] = lambda proposed, facts: facts.area
    tells: Mapping[type[Any], Callable[[Any, str], Any]] = field(default_factory=dict)
    reacts: Callable[[Any, Any], Iterable[tuple[str, Event]]] = lambda before, after: ()
    public: bool = False


@dataclass(frozen=True, kw_only=True)
class Context:
    """One package of the domain. 业务上下文"""

    name: str
    title: Text
    streams: tuple[StreamKind, ...]
    events: Mapping[str, tuple[type[Event], ...]]
    """Kind of stream to the events it takes."""
    refusals: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()
    duties: tuple[Duty, ...] = ()
    views: tuple[View, ...] = ()
    checklists: tuple[Checklist, ...] = ()


def completing(
    events: Mapping[type[Event], Callable[[Any, Proposed], Event]],
) -> Callable[[Any, Proposed, Facts], Event]:
    """A stream kind's `complete`: computes what the ledger adds to these events, and again where one is corrected."""

    def complete(state: Any, proposed: Proposed, facts: Facts) -> Event:
        event, corrected = proposed.event, facts.corrected
        if isinstance(event, RecordCorrected) and corrected is not None and type(corrected) in events:
            made = events[type(corrected)](state, replace(proposed, event=corrected))
            values = {name: getattr(made, name) for name in computed(type(made))}
            return replace(event, new_values={**(event.new_values or {}), **values})
        return events[type(event)](state, proposed) if type(event) in events else event

    return complete


def events_of(module: str) -> tuple[type[Event], ...]:
    """The events a module declares, in their order; one that nobody proposes and that opens nothing is only a base."""
    return tuple(
        value
        for value in vars(sys.modules[module]).values()
        if isinstance(value, type)
        and issubclass(value, Event)
        and value.__module__ == module
        and (value.about.by or value.about.opens != "never")
    )


def judge(refusals: Iterable[Refusal], state: Any, proposed: Proposed, facts: Facts, packs: Collection[str]) -> None:
    """Asks every refusal of the event's type whose instrument is among those in force; raises the first no."""
    for rule, _, check in refusals:
        if rule.pack.id in packs and (reason := check(state, proposed, facts)):
            raise Refused(rule, reason, proposed.stream, proposed.event.about.name)


def fold(kind: StreamKind, history: Iterable[Recorded], state: Any = None) -> Any:
    """The state after a history without corrections, from nothing or from an earlier state."""
    state = kind.state() if state is None else state
    for recorded in history:
        state = kind.evolve(state, recorded)
    return state


def folded(kind: StreamKind, history: Sequence[Recorded], folds: Mapping[str, Fold]) -> tuple[Any, dict[str, Any]]:
    """The state after a whole history, corrections included, and what each of these folds makes beside it."""
    corrected = max((each.position for each in history if isinstance(each.event, RecordCorrected)), default=0)
    state, found = kind.state(), dict[str, Any]()
    for each in effective(history):
        before, state = state, kind.evolve(state, each)
        for name, one in folds.items():
            found[name] = one(found.get(name), before, state, each, each.position < corrected)
    return state, found

"""Scenarios: given what happened, when somebody proposes more, it is appended or refused under a rule.

    given(ASKED_JOINTLY, agency_chosen).when(accepted).refused(UNCONFIRMED_NOT_USED)

They run through the real ledger, its parsing, judging and sealing included; only the store is in memory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from ledger import proposals
from ledger.app import Conflict, Denied, Ledger, Result, VersionMoved
from ledger.callers import Caller
from ledger.catalogue import KINDS, VIEWS
from ledger.kernel.clock import SHANGHAI, utc
from ledger.kernel.codes import Role
from ledger.kernel.context import folded
from ledger.kernel.event import Event, Recorded
from ledger.kernel.law import Refused, Rule
from ledger.proposals import SOURCE, Malformed
from ledger.system.events import CommandRefused
from memory import ledger_in_memory

GIVEN, WHEN = "given", "when"
"""The accounts that propose: an event's actor says in which part of a scenario it was judged."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """One event an organisation proposes. Called, it is the same with other members; None leaves one out."""

    type: str
    stream: str
    caller: Caller
    time: str
    data: Mapping[str, Any]
    name: str | None = None
    extensions: Mapping[str, Any]

    def __call__(self, **members: Any) -> Act:
        data = {name: value for name, value in {**self.data, **members}.items() if value is not None}
        return replace(self, data=data)

    def on(self, time: str) -> Act:
        """At another time, local to Asia/Shanghai where no offset is given."""
        return replace(self, time=moment(time))

    def by(self, caller: Caller) -> Act:
        return replace(self, caller=caller)

    def into(self, stream: str) -> Act:
        return replace(self, stream=stream)

    def named(self, id: str) -> Act:
        return replace(self, name=id)

    def saying(self, **extensions: Any) -> Act:
        """With extension attributes of the envelope."""
        return replace(self, extensions=extensions)

    @property
    def id(self) -> str:
        """As named, else by what it says: the same act twice is the same proposal."""
        said = json.dumps([self.type, self.stream, self.time, self.data], sort_keys=True)
        return self.name or hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def event_id(self) -> str:
        return str(proposals.event_id(SOURCE + self.caller.organisation, self.id))

    @property
    def proposal(self) -> dict[str, Any]:
        return {
            "specversion": "1.0",
            "id": self.id,
            "source": SOURCE + self.caller.organisation,
            "type": self.type,
            "subject": self.stream,
            "time": self.time,
            "data": dict(self.data),
            **self.extensions,
        }


def act(event: type[Event], stream: str, caller: Caller, time: str, **data: Any) -> Act:
    """An act of this event class."""
    return Act(type=event.about.name, stream=stream, caller=caller, time=moment(time), data=data, extensions={})


def organisation(name: str, *roles: Role, area: str = "411200") -> Caller:
    """An organisation with its roles, in an area."""
    return Caller(account=GIVEN, organisation=name, roles=frozenset(roles), areas=(area,) if area else ())


def moment(local: str) -> str:
    """A time of Asia/Shanghai as the envelope wants it; one that has its offset stays."""
    return local if local[-6] in "+-" else f"{local}+08:00"


Acts: TypeAlias = "Act | Sequence[Acts]"
"""An act, or a story of several."""


def given(*acts: Acts) -> Scenario:
    """What happened before; every event of it must be appended."""
    scenario = Scenario(ledger_in_memory())
    for each in flat(acts):
        scenario.ledger.append([each.proposal], replace(each.caller, account=GIVEN))
    return scenario


class Proof(NamedTuple):
    """What a scenario showed: these events were refused under this rule, or appended (no rule)."""

    events: tuple[str, ...]
    rule: Rule | None


PROOFS: list[Proof] = []
"""What every scenario that ran in this process has shown."""

AUDITOR = organisation("AUDIT-411200", "auditor")


@dataclass(frozen=True)
class Scenario:
    """A ledger with a past."""

    ledger: Ledger

    def when(self, *acts: Acts, expected: int | None = None, dry_run: bool = False) -> Outcome:
        """Proposes the acts together, on behalf of the organisation of the first."""
        proposed = list(flat(acts))
        before = self.events
        results: Sequence[Result] | Exception
        try:
            results = self.ledger.append(
                [each.proposal for each in proposed],
                replace(proposed[0].caller, account=WHEN),
                expected=expected,
                dry_run=dry_run,
            )
        except (Refused, Denied, Malformed, Conflict, VersionMoved) as error:
            results = error
        return Outcome(self, proposed, results, before)

    @property
    def events(self) -> list[Recorded]:
        """Everything in the ledger."""
        return self.ledger.feed(AUDITOR, 0, 1_000_000)[0]

    def state(self, stream: str) -> Any:
        """The state of a stream as it stands."""
        return self.ledger.stream(stream, AUDITOR).state

    def rows(self, view: str, stream: str) -> list[Any]:
        """The rows a view has of a stream."""
        chosen = VIEWS[view]
        if chosen.fold is None:
            return list(chosen.rows(self.state(stream)))
        history = self.ledger.history_of(stream)
        fold = chosen.fold(self.ledger.house(history[0].area if history else ""))
        return list(chosen.rows(folded(KINDS[stream.partition("/")[0]], history, {view: fold})[1].get(view)))


@dataclass(frozen=True)
class Outcome:
    """What became of what was proposed; ask it, or the scenario says nothing."""

    scenario: Scenario
    acts: list[Act]
    results: Sequence[Result] | Exception
    before: list[Recorded]

    def appended(self) -> Outcome:
        """Every event is in its stream now, in this order, and nothing happened but what the ledger adds to them."""
        assert self._statuses() == ["appended"] * len(self.acts)
        new = self._new()[: len(self.acts)]
        assert [(each.stream, each.event.about.name) for each in new] == [(a.stream, a.type) for a in self.acts]
        assert all(each.metadata == {"caused_by": new[-1].event_id} for each in self.reactions)
        PROOFS.append(Proof(tuple(a.type for a in self.acts), None))
        return self

    def refused(self, rule: Rule, number: int = 0) -> Outcome:
        """The rule refused the act of this number: nothing was appended but a record of the attempt."""
        assert isinstance(self.results, Refused), self.results
        assert self.results.rule is rule, self.results
        (journal,) = self._new()
        wrong, refusal = self.acts[number], journal.event
        assert journal.stream == f"refusal/{wrong.caller.organisation}"
        assert isinstance(refusal, CommandRefused)
        assert (refusal.rule_id, refusal.article) == (rule.id, rule.article)
        assert (refusal.subject, refusal.proposed_type) == (wrong.stream, wrong.type)
        assert refusal.reason_zh == self.results.reason.zh != ""
        assert refusal.reason_en == self.results.reason.en != ""
        PROOFS.append(Proof((wrong.type,), rule))
        return self

    def refused_without_trace(self, rule: Rule) -> Outcome:
        """The rule refused a dry run: not even the attempt was recorded."""
        assert isinstance(self.results, Refused), self.results
        assert self.results.rule is rule, self.results
        assert self._new() == []
        return self

    def admitted(self) -> Outcome:
        """A dry run would have been appended, and left no trace."""
        assert self._statuses() == ["admitted"] * len(self.acts)
        assert self._new() == []
        return self

    def already_there(self) -> Outcome:
        """All of it was recorded before, and is answered as it was."""
        assert self._statuses() == ["already_there"] * len(self.acts)
        assert self._new() == []
        return self

    def denied(self) -> Outcome:
        """The organisation may not do this; nothing was recorded."""
        return self._failed(Denied)

    def conflict(self) -> Outcome:
        """The same id came before with other content; nothing was recorded."""
        return self._failed(Conflict)

    def version_moved(self, to: int) -> Outcome:
        """The stream is at another version than expected; nothing was recorded."""
        self._failed(VersionMoved)
        assert isinstance(self.results, VersionMoved)
        assert self.results.version == to
        return self

    def malformed(self, *paths: str) -> Outcome:
        """The proposal is of the wrong form at exactly these places; nothing was recorded."""
        self._failed(Malformed)
        assert isinstance(self.results, Malformed)
        assert [fault["path"] for fault in self.results.faults] == list(paths)
        return self

    @property
    def reactions(self) -> list[Recorded]:
        """What the ledger itself added to other streams."""
        return self._new()[len(self.acts) :]

    @property
    def state(self) -> Any:
        """The state of the stream the first act went to."""
        return self.scenario.state(self.acts[0].stream)

    def rows(self, view: str) -> list[Any]:
        """The rows a view has of that stream."""
        return self.scenario.rows(view, self.acts[0].stream)

    def row(self, view: str) -> Any:
        """The only row a view has of that stream."""
        (found,) = self.rows(view)
        return found

    def when(self, *acts: Acts, expected: int | None = None, dry_run: bool = False) -> Outcome:
        """And then."""
        return self.scenario.when(*acts, expected=expected, dry_run=dry_run)

    def _new(self) -> list[Recorded]:
        after = self.scenario.events
        assert after[: len(self.before)] == self.before
        return after[len(self.before) :]

    def _statuses(self) -> list[str]:
        if isinstance(self.results, Exception):
            raise self.results
        return [each.status for each in self.results]

    def _failed(self, how: type[Exception]) -> Outcome:
        assert isinstance(self.results, how), self.results
        assert self._new() == []
        return self


def flat(acts: Sequence[Acts]) -> Iterator[Act]:
    for each in acts:
        if isinstance(each, Act):
            yield each
        else:
            yield from flat(each)


def instant(local: str) -> datetime:
    """The UTC instant of a local time, to compare with what a state holds."""
    return utc(datetime.fromisoformat(local).replace(tzinfo=SHANGHAI))

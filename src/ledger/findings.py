"""Findings of a stream: what its own events say against a rule, and what no rule would admit today. 发现

A look is asked of every event that counts. One that missed a fact is asked once more where that was there by then
and is recorded late; the finding ends if it has nothing more to say. Where a correction stands over an event, the
refusals that once admitted it are asked again: what they would refuse now was recorded in good faith, and
contradicts its rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from ledger.kernel.calendar import Calendar
from ledger.kernel.context import Facts, Refusal
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.finding import Finding
from ledger.kernel.law import Rule, Text
from ledger.kernel.state import State
from ledger.kernel.view import Fold


class FindingRow(State, frozen=True, kw_only=True):
    """One event that contradicts one rule, as one look has it. 发现"""

    item: str
    rule_id: str
    severity: str
    event_id: str
    event_type: str
    occurred_at: datetime
    organisation: str
    reason_zh: str
    reason_en: str


class Standing(NamedTuple):
    """A finding that stands, and of one that may be answered what it takes to ask again."""

    row: FindingRow
    finding: Finding | None = None
    before: Any = None
    """The state before the event, with what has been recorded since and was done by then."""
    recorded: Recorded | None = None


Found = Mapping[str, Standing]
Evolve = Callable[[Any, Recorded], Any]


def looked(
    findings: Mapping[type[Event], Iterable[Finding]],
    refusals: Mapping[type[Event], Iterable[Refusal]],
    evolve: Evolve,
) -> Fold:
    """The fold of a stream's findings; `evolve` is that of the stream, whatever its kind."""
    answering = frozenset[type[Event]]().union(*(each.answered_by for looks in findings.values() for each in looks))

    def look(found: Found | None, before: Any, after: Any, recorded: Recorded, again: bool) -> Found | None:
        kind = type(recorded.event)
        if found and kind in answering:
            found = _unanswered(found, recorded, evolve)
        rows = [
            _standing(finding, before, recorded, reason)
            for finding in findings.get(kind, ())
            if finding.rule.pack.id in recorded.rule_packs and (reason := finding.check(before, recorded))
        ]
        if again:
            rows += [
                Standing(_row(rule, check.__name__, "breach", recorded, reason))
                for rule, _, check in refusals.get(kind, ())
                if rule.pack.id in recorded.rule_packs and (reason := _asked(check, before, recorded))
            ]
        return {**(found or {}), **{each.row.item: each for each in rows}} if rows else found

    return look


def rows(found: Found | None) -> list[FindingRow]:
    """The findings that stand."""
    return [standing.row for standing in (found or {}).values()]


def _standing(finding: Finding, before: Any, recorded: Recorded, reason: Text) -> Standing:
    row = _row(finding.rule, finding.name, finding.severity, recorded, reason)
    # A state is kept for nothing that is never asked again: there are many of them.
    return Standing(row, finding, before, recorded) if finding.answered_by else Standing(row)


def _unanswered(found: Found, late: Recorded, evolve: Evolve) -> Found:
    """What stands once this is recorded; the very same where it answers nothing."""
    changed: dict[str, Standing | None] = {}
    for item, (_, finding, before, recorded) in found.items():
        if finding is None or recorded is None or type(late.event) not in finding.answered_by:
            continue
        if late.occurred_at <= recorded.occurred_at:
            before = evolve(before, late)
            reason = finding.check(before, recorded)
            changed[item] = _standing(finding, before, recorded, reason) if reason else None
    if not changed:
        return found
    return {item: standing for item, standing in {**found, **changed}.items() if standing}


def names(
    findings: Mapping[type[Event], Iterable[Finding]], refusals: Mapping[type[Event], Iterable[Refusal]]
) -> Iterator[tuple[type[Event], str]]:
    """Event to what tells apart the rows that it may have, the items but for the event's own id."""
    for event, looks in findings.items():
        yield from ((event, f"{each.rule.id}/{each.name}") for each in looks)
    for event, asked in refusals.items():
        yield from ((event, f"{each.rule.id}/{each.check.__name__}") for each in asked)


class _Unasked(Exception):
    """The check needs a fact of another stream, or the working days as published."""


class _Nothing(Facts):
    """Facts when none were loaded: who asks for one cannot judge."""

    def every(self, fact: type[Any]) -> Any:
        raise _Unasked


def _no_calendar() -> Calendar:
    raise _Unasked


def _asked(check: Callable[[Any, Proposed, Facts], Text | None], before: Any, recorded: Recorded) -> Text | None:
    proposed = Proposed(recorded.stream, recorded.event, recorded.occurred_at, recorded.organisation, recorded.actor)
    try:
        return check(before, proposed, _Nothing(area=recorded.area, calendar=_no_calendar))
    except _Unasked:
        return None


def _row(rule: Rule, name: str, severity: str, recorded: Recorded, reason: Text) -> FindingRow:
    return FindingRow(
        item=f"{rule.id}/{name}/{recorded.event_id}",
        rule_id=rule.id,
        severity=severity,
        event_id=recorded.event_id,
        event_type=recorded.event.about.name,
        occurred_at=recorded.occurred_at,
        organisation=recorded.organisation,
        reason_zh=reason.zh,
        reason_en=reason.en,
    )

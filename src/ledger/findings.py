"""Findings of a stream: what its own events say against a rule, and what no rule would admit today. 发现

A look is asked of every event that counts. Where a correction stands over an event, the refusals that once
admitted it are asked again: what they would refuse now was recorded in good faith, and contradicts its rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledger.kernel.calendar import Calendar
from ledger.kernel.context import Facts, Refusal
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.finding import Finding
from ledger.kernel.law import Rule, Text
from ledger.kernel.view import Fold


@dataclass(frozen=True, kw_only=True)
class FindingRow:
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


Found = Mapping[str, FindingRow]


def looked(
    findings: Mapping[type[Event], Iterable[Finding]], refusals: Mapping[type[Event], Iterable[Refusal]]
) -> Fold:
    """The fold of a stream's findings."""

    def look(found: Found | None, before: Any, after: Any, recorded: Recorded, again: bool) -> Found | None:
        kind = type(recorded.event)
        rows = [
            _row(finding.rule, finding.name, finding.severity, recorded, reason)
            for finding in findings.get(kind, ())
            if finding.rule.pack.id in recorded.rule_packs and (reason := finding.check(before, recorded))
        ]
        if again:
            rows += [
                _row(rule, check.__name__, "breach", recorded, reason)
                for rule, _, check in refusals.get(kind, ())
                if rule.pack.id in recorded.rule_packs and (reason := _asked(check, before, recorded))
            ]
        return {**(found or {}), **{row.item: row for row in rows}} if rows else found

    return look


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

"""Findings as data: facts that contradict a rule which sets no time. 发现"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple

from ledger.kernel.checklist import Checklist
from ledger.kernel.event import Event, Recorded
from ledger.kernel.law import Rule, Text

Severity = Literal["breach", "deviation", "notice"]
"""A breach of what must be, a deviation from what should be, or something to look at."""

Look = Callable[[Any, Recorded], Text | None]
"""Of the state before an event, and the event: what contradicts the rule, or nothing."""


class Finding(NamedTuple):
    """A rule, the events that may contradict it, and the look that tells. 发现规则"""

    rule: Rule
    on: tuple[type[Event], ...]
    check: Look
    severity: Severity
    name: str
    """What tells it apart from others under the same rule on the same event."""
    answered_by: frozenset[type[Event]] = frozenset()
    """What answers it where that was done by then, and is only recorded afterwards."""


Findings = list[Finding]


def finds(
    table: Findings,
    rule: Rule,
    *on: type[Event],
    severity: Severity | None = None,
    name: str = "",
    answered_by: Iterable[type[Event]] = (),
) -> Callable[[Look], Look]:
    """Enters a look into a context's table of findings.

    How grave it is follows from the rule unless told, its name is that of the function. `answered_by` are the events
    whose facts it may miss: done by then and recorded late, they have it asked again.
    """
    grave: Severity = severity or ("breach" if rule.modality in ("must", "must_not") else "deviation")

    def enter(check: Look) -> Look:
        table.append(Finding(rule, on, check, grave, name or check.__name__, frozenset(answered_by)))
        return check

    return enter


def look_through(
    table: Findings,
    checklist: Checklist,
    after: Callable[[Any, Recorded], Any],
    *on: type[Event],
    severity: Severity | None = None,
    answered_by: Iterable[type[Event]] = (),
) -> None:
    """Enters, for each rule of a checklist, the look for what it lacks in the state `after` these events."""
    for rule in dict.fromkeys(item.rule for item in checklist.items):
        finds(table, rule, *on, severity=severity, answered_by=answered_by)(lacking(checklist, rule, after))


def lacking(checklist: Checklist, rule: Rule, after: Callable[[Any, Recorded], Any]) -> Look:
    """The look for what a checklist lacks under one rule, the event included."""

    def lacking(state: Any, recorded: Recorded) -> Text | None:
        missing = checklist.lacking(after(state, recorded), rule)
        title = checklist.title
        return missing and Text(f"{title.zh}：缺{missing.zh}。", f"{title.en}; missing: {missing.en}")

    return lacking

"""Findings as data: facts that contradict a rule which sets no time. 发现"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

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


Findings = list[Finding]


def finds(table: Findings, rule: Rule, *on: type[Event], severity: Severity | None = None) -> Callable[[Look], Look]:
    """Enters a look into a context's table of findings; how grave it is follows from the rule unless told."""
    grave: Severity = severity or ("breach" if rule.modality in ("must", "must_not") else "deviation")

    def enter(check: Look) -> Look:
        table.append(Finding(rule, on, check, grave))
        return check

    return enter

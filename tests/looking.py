"""What the ledger says of a stream after a story: its duties and its findings."""

from __future__ import annotations

from typing import Any

from given import Acts, flat, given
from ledger.kernel.law import Rule


def rows(view: str, rule: Rule, *story: Acts, part: str | None = "", stream: str = "") -> list[Any]:
    """What a view has under a rule, and a part of it (None: all), after a story whose last act was appended.

    It is asked of the stream of the last act unless another is named.
    """
    *before, last = flat(story)
    found = given(*before).when(last).appended().scenario.rows(view, stream or last.stream)
    return [row for row in found if row.rule_id == rule.id and part in (None, getattr(row, "part", ""))]


def duties(rule: Rule, *story: Acts, part: str = "", stream: str = "") -> dict[str, Any]:
    """The duties under a rule, by what they are about."""
    return {row.subject: row for row in rows("duty", rule, *story, part=part, stream=stream)}


def owed(rule: Rule, *story: Acts, part: str = "", stream: str = "") -> Any:
    """The only duty under it."""
    (row,) = rows("duty", rule, *story, part=part, stream=stream)
    return row


def found(rule: Rule, *story: Acts, stream: str = "") -> list[Any]:
    """The findings under a rule, in order."""
    return rows("finding", rule, *story, stream=stream)


def grave(rule: Rule, *story: Acts, stream: str = "") -> list[str]:
    """How grave they are."""
    return [row.severity for row in found(rule, *story, stream=stream)]


def findings(rule: Rule, *story: Acts) -> list[tuple[str, str]]:
    """How grave they are, and why."""
    return [(row.severity, row.reason_en) for row in found(rule, *story)]

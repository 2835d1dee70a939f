"""The words of reports: column, scope, report, dataset."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from ledger.callers import Caller
from ledger.kernel.clock import start_of
from ledger.kernel.codes import prefix
from ledger.kernel.law import Rule, Text
from ledger.store.queries import Moment, Queries

Kind = Literal["text", "count", "share"]


class Column(NamedTuple):
    """One column: its name in data, its heading, what it counts."""

    name: str
    title: Text
    meaning: Text
    kind: Kind = "count"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a report covers: as of when, for whom, where, and the local days from `since` to `until`."""

    moment: Moment
    caller: Caller
    area: str | None = None
    since: date | None = None
    until: date | None = None

    def where(self, alias: str, time_column: str) -> tuple[str, list[object]]:
        """The scope as SQL over one view: true at the moment, visible, in the area and in the period."""
        visible, values = self.caller.condition(alias)
        parts = [self.moment.clause(alias), f"({visible})"]
        if self.area:
            parts.append(f"{alias}.area LIKE %s")
            values.append(prefix(self.area) + "%")
        if self.since:
            parts.append(f"{alias}.{time_column} >= %s")
            values.append(start_of(self.since))
        if self.until:
            parts.append(f"{alias}.{time_column} < %s")
            values.append(start_of(self.until + timedelta(days=1)))
        return " AND ".join(parts), values


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report of the catalogue. 报表"""

    id: str
    title: Text
    summary: Text
    basis: tuple[Rule, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Queries, Scope], Sequence[Mapping[str, Any]]]
    totals: Callable[[Sequence[Mapping[str, Any]]], Mapping[str, Any]]


@dataclass(frozen=True)
class Dataset:
    """A report that was run: its rows in their canonical order, and their totals."""

    report: Report
    scope: Scope
    rows: Sequence[Mapping[str, Any]]
    totals: Mapping[str, Any]

    @property
    def as_of(self) -> datetime:
        return self.scope.moment.at

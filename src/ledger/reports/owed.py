"""Duties counted beside the rows of a report: how many of some rules stand at some status, by stream. 义务计数"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ledger.duties.status import STATUSES, status
from ledger.kernel.law import Rule
from ledger.reports.report import Column
from ledger.store.queries import Moment

PENDING = tuple(name for name, each in STATUSES.items() if each.pending)
STANDING = tuple(name for name in STATUSES if name != "cancelled")
MISSED = ("late", "overdue")


class Owed(NamedTuple):
    """A column that counts duties: those under some rules, of the part named, whose status is one of these."""

    column: Column
    statuses: tuple[str, ...]
    rules: tuple[Rule, ...]
    part: str | None = None

    @property
    def condition(self) -> str:
        """Which duties `d` it counts, their status being `s.status` (SQL)."""
        parts = [f"d.rule_id IN ({_listed(rule.id for rule in self.rules)})", f"s.status IN ({_listed(self.statuses)})"]
        return " AND ".join(parts if self.part is None else [*parts, f"d.part = '{self.part}'"])


def owed_by_stream(columns: Iterable[Owed], moment: Moment) -> str:
    """The columns counted for every stream that has such duties at the moment (SQL)."""
    columns = tuple(columns)
    counts = ", ".join(f"count(*) FILTER (WHERE {each.condition}) AS {each.column.name}" for each in columns)
    rules = _listed(dict.fromkeys(rule.id for each in columns for rule in each.rules))
    return (
        f"SELECT d.stream, {counts} FROM views.duty d CROSS JOIN LATERAL (SELECT {status(moment.clock)} AS status) s "
        f"WHERE d.rule_id IN ({rules}) AND {moment.clause('d')} GROUP BY d.stream"
    )


def summed_over_streams(columns: Iterable[Owed], alias: str) -> str:
    """The sums of the columns over the streams of a group, in SQL that joins `owed_by_stream` as `alias`."""
    return ", ".join(f"coalesce(sum({alias}.{each.column.name}), 0)::bigint AS {each.column.name}" for each in columns)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)

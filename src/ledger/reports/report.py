"""The words of reports: column, scope, report, dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from ledger.callers import Caller
from ledger.kernel.clock import start_of
from ledger.kernel.codes import prefix
from ledger.kernel.law import Rule, Text
from ledger.kernel.worksheet import total
from ledger.store.queries import Moment, Queries

Kind = Literal["text", "count", "share", "amount", "number"]
"""Words, a number that is summed, a share of a whole, yuan that are summed, or a measure that is not summed."""


NOTHING = Text("", "")


class Column(NamedTuple):
    """One column: its name in data, its heading, what it counts and in which unit.

    Where `words` are given, data have their codes and people read the words.
    """

    name: str
    title: Text
    meaning: Text
    kind: Kind = "count"
    unit: Text = NOTHING
    words: Mapping[str, Text] = MappingProxyType({})


INSURER_ID = Column(
    "insurer_id", Text("保险机构代码", "Insurer id"), Text("登记的机构代码", "id in the register"), "text"
)
INSURER = (
    INSURER_ID,
    Column("insurer", Text("保险机构", "Insurer"), Text("登记的机构名称", "name in the register"), "text"),
)
FIRM_ID = Column(
    "firm_id", Text("公估机构代码", "Firm id"), Text("公估机构的代码", "id of the loss-adjusting firm"), "text"
)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a report covers: as of when, for whom, where, and the local days from `since` to `until`."""

    moment: Moment
    caller: Caller
    area: str | None = None
    since: date | None = None
    until: date | None = None

    def where(self, alias: str, time_column: str = "") -> tuple[str, list[object]]:
        """The scope as SQL over one view: true at the moment, visible, in the area and, by a column, in the period."""
        visible, values = self.caller.condition(alias)
        parts = [self.moment.clause(alias), f"({visible})"]
        if self.area:
            parts.append(f"{alias}.area LIKE %s")
            values.append(prefix(self.area) + "%")
        within, bounds = self.within(f"{alias}.{time_column}") if time_column else ("true", [])
        return " AND ".join([*parts, within]), [*values, *bounds]

    def within(self, time: str) -> tuple[str, list[object]]:
        """The period as SQL over a time (SQL)."""
        bounds = (("{} >= %s", start_of(self.since) if self.since else None), ("{} < %s", self.end))
        parts = [(part.format(time), bound) for part, bound in bounds if bound]
        return " AND ".join(part for part, _ in parts) or "true", [bound for _, bound in parts]

    @property
    def end(self) -> datetime | None:
        """The first instant after the period; none where it has no last day."""
        return start_of(self.until + timedelta(days=1)) if self.until else None


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report of the catalogue. 报表

    `reads` are the views its figures come from: what changes a row of theirs may change the report.
    """

    id: str
    title: Text
    summary: Text
    basis: tuple[Rule, ...]
    reads: tuple[str, ...]
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


def binds(rule: Rule, alias: str, time: str) -> str:
    """Whether a rule's instrument is in force where a row belongs, at a time (both SQL), as `Pack.in_force` has it."""
    pack = rule.pack
    parts = [f"{alias}.area LIKE '{prefix(pack.area)}%%'", f"{time} >= '{start_of(pack.effective_from).isoformat()}'"]
    if pack.effective_to:
        parts.append(f"{time} < '{start_of(pack.effective_to).isoformat()}'")
    return " AND ".join(parts)


def names(
    queries: Queries, moment: Moment, ids: Iterable[str], registers: Sequence[str] = ("agency", "insurer")
) -> dict[str, str]:
    """What organisations are called in these registers then; an unregistered one is not in it."""
    wanted = sorted(set(ids))
    found = queries.rows(
        " UNION ALL ".join(
            f"SELECT g.{each}_id AS id, g.name FROM views.{each} g WHERE g.{each}_id = ANY(%s) AND {moment.clause('g')}"
            for each in registers
        ),
        [wanted] * len(registers),
    )
    return {row["id"]: row["name"] for row in found}


def summed(found: Sequence[Mapping[str, Any]], columns: Iterable[Column]) -> dict[str, Any]:
    """The sums of the columns that count, and of those in yuan."""
    sums: dict[Kind, Callable[[Iterable[Any]], Any]] = {
        "count": sum,
        "amount": lambda told: str(total(map(Decimal, told))),
    }
    return {
        column.name: sums[column.kind](row[column.name] for row in found if row[column.name] is not None)
        for column in columns
        if column.kind in sums
    }


def yuan(amount: Decimal | None) -> str | None:
    """An amount as data have it: a string with two decimals."""
    return None if amount is None else f"{amount:.2f}"


def share(part: int, whole: int) -> str | None:
    """`part` of `whole` as a decimal string of four places, half to even; none of nothing."""
    if not whole:
        return None
    return str((Decimal(part) / Decimal(whole)).quantize(Decimal("0.0001"), ROUND_HALF_EVEN))

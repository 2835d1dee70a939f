"""Lists: what the address asks of one, its rows page by page, and what every list gives to its template.

A list over a view is a Listing: its order, its filters, and how its rows are told. Its template extends list.html.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ledger.app import Moment
from ledger.callers import Caller
from ledger.law import RULES
from web.pages import asking
from web.twin import Data, node

Rows = Sequence[Mapping[str, Any]]
Found = tuple[list[dict[str, Any]], str | None]
"""Rows as they are told, and the mark to go on from if there are more."""


class Filter(NamedTuple):
    """A condition on a row `v`, and how the value for it is read from the address."""

    condition: str
    read: Callable[[str], object] = asking.word


AREA = Filter("v.area LIKE %s", asking.area)


def one_of(column: str, choices: Mapping[str, Any]) -> Filter:
    """A column that has one of some codes."""
    return Filter(f"v.{column} = %s", lambda name: asking.one_of(name, choices))


def flagged(condition: str) -> Filter:
    """A condition that is asked for by a one."""
    return Filter(f"%s AND {condition}", lambda name: asking.flag(name) or None)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The rows of a view, the latest first."""

    view: str
    order: tuple[str, str]
    """The column with the time, and one that tells rows of one time apart."""
    filters: Mapping[str, Filter]
    told: Callable[[Rows, Moment, Caller], list[dict[str, Any]]]

    def asked(self) -> dict[str, object]:
        """What the address asks, by filter."""
        return {name: each.read(name) for name, each in self.filters.items()}

    def find(
        self, by: Caller, at: Moment, asked: Mapping[str, object], limit: int, after: asking.Mark | None = None
    ) -> Found:
        """The rows after a mark that the reader may see and that fit what is asked."""
        conditions = {name: each.condition for name, each in self.filters.items()}
        where, values = asking.where("v", conditions, asked, by, at)
        time, key = self.order
        if after:
            where += f" AND (v.{time}, v.{key}) < (%s, %s)"
            values += after
        rows = node().ledger.queries.rows(
            f"SELECT v.* FROM views.{self.view} v WHERE {where} ORDER BY v.{time} DESC, v.{key} DESC LIMIT %s",
            [*values, limit + 1],
        )
        shown = rows[:limit]
        following = asking.mark(shown[-1][time], shown[-1][key]) if len(rows) > limit else None
        return self.told(shown, at, by), following


def answer(name: str, at: Moment, asked: Mapping[str, object], found: Found, **choices: Rows) -> Data:
    """A page of a list as its template and its twin have it, the rows under their own name."""
    rows, following = found
    return {
        "as_of": asking.as_of(at),
        "asked": {name: value for name, value in asked.items() if value},
        name: rows,
        "after": following,
        "first_page": asking.page_mark() is None,
        "choices": choices,
    }


def rules(ids: Collection[str], asked: str) -> list[dict[str, Any]]:
    """Rules to choose from, and the one asked for, in the order of the rulebook."""
    return [
        {"id": rule.id, "article": rule.article, "text": rule.text._asdict()}
        for rule in RULES.values()
        if rule.id in ids or rule.id == asked
    ]

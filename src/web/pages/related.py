"""What a dossier hangs together with: streams that it names and streams that name it, as far as the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ledger.app import Moment
from ledger.callers import Caller
from web.pages.names import PAGES
from web.twin import node

MOST = 100
Related = dict[str, str | None]
"""A stream, its page if the reader may see it, and its status then."""


class Naming(NamedTuple):
    """A condition on rows `v` of a view by which they name the dossier, with the value for it."""

    condition: str
    value: str


def related(named: Iterable[str], naming: Mapping[str, Naming], at: Moment, by: Caller) -> list[Related]:
    """The streams in the order of their kinds; one that may not be seen, or is not there yet, by its id alone."""
    streams = tuple(dict.fromkeys(named))
    return [
        each
        for kind in PAGES
        for each in _of_kind(kind, [stream for stream in streams if stream.startswith(f"{kind}/")], naming, at, by)
    ]


def _of_kind(kind: str, named: list[str], naming: Mapping[str, Naming], at: Moment, by: Caller) -> Iterable[Related]:
    found: dict[str, Related] = {stream: {"stream": stream, "address": None, "status": None} for stream in named}
    condition, value = naming.get(kind, Naming("v.stream = %s", ""))
    if named or value:
        visible, values = by.condition("v")
        rows = node().ledger.queries.rows(
            f"SELECT v.stream, v.status FROM views.{kind} v WHERE {at.clause('v')} AND ({visible}) "
            f"AND (v.stream = ANY(%s) OR {condition}) ORDER BY v.stream LIMIT {MOST}",
            [*values, named, value],
        )
        for row in rows:
            stream = row["stream"]
            address = f"{PAGES[kind]}/{stream.partition('/')[2]}"
            found[stream] = {"stream": stream, "address": address, "status": row["status"]}
    return found.values()

"""Views: rows that are functions of a stream's state, kept with the positions for which they were true."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class View:
    """A table derived from the streams of some kinds. 视图

    `rows(state)` gives the rows of one stream as instances of the dataclass `row`, whose first
    field, `item`, tells the stream's rows apart. The projector adds stream, area and positions. A view
    that `accumulates` keeps rows that a later state no longer gives: those of journals without an end.
    """

    name: str
    kinds: tuple[str, ...]
    row: type[Any]
    rows: Callable[[Any], Iterable[Any]]
    accumulates: bool = False

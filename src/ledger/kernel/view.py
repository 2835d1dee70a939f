"""Views: rows that are functions of a stream's state, kept with the positions for which they were true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ledger.kernel.facts import HouseSettings
from ledger.kernel.law import Rule
from ledger.kernel.state import State

Fold = Callable[[Any, Any, Any, Any, bool], Any]
"""Of what is folded so far (None at first), the stream's state before and after an event, the event, and whether
a later correction stands over it: what is folded after it. The very same object where nothing changes."""


@dataclass(frozen=True, kw_only=True)
class View:
    """A table derived from the streams of some kinds. 视图

    `rows(state)` gives the rows of one stream as instances of the class `row`, whose first
    field, `item`, tells the stream's rows apart. The projector adds stream, area and positions. A view
    that `accumulates` keeps rows that a later state no longer gives: those of journals without an end.

    A view with a `fold` has its rows from what that folds beside the state; it is made for the settings of the
    house, and where those change, `affected` says as SQL over the view's rows `v` which streams to fold anew.
    `differing` tells which rows differ between two of what is folded, each as it was and as it is, None where there
    is none; without it, or where it cannot tell, all rows are compared.

    A new `version` has the view rebuilt although its columns are the same. `indexes` are made beside those that
    every view has: what stands after ON and the table, by name. One that is never asked as a whole of the past
    does without the index `by_position`, the dearest to keep.
    """

    name: str
    kinds: tuple[str, ...]
    row: type[State]
    rows: Callable[[Any], Iterable[Any]]
    accumulates: bool = False
    fold: Callable[[Any], Fold] | None = None
    differing: Callable[[Any, Any], Iterable[tuple[Any, Any]] | None] | None = None
    affected: Callable[[HouseSettings, HouseSettings], tuple[str, list[object]]] | None = None
    version: str = ""
    indexes: Mapping[str, str] = field(default_factory=dict)
    by_position: bool = True
    carries: tuple[Rule, ...] = ()
    """Rules whose fate is this very view."""

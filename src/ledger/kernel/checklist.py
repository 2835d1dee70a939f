"""Checklists: what must be there before a step, item by item, each item under its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ledger.kernel.law import Rule, Text


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line of a checklist; `applies` says to which states, `done` whether it is fulfilled."""

    id: str
    text: Text
    rule: Rule
    done: Callable[[Any], bool]
    applies: Callable[[Any], bool] = lambda state: True


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """The items one step needs. 核对清单"""

    id: str
    title: Text
    items: tuple[Item, ...]

    def missing(self, state: Any) -> Iterator[Item]:
        """The items that apply to this state and are not fulfilled yet."""
        return (item for item in self.items if item.applies(state) and not item.done(state))

    def lacking(self, state: Any, rule: Rule) -> Text | None:
        """What is missing under a rule, in words; nothing where nothing is."""
        found = [item.text for item in self.missing(state) if item.rule is rule]
        return Text("、".join(text.zh for text in found), ", ".join(text.en for text in found)) if found else None

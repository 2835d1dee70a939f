"""One step of a state: a frozen dataclass with some members changed."""

from __future__ import annotations

from typing import Any, TypeVar

S = TypeVar("S")


def replace(state: S, /, **changes: Any) -> S:
    """As dataclasses.replace, at a fifth of its cost: every view is folded through here, event by event.

    For states alone, which compute nothing when they are made. TypeError for a member they do not have.
    """
    members = state.__dict__
    if not changes.keys() <= members.keys():
        raise TypeError(f"{type(state).__name__} has no member {', '.join(sorted(changes.keys() - members.keys()))}")
    changed = object.__new__(type(state))
    changed.__dict__.update(members)
    changed.__dict__.update(changes)
    return changed

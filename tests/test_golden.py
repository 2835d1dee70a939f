"""What is stored has names for good: events, their members and the members' types, frozen in a file.

A changed line means that old bytes would not load: add an upcaster and a test that loads them. A new
event or a new optional member is added to the file by `python tests/test_golden.py`.
"""

from __future__ import annotations

import json
from inspect import get_annotations
from pathlib import Path
from typing import Any

from ledger.catalogue import EVENTS
from ledger.kernel.state import member_names, optional

FROZEN = Path(__file__).parent / "golden" / "events.json"


def stored() -> dict[str, dict[str, str]]:
    """Event to member to declared type; members that may be left out end with a question mark."""
    return {
        name: {
            member + ("?" if member in optional(event) else ""): declared(event, member)
            for member in member_names(event) or ()
        }
        for name, event in sorted(EVENTS.items())
    }


def declared(event: type[Any], member: str) -> str:
    return next(str(known[member]) for each in event.__mro__ if member in (known := get_annotations(each)))


def test_stored_names_and_members_are_frozen() -> None:
    assert stored() == json.loads(FROZEN.read_text("utf-8"))


if __name__ == "__main__":
    FROZEN.write_text(json.dumps(stored(), ensure_ascii=False, indent=1) + "\n", "utf-8")

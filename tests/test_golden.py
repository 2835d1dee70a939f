"""What is stored has names for good: events, their members and the members' types, frozen in a file.

A changed line means that old bytes would not load: add an upcaster and a test that loads them. A new
event or a new optional member is added to the file by `python tests/test_golden.py`.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from pathlib import Path

from ledger.catalogue import EVENTS

FROZEN = Path(__file__).parent / "golden" / "events.json"


def stored() -> dict[str, dict[str, str]]:
    """Event to member to declared type; members that may be left out end with a question mark."""
    return {
        name: {
            each.name + ("" if each.default is MISSING and each.default_factory is MISSING else "?"): str(each.type)
            for each in fields(event)  # type: ignore[arg-type]
        }
        for name, event in sorted(EVENTS.items())
    }


def test_stored_names_and_members_are_frozen() -> None:
    assert stored() == json.loads(FROZEN.read_text("utf-8"))


if __name__ == "__main__":
    FROZEN.write_text(json.dumps(stored(), ensure_ascii=False, indent=1) + "\n", "utf-8")

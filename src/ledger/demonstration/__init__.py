"""The demonstration: registers and stories of an example city, as NDJSON of proposed events.

Each line is proposed by the organisation its source names; names, numbers and documents are examples.
"""

from __future__ import annotations

from pathlib import Path


def stories() -> list[Path]:
    """The files in the order in which they are appended: registers first, then story by story."""
    return sorted(Path(__file__).parent.glob("*.ndjson"))

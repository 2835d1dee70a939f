"""Codes and shapes of the field: areas by GB/T 2260, stream keys, hashes, and their patterns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal


@dataclass(frozen=True)
class Shape:
    """What a string in an event must look like; read by the API schema and by validation alike."""

    pattern: str
    longest: int = 2_000


KEY = r"^[A-Za-z0-9._-]{1,80}$"

PRINTABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+$"

Words = Annotated[str, Shape(pattern=PRINTABLE)]
"""Free text of 1 to 2,000 characters; never the place for personal data."""
Id = Annotated[str, Shape(pattern=KEY)]
"""Identifier within a kind of stream: letters, digits, dot, underscore, hyphen; at most 80."""
Area = Annotated[str, Shape(pattern=r"^[0-9]{6}$")]
"""Administrative division, six digits of GB/T 2260. 行政区划代码"""
Digest = Annotated[str, Shape(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in lower-case hexadecimal. 摘要"""
EventId = Annotated[str, Shape(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
"""The ledger's name of one recorded event, a UUID."""
Instant = datetime
"""A moment with its offset; stored as UTC."""

Role = Literal[
    "insurer",
    "adjuster",
    "appraisal_agency",
    "association",
    "police",
    "justice_bureau",
    "insurance_regulator",
    "auditor",
    "administrator",
]


def prefix(area: str) -> str:
    """The significant digits of an area code: 411200 → 4112, 410000 → 41, 000000 and "" → ""."""
    while area.endswith("00"):
        area = area[:-2]
    return area


def covers(wide: str, narrow: str) -> bool:
    """Whether the area `wide` is, or lies above, the area `narrow`."""
    return narrow.startswith(prefix(wide))

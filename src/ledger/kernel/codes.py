"""Codes and shapes of the field: areas by GB/T 2260, stream keys, hashes, and their patterns."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal


@dataclass(frozen=True)
class Shape:
    """What a string in an event must look like; read by the API schema and by validation alike."""

    pattern: str
    longest: int = 2_000


@dataclass(frozen=True)
class Amount:
    """What the string of a decimal number must look like, and what it is called where it does not."""

    pattern: str
    says: str


LONGEST = 80
KEY = rf"^[A-Za-z0-9._-]{{1,{LONGEST}}}$"

PRINTABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+$"

Words = Annotated[str, Shape(pattern=PRINTABLE)]
"""Free text of 1 to 2,000 characters; never the place for personal data."""
Id = Annotated[str, Shape(pattern=KEY)]
"""Identifier within a kind of stream: letters, digits, dot, underscore, hyphen; at most 80."""
Area = Annotated[str, Shape(pattern=r"^[0-9]{6}$")]
"""Administrative division, six digits of GB/T 2260. 行政区划代码"""
Digest = Annotated[str, Shape(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in lower-case hexadecimal. 摘要"""
Money = Annotated[
    Decimal,
    Amount(pattern=r"^(0|[1-9][0-9]{0,11})\.[0-9]{2}$", says='an amount in yuan such as "1200.00", as a string'),
]
"""An amount in yuan, never negative, to the fen; a string at the edge and at rest. 金额"""
Hours = Annotated[
    Decimal, Amount(pattern=r"^-?[0-9]{1,12}\.[0-9]{2}$", says='hours with two decimals such as "36.50", as a string')
]
"""Hours, negative where it came after; a string at the edge and at rest."""
Ratio = Annotated[
    Decimal,
    Amount(pattern=r"^(0(\.[0-9]{1,10})?|1(\.0{1,10})?)$", says='a ratio from 0 to 1 such as "0.35", as a string'),
]
"""A ratio from 0 to 1, never a percentage; a string at the edge and at rest. 比例"""
Weight = Annotated[
    Decimal,
    Amount(pattern=r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,10})?$", says='a number such as "3" or "60.5", as a string'),
]
"""A number that counts beside others of its kind, never negative; a string at the edge and at rest. 权重"""
Millimetres = Annotated[
    Decimal,
    Amount(pattern=r"^(0|[1-9][0-9]{0,3})(\.[0-9]{1,2})?$", says='millimetres such as "0.5", as a string'),
]
"""Precipitation as water, in millimetres; a string at the edge and at rest. 降水量"""
Line = Literal[
    "property",
    "engineering",
    "household",
    "machinery_breakdown",
    "cargo",
    "liability",
    "accident_health",
    "agriculture",
    "other",
]
"""Line of business. 险种"""
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


def joined(*ids: str) -> str:
    """One key made of so many identifiers: `first_second`, where that tells them apart and is not too long.

    Any others are cut and have a digest behind them; one underscore more sets them apart from those that are whole.
    """
    key = "_".join(ids)
    if key.count("_") == len(ids) - 1 and len(key) <= LONGEST:
        return key
    digest = hashlib.sha256("/".join(ids).encode()).hexdigest()[:20]
    kept = (LONGEST - len(digest)) // len(ids) - 1
    return "_".join((*(id[:kept] for id in ids), digest))


def prefix(area: str) -> str:
    """The significant digits of an area code: 411200 → 4112, 410000 → 41, 000000 and "" → ""."""
    while area.endswith("00"):
        area = area[:-2]
    return area


def covers(wide: str, narrow: str) -> bool:
    """Whether the area `wide` is, or lies above, the area `narrow`."""
    return narrow.startswith(prefix(wide))

"""Areas: the codes of GB/T 2260 there are and were, their names, and the years in which they count. 行政区划

The table comes with python-stdnum (`stdnum/cn/loc.dat`): every province, prefecture and county with the first and
the last year of its code, as far as they are told. A year counts whole, so that in the year of a change the old
code and the new one both do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple, get_args, get_type_hints

from ledger.duties.house import NATION
from ledger.kernel.codes import Area
from ledger.kernel.law import Text


class Spell(NamedTuple):
    """What a code stood for, and the first and the last year in which it did; None where no such year is told."""

    name: str
    since: int | None = None
    until: int | None = None


MENDED: Mapping[str, Spell] = {
    "330113": Spell("临平区"),
    "330114": Spell("钱塘区"),
    "232761": Spell("加格达奇区"),
    "232762": Spell("松岭区"),
    "232763": Spell("新林区"),
    "232764": Spell("呼中区"),
    "810000": Spell("香港特别行政区"),
    "820000": Spell("澳门特别行政区"),
}
"""What python-stdnum 2.2 does not have, or writes in traditional characters."""


def name(code: str) -> str:
    """What an area is called, or was called last; empty for a code that never was one."""
    if code == NATION:
        return "全国"
    spells = _spells(code)
    return max(spells, key=lambda each: each.until or 9999).name if spells else ""


def named(code: str) -> str:
    """An area as people read it: 三门峡市 411200. A code that never was one stands alone."""
    return f"{name(code)} {code}".lstrip()


def unknown(code: str) -> Text | None:
    """Why a code is none of an area, of today or once; nothing where it is. 000000 is the nation."""
    if code == NATION or _spells(code):
        return None
    return Text(f"没有这个行政区划代码：{code}。", f"no such area code: {code}")


def not_then(code: str, on: date) -> Text | None:
    """Why a code was none of an area on a local day; nothing where it was, or is the nation's."""
    if (reason := unknown(code)) or code == NATION:
        return reason
    spells = _spells(code)
    if any((each.since or 0) <= on.year <= (each.until or 9999) for each in spells):
        return None
    years = ", ".join(f"{each.since or '…'}–{each.until or '…'}" for each in spells)
    return Text(
        f"行政区划代码 {code}（{name(code)}）在 {on.year} 年无效，有效年份为 {years}。",
        f"the area code {code} ({name(code)}) was not valid in {on.year}, but in {years}",
    )


@cache
def members(of: Any) -> tuple[str, ...]:
    """The members of an event of this class that name an area."""
    hints = get_type_hints(of, include_extras=True)
    return tuple(name for name, hint in hints.items() if Area in (hint, *get_args(hint)))


@lru_cache(4096)
def _spells(code: str) -> tuple[Spell, ...]:
    if code in MENDED:
        return (MENDED[code],)
    from stdnum import numdb  # alone here: many a command asks of no area

    parts = numdb.get("cn/loc").info(code)
    told = parts[-1][1].get("county", "") if len(parts) == 2 else ""
    return tuple(map(_spell, told.split(","))) if told else ()


def _spell(told: str) -> Spell:
    """One entry of the table: `[1986-2015]陕县`, with either year or both left out."""
    years, _, name = told.rpartition("]")
    since, _, until = years.removeprefix("[").partition("-")
    return Spell(name, int(since) if since else None, int(until) if until else None)

"""What the address of a page asks: as of when, which area, which days, which words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request

from ledger.app import Moment
from ledger.kernel.law import Text
from web.errors import Wrong
from web.twin import node

AREA = re.compile(r"\d{2,6}")
LONGEST = 100


def word(name: str) -> str:
    """One filter, without white space around it; empty where it is not set. Wrong if it is no plain short text."""
    given = request.args.get(name, "").strip()
    if len(given) > LONGEST or not given.isprintable():
        raise Wrong(Text(f"条件 {name} 过长或含有不可见字符。", f"{name} is too long or not printable"))
    return given


def one_of(name: str, choices: Mapping[str, Any]) -> str:
    given = word(name)
    if given and given not in choices:
        raise Wrong(Text(f"条件 {name} 没有这个选项。", f"{name} has no such choice"))
    return given


def moment() -> Moment:
    """The moment the page is asked for: `at`, a position or an instant; now where it is not set.

    Wrong for what is neither, ViewsBehind where the views do not get there in time.
    """
    given = word("at")
    try:
        return node().ledger.moment(given or None)
    except (ValueError, OverflowError):
        raise Wrong(
            Text(
                "“截至”须为位置（整数）或带时区的时间，如 2026-03-04T15:00:00+08:00。",
                "“As of” is a position or an instant with its offset, such as 2026-03-04T15:00:00+08:00.",
            )
        ) from None


def as_of(moment: Moment) -> Mapping[str, Any]:
    """The moment as pages and their twins tell it."""
    return {"position": moment.position, "at": moment.at, "live": moment.live, "asked": word("at")}


def area() -> str:
    """The area code of a filter, completed to six digits."""
    given = word("area")
    if given and not AREA.fullmatch(given):
        raise Wrong(Text("行政区划代码须为 2 至 6 位数字。", "an area code has 2 to 6 digits"))
    return given.ljust(6, "0") if given else ""


def day(name: str) -> date | None:
    given = word(name)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise Wrong(Text("日期须写作 2026-03-04。", "a day is written 2026-03-04")) from None

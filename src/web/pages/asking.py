"""What the address of a page asks: as of when, which area, which days, which words."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from flask import request

from ledger import areas
from ledger.app import Moment
from ledger.callers import Caller
from ledger.kernel.codes import prefix
from ledger.kernel.law import Text
from ledger.law import RULES
from web.errors import Wrong
from web.twin import node

AREA = re.compile(r"\d{2,6}")
LONGEST = 100
FIRST, LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
"""The moments that pages tell: beyond them there is no local time any more, nor a month before."""
LONGEST_MARK = 500

Mark = tuple[datetime, str]
"""The last row of a page: its time and what tells it apart from others of that time."""


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


def literal(text: str) -> str:
    """The text with what a pattern would take for a wildcard made plain."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


SHAPED: Mapping[str, Callable[[str], str]] = {
    "area": lambda code: prefix(code) + "%",
    "q": lambda text: f"%{literal(text)}%",
}
"""Filters whose value is made a pattern first."""


def many(name: str, choices: Mapping[str, Any]) -> tuple[str, ...]:
    """The choices set, each once, in the order of the table; a filter left empty is none."""
    given = {each.strip() for each in request.args.getlist(name)} - {""}
    if not given <= choices.keys():
        raise Wrong(Text(f"条件 {name} 没有这个选项。", f"{name} has no such choice"))
    return tuple(each for each in choices if each in given)


def flag(name: str) -> bool:
    return one_of(name, {"1": True}) == "1"


def rule(name: str = "rule") -> str:
    """The id of a rule."""
    given = word(name)
    if given and given not in RULES:
        raise Wrong(Text("规则册中没有这条规则。", "the rulebook has no such rule"))
    return given


def after() -> Mark | None:
    """The row after which the page begins."""
    if (given := page_mark()) is None:
        return None
    try:
        at, id = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
        made = datetime.fromisoformat(at)
        if made.tzinfo is None or not id.isprintable():
            raise ValueError
    except (ValueError, TypeError, AttributeError, binascii.Error):
        raise no_mark() from None
    return made, id


def page_mark() -> str | None:
    """The mark of the page as it stands in the address; none for the first page."""
    given = request.args.get("after")
    if given and len(given) > LONGEST_MARK:
        raise no_mark()
    return given or None


def no_mark() -> Wrong:
    """What is said of a mark that is none of ours."""
    return Wrong(Text("翻页标记无效，请从第一页开始。", "the page mark is not valid: start from the first page"))


def mark(at: datetime, id: str) -> str:
    """What the address says to go on after a row."""
    return base64.urlsafe_b64encode(json.dumps([at.isoformat(), id]).encode()).decode().rstrip("=")


def moment() -> Moment:
    """The moment the page is asked for: `at`, a position or an instant; now where it is not set.

    Wrong for what is neither, ViewsBehind where the views do not get there in time.
    """
    given = word("at")
    try:
        found = node().ledger.moment(given or None)
    except (ValueError, OverflowError):
        raise Wrong(
            Text(
                "“截至”须为位置（整数）或带时区的时间，如 2026-03-04T15:00:00+08:00。",
                "“As of” is a position or an instant with its offset, such as 2026-03-04T15:00:00+08:00.",
            )
        ) from None
    return replace(found, at=min(max(found.at, FIRST), LAST))


def where(
    alias: str, filters: Mapping[str, str], asked: Mapping[str, object], by: Caller, at: Moment
) -> tuple[str, list[object]]:
    """SQL for the rows a reader may see then that fit what is asked, by the table of filters and their conditions."""
    visible, values = by.condition(alias)
    parts = [at.clause(alias), f"({visible})"]
    for name, value in asked.items():
        if value not in (None, "", ()):
            parts.append(filters[name])
            values.append(SHAPED[name](str(value)) if name in SHAPED else value)
    return " AND ".join(parts), values


def as_of(moment: Moment) -> Mapping[str, Any]:
    """The moment as pages and their twins tell it."""
    return {"position": moment.position, "at": moment.at, "live": moment.live, "asked": word("at")}


def area(name: str = "area") -> str:
    """The area code of a filter, completed to six digits. Wrong for one that is none of any area, today or once."""
    given = word(name)
    if given and not AREA.fullmatch(given):
        raise Wrong(Text("行政区划代码须为 2 至 6 位数字。", "an area code has 2 to 6 digits"))
    code = given.ljust(6, "0") if given else ""
    if code and (reason := areas.unknown(code)):
        raise Wrong(reason)
    return code


def day(name: str) -> date | None:
    given = word(name)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise Wrong(Text("日期须写作 2026-03-04。", "a day is written 2026-03-04")) from None

"""The inbox: reminders of duties whose time is near or over, and of what the node lacks."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, redirect, request
from flask_login import current_user  # type: ignore[import-untyped]

from ledger import inbox
from ledger.app import UNAVAILABLE
from ledger.kernel.law import Text
from ledger.law import RULES
from web.auth import caller
from web.errors import Wrong
from web.pages import asking
from web.pages.names import PAGES
from web.twin import Data, node, page

PAGE = 50
ID = re.compile(r"[0-9]{1,15}", re.ASCII)
SHOW = {"": Text("全部", "All"), "unread": Text("未读", "Unread")}
STAGES = {
    "soon": Text("三日内到期", "Due within three days"),
    "today": Text("二十四小时内到期", "Due within 24 hours"),
    "overdue": Text("已超过期限", "Overdue"),
    "calendar": Text("缺工作日历", "No working days"),
}
LEVELS = {
    "breach": Text("必须", "Must"),
    "deviation": Text("应当", "Should"),
    "target": Text("内部目标", "House target"),
}


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/inbox", "inbox.html")(reminders)
    blueprint.add_url_rule("/inbox/read", view_func=read, methods=["POST"])
    blueprint.add_app_template_global(unread_reminders)


def reminders() -> Data:
    """The reminders the reader may see, latest first; those of others only to know of them."""
    show, after = asking.one_of("show", SHOW), asking.page_mark()
    if after and not ID.fullmatch(after):
        raise asking.no_mark()
    found = inbox.inbox(
        node().ledger.queries,
        caller(),
        unread_only=show == "unread",
        after=int(after) if after else None,
        limit=PAGE + 1,
    )
    return {
        "show": show,
        "reminders": [_shown(row) for row in found[:PAGE]],
        "after": str(found[PAGE - 1]["id"]) if len(found) > PAGE else None,
        "first_page": after is None,
    }


def read() -> Response:
    """Notes which reminders were read, and goes back to where the reader was in the list."""
    ids = request.form.getlist("id")
    if not ids or len(ids) > PAGE or not all(ID.fullmatch(each) for each in ids):
        raise Wrong(Text("没有选定提醒。", "no reminder was chosen"), 422)
    inbox.mark_read(node().ledger.queries, caller(), [int(each) for each in ids])
    show = asking.one_of("show", SHOW)
    return redirect("/inbox" + (f"?show={show}" if show else ""), 303)  # type: ignore[return-value]


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    rule = RULES.get(row["rule_id"])
    kind, _, key = row["stream"].partition("/")
    level = LEVELS.get(row["level"])
    return {
        "id": str(row["id"]),
        "stage": row["stage"],
        "stage_text": STAGES[row["stage"]]._asdict(),
        "level": row["level"],
        "level_text": level._asdict() if level else None,
        "rule": row["rule_id"],
        "article": rule.article if rule else "",
        "text": _text(row)._asdict(),
        "organisation": row["organisation"],
        "area": row["area"],
        "stream": row["stream"],
        "address": f"{PAGES[kind]}/{key}" if kind in PAGES else "",
        "subject": row["subject"],
        "due_at": row["due_at"],
        "raised_at": row["raised_at"],
        "settled_at": row["settled_at"],
        "read_at": row["read_at"],
        "own": row["own"],
    }


def _text(row: dict[str, Any]) -> Text:
    """What is owed, in words."""
    if row["stage"] == "calendar":
        year = row["item"]
        return Text(
            f"尚无 {year} 年的工作日安排，落入该年的期限为暂定。请升级或登记工作日历。",
            f"No working days of {year} are known: what falls due then is provisional. Upgrade, or publish a calendar.",
        )
    rule = RULES.get(row["rule_id"])
    return rule.text if rule else Text(row["rule_id"], row["rule_id"])


def unread_reminders() -> int:
    """How many reminders wait for the reader; none can be counted while the database is away."""
    try:
        return inbox.unread(node().ledger.queries, current_user.caller)
    except UNAVAILABLE:
        return 0

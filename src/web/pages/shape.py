"""How values look on a page: times, gaps between times, words for codes, addresses with one filter changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from ledger import areas
from ledger.callers import SIGHTS
from ledger.catalogue import KINDS
from ledger.forms.words import ANSWER, COMMISSIONED, RECEIVED, RESIDUAL
from ledger.kernel.clock import local_day, shown, start_of
from ledger.reports.formats import percent
from ledger.shown import instant
from web.language import _, said
from web.pages import asking, claim_words, words, work

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
AMOUNT = re.compile(r"\d{1,12}\.\d{2}")
HASH = re.compile(r"[0-9a-f]{64}")
NOTHING = Markup('<span class="nothing">—</span>')

TABLES = {
    "status": words.STATUS,
    "mode": words.MODE,
    "attendance": words.ATTENDANCE,
    "notice": words.NOTICE,
    "dispute": words.DISPUTE,
    "disputed": words.DISPUTED,
    "mediation": words.MEDIATION,
    "expert_review": words.EXPERT_REVIEW,
    "fate": words.FATES,
    "modality": words.MODALITY,
    "role": words.ROLE,
    "review": words.REVIEW,
    "duty": words.DUTY,
    "level": words.LEVEL,
    "severity": words.SEVERITY,
    "part": words.PART,
    "claim": claim_words.CLAIM,
    "assignment": claim_words.ASSIGNMENT,
    "cover": claim_words.COVER,
    "recovery": claim_words.RECOVERY,
    "commissioned": COMMISSIONED,
    "zone": claim_words.ZONE,
    "outcome": claim_words.OUTCOME,
    "decision": claim_words.DECISION,
    "retention": claim_words.RETENTION,
    "answer": ANSWER,
    "line": words.LINE,
    "kind": {kind: KINDS[kind].title for kind in work.QUEUES},
    "waiting": work.WAITING,
    "dossier_item": claim_words.DOSSIER_ITEM,
    "residual": RESIDUAL,
    "variant": RECEIVED,
    "channel": words.VALUES["channel"],
    "form": words.VALUES["form"],
    "remedy": words.VALUES["remedy"],
    "mediation_result": words.VALUES["result"],
}


STATUS_OF = {"appraisal": "status"}
"""The table of the status of a kind of stream, where it is not called like the kind."""


def register(app: Flask) -> None:
    for each in (time, end, gap, left, word, dash, area, figure, ratio, money):
        app.add_template_filter(each)
    app.add_template_filter(percent)
    words_and_tests: Mapping[str, Callable[..., Any]] = {
        "with_query": with_query,
        "address": address,
        "asked_area": asking.area,
        "member": words.member,
        "value_word": words.value,
        "event_title": words.event_title,
        "kind_title": words.kind_title,
        "basis_of": words.basis,
        "is_instant": lambda value: isinstance(value, str) and INSTANT.fullmatch(value) is not None,
        "is_amount": lambda name, value: (
            isinstance(value, str) and name not in words.RATIOS and AMOUNT.fullmatch(value) is not None
        ),
        "is_hash": lambda value: isinstance(value, str) and HASH.fullmatch(value) is not None,
        "table_of_words": TABLES.__getitem__,
        "roles_of": roles,
        "words_of_status": lambda stream: STATUS_OF.get(kind := stream.partition("/")[0], kind),
    }
    for name, function in words_and_tests.items():
        app.add_template_global(function, name)


def time(at: datetime | str | None) -> Markup:
    """An instant in local time with its offset; a dash for none."""
    if not at:
        return NOTHING
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    text = shown(moment)
    day, clock = text.split(" ")
    return Markup('<time datetime="{}"><span>{}</span> <span>{}</span> <span class="offset">{}</span></time>').format(
        instant(moment), day, clock[:-6], clock[-6:]
    )


def end(at: datetime | None, inclusive: bool = False) -> Markup:
    """When a time ends: the end of a local day is told as 24:00 of that day; a dash for none."""
    if at is None or inclusive or start_of(local_day(at)) != at:
        return time(at)
    day = local_day(at) - timedelta(days=1)
    return Markup(
        '<time datetime="{}"><span>{}</span> <span>24:00</span> <span class="offset">+08:00</span></time>'
    ).format(instant(at), day)


def gap(seconds: int) -> str:
    """How long after the occurrence something was recorded, in the two largest units."""
    minutes, second = divmod(abs(seconds), 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    if days:
        return _("%(days)s 天 %(hours)s 小时", days=days, hours=hour)
    if hours:
        return _("%(hours)s 小时 %(minutes)s 分", hours=hours, minutes=minute)
    if minutes:
        return _("%(minutes)s 分 %(seconds)s 秒", minutes=minutes, seconds=second)
    return _("%(seconds)s 秒", seconds=second)


def left(seconds: int | None) -> str | Markup:
    """The time left, with a minus once it is over; a dash where there is no time."""
    if seconds is None:
        return NOTHING
    return ("−" if seconds < 0 else "") + gap(seconds)


def word(code: str, table: str) -> str:
    """The words for a code of one of TABLES; an unknown code stays as it is."""
    text = TABLES[table].get(code)  # type: ignore[attr-defined]
    return said(text) if text else code


def dash(value: Any) -> Any:
    """The value, or a dash where there is none."""
    return NOTHING if value is None or value == "" else value


def figure(value: Decimal) -> str:
    """A number without the zeros that say nothing."""
    return f"{value.normalize():f}"


def ratio(value: Decimal | str) -> str:
    """A ratio as a percentage, exact."""
    return f"{(Decimal(value) * 100).normalize():f}%"


def money(amount: Decimal | str | None) -> str | Markup:
    """Yuan with separators of thousands; a dash for none."""
    return NOTHING if amount is None else f"{Decimal(amount):,.2f}"


def area(code: str | None) -> str | Markup:
    """An area by its name and code; a dash for none."""
    return areas.named(code) if code else NOTHING


def roles(codes: Any) -> str:
    return _("、").join(said(SIGHTS[code].title) for code in SIGHTS if code in codes)


def with_query(**changes: Any) -> str:
    """The address at hand with some filters set, or taken away by none."""
    query = MultiDict(request.args)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return request.path + (f"?{urlencode(list(query.items(multi=True)))}" if query else "")


def address(path: str, **asked: Any) -> str:
    """The address of a page with filters; those that are empty are left out."""
    query = [(name, value) for name, value in asked.items() if value not in (None, "")]
    return path + (f"?{urlencode(query, doseq=True)}" if query else "")

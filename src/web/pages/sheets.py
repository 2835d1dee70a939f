"""Calculation sheets as pages show them: those that a stream has recorded, and one of what a reader brings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, request

from ledger.app import NotFound
from ledger.calculations import read_text
from ledger.forms.words import formula
from ledger.kernel.event import Recorded
from ledger.kernel.law import Text
from ledger.kernel.worksheet import Line, fen, yuan
from ledger.law import RULES
from ledger.shown import shown
from ledger.worksheets import Calculation, CalculationRefused, Sheet, calculated
from ledger.worksheets.flags import said as flag_text
from ledger.worksheets.terms import TERMS
from web.auth import caller
from web.pages import asking
from web.pages.words import event_title
from web.twin import node

CALCULATING = ("claims.IndemnityCalculated", "adjusting.IndemnityAdjusted")
CHECKING = "claims.CalculationSheetChecked"
CHECKS = ("items_match", "amounts_match", "salvage_separate", "formula_correct")
EXAMPLE = {
    "items": [
        {
            "id": "1",
            "basis": "fixed",
            "kind": "partial",
            "loss": "120000.00",
            "residual": "5000.00",
            "sum_insured": "800000.00",
            "insured_value": "1000000.00",
        }
    ],
    "deductible": {"mode": "amount", "amount": "10000.00"},
}
"""What the page of calculations begins with."""


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/calculations", view_func=calculations, methods=["GET", "POST"])


def calculations() -> tuple[str, int] | str:
    """The sheet of the calculation that the form has, or why there is none; recorded nowhere."""
    if request.method == "GET":
        return render_template("calculations.html", text=_pretty(_asked()))
    text = request.form.get("calculation", "")
    try:
        made = calculated(read_text(text.encode()))
    except CalculationRefused as refused:
        return render_template("calculations.html", text=text, refused=_refusal(refused)), 422
    return render_template("calculations.html", text=text, sheet=told(made))


def _asked() -> Any:
    """The inputs of the recorded calculation that the address names; without one, an example."""
    stream, calc_no = asking.word("stream"), asking.word("calc_no")
    if not stream:
        return EXAMPLE
    for each in reversed(node().ledger.history(stream, caller())):
        event: Any = each.event
        if event.about.name in CALCULATING and event.calc_no == calc_no:
            return {name: value for name, value in shown(event.inputs).items() if value != []}
    raise NotFound(f"{calc_no} of {stream}")


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _refusal(refused: CalculationRefused) -> dict[str, Any]:
    rule = refused.rule
    return {"path": refused.path, "reason": refused.reason._asdict(), "rule": rule.id, "article": rule.article}


def recorded(reached: Iterable[Recorded], stale: bool) -> list[dict[str, Any]]:
    """The calculations of a stream, the latest first; only that one counts, and it may have gone `stale`."""
    reached = list(reached)
    checks = {each.event.calc_no: _check(each) for each in reached if each.event.about.name == CHECKING}  # type: ignore[attr-defined]
    made = [each for each in reversed(reached) if each.event.about.name in CALCULATING]
    return [_calculation(each, checks, number == 0, stale) for number, each in enumerate(made)]


def _calculation(each: Recorded, checks: Mapping[str, Any], latest: bool, stale: bool) -> dict[str, Any]:
    event: Any = each.event
    declared: Decimal | None = event.declared
    return {
        "calc_no": event.calc_no,
        "stream": each.stream,
        "event_id": each.event_id,
        "title": event_title(event.about.name)._asdict(),
        "calculated_at": each.occurred_at,
        "by": getattr(event, "by", None),
        "latest": latest,
        "stale": latest and stale,
        "check": checks.get(event.calc_no),
        "declared": declared,
        "difference": None if declared is None else yuan(fen(event.sheet.payable) - fen(declared)),
        "variants": _variants(event.inputs),
        **told(event.sheet),
    }


def _check(each: Recorded) -> dict[str, Any]:
    """The check of a sheet: by whom, when, and what of it was in order."""
    return {
        "by": each.event.by,  # type: ignore[attr-defined]
        "at": each.occurred_at,
        "items": {name: getattr(each.event, name) for name in CHECKS},
    }


def _variants(asked: Calculation) -> dict[str, str]:
    """The readings it was calculated by, where one had to be chosen."""
    received = asked.third_party_received
    return {
        **({"residual": asked.variants.residual} if any(item.residual for item in asked.items) else {}),
        **({"variant": received.variant} if received else {}),
    }


def told(sheet: Sheet) -> dict[str, Any]:
    """A sheet with the words and articles of its lines and flags."""
    return {
        **{name: getattr(sheet, name) for name in ("payable", "property", "salvage", "to_pay", "refund")},
        "shares": [vars(each) for each in sheet.shares],
        "lines": [_line(each) for each in sheet.lines],
        "flags": [
            {"flag": each, "item": each.partition(":")[2] or None, "text": flag_text(each)._asdict()}
            for each in sheet.flags
        ],
        "formula_version": sheet.formula_version,
    }


def _line(line: Line) -> dict[str, Any]:
    text = TERMS.get(line.what, Text(line.what, line.what))
    return {
        "step": line.step,
        "item": line.item,
        "what": text._asdict(),
        "formula": {"zh": formula(line.formula), "en": line.formula},
        "amount": line.amount,
        "rule": line.rule,
        "article": RULES[line.rule].article,
    }

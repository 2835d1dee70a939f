"""The route of calculations: a sheet for what it is asked, recorded nowhere."""

from __future__ import annotations

from typing import Any

from flask import Response

from ledger.calculations import CALCULATION, read, told
from ledger.worksheets import calculated
from web.api import document
from web.problems import json_response

BODY = CALCULATION
_AMOUNT = {"type": "string", "pattern": r"^(0|[1-9][0-9]{0,11})\.[0-9]{2}$"}
_LINE = {
    "type": "object",
    "required": ["step", "item", "what", "formula", "amount", "rule"],
    "properties": {
        "step": {"type": "integer", "minimum": 1, "maximum": 12, "description": "place in the order of operations"},
        "item": {"anyOf": [{"type": "string"}, {"type": "null"}], "description": "null: the whole sheet"},
        "what": {"type": "string"},
        "formula": {"type": "string"},
        "amount": _AMOUNT,
        "rule": {"type": "string"},
    },
}
_SHARE = {
    "type": "object",
    "required": ["member", "amount"],
    "properties": {"member": {"type": "string"}, "amount": _AMOUNT},
}
_AMOUNTS = ("payable", "property", "salvage", "to_pay", "refund")
_SHEET = {
    "type": "object",
    "required": [*_AMOUNTS, "shares", "lines", "flags", "formula_version"],
    "properties": {
        **dict.fromkeys(_AMOUNTS, _AMOUNT),
        "shares": {"type": "array", "items": _SHARE},
        "lines": {"type": "array", "items": _LINE},
        "flags": {"type": "array", "items": {"type": "string"}},
        "formula_version": {"type": "string"},
    },
}
ANSWERS: document.Responses = {
    "200": {"description": "the calculation sheet", "content": {"application/json": {"schema": _SHEET}}},
    **document.BODY,
}


def calculate(asked: Any) -> Response:
    return json_response(told(calculated(read(asked))))

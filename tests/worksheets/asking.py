"""Calculations as clients ask them, in few words: members by name, amounts as numbers of yuan in strings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ledger import calculations
from ledger.kernel.law import Rule
from ledger.worksheets import CalculationRefused, Sheet, calculated


def item(id: str = "1", kind: str = "partial", basis: str = "fixed", **members: Any) -> dict[str, Any]:
    """An item; `L`, `S`, `SI` and `IV` are short for loss, residual, sum insured and insured value."""
    long = {"L": "loss", "S": "residual", "SI": "sum_insured", "IV": "insured_value"}
    named = {long.get(name, name): money(value) if name in long else value for name, value in members.items()}
    return {"id": id, "kind": kind, "basis": basis, **named}


def machine(id: str = "1", kind: str = "partial", **members: Any) -> dict[str, Any]:
    return item(id, kind, "machinery", **members)


def money(amount: str | int) -> str:
    return f"{Decimal(str(amount).replace(',', '')):.2f}"


def amount(of: str | int) -> dict[str, Any]:
    return {"mode": "amount", "amount": money(of)}


def rate(of: str) -> dict[str, Any]:
    return {"mode": "rate", "rate": of}


def sheet(*items: dict[str, Any], **members: Any) -> Sheet:
    """The sheet for these items; `D` is short for a deductible amount."""
    if "D" in members:
        members["deductible"] = amount(members.pop("D"))
    return calculated(calculations.read({"items": list(items), **members}))


def refusal(*items: dict[str, Any], **members: Any) -> CalculationRefused:
    """Why there is no sheet for these items."""
    with pytest.raises(CalculationRefused) as refused:
        sheet(*items, **members)
    return refused.value


def figures(of: Sheet, item: str | None = "1") -> list[str]:
    """The amounts printed for one item, or for the whole."""
    return [str(line.amount) for line in of.lines if line.item == item]


def cites(of: Sheet, rule: Rule) -> bool:
    return any(line.rule == rule.id for line in of.lines)

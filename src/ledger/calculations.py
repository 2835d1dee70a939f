"""Calculations at the edge: JSON in and out of the worksheets, the same for the command line and the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError

from ledger.kernel.codes import Money, Ratio, Weight
from ledger.kernel.law import Rule, Text
from ledger.law import machinery, manual
from ledger.proposals import LONGEST_LIST, NotJson, fault_of, loads, validator
from ledger.worksheets import Calculation, CalculationRefused, Sheet

CALCULATION = validator(Calculation)
"""The form of a calculation's input."""

USED_BY: Mapping[str, Rule] = {
    "": machinery.ADJUSTED_AMOUNT,
    "/items": machinery.PER_ITEM,
    "/items/loss": machinery.ADJUSTED_AMOUNT,
    "/items/residual": manual.RESIDUAL_RATIO,
    "/items/sum_insured": machinery.RATIO,
    "/items/insured_value": machinery.INSURED_VALUE,
    "/items/degree": manual.DEGREE,
    "/items/parts": manual.SPLIT,
    "/items/set": machinery.PAIRS_SETS,
    "/items/agreed_value": manual.AGREED_VALUE,
    "/items/covered_share": manual.MIXED_CAUSES,
    "/deductible": machinery.ADJUSTED_AMOUNT,
    "/deductible/rate": machinery.ADJUSTED_RATE,
    "/salvage_cost": manual.SEPARATE,
    "/salvage_cost/sum_insured": manual.CAP,
    "/salvage_cost/insured_value": manual.RATIO,
    "/other_policies": manual.DOUBLE,
    "/third_party_received": manual.DEDUCT_RECOVERED,
    "/coinsurance": manual.TRANSFER,
    "/advances": manual.ADVANCE,
    "/variants": manual.TOTAL,
}
"""The rule that uses a member; one that is not here is used by the rule of what it stands in."""

FORM: Mapping[str, str] = {
    "missing": "缺少此项。",
    "extra_forbidden": "没有此项。",
    "literal_error": "不在可用的取值之内。",
    "string_pattern_mismatch": "格式不符。",
    "too_long": f"最多 {LONGEST_LIST} 项。",
}
"""What other faults of form are called in Chinese, by the validator's name for them."""
AMOUNTS: Mapping[str, str] = {
    f"should be {get_args(kind)[1].says}": zh
    for kind, zh in (
        (Money, '须为两位小数的金额字符串，如 "1200.00"，整数部分不超过十二位。'),
        (Ratio, '须为 0 至 1 的比例字符串，如 "0.35"。'),
        (Weight, '须为数字字符串，如 "3"。'),
    )
}
"""What the messages about numbers say in Chinese."""


def read(raw: Any) -> Calculation:
    """The calculation in a decoded JSON value; a member that is null is not given.

    CalculationRefused for the first member of the wrong form.
    """
    try:
        calculation: Calculation = CALCULATION.validate_python(_given(raw))
    except ValidationError as error:
        raise _refused(error.errors(include_input=False)[0]) from None
    return calculation


def read_text(text: bytes) -> Calculation:
    """The calculation in JSON text; what is not strict JSON is refused as well."""
    try:
        return read(loads(text))
    except NotJson as error:
        raise CalculationRefused("", Text("不是合格的 JSON。", str(error)), USED_BY[""]) from None


def told(sheet: Sheet) -> dict[str, Any]:
    """A calculation sheet as JSON data."""
    return {
        **{name: str(getattr(sheet, name)) for name in ("payable", "property", "salvage", "to_pay", "refund")},
        "shares": [{"member": each.member, "amount": str(each.amount)} for each in sheet.shares],
        "lines": [{**vars(each), "amount": str(each.amount)} for each in sheet.lines],
        "flags": list(sheet.flags),
        "formula_version": sheet.formula_version,
    }


def told_refusal(refused: CalculationRefused, language: str = "zh") -> dict[str, str]:
    """A refusal as JSON data."""
    reason = refused.reason.en if language == "en" else refused.reason.zh
    return {"path": refused.path, "reason": reason, "rule": refused.rule.id}


def _given(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {name: _given(value) for name, value in raw.items() if value is not None}
    return [_given(each) for each in raw] if isinstance(raw, list) else raw


def _refused(error: Any) -> CalculationRefused:
    fault = fault_of("", error)
    zh = AMOUNTS.get(fault["message"]) or FORM.get(error["type"]) or "内容不符合格式。"
    return CalculationRefused(fault["path"], Text(zh, fault["message"]), _rule_of(error["loc"]))


def _rule_of(loc: tuple[str | int, ...]) -> Rule:
    names = [part for part in loc if isinstance(part, str)]
    paths = ("".join(f"/{name}" for name in names[:last]) for last in range(len(names), -1, -1))
    return next(USED_BY[path] for path in paths if path in USED_BY)

"""Formulas, amounts and times as forms have them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from ledger import calculations
from ledger.forms import words
from ledger.worksheets import Sheet, calculated
from worksheets.asking import amount, item, machine, rate

COVER = {"sum_insured": "800000.00", "insured_value": "1000000.00"}
DIVIDED = {"total": "30000.00", "insured_value_salvaged": "600000.00", "all_value_salvaged": "900000.00", **COVER}
SEPARABLE = {"total": "950000.00", "separable": True, "insured_part": "900000.00", **COVER}
TOGETHER = {
    "salvage_cost": DIVIDED,
    "coinsurance": [{"member": "net loss", "share": "0.7"}, {"member": "B", "share": "0.3"}],
    "advances": ["20000.00"],
}
USUAL: dict[str, Any] = {"SI": 800_000, "IV": 1_000_000}
PARTS = [{"name": "roof: loss", "share": "0.4", "degree": "1"}, {"name": "wall", "share": "0.6", "degree": "0.5"}]
SHEETS: list[tuple[list[dict[str, Any]], dict[str, Any]]] = [
    ([item(L=120_000, S=5_000, covered_share="0.6", **USUAL)], {**TOGETHER, "deductible": amount(10_000)}),
    ([item(kind="total", S=5_000, **USUAL), machine("2", L=9, S=1, **USUAL)], {"deductible": rate("0.1")}),
    ([item(kind="total", L=900_000, S=5_000, **USUAL)], {"variants": {"residual": "full"}, "salvage_cost": SEPARABLE}),
    ([item(kind="degree", degree="0.35", **USUAL), item("2", "degree", degree="1", SI=5, IV=3)], {}),
    ([item(kind="split", parts=PARTS, S=9, **USUAL)], {"third_party_received": {"amount": "30000.00"}}),
    ([item(kind="set", set={"weight": "1", "of": "3"}, L=900_000, **USUAL)], {"advances": ["700000.00"]}),
    (
        [item(L=2_000_000, **USUAL)],
        {
            "other_policies": [{"insurer": "B", "sum_insured": "700000.00"}],
            "third_party_received": {"amount": "30000.00", "variant": "make_whole"},
            "salvage_cost": DIVIDED,
        },
    ),
    ([machine(L=2_000_000, **USUAL)], {}),
    (
        [item(L=200_000, **USUAL), item("2", L=200_000, **USUAL)],
        {
            "other_policies": [{"insurer": "B", "sum_insured": "700000.00", "item": "2"}],
            "third_party_received": {"amount": "30000.00"},
        },
    ),
]
"""Sheets that have every formula there is between them."""


def sheets() -> list[Sheet]:
    return [calculated(calculations.read({"items": items, **members})) for items, members in SHEETS]


def test_every_word_of_a_formula_has_its_chinese() -> None:
    printed = {line.formula for sheet in sheets() for line in sheet.lines}
    told = [words.formula(each).rpartition(": ")[2] for each in printed]
    assert [each for each in told if re.search(r"(?!min|max)\b[A-Za-z]+", each)] == []


def test_every_formula_word_stands_on_some_sheet() -> None:
    printed = " ".join(line.formula.rpartition(": ")[2] for sheet in sheets() for line in sheet.lines)
    left = printed
    for word in words.FORMULA:
        assert word in left, word
        left = left.replace(word, "·")


def test_a_formula_keeps_the_name_before_it() -> None:
    assert words.formula("net loss: x: payable × share") == "net loss: x: 应付赔款 × 份额"
    assert words.formula("net × min(1, sum insured / insured value)") == "扣残值后金额 × 投保比例"
    assert words.formula("total × sum insured / Σ sums insured") == "合计 × 保险金额 ÷ Σ 各保单保险金额"


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1.05", "壹元零伍分"),
        ("10.00", "壹拾元整"),
        ("82000.00", "捌万贰仟元整"),
        ("100305.20", "壹拾万零叁佰零伍元贰角整"),
        ("20000000.01", "贰仟万元零壹分"),
        ("100000001.99", "壹亿零壹元玖角玖分"),
        ("700006000000.00", "柒仟亿零陆佰万元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_amounts_in_capitals(yuan: str, said: str) -> None:
    assert words.in_capitals(Decimal(yuan)) == f"人民币{said}"


def test_days_and_minutes_are_local() -> None:
    assert words.day(date(2026, 3, 2)) == "2026 年 3 月 2 日"
    assert words.minute(datetime(2026, 3, 1, 16, 5, tzinfo=UTC)) == "2026 年 3 月 2 日 00:05"
    assert (words.day(None), words.minute(None)) == (None, None)


def test_ratios_and_amounts() -> None:
    assert (words.percent(Decimal("0.35")), words.percent(Decimal(1)), words.percent(None)) == ("35%", "100%", "—")
    assert (words.money(Decimal("1234567.5")), words.money(None)) == ("1,234,567.50", "—")

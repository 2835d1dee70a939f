"""What no sheet is made of: each fault with the member's path, a reason in both languages, and the rule."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import calculations
from ledger.law import machinery, manual
from ledger.worksheets import CalculationRefused, calculated
from worksheets.asking import item, refusal, sheet

WHOLE: dict[str, Any] = {
    "items": [
        {
            "id": "1",
            "basis": "fixed",
            "kind": "partial",
            "loss": "120000.00",
            "residual": "5000.00",
            "sum_insured": "800000.00",
            "insured_value": "1000000.00",
            "covered_share": "1",
        }
    ],
    "deductible": {"mode": "higher_of", "amount": "10000.00", "rate": "0.10"},
    "salvage_cost": {
        "total": "30000.00",
        "separable": False,
        "insured_part": None,
        "insured_value_salvaged": "600000.00",
        "all_value_salvaged": "900000.00",
        "sum_insured": "800000.00",
        "insured_value": "1000000.00",
    },
    "other_policies": [{"insurer": "B", "sum_insured": "700000.00"}],
    "third_party_received": {"amount": "30000.00", "variant": "literal"},
    "coinsurance": [{"member": "lead", "share": "0.70"}, {"member": "follower", "share": "0.30"}],
    "advances": ["50000.00"],
    "variants": {"residual": "apportioned"},
}

NOT_MONEY = [
    "1.005",
    "1",
    "-1.00",
    "1.0",
    "1e5",
    "1,200.00",
    "01.00",
    "1000000000000.00",
    "",
    " 1.00",
    "NaN",
    "壹",
    1,
    1.5,
]
NOT_MONEY += [Decimal("1.00"), True, [], {}, "1.00\n", "１.００"]
NOT_RATIOS = ["10", "1.01", "-0.1", "35%", ".5", "1e-1", "0.12345678901", 0, 0.5, True, ""]

AMOUNTS = [
    (("items", 0, "loss"), machinery.ADJUSTED_AMOUNT),
    (("items", 0, "residual"), manual.RESIDUAL_RATIO),
    (("items", 0, "sum_insured"), machinery.RATIO),
    (("items", 0, "insured_value"), machinery.INSURED_VALUE),
    (("deductible", "amount"), machinery.ADJUSTED_AMOUNT),
    (("salvage_cost", "total"), manual.SEPARATE),
    (("salvage_cost", "all_value_salvaged"), manual.SEPARATE),
    (("salvage_cost", "sum_insured"), manual.CAP),
    (("salvage_cost", "insured_value"), manual.RATIO),
    (("other_policies", 0, "sum_insured"), manual.DOUBLE),
    (("third_party_received", "amount"), manual.DEDUCT_RECOVERED),
    (("advances", 0), manual.ADVANCE),
]
RATIOS = [
    (("items", 0, "covered_share"), manual.MIXED_CAUSES),
    (("deductible", "rate"), machinery.ADJUSTED_RATE),
    (("coinsurance", 0, "share"), manual.TRANSFER),
]


def spoilt(at: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    asked = copy.deepcopy(WHOLE)
    inner: Any = asked
    for step in at[:-1]:
        inner = inner[step]
    inner[at[-1]] = value
    return asked


def refused(raw: Any) -> CalculationRefused:
    with pytest.raises(CalculationRefused) as found:
        calculated(calculations.read(raw))
    assert all(found.value.reason)
    return found.value


def pointer(at: tuple[str | int, ...]) -> str:
    return "".join(f"/{step}" for step in at)


def test_the_whole_of_it_is_well_formed() -> None:
    assert str(calculated(calculations.read(WHOLE)).payable) == "46000.00"


def test_a_member_that_is_null_is_not_given() -> None:
    item = {**WHOLE["items"][0], "parts": None, "set": None, "degree": None}
    assert calculations.read({**WHOLE, "items": [item]}) == calculations.read(WHOLE)


@pytest.mark.parametrize(("at", "rule"), AMOUNTS, ids=[pointer(at) for at, _ in AMOUNTS])
def test_what_is_no_amount_is_refused_under_the_rule_that_uses_it(at: tuple[str | int, ...], rule: Any) -> None:
    for value in NOT_MONEY:
        found = refused(spoilt(at, value))
        assert (found.path, found.rule) == (pointer(at), rule), value
        assert found.reason.zh.startswith("须为两位小数的金额字符串")


@pytest.mark.parametrize(("at", "rule"), RATIOS, ids=[pointer(at) for at, _ in RATIOS])
def test_what_is_no_ratio_is_refused_under_the_rule_that_uses_it(at: tuple[str | int, ...], rule: Any) -> None:
    for value in NOT_RATIOS:
        found = refused(spoilt(at, value))
        assert (found.path, found.rule) == (pointer(at), rule), value
        assert "0.35" in found.reason.en


SHAPES: list[tuple[tuple[str | int, ...], Any, str]] = [
    (("items",), [], "/items"),
    (("items",), None, "/items"),
    (("items",), {}, "/items"),
    (("items",), WHOLE["items"] * 2, "/items/1/id"),
    (("comment",), "x", "/comment"),
    (("items", 0, "comment"), "x", "/items/0/comment"),
    (("items", 0, "basis"), "ship", "/items/0/basis"),
    (("items", 0, "kind"), "most", "/items/0/kind"),
    (("items", 0, "id"), "a b", "/items/0/id"),
    (("items", 0, "agreed_value"), "yes", "/items/0/agreed_value"),
    (("items", 0, "loss"), None, "/items/0/loss"),
    (("items", 0, "insured_value"), None, "/items/0/insured_value"),
    (("items", 0, "insured_value"), "0.00", "/items/0/insured_value"),
    (("items", 0, "degree"), "0.35", "/items/0/degree"),
    (("items", 0, "degree"), "35", "/items/0/degree"),
    (("items", 0, "parts"), [{"name": "a", "share": "1", "degree": "1"}], "/items/0/parts"),
    (("items", 0, "set"), {"weight": "1", "of": "3"}, "/items/0/set"),
    (("items", 0, "set"), {"weight": "-1", "of": "3"}, "/items/0/set/weight"),
    (("deductible", "mode"), "amount", "/deductible/rate"),
    (("deductible", "mode"), "rate", "/deductible/amount"),
    (("deductible", "mode"), "both", "/deductible/mode"),
    (("deductible",), {"mode": "amount"}, "/deductible/amount"),
    (("deductible",), {"mode": "rate"}, "/deductible/rate"),
    (("deductible",), {"mode": "higher_of", "amount": "1.00"}, "/deductible/rate"),
    (("deductible",), {"amount": "1.00"}, "/deductible/mode"),
    (("salvage_cost", "insured_value"), "0.00", "/salvage_cost/insured_value"),
    (("salvage_cost", "insured_part"), "1.00", "/salvage_cost/insured_part"),
    (("salvage_cost", "separable"), True, "/salvage_cost/insured_part"),
    (("salvage_cost", "all_value_salvaged"), None, "/salvage_cost/all_value_salvaged"),
    (("coinsurance", 0, "share"), "0.60", "/coinsurance"),
    (("coinsurance", 1, "member"), "lead", "/coinsurance/1/member"),
    (("third_party_received", "variant"), "half", "/third_party_received/variant"),
    (("variants", "residual"), "none", "/variants/residual"),
    (("advances",), "50000.00", "/advances"),
    (("advances",), ["999999999999.99", "0.01"], "/advances"),
    (("items",), WHOLE["items"] * 1_001, "/items"),
]


@pytest.mark.parametrize(("at", "value", "path"), SHAPES, ids=range(len(SHAPES)))
def test_every_other_fault_is_refused_where_it_is(at: tuple[str | int, ...], value: Any, path: str) -> None:
    found = refused(spoilt(at, value))
    assert found.path == path
    assert found.rule.id


@pytest.mark.parametrize("raw", [None, [], "x", 7, {}])
def test_what_is_no_calculation_is_refused(raw: Any) -> None:
    assert refused(raw).path in ("", "/items")


def test_a_member_of_another_kind_of_loss_is_refused() -> None:
    assert refusal(item(kind="degree", L=1, SI=1, IV=1, degree="1")).path == "/items/0/loss"
    parts = [{"name": "a", "share": "1", "degree": "1"}]
    assert refusal(item(kind="split", L=1, SI=1, IV=1, parts=parts)).path == "/items/0/loss"
    assert refusal(item(kind="set", L=1, SI=1, IV=1)).path == "/items/0/set"
    nothing = {"weight": "0", "of": "0"}
    assert refusal(item(kind="set", L=1, SI=1, IV=1, set=nothing)).path == "/items/0/set/of"


def test_more_than_twelve_digits_together_are_refused() -> None:
    most = "999999999999.99"
    assert refusal(*(item(str(at), L=most, SI=most, IV=most) for at in (1, 2))).path == "/items"
    cost = {"total": most, "separable": True, "insured_part": most, "sum_insured": most, "insured_value": most}
    assert refusal(item(L=1, SI=1, IV=1), salvage_cost=cost).path == "/salvage_cost"
    assert str(sheet(item(L=most, SI=most, IV=most)).payable) == most


def test_nothing_insured_is_nothing_paid_and_no_division_by_zero() -> None:
    cost = {"total": "1.00", "separable": True, "insured_part": "1.00", "sum_insured": "0.00", "insured_value": "1.00"}
    found = sheet(item(L=100, SI=0, agreed_value=True), salvage_cost=cost)
    assert (str(found.payable), "not_insured:1" in found.flags) == ("0.00", True)
    assert str(sheet(item(L=100, SI=0, IV=100)).payable) == "0.00"


json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["1.00", "0.5", "fixed", "partial"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*WHOLE, *WHOLE["items"][0]]), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(json, st.sampled_from([(name,) for name in WHOLE] + [("items", 0, name) for name in WHOLE["items"][0]]))
def test_whatever_is_sent_is_calculated_or_refused(value: Any, at: tuple[str | int, ...]) -> None:
    fault = None
    try:
        calculated(calculations.read(spoilt(at, value)))
    except CalculationRefused as found:
        fault = found
    assert fault is None or (all(fault.reason) and fault.path[:1] in ("", "/"))

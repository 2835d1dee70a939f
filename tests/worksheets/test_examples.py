"""The worked examples F1 to F23: every figure, to the fen. Each case is named after its example."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ledger import calculations
from ledger.kernel.losses import CostLine
from ledger.kernel.worksheet import Worksheet, fen, shared, yuan
from ledger.worksheets import CalculationRefused, loss, recovery
from ledger.worksheets.asked import CoinsuranceShare
from ledger.worksheets.cover import Reinstatement, exhausted, reduced, reinstatement_premium
from ledger.worksheets.items import cover_of
from ledger.worksheets.salvage import Salvaged, payable
from ledger.worksheets.shares import borne, owed_to_lead
from ledger.worksheets.weather import heaviest, is_blizzard
from worksheets.asking import amount, figures, item, machine, money, rate, refusal, sheet

# F1: the insurance ratio


@pytest.mark.parametrize(
    ("sum_insured", "value", "ratio"),
    [
        pytest.param(800_000, 1_000_000, Fraction(4, 5), id="1.1"),
        pytest.param(1_200_000, 1_000_000, 1, id="1.2"),
        pytest.param(1_000_000, 3_000_000, Fraction(1, 3), id="1.3"),
        pytest.param(500_000, 500_000, 1, id="1.4"),
        pytest.param(0, 500_000, 0, id="not insured"),
    ],
)
def test_the_ratio_is_exact_and_at_most_one(sum_insured: int, value: int, ratio: Fraction) -> None:
    asked = calculations.read({"items": [item(L=1, SI=sum_insured, IV=value)]}).items[0]
    assert cover_of(asked, fen(asked.sum_insured)).ratio == ratio


@pytest.mark.parametrize("kind", ["partial", "total"])  # 1.5, 6.5, 8.5
@pytest.mark.parametrize("basis", ["fixed", "stock", "off_book", "machinery"])
def test_an_insured_value_of_zero_is_refused(basis: str, kind: str) -> None:
    refused = refusal(item(kind=kind, basis=basis, L=1, SI=500_000, IV=0))
    assert (refused.path, refused.reason.en) == ("/items/0/insured_value", "must be > 0")
    assert refused.rule.id == "MBA-8.2.1-insured-value"


# F1 to F9, F11, F12, F13, F21 and F22: whole sheets. Figures are those printed for the first item.

ONE = [
    ("1.6", machine(L=1_000_000, SI=1_000_000, IV=3_000_000), {}, "333333.33", ["1000000.00", "333333.33"]),
    (
        "2.1",
        machine(L=120_000, S=5_000, SI=800_000, IV=1_000_000),
        {"D": 10_000},
        "82000.00",
        ["120000.00", "115000.00", "92000.00"],
    ),
    ("2.3", machine(L=8_000, S=500, SI=500_000, IV=500_000), {"D": 10_000}, "0.00", ["8000.00", "7500.00", "7500.00"]),
    ("2.6", machine(L=12_500, SI=800_000, IV=1_000_000), {"D": 10_000}, "0.00", ["12500.00", "10000.00"]),
    ("3.1", machine(L=115_000, SI=800_000, IV=1_000_000), {"deductible": rate("0.10")}, "82800.00", None),
    ("3.2", machine(L="10000.05", SI=800_000, IV=800_000), {"deductible": rate("0.15")}, "8500.04", None),
    (
        "3.3",
        machine(L=50_000, SI=800_000, IV=800_000),
        {"deductible": {"mode": "higher_of", "amount": "5000.00", "rate": "0.05"}},
        "45000.00",
        None,
    ),
    (
        "3.4",
        machine(L=380_000, SI=800_000, IV=800_000),
        {"deductible": {"mode": "higher_of", "amount": "5000.00", "rate": "0.05"}},
        "361000.00",
        None,
    ),
    ("3.5", machine(L=380_000, SI=800_000, IV=800_000), {"deductible": rate("1")}, "0.00", None),
    (
        "4.1",
        machine(L=180_000, S=6_000, SI=900_000, IV=1_000_000),
        {"D": 5_000},
        "151600.00",
        ["180000.00", "174000.00", "156600.00"],
    ),
    ("4.2", machine(L=180_000, SI=900_000, IV=1_000_000), {"D": 5_000}, "157000.00", ["180000.00", "162000.00"]),
    (
        "4.3",
        machine(kind="total", L=300_000, S=20_000, SI=350_000, IV=400_000),
        {"D": 10_000},
        "235000.00",
        ["300000.00", "280000.00", "245000.00"],
    ),
    (
        "4.3 by actual value",
        machine(kind="total", L=300_000, S=20_000, SI=350_000, IV=300_000),
        {"D": 10_000},
        "270000.00",
        None,
    ),
    ("4.4 declared", machine(kind="total", L=420_000, S=35_000, SI=450_000, IV=500_000), {}, "346500.00", None),
    ("4.4 not declared", machine(L=480_000, S=35_000, SI=450_000, IV=500_000), {}, "400500.00", None),
    (
        "5.1",
        machine(kind="set", L=130_000, S=4_000, SI=300_000, IV=360_000, set={"weight": "1", "of": "3"}),
        {"D": 5_000},
        "95000.00",
        ["130000.00", "126000.00", "105000.00", "100000.00"],
    ),
    (
        "5.2",
        machine(kind="set", L=55_000, S=1_000, SI=300_000, IV=360_000, set={"weight": "60", "of": "300"}),
        {},
        "45000.00",
        ["55000.00", "54000.00", "45000.00", "45000.00"],
    ),
    (
        "5.3",
        machine(kind="set", L=90_000, SI=100_000, IV=100_000, set={"weight": "1", "of": "3"}),
        {},
        "33333.33",
        ["90000.00", "90000.00", "33333.33"],
    ),
    (
        "5.4",
        machine(kind="set", L=2_000, S=2_500, SI=100_000, IV=100_000, set={"weight": "1", "of": "2"}),
        {},
        "0.00",
        ["2000.00", "0.00", "0.00", "0.00"],
    ),
    (
        "6.1 apportioned",
        item(kind="total", S=50_000, SI=1_200_000, IV=1_000_000),
        {"D": 10_000},
        "940000.00",
        ["1000000.00", "50000.00", "950000.00"],
    ),
    (
        "6.1 full",
        item(kind="total", S=50_000, SI=1_200_000, IV=1_000_000),
        {"D": 10_000, "variants": {"residual": "full"}},
        "940000.00",
        ["1000000.00", "50000.00", "950000.00"],
    ),
    (
        "6.2 apportioned",
        item(kind="total", S=50_000, SI=800_000, IV=1_000_000),
        {"D": 10_000},
        "750000.00",
        ["800000.00", "40000.00", "760000.00"],
    ),
    (
        "6.2 full",
        item(kind="total", S=50_000, SI=800_000, IV=1_000_000),
        {"D": 10_000, "variants": {"residual": "full"}},
        "740000.00",
        ["800000.00", "50000.00", "750000.00"],
    ),
    (
        "6.3 apportioned",
        item(kind="total", S=33_333, SI=700_000, IV=1_100_000),
        {},
        "678788.09",
        ["700000.00", "21211.91", "678788.09"],
    ),
    (
        "6.3 full",
        item(kind="total", S=33_333, SI=700_000, IV=1_100_000),
        {"variants": {"residual": "full"}},
        "666667.00",
        ["700000.00", "33333.00", "666667.00"],
    ),
    (
        "6.4 apportioned",
        item(kind="total", S=50_000, SI=20_000, IV=1_000_000),
        {},
        "19000.00",
        ["20000.00", "1000.00", "19000.00"],
    ),
    (
        "6.4 full",
        item(kind="total", S=50_000, SI=20_000, IV=1_000_000),
        {"variants": {"residual": "full"}},
        "0.00",
        ["20000.00", "20000.00", "0.00"],
    ),
    (
        "7.1",
        item(L=260_000, S=10_000, SI=1_000_000, IV=1_000_000),
        {"D": 5_000},
        "245000.00",
        ["260000.00", "250000.00", "260000.00", "10000.00", "250000.00"],
    ),
    (
        "7.2",
        item(L=260_000, S=10_000, SI=600_000, IV=900_000),
        {"D": 5_000},
        "161666.67",
        ["260000.00", "250000.00", "173333.33", "6666.66", "166666.67"],
    ),
    (
        "7.3",
        item(L=1_050_000, SI=2_000_000, IV=1_000_000),
        {},
        "1000000.00",
        ["1050000.00", "1050000.00", "1000000.00"],
    ),
    (
        "7.4",
        item(L=9_000, S=12_000, SI=500_000, IV=500_000),
        {},
        "0.00",
        ["9000.00", "0.00", "9000.00", "9000.00", "0.00"],
    ),
    (
        "7.5",
        item(L="100.01", S=50, SI=1, IV=3),
        {},
        "1.00",
        ["100.01", "50.01", "33.34", "16.67", "16.67", "1.00"],
    ),
    (
        "8.1",
        item(kind="total", basis="stock", S=15_000, SI=900_000, IV=750_000),
        {},
        "735000.00",
        ["750000.00", "15000.00", "735000.00"],
    ),
    (
        "8.2",
        item(kind="total", basis="stock", S=15_000, SI=600_000, IV=750_000),
        {},
        "588000.00",
        ["600000.00", "12000.00", "588000.00"],
    ),
    (
        "8.3",
        item(basis="stock", L=123_456, S=3_456, SI=500_000, IV=730_000),
        {"D": 2_000},
        "80191.78",
        ["123456.00", "120000.00", "84558.90", "2367.12", "82191.78"],
    ),
    ("8.4", item(basis="stock", L=123_456, S=3_456, SI=730_000, IV=730_000), {"D": 2_000}, "118000.00", None),
    (
        "9.1",
        item(basis="off_book", L=48_000, SI=300_000, IV=400_000),
        {"D": 1_000},
        "35000.00",
        ["48000.00", "36000.00"],
    ),
    ("9.2", item(basis="off_book", L=48_000, S=800, SI=450_000, IV=400_000), {"D": 1_000}, "46200.00", None),
    (
        "9.3",
        item(kind="total", basis="off_book", S=8_000, SI=250_000, IV=400_000),
        {},
        "245000.00",
        ["250000.00", "5000.00", "245000.00"],
    ),
    (
        "10.1",
        item(kind="total", S=12_000, SI=1_000_000, IV=900_000),
        {},
        "888000.00",
        ["900000.00", "12000.00", "888000.00"],
    ),
    (
        "10.2",
        item(kind="total", S=12_000, SI=600_000, IV=900_000),
        {},
        "592000.00",
        ["600000.00", "8000.00", "592000.00"],
    ),
    ("10.3", item(kind="total", S=1_000, SI=100_000, IV=300_000), {}, "99666.67", ["100000.00", "333.33", "99666.67"]),
    ("10.4 manual", item(L=260_000, S=10_000, SI=600_000, IV=900_000), {}, "166666.67", None),
    ("10.4 machinery", machine(L=260_000, S=10_000, SI=600_000, IV=900_000), {}, "166666.67", None),
    ("11.1", item(L=100_000, S=4_000, SI=500_000, IV=1_000_000), {"D": 10_000}, "38000.00", None),
    ("11.2", item(L=12_000, SI=500_000, IV=1_000_000), {"D": 10_000}, "0.00", None),
    ("12.1", item(kind="degree", SI=500_000, IV=800_000, degree="0.35"), {}, "175000.00", ["175000.00"]),
    ("12.2", item(kind="degree", SI=500_000, IV=400_000, degree="0.35"), {}, "140000.00", ["140000.00"]),
    ("12.3", item(kind="degree", SI=500_000, IV=500_000, degree="1"), {}, "500000.00", ["500000.00"]),
    ("12.4", item(kind="degree", SI=333_333, IV=400_000, degree="0.3333"), {}, "111099.89", ["111099.89"]),
    (
        "12.5",
        item(kind="degree", SI=500_000, IV=400_000, degree="0.35", agreed_value=True),
        {},
        "175000.00",
        ["175000.00"],
    ),
    (
        "13.1",
        item(
            kind="split",
            SI=1_000_000,
            IV=1_200_000,
            parts=[
                {"name": "foundation", "share": "0.20", "degree": "0"},
                {"name": "frame", "share": "0.35", "degree": "0.40"},
                {"name": "walls", "share": "0.20", "degree": "0.60"},
                {"name": "roof", "share": "0.15", "degree": "1"},
                {"name": "installations", "share": "0.10", "degree": "0.25"},
            ],
        ),
        {},
        "435000.00",
        ["0.00", "140000.00", "120000.00", "150000.00", "25000.00", "435000.00"],
    ),
    (
        "13.2",
        item(
            kind="split",
            SI=900_000,
            IV=750_000,
            parts=[
                {"name": "bed", "share": "0.40", "degree": "0.10"},
                {"name": "spindle", "share": "0.25", "degree": "0.80"},
                {"name": "control", "share": "0.35", "degree": "0.50"},
            ],
        ),
        {},
        "311250.00",
        ["30000.00", "150000.00", "131250.00", "311250.00"],
    ),
    (
        "13.3",
        item(
            kind="split",
            SI=100_000,
            IV=100_000,
            parts=[
                {"name": name, "share": share, "degree": "0.5"}
                for name, share in zip("ABC", ("0.3333", "0.3333", "0.3334"), strict=True)
            ],
        ),
        {},
        "50000.00",
        ["16665.00", "16665.00", "16670.00", "50000.00"],
    ),
    (
        "21.1",
        item(L=90_000, SI=800_000, IV=1_000_000, covered_share="0.60"),
        {},
        "43200.00",
        ["90000.00", "54000.00", "43200.00"],
    ),
    (
        "21.2",
        item(L=90_000, SI=800_000, IV=1_000_000, covered_share="0.3333"),
        {},
        "23997.60",
        ["90000.00", "29997.00", "23997.60"],
    ),
    ("21.3", item(L=90_000, SI=800_000, IV=1_000_000, covered_share="1"), {}, "72000.00", ["90000.00", "72000.00"]),
]


@pytest.mark.parametrize(
    ("asked", "members", "pays", "lines"), [case[1:] for case in ONE], ids=[case[0] for case in ONE]
)
def test_one_item(asked: dict[str, Any], members: dict[str, Any], pays: str, lines: list[str] | None) -> None:
    found = sheet(asked, **members)
    assert str(found.payable) == pays
    assert lines is None or figures(found) == lines


SEVERAL = [
    (
        "2.2",
        [machine("1", L=100_000, S=2_000, SI=600_000, IV=900_000), machine("2", L=50_000, SI=400_000, IV=300_000)],
        {"D": 5_000},
        "110333.33",
        ["65333.33", "50000.00"],
    ),
    (
        "2.4",
        [
            machine("1", L=3_000, S=4_500, SI=100_000, IV=100_000),
            machine("2", L=20_000, S=1_000, SI=100_000, IV=100_000),
        ],
        {"D": 2_000},
        "17000.00",
        ["0.00", "19000.00"],
    ),
    (
        "2.5",
        [machine(str(at), L="1000.01", SI=1, IV=3) for at in (1, 2, 3)],
        {"D": "0.01"},
        "2.99",
        ["1.00", "1.00", "1.00"],
    ),
    (
        "11.3",
        [item(str(at), L=loss, SI=100_000, IV=100_000) for at, loss in enumerate((4_000, 5_000, 6_000), 1)],
        {"D": 10_000},
        "5000.00",
        ["4000.00", "5000.00", "6000.00"],
    ),
    (
        "22.3",
        [machine("1", L=7_000, S=9_000, SI=100_000, IV=100_000), item("2", "total", S=40_000, SI=300_000, IV=250_000)],
        {"D": 2_000},
        "208000.00",
        ["0.00", "210000.00"],
    ),
]


@pytest.mark.parametrize(
    ("asked", "members", "pays", "last"), [case[1:] for case in SEVERAL], ids=[case[0] for case in SEVERAL]
)
def test_several_items(asked: list[dict[str, Any]], members: dict[str, Any], pays: str, last: list[str]) -> None:
    found = sheet(*asked, **members)
    assert str(found.payable) == pays
    assert [figures(found, each["id"])[-1] for each in asked] == last


REFUSED: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("3.6", machine(L=1, SI=1, IV=1), {"deductible": rate("10")}, "/deductible/rate", "MBA-8.3-adjusted-rate"),
    ("12.6", item(kind="degree", SI=1, IV=1, degree="35"), {}, "/items/0/degree", "PICC-6.6.1-degree"),
    (
        "13.4",
        item(kind="split", SI=1, IV=1, parts=[{"name": "a", "share": "0.95", "degree": "1"}]),
        {},
        "/items/0/parts",
        "PICC-6.6.2-split",
    ),
    (
        "14.6",
        item(L=1, SI=1, IV=1),
        {
            "salvage_cost": {
                "total": "1.00",
                "insured_value_salvaged": "0.00",
                "all_value_salvaged": "0.00",
                "sum_insured": "1.00",
                "insured_value": "1.00",
            }
        },
        "/salvage_cost/all_value_salvaged",
        "PICC-6.7.1-separate",
    ),
    (
        "17.4",
        item(L=1, SI=1, IV=1),
        {"coinsurance": [{"member": "lead", "share": "0.6"}, {"member": "b", "share": "0.3"}]},
        "/coinsurance",
        "PICC-15.4-transfer",
    ),
]


@pytest.mark.parametrize(
    ("asked", "members", "path", "rule"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_is_refused(asked: dict[str, Any], members: dict[str, Any], path: str, rule: str) -> None:
    refused = refusal(asked, **members)
    assert (refused.path, refused.rule.id) == (path, rule)


# F4: constructive total loss


def test_4_4_a_repair_above_the_sum_insured_may_be_a_total_loss() -> None:
    found = sheet(machine(L=480_000, S=35_000, SI=450_000, IV=500_000))
    assert found.flags == ("constructive_total_loss:1",)
    assert "constructive_total_loss:1" not in sheet(machine(L=450_000, SI=450_000, IV=500_000)).flags


@pytest.mark.parametrize(
    ("cost", "flags"), [("450000.00", ()), ("450000.01", ("salvage_over_sum_insured", "constructive_total_loss:1"))]
)
def test_4_5_salvage_cost_at_the_sum_insured_is_not_above_it(cost: str, flags: tuple[str, ...]) -> None:
    assert sheet(machine(L=1, SI=450_000, IV=450_000), salvage_cost=separable(cost, cost, 450_000)).flags == flags


# F10, F16: what a claim costs in the end


@pytest.mark.parametrize(
    ("paid", "members", "net"),
    [
        pytest.param("157000.00", {"proceeds": Decimal("5400.00")}, "151600.00", id="4.2"),
        pytest.param("166666.67", {"proceeds": Decimal("9100.00") - Decimal("600.00")}, "158166.67", id="10.5"),
        pytest.param(
            "80000.00",
            {
                "recovered": Decimal("50000.00"),
                "costs": [
                    recovery.RecoveryCost(by="insurer", amount=Decimal("3200.00")),
                    recovery.RecoveryCost(by="insured", amount=Decimal("1150.50"), consented=True),
                    recovery.RecoveryCost(by="insured", amount=Decimal("900.00")),
                ],
            },
            "34350.50",
            id="16.7",
        ),
    ],
)
def test_net_claim_cost(paid: str, members: dict[str, Any], net: str) -> None:
    assert str(recovery.net_claim_cost(Decimal(paid), **members).amount) == net


def test_10_5_the_indemnity_is_paid_without_deducting_what_the_insurer_sells() -> None:
    assert str(sheet(item(L=250_000, SI=600_000, IV=900_000)).payable) == "166666.67"


# F14: salvage cost


def salvage(total: int, insured: int | str, all: int | str, sum_insured: int, value: int) -> dict[str, Any]:
    return {
        "total": money(total),
        "separable": False,
        "insured_part": None,
        "insured_value_salvaged": money(insured),
        "all_value_salvaged": money(all),
        "sum_insured": money(sum_insured),
        "insured_value": money(value),
    }


def separable(total: int | str, part: int | str, sum_insured: int) -> dict[str, Any]:
    insured = money(sum_insured)
    return {
        "total": money(total),
        "separable": True,
        "insured_part": money(part),
        "sum_insured": insured,
        "insured_value": insured,
    }


@pytest.mark.parametrize(
    ("cost", "own", "payable"),
    [
        pytest.param(salvage(30_000, 600_000, 900_000, 800_000, 1_000_000), "20000.00", "16000.00", id="14.1"),
        pytest.param(separable(30_000, 18_500, 1_000_000), "18500.00", "18500.00", id="14.2"),
        pytest.param(salvage(120_000, 1, 1, 100_000, 100_000), "120000.00", "100000.00", id="14.3"),
        pytest.param(salvage(10_000, 1, 3, 700_000, 900_000), "3333.33", "2592.59", id="14.4"),
    ],
)
def test_salvage_cost(cost: dict[str, Any], own: str, payable: str) -> None:
    found = sheet(item(L=0, SI=1, IV=1), salvage_cost=cost)
    assert str(found.salvage) == payable
    assert next(str(line.amount) for line in found.lines if line.rule == "PICC-6.7.1-separate") == own


def test_14_5_indemnity_and_salvage_cost_have_a_limit_each() -> None:
    found = sheet(item(kind="total", SI=100_000, IV=100_000), salvage_cost=salvage(100_000, 1, 1, 100_000, 100_000))
    assert (str(found.property), str(found.salvage), str(found.payable)) == ("100000.00", "100000.00", "200000.00")


def test_14_7_two_items_share_the_cost_by_value_and_have_their_own_ratios() -> None:
    written = Worksheet()
    two = [Salvaged.of(600_000, 75_000_00, 100_000_00), Salvaged.of(200_000, 30_000_00, 20_000_00)]
    assert yuan(payable(written, 16_000_00, two)) == Decimal("13000.00")
    assert [str(line.amount) for line in written.lines] == ["9000.00", "4000.00"]


TWO_SAVED = {
    "total": "24000.00",
    "insured_value_salvaged": "800000.00",
    "all_value_salvaged": "1200000.00",
    "sum_insured": "10500000.00",
    "insured_value": "12000000.00",
    "items": [
        {"id": "1", "value_salvaged": "600000.00", "sum_insured": "7500000.00", "insured_value": "10000000.00"},
        {"id": "2", "value_salvaged": "200000.00", "sum_insured": "3000000.00", "insured_value": "2000000.00"},
    ],
}


def test_14_7_in_a_sheet() -> None:
    found = sheet(item(L=0, SI=1, IV=1), salvage_cost=TWO_SAVED)
    shown = [str(line.amount) for line in found.lines if line.step == 10]
    assert shown == ["16000.00", "12000.00", "9000.00", "4000.00", "4000.00", "13000.00"]
    agreed = sheet(item(L=0, SI="7500000.00", agreed_value=True), salvage_cost=TWO_SAVED)
    assert str(agreed.salvage) == "16000.00"


# F15: double insurance


@pytest.mark.parametrize(
    ("total", "sums", "shares"),
    [
        pytest.param(300_000, (800_000, 700_000), ["160000.00", "140000.00"], id="15.1"),
        pytest.param(50_000, (800_000, 600_000), ["28571.43", "21428.57"], id="15.2"),
        pytest.param(100, (700, 700, 700), ["33.34", "33.33", "33.33"], id="15.4"),
    ],
)
def test_policies_share_what_is_lost(total: int, sums: tuple[int, ...], shares: list[str]) -> None:
    value = 1_000 if total == 100 else 1_000_000
    others = [{"insurer": str(at), "sum_insured": money(each)} for at, each in enumerate(sums[1:], 2)]
    found = sheet(item(L=total, SI=sums[0], IV=value), other_policies=others)
    assert (str(found.payable), found.flags[-1]) == (shares[0], "double_insurance")
    assert [str(yuan(each)) for each in shared(fen(Decimal(total)), sums)] == shares


def test_15_3_policies_that_reach_the_value_together_pay_each_for_itself() -> None:
    others = [{"insurer": "B", "sum_insured": money(600_000)}]
    found = sheet(item(L=50_000, SI=800_000, IV=1_400_000), other_policies=others)
    assert (str(found.payable), found.flags) == ("28571.43", ())
    continuous = sheet(item(L=50_000, SI=800_000, IV="1399999.99"), other_policies=others)
    assert (str(continuous.payable), continuous.flags) == ("28571.43", ("double_insurance",))


def test_15_5_residual_value_is_deducted_before_the_policies_share() -> None:
    others = [{"insurer": "B", "sum_insured": money(100_000)}]
    assert str(sheet(item(L=100_000, S=10_000, SI=100_000, IV=100_000), other_policies=others).payable) == "45000.00"


def test_11_4_each_policy_deducts_its_own_deductible_after_sharing() -> None:
    others = [{"insurer": "B", "sum_insured": money(700_000)}]
    found = sheet(item(L=300_000, SI=800_000, IV=1_000_000), other_policies=others, deductible=amount(10_000))
    assert str(found.payable) == "150000.00"


# F16: the third party


@pytest.mark.parametrize(
    ("sum_insured", "received", "literal", "make_whole"),
    [
        pytest.param(100_000, 30_000, "70000.00", "70000.00", id="16.1"),
        pytest.param(50_000, 30_000, "20000.00", "50000.00", id="16.2"),
        pytest.param(50_000, 80_000, "0.00", "20000.00", id="16.3"),
    ],
)
def test_what_the_third_party_paid(sum_insured: int, received: int, literal: str, make_whole: str) -> None:
    one = item(L=100_000, SI=sum_insured, IV=100_000)
    for variant, pays in (("literal", literal), ("make_whole", make_whole)):
        found = sheet(one, third_party_received={"amount": money(received), "variant": variant})
        assert str(found.payable) == pays


def test_16_4_the_deductible_comes_after_the_third_party() -> None:
    found = sheet(item(L=100_000, SI=100_000, IV=100_000), third_party_received={"amount": "30000.00"}, D=10_000)
    assert str(found.payable) == "60000.00"


@pytest.mark.parametrize(("waived", "left"), [("40000.00", "75000.00"), ("160000.00", "0.00"), ("0.00", "100000.00")])
def test_16_5_a_waiver_takes_its_part_of_the_indemnity(waived: str, left: str) -> None:
    claim = Decimal("160000.00"), Decimal(waived)
    assert str(recovery.after_waiver(Decimal("100000.00"), claim).amount) == left


def test_what_was_waived_of_several_claims_is_rounded_once() -> None:
    third = Decimal("3.00"), Decimal("1.00")
    assert str(recovery.after_waiver(Decimal("0.02"), third, third).amount) == "0.01"
    assert str(recovery.after_waiver(Decimal("0.02")).amount) == "0.02"


@pytest.mark.parametrize(("claim", "waived", "path"), [("0.00", "0.00", "/claim"), ("10.00", "10.01", "/waived")])
def test_a_waiver_of_more_than_there_was_is_refused(claim: str, waived: str, path: str) -> None:
    with pytest.raises(CalculationRefused) as refused:
        recovery.after_waiver(Decimal("100.00"), (Decimal(claim), Decimal(waived)))
    assert refused.value.path == path


def test_16_6_no_more_is_reclaimed_than_was_paid() -> None:
    found = recovery.prejudiced(Decimal("80000.00"), Decimal("95000.00"), "gross_negligence")
    assert str(found.amount) == "80000.00"


# F17: co-insurers


@pytest.mark.parametrize(
    ("total", "parts", "amounts", "lead"),
    [
        pytest.param(
            "123456.79", ("0.50", "0.30", "0.20"), ["61728.39", "37037.04", "24691.36"], "61728.40", id="17.1"
        ),
        pytest.param("100.00", ("0.3333", "0.3333", "0.3334"), ["33.33", "33.33", "33.34"], "66.67", id="17.2"),
        pytest.param(
            "999999.99",
            ("0.60", "0.10", "0.10", "0.10", "0.10"),
            ["599999.99", *["100000.00"] * 4],
            "400000.00",
            id="17.3",
        ),
    ],
)
def test_co_insurers_share_to_the_fen(total: str, parts: tuple[str, ...], amounts: list[str], lead: str) -> None:
    members = [CoinsuranceShare(member=f"member {at}", share=Decimal(part)) for at, part in enumerate(parts, 1)]
    found = borne(Worksheet(), fen(Decimal(total)), members)
    assert [str(each.amount) for each in found] == amounts
    assert str(owed_to_lead(found)) == lead
    assert sum(each.amount for each in found) == Decimal(total)


# F18: cover after a loss


@pytest.mark.parametrize(
    ("restored", "rate", "lost", "year", "premium"),
    [
        pytest.param("500000.00", "0.0012", (2026, 7, 1), 2026, "302.47", id="18.1"),
        pytest.param("500000.00", "0.0012", (2028, 2, 29), 2028, "503.28", id="18.2"),
        pytest.param("82000.00", "0.0035", (2026, 12, 31), 2026, "0.79", id="18.3"),
        pytest.param("82000.00", "0.0035", (2026, 1, 1), 2026, "287.00", id="18.4"),
    ],
)
def test_reinstatement_premium(restored: str, rate: str, lost: tuple[int, int, int], year: int, premium: str) -> None:
    asked = Reinstatement(
        restored=Decimal(restored),
        rate=Decimal(rate),
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        lost_on=date(*lost),
    )
    assert str(reinstatement_premium(asked).amount) == premium


def test_18_5_cover_is_reduced_and_ends() -> None:
    assert reduced(Decimal("1000000.00"), Decimal("82000.00")) == Decimal("918000.00")
    assert exhausted(Decimal("1000000.00"), Decimal("1000000.00"))
    assert not exhausted(Decimal("1000000.00"), Decimal("600000.00"))
    assert exhausted(reduced(Decimal("1000000.00"), Decimal("600000.00")), Decimal("400000.00"))
    with pytest.raises(CalculationRefused) as refused:
        reduced(Decimal("400000.00"), Decimal("400000.01"))
    assert refused.value.path == "/indemnity"


@pytest.mark.parametrize(
    ("starts", "ends", "lost", "path"),
    [
        ((2026, 1, 1), (2026, 12, 31), (2025, 12, 31), "/lost_on"),
        ((2026, 1, 1), (2026, 12, 31), (2027, 1, 1), "/lost_on"),
        ((2026, 1, 2), (2026, 1, 1), (2026, 1, 1), "/ends_on"),
    ],
)
def test_18_6_a_loss_outside_the_period_is_refused(
    starts: tuple[int, int, int], ends: tuple[int, int, int], lost: tuple[int, int, int], path: str
) -> None:
    days = {"starts_on": date(*starts), "ends_on": date(*ends), "lost_on": date(*lost)}
    with pytest.raises(CalculationRefused) as refused:
        reinstatement_premium(Reinstatement(restored=Decimal("1.00"), rate=Decimal("0.1"), **days))
    assert (refused.value.path, refused.value.rule.id) == (path, "PICC-9.3-reinstate")


# F19: advances


@pytest.mark.parametrize(
    ("final", "advances", "to_pay", "refund"),
    [
        pytest.param(760_000, (300_000,), "460000.00", "0.00", id="19.1"),
        pytest.param(760_000, (300_000, 250_000), "210000.00", "0.00", id="19.2"),
        pytest.param(80_000, (100_000,), "0.00", "20000.00", id="19.3"),
        pytest.param(100_000, (100_000,), "0.00", "0.00", id="19.4"),
    ],
)
def test_advances(final: int, advances: tuple[int, ...], to_pay: str, refund: str) -> None:
    found = sheet(item(L=final, SI=1_000_000, IV=1_000_000), advances=list(map(money, advances)))
    assert (str(found.payable), str(found.to_pay), str(found.refund)) == (money(final), to_pay, refund)


# F20: the loss


def costs(**kinds: str) -> tuple[CostLine, ...]:
    return tuple(CostLine(kind=kind, amount=Decimal(amount)) for kind, amount in kinds.items())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("restoration", "assessed"),
    [
        pytest.param(
            loss.Restoration(
                cost_type="self", basis="market", costs=costs(labour="12000.00", parts="35600.50", other="1200.00")
            ),
            ["48800.50"],
            id="20.1",
        ),
        pytest.param(
            loss.Restoration(
                cost_type="outside",
                basis="market",
                costs=costs(transport="8000.00", repair="26500.00", parts="91250.25"),
                aggravated=Decimal("15750.25"),
                betterment=Decimal("10000.00"),
            ),
            ["125750.25", "110000.00", "100000.00"],
            id="20.2",
        ),
        pytest.param(
            loss.Restoration(
                cost_type="outside", basis="market", costs=costs(repair="200000.00"), depreciation=Decimal("48000.00")
            ),
            ["200000.00", "152000.00"],
            id="20.3",
        ),
        pytest.param(
            loss.Restoration(
                cost_type="self",
                basis="replacement",
                costs=costs(labour="20000.00", parts="180000.00"),
                wear=Decimal("10000.00"),
                betterment=Decimal("5000.00"),
            ),
            ["200000.00", "190000.00", "185000.00"],
            id="22.1",
        ),
    ],
)
def test_the_loss_is_built_up(restoration: loss.Restoration, assessed: list[str]) -> None:
    found = loss.assessed(restoration)
    assert [str(line.amount) for line in found.lines] == assessed
    assert str(found.amount) == assessed[-1]


@pytest.mark.parametrize(
    ("members", "path", "reason"),
    [
        (
            {"depreciation": Decimal("0.01"), "betterment": Decimal("0.00")},
            "/depreciation",
            "nothing depreciates on replacement value",
        ),
        ({"betterment": Decimal("100.01")}, "/betterment", "deductions exceed the cost"),  # 20.4
        ({"aggravated": Decimal("60.00"), "betterment": Decimal("40.01")}, "/betterment", "deductions exceed the cost"),
        ({}, "/betterment", "say the betterment, zero where there is none"),
    ],
)
def test_deductions_that_cannot_be_are_refused(members: dict[str, Any], path: str, reason: str) -> None:
    with pytest.raises(CalculationRefused) as refused:
        loss.assessed(loss.Restoration(cost_type="self", basis="replacement", costs=costs(labour="100.00"), **members))
    assert (refused.value.path, refused.value.reason.en) == (path, reason)


# F22: from beginning to end


def test_22_1_two_machines_salvage_co_insurance_and_an_advance_of_the_lead() -> None:
    found = sheet(
        machine("1", L=185_000, S=6_000, SI=900_000, IV=1_200_000),
        machine("2", L=40_000, SI=500_000, IV=400_000),
        deductible=amount(15_000),
        salvage_cost=salvage(24_000, 600_000, 800_000, 900_000, 1_200_000),
        coinsurance=[{"member": "lead", "share": "0.70"}, {"member": "follower", "share": "0.30"}],
        advances=["50000.00"],
    )
    assert figures(found, "1")[-1] == "134250.00"
    assert figures(found, None)[:3] == ["174250.00", "15000.00", "159250.00"]
    assert (str(found.property), str(found.salvage), str(found.payable)) == ("159250.00", "13500.00", "172750.00")
    assert [str(each.amount) for each in found.shares] == ["120925.00", "51825.00"]
    assert (str(found.to_pay), str(found.refund)) == ("122750.00", "0.00")
    assert found.flags == ("over_insured:2",)


def test_22_2_double_insurance_third_party_and_a_rate() -> None:
    found = sheet(
        item(L=500_000, S=20_000, SI=1_000_000, IV=1_200_000),
        other_policies=[{"insurer": "B", "sum_insured": "600000.00"}],
        third_party_received={"amount": "50000.00", "variant": "literal"},
        deductible=rate("0.10"),
    )
    assert figures(found, None) == ["480000.00", "430000.00", "268750.00", "26875.00", "241875.00", "241875.00"]
    assert str(found.payable) == "241875.00"


# F23: blizzards


@pytest.mark.parametrize(
    ("hourly", "most", "blizzard"),
    [
        pytest.param(["0.5"] * 6 + ["1.0"] * 7 + ["0"] * 11, "9.5", False, id="23.1"),
        pytest.param(["0"] * 5 + ["2"] * 3 + ["1"] * 3 + ["0.5"] * 2 + ["0"] * 11, "10.0", True, id="23.2"),
        pytest.param(["0.5"] * 24, "6.0", False, id="23.3"),
        pytest.param(["9.9", "0.1"], "10.0", True, id="23.4"),
        pytest.param([], "0", False, id="no hour"),
    ],
)
def test_snow(hourly: list[str], most: str, blizzard: bool) -> None:
    snowfall = [Decimal(each) for each in hourly]
    assert heaviest(snowfall) == Decimal(most)
    assert is_blizzard(snowfall) is blizzard

"""The sheet as it is stored, dated, told and spoken; and the arithmetic underneath."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest

from ledger import calculations
from ledger.kernel.worksheet import fen, rounded, shared, yuan
from ledger.law import RULES
from ledger.worksheets import Calculation, Sheet, calculated, indemnity
from ledger.worksheets.flags import FLAGS, said
from ledger.worksheets.terms import TERMS
from worksheets.asking import item, machine, sheet
from worksheets.test_bad_input import WHOLE


def test_what_was_asked_and_what_was_answered_are_stored_as_they_are() -> None:
    asked = calculations.read(WHOLE)
    answer = calculated(asked)
    encoder = msgspec.json.Encoder(order="sorted", decimal_format="string")
    for value, kind in ((asked, Calculation), (answer, Sheet)):
        assert msgspec.json.decode(encoder.encode(value), type=kind) == value


def test_an_old_sheet_is_recomputed_by_its_own_version() -> None:
    asked = calculations.read(WHOLE)
    first = calculated(asked)
    assert first.formula_version == "2026-11"
    assert calculated(asked, first.formula_version) == first
    with pytest.raises(KeyError):
        calculated(asked, "2026-10")


def test_versions_follow_one_another_by_day() -> None:
    since = [each.since for each in indemnity.VERSIONS]
    assert since == sorted(set(since))
    assert indemnity.version_on(date(2026, 11, 1)) == indemnity.version_on(date(2199, 1, 1)) == "2026-11"
    assert indemnity.version_on(date(2024, 5, 1)) == indemnity.VERSIONS[0].version


def test_a_sheet_is_told_in_the_order_of_the_contract() -> None:
    told = calculations.told(calculated(calculations.read(WHOLE)))
    amounts = ["payable", "property", "salvage", "to_pay", "refund"]
    assert list(told) == [*amounts, "shares", "lines", "flags", "formula_version"]
    assert list(told["shares"][0]) == ["member", "amount"]
    assert all(list(line) == ["step", "item", "what", "formula", "amount", "rule"] for line in told["lines"])
    assert told["lines"][1] == {
        "step": 4,
        "item": "1",
        "what": "残值",
        "formula": "loss − residual",
        "amount": "115000.00",
        "rule": "PICC-6.4.2-residual-ratio",
    }
    assert calculations.told(sheet(machine(L=120_000, S=5_000, SI=800_000, IV=1_000_000)))["lines"][1] == {
        **told["lines"][1],
        "rule": "MBA-8.3-adjusted-amount",
    }


def test_every_line_has_a_rule_and_a_term_and_every_flag_a_text() -> None:
    found = calculated(calculations.read(WHOLE))
    assert {line.rule for line in found.lines} <= RULES.keys()
    assert {line.what for line in found.lines} <= TERMS.keys()
    assert found.flags == ("double_insurance", "policy_deductible")
    marked = sheet(item(L=700_000, S=700_001, SI=600_000, IV=500_000), D=1)
    assert marked.flags == (
        *(f"{name}:1" for name in ("residual_exceeds_loss", "over_insured", "constructive_total_loss")),
    )
    assert said(marked.flags[0]) == FLAGS["residual_exceeds_loss"]
    assert all(all(text) for text in (*FLAGS.values(), *TERMS.values()))


def test_a_sheet_of_the_manual_cites_no_rule_of_machinery() -> None:
    cited = {RULES[line.rule].pack.id for line in calculated(calculations.read(WHOLE)).lines}
    assert cited == {"PICC"}
    assert {RULES[line.rule].pack.id for line in sheet(machine(L=1, SI=1, IV=1), D=1).lines[:-1]} == {"MBA"}


def test_what_all_policies_pay_is_limited_to_the_value_before_they_share_it() -> None:
    two = [item(str(at), L=700, SI=800, IV=1_000) for at in (1, 2)]
    found = sheet(*two, other_policies=[{"insurer": "B", "sum_insured": "800.00"}])
    assert (str(found.payable), found.flags) == ("500.00", ("limit_applies", "double_insurance", "shared_sum_insured"))


@pytest.mark.parametrize(
    ("exact", "whole"), [(7, 7), (Fraction(1, 2), 1), (Fraction(5, 2), 3), (Fraction(49, 100), 0), (Fraction(1, 3), 0)]
)
def test_half_a_fen_is_rounded_up(exact: Fraction | int, whole: int) -> None:
    assert rounded(exact) == whole


def test_fen_and_yuan_are_the_same_money() -> None:
    assert [str(yuan(each)) for each in (0, 1, 10, 100, 10**14 - 1)] == [
        "0.00",
        "0.01",
        "0.10",
        "1.00",
        "999999999999.99",
    ]
    assert fen(Decimal("999999999999.99")) == 10**14 - 1
    assert fen(None) == 0
    for wrong in ("0.001", "-0.01", "1000000000000.00"):
        with pytest.raises(ValueError, match="not an amount"):
            fen(Decimal(wrong))


def test_ties_of_shares_go_to_the_first() -> None:
    assert shared(100, [1, 1, 1]) == (34, 33, 33)
    assert shared(200, [1, 1, 1]) == (67, 67, 66)
    assert shared(0, [1, 2]) == (0, 0)

"""Calculations as streams record them: the formulas that count where one is corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from given import Act, Acts, given
from ledger.kernel.law import Rule
from ledger.law import machinery, manual
from ledger.worksheets import indemnity, terms
from ledger.worksheets.asked import Calculation
from ledger.worksheets.sheet import Sheet
from scenarios.acts import correction
from scenarios.assignment_reports import ADJUSTED, ITEM, adjusted
from scenarios.claims_settlement import CALCULATED, calculated, inputs, item

FIRST = indemnity.VERSIONS[0]
RECORDED = [
    (CALCULATED, calculated, inputs(item(loss="110000.00")), lambda claim: claim.loss.calculation),
    (ADJUSTED, adjusted, {"items": [ITEM]}, lambda assignment: assignment.analysis.adjustment),
]
LATER = "2026-04-05T10:00:00"


def _of_april(asked: Calculation, result: Rule) -> Sheet:
    return replace(FIRST.calculate(asked, result), payable=Decimal("1.00"), formula_version="2026-04")


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Formulas that change after the calculations and before they are corrected."""
    versions = replace(FIRST, since=date(2026, 1, 1)), indemnity.Formulas("2026-04", date(2026, 4, 2), _of_april)
    monkeypatch.setattr(indemnity, "VERSIONS", versions)
    monkeypatch.setattr(indemnity, "FORMULAS", {each.version: each for each in versions})


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(("story", "act", "other", "of"), RECORDED)
def test_a_corrected_calculation_keeps_the_formulas_it_had(
    story: tuple[Acts, ...], act: Act, other: Any, of: Any
) -> None:
    """What it comes to then is what it would have come to in the first place."""
    right = act(inputs=other, declared=None)
    fixed = given(story).when(correction(act, LATER, new_values={"inputs": other})).appended()
    as_it_should_be = given(*story[:-1]).when(right).appended()
    assert of(fixed.state).sheet == of(as_it_should_be.state).sheet
    assert of(fixed.state).sheet.formula_version == FIRST.version


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(("story", "act", "other", "of"), RECORDED)
def test_a_new_calculation_has_the_formulas_of_its_day(story: tuple[Acts, ...], act: Act, other: Any, of: Any) -> None:
    done = given(story).when(act(calc_no="JS-9", inputs=other, declared=None).on(LATER)).appended()
    assert (of(done.state).sheet.payable, of(done.state).sheet.formula_version) == (Decimal("1.00"), "2026-04")


@pytest.mark.parametrize(
    ("story", "of", "result"),
    [(CALCULATED, RECORDED[0][3], manual.SHEET), (ADJUSTED, RECORDED[1][3], machinery.ADJUSTED_AMOUNT)],
)
def test_what_a_sheet_comes_to_is_under_the_rule_of_whoever_makes_it(
    story: tuple[Acts, ...], of: Any, result: Rule
) -> None:
    sheet = of(given(story[:-1]).when(story[-1]).appended().state).sheet
    assert [line.rule for line in sheet.lines if line.what == terms.PAYABLE.zh] == [result.id]

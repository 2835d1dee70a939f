"""Report R13: every calculation sheet, its declared amount, its readings and flags, and whether it is reproduced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ledger.kernel.law import Rule
from ledger.law.manual import SHEET
from ledger.reports import formats, r13_calculations
from ledger.worksheets import Calculation, Sheet, indemnity
from reports.telling import AUDITOR, ELSEWHERE, Told, filled
from scenarios.acts import INSURER_A, INSURER_B, A, correction
from scenarios.assignment_reports import ADJUSTED
from scenarios.claims import ADJ, CLAIM, FIRM
from scenarios.claims_settlement import CALCULATED, calculated, calculated_again, determined_again, inputs, item

FIRST, SECOND, OF_FIRM = f"{CLAIM} JS-1", f"{CLAIM} JS-2", "assignment/ASG-1 LS-1"
VERSION = indemnity.VERSIONS[-1].version
LATEST = {
    "organisation": A,
    "calculated_on": "2026-04-01",
    "payable": "82000.00",
    "declared": "82000.00",
    "formula_version": VERSION,
    "replay": "same",
}


@pytest.mark.proves(SHEET.id, says="both")
def test_every_figure_by_hand(told: Told) -> None:
    told(CALCULATED, determined_again, calculated_again(declared="74000.01"))
    told(ADJUSTED)
    report = told.report("R13")
    assert filled(report) == {
        SECOND: {
            **LATEST,
            "calculated_on": "2026-04-03",
            "payable": "74000.00",
            "declared": "74000.01",
            "differs": 1,
        },
        FIRST: {**LATEST, "superseded": 1},
        OF_FIRM: {
            **LATEST,
            "organisation": ADJ,
            "calculated_on": "2026-03-18",
            "payable": "66000.00",
            "declared": "66000.00",
        },
    }
    assert report.totals == {"differs": 1, "superseded": 1, "stale": 0, "unlike": 0}


def test_a_sheet_is_stale_once_what_it_rests_on_has_changed(told: Told) -> None:
    before = told(CALCULATED)
    told(determined_again)
    assert [filled(told.report("R13", at))[FIRST].get("stale") for at in (before, None)] == [None, 1]


def test_readings_and_flags_are_told_in_words(told: Told) -> None:
    made = calculated(
        inputs=inputs(
            item(loss="5000.00", residual=None),
            third_party_received={"amount": "100.00", "variant": "make_whole"},
            variants={"residual": "full"},
        ),
        declared=None,
    )
    told(CALCULATED[:-1], made)
    report = told.report("R13")
    row = filled(report)[FIRST]
    assert row["variants"] == ["full", "make_whole"]
    assert "below_deductible" in row["flags"]
    shown = formats.rendered(report, "csv", "en").decode()
    assert "residual value deducted in full；third-party money makes the insured whole first" in shown
    assert "the deductible leaves nothing" in shown
    assert "免赔后无应赔金额" in formats.rendered(report, "html", "zh").decode()


def test_a_flag_says_which_item_it_is_about(told: Told) -> None:
    told(CALCULATED[:-1], calculated(inputs=inputs(item(sum_insured="1200000.00")), declared=None))
    assert filled(told.report("R13"))[FIRST]["flags"] == ["over_insured:I-1"]
    assert "I-1：the sum insured exceeds" in formats.rendered(told.report("R13"), "csv", "en").decode()


def test_a_sheet_that_the_formulas_do_not_give_again_stands_out(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    told(CALCULATED, determined_again, calculated_again)
    formulas = indemnity.FORMULAS[VERSION]

    def otherwise(asked: Calculation, result: Rule) -> Sheet:
        sheet = formulas.calculate(asked, result)
        return replace(sheet, payable=Decimal("82000.01")) if sheet.payable == Decimal("82000.00") else sheet

    monkeypatch.setitem(indemnity.FORMULAS, VERSION, replace(formulas, calculate=otherwise))
    report = told.report("R13")
    assert {id: (row["replay"], row.get("unlike")) for id, row in filled(report).items()} == {
        FIRST: ("other", 1),
        SECOND: ("same", None),
    }
    monkeypatch.setattr(indemnity, "FORMULAS", {})
    assert told.report("R13").totals["unlike"] == 2


def test_only_the_latest_are_calculated_again(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    told(CALCULATED)
    told(
        [each.into("claim/CLM-2") for each in CALCULATED[1:-1]],
        calculated.into("claim/CLM-2").on("2026-04-02T10:00:00"),
    )
    monkeypatch.setattr(r13_calculations, "REPLAYED", 1)
    assert [row["replay"] for row in told.report("R13").rows] == ["same", "unread"]


def test_a_corrected_calculation_is_replayed_as_it_stands(told: Told) -> None:
    before = told(CALCULATED)
    told(correction(calculated, new_values={"inputs": inputs(item(loss="110000.00"))}, time="2026-04-02T09:00:00"))
    rows = [filled(told.report("R13", at))[FIRST] for at in (before, None)]
    assert [(row["payable"], row["replay"]) for row in rows] == [("82000.00", "same"), ("74000.00", "same")]


def test_area_period_and_visibility(told: Told) -> None:
    told(CALCULATED)
    told(ADJUSTED)
    day = date(2026, 4, 1)
    assert filled(told.report("R13", since=day, until=day)).keys() == {FIRST}
    assert [len(told.report("R13", area=area).rows) for area in ("411202", "411203")] == [2, 0]
    assert filled(told.report("R13", by=FIRM)).keys() == {OF_FIRM}
    assert [len(told.report("R13", by=who).rows) for who in (INSURER_A, INSURER_B, ELSEWHERE, AUDITOR)] == [2, 0, 0, 2]

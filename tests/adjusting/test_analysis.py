"""The cause, the questions on cover, the loss and its adjustment (MBA 6 to 8)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from given import Act, Acts, given, instant
from ledger.adjusting.checklists.analysis import COVER_QUESTIONS
from ledger.kernel.law import Rule
from ledger.law import machinery as mba
from ledger.law.house import IN_ORDER, OPEN_ONCE
from looking import findings, grave, owed, rows
from scenarios.acts import correction
from scenarios.assignment_reports import (
    ADJUSTED,
    ANALYSED,
    CHECKS,
    DETERMINED,
    INQUIRED,
    ITEM,
    REVIEWED,
    adjusted,
    cause_analysed,
    cover_analysed,
    expected_in_a_day,
    experts_asked,
    experts_reported,
    flagged_unknown,
    insured_report,
    loss_determined,
    no_institution,
    no_other_insurance,
    report_issued,
    residual_agreed,
    value_determined,
)
from scenarios.assignments import APPOINTED, INSURED, policy_checked, statement_taken, total_loss_constructed
from scenarios.claims import ASSIGNMENT, A

proves = pytest.mark.proves


def adjusting(**members: Any) -> Act:
    """The adjustment with other members of its one item."""
    return adjusted(inputs={**adjusted.data["inputs"], "items": [{**ITEM, **members}]})


# Article 6.1: the cause


@proves(mba.EXPERTS.id)
@pytest.mark.parametrize(("flag", "needed"), [("unknown", True), ("large", True), ("mixed", False), ("other", False)])
def test_a_large_or_unexplained_accident_needs_experts(flag: str, needed: bool) -> None:
    flagged = (*INQUIRED, flagged_unknown(flag=flag))
    if needed:
        given(*flagged).when(cause_analysed).refused(mba.EXPERTS)
        given(*flagged, experts_asked).when(cause_analysed).refused(mba.EXPERTS)
    given(*flagged, experts_asked, experts_reported).when(cause_analysed).appended()
    given(*INQUIRED).when(cause_analysed).appended()


@proves(mba.EXPERTS.id)
def test_commissioning_experts_and_hearing_them_are_two_duties() -> None:
    asked, reported = instant("2026-03-06T11:00:00"), instant("2026-03-13T09:00:00")
    story = (*INQUIRED, flagged_unknown, experts_asked)
    for part, after_asking in (("commission", asked), ("analysis", None)):
        assert owed(mba.EXPERTS, *story, part=part).done_at == after_asking
        assert owed(mba.EXPERTS, *story, experts_reported, part=part).done_at == (after_asking or reported)
    assert rows("duty", mba.EXPERTS, *INQUIRED, flagged_unknown(flag="mixed"), part="commission") == []


@proves(mba.CAUSE_REPORT.id, mba.INQUIRE.id, mba.REPORTS.id, mba.PROXIMATE_CAUSE.id, says="both")
@pytest.mark.parametrize(
    ("rule", "story"),
    [
        (mba.CAUSE_REPORT, (statement_taken, no_institution, cause_analysed)),
        (mba.INQUIRE, (insured_report, no_institution, cause_analysed)),
        (mba.REPORTS, (statement_taken, insured_report, cause_analysed)),
        (mba.PROXIMATE_CAUSE, (statement_taken, insured_report, no_institution)),
        (mba.PROXIMATE_CAUSE, (statement_taken, insured_report, no_institution, cause_analysed(evidence=[]))),
    ],
)
def test_cover_is_analysed_on_a_cause_that_was_inquired_into(rule: Rule, story: tuple[Acts, ...]) -> None:
    assert grave(rule, *APPOINTED, *story, cover_analysed) == ["breach"]
    assert findings(rule, *ANALYSED) == []


@proves(mba.REPORTS.id, says="yes")
@pytest.mark.parametrize(
    "report", [insured_report(type="appraisal_opinion", appraisal_id="411200-2026-0001"), experts_reported]
)
def test_an_appraisal_or_an_experts_analysis_is_a_report_of_an_institution(report: Act) -> None:
    assert findings(mba.REPORTS, *APPOINTED, report.on("2026-03-13T09:00:00"), cover_analysed) == []


# Article 6.2: cover


@proves(*(each.rule.id for each in COVER_QUESTIONS), mba.ADVICE.id, says="both")
@pytest.mark.parametrize("question", COVER_QUESTIONS, ids=lambda question: question.id)
def test_each_of_the_seven_questions_is_answered(question: Any) -> None:
    """Advice without it is recorded and breaks the rule; the report is not issued on it."""
    without = cover_analysed(checks=[check for check in CHECKS if check["id"] != question.id])
    [(severity, told)] = findings(question.rule, *INQUIRED, cause_analysed, without)
    assert (severity, question.text.en in told) == ("breach", True)
    assert findings(question.rule, *ANALYSED) == []
    given(*REVIEWED, without.on("2026-03-23T10:00:00")).when(report_issued).refused(mba.ADVICE)
    given(*REVIEWED).when(report_issued).appended()


@proves(mba.ADVICE.id)
def test_a_report_needs_advice_on_cover() -> None:
    given(*REVIEWED, correction(cover_analysed, withdrawn=True)).when(report_issued).refused(mba.ADVICE)


@proves(mba.ADVICE.id, says="both")
@pytest.mark.parametrize("question", COVER_QUESTIONS, ids=lambda question: question.id)
def test_advice_against_an_answer_that_decides_is_noticed(question: Any) -> None:
    checks = [{**check, "outcome": "no"} if check["id"] == question.id else check for check in CHECKS]
    denied = cover_analysed(checks=checks)
    assert grave(mba.ADVICE, *INQUIRED, cause_analysed, denied) == (["notice"] if question.decides else [])
    assert findings(mba.ADVICE, *INQUIRED, cause_analysed, denied(advice="not_covered")) == []


@proves(mba.PERIOD.id, mba.ADDRESS.id, mba.SUBJECT.id, says="both")
@pytest.mark.parametrize("question", [each for each in COVER_QUESTIONS if each.surveyed], ids=lambda each: each.id)
def test_an_answer_against_what_was_seen_at_the_scene_says_why(question: Any) -> None:
    seen = policy_checked(**{question.surveyed: "no"})
    [(severity, told)] = findings(question.rule, *INQUIRED, seen, cause_analysed, cover_analysed)
    assert (severity, question.text.en in told) == ("notice", True)
    because = [{**check, "note": "批单已变更"} for check in CHECKS]
    assert findings(question.rule, *INQUIRED, seen, cause_analysed, cover_analysed(checks=because)) == []
    assert findings(question.rule, *INQUIRED, policy_checked, cause_analysed, cover_analysed) == []


@proves(mba.WARRANTY.id, says="both")
def test_a_machine_under_warranty_points_to_its_maker() -> None:
    checks = [{**check, "outcome": "yes"} if check["id"] == "warranty" else check for check in CHECKS]
    [(severity, told)] = findings(mba.WARRANTY, *INQUIRED, cause_analysed, cover_analysed(checks=checks))
    assert (severity, "under warranty" in told) == ("notice", True)
    assert findings(mba.WARRANTY, *ANALYSED) == []


# Article 7: the loss and the residual value


@proves(mba.BASIS.id, says="both")
def test_every_assessed_item_rests_on_something() -> None:
    bare = loss_determined(items=[*loss_determined.data["items"], {"item_id": "M-2", "loss": "1.00"}])
    assert grave(mba.BASIS, *ANALYSED, bare) == ["breach"]
    assert findings(mba.BASIS, *ANALYSED, loss_determined) == []


@proves(mba.RESIDUAL.id, says="both")
@pytest.mark.parametrize(
    ("agreed", "kept"),
    [
        (residual_agreed, {"M-1": Decimal("5000.00")}),
        (residual_agreed(method="auction"), {"M-1": Decimal("5000.00")}),
        (residual_agreed(to="insurer"), {}),
        (residual_agreed(agreed_by=[A]), {}),
        (residual_agreed(agreed_by=[INSURED]), {}),
        (residual_agreed(agreed_by=[]), {}),
    ],
)
def test_what_the_insured_keeps_counts_at_a_value_both_sides_agreed(agreed: Act, kept: dict[str, Decimal]) -> None:
    state = given(*ANALYSED, loss_determined, agreed).state(ASSIGNMENT)
    assert state.analysis.kept_residuals(state.commission.insurer_ids) == kept


@proves(mba.RESIDUAL.id, says="no")
def test_residual_value_is_found_in_a_known_way() -> None:
    given(*ANALYSED).when(residual_agreed(method="guess")).malformed("/data/method")


@proves(mba.PARTIAL_LOSS.id, mba.TOTAL_LOSS.id, says="both")
@pytest.mark.parametrize(
    ("type", "rule", "other"),
    [("partial", mba.PARTIAL_LOSS, mba.TOTAL_LOSS), ("total", mba.TOTAL_LOSS, mba.PARTIAL_LOSS)],
)
def test_deductions_above_the_loss_leave_nothing_and_are_looked_at(type: str, rule: Rule, other: Rule) -> None:
    def taken_off(wear: str) -> Act:
        return loss_determined(items=[{"item_id": "M-1", "loss": "120000.00", "type": type, "wear": wear}])

    [(severity, told)] = findings(rule, *ANALYSED, taken_off("120000.01"))
    assert (severity, "M-1" in told) == ("deviation", True)
    assert findings(other, *ANALYSED, taken_off("120000.01")) == findings(rule, *ANALYSED, taken_off("120000.00")) == []


# Article 8: adjustment


@proves(IN_ORDER.id)
def test_nothing_is_adjusted_before_the_loss_is_determined() -> None:
    given(*ANALYSED, no_other_insurance).when(adjusted).refused(IN_ORDER)
    given(*DETERMINED).when(adjusted).appended()


@proves(OPEN_ONCE.id)
def test_an_adjustment_has_a_number_of_its_own() -> None:
    given(*ADJUSTED).when(adjusted.on("2026-03-19T09:00:00")).refused(OPEN_ONCE)
    given(*ADJUSTED).when(adjusted(calc_no="LS-2")).appended()


@proves(mba.OTHER_INSURANCE.id)
def test_nothing_is_adjusted_before_other_insurances_were_looked_for() -> None:
    given(*ANALYSED, loss_determined, value_determined, residual_agreed).when(adjusted).refused(mba.OTHER_INSURANCE)
    given(*DETERMINED).when(adjusted).appended()


@pytest.mark.parametrize(
    ("deductible", "payable"),
    [
        ({"mode": "amount", "amount": "10000.00"}, "66000.00"),
        ({"mode": "rate", "rate": "0.10"}, "68400.00"),
        ({"mode": "amount", "amount": "76000.00"}, "0.00"),
    ],
)
def test_the_ledger_computes_the_sheet_from_the_inputs(deductible: dict[str, str], payable: str) -> None:
    """(100000 - 5000) x 80 % = 76000, less the deductible."""
    act = adjusted(inputs={"items": [ITEM], "deductible": deductible})
    sheet = given(*DETERMINED).when(act).appended().state.analysis.adjustment.sheet
    assert sheet.payable == Decimal(payable)


def test_the_sheet_is_nobodys_to_propose() -> None:
    given(*DETERMINED).when(adjusted(sheet={})).malformed("/data/sheet")


@proves(mba.INSURED_VALUE.id)
def test_what_cannot_be_calculated_is_refused_with_the_members_path() -> None:
    story = given(*DETERMINED)
    refused = story.when(adjusting(insured_value="0.00")).refused(mba.INSURED_VALUE)
    assert "/data/inputs/items/0/insured_value" in str(refused.results)
    story.when(adjusted).appended()


def test_a_corrected_input_has_its_sheet_computed_anew() -> None:
    fixed = correction(adjusted, new_values={"inputs": {"items": [ITEM]}})
    state = given(*ADJUSTED).when(fixed).appended().state
    assert state.analysis.adjustment.sheet.payable == Decimal("76000.00")
    given(*ADJUSTED).when(correction(adjusted, new_values={"inputs": {"items": []}})).refused(mba.PER_ITEM)


@proves(mba.ADJUSTED_AMOUNT.id, says="both")
@pytest.mark.parametrize(
    ("act", "told"),
    [
        (adjusting(loss="120000.00")(declared=None), "/inputs/items/0/loss is 120000.00, on record is 100000.00"),
        (
            adjusting(id="M-2")(declared=None),
            "/inputs/items/0/id is M-2, on record is none; /inputs/items is none, on record is M-1",
        ),
        (adjusted(declared="66000.01"), "/declared is 66000.01, on record is 66000.00"),
        (adjusted(declared=None), None),
        (adjusted, None),
    ],
)
def test_an_adjustment_is_compared_with_what_was_determined(act: Act, told: str | None) -> None:
    assert findings(mba.ADJUSTED_AMOUNT, *DETERMINED, act) == ([("deviation", told)] if told else [])


ROOF = {"name": "屋面", "share": "0.4", "degree": "0.15"}
WALLS = {"name": "墙体", "share": "0.6", "degree": "0.05"}


@proves(mba.ADJUSTED_AMOUNT.id, says="both")
@pytest.mark.parametrize(
    ("assessed", "item", "wrong"),
    [
        ({}, {"kind": "total"}, []),
        ({"degree": "0.35"}, {"kind": "degree", "degree": "0.350"}, []),
        ({"degree": "0.35"}, {"kind": "degree", "degree": "0.4"}, ["/inputs/items/0/degree"]),
        (
            {"parts": [{"name": "屋面", "share": "1", "degree": "0.15"}]},
            {"kind": "split", "parts": [{"name": "屋面", "share": "1.0", "degree": "0.150"}]},
            [],
        ),
        (
            {"parts": [{"name": "屋面", "share": "1", "degree": "0.15"}]},
            {"kind": "split", "parts": [{"name": "屋面", "share": "1", "degree": "0.5"}]},
            ["/inputs/items/0/parts"],
        ),
        ({"parts": [ROOF, WALLS]}, {"kind": "split", "parts": [WALLS, ROOF]}, []),
    ],
)
def test_what_is_no_cost_is_compared_as_degrees_and_parts_in_numbers(
    assessed: dict[str, Any], item: dict[str, Any], wrong: list[str]
) -> None:
    determined = loss_determined(items=[{"item_id": "M-1", "loss": "100000.00", "bases": ["检验"], **assessed}])
    asked = {name: value for name, value in {**ITEM, "basis": "fixed", **item}.items() if name != "loss"}
    act = adjusted(inputs={"items": [asked]}, declared=None)
    told = findings(mba.ADJUSTED_AMOUNT, *ANALYSED, determined, no_other_insurance, act)
    assert [text.split(" is ")[0] for _, text in told] == wrong


@proves(mba.INSURED_VALUE.id, says="both")
def test_the_insured_value_is_the_one_determined() -> None:
    assert findings(mba.INSURED_VALUE, *DETERMINED, adjusting(insured_value="900000.00")) == [
        ("deviation", "/inputs/items/0/insured_value is 900000.00, on record is 1000000.00")
    ]
    assert findings(mba.INSURED_VALUE, *DETERMINED, adjusted) == []
    assert findings(mba.INSURED_VALUE, *DETERMINED, adjusting(agreed_value=True)) == []


@proves(mba.RESIDUAL.id, says="both")
@pytest.mark.parametrize(
    ("agreed", "residual", "differs"),
    [
        (residual_agreed, "5000.00", False),
        (residual_agreed, "4000.00", True),
        (residual_agreed, None, True),
        (residual_agreed(to="insurer"), "5000.00", True),
        (residual_agreed(to="insurer"), "0.00", False),
        (residual_agreed(agreed_by=[A]), None, False),
    ],
)
def test_residual_value_is_deducted_as_agreed(agreed: Act, residual: str | None, differs: bool) -> None:
    item = {name: value for name, value in {**ITEM, "residual": residual}.items() if value is not None}
    story = (*ANALYSED, loss_determined, value_determined, agreed, no_other_insurance)
    assert bool(findings(mba.RESIDUAL, *story, adjusted(inputs={"items": [item]}))) is differs


@proves(mba.DOUBLE_CALC.id, says="both")
def test_the_other_policies_found_are_those_that_share() -> None:
    other = {"insurer": "示例财产保险乙公司", "sum_insured": "700000.00"}
    found_two = no_other_insurance(
        double=True, policies=[{"insurer_id": "INS-B-411200", "policy_no": "P-2", "sum_insured": "700000.00"}]
    ).on("2026-03-17T15:00:00")
    shared = adjusted(inputs={"items": [ITEM], "other_policies": [other]})
    assert findings(mba.DOUBLE_CALC, *DETERMINED, found_two, shared) == []
    assert findings(mba.DOUBLE_CALC, *DETERMINED, adjusted) == []
    for story in ((*DETERMINED, found_two, adjusted), (*DETERMINED, shared)):
        assert grave(mba.DOUBLE_CALC, *story) == ["deviation"]


@proves(mba.SPECIAL.id, says="both")
def test_special_terms_are_minded_even_if_there_are_none() -> None:
    assert grave(mba.SPECIAL, *DETERMINED, adjusted(special_terms=None)) == ["breach"]
    assert findings(mba.SPECIAL, *DETERMINED, adjusted) == []


# What comes after an adjustment


LATER = "2026-03-19T09:00:00"
OTHER_POLICY = {"insurer_id": "INS-B-411200", "policy_no": "P-2", "sum_insured": "700000.00"}
DEARER = [{"item_id": "M-1", "loss": "130000.00", "wear": "20000.00", "bases": ["维修报价"]}]
CHANGED: dict[str, tuple[Act, dict[str, Any]]] = {
    "the loss": (loss_determined(version=2, items=DEARER).on(LATER), {"items": [{**ITEM, "loss": "110000.00"}]}),
    "the loss, by correction": (
        correction(loss_determined, LATER, new_values={"items": DEARER}),
        {"items": [{**ITEM, "loss": "110000.00"}]},
    ),
    "the value": (value_determined(value="900000.00").on(LATER), {"items": [{**ITEM, "insured_value": "900000.00"}]}),
    "what remains": (residual_agreed(value="6000.00").on(LATER), {"items": [{**ITEM, "residual": "6000.00"}]}),
    "other insurances": (
        no_other_insurance(double=True, policies=[OTHER_POLICY]).on(LATER),
        {"items": [ITEM], "other_policies": [{"insurer": "示例财产保险乙公司", "sum_insured": "700000.00"}]},
    ),
    "a total loss": (total_loss_constructed.on(LATER), {"items": [{**ITEM, "kind": "total"}]}),
}
"""What changes after an adjustment, and what is adjusted then."""


@proves(IN_ORDER.id)
@pytest.mark.parametrize(("newer", "inputs"), CHANGED.values(), ids=CHANGED)
def test_an_adjustment_goes_stale_and_no_report_is_issued_on_it(newer: Act, inputs: dict[str, Any]) -> None:
    assert not given(*ADJUSTED).state(ASSIGNMENT).stale
    stale = given(*REVIEWED, newer)
    assert stale.state(ASSIGNMENT).stale
    stale.when(report_issued).refused(IN_ORDER)
    again = adjusted(calc_no="LS-2", inputs=inputs, declared=None).on("2026-03-19T10:00:00")
    anew = given(*REVIEWED, newer, again)
    assert not anew.state(ASSIGNMENT).stale
    anew.when(report_issued).appended()


def test_what_is_determined_anew_as_it_was_makes_nothing_stale() -> None:
    assert not given(*ADJUSTED, loss_determined(version=2).on(LATER)).state(ASSIGNMENT).stale


@pytest.mark.parametrize(("newer", "_"), CHANGED.values(), ids=CHANGED)
def test_what_came_before_the_adjustment_makes_nothing_stale(newer: Act, _: object) -> None:
    assert not given(*DETERMINED, newer).state(ASSIGNMENT).stale


def test_a_version_recorded_late_replaces_no_later_one() -> None:
    second = loss_determined(version=2, items=DEARER)
    state = given(*ANALYSED, second, loss_determined.on(LATER)).state(ASSIGNMENT)
    assert state.analysis.determined.version == 2


@proves(mba.EXPERTS.id)
@pytest.mark.parametrize(("at", "late"), [("2026-03-07T23:59:59", False), ("2026-03-08T00:00:00", True)])
def test_where_the_house_expects_experts_in_a_day_they_are_in_time_or_not(at: str, late: bool) -> None:
    expected = expected_in_a_day(mba.EXPERTS)(part="commission")
    asked = owed(mba.EXPERTS, expected, *INQUIRED, flagged_unknown, experts_asked.on(at), part="commission")
    assert (asked.late, asked.level) == (late, "target")


@proves(mba.EXPERTS.id, says="both")
@pytest.mark.parametrize("part", ["commission", "analysis"])
def test_experts_asked_or_heard_before_the_flag_was_recorded_need_not_be_asked_again(part: str) -> None:
    again = flagged_unknown(flag="large").on("2026-03-14T09:00:00")
    for story in ((experts_reported, flagged_unknown), (flagged_unknown, experts_reported, again)):
        assert owed(mba.EXPERTS, *APPOINTED, *story, part=part).done_at == instant("2026-03-13T09:00:00")
    asked = owed(mba.EXPERTS, *APPOINTED, experts_asked, flagged_unknown, part=part)
    assert asked.done_at == (instant("2026-03-06T11:00:00") if part == "commission" else None)

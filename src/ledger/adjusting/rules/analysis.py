"""What refuses in an assignment: cause, coverage, loss and adjustment."""

from __future__ import annotations

from ledger.adjusting.checklists.analysis import COVERAGE
from ledger.adjusting.events.analysis import CauseAnalysisCompleted, IndemnityAdjusted
from ledger.adjusting.events.report import ReportIssued
from ledger.adjusting.state import Assignment
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.law.house import IN_ORDER, OPEN_ONCE
from ledger.law.machinery import ADVICE, BODY, EXPERTS, OTHER_INSURANCE
from ledger.worksheets.recorded import differing

REFUSALS: Refusals = []


@refuses(REFUSALS, EXPERTS, CauseAnalysisCompleted)
def experts_not_heard(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    if not assignment.analysis.experts_missing:
        return None
    return Text(
        "事故较大或原因不明，须先取得专家或检测机构的分析（ExpertAnalysisReceived）。",
        "a large accident or an unknown cause: experts or a testing agency must report first (ExpertAnalysisReceived)",
    )


@refuses(REFUSALS, ADVICE, ReportIssued)
def no_advice_on_cover(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    if assignment.analysis.coverage is None:
        return Text("尚未就保险责任提出建议。", "there is no advice on cover yet")
    missing = [item.text for item in COVERAGE.missing(assignment)]
    if not missing:
        return None
    return Text(
        f"保险责任建议之前尚未核查：{'、'.join(text.zh for text in missing)}。",
        f"the advice on cover was given without checking whether {'; '.join(text.en for text in missing)}",
    )


@refuses(REFUSALS, OPEN_ONCE, IndemnityAdjusted)
def number_in_use(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    adjusted: IndemnityAdjusted = proposed.event  # type: ignore[assignment]
    if adjusted.calc_no not in assignment.analysis.adjustments:
        return None
    return Text(
        f"理算编号 {adjusted.calc_no} 已被使用，重新理算请另编号。",
        f"there is an adjustment {adjusted.calc_no} already: number the new one otherwise",
    )


@refuses(REFUSALS, IN_ORDER, IndemnityAdjusted)
def loss_not_determined(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    if assignment.analysis.determined:
        return None
    return Text("损失尚未核定，不能理算。", "the loss is not determined yet: there is nothing to adjust")


@refuses(REFUSALS, OTHER_INSURANCE, IndemnityAdjusted)
def other_insurance_unknown(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    if assignment.analysis.other_insurance:
        return None
    return Text(
        "尚未查明有无重复保险或保险竞合（OtherInsuranceChecked），不能理算。",
        "whether there is double or concurrent insurance was not found out yet (OtherInsuranceChecked)",
    )


@refuses(REFUSALS, BODY, ReportIssued)
def nothing_adjusted(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    if assignment.analysis.concluded:
        return None
    return Text(
        "报告须有损失核定和理算：尚未理算，也未建议不属于保险责任。",
        "the report tells of loss and adjustment: nothing was adjusted, nor is the advice that nothing is covered",
    )


@refuses(REFUSALS, IN_ORDER, ReportIssued)
def adjustment_out_of_date(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    """It is asked again what the adjustment was made of: corrections count as well as what came after it."""
    adjusted = assignment.analysis.adjustment
    different = adjusted and differing(
        difference for each in assignment.differences(adjusted).values() for difference in each
    )
    if not different:
        return None
    return Text(
        f"理算所依据的与账本现有记载不一致，须重新理算后再出具报告：{different.zh}",
        f"the adjustment is not what is on record now, adjust anew before the report is issued: {different.en}",
    )

"""What was done, by its own time, before that on which it rests: recorded in order, but not done in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ledger.adjusting.events.analysis import CauseAnalysisCompleted, IndemnityAdjusted, LossDetermined
from ledger.adjusting.events.commission import AssignmentAccepted, AssignmentDeclined
from ledger.adjusting.events.report import AssignmentArchived, AssignmentClosed, ReportIssued
from ledger.adjusting.state import Assignment
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings
from ledger.kernel.law import Text
from ledger.kernel.order import Step, in_order
from ledger.law.machinery import (
    ADVICE,
    BODY,
    CLOSE,
    EVALUATE,
    EXPERTS,
    OTHER_INSURANCE,
    QUALITY_REVIEW,
    RESURVEY_DISMANTLE,
    RESURVEY_UNCLEAR,
)

FINDINGS: Findings = []


def _resurveyed(reason: str) -> Callable[[Assignment, Recorded], datetime | None]:
    """When the last re-survey was carried out that was needed by then for one of the items determined."""

    def completed(assignment: Assignment, recorded: Recorded) -> datetime | None:
        determined: LossDetermined = recorded.event  # type: ignore[assignment]
        found = (
            each.completed_at
            for each in assignment.survey.resurveys.values()
            if each.reason == reason
            and each.needed_at <= recorded.occurred_at
            and any(each.holds_up(item.item_id) for item in determined.items)
        )
        return max((at for at in found if at), default=None)

    return completed


def _adjusted(assignment: Assignment, recorded: Recorded) -> datetime | None:
    analysis = assignment.analysis
    return analysis.adjusted_at[analysis.adjustment.calc_no] if analysis.adjustment else None


def _delivered_and_settled(assignment: Assignment, recorded: Recorded) -> datetime | None:
    report = assignment.report
    return max((at for at in (report.delivered_at, report.settled_at) if at), default=None)


STEPS = (
    Step(
        EVALUATE,
        AssignmentAccepted,
        Text("承接评估", "the evaluation"),
        lambda assignment, recorded: assignment.commission.evaluated_at,
        lambda accepted: (accepted.at,),
    ),
    Step(
        EVALUATE,
        AssignmentDeclined,
        Text("承接评估", "the evaluation"),
        lambda assignment, recorded: assignment.commission.evaluated_at,
    ),
    Step(
        EXPERTS,
        CauseAnalysisCompleted,
        Text("专家或检测机构的分析", "the analysis of experts or of a testing agency"),
        lambda assignment, recorded: assignment.analysis.heard_at if assignment.analysis.needs_experts else None,
    ),
    Step(
        RESURVEY_UNCLEAR,
        LossDetermined,
        Text("查明未定事项的复勘", "the re-survey of what was undetermined"),
        _resurveyed("undetermined"),
    ),
    Step(
        RESURVEY_DISMANTLE,
        LossDetermined,
        Text("解体、检测后的复勘", "the re-survey after dismantling or testing"),
        _resurveyed("dismantling_or_test"),
    ),
    Step(
        OTHER_INSURANCE,
        IndemnityAdjusted,
        Text("重复保险、竞合的核查", "the search for other insurances"),
        lambda assignment, recorded: assignment.analysis.other_insurance_at,
    ),
    Step(
        ADVICE,
        ReportIssued,
        Text("保险责任建议", "the advice on cover"),
        lambda assignment, recorded: assignment.analysis.advised_at,
        lambda issued: (issued.dated,),
    ),
    Step(BODY, ReportIssued, Text("理算", "the adjustment"), _adjusted, lambda issued: (issued.dated,)),
    Step(
        QUALITY_REVIEW,
        ReportIssued,
        Text("内部品质审核", "the internal quality review"),
        lambda assignment, recorded: assignment.report.reviewed_at,
        lambda issued: (issued.dated,),
    ),
    Step(
        CLOSE,
        AssignmentClosed,
        Text("交付报告并收讫公估费", "delivery of the report and payment of the fee"),
        _delivered_and_settled,
        lambda closed: (closed.at,),
    ),
    Step(
        CLOSE,
        AssignmentArchived,
        Text("结案", "the closing of the case"),
        lambda assignment, recorded: assignment.report.closed_at,
        lambda archived: (archived.archived_on,),
    ),
)
in_order(FINDINGS, STEPS)

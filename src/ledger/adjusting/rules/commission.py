"""What refuses in an assignment: offer, evaluation, acceptance, adjusters and contact."""

from __future__ import annotations

from ledger.adjusting.events.analysis import IndemnityAdjusted, LossDetermined
from ledger.adjusting.events.commission import (
    AdjusterReplaced,
    AdjustersAppointed,
    AssignmentAccepted,
    AssignmentDeclined,
)
from ledger.adjusting.events.report import AssignmentArchived, AssignmentClosed, ReportIssued
from ledger.adjusting.state import Assignment
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE
from ledger.law.machinery import ASSIGN_TWO, EVALUATE

REFUSALS: Refusals = []

WEIGHED = {
    "competence": Text("专业能力", "competence"),
    "independence": Text("独立性", "independence"),
    "business_risk": Text("业务风险", "business risk"),
}
"""What the firm weighs before it decides."""


# Article 4.2: evaluation, then the decision


@refuses(REFUSALS, IN_ORDER, AssignmentAccepted, AssignmentDeclined)
def decided_already(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    commission = assignment.commission
    if commission.accepted is None and commission.declined is None:
        return None
    return Text("是否接受委托已有决定。", "whether to take the assignment has been decided already")


@refuses(REFUSALS, EVALUATE, AssignmentAccepted, AssignmentDeclined)
def not_evaluated(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    evaluated = assignment.commission.evaluated
    missing = [text for name, text in WEIGHED.items() if getattr(evaluated, name, None) is None]
    if not missing:
        return None
    return Text(
        f"决定是否接受委托前须先评估；尚未评估：{'、'.join(text.zh for text in missing)}。",
        f"the firm decides after it has weighed all three; not weighed: {', '.join(text.en for text in missing)}",
    )


# Article 4.3: two adjusters at all times


@refuses(
    REFUSALS,
    IN_ORDER,
    AdjustersAppointed,
    LossDetermined,
    IndemnityAdjusted,
    ReportIssued,
    AssignmentClosed,
    AssignmentArchived,
)
def not_accepted(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    if assignment.commission.accepted is not None:
        return None
    return Text("本机构没有接受委托。", "the firm did not accept the assignment")


@refuses(REFUSALS, KNOWN_REFERENCE, AdjusterReplaced)
def replaced_nobody(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    replaced: AdjusterReplaced = proposed.event  # type: ignore[assignment]
    if replaced.old in assignment.commission.adjusters:
        return None
    return Text(f"{replaced.old} 不是本案承办人员。", f"{replaced.old} does not handle this assignment")


@refuses(REFUSALS, ASSIGN_TWO, AdjustersAppointed, AdjusterReplaced)
def fewer_than_two(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    match proposed.event:
        case AdjustersAppointed(adjuster_ids=appointed):
            handling = set(appointed)
        case AdjusterReplaced(old=old, new=new):
            handling = {*assignment.commission.adjusters} - {old} | {new}
    if len(handling) >= 2:
        return None
    return Text(
        "承办人员须始终不少于两名不同的公估人员。",
        "two different adjusters at least must handle an assignment at all times",
    )

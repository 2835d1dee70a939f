"""What refuses in an assignment: the visits to the site, notices, survey record and re-surveys."""

from __future__ import annotations

from ledger.adjusting.checklists.survey import RECORD
from ledger.adjusting.events.analysis import LossDetermined
from ledger.adjusting.events.report import ReportIssued
from ledger.adjusting.events.survey import (
    InventoryCompletenessConfirmed,
    LossAggravationObserved,
    ResurveyCompleted,
    ResurveyNeeded,
    ResurveyScheduled,
    StatementTaken,
    SurveyRecordCompleted,
    SurveyRecordSignatureRefused,
    SurveyRecordSigned,
)
from ledger.adjusting.state import Assignment
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.kernel.state import replace
from ledger.law.house import KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.machinery import RECORD_CONTENT, RESURVEY_DISMANTLE, RESURVEY_UNCLEAR

REFUSALS: Refusals = []


# Ids are given once, and refer to something


@refuses(REFUSALS, OPEN_ONCE, SurveyRecordCompleted, StatementTaken, ResurveyNeeded, LossAggravationObserved)
def id_in_use(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    """A second document under an id would go by the signature of the first, and a need begin anew."""
    survey = assignment.survey
    match proposed.event:
        case SurveyRecordCompleted(document_id=id) | StatementTaken(statement_id=id):
            taken = id in survey.documents
        case ResurveyNeeded(resurvey_id=id):
            taken = id in survey.resurveys
        case LossAggravationObserved(observation_id=id):
            taken = ("loss_growing", id) in survey.to_tell
    return Text(f"编号 {id} 已被使用。", f"the id {id} is in use") if taken else None


@refuses(REFUSALS, KNOWN_REFERENCE, SurveyRecordSigned, SurveyRecordSignatureRefused, InventoryCompletenessConfirmed)
def document_unknown(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    named: SurveyRecordSigned | SurveyRecordSignatureRefused | InventoryCompletenessConfirmed
    named = proposed.event  # type: ignore[assignment]
    if named.document_id in assignment.survey.documents:
        return None
    return Text(
        "本委托中没有该编号的查勘记录或询问笔录。", "this assignment has no survey record or statement of that id"
    )


@refuses(REFUSALS, KNOWN_REFERENCE, ResurveyScheduled, ResurveyCompleted)
def resurvey_unknown(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    named: ResurveyScheduled | ResurveyCompleted = proposed.event  # type: ignore[assignment]
    if named.resurvey_id in assignment.survey.resurveys:
        return None
    return Text("本委托中没有该编号的复勘。", "this assignment has no re-survey of that id")


# Article 5.3.3: a record is complete with its five items


@refuses(REFUSALS, RECORD_CONTENT, SurveyRecordCompleted)
def record_incomplete(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    completed = replace(assignment, survey=replace(assignment.survey, record=proposed.event))
    missing = RECORD.lacking(completed, RECORD_CONTENT)
    if missing is None:
        return None
    return Text(f"现场查勘记录缺少：{missing.zh}。", f"the survey record lacks: {missing.en}")


# Article 5.3.2: what only a re-survey can tell is neither determined nor reported before it


@refuses(REFUSALS, RESURVEY_UNCLEAR, LossDetermined, ReportIssued)
def still_undetermined(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    return _waiting(assignment, proposed, "undetermined")


@refuses(REFUSALS, RESURVEY_DISMANTLE, LossDetermined, ReportIssued)
def not_dismantled(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    return _waiting(assignment, proposed, "dismantling_or_test")


def _waiting(assignment: Assignment, proposed: Proposed, reason: str) -> Text | None:
    event = proposed.event
    determined = event if isinstance(event, LossDetermined) else assignment.analysis.determined
    still_open = [each for each in assignment.survey.resurveys_open.values() if each.reason == reason]
    items = [item.item_id for item in determined.items] if determined else []
    waiting = sorted(item for item in items if any(each.holds_up(item) for each in still_open))
    if not waiting:
        return None
    return Text(
        f"{'、'.join(waiting)} 尚待复勘，不能核定损失、出具报告。",
        f"{', '.join(waiting)} must be surveyed again before the loss is determined and reported",
    )

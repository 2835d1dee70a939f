"""What refuses in an assignment: the adjusting report, delivery, fee, closing and archive."""

from __future__ import annotations

from ledger.adjusting.checklists.report import ARCHIVE, REPORT
from ledger.adjusting.events.analysis import IndemnityAdjusted
from ledger.adjusting.events.report import AssignmentArchived, AssignmentClosed, ReportIssued
from ledger.adjusting.state import Assignment
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.kernel.state import replace
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.machinery import (
    ARCHIVE_CONTENT,
    BODY,
    CLOSE,
    QUALITY_REVIEW,
    REPORT_PARTS,
    SIGNATURES,
    TRUE_COMPLETE,
)

REFUSALS: Refusals = []


@refuses(REFUSALS, IN_ORDER, IndemnityAdjusted, ReportIssued, AssignmentClosed, AssignmentArchived)
def ended_already(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    report = assignment.report
    if isinstance(proposed.event, AssignmentArchived):
        return Text("案件已经归档。", "the case is archived already") if report.archived else None
    return Text("案件已经结案。", "the case is closed already") if report.closed_at else None


# Article 9: the report


@refuses(REFUSALS, OPEN_ONCE, ReportIssued)
def number_in_use(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    issued: ReportIssued = proposed.event  # type: ignore[assignment]
    if issued.report_no not in assignment.report.numbers:
        return None
    return Text(
        f"报告编号 {issued.report_no} 已被使用，再次出具请另编号。",
        f"a report {issued.report_no} was issued already: number the new one otherwise",
    )


@refuses(REFUSALS, KNOWN_REFERENCE, ReportIssued)
def never_drafted(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    """What is issued is the draft last recorded, whose sections are known."""
    issued: ReportIssued = proposed.event  # type: ignore[assignment]
    drafted = assignment.report.drafted
    if drafted and drafted.hash == issued.hash:
        return None
    return Text(
        "所出具的报告与最近一稿的摘要不一致，或者没有起草记录（ReportDrafted）。",
        "the report issued is not the last draft on record (ReportDrafted with the same hash)",
    )


@refuses(REFUSALS, REPORT_PARTS, ReportIssued)
def part_missing(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    missing = REPORT.lacking(assignment, REPORT_PARTS)
    return missing and Text(f"公估报告缺少：{missing.zh}。", f"the report lacks: {missing.en}")


@refuses(REFUSALS, BODY, ReportIssued)
def section_missing(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    missing = REPORT.lacking(assignment, BODY)
    return missing and Text(f"公估报告正文缺少：{missing.zh}。", f"the body of the report lacks: {missing.en}")


@refuses(REFUSALS, SIGNATURES, ReportIssued)
def not_signed_and_sealed(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    issued: ReportIssued = proposed.event  # type: ignore[assignment]
    signed, appointed = set(issued.signatures), set(assignment.commission.adjusters)
    if strangers := sorted(signed - appointed):
        return Text(
            f"签名人 {'、'.join(strangers)} 不是本案承办公估人员。",
            f"signed by {', '.join(strangers)}, not appointed to this assignment",
        )
    if len(signed) < 2:
        return Text("公估报告须由至少两名承办公估人员签名。", "at least two of the appointed adjusters must sign")
    if not issued.seal:
        return Text("公估报告须加盖公估机构印章。", "the report must bear the firm's seal")
    return None


@refuses(REFUSALS, QUALITY_REVIEW, ReportIssued)
def not_reviewed(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    issued: ReportIssued = proposed.event  # type: ignore[assignment]
    reviewed = assignment.report.reviewed
    if reviewed and reviewed.hash == issued.hash and reviewed.result == "passed":
        return None
    return Text(
        "这一稿公估报告尚未通过内部品质审核（ReportQualityReviewed，摘要须与所出具的一致）。",
        "this very draft has not passed the internal quality review (ReportQualityReviewed with the same hash)",
    )


# Article 10: closing and archive


@refuses(REFUSALS, CLOSE, AssignmentClosed)
def not_delivered_or_paid(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    report = assignment.report
    if report.delivered_at is None:
        return Text(
            "公估报告尚未出具并交付委托人，不能结案。",
            "the report is not issued yet, or was not delivered since: the case cannot be closed",
        )
    if report.settled_at is None:
        return Text(
            "公估费尚未到账，也未减免，不能结案。",
            "the fee is neither received nor waived: the case cannot be closed",
        )
    return None


@refuses(REFUSALS, CLOSE, AssignmentArchived)
def not_closed(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    if assignment.report.closed_at:
        return None
    return Text("案件尚未结案，不能归档。", "the case is not closed yet: its file cannot be archived")


@refuses(REFUSALS, ARCHIVE_CONTENT, AssignmentArchived)
def file_incomplete(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    archived = replace(assignment, report=replace(assignment.report, archived=proposed.event))
    missing = ARCHIVE.lacking(archived, ARCHIVE_CONTENT)
    return missing and Text(f"归档资料缺少：{missing.zh}。", f"the file lacks: {missing.en}")


@refuses(REFUSALS, TRUE_COMPLETE, AssignmentArchived)
def another_report(assignment: Assignment, proposed: Proposed, facts: Facts) -> Text | None:
    archived: AssignmentArchived = proposed.event  # type: ignore[assignment]
    issued = assignment.report.issued
    if issued and any(item.kind == "report" and item.hash == issued.hash for item in archived.manifest):
        return None
    return Text(
        "归档的公估报告不是所出具的那一份（摘要不一致，或者从未出具）。",
        "the report in the file is not the one that was issued: their hashes differ, or none was",
    )

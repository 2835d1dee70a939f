"""What contradicts a rule without a time in an assignment: the adjusting report, delivery, fee, closing and archive."""

from __future__ import annotations

from ledger.adjusting.checklists.commission import LETTER
from ledger.adjusting.events.commission import EngagementLetterReceived
from ledger.adjusting.events.report import ReportDelivered, ReportIssued, ReportQualityReviewed
from ledger.adjusting.state import Assignment, evolve
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds, look_through
from ledger.kernel.law import Text
from ledger.law.machinery import QUALITY_REVIEW, SIGNATURES

FINDINGS: Findings = []

look_through(FINDINGS, LETTER, evolve, ReportIssued, answered_by=(EngagementLetterReceived,))


@finds(FINDINGS, SIGNATURES, ReportIssued, severity="deviation")
def adjuster_did_not_sign(assignment: Assignment, recorded: Recorded) -> Text | None:
    """The text has the handling adjusters sign: two are enough to issue, all of them should."""
    issued: ReportIssued = recorded.event  # type: ignore[assignment]
    missing = sorted(set(assignment.commission.adjusters) - set(issued.signatures))
    if not missing:
        return None
    return Text(
        f"承办公估人员 {'、'.join(missing)} 未在报告上签名；请补签或说明原因。",
        f"{', '.join(missing)}, appointed to the assignment, did not sign the report: have it signed, or say why not",
    )


@finds(FINDINGS, QUALITY_REVIEW, ReportQualityReviewed, severity="deviation")
def reviewed_by_its_author(assignment: Assignment, recorded: Recorded) -> Text | None:
    review: ReportQualityReviewed = recorded.event  # type: ignore[assignment]
    drafted = assignment.report.drafted
    if review.reviewer not in (*assignment.commission.adjusters, drafted and drafted.author):
        return None
    return Text(
        f"审核人 {review.reviewer} 是本案承办人员或报告起草人；宜由他人审核。",
        f"{review.reviewer} reviewed the report of an assignment of his or her own: somebody else should",
    )


@finds(FINDINGS, QUALITY_REVIEW, ReportDelivered)
def delivered_before_issue(assignment: Assignment, recorded: Recorded) -> Text | None:
    delivered: ReportDelivered = recorded.event  # type: ignore[assignment]
    issued_at = assignment.report.first_issued_at
    if issued_at and issued_at <= delivered.at:
        return None
    return Text(
        "公估报告未经审核、出具即已交付；请收回并补办。",
        "a report was delivered that was neither reviewed nor issued by then: take it back, review and issue it",
    )

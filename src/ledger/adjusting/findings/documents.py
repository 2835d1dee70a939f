"""What contradicts a rule without a time in an assignment: the claim document list, supplements and briefings."""

from __future__ import annotations

from ledger.adjusting.checklists.documents import CLAIM_DOCUMENTS, LIST
from ledger.adjusting.events.documents import ClaimDocumentReceived, DocumentListIssued, SupplementRequested
from ledger.adjusting.events.report import ReportIssued
from ledger.adjusting.state import Assignment, evolve
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds, look_through
from ledger.kernel.law import Text
from ledger.kernel.worksheet import times
from ledger.law.machinery import CAT2, SUPPLEMENT

FINDINGS: Findings = []

look_through(FINDINGS, LIST, evolve, DocumentListIssued, severity="notice")
look_through(FINDINGS, CLAIM_DOCUMENTS, evolve, ReportIssued, severity="notice", answered_by=(ClaimDocumentReceived,))


@finds(FINDINGS, CAT2, ClaimDocumentReceived, severity="notice")
def loss_list_does_not_add_up(assignment: Assignment, recorded: Recorded) -> Text | None:
    received: ClaimDocumentReceived = recorded.event  # type: ignore[assignment]
    wrong = [line.name for line in received.loss_lines if times(line.unit_price, line.quantity) != line.total]
    if not wrong:
        return None
    return Text(
        f"报损清单中 {'、'.join(wrong)} 的总价不等于数量乘单价；请被保险人核对。",
        f"in the list of damaged property, quantity times unit price is not the total of {', '.join(wrong)}: "
        "have the insured check it",
    )


@finds(FINDINGS, SUPPLEMENT, SupplementRequested, severity="notice")
def asked_again(assignment: Assignment, recorded: Recorded) -> Text | None:
    """What was put off by agreement is not asked for again."""
    request: SupplementRequested = recorded.event  # type: ignore[assignment]
    documents = assignment.documents
    before = {code for each in documents.supplements for code in each.missing_items}
    again = sorted(before.intersection(request.missing_items) - documents.deferred.keys())
    if not again:
        return None
    return Text(
        f"资料 {'、'.join(again)} 此前已通知补充；宜一次告知全部欠缺资料。",
        f"the claimant had been asked for {', '.join(again)} before: all that is missing should be told at once",
    )

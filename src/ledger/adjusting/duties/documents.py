"""Duties in an assignment: the claim document list, supplements and briefings."""

from __future__ import annotations

from datetime import datetime

from ledger.adjusting.checklists.documents import wanted
from ledger.adjusting.events.documents import (
    ClaimDocumentReceived,
    DeferredDocumentsAgreed,
    DocumentListIssued,
    DocumentListSigned,
    DocumentShortfallFound,
    PartyBriefed,
    SupplementRequested,
)
from ledger.adjusting.events.survey import SurveyRecordCompleted
from ledger.adjusting.state import Assignment
from ledger.kernel.clock import start_of
from ledger.kernel.duty import Act, Already, Duty, days, hours, working_days
from ledger.law.machinery import (
    ACKNOWLEDGE,
    BRIEF_BOTH,
    DEFER,
    ISSUE_LIST,
    LIST_SIGNED,
    SUPPLEMENT,
)

DOCUMENT_CAME = Act(ClaimDocumentReceived, subject=lambda received: received.event.item_code)

ISSUE = Duty(
    rule=ISSUE_LIST,
    owed_by="adjuster",
    opens=SurveyRecordCompleted,
    already=lambda assignment, event, subject, obligor: assignment.documents.issued_at,
    discharged_by=(Act(DocumentListIssued),),
)
SIGN = Duty(
    rule=LIST_SIGNED,
    owed_by="adjuster",
    opens=DocumentListIssued,
    subjects=lambda assignment, event: (event.list_id,),
    whole=True,
    discharged_by=(
        Act(
            DocumentListSigned,
            when=lambda assignment, event: bool(event.copy_ref) and event.original_holder == "adjuster",
        ),
    ),
)
KNOWN_TO_INSURED = Duty(
    rule=ACKNOWLEDGE,
    owed_by="adjuster",
    opens=DocumentListIssued,
    subjects=lambda assignment, event: (event.list_id,),
    whole=True,
    discharged_by=(Act(DocumentListSigned),),
)
ASK = Duty(
    rule=SUPPLEMENT,
    owed_by="adjuster",
    opens=DocumentShortfallFound,
    subjects=lambda assignment, event: event.missing_items,
    target=working_days(1),
    discharged_by=(
        Act(
            SupplementRequested,
            on=lambda assignment, row: row.subject in assignment.documents.supplements[-1].missing_items,
            at="at",
        ),
    ),
    cancelled_by=(DOCUMENT_CAME,),
)


def _complete_at(assignment: Assignment, code: str) -> datetime | None:
    """When the last of the documents that a code needs had come in."""
    documents = assignment.documents
    times, needed = sorted(documents.arrivals.get(code, ())), wanted(documents, code)
    return times[needed - 1] if needed <= min(len(times), documents.copies[code]) else None


SUPPLY_LATER = Duty(
    rule=DEFER,
    owed_by="adjuster",
    opens=DeferredDocumentsAgreed,
    subjects=lambda assignment, event: event.items,
    already=lambda assignment, event, subject, obligor: _complete_at(assignment, subject),
    counted_from=lambda assignment, event: start_of(event.agreed_date),
    within=days(0),
    discharged_by=(
        DOCUMENT_CAME._replace(
            when=lambda assignment, event: _complete_at(assignment, event.item_code) is not None,
            at=lambda assignment, event: _complete_at(assignment, event.item_code),
        ),
    ),
)


def _briefed(party: str) -> Already:
    """When a side had been told of a survey whose record is entered only now."""

    def told(assignment: Assignment, event: SurveyRecordCompleted, subject: str, obligor: str) -> datetime | None:
        at = assignment.documents.briefings.get(party)
        return at if at and event.surveyed_at and event.surveyed_at <= at else None

    return told


def _to(party: str) -> Act:
    return Act(PartyBriefed, when=lambda assignment, event: event.party == party, at="at")


BRIEF = tuple(
    Duty(
        rule=BRIEF_BOTH,
        part=party,
        owed_by="adjuster",
        opens=SurveyRecordCompleted,
        already=_briefed(party),
        target=hours(24),
        discharged_by=(_to(party),),
    )
    for party in ("insurer", "insured")
)
DUTIES = (ISSUE, SIGN, KNOWN_TO_INSURED, ASK, SUPPLY_LATER, *BRIEF)

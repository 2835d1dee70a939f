"""Stories of claims and assignments far enough for their forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from given import AUDITOR, Act, Acts, given
from ledger import forms
from ledger.forms import Document, Source
from scenarios import assignment_reports as reports
from scenarios.assignments import SURVEYED, letter_received, repair_agreed, statement_taken, wear_assessed
from scenarios.claims import ASSIGNMENT, CLAIM
from scenarios.claims_liability import REJECTED, notice_issued
from scenarios.claims_settlement import CHECKED

EXAMINED = (*SURVEYED, statement_taken, wear_assessed, repair_agreed, reports.list_issued, reports.received)
ADJUSTED = (
    *EXAMINED,
    *(reports.insured_report, reports.no_institution, reports.cause_analysed, reports.cover_analysed),
    *(reports.loss_determined, reports.value_determined, reports.residual_agreed, reports.no_other_insurance),
    *(reports.adjusted, letter_received),
)
DRAFTED = (*ADJUSTED, reports.drafted)
ISSUED = (*DRAFTED, reports.quality_reviewed, reports.report_issued)
LISTED = (*SURVEYED, reports.list_issued, reports.deferred)

MADE: dict[str, tuple[str, tuple[Acts, ...]]] = {
    "calculation-sheet": (CLAIM, CHECKED),
    "rejection-notice": (CLAIM, (*REJECTED, notice_issued)),
    "client-notice": (ASSIGNMENT, SURVEYED),
    "salvage-notice": (ASSIGNMENT, SURVEYED),
    "document-list": (ASSIGNMENT, LISTED),
    "adjusting-report": (ASSIGNMENT, ISSUED),
}
"""Form to a stream and a story of which it can be made."""
DATA = Path("var")
"""A folder without fonts of its own will do: those of the checkout are found."""


def source(stream: str, *story: Acts) -> Source:
    """A stream as a story leaves it."""
    return forms.source_of(given(*story).ledger, stream, AUDITOR)


def made(id: str, *story: Acts) -> Document:
    """The form as a story leaves its stream; the story of MADE if none is told."""
    stream, usual = MADE[id]
    return forms.FORMS[id].made(source(stream, *(story or usual)))


def text(document: Document) -> str:
    """All that stands on a form."""
    return json.dumps(forms.told(document), ensure_ascii=False)


def fields(document: Document) -> dict[str, str | None]:
    """The fields by their labels; of several of one label the last."""
    return {field.label.zh: field.value for section in document.sections for field in section.fields}


def tables(document: Document) -> list[Any]:
    return [table for section in document.sections for table in section.tables]


def flat(*acts: Acts) -> list[Act]:
    """The acts of a story one after the other."""
    return [act for each in acts for act in ([each] if isinstance(each, Act) else flat(*each))]

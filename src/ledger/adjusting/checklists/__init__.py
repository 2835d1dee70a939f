"""The checklists of an assignment, chapter by chapter of the code."""

from ledger.adjusting.checklists import analysis, commission, documents, report, survey

CHECKLISTS = (
    *commission.CHECKLISTS,
    *survey.CHECKLISTS,
    *documents.CHECKLISTS,
    *analysis.CHECKLISTS,
    *report.CHECKLISTS,
)

"""The duties of an assignment, chapter by chapter of the code."""

from ledger.adjusting.duties import analysis, commission, documents, report, survey

DUTIES = (
    *commission.DUTIES,
    *survey.DUTIES,
    *documents.DUTIES,
    *analysis.DUTIES,
    *report.DUTIES,
)

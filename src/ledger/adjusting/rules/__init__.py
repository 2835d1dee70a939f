"""The refusals of an assignment, chapter by chapter of the code."""

from ledger.adjusting.rules import analysis, commission, documents, report, survey

REFUSALS = (
    *commission.REFUSALS,
    *survey.REFUSALS,
    *documents.REFUSALS,
    *analysis.REFUSALS,
    *report.REFUSALS,
)

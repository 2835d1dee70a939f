"""The findings of an assignment, chapter by chapter of the code."""

from ledger.adjusting.findings import analysis, commission, documents, order, report, survey

FINDINGS = (
    *commission.FINDINGS,
    *survey.FINDINGS,
    *documents.FINDINGS,
    *analysis.FINDINGS,
    *report.FINDINGS,
    *order.FINDINGS,
)

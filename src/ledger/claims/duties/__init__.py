"""The duties of a claim, chapter by chapter of the manual."""

from ledger.claims.duties import liability, loss, recourse, recovery, rejection, report, settlement, survey

DUTIES = (
    *report.DUTIES,
    *survey.DUTIES,
    *liability.DUTIES,
    *recourse.DUTIES,
    *rejection.DUTIES,
    *loss.DUTIES,
    *settlement.DUTIES,
    *recovery.DUTIES,
)

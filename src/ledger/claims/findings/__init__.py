"""The findings of a claim, chapter by chapter of the manual."""

from ledger.claims.findings import (
    calculation,
    conduct,
    cover,
    dossier,
    liability,
    loss,
    order,
    recourse,
    recovery,
    rejection,
    report,
    residual,
    settlement,
    survey,
)

FINDINGS = (
    *report.FINDINGS,
    *survey.FINDINGS,
    *conduct.FINDINGS,
    *liability.FINDINGS,
    *recourse.FINDINGS,
    *rejection.FINDINGS,
    *loss.FINDINGS,
    *residual.FINDINGS,
    *calculation.FINDINGS,
    *settlement.FINDINGS,
    *dossier.FINDINGS,
    *cover.FINDINGS,
    *recovery.FINDINGS,
    *order.FINDINGS,
)

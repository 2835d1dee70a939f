"""The refusals of a claim, chapter by chapter of the manual."""

from ledger.claims.rules import (
    conduct,
    cover,
    liability,
    loss,
    recourse,
    recovery,
    rejection,
    report,
    settlement,
    survey,
)

REFUSALS = (
    *report.REFUSALS,
    *survey.REFUSALS,
    *conduct.REFUSALS,
    *liability.REFUSALS,
    *recourse.REFUSALS,
    *rejection.REFUSALS,
    *loss.REFUSALS,
    *settlement.REFUSALS,
    *cover.REFUSALS,
    *recovery.REFUSALS,
)

"""Events of claims, chapter by chapter of the manual, of covers and of recoveries. 理赔事件"""

from ledger.claims.events import (
    conduct,
    cover,
    dossier,
    liability,
    loss,
    recourse,
    recovery,
    rejection,
    report,
    residual,
    settlement,
    survey,
)

EVENTS = {
    "claim": (
        *report.EVENTS,
        *survey.EVENTS,
        *conduct.EVENTS,
        *liability.EVENTS,
        *recourse.EVENTS,
        *rejection.EVENTS,
        *loss.EVENTS,
        *residual.EVENTS,
        *settlement.EVENTS,
        *dossier.EVENTS,
    ),
    "cover": cover.EVENTS,
    "recovery": recovery.EVENTS,
}
"""Kind of stream to the events it takes."""

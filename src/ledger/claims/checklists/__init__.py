"""The checklists of a claim, chapter by chapter of the manual."""

from ledger.claims.checklists import dossier, liability, loss, recovery, rejection, survey

CHECKLISTS = (
    *survey.CHECKLISTS,
    *liability.CHECKLISTS,
    *rejection.CHECKLISTS,
    *loss.CHECKLISTS,
    *dossier.CHECKLISTS,
    *recovery.CHECKLISTS,
)

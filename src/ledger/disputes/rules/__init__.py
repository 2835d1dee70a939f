"""The refusals of a dispute, by what is in dispute."""

from ledger.disputes.rules import appraisal, dispute, proceedings

REFUSALS = (*dispute.REFUSALS, *appraisal.REFUSALS, *proceedings.REFUSALS)

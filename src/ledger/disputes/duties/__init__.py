"""The duties in a dispute, by what is in dispute."""

from ledger.disputes.duties import appraisal, proceedings

DUTIES = (*appraisal.DUTIES, *proceedings.DUTIES)

"""The findings of a dispute, by what is in dispute."""

from ledger.disputes.findings import appraisal, proceedings

FINDINGS = (*appraisal.FINDINGS, *proceedings.FINDINGS)

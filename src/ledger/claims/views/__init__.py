"""Rows of claims, covers and recoveries."""

from ledger.claims.views import claim, cover, recovery

VIEWS = (*claim.VIEWS, *cover.VIEWS, *recovery.VIEWS)

"""Rows of adjusting assignments."""

from ledger.adjusting.views.assignment import VIEWS

__all__ = ["VIEWS"]

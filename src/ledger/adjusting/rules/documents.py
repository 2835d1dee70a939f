"""What refuses in an assignment: the claim document list, supplements and briefings."""

from __future__ import annotations

from ledger.kernel.context import Refusals

REFUSALS: Refusals = []

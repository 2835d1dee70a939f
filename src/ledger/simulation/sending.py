"""One proposal of a simulation on its way."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple


class Sending(NamedTuple):
    """A proposal, when it is sent, and what an empty ledger will make of it."""

    at: datetime
    proposal: dict[str, Any]
    shows: tuple[str, ...] = ()
    """The outcomes of its case's fate that this line shows."""
    becomes: str = "appended"
    """appended, already_there or refused."""
    rule: str = ""
    """The rule that refuses it."""

    @property
    def group(self) -> tuple[str, str]:
        """Consecutive lines that have this in common are one append."""
        return self.proposal["subject"], self.proposal["source"]

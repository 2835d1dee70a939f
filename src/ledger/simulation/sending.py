"""One proposal of a simulation on its way, and what is handed in together."""

from __future__ import annotations

from collections.abc import Iterator
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


Delivery = list[Sending]
"""What is handed in together: lines of one time, and of one stream."""


def one_twice(deliveries: Iterator[Delivery], which: int) -> Iterator[Delivery]:
    """The deliveries, and one of them again, by somebody who did not know that it had arrived.

    The copy must not stand in one append with the original: a line of another stream or source comes between.
    """
    copied: Delivery | None = None
    for place, delivery in enumerate(deliveries, 1):
        yield delivery
        if place == which:
            copied = delivery
        elif copied is not None and delivery[0].group != copied[0].group:
            at = delivery[0].at
            yield [line._replace(at=at, shows=("twice",), becomes="already_there") for line in copied]
            copied = None

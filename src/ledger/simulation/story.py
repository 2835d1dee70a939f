"""The story of a case, line by line: the commission, the examination and, of some, the dispute."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.simulation.case import Case
from ledger.simulation.commission import commission
from ledger.simulation.dispute import dispute
from ledger.simulation.examination import examination
from ledger.simulation.sending import Sending


def told(case: Case) -> Iterator[Sending]:
    """Everything that is sent about a case, in the order of sending."""
    lines = _story(case)
    return _one_twice(case, lines) if case.fate["sending"] == "twice" else lines


def _story(case: Case) -> Iterator[Sending]:
    if (yield from commission(case)) and (yield from examination(case)):
        yield from dispute(case)


def _one_twice(case: Case, lines: Iterator[Sending]) -> Iterator[Sending]:
    """One line is sent again later, by somebody who did not know that it had arrived.

    The copy must not stand in one append with the original: a line of another stream or source comes between.
    """
    left = case.random.randrange(24)
    copied: Sending | None = None
    for line in lines:
        yield line
        left -= 1
        if left == 0:
            copied = line
        elif copied is not None and line.group != copied.group:
            yield copied._replace(at=line.at, shows=("twice",), becomes="already_there")
            copied = None

"""The story of a case, line by line: the commission, the examination and, of some, the dispute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from ledger.simulation.appraisals.case import Case
from ledger.simulation.appraisals.commission import commission
from ledger.simulation.appraisals.dispute import dispute
from ledger.simulation.appraisals.examination import examination
from ledger.simulation.cast import Cast
from ledger.simulation.sending import Sending, one_twice


def told(seed: int, number: int, cast: Cast, day: date) -> Iterator[Sending]:
    """Everything that is sent about a case, in the order of sending, the first line on that day."""
    case = Case(seed, number, cast, day)
    lines = _story(case)
    if case.fate["sending"] != "twice":
        return lines
    return chain.from_iterable(one_twice(([line] for line in lines), case.random.randrange(24)))


def _story(case: Case) -> Iterator[Sending]:
    if (yield from commission(case)) and (yield from examination(case)):
        yield from dispute(case)

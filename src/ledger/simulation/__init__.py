"""Simulated appraisal histories: any number of them, with the faults of real life, as NDJSON of proposals.

The order is one in which a node could have received them: the registers first, then everything by the time at
which it was sent in. A case is a function of the seed, its number and the span, however many others there are,
and is told step by step, so that only cases under way take memory. More than `VOLUME` cases come as several
such histories one after another, as when a second office hands in its records of the same years.

Consecutive lines of one stream are one append, and a refused line stops its stream for the rest of the file
(see `ledger.lines`). A proposal that a rule must refuse therefore always follows a line of another stream or
source, and is the last of its own stream: it is refused alone and stops nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush

import msgspec

from ledger.kernel.clock import start_of
from ledger.simulation.case import Case
from ledger.simulation.cast import Cast
from ledger.simulation.days import DEFAULT, Span
from ledger.simulation.fates import FATES
from ledger.simulation.sending import Sending
from ledger.simulation.story import told

__all__ = ["DEFAULT", "FATES", "VOLUME", "Sending", "Span", "Tally", "sendings", "written"]

VOLUME = 100_000
"""The most cases that one history interleaves."""


@dataclass
class Tally:
    """What was written, and what an empty ledger will say to it."""

    lines: int = 0
    appraisals: int = 0
    """Streams of appraisals opened; refused ones and re-appraisals make them differ from the cases asked for."""
    imported: int = 0
    """Lines of backfilled history."""
    becomes: Counter[str] = field(default_factory=Counter)
    """appended, already_there, refused."""
    refused: Counter[str] = field(default_factory=Counter)
    """Rule to the lines it will refuse."""
    shows: Counter[str] = field(default_factory=Counter)
    """Outcome of a fate to the lines that show it."""

    def count(self, sending: Sending) -> None:
        self.lines += 1
        self.imported += "provenance" in sending.proposal
        self.becomes[sending.becomes] += 1
        self.shows.update(sending.shows)
        if sending.rule:
            self.refused[sending.rule] += 1
        elif sending.becomes == "appended" and sending.proposal["type"] == "appraisal.AppraisalRequested":
            self.appraisals += 1


def sendings(count: int, seed: int, span: Span = DEFAULT, *, volume: int = VOLUME) -> Iterator[Sending]:
    """The registers and `count` cases, in the order of sending, as far as they came within the span."""
    cast = Cast(span)
    yield from cast.registers()
    for first in range(0, count, volume):
        yield from _interleaved(cast, seed, range(first, min(count, first + volume)))


def written(sendings: Iterable[Sending], tally: Tally) -> Iterator[bytes]:
    """Each as a line of NDJSON; the tally counts along."""
    encode = msgspec.json.Encoder().encode
    for sending in sendings:
        tally.count(sending)
        yield encode(sending.proposal) + b"\n"


def _interleaved(cast: Cast, seed: int, numbers: range) -> Iterator[Sending]:
    """Cases by the time of sending: a case waits with its next line until all earlier ones are out."""
    span = cast.span
    end = start_of(span.until_excluded)
    waiting: list[tuple[object, int, Sending, Iterator[Sending]]] = []

    def wait(number: int, rest: Iterator[Sending]) -> None:
        following = next(rest, None)
        if following is not None and following.at < end:
            heappush(waiting, (following.at, number, following, rest))

    if numbers.start == 0:
        wait(-1, cast.suspensions())
    for place, day in enumerate(span.worked):
        for number in span.beginning(place, numbers):
            wait(number, told(Case(seed, number, cast, day)))
        following = span.worked[place + 1] if place + 1 < len(span.worked) else span.until_excluded
        until = start_of(following)
        while waiting and waiting[0][2].at < until:
            _, number, sending, rest = heappop(waiting)
            yield sending
            wait(number, rest)

"""Simulated histories: any number of cases, with the faults of real life, as NDJSON of proposals.

`appraisals` are judicial appraisals alone; `claims` are claims with the assignments, appraisals, recoveries and
disputes that hang on them. The order is one in which a node could have received them: the registers first, then
everything by the time at which it was sent in. A case is a function of the seed, its number and the span, however
many others there are, and is told step by step, so that only cases under way take memory. More than `VOLUME` cases
come as several such histories one after another, as when a second office hands in its records of the same years.

Consecutive lines of one stream are one append, and a refused line stops its stream for the rest of the file
(see `ledger.lines`). A proposal that a rule must refuse therefore always follows a line of another stream or
source, and is the last of its own stream: it is refused alone and stops nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple

import msgspec

from ledger.kernel.clock import start_of
from ledger.simulation.appraisals import story as appraisals
from ledger.simulation.cast import Cast
from ledger.simulation.claims import story as claims
from ledger.simulation.days import DEFAULT, Span
from ledger.simulation.sending import Sending

__all__ = ["DEFAULT", "TALES", "VOLUME", "Sending", "Span", "Tale", "Tally", "sendings", "written"]

VOLUME = 100_000
"""The most cases that one history interleaves."""


class Tale(NamedTuple):
    """A kind of cases: what stands in the registers before them, and how each is told from its number and day."""

    registers: Callable[[Cast], Iterator[Sending]]
    told: Callable[[int, int, Cast, date], Iterator[Sending]]


TALES: Mapping[str, Tale] = {
    "appraisals": Tale(Cast.registers, appraisals.told),
    "claims": Tale(Cast.settings, claims.told),
}
OPENING: Mapping[str, str] = {
    "appraisal.AppraisalRequested": "appraisals",
    "claims.LossReported": "claims",
    "adjusting.AssignmentOffered": "assignments",
}
"""The events that open the streams which a tally counts."""


@dataclass
class Tally:
    """What was written, and what an empty ledger will say to it."""

    lines: int = 0
    appraisals: int = 0
    """Streams of appraisals opened; refused ones and re-appraisals make them differ from the cases asked for."""
    claims: int = 0
    assignments: int = 0
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
        if sending.shows:
            self.shows.update(sending.shows)
        if sending.rule:
            self.refused[sending.rule] += 1
        elif sending.becomes == "appended" and (opened := OPENING.get(sending.proposal["type"])):
            setattr(self, opened, getattr(self, opened) + 1)


def sendings(
    count: int, seed: int, span: Span = DEFAULT, *, of: str = "appraisals", volume: int = VOLUME
) -> Iterator[Sending]:
    """The registers and `count` cases `of` a kind, in the order of sending, as far as they came within the span."""
    cast, tale = Cast(span), TALES[of]
    yield from tale.registers(cast)
    for first in range(0, count, volume):
        yield from _interleaved(cast, tale, seed, range(first, min(count, first + volume)))


def written(sendings: Iterable[Sending], tally: Tally) -> Iterator[bytes]:
    """Each as a line of NDJSON; the tally counts along."""
    encode = msgspec.json.Encoder().encode
    for sending in sendings:
        tally.count(sending)
        yield encode(sending.proposal) + b"\n"


def _interleaved(cast: Cast, tale: Tale, seed: int, numbers: range) -> Iterator[Sending]:
    """Cases by the time of sending: a case waits with its next line until all earlier ones are out.

    What a case sends at one and the same time is not parted.
    """
    span = cast.span
    end = start_of(span.until_excluded)
    waiting: list[tuple[object, int, Sending, Iterator[Sending]]] = []

    def wait(number: int, following: Sending | None, rest: Iterator[Sending]) -> None:
        if following is not None and following.at < end:
            heappush(waiting, (following.at, number, following, rest))

    def begin(number: int, lines: Iterator[Sending]) -> None:
        wait(number, next(lines, None), lines)

    if numbers.start == 0:
        begin(-1, cast.suspensions())
    for place, day in enumerate(span.worked):
        for number in span.beginning(place, numbers):
            begin(number, tale.told(seed, number, cast, day))
        following = span.worked[place + 1] if place + 1 < len(span.worked) else span.until_excluded
        until = start_of(following)
        while waiting and waiting[0][2].at < until:
            at, number, sending, rest = heappop(waiting)
            after: Sending | None = sending
            while after is not None and after.at == at:
                yield after
                after = next(rest, None)
            wait(number, after, rest)

"""The story of a claim, and the order in which organisations hand in what they have to say of it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date, datetime
from itertools import chain

from ledger.simulation.cast import Cast
from ledger.simulation.claims.adjusting import adjusted, reported, surveyed
from ledger.simulation.claims.appraising import appraised
from ledger.simulation.claims.case import Claim
from ledger.simulation.claims.liability import application, determination
from ledger.simulation.claims.recovery import recovery, task
from ledger.simulation.claims.report import report, survey
from ledger.simulation.claims.settlement import advance, assessment, closing, settlement
from ledger.simulation.sending import Delivery, Sending, one_twice

AT_ONCE = frozenset({"appraisal", "attendance"})
"""The kinds of streams whose lines are sent when they are made, and not in the evening."""


def told(seed: int, number: int, cast: Cast, day: date) -> Iterator[Sending]:
    """Everything that is sent about a claim, in the order of sending, the first line on that day or soon after."""
    case = Claim(seed, number, cast, day)
    deliveries = _delivered(_story(case))
    if case.fate["sending"] == "twice":
        deliveries = one_twice(deliveries, case.random.randrange(6))
    return chain.from_iterable(deliveries)


def _story(case: Claim) -> Generator[Sending, None, None]:
    if not (yield from report(case)):
        return
    with_adjuster = case.fate["adjusting"] != "unadjusted"
    goes_on = with_adjuster and (yield from surveyed(case))
    yield from survey(case)
    if case.fate["appraisal"] != "unappraised":
        yield from appraised(case)
    if not (yield from application(case)):
        return
    yield from advance(case)
    if goes_on:
        goes_on = yield from reported(case)
    if (yield from determination(case)):
        yield from assessment(case)
        if (yield from settlement(case)):
            third_party = case.fate["third_party"] != "nobody"
            if third_party:
                case.days(1, 2)
                yield task(case)
            yield from closing(case)
            if third_party:
                yield from recovery(case)
    if goes_on:
        yield from adjusted(case)


def _delivered(lines: Iterator[Sending]) -> Iterator[Delivery]:
    """What an organisation has to say of one day goes out together, stream by stream, when the day is over.

    Lines come in the order in which they were made; what waits is handed in before anything made after it.
    """
    waiting: list[Delivery] = []
    today: dict[tuple[str, datetime], Delivery] = {}
    day = ""
    for line in lines:
        time, subject = line.proposal["time"], line.proposal["subject"]
        if time[:10] != day:
            waiting += today.values()
            waiting.sort(key=_when)
            made = datetime.fromisoformat(time)
            while waiting and waiting[0][0].at <= made:
                yield waiting.pop(0)
            today, day = {}, time[:10]
        if subject.partition("/")[0] in AT_ONCE:
            waiting.append([line])
        else:
            today.setdefault((subject, line.at), []).append(line)
    yield from sorted([*waiting, *today.values()], key=_when)


def _when(delivery: Delivery) -> datetime:
    return delivery[0].at

"""What was done, by its own time, before that on which it rests: recorded, and a finding (MBA 4.2 to 10.1)."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from given import Act, Acts
from ledger.kernel.law import Rule
from ledger.law import machinery as mba
from looking import findings
from scenarios.assignment_reports import (
    ADJUSTED,
    ANALYSED,
    CLOSED,
    DELIVERED,
    DETERMINED,
    INQUIRED,
    REVIEWED,
    adjusted,
    archived,
    assignment_closed,
    cause_analysed,
    cover_analysed,
    drafted,
    experts_reported,
    fee_received,
    fee_waived,
    flagged_unknown,
    loss_determined,
    quality_reviewed,
    report_issued,
)
from scenarios.assignments import (
    accepted,
    declined,
    evaluated,
    letter_received,
    resurvey_completed,
    resurvey_needed,
)
from scenarios.claims import OFFERED

proves = pytest.mark.proves


class Case(NamedTuple):
    """A step that comes after what it rests on, the same that tells an earlier time, and what it rests on."""

    rule: Rule
    story: tuple[Acts, ...]
    step: Act
    early: Act
    severity: str
    rests_on: str


def at(step: Act, time: str) -> Act:
    """A step that tells its time itself."""
    return step(at=f"{time}+08:00").on(step.time)


EVALUATED = (*OFFERED, evaluated)
HEARD = (*INQUIRED, flagged_unknown, experts_reported)
RESURVEYED = (*ANALYSED, resurvey_needed, resurvey_completed)
DISMANTLED = (*ANALYSED, resurvey_needed(reason="dismantling_or_test"), resurvey_completed)
ADVISED_LATE = (
    *(each for each in ADJUSTED if each is not cover_analysed),
    *(cover_analysed.on("2026-03-23T09:30:00"), letter_received, drafted, quality_reviewed),
)
ADJUSTED_LATE = (*DETERMINED, adjusted.on("2026-03-23T09:30:00"), letter_received, drafted, quality_reviewed)
WAIVED = (*DELIVERED, fee_waived)

CASES = {
    "accepted": Case(mba.EVALUATE, EVALUATED, accepted, at(accepted, "2026-03-02T09:09:59"), "breach", "evaluation"),
    "declined": Case(mba.EVALUATE, EVALUATED, declined, declined.on("2026-03-02T09:09:59"), "breach", "evaluation"),
    "cause": Case(
        mba.EXPERTS, HEARD, cause_analysed, cause_analysed.on("2026-03-13T08:59:59"), "breach", "analysis of experts"
    ),
    "undetermined": Case(
        mba.RESURVEY_UNCLEAR,
        RESURVEYED,
        loss_determined,
        loss_determined.on("2026-03-09T11:59:59"),
        "breach",
        "what was undetermined",
    ),
    "dismantled": Case(
        mba.RESURVEY_DISMANTLE,
        DISMANTLED,
        loss_determined,
        loss_determined.on("2026-03-09T11:59:59"),
        "breach",
        "dismantling or testing",
    ),
    "adjusted": Case(
        mba.OTHER_INSURANCE, DETERMINED, adjusted, adjusted.on("2026-03-17T13:59:59"), "breach", "other insurances"
    ),
    "issued, advised": Case(
        mba.ADVICE, ADVISED_LATE, report_issued, report_issued.on("2026-03-23T09:29:59"), "breach", "advice on cover"
    ),
    "issued, adjusted": Case(
        mba.BODY, ADJUSTED_LATE, report_issued, report_issued.on("2026-03-23T09:29:59"), "breach", "the adjustment"
    ),
    "issued, reviewed": Case(
        mba.QUALITY_REVIEW,
        REVIEWED,
        report_issued(dated="2026-03-23"),
        report_issued.on("2026-03-23T08:59:59"),
        "breach",
        "quality review",
    ),
    "dated before the review": Case(
        mba.QUALITY_REVIEW, REVIEWED, report_issued, report_issued(dated="2026-03-22"), "breach", "quality review"
    ),
    "closed, delivered": Case(
        mba.CLOSE,
        (*DELIVERED, fee_received(at="2026-03-24T09:00:00+08:00")),
        assignment_closed,
        at(assignment_closed, "2026-03-25T08:59:59"),
        "deviation",
        "delivery",
    ),
    "closed, paid": Case(
        mba.CLOSE,
        (*DELIVERED, fee_received),
        assignment_closed,
        at(assignment_closed, "2026-04-20T08:59:59"),
        "deviation",
        "payment",
    ),
    "closed, waived": Case(
        mba.CLOSE, WAIVED, assignment_closed, at(assignment_closed, "2026-04-20T08:59:59"), "deviation", "payment"
    ),
    "archived": Case(
        mba.CLOSE,
        CLOSED,
        archived(archived_on="2026-04-21"),
        archived(archived_on="2026-04-20"),
        "deviation",
        "closing",
    ),
}
every = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
JUDGED = tuple(dict.fromkeys(case.rule.id for case in CASES.values()))


@proves(*JUDGED, says="no")
@every
def test_a_step_told_before_that_on_which_it_rests_is_found(case: Case) -> None:
    [(severity, told)] = findings(case.rule, *case.story, case.early)
    assert (severity, case.rests_on in told, "by its own time" in told) == (case.severity, True, True)


@proves(*JUDGED, says="yes")
@every
def test_a_step_told_after_it_is_not(case: Case) -> None:
    assert findings(case.rule, *case.story, case.step) == []


@proves(mba.RESURVEY_UNCLEAR.id, says="yes")
@pytest.mark.parametrize("needed", [resurvey_needed.on("2026-03-05T09:00:00"), resurvey_needed(items=["M-2"])])
def test_what_was_determined_before_a_re_survey_was_needed_or_of_another_item_is_in_order(needed: Act) -> None:
    determined = loss_determined.on("2026-03-04T09:00:00")
    assert findings(mba.RESURVEY_UNCLEAR, *ANALYSED, needed, resurvey_completed, determined) == []


@proves(mba.EXPERTS.id, says="yes")
def test_a_cause_that_called_for_no_experts_waits_for_none() -> None:
    assert findings(mba.EXPERTS, *INQUIRED, experts_reported, cause_analysed.on("2026-03-12T09:00:00")) == []

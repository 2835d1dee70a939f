"""The row of an assignment: a function of its state, the same in the database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from given import Act, Acts, given, instant
from projector.ledgers import Opened, tells_the_same
from scenarios.assignment_reports import (
    ADJUSTED,
    CLOSED,
    ISSUED,
    LISTED,
    adjusted,
    archived,
    assignment_closed,
    delivered,
    drafted,
    fee_received,
    fee_waived,
    insurer_briefed,
    list_issued,
    loss_determined,
    received,
    supplement,
)
from scenarios.assignments import (
    ACCEPTED,
    APPOINTED,
    ON_SITE,
    SURVEYED,
    accepted,
    agreed,
    appointed,
    arrived,
    contacted,
    evaluated,
    record_signed,
    resurvey_completed,
    resurvey_needed,
    resurvey_scheduled,
)
from scenarios.claims import ADJ, ASSIGNMENT, OFFERED, A


def row(*story: Acts) -> Any:
    (found,) = given(*story).rows("assignment", ASSIGNMENT)
    return found


def test_an_offered_assignment_has_a_row() -> None:
    made = row(*OFFERED)
    assert (made.assignment_id, made.firm_id, made.insurer_ids, made.mode) == ("ASG-1", ADJ, (A,), "insurer")
    assert (made.claim_no, made.line_of_business) == ("CLM-1", "machinery_breakdown")
    assert (made.status, made.offered_at, made.accepted_at) == ("offered", instant("2026-03-02T09:00:00"), None)
    assert (made.contact_minutes, made.arrival_hours, made.fee, made.sections_missing) == (None, None, "open", ())


def test_times_count_from_when_the_adjusters_took_it() -> None:
    made = row(*APPOINTED, contacted)
    assert (made.zone, made.adjusters) == ("urban", ("ADJ-1", "ADJ-2"))
    assert (made.appointed_at, made.contact_minutes) == (instant("2026-03-02T09:30:00"), Decimal("15.00"))
    later = appointed(accepted_at="2026-03-02T09:40:00+08:00").on("2026-03-02T09:41:00")
    assert row(*ACCEPTED, later, contacted).contact_minutes == Decimal("5.00")


def test_the_first_arrival_counts() -> None:
    at = "2026-03-02T12:30:00+08:00"
    made = row(*APPOINTED, contacted, arrived(at=at).on(at))
    assert (made.arrived_at, made.arrival_hours, made.visits) == (instant("2026-03-02T12:30:00"), Decimal("3.00"), 1)


def test_the_agreed_time_beside_the_arrival_is_that_of_the_same_visit() -> None:
    colleague = arrived(at="2026-03-02T12:45:00+08:00").on("2026-03-02T12:45:00")
    second = agreed(agreed_time="2026-03-09T10:00:00+08:00").on("2026-03-05T09:00:00")
    made = row(*ON_SITE, colleague, second)
    assert (made.agreed_time, made.arrived_at) == (instant("2026-03-02T12:30:00"), instant("2026-03-02T12:30:00"))
    assert made.visits == 1


def test_only_a_time_agreed_with_both_sides_is_one() -> None:
    assert row(*APPOINTED, agreed(agreed_by=["insured"])).agreed_time is None
    assert row(*APPOINTED, agreed).agreed_time == instant("2026-03-02T15:00:00")


def test_the_row_counts_re_surveys_and_says_whether_the_record_is_signed() -> None:
    made = row(*SURVEYED, resurvey_needed)
    assert (made.resurveys, made.resurveys_open, made.record_signed, made.status) == (1, 1, False, "resurvey_open")
    made = row(*SURVEYED, resurvey_needed, resurvey_scheduled, resurvey_completed, record_signed)
    assert (made.resurveys, made.resurveys_open, made.record_signed) == (1, 0, True)


def test_the_row_counts_documents_and_briefings() -> None:
    made = row(*LISTED, received, supplement, insurer_briefed)
    assert (made.documents_asked, made.documents_received) == (len(list_issued.data["items"]), 1)
    assert (made.supplements, made.briefed) == (1, ("insurer",))


def test_the_row_tells_of_adjustment_and_report() -> None:
    made = row(*ADJUSTED)
    assert (made.payable, made.stale) == (Decimal(adjusted.data["declared"]), False)
    again = loss_determined(version=2, items=[{"item_id": "M-1", "loss": "90000.00"}]).on("2026-03-19T09:00:00")
    assert row(*ADJUSTED, again).stale is True
    [told] = given(*ADJUSTED, again).rows("adjustment", ASSIGNMENT)
    assert (told.latest, told.stale) == (True, True)
    made = row(*ADJUSTED, drafted(sections=["case_name", "summary", "body"]))
    assert {"report_no", "seal"} < set(made.sections_missing)
    assert "summary" not in made.sections_missing
    assert made.reviewed is False
    made = row(*ISSUED)
    assert (made.sections_missing, made.reviewed, made.letter_complete) == ((), True, True)
    assert (made.report_no, made.issued_at, made.status) == ("GG-2026-1", instant("2026-03-24T09:00:00"), "issued")


@pytest.mark.parametrize(
    ("story", "fee"),
    [
        ((), "open"),
        ((fee_waived,), "waived"),
        ((fee_received,), "received"),
        ((fee_received(amount="0.00"),), "open"),
    ],
)
def test_the_fee_is_open_until_it_comes_or_is_given_up(story: tuple[Act, ...], fee: str) -> None:
    assert row(*ISSUED, delivered, *story).fee == fee


def test_the_row_of_an_archived_assignment_tells_until_when_its_file_is_kept() -> None:
    made = row(*CLOSED, archived)
    assert (made.fee, made.closed_at) == ("received", instant("2026-04-21T09:00:00"))
    assert (made.status, made.archived_on, made.retention) == ("archived", date(2026, 4, 22), "15y")
    assert made.retain_until == date(2041, 4, 22)
    unknown = accepted(statutory_business=None)
    made = row(*OFFERED, evaluated, unknown, *CLOSED[CLOSED.index(accepted) + 1 :], archived)
    assert (made.retention, made.retain_until) == ("30y", date(2056, 4, 22))
    assert row(*CLOSED).retain_until is None


def test_the_database_has_the_rows_of_every_position(ledger: Opened) -> None:
    story = given(*ON_SITE, *ISSUED[len(APPOINTED) :], delivered, fee_waived, assignment_closed, archived)
    events = [each for each in story.events if each.stream == ASSIGNMENT]
    tells_the_same(ledger, events, "assignment")

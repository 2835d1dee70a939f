"""Report R10 counted by hand: contacts, arrivals by zone and agreed time, papers and refusals, re-surveys."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from given import Act, Acts, flat
from ledger.law.machinery import ARRIVE_IN_CITY, CONTACT_INSURED
from reports.telling import ELSEWHERE, Told, filled
from scenarios.acts import INSURER_A, INSURER_B, correction
from scenarios.assignments import (
    APPOINTED,
    ON_SITE,
    SURVEYED,
    accepted,
    acknowledged,
    appointed,
    arrived,
    contacted,
    evaluated,
    informed,
    notice_presented,
    notice_refused,
    record_signed,
    resurvey_completed,
    resurvey_needed,
    signature_refused,
    written_down,
)
from scenarios.claims import ADJ, FIRM, OTHER_FIRM, assignment_offered, code_adopted

LATE_CONTACT = contacted(at="2026-03-02T10:00:01+08:00").on("2026-03-02T10:00:01")
TWO_O_CLOCK = arrived(at="2026-03-02T14:00:00+08:00").on("2026-03-02T14:00:00")


def another(key: str, *story: Acts) -> list[Act]:
    """The story as that of another assignment."""
    return [each.into(f"assignment/{key}") for each in flat(story) if each is not code_adopted]


@pytest.mark.proves(CONTACT_INSURED.id, ARRIVE_IN_CITY.id, says="both")
def test_every_figure_by_hand(told: Told) -> None:
    told(ON_SITE, resurvey_needed)
    told(another("ASG-2", APPOINTED, LATE_CONTACT, TWO_O_CLOCK, notice_presented, notice_refused, informed))
    told(another("ASG-3", APPOINTED))
    report = told.report("R10", clock="2026-03-02T16:00:00")
    assert filled(report) == {
        ADJ: {
            "assignments": 3,
            "contact_met": 1,
            "contact_late": 1,
            "contact_overdue": 1,
            "contact_rate": "0.3333",
            "urban_missed": 2,
            "agreed_met": 1,
            "arrival_rate": "0.3333",
            "notice_missing": 1,
            "receipt_refused": 1,
            "receipt_unwritten": 1,
            "resurveys": 1,
            "resurveys_open": 1,
        }
    }
    assert report.totals["contact_rate"] == "0.3333"


@pytest.mark.parametrize(
    ("zone", "late_at"),
    [
        ("urban", "2026-03-02T12:30:01"),
        ("surrounding", "2026-03-02T15:30:01"),
        ("in_province", "2026-03-02T21:30:01"),
        ("out_of_province", "2026-03-03T09:30:01"),
    ],
)
@pytest.mark.proves(ARRIVE_IN_CITY.id, says="both")
def test_each_zone_has_its_hours(told: Told, zone: str, late_at: str) -> None:
    there = appointed(zone=zone)
    in_time = datetime.fromisoformat(late_at) - timedelta(seconds=1)
    told(code_adopted)
    for key, at in (("ASG-1", in_time.isoformat()), ("ASG-2", late_at)):
        told(another(key, assignment_offered, evaluated, accepted, there, arrived(at=f"{at}+08:00").on(at)))
    found = filled(told.report("R10"))[ADJ]
    assert (found[f"{zone}_met"], found[f"{zone}_missed"], found["arrival_rate"]) == (1, 1, "0.5000")


@pytest.mark.parametrize(
    ("then", "column", "left"),
    [
        ((), "receipt_missing", 1),
        ((acknowledged,), "receipt_missing", 0),
        ((notice_refused,), "receipt_missing", 0),
        ((notice_refused,), "receipt_untold", 1),
        ((notice_refused, informed), "receipt_untold", 0),
        ((notice_refused, informed), "receipt_unwritten", 1),
        ((notice_refused, informed, written_down), "receipt_unwritten", 0),
    ],
)
def test_a_receipt_is_had_or_its_refusal_told_and_written_down(
    told: Told, then: tuple[Act, ...], column: str, left: int
) -> None:
    told(ON_SITE, notice_presented, then)
    assert told.report("R10").rows[0][column] == left


def test_signatures_missing_or_refused_and_what_was_done_otherwise(told: Told) -> None:
    missing = told(SURVEYED)
    refused = told(signature_refused)
    on_it = {"matter": "survey_record", "subject_id": "R-1"}
    done = told(informed(**on_it), written_down(**on_it))
    found = [told.report("R10", at).rows[0] for at in (missing, refused, done)]
    names = ("signature_missing", "signature_refused", "signature_untold", "signature_unwritten")
    assert [tuple(row[name] for name in names) for row in found] == [(1, 0, 0, 0), (0, 1, 1, 1), (0, 1, 0, 0)]
    told(record_signed)
    assert told.report("R10").rows[0]["signature_missing"] == 0


def test_a_resurvey_is_open_until_it_is_carried_out(told: Told) -> None:
    before = told(ON_SITE, resurvey_needed)
    told(resurvey_completed)
    counts = [(row["resurveys"], row["resurveys_open"]) for at in (before, None) for row in told.report("R10", at).rows]
    assert counts == [(1, 1), (1, 0)]


def test_a_corrected_contact_counts_from_its_position_on(told: Told) -> None:
    before = told(APPOINTED, LATE_CONTACT)
    told(correction(LATE_CONTACT, new_values={"at": "2026-03-02T09:59:00+08:00"}))
    assert [row["contact_late"] for at in (before, None) for row in told.report("R10", at).rows] == [1, 0]


def test_area_period_and_visibility(told: Told) -> None:
    told(APPOINTED)
    day = date(2026, 3, 2)
    assert len(told.report("R10", since=day, until=day).rows) == 1
    assert not told.report("R10", until=date(2026, 3, 1)).rows
    assert [len(told.report("R10", area=area).rows) for area in ("411202", "411200", "411203")] == [1, 1, 0]
    assert [len(told.report("R10", by=who).rows) for who in (FIRM, INSURER_A)] == [1, 1]
    assert not any(told.report("R10", by=who).rows for who in (OTHER_FIRM, INSURER_B, ELSEWHERE))

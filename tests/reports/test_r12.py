"""Report R12 counted by hand: thirty days, one request, rejections, advances, outcomes and what regulators compare."""

from __future__ import annotations

from datetime import date

import pytest

from given import Act, Acts, act, flat
from ledger.claims.events import settlement
from ledger.law.manual import AMICABLE, DETERMINE_IN_TIME, ONCE, SERVE
from reports.telling import ELSEWHERE, Told, figures, filled
from scenarios.acts import INSURER_A, INSURER_B, A, correction, insurer_registered
from scenarios.aftermath import REDUCED, premium_paid, restored, restoring_requested
from scenarios.claims import CLAIM, REPORTED, loss_reported, manual_adopted
from scenarios.claims_liability import (
    APPLIED,
    ASKED,
    REJECTED,
    applied,
    determined,
    notice_issued,
    notice_served,
    notified,
    posted,
    requested_again,
)
from scenarios.claims_settlement import (
    CLOSED,
    LIABLE,
    advance_paid,
    advance_requested,
    calculated,
    checked,
    closed,
    inputs,
    item,
    loss_determined,
    reviewed,
    value_determined,
)
from scenarios.claims_survey import cancelled
from scenarios.proceedings import claim_disputed, commenced, negotiated, talks_failed

PROVES = pytest.mark.proves(DETERMINE_IN_TIME.id, says="both")
CANCELLED = act(settlement.ClaimClosed, CLAIM, INSURER_A, "2026-03-04T10:00:00", outcome="cancelled")
LATE = determined.on("2026-04-05T00:00:00")  # the thirtieth day after 5 March is 4 April


def another(key: str, *story: Acts) -> list[Act]:
    """The story as that of another claim."""
    return [each.into(f"claim/{key}") for each in flat(story) if each is not manual_adopted]


def found(told: Told, *names: str, **scope: object) -> tuple[object, ...]:
    [row] = told.report("R12", **scope).rows  # type: ignore[arg-type]
    return tuple(row[name] for name in names)


SMALL = item(loss="5000.00", residual=None)
AT_ZERO = (
    *LIABLE, loss_determined(items=[{"item_id": "I-1", "loss": "5000.00", "residual": False}]), value_determined,
    calculated(inputs=inputs(SMALL), declared=None), checked, reviewed, closed(outcome="zero"),
)  # fmt: skip
STORIES = {
    "CLM-1": (*CLOSED, notified),
    "CLM-2": (*LIABLE, advance_requested, advance_paid),
    "CLM-3": (*REJECTED, notice_issued, notice_served, closed(outcome="rejected").on("2026-04-06T09:00:00")),
    "CLM-4": (loss_reported, cancelled, CANCELLED),
    "CLM-5": AT_ZERO,
}


@PROVES
def test_every_figure_by_hand(told: Told) -> None:
    told(insurer_registered, manual_adopted)
    for key, story in STORIES.items():
        told(another(key, story))
    report = told.report("R12")
    assert figures(report) == {
        A: {
            "claims": 5,
            "applied": 4,
            "determined_met": 4,
            "determination_rate": "1.0000",
            "told_met": 1,
            "told_overdue": 3,
            "rejected": 1,
            "advanced": 1,
            "advances": "50000.00",
            "reinstated": "0.00",
            "closed_paid": 1,
            "closed_zero": 1,
            "closed_rejected": 1,
            "closed_cancelled": 1,
            "days": 39 + 35,
            "mean_days": "37.0",
            "refusal_rate": "0.3333",
            "year_reported": 4,
            "year_closed": 3,
            "closure_rate": "0.7500",
        }
    }
    assert report.rows[0]["insurer"] == "示例财产保险甲公司"
    assert [report.totals[name] for name in ("advances", "mean_days", "closure_rate")] == ["50000.00", "37.0", "0.7500"]


@PROVES
@pytest.mark.parametrize(
    ("story", "clock", "column"),
    [
        ((), "2026-04-04T23:59:59", None),
        ((), "2026-04-05T00:00:00", "determined_overdue"),
        ((determined.on("2026-04-04T23:59:59"),), "2026-06-01T12:00:00", "determined_met"),
        ((LATE,), "2026-06-01T12:00:00", "determined_late"),
    ],
    ids=["the last second", "a second later", "determined", "too late"],
)
def test_thirty_days_to_determine(told: Told, story: tuple[Act, ...], clock: str, column: str | None) -> None:
    told(APPLIED, story)
    row = filled(told.report("R12", clock=clock))[A]
    assert {name for name in row if name.startswith("determined_")} == ({column} if column else set())
    assert row.get("determination_rate") == {None: None, "determined_met": "1.0000"}.get(column, "0.0000")


def test_waiting_for_documents_the_time_stands_still(told: Told) -> None:
    told(ASKED)
    assert found(told, "determined_suspended", "told_suspended", "determined_overdue") == (1, 1, 0)


@pytest.mark.proves(ONCE.id, says="both")
def test_documents_asked_for_again_count(told: Told) -> None:
    before = told(ASKED)
    told(requested_again)
    assert [found(told, "asked_again", at=at) for at in (before, None)] == [(0,), (1,)]


@pytest.mark.proves(SERVE.id, says="both")
def test_a_rejection_is_served_with_proof(told: Told) -> None:
    rejecting = told(REJECTED, notice_issued)
    unproven = told(posted)
    told(notice_served.on("2026-04-04T09:00:00"))
    counts = [found(told, "rejected", "unserved", at=at) for at in (rejecting, unproven, None)]
    assert counts == [(1, 1), (1, 1), (1, 0)]


def test_a_restored_sum_insured_counts_when_it_takes_effect(told: Told) -> None:
    before = told(REDUCED, restoring_requested, premium_paid)
    told(restored)
    assert [found(told, "reinstatements", "reinstated", at=at) for at in (before, None)] == [
        (0, "0.00"),
        (1, "82000.00"),
    ]
    day = date(2026, 4, 10)
    assert found(told, "claims", "reinstatements", since=day, until=day) == (0, 1)


@pytest.mark.proves(AMICABLE.id, says="both")
def test_disputes_that_negotiation_settled(told: Told) -> None:
    opened = told(REPORTED, claim_disputed, negotiated)
    settled = told(negotiated(outcome="settled").on("2026-05-14T15:00:00"))
    other = told([each.into("dispute/CLM-1-D2") for each in (claim_disputed, negotiated, talks_failed, commenced)])
    counts = [found(told, "disputes", "settled", at=at) for at in (opened, settled, other)]
    assert counts == [(1, 0), (1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("clock", "counts"),
    [
        ("2026-04-09T12:00:00", (1, 0)),
        ("2026-04-10T12:00:00", (1, 1)),
        ("2027-03-02T08:00:00", (1, 1)),
        ("2027-03-02T08:11:00", None),
    ],
    ids=["before the closing", "closed", "the last minute", "a year after the report"],
)
def test_the_rolling_year_ends_with_the_moment(told: Told, clock: str, counts: tuple[int, int] | None) -> None:
    told(CLOSED)
    row = told.report("R12", clock=clock, since=date(2026, 3, 1)).rows[0]
    assert (row["year_reported"], row["year_closed"]) == (counts or (0, 0))
    assert (row["closure_rate"] is None) == (counts is None)


def test_claims_count_by_their_report_and_closings_by_their_own_day(told: Told) -> None:
    told(CLOSED)
    march = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}
    april = {"since": date(2026, 4, 1), "until": date(2026, 4, 30)}
    assert found(told, "claims", "closed_paid", "year_reported", "year_closed", **march) == (1, 0, 1, 0)
    assert found(told, "claims", "closed_paid", "year_reported", "year_closed", **april) == (0, 1, 1, 1)


def test_a_corrected_report_counts_from_its_position_on(told: Told) -> None:
    before = told(APPLIED, LATE)
    told(correction(LATE, new_values=None, occurred_at="2026-04-04T10:00:00+08:00"))
    assert [found(told, "determined_late", "determined_met", at=at) for at in (before, None)] == [(1, 0), (0, 1)]


def test_area_and_visibility(told: Told) -> None:
    told(REPORTED, applied)
    assert [len(told.report("R12", area=area).rows) for area in ("411202", "411200", "411203")] == [1, 1, 0]
    assert not told.report("R12", until=date(2025, 3, 1)).rows
    assert len(told.report("R12", by=INSURER_A).rows) == 1
    assert not any(told.report("R12", by=who).rows for who in (INSURER_B, ELSEWHERE))

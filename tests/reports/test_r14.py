"""Report R14: recoveries with the days left to sue, and recovered goods until their proceeds are set off."""

from __future__ import annotations

from datetime import date

import pytest

from given import Act
from ledger.law.manual import LIMITATION, RECOVERED_GOODS
from reports.telling import ELSEWHERE, Told, filled
from scenarios.acts import INSURER_A, INSURER_B, A, correction
from scenarios.aftermath import PURSUED, action_filed, received, recovery_closed, talks_failed
from scenarios.claims_settlement import (
    ASSESSED,
    goods_disposed,
    goods_registered,
    goods_taken,
    proceeds_credited,
    task_opened,
)

TASK, LOT = "ZC-1", "CLM-1 L-1"
OPENED = {
    "insurer_id": A,
    "kind": "recovery",
    "claim_no": "CLM-1",
    "since": "2026-04-09",
    "limitation_expiry": "2029-03-01",
}
TAKEN = {"insurer_id": A, "kind": "residual", "claim_no": "CLM-1", "since": "2026-03-31"}


@pytest.mark.proves(LIMITATION.id, says="both")
@pytest.mark.parametrize(
    ("story", "clock", "found"),
    [
        ((), "2029-02-27T12:00:00", {"status": "opened", "open": 1, "days_left": 2}),
        ((), "2029-03-02T00:00:00", {"status": "opened", "open": 1, "days_left": -1, "expired": 1}),
        ((talks_failed,), "2029-02-28T12:00:00", {"status": "negotiation_failed", "open": 1, "days_left": 1}),
        ((action_filed,), "2029-03-02T12:00:00", {"status": "action_filed", "open": 1}),
        (
            (received,),
            "2029-03-02T12:00:00",
            {"status": "partly_recovered", "open": 1, "days_left": -1, "expired": 1, "recovered": "60000.00"},
        ),
        ((received, recovery_closed), "2029-03-02T12:00:00", {"status": "recovered", "recovered": "60000.00"}),
    ],
    ids=["two days left", "expired", "talks failed", "action", "in part", "ended"],
)
def test_what_is_left_of_the_limitation_period(
    told: Told, story: tuple[Act, ...], clock: str, found: dict[str, object]
) -> None:
    told(PURSUED, story)
    assert filled(told.report("R14", clock=clock)) == {TASK: {**OPENED, **found}}


def test_on_the_last_day_there_is_still_time(told: Told) -> None:
    told(PURSUED)
    [row] = told.report("R14", clock="2029-03-01T23:59:59").rows
    assert (row["days_left"], row["expired"]) == (0, 0)


@pytest.mark.proves(RECOVERED_GOODS.id, says="both")
def test_goods_are_followed_until_their_proceeds_are_set_off(told: Told) -> None:
    steps = (goods_taken, goods_registered, goods_disposed, proceeds_credited)
    told(ASSESSED)
    found = [filled(told.report("R14", told(step)))[LOT] for step in steps]
    net = {"proceeds": "5400.00"}
    assert found == [
        {**TAKEN, "status": "taken", "undisposed": 1},
        {**TAKEN, "status": "registered", "undisposed": 1},
        {**TAKEN, **net, "status": "disposed", "uncredited": 1},
        {**TAKEN, **net, "status": "credited", "credited": "5400.00"},
    ]


def test_totals_and_the_order_of_what_lapses_first(told: Told) -> None:
    told(PURSUED, task_opened(task_id="ZC-2", limitation_expiry="2028-03-01"), goods_taken)
    report = told.report("R14")
    assert [row["reference"] for row in report.rows] == ["ZC-2", TASK, LOT]
    assert (report.totals["open"], report.totals["undisposed"], report.totals["recovered"]) == (2, 1, "0.00")


def test_a_corrected_limitation_counts_from_its_position_on(told: Told) -> None:
    before = told(PURSUED)
    told(correction(task_opened, new_values={"limitation_expiry": "2028-12-01"}, time="2026-04-13T09:00:00"))
    days = [filled(told.report("R14", at))[TASK]["limitation_expiry"] for at in (before, None)]
    assert days == ["2029-03-01", "2028-12-01"]


def test_area_period_and_visibility(told: Told) -> None:
    told(PURSUED, goods_taken)
    day = date(2026, 4, 9)
    assert filled(told.report("R14", since=day, until=day)).keys() == {TASK}
    assert [len(told.report("R14", area=area).rows) for area in ("411202", "411200", "411203")] == [2, 2, 0]
    assert [len(told.report("R14", by=who).rows) for who in (INSURER_A, INSURER_B, ELSEWHERE)] == [2, 0, 0]

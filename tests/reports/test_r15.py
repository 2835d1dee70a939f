"""Report R15 counted by hand: ten minutes to pass a report on, the members told, their refunds to the lead."""

from __future__ import annotations

from datetime import date

import pytest

from given import Act
from ledger.law.manual import NOTIFY_COINSURERS, TRANSFER_TO_HOTLINE
from reports.telling import ELSEWHERE, Told, filled
from scenarios.acts import INSURER_A, INSURER_B, A, B, correction
from scenarios.claims import REPORTED, loss_reported, manual_adopted
from scenarios.claims_liability import APPLIED
from scenarios.claims_settlement import (
    ASSESSED,
    LIABLE,
    approved,
    calculated,
    checked,
    inputs,
    paid,
    reviewed,
    share_transferred,
    shares_requested,
)
from scenarios.claims_survey import C, joint_survey_arranged, queried_coinsured, told_b, told_c, transferred

KEY = "CLM-1"
LEAD = {"insurer_id": A, "role": "lead", "reported_on": "2026-03-02"}
BY_BRANCH = loss_reported(channel="branch")
PASSED_ON_LATE = transferred(transferred_at="2026-03-02T08:20:01+08:00")
SHARES = [{"member": A, "share": "0.50"}, {"member": B, "share": "0.30"}, {"member": C, "share": "0.20"}]
"""Of 82,000 yuan, 24,600 are the second member's."""
SETTLED = (
    *REPORTED, queried_coinsured, told_b, told_c, transferred, *APPLIED[len(REPORTED) :], *LIABLE[len(APPLIED) :],
    *ASSESSED[len(LIABLE) :], calculated(inputs=inputs(coinsurance=SHARES)), checked, reviewed, approved,
    paid(by="lead"), shares_requested,
)  # fmt: skip


@pytest.mark.proves(TRANSFER_TO_HOTLINE.id, NOTIFY_COINSURERS.id, says="both")
@pytest.mark.parametrize(
    ("story", "found"),
    [
        ((transferred,), {"transfer_minutes": "10.00", "untold": 2}),
        ((PASSED_ON_LATE,), {"transfer_minutes": "10.02", "transfer_missed": 1, "untold": 2}),
        ((), {"transfer_missed": 1, "untold": 2}),
        ((transferred, told_b), {"transfer_minutes": "10.00", "told": 1, "untold": 1}),
        ((transferred, told_b, told_c), {"transfer_minutes": "10.00", "told": 2, "notice_minutes": "45.00"}),
    ],
    ids=["in time", "a second late", "not at all", "one told", "both told"],
)
def test_members_are_told_and_the_report_passed_on(
    told: Told, story: tuple[Act, ...], found: dict[str, object]
) -> None:
    told(manual_adopted, BY_BRANCH, queried_coinsured, story)
    assert filled(told.report("R15")) == {KEY: {**LEAD, "members": 2, **found}}


def test_a_joint_survey_that_the_agreement_asks_for(told: Told) -> None:
    owed = told(REPORTED, queried_coinsured, told_b(joint_survey_required=True))
    told(joint_survey_arranged)
    assert [told.report("R15", at).rows[0]["survey_owed"] for at in (owed, None)] == [1, 0]


def test_the_lead_pays_and_is_refunded(told: Told) -> None:
    before = told(SETTLED)
    told(share_transferred)
    names = ("paid", "requested", "refunded", "outstanding")
    found = [tuple(told.report("R15", at).rows[0][name] for name in names) for at in (before, None)]
    assert found == [("82000.00", "24600.00", "0.00", "24600.00"), ("82000.00", "24600.00", "24600.00", "0.00")]
    assert told.report("R15").totals["outstanding"] == "0.00"


def test_a_follower_and_one_who_said_nothing_of_its_part(told: Told) -> None:
    told(
        manual_adopted, loss_reported(coinsurance=True, lead=False), loss_reported(coinsurance=True).into("claim/CLM-2")
    )
    told(loss_reported.into("claim/CLM-3"))
    assert {id: row["role"] for id, row in filled(told.report("R15")).items()} == {KEY: "follower", "CLM-2": "unknown"}


def test_a_corrected_transfer_counts_from_its_position_on(told: Told) -> None:
    before = told(manual_adopted, BY_BRANCH, queried_coinsured, PASSED_ON_LATE)
    told(correction(PASSED_ON_LATE, new_values={"transferred_at": "2026-03-02T08:15:00+08:00"}))
    found = [told.report("R15", at).rows[0] for at in (before, None)]
    assert [(row["transfer_missed"], row["transfer_minutes"]) for row in found] == [(1, "10.02"), (0, "5.00")]


def test_area_period_and_visibility(told: Told) -> None:
    told(REPORTED, queried_coinsured)
    day = date(2026, 3, 2)
    assert len(told.report("R15", since=day, until=day).rows) == 1
    assert not told.report("R15", since=date(2026, 3, 3)).rows
    assert [len(told.report("R15", area=area).rows) for area in ("411202", "411200", "411203")] == [1, 1, 0]
    assert [len(told.report("R15", by=who).rows) for who in (INSURER_A, INSURER_B, ELSEWHERE)] == [1, 1, 0]

"""The rows of claims, covers and recoveries: functions of their states, the same in the database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from given import Acts, given, instant
from projector.ledgers import Opened, tells_the_same
from scenarios.acts import ISSUED
from scenarios.aftermath import (
    COVER,
    EXHAUSTED,
    PAID_FIRST,
    RECOVERY,
    RESTORED,
    RESTORING,
    action_filed,
    agreed,
    cost_borne,
    cost_incurred,
    materials_received,
    premium_paid,
    received,
    recovery_closed,
    talked,
)
from scenarios.claims import CLAIM, REPORTED, A, B, loss_reported, manual_adopted
from scenarios.claims_liability import (
    APPLIED,
    REJECTED,
    THIRD,
    notice_issued,
    notice_served,
    notified,
    opinion_considered,
    set_aside,
    supplement_requested,
)
from scenarios.claims_settlement import (
    APPROVED,
    ASSESSED,
    CALCULATED,
    CHECKED,
    CLOSED,
    LIABLE,
    PAID,
    advance_paid,
    advance_requested,
    approved,
    assembled,
    calculated,
    calculated_again,
    checked,
    determined_again,
    goods_disposed,
    goods_registered,
    goods_taken,
    inputs,
    item_filed,
    paid,
    proceeds_credited,
    reviewed,
    share_transferred,
    shares_requested,
    task_opened,
)
from scenarios.claims_survey import C, dispatched, queried_coinsured, told_b, transferred


def row(view: str, *story: Acts, stream: str = CLAIM) -> Any:
    (found,) = given(*story).rows(view, stream)
    return found


# Claims


def test_a_reported_claim_has_a_row() -> None:
    made = row("claim", *REPORTED)
    assert (made.claim_no, made.insurer_id, made.policy_no, made.line_of_business) == ("CLM-1", A, "P-1", "property")
    assert (made.loss_time, made.reported_at) == (instant("2026-03-02T03:00:00"), instant("2026-03-02T08:10:00"))
    assert (made.status, made.filed_at, made.decision, made.payable, made.stale) == (
        "reported",
        None,
        None,
        None,
        False,
    )
    assert (made.advances, made.paid, made.dossier_missing) == (Decimal("0.00"), Decimal("0.00"), ())


def test_the_row_of_a_settled_claim_tells_its_whole_way() -> None:
    made = row("claim", *LIABLE, notified, *CLOSED[len(LIABLE) :])
    assert (made.applied_at, made.filed_at) == (instant("2026-03-05T09:00:00"), instant("2026-03-03T11:00:00"))
    assert (made.determined_at, made.decision) == (instant("2026-03-27T10:00:00"), "covered")
    assert (made.notified_at, made.loss_version, made.calc_no) == (instant("2026-03-28T10:00:00"), 1, "JS-1")
    assert (made.payable, made.approved, made.approved_at) == (
        Decimal("82000.00"),
        Decimal("82000.00"),
        instant("2026-04-02T10:00:00"),
    )
    assert (made.paid, made.paid_at) == (Decimal("82000.00"), instant("2026-04-07T10:00:00"))
    assert made.receipted_at == instant("2026-04-08T10:00:00")
    assert (made.status, made.closed_at, made.outcome) == ("closed", instant("2026-04-10T10:00:00"), "paid")


def test_the_row_counts_advances_and_requests_for_documents() -> None:
    made = row("claim", *APPLIED, supplement_requested, advance_requested, advance_paid)
    assert (made.advances, made.supplements, made.documents_missing) == (Decimal("50000.00"), 1, 2)
    assert made.status == "awaiting_documents"


def test_the_row_of_a_rejected_claim_tells_when_its_notice_was_served() -> None:
    made = row("claim", *REJECTED)
    assert (made.status, made.decision, made.rejected_at) == (
        "rejecting",
        "not_covered",
        instant("2026-04-01T09:00:00"),
    )
    assert made.notice_served_at is None
    made = row("claim", *REJECTED, notice_issued, notice_served)
    assert (made.status, made.notice_served_at) == ("rejected", instant("2026-04-03T08:30:00"))


def test_the_row_tells_of_third_party_and_recovery() -> None:
    made = row("claim", *PAID_FIRST, task_opened)
    assert (made.third_party, made.tasks) == (True, ("ZC-1",))
    assert row("claim", *PAID).third_party is False


def test_the_row_tells_what_the_dossier_lacks_once_it_is_begun() -> None:
    assert row("claim", *PAID).dossier_missing == ()
    begun = row("claim", *PAID, item_filed).dossier_missing
    assert "1" in begun
    assert "16" not in begun
    waived = assembled(items=[16], waived=[{"item_no": 1, "reason": "电子卷宗自动生成目录"}])
    assert set(begun) - set(row("claim", *PAID, item_filed, waived).dossier_missing) == {"1"}


def test_a_calculation_goes_stale() -> None:
    assert row("claim", *CALCULATED).stale is False
    assert row("claim", *CALCULATED, determined_again).stale is True
    assert row("claim", *CALCULATED, determined_again, calculated_again).stale is False


# Calculations, opinions, co-insurers, recovered goods


def test_each_calculation_has_a_row_and_the_latest_counts() -> None:
    first, second = given(CHECKED, determined_again, calculated_again).rows("calculation", CLAIM)
    assert (first.calc_no, first.payable, first.declared) == ("JS-1", Decimal("82000.00"), Decimal("82000.00"))
    assert (first.latest, first.stale, first.checked) == (False, True, False)
    assert (second.calc_no, second.payable, second.declared) == ("JS-2", Decimal("74000.00"), None)
    assert (second.latest, second.stale, second.checked) == (True, False, False)
    assert (second.residual_variant, second.third_party_variant) == ("apportioned", None)
    assert second.formula_version == first.formula_version != ""
    checked_one = row("calculation", *CHECKED)
    assert (checked_one.checked, checked_one.to_pay, checked_one.salvage) == (
        True,
        Decimal("82000.00"),
        Decimal("0.00"),
    )


def test_the_readings_that_a_calculation_chose_are_told() -> None:
    chosen = inputs(third_party_received={"amount": "10000.00", "variant": "make_whole"}, variants={"residual": "full"})
    made = row("calculation", *ASSESSED, calculated(inputs=chosen, declared=None))
    assert (made.residual_variant, made.third_party_variant) == ("full", "make_whole")


def test_each_opinion_tells_whether_it_was_adopted_and_why() -> None:
    story = (*ISSUED, manual_adopted, loss_reported)
    adopted = row("opinion", *story, opinion_considered)
    assert (adopted.opinion_no, adopted.adopted, adopted.reasons) == ("O-1", "full", None)
    assert adopted.considered_at == instant("2026-03-23T10:00:00")
    without = row("opinion", *story, set_aside)
    assert (without.adopted, without.reasons, without.considered_at) == ("not", None, None)
    reasoned = row("opinion", *story, set_aside, set_aside(reasons="检查方法与标准不符").on("2026-03-24T10:00:00"))
    assert (reasoned.reasons, reasoned.considered_at) == ("检查方法与标准不符", instant("2026-03-24T10:00:00"))


SHARES = [{"member": A, "share": "0.50"}, {"member": B, "share": "0.30"}, {"member": C, "share": "0.20"}]
LED = (
    *APPLIED, queried_coinsured, told_b, transferred, *LIABLE[len(APPLIED) :], *ASSESSED[len(LIABLE) :],
    calculated(inputs=inputs(coinsurance=SHARES)), checked, reviewed, approved, paid(by="lead"),
    shares_requested, share_transferred,
)  # fmt: skip


def test_each_co_insurer_has_a_row() -> None:
    told, untold = given(LED).rows("coinsurance", CLAIM)
    assert (told.member_id, told.notified_at, told.lead) == (B, instant("2026-03-02T08:50:00"), True)
    assert (told.share, told.requested, told.transferred) == (Decimal("24600.00"),) * 3
    assert told.transfer_minutes == untold.transfer_minutes == Decimal("10.00")
    assert (untold.member_id, untold.notified_at, untold.share) == (C, None, Decimal("16400.00"))
    assert (untold.requested, untold.transferred) == (None, Decimal("0.00"))
    assert row("claim", *LED).coinsurers == (B, C)


@pytest.mark.parametrize(
    ("at", "minutes"), [("2026-03-02T08:20:00+08:00", "10.00"), ("2026-03-02T08:20:00.1+08:00", "10.01")]
)
def test_a_time_never_looks_shorter_than_it_was(at: str, minutes: str) -> None:
    made = row("coinsurance", *REPORTED, told_b, transferred(transferred_at=at))
    assert made.transfer_minutes == Decimal(minutes)


def test_each_lot_of_recovered_goods_has_a_row() -> None:
    steps = (goods_taken, goods_registered, goods_disposed, proceeds_credited)
    reached = [row("residual", *ASSESSED, *steps[: count + 1]) for count in range(len(steps))]
    assert [each.status for each in reached] == ["taken", "registered", "disposed", "credited"]
    last = reached[-1]
    assert (last.lot_id, last.items, last.lines, last.method) == ("L-1", ("I-1",), 1, "auction")
    assert (last.proceeds, last.costs, last.credited) == (Decimal("6000.00"), Decimal("600.00"), Decimal("5400.00"))


# Covers and recoveries


def test_a_cover_has_a_row_and_each_claim_one_of_what_it_took() -> None:
    made = row("cover", *APPROVED, stream=COVER)
    assert (made.policy_no, made.item_id, made.insurer_id, made.status) == ("P-1", "I-1", A, "reduced")
    assert (made.sum_insured, made.in_force, made.claims) == (Decimal("800000.00"), Decimal("718000.00"), ("CLM-1",))
    taken = row("reduction", *RESTORING, premium_paid(paid="20.00"), stream=COVER)
    assert (taken.claim_no, taken.lost_on, taken.reduction) == ("CLM-1", date(2026, 3, 2), Decimal("82000.00"))
    assert (taken.requested, taken.premium_owed, taken.premium_paid) == (
        Decimal("82000.00"),
        Decimal("24.53"),
        Decimal("20.00"),
    )
    restored = row("reduction", *RESTORED, stream=COVER)
    assert (restored.restored, restored.requested) == (Decimal("82000.00"), None)
    assert (restored.premium_owed, restored.premium_paid) == (Decimal("24.53"), Decimal("24.53"))


def test_an_exhausted_cover_says_by_which_claim() -> None:
    made = row("cover", *EXHAUSTED, stream=COVER)
    assert (made.status, made.in_force) == ("terminated", Decimal("0.00"))
    assert (made.exhausted_by, made.exhausted_at) == ("CLM-1", instant("2026-04-07T10:00:00"))


def test_a_recovery_has_a_row() -> None:
    made = row("recovery", *PAID_FIRST, task_opened, stream=RECOVERY)
    assert (made.task_id, made.claim_no, made.insurer_id, made.third_party) == ("ZC-1", "CLM-1", A, THIRD)
    assert (made.status, made.limitation_expiry, made.assigned) == ("opened", date(2029, 3, 1), Decimal("100000.00"))
    assert len(made.materials_missing) == 4
    story = (materials_received, talked, agreed, action_filed, cost_incurred, cost_borne, received, recovery_closed)
    made = row("recovery", *PAID_FIRST, task_opened, *story, stream=RECOVERY)
    assert (made.materials_missing, made.negotiated_at, made.outcome) == ((), instant("2026-05-11T14:00:00"), "agreed")
    assert (made.agreed, made.recovered) == (Decimal("60000.00"),) * 2
    assert (made.costs, made.borne) == (Decimal("3200.00"), Decimal("3000.00"))
    assert (made.route, made.filed_at) == ("litigation", instant("2026-07-01T09:00:00"))
    assert (made.closed_at, made.result) == (instant("2026-08-10T10:00:00"), "recovered")


def test_the_database_has_the_rows_of_every_position(ledger: Opened) -> None:
    story = given(
        *ISSUED, LED[0], *LED[1:3], dispatched, *LED[3:], goods_taken, goods_disposed, opinion_considered,
        RESTORING[-1], premium_paid, task_opened, talked, received,
    )  # fmt: skip
    kinds = ("claim", "cover", "recovery")
    events = [each for each in story.events if each.stream.partition("/")[0] in kinds]
    names = ("claim", "calculation", "opinion", "coinsurance", "residual", "cover", "reduction", "recovery")
    tells_the_same(ledger, events, *names)

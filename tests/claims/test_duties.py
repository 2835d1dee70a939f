"""What a claim's duties make of facts recorded late, of steps taken twice, and of the claim's end."""

from __future__ import annotations

from typing import Any

import pytest

from given import Act, Acts, given, instant
from ledger.kernel.law import Rule
from ledger.law.manual import (
    CANCEL_OR_REJECT,
    CLAIM_THIRD,
    DETERMINE_IN_TIME,
    DISPATCH,
    EXAMINE_ACCOUNTS,
    GUIDE_THIRD_PARTY,
    KNOW_POLICY,
    LEAD_NOTIFIES_COINSURERS,
    NO_POLICY,
    NOTIFY_PAYMENT,
    NOTIFY_RESULT,
    ONCE,
    PROVE_BLIZZARD,
    RECEIPT_FILED,
    REJECT_WRITTEN,
    RESIDUAL_FIRST,
    SERVE,
    SUBROGATION_TASK,
    SUPPLEMENT,
    VERIFY,
)
from looking import duties, owed, rows
from scenarios.claims import CLAIM, REPORTED, B
from scenarios.claims_liability import (
    ANALYSED,
    APPLIED,
    ASKED,
    REJECTED,
    SHORT,
    applied,
    denied,
    determined,
    document_received,
    in_part,
    insured_guided,
    law_agreed,
    notice_issued,
    notice_served,
    notified,
    other_received,
    pay_first_requested,
    rejected,
    rejection_proposed,
    shortfall_found,
    snow_flagged,
    supplement_requested,
    third_party_identified,
)
from scenarios.claims_settlement import (
    APPROVED,
    LIABLE,
    advance_paid,
    advance_requested,
    approved_again,
    calculated,
    calculated_again,
    checked_again,
    closed,
    determined_again,
    filed,
    filed_with_third_party,
    finance_notified,
    item_filed,
    loss_determined,
    paid,
    payee_notified,
    policy_copied,
    receipt_signed,
    residual_agreed,
    reviewed_again,
    supplement_asked,
    value_determined,
)
from scenarios.claims_survey import (
    ARRIVED,
    COINSURED,
    cancelled,
    dispatched,
    inventoried,
    queried,
    queried_coinsured,
    queried_in_vain,
    surveyor_arrived,
    told_b,
    transferred,
)

proves = pytest.mark.proves
FOLLOWER = queried(coinsurance=True, lead=False, coinsurers=[{"insurer_id": B, "leads": True}])
ENDED = cancelled.on("2026-04-20T10:00:00")
CLOSED_AFTER_REJECTION = closed(outcome="rejected").on("2026-05-10T10:00:00")


# The thirty days, and the documents for which they stand still


@proves(DETERMINE_IN_TIME.id, says="no")
@pytest.mark.parametrize("part", ["determine", "notify"])
def test_a_document_that_is_there_is_not_waited_for(part: str) -> None:
    there = document_received.on("2026-03-06T09:00:00")
    row = owed(DETERMINE_IN_TIME, *APPLIED, there, supplement_requested(missing_items=["C2.1"]), part=part)
    assert (row.suspended_at, row.due_at) == (None, instant("2026-04-05T00:00:00"))
    wanting = shortfall_found(missing_items=["C2.1"]).on("2026-03-07T09:00:00")
    row = owed(DETERMINE_IN_TIME, *APPLIED, there, wanting, supplement_requested(missing_items=["C2.1"]), part=part)
    assert row.suspended_at == instant("2026-03-10T10:00:00")


@proves(DETERMINE_IN_TIME.id, says="yes")
@pytest.mark.parametrize(
    "story",
    [
        (*ASKED, document_received, other_received),
        (*ASKED, other_received, document_received),
        (*SHORT, document_received, other_received, supplement_requested),
        (*REPORTED, shortfall_found, supplement_requested, document_received, other_received, applied),
        (*ASKED, document_received, other_received, applied.on("2026-03-05T09:00:00").named("again")),
    ],
)
def test_in_whatever_order_it_is_recorded_the_time_stands_still_from_the_request_to_the_last_document(
    story: tuple[Act, ...],
) -> None:
    for part in ("determine", "notify"):
        row = owed(DETERMINE_IN_TIME, *story, part=part)
        assert (row.suspended_at, row.due_at) == (None, instant("2026-04-15T00:00:00"))
    assert given(*story).state(CLAIM).liability.missing_documents == frozenset()


@proves(DETERMINE_IN_TIME.id, says="no")
def test_an_application_recorded_late_finds_the_time_standing_still() -> None:
    earlier = applied(received_at="2026-03-04T09:00:00+08:00").on("2026-03-04T09:00:00")
    for story in ((*ASKED, earlier), (*REPORTED, shortfall_found, supplement_requested, earlier)):
        row = owed(DETERMINE_IN_TIME, *story, part="determine")
        assert (row.started_at, row.due_at) == (instant("2026-03-04T09:00:00"), None)
        assert row.suspended_at == instant("2026-03-10T10:00:00")


@proves(DETERMINE_IN_TIME.id, says="no")
def test_what_was_asked_before_the_application_stops_no_time_before_it() -> None:
    early = supplement_requested(at="2026-03-03T10:00:00+08:00").on("2026-03-03T10:00:00")
    row = owed(DETERMINE_IN_TIME, *REPORTED, early, applied, part="determine")
    assert row.suspended_at == instant("2026-03-05T09:00:00")
    came = (document_received.on("2026-03-04T09:00:00"), other_received.on("2026-03-04T10:00:00"))
    row = owed(DETERMINE_IN_TIME, *REPORTED, early, *came, applied, part="determine")
    assert (row.suspended_at, row.due_at) == (None, instant("2026-04-05T00:00:00"))


def test_a_shortfall_recorded_after_the_documents_came_in_asks_for_nothing() -> None:
    assert not duties(ONCE, *APPLIED, document_received, other_received, shortfall_found)
    assert owed(ONCE, *APPLIED, document_received, shortfall_found).done_at is None


@proves(DETERMINE_IN_TIME.id, says="both")
def test_only_what_was_determined_is_told() -> None:
    early = notified(at="2026-03-06T10:00:00+08:00").on("2026-03-06T10:00:00")
    assert owed(DETERMINE_IN_TIME, *ANALYSED, early, part="notify").done_at is None
    assert owed(DETERMINE_IN_TIME, *ANALYSED, early, determined, part="notify").done_at is None
    assert owed(NOTIFY_RESULT, *ANALYSED, determined, early).done_at is None
    for story in ((determined, notified), (notified, determined)):
        done = owed(DETERMINE_IN_TIME, *ANALYSED, *story, part="notify")
        assert done.done_at == instant("2026-03-28T10:00:00")


@proves(DETERMINE_IN_TIME.id, says="yes")
def test_the_first_determination_counts_whichever_is_recorded_first() -> None:
    late = determined.on("2026-05-20T10:00:00")
    row = owed(DETERMINE_IN_TIME, *ANALYSED, late, determined, part="determine")
    assert (row.done_at, row.late) == (instant("2026-03-27T10:00:00"), False)
    row = owed(DETERMINE_IN_TIME, *REPORTED, late, determined, applied, part="determine")
    assert (row.done_at, row.late) == (instant("2026-03-27T10:00:00"), False)


def test_a_report_struck_out_is_not_determined() -> None:
    for part in ("determine", "notify"):
        assert not duties(DETERMINE_IN_TIME, *REPORTED, cancelled, applied, part=part)


# Co-insurance: who leads decides


@pytest.mark.parametrize("part", ["determine", "notify"])
def test_who_follows_does_not_owe_what_the_leader_decides(part: str) -> None:
    assert not duties(DETERMINE_IN_TIME, *COINSURED, FOLLOWER, applied, part=part)
    assert owed(DETERMINE_IN_TIME, *COINSURED, queried_coinsured, applied, part=part).cancelled_at is None
    assert owed(DETERMINE_IN_TIME, *COINSURED, applied, FOLLOWER, part=part).cancelled_at


def test_nor_the_verification_of_the_loss() -> None:
    assert not duties(VERIFY, *COINSURED, FOLLOWER, inventoried)
    assert owed(VERIFY, *COINSURED, queried_coinsured, inventoried).cancelled_at is None
    assert owed(VERIFY, *COINSURED, inventoried, FOLLOWER).cancelled_at


def test_who_turns_out_to_follow_does_not_notify_as_leader() -> None:
    later = queried_coinsured(lead=False, queried_at="2026-03-02T09:14:00+08:00").on("2026-03-02T09:15:00")
    assert all(
        row.cancelled_at for row in duties(LEAD_NOTIFIES_COINSURERS, *COINSURED, queried_coinsured, later).values()
    )
    leading = (*COINSURED, transferred, told_b)
    assert [row.cancelled_at for row in duties(LEAD_NOTIFIES_COINSURERS, *leading).values()] == [None]


# Steps taken twice


def test_each_payment_has_a_receipt_of_its_own() -> None:
    """Two payments, each with a receipt signed after it, whatever is recorded first."""
    first = paid(amount="40000.00")
    second = paid(payment_no="FK-2", amount="42000.00", paid_at="2026-05-07T10:00:00+08:00").on("2026-05-07T10:00:00")
    other = receipt_signed(receipt_ref="SJ-2", signed_at="2026-05-08T10:00:00+08:00").on("2026-05-08T10:00:00")

    def signed(*story: Acts) -> dict[str, Any]:
        receipts = duties(NOTIFY_PAYMENT, *APPROVED, *story, part="receipt")
        return {number: row.done_at for number, row in receipts.items()}

    both = {"FK-1": instant("2026-04-08T10:00:00"), "FK-2": instant("2026-05-08T10:00:00")}
    for story in ((first, receipt_signed, second), (first, second, receipt_signed)):
        assert signed(*story) == {**both, "FK-2": None}
        assert signed(*story, other) == both
    assert signed(first, receipt_signed, other, second) == both


@proves(RECEIPT_FILED.id, says="both")
def test_each_receipt_is_filed() -> None:
    other = receipt_signed(receipt_ref="SJ-2", signed_at="2026-05-08T10:00:00+08:00").on("2026-05-08T10:00:00")
    filed_first = (*LIABLE, receipt_signed, item_filed, other)
    assert [row.done_at is not None for row in duties(RECEIPT_FILED, *filed_first).values()] == [True, False]
    late = item_filed(ref="SJ-2").on("2026-05-09T10:00:00")
    assert all(row.done_at for row in duties(RECEIPT_FILED, *filed_first, late).values())
    assert owed(RECEIPT_FILED, *LIABLE, item_filed, receipt_signed).done_at


@pytest.mark.parametrize(("part", "notice"), [("payee", payee_notified), ("finance", finance_notified)])
def test_what_was_told_of_one_approval_is_not_told_of_the_next(part: str, notice: Act) -> None:
    anew = (determined_again, calculated_again, checked_again, reviewed_again, approved_again)
    assert owed(NOTIFY_PAYMENT, *APPROVED, notice, part=part).done_at
    assert owed(NOTIFY_PAYMENT, *APPROVED, notice, *anew, part=part).done_at is None
    told = notice(notified_at="2026-04-03T19:00:00+08:00").on("2026-04-03T19:00:00")
    assert owed(NOTIFY_PAYMENT, *APPROVED, notice, *anew, told, part=part).done_at == instant("2026-04-03T19:00:00")


@proves(NOTIFY_PAYMENT.id, says="yes")
def test_a_claim_is_paid_when_the_last_instalment_is() -> None:
    last = paid(payment_no="FK-2", amount="42000.00", paid_at="2026-05-07T10:00:00+08:00").on("2026-05-07T10:00:00")
    for story in ((paid(amount="40000.00"), last), (last, paid(amount="40000.00"))):
        assert owed(NOTIFY_PAYMENT, *APPROVED, *story, part="payment").done_at == instant("2026-05-07T10:00:00")


@proves(RESIDUAL_FIRST.id, says="no")
def test_another_version_of_the_loss_makes_nothing_good() -> None:
    missed = (*LIABLE, loss_determined, value_determined, calculated, determined_again)
    row = owed(RESIDUAL_FIRST, *missed, residual_agreed.on("2026-04-04T10:00:00"))
    assert (row.started_at, row.late) == (instant("2026-03-30T10:00:00"), True)


def test_the_loss_is_verified_from_the_first_inventory_on() -> None:
    again = inventoried.on("2026-03-05T16:00:00")
    assert owed(VERIFY, *ARRIVED, inventoried, again).started_at == instant("2026-03-02T16:00:00")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_recovery_task_is_one_duty_however_the_third_party_became_known(order: tuple[int, int]) -> None:
    known = (filed_with_third_party, third_party_identified)
    row = owed(SUBROGATION_TASK, *APPLIED, *(known[place] for place in order))
    assert row.started_at == instant("2026-03-03T11:00:00")


def test_a_policy_found_by_another_query_is_not_missing() -> None:
    found_later = queried(queried_at="2026-03-02T08:24:00+08:00").on("2026-03-02T08:25:00")
    assert owed(NO_POLICY, *REPORTED, queried_in_vain).cancelled_at is None
    assert owed(NO_POLICY, *REPORTED, queried_in_vain, found_later).cancelled_at == instant("2026-03-02T08:25:00")


# What ends them


def test_a_claim_that_was_rejected_needs_no_other_way_out() -> None:
    again = denied.on("2026-04-05T10:00:00")
    assert owed(CANCEL_OR_REJECT, *REJECTED, again).done_at == instant("2026-04-01T09:00:00")
    paid_after_all = (*REJECTED, determined.on("2026-04-10T10:00:00"))
    assert owed(CANCEL_OR_REJECT, *paid_after_all, denied.on("2026-04-20T10:00:00")).done_at is None


@pytest.mark.parametrize("part", ["issue", "serve"])
def test_what_is_paid_after_all_is_not_rejected_in_writing(part: str) -> None:
    for decision in (determined, in_part):
        row = owed(REJECT_WRITTEN, *REJECTED, decision.on("2026-04-10T10:00:00"), part=part)
        assert row.cancelled_at == instant("2026-04-10T10:00:00")
    of_an_item = (*APPLIED, policy_copied, in_part, rejection_proposed, law_agreed, rejected(items=["I-2"]))
    again = in_part.on("2026-04-10T10:00:00")
    assert owed(REJECT_WRITTEN, *of_an_item, again, part=part).cancelled_at is None
    assert owed(REJECT_WRITTEN, *of_an_item, determined.on("2026-04-10T10:00:00"), part=part).cancelled_at


def test_a_notice_that_was_replaced_is_not_served() -> None:
    anew = notice_issued(notice_no="JP-2").on("2026-04-10T09:00:00")
    old, new = rows("duty", SERVE, *REJECTED, notice_issued, anew)
    assert (old.subject, old.cancelled_at) == ("JP-1", instant("2026-04-10T09:00:00"))
    assert (new.subject, new.cancelled_at) == ("JP-2", None)
    served = rows("duty", SERVE, *REJECTED, notice_issued, notice_served, anew)
    assert [row.cancelled_at for row in served] == [None, None]


@pytest.mark.parametrize(
    ("rule", "part", "story"),
    [
        (GUIDE_THIRD_PARTY, "", (*APPLIED, third_party_identified)),
        (CLAIM_THIRD, "", (*APPLIED, third_party_identified, pay_first_requested)),
        (SUBROGATION_TASK, "", (*APPLIED, third_party_identified)),
        (PROVE_BLIZZARD, "weather", (*APPLIED, snow_flagged)),
        (PROVE_BLIZZARD, "cause", (*APPLIED, snow_flagged)),
        (ONCE, "", SHORT),
        (SUPPLEMENT, "file", (*APPLIED, supplement_asked)),
    ],
)
def test_nothing_is_waited_for_once_the_report_was_struck_out(rule: Rule, part: str, story: tuple[Act, ...]) -> None:
    assert not any(row.cancelled_at for row in rows("duty", rule, *story, part=part))
    assert all(row.cancelled_at for row in rows("duty", rule, *story, ENDED, part=part))


@pytest.mark.parametrize("rule", [DISPATCH, EXAMINE_ACCOUNTS])
def test_nobody_is_sent_to_a_claim_that_is_closed(rule: Rule) -> None:
    story = (*REJECTED, notice_issued, notice_served)
    assert owed(rule, *story).cancelled_at is None
    assert owed(rule, *story, CLOSED_AFTER_REJECTION).cancelled_at == instant("2026-05-10T10:00:00")


@proves(KNOW_POLICY.id, says="no")
def test_what_was_missed_before_the_closing_stays_missed() -> None:
    """The surveyors arrived without the policy."""
    ended = (applied, filed, denied, rejection_proposed, law_agreed, rejected, notice_issued, notice_served)
    row = owed(KNOW_POLICY, *REPORTED, dispatched, surveyor_arrived, *ended, CLOSED_AFTER_REJECTION)
    assert (row.due_at, row.cancelled_at) == (instant("2026-03-02T10:05:00"), None)


@pytest.mark.parametrize("part", ["payee", "finance", "payment"])
def test_where_an_advance_covers_it_all_nothing_is_left_to_pay(part: str) -> None:
    advanced = (advance_requested(amount="90000.00", estimate="90000.00"), advance_paid(amount="82000.00"))
    assert owed(NOTIFY_PAYMENT, *APPROVED, part=part).done_at is None
    story = (*APPROVED[: APPROVED.index(calculated)], *advanced)
    sheet = calculated.data["inputs"]
    after = calculated(inputs={**sheet, "advances": ["82000.00"]}, declared=None)
    rest = APPROVED[APPROVED.index(calculated) + 1 :]
    assert not duties(NOTIFY_PAYMENT, *story, after, *rest, part=part)


def test_who_was_guided_before_is_not_guided_again() -> None:
    assert owed(GUIDE_THIRD_PARTY, *APPLIED, insured_guided, third_party_identified).done_at

"""Report, review, advances, payment, the co-insurers' shares, closing, the dossier (PICC 七 to 十, 十三, 十五(四))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Any

import pytest

from given import Act, Acts, flat, given, instant
from ledger.catalogue import kind_of
from ledger.claims import reactions
from ledger.claims.checklists.dossier import ACCOUNTS_OF_ITEM_11, TWENTY
from ledger.claims.events.cover import CoverExhausted, SumInsuredReduced
from ledger.claims.events.recovery import RecoveryOpened
from ledger.claims.reactions import reacts
from ledger.kernel.state import member_names, replace
from ledger.law.house import IN_ORDER, OPEN_ONCE
from ledger.law.manual import (
    ADVANCE,
    CLOSE,
    DOSSIER_ACCOUNTS,
    ESCALATE,
    ITEMS,
    LEAD,
    NOTIFY_PAYMENT,
    ORDER,
    PAID_AFTER_APPROVAL,
    PAY_FIRST,
    RECEIPT_FILED,
    REDUCE_SI,
    REJECT,
    REPORT,
    REVIEW,
    SHEET,
    SUBROGATION_TASK,
    SUPPLEMENT,
    TRANSFER,
)
from looking import duties, found, owed
from scenarios.acts import correction
from scenarios.claims import CLAIM, REPORTED, A, B, loss_reported, manual_adopted
from scenarios.claims_liability import (
    APPLIED,
    DENIED,
    REJECTED,
    abated,
    applied,
    compensated,
    denied,
    determined,
    escalated,
    in_part,
    law_agreed,
    notice_issued,
    notice_served,
    pay_first_requested,
    prejudiced,
    refund_demanded,
    rejected,
    rejection_proposed,
    rights_assigned,
    shortfall_found,
    superior_approved,
    third_party_identified,
)
from scenarios.claims_settlement import (
    APPROVED,
    ASSESSED,
    CALCULATED,
    CALCULATOR,
    CHECKED,
    CHECKER,
    CHECKS,
    CLOSED,
    LIABLE,
    PAID,
    REVIEWED,
    SECTIONS,
    advance_paid,
    advance_requested,
    approved,
    approved_again,
    assembled,
    assessed,
    calculated,
    calculated_again,
    calculated_in_shares,
    checked,
    checked_again,
    claim_report_written,
    closed,
    determined_again,
    filed,
    filed_over_authority,
    filed_with_third_party,
    finance_notified,
    found_not_covered,
    inputs,
    insured_item,
    item,
    item_filed,
    loss_determined,
    paid,
    payee_notified,
    policy_copied,
    receipt_signed,
    residual_agreed,
    reviewed,
    reviewed_again,
    salvage_assessed,
    salvage_claimed,
    sent_back,
    share_transferred,
    shares_requested,
    supplement_asked,
    task_opened,
    value_determined,
)
from scenarios.claims_survey import (
    C,
    cancelled,
    dispatched,
    insured_consented,
    insurer_consented,
    intermediary_engaged,
    inventoried,
    matched,
    queried,
    queried_coinsured,
    report_filed,
    surveyor_arrived,
    unmatched_opened,
)

proves = pytest.mark.proves


def claim(*story: Acts) -> Any:
    """The claim after a story."""
    return given(*story).state(CLAIM)


def instead(of: Act, by: Act, story: Acts) -> list[Act]:
    """The story with another act in the place of one."""
    return [by if each == of else each for each in flat([story])]


OVER = (*APPLIED, policy_copied, filed_over_authority, escalated, superior_approved(liability="covered"), determined)
OVER_AUTHORITY = (*OVER, *REVIEWED[len(LIABLE) :])
ABATED = (prejudiced.on("2026-04-02T09:30:00"), abated(amount="25000.00").on("2026-04-02T09:40:00"))
WITH_THIRD_PARTY = instead(filed, filed_with_third_party, APPROVED)
AGAIN = (determined_again, calculated_again, checked_again)
REJECTED_ON_REVIEW = (
    found_not_covered, denied.on("2026-04-03T08:00:00"), rejection_proposed.on("2026-04-03T09:00:00"),
    law_agreed.on("2026-04-03T10:00:00"), rejected.on("2026-04-03T11:00:00"),
)  # fmt: skip
ZERO_INPUTS = inputs(item(loss="5000.00", residual=None))
ZERO = (
    *LIABLE, loss_determined(items=[assessed("I-1", "5000.00")]), value_determined,
    calculated(inputs=ZERO_INPUTS, declared="0.00"), checked,
)  # fmt: skip


# 七: the claim report


@proves(REPORT.id)
def test_a_case_beyond_authority_is_approved_on_its_claim_report_alone() -> None:
    given(OVER_AUTHORITY).when(approved).refused(REPORT)
    given(OVER_AUTHORITY, claim_report_written).when(approved).appended()
    given(REVIEWED).when(approved).appended()


@proves(REPORT.id)
@pytest.mark.parametrize("left_out", SECTIONS)
def test_a_claim_report_tells_of_all_five(left_out: str) -> None:
    partial = claim_report_written(sections=[section for section in SECTIONS if section != left_out])
    given(OVER_AUTHORITY, partial).when(approved).refused(REPORT)


@proves(REPORT.id)
def test_what_was_calculated_is_laid_before_the_superior_with_its_report() -> None:
    late = escalated.on("2026-04-01T16:00:00")
    given(CHECKED).when(late).refused(REPORT)
    given(CHECKED, claim_report_written).when(late).appended()
    given(APPLIED).when(escalated).appended()


# 八: review and approval


@proves(REVIEW.id)
def test_a_review_agrees_to_a_sheet_that_was_checked_and_is_the_latest() -> None:
    given(CALCULATED).when(reviewed).refused(REVIEW)
    given(CHECKED, determined_again).when(reviewed).refused(REVIEW)
    given(CHECKED, AGAIN).when(reviewed).refused(REVIEW)
    given(CHECKED).when(reviewed(calc_no=None)).refused(REVIEW)
    given(CHECKED).when(reviewed).appended()


@proves(REVIEW.id)
@pytest.mark.parametrize("failed", list(CHECKS))
def test_a_review_agrees_if_all_five_were_found_in_order(failed: str) -> None:
    given(CHECKED).when(reviewed(checks={**CHECKS, failed: False})).refused(REVIEW)


def test_other_opinions_are_recorded_whatever_was_found() -> None:
    given(CALCULATED).when(sent_back).appended()
    given(CALCULATED).when(found_not_covered).appended()


@proves(REVIEW.id)
def test_only_what_was_agreed_to_is_approved() -> None:
    given(CHECKED).when(approved).refused(REVIEW)
    given(CHECKED, sent_back).when(approved).refused(REVIEW)
    given(REVIEWED, found_not_covered.on("2026-04-02T09:30:00")).when(approved).refused(REVIEW)
    given(REVIEWED, AGAIN).when(approved_again).refused(REVIEW)
    given(REVIEWED).when(approved).appended()


@proves(REVIEW.id, says="both")
@pytest.mark.parametrize(("by", "findings"), [(CALCULATOR, 1), (CHECKER, 1), ("ST-4", 1), ("ST-7", 0)])
def test_who_handled_the_claim_should_not_review_it(by: str, findings: int) -> None:
    rows = found(REVIEW, *CHECKED, claim_report_written, reviewed(by=by))
    assert [row.severity for row in rows] == ["deviation"] * findings


@proves(SHEET.id)
def test_what_is_approved_is_what_the_sheet_says() -> None:
    given(REVIEWED).when(approved(amount="81999.99")).refused(SHEET)
    given(REVIEWED).when(approved(amount="82000.01")).refused(SHEET)
    given(REVIEWED, determined_again).when(approved).refused(SHEET)
    given(REVIEWED, ABATED).when(approved).refused(SHEET)
    given(REVIEWED, ABATED).when(approved(amount="57000.00")).appended()


@proves(ESCALATE.id)
def test_nobody_approves_beyond_their_authority() -> None:
    given(REVIEWED).when(approved(authority_limit="81999.99")).refused(ESCALATE)
    given(REVIEWED).when(approved(authority_limit="82000.00")).appended()


@proves(OPEN_ONCE.id)
def test_a_calculation_is_approved_once() -> None:
    given(APPROVED).when(approved.on("2026-04-02T12:00:00")).refused(OPEN_ONCE)
    given(APPROVED, calculated_again(inputs=inputs()), checked_again, reviewed_again).when(
        approved_again(amount="82000.00")
    ).appended()


@proves(SUPPLEMENT.id, says="both")
def test_a_dossier_sent_back_is_supplemented_item_by_item() -> None:
    assert owed(SUPPLEMENT, *CHECKED, sent_back, part="request").done_at is None
    assert owed(SUPPLEMENT, *CHECKED, sent_back, supplement_asked, part="request").done_at
    ninth = item_filed(item_no=9, ref="ZM-1")
    items = duties(SUPPLEMENT, *CHECKED, sent_back, supplement_asked, ninth, part="file")
    assert {no: row.done_at is not None for no, row in items.items()} == {"9": True, "14": False}
    assert owed(SUPPLEMENT, *CHECKED, sent_back, reviewed.on("2026-04-02T09:30:00"), part="request").cancelled_at


@proves(REJECT.id, says="both")
def test_what_the_review_finds_not_covered_is_rejected() -> None:
    story = (*CHECKED, found_not_covered)
    assert owed(REJECT, *story).done_at is None
    assert owed(REJECT, *CHECKED, *REJECTED_ON_REVIEW).done_at
    assert owed(REJECT, *story, reviewed.on("2026-04-02T10:00:00")).cancelled_at


# 十三: advances


@proves(ADVANCE.id)
def test_an_advance_is_paid_on_a_written_application() -> None:
    given(LIABLE).when(advance_paid).refused(ADVANCE)
    given(LIABLE, advance_requested(request_ref="YF-2")).when(advance_paid).refused(ADVANCE)
    given(LIABLE, advance_requested).when(advance_paid).appended()


@proves(ADVANCE.id, says="both")
@pytest.mark.parametrize(
    ("story", "findings"),
    [
        ((advance_requested, advance_paid), 0),
        ((advance_requested, advance_paid(amount="50000.01")), 1),
        ((advance_requested(estimate=None), advance_paid(amount="60000.00")), 0),
        ((advance_requested, advance_paid, advance_paid(payment_no="FK-9", amount="0.01")), 1),
    ],
)
def test_an_advance_above_what_was_asked_or_expected_is_found(story: tuple[Act, ...], findings: int) -> None:
    assert len(found(ADVANCE, *LIABLE, *story)) == findings


@proves(ADVANCE.id)
def test_no_more_is_advanced_than_was_asked_for_or_is_insured() -> None:
    asking = (*LIABLE, advance_requested(estimate=None))
    given(asking).when(advance_paid(amount="60000.01")).refused(ADVANCE)
    given(asking, advance_paid).when(advance_paid(payment_no="FK-9", amount="10000.01")).refused(ADVANCE)
    given(asking, advance_paid).when(advance_paid(payment_no="FK-9", amount="10000.00")).appended()
    small = (*APPLIED, SMALL, advance_requested(amount="90000.00", estimate=None))
    given(small).when(advance_paid(amount="80000.01")).refused(ADVANCE)
    given(small).when(advance_paid(amount="80000.00")).appended()


@proves(IN_ORDER.id)
def test_nothing_is_advanced_on_what_is_approved() -> None:
    given(APPROVED, advance_requested).when(advance_paid.on("2026-04-03T09:00:00")).refused(IN_ORDER)
    given(REVIEWED, advance_requested).when(advance_paid.on("2026-04-03T09:00:00")).appended()


# 九: payment


@proves(PAID_AFTER_APPROVAL.id)
def test_payment_follows_approval_of_the_latest_calculation() -> None:
    given(REVIEWED).when(paid).refused(PAID_AFTER_APPROVAL)
    given(APPROVED, AGAIN).when(paid).refused(PAID_AFTER_APPROVAL)
    given(APPROVED, AGAIN, reviewed_again, approved_again).when(paid(amount="74000.00")).appended()


@proves(PAID_AFTER_APPROVAL.id)
def test_no_more_is_paid_than_is_left() -> None:
    given(APPROVED).when(paid(amount="82000.01")).refused(PAID_AFTER_APPROVAL)
    half = paid(payment_no="FK-0", amount="41000.00")
    given(APPROVED, half).when(paid(amount="41000.01")).refused(PAID_AFTER_APPROVAL)
    given(APPROVED, half).when(paid(amount="41000.00")).appended()
    given(APPROVED, ABATED).when(paid(amount="57000.01")).refused(PAID_AFTER_APPROVAL)
    given(APPROVED, ABATED).when(paid(amount="57000.00")).appended()


ADVANCED = (*LIABLE, advance_requested, advance_paid, *ASSESSED[len(LIABLE) :])
ADVANCED_APPROVED = (*ADVANCED, calculated(inputs=inputs(advances=["50000.00"])), checked, reviewed, approved)


@proves(PAID_AFTER_APPROVAL.id)
def test_an_advance_is_part_of_what_is_paid() -> None:
    given(ADVANCED_APPROVED).when(paid(amount="32000.01")).refused(PAID_AFTER_APPROVAL)
    given(ADVANCED_APPROVED).when(paid(amount="32000.00")).appended()
    assert owed(NOTIFY_PAYMENT, *ADVANCED_APPROVED, paid(amount="32000.00"), part="payment").done_at


COINSURED = (
    *APPLIED, queried_coinsured, *LIABLE[len(APPLIED) :], *ASSESSED[len(LIABLE) :],
    calculated_in_shares, checked, reviewed, approved,
)  # fmt: skip


@proves(PAID_AFTER_APPROVAL.id)
def test_an_insurer_pays_its_own_share_or_leads_and_pays_all() -> None:
    given(COINSURED).when(paid(amount="41000.01")).refused(PAID_AFTER_APPROVAL)
    given(COINSURED).when(paid(amount="41000.00")).appended()
    given(COINSURED).when(paid(amount="82000.00", by="lead")).appended()


@proves(LEAD.id)
def test_only_the_leader_pays_for_the_others() -> None:
    whole = paid(by="lead")
    follows = queried_coinsured(
        lead=False, coinsurers=[{"insurer_id": B, "share": "0.30", "leads": True}, {"insurer_id": C, "share": "0.20"}]
    ).on("2026-04-03T09:00:00")
    given(APPROVED).when(whole).refused(LEAD)
    given(COINSURED, follows).when(whole).refused(LEAD)
    given(COINSURED).when(whole).appended()


@proves(SHEET.id)
def test_nothing_is_paid_on_a_sheet_that_is_stale_or_unchecked() -> None:
    given(APPROVED, determined_again).when(paid).refused(SHEET)
    given(APPROVED, checked(formula_correct=False).on("2026-04-03T09:00:00")).when(paid).refused(SHEET)
    given(APPROVED).when(paid).appended()


@proves(PAY_FIRST.id)
def test_where_a_third_party_answers_the_insurer_pays_first_on_request_and_assignment() -> None:
    given(WITH_THIRD_PARTY).when(paid).refused(PAY_FIRST)
    given(APPROVED, third_party_identified).when(paid).refused(PAY_FIRST)
    given(APPROVED).when(paid(pay_first=True)).refused(PAY_FIRST)
    given(WITH_THIRD_PARTY, pay_first_requested).when(paid(pay_first=True)).refused(PAY_FIRST)
    given(WITH_THIRD_PARTY, rights_assigned).when(paid(pay_first=True)).refused(PAY_FIRST)
    given(WITH_THIRD_PARTY, pay_first_requested, rights_assigned).when(paid(pay_first=True)).appended()


@proves(PAY_FIRST.id)
def test_nothing_remains_to_assign_once_the_third_party_has_paid_all() -> None:
    def settled(received: str) -> Acts:
        """The salvage cost alone is left to pay."""
        told = {
            "third_party_received": {"amount": received, "variant": "make_whole"},
            "salvage_cost": TWO["salvage_cost"],
        }
        rest = (calculated(inputs=inputs(**told), declared=None), checked, reviewed, approved(amount="18666.67"))
        had = (salvage_claimed, salvage_assessed, compensated(amount=received))
        return (*instead(filed, filed_with_third_party, ASSESSED), *had, *rest)

    salvage = paid(amount="18666.67")
    given(settled("119999.99")).when(salvage).refused(PAY_FIRST)
    given(settled("120000.00")).when(salvage).appended()


@proves(IN_ORDER.id)
def test_a_payment_is_of_something() -> None:
    given(APPROVED).when(paid(amount="0.00")).refused(IN_ORDER)
    given(APPROVED).when(paid(amount="0.01")).appended()
    given(LIABLE, advance_requested).when(advance_paid(amount="0.00")).refused(IN_ORDER)
    given(LIABLE, advance_requested).when(advance_paid(amount="0.01")).appended()


@proves(IN_ORDER.id)
def test_nothing_is_settled_before_liability_is_determined() -> None:
    before = [each for each in flat([REVIEWED]) if each != determined]
    given(before).when(approved).refused(IN_ORDER)
    given(REVIEWED).when(approved).appended()
    taken_back = correction(determined, withdrawn=True)
    given(APPROVED, taken_back).when(paid).refused(IN_ORDER)
    given(APPROVED).when(paid).appended()


@proves(OPEN_ONCE.id)
def test_a_payment_is_recorded_once() -> None:
    part = paid(amount="1.00")
    given(APPROVED, part).when(part.on("2026-04-08T10:00:00")).refused(OPEN_ONCE)
    given(APPROVED, part).when(part(payment_no="FK-2")).appended()
    given(LIABLE, advance_requested, advance_paid).when(advance_paid.on("2026-03-13T09:00:00")).refused(OPEN_ONCE)
    given(LIABLE, advance_requested, advance_paid).when(advance_paid(payment_no="FK-9", amount="1.00")).appended()
    given(ADVANCED_APPROVED).when(paid(payment_no="FK-0", amount="1.00")).refused(OPEN_ONCE)


@proves(IN_ORDER.id)
def test_nothing_is_paid_on_a_claim_that_was_cancelled_or_rejected() -> None:
    ended = (cancelled.on("2026-04-02T16:00:00"),)
    given(REVIEWED, ended).when(approved).refused(IN_ORDER)
    for story, step in ((REVIEWED, approved), (APPROVED, paid), ((*LIABLE, advance_requested), advance_paid)):
        by_no_manual = [each for each in flat([story]) if each != manual_adopted]
        given(by_no_manual, denied.on("2026-04-03T08:00:00")).when(step).refused(IN_ORDER)
        given(by_no_manual).when(step).appended()
    given(LIABLE, advance_requested, ended).when(advance_paid).refused(IN_ORDER)
    given(ASSESSED, ended).when(calculated.on("2026-04-03T10:00:00")).refused(IN_ORDER)
    given(CALCULATED, ended).when(checked.on("2026-04-03T10:00:00")).refused(IN_ORDER)
    given(CHECKED, ended).when(reviewed.on("2026-04-03T10:00:00")).refused(IN_ORDER)
    given(ASSESSED).when(calculated).appended()
    given(CALCULATED).when(checked).appended()
    given(CHECKED).when(reviewed).appended()
    given(REVIEWED).when(approved).appended()
    given(APPROVED).when(paid).appended()
    given(LIABLE, advance_requested).when(advance_paid).appended()


@proves(NOTIFY_PAYMENT.id, says="both")
def test_payee_and_finance_are_told_and_the_receipt_is_signed_for_what_was_paid() -> None:
    for part, last in (("payee", payee_notified), ("finance", finance_notified), ("payment", paid)):
        assert owed(NOTIFY_PAYMENT, *APPROVED, part=part).done_at is None
        assert owed(NOTIFY_PAYMENT, *APPROVED, last, part=part).done_at
    early = payee_notified(notified_at="2026-04-01T20:00:00+08:00")
    assert owed(NOTIFY_PAYMENT, *REVIEWED, early, approved, part="payee").done_at == instant("2026-04-01T20:00:00")
    assert owed(NOTIFY_PAYMENT, *PAID, part="receipt").started_at == instant("2026-04-07T10:00:00")
    assert owed(NOTIFY_PAYMENT, *PAID, receipt_signed, part="receipt").done_at == instant("2026-04-08T10:00:00")
    assert owed(NOTIFY_PAYMENT, *APPROVED, paid(amount="81999.99"), part="payment").done_at is None


def test_of_nothing_nobody_is_told() -> None:
    approval = approved(amount="0.00")
    assert duties(NOTIFY_PAYMENT, *ZERO, reviewed, approval, part="payee") == {}
    assert duties(NOTIFY_PAYMENT, *ZERO, reviewed, approval, part="payment") == {}


@proves(NOTIFY_PAYMENT.id, says="both")
@pytest.mark.parametrize("notice", [payee_notified, finance_notified])
def test_the_amount_told_is_the_amount_approved(notice: Act) -> None:
    assert found(NOTIFY_PAYMENT, *APPROVED, notice) == []
    assert found(NOTIFY_PAYMENT, *APPROVED, paid, notice) == []
    for amount in ("41000.00", "82000.00"):
        assert found(NOTIFY_PAYMENT, *COINSURED, notice(amount=amount)) == []
    assert len(found(NOTIFY_PAYMENT, *APPROVED, notice(amount="80000.00"))) == 1
    assert len(found(NOTIFY_PAYMENT, *REVIEWED, notice)) == 1


# 九(三): what a claim takes of the cover


def of_cover(*story: Acts) -> list[Any]:
    """What the ledger recorded of the items' covers and of recoveries, stream by stream in order."""
    kinds = ("cover", "recovery")
    return [(each.stream, each.event) for each in given(*story).events if each.stream.partition("/")[0] in kinds]


@proves(REDUCE_SI.id, says="both")
def test_an_approval_reduces_the_sum_insured_of_each_item_by_the_indemnity_of_its_property() -> None:
    assert of_cover(*REVIEWED) == []
    ((stream, reduced),) = of_cover(*APPROVED)
    assert (stream, type(reduced)) == (f"cover/{A}_P-1_I-1", SumInsuredReduced)
    assert (reduced.claim_no, reduced.sum_insured, reduced.reduction) == ("CLM-1", Decimal("800000"), Decimal("82000"))


TWO = inputs(
    item(),
    item("I-2", basis="stock", loss="40000.00", residual=None, sum_insured="500000.00", insured_value="400000.00"),
    salvage_cost={
        "total": "30000.00", "insured_value_salvaged": "600000.00", "all_value_salvaged": "900000.00",
        "sum_insured": "800000.00", "insured_value": "1000000.00", "told_apart": "10000.00",
    },
)  # fmt: skip


def test_what_reduces_all_items_is_borne_by_each_in_proportion_and_salvage_cost_reduces_none() -> None:
    rest = (checked, reviewed, approved(amount="140666.67", authority_limit="200000.00"))
    salvaging = (salvage_claimed, salvage_assessed)
    both = loss_determined(items=[assessed("I-1", "120000.00"), assessed("I-2", "40000.00", residual=False)])
    values = (value_determined, value_determined(item_id="I-2", basis="book", value="400000.00"))
    before = (*LIABLE, both, *values, residual_agreed, *salvaging)
    story = (*before, calculated(inputs=TWO, declared="140666.67"), *rest)
    reductions = {stream: event.reduction for stream, event in of_cover(*story)}
    assert reductions == {f"cover/{A}_P-1_I-1": Decimal("85030.30"), f"cover/{A}_P-1_I-2": Decimal("36969.70")}
    assert sum(reductions.values()) == Decimal("122000.00")


def test_an_approval_taken_back_takes_its_reduction_back() -> None:
    withdrawn = correction(approved, withdrawn=True)
    assert [event.reduction for _, event in of_cover(*APPROVED, withdrawn)] == [Decimal("82000.00"), Decimal("0.00")]


def test_a_new_approval_replaces_the_reduction_of_the_one_before() -> None:
    story = (*APPROVED, determined_again, calculated_again, checked_again, reviewed_again, approved_again)
    assert [event.reduction for _, event in of_cover(*story)] == [Decimal("82000.00"), Decimal("74000.00")]


def test_an_abatement_is_no_indemnity_that_was_taken_of_the_cover() -> None:
    ((_, reduced),) = of_cover(*REVIEWED, ABATED, approved(amount="57000.00"))
    assert reduced.reduction == Decimal("57000.00")


SMALL = policy_copied(
    items=[{"item_id": "I-1", "item_class": "building", "sum_insured": "80000.00", "value_basis": "replacement"}]
)
WHOLE = inputs(
    item(kind="total", loss=None, residual=None, sum_insured="80000.00", insured_value="80000.00"), deductible=None
)
EXHAUSTING = (
    *APPLIED, SMALL, filed, determined, loss_determined(type="total", items=[assessed("I-1", "90000.00")]),
    value_determined(value="80000.00"), calculated(inputs=WHOLE, declared="80000.00"), checked, reviewed,
    approved(amount="80000.00"),
)  # fmt: skip


def test_a_payment_that_reaches_the_sum_insured_ends_the_cover() -> None:
    reduced, exhausted = (event for _, event in of_cover(*EXHAUSTING, paid(amount="80000.00")))
    assert (type(reduced), type(exhausted)) == (SumInsuredReduced, CoverExhausted)
    assert (exhausted.payment_no, exhausted.paid_at) == ("FK-1", instant("2026-04-07T10:00:00"))
    assert len(of_cover(*EXHAUSTING, paid(amount="79999.99"))) == 1


def test_a_payment_taken_back_leaves_the_reduction() -> None:
    whole = paid(amount="80000.00")
    events = [event for _, event in of_cover(*EXHAUSTING, whole, correction(whole, withdrawn=True))]
    assert [type(event) for event in events] == [SumInsuredReduced, CoverExhausted, SumInsuredReduced]


ADVANCED_WHOLE = (
    *APPLIED, SMALL, filed, determined, advance_requested(amount="80000.00", estimate=None),
    advance_paid(amount="80000.00"), *EXHAUSTING[len(APPLIED) + 3 : -4],
    calculated(inputs={**WHOLE, "advances": ["80000.00"]}, declared="80000.00"), *EXHAUSTING[-3:],
)  # fmt: skip
SAYING = (
    ADVANCED_WHOLE,
    (*ADVANCED_WHOLE[:-1], approved(amount="80000.00").on("2026-04-03T09:00:00")),
    (*EXHAUSTING, paid(amount="80000.00")),
    (*LIABLE, third_party_identified, task_opened),
    (*REVIEWED, ABATED, approved(amount="57000.00"), task_opened),
    (*WITH_THIRD_PARTY, third_party_identified, rights_assigned, task_opened(task_id="ZC-2")),
)
"""Stories of claims that say much to covers and recoveries."""


def states(story: Acts) -> list[Any]:
    """The claim after each of its events."""
    scenario = given(story)
    found = [each for each in scenario.events if each.stream == CLAIM]
    return list(accumulate(found, kind_of(CLAIM).evolve, initial=kind_of(CLAIM).state()))[1:]


def otherwise(claim: Any, other: Any) -> Iterator[Any]:
    """The claim with one part, or one member of a part, as the other has it."""
    for part in member_names(type(claim)) or ():
        mine, theirs = getattr(claim, part), getattr(other, part)
        if mine != theirs:
            yield replace(claim, **{part: theirs})
            for member in member_names(type(mine)) or ():
                yield replace(claim, **{part: replace(mine, **{member: getattr(theirs, member)})})


def test_a_claim_tells_whatever_it_says_otherwise() -> None:
    """Whichever part or member of a claim differs: what is not asked again says the same."""
    stories = list(map(states, SAYING))
    ends = [story[-1] for story in stories]
    pairs = [
        *(pair for story in stories for pair in pairwise(story)),
        *((end, each) for end in ends for other in ends for each in otherwise(end, other)),
    ]
    said = [list(reacts(before, after)) for before, after in pairs]
    assert said == [list(compared(reactions._said(before), reactions._said(after))) for before, after in pairs]
    assert {type(event) for told in said for _, event in told} == {SumInsuredReduced, CoverExhausted, RecoveryOpened}


def compared(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for stream in {**was, **now}:
        if now.get(stream) != was.get(stream):
            yield stream, now[stream] if stream in now else reactions._taken_back(was[stream])


def test_a_recovery_task_opens_the_recovery_and_is_taken_back_with_it() -> None:
    ((stream, opened),) = of_cover(*LIABLE, third_party_identified, rights_assigned, task_opened)
    assert (stream, type(opened), opened.withdrawn) == (f"recovery/{A}_ZC-1", RecoveryOpened, False)
    assert (opened.third_party, opened.assigned) == ("TP-1", Decimal("100000.00"))
    _, (_, withdrawn) = of_cover(*LIABLE, task_opened, correction(task_opened, withdrawn=True))
    assert withdrawn.withdrawn


# 十五(四): the co-insurers' shares

LED = (*COINSURED, paid(amount="82000.00", by="lead"))


@proves(TRANSFER.id)
def test_a_lead_that_paid_everything_asks_for_the_shares_with_its_papers() -> None:
    given(COINSURED).when(shares_requested).refused(TRANSFER)
    given(COINSURED, paid(amount="81999.99", by="lead")).when(shares_requested).refused(TRANSFER)
    given(COINSURED, paid(amount="41000.00")).when(shares_requested).refused(TRANSFER)
    given(PAID).when(shares_requested).refused(TRANSFER)
    for paper in ("claim_application", "adjustment_report", "calculation_sheet"):
        without = [each for each in ("claim_application", "adjustment_report", "calculation_sheet") if each != paper]
        given(LED).when(shares_requested(attachments=without)).refused(TRANSFER)
    confirmed = ["claim_application", "loss_confirmation", "calculation_sheet", "other"]
    given(LED).when(shares_requested(attachments=confirmed)).appended()
    assert given(LED, shares_requested, share_transferred).state(CLAIM).settlement.shares_transferred != ()


@proves(TRANSFER.id, says="both")
def test_the_shares_asked_for_are_those_of_the_sheet() -> None:
    assert found(TRANSFER, *LED, shares_requested) == []
    for wrong in ({"member": B, "amount": "24600.01"}, {"member": C, "amount": "24600.00"}):
        assert len(found(TRANSFER, *LED, shares_requested(shares=[wrong]))) == 1


# 九(一): closing


@proves(CLOSE.id)
def test_a_claim_is_closed_once_it_is_approved_and_payment_may_follow() -> None:
    given(REVIEWED).when(closed).refused(CLOSE)
    given(APPROVED).when(closed).appended()
    given(APPROVED, closed.on("2026-04-03T09:00:00")).when(paid).appended()
    given(APPROVED, denied.on("2026-04-03T09:00:00")).when(closed).refused(CLOSE)


@proves(CLOSE.id)
def test_a_claim_of_nothing_is_closed_at_zero_after_its_review() -> None:
    zero = closed(outcome="zero")
    given(ZERO).when(zero).refused(CLOSE)
    given(ZERO, reviewed, determined_again).when(zero).refused(CLOSE)
    given(APPROVED).when(zero).refused(CLOSE)
    given(ZERO, reviewed).when(zero).appended()
    given(ZERO, reviewed, approved(amount="0.00")).when(closed).refused(CLOSE)


@proves(CLOSE.id)
def test_a_claim_is_closed_as_rejected_or_cancelled_if_it_was() -> None:
    given(LIABLE).when(closed(outcome="rejected")).refused(CLOSE)
    given(REJECTED).when(closed(outcome="rejected")).appended()
    given(LIABLE).when(closed(outcome="cancelled")).refused(CLOSE)
    given(APPLIED, cancelled).when(closed(outcome="cancelled")).appended()


@proves(IN_ORDER.id)
def test_what_is_closed_is_not_settled_again() -> None:
    def at(act: Act) -> Act:
        return act.on("2026-04-11T10:00:00")

    for story, last in (
        (CALCULATED, calculated(calc_no="JS-2")),
        (CHECKED, reviewed),
        (REVIEWED, approved),
        ((*LIABLE, advance_requested), advance_paid),
    ):
        given(story).when(at(last)).appended()
        given(CLOSED, advance_requested).when(at(last)).refused(IN_ORDER)
    given(CLOSED).when(at(closed)).refused(IN_ORDER)
    given(APPROVED).when(closed).appended()


@proves(IN_ORDER.id)
def test_what_was_closed_unpaid_is_calculated_anew_before_it_is_paid() -> None:
    had = compensated.on("2026-04-11T09:00:00")
    used = inputs(third_party_received={"amount": "30000.00", "variant": "make_whole"})
    anew = (
        calculated(calc_no="JS-2", inputs=used, declared=None).on("2026-04-11T10:00:00"),
        checked(calc_no="JS-2").on("2026-04-11T11:00:00"),
        reviewed(calc_no="JS-2").on("2026-04-11T12:00:00"),
        approved(calc_no="JS-2", amount="75000.00").on("2026-04-11T13:00:00"),
        paid(amount="75000.00", paid_at="2026-04-12T10:00:00+08:00").on("2026-04-12T10:00:00"),
    )
    story = (*APPROVED, closed, had)
    given(story).when(anew[-1]).refused(SHEET)
    for at, step in enumerate(anew):
        given(story, anew[:at]).when(step).appended()
    half = paid(amount="41000.00")
    given(*APPROVED, half, closed).when(anew[0](inputs=inputs())).appended()
    given(*PAID, closed).when(anew[0](inputs=inputs())).refused(IN_ORDER)
    given(story, anew[:1]).when(advance_requested, advance_paid.on("2026-04-12T09:00:00")).refused(IN_ORDER, 1)


@proves(SUBROGATION_TASK.id)
def test_where_a_third_party_answers_recovery_is_begun_before_closing() -> None:
    given(WITH_THIRD_PARTY).when(closed).refused(SUBROGATION_TASK)
    given(APPROVED, third_party_identified).when(closed).refused(SUBROGATION_TASK)
    given(WITH_THIRD_PARTY, task_opened).when(closed).appended()
    given(APPROVED).when(closed).appended()


def test_the_task_is_a_duty_from_the_filing_on() -> None:
    identified = filed_with_third_party
    assert owed(SUBROGATION_TASK, *REPORTED, identified).done_at is None
    assert owed(SUBROGATION_TASK, *REPORTED, identified, task_opened).done_at
    assert duties(SUBROGATION_TASK, *REPORTED, filed) == {}
    assert owed(SUBROGATION_TASK, *REPORTED, third_party_identified).done_at is None
    unpaid = (*REJECTED, identified.on("2026-04-04T09:00:00"), closed(outcome="rejected"))
    assert owed(SUBROGATION_TASK, *unpaid).cancelled_at


@proves(OPEN_ONCE.id)
def test_a_recovery_task_is_opened_once() -> None:
    given(LIABLE, task_opened).when(task_opened.on("2026-04-10T09:00:00")).refused(OPEN_ONCE)
    given(LIABLE, task_opened).when(task_opened(task_id="ZC-2", third_party="TP-2")).appended()
    other = "claim/CLM-2"
    story = (LIABLE, task_opened, loss_reported.into(other))
    given(story).when(task_opened.into(other)).refused(OPEN_ONCE)
    given(story, correction(task_opened, withdrawn=True)).when(task_opened.into(other)).appended()


# 十: the dossier

ALWAYS = [each.no for each in TWENTY if each.no not in (2, 10, 17, 19)]
FILED = tuple(
    item_filed(item_no=no, ref=f"R-{no}", explanation="仓库外景，2026-03-02" if no == 13 else None)
    for no in ALWAYS
    if no != 11
)
ACCOUNTS = tuple(
    item_filed(item_no=11, ref=f"ZW-{name}", account=name, as_of="2026-02-28") for name in ACCOUNTS_OF_ITEM_11
)
COMPLETE = (*CLOSED, FILED, ACCOUNTS)
in_order = assembled(items=ALWAYS)


def test_a_whole_dossier_has_its_sixteen_items_of_every_claim() -> None:
    for rule in (ITEMS, ORDER, DOSSIER_ACCOUNTS):
        assert [row.severity for row in found(rule, *COMPLETE, in_order)] == ["notice"] * (rule is ITEMS)
    assert claim(*COMPLETE, in_order).status == "archived"


@proves(ITEMS.id, says="both")
def test_an_item_that_is_missing_is_found_unless_it_is_waived() -> None:
    without = (*CLOSED, [each for each in FILED if each.data["item_no"] != 9], ACCOUNTS)
    short = in_order(items=[no for no in ALWAYS if no != 9])
    (_, missing) = found(ITEMS, *without, short)
    assert (missing.severity, missing.reason_en.endswith("missing official proof of the event")) == ("breach", True)
    assert len(found(ITEMS, *without, short(waived=[{"item_no": 9, "reason": "小额简易案件"}]))) == 1
    assert found(ITEMS, *APPLIED, FILED[1:], in_order)[0].severity == "breach"
    assert found(ITEMS, *APPLIED, cancelled, closed(outcome="cancelled")) == []


@proves(ITEMS.id, says="both")
@pytest.mark.parametrize(
    ("no", "story"),
    [
        (2, OVER),
        (10, (*LIABLE, insured_consented, insurer_consented, intermediary_engaged)),
        (17, (*LIABLE, third_party_identified)),
        (19, (*LIABLE, advance_requested, advance_paid)),
    ],
)
def test_four_items_belong_to_some_claims_alone(no: int, story: Acts) -> None:
    text = next(each.text for each in TWENTY if each.no == no)
    assert not any(text.en in row.reason_en for row in found(ITEMS, *LIABLE, in_order))
    assert any(text.en in row.reason_en for row in found(ITEMS, story, in_order))


def asked(*story: Acts) -> set[int]:
    """The items that a claim is asked for when it is closed, by their numbers."""
    (gaps,) = found(ITEMS, *story)
    return {each.no for each in TWENTY if each.text.en in gaps.reason_en.partition("missing ")[2].split(", ")}


CLOSED_REJECTED, CLOSED_AT_ZERO = closed(outcome="rejected"), closed(outcome="zero")


@proves(ITEMS.id, says="both")
def test_a_claim_on_which_nothing_is_paid_needs_no_papers_of_a_payment() -> None:
    of_every_claim = {1, 3, 4, 5, 6, 7, 8, 9, 13, 20}
    assert asked(*REJECTED, CLOSED_REJECTED) == of_every_claim
    assert asked(*ZERO, reviewed, CLOSED_AT_ZERO) == of_every_claim | {11, 12, 15}
    assert asked(*APPROVED, closed) == of_every_claim | {11, 12, 14, 15, 16, 18}


@proves(ITEMS.id, says="both")
def test_a_rejected_claim_keeps_the_papers_of_what_was_done_before() -> None:
    steps = REJECTED[len(DENIED) :]
    demanded = refund_demanded(amount="50000.00", ground="overpaid").on("2026-03-29T09:00:00")
    advanced = (*APPLIED, policy_copied, advance_requested, advance_paid, denied, demanded, *steps, CLOSED_REJECTED)
    assert {14, 16, 18, 19} <= asked(*advanced)
    denied_later = [each.on("2026-04-05T09:00:00") for each in flat((denied, *steps))]
    calculated_first = asked(*CALCULATED, *denied_later, CLOSED_REJECTED)
    assert calculated_first & {11, 12, 14, 15, 16, 18} == {11, 12, 15}


@proves(ITEMS.id, says="both")
def test_what_is_left_of_nothing_has_no_price() -> None:
    nothing_left = loss_determined(items=[{**assessed("I-1", "120000.00"), "residual": False}])
    plain = calculated(inputs=inputs(item(residual=None)), declared=None)
    story = (*LIABLE, nothing_left, value_determined, plain, checked, reviewed, approved(amount="86000.00"))
    assert {11, 12, 14} - asked(*story, closed) == {12}


@proves(ITEMS.id, DOSSIER_ACCOUNTS.id, says="both")
@pytest.mark.parametrize(("item_class", "needed"), [("building", True), ("stock", True), ("off_book", False)])
def test_accounts_are_of_property_that_stands_in_the_books(item_class: str, needed: bool) -> None:
    policy = policy_copied(items=[insured_item("I-1", item_class, "800000.00", "replacement")])
    story = (*APPLIED, policy, filed, determined, loss_determined)
    (gaps,) = found(ITEMS, *story, in_order)
    assert ("accounts" in gaps.reason_en) is needed
    assert bool(found(DOSSIER_ACCOUNTS, *story, FILED, in_order)) is needed
    # Before anything was counted or determined nobody knows of any.
    assert found(DOSSIER_ACCOUNTS, *APPLIED, policy, FILED, in_order) == []


@proves(DOSSIER_ACCOUNTS.id, says="both")
@pytest.mark.parametrize(
    ("as_of", "findings"), [("2026-02-28", 0), ("2026-02-01", 0), ("2026-01-31", 1), ("2026-03-01", 1)]
)
def test_the_balance_sheet_is_that_of_the_month_before_the_loss(as_of: str, findings: int) -> None:
    sheet = ACCOUNTS[0](as_of=as_of)
    assert len(found(DOSSIER_ACCOUNTS, *CLOSED, FILED, sheet, ACCOUNTS[1:], in_order)) == findings


@proves(DOSSIER_ACCOUNTS.id, says="both")
def test_the_accounts_are_those_of_what_was_damaged() -> None:
    of_stock = [each for each in ACCOUNTS if each.data["account"] != "fixed_asset_ledger"]
    assert len(found(DOSSIER_ACCOUNTS, *CLOSED, FILED, of_stock, in_order)) == 1
    assert found(DOSSIER_ACCOUNTS, *CLOSED, inventoried, FILED, of_stock, in_order) == []
    of_building = [each for each in ACCOUNTS if each.data["account"] not in ("stock_ledger", "warehouse_book")]
    assert found(DOSSIER_ACCOUNTS, *CLOSED, FILED, of_building, in_order) == []
    assert len(found(DOSSIER_ACCOUNTS, *CLOSED, inventoried, FILED, of_building, in_order)) == 1
    waived = in_order(waived=[{"item_no": 11, "reason": "家庭财产，无账册"}])
    assert found(DOSSIER_ACCOUNTS, *CLOSED, FILED, waived) == []


@proves(ORDER.id, says="both")
@pytest.mark.parametrize(
    ("before", "last"),
    [
        ((), in_order(items=[*ALWAYS[1:], 1])),
        ((), in_order(items=[1, 1, *ALWAYS[1:]])),
        ((), in_order(items=[*ALWAYS[:1], 2, *ALWAYS[1:]])),
        ((item_filed(item_no=13, ref="R-99"),), in_order),
        ((item_filed(item_no=9, ref="R-98", original=True),), in_order),
    ],
)
def test_a_dossier_is_in_order_lists_what_is_there_and_explains_photographs_and_originals(
    before: Acts, last: Act
) -> None:
    assert found(ORDER, *COMPLETE, in_order) == []
    (finding,) = found(ORDER, *COMPLETE, before, last)
    assert finding.severity == "breach"


@proves(ORDER.id, says="both")
def test_a_closed_claim_has_its_dossier_assembled() -> None:
    assert owed(ORDER, *CLOSED).done_at is None
    assert owed(ORDER, *CLOSED, in_order).done_at == instant("2026-04-15T10:00:00")
    assert duties(ORDER, *APPLIED, cancelled, closed(outcome="cancelled")) == {}


@proves(RECEIPT_FILED.id, says="both")
def test_the_receipt_goes_into_the_dossier() -> None:
    assert owed(RECEIPT_FILED, *PAID, receipt_signed).done_at is None
    assert owed(RECEIPT_FILED, *PAID, receipt_signed, item_filed(item_no=15)).done_at is None
    assert owed(RECEIPT_FILED, *PAID, receipt_signed, item_filed).done_at == instant("2026-04-13T10:00:00")


# The states of a claim


@pytest.mark.parametrize(
    ("story", "status"),
    [
        (REPORTED, "reported"),
        ((*REPORTED, unmatched_opened), "unmatched"),
        ((*REPORTED, unmatched_opened, matched), "cover_checked"),
        ((*REPORTED, queried), "cover_checked"),
        ((*REPORTED, queried, policy_copied), "snapshot_taken"),
        ((*REPORTED, policy_copied, dispatched), "surveying"),
        ((*REPORTED, surveyor_arrived), "surveying"),
        ((*REPORTED, surveyor_arrived, report_filed), "surveyed"),
        ((*REPORTED, report_filed, filed), "filed"),
        ((*REPORTED, filed, applied), "claimed"),
        ((*APPLIED, shortfall_found), "awaiting_documents"),
        ((*APPLIED, escalated), "escalated"),
        ((*APPLIED, escalated, superior_approved), "claimed"),
        (LIABLE, "liable"),
        (ASSESSED, "loss_determined"),
        (CALCULATED, "calculated"),
        (CHECKED, "checked"),
        (REVIEWED, "reviewed"),
        ((*ZERO, reviewed), "zero"),
        (APPROVED, "approved"),
        (PAID, "paid"),
        ((*PAID, receipt_signed), "receipted"),
        ((*APPLIED, denied), "rejecting"),
        (REJECTED, "rejecting"),
        ((*REJECTED, notice_issued, notice_served), "rejected"),
        ((*APPLIED, cancelled), "cancelled"),
        (CLOSED, "closed"),
        ((*CLOSED, assembled), "archived"),
        ((*LIABLE, assembled), "liable"),
        ((*LIABLE, receipt_signed), "liable"),
        ((*APPROVED, receipt_signed), "approved"),
        ((*APPROVED, paid(amount="1.00")), "approved"),
        ((*APPROVED, determined_again), "reviewed"),
        ((*APPROVED, AGAIN), "checked"),
        ((*APPROVED, denied.on("2026-04-05T09:00:00")), "rejecting"),
        ((*PAID, denied.on("2026-05-05T09:00:00")), "rejecting"),
        ((*APPLIED, in_part, rejection_proposed, law_agreed, rejected(items=["I-2"])), "liable"),
        ((*REJECTED, determined.on("2026-06-01T09:00:00")), "liable"),
        ((*APPLIED, rejection_proposed), "rejecting"),
    ],
)
def test_a_claim_is_in_the_furthest_state_it_has_reached(story: Acts, status: str) -> None:
    assert claim(*flat([story])).status == status

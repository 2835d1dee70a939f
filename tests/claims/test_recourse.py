"""A third party who answers for the loss, waivers, prejudice to recovery, and what is not paid (PICC 四(五)、十一)."""

from __future__ import annotations

from typing import Any

import pytest

from given import Acts, given, instant
from ledger.kernel.law import Rule
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.manual import (
    ADVANCE,
    GUIDE_THIRD_PARTY,
    NOT_COVERED,
    PAID_AFTER_APPROVAL,
    PAY_FIRST,
    PREJUDICE,
    SUBROGATION_TASK,
    WAIVER_AFTER,
    WAIVER_BEFORE,
)
from looking import duties, found, grave, owed
from scenarios.acts import correction
from scenarios.claims import CLAIM, REPORTED
from scenarios.claims_liability import (
    APPLIED,
    THIRD,
    abated,
    abated_for_waiver,
    compensated,
    declared_void,
    denied,
    determined,
    found_not_liable,
    in_part,
    insured_guided,
    law_agreed,
    pay_first_requested,
    prejudiced,
    refund_demanded,
    rejected,
    rejection_proposed,
    rights_assigned,
    third_party_identified,
    waived,
)
from scenarios.claims_settlement import (
    APPROVED,
    ASSESSED,
    CALCULATED,
    LIABLE,
    PAID,
    REVIEWED,
    advance_paid,
    advance_requested,
    approved,
    approved_again,
    assessed,
    calculated,
    calculated_again,
    checked,
    checked_again,
    closed,
    determined_again,
    filed,
    filed_with_third_party,
    inputs,
    item,
    loss_determined,
    paid,
    policy_copied,
    reviewed,
    reviewed_again,
    value_determined,
)

proves = pytest.mark.proves
waived_after = waived(waived_at="2026-05-05T09:00:00+08:00").on("2026-05-05T10:00:00")
"""A waiver after the indemnity of 7 April, of which the insurer knew nothing."""


@proves(GUIDE_THIRD_PARTY.id, says="both")
def test_the_insured_is_told_to_claim_from_the_third_party() -> None:
    story = (*REPORTED, third_party_identified)
    waiting = owed(GUIDE_THIRD_PARTY, *story)
    assert (waiting.subject, waiting.due_at, waiting.done_at) == (THIRD, None, None)
    assert owed(GUIDE_THIRD_PARTY, *story, insured_guided).done_at == instant("2026-03-12T09:00:00")
    assert owed(GUIDE_THIRD_PARTY, *story, insured_guided(third_party="TP-2")).done_at is None
    everybody = insured_guided(third_party=None)
    assert owed(GUIDE_THIRD_PARTY, *story, everybody).done_at == instant("2026-03-12T09:00:00")
    for told in (insured_guided, everybody):
        assert owed(GUIDE_THIRD_PARTY, *REPORTED, told, third_party_identified).done_at is not None


def test_each_third_party_is_one_to_claim_from() -> None:
    other = third_party_identified(third_party="TP-2").on("2026-03-13T10:00:00")
    rows = duties(GUIDE_THIRD_PARTY, *REPORTED, third_party_identified, insured_guided, other)
    assert {subject: row.done_at is not None for subject, row in rows.items()} == {THIRD: True, "TP-2": False}


def test_what_the_insured_has_had_and_assigned_is_known() -> None:
    story = (*REPORTED, third_party_identified, insured_guided, pay_first_requested, rights_assigned)
    liability = given(*story).when(compensated).appended().state.liability
    assert (liability.third_party.third_party, liability.guided_at) == (THIRD, instant("2026-03-12T09:00:00"))
    assert (liability.pay_first.request_ref, *liability.assignments) == ("XF-1", "QY-1")
    assert [str(each.amount) for each in liability.third_party_received] == ["30000.00"]


# Waivers before payment


@proves(WAIVER_BEFORE.id)
@pytest.mark.parametrize(
    ("waivers", "most", "too_much"),
    [
        ([waived], "61500.00", "61500.01"),
        ([waived(claim_amount="40000.00")], None, "0.01"),
        ([waived(waived_amount="200000.00")], None, "0.01"),
        ([waived, waived(waiver_id="W-2", third_party="TP-2", claim_amount="80000.00")], "30750.00", "30750.01"),
        ([waived, waived(waiver_id="W-2")], "41000.00", "41000.01"),
        ([waived, waived(waiver_id="W-2", claim_amount="150000.00")], "41000.00", "41000.01"),
        ([waived(claim_amount="0.00")], "82000.00", None),
        ([waived_after], "82000.00", None),
        ([waived(consent_ref="TY-1")], "61500.00", "61500.01"),
    ],
)
def test_for_what_was_waived_before_payment_nothing_is_paid(
    waivers: Any, most: str | None, too_much: str | None
) -> None:
    story = (*APPROVED, *waivers)
    if too_much:
        given(*story).when(paid(amount=too_much)).refused(WAIVER_BEFORE)
    if most:
        given(*story).when(paid(amount=most)).appended()


@proves(WAIVER_BEFORE.id)
def test_what_was_paid_already_counts() -> None:
    told = calculated(inputs=inputs(advances=["50000.00"]))
    rest = [told if each == calculated else each for each in APPROVED[len(APPLIED) :]]
    advanced = (*APPLIED, advance_requested, advance_paid, *rest, waived)
    given(*advanced).when(paid(amount="11500.01")).refused(WAIVER_BEFORE)
    given(*advanced).when(paid(amount="11500.00")).appended()


@proves(WAIVER_BEFORE.id)
def test_indemnity_is_abated_for_a_waiver_that_was_made_and_before_payment() -> None:
    given(*CALCULATED, waived).when(abated_for_waiver).appended()
    given(*CALCULATED).when(abated_for_waiver).refused(WAIVER_BEFORE)
    given(*CALCULATED, waived).when(abated_for_waiver(waiver_id=None)).refused(WAIVER_BEFORE)
    given(*PAID, waived_after).when(abated_for_waiver.on("2026-05-06T10:00:00")).refused(WAIVER_BEFORE)


@proves(WAIVER_BEFORE.id)
def test_no_more_is_abated_than_the_part_that_was_waived() -> None:
    second = waived(waiver_id="W-2")
    more = abated_for_waiver(amount="20500.01")
    given(*CALCULATED, waived).when(more).refused(WAIVER_BEFORE)
    given(*CALCULATED, waived, second).when(more).refused(WAIVER_BEFORE)
    again = abated_for_waiver.on("2026-04-09T11:00:00")
    given(*CALCULATED, waived, abated_for_waiver).when(again(amount="0.01")).refused(WAIVER_BEFORE)
    given(*CALCULATED, waived, second, abated_for_waiver).when(again(waiver_id="W-2")).appended()


@proves(OPEN_ONCE.id)
def test_a_waiver_is_recorded_once() -> None:
    given(*APPROVED, waived).when(waived.on("2026-03-24T10:00:00")).refused(OPEN_ONCE)
    given(*APPROVED, waived).when(waived(waiver_id="W-2")).appended()


# Waivers after payment


@proves(WAIVER_AFTER.id, says="both")
def test_a_waiver_after_payment_is_void_without_consent() -> None:
    assert grave(WAIVER_AFTER, *PAID, waived_after) == ["breach"]
    assert grave(WAIVER_AFTER, *PAID, waived_after(consent_ref="TY-1")) == []
    assert grave(WAIVER_AFTER, *APPROVED, waived) == []


@proves(WAIVER_AFTER.id, says="both")
def test_so_is_one_recorded_before_the_payment_it_followed() -> None:
    at = paid(amount="61500.00")
    assert grave(WAIVER_AFTER, *APPROVED, waived_after, at) == ["breach"]
    assert grave(WAIVER_AFTER, *APPROVED, waived, at) == []
    assert grave(WAIVER_AFTER, *PAID, waived_after, waived(waiver_id="W-2").on("2026-05-07T10:00:00")) == ["breach"]


def test_what_is_void_changes_nothing() -> None:
    liability = given(*PAID, waived_after).state("claim/CLM-1").liability
    assert ([each.waiver_id for each in liability.void], liability.waived_before_payment) == (["W-1"], ())


@proves(KNOWN_REFERENCE.id)
def test_a_waiver_declared_void_was_made() -> None:
    given(*PAID).when(declared_void).refused(KNOWN_REFERENCE)
    given(*PAID, waived_after).when(declared_void).appended()


# Prejudice to recovery


@proves(PREJUDICE.id)
@pytest.mark.parametrize(
    ("fault", "lost", "most", "too_much"),
    [
        ("gross_negligence", "25000.00", "25000.00", "25000.01"),
        ("intent", "95000.00", "82000.00", "82000.01"),
        ("lesser", "95000.00", None, "0.01"),
    ],
)
def test_no_more_is_taken_than_intent_or_gross_negligence_made_irrecoverable(
    fault: str, lost: str, most: str | None, too_much: str
) -> None:
    told = prejudiced(fault=fault, unrecoverable_amount=lost)
    for story, step in ((CALCULATED, abated), (PAID, refund_demanded)):
        given(*story, told).when(step(amount=too_much)).refused(PREJUDICE)
        if most:
            given(*story, told).when(step(amount=most)).appended()


@proves(PREJUDICE.id)
def test_what_was_taken_already_counts_and_nothing_is_taken_without_ground() -> None:
    for story, step in ((CALCULATED, abated), (PAID, refund_demanded)):
        given(*story).when(step).refused(PREJUDICE)
        again = step(amount="70000.01").on("2026-05-09T10:00:00")
        first = (*story, prejudiced, step(amount="12000.00"))
        given(*first).when(again).refused(PREJUDICE)
        given(*first).when(again(amount="70000.00")).appended()
    given(*APPLIED, prejudiced).when(abated).refused(PREJUDICE)
    given(*CALCULATED, prejudiced, waived, abated_for_waiver).when(abated(amount="61500.01")).refused(PREJUDICE)
    given(*CALCULATED, prejudiced, waived, abated_for_waiver).when(abated(amount="61500.00")).appended()


@proves(PREJUDICE.id)
def test_what_was_lost_to_recovery_is_taken_once() -> None:
    lost = prejudiced(unrecoverable_amount="70000.00")
    rest = (paid(amount="22000.00"),)
    given(*APPROVED, lost, abated(amount="60000.00"), rest).when(refund_demanded(amount="10000.01")).refused(PREJUDICE)
    given(*APPROVED, lost, abated(amount="60000.00"), rest).when(refund_demanded(amount="10000.00")).appended()
    back = refund_demanded(amount="60000.00")
    given(*PAID, lost, back).when(abated(amount="10000.01").on("2026-05-09T10:00:00")).refused(PREJUDICE)
    given(*PAID, lost, back).when(abated(amount="10000.00").on("2026-05-09T10:00:00")).appended()


# Paid too much

LOWER = (determined_again, calculated_again, checked_again, reviewed_again, approved_again)
"""The indemnity approved anew, at 74000.00."""


@proves(IN_ORDER.id)
def test_what_was_paid_beyond_what_is_owed_is_demanded_back_once() -> None:
    over = refund_demanded(ground="overpaid", amount="8000.00")
    given(*PAID, LOWER).when(over(amount="8000.01")).refused(IN_ORDER)
    given(*PAID, LOWER).when(over).appended()
    given(*PAID, LOWER, over).when(over(amount="0.01").on("2026-05-09T10:00:00")).refused(IN_ORDER)
    given(*PAID).when(over(amount="0.01")).refused(IN_ORDER)
    given(*PAID, LOWER[:3]).when(over(amount="0.01")).refused(IN_ORDER)
    given(*PAID, denied.on("2026-05-01T10:00:00")).when(over(amount="82000.01")).refused(IN_ORDER)
    given(*PAID, denied.on("2026-05-01T10:00:00")).when(over(amount="82000.00")).appended()


@proves(PAID_AFTER_APPROVAL.id, says="both")
def test_what_became_too_much_is_told_when_it_does() -> None:
    def told(*story: Acts) -> list[tuple[str, str]]:
        return [(row.severity, row.reason_en.split(",")[1]) for row in found(PAID_AFTER_APPROVAL, *story)]

    lower, denied_since = (
        ("notice", " 8000.00 yuan were paid too much"),
        ("notice", " 82000.00 yuan were paid too much"),
    )
    assert told(*PAID) == told(*PAID, LOWER[:4]) == []
    assert told(*PAID, LOWER) == [lower]
    since = denied.on("2026-05-01T10:00:00")
    assert told(*PAID, since) == [denied_since]
    assert told(*PAID, LOWER, since) == [lower, denied_since]
    # What was demanded back is not too much again, nor is what a correction takes away.
    over = refund_demanded(ground="overpaid", amount="82000.00")
    again = denied(exclusions=["主险第九条"]).on("2026-05-09T10:00:00")
    assert told(*PAID, since, over, again) == [denied_since]
    assert told(*PAID, LOWER, correction(LOWER[-1], withdrawn=True)) == []


@proves(PAID_AFTER_APPROVAL.id, ADVANCE.id, says="both")
def test_what_an_abatement_or_an_advance_made_too_much_is_told_under_what_the_payment_rests_on() -> None:
    def told(rule: Rule, *story: Acts) -> list[str]:
        return [row.reason_en.split(",")[1].split()[0] for row in found(rule, *story)]

    advanced = (*APPLIED, policy_copied, advance_requested, advance_paid)
    in_advance = (*advanced, filed, determined, *ASSESSED[len(LIABLE) :])
    of_advance = calculated(inputs=inputs(advances=["50000.00"]))
    nothing = inputs(item(loss="5000.00", residual=None), advances=["50000.00"])
    small = (
        loss_determined(items=[assessed("I-1", "5000.00")]),
        value_determined,
        calculated(inputs=nothing, declared=None),
    )
    abated_whole = (prejudiced, abated(amount="82000.00"))
    for story, amount in (
        ((*advanced, denied), "50000.00"),
        ((*advanced, filed, determined, *small, checked, reviewed, approved(amount="0.00")), "50000.00"),
        ((*in_advance, of_advance, checked, reviewed, approved, *abated_whole), "50000.00"),
    ):
        assert told(ADVANCE, *story) == [amount]
        assert told(PAID_AFTER_APPROVAL, *story) == []
    assert told(ADVANCE, *in_advance, of_advance, checked, reviewed, approved) == []
    assert told(PAID_AFTER_APPROVAL, *PAID, *abated_whole) == ["82000.00"]
    assert told(ADVANCE, *PAID, *abated_whole) == told(ADVANCE, *PAID, denied.on("2026-05-01T10:00:00")) == []


def test_what_was_demanded_back_may_be_owed_again() -> None:
    over = refund_demanded(ground="overpaid", amount="8000.00")
    third = (
        loss_determined(version=3).on("2026-05-10T10:00:00"),
        calculated(calc_no="JS-3").on("2026-05-10T11:00:00"),
        checked(calc_no="JS-3").on("2026-05-10T12:00:00"),
        reviewed(calc_no="JS-3").on("2026-05-10T13:00:00"),
        approved(calc_no="JS-3").on("2026-05-10T14:00:00"),
    )
    more = paid(payment_no="FK-2", paid_at="2026-05-11T10:00:00+08:00").on("2026-05-11T10:00:00")
    given(*PAID, LOWER, over, third).when(more(amount="8000.01")).refused(PAID_AFTER_APPROVAL)
    given(*PAID, LOWER, over, third).when(more(amount="8000.00")).appended()


# Who was thought to answer for the loss


def test_who_was_found_not_liable_answers_for_nothing() -> None:
    def answers(*story: Acts) -> bool:
        return bool(given(*story).state(CLAIM).third_party)

    other = third_party_identified(third_party="TP-2").on("2026-03-13T10:00:00")
    assert answers(*LIABLE, third_party_identified)
    assert not answers(*LIABLE, third_party_identified, found_not_liable)
    assert answers(*LIABLE, third_party_identified, other, found_not_liable)
    assert not answers(*LIABLE, third_party_identified, other, found_not_liable(third_party=None))
    assert answers(*LIABLE, third_party_identified, found_not_liable, other)
    filed_so = (*APPLIED, filed_with_third_party)
    assert answers(*filed_so)
    assert not answers(*filed_so, found_not_liable(third_party=None))


@proves(PAY_FIRST.id, SUBROGATION_TASK.id)
def test_where_nobody_else_answers_the_insurer_pays_and_closes() -> None:
    story = (*APPROVED, third_party_identified)
    given(*story).when(paid).refused(PAY_FIRST)
    given(*story).when(closed).refused(SUBROGATION_TASK)
    given(*story, found_not_liable).when(paid).appended()
    given(*story, found_not_liable).when(closed).appended()


# What is not covered is not paid


@proves(NOT_COVERED.id)
def test_nothing_is_paid_while_liability_is_denied() -> None:
    anew = denied.on("2026-04-02T12:00:00")
    given(*APPROVED, anew).when(paid).refused(NOT_COVERED)
    given(*REVIEWED, anew).when(approved).refused(NOT_COVERED)
    given(*APPLIED, advance_requested, denied).when(advance_paid).refused(NOT_COVERED)
    given(*APPROVED).when(paid).appended()
    given(*REVIEWED).when(approved).appended()
    given(*APPLIED, advance_requested).when(advance_paid).appended()


@proves(NOT_COVERED.id)
def test_nothing_is_paid_for_items_outside_the_cover() -> None:
    def steps(*decisions: Acts, refused: bool) -> None:
        for story, step in ((REVIEWED, approved), (APPROVED, paid)):
            outcome = given(*story, *decisions).when(step)
            assert outcome.refused(NOT_COVERED) if refused else outcome.appended()

    decided = in_part.on("2026-04-02T08:00:00")
    steps(decided(outside=["I-1"]), refused=True)
    steps(decided(outside=["I-2"]), refused=False)
    items = (decided(outside=["I-1"]), rejection_proposed, law_agreed, rejected(items=["I-1"]))
    steps(*items, decided(outside=["I-2"]).on("2026-04-02T08:30:00"), refused=True)


@proves(IN_ORDER.id)
def test_what_was_paid_for_is_not_rejected_as_a_whole() -> None:
    late = rejected.on("2026-05-20T09:00:00")
    steps = (rejection_proposed.on("2026-05-02T09:00:00"), law_agreed.on("2026-05-02T10:00:00"))
    taken_back = correction(approved, withdrawn=True)
    story = (*PAID, taken_back, denied.on("2026-05-01T10:00:00"), steps)
    given(*story).when(late).refused(IN_ORDER)
    given(*story, refund_demanded(ground="overpaid", amount="82000.00")).when(late).appended()

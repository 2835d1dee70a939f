"""The cover of an item: what claims take of the sum insured, its restoring, its end (PICC 九(三))."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from given import Act, Acts, flat, given, instant
from ledger.claims.events.cover import CoverExhausted, SumInsuredReduced
from ledger.kernel.law import Rule
from ledger.law.house import KNOWN_REFERENCE, OPEN_FIRST, OPEN_ONCE
from ledger.law.manual import EXHAUSTED as COVER_ENDS
from ledger.law.manual import REDUCE_SI, REINSTATE
from looking import grave
from scenarios.acts import INSURER_A, INSURER_B, correction
from scenarios.aftermath import (
    APPLYING,
    COVER,
    EXHAUSTED,
    LATER_CLAIM,
    REDUCED,
    RESTORED,
    RESTORING,
    costing,
    later,
    of_b,
    paid_out,
    premium_paid,
    restored,
    restoring_requested,
)
from scenarios.claims import CLAIM, A, B, manual_adopted
from scenarios.claims_liability import APPLIED, abated, prejudiced
from scenarios.claims_settlement import (
    ASSESSED,
    REVIEWED,
    advance_paid,
    advance_requested,
    approved,
    calculated,
    checked,
    inputs,
    paid,
    policy_copied,
    reviewed,
)
from scenarios.claims_survey import queried_coinsured

proves = pytest.mark.proves
SMALL = (manual_adopted, *APPLYING, *costing("50000.00"))
"""Of 80,000 yuan a claim has taken 50,000."""


def cover(*story: Acts) -> Any:
    return given(*story).state(COVER)


# What claims take


@proves(REDUCE_SI.id, says="yes")
def test_the_approval_of_a_claim_reduces_the_sum_insured() -> None:
    state = cover(*REDUCED)
    assert (state.id, state.policy_no, state.item_id, state.insurer_id) == (f"{A}_P-1_I-1", "P-1", "I-1", A)
    assert (state.sum_insured, state.in_force, state.status) == (Decimal("800000.00"), Decimal("718000.00"), "reduced")


def test_before_its_loss_a_claim_has_taken_nothing() -> None:
    state = cover(*REDUCED)
    assert [state.in_force_on(date(2026, 3, day)) for day in (1, 2)] == [Decimal("800000.00"), Decimal("718000.00")]


def test_an_approval_taken_back_leaves_the_sum_insured_whole() -> None:
    state = cover(*REDUCED, correction(approved, "2026-04-05T09:00:00", withdrawn=True))
    assert (state.in_force, state.status) == (Decimal("800000.00"), "in_force")


def test_an_abatement_after_the_approval_gives_back_what_it_abated() -> None:
    abating = (prejudiced.on("2026-04-03T09:00:00"), abated.on("2026-04-03T10:00:00"))
    assert cover(*REDUCED, *abating).in_force == Decimal("743000.00")


def test_of_a_co_insured_contract_the_insurers_own_share_is_taken_of_its_own_share() -> None:
    shares = [
        {"member": member, "share": share} for member, share in ((A, "0.50"), (B, "0.30"), ("INS-C-411200", "0.20"))
    ]
    coinsured = calculated(inputs=inputs(coinsurance=shares))
    state = cover(*APPLIED, queried_coinsured, *ASSESSED[len(APPLIED) :], coinsured, checked, reviewed, approved)
    assert (state.sum_insured, state.in_force) == (Decimal("400000.00"), Decimal("359000.00"))


def test_two_insurers_that_number_alike_have_covers_of_their_own() -> None:
    adopted = manual_adopted(organisation=B)
    theirs = (adopted, of_b(*APPLYING, *costing("80000.00"), paid_out))
    *before, approval = (*APPLYING, *costing("30000.00"))
    done = given(manual_adopted, theirs, before).when(approval).appended()
    ended, other = done.scenario.state(f"cover/{B}_P-1_I-1"), done.scenario.state(COVER)
    assert (ended.insurer_id, ended.status) == (B, "terminated")
    assert (other.insurer_id, other.in_force) == (A, Decimal("50000.00"))


LOST = "2026-03-09T03:00:00+08:00"


@proves(REDUCE_SI.id)
@pytest.mark.parametrize(
    ("amount", "lost", "refused"),
    [("30000.00", LOST, False), ("30000.01", LOST, True), ("80000.00", "2026-03-01T03:00:00+08:00", False)],
)
def test_a_later_claim_takes_no_more_than_was_in_force_at_its_loss(amount: str, lost: str, refused: bool) -> None:
    *before, approval = later((*APPLYING, *costing(amount)), lost)
    when = given(SMALL, before).when(approval)
    assert when.refused(REDUCE_SI) if refused else when.appended()


@proves(REDUCE_SI.id)
def test_what_was_approved_before_another_claim_took_it_is_not_paid() -> None:
    first, second = (*APPLYING, *costing("50000.00")), later((*APPLYING, *costing("50000.00")), LOST)
    payment = paid(amount="50000.00").into(LATER_CLAIM)
    given(manual_adopted, second).when(payment).appended()
    done = given(manual_adopted, second, first[:-1], first[-1](amount="50000.00"))
    done.when(payment).refused(REDUCE_SI)


@proves(REDUCE_SI.id)
def test_more_taken_than_there_was_is_found_where_a_loss_before_comes_to_take_it_later() -> None:
    early = later((*APPLYING, *costing("50000.00")), "2026-03-01T03:00:00+08:00")
    moved = correction(early[0], new_values={"loss_time": LOST})
    assert grave(REDUCE_SI, SMALL, early, stream=COVER) == []
    assert grave(REDUCE_SI, SMALL, early, moved, stream=COVER) == ["breach"]


@proves(REDUCE_SI.id)
def test_so_it_is_where_that_loss_ended_the_cover() -> None:
    ending = later((*APPLYING, *costing("80000.00"), paid_out), "2026-03-01T03:00:00+08:00")
    assert grave(REDUCE_SI, EXHAUSTED, stream=COVER) == []
    moved = correction(ending[0], new_values={"loss_time": LOST})
    assert "breach" in grave(REDUCE_SI, SMALL, ending, moved, stream=COVER)


@pytest.mark.parametrize("policy_no", ["P-1", "P_1", "P" * 80])
def test_a_cover_has_a_stream_of_its_own_whatever_the_policy_is_called(policy_no: str) -> None:
    of_policy = [each(policy_no=policy_no) if each.type == policy_copied.type else each for each in flat(REDUCED)]
    done = given(of_policy)
    streams = done.state(CLAIM).covers
    assert done.state(streams["I-1"]).in_force == Decimal("718000.00")
    assert len(set(streams.values())) == len(streams) == 3


def test_the_ledger_alone_opens_a_cover() -> None:
    given(REVIEWED).when(restoring_requested).refused(OPEN_FIRST)
    for event in (SumInsuredReduced, CoverExhausted):
        assert event.about.by == ()


def test_the_insurer_alone_has_a_cover_restored() -> None:
    given(REDUCED).when(restoring_requested.by(INSURER_B)).denied()
    given(REDUCED).when(restoring_requested.by(INSURER_A)).appended()


# Restoring


@proves(KNOWN_REFERENCE.id)
@pytest.mark.parametrize(
    ("story", "step"),
    [(REDUCED, restoring_requested), (RESTORING, premium_paid), ((*RESTORING, premium_paid), restored)],
)
def test_what_no_claim_took_is_not_restored(story: Acts, step: Act) -> None:
    given(story).when(step(claim_no="CLM-9")).refused(KNOWN_REFERENCE)
    given(story).when(step).appended()


@proves(KNOWN_REFERENCE.id)
def test_premium_is_paid_for_what_was_requested() -> None:
    given(REDUCED).when(premium_paid).refused(KNOWN_REFERENCE)
    given(RESTORING).when(premium_paid).appended()
    given(RESTORED).when(premium_paid(paid="1.00")).refused(KNOWN_REFERENCE)


@proves(REINSTATE.id)
def test_the_premium_counts_from_the_day_of_the_loss_to_the_last_of_the_period() -> None:
    done = given(RESTORING).when(premium_paid).appended()
    (payment,) = done.state.reductions["CLM-1"].paid
    (line,) = payment.premium.lines
    assert payment.premium.amount == line.amount == Decimal("24.53")
    assert line.formula == "restored × rate × 91 / 365 days"
    assert done.state.status == "awaiting_premium"


def test_a_corrected_payment_has_its_premium_computed_anew() -> None:
    wrong = correction(premium_paid, "2026-04-09T12:00:00", new_values={"rate": "0.0024"})
    (payment,) = given(RESTORING, premium_paid).when(wrong).appended().state.reductions["CLM-1"].paid
    assert (payment.rate, payment.premium.amount) == (Decimal("0.0024"), Decimal("49.07"))
    given(RESTORING, premium_paid).when(wrong(new_values={"premium": None})).malformed("/data/new_values/premium")


@proves(REINSTATE.id)
def test_nothing_is_endorsed_before_the_premium_is_paid_in_full() -> None:
    given(RESTORING).when(restored).refused(REINSTATE)
    short = premium_paid(paid="24.52")
    given(RESTORING, short).when(restored).refused(REINSTATE)
    rest = premium_paid(paid="0.01").on("2026-04-09T11:00:00")
    state = given(RESTORING, short, rest).when(restored).appended().state
    assert (state.in_force, state.status) == (Decimal("800000.00"), "in_force")


@proves(REINSTATE.id)
def test_no_more_is_restored_than_was_requested_and_taken() -> None:
    given(REDUCED).when(restored).refused(REINSTATE)
    given(RESTORING, premium_paid).when(restored(amount="82000.01")).refused(REINSTATE)
    greedy = (*REDUCED, restoring_requested(amount="90000.00"), premium_paid(paid="30.00"))
    given(greedy).when(restored(amount="90000.00")).refused(REINSTATE)
    in_part = given(RESTORING, premium_paid).when(restored(amount="50000.00")).appended()
    assert in_part.state.in_force == Decimal("768000.00")


@proves(REINSTATE.id)
def test_no_endorsement_takes_effect_before_its_premium_came_in() -> None:
    given(RESTORING, premium_paid).when(restored(effective_on="2026-04-08")).refused(REINSTATE)
    given(RESTORING, premium_paid).when(restored(effective_on="2026-04-09")).appended()


def test_what_is_endorsed_in_parts_is_paid_for_once() -> None:
    half = restored(amount="40000.00")
    rest = restored(amount="42000.00", endorsement_no="PD-2").on("2026-04-12T09:00:00")
    done = given(RESTORING, premium_paid, half).when(rest).appended()
    assert (done.state.status, done.state.in_force) == ("in_force", Decimal("800000.00"))
    again = restoring_requested(amount="42000.00").on("2026-04-11T09:00:00")
    given(RESTORING, premium_paid, half, again).when(rest).appended()
    (row,) = given(RESTORING, premium_paid, half).rows("reduction", COVER)
    assert (row.requested, row.premium_owed) == (Decimal("42000.00"), Decimal("24.53"))


@proves(REINSTATE.id)
def test_a_loss_that_turns_out_to_lie_outside_the_period_is_not_restored() -> None:
    outside = correction(policy_copied, new_values={"period_from": "2026-04-01"})
    story = given(RESTORING, premium_paid, outside)
    (row,) = story.rows("reduction", COVER)
    assert (row.premium_owed, row.premium_paid) == (None, Decimal("24.53"))
    story.when(restored).refused(REINSTATE)


@proves(OPEN_ONCE.id)
def test_an_endorsement_is_recorded_once() -> None:
    twice = restoring_requested(amount="10.00").on("2026-04-11T09:00:00")
    state = (*RESTORING, premium_paid, restored(amount="50000.00"), twice, premium_paid(paid="0.02"))
    given(state).when(restored(amount="10.00")).refused(OPEN_ONCE)
    given(state).when(restored(amount="10.00", endorsement_no="PD-2")).appended()


def test_what_was_restored_counts_from_the_day_of_its_endorsement() -> None:
    state = cover(*RESTORED)
    on = [state.in_force_on(date(2026, 4, day)) for day in (9, 10)]
    assert on == [Decimal("718000.00"), Decimal("800000.00")]


# The end


@proves(COVER_ENDS.id)
def test_after_one_payment_of_the_whole_sum_nothing_is_restored() -> None:
    request = restoring_requested(amount="80000.00")
    premium = premium_paid(paid="100.00")
    whole = given(EXHAUSTED, request, premium)
    assert (whole.state(COVER).status, whole.state(COVER).in_force) == ("terminated", Decimal("0.00"))
    whole.when(restored(amount="80000.00")).refused(COVER_ENDS)
    given(EXHAUSTED[:-1], request, premium).when(restored(amount="80000.00")).appended()


def test_a_payment_taken_back_brings_the_cover_back() -> None:
    state = cover(*EXHAUSTED, correction(paid_out, "2026-04-08T09:00:00", withdrawn=True))
    assert (state.exhausted, state.in_force, state.status) == (None, Decimal("0.00"), "reduced")


@proves(COVER_ENDS.id)
@pytest.mark.parametrize(
    ("lost", "rule"),
    [
        ("2026-03-01T03:00:00+08:00", None),
        ("2026-04-07T10:00:00+08:00", REDUCE_SI),
        ("2026-04-07T10:00:01+08:00", COVER_ENDS),
    ],
)
def test_a_loss_after_the_end_is_recorded_and_not_paid(lost: str, rule: Rule | None) -> None:
    """Before the end nothing is left either, if the loss came after the one that took it."""
    *before, approval = later((*APPLYING, *costing("1000.00")), lost)
    when = given(EXHAUSTED, before).when(approval)
    assert when.refused(rule) if rule else when.appended()


@proves(COVER_ENDS.id)
def test_what_was_approved_before_the_end_is_not_paid_for_a_loss_after_it() -> None:
    payment = paid(amount="1000.00").into(LATER_CLAIM)
    after = later((*APPLYING, *costing("1000.00")), "2026-04-07T10:00:01+08:00")
    given(manual_adopted, after, EXHAUSTED[1:]).when(payment).refused(COVER_ENDS)
    given(manual_adopted, after).when(payment).appended()


@pytest.mark.parametrize(("amount", "status"), [("30000.00", "terminated"), ("29999.99", "reduced")])
def test_a_payment_of_all_that_another_claim_left_ends_the_cover(amount: str, status: str) -> None:
    rest = later((*APPLYING, *costing(amount), paid(amount=amount)), LOST)
    assert cover(*SMALL, paid(amount="50000.00"), *rest).status == status


def test_the_whole_paid_in_advance_ends_the_cover_with_the_approval() -> None:
    asking = advance_requested(amount="80000.00", estimate="80000.00")
    advanced = (*APPLYING, asking, advance_paid(amount="80000.00"))
    story = (manual_adopted, *advanced, *costing("80000.00", advances=["80000.00"]))
    exhausted = cover(*story).exhausted
    assert (exhausted.payment_no, exhausted.paid_at) == ("FK-0", instant("2026-04-02T10:00:00"))


def test_the_claim_that_ended_the_cover_goes_on() -> None:
    assert given(EXHAUSTED).state("claim/CLM-1").status == "paid"

"""The recovery from a liable third party: its documents, its way, its time and its costs (PICC 十一, 六(八))."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

import looking
from given import Act, Acts, given, instant
from ledger.claims.events.recovery import RecoveryOpened
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_FIRST, OPEN_ONCE
from ledger.law.manual import CLAIM_THIRD, LIMITATION, MATERIALS, METHOD, RECOVERY_COST
from scenarios.acts import INSURER_A, INSURER_B, correction
from scenarios.aftermath import (
    PAID_FIRST,
    PURSUED,
    RECOVERY,
    action_filed,
    agreed,
    cost_borne,
    cost_incurred,
    cost_of_insured,
    materials_received,
    of_b,
    received,
    recovery_closed,
    talked,
    talks_failed,
)
from scenarios.claims import CLAIM, A, B, loss_reported
from scenarios.claims_liability import pay_first_requested, rights_assigned, third_party_identified
from scenarios.claims_settlement import PAID, paid, task_opened

proves = pytest.mark.proves
FACTS = (
    materials_received,
    talked,
    action_filed,
    cost_incurred,
    received,
    recovery_closed,
)


rows = partial(looking.rows, stream=RECOVERY)
owed = partial(looking.owed, stream=RECOVERY)


def status(*story: Acts) -> str:
    found: str = given(*story).state(RECOVERY).status
    return found


# The task


def test_a_task_of_the_claim_opens_the_recovery() -> None:
    state = given(PURSUED).state(RECOVERY)
    assert (state.task.claim_no, state.task.third_party, state.task.insurer_id) == ("CLM-1", "TP-1", A)
    assert (state.opened_at, state.status) == (instant("2026-04-09T10:00:00"), "opened")
    assert RecoveryOpened.about.by == ()


@proves(OPEN_FIRST.id)
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.type)
def test_nothing_else_opens_it(fact: Act) -> None:
    given(PAID).when(fact).refused(OPEN_FIRST)
    given(PURSUED).when(fact.by(INSURER_B)).denied()
    given(PURSUED).when(fact.by(INSURER_A)).appended()


@pytest.mark.parametrize(
    ("story", "reached"),
    [
        ((materials_received,), "materials_received"),
        ((materials_received, talked), "negotiating"),
        ((talked, talks_failed), "negotiation_failed"),
        ((talked, talks_failed, action_filed), "action_filed"),
        ((talked, agreed, received(amount="59999.99")), "partly_recovered"),
        ((received(amount="999999.00"),), "partly_recovered"),
        ((talked, agreed, received), "recovered"),
        ((talked, recovery_closed(result="given_up")), "given_up"),
        ((correction(task_opened, "2026-04-10T10:00:00", withdrawn=True),), "withdrawn"),
    ],
)
def test_it_says_how_far_it_has_come(story: tuple[Act, ...], reached: str) -> None:
    assert status(*PURSUED, *story) == reached


# The assignment


@proves(CLAIM_THIRD.id)
def test_who_is_paid_first_has_assigned_the_claim_by_then() -> None:
    assert not owed(CLAIM_THIRD, *PAID_FIRST, stream=CLAIM).late
    earlier = rights_assigned.on("2026-04-03T09:30:00")
    assert owed(CLAIM_THIRD, *PAID, earlier, pay_first_requested.on("2026-04-03T10:00:00"), stream=CLAIM).done_at
    asked = (*PAID[:-1], pay_first_requested.on("2026-04-03T10:00:00"), paid)
    assigned = rights_assigned.on("2026-04-08T10:00:00")
    assert owed(CLAIM_THIRD, *asked, assigned, stream=CLAIM).late
    assert rows("duty", CLAIM_THIRD, *PAID, third_party_identified, stream=CLAIM) == []


# Documents


@proves(MATERIALS.id, says="both")
@pytest.mark.parametrize("step", [talked, action_filed], ids=lambda step: step.type)
def test_the_insured_brings_four_documents_before_the_third_party_is_turned_to(step: Act) -> None:
    assert rows("finding", MATERIALS, *PURSUED, materials_received, step) == []
    (nothing,) = rows("finding", MATERIALS, *PURSUED, step)
    assert nothing.severity == "breach"
    for missing in ("evidence", "legal_basis", "proof_of_claiming", "assignment_letter"):
        others = [each for each in materials_received.data["materials"] if each["kind"] != missing]
        assert len(rows("finding", MATERIALS, *PURSUED, materials_received(materials=others), step)) == 1
        (last,) = [each for each in materials_received.data["materials"] if each["kind"] == missing]
        late = materials_received(materials=[last]).on("2026-04-11T09:00:00")
        assert rows("finding", MATERIALS, *PURSUED, materials_received(materials=others), late, step) == []


# Negotiation first


@proves(METHOD.id)
def test_negotiation_comes_before_an_action() -> None:
    assert not owed(METHOD, *PURSUED, talked, action_filed, part="negotiate").late
    afterwards = talked(held_at="2026-07-02T09:00:00+08:00").on("2026-07-02T09:00:00")
    row = owed(METHOD, *PURSUED, action_filed, afterwards, part="negotiate")
    assert (row.late, row.level) == (True, "deviation")


def test_an_action_follows_talks_that_failed_unless_nothing_is_left_to_recover() -> None:
    assert rows("duty", METHOD, *PURSUED, talked, part="action") == []
    assert owed(METHOD, *PURSUED, talks_failed, part="action").done_at is None
    assert owed(METHOD, *PURSUED, talks_failed, action_filed, part="action").done_at == instant("2026-07-01T09:00:00")
    assert owed(METHOD, *PURSUED, talks_failed, recovery_closed, part="action").cancelled_at


# The limitation period: to the end of its last day, 1 March 2029


@proves(LIMITATION.id)
@pytest.mark.parametrize(
    ("at", "late"),
    [("2029-03-01T23:59:59+08:00", False), ("2029-03-02T00:00:00+08:00", True)],
)
def test_an_action_is_filed_within_the_limitation_period(at: str, late: bool) -> None:
    for end in (
        action_filed(filed_at=at).on(at),
        recovery_closed(result="given_up").on(at),
        received(amount="100000.00", received_at=at).on(at),
    ):
        row = owed(LIMITATION, *PAID_FIRST, task_opened, end)
        assert (row.due_at, row.inclusive, row.late) == (instant("2029-03-02T00:00:00"), False, late)
        assert row.done_at is not None


@proves(CLAIM_THIRD.id, says="both")
def test_what_was_assigned_of_one_third_party_is_recovered_of_it_alone() -> None:
    other = rights_assigned(letter_ref="QY-2", third_party="TP-2", amount="22000.00").on("2026-04-03T11:05:00")
    more = rights_assigned(letter_ref="QY-3", amount="5000.00").on("2026-04-03T11:10:00")
    story = (*PAID_FIRST, other, more, task_opened)
    assert given(story).state(RECOVERY).task.assigned == Decimal("105000.00")
    row = owed(LIMITATION, *story, received(amount="22000.00"))
    assert row.done_at is None
    assert owed(LIMITATION, *story, received(amount="105000.00")).done_at
    noticed = [looking.grave(CLAIM_THIRD, story, received(amount=f"105000.0{fen}"), stream=RECOVERY) for fen in (0, 1)]
    assert noticed == [[], ["notice"]]


def test_two_insurers_number_their_tasks_by_themselves() -> None:
    theirs = of_b(task_opened)
    done = given(PURSUED, of_b(loss_reported)).when(*theirs).appended()
    assert done.scenario.state(f"recovery/{B}_ZC-1").task.insurer_id == B
    (row,) = done.scenario.rows("recovery", RECOVERY)
    assert (row.task_id, row.insurer_id) == ("ZC-1", A)


def test_part_of_the_money_does_not_end_it() -> None:
    assert owed(LIMITATION, *PAID_FIRST, task_opened, received).done_at is None
    assert owed(LIMITATION, *PURSUED, received).done_at is None
    assert owed(LIMITATION, *PURSUED, agreed, received).done_at == instant("2026-08-03T09:00:00")


def test_it_begins_anew_where_a_negotiation_interrupted_it_in_time() -> None:
    interrupting = talked(limitation_expiry="2029-05-11")
    row = owed(LIMITATION, *PURSUED, interrupting)
    assert (row.due_at, row.extensions) == (instant("2029-05-12T00:00:00"), 1)
    over = "2029-03-02T09:00:00+08:00"
    too_late = interrupting(held_at=over, limitation_expiry="2032-03-02").on(over)
    assert owed(LIMITATION, *PURSUED, too_late).due_at == instant("2029-03-02T00:00:00")


def test_it_follows_the_task_as_the_claim_has_it() -> None:
    sooner = correction(task_opened, "2026-04-10T10:00:00", new_values={"limitation_expiry": "2028-12-31"})
    assert owed(LIMITATION, *PURSUED, sooner).due_at == instant("2029-01-01T00:00:00")
    interrupting = talked(limitation_expiry="2029-05-11")
    state = given(*PURSUED, interrupting, rights_assigned.on("2026-05-12T10:00:00")).state(RECOVERY)
    assert (str(state.limitation_expiry), state.task.assigned) == ("2029-05-11", Decimal("100000.00"))
    withdrawn = correction(task_opened, "2026-04-10T10:00:00", withdrawn=True)
    assert owed(LIMITATION, *PURSUED, withdrawn).cancelled_at == instant("2026-04-10T10:00:00")


@proves(LIMITATION.id, says="no")
def test_a_task_without_its_last_day_is_noticed() -> None:
    undated = (*PAID, task_opened(limitation_expiry=None))
    assert [row.severity for row in rows("finding", LIMITATION, *undated)] == ["notice"]
    assert rows("duty", LIMITATION, *undated) == []
    assert rows("finding", LIMITATION, *PURSUED) == []


# Costs


@proves(RECOVERY_COST.id)
def test_the_insurer_bears_its_own_costs_and_those_it_consented_to() -> None:
    given(PURSUED, cost_incurred).when(cost_borne(amount="3200.00")).appended()
    given(PURSUED, cost_of_insured).when(cost_borne).appended()
    given(PURSUED, cost_of_insured(consent_ref=None)).when(cost_borne).refused(RECOVERY_COST)


@proves(RECOVERY_COST.id)
def test_no_more_is_borne_than_is_reasonable() -> None:
    given(PURSUED, cost_of_insured).when(cost_borne(amount="3000.01")).refused(RECOVERY_COST)
    part = cost_borne(amount="2000.00")
    rest = cost_borne(amount="1000.00").on("2026-07-04T10:00:00")
    given(PURSUED, cost_of_insured, part).when(rest(amount="1000.01")).refused(RECOVERY_COST)
    given(PURSUED, cost_of_insured, part).when(rest).appended()


@proves(KNOWN_REFERENCE.id)
def test_a_cost_that_is_borne_is_on_record() -> None:
    given(PURSUED, cost_incurred).when(cost_borne(cost_id="FY-9")).refused(KNOWN_REFERENCE)
    given(PURSUED, cost_incurred).when(cost_borne).appended()


# Nothing twice


@proves(OPEN_ONCE.id)
@pytest.mark.parametrize("booked", [cost_incurred, received], ids=lambda booked: booked.type)
def test_nothing_is_booked_twice(booked: Act) -> None:
    again = booked.on("2026-08-05T10:00:00")
    given(PURSUED, booked).when(again).refused(OPEN_ONCE)
    number = {"cost_id": "FY-2"} if booked is cost_incurred else {"receipt_no": "SK-2"}
    given(PURSUED, booked).when(again(**number)).appended()


@proves(IN_ORDER.id)
def test_a_recovery_ends_once_and_money_may_still_come_in() -> None:
    given(PURSUED).when(recovery_closed).appended()
    given(PURSUED, recovery_closed).when(recovery_closed.on("2026-08-11T10:00:00")).refused(IN_ORDER)
    given(PURSUED, recovery_closed).when(received.on("2026-08-12T10:00:00")).appended()

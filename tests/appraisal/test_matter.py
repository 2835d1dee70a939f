"""One commission per matter at a time (SMX 一(一)): what reserves a matter, for whom, and what frees it."""

import pytest

from given import Act, Acts, given
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.sanmenxia import NO_PARALLEL_COMMISSION
from scenarios.acts import (
    ACCEPTED,
    ACCEPTED_JOINTLY,
    AGREED_JOINTLY,
    ANOTHER,
    APPRAISAL,
    ASKED_ALONE,
    ISSUED,
    SCHEDULED,
    accepted,
    agency_registered,
    correction,
    declined,
    requested_alone,
    requested_by_insurer,
    reviewed,
    scheduled,
    submitted,
    terminated,
)

proves = pytest.mark.proves


def second(*story: Act) -> tuple[Act, ...]:
    """The same story of another commission on the same matter, up to its acceptance."""
    return tuple(each.into(ANOTHER) for each in story if each.stream == APPRAISAL)


ALONE, JOINTLY = second(*ASKED_ALONE), second(*AGREED_JOINTLY)
BY_INSURER = second(requested_by_insurer, submitted, reviewed)
ACCEPTED_BY_INSURER = (agency_registered, requested_by_insurer, submitted, reviewed, accepted)
accepted_again = accepted.into(ANOTHER).on("2026-04-04T09:00:00")


@proves(NO_PARALLEL_COMMISSION.id)
@pytest.mark.parametrize("again", [ALONE, JOINTLY, BY_INSURER], ids=["party", "joint", "insurer"])
def test_a_joint_commission_holds_the_matter_for_both_sides(again: Acts) -> None:
    refused = given(ACCEPTED_JOINTLY, again).when(accepted_again).refused(NO_PARALLEL_COMMISSION)
    assert isinstance(refused.results, Exception)
    assert APPRAISAL in str(refused.results)


@proves(NO_PARALLEL_COMMISSION.id)
@pytest.mark.parametrize(
    ("first", "again"),
    [(ACCEPTED, ALONE), (ACCEPTED_BY_INSURER, BY_INSURER), (ACCEPTED, JOINTLY), (ACCEPTED_BY_INSURER, JOINTLY)],
    ids=["party twice", "insurer twice", "party then joint", "insurer then joint"],
)
def test_the_same_side_does_not_commission_twice(first: Acts, again: Acts) -> None:
    given(first, again).when(accepted_again).refused(NO_PARALLEL_COMMISSION)


@proves(NO_PARALLEL_COMMISSION.id)
@pytest.mark.parametrize(
    ("first", "again"),
    [(ACCEPTED, BY_INSURER), (ACCEPTED_BY_INSURER, ALONE)],
    ids=["insurer against party", "party against insurer"],
)
def test_the_other_sides_counter_commission_is_recorded(first: Acts, again: Acts) -> None:
    assert given(first, again).when(accepted_again).appended().state.status == "accepted"


@proves(NO_PARALLEL_COMMISSION.id)
def test_asking_reserves_nothing() -> None:
    given(ASKED_ALONE, ALONE).when(accepted_again).appended()


@proves(NO_PARALLEL_COMMISSION.id)
@pytest.mark.parametrize(
    "ended",
    [ISSUED, (*ACCEPTED, terminated), (*ASKED_ALONE, declined)],
    ids=["issued", "terminated", "declined"],
)
def test_the_end_of_a_commission_frees_the_matter(ended: Acts) -> None:
    given(ended, ALONE).when(accepted_again).appended()


@proves(NO_PARALLEL_COMMISSION.id)
def test_a_reappraisal_follows_the_issued_opinion() -> None:
    anew = tuple(
        each(reappraisal_of=APPRAISAL.partition("/")[2]) if each.type == requested_alone.type else each
        for each in ALONE
    )
    again = given(ISSUED, anew).when(accepted_again).appended()
    assert again.state.requested.reappraisal_of == "411200-2026-0001"


REPEATED = requested_alone(reappraisal_of="411200-2026-0001").into(ANOTHER)


@proves(IN_ORDER.id)
def test_what_has_no_opinion_yet_is_not_repeated() -> None:
    for story in (ASKED_ALONE, ACCEPTED, (*ACCEPTED, terminated)):
        given(story).when(REPEATED).refused(IN_ORDER)
    given(ISSUED).when(REPEATED).appended()


@proves(KNOWN_REFERENCE.id)
def test_what_is_repeated_is_in_the_ledger() -> None:
    given(ISSUED).when(REPEATED(reappraisal_of="411200-2026-0009")).refused(KNOWN_REFERENCE)
    given(ISSUED).when(REPEATED(reappraisal_of="411200-2026-0002")).refused(KNOWN_REFERENCE)


@proves(NO_PARALLEL_COMMISSION.id)
def test_another_matter_of_the_same_claim_is_free() -> None:
    other = tuple(each(matter_key="CLM-1+P1+care") if each.type == requested_alone.type else each for each in ALONE)
    given(ACCEPTED, other).when(accepted_again).appended()


@proves(NO_PARALLEL_COMMISSION.id)
def test_an_acceptance_withdrawn_by_correction_frees_the_matter() -> None:
    given(ACCEPTED, correction(accepted, withdrawn=True), ALONE).when(accepted_again).appended()


@proves(NO_PARALLEL_COMMISSION.id)
def test_a_correction_does_not_move_a_commission_onto_a_held_matter() -> None:
    other = tuple(
        each(matter_key="CLM-2+P1+disability") if each.type == requested_alone.type else each for each in ALONE
    )
    moved = correction(other[0], new_values={"matter_key": "CLM-1+P1+disability"})
    given(ACCEPTED, other, accepted_again).when(moved).refused(NO_PARALLEL_COMMISSION)


def test_a_whole_commission_in_one_append_leaves_its_matter_free() -> None:
    whole = tuple(each for each in (*ASKED_ALONE, accepted, terminated) if each.stream == APPRAISAL)
    story = given(agency_registered)
    story.when(whole).appended()
    story.when(*ALONE, accepted_again).appended()


@proves(OPEN_ONCE.id)
def test_a_session_id_is_given_once_in_the_whole_ledger() -> None:
    elsewhere = requested_alone(matter_key="CLM-2+P1+disability").into(ANOTHER)
    given(SCHEDULED, elsewhere).when(scheduled.into(ANOTHER)).refused(OPEN_ONCE)


@proves(OPEN_ONCE.id)
def test_the_same_commission_reschedules_its_session() -> None:
    later = scheduled(start="2026-03-20T09:30:00+08:00").on("2026-03-11T09:00:00")
    assert len(given(SCHEDULED).when(later).appended().state.sessions) == 1

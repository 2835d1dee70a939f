"""What a dispute refuses beside an extension: an appraisal nobody knows, another one, and no such objection."""

import pytest

from given import Act, given, organisation
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_FIRST, OPEN_ONCE
from ledger.law.sanmenxia import RAISE_OBJECTION
from scenarios.acts import (
    AGENCY,
    ANOTHER,
    ASSOCIATION,
    BUREAU,
    INSURER_B,
    ISSUED,
    OBJECTED,
    OTHER_AGENCY,
    REVIEWED,
    A,
    B,
    correction,
    dispute_closed,
    extended,
    flagged,
    mediation_accepted,
    mediation_declined,
    mediation_handled,
    mediation_requested,
    mediation_told,
    objected,
    phoned,
    remedied,
    replied,
    requested_alone,
    review_concluded,
    review_convened,
    transferred,
)

proves = pytest.mark.proves
every_opening = pytest.mark.parametrize(
    "opening", [objected, mediation_requested, flagged], ids=lambda opening: opening.type
)
FACTS = (
    remedied,
    mediation_accepted,
    mediation_declined,
    mediation_handled,
    mediation_told,
    review_convened,
    review_concluded,
    transferred,
    dispute_closed,
)
every_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.type)
OTHER_MATTER = requested_alone(matter_key="CLM-2+P1+disability", claim_no="CLM-2").into(ANOTHER)
ELSEWHERE = {"appraisal_id": "411200-2026-0002"}


@proves(KNOWN_REFERENCE.id)
@every_opening
def test_each_of_the_three_may_open_a_dispute_over_a_known_appraisal(opening: Act) -> None:
    state = given(ISSUED).when(opening).appended().state
    assert (state.id, state.appraisal_id) == ("411200-2026-0001", "411200-2026-0001")
    assert (state.agency_id, state.insurers) == (AGENCY.organisation, (A, B))


@proves(KNOWN_REFERENCE.id)
@every_opening
def test_none_opens_a_dispute_over_an_appraisal_that_is_not_in_the_ledger(opening: Act) -> None:
    given(ISSUED).when(opening(appraisal_id="411200-2026-0009")).refused(KNOWN_REFERENCE)


@proves(KNOWN_REFERENCE.id)
@every_opening
def test_one_dispute_may_hold_all_three_of_the_same_appraisal_and_none_of_another(opening: Act) -> None:
    for earlier in (objected(objection_id="OB-0"), mediation_requested, flagged):
        story = given(ISSUED, OTHER_MATTER, earlier.on("2026-03-31T10:00:00"))
        story.when(opening).appended()
        story.when(opening(**ELSEWHERE).by(ASSOCIATION)).refused(KNOWN_REFERENCE)


def test_an_objection_does_not_wait_for_the_opinion() -> None:
    given(ISSUED[:2]).when(objected).appended()


@proves(KNOWN_REFERENCE.id)
def test_a_correction_may_change_an_objection_but_not_the_appraisal_it_is_about() -> None:
    story = given(OBJECTED, OTHER_MATTER)
    story.when(correction(objected, new_values=ELSEWHERE)).refused(KNOWN_REFERENCE)
    same = {"appraisal_id": "411200-2026-0001", "channel": "phone"}
    corrected = story.when(correction(objected, new_values=same)).appended()
    assert corrected.state.objections["OB-1"].channel == "phone"
    given(OBJECTED, replied).when(correction(replied, new_values={"form": "phone"})).appended()


@proves(RAISE_OBJECTION.id)
def test_an_agency_does_not_object_to_itself() -> None:
    """Else its word alone would be the agreement of both sides."""
    own = objected(by=AGENCY.organisation).by(AGENCY)
    given(ISSUED).when(own).refused(RAISE_OBJECTION)
    given(OBJECTED).when(own(objection_id="OB-3")).refused(RAISE_OBJECTION)
    given(OBJECTED).when(objected(objection_id="OB-3", by="P1").by(AGENCY)).appended()


@proves(OPEN_ONCE.id)
def test_an_objection_is_not_raised_again_under_its_id() -> None:
    again = objected(received_at="2026-04-20T10:00:00+08:00").on("2026-04-20T10:00:00")
    given(OBJECTED).when(again).refused(OPEN_ONCE)
    given(OBJECTED).when(again(objection_id="OB-3")).appended()


@proves(KNOWN_REFERENCE.id)
def test_a_reply_answers_an_objection_of_its_dispute() -> None:
    given(OBJECTED).when(replied).appended()
    given(OBJECTED).when(replied(objection_id="OB-2")).refused(KNOWN_REFERENCE)
    given(OBJECTED, phoned, correction(phoned, withdrawn=True)).when(replied(objection_id="OB-2")).refused(
        KNOWN_REFERENCE
    )


@proves(OPEN_FIRST.id)
@pytest.mark.parametrize("fact", [replied, extended, *FACTS], ids=lambda fact: fact.type)
def test_nothing_else_opens_a_dispute(fact: Act) -> None:
    given(ISSUED).when(fact).refused(OPEN_FIRST)


@every_fact
def test_facts_are_recorded_in_whatever_order_they_come(fact: Act) -> None:
    given(OBJECTED).when(fact).appended()
    given(REVIEWED, dispute_closed).when(fact.on("2026-06-20T10:00:00")).appended()


@proves(IN_ORDER.id)
def test_a_closed_dispute_takes_facts_but_no_extension() -> None:
    early = dispute_closed.on("2026-04-09T10:00:00")
    given(OBJECTED).when(extended).appended()
    given(OBJECTED, early).when(extended).refused(IN_ORDER)
    given(OBJECTED, early).when(replied).appended()
    given(OBJECTED, early).when(phoned).appended()


def test_only_who_takes_part_in_the_appraisal_opens_a_dispute_over_it() -> None:
    stranger = organisation("INS-C-411200", "insurer")
    given(ISSUED).when(objected(by="INS-C-411200").by(stranger)).denied()
    given(ISSUED).when(mediation_requested.by(OTHER_AGENCY)).denied()
    elsewhere = organisation("AA-360100", "association", area="360100")
    given(ISSUED).when(flagged.by(elsewhere)).denied()
    given(OBJECTED).when(flagged.by(elsewhere)).denied()
    given(ISSUED).when(objected(by="P1").by(AGENCY)).appended()
    given(ISSUED).when(objected(by=B).by(INSURER_B)).appended()


def test_the_associations_alone_mediate_and_review() -> None:
    for fact in (flagged, mediation_accepted, review_convened, review_concluded, transferred):
        for other in (AGENCY, INSURER_B, BUREAU):
            given(OBJECTED).when(fact.by(other)).denied()

"""The commission of an assignment: evaluation, letter, adjusters, first contact, complaints (MBA 3, 4)."""

from __future__ import annotations

from typing import Any

import pytest

from given import Act, Acts, given, instant
from ledger.adjusting.checklists.commission import LETTER
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE
from ledger.law.machinery import (
    ASSIGN_IMMEDIATELY,
    ASSIGN_TWO,
    COMPLAINT,
    CONTACT_CONTENT,
    CONTACT_INSURED,
    DRAFT_STATUS,
    EVALUATE,
    INDEPENDENCE,
    INTEGRITY,
    LETTER_JOINT,
    LETTER_SINGLE,
    MACHINERY_BREAKDOWN,
    MODES,
    PREPARE,
    REQUEST_LETTER,
    SCOPE,
)
from looking import findings, owed, rows
from scenarios.acts import correction
from scenarios.assignment_reports import (
    ADJUSTED,
    CLOSED,
    DELIVERED,
    DETERMINED,
    ISSUED,
    REVIEWED,
    adjusted,
    archived,
    assignment_closed,
    delivered,
    drafted,
    fee_received,
    loss_determined,
    quality_reviewed,
    report_issued,
)
from scenarios.assignments import (
    ACCEPTED,
    APPOINTED,
    INSURED,
    OFFERED_JOINTLY,
    ON_SITE,
    SURVEYED,
    accepted,
    agreed,
    appointed,
    arrived,
    attempted,
    complaint,
    conflict_declared,
    contacted,
    declined,
    evaluated,
    letter_received,
    letter_requested,
    prepared,
    record_completed,
    replaced,
    resurvey_needed,
)
from scenarios.claims import ADJ, ASSIGNMENT, OFFERED, A, assignment_offered, code_adopted

proves = pytest.mark.proves
UNFIT = {"ok": False, "notes": "示例说明"}


def commission(*story: Any) -> Any:
    return given(*story).state(ASSIGNMENT).commission


# Article 1: whom the code judges


@proves(SCOPE.id, says="both")
@proves(DRAFT_STATUS.id, says="both")
def test_the_code_judges_machinery_breakdown_of_those_who_adopted_it() -> None:
    given(OFFERED).when(accepted).refused(EVALUATE)
    given(assignment_offered).when(accepted).appended()
    given(code_adopted, assignment_offered(line_of_business="property")).when(accepted).appended()


@proves(MACHINERY_BREAKDOWN.id, says="yes")
def test_an_offer_says_what_kind_of_adjusting_is_asked_for() -> None:
    given(code_adopted).when(assignment_offered(service_types=["survey", "loss_assessment"])).appended()


@proves(MACHINERY_BREAKDOWN.id, says="no")
def test_what_is_no_adjusting_is_not_offered_as_such() -> None:
    given(code_adopted).when(assignment_offered(service_types=["brokerage"])).malformed("/data/service_types/0")


# Article 4.2: evaluation before the decision


@proves(EVALUATE.id)
@pytest.mark.parametrize("decision", [accepted, declined])
def test_the_firm_decides_after_it_has_weighed_all_three(decision: Act) -> None:
    given(OFFERED).when(decision).refused(EVALUATE)
    for item in ("competence", "independence", "business_risk"):
        given(OFFERED, evaluated(**{item: None})).when(decision).refused(EVALUATE)
    given(OFFERED, evaluated).when(decision).appended()


@proves(EVALUATE.id)
def test_a_later_evaluation_replaces_an_earlier_one() -> None:
    whole_then_half = (*OFFERED, evaluated, evaluated(competence=None).on("2026-03-02T09:15:00"))
    given(whole_then_half).when(accepted).refused(EVALUATE)
    given(OFFERED, evaluated(competence=None), evaluated.on("2026-03-02T09:15:00")).when(accepted).appended()


@proves(EVALUATE.id, says="both")
def test_acceptance_in_spite_of_a_weakness_is_something_to_look_at() -> None:
    assert findings(EVALUATE, *OFFERED, evaluated, accepted) == []
    ((severity, reason),) = findings(EVALUATE, *OFFERED, evaluated(competence=UNFIT), accepted)
    assert (severity, "competence" in reason, "business risk" in reason) == ("notice", True, False)
    assert findings(EVALUATE, *OFFERED, evaluated(independence=UNFIT), accepted) == []


@proves(IN_ORDER.id)
@pytest.mark.parametrize("again", [accepted, declined])
def test_the_decision_is_made_once(again: Act) -> None:
    given(OFFERED, evaluated).when(again).appended()
    given(ACCEPTED).when(again.on("2026-03-02T09:30:00")).refused(IN_ORDER)
    given(OFFERED, evaluated, declined).when(again.on("2026-03-02T09:30:00")).refused(IN_ORDER)


# Article 3.1: independence


@proves(INDEPENDENCE.id, says="both")
def test_a_firm_that_is_not_independent_had_better_decline() -> None:
    assert findings(INDEPENDENCE, *OFFERED, evaluated, accepted) == []
    for story in (
        (evaluated(independence=UNFIT),),
        (evaluated, conflict_declared(person_or_org=ADJ)),
    ):
        ((severity, _),) = findings(INDEPENDENCE, *OFFERED, *story, accepted)
        assert severity == "breach"


@proves(INDEPENDENCE.id, says="both")
def test_an_adjuster_with_an_interest_hands_the_assignment_on() -> None:
    conflicted = (*ACCEPTED, conflict_declared)
    ((severity, reason),) = findings(INDEPENDENCE, *conflicted, appointed)
    assert (severity, "ADJ-2" in reason) == ("breach", True)
    assert findings(INDEPENDENCE, *conflicted, appointed(adjuster_ids=["ADJ-1", "ADJ-3"])) == []
    late = (*APPOINTED, conflict_declared.on("2026-03-02T09:35:00"))
    assert len(findings(INDEPENDENCE, *late, arrived)) == 1
    assert findings(INDEPENDENCE, *late, replaced, arrived) == []
    assert findings(INDEPENDENCE, *late, replaced) == []
    assert len(findings(INDEPENDENCE, *late, replaced(old="ADJ-1"))) == 1
    assert commission(*late, replaced).conflicted == frozenset()


@proves(INDEPENDENCE.id, says="both")
@pytest.mark.parametrize(("story", "step"), [(SURVEYED[:-1], record_completed), (REVIEWED, report_issued)])
def test_nor_does_one_complete_the_record_or_issue_the_report(story: Acts, step: Act) -> None:
    assert len(findings(INDEPENDENCE, story, conflict_declared, step)) == 1
    assert findings(INDEPENDENCE, story, step) == []


# Article 4.1: the commission letter


@proves(LETTER_JOINT.id, says="both")
@proves(MODES.id, says="both")
def test_a_joint_commission_needs_a_letter_of_both_sides() -> None:
    story = (*OFFERED_JOINTLY, evaluated, accepted)
    assert [item.id for item in LETTER.missing(given(*story).state(ASSIGNMENT))] == ["joint"]
    one = (*story, letter_received)
    assert commission(*one).letter_wanted_of == {INSURED}
    assert [item.id for item in LETTER.missing(given(*one).state(ASSIGNMENT))] == ["joint"]
    in_two = (*one, letter_received(letter_ref="WT-2", signatories=[INSURED]))
    in_one = (*story, letter_received(signatories=[A, INSURED]))
    for whole in (in_two, in_one):
        assert list(LETTER.missing(given(*whole).state(ASSIGNMENT))) == []
    ((severity, reason),) = findings(LETTER_JOINT, *one)
    assert (severity, INSURED in reason) == ("notice", True)
    assert findings(LETTER_JOINT, *in_two[:-2], in_one[-1]) == []


@proves(MODES.id, says="no")
@pytest.mark.parametrize(("signatories", "wanted"), [([A], {"insured"}), ([INSURED], {A}), ([A, INSURED], set[str]())])
def test_a_joint_offer_that_names_one_side_still_wants_the_other(signatories: list[str], wanted: set[str]) -> None:
    story = (code_adopted, assignment_offered(mode="joint"), letter_received(signatories=signatories))
    assert commission(*story).letter_wanted_of == wanted


@proves(LETTER_SINGLE.id, says="both")
@proves(MODES.id, says="yes")
@pytest.mark.parametrize(
    ("mode", "principal"), [("insurer", A), ("insured", INSURED), ("court", "CT-1"), ("other", "X-1")]
)
def test_a_single_commission_needs_a_letter_of_its_principal(mode: str, principal: str) -> None:
    story = (code_adopted, assignment_offered(mode=mode, principals=[principal]))
    assert [item.id for item in LETTER.missing(given(*story).state(ASSIGNMENT))] == ["single"]
    stranger = (*story, letter_received(signatories=["Y-1"]))
    assert commission(*stranger).letter_wanted_of == {principal}
    assert len(findings(LETTER_SINGLE, *stranger)) == 1
    signed = (*story, letter_received(signatories=[principal]))
    assert list(LETTER.missing(given(*signed).state(ASSIGNMENT))) == []
    assert findings(LETTER_SINGLE, *signed) == []


@proves(REQUEST_LETTER.id)
def test_the_letter_is_asked_for_or_comes_unasked() -> None:
    assert owed(REQUEST_LETTER, *ACCEPTED, letter_requested).done_at == instant("2026-03-02T09:25:00")
    assert owed(REQUEST_LETTER, *ACCEPTED, letter_received).done_at == instant("2026-03-03T09:00:00")
    first = (*OFFERED, evaluated, letter_requested.on("2026-03-02T09:18:00"), accepted)
    assert owed(REQUEST_LETTER, *first).done_at == instant("2026-03-02T09:25:00")


@proves(REQUEST_LETTER.id, says="no")
def test_a_letter_without_its_signatures_leaves_the_other_to_be_asked_for() -> None:
    opened = owed(REQUEST_LETTER, *ACCEPTED)
    assert (opened.done_at, opened.due_at, opened.obligor) == (None, None, ADJ)
    joint = (*OFFERED_JOINTLY, evaluated, accepted, letter_received)
    assert owed(REQUEST_LETTER, *joint).done_at is None


# Article 4.3: two adjusters, at once


@proves(ASSIGN_TWO.id)
@pytest.mark.parametrize("ids", [[], ["ADJ-1"], ["ADJ-1", "ADJ-1"]])
def test_fewer_than_two_different_adjusters_are_not_appointed(ids: list[str]) -> None:
    given(ACCEPTED).when(appointed(adjuster_ids=ids)).refused(ASSIGN_TWO)
    given(ACCEPTED).when(appointed).appended()


@proves(ASSIGN_TWO.id)
def test_two_remain_when_one_is_replaced() -> None:
    given(APPOINTED).when(replaced(new="ADJ-1")).refused(ASSIGN_TWO)
    given(APPOINTED).when(replaced).appended()
    assert commission(*APPOINTED, replaced).adjusters == ("ADJ-1", "ADJ-3")


@proves(KNOWN_REFERENCE.id)
def test_only_who_handles_the_assignment_is_replaced() -> None:
    given(APPOINTED).when(replaced(old="ADJ-9")).refused(KNOWN_REFERENCE)
    given(APPOINTED).when(replaced).appended()


@proves(IN_ORDER.id)
@pytest.mark.parametrize(
    ("before", "step"),
    [
        (ACCEPTED, appointed),
        (ACCEPTED, loss_determined),
        (DETERMINED, adjusted),
        (REVIEWED, report_issued),
        ((*DELIVERED, fee_received), assignment_closed),
        (CLOSED, archived),
    ],
    ids=lambda each: each.type if isinstance(each, Act) else "",
)
def test_nobody_is_appointed_to_what_was_not_accepted_nor_anything_done(before: Acts, step: Act) -> None:
    given(OFFERED, evaluated).when(step).refused(IN_ORDER)
    given(OFFERED, evaluated, declined).when(step).refused(IN_ORDER)
    given(before, correction(accepted, step.time, withdrawn=True)).when(step).refused(IN_ORDER)
    given(before).when(step).appended()


@proves(ASSIGN_IMMEDIATELY.id)
@pytest.mark.parametrize(
    ("at", "late"), [("2026-03-02T09:20:00", False), ("2026-03-02T09:50:00", False), ("2026-03-02T09:50:01", True)]
)
def test_adjusters_are_appointed_at_once_by_the_measure_of_the_house(at: str, late: bool) -> None:
    row = owed(ASSIGN_IMMEDIATELY, *ACCEPTED, appointed.on(at))
    assert (row.due_at, row.level, row.late) == (instant("2026-03-02T09:50:00"), "target", late)


# Article 4.4: contact within thirty minutes

TURN_OF_THE_YEAR = (
    code_adopted,
    assignment_offered.on("2026-12-31T23:00:00"),
    evaluated.on("2026-12-31T23:10:00"),
    accepted(at="2026-12-31T23:20:00+08:00").on("2026-12-31T23:20:00"),
    appointed(accepted_at="2026-12-31T23:45:00+08:00").on("2026-12-31T23:30:00"),
)


def reached(at: str) -> Act:
    return contacted(at=f"{at}+08:00").on(at)


@proves(CONTACT_INSURED.id)
@pytest.mark.parametrize(
    ("at", "late"),
    [("2026-12-31T23:46:00", False), ("2027-01-01T00:15:00", False), ("2027-01-01T00:15:01", True)],
)
def test_the_thirty_minutes_run_from_the_adjusters_acceptance_into_the_new_year(at: str, late: bool) -> None:
    row = owed(CONTACT_INSURED, *TURN_OF_THE_YEAR, reached(at))
    assert (row.started_at, row.due_at) == (instant("2026-12-31T23:45:00"), instant("2027-01-01T00:15:00"))
    assert (row.inclusive, row.level, row.late) == (True, "breach", late)


@proves(CONTACT_INSURED.id)
@pytest.mark.parametrize(("at", "late"), [("2026-03-02T10:00:00", False), ("2026-03-02T10:00:01", True)])
def test_without_an_acceptance_on_record_they_run_from_the_appointment(at: str, late: bool) -> None:
    assert owed(CONTACT_INSURED, *APPOINTED, reached(at)).late is late


def test_the_time_of_the_contact_counts_and_not_that_of_its_record() -> None:
    told_later = contacted.on("2026-03-02T18:00:00")
    assert not owed(CONTACT_INSURED, *APPOINTED, told_later).late


@proves(CONTACT_INSURED.id, says="no")
def test_an_attempt_is_recorded_and_discharges_nothing() -> None:
    assert owed(CONTACT_INSURED, *APPOINTED, attempted).done_at is None


def test_a_contact_before_the_appointment_was_recorded_counts() -> None:
    row = owed(CONTACT_INSURED, *ACCEPTED, contacted.on("2026-03-02T09:22:00"), appointed)
    assert (row.done_at, row.late) == (instant("2026-03-02T09:45:00"), False)


def test_a_second_appointment_leaves_the_time_of_the_first() -> None:
    """Who appoints anew when the time is over gains none."""
    late = (*APPOINTED, reached("2026-03-02T11:00:00"))
    again = appointed(adjuster_ids=["ADJ-3", "ADJ-4"]).on("2026-03-02T11:30:00")
    row = owed(CONTACT_INSURED, *late, again)
    assert (row.started_at, row.late) == (instant("2026-03-02T09:30:00"), True)
    assert commission(*late, again).adjusters == ("ADJ-3", "ADJ-4")


def test_a_corrected_acceptance_of_the_appointment_moves_the_time() -> None:
    earlier = correction(appointed, new_values={"accepted_at": "2026-03-02T09:10:00+08:00"})
    story = (*APPOINTED, contacted)
    assert not owed(CONTACT_INSURED, *story).late
    row = owed(CONTACT_INSURED, *story, earlier)
    assert (row.due_at, row.late) == (instant("2026-03-02T09:40:00"), True)


@proves(CONTACT_CONTENT.id, says="both")
def test_the_contact_tells_who_on_what_commission_and_arranges_the_survey() -> None:
    assert findings(CONTACT_CONTENT, *APPOINTED, contacted, agreed, arrived) == []
    half = contacted(commission_told=False)
    ((severity, reason),) = findings(CONTACT_CONTENT, *APPOINTED, half, arrived)
    assert (severity, "who the adjusters are" in reason) == ("breach", False)
    assert "on what commission" in reason
    assert "arranging time and place" in reason
    told_in_two = (half, contacted(identity_told=False).on("2026-03-02T09:55:00"), agreed(agreed_by=["insured"]))
    assert findings(CONTACT_CONTENT, *APPOINTED, *told_in_two, arrived) == []
    second_visit = arrived(visit_no=2).on("2026-03-04T09:00:00")
    assert len(findings(CONTACT_CONTENT, *APPOINTED, half, arrived, second_visit)) == 1


# Article 4.5: preparation


@proves(PREPARE.id)
def test_the_survey_is_prepared_before_arrival() -> None:
    assert not owed(PREPARE, *APPOINTED, prepared, arrived).late
    late = owed(PREPARE, *APPOINTED, arrived, prepared.on("2026-03-02T12:30:01"))
    assert (late.due_at, late.late, late.level) == (instant("2026-03-02T12:30:00"), True, "breach")
    assert not owed(PREPARE, *APPOINTED, arrived, prepared).late


@proves(PREPARE.id)
@pytest.mark.parametrize("members", [{"tools": False}, {"policy_info": False}, {"research": []}])
def test_it_takes_all_three(members: dict[str, Any]) -> None:
    half = prepared(**members)
    assert owed(PREPARE, *APPOINTED, half).done_at is None
    rest = prepared(**members | {"tools": True, "policy_info": True, "research": ["主轴资料"]})
    done = owed(PREPARE, *APPOINTED, half, rest.on("2026-03-02T10:30:00"))
    assert done.done_at == instant("2026-03-02T10:30:00")


# Annex A: complaints


@proves(COMPLAINT.id, says="both")
@proves(INTEGRITY.id, says="both")
def test_a_complaint_is_recorded_and_proves_nothing_yet() -> None:
    assert commission(*APPOINTED).complained_of == frozenset()
    assert rows("finding", INTEGRITY, *APPOINTED) == []
    ((severity, reason),) = findings(INTEGRITY, *APPOINTED, complaint)
    assert (severity, "ADJ-1" in reason) == ("notice", True)
    assert commission(*APPOINTED, complaint).complained_of == {"ADJ-1"}
    ((_, of_the_firm),) = findings(INTEGRITY, *APPOINTED, complaint(adjuster_id=None))
    assert ADJ in of_the_firm


# How far it has come


@pytest.mark.parametrize(
    ("story", "status"),
    [
        (OFFERED, "offered"),
        ((*OFFERED, evaluated), "evaluated"),
        ((*OFFERED, evaluated, declined), "declined"),
        (ACCEPTED, "accepted"),
        (APPOINTED, "appointed"),
        ((*APPOINTED, contacted), "contacted"),
        ((*APPOINTED, contacted, agreed), "scheduled"),
        ((*APPOINTED, contacted, agreed, arrived), "on_site"),
        ((*ACCEPTED, drafted, quality_reviewed, delivered), "accepted"),
        ((*ON_SITE, resurvey_needed), "resurvey_open"),
        (ADJUSTED, "adjusted"),
        ((*ADJUSTED, drafted), "drafted"),
        (REVIEWED, "reviewed"),
        ((*REVIEWED, delivered), "reviewed"),
        (ISSUED, "issued"),
        ((*ISSUED, resurvey_needed.on("2026-03-24T10:00:00")), "issued"),
        (DELIVERED, "delivered"),
        (CLOSED, "closed"),
    ],
)
def test_the_status_is_the_furthest_stage_reached(story: Any, status: str) -> None:
    assert given(*story).state(ASSIGNMENT).status == status

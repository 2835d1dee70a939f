"""Appending: who may, what was there already, all or nothing, at which version, and without a trace."""

import pytest

from given import given, organisation
from ledger.callers import Caller
from ledger.kernel.law import Refused
from ledger.kernel.state import replace
from ledger.law.sanmenxia import CHOOSE_FROM_ROSTER, NO_PARALLEL_COMMISSION, WARN_OF_UNILATERAL
from scenarios.acts import (
    ACCEPTED,
    ADMINISTRATOR,
    AGENCY,
    ANOTHER,
    APPRAISAL,
    ASKED_ALONE,
    ASSOCIATION,
    BUREAU,
    INSURER_A,
    INSURER_B,
    OTHER_AGENCY,
    REGULATOR,
    SCHEDULED,
    accepted,
    agency_changed,
    agency_registered,
    arrived,
    confirmed_by_insurer,
    correction,
    explained,
    notice_issued,
    notice_sent,
    notice_signed,
    observed,
    other_agency_registered,
    requested_alone,
    requested_jointly,
    reviewed,
    submitted,
)

OUTSIDER = organisation("INS-C-411200", "insurer")
AUDITOR = organisation("AUDIT-411200", "auditor")
POLICE = organisation("PSB-411200", "police")


# Roles and parties


@pytest.mark.parametrize("caller", [AUDITOR, ADMINISTRATOR, POLICE, REGULATOR, BUREAU, ASSOCIATION, INSURER_A])
def test_a_role_appends_only_what_it_proposes(caller: Caller) -> None:
    given(ASKED_ALONE).when(accepted.by(caller)).denied()


def test_an_auditor_appends_nothing_at_all() -> None:
    for act in (agency_registered, requested_alone):
        given().when(act.by(AUDITOR)).denied()
    for act in (submitted, agency_changed):
        given(ASKED_ALONE).when(act.on("2026-03-09T09:00:00").by(AUDITOR)).denied()
    given(SCHEDULED).when(notice_sent.by(AUDITOR)).denied()


def test_an_insurer_appends_only_where_it_is_a_party() -> None:
    joint = (agency_registered, requested_jointly, submitted)
    given(joint).when(explained.by(INSURER_B)).appended()
    given(joint).when(explained.by(OUTSIDER)).denied()
    given(joint).when(confirmed_by_insurer.by(OUTSIDER)).denied()
    given(SCHEDULED, notice_sent).when(observed.by(INSURER_B)).appended()
    given(SCHEDULED, notice_sent).when(observed.by(OUTSIDER)).denied()


def test_nobody_opens_what_it_is_no_party_of() -> None:
    given(agency_registered).when(requested_jointly.by(OUTSIDER)).denied()
    given(agency_registered, other_agency_registered).when(requested_alone.by(OTHER_AGENCY)).denied()
    given(SCHEDULED).when(observed.by(OUTSIDER)).denied()
    given(SCHEDULED).when(arrived.by(OTHER_AGENCY)).denied()
    given(SCHEDULED).when(arrived).appended()


def test_a_bureau_keeps_the_register_of_its_area_and_below() -> None:
    elsewhere = organisation("JB-410100", "justice_bureau", area="410100")
    above = organisation("JB-410000", "justice_bureau", area="410000")
    given().when(agency_registered.by(elsewhere)).denied()
    given(agency_registered).when(agency_changed.by(elsewhere)).denied()
    given(agency_registered).when(agency_changed.by(above)).appended()


def test_nobody_speaks_for_another_organisation() -> None:
    scenario = given(ASKED_ALONE)
    foreign = accepted.proposal | {"source": "urn:anjian:org:AG-411200-02"}
    before = len(scenario.events)
    with pytest.raises(Exception, match="source must be the caller's own organisation"):
        scenario.ledger.append([foreign], AGENCY)
    assert len(scenario.events) == before


# The same proposal again


def test_the_same_proposal_is_answered_as_it_was() -> None:
    first = given(ASKED_ALONE).when(accepted).appended()
    again = first.when(accepted).already_there()
    assert not isinstance(first.results, Exception)
    assert not isinstance(again.results, Exception)
    (was,), (now,) = first.results, again.results
    assert now == replace(was, status="already_there")


def test_the_same_id_with_other_content_is_a_conflict() -> None:
    known = given(ASKED_ALONE, accepted.named("acc-1"))
    known.when(accepted(checks=[]).named("acc-1")).conflict()
    known.when(accepted.on("2026-03-04T09:00:01").named("acc-1")).conflict()
    known.when(submitted.into(ANOTHER).named("acc-1")).conflict()


def test_the_same_id_of_another_organisation_is_another_proposal() -> None:
    explained_twice = explained.named("x-1"), explained.named("x-1").by(INSURER_B)
    given(agency_registered, requested_jointly, explained_twice[0]).when(explained_twice[1]).appended()


def test_in_a_batch_what_was_there_stays_and_the_rest_is_appended() -> None:
    known = given(agency_registered, requested_alone, notice_issued)
    mixed = known.when(notice_issued, notice_signed, submitted)
    assert not isinstance(mixed.results, Exception)
    assert [each.status for each in mixed.results] == ["already_there", "appended", "appended"]
    assert [each.version for each in mixed.results] == [2, 3, 4]


def test_what_was_recorded_is_answered_before_its_rules_are_asked_again() -> None:
    gone = agency_changed(status="removed", effective_from="2026-01-05").on("2026-04-01T09:00:00")
    known = given(agency_registered, requested_alone, gone)
    known.when(requested_alone).already_there()
    known.when(requested_alone.into(ANOTHER)).refused(CHOOSE_FROM_ROSTER)


def test_an_attempt_repeated_is_one_refusal_on_record() -> None:
    asked = given(agency_registered, requested_alone, submitted, reviewed)
    asked.when(accepted).refused(WARN_OF_UNILATERAL)
    again = asked.when(accepted)
    assert isinstance(again.results, Refused)
    assert [each.event.about.name for each in again.scenario.events].count("system.CommandRefused") == 1
    asked.when(accepted.on("2026-03-05T09:00:00")).refused(WARN_OF_UNILATERAL)


def test_a_refused_proposal_may_be_made_again_when_it_has_become_right() -> None:
    asked = given(agency_registered, requested_alone, submitted, reviewed)
    asked.when(accepted).refused(WARN_OF_UNILATERAL)
    asked.when(notice_issued).appended()
    asked.when(notice_signed).appended()
    asked.when(accepted).appended()


def test_a_refusal_keeps_nothing_of_what_was_proposed() -> None:
    asked = given().when(requested_alone).refused(CHOOSE_FROM_ROSTER)
    (row,) = asked.scenario.ledger.recorder.read(0, 10)
    for said in ("CLM-1", "示例当事人001", "disability"):
        assert said not in row.state.decode()


# All or nothing


def test_of_three_events_none_is_appended_where_the_third_is_refused() -> None:
    batch = given(agency_registered).when(requested_alone, submitted, accepted).refused(WARN_OF_UNILATERAL, number=2)
    assert batch.scenario.ledger.recorder.heads([APPRAISAL]) == {APPRAISAL: 0}


def test_of_three_events_none_is_appended_where_the_second_is_malformed() -> None:
    given(agency_registered).when(requested_alone, submitted(hash="abc"), reviewed).malformed("/1/data/hash")


def test_every_fault_is_named_with_its_place() -> None:
    wrong = requested_alone(mode="both", claim_no="A B", surprise=True, principals=[{"id": "P1"}], agency_id=None)
    scenario = given(agency_registered)
    paths = ("mode", "principals/0/role", "agency_id", "claim_no", "surprise")
    scenario.when(wrong).malformed(*(f"/data/{path}" for path in paths))
    scenario.when(requested_alone.on("2026-02-30T09:00:00")).malformed("/time")
    scenario.when(requested_alone.into("appraisal/A B")).malformed("/subject")


def test_what_only_the_ledger_fills_in_is_refused_by_form() -> None:
    claimed = correction(submitted, withdrawn=True, corrects_type=submitted.type)
    given(ASKED_ALONE).when(claimed).malformed("/data/corrects_type")


# At the expected version


def test_an_append_at_the_expected_version() -> None:
    given(ASKED_ALONE).when(accepted, expected=5).appended()
    given(ASKED_ALONE).when(accepted.saying(expectedversion=5)).appended()
    given(agency_registered).when(requested_alone, expected=0).appended()


def test_an_append_at_another_version_is_not_made() -> None:
    given(ASKED_ALONE).when(accepted, expected=4).version_moved(to=5)
    given(ASKED_ALONE).when(accepted, expected=6).version_moved(to=5)
    given(ASKED_ALONE).when(accepted.saying(expectedversion=0)).version_moved(to=5)


# Dry runs


def test_a_dry_run_admits_and_leaves_no_trace() -> None:
    asked = given(ASKED_ALONE).when(accepted, dry_run=True).admitted()
    assert asked.state.status == "requested"
    asked.when(accepted).appended()


def test_a_dry_run_refuses_and_leaves_no_trace_either() -> None:
    given().when(requested_alone, dry_run=True).refused_without_trace(CHOOSE_FROM_ROSTER)
    given(agency_registered, requested_alone, submitted, reviewed).when(accepted, dry_run=True).refused_without_trace(
        WARN_OF_UNILATERAL
    )


def test_a_dry_run_sees_what_is_reserved() -> None:
    other = (*(each.into(ANOTHER) for each in ASKED_ALONE[1:]),)
    given(ACCEPTED, other).when(accepted.into(ANOTHER), dry_run=True).refused_without_trace(NO_PARALLEL_COMMISSION)


def test_what_is_already_there_is_said_in_a_dry_run_too() -> None:
    given(ACCEPTED).when(accepted, dry_run=True).already_there()


# Whose record it is


def test_one_party_does_not_unsay_what_another_recorded() -> None:
    """The agency recorded the material: an insurer of the same appraisal asks it to put that right."""
    theirs = correction(of=submitted, new_values={"title": "门诊病历"})
    given(ASKED_ALONE).when(theirs.by(INSURER_A)).denied()
    given(ASKED_ALONE).when(theirs).appended()


def test_who_supervises_the_area_puts_right_what_a_party_recorded() -> None:
    bureau = organisation("JB-411200", "justice_bureau", "appraisal_agency")
    given(ASKED_ALONE).when(correction(of=submitted, new_values={"title": "门诊病历"}).by(bureau)).appended()

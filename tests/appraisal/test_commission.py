"""Article 一: who may commission whom, on which materials, and what must be true before an agency accepts."""

import pytest

from given import Act, Acts, given
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE
from ledger.law.sanmenxia import (
    CHOOSE_AGENCY_TOGETHER,
    CHOOSE_FROM_ROSTER,
    MAY_COMMISSION,
    NOTICE_SIGNED,
    PROCEDURE_BEFORE_ACCEPTANCE,
    RECUSAL,
    REVIEW_MATERIAL,
    UNCONFIRMED_NOT_USED,
    WARN_OF_UNILATERAL,
)
from scenarios.acts import (
    ACCEPTED,
    ACCEPTED_JOINTLY,
    AG,
    AGREED_JOINTLY,
    ANOTHER,
    ASKED_ALONE,
    ASKED_JOINTLY,
    CHECKS,
    INSURER_A,
    ISSUED,
    OTHER_AGENCY,
    VICTIM,
    A,
    B,
    accepted,
    agency_changed,
    agency_chosen,
    agency_registered,
    confirmed,
    confirmed_by_insurer,
    conflict_declared,
    decline_stated,
    declined,
    digest,
    explained,
    issued,
    materials_returned,
    notice_issued,
    notice_signed,
    other_agency_registered,
    recused,
    requested_alone,
    requested_by_insurer,
    requested_jointly,
    reviewed,
    scheduled,
    submitted,
    terminated,
    used,
)

proves = pytest.mark.proves
BY_A = {"id": A, "role": "insurer"}


# 一(一): who commissions


@proves(MAY_COMMISSION.id)
@pytest.mark.parametrize("request_", [requested_alone, requested_jointly, requested_by_insurer])
def test_a_party_an_insurer_or_both_may_commission(request_: Act) -> None:
    assert given(agency_registered).when(request_).appended().state.status == "requested"


@proves(MAY_COMMISSION.id)
@pytest.mark.parametrize(
    "request_",
    [
        requested_jointly(principals=[VICTIM]),
        requested_jointly(principals=[BY_A]),
        requested_jointly(principals=[]),
        requested_alone(principals=[VICTIM, BY_A]),
        requested_alone(principals=[BY_A]),
        requested_by_insurer(principals=[BY_A, VICTIM]),
        requested_by_insurer(principals=[]),
    ],
)
def test_the_principals_must_fit_the_mode(request_: Act) -> None:
    given(agency_registered).when(request_).refused(MAY_COMMISSION)


@proves(MAY_COMMISSION.id)
def test_an_other_party_says_what_it_is() -> None:
    other = {"id": "P1", "role": "other"}
    known = given(agency_registered)
    known.when(requested_alone(principals=[other])).refused(MAY_COMMISSION)
    known.when(requested_alone(principals=[{**other, "description": "车辆实际使用人"}])).appended()


@proves(MAY_COMMISSION.id)
def test_a_commissioning_insurer_is_one_of_the_insurers_concerned() -> None:
    given(agency_registered).when(requested_jointly(insurer_ids=[B]).by(INSURER_A)).refused(MAY_COMMISSION)


@proves(CHOOSE_AGENCY_TOGETHER.id)
def test_a_joint_commission_needs_the_agency_chosen_by_every_principal() -> None:
    asked = (agency_registered, requested_jointly, submitted, reviewed)
    given(asked).when(accepted).refused(CHOOSE_AGENCY_TOGETHER)
    given(asked, agency_chosen(agreed_by=[A])).when(accepted).refused(CHOOSE_AGENCY_TOGETHER)
    given(asked, agency_chosen(agreed_by=["P1"])).when(accepted).refused(CHOOSE_AGENCY_TOGETHER)
    given(asked, agency_chosen(agency_id="AG-411200-02")).when(accepted).refused(CHOOSE_AGENCY_TOGETHER)


@proves(CHOOSE_AGENCY_TOGETHER.id)
def test_a_joint_commission_with_its_agency_agreed_is_accepted() -> None:
    assert given(ASKED_JOINTLY).when(accepted).appended().state.status == "accepted"


@proves(CHOOSE_AGENCY_TOGETHER.id)
def test_nobody_need_agree_with_a_party_that_commissions_alone() -> None:
    given(ASKED_ALONE).when(accepted).appended()


def test_a_joint_commission_is_asked_by_the_agency_on_behalf_of_both_as_well() -> None:
    by_agency = requested_jointly.by(ASKED_ALONE[1].caller)
    assert given(agency_registered).when(by_agency).appended().row("appraisal").mode == "joint"


def test_joint_commissioning_is_explained_only_with_all_three_contents() -> None:
    asked = given(agency_registered, requested_jointly)
    assert not asked.when(explained(legal_consequences=False)).appended().state.explained
    assert asked.when(explained).appended().state.explained


# 一(一): what both sides must have confirmed


@proves(UNCONFIRMED_NOT_USED.id)
def test_a_material_that_one_side_has_not_confirmed_is_not_used() -> None:
    given(ASKED_JOINTLY, accepted).when(used).refused(UNCONFIRMED_NOT_USED)
    given(ASKED_JOINTLY, confirmed, accepted).when(used).refused(UNCONFIRMED_NOT_USED)
    given(ASKED_JOINTLY, confirmed_by_insurer, accepted).when(used).refused(UNCONFIRMED_NOT_USED)


@proves(UNCONFIRMED_NOT_USED.id)
def test_a_material_confirmed_by_both_sides_is_used() -> None:
    assert given(ACCEPTED_JOINTLY).when(used).appended().state.materials["M-1"].used


@proves(UNCONFIRMED_NOT_USED.id)
def test_nobody_need_confirm_what_a_party_alone_submitted() -> None:
    given(ACCEPTED).when(used).appended()


@proves(UNCONFIRMED_NOT_USED.id)
def test_a_new_version_voids_earlier_confirmations() -> None:
    newer = submitted(hash=digest("补充病历")).on("2026-03-05T09:00:00")
    reread = reviewed.on("2026-03-05T10:00:00")
    again = given(ACCEPTED_JOINTLY, newer, reread)
    again.when(used(hash=digest("补充病历"))).refused(UNCONFIRMED_NOT_USED)


@proves(UNCONFIRMED_NOT_USED.id)
def test_confirmations_may_come_after_acceptance() -> None:
    late = tuple(each.on("2026-03-05T09:00:00") for each in (confirmed, confirmed_by_insurer))
    given(ASKED_JOINTLY, accepted, late).when(used).appended()
    given(AGREED_JOINTLY).when(accepted).appended()


@proves(UNCONFIRMED_NOT_USED.id)
def test_an_opinion_does_not_rest_on_what_one_side_has_not_confirmed() -> None:
    given(ASKED_JOINTLY, confirmed, accepted).when(issued).refused(UNCONFIRMED_NOT_USED)


@proves(KNOWN_REFERENCE.id)
def test_only_a_submitted_material_in_its_present_version_is_confirmed_or_used() -> None:
    asked, under_way = given(ASKED_JOINTLY), given(ACCEPTED)
    asked.when(confirmed(material_id="M-9")).refused(KNOWN_REFERENCE)
    asked.when(confirmed(hash=digest("旧版"))).refused(KNOWN_REFERENCE)
    under_way.when(used(material_id="M-9")).refused(KNOWN_REFERENCE)
    under_way.when(used(hash=digest("旧版"))).refused(KNOWN_REFERENCE)


@proves(KNOWN_REFERENCE.id)
def test_a_submitted_material_is_confirmed_by_side() -> None:
    asked = given(ASKED_JOINTLY)
    assert asked.when(confirmed).appended().state.materials["M-1"].confirmed_by == {"P1"}
    assert asked.when(confirmed_by_insurer).appended().state.materials["M-1"].confirmed_by == {"P1", A}


@proves(KNOWN_REFERENCE.id)
def test_a_submitted_material_is_used_in_its_present_version() -> None:
    given(ACCEPTED).when(used).appended()


# 一(二): a party that commissions alone


@proves(WARN_OF_UNILATERAL.id)
def test_a_party_alone_must_have_been_warned() -> None:
    given(agency_registered, requested_alone, submitted, reviewed).when(accepted).refused(WARN_OF_UNILATERAL)


@proves(WARN_OF_UNILATERAL.id)
def test_a_party_warned_and_its_notice_signed_is_accepted() -> None:
    given(ASKED_ALONE).when(accepted).appended()


@proves(NOTICE_SIGNED.id)
def test_the_notice_must_be_signed_by_the_party_itself() -> None:
    warned = (agency_registered, requested_alone, notice_issued, submitted, reviewed)
    given(warned).when(accepted).refused(NOTICE_SIGNED)
    given(warned, notice_signed(by="P2")).when(accepted).refused(NOTICE_SIGNED)


@proves(NOTICE_SIGNED.id)
def test_with_the_notice_signed_the_commission_is_accepted() -> None:
    given(ASKED_ALONE).when(accepted).appended()


@proves(WARN_OF_UNILATERAL.id, NOTICE_SIGNED.id)
def test_an_insurer_alone_needs_no_notice() -> None:
    given(agency_registered, requested_by_insurer, submitted, reviewed).when(accepted).appended()


@proves(REVIEW_MATERIAL.id)
def test_every_material_is_examined_before_acceptance() -> None:
    unread = submitted(material_id="M-2", hash=digest("影像"))
    given(ASKED_ALONE, unread).when(accepted).refused(REVIEW_MATERIAL)


@proves(REVIEW_MATERIAL.id)
def test_examined_materials_are_accepted_also_where_one_was_rejected() -> None:
    poor = (
        submitted(material_id="M-2", hash=digest("影像")),
        reviewed(material_id="M-2", result="rejected", reasons="无法辨认"),
    )
    given(ASKED_ALONE, poor).when(accepted).appended()


@proves(REVIEW_MATERIAL.id)
def test_only_a_material_that_passed_examination_is_used() -> None:
    given(ACCEPTED, reviewed(result="rejected").on("2026-03-05T09:00:00")).when(used).refused(REVIEW_MATERIAL)
    given(ACCEPTED, reviewed(result="needs_supplement").on("2026-03-05T09:00:00")).when(used).refused(REVIEW_MATERIAL)
    given(ACCEPTED, submitted(hash=digest("补充病历")).on("2026-03-05T09:00:00")).when(
        used(hash=digest("补充病历"))
    ).refused(REVIEW_MATERIAL)


@proves(REVIEW_MATERIAL.id)
def test_a_material_that_passed_is_used() -> None:
    given(ACCEPTED).when(used).appended()


@proves(PROCEDURE_BEFORE_ACCEPTANCE.id)
def test_every_check_is_answered_and_passed() -> None:
    asked = given(ASKED_ALONE)
    asked.when(accepted(checks=[])).refused(PROCEDURE_BEFORE_ACCEPTANCE)
    for check in CHECKS:
        others = [each for each in CHECKS if each is not check]
        failed = {**check, "passed": False, "note": "未通过"}
        asked.when(accepted(checks=others)).refused(PROCEDURE_BEFORE_ACCEPTANCE)
        asked.when(accepted(checks=[*others, failed])).refused(PROCEDURE_BEFORE_ACCEPTANCE)
        asked.when(accepted(checks=[*CHECKS, failed])).refused(PROCEDURE_BEFORE_ACCEPTANCE)


@proves(PROCEDURE_BEFORE_ACCEPTANCE.id)
def test_the_check_of_the_notice_is_asked_of_a_party_alone_and_nobody_else() -> None:
    without = accepted(checks=[each for each in CHECKS if each["item"] != "notice"])
    given(ASKED_ALONE).when(without).refused(PROCEDURE_BEFORE_ACCEPTANCE)
    given(ASKED_JOINTLY).when(without).appended()


@proves(IN_ORDER.id)
def test_a_commission_is_decided_once() -> None:
    for decided in ((*ASKED_ALONE, accepted), (*ASKED_ALONE, declined), (*ACCEPTED, terminated), ISSUED):
        given(decided).when(accepted.on("2026-03-21T09:00:00")).refused(IN_ORDER)
        given(decided).when(declined.on("2026-03-21T09:00:00")).refused(IN_ORDER)


@proves(IN_ORDER.id)
def test_an_undecided_commission_is_accepted_or_declined() -> None:
    assert given(ASKED_ALONE).when(accepted).appended().state.status == "accepted"
    assert given(ASKED_ALONE).when(declined).appended().state.status == "declined"


# 一(三): the roster


@proves(CHOOSE_FROM_ROSTER.id)
def test_an_agency_on_the_roster_is_asked_and_accepts() -> None:
    asked = given(agency_registered).when(requested_alone).appended()
    assert asked.state.requested.roster_version == 1
    given(ASKED_ALONE).when(accepted).appended()


@proves(CHOOSE_FROM_ROSTER.id)
def test_an_agency_nobody_registered_is_not_asked() -> None:
    given().when(requested_alone).refused(CHOOSE_FROM_ROSTER)


@proves(CHOOSE_FROM_ROSTER.id)
def test_the_roster_is_that_of_the_day_of_the_request() -> None:
    asked_on = "2026-03-02"
    not_listed: tuple[Acts, ...] = (
        agency_registered(valid_from="2026-03-03"),
        agency_registered(valid_to="2026-03-01"),
        (agency_registered, agency_changed(status="suspended", effective_from=asked_on)),
        (agency_registered, agency_changed(status="removed", effective_from="2026-01-05")),
        (agency_registered, agency_changed(valid_to="2026-03-01")),
    )
    listed: tuple[Acts, ...] = (
        agency_registered(valid_from=asked_on),
        agency_registered(valid_to=asked_on),
        (agency_registered, agency_changed(status="suspended", effective_from="2026-03-03")),
        (
            agency_registered,
            agency_changed(status="active", effective_from="2026-02-01"),
            agency_changed(status="suspended", effective_from="2026-01-10"),
        ),
    )
    for entry in not_listed:
        given(entry).when(requested_alone).refused(CHOOSE_FROM_ROSTER)
    for entry in listed:
        given(entry).when(requested_alone).appended()


@proves(CHOOSE_FROM_ROSTER.id)
def test_leaving_the_roster_after_the_request_does_not_stop_acceptance() -> None:
    gone = agency_changed(status="removed", effective_from="2026-03-03").on("2026-03-03T08:00:00")
    given(ASKED_ALONE, gone).when(accepted).appended()


@proves(CHOOSE_FROM_ROSTER.id)
def test_a_suspension_learnt_later_that_covers_the_day_of_the_request_stops_acceptance() -> None:
    late = agency_changed(status="suspended", effective_from="2026-03-01").on("2026-03-03T08:00:00")
    given(ASKED_ALONE, late).when(accepted).refused(CHOOSE_FROM_ROSTER)


@proves(CHOOSE_FROM_ROSTER.id)
def test_another_agency_on_the_roster_does_as_well() -> None:
    elsewhere = requested_alone(agency_id=OTHER_AGENCY.organisation).by(OTHER_AGENCY).into(ANOTHER)
    given(other_agency_registered).when(elsewhere).appended()
    given(agency_registered).when(elsewhere).refused(CHOOSE_FROM_ROSTER)


# 一(四): declining


def test_a_declined_commission_ends_with_its_statement_and_the_materials_returned() -> None:
    refused = given(ASKED_ALONE, declined)
    assert refused.when(decline_stated).appended().state.decline_statement_no == "TA-1"
    ended = refused.when(materials_returned).appended()
    assert ended.state.materials["M-1"].returned
    assert ended.row("appraisal").decline_reason == "材料不足"


# 二(四): conflicts of interest


@proves(RECUSAL.id)
def test_an_open_conflict_stops_acceptance() -> None:
    given(ASKED_ALONE, conflict_declared).when(accepted).refused(RECUSAL)
    given(ASKED_ALONE, conflict_declared, recused(person_id="AP-2")).when(accepted).refused(RECUSAL)


@proves(RECUSAL.id)
def test_recusal_resolves_a_conflict() -> None:
    given(ASKED_ALONE, conflict_declared, recused).when(accepted).appended()


@proves(RECUSAL.id)
def test_who_declared_an_interest_or_recused_does_not_act() -> None:
    declared = (*ACCEPTED, conflict_declared.on("2026-03-05T09:00:00"))
    given(declared).when(scheduled).refused(RECUSAL)
    given(declared, recused.on("2026-03-05T10:00:00")).when(scheduled).refused(RECUSAL)
    given(ACCEPTED, recused.on("2026-03-05T10:00:00")).when(scheduled).refused(RECUSAL)
    given(declared).when(scheduled(appraisers=["AP-2", "AP-3"])).appended()


@proves(RECUSAL.id)
def test_an_agency_with_an_interest_neither_accepts_nor_goes_on() -> None:
    interest = conflict_declared(person_or_org=AG, relation="投资关系")
    given(ASKED_ALONE, interest).when(accepted).refused(RECUSAL)
    given(ACCEPTED, interest.on("2026-03-05T09:00:00")).when(scheduled).refused(RECUSAL)


@proves(RECUSAL.id)
def test_who_recused_does_not_sign_the_opinion() -> None:
    given(ACCEPTED, recused.on("2026-03-05T10:00:00")).when(issued).refused(RECUSAL)


@proves(RECUSAL.id)
def test_an_opinion_without_conflicts_is_issued() -> None:
    given(ISSUED[:-1]).when(issued).appended()

"""The survey of an assignment: arrival, notices, salvage, inventory, record and re-surveys (MBA 5.1 to 5.3.3)."""

from __future__ import annotations

from typing import Any

import pytest

from given import Act, given, instant
from ledger.kernel.law import Rule
from ledger.law.house import KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.machinery import (
    ALL_COUNTED,
    ARRIVE_AROUND_CITY,
    ARRIVE_AS_AGREED,
    ARRIVE_IN_CITY,
    ARRIVE_IN_PROVINCE,
    ARRIVE_OUTSIDE_PROVINCE,
    CHECK_POLICY,
    CLIENT_NOTICE,
    EXPLAIN,
    FIELDS,
    INFORM_OF_REFUSED_NOTICE,
    INFORM_OF_REFUSED_SIGNATURE,
    INSURED_LIAISON,
    INSURED_MITIGATE,
    INTERVIEW,
    INVENTORY,
    LOSS_GROWING,
    NOTICE_PRESENT,
    NOTICE_RECEIPT,
    OPERATING_DATA,
    PHOTOS,
    PLAN,
    RECORD_CONTENT,
    RECORD_FIELDS,
    REPAIR_INFO,
    REPAIR_METHOD,
    RESURVEY_DISMANTLE,
    RESURVEY_FOLLOWUP,
    RESURVEY_UNCLEAR,
    SALVAGE_FORM,
    SALVAGE_NOTICE,
    SIGN_SEAL,
    WEAR,
)
from looking import duties, findings, grave, owed, rows
from scenarios.acts import digest
from scenarios.assignment_reports import ADJUSTED, REVIEWED, drafted, loss_determined, report_issued
from scenarios.assignments import (
    ACCEPTED,
    APPOINTED,
    INSURED,
    ON_SITE,
    SURVEYED,
    acknowledged,
    agreed,
    all_counted,
    appointed,
    arrived,
    arrived_again,
    counted,
    countered,
    informed,
    interviewed,
    item_recorded,
    liaison_named,
    loss_growing,
    notice_presented,
    notice_refused,
    photographed,
    plan_agreed,
    policy_checked,
    procedure_explained,
    record_completed,
    record_signed,
    repair_agreed,
    repair_known,
    resurvey_completed,
    resurvey_needed,
    resurvey_scheduled,
    running,
    salvage_notice,
    salvaged,
    signature_refused,
    statement_taken,
    surveyed_without,
    total_loss_constructed,
    wear_assessed,
    written_down,
)
from scenarios.claims import ASSIGNMENT

proves = pytest.mark.proves


def survey(*story: Any) -> Any:
    return given(*story).state(ASSIGNMENT).survey


# Article 5.1: reaching the scene


def there(at: str, visit_no: int = 1) -> Act:
    return arrived(at=f"{at}+08:00", visit_no=visit_no).on(at)


ZONES = [
    (ARRIVE_IN_CITY, "urban", "2026-03-02T12:45:00", "2026-03-02T12:45:01"),
    (ARRIVE_AROUND_CITY, "surrounding", "2026-03-02T15:45:00", "2026-03-02T15:45:01"),
    (ARRIVE_IN_PROVINCE, "in_province", "2026-03-02T21:45:00", "2026-03-02T21:45:01"),
    (ARRIVE_OUTSIDE_PROVINCE, "out_of_province", "2026-03-03T09:45:00", "2026-03-03T09:45:01"),
]


@proves(*(rule.id for rule, *_ in ZONES))
@pytest.mark.parametrize(("rule", "zone", "last", "after"), ZONES)
def test_each_zone_has_its_hours_from_the_adjusters_acceptance(rule: Rule, zone: str, last: str, after: str) -> None:
    sent = (*ACCEPTED, appointed(zone=zone, accepted_at="2026-03-02T09:45:00+08:00"))
    in_time, late = owed(rule, *sent, there(last)), owed(rule, *sent, there(after))
    assert (in_time.due_at, in_time.inclusive, in_time.level) == (instant(last), True, "deviation")
    assert (in_time.late, late.late) == (False, True)
    for other, *_ in ZONES:
        assert len(rows("duty", other, *sent)) == (other is rule)


def test_a_second_appointment_of_adjusters_sets_no_new_hours() -> None:
    again = appointed(zone="out_of_province").on("2026-03-02T13:00:00")
    assert rows("duty", ARRIVE_OUTSIDE_PROVINCE, *APPOINTED, again) == []
    assert owed(ARRIVE_IN_CITY, *APPOINTED, again, there("2026-03-02T13:30:00")).late


def test_an_arrival_recorded_before_the_appointment_counts() -> None:
    assert not owed(ARRIVE_IN_CITY, *ACCEPTED, arrived, appointed).late
    assert owed(ARRIVE_IN_CITY, *ACCEPTED, there("2026-03-02T12:30:01"), appointed).late


@proves(ARRIVE_AS_AGREED.id)
@pytest.mark.parametrize(("at", "late"), [("2026-03-02T15:00:00", False), ("2026-03-02T15:00:01", True)])
def test_a_time_agreed_with_both_sides_replaces_the_hours_of_the_zone(at: str, late: bool) -> None:
    story = (*APPOINTED, agreed, there(at))
    row = owed(ARRIVE_AS_AGREED, *story)
    assert (row.subject, row.due_at, row.level, row.late) == ("1", instant("2026-03-02T15:00:00"), "breach", late)
    zone = owed(ARRIVE_IN_CITY, *story)
    assert (zone.cancelled_at, zone.done_at) == (instant("2026-03-02T09:50:00"), None)


@proves(ARRIVE_AS_AGREED.id, ARRIVE_IN_CITY.id, says="both")
@pytest.mark.parametrize("by", [["insured"], ["insurer"]])
def test_a_time_agreed_with_one_side_replaces_nothing(by: list[str]) -> None:
    one = (*APPOINTED, agreed(agreed_by=by))
    assert rows("duty", ARRIVE_AS_AGREED, *one) == []
    assert owed(ARRIVE_IN_CITY, *one, there("2026-03-02T15:00:00")).late
    both = agreed(agreed_time="2026-03-02T16:00:00+08:00").on("2026-03-02T10:30:00")
    assert owed(ARRIVE_AS_AGREED, *one, both).due_at == instant("2026-03-02T16:00:00")


def test_a_time_agreed_before_the_adjusters_were_appointed_leaves_the_zone_without_hours() -> None:
    early = agreed.on("2026-03-02T09:25:00")
    assert rows("duty", ARRIVE_IN_CITY, *ACCEPTED, early, appointed) == []


@proves(ARRIVE_IN_CITY.id)
def test_an_agreement_does_not_undo_that_the_hours_were_over() -> None:
    in_time, too_late = agreed.on("2026-03-02T12:30:00"), agreed.on("2026-03-02T12:30:01")
    assert owed(ARRIVE_IN_CITY, *APPOINTED, in_time).cancelled_at
    missed = owed(ARRIVE_IN_CITY, *APPOINTED, too_late, there("2026-03-02T14:00:00"))
    assert (missed.cancelled_at, missed.late) == (None, True)


@proves(ARRIVE_AS_AGREED.id)
def test_the_latest_agreement_counts_if_it_was_made_before_the_earlier_time() -> None:
    moved = agreed(agreed_time="2026-03-02T17:00:00+08:00")
    in_time = owed(ARRIVE_AS_AGREED, *APPOINTED, agreed, moved.on("2026-03-02T14:00:00"), there("2026-03-02T17:00:00"))
    assert (in_time.due_at, in_time.extensions, in_time.late) == (instant("2026-03-02T17:00:00"), 1, False)
    missed = owed(ARRIVE_AS_AGREED, *APPOINTED, agreed, moved.on("2026-03-02T15:30:00"), there("2026-03-02T17:00:00"))
    assert (missed.due_at, missed.extensions, missed.late) == (instant("2026-03-02T15:00:00"), 0, True)


def test_each_visit_has_its_own_appointment() -> None:
    second = agreed(agreed_time="2026-03-09T10:00:00+08:00").on("2026-03-05T09:00:00")
    kept = (*APPOINTED, agreed, there("2026-03-02T15:00:00"), second, arrived_again)
    assert [(row.subject, row.late) for row in rows("duty", ARRIVE_AS_AGREED, *kept)] == [("1", False), ("2", False)]
    one_late = (*APPOINTED, agreed, there("2026-03-02T16:00:00"), second, arrived_again)
    assert [(row.subject, row.late) for row in rows("duty", ARRIVE_AS_AGREED, *one_late)] == [("1", True), ("2", False)]


@proves(ARRIVE_AS_AGREED.id, says="yes")
def test_adjusters_who_come_one_by_one_make_one_visit() -> None:
    one_by_one = (*APPOINTED, agreed, there("2026-03-02T15:10:00"), there("2026-03-02T15:00:00"))
    second = agreed(agreed_time="2026-03-09T10:00:00+08:00").on("2026-03-05T09:00:00")
    kept = duties(ARRIVE_AS_AGREED, *one_by_one, second, arrived_again)
    assert {subject: row.late for subject, row in kept.items() if subject != "1"} == {"2": False}
    assert [(visit.no, visit.at) for visit in survey(*one_by_one, arrived_again).visits] == [
        (1, instant("2026-03-02T15:00:00")),
        (2, instant("2026-03-09T10:00:00")),
    ]
    assert len(rows("duty", NOTICE_PRESENT, *one_by_one)) == 1


def test_an_arrival_recorded_before_its_agreement_counts() -> None:
    row = owed(ARRIVE_AS_AGREED, *APPOINTED, there("2026-03-02T15:00:00"), agreed)
    assert (row.done_at, row.late) == (instant("2026-03-02T15:00:00"), False)


# Article 5.2: the notices


@proves(NOTICE_PRESENT.id)
def test_the_client_notice_is_shown_and_explained_on_the_first_visit() -> None:
    row = owed(NOTICE_PRESENT, *ON_SITE, notice_presented)
    assert (row.started_at, row.done_at) == (instant("2026-03-02T12:30:00"), instant("2026-03-02T12:40:00"))
    assert (row.due_at, row.late) == (None, False)
    assert len(rows("duty", NOTICE_PRESENT, *ON_SITE, notice_presented, arrived_again)) == 1


@proves(NOTICE_PRESENT.id, says="no")
def test_a_notice_that_was_not_explained_is_still_owed() -> None:
    assert owed(NOTICE_PRESENT, *ON_SITE, notice_presented(explained=False)).done_at is None
    without = surveyed_without(notice_presented, acknowledged)
    assert grave(NOTICE_PRESENT, *without) == ["deviation"]
    assert findings(NOTICE_PRESENT, *SURVEYED) == []


@proves(NOTICE_RECEIPT.id)
def test_the_notice_is_acknowledged_on_paper_or_electronically() -> None:
    for receipt in (acknowledged, acknowledged(type="electronic")):
        assert owed(NOTICE_RECEIPT, *ON_SITE, notice_presented, receipt).done_at == instant("2026-03-02T12:45:00")
    assert owed(NOTICE_RECEIPT, *ON_SITE, acknowledged, notice_presented).done_at


@proves(NOTICE_RECEIPT.id, says="no")
def test_a_receipt_neither_given_nor_refused_shows_when_the_survey_ends() -> None:
    assert owed(NOTICE_RECEIPT, *ON_SITE, notice_presented).done_at is None
    assert grave(NOTICE_RECEIPT, *surveyed_without(acknowledged)) == ["deviation"]
    assert findings(NOTICE_RECEIPT, *SURVEYED) == []
    assert findings(NOTICE_RECEIPT, *surveyed_without(acknowledged, instead=notice_refused)) == []


@proves(INFORM_OF_REFUSED_NOTICE.id)
@pytest.mark.parametrize(("at", "late"), [("2026-03-03T12:45:00", False), ("2026-03-03T12:45:01", True)])
def test_if_it_is_refused_the_principal_is_told_and_a_record_made(at: str, late: bool) -> None:
    refused = (*ON_SITE, notice_presented, notice_refused)
    assert owed(NOTICE_RECEIPT, *refused).cancelled_at == instant("2026-03-02T12:45:00")
    told = owed(INFORM_OF_REFUSED_NOTICE, *refused, informed(at=f"{at}+08:00"), part="inform")
    noted = owed(INFORM_OF_REFUSED_NOTICE, *refused, written_down.on(at), part="record")
    for row in (told, noted):
        assert (row.due_at, row.level, row.late) == (instant("2026-03-03T12:45:00"), "target", late)
    assert owed(INFORM_OF_REFUSED_NOTICE, *refused, informed, part="record").done_at is None
    assert owed(INFORM_OF_REFUSED_NOTICE, *refused, written_down, part="inform").done_at is None


def test_telling_of_something_else_discharges_nothing() -> None:
    refused = (*ON_SITE, notice_presented, notice_refused)
    other = informed(matter="loss_growing")
    assert owed(INFORM_OF_REFUSED_NOTICE, *refused, other, part="inform").done_at is None
    assert owed(INFORM_OF_REFUSED_NOTICE, *refused, written_down(matter="other"), part="record").done_at is None


TOLD: tuple[tuple[Rule, tuple[Act, ...], Act], ...] = (
    (INFORM_OF_REFUSED_NOTICE, (*ON_SITE, notice_presented, notice_refused), informed),
    (INFORM_OF_REFUSED_SIGNATURE, (*SURVEYED, signature_refused), informed(matter="survey_record")),
    (LOSS_GROWING, (*ON_SITE, loss_growing), informed(matter="loss_growing")),
)


@proves(INFORM_OF_REFUSED_NOTICE.id, INFORM_OF_REFUSED_SIGNATURE.id, LOSS_GROWING.id, says="both")
@pytest.mark.parametrize(("rule", "story", "told"), TOLD)
def test_telling_somebody_else_is_recorded_and_tells_no_principal(
    rule: Rule, story: tuple[Act, ...], told: Act
) -> None:
    told = told(at="2026-03-02T17:00:00+08:00").on("2026-03-02T17:00:00")
    to_another = told(principal_id=INSURED)
    assert grave(rule, story, to_another) == ["notice"]
    assert owed(rule, story, to_another, part="inform").done_at is None
    assert owed(rule, story[:-1], to_another, story[-1], part="inform").done_at is None
    assert findings(rule, story, told) == []
    assert owed(rule, story, told, part="inform").done_at == instant("2026-03-02T17:00:00")


@proves(INFORM_OF_REFUSED_NOTICE.id, INFORM_OF_REFUSED_SIGNATURE.id, says="yes")
@pytest.mark.parametrize("part", ["inform", "record"])
def test_once_it_is_signed_after_all_nobody_need_be_told(part: str) -> None:
    next_day = "2026-03-03T10:00:00"
    refused = (*ON_SITE, notice_presented, notice_refused, acknowledged.on(next_day))
    assert owed(INFORM_OF_REFUSED_NOTICE, *refused, part=part).cancelled_at == instant(next_day)
    unsealed, whole = record_signed(seal=False).on(next_day), record_signed.on(next_day)
    unsigned = (*SURVEYED, signature_refused)
    assert owed(INFORM_OF_REFUSED_SIGNATURE, *unsigned, unsealed, part=part).cancelled_at is None
    assert owed(INFORM_OF_REFUSED_SIGNATURE, *unsigned, whole, part=part).cancelled_at == instant(next_day)


def test_what_was_told_after_the_refusal_and_recorded_before_it_counts() -> None:
    story = (*ON_SITE, notice_presented, informed, notice_refused)
    assert owed(INFORM_OF_REFUSED_NOTICE, *story, part="inform").done_at == instant("2026-03-02T14:00:00")
    too_early = informed(at="2026-03-02T12:00:00+08:00")
    assert owed(INFORM_OF_REFUSED_NOTICE, *ON_SITE, too_early, notice_refused, part="inform").done_at is None


@proves(CLIENT_NOTICE.id, says="both")
def test_the_client_notice_has_all_its_parts() -> None:
    assert findings(CLIENT_NOTICE, *ON_SITE, notice_presented) == []
    ((severity, reason),) = findings(CLIENT_NOTICE, *ON_SITE, notice_presented(parts=["firm", "address", "signature"]))
    assert (severity, "postcode" in reason, "its address" in reason) == ("deviation", True, False)


@proves(FIELDS.id, says="both")
def test_the_client_notice_has_room_for_signature_and_date_and_a_receipt_has_both() -> None:
    assert findings(FIELDS, *ON_SITE, notice_presented) == []
    assert len(findings(FIELDS, *ON_SITE, notice_presented(parts=["firm"]))) == 1
    given(ON_SITE, notice_presented).when(acknowledged).appended()
    given(ON_SITE, notice_presented).when(acknowledged(by=None, dated=None)).malformed("/data/by", "/data/dated")


@proves(INTERVIEW.id, says="both")
def test_the_insured_is_asked_eight_things() -> None:
    assert findings(INTERVIEW, *SURVEYED) == []
    ((severity, nothing),) = findings(INTERVIEW, *surveyed_without(interviewed))
    assert (severity, nothing.count(",")) == ("breach", 7)
    half = interviewed(in_warranty=None, operators=None)
    ((_, reason),) = findings(INTERVIEW, *surveyed_without(interviewed, instead=half))
    assert ("whether under warranty" in reason, "course" in reason) == (True, False)
    rest = interviewed(**dict.fromkeys(interviewed.data) | {"operators": "持证", "in_warranty": True})
    assert findings(INTERVIEW, *surveyed_without(interviewed, instead=(half, rest))) == []


@proves(EXPLAIN.id)
def test_procedure_cooperation_and_neutrality_are_explained() -> None:
    assert owed(EXPLAIN, *ON_SITE, procedure_explained).done_at == instant("2026-03-02T12:55:00")


@proves(EXPLAIN.id, says="no")
@pytest.mark.parametrize("members", [{"neutrality": False}, {"cooperation_items": []}])
def test_half_an_explanation_is_none(members: dict[str, Any]) -> None:
    half = procedure_explained(**members)
    assert owed(EXPLAIN, *ON_SITE, half).done_at is None
    assert len(findings(EXPLAIN, *surveyed_without(procedure_explained, instead=half))) == 1
    assert findings(EXPLAIN, *SURVEYED) == []


# Article 5.2.4 and annex B: salvage


@proves(SALVAGE_NOTICE.id)
def test_the_salvage_notice_is_given_on_the_first_visit() -> None:
    assert owed(SALVAGE_NOTICE, *ON_SITE, salvage_notice).done_at == instant("2026-03-02T13:00:00")


@proves(SALVAGE_NOTICE.id, says="no")
def test_a_survey_without_a_salvage_notice_shows_it() -> None:
    assert owed(SALVAGE_NOTICE, *ON_SITE).done_at is None
    assert grave(SALVAGE_NOTICE, *surveyed_without(salvage_notice)) == ["deviation"]
    assert findings(SALVAGE_NOTICE, *SURVEYED) == []


@proves(SALVAGE_FORM.id, says="both")
def test_the_salvage_notice_names_the_accident_and_carries_both_signatures() -> None:
    assert findings(SALVAGE_FORM, *ON_SITE, salvage_notice) == []
    unsigned = salvage_notice(insured=None, insured_on=None, accident_on=None)
    ((severity, reason),) = findings(SALVAGE_FORM, *ON_SITE, unsigned)
    assert (severity, reason) == (
        "deviation",
        "Salvage notice; missing: day of the accident, the insured's signature, day of the insured's signature",
    )


@proves(INSURED_MITIGATE.id, INSURED_LIAISON.id, says="both")
def test_what_the_insured_owes_is_looked_for_when_the_survey_ends() -> None:
    for rule, act in ((INSURED_MITIGATE, salvaged), (INSURED_LIAISON, liaison_named)):
        assert findings(rule, *SURVEYED) == []
        assert grave(rule, *surveyed_without(act)) == ["notice"]


@proves(LOSS_GROWING.id)
@pytest.mark.parametrize(("at", "late"), [("2026-03-02T15:10:00", False), ("2026-03-02T15:10:01", True)])
def test_of_a_growing_loss_the_principal_is_told_and_measures_are_arranged(at: str, late: bool) -> None:
    told = informed(matter="loss_growing", subject_id="OB-1", at=f"{at}+08:00").on(at)
    inform = owed(LOSS_GROWING, *ON_SITE, loss_growing, told, part="inform")
    measures = owed(LOSS_GROWING, *ON_SITE, loss_growing, countered.on(at), part="measures")
    for row in (inform, measures):
        assert (row.subject, row.due_at, row.level) == ("OB-1", instant("2026-03-02T15:10:00"), "target")
        assert row.late is late


def test_each_observation_is_told_of_unless_all_are_told_of_together() -> None:
    two = (*ON_SITE, loss_growing, loss_growing(observation_id="OB-2").on("2026-03-02T13:20:00"))

    def open_ones(act: Act, part: str) -> list[str]:
        return [row.subject for row in rows("duty", LOSS_GROWING, *two, act, part=part) if row.done_at is None]

    told = informed(matter="loss_growing")
    assert open_ones(told(subject_id="OB-1"), "inform") == ["OB-2"]
    assert open_ones(told, "inform") == []
    assert open_ones(countered, "measures") == ["OB-2"]
    assert open_ones(countered(observation_id=None), "measures") == []


def test_what_was_told_of_an_earlier_observation_does_not_count_for_a_later() -> None:
    told = informed(matter="loss_growing")
    later = loss_growing(observation_id="OB-2").on("2026-03-02T18:00:00")
    last = rows("duty", LOSS_GROWING, *ON_SITE, loss_growing, told, countered, later, part="inform")
    assert [(row.subject, row.done_at is None) for row in last] == [("OB-1", False), ("OB-2", True)]


# Article 5.3.1: the survey


@proves(CHECK_POLICY.id, says="both")
def test_the_scene_is_checked_against_the_policy_before_the_record_is_completed() -> None:
    assert findings(CHECK_POLICY, *SURVEYED) == []
    half = policy_checked(period=None, special_terms=None)
    ((severity, reason),) = findings(CHECK_POLICY, *surveyed_without(policy_checked, instead=half))
    assert (severity, reason) == (
        "breach",
        "Checks against the policy; missing: period of insurance, special terms and endorsements",
    )


@proves(PLAN.id)
def test_a_plan_is_agreed() -> None:
    assert owed(PLAN, *ON_SITE, plan_agreed).done_at == instant("2026-03-02T13:20:00")
    assert findings(PLAN, *ON_SITE, plan_agreed, counted) == []


@proves(PLAN.id, says="no")
def test_a_count_without_a_plan_deviates() -> None:
    assert owed(PLAN, *ON_SITE).done_at is None
    assert grave(PLAN, *ON_SITE, counted) == ["deviation"]


@proves(INVENTORY.id)
def test_what_was_planned_is_counted_by_some_method() -> None:
    assert owed(INVENTORY, *ON_SITE, plan_agreed, counted).done_at == instant("2026-03-02T13:30:00")
    assert owed(INVENTORY, *ON_SITE, counted, plan_agreed.on("2026-03-02T13:35:00")).done_at


@proves(INVENTORY.id, says="no")
def test_a_plan_alone_counts_nothing() -> None:
    assert owed(INVENTORY, *ON_SITE, plan_agreed).done_at is None
    given(ON_SITE, plan_agreed).when(counted(method=None)).malformed("/data/method")


@proves(RECORD_FIELDS.id, says="both")
def test_every_damaged_item_is_recorded_in_full() -> None:
    assert findings(RECORD_FIELDS, *SURVEYED) == []
    half = item_recorded(model=None, related_to_accident=None)
    ((severity, reason),) = findings(RECORD_FIELDS, *surveyed_without(item_recorded, instead=half))
    assert (severity, reason) == ("breach", "Damaged items; missing: model of the machine, its link to the accident")
    later = (half, item_recorded.on("2026-03-02T13:45:00"))
    assert findings(RECORD_FIELDS, *surveyed_without(item_recorded, instead=later)) == []
    two = counted(items=[*counted.data["items"], {"item_id": "M-2", "name": "轴承", "quantity": 4}])
    assert len(findings(RECORD_FIELDS, *surveyed_without(counted, instead=two))) == 1
    assert len(findings(RECORD_FIELDS, *SURVEYED[:-1], record_completed(items=["M-1", "M-2"]))) == 1


@proves(PHOTOS.id, says="both")
def test_every_damaged_item_is_photographed_at_its_count() -> None:
    assert findings(PHOTOS, *SURVEYED) == []
    ((severity, reason),) = findings(PHOTOS, *surveyed_without(photographed))
    assert (severity, reason.endswith("missing: a photograph of every damaged item")) == ("breach", True)
    stray = photographed(item_id="M-9", photo_hash=digest("另一照片"))
    ((_, reason),) = findings(PHOTOS, *surveyed_without(photographed, instead=(photographed, stray)))
    assert reason.endswith("missing: photographs that match the record")


@proves(PHOTOS.id, says="both")
@pytest.mark.parametrize(
    ("taken_at", "same_session"),
    [("2026-03-02T12:30:00", True), ("2026-03-02T12:29:59", False), ("2026-03-09T10:30:00", False)],
)
def test_a_photograph_of_another_visit_is_none_of_the_count(taken_at: str, same_session: bool) -> None:
    photo = photographed(taken_at=f"{taken_at}+08:00")
    story = surveyed_without(photographed, record_completed, instead=(photo, arrived_again))
    assert survey(*story).photographed_elsewhen == (frozenset() if same_session else {"M-1"})
    assert len(findings(PHOTOS, *story, record_completed.on("2026-03-09T12:00:00"))) == (not same_session)


@proves(OPERATING_DATA.id, says="both")
def test_the_data_of_running_are_obtained() -> None:
    assert findings(OPERATING_DATA, *SURVEYED) == []
    ((severity, reason),) = findings(OPERATING_DATA, *surveyed_without(running, instead=running(log_ref=None)))
    assert (severity, reason) == ("breach", "Operating data; missing: log")


@proves(REPAIR_INFO.id, says="both")
def test_whether_parts_can_be_repaired_is_found_out_at_the_scene() -> None:
    assert findings(REPAIR_INFO, *SURVEYED) == []
    assert len(findings(REPAIR_INFO, *surveyed_without(repair_known))) == 1


@proves(WEAR.id, says="both")
def test_an_assessment_says_what_it_takes_off_for_wear() -> None:
    assert survey(*SURVEYED, wear_assessed).worn == {"M-1"}
    assert survey(*SURVEYED, wear_assessed(flags=[])).worn == frozenset()
    (item,) = loss_determined.data["items"]
    silent = loss_determined(items=[{name: value for name, value in item.items() if name != "wear"}])
    assert findings(WEAR, *SURVEYED, wear_assessed, loss_determined) == []
    ((severity, reason),) = findings(WEAR, *SURVEYED, wear_assessed, silent)
    assert (severity, "M-1" in reason) == ("breach", True)
    assert findings(WEAR, *SURVEYED, wear_assessed(flags=[]), silent) == []


@proves(REPAIR_METHOD.id)
def test_the_method_of_repair_is_agreed_item_by_item() -> None:
    assert owed(REPAIR_METHOD, *SURVEYED, repair_agreed).done_at == instant("2026-03-03T10:00:00")
    assert owed(REPAIR_METHOD, *ON_SITE, repair_agreed, counted).done_at == instant("2026-03-03T10:00:00")
    assert findings(REPAIR_METHOD, *SURVEYED, repair_agreed, loss_determined) == []


@proves(REPAIR_METHOD.id, says="no")
def test_a_partial_loss_determined_before_that_deviates_and_a_total_loss_needs_none() -> None:
    assert owed(REPAIR_METHOD, *SURVEYED, repair_agreed(item_id="M-2")).done_at is None
    assert grave(REPAIR_METHOD, *SURVEYED, loss_determined) == ["deviation"]
    total = loss_determined(type="total")
    assert findings(REPAIR_METHOD, *SURVEYED, total) == []
    one_of_them = loss_determined(items=[{**loss_determined.data["items"][0], "type": "total"}])
    assert findings(REPAIR_METHOD, *SURVEYED, one_of_them) == []
    assert owed(REPAIR_METHOD, *SURVEYED, one_of_them).cancelled_at
    assert owed(REPAIR_METHOD, *SURVEYED, total).cancelled_at
    assert owed(REPAIR_METHOD, *SURVEYED, loss_determined).cancelled_at is None
    assert owed(REPAIR_METHOD, *SURVEYED, total_loss_constructed).cancelled_at
    assert owed(REPAIR_METHOD, *SURVEYED, total_loss_constructed(item_id="M-2")).cancelled_at is None


# Article 5.3.2: re-surveys

REASONS = [
    (RESURVEY_UNCLEAR, "undetermined", True),
    (RESURVEY_DISMANTLE, "dismantling_or_test", True),
    (RESURVEY_FOLLOWUP, "repair_followup", False),
]


@proves(RESURVEY_UNCLEAR.id, RESURVEY_DISMANTLE.id, RESURVEY_FOLLOWUP.id)
@pytest.mark.parametrize(("rule", "reason", "holds_up"), REASONS)
def test_a_needed_re_survey_is_arranged_and_carried_out(rule: Rule, reason: str, holds_up: bool) -> None:
    needed = (*SURVEYED, resurvey_needed(reason=reason))
    scheduled = (*needed, resurvey_scheduled)
    assert owed(rule, *scheduled, part="schedule").done_at == instant("2026-03-05T09:00:00")
    assert owed(rule, *scheduled, part="complete").done_at is None
    assert owed(rule, *scheduled, resurvey_completed, part="complete").done_at == instant("2026-03-09T12:00:00")
    assert owed(rule, *needed, resurvey_completed, part="schedule").done_at == instant("2026-03-09T12:00:00")
    assert rows("duty", next(other for other, *_ in REASONS if other is not rule), *needed, part="schedule") == []
    if not holds_up:
        given(needed).when(loss_determined).appended()


@proves(RESURVEY_UNCLEAR.id)
@pytest.mark.parametrize(("at", "late"), [("2026-03-05T23:59:59", False), ("2026-03-06T00:00:00", True)])
def test_the_house_expects_it_to_be_arranged_in_three_working_days(at: str, late: bool) -> None:
    row = owed(RESURVEY_UNCLEAR, *SURVEYED, resurvey_needed, resurvey_scheduled.on(at), part="schedule")
    assert (row.due_at, row.level, row.late) == (instant("2026-03-06T00:00:00"), "target", late)


@proves(RESURVEY_DISMANTLE.id, RESURVEY_FOLLOWUP.id, says="no")
@pytest.mark.parametrize(("rule", "reason", "holds_up"), REASONS[1:])
def test_one_that_is_not_arranged_stays_owed(rule: Rule, reason: str, holds_up: bool) -> None:
    opened = owed(rule, *SURVEYED, resurvey_needed(reason=reason), part="schedule")
    assert (opened.subject, opened.done_at, opened.due_at) == ("RS-1", None, None)


@pytest.mark.parametrize("reason", [reason for _, reason, _ in REASONS])
def test_one_that_is_needed_is_open_until_completed(reason: str) -> None:
    needed = (*SURVEYED, resurvey_needed(reason=reason))
    assert given(*needed).state(ASSIGNMENT).status == "resurvey_open"
    adjusted_already = given(*ADJUSTED, resurvey_needed(reason=reason).on("2026-03-19T09:00:00"), drafted)
    assert adjusted_already.state(ASSIGNMENT).status == "resurvey_open"
    assert set(survey(*needed).resurveys_open) == {"RS-1"}
    assert given(*needed, resurvey_completed).state(ASSIGNMENT).status == "surveyed"


@proves(RESURVEY_UNCLEAR.id)
def test_what_is_undetermined_is_not_determined_before_the_re_survey() -> None:
    holds_up(RESURVEY_UNCLEAR, "undetermined")


@proves(RESURVEY_DISMANTLE.id)
def test_what_must_be_dismantled_is_not_determined_before_the_re_survey() -> None:
    holds_up(RESURVEY_DISMANTLE, "dismantling_or_test")


def holds_up(rule: Rule, reason: str) -> None:
    needed = (*SURVEYED, resurvey_needed(reason=reason))
    given(needed).when(loss_determined).refused(rule)
    given(needed, resurvey_scheduled).when(loss_determined).refused(rule)
    given(needed, resurvey_completed).when(loss_determined).appended()
    given(SURVEYED, resurvey_needed(reason=reason, items=["M-2"])).when(loss_determined).appended()
    given(SURVEYED, resurvey_needed(reason=reason, items=[])).when(loss_determined).refused(rule)
    later = resurvey_needed(reason=reason).on("2026-03-19T09:00:00")
    given(*REVIEWED, later).when(report_issued).refused(rule)
    given(*REVIEWED, later, resurvey_completed.on("2026-03-20T09:00:00")).when(report_issued).appended()


@proves(KNOWN_REFERENCE.id)
@pytest.mark.parametrize("act", [resurvey_scheduled, resurvey_completed])
def test_only_a_re_survey_that_is_needed_is_arranged_or_carried_out(act: Act) -> None:
    given(SURVEYED, resurvey_needed).when(act).appended()
    given(SURVEYED, resurvey_needed).when(act(resurvey_id="RS-9")).refused(KNOWN_REFERENCE)


# Article 5.3.3: the survey record


@proves(RECORD_CONTENT.id)
@pytest.mark.parametrize("member", ["surveyed_at", "place", "participants", "items", "description"])
def test_a_record_is_complete_with_its_five_items(member: str) -> None:
    given(SURVEYED[:-1]).when(record_completed(**{member: None})).refused(RECORD_CONTENT)
    given(SURVEYED[:-1]).when(record_completed).appended()


@proves(ALL_COUNTED.id)
@pytest.mark.parametrize("answer", ["all_counted", "not_all"])
def test_the_insured_is_asked_whether_all_was_counted(answer: str) -> None:
    row = owed(ALL_COUNTED, *SURVEYED, all_counted(answer=answer))
    assert (row.subject, row.done_at) == ("R-1", instant("2026-03-02T16:10:00"))


@proves(ALL_COUNTED.id, says="no")
def test_what_is_added_after_the_answer_shows() -> None:
    assert owed(ALL_COUNTED, *SURVEYED).done_at is None
    another = item_recorded(item_id="M-2").on("2026-03-04T09:00:00")
    assert grave(ALL_COUNTED, *SURVEYED, all_counted, another) == ["notice"]
    assert findings(ALL_COUNTED, *SURVEYED, all_counted(answer="not_all", remaining="轴承"), another) == []
    assert findings(ALL_COUNTED, *SURVEYED, all_counted, item_recorded.on("2026-03-04T09:00:00")) == []


@proves(SIGN_SEAL.id)
def test_the_record_is_signed_and_sealed() -> None:
    assert owed(SIGN_SEAL, *SURVEYED, record_signed, part="record").done_at == instant("2026-03-02T16:20:00")
    assert survey(*SURVEYED, record_signed).signed
    person = record_signed(seal=False, without_seal="被保险人为自然人")
    assert owed(SIGN_SEAL, *SURVEYED, person, part="record").done_at
    assert findings(SIGN_SEAL, *SURVEYED, person) == []


@proves(SIGN_SEAL.id, says="no")
@pytest.mark.parametrize("members", [{"seal": False}, {"signature": False}])
def test_signature_without_seal_does_not_count(members: dict[str, bool]) -> None:
    half = record_signed(**members)
    assert owed(SIGN_SEAL, *SURVEYED, half, part="record").done_at is None
    assert not survey(*SURVEYED, half).signed
    assert grave(SIGN_SEAL, *SURVEYED, half) == ["notice"]


@proves(SIGN_SEAL.id)
def test_the_notes_of_an_interview_are_signed_and_sealed_too() -> None:
    assert owed(SIGN_SEAL, *ON_SITE, statement_taken, part="statement").done_at == instant("2026-03-02T15:30:00")
    unsealed = (*ON_SITE, statement_taken(sealed=False))
    assert owed(SIGN_SEAL, *unsealed, part="statement").done_at is None
    signed = owed(SIGN_SEAL, *unsealed, record_signed(document_id="S-1"), part="statement")
    assert signed.done_at == instant("2026-03-02T16:20:00")


@proves(INFORM_OF_REFUSED_SIGNATURE.id)
@pytest.mark.parametrize(("at", "late"), [("2026-03-03T16:20:00", False), ("2026-03-03T16:20:01", True)])
def test_if_it_is_not_signed_the_principal_is_told_and_a_record_made(at: str, late: bool) -> None:
    refused = (*SURVEYED, signature_refused)
    assert owed(SIGN_SEAL, *refused, part="record").cancelled_at == instant("2026-03-02T16:20:00")
    told = informed(matter="survey_record", subject_id="R-1", at=f"{at}+08:00").on(at)
    noted = written_down(matter="survey_record", subject_id="R-1").on(at)
    for act, part in ((told, "inform"), (noted, "record")):
        row = owed(INFORM_OF_REFUSED_SIGNATURE, *refused, act, part=part)
        assert (row.subject, row.due_at, row.level) == ("R-1", instant("2026-03-03T16:20:00"), "target")
        assert row.late is late


def test_each_refused_document_is_told_of_unless_all_are_told_of_together() -> None:
    two = (*SURVEYED, statement_taken(sealed=False), signature_refused, signature_refused(document_id="S-1"))

    def open_ones(act: Act, part: str) -> list[str]:
        found = rows("duty", INFORM_OF_REFUSED_SIGNATURE, *two, act, part=part)
        return [row.subject for row in found if row.done_at is None]

    after = "2026-03-02T17:00:00"
    told = informed(matter="survey_record", at=f"{after}+08:00")
    assert open_ones(told(subject_id="R-1"), "inform") == ["S-1"]
    assert open_ones(told, "inform") == []
    noted = written_down(matter="survey_record").on(after)
    assert open_ones(noted(subject_id="S-1"), "record") == ["R-1"]
    assert open_ones(noted, "record") == []


@proves(KNOWN_REFERENCE.id)
@pytest.mark.parametrize("act", [all_counted, record_signed, signature_refused])
def test_only_a_document_that_is_there_is_signed_or_refused(act: Act) -> None:
    given(SURVEYED).when(act).appended()
    given(SURVEYED).when(act(document_id="R-9")).refused(KNOWN_REFERENCE)


@proves(OPEN_ONCE.id)
@pytest.mark.parametrize("act", [record_completed, statement_taken, resurvey_needed, loss_growing])
def test_an_id_is_given_once(act: Act) -> None:
    before = SURVEYED[:-1]
    given(before).when(act).appended()
    given(before, act).when(act.on("2026-03-04T09:00:00")).refused(OPEN_ONCE)


def test_a_statement_has_no_id_of_a_record() -> None:
    given(SURVEYED).when(statement_taken(statement_id="R-1")).refused(OPEN_ONCE)


def test_personal_data_of_the_survey_are_sealed() -> None:
    told = survey(*SURVEYED, statement_taken)
    people = (told.acknowledged.by, told.liaison.person, told.liaison.phone, told.statements["S-1"].person)
    for sealed in (*people, told.record.place):
        assert sealed.ciphertext


@pytest.mark.parametrize("act", [agreed, arrived, record_completed], ids=lambda act: act.type)
def test_where_the_scene_is_may_be_where_somebody_lives_and_is_sealed(act: Act) -> None:
    (event,) = [each.event for each in given(SURVEYED).events if each.event.about.name == act.type]
    assert event.place.ciphertext  # type: ignore[attr-defined]


def test_those_present_are_named_by_key() -> None:
    given(SURVEYED[:-1]).when(record_completed(participants=["设备主管"])).malformed("/data/participants/0")

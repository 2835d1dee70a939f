"""The registers: agencies, appraisers, insurers and their staff (SMX 三(一), 六(二))."""

from itertools import permutations

import pytest

from given import Act, Scenario, given
from ledger.law.house import KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.sanmenxia import NO_DUAL_ROLE
from ledger.shown import shown
from scenarios.acts import (
    AGENCY,
    ASSOCIATION,
    BUREAU,
    INSURER_A,
    INSURER_B,
    A,
    B,
    agency_changed,
    agency_registered,
    appraiser_changed,
    appraiser_registered,
    contact_changed,
    correction,
    insurer_registered,
    staff_left,
    staff_registered,
)

proves = pytest.mark.proves
SAME_PERSON = "41120019000101001X"
employed = staff_registered(identity_no=SAME_PERSON)
EMPLOYED = (agency_registered, insurer_registered, employed)


# 三(一): nobody serves an insurer and the court


@proves(NO_DUAL_ROLE.id)
def test_a_member_of_an_insurers_staff_is_not_registered_as_appraiser() -> None:
    given(EMPLOYED).when(appraiser_registered.on("2025-06-01T09:00:00")).refused(NO_DUAL_ROLE)


@proves(NO_DUAL_ROLE.id)
def test_the_person_is_recognised_however_the_number_is_written() -> None:
    written = appraiser_registered(identity_no=" ４１１２００１９０００１０１００１x ").on("2025-06-01T09:00:00")
    given(EMPLOYED).when(written).refused(NO_DUAL_ROLE)


@proves(NO_DUAL_ROLE.id)
def test_a_documented_exemption_allows_it() -> None:
    exempt = appraiser_registered(exemption_basis="示例批复第1号").on("2025-06-01T09:00:00")
    given(EMPLOYED).when(exempt).appended()


@proves(NO_DUAL_ROLE.id)
def test_who_left_the_insurer_or_never_served_one_is_registered() -> None:
    given(EMPLOYED, staff_left).when(appraiser_registered.on("2025-07-01T09:00:00")).appended()
    given(agency_registered, insurer_registered, staff_registered).when(appraiser_registered).appended()


@proves(NO_DUAL_ROLE.id)
def test_who_will_serve_later_is_registered_until_then() -> None:
    later = (agency_registered, insurer_registered, employed(since="2025-06-01"))
    given(later).when(appraiser_registered.on("2025-05-31T23:59:59")).appended()
    given(later).when(appraiser_registered.on("2025-06-01T00:00:00")).refused(NO_DUAL_ROLE)


# References


@proves(KNOWN_REFERENCE.id)
def test_an_appraiser_belongs_to_a_registered_agency() -> None:
    given().when(appraiser_registered).refused(KNOWN_REFERENCE)
    given(agency_registered).when(appraiser_registered(agency_id="AG-411200-09")).refused(KNOWN_REFERENCE)
    given(agency_registered).when(appraiser_registered).appended()


@proves(KNOWN_REFERENCE.id)
def test_staff_belong_to_a_registered_insurer() -> None:
    given().when(staff_registered).refused(KNOWN_REFERENCE)
    given(insurer_registered).when(staff_registered(insurer_id=B).by(INSURER_B)).refused(KNOWN_REFERENCE)
    given(insurer_registered).when(staff_registered).appended()


# One entry a licence, one employment a person


@proves(OPEN_ONCE.id)
def test_a_licence_is_registered_once() -> None:
    second = appraiser_registered(identity_no="41120019000101009X").into("appraiser/AP-2")
    known = given(agency_registered, appraiser_registered)
    known.when(second).refused(OPEN_ONCE)
    known.when(second(licence_no="411200001002")).appended()


@proves(OPEN_ONCE.id)
def test_a_licence_given_up_is_free_again() -> None:
    second = appraiser_registered(identity_no="41120019000101009X").into("appraiser/AP-2")
    renewed = appraiser_changed(licence_no="411200001009")
    given(agency_registered, appraiser_registered, renewed).when(second).appended()
    given(agency_registered, appraiser_registered, second(licence_no="411200001002")).when(
        appraiser_changed(licence_no="411200001002")
    ).refused(OPEN_ONCE)


@proves(OPEN_ONCE.id)
def test_nobody_is_on_two_staffs_at_once() -> None:
    elsewhere = staff_registered(insurer_id=B).by(INSURER_B).into("staff/ST-2").on("2025-07-02T09:00:00")
    other = insurer_registered(name="示例财产保险乙公司").into(f"insurer/{B}")
    given(insurer_registered, other, staff_registered).when(elsewhere).refused(OPEN_ONCE)
    given(insurer_registered, other, staff_registered, staff_left).when(elsewhere).appended()


@proves(OPEN_ONCE.id)
@pytest.mark.parametrize(
    "entry", [agency_registered, insurer_registered, appraiser_registered, staff_registered], ids=lambda each: each.type
)
def test_an_entry_is_opened_once(entry: Act) -> None:
    known = given(agency_registered, insurer_registered, appraiser_registered, staff_registered)
    known.when(entry.on("2026-01-01T09:00:00")).refused(OPEN_ONCE)


# Rows and states


def test_the_row_of_an_agency_follows_its_changes() -> None:
    changed = agency_changed(status="suspended", valid_to="2027-12-31", name="示例司法鉴定所（更名）")
    row = given(agency_registered).when(changed).appended().row("agency")
    assert (row.agency_id, row.name, row.status) == ("AG-411200-01", "示例司法鉴定所（更名）", "suspended")
    assert (row.licence_no, row.valid_to.isoformat()) == ("411200001", "2027-12-31")


def test_the_latest_standing_by_effective_day_counts_whenever_it_was_told() -> None:
    back = agency_changed(status="active", effective_from="2026-03-01")
    before = agency_changed(status="suspended", effective_from="2026-02-01").on("2026-03-05T09:00:00")
    assert given(agency_registered, back).when(before).appended().row("agency").status == "active"


def test_an_appraiser_keeps_what_a_change_leaves_out() -> None:
    known = given(agency_registered, appraiser_registered)
    row = known.when(appraiser_changed(status="suspended")).appended().row("appraiser")
    assert (row.licence_no, row.agency_id, row.status) == ("411200001001", "AG-411200-01", "suspended")


def practised(known: Scenario) -> list[tuple[str, str, str, str | None]]:
    """From which day, where, in which standing, until which."""
    rows = known.rows("practice_spell", appraiser_registered.stream)
    return [(row.item, row.agency_id, row.status, row.until and row.until.isoformat()) for row in rows]


def test_changes_of_an_appraiser_count_from_their_days_in_whatever_order_they_are_told() -> None:
    moves = (
        appraiser_changed(agency_id="AG-411200-02", effective_from="2026-03-01", licence_no="411200001009"),
        appraiser_changed(status="suspended", effective_from="2026-01-10", licence_no="411200001008"),
        appraiser_changed(status="active", effective_from="2026-02-01"),
    )
    expected = [
        ("2025-01-07", "AG-411200-01", "active", "2026-01-10"),
        ("2026-01-10", "AG-411200-01", "suspended", "2026-02-01"),
        ("2026-02-01", "AG-411200-01", "active", "2026-03-01"),
        ("2026-03-01", "AG-411200-02", "active", None),
    ]
    for order in permutations(moves):
        known = given(agency_registered, appraiser_registered, order)
        assert practised(known) == expected
        [row] = known.rows("appraiser", appraiser_registered.stream)
        assert (row.agency_id, row.status, row.licence_no) == ("AG-411200-02", "active", "411200001009")


def test_a_change_from_before_the_registration_counts_from_it() -> None:
    early = appraiser_changed(status="suspended", effective_from="2024-01-01")
    assert practised(given(agency_registered, appraiser_registered, early)) == [
        ("2025-01-07", "AG-411200-01", "suspended", None)
    ]


@proves(OPEN_ONCE.id)
def test_a_removal_told_ahead_frees_the_person_when_its_day_has_come() -> None:
    removed = appraiser_changed(status="removed", effective_from="2026-02-01")
    again = appraiser_registered(licence_no="411200001002").into("appraiser/AP-2")
    known = given(agency_registered, appraiser_registered, removed)
    known.when(again.on("2026-01-20T09:00:00")).refused(OPEN_ONCE)
    known.when(appraiser_changed(effective_from="2026-02-01").on("2026-02-01T00:00:00")).appended()
    known.when(appraiser_changed(effective_from="2026-01-08").on("2026-01-08T09:00:00")).appended()
    known.when(again.on("2026-02-02T09:00:00")).appended()


@proves(OPEN_ONCE.id)
def test_a_removal_told_on_its_day_frees_the_person_at_once() -> None:
    removed = appraiser_changed(status="removed")
    again = appraiser_registered(licence_no="411200001002").into("appraiser/AP-2").on("2026-01-08T09:00:00")
    given(agency_registered, appraiser_registered, removed).when(again).appended()


def test_a_state_shows_that_there_is_an_identity_and_not_its_digest() -> None:
    known = given(agency_registered, insurer_registered, appraiser_registered, staff_registered)
    for entry in (appraiser_registered, staff_registered):
        state = known.state(entry.stream)
        assert len(state.identity.digest) > 40
        assert shown(state)["identity"] == {"sealed": True}
        assert state.identity.digest not in str(shown(state))


def test_an_insurers_contact_is_told_by_itself_or_the_association() -> None:
    known = given(insurer_registered)
    assert known.when(contact_changed).appended().row("insurer").phone == "13800000001"
    told = contact_changed(phone="13800000002").by(ASSOCIATION).on("2026-01-01T09:00:00")
    assert known.when(told).appended().row("insurer").phone == "13800000002"


def test_registers_show_nothing_personal() -> None:
    known = given(agency_registered, insurer_registered, appraiser_registered, staff_registered)
    stored = b"".join(row.state for row in known.ledger.recorder.read(0, 10)).decode()
    for personal in ("示例鉴定人001", SAME_PERSON, "示例职员001", "41120019000101002X"):
        assert personal not in stored


def test_a_corrected_identity_is_the_one_that_counts() -> None:
    fixed = correction(staff_registered, new_values={"identity_no": SAME_PERSON})
    story = (agency_registered, insurer_registered, staff_registered, fixed)
    given(story).when(appraiser_registered.on("2025-06-01T09:00:00")).refused(NO_DUAL_ROLE)


# Who keeps which register


def test_each_register_is_kept_by_its_own_authority() -> None:
    given().when(agency_registered.by(AGENCY)).denied()
    given().when(agency_registered.by(ASSOCIATION)).denied()
    given().when(insurer_registered.by(INSURER_A)).denied()
    given(agency_registered).when(appraiser_registered.by(AGENCY)).denied()
    given(insurer_registered).when(staff_registered.by(INSURER_B)).denied()
    given(insurer_registered).when(staff_registered.by(BUREAU)).denied()
    given(insurer_registered).when(contact_changed.by(INSURER_B)).denied()
    given().when(agency_registered(area="360100")).denied()
    assert given(insurer_registered).when(staff_registered).appended().state.insurer_id == A

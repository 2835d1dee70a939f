"""Notices and attendance (SMX 二(五), 三(四)): who was told in time, who came, whose absence counts."""

from decimal import Decimal

import pytest

from given import Act, Acts, given, instant
from ledger.attendance.views import WitnessRow
from ledger.law.sanmenxia import (
    IDENTIFY_WITNESS,
    NO_DISTURBANCE,
    NOTIFY_A_DAY_AHEAD,
    SEND_WITNESS,
    WITNESS_SIGNS,
)
from scenarios.acts import (
    SCHEDULED,
    SESSION,
    START,
    A,
    B,
    absence_recorded,
    arrived,
    attendance_recorded,
    correction,
    identified,
    misconduct_observed,
    notice_sent,
    observed,
    scheduled,
    signature_refused,
    signed,
)

proves = pytest.mark.proves


def row(*story: Acts, insurer: str = A) -> WitnessRow:
    """The insurer's row after a story that begins with the session scheduled."""
    rows = {each.item: each for each in given(SCHEDULED, story).rows("witness", SESSION)}
    found = rows[insurer]
    assert isinstance(found, WitnessRow)
    return found


def notice(sent_at: str) -> Act:
    return notice_sent(sent_at=sent_at + "+08:00").on(sent_at)


# The notice: at least one day ahead


@proves(NOTIFY_A_DAY_AHEAD.id, says="both")
@pytest.mark.parametrize(
    ("sent_at", "in_time", "hours"),
    [
        ("2026-03-10T16:00:00", True, "41.50"),
        ("2026-03-11T09:30:00", True, "24.00"),
        ("2026-03-11T23:59:59", True, "9.50"),
        ("2026-03-12T00:00:00", False, "9.50"),
        ("2026-03-12T00:00:01", False, "9.50"),
        ("2026-03-12T09:30:00", False, "0.00"),
        ("2026-03-12T10:30:00", False, "-1.00"),
    ],
)
def test_a_notice_is_in_time_until_the_end_of_the_day_before(sent_at: str, in_time: bool, hours: str) -> None:
    told = row(notice(sent_at))
    assert (told.notice_in_time, told.hours_before) == (in_time, Decimal(hours))
    assert told.notice_sent_at == instant(sent_at)


@proves(NOTIFY_A_DAY_AHEAD.id, says="both")
def test_the_day_is_that_of_shanghai_whatever_the_offset() -> None:
    last_second = notice_sent(sent_at="2026-03-11T15:59:59Z").on("2026-03-11T15:59:59+00:00")
    too_late = notice_sent(sent_at="2026-03-11T16:00:00Z").on("2026-03-11T16:00:00+00:00")
    assert row(last_second).notice_in_time
    assert not row(too_late).notice_in_time


@proves(NOTIFY_A_DAY_AHEAD.id, says="no")
def test_a_late_notice_is_recorded_with_the_hours_there_were() -> None:
    late = given(SCHEDULED).when(notice("2026-03-12T08:00:00")).appended()
    assert late.scenario.events[-1].event.hours_before == Decimal("1.50")  # type: ignore[attr-defined]


@proves(NOTIFY_A_DAY_AHEAD.id, says="yes")
def test_the_first_of_several_notices_counts() -> None:
    twice = row(notice("2026-03-12T08:00:00"), notice("2026-03-11T12:00:00"))
    assert (twice.notice_in_time, twice.hours_before) == (True, Decimal("21.50"))


RESCHEDULED = scheduled(start="2026-03-20T09:30:00+08:00").on("2026-03-11T10:00:00")


@proves(NOTIFY_A_DAY_AHEAD.id, says="no")
def test_rescheduling_voids_the_old_notice() -> None:
    moved = row(notice("2026-03-10T16:00:00"), RESCHEDULED, absence_recorded.on("2026-03-20T10:00:00"))
    assert (moved.start_at, moved.notice_sent_at) == (instant("2026-03-20T09:30:00"), None)
    assert (moved.notice_in_time, moved.hours_before, moved.attributable) == (False, None, False)


@proves(NOTIFY_A_DAY_AHEAD.id, says="both")
def test_a_notice_of_the_new_start_counts_anew() -> None:
    again = row(notice("2026-03-10T16:00:00"), RESCHEDULED, notice("2026-03-19T23:59:59"))
    assert (again.notice_sent_at, again.notice_in_time) == (instant("2026-03-19T23:59:59"), True)
    assert not row(notice("2026-03-10T16:00:00"), RESCHEDULED, notice("2026-03-20T00:00:00")).notice_in_time


# Absence counts against the insurer only after a notice in time


@proves(NOTIFY_A_DAY_AHEAD.id, says="both")
@proves(SEND_WITNESS.id, says="no")
@pytest.mark.parametrize(
    ("told", "attributable"),
    [
        ((notice("2026-03-11T23:59:59"),), True),
        ((notice("2026-03-12T00:00:00"),), False),
        ((), False),
        ((notice("2026-03-11T12:00:00")(insurer_id=B),), False),
    ],
    ids=["in time", "late", "none", "another insurer's"],
)
def test_an_absence_is_recorded_and_attributed_only_after_a_notice_in_time(
    told: tuple[Act, ...], attributable: bool
) -> None:
    absent = given(SCHEDULED, told).when(absence_recorded).appended()
    (mine,) = (each for each in absent.rows("witness") if each.insurer_id == A)
    assert (mine.attendance, mine.attributable) == ("absent", attributable)
    assert absent.scenario.events[-1].event.attributable is attributable  # type: ignore[attr-defined]


@proves(SEND_WITNESS.id, says="no")
def test_the_agencys_own_word_on_attribution_is_not_taken() -> None:
    claimed = given(SCHEDULED).when(absence_recorded(attributable=True)).appended()
    assert claimed.scenario.events[-1].event.attributable is False  # type: ignore[attr-defined]
    assert not claimed.row("witness").attributable


@proves(SEND_WITNESS.id, says="no")
def test_the_record_of_attendance_marks_the_absent_as_well() -> None:
    story = (notice("2026-03-11T12:00:00"), attendance_recorded(present=["P1", B], absent=[A]))
    assert (row(*story).attendance, row(*story).attributable) == ("absent", True)
    assert row(*story, insurer=B).attendance == "unidentified"


@proves(SEND_WITNESS.id, says="yes")
def test_a_party_that_did_not_come_is_no_witness() -> None:
    rows = given(SCHEDULED, attendance_recorded(present=[A], absent=["P1"])).rows("witness", SESSION)
    assert [each.item for each in rows] == [A]


@proves(SEND_WITNESS.id, says="both")
def test_who_is_listed_came_even_where_no_arrival_was_recorded() -> None:
    for listed, attendance in (({"present": [A, B, "P1"]}, "present"), ({"late": [A]}, "late")):
        record = attendance_recorded(**listed)
        assert row(identified, record).attendance == attendance
        assert row(record).attendance == "unidentified"
        assert row(identified, arrived, record).attendance == "present"
    assert row(identified, absence_recorded, attendance_recorded).attendance == "absent"


@proves(SEND_WITNESS.id, says="both")
def test_of_two_arrivals_the_earlier_counts_and_documents_once_shown_stay_shown() -> None:
    again = arrived(at="2026-03-12T10:30:00+08:00").on("2026-03-12T10:30:00")
    late = arrived(at="2026-03-12T09:45:00+08:00")
    assert row(arrived, identified, again).attendance == "present"
    assert row(again, late, identified).arrived_at == instant("2026-03-12T09:45:00")
    once_more = identified(id_card=None).on("2026-03-12T10:31:00")
    assert row(arrived, identified, once_more).attendance == "present"


@proves(SEND_WITNESS.id, says="both")
def test_who_came_to_a_session_that_was_put_off_has_not_come_to_the_new_one() -> None:
    put_off = scheduled(start="2026-03-20T09:30:00+08:00").on("2026-03-12T10:00:00")
    came = (arrived, identified, attendance_recorded.on("2026-03-12T09:40:00"), put_off)
    assert row(*came).attendance == ""
    then = arrived(at="2026-03-20T09:45:00+08:00").on("2026-03-20T09:45:00")
    assert row(*came, then).attendance == "late"


@proves(NOTIFY_A_DAY_AHEAD.id, says="both")
def test_a_notice_recorded_late_announced_what_was_planned_when_it_was_sent() -> None:
    old = given(SCHEDULED, RESCHEDULED).when(notice("2026-03-11T09:00:00")).appended()
    assert old.scenario.events[-1].event.hours_before == Decimal("24.50")  # type: ignore[attr-defined]
    assert row(RESCHEDULED, notice("2026-03-11T09:00:00")).notice_sent_at is None
    assert row(RESCHEDULED, notice("2026-03-11T10:00:00")).notice_in_time
    back = scheduled.on("2026-03-11T11:00:00")
    assert row(notice("2026-03-10T16:00:00"), RESCHEDULED, back).notice_in_time


@proves(SEND_WITNESS.id, says="no")
def test_who_comes_after_all_is_not_absent() -> None:
    story = (notice("2026-03-11T12:00:00"), absence_recorded, arrived(at="2026-03-12T10:05:00+08:00"), identified)
    assert (row(*story).attendance, row(*story).attributable) == ("late", False)


# Present, late, unidentified


@proves(SEND_WITNESS.id, says="both")
@pytest.mark.parametrize(
    ("at", "attendance"),
    [("2026-03-12T09:00:00", "present"), (START, "present"), ("2026-03-12T09:30:01", "late")],
)
def test_who_comes_by_the_very_instant_of_the_start_is_present(at: str, attendance: str) -> None:
    assert row(arrived(at=f"{at}+08:00"), identified).attendance == attendance


@proves(IDENTIFY_WITNESS.id, says="both")
@pytest.mark.parametrize(
    ("shown", "attendance"),
    [
        ((), "unidentified"),
        ((identified(work_certificate=None),), "unidentified"),
        ((identified(id_card=None),), "unidentified"),
        ((identified(copies=None),), "present"),
        ((identified(id_card=None), identified.on("2026-03-12T09:23:00")), "present"),
    ],
    ids=["nothing", "card alone", "certificate alone", "both", "the second later"],
)
def test_only_who_shows_both_documents_is_present(shown: tuple[Act, ...], attendance: str) -> None:
    assert row(arrived, shown).attendance == attendance


def test_nothing_is_said_of_who_was_only_told() -> None:
    assert row(notice("2026-03-11T12:00:00")).attendance == ""


# What else is known of a witness


@proves(WITNESS_SIGNS.id, says="both")
def test_signatures_and_their_refusal_are_recorded() -> None:
    assert row(arrived, signed).signed == 2
    assert row(arrived, signed, signed.on("2026-03-12T11:00:00")).signed == 2
    assert row(arrived, signature_refused).signature_refused
    assert not row(arrived).signature_refused


@proves(NO_DISTURBANCE.id, says="both")
def test_disturbances_are_counted() -> None:
    twice = (misconduct_observed, misconduct_observed.on("2026-03-12T10:05:00"))
    assert (row(arrived).misconduct, row(arrived, twice).misconduct) == (0, 2)


def test_whether_a_witness_could_watch_is_told_by_the_witness_too() -> None:
    assert row(arrived).facilitated is None
    assert row(arrived, observed).facilitated is True
    assert row(arrived, observed(facilitated=False, note="隔门旁听")).facilitated is False


def test_a_corrected_arrival_changes_the_row() -> None:
    wrong = arrived(at="2026-03-12T09:45:00+08:00")
    fixed = correction(wrong, new_values={"at": "2026-03-12T09:25:00+08:00"})
    assert row(notice("2026-03-11T12:00:00"), wrong, identified).attendance == "late"
    assert row(notice("2026-03-11T12:00:00"), wrong, identified, fixed).attendance == "present"


def test_a_withdrawn_absence_never_was() -> None:
    story = (notice("2026-03-11T12:00:00"), absence_recorded)
    assert row(*story).attendance == "absent"
    assert row(*story, correction(absence_recorded, withdrawn=True)).attendance == ""


def test_insurers_are_told_apart() -> None:
    story = (notice("2026-03-11T12:00:00"), arrived, identified, absence_recorded(insurer_id=B))
    assert (row(*story).attendance, row(*story, insurer=B).attendance) == ("present", "absent")
    assert not row(*story, insurer=B).attributable

"""The rows of an appraisal and of its sessions: functions of its state."""

import pytest

from given import Acts, given, instant
from scenarios.acts import (
    ACCEPTED,
    ASKED_ALONE,
    CONCLUDED,
    DRAFTED,
    FILED,
    ISSUED,
    SCHEDULED,
    START,
    A,
    B,
    archived,
    declined,
    letter_signed,
    scheduled,
    started,
    terminated,
)


@pytest.mark.parametrize(
    ("story", "status", "ended_at"),
    [
        (ASKED_ALONE[:2], "requested", None),
        (ASKED_ALONE, "requested", None),
        ((*ASKED_ALONE, declined), "declined", "2026-03-04T09:00:00"),
        (ACCEPTED, "accepted", None),
        ((*ACCEPTED, letter_signed), "engaged", None),
        (SCHEDULED, "scheduled", None),
        ((*SCHEDULED, started), "in_progress", None),
        ((*SCHEDULED, terminated), "terminated", "2026-03-10T09:00:00"),
        (CONCLUDED, "concluded", None),
        (DRAFTED, "reviewed", None),
        (ISSUED, "issued", "2026-03-20T09:00:00"),
        ((*FILED, archived), "archived", "2026-03-20T09:00:00"),
    ],
)
def test_the_row_says_where_the_commission_stands(story: tuple[Acts, ...], status: str, ended_at: str | None) -> None:
    (row,) = given(*story).rows("appraisal", "appraisal/411200-2026-0001")
    assert (row.status, row.ended_at) == (status, instant(ended_at) if ended_at else None)
    assert row.requested_at == instant("2026-03-02T09:00:00")
    assert row.insurer_ids == (A, B)


def test_the_row_of_an_issued_appraisal_tells_its_opinion() -> None:
    (row,) = given(ISSUED).rows("appraisal", "appraisal/411200-2026-0001")
    assert (row.opinion_no, row.issued_at, row.grade, row.sessions) == ("O-1", instant("2026-03-20T09:00:00"), "10", 1)


def test_a_session_has_a_row_for_each_insurer_expected() -> None:
    rows = given(SCHEDULED, started).rows("session", "appraisal/411200-2026-0001")
    assert [(row.item, row.insurer_id) for row in rows] == [(f"S-1/{A}", A), (f"S-1/{B}", B)]
    assert {(row.start_at, row.started_at) for row in rows} == {(instant(START), instant(START))}


def test_only_the_insurers_named_as_expected_have_rows() -> None:
    narrowed = given(ACCEPTED, scheduled(expected=[A, "P1"]))
    assert [row.insurer_id for row in narrowed.rows("session", "appraisal/411200-2026-0001")] == [A]


def test_a_rescheduled_session_has_its_new_start() -> None:
    later = scheduled(start="2026-03-20T14:00:00+08:00").on("2026-03-11T09:00:00")
    rows = given(SCHEDULED, later).rows("session", "appraisal/411200-2026-0001")
    assert {row.start_at for row in rows} == {instant("2026-03-20T14:00:00")}


def test_the_end_of_a_commission_leaves_the_sessions_that_were_held() -> None:
    other = scheduled(session_id="S-2", start="2026-03-19T09:30:00+08:00").on("2026-03-07T09:00:00")
    done = given(SCHEDULED, other, started, terminated.on("2026-03-13T09:00:00"))
    rows = done.rows("session", "appraisal/411200-2026-0001")
    assert {row.session_id for row in rows} == {"S-1"}
    assert given(ASKED_ALONE, scheduled, declined).rows("session", "appraisal/411200-2026-0001") == []
    assert [done.state(f"attendance/S-{number}").plan is None for number in (1, 2)] == [False, True]

"""Who reported nothing: each kind of silence begins and ends with the record it misses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ledger.kernel.clock import local_day
from ledger.law.sanmenxia import CHOOSE_FROM_ROSTER
from ledger.reports import Dataset
from ledger.reports.silence import KINDS
from reports.telling import ELSEWHERE, Told
from scenarios.acts import (
    ACCEPTED,
    AG,
    INSURER_B,
    OTHER_AGENCY,
    SCHEDULED,
    A,
    B,
    absence_recorded,
    agency_changed,
    agency_registered,
    arrived,
    attendance_recorded,
    contact_changed,
    insurer_registered,
    letter_signed,
    notice_sent,
    other_agency_registered,
    requested_alone,
    scheduled,
    terminated,
)

OTHER = OTHER_AGENCY.organisation
SESSIONS = ("attendance_unrecorded", "witness_unknown", "witness_unheard")
OVER = "2026-03-13T00:00:00"


def kinds(dataset: Dataset, *of: str) -> set[tuple[str, str, int]]:
    """Organisation, silence and number of the rows of these kinds."""
    return {
        (row["organisation"], row["silence"], row["missing"]) for row in dataset.rows if not of or row["silence"] in of
    }


@pytest.mark.proves("SMX-3.4-record-attendance", "SMX-3.4-send-witness", "SMX-2.5-notice", says="both")
def test_a_session_is_silent_until_somebody_says_what_came_of_it(told: Told) -> None:
    before = told(SCHEDULED, notice_sent)
    assert kinds(told.report("silence", clock="2026-03-12T09:29:59"), *SESSIONS) == set()
    assert kinds(told.report("silence", clock="2026-03-12T09:30:00"), *SESSIONS) == {(B, "witness_unknown", 1)}
    assert kinds(told.report("silence", clock="2026-03-12T09:30:01"), *SESSIONS) == {
        (A, "witness_unheard", 1),
        (B, "witness_unknown", 1),
    }
    over = {(AG, "attendance_unrecorded", 1), (A, "witness_unheard", 1), (B, "witness_unknown", 1)}
    assert kinds(told.report("silence", clock=OVER), *SESSIONS) == over
    told(arrived, absence_recorded(insurer_id=B))
    assert kinds(told.report("silence", clock=OVER), *SESSIONS) == {(AG, "attendance_unrecorded", 1)}
    told(attendance_recorded)
    assert kinds(told.report("silence", clock=OVER), *SESSIONS) == set()
    assert kinds(told.report("silence", before, OVER), *SESSIONS) == over


def test_a_row_says_since_when_and_under_which_rule(told: Told) -> None:
    told(SCHEDULED, insurer_registered, scheduled(session_id="S-2", start="2026-03-20T09:30:00+08:00"))
    rows = {(row["organisation"], row["silence"]): row for row in told.report("silence").rows}
    assert rows[A, "witness_unknown"] == {
        "organisation": A,
        "name": "示例财产保险甲公司",
        "silence": "witness_unknown",
        "missing": 2,
        "since": "2026-03-12",
        "rule": "SMX-2.5-notice",
        "article": "二(五)",
    }
    assert rows[AG, "attendance_unrecorded"]["rule"] == "SMX-3.4-record-attendance"


def test_a_session_that_ended_with_its_commission_expects_nobody(told: Told) -> None:
    told(SCHEDULED)
    assert kinds(told.report("silence"), *SESSIONS)
    told(terminated)
    assert kinds(told.report("silence"), *SESSIONS) == set()


def test_a_commission_is_quiet_after_thirty_days_without_a_record(told: Told) -> None:
    told(ACCEPTED)
    begun = told.node.ledger.moment(str(told.at)).at

    def quiet(days: float, **scope: Any) -> set[tuple[str, str, int]]:
        return kinds(told.report("silence", clock=begun + timedelta(days=days), **scope), "commission_quiet")

    assert quiet(29.9) == set()
    assert quiet(30.1) == {(AG, "commission_quiet", 1)}
    assert quiet(30.1, since=date(2026, 3, 4), until=date(2026, 3, 4)) == {(AG, "commission_quiet", 1)}
    assert quiet(30.1, since=date(2026, 3, 5)) == set()
    told(letter_signed)
    told(scheduled(start="2199-03-12T09:30:00+08:00"))
    assert quiet(60) == set()


def test_an_ended_commission_or_an_agency_off_the_roster_is_not_quiet(told: Told) -> None:
    later = datetime.now(UTC) + timedelta(days=60)
    told(ACCEPTED)
    assert kinds(told.report("silence", clock=later), "commission_quiet")
    suspended = told(agency_changed(status="suspended"))
    assert not kinds(told.report("silence", suspended, later), "commission_quiet")
    told(agency_changed(status="active").on("2026-01-06T09:00:00"), terminated)
    assert not kinds(told.report("silence", clock=later), "commission_quiet")


def test_a_standing_to_come_does_not_count_before_its_day(told: Told) -> None:
    told(agency_registered, agency_changed(status="suspended", effective_from="2026-07-01"))
    silent = {(AG, "agency_silent", 1)}
    assert kinds(told.report("silence", clock="2026-06-30T23:59:59"), "agency_silent") == silent
    assert kinds(told.report("silence", clock="2026-07-01T00:00:00"), "agency_silent") == set()


def test_who_never_recorded_anything_is_named_until_it_does(told: Told) -> None:
    told(ACCEPTED, other_agency_registered, insurer_registered, insurer_registered.into(f"insurer/{B}"))
    wanted = ("agency_silent", "insurer_silent")
    registered = {(OTHER, "agency_silent", 1), (A, "insurer_silent", 1), (B, "insurer_silent", 1)}
    assert kinds(told.report("silence"), *wanted) == registered - {(AG, "agency_silent", 1)}
    attempt = requested_alone(agency_id="AG-411200-99", matter_key="CLM-9").into("appraisal/411200-2026-0009")
    told.refused(attempt.by(OTHER_AGENCY), CHOOSE_FROM_ROSTER)
    assert (OTHER, "agency_silent", 1) in kinds(told.report("silence"), *wanted)
    told(contact_changed)
    assert kinds(told.report("silence"), *wanted) == registered - {(A, "insurer_silent", 1)}


def test_the_period_of_who_recorded_nothing_is_that_of_the_records(told: Told) -> None:
    told(ACCEPTED)
    at = told.node.ledger.moment(str(told.at)).at
    today, later = local_day(at), at + timedelta(days=10)
    day = timedelta(days=1)
    [row] = [
        row for row in told.report("silence", clock=later, since=today + day).rows if row["silence"] == "agency_silent"
    ]
    assert (row["organisation"], row["since"]) == (AG, today.isoformat())
    assert not kinds(told.report("silence", clock=later, since=today, until=today), "agency_silent")
    assert not kinds(told.report("silence", clock=later, until=today - day), "agency_silent")


def test_area_and_visibility(told: Told) -> None:
    told(SCHEDULED, agency_registered(name="示例司法鉴定所三").into("agency/AG-411200-03"))
    assert len(kinds(told.report("silence"))) == len(kinds(told.report("silence", area="411202")))
    assert kinds(told.report("silence")) > {(AG, "attendance_unrecorded", 1), (B, "witness_unknown", 1)}
    assert kinds(told.report("silence", area="411203")) == set()
    assert kinds(told.report("silence", by=ELSEWHERE)) == set()
    assert {organisation for organisation, _, _ in kinds(told.report("silence", by=INSURER_B), *SESSIONS)} == {AG, A, B}


def test_every_kind_has_its_rule_in_the_basis() -> None:
    for kind in KINDS.values():
        assert kind.rule.pack.rules[kind.rule.id] is kind.rule
        assert kind.title.en.isascii()

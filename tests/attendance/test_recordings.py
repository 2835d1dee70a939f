"""Filming (SMX 三(四)): always recorded; without the consent of every party present it is marked."""

import pytest

from given import Act, Acts, given
from ledger.law.sanmenxia import NO_FILMING_WITHOUT_CONSENT
from scenarios.acts import (
    ACCEPTED,
    ASKED_ALONE,
    SCHEDULED,
    SESSION,
    VICTIM,
    A,
    accepted,
    attendance_recorded,
    consent_revoked,
    consented,
    filmed,
    requested_alone,
    scheduled,
)

proves = pytest.mark.proves
TWO_PARTIES = (
    *(
        each(principals=[VICTIM, {"id": "P2", "role": "insured"}]) if each is requested_alone else each
        for each in ASKED_ALONE
    ),
    accepted,
    scheduled,
)


def marked(*story: Acts) -> int:
    """How many of the insurer's recordings are marked; the last act of the story is one, and was appended."""
    *before, last = story
    done = given(*before).when(last).appended()
    (mine,) = (each for each in done.rows("witness") if each.insurer_id == A)
    assert mine.recordings >= 1
    assert isinstance(mine.recordings_without_consent, int)
    return mine.recordings_without_consent


def at(time: str, medium: str = "video") -> Act:
    return filmed(at=f"2026-03-12T{time}+08:00", medium=medium).on(f"2026-03-12T{time}")


@proves(NO_FILMING_WITHOUT_CONSENT.id, says="no")
def test_filming_without_consent_is_recorded_and_marked() -> None:
    assert marked(SCHEDULED, filmed) == 1


@proves(NO_FILMING_WITHOUT_CONSENT.id, says="yes")
def test_filming_with_consent_is_recorded_and_not_marked() -> None:
    assert marked(SCHEDULED, consented, filmed) == 0


@proves(NO_FILMING_WITHOUT_CONSENT.id, says="both")
@pytest.mark.parametrize(("medium", "marks"), [("video", 0), ("photo", 1), ("audio", 1)])
def test_consent_covers_its_media_alone(medium: str, marks: int) -> None:
    assert marked(SCHEDULED, consented, filmed(medium=medium)) == marks


@proves(NO_FILMING_WITHOUT_CONSENT.id, says="both")
@pytest.mark.parametrize(
    ("time", "marks"), [("09:29:59", 1), ("09:30:00", 0), ("09:59:59", 0), ("10:00:00", 1), ("10:30:00", 1)]
)
def test_consent_holds_from_its_beginning_until_just_before_its_end(time: str, marks: int) -> None:
    until_ten = consented(valid_to="2026-03-12T10:00:00+08:00")
    assert marked(SCHEDULED, until_ten, at(time)) == marks
    assert marked(SCHEDULED, consented, consent_revoked, at(time)) == marks


@proves(NO_FILMING_WITHOUT_CONSENT.id, says="no")
def test_a_revocation_does_not_lengthen_a_consent() -> None:
    until_ten = consented(valid_to="2026-03-12T10:00:00+08:00")
    later = consent_revoked(at="2026-03-12T11:00:00+08:00").on("2026-03-12T11:00:00")
    assert marked(SCHEDULED, until_ten, later, at("10:30:00")) == 1


@proves(NO_FILMING_WITHOUT_CONSENT.id, says="both")
def test_every_party_must_have_agreed() -> None:
    other = consented(consent_id="CO-2", by="P2")
    assert marked(TWO_PARTIES, consented, filmed) == 1
    assert marked(TWO_PARTIES, consented, other, filmed) == 0
    assert marked(TWO_PARTIES, consented, other, consent_revoked(by="P2"), at("10:00:00")) == 1


@proves(NO_FILMING_WITHOUT_CONSENT.id, says="both")
def test_once_attendance_is_recorded_those_present_decide() -> None:
    without_second = attendance_recorded(present=["P1"], absent=["P2"]).on("2026-03-12T09:35:00")
    with_second = attendance_recorded(present=["P1", "P2"]).on("2026-03-12T09:35:00")
    assert marked(TWO_PARTIES, consented, without_second, filmed) == 0
    assert marked(TWO_PARTIES, consented, with_second, filmed) == 1


@proves(NO_FILMING_WITHOUT_CONSENT.id, says="no")
def test_each_recording_is_counted_by_itself() -> None:
    assert marked(SCHEDULED, filmed, consented, at("09:51:00"), at("09:52:00", "photo")) == 2
    (row,) = given(ACCEPTED, scheduled, filmed, at("09:51:00")).rows("witness", SESSION)
    assert row.recordings == 2

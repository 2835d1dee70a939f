"""The rows of a dispute and of its objections: functions of its state, the same in the database."""

from datetime import date

import pytest

from given import Acts, given, instant
from projector.ledgers import Opened, tells_the_same
from scenarios.acts import (
    DISPUTE,
    ISSUED,
    OBJECTED,
    REVIEWED,
    A,
    B,
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
    replied_by_phone,
    review_convened,
    transferred,
)

ASKED_TO_MEDIATE = (ISSUED, mediation_requested)


@pytest.mark.parametrize(
    ("story", "status", "replied_at"),
    [
        (OBJECTED, "awaiting_reply", None),
        ((ISSUED, phoned), "raised", None),
        ((*OBJECTED, extended), "awaiting_reply", None),
        ((*OBJECTED, replied_by_phone), "awaiting_reply", None),
        ((*OBJECTED, replied), "replied", "2026-04-28T10:00:00"),
        ((*OBJECTED, phoned, replied), "replied", "2026-04-28T10:00:00"),
        ((*OBJECTED, replied, objected(objection_id="OB-4")), "awaiting_reply", None),
        ((*OBJECTED, replied, remedied), "remedied", "2026-04-28T10:00:00"),
        ((*OBJECTED, remedied), "awaiting_reply", None),
        ((*OBJECTED, replied, dispute_closed), "closed", "2026-04-28T10:00:00"),
        (ASKED_TO_MEDIATE, "opened", None),
    ],
)
def test_the_row_says_where_the_objections_stand(story: tuple[Acts, ...], status: str, replied_at: str | None) -> None:
    (row,) = given(*story).rows("dispute", DISPUTE)
    assert (row.status, row.replied_at) == (status, instant(replied_at) if replied_at else None)
    assert (row.appraisal_id, row.agency_id, row.insurer_ids) == ("411200-2026-0001", "AG-411200-01", (A, B))


@pytest.mark.parametrize(
    ("story", "status"),
    [
        (OBJECTED, None),
        (ASKED_TO_MEDIATE, "requested"),
        ((*ASKED_TO_MEDIATE, mediation_declined), "declined"),
        ((*ASKED_TO_MEDIATE, mediation_declined, mediation_requested.on("2026-05-12T10:00:00")), "requested"),
        ((*ASKED_TO_MEDIATE, mediation_accepted), "accepted"),
        ((*ASKED_TO_MEDIATE, mediation_accepted, mediation_handled), "handled"),
        ((*ASKED_TO_MEDIATE, mediation_accepted, mediation_handled, mediation_told), "feedback_given"),
    ],
)
def test_the_row_says_where_the_mediation_stands(story: tuple[Acts, ...], status: str | None) -> None:
    (row,) = given(*story).rows("dispute", DISPUTE)
    assert row.mediation_status == status


@pytest.mark.parametrize(
    ("story", "status", "flagged_at", "transferred_at"),
    [
        (OBJECTED, None, None, None),
        ((ISSUED, flagged), "flagged", "2026-05-19T10:00:00", None),
        ((ISSUED, flagged, review_convened), "convened", "2026-05-19T10:00:00", None),
        (REVIEWED, "concluded", "2026-05-19T10:00:00", None),
        ((*REVIEWED, transferred), "transferred", "2026-05-19T10:00:00", "2026-06-03T10:00:00"),
        ((*REVIEWED, transferred, flagged.on("2026-07-01T10:00:00")), "flagged", "2026-07-01T10:00:00", None),
    ],
)
def test_the_row_says_where_the_expert_review_stands(
    story: tuple[Acts, ...], status: str | None, flagged_at: str | None, transferred_at: str | None
) -> None:
    (row,) = given(*story).rows("dispute", DISPUTE)
    assert row.review_status == status
    assert row.flagged_at == (instant(flagged_at) if flagged_at else None)
    assert row.transferred_at == (instant(transferred_at) if transferred_at else None)


def test_the_mediation_and_the_review_tell_what_came_of_them() -> None:
    state = given(*ASKED_TO_MEDIATE, mediation_accepted, mediation_handled, mediation_told).state(DISPUTE)
    assert (state.mediation.requested_by, state.mediation.mediators) == (B, ("ME-1", "ME-2"))
    assert (state.mediation.result, state.mediation.experts) == ("not_settled", ("EX-1",))
    assert state.mediation.feedback_at == instant("2026-05-18T09:00:00")
    state = given(*REVIEWED, transferred, dispute_closed).state(DISPUTE)
    assert [member.affiliation for member in state.review.panel] == ["AA-411200", "INS-C-411200"]
    assert (state.review.suspected_violation, state.review.receipt_no) == (True, "SF-1")
    assert state.review.rules == ("司法鉴定程序通则第二十三条",)
    assert state.result == "已移交并重新鉴定"


def test_the_row_counts_what_was_raised_extended_and_pursued() -> None:
    (row,) = given(OBJECTED, phoned, extended, replied, remedied).rows("dispute", DISPUTE)
    assert (row.objections, row.written, row.extended, row.remedies) == (2, 1, 1, ("re_appraisal",))
    assert (row.opened_at, row.closed_at) == (instant("2026-04-01T10:00:00"), None)


def test_each_objection_has_a_row() -> None:
    first, second = given(OBJECTED, extended, phoned, replied, remedied).rows("objection", DISPUTE)
    assert (first.item, first.objector, first.channel, first.written) == ("OB-1", A, "written", True)
    assert (first.received_at, first.extended_to) == (instant("2026-04-01T10:00:00"), date(2026, 4, 30))
    assert (first.extensions, first.replied_at) == (1, instant("2026-04-28T10:00:00"))
    assert (first.reply_form, first.remedy) == ("written", "re_appraisal")
    assert first.remedied_at == instant("2026-05-06T10:00:00")
    assert (second.item, second.written, second.replied_at, second.reply_form) == ("OB-2", False, None, None)
    assert second.extended_to is None


def test_a_remedy_stands_with_the_objections_before_it() -> None:
    story = given(OBJECTED, replied, remedied, objected(objection_id="OB-5").on("2026-05-08T10:00:00"))
    assert [row.remedy for row in story.rows("objection", DISPUTE)] == ["re_appraisal", None]


def test_the_database_has_the_rows_of_every_position(ledger: Opened) -> None:
    story = given(REVIEWED, phoned, remedied, mediation_requested, mediation_handled, transferred, dispute_closed)
    tells_the_same(ledger, [each for each in story.events if each.stream == DISPUTE], "dispute", "objection")

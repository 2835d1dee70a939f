"""The case file: what must lie in it before it is archived (SMX 一(二), 二(二), 三(四))."""

import pytest

from given import given
from ledger.law.house import IN_ORDER
from ledger.law.sanmenxia import ARCHIVE_RECORDS, KEEP_ID_COPIES, NOTICE_FILED, RECORD_LIVE
from scenarios.acts import (
    ACCEPTED,
    ASKED_ALONE,
    DRAFTED,
    FILED,
    ISSUED,
    A,
    B,
    archived,
    arrived,
    copies_filed,
    declined,
    filed,
    identified,
    issued,
    notice_filed,
    notice_sent,
    process_recorded,
    record_filed,
    record_signed,
    scheduled,
    started,
    terminated,
)

proves = pytest.mark.proves


@proves(IN_ORDER.id)
def test_nothing_is_archived_before_the_commission_has_ended() -> None:
    given(ASKED_ALONE).when(archived).refused(IN_ORDER)
    given(DRAFTED, notice_filed, record_filed).when(archived).refused(IN_ORDER)


@proves(IN_ORDER.id)
def test_a_complete_file_is_archived_after_the_opinion() -> None:
    kept = given(FILED).when(archived).appended()
    assert kept.state.status == "archived"
    given(FILED).when(archived(archived_at="2026-03-29T17:00:00+08:00")).appended()


@proves(IN_ORDER.id)
def test_a_declined_or_terminated_commission_is_archived_as_well() -> None:
    given(ASKED_ALONE, declined, notice_filed).when(archived).appended()
    given(ACCEPTED, terminated, notice_filed).when(archived).appended()


@proves(RECORD_LIVE.id)
def test_a_session_that_took_place_without_a_record_leaves_the_file_incomplete() -> None:
    silent = (*ACCEPTED, scheduled, started, terminated.on("2026-03-13T09:00:00"), notice_filed)
    given(silent).when(archived).refused(RECORD_LIVE)
    second = (scheduled(session_id="S-2"), started(session_id="S-2"))
    elsewhere = (process_recorded, record_signed, record_filed, archived)
    given(*ACCEPTED, scheduled, started, second, terminated.on("2026-03-14T09:00:00"), notice_filed).when(
        elsewhere
    ).refused(RECORD_LIVE, number=3)


@proves(RECORD_LIVE.id)
def test_a_session_that_never_took_place_needs_no_record() -> None:
    given(ACCEPTED, scheduled, terminated, notice_filed).when(archived).appended()
    given(FILED).when(archived).appended()


@proves(NOTICE_FILED.id)
def test_the_signed_notice_stays_in_the_file() -> None:
    given(ISSUED, record_filed).when(archived).refused(NOTICE_FILED)
    given(ISSUED, record_filed, filed).when(archived).refused(NOTICE_FILED)
    given(ISSUED, record_filed, notice_filed).when(archived).appended()


@proves(ARCHIVE_RECORDS.id)
def test_every_process_record_lies_in_the_file() -> None:
    given(ISSUED, notice_filed).when(archived).refused(ARCHIVE_RECORDS)
    given(ISSUED, notice_filed, record_filed(ref="PR-9")).when(archived).refused(ARCHIVE_RECORDS)
    photo = (process_recorded(record_id="PR-2", medium="photo"), record_signed(record_id="PR-2"))
    given(DRAFTED, photo, issued, notice_filed, record_filed).when(archived).refused(ARCHIVE_RECORDS)


@proves(ARCHIVE_RECORDS.id)
def test_with_every_record_in_it_the_file_is_archived() -> None:
    photo = (process_recorded(record_id="PR-2", medium="photo"), record_signed(record_id="PR-2"))
    both = (record_filed, record_filed(ref="PR-2"))
    given(DRAFTED, photo, issued, notice_filed, both).when(archived).appended()


@proves(KEEP_ID_COPIES.id)
def test_copies_of_every_identified_witness_lie_in_the_file() -> None:
    came = (notice_sent, arrived, identified, arrived(insurer_id=B), identified(insurer_id=B))
    given(FILED, came).when(archived).refused(KEEP_ID_COPIES)
    given(FILED, came, copies_filed).when(archived).refused(KEEP_ID_COPIES)
    given(FILED, came, copies_filed, copies_filed(copy_of=B)).when(archived).appended()


@proves(KEEP_ID_COPIES.id)
def test_of_a_witness_who_was_not_identified_there_are_no_copies() -> None:
    given(FILED, arrived).when(archived).appended()
    given(FILED, arrived, identified(id_card=None)).when(archived).appended()
    assert given(FILED, arrived).when(identified(insurer_id=A)).appended().state.insurers[A].identified

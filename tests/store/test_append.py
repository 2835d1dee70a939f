"""What an append promises: whole or not at all, one order without gaps, and every condition under the lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import DataError, IntegrityError, ProgrammingError, StoredEvent

from ledger.store.append import Request, apart, divided, joined
from ledger.store.recorder import (
    AlreadyThere,
    Append,
    Appended,
    ExpectationFailed,
    LedgerEvent,
    LedgerRecorder,
    Row,
    SlotTaken,
    VersionConflict,
)
from store.conftest import Open

THREADS = 16


def append_all(recorder: LedgerRecorder, appends: Sequence[Append]) -> list[Appended]:
    return recorder.append_all(recorder.prepared(appends))


def event(stream: str = "dispute/1", version: int = 1, **members: object) -> LedgerEvent:
    return LedgerEvent(stream, version, "dispute.ObjectionRaised", b"{}", **members)  # type: ignore[arg-type]


def test_every_column_comes_back(recorder: LedgerRecorder) -> None:
    happened = datetime(2026, 3, 4, 15, 0, 0, 123456, tzinfo=UTC)
    asked = LedgerEvent(
        "appraisal/411200-2026-0007",
        1,
        "appraisal.AppraisalOpinionIssued",
        b"\x00\xff",
        digest=b"\x01" * 32,
        occurred_at=happened,
        actor="key:7",
        organisation="三门峡",
        area="411200",
        rule_packs="smx,mba",
        metadata=b"{}",
    )
    appended = recorder.append(Append([asked]))
    assert recorder.read(0, 10) == [
        Row(
            1, "appraisal/411200-2026-0007", 1, "appraisal.AppraisalOpinionIssued", b"\x00\xff", asked.event_id,
            b"\x01" * 32, happened, appended.recorded_at, "key:7", "三门峡", "411200", "smx,mba", b"{}",
        )
    ]  # fmt: skip


def test_an_event_of_the_library_gets_the_defaults(recorder: LedgerRecorder) -> None:
    assert recorder.insert_events([StoredEvent("dispute/1", 1, "topic", b"state")]) == [1]
    (row,) = recorder.read(0, 1)
    assert row.occurred_at == row.recorded_at
    assert row.event_id.version == 4
    assert (row.digest, row.actor, row.organisation, row.area, row.rule_packs, row.metadata) == (
        None, "", "", "", "", b"",
    )  # fmt: skip


def test_events_of_both_kinds_go_together(recorder: LedgerRecorder) -> None:
    recorder.append(Append([event(actor="a"), StoredEvent("dispute/1", 2, "topic", b"")]))
    assert [row.actor for row in recorder.read(0, 9)] == ["a", ""]


def test_an_append_of_several_streams_is_whole_or_not_at_all(recorder: LedgerRecorder) -> None:
    assert recorder.append(Append([event("a/1"), event("b/1"), event("a/1", 2)])).positions == range(1, 4)
    with pytest.raises(VersionConflict) as conflict:
        recorder.append(Append([event("c/1"), event("a/1", 2), event("d/1")]))
    assert (conflict.value.stream, conflict.value.version) == ("a/1", 2)
    assert recorder.heads(["a/1", "b/1", "c/1", "d/1"]) == {"a/1": 2, "b/1": 1, "c/1": 0, "d/1": 0}
    assert recorder.append(Append([event("c/1")])).positions == range(4, 5)


def test_one_version_twice_in_one_append_is_refused(recorder: LedgerRecorder) -> None:
    with pytest.raises(VersionConflict):
        recorder.append(Append([event(), event()]))
    assert recorder.max_notification_id() is None


def test_positions_have_no_gaps_whatever_conflicts(recorder: LedgerRecorder) -> None:
    """Half of the appends of sixteen threads fight over the versions of one stream."""
    barrier = Barrier(THREADS)

    def work(thread: int) -> list[tuple[int, str]]:
        barrier.wait()
        mine: list[tuple[int, str]] = []
        for number in range(1, 41):
            stream = "fought/1" if number % 2 else f"own/{thread}"
            try:
                appended = recorder.append(Append([event(stream, number), event(f"also/{thread}", number)]))
            except VersionConflict:
                assert stream == "fought/1"
            else:
                mine += zip(appended.positions, (stream, f"also/{thread}"), strict=True)
        return mine

    with ThreadPoolExecutor(THREADS) as pool:
        said = dict(pair for mine in pool.map(work, range(THREADS)) for pair in mine)
    rows = recorder.read(0, 10_000)
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    assert {row.position: row.stream for row in rows} == said
    assert [row.version for row in rows if row.stream == "fought/1"] == list(range(1, 41, 2))
    assert len(rows) == 2 * (THREADS * 20 + 20)
    times = [row.recorded_at for row in rows]
    assert times == sorted(times)


def test_sixteen_take_one_slot_and_one_wins(recorder: LedgerRecorder) -> None:
    barrier = Barrier(THREADS)

    def commission(thread: int) -> str:
        barrier.wait()
        stream = f"appraisal/{thread}"
        try:
            recorder.append(Append([event(stream)], expect={stream: 0}, take={"matter/1": stream}))
        except SlotTaken as taken:
            return taken.holder
        return "won"

    with ThreadPoolExecutor(THREADS) as pool:
        said = Counter(pool.map(commission, range(THREADS)))
    (row,) = recorder.read(0, 100)
    assert said == {"won": 1, row.stream: THREADS - 1}
    assert recorder.holder(["matter/1", "matter/2"]) == {"matter/1": row.stream}


def test_a_slot_is_released_by_its_holder_only(recorder: LedgerRecorder) -> None:
    recorder.append(Append([event("a/1")], take={"m": "a/1"}))
    recorder.append(Append([event("b/1")], release={"m": "b/1"}))
    assert recorder.holder(["m"]) == {"m": "a/1"}
    recorder.append(Append([event("a/1", 2)], take={"m": "a/1"}))
    with pytest.raises(SlotTaken):
        recorder.append(Append([event("b/1", 2)], take={"m": "b/1"}))
    recorder.append(Append([event("a/1", 3)], release={"m": "a/1"}))
    assert recorder.holder(["m"]) == {}


def test_a_slot_taken_and_released_at_once_must_be_free_and_stays_so(recorder: LedgerRecorder) -> None:
    both = {"m": "b/1"}
    recorder.append(Append([event("b/1")], take=both, release=both))
    assert recorder.holder(["m"]) == {}
    recorder.append(Append([event("a/1")], take={"m": "a/1"}))
    with pytest.raises(SlotTaken):
        recorder.append(Append([event("b/1", 2)], take=both, release=both))


def test_a_refused_append_releases_and_takes_nothing(recorder: LedgerRecorder) -> None:
    recorder.append(Append([event("a/1")], take={"m": "a/1"}))
    with pytest.raises(VersionConflict):
        recorder.append(Append([event("a/1")], take={"n": "a/1"}, release={"m": "a/1"}))
    assert recorder.holder(["m", "n"]) == {"m": "a/1"}


def test_another_stream_must_stand_where_it_was_seen(recorder: LedgerRecorder) -> None:
    recorder.append(Append([event("roster/1"), event("roster/1", 2)]))
    with pytest.raises(ExpectationFailed) as failed:
        recorder.append(Append([event("a/1")], expect={"a/1": 0, "roster/1": 1}))
    assert (failed.value.stream, failed.value.version) == ("roster/1", 2)
    with pytest.raises(ExpectationFailed):
        recorder.append(Append([event("a/1")], expect={"roster/1": 0}))
    with pytest.raises(ExpectationFailed):
        recorder.append(Append([event("a/1")], expect={"nobody/1": 1}))
    recorder.append(Append([event("a/1")], expect={"a/1": 0, "roster/1": 2, "nobody/1": 0}))
    assert recorder.max_notification_id() == 3


def test_an_event_is_recorded_once(recorder: LedgerRecorder) -> None:
    first = event(digest=b"1")
    recorder.append(Append([event("other/1")]))
    recorder.append(Append([first], expect={"dispute/1": 0}, take={"m": "dispute/1"}))
    for again in (
        Append([first]),
        Append([first], expect={"dispute/1": 0}),
        Append([event("a/1"), event("b/1", event_id=first.event_id)]),
        Append([event("a/1", event_id=first.event_id)], take={"m": "a/1"}),
    ):
        with pytest.raises(AlreadyThere) as there:
            recorder.append(again)
        assert (there.value.event_id, there.value.position) == (first.event_id, 2)
    assert [row.digest for row in recorder.find([uuid4(), first.event_id])] == [b"1"]
    assert recorder.max_notification_id() == 2


def test_one_id_twice_in_one_append_is_refused(recorder: LedgerRecorder) -> None:
    one = event()
    with pytest.raises(IntegrityError):
        recorder.append(Append([one, event("a/1", event_id=one.event_id)]))
    assert recorder.max_notification_id() is None


def sent_together(recorder: LedgerRecorder, *appends: Append) -> list[object]:
    """The outcomes of appends that certainly travel in one call."""
    said = recorder._write([Request(each) for each in appends])
    return [each if isinstance(each, Appended) else type(each) for each in said]


def positions(said: list[object]) -> list[object]:
    return [list(each.positions) if isinstance(each, Appended) else each for each in said]


def test_what_fails_in_a_group_leaves_the_others_alone(recorder: LedgerRecorder) -> None:
    sent_together(recorder, Append([event("a/1")], take={"m": "a/1"}))
    said = sent_together(
        recorder,
        Append([event("b/1"), event("b/1", 2)]),
        Append([event("c/1"), event("a/1")]),
        Append([event("d/1")], expect={"a/1": 2}),
        Append([event("e/1")], take={"m": "e/1"}),
        Append([event("f/1")]),
    )
    assert positions(said) == [[2, 3], VersionConflict, ExpectationFailed, SlotTaken, [4]]


def test_appends_of_a_group_see_those_before_them(recorder: LedgerRecorder) -> None:
    said = sent_together(
        recorder,
        Append([event("a/1")], expect={"a/1": 0}, take={"m": "a/1"}),
        Append([event("b/1")], expect={"a/1": 0}),
        Append([event("b/1")], expect={"a/1": 1, "b/1": 0}),
        Append([event("c/1")], take={"m": "c/1"}),
        Append([event("a/1", 2)], release={"m": "a/1"}),
        Append([event("c/1")], take={"m": "c/1"}),
    )
    assert positions(said) == [[1], ExpectationFailed, [2], SlotTaken, [3], [4]]


def test_two_of_a_group_that_only_fight_for_a_slot(recorder: LedgerRecorder) -> None:
    said = sent_together(recorder, Append([event("a/1")], take={"m": "a/1"}), Append([event("b/1")], take={"m": "b/1"}))
    assert positions(said) == [[1], SlotTaken]


def test_a_group_without_a_quarrel_takes_one_call(recorder: LedgerRecorder) -> None:
    said = sent_together(
        recorder,
        Append([event("a/1"), event("a/1", 2)], expect={"a/1": 0, "z/1": 0}, take={"m": "a/1"}),
        Append([event("b/1")], expect={"b/1": 0, "z/1": 0}, take={"n": "b/1"}),
    )
    assert positions(said) == [[1, 2], [3]]
    assert recorder.holder(["m", "n"]) == {"m": "a/1", "n": "b/1"}


def calls_of(recorder: LedgerRecorder, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many events each call of the database carries, from now on."""
    calls: list[int] = []
    call = type(recorder._bulk).call

    def counted(writer: Any, requests: Sequence[Request]) -> list[Appended]:
        calls.append(sum(len(each.keys) for each in requests))
        return call(writer, requests)

    monkeypatch.setattr(type(recorder._bulk), "call", counted)
    return calls


def test_appends_that_go_on_from_one_another_take_one_call(
    recorder: LedgerRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = calls_of(recorder, monkeypatch)
    said = append_all(
        recorder,
        [
            Append([event("a/1")], expect={"a/1": 0}),
            Append([event("b/1")], expect={"b/1": 0, "a/1": 1}),
            Append([event("a/1", 2), event("a/1", 3)], expect={"a/1": 1, "z/1": 0}),
            Append([event("b/1", 2)], expect={"b/1": 1, "a/1": 3}),
        ],
    )
    assert [list(each.positions) for each in said] == [[1], [2], [3, 4], [5]]
    assert calls == [5]


def test_appends_in_order_end_with_the_first_that_fails(recorder: LedgerRecorder) -> None:
    """What comes after it may have been admitted for what it says: it is not recorded, whatever the versions say."""
    recorder.append(Append([event("a/1")]))
    said = append_all(
        recorder,
        [
            Append([event("b/1")], expect={"b/1": 0}),
            Append([event("a/1")], expect={"a/1": 0}),
            Append([event("a/1", 2)], expect={"a/1": 1}),
            Append([event("c/1")]),
        ],
    )
    assert [list(each.positions) for each in said] == [[2]]
    assert recorder.heads(["a/1", "b/1", "c/1"]) == {"a/1": 1, "b/1": 1, "c/1": 0}


def test_appends_in_order_that_quarrel_for_a_slot(recorder: LedgerRecorder) -> None:
    said = append_all(
        recorder,
        [
            Append([event("a/1")], take={"m": "a/1"}),
            Append([event("a/1", 2)], release={"m": "a/1"}),
            Append([event("b/1")], take={"m": "b/1"}),
            Append([event("c/1")], take={"m": "c/1"}),
            Append([event("d/1")]),
        ],
    )
    assert [list(each.positions) for each in said] == [[1], [2], [3]]
    assert recorder.holder(["m"]) == {"m": "b/1"}


def groups_of(*appends: Append) -> list[int]:
    return [len(group) for group in apart(appends)]


def test_what_is_joined_is_divided_again(recorder: LedgerRecorder) -> None:
    recorder.append(Append([event("seen/1")]))
    appends = [
        Append([event("a/1")], expect={"a/1": 0, "seen/1": 1}, take={"m": "a/1"}),
        Append([event("b/1"), event("a/1", 2), event("b/1", 2)], expect={"a/1": 1, "b/1": 0}, release={"n": "b/1"}),
        Append([event("c/1")], expect={"c/1": 0, "a/1": 2, "seen/1": 1}),
    ]
    assert groups_of(*appends) == [3]
    whole = joined(appends)
    assert whole.expect == {"a/1": 0, "b/1": 0, "c/1": 0, "seen/1": 1}
    assert (whole.take, whole.release) == ({"m": "a/1"}, {"n": "b/1"})
    said = recorder.append(whole)
    parts = divided(said, appends)
    assert [list(each.positions) for each in parts] == [[2], [3, 4, 5], [6]]
    assert {each.recorded_at for each in parts} == {said.recorded_at}
    rows = {row.position: (row.stream, row.version) for row in recorder.read(0, 10)}
    assert [[rows[position] for position in part.positions] for part in parts] == [each.keys for each in appends]


def test_appends_that_disagree_are_apart() -> None:
    """Joined, the later expectation would hide the earlier: both would be recorded, or neither."""
    seen, differently = Append([event("a/1")], expect={"z/1": 1}), Append([event("b/1")], expect={"z/1": 2})
    moving = Append([event("z/1", 2)], expect={"z/1": 1})
    assert groups_of(seen, differently) == [1, 1]
    assert groups_of(differently, moving) == [1, 1]
    assert groups_of(seen, moving, differently) == [3]
    assert groups_of(seen, moving, seen) == [2, 1]
    assert groups_of(Append([event("a/1")], take={"m": "a/1"}), Append([event("b/1")], release={"m": "a/1"})) == [1, 1]


def test_of_two_that_expect_different_versions_the_first_stands(recorder: LedgerRecorder) -> None:
    recorder.append(Append([event("z/1")]))
    said = append_all(
        recorder,
        [Append([event("a/1")], expect={"z/1": 1}), Append([event("b/1")], expect={"z/1": 0}), Append([event("c/1")])],
    )
    assert [list(each.positions) for each in said] == [[2]]


def test_time_does_not_turn_back_with_the_clock(recorder: LedgerRecorder, database: str) -> None:
    ahead = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    with psycopg.connect(database, autocommit=True) as owner:
        # As a server would leave it whose clock was an hour fast until just now.
        owner.execute(
            "INSERT INTO events (notification_id, originator_id, originator_version, topic, state, occurred_at, "
            "recorded_at) VALUES (1, 'a/1', 1, '', '', %s, %s)",
            (ahead, ahead),
        )
    assert recorder.append(Append([event()])) == (range(2, 3), ahead)


def test_positions_are_found_by_time(recorder: LedgerRecorder) -> None:
    assert recorder.position_at(datetime.now(UTC)) == 0
    assert recorder.recorded_at(1) is None
    said = [recorder.append(Append([event(f"a/{n}"), event(f"b/{n}")])) for n in range(6)]
    for appended in said:
        assert recorder.recorded_at(appended.positions[0]) == appended.recorded_at
        assert recorder.position_at(appended.recorded_at) == appended.positions[-1]
        assert recorder.position_at(appended.recorded_at - timedelta(microseconds=1)) == appended.positions[0] - 1


def test_a_history_joins_several_streams_in_one_order(recorder: LedgerRecorder) -> None:
    for version in (1, 2, 3):
        recorder.append(Append([event("a/1", version), event("b/1", version), event("c/1", version)]))
    rows = recorder.history({"a/1": 1, "c/1": 0, "nobody/1": 0})
    assert [(row.position, row.stream, row.version) for row in rows] == [
        (3, "c/1", 1), (4, "a/1", 2), (6, "c/1", 2), (7, "a/1", 3), (9, "c/1", 3),
    ]  # fmt: skip
    assert recorder.history({}) == []


@pytest.mark.parametrize(
    "unfit",
    [
        Append([]),
        Append([event("a\0b")]),
        Append([event(actor="a\0")]),
        Append([event(actor="\ud800")]),
        Append([event(actor=7)]),
        Append([event(metadata="text")]),
        Append([event(version=2**63)]),
        Append([event("a" * 501)]),
        Append([event()], take={"m\0": "a"}),
        Append([event(occurred_at=datetime(2026, 1, 1))]),  # noqa: DTZ001
    ],
)
def test_what_cannot_be_stored_is_said_clearly(recorder: LedgerRecorder, unfit: Append) -> None:
    with pytest.raises(DataError, match=r"cannot be stored|longer than|at least one"):
        recorder.append(unfit)
    assert recorder.max_notification_id() is None


def test_without_migrations_it_says_so(bare_database: str, open_datastore: Open) -> None:
    with pytest.raises(ProgrammingError, match="migrations have not run"):
        LedgerRecorder(open_datastore(bare_database)).create_table()


def test_an_older_snapshot_is_refused(database: str) -> None:
    with psycopg.connect(database) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        arrays = ["{a/1}", "{1}", "{t}", "{x}", *[None] * 14]
        with pytest.raises(psycopg.errors.RaiseException, match="READ COMMITTED"):
            connection.execute(f"SELECT append_events({', '.join(['%s'] * 18)})", arrays)

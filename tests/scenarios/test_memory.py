"""The recorder in memory answers as the one on PostgreSQL does, so that scenarios speak for both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from ledger.store.recorder import Append, LedgerEvent, LedgerRecorder
from memory import MemoryRecorder
from store.conftest import open_datastore, recorder

__all__ = ["open_datastore", "recorder"]

A, B = "dispute/a", "dispute/b"
HAPPENED = datetime(2026, 3, 4, 7, 0, tzinfo=UTC)


def event(stream: str, version: int, number: int) -> LedgerEvent:
    return LedgerEvent(
        stream, version, "dispute.ObjectionRaised", b"{}", event_id=UUID(int=number), digest=b"d",
        occurred_at=HAPPENED, actor="k", organisation="o", area="411200", rule_packs="ANJ SMX", metadata=b"{}",
    )  # fmt: skip


APPENDS = (
    Append([event(A, 1, 1), event(A, 2, 2)], {A: 0}, take={"m/1": A}),
    Append([event(A, 3, 1)]),  # an id that is there
    Append([event(A, 2, 3)]),  # a version that is there
    Append([event(A, 2, 1)], {A: 9}, take={"m/1": B}),  # everything wrong: the id is told
    Append([event(A, 3, 3)], {A: 1}),  # another version than expected
    Append([event(A, 3, 3)], {A: 2, B: 1}),  # another stream's as well
    Append([event(B, 1, 3)], {B: 0}, take={"m/1": B}),  # a slot that is held
    Append([event(B, 1, 3), event(B, 1, 4)]),  # a version twice
    Append([event(B, 1, 3)], {A: 2, B: 0}, take={"m/2": B}),
    Append([event(B, 2, 4)], release={"m/1": B}),  # not its own: stays
    Append([event(B, 3, 5)], take={"m/2": B, "m/3": B}, release={"m/3": B}),  # taken again; taken and given back
    Append([event(A, 3, 6)], release={"m/1": A}),
    Append([event(B, 4, 7)], take={"m/1": B}),
)


def told(recorder: LedgerRecorder | MemoryRecorder, append: Append) -> object:
    """What an append answered, without the clock."""
    try:
        return list(recorder.append(append).positions)
    except IntegrityError as error:
        return type(error), vars(error)


def known(recorder: LedgerRecorder | MemoryRecorder) -> dict[str, Any]:
    """What the recorder answers about all that, without the clock."""
    early, late = HAPPENED - timedelta(days=36_500), datetime.now(UTC) + timedelta(days=1)
    return {
        "read": [row._replace(recorded_at=early) for row in recorder.read(1, 3)],
        "history": [row._replace(recorded_at=early) for row in recorder.history({A: 1, B: 0, "dispute/c": 0})],
        "find": [row.position for row in recorder.find([UUID(int=4), UUID(int=1), UUID(int=99)])],
        "heads": recorder.heads([A, B, "dispute/c"]),
        "holder": recorder.holder(["m/1", "m/2", "m/3"]),
        "position_at": [recorder.position_at(early), recorder.position_at(late)],
        "recorded_at": [recorder.recorded_at(0), recorder.recorded_at(99)],
    }


def test_both_recorders_answer_alike(recorder: LedgerRecorder) -> None:
    memory = MemoryRecorder()
    for append in APPENDS:
        assert told(memory, append) == told(recorder, append)
        assert known(memory) == known(recorder)
    assert known(memory)["holder"] == {"m/1": B, "m/2": B}


def test_each_event_is_found_by_the_time_it_was_recorded() -> None:
    memory = MemoryRecorder()
    for number in (1, 2, 3):
        memory.append(Append([event(A, number, number)]))
    times = [row.recorded_at for row in memory.read(0, 9)]
    assert times == sorted(times)
    assert memory.position_at(times[2]) == 3
    assert memory.recorded_at(2) == times[1]

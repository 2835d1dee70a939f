"""What the views say of any moment is what replaying the ledger up to there says."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from msgspec.structs import astuple

from histories import histories, randoms
from ledger.catalogue import KINDS, VIEWS
from ledger.duties.house import House, house_of
from ledger.kernel.context import fold
from ledger.kernel.correction import RecordCorrected, effective
from ledger.kernel.event import Recorded
from ledger.kernel.view import View
from ledger.store.codec import recorded
from ledger.store.projector import Projector, rebuild
from ledger.store.recorder import LedgerEvent
from projector.ledgers import Opened, at_every_position

Rows = dict[tuple[str, str], list[Any]]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=histories(), random=randoms())
def test_every_view_at_every_position_equals_a_replay_from_nothing(
    ledger: Opened, events: list[LedgerEvent], random: Random
) -> None:
    ledger.empty()
    _append_and_project(ledger, events, random)
    expected = _replayed(ledger)
    assert ledger.parked() == []
    for view in VIEWS.values():
        assert at_every_position(ledger, view, len(events)) == expected[view.name], view.name


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=histories(), random=randoms())
def test_a_rebuilt_view_has_the_same_rows(ledger: Opened, events: list[LedgerEvent], random: Random) -> None:
    ledger.empty()
    _append_and_project(ledger, events, random)
    followed = {view: ledger.versions(view) for view in VIEWS}
    rebuild(ledger.recorder, ledger.connection, VIEWS)
    assert {view: ledger.versions(view) for view in VIEWS} == followed


def _append_and_project(ledger: Opened, events: list[LedgerEvent], random: Random) -> None:
    """In pieces, with batches of any size, by projectors that remember something or nothing."""
    projectors = [Projector(ledger.recorder, ledger.connection) for _ in range(2)]
    appended = reached = 0
    while reached < len(events):
        if appended < len(events) and (reached == appended or random.random() < 0.5):
            piece = events[appended : appended + random.randint(1, 15)]
            ledger.recorder.insert_events(piece)
            appended += len(piece)
        if random.random() < 0.3:
            projectors[random.randrange(2)] = Projector(ledger.recorder, ledger.connection)
        reached += random.choice(projectors).step(random.randint(1, 12))


def _replayed(ledger: Opened) -> dict[str, dict[int, Rows]]:
    """View to position to rows, by the kernel's functions alone."""
    histories: defaultdict[str, list[Recorded]] = defaultdict(list)
    now: dict[str, dict[str, Rows]] = {name: {} for name in VIEWS}
    house = House()
    expected: dict[str, dict[int, Rows]] = {name: {0: {}} for name in VIEWS}
    for row in ledger.recorder.read(0, 1_000):
        history = histories[row.stream]
        history.append(recorded(row))
        settings = row.stream.startswith("house/")
        if settings:  # whatever rests on the calendar and the targets is told anew
            house = house_of(each for name, of in histories.items() if name.startswith("house/") for each in of)
        for name, view in VIEWS.items():
            for stream in histories if settings and view.fold else [row.stream]:
                if stream.partition("/")[0] in view.kinds:
                    rows = _rows(view, stream, histories[stream], house)
                    now[name][stream] = now[name].get(stream, {}) | rows if view.accumulates else rows
            expected[name][row.position] = {key: of for rows in now[name].values() for key, of in rows.items()}
    return expected


def _rows(view: View, stream: str, history: list[Recorded], house: House) -> Rows:
    """The rows of one stream after a history, folded from nothing."""
    kind = KINDS[stream.partition("/")[0]]
    counting = effective(history)
    told: Any = fold(kind, counting)
    if view.fold:
        corrected = max((each.position for each in history if isinstance(each.event, RecordCorrected)), default=0)
        told, carry = None, view.fold(house)
        for number, each in enumerate(counting):
            before, after = fold(kind, counting[:number]), fold(kind, counting[: number + 1])
            told = carry(told, before, after, each, each.position < corrected)
    rows: Rows = {}
    for each in view.rows(told):
        values = [list(value) if isinstance(value, tuple) else value for value in astuple(each)]
        rows[stream, each.item] = [history[0].area, *values]
    return rows

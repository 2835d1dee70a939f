from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import psycopg
import pytest

from histories import history
from ledger.catalogue import VIEWS
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.state import State
from ledger.kernel.view import View
from ledger.registry.state import Insurer
from ledger.store import projector as projector_module
from ledger.store.projector import Projector, create, rebuild
from ledger.store.recorder import LedgerEvent
from projector.ledgers import Opened, insurer

PHONES = "SELECT phone FROM views.insurer WHERE stream = 'insurer/I-1' AND upper_inf(during)"


def test_a_row_lasts_from_the_event_that_made_it_until_the_one_that_changed_it(ledger: Opened) -> None:
    ledger.append("insurer/I-1", *insurer(["100", "100", "200"]))
    ledger.project()
    assert [(during, phone) for _, during, _, *_, phone in ledger.versions("insurer")] == [
        ("[1,2)", None),
        ("[2,4)", "100"),
        ("[4,)", "200"),
    ]
    assert ledger.versions("party") == [
        ("insurer/I-1", "[1,)", "411200", "I-1/insurer", "I-1", "insurer"),
    ]


def test_a_correction_changes_the_rows_from_its_own_position_on(ledger: Opened) -> None:
    ledger.append("insurer/I-1", *insurer(["100"]))
    wrong = str(ledger.recorder.read(1, 1)[0].event_id)
    about = "registry.InsurerContactChanged"
    for values in ({"new_values": {"phone": "300"}}, {"withdrawn": True}):
        ledger.append(
            "insurer/I-1", RecordCorrected(corrects_event_id=wrong, reason="x", corrects_type=about, **values)
        )
    ledger.project()
    assert [(during, phone) for _, during, _, *_, phone in ledger.versions("insurer")] == [
        ("[1,2)", None),
        ("[2,3)", "100"),
        ("[3,4)", "300"),
        ("[4,)", None),
    ]


class Faulty(Exception):
    """What a view's declaration got wrong."""


def test_rows_that_cannot_be_made_park_that_stream_in_that_view_alone(
    ledger: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows(state: Insurer) -> Iterator[Any]:
        if state.phone == "bad":
            raise Faulty("telephone of somebody")
        return VIEWS["insurer"].rows(state)  # type: ignore[return-value]

    views = {**VIEWS, "insurer": replace(VIEWS["insurer"], rows=rows)}
    ledger.append("insurer/I-1", *insurer(["100", "bad", "200"]))
    ledger.append("insurer/I-2", *insurer(["400"]))
    said = _logged(monkeypatch)
    for _ in range(2):  # remembering nothing in between
        projector = Projector(ledger.recorder, ledger.connection, views)
        while projector.step(2):
            pass
    assert ledger.parked() == [("insurer", "insurer/I-1", 3)]
    assert ledger.one("SELECT error FROM views.parked").startswith("Faulty in rows, line ")
    assert "telephone of somebody" not in repr(said)
    assert [row[1] for row in ledger.versions("insurer")] == ["[1,2)", "[2,)", "[5,6)", "[6,)"]
    assert len(ledger.versions("party")) == 2

    rebuild(ledger.recorder, ledger.connection, ["insurer"])  # the fault is mended
    assert ledger.parked() == []
    assert ledger.one(PHONES) == "200"


def test_an_event_that_nobody_understands_parks_its_stream_alone(ledger: Opened) -> None:
    ledger.append("insurer/I-1", *insurer())
    ledger.recorder.insert_events([LedgerEvent("insurer/I-1", 2, "registry.NotYetThought", b"{}")])
    ledger.recorder.insert_events([LedgerEvent("planet/1", 1, "registry.InsurerRegistered", b"{}")])
    ledger.append("insurer/I-1", *insurer(["100"])[1:])
    ledger.append("insurer/I-2", *insurer(["200"]))
    ledger.project()
    assert ledger.parked() == [(view, "insurer/I-1", 2) for view in ("finding", "insurer", "party")]
    assert ledger.one(PHONES) is None
    assert ledger.one(PHONES.replace("I-1", "I-2")) == "200"


@pytest.mark.parametrize("limit", [1, 100])
def test_a_value_the_database_does_not_hold_parks_its_stream_alone(ledger: Opened, limit: int) -> None:
    for number in range(1, 6):
        ledger.append(f"insurer/I-{number}", *insurer(["1", "a\x00b" if number == 3 else "2", "3"]))
    projector = Projector(ledger.recorder, ledger.connection)
    while projector.step(limit):
        pass
    assert ledger.parked() == [("insurer", "insurer/I-3", 11)]
    assert ledger.one("SELECT count(*) FROM views.insurer WHERE upper_inf(during) AND phone = '3'") == 4
    assert ledger.one("SELECT count(*) FROM views.party WHERE upper_inf(during)") == 5


def test_nobody_is_parked_for_an_event_that_another_projector_has_taken_meanwhile(ledger: Opened) -> None:
    ledger.append("insurer/I-1", *insurer())
    ledger.project()
    ledger.append("insurer/I-2", *insurer())
    taken = ledger.recorder.read(0, 1)[0]
    late = projector_module._Unwritable("insurer", taken, 1, "x")
    assert Projector(ledger.recorder, ledger.connection)._take(1, None, late) == 1
    assert ledger.parked() == []


def test_a_database_that_is_away_parks_nothing(ledger: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the network does is no fault of the stream that was being read."""
    ledger.append("insurer/I-1", *insurer(["100"]))
    ledger.project()
    ledger.append("insurer/I-1", *insurer(["200"])[1:])

    def away(*_: object) -> list[object]:
        raise psycopg.OperationalError("away")

    with monkeypatch.context() as patched:
        patched.setattr(ledger.recorder, "history", away)
        with pytest.raises(psycopg.OperationalError):
            Projector(ledger.recorder, ledger.connection).step()
    assert (ledger.parked(), ledger.reached()) == ([], 2)
    ledger.project()
    assert ledger.one(PHONES) == "200"


def test_a_projector_killed_at_any_statement_leaves_rows_and_position_together(ledger: Opened) -> None:
    ledger.recorder.insert_events(history(Random(7), 300, wild=0.2))
    Projector(ledger.recorder, ledger.connection).step(100)
    before = {view: ledger.versions(view) for view in VIEWS}
    statements = 0
    while True:
        with ledger.connect() as doomed:
            projector = Projector(ledger.recorder, _Killing(doomed, statements, ledger))  # type: ignore[arg-type]
            try:
                projector.step(100)
            except psycopg.OperationalError:
                assert ledger.reached() == 100
                assert {view: ledger.versions(view) for view in VIEWS} == before
                statements += 1
                continue
        break
    assert statements > 10
    assert ledger.reached() == 200


def test_memory_is_given_up_with_the_transaction(ledger: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """A projector that lives on after a failure must not believe what was rolled back."""
    projector = Projector(ledger.recorder, ledger.connection)
    ledger.append("insurer/I-1", *insurer(["100"]))
    projector.step()
    ledger.append("insurer/I-1", *insurer(["200"])[1:])

    def full(*_: object) -> None:
        raise psycopg.errors.DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(projector_module._Table, "write", full)
        with pytest.raises(psycopg.errors.DiskFull):
            projector.step()
    assert (ledger.reached(), ledger.one(PHONES)) == (2, "100")
    assert projector.step() == 1
    assert ledger.one(PHONES) == "200"


def test_two_projectors_take_turns_and_no_event_is_taken_twice(ledger: Opened) -> None:
    events = history(Random(3), 300, dossiers=6, wild=0.2)
    ledger.recorder.insert_events(events)
    taken: list[int] = []

    def work(seed: int) -> None:
        random = Random(seed)
        with ledger.connect() as connection:
            projector = Projector(ledger.recorder, connection)
            while count := projector.step(random.randint(1, 9)):
                taken.append(count)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 300
    together = {view: ledger.versions(view) for view in VIEWS}
    rebuild(ledger.recorder, ledger.connection, VIEWS)
    assert together == {view: ledger.versions(view) for view in VIEWS}


def test_memory_is_bounded_and_what_fell_out_is_read_again(ledger: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projector_module, "REMEMBERED", 2)
    projector = Projector(ledger.recorder, ledger.connection)
    for phone in ("100", "200", "300"):
        for number in range(1, 5):
            stream = f"insurer/I-{number}"
            ledger.append(stream, *insurer([phone])[0 if phone == "100" else 1 :])
        while projector.step(3):
            pass
    assert len(projector._streams) == 2
    assert ledger.one("SELECT count(*) FROM views.insurer WHERE phone = '200' AND NOT upper_inf(during)") == 4


class LastPhone(State, frozen=True, kw_only=True):
    item: str
    since: datetime


def test_a_view_that_accumulates_keeps_what_a_later_state_no_longer_gives(ledger: Opened) -> None:
    def rows(state: Insurer) -> Iterator[LastPhone]:
        if state.phone:
            yield LastPhone(item=state.phone, since=datetime(2024, 1, len(state.phone), tzinfo=UTC))

    view = View(name="phone", kinds=("insurer",), row=LastPhone, rows=rows, accumulates=True)
    create(ledger.connection, view)
    ledger.append("insurer/I-1", *insurer(["1", "22", "1", "22"]))
    for _ in range(5):
        Projector(ledger.recorder, ledger.connection, {"phone": view}).step(1)
    assert ledger.parked() == []
    found = ledger.connection.execute("SELECT item FROM views.phone WHERE upper_inf(during) ORDER BY item").fetchall()
    assert found == [("1",), ("22",)]
    assert ledger.one("SELECT count(*) FROM views.phone WHERE during @> 2::bigint") == 1
    assert ledger.one("SELECT count(*) FROM views.phone WHERE during @> 3::bigint") == 2


class _Killing:
    """A connection whose server process is ended before its nth statement."""

    def __init__(self, connection: psycopg.Connection[Any], spared: int, ledger: Opened) -> None:
        self._connection, self._spared, self._ledger = connection, spared, ledger

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, *arguments: Any) -> Any:
        self._count()
        return self._connection.execute(*arguments)

    def cursor(self) -> Any:
        self._count()
        return self._connection.cursor()

    def _count(self) -> None:
        self._spared -= 1
        if self._spared == -1:
            pid = self._connection.info.backend_pid
            self._ledger.one(f"SELECT pg_terminate_backend({pid}, 5000)")


def _logged(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    said: list[Any] = []

    class Log:
        def error(self, *what: object, **values: object) -> None:
            said.append((what, values))

    monkeypatch.setattr(projector_module, "_log", Log())
    return said

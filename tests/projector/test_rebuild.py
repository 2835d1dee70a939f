from __future__ import annotations

import threading
from dataclasses import replace
from random import Random
from typing import Any

import psycopg
import pytest

from histories import history
from ledger.catalogue import VIEWS
from ledger.kernel.state import State
from ledger.kernel.view import View
from ledger.registry.state import Insurer
from ledger.store.projector import BESIDE, LIVE, Projector, changed, rebuild
from projector.ledgers import Opened, insurer


def test_views_are_rebuilt_while_events_come_and_the_live_projector_goes_on(ledger: Opened) -> None:
    events = history(Random(11), 1_200, dossiers=8, wild=0.1)
    ledger.recorder.insert_events(events[:600])
    appending = threading.Event()
    done = threading.Event()

    def append() -> None:
        for start in range(600, 1_200, 20):
            ledger.recorder.insert_events(events[start : start + 20])
            appending.set()

    def follow() -> None:
        with ledger.connect() as connection:
            projector = Projector(ledger.recorder, connection)
            while projector.step(50) or not done.is_set():
                pass

    threads = [threading.Thread(target=append), threading.Thread(target=follow)]
    for thread in threads:
        thread.start()
    appending.wait()
    heard: list[tuple[int, int]] = []
    for _ in range(3):
        reached = rebuild(ledger.recorder, ledger.connection, VIEWS, lambda at, of: heard.append((at, of)))
        assert heard[-1] == (reached, reached)
    threads[0].join()
    done.set()
    threads[1].join()

    assert ledger.reached() == 1_200
    live = {view: ledger.versions(view) for view in VIEWS}
    rebuild(ledger.recorder, ledger.connection, VIEWS)
    assert live == {view: ledger.versions(view) for view in VIEWS}
    assert ledger.parked() == []


def test_the_live_projector_notices_a_swap_that_heals_a_stream(ledger: Opened) -> None:
    ledger.append("insurer/I-1", *insurer(["100"]))
    projector = ledger.project()
    ledger.connection.execute(
        "INSERT INTO views.parked (view, stream, position, error) VALUES ('insurer', 'insurer/I-1', 3, 'x')"
    )
    ledger.append("insurer/I-1", *insurer(["200"])[1:])
    projector.step()
    rebuild(ledger.recorder, ledger.connection, ["insurer"])
    ledger.append("insurer/I-1", *insurer(["100"])[1:])  # as the projector remembers it from before
    projector.step()
    assert [row[1] for row in ledger.versions("insurer")] == ["[1,2)", "[2,3)", "[3,4)", "[4,)"]


class Longer(State, frozen=True, kw_only=True):
    item: str = ""
    name: str


def test_a_view_whose_declaration_changed_is_rebuilt(ledger: Opened) -> None:
    ledger.append("insurer/I-1", *insurer())
    ledger.project()
    assert changed(ledger.connection) == []
    new = View(name="insurer", kinds=("insurer",), row=Longer, rows=_longer)
    views = {**VIEWS, "insurer": new}
    assert changed(ledger.connection, views) == ["insurer"]
    assert changed(ledger.connection, {**VIEWS, "insurer": replace(VIEWS["insurer"], accumulates=True)}) == ["insurer"]
    rebuild(ledger.recorder, ledger.connection, ["insurer"], views=views)
    assert changed(ledger.connection, views) == []
    assert ledger.one("SELECT name FROM views.insurer") == "示例财险"


def _longer(state: Insurer) -> list[Longer]:
    return [Longer(name=state.name)]


def test_a_rebuild_that_ends_early_changes_nothing_and_can_be_repeated(ledger: Opened) -> None:
    ledger.append("insurer/I-1", *insurer(["100"]))
    ledger.project()
    before = ledger.one("SELECT 'views.insurer'::regclass::oid")

    def enough(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(ledger.recorder, ledger.connection, ["insurer"], enough)
    assert ledger.one("SELECT 'views.insurer'::regclass::oid") == before
    assert ledger.one("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0
    rebuild(ledger.recorder, ledger.connection, ["insurer"])
    assert ledger.one("SELECT 'views.insurer'::regclass::oid") != before
    assert len(ledger.versions("insurer")) == 2


def test_nothing_of_a_rebuild_is_left_and_the_indexes_have_their_names(ledger: Opened) -> None:
    rebuild(ledger.recorder, ledger.connection, VIEWS)
    rebuild(ledger.recorder, ledger.connection, ["party"])
    tracked = ledger.connection.execute("SELECT application_name FROM tracking ORDER BY 1").fetchall()
    assert tracked == [("__migration__",), (LIVE,)]
    assert ledger.one(f"SELECT count(*) FROM pg_class WHERE position('{BESIDE}' in relname) > 0") == 0
    for name, view in VIEWS.items():
        if view.by_position:
            assert "gist" in ledger.one(f"SELECT indexdef FROM pg_indexes WHERE indexname = '{name}_during'")
    assert _plan(ledger, "party", "during @> 1::bigint") == "party_during"
    assert _plan(ledger, "party", "upper_inf(during) AND organisation = 'I-1'") == "party_organisation"


def _plan(ledger: Opened, view: str, where: str) -> Any:
    """The index that answers, where the planner may not just read everything."""
    with ledger.connection.transaction(force_rollback=True):
        ledger.connection.execute("SET LOCAL enable_seqscan = off")
        plan = ledger.one(f"EXPLAIN (FORMAT json) SELECT * FROM views.{view} WHERE {where}")
        node = plan[0]["Plan"]
        while "Index Name" not in node:
            (node,) = node["Plans"]
        return node["Index Name"]


def test_the_application_reads_views_and_writes_none(ledger: Opened) -> None:
    ledger.append("insurer/I-1", *insurer())
    ledger.project()
    rebuild(ledger.recorder, ledger.connection, ["insurer"])
    ledger.connection.execute("SET ROLE anjian_app")
    assert ledger.one("SELECT count(*) FROM views.insurer") == 1
    for statement in ("DELETE FROM views.insurer", "DROP TABLE views.insurer", "DELETE FROM views.parked"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ledger.connection.execute(statement.encode())

"""Pages of duties over the ledger of 100,000 appraisals: as of now, and as of a year ago.

Some thousand simulated appraisals are projected as any others are; their rows are then repeated under other stream
names and positions, so that the tables are as large and as mixed as those of 100,000.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from psycopg_pool import ConnectionPool

from benchmarks import Figure
from benchmarks.append import _datastore
from ledger import simulation, supervision
from ledger.app import Ledger
from ledger.callers import Caller, local
from ledger.catalogue import VIEWS
from ledger.embedded import Embedded
from ledger.lines import append_lines, organisation_of
from ledger.store.migrate import MIGRATIONS, migrate
from ledger.store.projector import Connection, Projector, changed, column_names, rebuild
from ledger.store.queries import Moment, Queries
from ledger.store.recorder import LedgerRecorder
from ledger.vault.keys import DataKeys
from ledger.vault.sealing import Vault

CASES, COPIES = 2_000, 50
ROUNDS = 15
COUNTY, CITY = "411202", "411200"
REGULATOR = Caller(account="b", organisation="NFRA-411200", roles=frozenset({"insurance_regulator"}), areas=(CITY,))
INSURER = "INS-A-411200"


def measure() -> list[Figure]:
    """Milliseconds a page of 50 takes, counted once each page was asked for before."""
    with ExitStack() as stack:
        home = Path(tempfile.mkdtemp(prefix="anjian-benchmark-"))
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        server = stack.enter_context(Embedded(home))
        url = server.url("postgres")
        migrate(url)
        server.ensure_database("keys")
        migrate(server.url("keys"), MIGRATIONS / "keys")
        recorder = LedgerRecorder(stack.enter_context(_datastore(url)))
        stack.callback(recorder.close)
        connection = stack.enter_context(psycopg.connect(url, autocommit=True))
        keys = DataKeys(server.url("keys"), bytes(32))
        stack.callback(keys.close)
        pool: ConnectionPool[Any] = stack.enter_context(
            ConnectionPool(url, kwargs={"autocommit": True}, min_size=1, max_size=1)
        )
        queries = Queries(pool)
        _fill(Ledger(recorder, Vault(keys, bytes(32)), queries), recorder, connection)
        last = recorder.max_notification_id() or 0
        moments = {
            "now": Moment(last, datetime(2026, 11, 1, tzinfo=UTC), live=True),
            "a year ago": Moment(last // 2, datetime(2025, 11, 1, tzinfo=UTC)),
        }
        return [
            Figure(f"{what} of {area}, {when}", "ms", _times(lambda: ask(queries, moment, area)), at_most=100)  # noqa: B023
            for when, moment in moments.items()
            for area in (CITY, COUNTY)
            for what, ask in ASKED.items()
        ]


def _page(**asked: Any) -> Callable[[Queries, Moment, str], object]:
    return lambda queries, moment, area: supervision.duties(
        queries, REGULATOR, moment, supervision.Asked(area=area, **asked), None, 50
    )


ASKED: dict[str, Callable[[Queries, Moment, str], object]] = {
    "duties": _page(),
    "pending duties": _page(statuses=("open", "provisional", "overdue", "suspended")),
    "overdue duties": _page(statuses=("overdue",)),
    "late duties": _page(statuses=("late",)),
    "overdue, by obligor and article": lambda queries, moment, area: supervision.overdue(
        queries, REGULATOR, moment, area
    ),
}


def _times(ask: Callable[[], object]) -> list[float]:
    ask()
    found = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        ask()
        found.append((time.perf_counter() - begun) * 1000)
    return found


def _fill(ledger: Ledger, recorder: LedgerRecorder, connection: Connection) -> None:
    lines = simulation.written(simulation.sendings(CASES, 1), simulation.Tally())
    for _ in append_lines(ledger, lines, lambda raw: local(organisation_of(raw))):
        pass
    rebuild(recorder, connection, changed(connection))
    projector = Projector(recorder, connection)
    while projector.step():
        pass
    for name in ("duty", "party"):
        columns = [Identifier(column) for column in column_names(VIEWS[name]) if column not in ("stream", "during")]
        connection.execute(
            SQL(
                "INSERT INTO {table} (stream, during, {columns}) "
                "SELECT stream || '~' || copy, during, {columns} FROM {table}, generate_series(2, {copies}) copy"
            ).format(table=Identifier("views", name), columns=SQL(", ").join(columns), copies=COPIES)
        )
    connection.execute("VACUUM ANALYZE views.duty, views.party")

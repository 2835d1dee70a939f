from collections.abc import Callable, Iterator

import psycopg
import pytest
from eventsourcing.postgres import PostgresDatastore

from ledger.store.recorder import LedgerRecorder

__all__ = ["open_datastore", "recorder"]

Open = Callable[[str], PostgresDatastore]


@pytest.fixture
def open_datastore() -> Iterator[Open]:
    """Opens datastores of the library, closed after the test."""
    opened: list[PostgresDatastore] = []

    def datastore(url: str) -> PostgresDatastore:
        parts = psycopg.conninfo.conninfo_to_dict(url)
        opened.append(
            PostgresDatastore(
                dbname=str(parts["dbname"]),
                host=str(parts["host"]),
                port=str(parts["port"]),
                user=str(parts["user"]),
                password="",
                pool_size=2,
                max_overflow=20,
                originator_id_type="text",
            )
        )
        return opened[-1]

    yield datastore
    for each in opened:
        each.close()


@pytest.fixture
def recorder(database: str, open_datastore: Open) -> Iterator[LedgerRecorder]:
    made = LedgerRecorder(open_datastore(database))
    yield made
    made.close()

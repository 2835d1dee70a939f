"""A node put together: databases found or started, migrated, opened with the least rights that serve."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from eventsourcing.postgres import PostgresDatastore
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool

from ledger.accounts import Accounts, derived
from ledger.app import Ledger
from ledger.config import Config
from ledger.embedded import Embedded
from ledger.store.migrate import MIGRATIONS, migrate
from ledger.store.projector import Connection
from ledger.store.queries import Queries
from ledger.store.recorder import LedgerRecorder
from ledger.vault.keys import DataKeys, is_empty, master_key
from ledger.vault.sealing import Vault

APP_ROLE = "-c role=anjian_app"
"""Nothing may be changed or taken away with this role, and events enter by one function alone."""


@dataclass(frozen=True)
class Node:
    """Everything a process of the node works with."""

    config: Config
    url: str
    keys_url: str
    recorder: LedgerRecorder
    ledger: Ledger
    accounts: Accounts
    session_key: bytes

    def owner(self) -> Connection:
        """A connection as the owner of the tables, for the projector and rebuilds."""
        return psycopg.connect(self.url, autocommit=True)


def databases(config: Config, stack: ExitStack) -> tuple[str, str]:
    """The addresses of ledger and keys; starts or joins the embedded server for those that are not named."""
    url, keys_url = config["DATABASE_URL"], config["KEYS_URL"]
    if not (url and keys_url):
        embedded = stack.enter_context(Embedded(config.data / "postgres"))
        url = url or embedded.url("anjian")
        if not keys_url:
            embedded.ensure_database("anjian_keys")
            keys_url = embedded.url("anjian_keys")
    return url, keys_url


@contextmanager
def opened(config: Config, *, threads: int = 16) -> Iterator[Node]:
    """The node of these settings, migrated; everything is closed again at the end."""
    with ExitStack() as stack:
        url, keys_url = databases(config, stack)
        yield stack.enter_context(node_at(config, url, keys_url, threads=threads))


@contextmanager
def node_at(config: Config, url: str, keys_url: str, *, threads: int = 16) -> Iterator[Node]:
    """The node on two databases that are running."""
    with ExitStack() as stack:
        migrate(url)
        migrate(keys_url, MIGRATIONS / "keys")
        config.data.mkdir(parents=True, exist_ok=True)
        master = master_key(config.data / "master.key", config["ANJIAN_MASTER_KEY"] or None, is_empty(keys_url))
        keys = DataKeys(keys_url, master)
        stack.callback(keys.close)
        parameters: dict[str, Any] = conninfo_to_dict(url, options=APP_ROLE)
        datastore = PostgresDatastore(
            dbname=str(parameters["dbname"]),
            host="",
            port="",
            user="",
            password="",
            pool_size=1,
            max_overflow=threads,
            originator_id_type="text",
        )
        # The library passes on only some of what an address may say (sslmode, options …).
        library = datastore.pool.kwargs
        assert isinstance(library, dict)  # noqa: S101
        for name in ("host", "port", "user", "password"):
            library.pop(name)
        library |= parameters
        stack.callback(datastore.close)
        recorder = LedgerRecorder(datastore)
        stack.callback(recorder.close)
        recorder.create_table()
        pool: ConnectionPool[Any] = ConnectionPool(
            url, kwargs={"autocommit": True, "options": APP_ROLE}, min_size=1, max_size=threads, open=True
        )
        stack.callback(pool.close)
        yield Node(
            config,
            url,
            keys_url,
            recorder,
            Ledger(recorder, Vault(keys, master), Queries(pool)),
            Accounts(pool),
            derived(master, "session"),
        )

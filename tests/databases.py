"""Databases for tests: one private PostgreSQL a test process, one database a test, copied from a template."""

from __future__ import annotations

import shutil
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from ledger.embedded import Embedded
from ledger.store.migrate import MIGRATIONS, migrate
from ledger.store.projector import changed, rebuild
from projector.ledgers import EMPTY, opened

Pair = Callable[[], AbstractContextManager[tuple[str, str]]]


@pytest.fixture(scope="session")
def server() -> Iterator[Embedded]:
    """A PostgreSQL of this test process alone; its data go when the tests end. DATABASE_URL is never used."""
    home = Path(tempfile.mkdtemp(prefix="anjian-test-"))
    embedded = Embedded(home)
    try:
        embedded.start()
        with psycopg.connect(embedded.url("postgres"), autocommit=True) as connection:
            for setting in ("fsync", "full_page_writes"):  # these data need not outlive the machine
                connection.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")
        yield embedded
    finally:
        embedded.stop()
        for _ in range(200):  # the watcher stops the server, now that its last user has left
            if not (embedded.home / "data" / "postmaster.pid").exists():
                break
            time.sleep(0.05)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def template(server: Embedded) -> str:
    """The name of a database to which every migration was applied; nobody may stay connected to it."""
    server.ensure_database("template_ledger")
    migrate(server.url("template_ledger"))
    return "template_ledger"


@pytest.fixture(scope="session")
def with_views(server: Embedded, template: str) -> str:
    """The name of a database in which the views have their tables already; nobody may stay connected to it."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE template_views TEMPLATE {}").format(Identifier(template)))
    with opened(server.url("template_views")) as ledger:
        rebuild(ledger.recorder, ledger.connection, changed(ledger.connection))
    return "template_views"


@pytest.fixture(scope="session")
def keys_template(server: Embedded) -> str:
    """The name of a keys database without a key; nobody may stay connected to it."""
    server.ensure_database("template_keys")
    migrate(server.url("template_keys"), MIGRATIONS / "keys")
    return "template_keys"


@pytest.fixture(scope="session")
def pair(server: Embedded, with_views: str, keys_template: str) -> Pair:
    """Makes the databases of a node: the addresses of a ledger with empty views and of keys, while a block lasts."""

    @contextmanager
    def made() -> Iterator[tuple[str, str]]:
        with created(server, with_views) as url, created(server, keys_template) as keys_url:
            yield url, keys_url

    return made


@pytest.fixture(scope="session")
def kept_pair(pair: Pair) -> Iterator[tuple[str, str]]:
    """The databases of a node that tests are lent one after another."""
    with pair() as urls:
        yield urls


@pytest.fixture
def lent_pair(kept_pair: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The databases of a node for one test, emptied after it; connections left open are cut."""
    yield kept_pair
    for url, empty in zip(kept_pair, (EMPTY, b"DELETE FROM data_key; DELETE FROM master"), strict=True):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute("SET session_replication_role = replica")  # no trigger that keeps what is there
            connection.execute(empty)


@pytest.fixture
def database(lent_pair: tuple[str, str]) -> str:
    """The address of an empty ledger, emptied after the test: who changes its schema asks for `own_database`."""
    return lent_pair[0]


@pytest.fixture
def keys_url(lent_pair: tuple[str, str]) -> str:
    """The address of a keys database without a key, emptied after the test."""
    return lent_pair[1]


@pytest.fixture
def own_database(server: Embedded, template: str) -> Iterator[str]:
    """The address of a migrated, empty database, dropped after the test."""
    with created(server, template) as url:
        yield url


@pytest.fixture
def bare_database(server: Embedded) -> Iterator[str]:
    """The address of a database to which no migration was applied, dropped after the test."""
    with created(server, "template0") as url:
        yield url


@contextmanager
def created(server: Embedded, template: str) -> Iterator[str]:
    """A database of its own name while the block lasts; connections left open are cut."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
        try:
            yield server.url(name)
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

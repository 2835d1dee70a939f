"""Databases for tests: one private PostgreSQL a test process, one database a test, copied from a template.

A conftest imports the fixtures it wants: `from databases import database, server, template`.
"""

from __future__ import annotations

import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from ledger.embedded import Embedded
from ledger.store.migrate import migrate


@pytest.fixture(scope="session")
def server() -> Iterator[Embedded]:
    """A PostgreSQL of this test process alone; its data go when the tests end. DATABASE_URL is never used."""
    home = Path(tempfile.mkdtemp(prefix="anjian-test-"))
    embedded = Embedded(home)
    try:
        embedded.start()
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


@pytest.fixture
def database(server: Embedded, template: str) -> Iterator[str]:
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

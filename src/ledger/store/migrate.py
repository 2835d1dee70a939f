"""The database's schema: numbered SQL files, each applied once, in order, under a lock.

What has been applied is kept in the table `migration` with the SHA-256 of the file; a file that changed
afterwards, or a database that is ahead of the folder, is an error and nothing is applied.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

import psycopg

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"

Connection = psycopg.Connection[tuple[object, ...]]


class MigrationError(Exception):
    """The folder and the database do not fit together; the message names the file."""


def migrate(url: str, folder: Path = MIGRATIONS) -> list[str]:
    """Applies what is pending and returns its names; who calls meanwhile waits and finds nothing to do.

    Each file runs in a transaction of its own: after a crash or an error the files before it stay applied.
    Raises MigrationError, or the database's error where a file fails.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        # A lock of the session: it ends with the connection, however that ends.
        connection.execute("SELECT pg_advisory_lock(4702111234474983746)")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migration (number int PRIMARY KEY, name text NOT NULL, "
            "digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())"
        )
        ahead = _pending(connection, folder)
        for migration in ahead:
            with connection.transaction():
                connection.execute(migration.sql)
                connection.execute(
                    "INSERT INTO migration (number, name, digest) VALUES (%s, %s, %s)",
                    (migration.number, migration.name, migration.digest),
                )
    return [migration.name for migration in ahead]


def pending(url: str, folder: Path = MIGRATIONS) -> list[str]:
    """The names of the migrations that `migrate` would apply; changes nothing. Raises MigrationError."""
    with psycopg.connect(url, autocommit=True) as connection:
        return [migration.name for migration in _pending(connection, folder)]


class _Migration(NamedTuple):
    number: int
    name: str
    sql: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.sql).hexdigest()


def _pending(connection: Connection, folder: Path) -> list[_Migration]:
    files = _files(folder)
    done = _applied(connection)
    for number, (name, digest) in done.items():
        if number not in files:
            raise MigrationError(f"the database has migration {name}, which this version does not know")
        if files[number].digest != digest:
            raise MigrationError(f"migration {files[number].name} was changed after it had been applied")
    ahead = [migration for number, migration in files.items() if number not in done]
    if ahead and done and ahead[0].number < max(done):
        raise MigrationError(f"migration {ahead[0].name} comes before one that has been applied")
    return ahead


def _files(folder: Path) -> dict[int, _Migration]:
    found: dict[int, _Migration] = {}
    for path in sorted(folder.glob("*.sql")):
        if not re.fullmatch(r"\d{4}_[a-z0-9_]+", path.stem):
            raise MigrationError(f"{path.name} is not named like 0001_what.sql")
        number = int(path.stem[:4])
        if number in found:
            raise MigrationError(f"{path.name} and {found[number].name}.sql have the same number")
        found[number] = _Migration(number, path.stem, path.read_bytes())
    if not found:
        raise MigrationError(f"no migrations in {folder}")
    return found


def _applied(connection: Connection) -> dict[int, tuple[str, str]]:
    if connection.execute("SELECT to_regclass('migration')").fetchone() == (None,):
        return {}
    rows = connection.execute("SELECT number, name, digest FROM migration ORDER BY number").fetchall()
    return {int(str(number)): (str(name), str(digest)) for number, name, digest in rows}

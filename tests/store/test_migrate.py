from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from ledger.store.migrate import MigrationError, migrate, pending

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def file(name: str, sql: str) -> Path:
        (tmp_path / f"{name}.sql").write_text(sql)
        return tmp_path

    return file


def test_each_migration_is_applied_once_in_order(bare_database: str, write: Write) -> None:
    write("0002_more", "INSERT INTO thing VALUES (2)")
    folder = write("0001_thing", "CREATE TABLE thing (n int); INSERT INTO thing VALUES (1)")
    (folder / "keys").mkdir()
    (folder / "keys" / "0001_keys.sql").write_text("CREATE TABLE elsewhere ()")

    assert pending(bare_database, folder) == ["0001_thing", "0002_more"]
    assert migrate(bare_database, folder) == ["0001_thing", "0002_more"]
    assert migrate(bare_database, folder) == []
    assert pending(bare_database, folder) == []
    with psycopg.connect(bare_database) as connection:
        assert connection.execute("SELECT n FROM thing ORDER BY n").fetchall() == [(1,), (2,)]
        assert connection.execute("SELECT to_regclass('elsewhere')").fetchone() == (None,)


def test_asking_what_is_pending_changes_nothing(bare_database: str, write: Write) -> None:
    pending(bare_database, write("0001_thing", "CREATE TABLE thing ()"))
    with psycopg.connect(bare_database) as connection:
        assert connection.execute("SELECT to_regclass('migration')").fetchone() == (None,)


def test_a_file_changed_after_it_was_applied_is_named(bare_database: str, write: Write) -> None:
    migrate(bare_database, write("0001_thing", "CREATE TABLE thing ()"))
    folder = write("0001_thing", "CREATE TABLE thing (n int)")
    with pytest.raises(MigrationError, match="0001_thing was changed"):
        migrate(bare_database, folder)
    with pytest.raises(MigrationError, match="0001_thing was changed"):
        pending(bare_database, folder)


def test_a_database_ahead_of_the_folder_is_named(bare_database: str, write: Write) -> None:
    write("0001_thing", "CREATE TABLE thing ()")
    folder = write("0002_more", "CREATE TABLE more ()")
    migrate(bare_database, folder)
    (folder / "0002_more.sql").unlink()
    with pytest.raises(MigrationError, match="0002_more, which this version does not know"):
        migrate(bare_database, folder)


def test_a_migration_slipped_in_before_an_applied_one_is_named(bare_database: str, write: Write) -> None:
    migrate(bare_database, write("0002_more", "CREATE TABLE more ()"))
    with pytest.raises(MigrationError, match="0001_thing comes before"):
        migrate(bare_database, write("0001_thing", "CREATE TABLE thing ()"))


@pytest.mark.parametrize("name", ["1_thing", "0001-thing", "0001_Thing"])
def test_a_file_with_another_kind_of_name_is_refused(bare_database: str, write: Write, name: str) -> None:
    with pytest.raises(MigrationError, match="is not named like"):
        migrate(bare_database, write(name, "SELECT 1"))


def test_two_files_of_one_number_are_refused(bare_database: str, write: Write) -> None:
    write("0001_one", "SELECT 1")
    with pytest.raises(MigrationError, match="same number"):
        migrate(bare_database, write("0001_two", "SELECT 1"))


def test_an_empty_folder_is_refused(bare_database: str, tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="no migrations"):
        migrate(bare_database, tmp_path)


def test_a_failing_migration_leaves_nothing_and_can_be_mended(bare_database: str, write: Write) -> None:
    write("0001_thing", "CREATE TABLE thing ()")
    folder = write("0002_more", "CREATE TABLE more (); SELECT 1/0")
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(bare_database, folder)
    assert pending(bare_database, folder) == ["0002_more"]
    write("0002_more", "CREATE TABLE more ()")
    assert migrate(bare_database, folder) == ["0002_more"]


def test_who_migrates_at_the_same_time_waits(bare_database: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        applied = list(pool.map(lambda _: migrate(bare_database), range(4)))
    assert sorted(map(len, applied))[:3] == [0, 0, 0]
    assert max(applied, key=len)[0] == "0001_events"

"""What is recorded stays: nobody changes it, and the application's role may only append."""

from collections.abc import Iterator

import psycopg
import pytest

from ledger.store.recorder import Append, LedgerEvent, LedgerRecorder

Connection = psycopg.Connection[tuple[object, ...]]
ARRAYS = ["{a/1}", "{2}", "{topic}", "{state}", *[None] * 14]


@pytest.fixture
def owner(database: str, recorder: LedgerRecorder) -> Iterator[Connection]:
    recorder.append(Append([LedgerEvent("a/1", 1, "topic", b"state")], take={"m": "a/1"}))
    with psycopg.connect(database, autocommit=True) as connection:
        yield connection


@pytest.fixture
def application(owner: Connection) -> Connection:
    owner.execute("SET ROLE anjian_app")
    return owner


@pytest.mark.parametrize("change", ["UPDATE events SET state = ''", "DELETE FROM events", "TRUNCATE events"])
@pytest.mark.parametrize("replication", ["origin", "replica"])
def test_not_even_the_owner_changes_an_event(owner: Connection, change: str, replication: str) -> None:
    owner.execute(f"SET session_replication_role = {replication}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="what is recorded stays as it is"):
        owner.execute(change)
    assert owner.execute("SELECT state FROM events").fetchall() == [(b"state",)]


@pytest.mark.parametrize(
    "attempt",
    [
        "INSERT INTO events SELECT * FROM events",
        "UPDATE events SET state = ''",
        "DELETE FROM events",
        "TRUNCATE events",
        "INSERT INTO slots VALUES ('n', 'a/1')",
        "UPDATE slots SET holder = 'b/1'",
        "DELETE FROM slots",
        "TRUNCATE slots",
        "DELETE FROM tracking",
        "ALTER TABLE events DISABLE TRIGGER ALL",
        "DROP TABLE events",
        "CREATE OR REPLACE FUNCTION position_at(timestamptz) RETURNS bigint LANGUAGE sql AS 'SELECT 0'",
    ],
)
def test_the_application_has_no_other_way(application: Connection, attempt: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"permission denied|must be owner"):
        application.execute(attempt)


def test_the_application_appends_reads_and_tracks(application: Connection) -> None:
    application.execute(f"SELECT append_events({', '.join(['%s'] * 18)})", ARRAYS)
    application.execute("INSERT INTO tracking VALUES ('follower', 1)")
    application.execute("UPDATE tracking SET notification_id = 2 WHERE application_name = 'follower'")
    assert application.execute("SELECT originator_version FROM events ORDER BY 1").fetchall() == [(1,), (2,)]
    assert application.execute("SELECT * FROM slots").fetchall() == [("m", "a/1")]
    assert application.execute("SELECT position_at('infinity')").fetchall() == [(2,)]


def test_strangers_may_not_append(owner: Connection) -> None:
    owner.execute("BEGIN")
    owner.execute("CREATE ROLE stranger")
    owner.execute("SET ROLE stranger")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute(f"SELECT append_events({', '.join(['%s'] * 18)})", ARRAYS)
    owner.execute("ROLLBACK")

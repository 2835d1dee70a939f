"""Accounts: API keys of organisations, people who sign in, and the one-time links that make them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from ledger.callers import ROLES, Caller
from ledger.kernel.codes import Role

SHORTEST_PASSWORD = 12
INVITATION_HOURS = 72
AT_ONCE = 4
"""Passwords checked at the same time: each takes 64 MiB."""


class AccountError(ValueError):
    """An account cannot be made or used so; the message says why."""


class Busy(Exception):
    """Too many passwords are being checked: try again."""


@dataclass(frozen=True)
class Key:
    """An API key as it is listed; the key itself is shown once, when it is made."""

    id: str
    organisation: str
    roles: tuple[str, ...]
    areas: tuple[str, ...]
    label: str
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True)
class Person:
    """Somebody who signs in. `id` is random and names the person in the ledger's records."""

    id: str
    login: str
    organisation: str
    roles: tuple[Role, ...]
    areas: tuple[str, ...]

    @property
    def caller(self) -> Caller:
        return Caller(
            account=f"person/{self.id}",
            organisation=self.organisation,
            roles=frozenset(self.roles),
            areas=self.areas,
        )


class Accounts:
    """The accounts of a node."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool
        self._hasher = PasswordHasher()
        self._checking = threading.BoundedSemaphore(AT_ONCE)
        self._nobody = ""

    # API keys

    def caller_of_key(self, key: str) -> Caller | None:
        """Who a key speaks for; none for an unknown or revoked one."""
        found = self._rows("SELECT * FROM account.api_key WHERE digest = %s AND revoked_at IS NULL", [_digest(key)])
        if not found:
            return None
        row = found[0]
        return Caller(
            account=f"key/{row['id']}",
            organisation=row["organisation"],
            roles=frozenset(row["roles"]),
            areas=tuple(row["areas"]),
        )

    def add_key(
        self, organisation: str, roles: Iterable[str], areas: Iterable[str], label: str = "", key: str = ""
    ) -> tuple[str, str]:
        """Makes an API key; its id and the key. The same given key again changes nothing."""
        given = key or "anj_" + secrets.token_urlsafe(32)
        id = secrets.token_hex(6)
        self._rows(
            "INSERT INTO account.api_key (id, digest, organisation, roles, areas, label) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (digest) DO NOTHING RETURNING id",
            [id, _digest(given), organisation, _known_roles(roles), list(areas), label],
        )
        return id, given

    def keys(self) -> list[Key]:
        return [
            Key(
                row["id"],
                row["organisation"],
                tuple(row["roles"]),
                tuple(row["areas"]),
                row["label"],
                row["created_at"],
                row["revoked_at"],
            )
            for row in self._rows("SELECT * FROM account.api_key ORDER BY created_at, id")
        ]

    def revoke(self, id: str) -> bool:
        """Ends a key; whether there was one to end."""
        return bool(
            self._rows(
                "UPDATE account.api_key SET revoked_at = clock_timestamp() "
                "WHERE id = %s AND revoked_at IS NULL RETURNING id",
                [id],
            )
        )

    # People

    def people(self) -> list[Person]:
        return [
            _person(row) for row in self._rows("SELECT * FROM account.person WHERE disabled_at IS NULL ORDER BY login")
        ]

    def person(self, id: str) -> Person | None:
        found = self._rows("SELECT * FROM account.person WHERE id = %s AND disabled_at IS NULL", [id])
        return _person(found[0]) if found else None

    def invite(self, organisation: str, roles: Iterable[str], areas: Iterable[str]) -> str:
        """A token with which somebody may make one account, once and for some days."""
        token = secrets.token_urlsafe(24)
        self._rows(
            "INSERT INTO account.invitation (digest, organisation, roles, areas, expires_at) "
            "VALUES (%s, %s, %s, %s, %s) RETURNING expires_at",
            [
                _digest(token),
                organisation,
                _known_roles(roles),
                list(areas),
                datetime.now(UTC) + timedelta(hours=INVITATION_HOURS),
            ],
        )
        return token

    def invited(self, token: str) -> bool:
        """Whether the token may still be used."""
        return bool(self._rows(_OPEN, [_digest(token)]))

    def accept(self, token: str, login: str, password: str) -> Person:
        """Makes the account an invitation allows. AccountError says what to change."""
        login = login.strip()
        if not 3 <= len(login) <= 64:
            raise AccountError("a login has 3 to 64 characters")
        if len(password) < SHORTEST_PASSWORD:
            raise AccountError(f"a password has at least {SHORTEST_PASSWORD} characters")
        if login.casefold() in password.casefold():
            raise AccountError("the password must not contain the login")
        hashed = self._hash(password)
        with self._pool.connection() as connection, connection.transaction():
            cursor = connection.cursor(row_factory=dict_row)
            found = cursor.execute(_OPEN + " FOR UPDATE", [_digest(token)]).fetchone()
            if found is None:
                raise AccountError("the link was used already or is too old")
            made = cursor.execute(
                "INSERT INTO account.person (id, login, password, organisation, roles, areas) "
                "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (login) DO NOTHING RETURNING *",
                [secrets.token_hex(6), login, hashed, found["organisation"], found["roles"], found["areas"]],
            ).fetchone()
            if made is None:
                raise AccountError("this login is taken")
            cursor.execute(
                "UPDATE account.invitation SET used_at = clock_timestamp() WHERE digest = %s", [_digest(token)]
            )
        return _person(made)

    def sign_in(self, login: str, password: str) -> Person | None:
        """The person of login and password. Takes as long for an unknown login. Busy when overrun."""
        found = self._rows("SELECT * FROM account.person WHERE login = %s AND disabled_at IS NULL", [login.strip()])
        if not self._checking.acquire(timeout=2):
            raise Busy
        try:
            # An unknown login is checked against the hash of a secret, so that it takes as long.
            self._nobody = self._nobody or self._hasher.hash(secrets.token_hex())
            self._hasher.verify(found[0]["password"] if found else self._nobody, password)
        except (VerifyMismatchError, InvalidHashError):
            return None
        finally:
            self._checking.release()
        return _person(found[0]) if found else None

    def disable(self, login: str) -> bool:
        return bool(
            self._rows(
                "UPDATE account.person SET disabled_at = clock_timestamp() "
                "WHERE login = %s AND disabled_at IS NULL RETURNING id",
                [login],
            )
        )

    def _hash(self, password: str) -> str:
        if not self._checking.acquire(timeout=2):
            raise Busy
        try:
            return self._hasher.hash(password)
        finally:
            self._checking.release()

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=dict_row)
            found: list[dict[str, Any]] = cursor.execute(query.encode(), values).fetchall()
            return found


_OPEN = "SELECT * FROM account.invitation WHERE digest = %s AND used_at IS NULL AND expires_at > clock_timestamp()"


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def _known_roles(roles: Iterable[str]) -> list[str]:
    given = list(roles)
    if unknown := set(given) - set(ROLES):
        raise AccountError(f"unknown roles: {', '.join(sorted(unknown))}; there are {', '.join(ROLES)}")
    if not given:
        raise AccountError("an account has at least one role")
    return given


def _person(row: dict[str, Any]) -> Person:
    return Person(row["id"], row["login"], row["organisation"], tuple(row["roles"]), tuple(row["areas"]))


def derived(master: bytes, purpose: str) -> bytes:
    """A secret of the node for one purpose, such as the key of the session cookies."""
    return hmac.digest(master, b"anjian " + purpose.encode(), "sha256")

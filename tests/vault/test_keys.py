"""Data keys in their database."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import psycopg
import pytest

from ledger.kernel.event import Sealed
from ledger.vault import keys as module
from ledger.vault.keys import REMEMBERED_FOR, DataKeys, KeyDestroyed, UnknownKey, WrongMasterKey, is_empty
from ledger.vault.sealing import DESTROYED, Vault

MASTER = bytes(range(32))
DOSSIER = "appraisal/411200-2026-0007"
DESTROY = "update data_key set wrapped = null, destroyed_at = now()"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(keys_url: str, clock: Clock) -> Iterator[DataKeys]:
    keys = DataKeys(keys_url, MASTER, clock)
    yield keys
    keys.close()


def ask(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(query).fetchall()


def tell(url: str, statement: str) -> int:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(statement).rowcount


def test_keys_of_many_dossiers_are_made_at_once_and_each_once(keys: DataKeys, keys_url: str) -> None:
    first = keys.for_dossier(DOSSIER)
    tell(keys_url, f"{DESTROY} where dossier = '{DOSSIER}'")
    keys._by_dossier.forget(DOSSIER)
    others = [f"claim/CLM-{number}" for number in range(20)]
    keys.prepare([*others, DOSSIER])
    made = ask(keys_url, "select id, dossier from data_key where destroyed_at is null")
    assert sorted(dossier for _, dossier in made) == sorted(others)
    assert {keys.for_dossier(dossier).id for dossier in others} == {id for id, _ in made}
    with pytest.raises(KeyDestroyed, match=first.id):
        keys.for_dossier(DOSSIER)
    keys.prepare(others)
    assert ask(keys_url, "select count(*) from data_key") == [(21,)]


def test_a_dossier_has_one_key_and_another_dossier_another(keys: DataKeys) -> None:
    first = keys.for_dossier(DOSSIER)
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", first.id)
    assert len(first.key) == 32
    assert keys.for_dossier(DOSSIER) == first
    assert keys.by_id(first.id) == first.key
    other = keys.for_dossier("appraisal/411200-2026-0008")
    assert other.id != first.id
    assert other.key != first.key


def test_another_process_finds_the_same_key(keys: DataKeys, keys_url: str) -> None:
    first = keys.for_dossier(DOSSIER)
    other = DataKeys(keys_url, MASTER)
    try:
        assert other.by_id(first.id) == first.key
        assert other.for_dossier(DOSSIER) == first
    finally:
        other.close()


def test_the_database_never_sees_a_key(keys: DataKeys, keys_url: str) -> None:
    key = keys.for_dossier(DOSSIER).key
    stored = repr(ask(keys_url, "select * from data_key")) + repr(ask(keys_url, "select * from master"))
    assert "AES-256-KW" in stored
    assert repr(key)[2:-1] not in stored
    assert repr(MASTER)[2:-1] not in stored
    assert repr(key) not in repr(keys.for_dossier(DOSSIER))


def test_an_unknown_id_is_said(keys: DataKeys) -> None:
    with pytest.raises(UnknownKey, match="A" * 22):
        keys.by_id("A" * 22)
    with pytest.raises(UnknownKey, match=DOSSIER):
        keys.destroy(DOSSIER)


def test_eight_threads_and_two_processes_make_one_key(keys: DataKeys, keys_url: str) -> None:
    other = DataKeys(keys_url, MASTER)
    together = Barrier(8)

    def first(number: int) -> object:
        together.wait()
        return (keys, other)[number % 2].for_dossier(DOSSIER)

    try:
        with ThreadPoolExecutor(8) as threads:
            assert len(set(threads.map(first, range(8)))) == 1
    finally:
        other.close()
    assert ask(keys_url, "select count(*) from data_key") == [(1,)]


def test_a_destroyed_key_is_gone_for_ever(keys: DataKeys, keys_url: str) -> None:
    key_id, _ = keys.for_dossier(DOSSIER)
    destroyed_at = keys.destroy(DOSSIER)
    assert abs((datetime.now(UTC) - destroyed_at).total_seconds()) < 60
    with pytest.raises(KeyDestroyed, match=key_id):
        keys.by_id(key_id)
    with pytest.raises(KeyDestroyed, match=DOSSIER):
        keys.for_dossier(DOSSIER)
    assert keys.destroy(DOSSIER) == destroyed_at
    assert ask(keys_url, "select wrapped from data_key") == [(None,)]


def test_a_page_shows_the_marker_once_the_key_is_destroyed(keys: DataKeys) -> None:
    vault = Vault(keys, MASTER)
    key_id, _ = keys.for_dossier(DOSSIER)
    page: dict[str, Sealed[str]] = {"phone": Sealed("AES-256-GCM", key_id, "AAAA", "AAAA", "AAAA")}
    keys.destroy(DOSSIER)
    assert vault.reveal(page) == {"phone": DESTROYED}


def test_destruction_elsewhere_is_seen_when_the_memory_expires(keys: DataKeys, keys_url: str, clock: Clock) -> None:
    key_id, key = keys.for_dossier(DOSSIER)
    assert tell(keys_url, DESTROY) == 1
    clock.now += REMEMBERED_FOR - 1
    assert keys.by_id(key_id) == key  # use does not prolong it
    clock.now += 1
    with pytest.raises(KeyDestroyed):
        keys.by_id(key_id)
    with pytest.raises(KeyDestroyed):
        keys.for_dossier(DOSSIER)


def test_memory_is_bounded_and_keeps_what_was_used_last(
    keys: DataKeys, keys_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 2)
    first, second = keys.for_dossier("claim/1"), keys.for_dossier("claim/2")
    keys.by_id(first.id)
    third = keys.for_dossier("claim/3")
    assert tell(keys_url, DESTROY) == 3
    assert keys.by_id(first.id) == first.key
    assert keys.by_id(third.id) == third.key
    with pytest.raises(KeyDestroyed):
        keys.by_id(second.id)


def test_another_master_key_is_recognised_at_the_start(keys: DataKeys, keys_url: str) -> None:
    wrong = secrets.token_bytes(32)
    with pytest.raises(WrongMasterKey, match="not the one that wrapped") as refused:
        DataKeys(keys_url, wrong)
    assert repr(wrong) not in repr(refused.value)


def test_a_database_that_lost_its_check_value_adopts_no_key(keys: DataKeys, keys_url: str) -> None:
    keys.for_dossier(DOSSIER)
    tell(keys_url, "delete from master")
    with pytest.raises(WrongMasterKey, match="restore it"):
        DataKeys(keys_url, MASTER)
    assert ask(keys_url, "select count(*) from master") == [(0,)]


def test_a_database_is_empty_until_a_master_key_is_adopted(keys_url: str) -> None:
    assert is_empty(keys_url)
    DataKeys(keys_url, MASTER).close()
    assert not is_empty(keys_url)


def test_a_key_wrapped_by_something_else_is_an_error(keys: DataKeys, keys_url: str) -> None:
    row = "values ('{}', 'claim/{}', '{}', decode('{}', 'hex'))"
    insert = "insert into data_key (id, dossier, alg, wrapped) "
    tell(keys_url, insert + row.format("A" * 22, 1, "AES-256-KW", "00" * 40))
    tell(keys_url, insert + row.format("B" * 22, 2, "SM4-KW", "00" * 40))
    with pytest.raises(WrongMasterKey, match="does not unwrap"):
        keys.for_dossier("claim/1")
    with pytest.raises(UnknownKey, match="SM4-KW"):
        keys.by_id("B" * 22)


@pytest.mark.parametrize(
    "statement",
    [
        "delete from data_key",
        "truncate data_key",
        "update data_key set wrapped = '\\x00'",
        "update data_key set dossier = 'claim/2'",
        "update data_key set wrapped = null, destroyed_at = now(), dossier = 'claim/2'",
    ],
)
def test_keys_are_only_made_and_destroyed(keys: DataKeys, keys_url: str, statement: str) -> None:
    key = keys.for_dossier(DOSSIER)
    with pytest.raises(psycopg.errors.RaiseException, match="destroyed"):
        tell(keys_url, statement)
    assert ask(keys_url, "select id, dossier from data_key") == [(key.id, DOSSIER)]


def test_a_destroyed_key_cannot_be_put_back(keys: DataKeys, keys_url: str) -> None:
    keys.for_dossier(DOSSIER)
    keys.destroy(DOSSIER)
    with pytest.raises(psycopg.errors.RaiseException, match="once"):
        tell(keys_url, "update data_key set wrapped = '\\x00', destroyed_at = null")

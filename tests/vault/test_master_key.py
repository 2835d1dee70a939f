"""Where the master key comes from, and when it is refused."""

from __future__ import annotations

import base64
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ledger.vault.keys import SETTING, WrongMasterKey, master_key

KEY = bytes(range(32))
TEXT = base64.b64encode(KEY).decode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secret" / "master.key"


def test_the_setting_decides(path: Path) -> None:
    assert master_key(path, TEXT, empty=False) == KEY
    assert master_key(path, f" {TEXT}\n", empty=True) == KEY
    assert not path.exists()


@pytest.mark.parametrize("given", ["", "secret", TEXT[:-4], TEXT + "AAAA", "é" * 44, TEXT.replace("A", "*", 1)])
def test_a_malformed_setting_is_refused_without_being_repeated(path: Path, given: str) -> None:
    with pytest.raises(WrongMasterKey, match="base64 of exactly 32 bytes") as refused:
        master_key(path, given, empty=True)
    assert SETTING in str(refused.value)
    assert not given or given not in str(refused.value)
    assert not path.exists()


def test_an_empty_database_gets_a_new_key_that_is_read_ever_after(path: Path) -> None:
    made = master_key(path, None, empty=True)
    assert len(made) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    assert master_key(path, None, empty=True) == master_key(path, None, empty=False) == made


def test_a_lax_umask_does_not_open_the_file(path: Path) -> None:
    before = os.umask(0)
    try:
        master_key(path, None, empty=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_database_in_use_never_gets_a_second_key(path: Path) -> None:
    with pytest.raises(WrongMasterKey, match="put it back") as refused:
        master_key(path, None, empty=False)
    assert str(path) in str(refused.value)
    assert SETTING in str(refused.value)
    assert not path.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o601])
def test_a_file_open_to_others_is_refused(path: Path, mode: int) -> None:
    master_key(path, None, empty=True)
    path.chmod(mode)
    with pytest.raises(WrongMasterKey, match="0600"):
        master_key(path, None, empty=False)


def test_a_file_for_reading_only_is_fine(path: Path) -> None:
    made = master_key(path, None, empty=True)
    path.chmod(0o400)
    assert master_key(path, None, empty=False) == made


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", KEY, TEXT[:20].encode()])
def test_a_malformed_file_is_refused_and_kept(path: Path, content: bytes) -> None:
    master_key(path, None, empty=True)
    path.write_bytes(content)
    with pytest.raises(WrongMasterKey, match="base64 of exactly 32 bytes") as refused:
        master_key(path, None, empty=True)
    assert TEXT[:20] not in str(refused.value)
    assert path.read_bytes() == content


def test_processes_starting_together_agree_on_one_key(path: Path) -> None:
    with ThreadPoolExecutor(8) as starting:
        made = set(starting.map(lambda _: master_key(path, None, empty=True), range(8)))
    assert made == {master_key(path, None, empty=False)}
    assert list(path.parent.iterdir()) == [path]

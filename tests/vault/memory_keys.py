"""Data keys in memory: the vault without a database."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from ledger.vault.keys import DataKey, KeyDestroyed, UnknownKey


class MemoryKeys:
    """Keys of dossiers, kept until they are destroyed."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.kept: dict[str, DataKey] = {}
        self._destroyed: set[str] = set()

    def for_dossier(self, dossier: str) -> DataKey:
        self.asked.append(dossier)
        key = self.kept.setdefault(dossier, DataKey(secrets.token_urlsafe(16), secrets.token_bytes(32)))
        self.by_id(key.id)
        return key

    def prepare(self, dossiers: Sequence[str]) -> None:
        for dossier in dossiers:
            self.kept.setdefault(dossier, DataKey(secrets.token_urlsafe(16), secrets.token_bytes(32)))

    def by_id(self, key_id: str) -> bytes:
        if key_id in self._destroyed:
            raise KeyDestroyed(key_id)
        for key in self.kept.values():
            if key.id == key_id:
                return key.key
        raise UnknownKey(key_id)

    def destroy(self, dossier: str) -> None:
        self._destroyed.add(self.kept[dossier].id)

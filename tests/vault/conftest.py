"""A keys database of its own for each test that asks for one."""

from __future__ import annotations

import pytest

from databases import bare_database, server
from ledger.store.migrate import MIGRATIONS, migrate

__all__ = ["bare_database", "keys_url", "server"]


@pytest.fixture
def keys_url(bare_database: str) -> str:
    migrate(bare_database, MIGRATIONS / "keys")
    return bare_database

from __future__ import annotations

from collections.abc import Iterator

import pytest
from psycopg.conninfo import conninfo_to_dict

from databases import created, server, template
from ledger.embedded import Embedded
from ledger.store.projector import changed, rebuild
from projector.ledgers import Opened, opened

__all__ = ["ledger", "server", "template", "with_views"]


@pytest.fixture(scope="session")
def with_views(server: Embedded, template: str) -> Iterator[str]:
    """The name of a template database in which the views have their tables already."""
    with created(server, template) as url:
        with opened(url) as ledger:
            rebuild(ledger.recorder, ledger.connection, changed(ledger.connection))
        yield str(conninfo_to_dict(url)["dbname"])


@pytest.fixture
def ledger(server: Embedded, with_views: str) -> Iterator[Opened]:
    """An empty ledger with empty views."""
    with created(server, with_views) as url, opened(url) as ledger:
        yield ledger

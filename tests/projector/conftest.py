from __future__ import annotations

from collections.abc import Iterator

import pytest

from databases import created
from ledger.embedded import Embedded
from projector.ledgers import Opened, opened


@pytest.fixture
def ledger(server: Embedded, with_views: str) -> Iterator[Opened]:
    """An empty ledger with empty views."""
    with created(server, with_views) as url, opened(url) as ledger:
        yield ledger

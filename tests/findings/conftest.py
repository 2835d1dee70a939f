"""Fixtures of the findings' tests: nodes whose views have their tables already."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from databases import created
from ledger.embedded import Embedded
from node_fixtures import app, bare_database, config, key, node, server, template
from projector.conftest import with_views

__all__ = ["app", "bare_database", "config", "key", "node", "server", "template", "with_views"]


@pytest.fixture
def database(server: Embedded, with_views: str) -> Iterator[str]:
    with created(server, with_views) as url:
        yield url

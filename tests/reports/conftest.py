"""Fixtures of the reports' tests."""

import pytest

from ledger.node import Node
from node_fixtures import app, bare_database, config, database, key, node, server, template
from reports.telling import Told

__all__ = ["app", "bare_database", "config", "database", "key", "node", "server", "template"]


@pytest.fixture
def told(node: Node) -> Told:
    """A story in the making, and its reports."""
    return Told(node)

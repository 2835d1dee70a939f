"""Fixtures of the reports' tests."""

import pytest

from ledger.node import Node
from node_fixtures import app, config, key, node
from reports.telling import Told

__all__ = ["app", "config", "key", "node"]


@pytest.fixture
def told(node: Node) -> Told:
    """A story in the making, and its reports."""
    return Told(node)

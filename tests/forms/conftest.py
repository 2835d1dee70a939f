"""A node with a claim and an assignment whose forms are read, made once: the tests leave nothing behind."""

from __future__ import annotations

import pytest
from flask_openapi import OpenAPI

from forms.stories import ISSUED, MADE, flat
from ledger.node import Node
from node_fixtures import Headers, keys_of, shared_node
from web.app import create_app

__all__ = ["shared_node"]


@pytest.fixture(scope="module")
def told(shared_node: Node) -> Node:
    """A node with the claim of a checked sheet, and the assignment of an issued report."""
    last = 0
    for each in flat(*MADE["calculation-sheet"][1], *ISSUED):
        results = shared_node.ledger.append([each.proposal], each.caller)
        last = max(last, results[0].position or 0)
    shared_node.ledger.queries.wait(last, 30)
    return shared_node


@pytest.fixture(scope="module")
def app(told: Node) -> OpenAPI:
    return create_app(told)


@pytest.fixture
def key(told: Node) -> Headers:
    """Headers with a new key of an organisation in roles and areas."""
    return keys_of(told)

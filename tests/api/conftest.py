"""Fixtures of the API's tests."""

from node_fixtures import app, config, key, node, shared_node

__all__ = ["app", "config", "key", "node", "shared_node"]

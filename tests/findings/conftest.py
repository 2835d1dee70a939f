"""Fixtures of the findings' tests."""

from node_fixtures import app, config, key, node

__all__ = ["app", "config", "key", "node"]

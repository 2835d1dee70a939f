"""Fixtures of the API's tests."""

from node_fixtures import app, bare_database, config, database, key, node, server, shared_node, template

__all__ = ["app", "bare_database", "config", "database", "key", "node", "server", "shared_node", "template"]

"""Fixtures of the reports' tests."""

from node_fixtures import bare_database, config, database, node, server, template

__all__ = ["bare_database", "config", "database", "node", "server", "template"]

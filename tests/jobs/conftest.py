"""Fixtures: a node whose views nobody follows, and the table of duties as the projector makes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from databases import created
from jobs.duties import DUTY
from ledger.config import from_environment
from ledger.embedded import Embedded
from ledger.node import Node, node_at
from ledger.store.projector import Connection, create


@pytest.fixture(scope="session")
def node(
    server: Embedded, template: str, keys_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Node]:
    config = from_environment({"ANJIAN_DATA": str(tmp_path_factory.mktemp("jobs"))})
    with (
        created(server, template) as url,
        created(server, keys_template) as keys_url,
        node_at(config, url, keys_url) as opened,
    ):
        yield opened


@pytest.fixture
def connection(node: Node) -> Iterator[Connection]:
    """The owner's; no runs and no reminders are left when a test ends."""
    with node.owner() as connection:
        yield connection
    with node.owner() as connection:
        connection.execute("TRUNCATE job_run, reminder; DROP TABLE IF EXISTS views.duty, ran")


@pytest.fixture
def duties(connection: Connection) -> Connection:
    """The connection, to a database with an empty table of duties."""
    create(connection, DUTY)
    return connection

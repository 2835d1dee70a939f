"""Fixtures: a node on fresh databases and its web application."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask_openapi import OpenAPI
from werkzeug.serving import make_server

from databases import Pair
from ledger.config import Config, from_environment
from ledger.node import Node, node_at
from ledger.store.projector import follow
from web.app import create_app

Headers = Callable[..., dict[str, str]]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return from_environment({"ANJIAN_DATA": str(tmp_path)})


@contextmanager
def following(config: Config, url: str, keys_url: str) -> Iterator[Node]:
    """A node whose views follow in a thread."""
    with node_at(config, url, keys_url) as opened:
        stop = threading.Event()
        follower = threading.Thread(target=follow, args=(opened.recorder, opened.owner, stop))
        follower.start()
        try:
            yield opened
        finally:
            stop.set()
            with opened.owner() as connection:
                connection.execute("NOTIFY events")  # who waits for events hears that it is over
            follower.join()


@pytest.fixture
def node(config: Config, lent_pair: tuple[str, str]) -> Iterator[Node]:
    """A node of one test alone."""
    with following(config, *lent_pair) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_node(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node of a whole module, for tests that leave nothing behind."""
    config = from_environment({"ANJIAN_DATA": str(tmp_path_factory.mktemp("data"))})
    with pair() as urls, following(config, *urls) as opened:
        yield opened


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Where the application is served on loopback while the block lasts."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def app(node: Node) -> OpenAPI:
    return create_app(node)


@pytest.fixture
def key(node: Node) -> Headers:
    """Headers with a new key of an organisation in roles and areas."""
    return keys_of(node)


def keys_of(node: Node) -> Headers:
    def made(organisation: str, *roles: str, areas: tuple[str, ...] = ("411200",)) -> dict[str, str]:
        _, given = node.accounts.add_key(organisation, roles, areas)
        return {"Authorization": f"Bearer {given}"}

    return made

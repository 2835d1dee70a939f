"""A node with a small ledger and its pages, made once for the tests of this folder: they only read."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser.dossiers import tell
from databases import created, server, template
from flask import Flask
from flask.testing import FlaskClient

from ledger.config import from_environment
from ledger.embedded import Embedded
from ledger.kernel.codes import Role
from ledger.node import Node, node_at
from ledger.store.projector import Projector, changed, rebuild
from web import auth, create_app, pages

__all__ = ["server", "template"]

PASSWORD = "long enough to sign in"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

SignIn = Callable[..., FlaskClient]


@pytest.fixture(scope="session")
def node(server: Embedded, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node whose ledger has the story of `browser.dossiers` and whose views are up to date."""
    with opened(server, template, tmp_path_factory.mktemp("node")) as made:
        tell(made)
        project(made)
        yield made


@pytest.fixture(scope="session")
def empty_node(server: Embedded, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node without a single event."""
    with opened(server, template, tmp_path_factory.mktemp("empty")) as made:
        project(made)
        yield made


@contextmanager
def opened(server: Embedded, template: str, data: Path) -> Iterator[Node]:
    config = from_environment({"ANJIAN_DATA": str(data)})
    with (
        created(server, template) as url,
        created(server, "template0") as keys_url,
        node_at(config, url, keys_url) as node,
    ):
        yield node


def project(node: Node) -> None:
    """Brings the views up to the last event."""
    with node.owner() as connection:
        rebuild(node.recorder, connection, changed(connection))
        projector = Projector(node.recorder, connection)
        while projector.step():
            pass


@pytest.fixture(scope="session")
def app(node: Node) -> Flask:
    return served(node)


def served(node: Node) -> Flask:
    app = create_app(node)
    if "pages" not in app.blueprints:
        pages.register(app, node)
        auth.register(app, node)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who has not signed in."""
    return app.test_client()


@pytest.fixture
def signed_in(app: Flask, node: Node) -> SignIn:
    """Signs in somebody of an organisation, roles and areas."""

    def enter(organisation: str, *roles: Role, areas: tuple[str, ...] = ("411200",), app: Flask = app) -> FlaskClient:
        client = app.test_client()
        accept(client, app.extensions["anjian.node"], organisation, *roles, areas=areas)
        return client

    return enter


@pytest.fixture
def regulator(signed_in: SignIn) -> FlaskClient:
    """Somebody of the area's insurance regulator."""
    return signed_in("NFRA-411200", "insurance_regulator")


_logins = itertools.count(1)


def accept(
    client: FlaskClient, node: Node, organisation: str, *roles: Role, areas: tuple[str, ...] = ("411200",)
) -> str:
    """Uses a one-time link; the login."""
    login = f"reader{next(_logins)}"
    link = f"/setup/{node.accounts.invite(organisation, roles, areas)}"
    form = {"login": login, "password": PASSWORD, "again": PASSWORD, "csrf_token": token(client, link)}
    answer = client.post(link, data=form)
    assert answer.status_code == 303, answer.text
    return login


def token(client: FlaskClient, address: str) -> str:
    """The token of the first form on a page."""
    page = client.get(address).text
    found = TOKEN.search(page)
    assert found, page
    return found[1]

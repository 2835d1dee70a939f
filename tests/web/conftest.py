"""A node with a small ledger and its pages, made once for the tests of this folder: they only read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from browser import losses
from browser.dossiers import tell
from browser.visits import PASSWORD, SignIn
from databases import Pair
from ledger.config import from_environment
from ledger.kernel.codes import Role
from ledger.node import Node, node_at
from ledger.store.projector import Projector
from web.app import create_app


@pytest.fixture(scope="session")
def node(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node whose ledger has the story of `browser.dossiers` and whose views are up to date."""
    with opened(pair, tmp_path_factory.mktemp("node")) as made:
        tell(made)
        project(made)
        yield made


@pytest.fixture(scope="session")
def empty_node(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node without a single event."""
    with opened(pair, tmp_path_factory.mktemp("empty")) as made:
        project(made)
        yield made


@pytest.fixture(scope="session")
def losses_app(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The pages of a node whose ledger has the claims and assignments of `browser.losses`."""
    with opened(pair, tmp_path_factory.mktemp("losses")) as made:
        losses.tell(made)
        project(made)
        yield create_app(made)


@contextmanager
def opened(pair: Pair, data: Path) -> Iterator[Node]:
    config = from_environment({"ANJIAN_DATA": str(data)})
    with pair() as urls, node_at(config, *urls) as node:
        yield node


def project(node: Node) -> None:
    """Brings the views up to the last event."""
    with node.owner() as connection:
        projector = Projector(node.recorder, connection)
        while projector.step():
            pass


@pytest.fixture
def caught_up(node: Node) -> None:
    """The views have what other tests of the folder recorded by reading."""
    project(node)


@pytest.fixture(scope="session")
def app(node: Node) -> Flask:
    return create_app(node)


@pytest.fixture(scope="session")
def empty_app(empty_node: Node) -> Flask:
    return create_app(empty_node)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who has not signed in."""
    return app.test_client()


@pytest.fixture
def signed_in(app: Flask) -> SignIn:
    """A browser of somebody of an organisation, roles and areas, signed in."""

    def enter(organisation: str, *roles: Role, areas: tuple[str, ...] = ("411200",), app: Flask = app) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = _person(app.extensions["anjian.node"], organisation, roles, areas)
        return client

    return enter


_people: dict[object, str] = {}


def _person(node: Node, organisation: str, roles: tuple[Role, ...], areas: tuple[str, ...]) -> str:
    """Somebody's id; the same for the same, since making a password's digest takes its time on purpose."""
    who = (node.url, organisation, roles, areas)
    if who not in _people:
        token = node.accounts.invite(organisation, roles, areas)
        _people[who] = node.accounts.accept(token, f"reader-{token[:8]}", PASSWORD).id
    return _people[who]


@pytest.fixture
def supervisor(signed_in: SignIn, losses_app: Flask) -> FlaskClient:
    """Somebody of the regulator, reading of claims and assignments."""
    return signed_in("NFRA-411200", "insurance_regulator", app=losses_app)


@pytest.fixture
def regulator(signed_in: SignIn) -> FlaskClient:
    """Somebody of the area's insurance regulator."""
    return signed_in("NFRA-411200", "insurance_regulator")

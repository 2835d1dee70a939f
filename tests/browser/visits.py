"""Visitors of the pages by Flask's test client: the one-time link, the token of a form."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from ledger.kernel.codes import Role
from ledger.node import Node

SignIn = Callable[..., FlaskClient]
"""Signs in somebody of an organisation, roles and areas."""

PASSWORD = "long enough to sign in"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

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


def data(client: FlaskClient, address: str) -> dict[str, Any]:
    """What the twin of a page says."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found

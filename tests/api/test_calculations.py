"""POST /calculations: a sheet for anybody with a key; refusals with the member's path and the rule."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from ledger import calculations
from ledger.node import Node
from ledger.worksheets import calculated
from node_fixtures import keys_of
from web.app import create_app
from worksheets.test_bad_input import WHOLE, spoilt

HERE = "/api/v1/calculations"


@pytest.fixture(scope="module")
def node(shared_node: Node) -> Node:
    return shared_node


@pytest.fixture(scope="module")
def client(node: Node) -> FlaskClient:
    made = create_app(node).test_client()
    made.environ_base["HTTP_AUTHORIZATION"] = keys_of(node)("INS-A-411200", "insurer")["Authorization"]
    return made


def test_a_sheet_is_told_as_the_command_tells_it_and_recorded_nowhere(client: FlaskClient, node: Node) -> None:
    before = node.recorder.max_notification_id()
    answer = client.post(HERE, json=WHOLE)
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    told = answer.get_json()
    assert told == calculations.told(calculated(calculations.read(WHOLE)))
    assert list(told)[:2] == ["payable", "property"]
    assert node.recorder.max_notification_id() == before


@pytest.mark.parametrize(
    ("asked", "path", "rule"),
    [
        (spoilt(("items", 0, "loss"), 120000.5), "/items/0/loss", "MBA-8.3-adjusted-amount"),
        (spoilt(("items", 0, "insured_value"), "0.00"), "/items/0/insured_value", "MBA-8.2.1-insured-value"),
        (spoilt(("coinsurance", 0, "share"), "0.6"), "/coinsurance", "PICC-15.4-transfer"),
        ([WHOLE], "", "MBA-8.3-adjusted-amount"),
    ],
)
def test_a_refusal_is_422_with_path_reason_and_rule(client: FlaskClient, asked: Any, path: str, rule: str) -> None:
    answer = client.post(HERE, json=asked, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    problem = answer.get_json()
    assert problem["errors"] == [{"path": path, "message": problem["detail"]}]
    assert problem["error"] == {"path": path, "reason": problem["detail"], "rule": rule}
    assert problem["rule"] == rule
    assert problem["detail"] != client.post(HERE, json=asked).get_json()["detail"]


def test_it_takes_a_key_and_strict_json(client: FlaskClient, node: Node) -> None:
    assert create_app(node).test_client().post(HERE, json=WHOLE).status_code == 401
    assert client.post(HERE, data=b"{", content_type="application/json").status_code == 400
    assert client.post(HERE, data=b"{}", content_type="text/plain").status_code == 415


def test_the_document_says_what_it_takes_and_answers(client: FlaskClient) -> None:
    operation = client.get("/api/v1/openapi.json").get_json()["paths"][HERE]["post"]
    taken = operation["requestBody"]["content"]["application/json"]["schema"]
    assert taken["required"] == ["items"]
    assert set(taken["properties"]) == set(WHOLE)
    assert "$ref" not in str(taken)
    answered = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert answered["required"][:2] == ["payable", "property"]

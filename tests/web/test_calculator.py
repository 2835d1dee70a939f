"""The page that calculates: the sheet of what the form has, or why there is none; nothing of it is recorded."""

from __future__ import annotations

import html
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from browser.losses import PAID, STALE
from browser.visits import SignIn, token
from ledger.node import Node
from scenarios.claims import B
from web.twin import NODE

TEXT = re.compile(r"<textarea[^>]*>(.*?)</textarea>", re.S)


def inputs(client: FlaskClient, address: str = "/calculations") -> str:
    """What stands in the form."""
    found = TEXT.search(client.get(address).text)
    assert found
    return html.unescape(found[1])


def answer(client: FlaskClient, calculation: str) -> tuple[int, str]:
    form = {"csrf_token": token(client, "/calculations"), "calculation": calculation}
    found = client.post("/calculations", data=form)
    return found.status_code, found.text


def test_the_example_makes_a_sheet(supervisor: FlaskClient) -> None:
    status, page = answer(supervisor, inputs(supervisor))
    assert status == 200
    for text in ("82,000.00", "分项赔款", "六(五)", "投保比例"):
        assert text in page


def test_a_recorded_calculation_can_be_tried_with_other_figures(supervisor: FlaskClient) -> None:
    recorded = inputs(supervisor, f"/calculations?stream=claim/{STALE}&calc_no=JS-2")
    assert "74,000.00" in answer(supervisor, recorded)[1]
    other = json.loads(recorded)
    other["items"][0]["residual"] = "6000.00"
    assert "73,200.00" in answer(supervisor, json.dumps(other))[1]


@pytest.mark.parametrize(
    ("path", "calculation"),
    [
        ("/items/0/loss", {"items": [{"id": "1", "basis": "fixed", "kind": "partial", "loss": 5}]}),
        ("/items", {}),
        ("/", "no json"),
    ],
)
def test_a_refusal_names_the_member_and_the_article(supervisor: FlaskClient, path: str, calculation: object) -> None:
    text = calculation if isinstance(calculation, str) else json.dumps(calculation)
    status, page = answer(supervisor, text)
    assert status == 422
    assert f"<code>{path}</code>" in page
    assert 'role="alert"' in page
    assert TEXT.search(page)
    assert inputs(supervisor)  # the form can be sent again


def test_what_was_written_is_shown_as_it_was_and_never_as_markup(supervisor: FlaskClient) -> None:
    page = answer(supervisor, "</textarea><script>1</script>")[1]
    assert "<script>1" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;1" in page


def test_nothing_is_recorded_and_no_form_is_taken_without_its_token(supervisor: FlaskClient, losses_app: Flask) -> None:
    node: Node = losses_app.extensions[NODE]
    before = node.recorder.max_notification_id()
    answer(supervisor, inputs(supervisor))
    assert supervisor.post("/calculations", data={"calculation": "{}"}).status_code == 400
    assert node.recorder.max_notification_id() == before


@pytest.mark.parametrize(
    "query", [f"stream=claim/{PAID}&calc_no=JS-9", "stream=claim/none&calc_no=JS-1", "stream=x&calc_no=JS-1"]
)
def test_a_calculation_that_is_not_there_is_not_found(supervisor: FlaskClient, query: str) -> None:
    assert supervisor.get(f"/calculations?{query}").status_code == 404


def test_a_calculation_one_may_not_see_is_not_found(signed_in: SignIn, losses_app: Flask) -> None:
    other = signed_in(B, "insurer", areas=(), app=losses_app)
    assert other.get(f"/calculations?stream=claim/{PAID}&calc_no=JS-1").status_code == 404

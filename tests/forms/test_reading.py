"""Forms over HTTP, on the pages and on the command line: whole, as of a moment, and for those who may see them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import render_template_string
from flask.testing import FlaskClient
from flask_openapi import OpenAPI

from browser.visits import PASSWORD
from ledger import forms
from ledger.cli import cli
from ledger.kernel.codes import Role
from ledger.node import Node
from node_fixtures import Headers
from scenarios.claims import A
from worksheets.asking import item

SHEET = "/streams/claim/CLM-1/forms/calculation-sheet"


def client_of(app: OpenAPI, node: Node, organisation: str, *roles: Role) -> FlaskClient:
    token = node.accounts.invite(organisation, roles, ("411200",))
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = node.accounts.accept(token, f"reader-{token[:8]}", PASSWORD).id
    return client


@pytest.fixture
def insurer(app: OpenAPI, told: Node) -> FlaskClient:
    return client_of(app, told, A, "insurer")


# The API


def test_the_api_lists_the_forms_of_a_stream_and_what_is_missing(app: OpenAPI, key: Headers) -> None:
    answer = app.test_client().get("/api/v1/streams/claim/CLM-1/forms", headers=key(A, "insurer"))
    listed = {each["id"]: each for each in answer.get_json()["forms"]}
    assert listed["calculation-sheet"] == {"id": "calculation-sheet", "title": "赔款计算书", "missing": None}
    assert listed["rejection-notice"]["rule"] == "PICC-3-reject-written"
    assert "拒赔" in listed["rejection-notice"]["missing"]


def test_the_api_gives_a_form_in_each_format(app: OpenAPI, key: Headers) -> None:
    client, headers = app.test_client(), key(A, "insurer")
    for format, media in forms.FORMATS.items():
        answer = client.get(f"/api/v1{SHEET}?format={format}", headers=headers)
        assert (answer.status_code, answer.content_type) == (200, media)
        assert answer.data == client.get(f"/api/v1{SHEET}?format={format}", headers=headers).data
    assert client.get(f"/api/v1{SHEET}", headers=headers).get_json()["number"] == "JS-1"


def test_a_form_is_that_of_the_moment_asked_for(app: OpenAPI, key: Headers) -> None:
    client, headers = app.test_client(), key(A, "insurer")
    now = client.get(f"/api/v1{SHEET}", headers=headers).get_json()
    position, version = now["origin"]["position"], now["origin"]["version"]
    later = client.get(f"/api/v1{SHEET}?at={position}&format=pdf", headers=headers)
    assert later.data == client.get(f"/api/v1{SHEET}?format=pdf", headers=headers).data
    before = client.get(f"/api/v1{SHEET}?at={position - 1}", headers=headers).get_json()
    assert before["origin"]["version"] == version - 1
    assert [row[1] for row in before["sections"][-2]["tables"][0]["rows"]] == [""] * 4
    first = client.get("/api/v1/streams/claim/CLM-1/events?limit=1", headers=headers).get_json()["events"][0]
    early = client.get(f"/api/v1{SHEET}?at={first['position']}", headers=headers)
    assert (early.status_code, early.get_json()["rule"]) == (409, "PICC-6-definition")
    assert early.get_json()["article"] == "六"


def test_forms_are_for_those_who_may_see_the_stream(app: OpenAPI, key: Headers) -> None:
    client = app.test_client()
    for address in (f"/api/v1{SHEET}", "/api/v1/streams/claim/CLM-1/forms"):
        assert client.get(address).status_code == 401
        assert client.get(address, headers=key("INS-X-440300", "insurer", areas=("440300",))).status_code == 404
    assert client.get("/api/v1/streams/claim/CLM-1/forms/none", headers=key(A, "insurer")).status_code == 404
    assert client.get("/api/v1/streams/claim/none/forms", headers=key(A, "insurer")).status_code == 404


# The pages


def test_a_form_has_its_page_its_pdf_and_its_twin(insurer: FlaskClient) -> None:
    page = insurer.get(SHEET).text
    assert '<article class="paper"' in page
    assert re.search(r'href="/files/[0-9a-f]{16}/form\.css"', page)
    assert f'href="{SHEET}.pdf"' in page
    assert "style=" not in page
    twin = insurer.get(f"{SHEET}.json").get_json()
    assert twin["form"]["number"] == "JS-1"
    printed = insurer.get(f"{SHEET}.pdf")
    assert (printed.status_code, printed.content_type) == (200, "application/pdf")
    assert 'filename="CLM-1-calculation-sheet.pdf"' in printed.headers["Content-Disposition"]
    style = re.search(r'href="(/files/[0-9a-f]{16}/form\.css)"', page)
    assert style
    with insurer.get(style[1]) as served:
        assert b"@page" in served.data


def test_a_form_that_cannot_be_made_says_why(insurer: FlaskClient) -> None:
    answer = insurer.get("/streams/claim/CLM-1/forms/rejection-notice")
    assert answer.status_code == 409
    assert "尚未作出拒赔决定" in answer.text
    assert insurer.get("/streams/claim/CLM-1/forms/rejection-notice.json").get_json()["article"] == "三"
    assert insurer.get("/streams/claim/CLM-1/forms/none").status_code == 404


def test_nobody_sees_a_form_without_signing_in_or_of_another(app: OpenAPI, told: Node) -> None:
    assert app.test_client().get(f"{SHEET}.pdf").status_code in (302, 303, 401)
    stranger = client_of(app, told, "ADJ-X-440300", "adjuster")
    assert [stranger.get(SHEET + end).status_code for end in ("", ".pdf", ".json")] == [404, 404, 404]


def test_pages_link_the_forms_that_can_be_made_and_say_what_is_missing(app: OpenAPI, key: Headers) -> None:
    page = '{% from "forms.html" import form_links with context %}{{ form_links("claim/CLM-1") }}'
    with app.test_request_context("/claims/CLM-1", headers=key(A, "insurer")):
        links = render_template_string(page, as_of={"asked": ""})
        past = render_template_string(page, as_of={"asked": "7", "position": 7})
    assert f'href="{SHEET}"' in links
    assert f'href="{SHEET}.pdf"' in links
    assert "尚未作出拒赔决定" in links
    assert "forms/rejection-notice" not in links
    assert f'href="{SHEET}.pdf?at=7"' in past


# The command line


@pytest.fixture
def anjian(told: Node, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line on the node of these tests."""
    for name, value in (("DATABASE_URL", told.url), ("KEYS_URL", told.keys_url)):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("ANJIAN_DATA", str(told.config.data))
    return lambda *arguments, **options: CliRunner().invoke(cli, [*map(str, arguments)], **options)


def test_the_command_lists_forms_and_prints_one(anjian: Callable[..., Result], tmp_path: Path) -> None:
    listed = anjian("form", "claim/CLM-1")
    assert "赔款计算书" in listed.output
    assert "尚未作出拒赔决定" in listed.output
    assert [each["id"] for each in json.loads(anjian("form", "claim/CLM-1", "--json").output)["forms"]] == [
        "calculation-sheet",
        "rejection-notice",
    ]
    printed = anjian("form", "claim/CLM-1", "calculation-sheet").output
    assert "人民币捌万贰仟元整" in printed
    assert "损失 − 残值" in printed
    assert json.loads(anjian("form", "claim/CLM-1", "calculation-sheet", "--json").output)["number"] == "JS-1"
    for name in ("sheet.pdf", "again.pdf"):
        assert anjian("form", "claim/CLM-1", "calculation-sheet", "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / "sheet.pdf").read_bytes() == (tmp_path / "again.pdf").read_bytes()
    assert anjian("form", "assignment/ASG-1", "adjusting-report", "-o", tmp_path / "report.html").exit_code == 0
    assert "GG-2026-1" in (tmp_path / "report.html").read_text()


def test_the_command_says_what_is_wrong(anjian: Callable[..., Result], tmp_path: Path) -> None:
    missing = anjian("form", "claim/CLM-1", "rejection-notice")
    assert (missing.exit_code, "《非车险理赔实务》" in missing.output) == (1, True)
    assert anjian("form", "claim/CLM-1", "none").exit_code == 1
    assert anjian("form", "claim/none").exit_code == 1
    assert anjian("form", "claim/CLM-1", "calculation-sheet", "-o", tmp_path / "sheet.doc").exit_code == 2


def test_a_calculation_prints_without_a_stream(anjian: Callable[..., Result], tmp_path: Path) -> None:
    asked = json.dumps({"items": [item(L=120_000, S=5_000, SI=800_000, IV=1_000_000)]})
    for name in ("one.pdf", "two.pdf"):
        done = anjian("calc", "-", "--pdf", tmp_path / name, "--json", input=asked)
        assert json.loads(done.output)["payable"] == "92000.00"
    one, two = ((tmp_path / name).read_bytes() for name in ("one.pdf", "two.pdf"))
    assert one == two
    assert one.startswith(b"%PDF-")


def test_the_command_names_a_font_that_is_missing(
    anjian: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms.pdf, "CHECKOUT", tmp_path)
    refused = anjian("form", "claim/CLM-1", "calculation-sheet", "-o", tmp_path / "sheet.pdf")
    assert (refused.exit_code, "NotoSansSC-Regular.ttf" in refused.output) == (1, True)
    checks = json.loads(anjian("doctor", "--json").output)["checks"]
    assert (checks["pdf"]["ok"], "NotoSansSC" in checks["pdf"]["is"]) == (False, True)


def test_the_doctor_tells_typst_and_fonts(anjian: Callable[..., Result]) -> None:
    check = json.loads(anjian("doctor", "--json").output)["checks"]["pdf"]
    assert check["ok"]
    assert check["is"].startswith("typst 0.")

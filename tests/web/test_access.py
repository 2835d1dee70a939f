"""Signing in and out, forms, headers, errors and languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from browser.dossiers import LONG
from browser.visits import PASSWORD, accept, token
from ledger.accounts import Accounts, Busy
from ledger.app import Denied, VersionMoved, ViewsBehind
from ledger.config import from_environment
from ledger.kernel.law import Refused, Text
from ledger.law.sanmenxia import NOTIFY_A_DAY_AHEAD
from ledger.node import Node
from web.app import create_app
from web.errors import answered

PROTECTED = ("/", "/appraisals", f"/appraisals/{LONG}", "/reports", "/reports/R2", "/reports/R2.csv", "/rules")


@pytest.mark.parametrize("address", PROTECTED)
def test_who_has_not_signed_in_is_sent_to_the_form_and_comes_back(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in?next=")
    assert client.get("/appraisals.json").status_code == 401


def test_a_one_time_link_makes_an_account_and_works_once(client: FlaskClient, node: Node, app: Flask) -> None:
    link = f"/setup/{node.accounts.invite('NFRA-411200', ['insurance_regulator'], ['411200'])}"
    form = {"login": "once", "password": PASSWORD, "again": PASSWORD, "csrf_token": token(client, link)}
    for change, message in (
        ({"again": "something else"}, "两次输入的密码不一致"),
        ({"login": "x"}, "3 至 64 个字符"),
        ({"password": "short", "again": "short"}, "至少 12 个字符"),
        ({"password": "once and for all", "again": "once and for all"}, "不得包含登录名"),
    ):
        answer = client.post(link, data=form | change)
        assert answer.status_code == 422
        assert message in answer.text
    assert client.post(link, data=form).status_code == 303
    assert client.get("/").status_code == 200
    assert app.test_client().get(link).status_code == 404
    other = app.test_client()
    answer = other.post(link, data=form | {"login": "twice", "csrf_token": token(other, "/sign-in")})
    assert answer.status_code == 404


def test_signing_in_and_out(client: FlaskClient, node: Node, app: Flask) -> None:
    login = accept(app.test_client(), node, "NFRA-411200", "insurance_regulator")
    form = {"login": login, "password": PASSWORD, "next": "/reports/R2?area=4112"}
    answer = client.post("/sign-in", data=form | {"csrf_token": token(client, "/sign-in")})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/reports/R2?area=4112"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert client.get("/reports/R2").status_code == 200
    assert client.post("/sign-out", data={"csrf_token": token(client, "/")}).status_code == 303
    assert client.get("/").status_code == 302


def test_a_wrong_password_and_an_unknown_login_read_the_same(client: FlaskClient, node: Node, app: Flask) -> None:
    login = accept(app.test_client(), node, "NFRA-411200", "insurance_regulator")
    pages = []
    for name in (login, "nobody-of-that-name"):
        form = {"login": name, "password": "not the password", "csrf_token": token(client, "/sign-in")}
        answer = client.post("/sign-in", data=form)
        assert answer.status_code == 401
        pages.append(re.sub(r'value="[^"]*"', "", answer.text))
    assert pages[0] == pages[1]
    assert client.get("/").status_code == 302


def test_a_disabled_account_is_out_at_once(client: FlaskClient, node: Node) -> None:
    login = accept(client, node, "NFRA-411200", "insurance_regulator")
    assert client.get("/").status_code == 200
    node.accounts.disable(login)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "/\\evil.example", "evil", "/a\nb"])
def test_nobody_is_sent_to_another_site(client: FlaskClient, node: Node, app: Flask, target: str) -> None:
    login = accept(app.test_client(), node, "NFRA-411200", "insurance_regulator")
    form = {"login": login, "password": PASSWORD, "next": target, "csrf_token": token(client, "/sign-in")}
    assert client.post("/sign-in", data=form).headers["Location"] == "/"
    assert client.get("/language/en", query_string={"to": target}).headers["Location"] == "/"


@pytest.mark.parametrize("address", ["/sign-in", "/sign-out", "/setup/token", f"/appraisals/{LONG}/personal"])
def test_no_form_is_taken_without_its_token(regulator: FlaskClient, address: str) -> None:
    answer = regulator.post(address, data={"login": "a", "password": "b", "purpose": "核查到场情况"})
    assert answer.status_code == 400
    assert "表单已失效" in answer.text


def test_too_many_at_once_are_asked_to_come_back(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(self: Accounts, login: str, password: str) -> None:
        raise Busy

    monkeypatch.setattr(Accounts, "sign_in", busy)
    answer = client.post("/sign-in", data={"login": "a", "password": "b", "csrf_token": token(client, "/sign-in")})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "暂时无法提供" in answer.text


def test_views_that_are_behind_are_a_503_with_a_time_to_retry(
    regulator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def behind(at: str | None, wait: float = 5.0) -> None:
        raise ViewsBehind(99, 61)

    monkeypatch.setattr(regulator.application.extensions["anjian.node"].ledger, "moment", behind)
    page = regulator.get("/appraisals?at=99")
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert "61" in page.text
    twin = regulator.get("/appraisals.json?at=99")
    assert twin.status_code == 503
    assert twin.headers["Retry-After"]
    assert twin.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "address", ["/nothing", "/appraisals/no-such-key", "/reports/R99", "/language/de", "/files/0/x.js"]
)
def test_what_is_not_there_is_told_in_the_readers_language(regulator: FlaskClient, address: str) -> None:
    answer = regulator.get(address)
    assert answer.status_code == 404
    assert "没有此项" in answer.text
    assert "Not found" in regulator.get(address, headers={"Accept-Language": "en"}).text


def test_the_twin_of_an_error_is_a_problem_document(regulator: FlaskClient) -> None:
    for address in ("/nothing.json", "/appraisals/no-such-key.json", "/reports/R99.json"):
        answer = regulator.get(address)
        assert answer.status_code == 404
        assert answer.content_type == "application/problem+json"
        assert answer.get_json()["status"] == 404


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (Denied(Text("不是您的辖区。", "not your area")), 403, "不是您的辖区。"),
        (Refused(NOTIFY_A_DAY_AHEAD, Text("太迟。", "too late")), 409, "SMX-2.5-notice"),
        (VersionMoved("appraisal/x", 3), 412, "内容已有变化"),
        (Busy(), 503, "正在核验的登录过多"),
    ],
)
def test_what_the_ledger_says_no_to_has_a_page(app: Flask, error: Exception, status: int, words: str) -> None:
    with app.test_request_context("/appraisals"):
        answer = answered(error)
    assert answer.status_code == status
    assert words in answer.get_data(as_text=True)


def test_a_form_of_somebody_who_is_not_signed_in_is_not_taken(client: FlaskClient) -> None:
    answer = client.post(f"/appraisals/{LONG}/personal", data={"purpose": "核查到场情况"})
    assert answer.status_code == 401
    assert "需要登录" in answer.text


def test_an_error_of_ours_is_a_page_too(regulator: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(at: str | None, wait: float = 5.0) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(regulator.application.extensions["anjian.node"].ledger, "moment", broken)
    monkeypatch.setitem(regulator.application.config, "PROPAGATE_EXCEPTIONS", False)
    answer = regulator.get("/appraisals")
    assert answer.status_code == 500
    assert "系统内部错误" in answer.text
    assert "secret" not in answer.text
    assert regulator.get("/appraisals.json").content_type == "application/problem+json"


def test_every_answer_has_the_headers_and_nothing_inline(regulator: FlaskClient) -> None:
    for address in ("/", "/appraisals", f"/appraisals/{LONG}", "/reports/R2", "/rules", "/nothing", "/appraisals.json"):
        answer = regulator.get(address)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        if address != "/nothing":
            assert answer.headers["Cache-Control"] == "no-store"
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|application/json))", answer.text)


def test_files_are_kept_for_good_under_their_digest_and_carry_no_cookie(client: FlaskClient, node: Node) -> None:
    accept(client, node, "NFRA-411200", "insurance_regulator")
    page = client.get("/reports/R2").text
    files = set(re.findall(r'(?:href|src)="(/files/[^"]+)"', page))
    assert len(files) >= 7
    for address in files:
        with client.get(address) as answer:
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh", "zh-CN"),
        ("zh-Hans-CN", "zh-CN"),
        ("ZH-hant-TW, en;q=0.5", "zh-CN"),
        ("de, en;q=0.8, zh;q=0.5", "en"),
        ("en-US", "en"),
        ("de", "zh-CN"),
        ("", "zh-CN"),
    ],
)
def test_the_language_is_negotiated(client: FlaskClient, header: str, language: str) -> None:
    page = client.get("/sign-in", headers={"Accept-Language": header}).text
    assert f'<html lang="{language}">' in page


def test_the_language_that_was_chosen_stays(client: FlaskClient) -> None:
    answer = client.get("/language/en?to=/sign-in", headers={"Accept-Language": "zh"})
    assert answer.headers["Location"] == "/sign-in"
    assert '<html lang="en">' in client.get("/sign-in", headers={"Accept-Language": "zh"}).text


def test_a_key_reads_the_twins(client: FlaskClient, node: Node) -> None:
    _, key = node.accounts.add_key("NFRA-411200", ["insurance_regulator"], ["411200"])
    answer = client.get("/appraisals.json", headers={"Authorization": f"Bearer {key}"})
    assert len(answer.get_json()["appraisals"]) == 5
    assert client.get("/appraisals.json", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/appraisals.json").status_code == 401


def test_the_cookie_is_secure_where_people_come_by_https(node: Node) -> None:
    config = from_environment({"ANJIAN_DATA": str(node.config.data), "ANJIAN_PUBLIC_URL": "https://ledger.example"})
    app = create_app(replace(node, config=config))
    assert app.config["SESSION_COOKIE_SECURE"] is True

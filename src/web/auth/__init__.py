"""Signing in: accounts from one-time links, sessions in a signed cookie, and API keys for the pages' JSON twins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, Response, redirect, render_template, request, session, url_for
from flask_login import (  # type: ignore[import-untyped]
    LoginManager,
    UserMixin,
    current_user,
    login_user,
    logout_user,
)
from flask_wtf.csrf import CSRFProtect  # type: ignore[import-untyped]

from ledger.accounts import SHORTEST_PASSWORD, AccountError, Person
from ledger.callers import Caller
from ledger.node import Node
from web.errors import show_errors
from web.language import _, local
from web.problems import Unauthenticated
from web.twin import NODE, node, wants_json

SESSION = timedelta(hours=12)

blueprint = Blueprint("auth", __name__)
csrf = CSRFProtect()


@dataclass(frozen=True)
class User(UserMixin):  # type: ignore[misc]
    """Who asks for a page: a person with a session, or the holder of an API key."""

    caller: Caller
    name: str
    id: str = ""


def register(app: Flask, node: Node) -> None:
    """Sessions, the check of forms, and the pages on which one signs in and out."""
    app.extensions[NODE] = node
    app.config.update(
        SESSION_COOKIE_NAME="anjian",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=node.config["ANJIAN_PUBLIC_URL"].startswith("https:"),
        PERMANENT_SESSION_LIFETIME=SESSION,
        SESSION_REFRESH_EACH_REQUEST=False,  # else cacheable files would carry somebody's cookie
        WTF_CSRF_TIME_LIMIT=None,  # a form lives as long as the session
        WTF_CSRF_CHECK_DEFAULT=False,  # the API is asked with keys, not cookies: the blueprints of pages check
    )
    csrf.init_app(app)
    manager = LoginManager(app)
    manager.user_loader(_user_of_session)
    manager.request_loader(_user_of_key)
    app.register_blueprint(blueprint)


def guard(pages: Blueprint) -> None:
    """Every form of these pages is checked for its origin, and no answer of theirs is kept anywhere."""

    @pages.before_request
    def check() -> None:
        csrf.protect()

    @pages.after_request
    def keep_nothing(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def signed_in() -> Any:
    """Before a page for people with an account: none, or the way to sign in. Unauthenticated for its twin."""
    if current_user.is_authenticated:
        return None
    if wants_json() or request.method != "GET":
        raise Unauthenticated
    return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))


def caller() -> Caller:
    """On whose behalf the page is asked for."""
    asking: Caller = current_user.caller
    return asking


@blueprint.get("/sign-in")
def sign_in() -> Any:
    if current_user.is_authenticated:
        return redirect(local(request.args.get("next", "/")))
    return render_template("sign_in.html", next=local(request.args.get("next", "/")), login="", wrong=False)


@blueprint.post("/sign-in")
def try_sign_in() -> Any:
    """One message for an unknown login and a wrong password alike."""
    login, target = request.form.get("login", ""), local(request.form.get("next", "/"))
    person = node().accounts.sign_in(login, request.form.get("password", ""))
    if person is None:
        return render_template("sign_in.html", next=target, login=login, wrong=True), 401
    return _enter(person, target)


@blueprint.post("/sign-out")
def sign_out() -> Any:
    logout_user()
    session.clear()
    return redirect(url_for("auth.sign_in"), 303)


@blueprint.get("/setup/<token>")
def setup(token: str) -> Any:
    open_ = node().accounts.invited(token)
    return _setup(open_), 200 if open_ else 404


@blueprint.post("/setup/<token>")
def accept(token: str) -> Any:
    """Makes the account of a one-time link and signs its person in."""
    login, password = request.form.get("login", ""), request.form.get("password", "")
    if password != request.form.get("again", ""):
        return _refused(token, login, _("两次输入的密码不一致。"))
    try:
        person = node().accounts.accept(token, login, password)
    except AccountError as error:
        return _refused(token, login, _what_to_change(str(error)))
    return _enter(person, "/")


def _refused(token: str, login: str, fault: str) -> tuple[str, int]:
    """The form again with what to change; a link that is used up says so whatever was entered."""
    open_ = node().accounts.invited(token)
    return _setup(open_, login, fault if open_ else ""), 422 if open_ else 404


def _setup(open_: bool, login: str = "", fault: str = "") -> str:
    return render_template("setup.html", open=open_, login=login, fault=fault, shortest=SHORTEST_PASSWORD)


def _what_to_change(reason: str) -> str:
    if "taken" in reason:
        return _("该登录名已被使用，请另选一个。")
    if "contain" in reason:
        return _("密码不得包含登录名。")
    if "password" in reason:
        return _("密码至少 %(shortest)s 个字符。", shortest=SHORTEST_PASSWORD)
    return _("登录名须为 3 至 64 个字符。")


def _enter(person: Person, target: str) -> Any:
    session.clear()  # nothing from before the sign-in is carried over
    session.permanent = True
    login_user(_user(person))
    return redirect(target, 303)


def _user(person: Person) -> User:
    return User(person.caller, person.login, person.id)


def _user_of_session(id: str) -> User | None:
    person = node().accounts.person(id)
    return _user(person) if person else None


def _user_of_key(asked: Any) -> User | None:
    scheme, _, key = asked.headers.get("Authorization", "").partition(" ")
    found = node().accounts.caller_of_key(key.strip()) if scheme.lower() == "bearer" else None
    return User(found, found.account) if found else None


guard(blueprint)
show_errors(blueprint)

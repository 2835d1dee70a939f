"""Errors as people read them: a page for a page, a problem document for its JSON twin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from flask import Blueprint, Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.exceptions import NotFound as NoSuchPage

from ledger.accounts import Busy
from ledger.app import Denied, ViewsBehind
from ledger.kernel.law import Refused, Text
from web import problems
from web.language import said
from web.twin import wants_json

RETRY_SECONDS = "5"


class Told(NamedTuple):
    """What a page says about an error."""

    title: Text
    advice: Text


ERRORS = {
    400: Told(
        Text("请求有误", "The request is wrong"), Text("请检查地址或筛选条件。", "Check the address or filters.")
    ),
    401: Told(Text("需要登录", "Sign in first"), Text("请先登录再继续。", "Please sign in to go on.")),
    403: Told(
        Text("无权操作", "Not allowed"), Text("您的角色或区域不允许此操作。", "Your role or area does not allow it.")
    ),
    404: Told(
        Text("没有此项", "Not found"),
        Text("不存在，或您无权查看。", "There is no such thing, or it is not for you to see."),
    ),
    405: Told(
        Text("不支持此操作", "Not possible here"), Text("请从页面上的按钮操作。", "Use the buttons of the pages.")
    ),
    409: Told(Text("被规则拒绝", "Refused by a rule"), Text("未作任何记录。", "Nothing was appended.")),
    412: Told(
        Text("内容已有变化", "It has changed meanwhile"),
        Text("请重新打开页面后再试。", "Open the page again and retry."),
    ),
    422: Told(
        Text("内容不符合要求", "The content is not right"), Text("请返回修改后再提交。", "Go back and correct it.")
    ),
    500: Told(
        Text("系统内部错误", "Something went wrong here"),
        Text("错误已记入系统日志，请稍后再试。", "It has been logged; please try again later."),
    ),
    503: Told(
        Text("暂时无法提供", "Not available right now"),
        Text("请过几秒钟再试。", "Please try again in a few seconds."),
    ),
}


@dataclass
class Wrong(Exception):
    """What was asked for makes no sense: a filter, a time or a form; the reason says what to change."""

    reason: Text
    status: int = 400


def show_errors(pages: Blueprint) -> None:
    """Answers every error of these pages."""
    pages.register_error_handler(Exception, answered)


def show_unknown_pages(app: Flask) -> None:
    """Answers addresses that no page has."""
    for kind in (NoSuchPage, MethodNotAllowed):
        app.register_error_handler(kind, answered)


def answered(error: Exception) -> Response:
    """The page or document for an error. One that is nobody's fault but ours is raised again: Flask logs it
    and comes back with an InternalServerError."""
    document = _document(error)
    if document is None:
        raise error
    if wants_json() or request.path.startswith(("/api/", "/log/")):
        return document
    status = 503 if isinstance(error, Busy) else document.status_code
    told = ERRORS.get(status, ERRORS[500 if status >= 500 else 400])
    response = make_response(
        render_template("error.html", status=status, title=told.title, advice=told.advice, reason=_reason(error)),
        status,
    )
    if status == 503:
        response.headers["Retry-After"] = RETRY_SECONDS
    if allowed := document.headers.get("Allow"):
        response.headers["Allow"] = allowed
    return response


def _document(error: Exception) -> Response | None:
    if isinstance(error, Wrong):
        kind = problems.MALFORMED if error.status == 422 else problems.BAD_QUESTION
        return problems.problem(kind, said(error.reason))
    return problems.answered(error)


def _reason(error: Exception) -> Text | None:
    """What more there is to say of an error."""
    match error:
        case Wrong():
            return error.reason
        case Denied():
            return error.reason
        case Refused():
            article = f"{error.rule.citation}（{error.rule.id}）"
            return Text(f"{error.reason.zh} 依据：{article}", f"{error.reason.en} Basis: {article}")
        case Busy():
            return Text("正在核验的登录过多。", "Too many passwords are being checked.")
        case ViewsBehind(wanted=wanted, reached=reached):
            return Text(
                f"视图目前到达位置 {reached}，尚未到达位置 {wanted}。",
                f"The views have reached position {reached}, not yet {wanted}.",
            )
        case CSRFError():
            return Text(
                "表单已失效或不是从本站提交的，请返回重新打开页面。",
                "The form is too old or was not sent from this site: go back and open the page again.",
            )
    return None

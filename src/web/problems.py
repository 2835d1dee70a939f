"""Problems as RFC 9457 documents: every error of the ledger in one table, in the caller's language."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from flask import Response, request
from werkzeug.exceptions import HTTPException

from ledger.accounts import AccountError, Busy
from ledger.app import UNAVAILABLE as DATABASE_AWAY
from ledger.app import Conflict, Denied, NotFound, VersionMoved, ViewsBehind
from ledger.calculations import told_refusal
from ledger.kernel.law import Refused, Rule, Text
from ledger.proposals import Malformed, NotJson
from ledger.reports import UnknownReport
from ledger.shown import shown
from ledger.worksheets import CalculationRefused


class Problem(NamedTuple):
    """One kind of problem: its stable type, status and title."""

    type: str
    status: int
    title: Text


NOT_JSON = Problem("not-json", 400, Text("请求正文不是合格的 JSON", "The body is not strict JSON"))
BAD_QUESTION = Problem("bad-request", 400, Text("请求有误", "The request is wrong"))
UNAUTHENTICATED = Problem("unauthenticated", 401, Text("未提供有效密钥", "No valid key was given"))
DENIED = Problem("denied", 403, Text("无权进行此操作", "Not allowed"))
NOT_FOUND = Problem("not-found", 404, Text("没有此项，或无权查看", "Not there, or not for this caller"))
REFUSED = Problem("refused", 409, Text("被规则拒绝", "Refused by a rule"))
CONFLICT = Problem("same-key-other-content", 409, Text("编号已用于其他内容", "The id came with other content"))
MOVED = Problem("version-moved", 412, Text("事件流版本已变", "The stream is at another version"))
TOO_LARGE = Problem("too-large", 413, Text("请求正文过大", "The body is too large"))
MEDIA_TYPE = Problem("media-type", 415, Text("媒体类型不被接受", "The media type is not accepted"))
MALFORMED = Problem("malformed", 422, Text("内容不符合格式", "The content does not have the right form"))
BUSY = Problem("busy", 429, Text("请求过多，请稍后再试", "Too many requests: try again"))
BEHIND = Problem("views-behind", 503, Text("视图尚未更新到该位置", "The views have not come that far"))
UNAVAILABLE = Problem("unavailable", 503, Text("数据库暂不可用", "The database is away"))

PROBLEMS = {each.status: each for each in (NOT_JSON, UNAUTHENTICATED, DENIED, NOT_FOUND, TOO_LARGE, MEDIA_TYPE)}


class Unauthenticated(Exception):
    """No key, or none that is valid."""


def language() -> str:
    """zh or en, as the caller asks; Chinese where nothing is said."""
    best = request.accept_languages.best_match(["zh", "zh-CN", "zh-Hans", "en"], default="zh")
    return "en" if best == "en" else "zh"


def said(text: Text) -> str:
    return text.en if language() == "en" else text.zh


def answered(error: Exception) -> Response | None:
    """The problem document for an error, or none for an error that is nobody's fault but ours."""
    match error:
        case Refused():
            return refused(error)
        case Malformed():
            return problem(MALFORMED, errors=[dict(fault) for fault in error.faults])
        case CalculationRefused():
            return not_calculated(error)
        case NotJson():
            return problem(NOT_JSON, str(error))
        case Unauthenticated():
            response = problem(UNAUTHENTICATED)
            response.headers["WWW-Authenticate"] = "Bearer"
            return response
        case Denied():
            return problem(DENIED, said(error.reason))
        case NotFound() | UnknownReport():
            return problem(NOT_FOUND)
        case Conflict():
            return problem(CONFLICT, id=error.id, position=error.position)
        case VersionMoved():
            response = problem(MOVED, version=error.version)
            response.headers["ETag"] = f'"{error.version}"'
            return response
        case ViewsBehind():
            return later(problem(BEHIND, position=error.reached))
        case Busy():
            return later(problem(BUSY))
        case _ if isinstance(error, DATABASE_AWAY):
            return later(problem(UNAVAILABLE))
        case AccountError():
            return problem(BAD_QUESTION, str(error))
        case HTTPException(code=int(code)):
            kind = PROBLEMS.get(code) or Problem(
                (error.name or "error").lower().replace(" ", "-"), code, Text(error.name, error.name)
            )
            response = problem(kind)
            for name, value in error.get_headers():
                if name.lower() in ("allow", "retry-after"):
                    response.headers[name] = value
            return response
    return None


def problem(kind: Problem, detail: str = "", **members: Any) -> Response:
    """An application/problem+json response."""
    document = {"type": f"/problems/{kind.type}", "title": said(kind.title), "status": kind.status}
    if detail:
        document["detail"] = detail
    return json_response({**document, **members}, kind.status, "application/problem+json")


def refused(error: Refused) -> Response:
    rule = error.rule
    return problem(
        REFUSED,
        said(error.reason),
        **_cited(rule),
        summary=said(rule.text),
        number=error.number,
    )


def not_calculated(error: CalculationRefused) -> Response:
    """A wrong member of a calculation, with the rule that needs it right."""
    fault = told_refusal(error, language())
    return problem(
        MALFORMED,
        fault["reason"],
        **_cited(error.rule),
        errors=[{"path": fault["path"], "message": fault["reason"]}],
        error=fault,
    )


def later(response: Response) -> Response:
    response.headers["Retry-After"] = "2"
    return response


def _cited(rule: Rule) -> dict[str, str]:
    instrument = f"《{rule.pack.title.zh}》{rule.pack.number}"
    return {"rule": rule.id, "article": rule.article, "instrument": instrument}


def json_response(value: Any, status: int = 200, mimetype: str = "application/json") -> Response:
    """A JSON response with Chinese as it is and members in their given order."""

    return Response(json.dumps(shown(value), ensure_ascii=False), status, mimetype=mimetype)

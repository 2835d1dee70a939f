"""The HTTP API: each route asks the ledger one thing and answers in JSON."""

from __future__ import annotations

import time
from datetime import date
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode

import prometheus_client
from flask import Response, current_app, g, jsonify, request
from flask_openapi import APIBlueprint, OpenAPI, Tag
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from ledger import areas, cross_findings, inbox, reports, rulebook, supervision
from ledger.app import Denied, Ledger, Moment, NotFound, Result
from ledger.callers import Caller
from ledger.catalogue import KINDS, kinds_of
from ledger.duties.status import STATUSES
from ledger.forms import FORMS, Source, source_of
from ledger.jobs import JOBS
from ledger.jobs.runs import last_runs
from ledger.kernel.codes import KEY, PRINTABLE, Role
from ledger.kernel.finding import Severity
from ledger.kernel.law import Text
from ledger.law import PACKS
from ledger.lines import append_lines
from ledger.node import Node
from ledger.proposals import PROPOSABLE, Malformed, data_schema, fault_of, loads
from ledger.reports import effects, formats
from ledger.shown import recorded_event, shown
from web.api import calculations, document, forms
from web.problems import Unauthenticated, answered, json_response, language, said

PREFIX = "/api/v1"
MOST_BYTES = 32 * 1024 * 1024
"""The most a bulk append may send; any other body may have an eighth of it."""
NDJSON = "application/x-ndjson"
LONGEST_WAIT = 8

Kind = Annotated[str, Field(json_schema_extra={"enum": list(KINDS)})]
Key = Annotated[str, Field(pattern=KEY)]


def _known_area(code: str) -> str:
    if code and (reason := areas.unknown(code)):
        raise ValueError(said(reason))
    return code


AREA_FORMAT = {"format": "gb-t-2260"}
Area = Annotated[str, Field(pattern=r"^[0-9]{6}$", json_schema_extra=AREA_FORMAT), AfterValidator(_known_area)]
AnyArea = Annotated[str, Field(pattern=r"^([0-9]{6})?$", json_schema_extra=AREA_FORMAT), AfterValidator(_known_area)]
"""As an area, or empty: everywhere."""
At = Annotated[
    str | None,
    Field(
        default=None,
        description="a position, or an RFC 3339 instant with its offset; the present if left out",
        json_schema_extra={
            "anyOf": [
                {"type": "string", "format": "date-time"},
                {"type": "string", "pattern": "^(0|[1-9][0-9]{0,14})$"},
            ]
        },
    ),
]


Model = TypeVar("Model", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StreamPath(_Strict):
    kind: Kind
    key: Key


class StreamQuery(_Strict):
    at: At


class FormPath(StreamPath):
    id: Annotated[str, Field(pattern=r"^[a-z-]{1,40}$", json_schema_extra={"enum": list(FORMS)})]


class FormQuery(_Strict):
    at: At
    format: Literal["json", "html", "pdf"] = "json"


class HistoryQuery(_Strict):
    at: At
    after: int = Field(default=0, ge=0, le=2**53, description="a version: only events after it")
    limit: int = Field(default=500, ge=1, le=1000)


class AppendQuery(_Strict):
    dry_run: Literal["0", "1"] = Field(default="0", description="1 admits without a trace")


class FeedQuery(_Strict):
    after: int = Field(default=0, ge=0, le=2**53, description="a position: only events after it")
    limit: int = Field(default=100, ge=1, le=1000)
    wait: int = Field(default=0, ge=0, le=3600, description=f"seconds to wait for news, at most {LONGEST_WAIT}")


class EventPath(_Strict):
    position: int = Field(ge=1, le=2**53)


class RefusalsQuery(_Strict):
    at: At
    after: str | None = Field(default=None, pattern=r"^[0-9]{1,18}$", description="opaque: from the link")
    limit: int = Field(default=100, ge=1, le=1000)


class FindingsQuery(_Strict):
    at: At
    area: Area | None = Field(default=None, description="this area and those below")
    rule: str | None = Field(default=None, pattern=KEY)
    severity: Severity | None = None
    organisation: str | None = Field(
        default=None, pattern=KEY, description="who recorded the event, or answers for what several streams show"
    )
    stream: str | None = Field(default=None, pattern=r"^[a-z]{1,20}/[A-Za-z0-9._-]{1,80}$")
    after: str | None = Field(default=None, pattern=cross_findings.AFTER, description="opaque: from the link")
    limit: int = Field(default=100, ge=1, le=1000)


class DutiesQuery(_Strict):
    at: At
    area: Area | None = Field(default=None, description="this area and below")
    organisation: Key | None = Field(default=None, description="owed by this organisation")
    status: Annotated[
        str | None,
        Field(
            default=None,
            pattern=f"^({'|'.join(STATUSES)})(,({'|'.join(STATUSES)}))*$",
            description="one status or several with commas: " + ", ".join(STATUSES),
        ),
    ]
    rule: str | None = Field(default=None, pattern=r"^[A-Za-z0-9.-]{1,80}$", description="under this rule")
    level: Literal["breach", "deviation", "target", "none"] | None = None
    stream: str | None = Field(default=None, pattern=r"^[a-z]+/[A-Za-z0-9._-]{1,80}$")
    historical: Literal["0", "1"] = Field(default="0", description="1 adds what was over when it was imported")
    after: str | None = Field(default=None, pattern=supervision.MARK, description="opaque: from the link")
    limit: int = Field(default=100, ge=1, le=1000)


class RemindersQuery(_Strict):
    unread: Literal["0", "1"] = Field(default="0", description="1 leaves out what was read or is settled")
    after: str | None = Field(default=None, pattern=r"^[0-9]{1,18}$", description="opaque: from the link")
    limit: int = Field(default=100, ge=1, le=1000)


class RulesQuery(_Strict):
    pack: str | None = Field(
        default=None, pattern=f"^({'|'.join(pack.id for pack in PACKS)})$", description="one instrument alone"
    )


class ReportPath(_Strict):
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,10}$")]


class ReportQuery(_Strict):
    at: At
    area: Area | None = None
    since: date | None = Field(default=None, alias="from", description="first local day")
    until: date | None = Field(default=None, alias="to", description="last local day")
    format: Literal["json", "csv", "html"] = "json"


class KeyPath(_Strict):
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class NewKey(BaseModel):
    """An API key to be made."""

    model_config = ConfigDict(extra="forbid", strict=True)

    organisation: Key
    roles: Annotated[list[Role], Field(min_length=1, max_length=9)]
    areas: Annotated[list[AnyArea], Field(max_length=100)] = []
    label: Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


class Disclosure(BaseModel):
    """Why personal data is to be read."""

    model_config = ConfigDict(extra="forbid", strict=True)

    purpose: Annotated[str, Field(min_length=2, max_length=500, pattern=PRINTABLE)]


class RemindersRead(BaseModel):
    """Reminders that were read."""

    model_config = ConfigDict(extra="forbid", strict=True)

    ids: Annotated[list[Annotated[str, Field(pattern=r"^[0-9]{1,16}$")]], Field(min_length=1, max_length=1000)]


BODIES: dict[str, TypeAdapter[Any]] = {
    f"{PREFIX}/keys": TypeAdapter(NewKey),
    f"{PREFIX}/reminders/read": TypeAdapter(RemindersRead),
    f"{PREFIX}/calculations": calculations.BODY,
    f"{PREFIX}/streams/{{kind}}/{{key}}/disclosures": TypeAdapter(Disclosure),
}


STREAMS, READING, REPORTING, CALCULATING, SETTINGS = (
    Tag(name=name) for name in ("streams", "reading", "reports", "calculations", "settings")
)
api = APIBlueprint(
    "api", __name__, url_prefix=PREFIX, abp_security=[{"key": []}], abp_responses=document.PROBLEM_RESPONSES
)


def register(app: OpenAPI, node: Node) -> None:
    """Puts the API under /api/v1, with its document and the health addresses."""
    app.extensions["node"] = node
    app.register_api(api)
    app.add_url_rule(f"{PREFIX}/openapi.json", "openapi", lambda: jsonify(document.of(app, BODIES)))
    app.add_url_rule("/healthz", "healthz", lambda: json_response({"status": "ok"}))
    app.add_url_rule("/readyz", "readyz", ready)
    app.add_url_rule("/metrics", "metrics", metrics)


def ready() -> Response:
    """Whether the database answers and how far the views are behind. 503 where it does not."""
    node = _node()
    try:
        reached = node.ledger.queries.reached()
        last = node.recorder.max_notification_id() or 0
    except Exception as error:
        if (response := answered(error)) is not None:
            return response
        raise
    parked = list(node.ledger.queries.ready())
    jobs = {each.job.name: each.outcome for each in last_runs(node.ledger.queries, JOBS)}
    return json_response(
        {
            "status": "ok",
            "position": last,
            "views": reached,
            "lag": last - reached,
            "parked": parked,
            "jobs": jobs,
        }
    )


def metrics() -> Response:
    return Response(prometheus_client.generate_latest(), mimetype="text/plain; version=0.0.4")


REQUESTS = prometheus_client.Histogram("anjian_api_seconds", "Time an API request took", ["endpoint", "status"])


@api.before_request
def authenticate() -> None:
    """Every route but the rulebook's words needs a key."""
    g.began = time.perf_counter()
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    caller = _node().accounts.caller_of_key(key.strip()) if scheme.lower() == "bearer" and key else None
    if caller is None:
        raise Unauthenticated
    g.caller = caller


@api.after_request
def measured(response: Response) -> Response:
    if "began" in g:
        endpoint = request.endpoint or ""
        REQUESTS.labels(endpoint, response.status_code).observe(time.perf_counter() - g.began)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


@api.before_request
def sized() -> None:
    """Only a bulk append may be large."""
    bulk = request.endpoint == "api.append_many"
    request.max_content_length = MOST_BYTES if bulk else MOST_BYTES // 8


# Appending


@api.post("/streams/<kind>/<key>/events", tags=[STREAMS], responses=document.APPENDED)
def append(path: StreamPath, query: AppendQuery) -> Response:
    """Append one event or several, all or none."""
    stream = f"{path.kind}/{path.key}"
    body = _json()
    raws = body if isinstance(body, list) else [body]
    results = _ledger().append(raws, _caller(), stream=stream, expected=_expected(), dry_run=query.dry_run == "1")
    fresh = any(result.status == "appended" for result in results)
    response = json_response({"events": [_answer(result) for result in results]}, 201 if fresh else 200)
    response.headers["Location"] = f"{PREFIX}/streams/{stream}"
    response.headers["ETag"] = f'"{max(result.version for result in results)}"'
    if wait := _preferred_wait():
        _ledger().queries.wait(max(result.position or 0 for result in results), wait)
        response.headers["Preference-Applied"] = f"wait={wait}"
    return response


@api.post("/events", tags=[STREAMS], responses=document.LINES)
def append_many(query: AppendQuery) -> Response:
    """Append NDJSON or an array, a result per line; consecutive lines of one subject are atomic."""
    caller = _caller()
    lines: Any
    if request.mimetype == NDJSON:
        lines = request.get_data().split(b"\n")
    else:
        lines = _json()
        if isinstance(lines, dict):
            raise _fault("", "should be an array of objects")
        _ledger().formed(lines)
    found = list(append_lines(_ledger(), lines, lambda raw: caller, dry_run=query.dry_run == "1"))
    spoken = language()
    done = sum(line.done for line in found)
    return json_response(
        {
            "lines": [line.as_json(spoken) for line in found],
            "done": done,
            "failed": len(found) - done,
        }
    )


# Reading


@api.get("/streams/<kind>/<key>", tags=[STREAMS], responses=document.OBJECT)
def state(path: StreamPath, query: StreamQuery) -> Response:
    """A stream's state, now or at a moment."""
    moment = _moment(query.at) if query.at else None
    stream = _ledger().stream(f"{path.kind}/{path.key}", _caller(), moment)
    response = json_response(
        {
            "stream": stream.id,
            "version": stream.version,
            "position": stream.position,
            "area": stream.area,
            "parties": [party._asdict() for party in stream.parties],
            "state": stream.state,
        }
    )
    response.headers["ETag"] = f'"{stream.version}"'
    return response


@api.get("/streams/<kind>/<key>/events", tags=[STREAMS], responses=document.EVENTS)
def history(path: StreamPath, query: HistoryQuery) -> Response:
    """A stream's events in order, up to a moment."""
    stream = f"{path.kind}/{path.key}"
    moment = _moment(query.at) if query.at else None
    found = _ledger().history(stream, _caller(), moment, query.after, query.limit)
    response = json_response({"events": [recorded_event(each) for each in found]})
    if len(found) == query.limit:
        more = {"after": str(found[-1].version), "limit": str(query.limit), "at": query.at}
        _next(response, f"{PREFIX}/streams/{stream}/events", more)
    return response


@api.get("/streams/<kind>/<key>/forms", tags=[STREAMS], responses=forms.LIST)
def form_list(path: StreamPath, query: StreamQuery) -> Response:
    """The printed forms of a stream, and why one cannot be made yet."""
    return forms.listed(_source(path, query.at))


@api.get("/streams/<kind>/<key>/forms/<id>", tags=[STREAMS], responses=forms.ANSWERS)
def form(path: FormPath, query: FormQuery) -> Response:
    """One printed form of a stream as it stood: the same events make the same file."""
    return forms.form(_source(path, query.at), path.id, query.format, _node().config.data)


@api.post("/streams/<kind>/<key>/disclosures", tags=[STREAMS], responses=document.EVENTS | document.BODY)
def disclose(path: StreamPath) -> Response:
    """A stream's events with personal data in clear; who read them, and why, is recorded first."""
    events = _ledger().reveal(f"{path.kind}/{path.key}", _body(Disclosure).purpose, _caller())
    return json_response({"events": [recorded_event(each) for each in events]})


@api.get("/events", tags=[READING], responses=document.EVENTS)
def feed(query: FeedQuery) -> Response:
    """Everything the caller may read, by position; with `wait` it waits for news."""
    found, reached = _ledger().feed(_caller(), query.after, query.limit, min(query.wait, LONGEST_WAIT))
    response = json_response({"events": [recorded_event(each) for each in found], "after": reached})
    _next(response, f"{PREFIX}/events", {"after": str(reached), "limit": str(query.limit)})
    return response


@api.get("/events/<position>/effects", tags=[REPORTING], responses=document.EFFECTS)
def event_effects(path: EventPath) -> Response:
    """What an event changed: rows of the views before and after it, and the reports that read these views."""
    found = effects.effects(_ledger(), path.position, _caller())
    event = found.events[0]
    return json_response(
        {
            "position": event.position,
            "type": event.event.about.name,
            "subject": event.stream,
            "positions": [each.position for each in found.events],
            "changes": [shown(change._asdict()) for change in found.changes],
            "reports": [
                {
                    "id": touched.report.id,
                    "title": said(touched.report.title),
                    "views": list(touched.views),
                    "areas": list(touched.areas),
                    "rules": list(touched.rules),
                }
                for touched in found.reports
            ],
        }
    )


@api.get("/refusals", tags=[READING], responses=document.OBJECT)
def refusals(query: RefusalsQuery) -> Response:
    """Proposals that rules refused, latest first."""
    moment = _moment(query.at)
    found = _ledger().refusals(_caller(), moment, int(query.after) if query.after else None, query.limit)
    response = json_response({"refusals": found, "position": moment.position})
    if len(found) == query.limit:
        more = {"after": str(found[-1]["position"]), "limit": str(query.limit), "at": query.at}
        _next(response, f"{PREFIX}/refusals", more)
    return response


@api.get("/findings", tags=[READING], responses=document.FINDINGS)
def findings(query: FindingsQuery) -> Response:
    """Facts that contradict a rule which sets no time, newest first; also what only several streams show."""
    moment = _moment(query.at)
    asked = query.model_dump(include={"area", "rule", "severity", "organisation"})
    streams = [query.stream] if query.stream else []
    found, mark = cross_findings.findings(
        _ledger().queries, _caller(), moment, streams=streams, after=query.after, limit=query.limit, **asked
    )
    response = json_response({"findings": found, "position": moment.position})
    if mark:
        _next(response, f"{PREFIX}/findings", {**query.model_dump(), "after": mark})
    return response


@api.get("/duties", tags=[READING], responses=document.OBJECT)
def duties(query: DutiesQuery) -> Response:
    """Duties with rule, article, due, done and how late, by due date; what sets no time comes last."""
    moment = _moment(query.at)
    asked = supervision.Asked(
        area=query.area or "",
        organisation=query.organisation or "",
        statuses=tuple(filter(None, (query.status or "").split(","))),
        rule=query.rule or "",
        level=query.level or "",
        streams=[query.stream] if query.stream else [],
        historical=query.historical == "1",
    )
    found, after = supervision.duties(_ledger().queries, _caller(), moment, asked, query.after, query.limit)
    response = json_response({"duties": shown(found), "position": moment.position, "at": shown(moment.at)})
    if after:
        _next(response, f"{PREFIX}/duties", {**query.model_dump(exclude_none=True), "after": after})
    return response


@api.get("/reminders", tags=[READING], responses=document.OBJECT)
def reminders(query: RemindersQuery) -> Response:
    """Reminders of duties for the caller to read, or of its area where overdue; latest first."""
    after = int(query.after) if query.after else None
    found = inbox.inbox(_ledger().queries, _caller(), unread_only=query.unread == "1", after=after, limit=query.limit)
    response = json_response({"reminders": [{**each, "id": str(each["id"])} for each in found]})
    if len(found) == query.limit:
        more: dict[str, str | None] = {
            "after": str(found[-1]["id"]),
            "limit": str(query.limit),
            "unread": query.unread,
        }
        _next(response, f"{PREFIX}/reminders", more)
    return response


@api.post("/reminders/read", tags=[READING], responses=document.OBJECT | document.BODY)
def read_reminders() -> Response:
    """Note that reminders were read; those that are not for the caller stay as they are."""
    ids = [int(each) for each in _body(RemindersRead).ids]
    return json_response({"read": [str(each) for each in inbox.mark_read(_ledger().queries, _caller(), ids)]})


@api.get("/event-types", tags=[READING], responses=document.OBJECT)
def event_types() -> Response:
    """Every event a client may propose: title, roles, streams and the schema of its data."""
    return json_response(
        {
            "types": [
                {
                    "type": name,
                    "title": event.about.title,
                    "summary": event.about.summary,
                    "roles": list(event.about.by),
                    "streams": kinds_of(event),
                    "opens": event.about.opens,
                    "schema": data_schema(name),
                }
                for name, event in PROPOSABLE.items()
            ]
        }
    )


@api.get("/rules", tags=[READING], responses=document.RULES)
def rules(query: RulesQuery) -> Response:
    """The rulebook: every rule with its fate, the code that carries it, its scenarios; and totals."""
    found = rulebook.find(pack=query.pack or "")
    return json_response({"rules": [rulebook.told(each) for each in found], "totals": rulebook.totals(found)})


@api.get("/reports", tags=[REPORTING], responses=document.OBJECT)
def report_list() -> Response:
    """The reports there are."""
    return json_response(
        {
            "reports": [
                {"id": each.id, "title": said(each.title), "summary": said(each.summary)}
                for each in reports.REPORTS.values()
            ]
        }
    )


@api.get("/reports/<id>", tags=[REPORTING], responses=document.REPORT)
def report(path: ReportPath, query: ReportQuery) -> Response:
    """One report, as JSON, CSV or HTML, by area, period and moment."""
    scope = reports.Scope(
        moment=_moment(query.at), caller=_caller(), area=query.area, since=query.since, until=query.until
    )
    dataset = reports.run(_ledger().queries, path.id, scope)
    content = formats.rendered(dataset, query.format, language())
    return Response(content, content_type=formats.FORMATS[query.format])


# Calculating


@api.post("/calculations", tags=[CALCULATING], responses=calculations.ANSWERS)
def calculate() -> Response:
    """A calculation sheet; nothing is recorded."""
    return calculations.calculate(_json())


# Settings, for administrators


@api.get("/keys", tags=[SETTINGS], responses=document.OBJECT)
def key_list() -> Response:
    """The API keys, without the keys."""
    _administrator()
    return json_response({"keys": _node().accounts.keys()})


@api.post("/keys", tags=[SETTINGS], responses=document.KEY)
def add_key() -> Response:
    """Make an API key for an organisation; the key is shown this once."""
    _administrator()
    wanted = _body(NewKey)
    id, key = _node().accounts.add_key(wanted.organisation, wanted.roles, wanted.areas, wanted.label)
    return json_response({"id": id, "key": key}, 201)


@api.delete("/keys/<id>", tags=[SETTINGS], responses=document.GONE)
def revoke_key(path: KeyPath) -> Response:
    """End an API key."""
    _administrator()
    if not _node().accounts.revoke(path.id):
        raise NotFound(path.id)
    return Response(status=204)


# What a request says


def _node() -> Node:
    node: Node = current_app.extensions["node"]
    return node


def _ledger() -> Ledger:
    return _node().ledger


def _caller() -> Caller:
    caller: Caller = g.caller
    return caller


def _administrator() -> None:
    if "administrator" not in _caller().roles:
        raise Denied(Text("仅管理员可管理密钥。", "only an administrator manages keys"))


def _moment(at: str | None) -> Moment:
    try:
        return _ledger().moment(at)
    except ValueError as error:
        raise _fault("/at", str(error)) from None


def _source(path: StreamPath, at: str | None) -> Source:
    return source_of(_ledger(), f"{path.kind}/{path.key}", _caller(), _moment(at) if at else None)


def _fault(path: str, message: str) -> Malformed:
    return Malformed([{"path": path, "message": message}])


def _json() -> Any:
    """The body as strict JSON: an object or an array of objects."""
    mimetype = request.mimetype
    if mimetype != "application/json" and not mimetype.endswith("+json"):
        raise UnsupportedMediaType
    value = loads(request.get_data())
    if isinstance(value, list):
        if not 1 <= len(value) <= 1_000:
            raise _fault("", "an array has 1 to 1,000 events")
    elif not isinstance(value, dict):
        raise _fault("", "should be an object or an array of objects")
    return value


def _body(model: type[Model]) -> Model:
    try:
        return model.model_validate(_json())
    except ValidationError as error:
        raise Malformed([fault_of("", each) for each in error.errors(include_input=False)]) from None


def _expected() -> int | None:
    """The version asked for by If-Match, or none to be there by If-None-Match: *."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return 0
    given = request.headers.get("If-Match", "").strip()
    if not given or given == "*":
        return None
    number = given.removeprefix("W/").strip('"')
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        raise _fault("", 'If-Match is a version in quotes, such as "7"')
    return int(number)


def _preferred_wait() -> int:
    for preference in request.headers.get("Prefer", "").split(","):
        name, _, value = preference.strip().partition("=")
        if name == "wait" and value.isascii() and value.isdigit():
            return min(int(value[:4]), LONGEST_WAIT)
    return 0


def _answer(result: Result) -> dict[str, Any]:
    answer = {
        "id": result.id,
        "status": result.status,
        "subject": result.stream,
        "type": result.type,
        "eventid": result.event_id,
        "version": result.version,
    }
    if result.position is not None:
        answer |= {"position": result.position, "recordedat": shown(result.recorded_at)}
    return answer


def _next(response: Response, address: str, values: dict[str, str | None]) -> None:
    query = urlencode({name: value for name, value in values.items() if value})
    response.headers["Link"] = f'<{address}?{query}>; rel="next"'


@api.errorhandler(Exception)
def failed(error: Exception) -> Response:
    """Errors as problem documents; what is nobody's fault but ours goes on to the log."""
    response = answered(error)
    if response is None:
        raise error
    return response

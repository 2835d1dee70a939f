"""The API's own description: OpenAPI 3.1, made from the routes and the event classes."""

from __future__ import annotations

import copy
from typing import Any, get_args

from flask_openapi import OpenAPI
from pydantic import TypeAdapter

from ledger.kernel.finding import Severity
from ledger.kernel.law import Fate
from ledger.proposals import PROPOSABLE, event_schema, schema_of

Responses = dict[Any, Any]
"""Responses of an operation by status, as the OpenAPI document has them."""
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "rule": {"type": "string", "description": "id of the rule that refuses"},
        "article": {"type": "string"},
        "instrument": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "message"],
                "properties": {"path": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


def _problems(*statuses: int) -> Responses:
    said = {
        400: "not strict JSON, or a wrong question",
        401: "no valid key",
        403: "not this caller's area or role",
        404: "not there, or not for this caller",
        405: "no such method here",
        409: "refused by a rule, or the same id with other content",
        412: "the version has moved",
        413: "too large",
        415: "media type",
        422: "wrong form: every fault with its path",
        429: "too many requests",
        503: "try again",
    }
    return {
        str(status): {
            "description": said[status],
            "content": {"application/problem+json": {"schema": PROBLEM}},
        }
        for status in statuses
    }


PROBLEM_RESPONSES = _problems(400, 401, 403, 404, 422, 503)


def _json(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_RESULT = {
    "type": "object",
    "required": ["id", "status", "subject", "type", "eventid", "version"],
    "properties": {
        "id": {"type": "string"},
        "status": {"enum": ["appended", "already_there", "admitted"]},
        "subject": {"type": "string"},
        "type": {"type": "string"},
        "eventid": {"type": "string"},
        "version": {"type": "integer"},
        "position": {"type": "integer"},
        "recordedat": {"type": "string", "format": "date-time"},
    },
}
_RESULTS = {
    "type": "object",
    "required": ["events"],
    "properties": {"events": {"type": "array", "items": _RESULT}},
}
_EVENT = {
    "type": "object",
    "required": ["id", "source", "type", "subject", "time", "data", "eventid", "position", "version"],
    "properties": {"position": {"type": "integer"}, "version": {"type": "integer"}, "data": {"type": "object"}},
}
_LINE = {
    "type": "object",
    "required": ["line", "status"],
    "properties": {
        "line": {"type": "integer"},
        "status": {
            "enum": [
                "appended",
                "already_there",
                "admitted",
                "refused",
                "malformed",
                "denied",
                "conflict",
                "stopped",
            ]
        },
    },
}
APPENDED: Responses = {
    "200": _json("everything was there already, or was only admitted", _RESULTS),
    "201": _json("appended", _RESULTS),
    **_problems(409, 412, 413, 415),
}
LINES: Responses = {
    "200": _json(
        "a result per line",
        {
            "type": "object",
            "required": ["lines", "done", "failed"],
            "properties": {
                "lines": {"type": "array", "items": _LINE},
                "done": {"type": "integer"},
                "failed": {"type": "integer"},
            },
        },
    ),
    **_problems(413, 415),
}
EVENTS: Responses = {
    "200": _json(
        "events in order; the link `next` goes on",
        {
            "type": "object",
            "required": ["events"],
            "properties": {"events": {"type": "array", "items": _EVENT}},
        },
    )
}
_RULE = {
    "type": "object",
    "required": ["id", "pack", "article", "modality", "priority", "fate", "code", "scenarios", "zh", "en"],
    "properties": {
        "id": {"type": "string"},
        "pack": {"type": "string"},
        "article": {"type": "string"},
        "modality": {"enum": ["must", "must_not", "should", "may"]},
        "priority": {"enum": ["core", "wanted", "later"]},
        "fate": {"enum": [fate.value for fate in Fate]},
        "code": {"type": "string", "description": "module:NAME; empty for policy and for what is not built yet"},
        "scenarios": {"type": "array", "items": {"type": "string"}, "description": "the tests that prove it"},
        "zh": {"type": "string"},
        "en": {"type": "string"},
    },
}
RULES: Responses = {
    "200": _json(
        "the rules in the order of their articles",
        {
            "type": "object",
            "required": ["rules", "totals"],
            "properties": {
                "rules": {"type": "array", "items": _RULE},
                "totals": {
                    "type": "object",
                    "required": ["rules", "fates", "carried", "proven", "not_built", "policy", "core"],
                },
            },
        },
    )
}
_FINDING = {
    "type": "object",
    "required": [
        *("stream", "area", "item", "rule_id", "article", "severity", "event_id", "event_type"),
        *("occurred_at", "organisation", "reason_zh", "reason_en"),
    ],
    "properties": {
        "stream": {"type": "string"},
        "area": {"type": "string"},
        "item": {"type": "string", "description": "tells the findings of one stream apart"},
        "rule_id": {"type": "string"},
        "article": {"type": "string"},
        "severity": {"enum": list(get_args(Severity))},
        "event_id": {
            "anyOf": [{"type": "string"}, {"type": "null"}],
            "description": "null where several streams show it",
        },
        "event_type": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "occurred_at": {"type": "string", "format": "date-time"},
        "organisation": {"type": "string"},
        "reason_zh": {"type": "string"},
        "reason_en": {"type": "string"},
    },
}
FINDINGS: Responses = {
    "200": _json(
        "findings, newest first; the link `next` goes on",
        {
            "type": "object",
            "required": ["findings", "position"],
            "properties": {
                "findings": {"type": "array", "items": _FINDING},
                "position": {"type": "integer"},
            },
        },
    )
}
OBJECT: Responses = {"200": _json("found", {"type": "object"})}
REPORT: Responses = {
    "200": {
        "description": "the report in the format asked for",
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "text/csv": {"schema": {"type": "string"}},
            "text/html": {"schema": {"type": "string"}},
        },
    }
}
EFFECTS: Responses = {
    "200": _json(
        "rows that began (before is null), changed or ended (after is null) with the event",
        {
            "type": "object",
            "required": ["position", "type", "subject", "positions", "changes", "reports"],
            "properties": {
                "position": {"type": "integer"},
                "positions": {"type": "array", "items": {"type": "integer"}},
                "changes": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["position", "view", "stream", "item", "area"],
                    },
                },
                "reports": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["id", "title", "views", "areas", "rules"],
                    },
                },
            },
        },
    )
}
KEY_MADE = {
    "type": "object",
    "required": ["id", "key"],
    "properties": {"id": {"type": "string"}, "key": {"type": "string"}},
}
BODY: Responses = _problems(413, 415)
MISSING: Responses = _problems(409)
KEY: Responses = {"201": _json("made; the key is not shown again", KEY_MADE), **BODY}
GONE: Responses = {"204": {"description": "ended"}}


def of(app: OpenAPI, bodies: dict[str, TypeAdapter[Any]]) -> dict[str, Any]:
    """The OpenAPI document. `bodies` are the validators of the small bodies, by path."""
    spec = copy.deepcopy(app.api_doc)
    schemas = spec.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("ValidationErrorModel", None)
    for name in PROPOSABLE:
        schemas[name] = event_schema(name)
    schemas["Proposal"] = {
        "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in PROPOSABLE],
        "discriminator": {
            "propertyName": "type",
            "mapping": {name: f"#/components/schemas/{name}" for name in PROPOSABLE},
        },
    }
    proposal = {"$ref": "#/components/schemas/Proposal"}
    several = {"type": "array", "minItems": 1, "maxItems": 1000, "items": proposal}
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            operation["responses"] |= PROBLEM_RESPONSES
            if method != "post":
                continue
            if path.endswith("/streams/{kind}/{key}/events"):
                content: dict[str, Any] = {"application/json": {"schema": {"oneOf": [proposal, several]}}}
            elif path.endswith("/events"):
                content = {
                    "application/json": {"schema": several},
                    "application/x-ndjson": {"schema": {"type": "string"}},
                }
            else:
                content = {"application/json": {"schema": schema_of(bodies[path])}}
            operation["requestBody"] = {"required": True, "content": content}
    return spec

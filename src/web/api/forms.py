"""The routes of printed forms: which a stream has, and each as JSON, HTML or PDF."""

from __future__ import annotations

from typing import Any

from flask import Response

from ledger import forms
from ledger.forms import Source
from ledger.kernel.law import Text
from web.api import document
from web.problems import json_response, said

_FORM = {
    "type": "object",
    "required": ["id", "title", "missing"],
    "properties": {
        "id": {"enum": list(forms.FORMS)},
        "title": {"type": "string"},
        "missing": {
            "anyOf": [{"type": "string"}, {"type": "null"}],
            "description": "why it cannot be made yet; null: it can",
        },
        "rule": {"type": "string", "description": "the rule that asks for what is missing"},
        "article": {"type": "string"},
    },
}
_LIST = {"type": "object", "required": ["forms"], "properties": {"forms": {"type": "array", "items": _FORM}}}
_DOCUMENT = {
    "type": "object",
    "required": ["title", "number", "marks", "sections", "notes", "basis", "origin"],
}
LIST: document.Responses = {
    "200": {"description": "the forms of the stream", "content": {"application/json": {"schema": _LIST}}}
}
ANSWERS: document.Responses = {
    "200": {
        "description": "the form in the format asked for",
        "content": {
            "application/json": {"schema": _DOCUMENT},
            "text/html": {"schema": {"type": "string"}},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
        },
    },
    **document.MISSING,
}


def listed(source: Source) -> Response:
    return json_response({"forms": [_told(each) for each in forms.offered(source)]})


def form(source: Source, id: str, format: str, data: Any) -> Response:
    document = forms.form_of(source.origin.stream, id).made(source)
    return Response(forms.rendered(document, format, data), content_type=forms.FORMATS[format])


def _told(offered: dict[str, Any]) -> dict[str, Any]:
    missing = offered["missing"]
    return {
        "id": offered["id"],
        "title": said(Text(offered["zh"], offered["en"])),
        "missing": said(Text(missing["zh"], missing["en"])) if missing else None,
        **({"rule": missing["rule"], "article": missing["article"]} if missing else {}),
    }

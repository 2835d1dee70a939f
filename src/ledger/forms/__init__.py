"""The printed forms of the field, each a declared document made of a stream as it stood at a moment. 单证

A form is a function of its stream alone: made again of the same events, it is the same to the last byte.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ledger.app import NotFound
from ledger.forms import (
    adjusting_report,
    calculation_sheet,
    client_notice,
    document_list,
    html,
    pdf,
    rejection_notice,
    salvage_notice,
)
from ledger.forms.document import Document, told
from ledger.forms.form import Form, NotYet, Source, source_of

__all__ = [
    "FORMATS",
    "FORMS",
    "Document",
    "Form",
    "NotYet",
    "Source",
    "form_of",
    "forms_of",
    "html",
    "offered",
    "pdf",
    "rendered",
    "source_of",
    "told",
]

FORMS: Mapping[str, Form] = {
    each.FORM.id: each.FORM
    for each in (
        calculation_sheet,
        rejection_notice,
        client_notice,
        salvage_notice,
        document_list,
        adjusting_report,
    )
}
"""Form by its id; one module each."""


def forms_of(stream: str) -> tuple[Form, ...]:
    """The forms that are made of streams of this kind."""
    return tuple(each for each in FORMS.values() if each.kind == stream.partition("/")[0])


def offered(source: Source) -> list[dict[str, Any]]:
    """The forms of a stream as JSON data, each with what is missing for it, and under which rule."""
    return [
        {
            "id": form.id,
            **form.title._asdict(),
            "missing": {**missing.reason._asdict(), "rule": missing.rule.id, "article": str(missing.rule.citation)}
            if (missing := form.missing(source))
            else None,
        }
        for form in forms_of(source.origin.stream)
    ]


def form_of(stream: str, id: str) -> Form:
    """The form of that id that is made of such a stream. NotFound where there is none."""
    found = FORMS.get(id)
    if found is None or found not in forms_of(stream):
        raise NotFound(f"form {id} of {stream}")
    return found


FORMATS: Mapping[str, str] = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
}
"""What a form can be written as, and the media type of that."""


def rendered(document: Document, format: str, data: Path) -> bytes:
    """The form in one of FORMATS; `data` is the folder of the node's data, where fonts are. FontMissing."""
    makers: Mapping[str, Callable[[], bytes]] = {
        "json": lambda: (json.dumps(told(document), ensure_ascii=False, indent=2) + "\n").encode(),
        "html": lambda: html.page(document).encode(),
        "pdf": lambda: pdf.rendered(document, pdf.fonts(data)),
    }
    return makers[format]()

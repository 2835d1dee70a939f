"""Printed forms: each as a page that prints, as PDF, and as data."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from ledger import forms
from ledger.forms import Document, Source
from web.auth import caller
from web.pages import asking
from web.twin import Data, node, page

ADDRESS = "/streams/<kind>/<key>/forms/<id>"


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(f"{ADDRESS}.pdf", view_func=form_pdf)
    page(blueprint, ADDRESS, "form.html")(form)
    blueprint.add_app_template_global(forms_of, "forms_of")
    blueprint.add_app_template_filter(forms.html.article, "drawn")


def form(kind: str, key: str, id: str) -> Data:
    """The form as the stream stood at the moment asked for."""
    stream = f"{kind}/{key}"
    return {
        "as_of": asking.as_of(asking.moment()),
        "stream": stream,
        "path": f"/streams/{stream}/forms/{id}",
        "form": forms.told(_made(stream, id)),
    }


def form_pdf(kind: str, key: str, id: str) -> Response:
    content = forms.rendered(_made(f"{kind}/{key}", id), "pdf", node().config.data)
    response = Response(content, content_type=forms.FORMATS["pdf"])
    response.headers["Content-Disposition"] = f'inline; filename="{key}-{id}.pdf"'
    return response


def forms_of(stream: str) -> list[dict[str, Any]]:
    """The forms of a stream at the moment asked for, with their addresses, for pages that link them."""
    return [{**each, "address": f"/streams/{stream}/forms/{each['id']}"} for each in forms.offered(_source(stream))]


def _made(stream: str, id: str) -> Document:
    return forms.form_of(stream, id).made(_source(stream))


def _source(stream: str) -> Source:
    at = asking.moment()
    return forms.source_of(node().ledger, stream, caller(), None if at.live else at)

"""The pages: what people look at. Every one has a JSON twin at the same address with .json."""

from __future__ import annotations

from flask import Blueprint, Flask

from ledger.node import Node
from web import files, language
from web.auth import guard, signed_in
from web.errors import show_errors, show_unknown_pages
from web.pages import (
    appraisal,
    appraisals,
    assignments,
    claims,
    covers,
    disputes,
    duties,
    findings,
    forms,
    inbox,
    refusals,
    reports,
    rulebook,
    shape,
    sheets,
    start,
    work,
)
from web.security import protect
from web.twin import NODE

PAGES = (
    start,
    work,
    duties,
    claims,
    assignments,
    covers,
    appraisals,
    appraisal,
    disputes,
    findings,
    refusals,
    reports,
    rulebook,
    sheets,
    inbox,
    forms,
)


def register(app: Flask, node: Node) -> None:
    """Adds pages, files, languages and headers to the application."""
    app.extensions[NODE] = node
    language.speak(app, node.config.data)
    files.serve(app)
    protect(app)
    shape.register(app)
    blueprint = Blueprint("pages", __name__)
    blueprint.before_request(signed_in)
    guard(blueprint)
    show_errors(blueprint)
    for module in PAGES:
        module.register(blueprint)
    app.register_blueprint(blueprint)
    show_unknown_pages(app)

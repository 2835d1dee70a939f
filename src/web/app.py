"""The WSGI application: API, sign-in and pages on one node."""

from __future__ import annotations

from flask import Response
from flask_openapi import Info, OpenAPI, SecurityScheme
from pydantic import ValidationError

from ledger.node import Node
from ledger.proposals import Malformed, fault_of
from web import api, auth, pages
from web.problems import answered


def create_app(node: Node) -> OpenAPI:
    """The WSGI application of a node."""
    app = OpenAPI(
        "web",
        info=Info(title="Anjian 案鉴", version="1", description="The ledger of insurance supervision"),
        security_schemes={"key": SecurityScheme(type="http", scheme="bearer")},
        doc_ui=False,
        validation_error_callback=malformed,
        static_folder=None,
    )
    app.openapi_version = "3.1.0"
    app.config.update(SECRET_KEY=node.session_key, MAX_CONTENT_LENGTH=api.MOST_BYTES)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.register_error_handler(Exception, failed)
    api.register(app, node)
    auth.register(app, node)
    pages.register(app, node)
    return app


def malformed(error: ValidationError) -> Response:
    """A path or query that has not the right form, as a problem document."""
    faults = [fault_of("", each) for each in error.errors(include_input=False)]
    response = answered(Malformed(faults))
    assert response is not None  # noqa: S101
    return response


def failed(error: Exception) -> Response:
    """Errors outside the blueprints, such as an address nobody serves."""
    response = answered(error)
    if response is None:
        raise error
    return response

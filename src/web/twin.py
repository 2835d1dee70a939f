"""A page and its JSON twin: one function gives the data, a template or JSON shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request

from ledger.node import Node
from web.problems import json_response

Data = Mapping[str, Any]
NODE = "anjian.node"


def node() -> Node:
    """The node whose pages these are."""
    found: Node = current_app.extensions[NODE]
    return found


def page(blueprint: Blueprint, rule: str, template: str) -> Callable[[Callable[..., Data]], Callable[..., Data]]:
    """Serves the data a function gives at `rule` as a page and at `rule`.json as data.

    The function knows nothing of either; what it raises becomes an error page or a problem document.
    """

    def enter(data: Callable[..., Data]) -> Callable[..., Data]:
        name = data.__name__

        @wraps(data)
        def html(**names: str) -> str:
            return render_template(template, **data(**names), twin=twin_address())

        @wraps(data)
        def json(**names: str) -> Response:
            return json_response(data(**names))

        # The twin first: a key may itself have dots.
        blueprint.add_url_rule(f"{rule}.json", f"{name}_json", json)
        blueprint.add_url_rule(rule, name, html)
        return data

    return enter


def twin_address() -> str:
    """Where the page at hand is served as JSON, with the same question."""
    query = request.query_string.decode("ascii", "replace")
    return f"{request.path}.json" + (f"?{query}" if query else "")


def wants_json() -> bool:
    """Whether the address asked for is that of a twin."""
    return request.path.endswith(".json")

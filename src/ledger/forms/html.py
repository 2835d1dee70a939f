"""A form as HTML: an article that a page can hold, or a page that stands alone. Both print on A4."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ledger.forms.document import Document, told
from ledger.kernel.clock import shown

if TYPE_CHECKING:
    from jinja2 import Template

HERE = Path(__file__).parent
STYLE = HERE / "form.css"
"""The style sheet of forms; a page that holds one links it."""


def article(told: Mapping[str, Any]) -> Markup:
    """A form that was told as data, as one element."""
    origin = told["origin"]
    recorded = shown(datetime.fromisoformat(origin["recorded_at"])) if origin else ""
    return Markup(_template("document.html").render(document=told, recorded=recorded))  # noqa: S704


def page(document: Document) -> str:
    """The form as a page with its style: nothing is loaded from elsewhere."""
    style = Markup(STYLE.read_text())  # noqa: S704 (our own)
    form = told(document)
    return _template("page.html").render(document=form, style=style, article=article(form))


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # alone here: most of what starts draws no form

    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).get_template(name)

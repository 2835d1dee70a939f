"""The language of a page: Chinese first. The catalogue is text in the repository and compiled where it is missing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Blueprint, Flask, Response, redirect, request
from flask_babel import Babel, get_locale, gettext  # type: ignore[import-untyped]
from werkzeug.exceptions import NotFound

from ledger.kernel.law import Text

COOKIE = "language"
LANGUAGES = {"zh": "中文", "en": "English"}
CATALOGUES = Path(__file__).resolve().parent / "translations"

blueprint = Blueprint("language", __name__)


def speak(app: Flask, data: Path) -> None:
    """Makes the application speak both languages; compiled catalogues lie under the folder `data`."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compiled(CATALOGUES, data / "translations"))
    Babel(app, default_locale="zh", default_timezone="Asia/Shanghai", locale_selector=negotiated)
    app.add_template_filter(said)
    app.add_template_global(spoken)
    app.add_template_global(here)
    app.jinja_env.globals["languages"] = LANGUAGES
    app.register_blueprint(blueprint)


def negotiated() -> str:
    """zh or en: what was chosen on a page, else the first language of the browser that is one of them.

    Whatever names Chinese counts (zh, zh-CN, zh-Hans, zh-Hans-CN …).
    """
    if (chosen := request.cookies.get(COOKIE)) in LANGUAGES:
        return str(chosen)
    for tag, _ in request.accept_languages:
        if (language := tag.lower().partition("-")[0]) in LANGUAGES:
            return language
    return "zh"


def spoken() -> str:
    """The language of the page being made."""
    return str(get_locale() or "zh")


def said(text: Text | Mapping[str, str]) -> str:
    """A text of two languages in that of the page."""
    pair = text._asdict() if isinstance(text, Text) else text
    return pair["en" if spoken() == "en" else "zh"]


def _(text: str, **values: object) -> str:
    """The text in the language of the page."""
    return str(gettext(text, **values))


def here() -> str:
    """Where the reader is and can be sent back to."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/"


@blueprint.get("/language/<code>")
def choose(code: str) -> Any:
    """Remembers the language and goes back to where the reader was."""
    if code not in LANGUAGES:
        raise NotFound
    response: Response = redirect(local(request.args.get("to", "/")))  # type: ignore[assignment]
    response.set_cookie(
        COOKIE, code, max_age=timedelta(days=365), httponly=True, samesite="Lax", secure=request.is_secure
    )
    return response


def local(address: str) -> str:
    """The address if it lies on this site, else the start page: nobody is sent elsewhere from here."""
    parts = urlsplit(address.replace("\\", "/"))
    ours = address.startswith("/") and not address.startswith("//") and not (parts.scheme or parts.netloc)
    return address if ours and address.isprintable() and "\\" not in address else "/"


def compiled(catalogues: Path, home: Path) -> Path:
    """The folder of the compiled catalogues, made first where the texts are newer."""
    sources = sorted(catalogues.glob("*/LC_MESSAGES/*.po"))
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    for source in sources:
        made = home / digest / source.relative_to(catalogues).with_suffix(".mo")
        if made.exists():
            continue
        made.parent.mkdir(parents=True, exist_ok=True)
        new = made.with_suffix(f".{os.getpid()}")
        with source.open("rb") as text, new.open("wb") as file:
            write_mo(file, read_po(text, locale=source.parts[-3]))
        new.rename(made)  # whole or not at all: several processes may start at once
    return home / digest

"""Style sheets and scripts, each served under a path with its digest, so that a browser keeps it for good."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, send_file, url_for
from werkzeug.exceptions import NotFound

from ledger import forms
from web import assets

OWN = Path(__file__).resolve().parent / "static"
FETCHED = ("tabler.min.css", "htmx.min.js", "echarts.min.js")
KEPT = "public, max-age=31536000, immutable"

blueprint = Blueprint("files", __name__)


def serve(app: Flask) -> None:
    """Serves the project's own files and those fetched at set-up; templates name them by `file(name)`."""
    folder = assets.ready()
    own = (*filter(Path.is_file, OWN.iterdir()), forms.html.STYLE)
    paths = {path.name: path for path in own} | {name: folder / name for name in FETCHED}
    app.extensions["anjian.files"] = {
        name: (path, hashlib.sha256(path.read_bytes()).hexdigest()[:16]) for name, path in paths.items()
    }
    app.add_template_global(address, "file")
    app.register_blueprint(blueprint)


def address(name: str) -> str:
    return url_for("files.one", digest=_known()[name][1], name=name)


@blueprint.get("/files/<digest>/<name>")
def one(digest: str, name: str) -> Response:
    path, known = _known().get(name, (None, ""))
    if path is None or digest != known:
        raise NotFound
    response = send_file(path, etag=known)
    response.headers["Cache-Control"] = KEPT
    return response


def _known() -> dict[str, tuple[Path, str]]:
    known: dict[str, tuple[Path, str]] = current_app.extensions["anjian.files"]
    return known

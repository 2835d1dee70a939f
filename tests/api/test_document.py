"""The API does what its own document says: schemathesis with all its checks, against a running server."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from flask_openapi import OpenAPI
from werkzeug.serving import make_server

from ledger.node import Node
from ledger.proposals import PROPOSABLE


@pytest.mark.parametrize(
    "who", [("AG-1", "appraisal_agency", "insurer", "justice_bureau"), ("ANJIAN", "administrator")]
)
def test_the_api_keeps_to_its_document(app: OpenAPI, node: Node, who: tuple[str, ...], tmp_path: Path) -> None:
    _, key = node.accounts.add_key(who[0], who[1:], ["411200"])
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run"),
                f"http://127.0.0.1:{server.port}/api/v1/openapi.json",
                *("--header", f"Authorization: Bearer {key}"),
                *("--checks", "all", "--max-examples", "10", "--seed", "1", "--workers", "2"),
            ],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            timeout=240,
        )
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-1000:]


def test_the_document_has_every_event(app: OpenAPI) -> None:
    document = app.test_client().get("/api/v1/openapi.json").get_json()
    assert document["openapi"] == "3.1.0"
    assert set(PROPOSABLE) < set(document["components"]["schemas"])
    assert "system.CommandRefused" not in document["components"]["schemas"]

"""The API does what its own document says: schemathesis with all its checks, against a running server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask_openapi import OpenAPI

from ledger.node import Node
from ledger.proposals import PROPOSABLE
from node_fixtures import served
from web import api

AGENCY = ("AG-1", "appraisal_agency", "insurer", "justice_bureau")
RUNS = {
    "reading": (AGENCY, ["--exclude-method", "POST", "--phases", "coverage,fuzzing,stateful"]),
    # The coverage phase knows some ten thousand ways to spoil fifty kinds of event: minutes, not seconds.
    "appending": (
        AGENCY,
        ["--include-method", "POST", "--exclude-path-regex", "/(keys|calculations)$", "--phases", "fuzzing"],
    ),
    # What its members must be to one another no schema says: well-formed calculations may be refused.
    "calculations": (
        AGENCY,
        [
            *("--include-path", "/api/v1/calculations", "--exclude-checks", "positive_data_acceptance"),
            *("--phases", "coverage,fuzzing"),
        ],
    ),
    "keys": (("ANJIAN", "administrator"), ["--include-path-regex", "/keys", "--phases", "coverage,fuzzing"]),
}


@pytest.mark.parametrize("run", RUNS)
def test_the_api_keeps_to_its_document(
    app: OpenAPI, node: Node, run: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ANJIAN_FUZZ=full drops what keeps a run short."""
    monkeypatch.setattr(api, "LONGEST_WAIT", 0)
    (organisation, *roles), options = RUNS[run]
    if os.environ.get("ANJIAN_FUZZ") == "full":
        options = ["--max-examples", "200"]
    _, key = node.accounts.add_key(organisation, roles, ["411200"])
    with served(app) as address:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run", f"{address}/api/v1/openapi.json"),
                *("--header", f"Authorization: Bearer {key}"),
                *("--checks", "all", "--max-examples", "25", "--seed", "1", *options),
            ],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent), "SCHEMATHESIS_HOOKS": "formats"},
            timeout=600,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-1000:]


def test_the_document_has_every_event(app: OpenAPI) -> None:
    document = app.test_client().get("/api/v1/openapi.json").get_json()
    assert document["openapi"] == "3.1.0"
    assert set(PROPOSABLE) < set(document["components"]["schemas"])
    assert "system.CommandRefused" not in document["components"]["schemas"]

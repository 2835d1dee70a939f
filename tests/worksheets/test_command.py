"""`anjian calc`: a table for people, one JSON document for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ledger.cli import cli
from worksheets.test_bad_input import WHOLE, spoilt


def test_a_file_becomes_one_json_document(tmp_path: Path) -> None:
    (tmp_path / "asked.json").write_text(json.dumps(WHOLE), "utf-8")
    result = CliRunner().invoke(cli, ["calc", str(tmp_path / "asked.json"), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["payable"] == "46000.00"


def test_standard_input_becomes_a_table() -> None:
    result = CliRunner().invoke(cli, ["calc", "-"], input=json.dumps(WHOLE))
    assert result.exit_code == 0
    for told in ("赔款计算书", "PICC-6.10-double", "46,000.00", "double_insurance: 各保单", "follower"):
        assert told in result.stdout


@pytest.mark.parametrize(
    ("text", "path", "rule"),
    [
        (
            json.dumps(spoilt(("items", 0, "insured_value"), "0.00")),
            "/items/0/insured_value",
            "MBA-8.2.1-insured-value",
        ),
        (json.dumps(spoilt(("deductible", "rate"), 0.1)), "/deductible/rate", "MBA-8.3-adjusted-rate"),
        ('{"items": [', "", "MBA-8.3-adjusted-amount"),
        ('{"items": [], "items": []}', "", "MBA-8.3-adjusted-amount"),
    ],
)
def test_a_refusal_is_one_document_and_exit_code_1(text: str, path: str, rule: str) -> None:
    result = CliRunner().invoke(cli, ["calc", "-", "--json"], input=text)
    error = json.loads(result.stdout)["error"]
    assert (result.exit_code, error["path"], error["rule"]) == (1, path, rule)
    assert list(error) == ["path", "reason", "rule"]
    assert error["reason"]
    spoken = CliRunner().invoke(cli, ["calc", "-"], input=text)
    assert (spoken.exit_code, spoken.stdout) == (1, "")
    assert f"{path or '/'}: {error['reason']}" in spoken.stderr


def test_names_are_shown_as_they_are() -> None:
    asked = spoilt(("coinsurance", 0, "member"), "[/bold] lead [red]")
    result = CliRunner().invoke(cli, ["calc", "-"], input=json.dumps(asked))
    assert result.exit_code == 0
    assert "[/bold] lead [red]: payable × share" in result.stdout


def test_a_file_that_is_not_there_is_bad_usage() -> None:
    assert CliRunner().invoke(cli, ["calc", "nowhere.json"]).exit_code == 2

"""`anjian simulate`, as people and scripts call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledger.cli import cli
from ledger.simulation import Tally, sendings, written


def simulate(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["simulate", *arguments])


@pytest.mark.parametrize("of", ["appraisals", "claims"])
def test_standard_output_holds_the_lines_and_nothing_else(of: str) -> None:
    result = simulate(f"--{of}", "3", "--seed", "7")
    assert result.exit_code == 0
    assert result.stdout_bytes == b"".join(written(sendings(3, 7, of=of), Tally()))
    assert "of 3 cases" in result.stderr


def test_a_file_and_what_is_in_it_as_one_document(tmp_path: Path) -> None:
    file = tmp_path / "cases.ndjson"
    result = simulate("--appraisals", "30", "--seed", "7", "-o", str(file), "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["cases"] == 30
    assert (told["seed"], told["from"], told["to"]) == (7, "2024-11-01", "2026-10-31")
    assert told["lines"] == len(file.read_bytes().splitlines()) == sum(told["becomes"].values())
    assert told["becomes"].get("refused", 0) == sum(told["refused"].values())


def test_a_document_about_claims_counts_what_hangs_on_them(tmp_path: Path) -> None:
    result = simulate("--claims", "40", "--seed", "7", "-o", str(tmp_path / "claims.ndjson"), "--json")
    told = json.loads(result.stdout)
    assert (told["cases"], told["claims"]) == (40, 40)
    assert told["assignments"] > 0
    assert told["appraisals"] > 0


def test_a_file_and_a_text_about_it(tmp_path: Path) -> None:
    file = tmp_path / "cases.ndjson"
    result = simulate(
        "--appraisals", "30", "--seed", "7", "--from", "2025-01-01", "--to", "2025-12-31", "-o", str(file)
    )
    assert result.exit_code == 0
    assert f"{len(file.read_bytes().splitlines())} lines of 30 cases" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--appraisals", "1", "--seed", "7", "--json"), "--json needs -o FILE"),
        (("--seed", "7"), "either --appraisals N or --claims N"),
        (("--appraisals", "1", "--claims", "1", "--seed", "7"), "either --appraisals N or --claims N"),
        (("--appraisals", "-1", "--seed", "7"), "-1"),
        (("--appraisals", "1"), "--seed"),
        (("--appraisals", "1", "--seed", "7", "--from", "2027-01-01"), "the span must lie between"),
        (("--appraisals", "1", "--seed", "7", "--from", "2025-05-01", "--to", "2025-05-03"), "no working day"),
    ],
)
def test_what_cannot_be_meant_is_bad_usage(arguments: tuple[str, ...], said: str) -> None:
    result = simulate(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout_bytes == b""

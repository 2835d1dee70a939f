"""The documents: what they name is there, what they list is complete, and the README's first append goes as it says."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from ledger.callers import Caller
from ledger.catalogue import CONTEXTS
from ledger.config import SETTINGS
from ledger.kernel.codes import Role
from ledger.kernel.law import Refused
from ledger.law.sanmenxia import WARN_OF_UNILATERAL
from memory import ledger_in_memory

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
NAMED = re.compile(r"`((?:src|docs|tests|migrations|benchmarks)/[^`\s]+)`")
SPEAKS: dict[str, tuple[Role, ...]] = {"JB": ("justice_bureau",), "AG": ("appraisal_agency",)}

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))


@every_document
def test_links_and_paths_lead_somewhere(document: Path) -> None:
    text = document.read_text()
    missing = [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    missing += [path for path in NAMED.findall(text) if not (ROOT / path).exists()]
    assert not missing


def test_every_setting_is_documented_with_its_default() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    listed = dict(re.findall(r"^\| `([A-Z_]+)` \| `?([^`|]*?)`? ?\|", text, re.MULTILINE))
    assert listed == {setting.name: setting.default for setting in SETTINGS}


def test_the_map_has_every_package_of_the_ledger() -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text()
    packages = {folder.parent.name for folder in (ROOT / "src" / "ledger").glob("*/__init__.py")}
    assert {context.name for context in CONTEXTS} <= packages
    assert sorted(name for name in packages if f"`src/ledger/{name}`" not in text) == []


def test_the_glossary_is_sorted_and_names_modules_that_exist() -> None:
    lines = (ROOT / "docs" / "GLOSSARY.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")][2:]
    terms = [term for term, *_ in rows]
    assert terms == sorted(set(terms), key=str.casefold)
    for _, chinese, meaning, where in rows:
        assert re.search(r"[\u4e00-\u9fff]", chinese)
        assert meaning
        importlib.import_module(where.strip("`"))


def test_decisions_are_numbered_without_a_gap_and_say_the_same_three_things() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [decision.name[:4] for decision in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for decision in decisions:
        text = decision.read_text()
        assert text.startswith(f"# {decision.name[:4]} ")
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences"))


def test_the_first_append_of_the_readme_goes_as_it_says() -> None:
    agency, request, acceptance = proposals_of_the_readme()
    ledger = ledger_in_memory()
    for proposal in (agency, request):
        assert [result.status for result in ledger.append([proposal], speaker(proposal))] == ["appended"]
    assert ledger.append([request], speaker(request))[0].status == "already_there"
    with pytest.raises(Refused) as refused:
        ledger.append([acceptance], speaker(acceptance))
    assert refused.value.rule is WARN_OF_UNILATERAL


def proposals_of_the_readme() -> list[dict[str, Any]]:
    text = (ROOT / "README.md").read_text()
    return [json.loads(body) for body in re.findall(r"-d '(\{\s+\"specversion\".*?\})'\n", text, re.DOTALL)]


def speaker(proposal: dict[str, Any]) -> Caller:
    organisation = proposal["source"].rpartition(":")[2]
    roles = frozenset(SPEAKS[organisation[:2]])
    return Caller(account="key/1", organisation=organisation, roles=roles, areas=("411200",))

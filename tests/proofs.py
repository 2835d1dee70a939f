"""What the tests prove: which scenario showed which rule saying yes, and saying no.

A test marked `@pytest.mark.proves(RULE.id)` is run here once more, and what happened is what it shows: a rule
says no where it refuses, where its duty is late and where there is a finding of it; it says yes where an event is
appended, where its duty is met in time and where there is no finding. A test from which this cannot be read, such
as one with fixtures, says it itself: `says="yes"`, `says="no"` or `says="both"`.

`python tests/proofs.py` writes it all to `src/ledger/law/scenarios.json` and `docs/rulebook.md`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import given
from given import PROOFS, Scenario
from ledger import rulebook
from ledger.catalogue import CONTEXTS
from ledger.kernel.law import Fate
from ledger.law import PACKS, RULES

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SCENARIOS = ROOT / "src" / "ledger" / "law" / "scenarios.json"
DOCUMENT = ROOT / "docs" / "rulebook.md"
SAYS = {"yes": {"yes"}, "no": {"no"}, "both": {"yes", "no"}}
CHECKED = {refusal.rule.id for context in CONTEXTS for refusal in context.refusals}
"""The rules that refuse something, whatever their fate."""


class Marked(NamedTuple):
    """A test, and the rules it is marked with, each with what the mark says."""

    name: str
    test: Callable[..., None]
    rules: tuple[tuple[str, str | None], ...]


def marked(rooms: Iterable[str] | None = None) -> Iterator[Marked]:
    """The marked tests of these folders of tests; of all of them if none is named."""
    for file in sorted(TESTS.glob("*/test_*.py")):
        room = file.parent.name
        if (rooms is not None and room not in rooms) or ".proves" not in file.read_text("utf-8"):
            continue
        module = import_module(f"{room}.{file.stem}")
        for name, test in inspect.getmembers(module, inspect.isfunction):
            marks = [mark for mark in (*_marks(module), *_marks(test)) if mark.name == "proves"]
            rules = tuple((rule, mark.kwargs.get("says")) for mark in marks for rule in mark.args)
            if name.startswith("test_") and rules:
                yield Marked(f"tests/{room}/{file.name}::{name}", test, rules)


def cases(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The arguments of each case of a parametrised test; one case without any for others, none where fixtures are."""
    tables = []
    for mark in _marks(test):
        if mark.name == "parametrize":
            names, rows = mark.args
            names = (names,) if isinstance(names, str) else names
            tables.append([dict(zip(names, row if len(names) > 1 else (row,), strict=True)) for row in rows])
    for case in product(*tables):
        arguments = {name: value for row in case for name, value in row.items()}
        if arguments.keys() == inspect.signature(test).parameters.keys():
            yield arguments


def gathered() -> tuple[dict[str, dict[str, list[str]]], list[str]]:
    """Rule to yes and no to the tests that show it; and the tests of which nothing can be read."""
    found: dict[str, dict[str, list[str]]] = {}
    silent = []
    for each in marked():
        happened = None
        for rule, says in each.rules:
            if says is None:
                happened = happened or _run(each.test)
                sides = happened.says(rule)
            else:
                sides = SAYS[says]
            if not sides:
                silent.append(f"{each.name} of {rule}")
            for side in sides:
                found.setdefault(rule, {}).setdefault(side, []).append(each.name)
    return {
        rule: {side: sorted(set(said[side])) for side in rulebook.SIDES if side in said}
        for rule, said in sorted(found.items())
    }, silent


class Happened(NamedTuple):
    """What a test did: the rules that refused, the events appended, the duties and findings it looked at."""

    refused: set[str]
    appended: set[str]
    rows: dict[str, list[Any]]
    """View to the rows seen of it, of those that were looked at."""

    def says(self, rule: str) -> set[str]:
        sides = {"no"} if rule in self.refused else set()
        if self.appended and (rule in CHECKED or RULES[rule].fate not in (Fate.DUTY, Fate.FINDING)):
            sides.add("yes")
        mine = {view: [row for row in rows if row.rule_id == rule] for view, rows in self.rows.items()}
        if RULES[rule].fate is Fate.FINDING and "finding" in mine:
            sides.add("no" if mine["finding"] else "yes")
        if RULES[rule].fate is Fate.DUTY:
            sides |= {"no" if row.late else "yes" for row in mine.get("duty", ()) if row.done_at or row.late}
        return sides


def _run(test: Callable[..., None]) -> Happened:
    happened = Happened(set(), set(), {})
    whole = Scenario.rows

    def rows(scenario: Scenario, view: str, stream: str) -> list[Any]:
        seen = whole(scenario, view, stream)
        if view in ("duty", "finding"):
            happened.rows.setdefault(view, []).extend(seen)
        return seen

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(given.Scenario, "rows", rows)
        PROOFS.clear()
        for arguments in cases(test):  # a test with fixtures has none, and says it itself
            test(**arguments)
    for proof in PROOFS:
        if proof.rule:
            happened.refused.add(proof.rule.id)
        else:
            happened.appended.update(proof.events)
    return happened


def _marks(of: object) -> list[pytest.Mark]:
    """The marks of a function, or of a module, which may hold a single one and in its decorating form."""
    marks = getattr(of, "pytestmark", [])
    marks = marks if isinstance(marks, list) else [marks]
    return [each.mark if isinstance(each, pytest.MarkDecorator) else each for each in marks]


# The generated files


def written(scenarios: Mapping[str, Any]) -> str:
    """The file of scenarios as it should be."""
    return json.dumps(scenarios, ensure_ascii=False, indent=1) + "\n"


def document() -> str:
    """The rulebook as a document, by pack and article."""
    sums = rulebook.totals(rulebook.entries())
    lines = [
        "# Rulebook",
        "",
        "Every rule of every instrument the ledger judges by: what the software does with it (its fate), the code that",
        "carries it, and the scenarios in which it has said yes and said no. The summaries are our own words; the",
        "articles decide. Written by `python3 run.py rulebook`; do not edit.",
        "",
        f"{sums['rules']} rules: {sums['carried']} carried by code, {sums['proven']} of them proven both ways; "
        f"{sums['policy']} are policy, which software does not judge; {sums['not_built']} are not built yet.",
        "",
        "| core rules of | rules | carried | proven | not built yet |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {context} | {each['rules']} | {each['carried']} | {each['proven']} | {each['not_built']} |"
            for context, each in sums["core"].items()
        ),
    ]
    for pack in PACKS:
        lines += ["", f"## {pack.id} {pack.title.zh}", "", f"{pack.title.en}, {pack.number}, {pack.issuer}"]
        article = ""
        for entry in rulebook.find(pack=pack.id):
            if entry.rule.article != article:
                article = entry.rule.article
                lines += ["", f"### {article}"]
            lines += ["", *_told(entry)]
    return "\n".join(lines) + "\n"


def _told(entry: rulebook.Entry) -> Iterator[str]:
    rule = entry.rule
    yield f'<a id="{rule.id}"></a>**{rule.id}** · {rule.modality.replace("_", " ")} · {rule.priority}  '
    yield f"{rule.text.zh}  "
    yield f"{rule.text.en}  "
    if entry.state == "policy":
        yield f"Fate: policy: {rule.why}."
        return
    code = ", ".join(f"`{place}`" for place in entry.places)
    yield f"Fate: {rule.fate.value}. {f'Code: {code}.' if code else 'Not built yet.'}"
    for side in rulebook.SIDES:
        if names := entry.said.get(side):
            yield ""
            yield f"Says {side}:"
            yield ""
            yield from (f"- {name.partition('::')[2].removeprefix('test_').replace('_', ' ')}" for name in names)


def main() -> None:
    found, silent = gathered()
    SCENARIOS.write_text(written(found), "utf-8")
    rulebook.scenarios.cache_clear()
    rulebook.entries.cache_clear()
    DOCUMENT.write_text(document(), "utf-8")
    sums = rulebook.totals(rulebook.entries())
    print(f"{SCENARIOS.relative_to(ROOT)}, {DOCUMENT.relative_to(ROOT)}: {sums['proven']} rules proven")
    for each in silent:
        print(f"what does it show, yes or no? {each}")


if __name__ == "__main__":
    main()

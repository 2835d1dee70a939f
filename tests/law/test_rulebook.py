"""The rulebook: what it says of every rule is so, and the files made from it are up to date."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ledger import rulebook
from ledger.cli import cli
from ledger.kernel.law import Fate
from ledger.law import RULES
from ledger.law.sanmenxia import AGENCY_REGISTER, CHOOSE_FROM_ROSTER, NO_PARALLEL_COMMISSION, NOTIFY_A_DAY_AHEAD
from ledger.rulebook import Entry, Place
from proofs import DOCUMENT, SCENARIOS, document, gathered, written

ENTRIES = {entry.rule: entry for entry in rulebook.entries()}
FINISHED = ("adjusting", "appraisal", "attendance", "claims", "dispute")
"""The contexts whose core rules are all built and proven."""
CORE = [entry for entry in ENTRIES.values() if entry.rule.priority == "core" and entry.rule.context in FINISHED]
MEMBERS = ["id", "pack", "article", "modality", "priority", "fate", "code", "scenarios", "zh", "en"]

found = cache(gathered)


def test_every_rule_has_its_entry() -> None:
    assert list(ENTRIES) == list(RULES.values())


def test_the_core_of_the_finished_contexts_is_218_rules() -> None:
    assert len(CORE) == 218


@pytest.mark.parametrize("entry", CORE, ids=lambda entry: entry.rule.id)
def test_every_core_rule_of_a_finished_context_has_code_and_says_yes_and_no(entry: Entry) -> None:
    shows = {side for side in rulebook.SIDES if entry.said.get(side)}
    assert (bool(entry.code), shows) == (True, {"yes", "no"})


@pytest.mark.parametrize("place", tuple(rulebook.places()), ids=lambda place: f"{place.rule.id}-{place.code}")
def test_the_code_is_where_the_rulebook_says(place: Place) -> None:
    module, _, name = place.code.partition(":")
    assert attrgetter(name)(import_module(module)) is not None


def test_code_is_named_by_what_stands_in_the_tables() -> None:
    assert ENTRIES[CHOOSE_FROM_ROSTER].code == "ledger.appraisal.rules:agency_not_on_roster"
    assert ENTRIES[NOTIFY_A_DAY_AHEAD].code == "ledger.attendance.duties:NOTIFY"
    assert ENTRIES[NO_PARALLEL_COMMISSION].code == "ledger.appraisal.state:slots"
    assert ENTRIES[AGENCY_REGISTER].places == (
        "ledger.registry.views:agency_rows",
        "ledger.registry.views:appraiser_rows",
    )


def test_the_code_of_the_rules_own_fate_comes_first() -> None:
    first = {place.code: place.fate for place in rulebook.places() if place.rule is CHOOSE_FROM_ROSTER}
    assert set(first.values()) == {Fate.REFUSAL, Fate.CHECKLIST}
    assert first[ENTRIES[CHOOSE_FROM_ROSTER].code] is Fate.REFUSAL


def test_no_code_carries_what_software_cannot_judge() -> None:
    assert [entry.rule.id for entry in ENTRIES.values() if entry.rule.fate is Fate.POLICY and entry.places] == []


def test_the_scenarios_are_those_of_the_tests() -> None:
    """If this fails: python3 run.py rulebook"""
    assert SCENARIOS.read_text("utf-8") == written(found()[0])


def test_the_document_is_that_of_the_rulebook() -> None:
    """If this fails: python3 run.py rulebook"""
    assert DOCUMENT.read_text("utf-8") == document()


def test_every_mark_says_yes_or_no() -> None:
    assert found()[1] == []


def test_a_rule_is_found_by_every_word_of_a_search() -> None:
    def ids(sought: str = "", pack: str = "", fate: str = "") -> list[str]:
        return [entry.rule.id for entry in rulebook.find(sought, pack, fate)]

    assert ids("一(三) 名录") == ["SMX-1.3-roster"]
    assert ids("ROSTER published choose") == ["SMX-1.3-roster"]
    assert "SMX-1.3-roster" in ids("agency_not_on_roster")
    assert ids("no-such-word") == []
    assert set(ids(pack="ANJ")) == {id for id in ids() if id.startswith("ANJ-")}
    assert ids(fate="view") == ["SMX-5.2-self-discipline"]
    assert ids("名录", pack="ANJ") == []


def test_totals_add_up() -> None:
    sums = rulebook.totals(rulebook.entries())
    assert sums["rules"] == len(RULES) == sum(sums["fates"].values()) == sum(sums["packs"].values())
    assert sums["carried"] + sums["not_built"] + sums["policy"] == sums["rules"]
    assert 0 < sums["proven"] <= sums["carried"]
    assert sums["policy"] == sums["fates"]["policy"]
    core = Counter(rule.context for rule in RULES.values() if rule.priority == "core")
    assert {context: sums["core"][context]["rules"] for context in sums["core"]} == core


# On the command line


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["rules", *arguments])


def data(*arguments: str) -> Any:
    answer = asked(*arguments, "--json")
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_the_command_tells_every_rule() -> None:
    told = data()
    assert list(told) == ["rules", "totals"]
    assert [list(each) for each in told["rules"]] == [MEMBERS] * len(RULES)
    assert told["totals"] == rulebook.totals(rulebook.entries())


def test_the_command_tells_one_pack_alone() -> None:
    told = data("--pack", "SMX")
    assert {each["pack"] for each in told["rules"]} == {"SMX"}
    assert told["totals"]["rules"] == 115
    (roster,) = (each for each in told["rules"] if each["id"] == CHOOSE_FROM_ROSTER.id)
    assert roster["code"] == "ledger.appraisal.rules:agency_not_on_roster"
    assert "tests/appraisal/test_commission.py::test_another_agency_on_the_roster_does_as_well" in roster["scenarios"]


def test_the_command_shows_people_a_table_and_the_totals() -> None:
    shown = asked("--pack", "ANJ").output
    assert all(word in shown for word in ("ANJ-1.1-op", "refusal", "proven", "policy", "not built yet"))


def test_an_unknown_pack_is_refused() -> None:
    answer = asked("--pack", "XYZ")
    assert answer.exit_code == 2
    assert "'XYZ' is not one of" in answer.output

"""The rulebook: every rule with its fate, the code that carries it and the scenarios that prove it. 规则手册

The code is found where it stands: in the tables of refusals, duties, findings and checklists, in the views and
reports that name their rules, and on what is marked with `carries`. The scenarios are the tests' own marks,
gathered into `law/scenarios.json` by `python3 run.py rulebook`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, NamedTuple

from ledger.catalogue import CONTEXTS
from ledger.kernel.law import CARRIED, Fate, Rule
from ledger.law import PACKS, RULES
from ledger.reports import REPORTS

SIDES = ("yes", "no")


class Place(NamedTuple):
    """Some code that carries a rule, and the fate that such code gives it (none is said of marked code)."""

    rule: Rule
    fate: Fate | None
    code: str
    """`module:NAME`."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One rule of the rulebook."""

    rule: Rule
    places: tuple[str, ...]
    """All the code that carries the rule (`module:NAME`), that of its own fate first."""
    said: Mapping[str, tuple[str, ...]]
    """The scenarios in which the rule says yes, and those in which it says no, as pytest names them."""

    @property
    def code(self) -> str:
        """Where the rule lives; empty where nothing carries it."""
        return self.places[0] if self.places else ""

    @property
    def scenarios(self) -> tuple[str, ...]:
        return tuple(sorted({name for names in self.said.values() for name in names}))

    @property
    def proven(self) -> bool:
        """Whether scenarios have shown the rule saying yes, and saying no."""
        return all(self.said.get(side) for side in SIDES)

    @property
    def state(self) -> str:
        """policy, not_built, carried, or proven: how far the rule has come."""
        if self.rule.fate is Fate.POLICY:
            return "policy"
        if not self.places:
            return "not_built"
        return "proven" if self.proven else "carried"

    def fits(self, sought: str) -> bool:
        """Whether every word sought stands somewhere in id, article, texts or code."""
        rule = self.rule
        text = " ".join((rule.id, rule.article, *rule.text, *self.places)).casefold()
        return all(word in text for word in sought.casefold().split())


@cache
def entries() -> tuple[Entry, ...]:
    """Every rule of every instrument, in the order of the articles."""
    proofs = scenarios()
    carried: dict[Rule, list[Place]] = {}
    for place in places():
        carried.setdefault(place.rule, []).append(place)
    return tuple(
        Entry(
            rule=rule,
            places=tuple(dict.fromkeys(place.code for place in sorted(carried.get(rule, ()), key=_foreign))),
            said=proofs.get(rule.id, {}),
        )
        for rule in RULES.values()
    )


def find(sought: str = "", pack: str = "", fate: str = "") -> tuple[Entry, ...]:
    """The entries that have all the words sought, of this pack and this fate where given."""
    return tuple(
        each
        for each in entries()
        if (not pack or each.rule.pack.id == pack) and (not fate or each.rule.fate == fate) and each.fits(sought)
    )


def totals(of: Sequence[Entry]) -> dict[str, Any]:
    """How many rules there are of each fate, how far they have come, and the same for each context's core rules."""
    core: dict[str, list[Entry]] = {}
    for each in of:
        if each.rule.priority == "core":
            core.setdefault(each.rule.context, []).append(each)
    return {
        "rules": len(of),
        "packs": _counted(each.rule.pack.id for each in of),
        "fates": _counted(each.rule.fate.value for each in of),
        **_progress(of),
        "scenarios": len({name for each in of for name in each.scenarios}),
        "core": {context: {"rules": len(some), **_progress(some)} for context, some in sorted(core.items())},
    }


def told(entry: Entry) -> dict[str, Any]:
    """The entry as data, the same on the command line and in the API."""
    rule = entry.rule
    return {
        "id": rule.id,
        "pack": rule.pack.id,
        "article": rule.article,
        "modality": rule.modality,
        "priority": rule.priority,
        "fate": rule.fate.value,
        "code": entry.code,
        "scenarios": list(entry.scenarios),
        **rule.text._asdict(),
    }


def places() -> Iterator[Place]:
    """All code that carries a rule, as the tables have it."""
    for context in CONTEXTS:
        package = f"ledger.{context.name}"
        for refusal in context.refusals:
            yield Place(refusal.rule, Fate.REFUSAL, _function(refusal.check))
        for duty in context.duties:
            yield Place(duty.rule, Fate.DUTY, _constant(package, duty, "duties"))
        for finding in context.findings:
            yield Place(finding.rule, Fate.FINDING, _function(finding.check))
        for checklist in context.checklists:
            where = _constant(package, checklist, "checklists", "rules")
            for item in checklist.items:
                yield Place(item.rule, Fate.CHECKLIST, where)
        for view in context.views:
            for rule in view.carries:
                yield Place(rule, rule.fate, _function(view.rows))
    for report in REPORTS.values():
        for rule in report.basis:
            if rule.fate is Fate.REPORT:
                yield Place(rule, Fate.REPORT, f"{report.rows.__module__}:REPORT")
    for module in ("ledger.intake", "ledger.worksheets"):  # the rules of order, and those of calculations
        import_module(module)
    for rule, code in CARRIED:
        yield Place(rule, None, code)


@cache
def scenarios() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Rule to what it says to the tests that prove it; what the generated file has."""
    found = json.loads(files("ledger.law").joinpath("scenarios.json").read_text("utf-8"))
    return {rule: {side: tuple(names) for side, names in said.items()} for rule, said in found.items()}


def _function(of: Any) -> str:
    return f"{of.__module__}:{of.__name__}"


def _constant(package: str, value: object, *rooms: str) -> str:
    """Where one of these rooms of a context, or a chapter of it, names a value; else the first room's whole table."""
    for room in _rooms(package, rooms):
        for name, each in vars(room).items():
            if each is value:
                return f"{room.__name__}:{name}"
    return f"{package}.{rooms[0]}:{rooms[0].upper()}"


@cache
def _rooms(package: str, rooms: tuple[str, ...]) -> tuple[ModuleType, ...]:
    """The modules of these rooms, chapters before the room that gathers them."""
    found: list[ModuleType] = []
    for name in rooms:
        if find_spec(f"{package}.{name}"):
            room = import_module(f"{package}.{name}")
            chapters = iter_modules(getattr(room, "__path__", ()))
            found += [import_module(f"{room.__name__}.{chapter.name}") for chapter in chapters]
            found.append(room)
    return tuple(found)


def _foreign(place: Place) -> bool:
    """Whether a table gives the rule another fate than its own: it comes after the code that gives this one."""
    return place.fate not in (None, place.rule.fate)


def _progress(of: Sequence[Entry]) -> dict[str, int]:
    states = Counter(each.state for each in of)
    return {
        "carried": states["carried"] + states["proven"],
        "proven": states["proven"],
        "not_built": states["not_built"],
        "policy": states["policy"],
    }


def _counted(values: Iterator[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


__all__ = ["PACKS", "SIDES", "Entry", "Place", "entries", "find", "places", "scenarios", "told", "totals"]

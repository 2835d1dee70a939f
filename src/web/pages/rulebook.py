"""The rulebook: every rule of every instrument, what the software does with it, the code and the scenarios."""

from __future__ import annotations

from flask import Blueprint

from ledger import rulebook
from ledger.kernel.law import Fate
from ledger.law import PACKS
from web.pages import asking
from web.pages.words import FATES
from web.twin import Data, page


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/rules", "rules.html")(rules)


def rules() -> Data:
    """The rules that fit the search: words in article, id, text or code, a fate, an instrument."""
    sought = asking.word("q")
    fate = asking.one_of("fate", {each.value: each for each in Fate})
    chosen = asking.one_of("pack", {pack.id: pack for pack in PACKS})
    found = rulebook.find(sought, chosen, fate)
    packs = [
        {
            "id": pack.id,
            "title": pack.title._asdict(),
            "number": pack.number,
            "issuer": pack.issuer,
            "area": pack.area,
            "effective_from": pack.effective_from,
            "effective_to": pack.effective_to,
            "of": len(pack.rules),
            "rules": [_told(each) for each in found if each.rule.pack is pack],
        }
        for pack in PACKS
    ]
    return {
        "packs": packs,
        "found": len(found),
        "totals": rulebook.totals(found),
        "fates": [each.value for each in FATES],
    }


def _told(entry: rulebook.Entry) -> dict[str, object]:
    rule = entry.rule
    return {
        "id": rule.id,
        "article": rule.article,
        "modality": rule.modality,
        "priority": rule.priority,
        "fate": rule.fate.value,
        "state": entry.state,
        "text": rule.text._asdict(),
        "why": rule.why,
        "code": entry.places,
        "scenarios": {
            side: [{"test": name, "title": _title(name)} for name in entry.said.get(side, ())]
            for side in rulebook.SIDES
        },
    }


def _title(test: str) -> str:
    """A test's name as the sentence it is."""
    return test.partition("::")[2].removeprefix("test_").replace("_", " ")

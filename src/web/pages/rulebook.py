"""The rulebook: every rule of every instrument, its article, its summary and what the software does with it."""

from __future__ import annotations

from flask import Blueprint

from ledger.kernel.law import Fate, Rule
from ledger.law import PACKS
from web.pages import asking
from web.pages.words import FATES
from web.twin import Data, page


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/rules", "rules.html")(rules)


def rules() -> Data:
    """The rules that fit the search: words in article, id or text, a fate, an instrument."""
    sought = asking.word("q").casefold()
    fate = asking.one_of("fate", {each.value: each for each in Fate})
    chosen = asking.one_of("pack", {pack.id: pack for pack in PACKS})
    packs = []
    count = 0
    for pack in PACKS:
        found = [
            rule
            for rule in pack.rules.values()
            if (not chosen or pack.id == chosen) and (not fate or rule.fate == fate) and fits(rule, sought)
        ]
        count += len(found)
        packs.append(
            {
                "id": pack.id,
                "title": pack.title._asdict(),
                "number": pack.number,
                "issuer": pack.issuer,
                "area": pack.area,
                "effective_from": pack.effective_from,
                "effective_to": pack.effective_to,
                "of": len(pack.rules),
                "rules": [_told(rule) for rule in found],
            }
        )
    return {
        "packs": packs,
        "found": count,
        "fates": [each.value for each in FATES],
    }


def fits(rule: Rule, sought: str) -> bool:
    """Whether every word of the search stands somewhere in the rule."""
    text = " ".join((rule.id, rule.article, rule.text.zh, rule.text.en)).casefold()
    return all(word in text for word in sought.split())


def _told(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "article": rule.article,
        "modality": rule.modality,
        "priority": rule.priority,
        "fate": rule.fate.value,
        "text": rule.text._asdict(),
        "why": rule.why,
    }

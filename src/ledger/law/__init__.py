"""The instruments the ledger judges by, one module each: a pack is an instrument, a rule a sentence of it."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.kernel.law import Pack, Rule
from ledger.law import house, machinery, manual, sanmenxia

PACKS: tuple[Pack, ...] = (house.ANJ, sanmenxia.SMX, machinery.MBA, manual.PICC)
RULES: Mapping[str, Rule] = {rule.id: rule for pack in PACKS for rule in pack.rules.values()}


def rule(id: str) -> Rule:
    """The rule with this id, such as SMX-4.3-reply-10wd; KeyError where there is none."""
    return RULES[id]

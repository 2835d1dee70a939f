"""A calculation that cannot be made: which member is wrong, why, and the rule that needs it right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from ledger.kernel.law import Rule, Text


@dataclass
class CalculationRefused(Exception):
    """A calculation was refused. 理算拒绝

    `path` is a JSON pointer to the member of the input (`/items/0/insured_value`); empty for the whole of it.
    """

    path: str
    reason: Text
    rule: Rule

    def __str__(self) -> str:
        return f"{self.path or '/'}: {self.reason.en} ({self.rule.id})"


def refuse(path: str, rule: Rule, zh: str, en: str) -> NoReturn:
    raise CalculationRefused(path, Text(zh, en), rule)

"""Worksheets: exact arithmetic, line by line, each under its rule. The only place of the ledger that rounds.

Inside, amounts count in fen and are exact: whole numbers, or fractions where a ratio has touched them. A printed line
is rounded once, half up, to the fen. Totals go on with what is printed, the steps of one item with what is exact. A
ratio is never rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ledger.kernel.codes import Id, Money, Words
from ledger.kernel.law import Rule, Text

Exact = Fraction | int
"""An amount in fen, or a ratio, without any rounding."""
MOST = 10**14
"""Fen that no amount reaches: money has twelve digits before the point."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One printed line of a worksheet: the amount after this step. 计算行

    `step` is the place in the order of operations, `item` the item concerned (none: the whole sheet), `what` the
    official Chinese term, `rule` the id of the rule that says so.
    """

    step: int
    item: Id | None = None
    what: Words
    formula: Words
    amount: Money
    rule: Id


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """An amount and the lines that lead to it. 计算结果"""

    amount: Money
    lines: tuple[Line, ...]


class Worksheet:
    """The lines and flags of one calculation as they are written."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._flags: dict[str, None] = {}

    def line(self, step: int, item: str | None, what: Text, formula: str, amount: Exact, rule: Rule) -> int:
        """Prints an amount, rounded once, and answers the fen that stand there."""
        printed = rounded(amount)
        self._lines.append(
            Line(step=step, item=item, what=what.zh, formula=formula, amount=yuan(printed), rule=rule.id)
        )
        return printed

    def flag(self, name: str, item: str | None = None) -> None:
        """Marks what somebody should look at, in an item or the whole; once."""
        self._flags[name if item is None else f"{name}:{item}"] = None

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines)

    @property
    def flags(self) -> tuple[str, ...]:
        return tuple(self._flags)

    def reckoned(self) -> Reckoned:
        """What the last line says, with all of them."""
        return Reckoned(amount=self._lines[-1].amount, lines=self.lines)


def fen(amount: Decimal | None) -> int:
    """Yuan as fen; no amount is none. ValueError where it is not money to the fen."""
    if amount is None:
        return 0
    scaled = amount.scaleb(2)
    whole = int(scaled)
    if whole != scaled or not 0 <= whole < MOST:
        raise ValueError(f"{amount} is not an amount of money")
    return whole


def yuan(fen: int) -> Decimal:
    """Fen as yuan with two decimals."""
    return Decimal(fen).scaleb(-2)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts of money; zero where there are none."""
    return yuan(sum(map(fen, amounts)))


def times(amount: Decimal, quantity: int) -> Decimal:
    """What so many cost at an amount of money each."""
    return yuan(fen(amount) * quantity)


def less(amount: Decimal, deducted: Iterable[Decimal]) -> Decimal:
    """What is left of an amount of money after others are taken off it; never below zero."""
    return yuan(max(0, fen(amount) - sum(map(fen, deducted))))


def rounded(amount: Exact) -> int:
    """Half up to the whole fen; for amounts that are not negative."""
    if isinstance(amount, int):
        return amount
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def shared(amount: int, weights: Sequence[Exact]) -> tuple[int, ...]:
    """An amount split in proportion to weights by largest remainder: the shares sum to it, ties go to the first."""
    whole = sum(weights)
    exact = [Fraction(amount * weight) / whole for weight in weights]
    floors = [share.numerator // share.denominator for share in exact]
    left = amount - sum(floors)
    by_remainder = sorted(range(len(exact)), key=lambda at: floors[at] - exact[at])
    gets_one = set(by_remainder[:left])
    return tuple(floor + (at in gets_one) for at, floor in enumerate(floors))

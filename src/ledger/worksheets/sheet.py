"""What a calculation answers: the calculation sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ledger.kernel.codes import Id, Money, Words
from ledger.kernel.worksheet import Line, fen, shared, yuan


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one member of a co-insured contract bears. 共保分摊"""

    member: Words
    amount: Money


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The calculation sheet: what is payable, to whom, and every step that leads there. 赔款计算书

    `payable` is `property` plus `salvage`, of this policy, before the shares of co-insurers and before advances;
    `to_pay` or `refund` is what remains after advances. Totals are sums of printed lines. An old sheet is recomputed
    by its own `formula_version`.
    """

    payable: Money
    property: Money
    salvage: Money
    to_pay: Money
    refund: Money
    shares: tuple[Share, ...]
    lines: tuple[Line, ...]
    flags: tuple[Words, ...]
    formula_version: Id

    def by_item(self, indemnity: Decimal) -> Mapping[str, Decimal]:
        """An indemnity of the property, such as `property` is, by item: in proportion to what each was settled at."""
        settled = {line.item: fen(line.amount) for line in self.lines if line.item is not None}
        parts = shared(fen(indemnity), list(settled.values())) if indemnity else [0] * len(settled)
        return dict(zip(settled, map(yuan, parts), strict=True))

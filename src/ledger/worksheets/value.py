"""The insured value of an item, by the basis that the policy names or that is usual, and the insurance ratio (F1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ledger.kernel.codes import Money
from ledger.kernel.law import Rule, carries
from ledger.kernel.losses import ValueBasis
from ledger.kernel.worksheet import Exact
from ledger.law.machinery import AVERAGE, INSURED_VALUE, RATIO
from ledger.law.manual import STOCK_VALUE, VALUE_BASIS
from ledger.worksheets.asked import Basis
from ledger.worksheets.refused import refuse


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What an item is worth on one basis, as of a day. 价值"""

    basis: ValueBasis
    value: Money
    as_of: date


USUAL: Mapping[Basis, ValueBasis] = {"stock": "book", "machinery": "replacement"}
"""The basis where the policy names none. Of fixed assets, and of what is off the books, the policy says it."""
RULES: Mapping[Basis, Rule] = {
    "fixed": VALUE_BASIS,
    "off_book": VALUE_BASIS,
    "stock": STOCK_VALUE,
    "machinery": INSURED_VALUE,
}


@carries(INSURED_VALUE, VALUE_BASIS, STOCK_VALUE)
def insured_value(of: Basis, stated: ValueBasis | None, figures: Sequence[Figure]) -> Figure:
    """The figure that is the insured value. `stated` is the basis in the policy.

    CalculationRefused where the policy must state a basis and does not, where there is no figure on it, and where the
    value is not above zero.
    """
    rule, basis = RULES[of], stated or USUAL.get(of)
    if basis is None:
        refuse(
            "/stated",
            rule,
            "保险合同须载明保险价值的确定方式。",
            "the policy must say how the insured value is measured",
        )
    found = next((at for at, each in enumerate(figures) if each.basis == basis), None)
    if found is None:
        refuse("/figures", rule, "没有该口径下的价值。", "there is no figure on that basis")
    if not figures[found].value:
        refuse(f"/figures/{found}/value", rule, "保险价值须大于零。", "the insured value must be > 0")
    return figures[found]


@carries(RATIO, AVERAGE)
def insurance_ratio(sum_insured: int, value: int) -> Exact:
    """The ratio in which a loss is borne: exact, and at most 1. Invariant: never divides by a value of zero."""
    return Fraction(sum_insured, value) if sum_insured < value else 1

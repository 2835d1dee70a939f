"""What an indemnity leaves of the cover, and what restoring it costs (F18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ledger.kernel.codes import Money, Ratio
from ledger.kernel.law import carries
from ledger.kernel.worksheet import Reckoned, Worksheet, fen
from ledger.law.manual import REDUCE_SI, REINSTATE
from ledger.worksheets import terms
from ledger.worksheets.refused import refuse


@dataclass(frozen=True, kw_only=True)
class Reinstatement:
    """A sum insured to be restored: how much, at which rate for the policy period, and when the loss was. 恢复保额"""

    restored: Money
    rate: Ratio
    starts_on: date
    ends_on: date
    lost_on: date


@carries(REINSTATE)
def reinstatement_premium(asked: Reinstatement) -> Reckoned:
    """The premium from the day of the loss to the last of the period, both counted, of all days of the period.

    CalculationRefused for a period that ends before it starts, and for a loss outside it.
    """
    if asked.ends_on < asked.starts_on:
        refuse("/ends_on", REINSTATE, "保险期间止日早于起日。", "the policy period ends before it starts")
    if not asked.starts_on <= asked.lost_on <= asked.ends_on:
        refuse("/lost_on", REINSTATE, "损失日期不在保险期间内。", "loss date outside the policy period")
    days = (asked.ends_on - asked.lost_on).days + 1
    of = (asked.ends_on - asked.starts_on).days + 1
    sheet = Worksheet()
    premium = fen(asked.restored) * Fraction(asked.rate) * Fraction(days, of)
    sheet.line(1, None, terms.PREMIUM, f"restored × rate × {days} / {of} days", premium, REINSTATE)
    return sheet.reckoned()


def reduced(in_force: Decimal, indemnity: Decimal) -> Decimal:
    """The sum insured after an indemnity of the property; salvage cost has a limit of its own and reduces nothing."""
    if indemnity > in_force:
        refuse(
            "/indemnity", REDUCE_SI, "赔款超过当时有效的保险金额。", "the indemnity exceeds the sum insured in force"
        )
    return in_force - indemnity


def exhausted(in_force: Decimal, payment: Decimal) -> bool:
    """Whether one payment reaches the sum insured in force at the loss: cover ends, and nothing is reinstated."""
    return payment >= in_force

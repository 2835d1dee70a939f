"""The shares of co-insurers in one contract, and what they owe a lead who has paid everything (F17)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from ledger.kernel.worksheet import Worksheet, fen, shared, yuan
from ledger.law.manual import TRANSFER
from ledger.worksheets import terms
from ledger.worksheets.asked import CoinsuranceShare
from ledger.worksheets.sheet import Share


def borne(sheet: Worksheet, payable: int, members: Sequence[CoinsuranceShare]) -> tuple[Share, ...]:
    """What each member bears, in the order listed; largest remainder, so that the shares sum to the amount."""
    amounts = shared(payable, [Fraction(each.share) for each in members])
    for each, amount in zip(members, amounts, strict=True):
        sheet.line(11, None, terms.SHARE, f"{each.member}: payable × share", amount, TRANSFER)
    return tuple(Share(member=each.member, amount=yuan(amount)) for each, amount in zip(members, amounts, strict=True))


def own(amount: Decimal, members: Sequence[CoinsuranceShare], member: str) -> Decimal:
    """What one member bears of an amount: the whole where it insures alone, nothing where it is none of them."""
    if not members:
        return amount
    amounts = shared(fen(amount), [Fraction(each.share) for each in members])
    return yuan(sum(part for each, part in zip(members, amounts, strict=True) if each.member == member))


def owed_to_lead(shares: Sequence[Share]) -> Decimal:
    """What a lead who has paid everything asks of the others together; the lead is listed first."""
    return sum((each.amount for each in shares[1:]), Decimal("0.00"))

"""The liable third party: what the insured had of it, gave up or made irrecoverable; what recovery costs (F16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ledger.kernel.codes import Money
from ledger.kernel.law import carries
from ledger.kernel.worksheet import Reckoned, Worksheet, fen
from ledger.law.manual import DEDUCT_RECOVERED, PREJUDICE, RECOVERY_COST, WAIVER_BEFORE
from ledger.worksheets import terms
from ledger.worksheets.asked import ThirdPartyReceived
from ledger.worksheets.refused import refuse


@carries(DEDUCT_RECOVERED)
def less_received(sheet: Worksheet, indemnity: int, net_loss: int, received: ThirdPartyReceived) -> int:
    """The indemnity after what the insured has had already: less the whole of it, or no more than makes whole."""
    had = fen(received.amount)
    left, formula = {
        "literal": (indemnity - had, "max(0, indemnity − received)"),
        "make_whole": (min(indemnity, net_loss - had), "max(0, min(indemnity, net loss − received))"),
    }[received.variant]
    return sheet.line(7, None, terms.RECOVERED, formula, max(0, left), DEDUCT_RECOVERED)


def after_waiver(indemnity: Decimal, *claims: tuple[Decimal, Decimal]) -> Reckoned:
    """The indemnity where the insured gave up part of its claim before payment: the same part of the indemnity goes.

    `claims` are, for each third party, the whole claim against it and what of it was waived; rounded is at the end.
    CalculationRefused if there is no claim, or more was waived than there was.
    """
    left: Fraction | int = fen(indemnity)
    for claim, waived in claims:
        if not claim:
            refuse("/claim", WAIVER_BEFORE, "对第三方的请求金额须大于零。", "the claim on the third party must be > 0")
        if waived > claim:
            refuse("/waived", WAIVER_BEFORE, "放弃金额超过请求金额。", "more was waived than claimed")
        left *= 1 - Fraction(waived) / Fraction(claim)
    sheet = Worksheet()
    sheet.line(7, None, terms.WAIVER, "indemnity × (1 − waived / claim)", left, WAIVER_BEFORE)
    return sheet.reckoned()


@carries(PREJUDICE)
def prejudiced(
    amount: Decimal, unrecoverable: Decimal, fault: Literal["intent", "gross_negligence", "lesser"]
) -> Reckoned:
    """The most that may be deducted of an indemnity, or reclaimed of a payment, where the insured defeated recovery.

    No more than was to be paid or was paid, no more than cannot be recovered, and nothing for a lesser fault.
    """
    sheet = Worksheet()
    most = 0 if fault == "lesser" else min(fen(amount), fen(unrecoverable))
    sheet.line(7, None, terms.PREJUDICE, "min(indemnity or payment, unrecoverable)", most, PREJUDICE)
    return sheet.reckoned()


@dataclass(frozen=True, kw_only=True)
class RecoveryCost:
    """What pursuing the third party cost, and whose cost it was; the insured's with or without consent. 追偿费用"""

    by: Literal["insurer", "insured"]
    amount: Money
    consented: bool = False


@carries(RECOVERY_COST)
def net_claim_cost(
    paid: Decimal,
    *,
    costs: Sequence[RecoveryCost] = (),
    recovered: Decimal = Decimal(0),
    proceeds: Decimal = Decimal(0),
) -> Reckoned:
    """What a claim costs the insurer: payment and recovery costs, less what was recovered and what residues fetched.

    It bears its own costs, and those of the insured to which it consented. `proceeds` of goods it took over are net of
    the costs of their sale. CalculationRefused if more came in than went out: the rest is not the insurer's.
    """
    sheet = Worksheet()
    borne = sum(fen(each.amount) for each in costs if each.by == "insurer" or each.consented)
    sheet.line(7, None, terms.RECOVERY_COSTS, "own costs + the insured's with consent", borne, RECOVERY_COST)
    net = fen(paid) + borne - fen(recovered) - fen(proceeds)
    if net < 0:
        refuse("/recovered", RECOVERY_COST, "追回金额超过赔付与费用。", "more was recovered than was paid and spent")
    sheet.line(7, None, terms.NET_COST, "paid + costs − recovered − proceeds", net, RECOVERY_COST)
    return sheet.reckoned()

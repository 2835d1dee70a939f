"""Events of an item's cover: what claims take of its sum insured, and how that is restored (PICC 九(三))."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ledger.kernel.codes import Id, Instant, Line, Money, Ratio
from ledger.kernel.context import events_of
from ledger.kernel.event import COMPUTED, Event, Part
from ledger.kernel.worksheet import Reckoned


class Taken(Part, frozen=True, kw_only=True):
    """What a claim takes of the sum insured of an item, in yuan. 冲减

    Item, period (both days included) and `sum_insured` are those of the policy as copied for the claim; the
    `reduction` is the indemnity of the item's property alone: the cost of salvage has a limit of its own. Of a
    co-insured contract both amounts are the insurer's own share. `lost_on` is the local day of the loss.
    """

    claim_no: Id
    insurer_id: Id
    line_of_business: Line
    policy_no: Id
    item_id: Id
    period_from: date
    period_to: date
    lost_on: date
    sum_insured: Money
    reduction: Money


class SumInsuredReduced(Taken, Event, opens="also"):
    """The indemnity of a claim was approved, and the sum insured is less by it. 保额冲减

    Source: PICC 九(三). The ledger records it in the same append as what caused it. What it says of a claim replaces
    what was said of that claim before: a `reduction` of 0.00 takes it back.
    """


class CoverExhausted(Taken, Event, opens="also"):
    """One payment reached the sum insured in force: the cover ends and the policy is to be cancelled. 保险责任终止

    Source: PICC 九(三). The ledger records it in the same append as the payment, or as the approval of what had been
    advanced whole; a later reduction by the same claim takes it back.
    """

    payment_no: Id
    paid_at: Instant


class ReinstatementRequested(Event, by=("insurer",)):
    """The insured asked to have restored, of what a claim took, this much. 申请恢复保额

    Source: PICC 九(三). `amount` in yuan; a later request for the same claim replaces an earlier one.
    """

    claim_no: Id
    amount: Money


class ReinstatementPremiumPaid(Event, by=("insurer",)):
    """The insured paid premium to have the sum insured restored, at once or in parts. 恢复保额保费缴付

    Source: PICC 九(三). `rate` is that of the policy period, `paid` what came in, in yuan. The ledger computes the
    `premium` that is owed, by the day, for what was requested and what was restored before.
    """

    claim_no: Id
    rate: Ratio
    paid: Money
    paid_at: Instant
    premium: Annotated[Reckoned | None, COMPUTED] = None


class SumInsuredReinstated(Event, by=("insurer",)):
    """An endorsement restored the sum insured. 批单恢复保额

    Source: PICC 九(三). `amount` in yuan, of what the claim took; it counts from `effective_on` on.
    """

    claim_no: Id
    endorsement_no: Id
    amount: Money
    effective_on: date


EVENTS = events_of(__name__)

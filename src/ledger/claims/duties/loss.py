"""Duties in a claim: verifying the loss, leaving the residual to the insured, accounting for recovered goods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ledger.claims.duties.report import ENDED, FOLLOWING, follows
from ledger.claims.events.liability import LiabilityDetermined
from ledger.claims.events.loss import IndemnityCalculated, LossDetermined
from ledger.claims.events.rejection import ClaimRejected
from ledger.claims.events.residual import (
    ResidualGoodsDisposed,
    ResidualGoodsRegistered,
    ResidualGoodsTaken,
    ResidualProceedsCredited,
    ResidualValueAgreed,
)
from ledger.claims.events.survey import AuditRecordSigned, DamagedPropertyInventoried
from ledger.claims.state import Claim
from ledger.kernel.duty import Act, Duty
from ledger.kernel.event import Event
from ledger.law.manual import RECOVERED_GOODS, RESIDUAL_FIRST, STOCK_VERIFY, VERIFY

NOT_ITS_OWN = (*ENDED, *FOLLOWING)
REJECTED = Act(ClaimRejected, when=lambda claim, event: not event.items)
"""Of the whole claim: nobody waits for the amount of a loss that is not paid."""


def _verifies(claim: Claim, event: Event) -> bool:
    """Whether it is this insurer that determines the loss, and anything may be paid for it."""
    liability, ended = claim.liability, claim.report.cancelled_at or claim.settlement.closed
    return not (follows(claim) or ended or liability.denied or liability.rejected)


def _verified(claim: Claim, event: Event, subject: str, obligor: str) -> datetime | None:
    return claim.loss.first_determined_at


def _verify(opens: type[Event]) -> Duty:
    """Of what was counted; and again where liability is found after all, of a claim that was rejected."""
    return Duty(
        rule=VERIFY,
        owed_by="insurer",
        opens=opens,
        when=lambda claim, event: claim.survey.inventoried_at is not None and _verifies(claim, event),
        counted_from=lambda claim, event: claim.survey.inventoried_at,
        discharged_by=(Act(LossDetermined),),
        already=_verified,
        cancelled_by=(*NOT_ITS_OWN, REJECTED),
    )


def _verify_stock(opens: type[Event]) -> Duty:
    """Of stock whose books were examined."""
    return Duty(
        rule=STOCK_VERIFY,
        owed_by="insurer",
        opens=opens,
        when=lambda claim, event: (
            claim.survey.audited_at is not None and "stock" in claim.survey.damaged and _verifies(claim, event)
        ),
        counted_from=lambda claim, event: claim.survey.audited_at,
        discharged_by=(Act(LossDetermined),),
        already=_verified,
        cancelled_by=(*NOT_ITS_OWN, REJECTED),
    )


VERIFY_LOSS, VERIFY_AFTER_ALL = _verify(DamagedPropertyInventoried), _verify(LiabilityDetermined)
VERIFY_STOCK, VERIFY_STOCK_AFTER_ALL = _verify_stock(AuditRecordSigned), _verify_stock(LiabilityDetermined)


def _with_residual(claim: Claim, event: LossDetermined) -> Iterator[str]:
    return (item.item_id for item in event.items if item.residual)


def _settled(claim: Claim, item: str) -> bool:
    """Whether it is agreed what becomes of the item's residual value, or the insurer took the goods."""
    agreed = claim.loss.residuals.get(item)
    return item in claim.loss.taken or (agreed is not None and claim.agreed_by_both(agreed.agreed_by))


AGREE_RESIDUAL = Duty(
    rule=RESIDUAL_FIRST,
    owed_by="insurer",
    opens=LossDetermined,
    when=_verifies,
    whole=True,
    subjects=_with_residual,
    counted_from=lambda claim, event: claim.loss.first_determined_at,
    already=lambda claim, event, subject, obligor: _settled(claim, subject),
    discharged_by=(
        Act(
            ResidualValueAgreed,
            subject=lambda agreement: agreement.event.item_id,
            on=lambda claim, row: _settled(claim, row.subject),
        ),
        Act(ResidualGoodsTaken, on=lambda claim, row: _settled(claim, row.subject)),
    ),
    before=(Act(IndemnityCalculated),),
    cancelled_by=NOT_ITS_OWN,
)


def _lot(recorded: Any) -> str:
    lot_id: str = recorded.event.lot_id
    return lot_id


def _step(part: str, opens: type[Any], step: type[Any], member: str) -> Duty:
    """One step of accounting for a lot, after the one before it."""
    return Duty(
        rule=RECOVERED_GOODS,
        part=part,
        owed_by="insurer",
        opens=opens,
        subjects=lambda claim, event: (event.lot_id,),
        already=lambda claim, event, subject, obligor: getattr(claim.loss.lots[subject], member) is not None,
        discharged_by=(Act(step, subject=_lot),),
    )


REGISTER_GOODS = _step("register", ResidualGoodsTaken, ResidualGoodsRegistered, "registered")
DISPOSE_OF_GOODS = _step("dispose", ResidualGoodsRegistered, ResidualGoodsDisposed, "disposed")
CREDIT_PROCEEDS = _step("credit", ResidualGoodsDisposed, ResidualProceedsCredited, "credited")

DUTIES = (
    VERIFY_LOSS,
    VERIFY_AFTER_ALL,
    VERIFY_STOCK,
    VERIFY_STOCK_AFTER_ALL,
    AGREE_RESIDUAL,
    REGISTER_GOODS,
    DISPOSE_OF_GOODS,
    CREDIT_PROCEEDS,
)

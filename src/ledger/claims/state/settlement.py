"""What a claim knows of report, review, advances, payment, closing and its dossier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from ledger.claims.events.dossier import DossierAssembled, DossierItemFiled, DossierSupplementRequested
from ledger.claims.events.settlement import (
    AdvancePaid,
    AdvanceRequested,
    ClaimApproved,
    ClaimClosed,
    ClaimReportWritten,
    ClaimReviewed,
    FinanceNotified,
    IndemnityPaid,
    PayeeNotified,
    ReceiptSigned,
    ShareTransferred,
    ShareTransferRequested,
    SubrogationTaskOpened,
)
from ledger.kernel.event import Recorded
from ledger.kernel.state import State, Steps, adding, field, filing, first_of_each, keeping, replace
from ledger.kernel.worksheet import total


class Settlement(State, frozen=True, kw_only=True):
    """Report, review, advances, payment, closing and the dossier."""

    report: ClaimReportWritten | None = None
    report_at: datetime | None = None
    """When a claim report was first written."""
    review: ClaimReviewed | None = None
    agreed_at: Mapping[str, datetime] = field(default_factory=dict)
    """Calculation to when a review first agreed to it."""
    supplement: DossierSupplementRequested | None = None
    approved: ClaimApproved | None = None
    approved_at: datetime | None = None
    """When it was first approved."""
    requests: Mapping[str, AdvanceRequested] = field(default_factory=dict)
    """Applications for an advance, by their reference."""
    requested_at: Mapping[str, datetime] = field(default_factory=dict)
    """When each of them was made."""
    advances: tuple[AdvancePaid, ...] = ()
    payee_notified: PayeeNotified | None = None
    """Of the approval that stands, as is the next."""
    finance_notified: FinanceNotified | None = None
    paid: tuple[IndemnityPaid, ...] = ()
    receipts: tuple[ReceiptSigned, ...] = ()
    receipted_at: datetime | None = None
    shares_requested: ShareTransferRequested | None = None
    shares_transferred: tuple[ShareTransferred, ...] = ()
    tasks: tuple[SubrogationTaskOpened, ...] = ()
    task_opened_at: datetime | None = None
    """When the first of them was opened."""
    closed: ClaimClosed | None = None
    closed_at: datetime | None = None
    dossier: tuple[DossierItemFiled, ...] = ()
    assembled: DossierAssembled | None = None

    @property
    def payments(self) -> frozenset[str]:
        """The numbers of all payments, advances included."""
        return frozenset(each.payment_no for each in self.advances) | {each.payment_no for each in self.paid}

    @property
    def paid_out(self) -> Decimal:
        """What the insured has had of the insurer, advances included, in yuan."""
        advances, paid = (each.amount for each in self.advances), (each.amount for each in self.paid)
        return total((*advances, *paid))


def _approved(settlement: Settlement, recorded: Recorded) -> Settlement:
    """Whoever was notified under an earlier approval was told of that one."""
    payee, finance, at = settlement.payee_notified, settlement.finance_notified, recorded.occurred_at
    if settlement.approved:
        payee = payee if payee and at <= payee.notified_at else None
        finance = finance if finance and at <= finance.notified_at else None
    settlement = keeping("approved", since="approved_at")(settlement, recorded)
    return replace(settlement, payee_notified=payee, finance_notified=finance)


def _reviewed(settlement: Settlement, recorded: Recorded) -> Settlement:
    review: ClaimReviewed = recorded.event  # type: ignore[assignment]
    settlement = replace(settlement, review=review)
    if review.calc_no is None or not review.agrees_to(review.calc_no):
        return settlement
    return replace(settlement, agreed_at=first_of_each(settlement.agreed_at, review.calc_no, recorded.occurred_at))


def _requested(settlement: Settlement, recorded: Recorded) -> Settlement:
    request: AdvanceRequested = recorded.event  # type: ignore[assignment]
    requested_at = first_of_each(settlement.requested_at, request.request_ref, recorded.occurred_at)
    return replace(filing("requests", by="request_ref")(settlement, recorded), requested_at=requested_at)


STEPS: Steps = {
    ClaimReportWritten: keeping("report", since="report_at"),
    ClaimReviewed: _reviewed,
    DossierSupplementRequested: keeping("supplement"),
    ClaimApproved: _approved,
    AdvanceRequested: _requested,
    AdvancePaid: adding("advances"),
    PayeeNotified: keeping("payee_notified"),
    FinanceNotified: keeping("finance_notified"),
    IndemnityPaid: adding("paid"),
    ReceiptSigned: lambda settlement, recorded: keeping(since="receipted_at", at="signed_at")(
        adding("receipts")(settlement, recorded), recorded
    ),
    ShareTransferRequested: keeping("shares_requested"),
    ShareTransferred: adding("shares_transferred"),
    SubrogationTaskOpened: lambda settlement, recorded: keeping(since="task_opened_at")(
        adding("tasks")(settlement, recorded), recorded
    ),
    ClaimClosed: keeping("closed", since="closed_at"),
    DossierItemFiled: adding("dossier"),
    DossierAssembled: keeping("assembled"),
}
"""Event to what it makes of this part of the claim."""

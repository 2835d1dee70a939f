"""Duties in a claim: after the review, at payment and closing, and of the dossier."""

from __future__ import annotations

from datetime import datetime

from ledger.claims.duties.report import ENDED, STRUCK_OUT
from ledger.claims.events.dossier import DossierAssembled, DossierItemFiled, DossierSupplementRequested
from ledger.claims.events.recourse import IndemnityAbated, ThirdPartyFoundNotLiable, ThirdPartyLiabilityIdentified
from ledger.claims.events.rejection import ClaimRejected
from ledger.claims.events.report import ClaimFiled
from ledger.claims.events.settlement import (
    ClaimApproved,
    ClaimClosed,
    ClaimReviewed,
    FinanceNotified,
    IndemnityPaid,
    PayeeNotified,
    ReceiptSigned,
    SubrogationTaskOpened,
)
from ledger.claims.state import Claim
from ledger.kernel.duty import Act, Duty
from ledger.kernel.event import Event
from ledger.law.manual import NOTIFY_PAYMENT, ORDER, RECEIPT_FILED, REJECT, SUBROGATION_TASK, SUPPLEMENT

RECEIPT_ITEM = 16
"""The dossier's item for the receipt (十(十六))."""


# 八: what the review asks for

ASK_FOR_SUPPLEMENT = Duty(
    rule=SUPPLEMENT,
    part="request",
    owed_by="insurer",
    opens=ClaimReviewed,
    when=lambda claim, event: event.opinion == "supplement",
    discharged_by=(Act(DossierSupplementRequested),),
    cancelled_by=(*ENDED, Act(ClaimReviewed, when=lambda claim, event: event.opinion != "supplement")),
)
SUPPLEMENT_DOSSIER = Duty(
    rule=SUPPLEMENT,
    part="file",
    owed_by="insurer",
    opens=DossierSupplementRequested,
    subjects=lambda claim, event: map(str, event.missing),
    discharged_by=(Act(DossierItemFiled, subject=lambda filing: str(filing.event.item_no)),),
    cancelled_by=STRUCK_OUT,
)
REJECT_CLAIM = Duty(
    rule=REJECT,
    owed_by="insurer",
    opens=ClaimReviewed,
    when=lambda claim, event: event.opinion == "reject",
    already=lambda claim, event, subject, obligor: claim.liability.rejected is not None,
    discharged_by=(Act(ClaimRejected),),
    cancelled_by=(*STRUCK_OUT, Act(ClaimReviewed, when=lambda claim, event: event.opinion != "reject")),
)

# 九(一): recovery before closing


def _known_at(claim: Claim, event: Event) -> datetime | None:
    """Since when the insurer has known of a third party."""
    filed, identified_at = claim.report.filed, claim.liability.third_party_at
    known = (filed.filed_at if filed and filed.third_party else None, identified_at)
    return min((at for at in known if at), default=None)


def _open_task(opens: type[Event]) -> Duty:
    """It may be known when the claim is filed, or found later; it is one duty."""
    return Duty(
        rule=SUBROGATION_TASK,
        owed_by="insurer",
        opens=opens,
        when=lambda claim, event: claim.third_party,
        counted_from=_known_at,
        already=lambda claim, event, subject, obligor: bool(claim.settlement.tasks),
        discharged_by=(Act(SubrogationTaskOpened),),
        before=(Act(ClaimClosed, when=lambda claim, event: event.outcome == "paid"),),
        cancelled_by=(
            *STRUCK_OUT,
            Act(ClaimClosed, when=lambda claim, event: event.outcome != "paid"),
            Act(ThirdPartyFoundNotLiable, when=lambda claim, event: not claim.third_party),
        ),
    )


OPEN_TASK_AS_FILED = _open_task(ClaimFiled)
OPEN_TASK_AS_IDENTIFIED = _open_task(ThirdPartyLiabilityIdentified)

# 九(二): payment


def _to_pay(claim: Claim, event: Event) -> bool:
    return bool(claim.still_to_pay("self"))


NOTHING_TO_PAY = tuple(
    Act(event, when=lambda claim, event: not _to_pay(claim, event)) for event in (ClaimApproved, IndemnityAbated)
)


def _tell(part: str, notice: type[Event], member: str) -> Duty:
    """One of the two notices that go out together."""
    return Duty(
        rule=NOTIFY_PAYMENT,
        part=part,
        owed_by="insurer",
        opens=ClaimApproved,
        when=_to_pay,
        already=lambda claim, event, subject, obligor: getattr(getattr(claim.settlement, member), "notified_at", None),
        discharged_by=(Act(notice, at="notified_at"),),
        cancelled_by=NOTHING_TO_PAY,
    )


TELL_PAYEE = _tell("payee", PayeeNotified, "payee_notified")
TELL_FINANCE = _tell("finance", FinanceNotified, "finance_notified")
PAY = Duty(
    rule=NOTIFY_PAYMENT,
    part="payment",
    owed_by="insurer",
    opens=ClaimApproved,
    when=_to_pay,
    discharged_by=(
        Act(
            IndemnityPaid,
            when=lambda claim, event: not claim.still_to_pay(event.by),
            at=lambda claim, event: max(each.paid_at for each in claim.settlement.paid),
        ),
    ),
    cancelled_by=NOTHING_TO_PAY,
)
HAVE_RECEIPT_SIGNED = Duty(
    rule=NOTIFY_PAYMENT,
    part="receipt",
    owed_by="insurer",
    opens=IndemnityPaid,
    subjects=lambda claim, event: (event.payment_no,),
    counted_from="paid_at",
    already=lambda claim, event, subject, obligor: min(
        (each.signed_at for each in claim.settlement.receipts if event.paid_at <= each.signed_at), default=None
    ),
    discharged_by=(
        Act(
            ReceiptSigned,
            on=lambda claim, row: row.started_at <= claim.settlement.receipts[-1].signed_at,
            at="signed_at",
        ),
    ),
)

# 九(二)、十: the dossier

FILE_RECEIPT = Duty(
    rule=RECEIPT_FILED,
    owed_by="insurer",
    opens=ReceiptSigned,
    subjects=lambda claim, event: (event.receipt_ref,),
    already=lambda claim, event, subject, obligor: any(
        (each.item_no, each.ref) == (RECEIPT_ITEM, subject) for each in claim.settlement.dossier
    ),
    discharged_by=(Act(DossierItemFiled, when=lambda claim, event: event.item_no == RECEIPT_ITEM),),
)
ASSEMBLE_DOSSIER = Duty(
    rule=ORDER,
    owed_by="insurer",
    opens=ClaimClosed,
    when=lambda claim, event: event.outcome != "cancelled",
    already=lambda claim, event, subject, obligor: claim.settlement.assembled is not None,
    discharged_by=(Act(DossierAssembled),),
)
DUTIES = (
    ASK_FOR_SUPPLEMENT,
    SUPPLEMENT_DOSSIER,
    REJECT_CLAIM,
    OPEN_TASK_AS_FILED,
    OPEN_TASK_AS_IDENTIFIED,
    TELL_PAYEE,
    TELL_FINANCE,
    PAY,
    HAVE_RECEIPT_SIGNED,
    FILE_RECEIPT,
    ASSEMBLE_DOSSIER,
)

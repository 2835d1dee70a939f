"""Events of a claim: claim report, review, advances, payment and closing (PICC 七、八、九、十三、十五(四))."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ledger.kernel.codes import Digest, Id, Instant, Money, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import COMPUTED, Event, Part, Sealed

Section = Literal["underwriting", "survey", "liability", "loss", "calculation"]
"""What a claim report tells of, and a review audits. 理赔报告章节"""

# Report, review and approval


class ClaimReportWritten(Event, by=("insurer",)):
    """The claim report of a case beyond the handler's authority was written. 理赔报告

    Source: PICC 七.
    """

    sections: tuple[Section, ...]
    hash: Digest
    by: Id


class ReviewChecks(Part, frozen=True, kw_only=True):
    """Whether each of the five things a reviewer audits was found in order. 核赔审核事项"""

    survey: bool
    liability: bool
    loss: bool
    calculation: bool
    documents: bool

    @property
    def passed(self) -> bool:
        return self.survey and self.liability and self.loss and self.calculation and self.documents


class ClaimReviewed(Event, by=("insurer",)):
    """The claim was reviewed on the strength of a calculation sheet, with an opinion. 核赔意见

    Source: PICC 八. `by` is the reviewer's key; the latest review counts.
    """

    calc_no: Id | None = None
    checks: ReviewChecks
    opinion: Literal["supplement", "reject", "agree"]
    reasons: Words | None = None
    by: Id

    def agrees_to(self, calc_no: str) -> bool:
        """Whether it agrees to the indemnity of this calculation."""
        return self.opinion == "agree" and self.calc_no == calc_no


class InForce(Part, frozen=True, kw_only=True):
    """What of the sum insured of an item was in force at the loss, in yuan, by what other claims had taken. 有效保额"""

    item_id: Id
    amount: Money


class ClaimApproved(Event, by=("insurer",)):
    """The indemnity of a calculation sheet was approved by somebody with the authority for it. 核赔通过

    Source: PICC 八(三). `authority_limit` is what `level` may approve, in yuan, by the insurer's own table in that
    version: the manual gives no figures. The ledger adds what was `in_force` of the items' covers.
    """

    calc_no: Id
    amount: Money
    level: Words
    authority_limit: Money
    authority_version: Id
    by: Id
    in_force: Annotated[tuple[InForce, ...], COMPUTED] = ()


# Advances


class AdvanceRequested(Event, by=("insurer",)):
    """The insured asked in writing for a payment in advance. 预付赔款申请

    Source: PICC 十三, 十(十九). `estimate` is what of the loss is expected to be paid and not in dispute.
    """

    request_ref: Id
    amount: Money
    estimate: Money | None = None


class AdvancePaid(Event, by=("insurer",)):
    """Money was paid before the indemnity was settled. 预付赔款

    Source: PICC 十三. `incident_id` names the disaster under whose arrangements it was paid.
    """

    payment_no: Id
    request_ref: Id
    amount: Money
    approved_by: Id
    incident_id: Id | None = None


# Payment


class PayeeNotified(Event, by=("insurer",)):
    """The insured was told to come for the indemnity. 通知领取赔款

    Source: PICC 九(二). `payee` is the payee's key in the insurer's books, never a name.
    """

    payee: Id
    amount: Money
    notified_at: Instant


class FinanceNotified(Event, by=("insurer",)):
    """The finance department was told to pay, when the insured was told. 通知财务付款

    Source: PICC 九(二).
    """

    amount: Money
    notified_at: Instant


class IndemnityPaid(Event, by=("insurer",)):
    """Indemnity was paid. 支付赔款

    Source: PICC 九(二), 四(五), 十五(四). Of a co-insured claim the `lead` pays the whole, or each member by itself
    (`self`) its share. `pay_first`: before the liable third party has paid. `payee` is the payee's key in the
    insurer's books. The ledger adds what was `in_force` of the items' covers by then.
    """

    payment_no: Id
    amount: Money
    payee: Id
    account: Sealed[str] | None = None
    paid_at: Instant
    by: Literal["lead", "self"] = "self"
    pay_first: bool = False
    in_force: Annotated[tuple[InForce, ...], COMPUTED] = ()


class ReceiptSigned(Event, by=("insurer",)):
    """The insured signed or sealed the receipt for the indemnity. 赔款收据签章

    Source: PICC 九(二).
    """

    receipt_ref: Id
    signed_at: Instant


# Co-insurance


class RequestedShare(Part, frozen=True, kw_only=True):
    """What one member is asked to refund to the lead, in yuan. 应划还份额"""

    member: Id
    amount: Money


Attachment = Literal[
    "claim_application", "adjustment_report", "loss_confirmation", "calculation_sheet", "payment_voucher", "other"
]
"""What goes with a request for a share. 划还赔款所附材料"""


class ShareTransferRequested(Event, by=("insurer",)):
    """The lead, having paid everything, asked the other members for their shares. 要求划还赔款

    Source: PICC 十五(四).
    """

    shares: tuple[RequestedShare, ...]
    attachments: tuple[Attachment, ...]


class ShareTransferred(Event, by=("insurer",)):
    """A member refunded its share to the lead, in yuan. 赔款划还"""

    member: Id
    amount: Money


# Closing


class SubrogationTaskOpened(Event, by=("insurer",)):
    """A task was opened to recover from the liable third party. 发起追偿任务

    Source: PICC 九(一). `third_party` is a key, never a name; `limitation_expiry` the last day on which an action can
    be brought, as counsel gives it.
    """

    task_id: Id
    third_party: Id
    limitation_expiry: date | None = None


class ClaimClosed(Event, by=("insurer",)):
    """The claim was closed; payment may follow. 结案

    Source: PICC 九(一).
    """

    outcome: Literal["paid", "zero", "rejected", "cancelled"]


EVENTS = events_of(__name__)

"""Events of a claim: the way to a rejection, its notice and how that was served (PICC 三、十四、注意·拒赔部分)."""

from __future__ import annotations

from typing import Literal

from ledger.kernel.codes import Digest, Id, Instant, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event


class RejectionProposed(Event, by=("insurer",)):
    """The claims staff propose to reject, on which clauses and evidence. 拟拒赔

    Source: PICC 注意·拒赔部分5. `evidence` refers to documents of the claim.
    """

    clauses: tuple[Words, ...]
    evidence: tuple[Id, ...]


class LegalConcurrenceGiven(Event, by=("insurer",)):
    """The legal department agrees to the rejection as proposed. 法律部门认可

    Source: PICC 注意·拒赔部分5.
    """

    reviewer: Id
    opinion_ref: Id


class LegalConcurrenceRefused(Event, by=("insurer",)):
    """The legal department does not agree: the claim goes back to where it was. 法律部门不予认可

    Source: PICC 注意·拒赔部分5.
    """

    reviewer: Id
    reasons: Words


class ClaimRejected(Event, by=("insurer",)):
    """The insurer rejects the claim, or some items of it. 拒赔

    Source: PICC 三, 十四, 注意·拒赔部分5. `items` are those rejected of a claim that is paid otherwise; none named: the
    whole claim.
    """

    reasons: tuple[Words, ...]
    clauses: tuple[Words, ...]
    evidence: tuple[Id, ...]
    items: tuple[Id, ...] = ()


class RejectionNoticeIssued(Event, by=("insurer",)):
    """The notice of rejection was made out. 出具拒赔通知书

    Source: PICC 三, 十四(三).
    """

    notice_no: Id
    hash: Digest
    reasons: tuple[Words, ...]
    clauses: tuple[Words, ...]
    evidence: tuple[Id, ...]


class RejectionNoticeServed(Event, by=("insurer",)):
    """The notice of rejection went to the insured, and how. 拒赔通知书送达

    Source: PICC 十四(四). The references are those of the insured's signature, of the record of delivery, of the
    postal receipt. One without proof may be followed by another with it.
    """

    notice_no: Id
    method: Literal["in_person", "post"]
    served_at: Instant
    signature_ref: Id | None = None
    delivery_record_ref: Id | None = None
    postal_receipt_ref: Id | None = None

    @property
    def proven(self) -> bool:
        """Whether service is proven: by post with the postal receipt, else by signature or record of delivery."""
        if self.method == "post":
            return self.postal_receipt_ref is not None
        return self.signature_ref is not None or self.delivery_record_ref is not None


EVENTS = events_of(__name__)

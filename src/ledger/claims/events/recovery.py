"""Events of a recovery from a liable third party (PICC 九(一)、十一(二)(五)、六(八))."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from ledger.kernel.codes import Id, Instant, Line, Money, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event, Part


class RecoveryOpened(Event, opens="also"):
    """A claim opened a task to recover from the liable third party, or changed it. 追偿开启

    Source: PICC 九(一). The ledger records it in the same append as what caused it. `task_id` is the insurer's own;
    `third_party` a key, never a name; `limitation_expiry` the last day on which an action can be brought, none while
    nobody has set it; `assigned` what the insured assigned to the insurer of its claims against this third party, in
    yuan; `withdrawn` says that the claim took the task back.
    """

    task_id: Id
    claim_no: Id
    insurer_id: Id
    line_of_business: Line
    third_party: Id
    limitation_expiry: date | None = None
    assigned: Money | None = None
    withdrawn: bool = False


Material = Literal["evidence", "legal_basis", "proof_of_claiming", "assignment_letter", "other"]
"""What the insured brings for the recovery; the list we have is cut off after the fourth. 追偿材料"""


class FiledMaterial(Part, frozen=True, kw_only=True):
    """One document for the recovery, and what it is. 追偿材料"""

    kind: Material
    ref: Id


class RecoveryMaterialsReceived(Event, by=("insurer",)):
    """Documents for the recovery came in from the insured. 追偿材料

    Source: PICC 十一(二).
    """

    materials: tuple[FiledMaterial, ...]


class RecoveryNegotiated(Event, by=("insurer",)):
    """The insurer negotiated with the third party. 追偿协商

    Source: PICC 十一(五). `agreed` is what the third party agreed to pay, in yuan; `limitation_expiry` the new last day
    for an action, where counsel finds that the negotiation interrupted the limitation period.
    """

    outcome: Literal["agreed", "continuing", "failed"]
    agreed: Money | None = None
    held_at: Instant
    limitation_expiry: date | None = None


class RecoveryActionFiled(Event, by=("insurer",)):
    """The insurer took the third party to court or to arbitration. 追偿诉讼/仲裁

    Source: PICC 十一(五).
    """

    route: Literal["litigation", "arbitration"]
    body: Words
    case_no: Words | None = None
    filed_at: Instant


class RecoveryCostIncurred(Event, by=("insurer",)):
    """Recovery cost money, the insurer's or the insured's. 追偿费用发生

    Source: PICC 六(八). `consent_ref` refers to the insurer's consent to the insured's own pursuit, `reasonable` is
    what of the amount is reasonable, where that is less; both in yuan.
    """

    cost_id: Id
    amount: Money
    by: Literal["insurer", "insured"]
    consent_ref: Id | None = None
    reasonable: Money | None = None

    @property
    def allowed(self) -> Decimal:
        """What of it is reasonable."""
        return self.amount if self.reasonable is None else min(self.amount, self.reasonable)


class RecoveryCostBorne(Event, by=("insurer",)):
    """The insurer bore a cost of recovery, in yuan. 追偿费用承担

    Source: PICC 六(八).
    """

    cost_id: Id
    amount: Money


class RecoveryReceived(Event, by=("insurer",)):
    """Money came in from the third party, in yuan. 追偿款到账"""

    receipt_no: Id
    amount: Money
    received_at: Instant


class RecoveryClosed(Event, by=("insurer",)):
    """The recovery has ended: everything recovered, a part of it, lost, or given up. 追偿结束"""

    result: Literal["recovered", "partly_recovered", "lost", "given_up"]
    reason: Words | None = None


EVENTS = events_of(__name__)

"""Events of a dispute over a claim or adjusting: negotiation, then proceedings (PICC 六(九)、十二; MBA 附录A)."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import Literal

from ledger.disputes.events.dispute import OpeningEvent
from ledger.kernel.codes import Area, Id, Instant, Line, Money, Ratio, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event
from ledger.kernel.facts import DisputedWork

# What is in dispute


class WorkDisputed(OpeningEvent):
    """What may open a dispute over a claim or adjusting, and says whose work that is, and where."""

    jurisdiction: Area

    @property
    @abstractmethod
    def work(self) -> DisputedWork:
        """The insurers and the firm that are parties by it."""


class ClaimDisputeOpened(WorkDisputed, by=("insurer",), opens="also"):
    """Insurer and insured fell out over a claim. 赔付争议

    Source: PICC 六(九), 十二. `parties` are the ids and keys of those in dispute; `arbitration_body` is the one that
    the policy names, none if it names none.
    """

    claim_no: Id
    insurer_id: Id
    line_of_business: Line
    parties: tuple[Id, ...]
    subject: Words
    arbitration_body: Words | None = None
    jurisdiction: Area

    @property
    def disputed(self) -> str:
        return f"claim/{self.claim_no}"

    @property
    def work(self) -> DisputedWork:
        return DisputedWork(insurers=(self.insurer_id,))


class AdjustingDisputeOpened(WorkDisputed, by=("adjuster", "insurer"), opens="also"):
    """Those concerned fell out over an adjusting assignment. 公估争议

    Source: MBA 附录A. `parties` are the ids and keys of those in dispute; `insurer_ids` the insurers of the assignment.
    """

    assignment_id: Id
    firm_id: Id
    insurer_ids: tuple[Id, ...] = ()
    line_of_business: Line
    parties: tuple[Id, ...]
    subject: Words
    jurisdiction: Area

    @property
    def disputed(self) -> str:
        return f"assignment/{self.assignment_id}"

    @property
    def work(self) -> DisputedWork:
        return DisputedWork(insurers=self.insurer_ids, firm_id=self.firm_id)


# Negotiation


class NegotiationHeld(Event, by=("insurer", "adjuster")):
    """The parties negotiated. 协商

    Source: PICC 六(九), 十二; MBA 附录A. `arbitration_body` is one that they agreed to lay the dispute before.
    """

    held_at: Instant
    outcome: Literal["settled", "continuing", "failed"]
    positions: Words | None = None
    arbitration_body: Words | None = None


class NegotiationFailed(Event, by=("insurer", "adjuster")):
    """Negotiation brought no agreement. 协商不成

    Source: PICC 六(九), 十二.
    """

    reason: Words


# Arbitration or a lawsuit


class ProceedingsCommenced(Event, by=("insurer", "adjuster")):
    """Somebody took the dispute to arbitration or to court. 仲裁/诉讼

    Source: PICC 六(九), 十二; MBA 附录A. `claimant` is an id or key of `parties`; `defence_due` the last day for a
    defence, where the body has set one.
    """

    route: Literal["arbitration", "litigation"]
    body: Words
    case_no: Words | None = None
    claimant: Id
    commenced_at: Instant
    defence_due: date | None = None


class SuperiorNotified(Event, by=("insurer",)):
    """The insurer's management or superior company was told of the proceedings. 上报上级公司

    Source: PICC 十二(二). `guidance` is what came back, if it has; `case_no` the case that it is about, none where it
    is about all that are under way.
    """

    case_no: Words | None = None
    to: Id
    content: Words
    guidance: Words | None = None
    at: Instant


class CounselInstructed(Event, by=("insurer",)):
    """Counsel was instructed to conduct the proceedings. 委托法律顾问

    Source: PICC 十二(三). `counsel` is a key, never a name; `case_no` as above.
    """

    case_no: Words | None = None
    counsel: Id


class DefenceFiled(Event, by=("insurer",)):
    """The insurer filed its defence. 提交答辩书

    Source: PICC 十二(四). `case_no` as above.
    """

    case_no: Words | None = None
    ref: Id
    filed_at: Instant


class JudgmentReceived(Event, by=("insurer", "adjuster")):
    """The award or judgment came in; a later one replaces it. 裁决/判决

    Source: PICC 六(九). `outcome` is the insurer's; `amount` what it was ordered to pay, and `costs` those of the
    proceedings, in yuan; `costs_share` the share of the costs that an insurer which lost in part was ordered to bear.
    """

    outcome: Literal["won", "lost", "partly"]
    amount: Money
    costs: Money
    costs_share: Ratio | None = None
    received_at: Instant


class LegalCostsBorne(Event, by=("insurer",)):
    """The insurer bore costs of the proceedings, in yuan; they are beside the indemnity. 承担诉讼费用

    Source: PICC 六(九).
    """

    amount: Money


EVENTS = events_of(__name__)

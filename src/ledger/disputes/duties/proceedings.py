"""Duties of the insurer in a dispute over a claim: to negotiate, and what proceedings ask of it (PICC 六(九)、十二)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ledger.disputes.events.dispute import DisputeClosed
from ledger.disputes.events.proceedings import (
    ClaimDisputeOpened,
    CounselInstructed,
    DefenceFiled,
    JudgmentReceived,
    LegalCostsBorne,
    NegotiationFailed,
    NegotiationHeld,
    ProceedingsCommenced,
    SuperiorNotified,
)
from ledger.disputes.state import Dispute
from ledger.disputes.state.proceedings import Taken
from ledger.kernel.clock import start_of
from ledger.kernel.duty import Act, Already, Duty, days
from ledger.kernel.event import Event
from ledger.law.manual import COSTS, COUNSEL, DEFENCE, MONITOR, NEGOTIATE_FIRST

TALK = Duty(
    rule=NEGOTIATE_FIRST,
    owed_by="insurer",
    opens=ClaimDisputeOpened,
    already=lambda dispute, event, subject, obligor: dispute.proceedings.negotiated_at,
    discharged_by=(Act(NegotiationHeld, at="held_at"), Act(NegotiationFailed)),
    before=(Act(ProceedingsCommenced),),
    cancelled_by=(Act(DisputeClosed),),
)
CLOSED = (Act(DisputeClosed, while_running=True),)


def _case(dispute: Dispute, commenced: ProceedingsCommenced) -> tuple[str, ...]:
    """Each case has its own steps."""
    return (commenced.case_no or commenced.route,)


def _step(event: type[Event], at: str = "occurred_at") -> Act:
    """A step in the case that it names; one that names none bears on all that are under way."""
    return Act(event, subject=lambda taken: taken.event.case_no, at=at)


def _since_commenced(member: str) -> Already:
    """When it was first done in these proceedings; what was done before, or names another case, was for others."""

    def when(dispute: Dispute, event: ProceedingsCommenced, subject: str, obligor: str) -> datetime | None:
        steps: tuple[Taken, ...] = getattr(dispute.proceedings, member)
        return min((at for at, case in steps if case in (None, subject) and event.commenced_at <= at), default=None)

    return when


REPORT_UPWARDS = Duty(
    rule=MONITOR,
    owed_by="insurer",
    opens=ProceedingsCommenced,
    when=lambda dispute, event: dispute.kind == "claim",
    subjects=_case,
    already=_since_commenced("superior_told"),
    counted_from="commenced_at",
    discharged_by=(_step(SuperiorNotified, at="at"),),
    cancelled_by=CLOSED,
)
INSTRUCT = Duty(
    rule=COUNSEL,
    owed_by="insurer",
    opens=ProceedingsCommenced,
    when=lambda dispute, event: dispute.kind == "claim",
    subjects=_case,
    already=_since_commenced("counsel"),
    counted_from="commenced_at",
    discharged_by=(_step(CounselInstructed),),
    cancelled_by=CLOSED,
)


def _sued(dispute: Dispute, commenced: ProceedingsCommenced) -> bool:
    return dispute.kind == "claim" and commenced.claimant not in dispute.insurers


def _defend(part: str, **term: Any) -> Duty:
    """By the day that court or arbitral body has set; where it has set none, at some time."""
    dated = part == "by_day_set"
    return Duty(
        rule=DEFENCE,
        part=part,
        owed_by="insurer",
        opens=ProceedingsCommenced,
        when=lambda dispute, event: _sued(dispute, event) and (event.defence_due is not None) == dated,
        subjects=_case,
        already=_since_commenced("defences"),
        discharged_by=(_step(DefenceFiled, at="filed_at"),),
        cancelled_by=CLOSED,
        **term,
    )


DEFEND = _defend("", counted_from="commenced_at")
DEFEND_BY_DAY_SET = _defend(
    "by_day_set", counted_from=lambda dispute, event: start_of(event.defence_due), within=days(0)
)
BEAR_COSTS = Duty(
    rule=COSTS,
    owed_by="insurer",
    opens=JudgmentReceived,
    when=lambda dispute, event: dispute.kind == "claim" and event.outcome != "won",
    counted_from="received_at",
    already=lambda dispute, event, subject, obligor: dispute.proceedings.bears_its_costs,
    discharged_by=(Act(LegalCostsBorne, when=lambda dispute, event: dispute.proceedings.bears_its_costs),),
    cancelled_by=(Act(JudgmentReceived, when=lambda dispute, event: event.outcome == "won"),),
)
DUTIES = (TALK, REPORT_UPWARDS, INSTRUCT, DEFEND, DEFEND_BY_DAY_SET, BEAR_COSTS)

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
from ledger.kernel.clock import start_of
from ledger.kernel.duty import Act, Already, Duty, days
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
    """Each case has its own steps; no act names one, and so bears on all that are under way."""
    return (commenced.case_no or commenced.route,)


def _since_commenced(member: str) -> Already:
    """When it was first done in these proceedings; what was done before was for others."""

    def when(dispute: Dispute, event: ProceedingsCommenced, subject: str, obligor: str) -> datetime | None:
        times: tuple[datetime, ...] = getattr(dispute.proceedings, member)
        return min((at for at in times if event.commenced_at <= at), default=None)

    return when


REPORT_UPWARDS = Duty(
    rule=MONITOR,
    owed_by="insurer",
    opens=ProceedingsCommenced,
    when=lambda dispute, event: dispute.kind == "claim",
    subjects=_case,
    already=_since_commenced("superior_told_at"),
    counted_from="commenced_at",
    discharged_by=(Act(SuperiorNotified, at="at"),),
    cancelled_by=CLOSED,
)
INSTRUCT = Duty(
    rule=COUNSEL,
    owed_by="insurer",
    opens=ProceedingsCommenced,
    when=lambda dispute, event: dispute.kind == "claim",
    subjects=_case,
    already=_since_commenced("counsel_at"),
    counted_from="commenced_at",
    discharged_by=(Act(CounselInstructed),),
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
        already=_since_commenced("defences_at"),
        discharged_by=(Act(DefenceFiled, at="filed_at"),),
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

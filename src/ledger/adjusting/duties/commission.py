"""Duties in an assignment: offer, evaluation, acceptance, adjusters and contact."""

from __future__ import annotations

from typing import Any

from ledger.adjusting.events.commission import (
    AdjustersAppointed,
    AssignmentAccepted,
    EngagementLetterReceived,
    EngagementLetterRequested,
    InsuredContacted,
    SurveyPrepared,
)
from ledger.adjusting.events.survey import ArrivedOnSite
from ledger.kernel.duty import Act, Duty, minutes
from ledger.law.machinery import ASSIGN_IMMEDIATELY, CONTACT_INSURED, PREPARE, REQUEST_LETTER


def first_appointment(assignment: Any, event: AdjustersAppointed) -> bool:
    """Times count from the first appointment: who takes over later finds them running."""
    return assignment.commission.appointed is event


ASK_FOR_LETTER = Duty(
    rule=REQUEST_LETTER,
    owed_by="adjuster",
    opens=AssignmentAccepted,
    counted_from="at",
    already=lambda assignment, event, subject, obligor: (
        assignment.commission.letter_requested_at or assignment.commission.letter_complete
    ),
    discharged_by=(
        Act(EngagementLetterRequested, at="at"),
        Act(EngagementLetterReceived, when=lambda assignment, event: assignment.commission.letter_complete),
    ),
)
APPOINT = Duty(
    rule=ASSIGN_IMMEDIATELY,
    owed_by="adjuster",
    opens=AssignmentAccepted,
    counted_from="at",
    target=minutes(30),
    discharged_by=(Act(AdjustersAppointed),),
)
REACH_INSURED = Duty(
    rule=CONTACT_INSURED,
    owed_by="adjuster",
    opens=AdjustersAppointed,
    when=first_appointment,
    counted_from="accepted_at",
    within=minutes(30),
    already=lambda assignment, event, subject, obligor: assignment.commission.contacted_at,
    discharged_by=(Act(InsuredContacted, at="at"),),
)
GET_READY = Duty(
    rule=PREPARE,
    owed_by="adjuster",
    opens=AdjustersAppointed,
    when=first_appointment,
    already=lambda assignment, event, subject, obligor: assignment.commission.prepared_at,
    discharged_by=(Act(SurveyPrepared, when=lambda assignment, event: assignment.commission.prepared_at is not None),),
    before=(Act(ArrivedOnSite),),
)
DUTIES: tuple[Duty, ...] = (ASK_FOR_LETTER, APPOINT, REACH_INSURED, GET_READY)

"""Duties in a dispute: the reply, each step of mediation, the expert review and the transfer (SMX 四)."""

from __future__ import annotations

from datetime import date, datetime

from ledger.disputes.events.appraisal import (
    DisputeFlaggedForExpertReview,
    ExpertReviewConcluded,
    ExpertReviewConvened,
    MediationAccepted,
    MediationDeclined,
    MediationFeedbackGiven,
    MediationHandled,
    MediationRequested,
    ObjectionRaised,
    ObjectionReplied,
    ReplyExtensionAgreed,
    ViolationTransferredToJusticeBureau,
)
from ledger.kernel.calendar import DAY, Calendar
from ledger.kernel.clock import local_day
from ledger.kernel.duty import Act, Duty, working_days
from ledger.law.sanmenxia import (
    EXPERT_REVIEW,
    MEDIATION_STEPS,
    REPLY_IN_TEN_DAYS,
    TRANSFER_SUSPECTED_VIOLATION,
)

TEN_WORKING_DAYS = working_days(10)


def last_day_to_reply(received_at: datetime, calendar: Calendar) -> date:
    """The last day on which a reply in writing is in time, while no extension was agreed."""
    return local_day(TEN_WORKING_DAYS.due(received_at, calendar).at) - DAY


REPLY = Duty(
    rule=REPLY_IN_TEN_DAYS,
    owed_by="appraisal_agency",
    opens=ObjectionRaised,
    when=lambda dispute, event: dispute.objections[event.objection_id].written,
    subjects=lambda dispute, event: (event.objection_id,),
    counted_from="received_at",
    within=TEN_WORKING_DAYS,
    moved_by=(Act(ReplyExtensionAgreed, subject=lambda agreement: agreement.event.objection_id, to="new_due"),),
    discharged_by=(
        Act(
            ObjectionReplied,
            when=lambda dispute, event: (
                event.form == "written"
                and event.objection_id in dispute.objections  # one withdrawn is not
                and dispute.objections[event.objection_id].received_at <= event.at
            ),
            subject=lambda reply: reply.event.objection_id,
            at="at",
        ),
    ),
)
ACCEPT = Duty(
    rule=MEDIATION_STEPS,
    part="accept",
    owed_by="association",
    obligors=lambda dispute, event: (dispute.mediation.association,),
    opens=MediationRequested,
    discharged_by=(Act(MediationAccepted), Act(MediationDeclined)),
)
HANDLE = Duty(
    rule=MEDIATION_STEPS,
    part="handle",
    owed_by="association",
    obligors=lambda dispute, event: (dispute.mediation.association,),
    opens=MediationAccepted,
    discharged_by=(Act(MediationHandled),),
)
FEED_BACK = Duty(
    rule=MEDIATION_STEPS,
    part="feedback",
    owed_by="association",
    obligors=lambda dispute, event: (dispute.mediation.association,),
    opens=MediationHandled,
    discharged_by=(Act(MediationFeedbackGiven, at="at"),),
)
CONVENE = Duty(
    rule=EXPERT_REVIEW,
    owed_by="association",
    obligors=lambda dispute, event: (dispute.review.association,),
    opens=DisputeFlaggedForExpertReview,
    discharged_by=(Act(ExpertReviewConvened),),
)
TRANSFER = Duty(
    rule=TRANSFER_SUSPECTED_VIOLATION,
    owed_by="association",
    obligors=lambda dispute, event: (dispute.review.association,),
    opens=ExpertReviewConcluded,
    when=lambda dispute, event: event.suspected_violation,
    target=working_days(5),
    discharged_by=(Act(ViolationTransferredToJusticeBureau),),
)
DUTIES = (REPLY, ACCEPT, HANDLE, FEED_BACK, CONVENE, TRANSFER)

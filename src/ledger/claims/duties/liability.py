"""Duties in a claim: documents, opinions, and the determination of liability (PICC 四, 注意·二(五); SMX 三(二))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.claims.duties.report import ENDED, FOLLOWING, STRUCK_OUT, follows
from ledger.claims.events.liability import (
    AppraisalOpinionConsidered,
    AuthorityOpinionReceived,
    CauseAnalysisCompleted,
    CauseFlagged,
    ClaimApplicationReceived,
    ClaimDocumentReceived,
    DeterminationNotified,
    DocumentShortfallFound,
    LiabilityDetermined,
    SupplementRequested,
    WeatherProofCollected,
)
from ledger.claims.state import Claim
from ledger.kernel.duty import Act, Duty, Spell, days, working_days
from ledger.kernel.event import Event
from ledger.law.manual import DETERMINE_IN_TIME, NOTIFY_RESULT, ONCE, PROVE_BLIZZARD, TIMELY_DETERMINATION
from ledger.law.sanmenxia import CONSIDER_OPINION

THIRTY_DAYS = days(30)


def _told_all(claim: Claim) -> bool:
    return claim.liability.short_since is None


def _decides(claim: Claim, event: Event) -> bool:
    """Whether the claim is there to be decided, and that by its own insurer rather than by one that leads."""
    return claim.report.cancelled_at is None and not follows(claim)


def _told(claim: Claim) -> datetime | None:
    """When a determination was first told."""
    return claim.liability.told_since(claim.liability.first_determined_at)


def _told_of_the_last(claim: Claim) -> datetime | None:
    return claim.liability.told_since(claim.liability.determined_at)


def _stood_still(claim: Claim) -> Iterator[Spell]:
    return ((each.since, each.until) for each in claim.liability.standstills)


def _stops(claim: Claim, event: SupplementRequested) -> bool:
    return any(each.request is event for each in claim.liability.standstills[-1:])


STANDING_STILL = (Act(SupplementRequested, when=_stops, at=lambda claim, event: claim.liability.standstills[-1].since),)
NOT_ITS_OWN = (*STRUCK_OUT, *FOLLOWING)
RUNNING_ON = tuple(
    Act(
        event,
        when=lambda claim, event: not claim.liability.awaited_documents,
        at=lambda claim, event: claim.liability.standstills[-1].until,
    )
    for event in (ClaimDocumentReceived, SupplementRequested)
)
"""The last document came in, or had when the request is recorded."""

DETERMINE = Duty(
    rule=DETERMINE_IN_TIME,
    part="determine",
    owed_by="insurer",
    opens=ClaimApplicationReceived,
    counted_from=lambda claim, event: claim.liability.applied_at,
    within=THIRTY_DAYS,
    when=_decides,
    already=lambda claim, event, subject, obligor: claim.liability.first_determined_at,
    stood_still=_stood_still,
    suspended_by=STANDING_STILL,
    resumed_by=RUNNING_ON,
    discharged_by=(Act(LiabilityDetermined),),
    cancelled_by=NOT_ITS_OWN,
)
TELL = Duty(
    rule=DETERMINE_IN_TIME,
    part="notify",
    owed_by="insurer",
    opens=ClaimApplicationReceived,
    counted_from=lambda claim, event: claim.liability.applied_at,
    within=THIRTY_DAYS,
    when=_decides,
    already=lambda claim, event, subject, obligor: _told(claim),
    stood_still=_stood_still,
    suspended_by=STANDING_STILL,
    resumed_by=RUNNING_ON,
    discharged_by=tuple(
        Act(event, when=lambda claim, event: _told(claim) is not None, at=lambda claim, event: _told(claim))
        for event in (DeterminationNotified, LiabilityDetermined)
    ),
    cancelled_by=NOT_ITS_OWN,
)
DETERMINE_PROMPTLY = Duty(
    rule=TIMELY_DETERMINATION,
    owed_by="insurer",
    opens=ClaimApplicationReceived,
    counted_from=lambda claim, event: claim.liability.applied_at,
    when=_decides,
    already=lambda claim, event, subject, obligor: claim.liability.first_determined_at,
    discharged_by=(Act(LiabilityDetermined),),
    cancelled_by=NOT_ITS_OWN,
)
NOTIFY = Duty(
    rule=NOTIFY_RESULT,
    owed_by="insurer",
    opens=LiabilityDetermined,
    when=lambda claim, event: claim.liability.determined is event,
    target=working_days(1),
    already=lambda claim, event, subject, obligor: _told_of_the_last(claim),
    discharged_by=(
        Act(
            DeterminationNotified,
            when=lambda claim, event: claim.liability.determined_at <= event.at,
            at="at",
        ),
    ),
)
ASK_ONCE = Duty(
    rule=ONCE,
    owed_by="insurer",
    opens=DocumentShortfallFound,
    when=lambda claim, event: not claim.liability.missing_documents.isdisjoint(event.missing_items),
    counted_from=lambda claim, event: claim.liability.short_since,
    already=lambda claim, event, subject, obligor: claim.liability.requests[-1].at if _told_all(claim) else None,
    discharged_by=(Act(SupplementRequested, when=lambda claim, event: _told_all(claim), at="at"),),
    cancelled_by=(Act(ClaimDocumentReceived, when=lambda claim, event: _told_all(claim)), *ENDED),
)
CONSIDER = Duty(
    rule=CONSIDER_OPINION,
    owed_by="insurer",
    opens=AuthorityOpinionReceived,
    when=lambda claim, event: event.appraisal_id is not None,
    subjects=lambda claim, event: (event.appraisal_id,),
    already=lambda claim, event, subject, obligor: claim.liability.considered.get(subject),
    discharged_by=(
        Act(
            AppraisalOpinionConsidered,
            when=lambda claim, event: event.reasoned,
            subject=lambda considering: considering.event.appraisal_id,
        ),
    ),
    before=(Act(LiabilityDetermined),),
)
PROVE_WEATHER = Duty(
    rule=PROVE_BLIZZARD,
    part="weather",
    owed_by="insurer",
    opens=CauseFlagged,
    when=lambda claim, event: event.flag == "snow",
    already=lambda claim, event, subject, obligor: claim.liability.weather_at,
    discharged_by=(Act(WeatherProofCollected),),
    before=(Act(CauseAnalysisCompleted), Act(LiabilityDetermined)),
    cancelled_by=ENDED,
)
ANALYSE_SNOW = Duty(
    rule=PROVE_BLIZZARD,
    part="cause",
    owed_by="insurer",
    opens=CauseFlagged,
    when=lambda claim, event: event.flag == "snow",
    already=lambda claim, event, subject, obligor: claim.liability.cause_at,
    discharged_by=(Act(CauseAnalysisCompleted),),
    before=(Act(LiabilityDetermined),),
    cancelled_by=ENDED,
)
DUTIES: tuple[Duty, ...] = (
    DETERMINE,
    TELL,
    DETERMINE_PROMPTLY,
    NOTIFY,
    ASK_ONCE,
    CONSIDER,
    PROVE_WEATHER,
    ANALYSE_SNOW,
)

"""The dispute over one appraisal: its objections and their replies, the mediation, the expert review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ledger.disputes.events import (
    DisputeClosed,
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
    OpeningEvent,
    PanelMember,
    RemedyPursued,
    ReplyExtensionAgreed,
    ViolationTransferredToJusticeBureau,
)
from ledger.kernel.context import Facts, Need, Party
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.facts import DisputedAppraisal
from ledger.kernel.law import carries
from ledger.kernel.state import replace
from ledger.law.sanmenxia import NEXT_REMEDY, RAISE_OBJECTION

WRITTEN = frozenset({"written", "portal", "email"})
"""The channels that are text, and so in writing (SMX-4.3-raise-objection)."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One reply of the agency. 回复"""

    form: str
    at: datetime


@carries(RAISE_OBJECTION)
@dataclass(frozen=True, kw_only=True)
class Objection:
    """One objection, and what came of it. 异议"""

    by: str
    channel: str
    received_at: datetime
    extended_to: date | None = None
    extensions: int = 0
    replies: tuple[Reply, ...] = ()
    """None of them dated before it was received: nothing is answered before it was asked."""
    remedy: str | None = None
    remedied_at: datetime | None = None

    @property
    def written(self) -> bool:
        """Whether it must be answered in writing, in time (SMX-4.3-reply-10wd)."""
        return self.channel in WRITTEN

    @property
    def reply(self) -> Reply | None:
        """The first written reply, else the first of any form."""
        return min(self.replies, key=lambda reply: (reply.form != "written", reply.at), default=None)

    @property
    def answered(self) -> bool:
        """Whether a reply discharges it: only a written one answers what was raised in writing."""
        return self.reply is not None and (self.reply.form == "written" or not self.written)


@carries(NEXT_REMEDY)
@dataclass(frozen=True, kw_only=True)
class Remedy:
    """A further remedy somebody turned to; `linked_id` names the new appraisal. 后续救济"""

    remedy: str
    linked_id: str | None
    court_case_no: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Mediation:
    """The mediation requested last; `association` asked for it or took its last step. 调解"""

    association: str = ""

    requested_at: datetime | None = None
    requested_by: str | None = None
    accepted_at: datetime | None = None
    mediators: tuple[str, ...] = ()
    declined_at: datetime | None = None
    handled_at: datetime | None = None
    result: str | None = None
    experts: tuple[str, ...] = ()
    feedback_at: datetime | None = None

    @property
    def status(self) -> str | None:
        """The furthest step reached; none where nobody asked for one."""
        steps = (
            ("feedback_given", self.feedback_at),
            ("handled", self.handled_at),
            ("accepted", self.accepted_at),
            ("declined", self.declined_at),
            ("requested", self.requested_at),
        )
        return next((name for name, reached in steps if reached), None)


@dataclass(frozen=True, kw_only=True)
class Review:
    """The expert review flagged last; `association` took its last step. 专家评审"""

    association: str = ""

    flagged_at: datetime | None = None
    convened_at: datetime | None = None
    panel: tuple[PanelMember, ...] = ()
    concluded_at: datetime | None = None
    suspected_violation: bool = False
    rules: tuple[str, ...] = ()
    transferred_at: datetime | None = None
    receipt_no: str | None = None

    @property
    def status(self) -> str | None:
        """The furthest step reached; none where the appraisal never came up for review."""
        steps = (
            ("transferred", self.transferred_at),
            ("concluded", self.concluded_at),
            ("convened", self.convened_at),
            ("flagged", self.flagged_at),
        )
        return next((name for name, reached in steps if reached), None)


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """The dispute over one appraisal. 争议"""

    id: str = ""
    appraisal_id: str = ""
    agency_id: str = ""
    insurers: tuple[str, ...] = ()
    associations: tuple[str, ...] = ()
    """Those that acted in it once it was open."""
    opened_at: datetime | None = None
    objections: Mapping[str, Objection] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()
    mediation: Mediation = Mediation()
    review: Review = Review()
    closed_at: datetime | None = None
    result: str | None = None

    @property
    def awaits_reply(self) -> bool:
        """Whether an objection raised in writing has no written reply."""
        return any(objection.written and not objection.answered for objection in self.objections.values())

    @property
    def replied_at(self) -> datetime | None:
        """When the agency gave the last reply it owed; none while it owes one, or never gave any."""
        replies = [objection.reply for objection in self.objections.values()]
        return None if self.awaits_reply else max((reply.at for reply in replies if reply), default=None)

    def premature(self, at: datetime) -> bool:
        """Whether a remedy pursued then came before the agency had replied to anything (SMX-4.3-next-remedy)."""
        replies = (reply for objection in self.objections.values() for reply in objection.replies)
        return not any(reply.at <= at for reply in replies)

    @property
    def status(self) -> str:
        """Where the objections stand; a remedy does not relieve the agency of a reply it owes."""
        steps = (
            ("closed", self.closed_at),
            ("awaiting_reply", self.awaits_reply),
            ("remedied", self.remedies),
            ("replied", self.replied_at),
            ("raised", self.objections),
        )
        return next((name for name, reached in steps if reached), "opened")


def evolve(dispute: Dispute, recorded: Recorded) -> Dispute:
    at = recorded.occurred_at
    # Whoever opens a dispute must be its party or supervise it: the opening itself makes no association one.
    if dispute.opened_at and recorded.event.about.by == ("association",):
        dispute = replace(dispute, associations=tuple(dict.fromkeys((*dispute.associations, recorded.organisation))))
    if isinstance(recorded.event, OpeningEvent):
        dispute = _opened(dispute, recorded.event, recorded.key, at)
    association = _association(dispute, recorded)
    match recorded.event:
        case ObjectionRaised(objection_id=name) as raised if name not in dispute.objections:
            objection = Objection(by=raised.by, channel=raised.channel, received_at=raised.received_at)
            return replace(dispute, objections={**dispute.objections, name: objection})
        case ReplyExtensionAgreed(objection_id=name) as extension if name in dispute.objections:
            extensions = dispute.objections[name].extensions + 1
            return _objection(dispute, name, extended_to=extension.new_due, extensions=extensions)
        case ObjectionReplied(objection_id=name) as reply if name in dispute.objections:
            objection = dispute.objections[name]
            if reply.at < objection.received_at:
                return dispute
            return _objection(dispute, name, replies=(*objection.replies, Reply(form=reply.form, at=reply.at)))
        case RemedyPursued() as pursued:
            return _remedied(dispute, pursued, at)
        case MediationRequested() as requested:
            return replace(dispute, mediation=_requested(requested, association, at))
        case MediationAccepted() as accepted:
            return _mediation(dispute, association, accepted_at=at, mediators=accepted.mediators)
        case MediationDeclined():
            return _mediation(dispute, association, declined_at=at)
        case MediationHandled() as handled:
            result, experts = handled.result, handled.experts
            return _mediation(dispute, association, handled_at=at, result=result, experts=experts)
        case MediationFeedbackGiven() as feedback:
            return _mediation(dispute, association, feedback_at=feedback.at)
        case DisputeFlaggedForExpertReview():
            return replace(dispute, review=Review(association=association, flagged_at=at))
        case ExpertReviewConvened() as convened:
            return _review(dispute, association, convened_at=at, panel=convened.panel)
        case ExpertReviewConcluded() as concluded:
            suspected, rules = concluded.suspected_violation, concluded.rules
            return _review(dispute, association, concluded_at=at, suspected_violation=suspected, rules=rules)
        case ViolationTransferredToJusticeBureau() as transfer:
            return _review(dispute, association, transferred_at=at, receipt_no=transfer.receipt_no)
        case DisputeClosed() as closed:
            return replace(dispute, closed_at=at, result=closed.result)
    return dispute


def _opened(dispute: Dispute, event: OpeningEvent, key: str, at: datetime) -> Dispute:
    return replace(
        dispute,
        id=key,
        appraisal_id=dispute.appraisal_id or event.appraisal_id,
        agency_id=event.agency_id,
        insurers=event.insurer_ids,
        opened_at=dispute.opened_at or at,
    )


def _objection(dispute: Dispute, name: str, **changes: object) -> Dispute:
    objection = replace(dispute.objections[name], **changes)
    return replace(dispute, objections={**dispute.objections, name: objection})


def _remedied(dispute: Dispute, pursued: RemedyPursued, at: datetime) -> Dispute:
    """The remedy stands with each objection raised before it, unless that one led to another already."""
    remedy = Remedy(remedy=pursued.remedy, linked_id=pursued.linked_id, court_case_no=pursued.court_case_no, at=at)
    objections = {
        name: objection if objection.remedy else replace(objection, remedy=pursued.remedy, remedied_at=at)
        for name, objection in dispute.objections.items()
    }
    return replace(dispute, remedies=(*dispute.remedies, remedy), objections=objections)


def _association(dispute: Dispute, recorded: Recorded) -> str:
    """The association that acted; empty where agency or insurer did, who may propose some of the same events."""
    others = {dispute.agency_id, *dispute.insurers}
    acts = "association" in recorded.event.about.by and recorded.organisation not in others
    return recorded.organisation if acts else ""


def _requested(requested: MediationRequested, association: str, at: datetime) -> Mediation:
    return Mediation(association=association, requested_at=at, requested_by=requested.by)


def _mediation(dispute: Dispute, association: str, **changes: object) -> Dispute:
    return replace(dispute, mediation=replace(dispute.mediation, association=association, **changes))


def _review(dispute: Dispute, association: str, **changes: object) -> Dispute:
    return replace(dispute, review=replace(dispute.review, association=association, **changes))


def needs(dispute: Dispute, proposed: Proposed) -> Iterator[Need]:
    if isinstance(proposed.event, OpeningEvent):
        yield Need(DisputedAppraisal, f"appraisal/{proposed.event.appraisal_id}")


def area(proposed: Proposed, facts: Facts) -> str:
    """A dispute belongs where its appraisal does."""
    return next((appraisal.area for appraisal in facts.every(DisputedAppraisal)), "")


def complete(dispute: Dispute, proposed: Proposed, facts: Facts) -> Event:
    """Adds who takes part in the appraisal, so that the stream tells it by itself."""
    match proposed.event, next(facts.every(DisputedAppraisal), None):
        case (
            ObjectionRaised() | MediationRequested() | DisputeFlaggedForExpertReview() as event,
            DisputedAppraisal() as appraisal,
        ):
            return replace(event, agency_id=appraisal.agency_id, insurer_ids=appraisal.insurers)
    return proposed.event


def parties(dispute: Dispute) -> Iterator[Party]:
    """Agency and insurers of the appraisal, through whom a party that is no organisation reads; the associations."""
    if dispute.appraisal_id:
        yield Party(dispute.agency_id, "appraisal_agency")
        for insurer in dict.fromkeys(dispute.insurers):
            yield Party(insurer, "insurer")
    for association in dispute.associations:
        yield Party(association, "association")

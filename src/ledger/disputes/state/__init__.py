"""The dispute over one appraisal, claim or assignment, and how it is being settled. 争议"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from ledger.disputes.events.appraisal import (
    AppraisalDisputed,
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
    RemedyPursued,
    ReplyExtensionAgreed,
    ViolationTransferredToJusticeBureau,
)
from ledger.disputes.events.dispute import DisputeClosed, OpeningEvent
from ledger.disputes.events.proceedings import AdjustingDisputeOpened, ClaimDisputeOpened, WorkDisputed
from ledger.disputes.state import proceedings
from ledger.disputes.state.appraisal import Mediation, Objection, Remedy, Reply, Review
from ledger.disputes.state.proceedings import Proceedings
from ledger.kernel.context import ANY_MATTER, Facts, Need, Needs, Party
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.facts import DisputedAppraisal, DisputedWork
from ledger.kernel.law import Matter
from ledger.kernel.state import State, field, replace, stepping

KINDS: Mapping[str, str] = {"appraisal": "appraisal", "claim": "claim", "assignment": "adjusting"}
"""Kind of stream in dispute to the kind of dispute."""


class Dispute(State, frozen=True, kw_only=True):
    """The dispute over one appraisal, claim or assignment. 争议"""

    id: str = ""
    subject: str = ""
    """The stream of what is in dispute."""
    agency_id: str = ""
    """The agency of the appraisal."""
    firm_id: str = ""
    """The firm of the assignment."""
    insurers: tuple[str, ...] = ()
    associations: tuple[str, ...] = ()
    """Those that acted in it once it was open."""
    opened_at: datetime | None = None
    objections: Mapping[str, Objection] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()
    mediation: Mediation = field(default_factory=Mediation)
    review: Review = field(default_factory=Review)
    proceedings: Proceedings = field(default_factory=Proceedings)
    closed_at: datetime | None = None
    result: str | None = None

    @property
    def kind(self) -> str:
        """appraisal, claim or adjusting."""
        return KINDS.get(self.subject.partition("/")[0], "")

    @property
    def appraisal_id(self) -> str:
        """The appraisal in dispute; empty where it is something else."""
        return self.subject.partition("/")[2] if self.kind == "appraisal" else ""

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
        """Where the objections stand, or the negotiation and what followed it.

        A remedy does not relieve the agency of a reply it owes.
        """
        steps = (
            ("closed", self.closed_at),
            (self.proceedings.status, self.kind != "appraisal"),
            ("awaiting_reply", self.awaits_reply),
            ("remedied", self.remedies),
            ("replied", self.replied_at),
            ("raised", self.objections),
        )
        return next((name for name, reached in steps if reached), "opened")


_stepped = stepping(proceedings=proceedings.STEPS)


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
    return _stepped(dispute, recorded)


def _opened(dispute: Dispute, event: OpeningEvent, key: str, at: datetime) -> Dispute:
    subject = dispute.subject or event.disputed
    dispute = replace(dispute, id=key, subject=subject, opened_at=dispute.opened_at or at)
    match event:
        case AppraisalDisputed():
            return replace(dispute, agency_id=event.agency_id, insurers=event.insurer_ids)
        case WorkDisputed(work=work):
            insurers = tuple(dict.fromkeys((*dispute.insurers, *work.insurers)))
            return replace(dispute, firm_id=work.firm_id, insurers=insurers)
    return dispute


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


def _appraisal(dispute: Dispute, opened: AppraisalDisputed) -> Iterator[Need]:
    yield Need(DisputedAppraisal, opened.disputed)


def _work(dispute: Dispute, opened: WorkDisputed) -> Iterator[Need]:
    yield Need(DisputedWork, opened.disputed)


def _work_again(dispute: Dispute, correction: RecordCorrected) -> Iterator[Need]:
    if dispute.kind in ("claim", "adjusting"):
        yield Need(DisputedWork, dispute.subject)


NEEDS: Needs = {
    ObjectionRaised: _appraisal,
    MediationRequested: _appraisal,
    DisputeFlaggedForExpertReview: _appraisal,
    ClaimDisputeOpened: _work,
    AdjustingDisputeOpened: _work,
    RecordCorrected: _work_again,
}


def area(proposed: Proposed, facts: Facts) -> str:
    """A dispute over an appraisal belongs where that does; another one where whoever opens it says."""
    if isinstance(proposed.event, WorkDisputed):
        return proposed.event.jurisdiction
    return next((appraisal.area for appraisal in facts.every(DisputedAppraisal)), "")


def matter(dispute: Dispute, proposed: Proposed) -> Matter:
    """The insurer's work in the line of the claim in dispute, or the firm's in that of the assignment."""
    match proposed.event:
        case ClaimDisputeOpened() as opened:
            return Matter(opened.line_of_business, opened.insurer_id)
        case AdjustingDisputeOpened() as opened:
            return Matter(opened.line_of_business, opened.firm_id)
    if dispute.kind in ("", "appraisal"):
        return ANY_MATTER
    return Matter(dispute.proceedings.line_of_business, dispute.firm_id or next(iter(dispute.insurers), ""))


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
    """Who takes part in what is in dispute, through whom a party that is no organisation reads; the associations."""
    if dispute.agency_id:
        yield Party(dispute.agency_id, "appraisal_agency")
    if dispute.firm_id:
        yield Party(dispute.firm_id, "adjuster")
    for insurer in dict.fromkeys(dispute.insurers):
        yield Party(insurer, "insurer")
    for association in dispute.associations:
        yield Party(association, "association")

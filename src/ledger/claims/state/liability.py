"""What a claim knows of claim documents, liability, third parties and rejection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from ledger.claims.events.conduct import ClaimAgentRegistered, ConflictDeclared, StaffRecused
from ledger.claims.events.liability import (
    AppraisalNeedIdentified,
    AppraisalOpinionConsidered,
    AuthorityOpinionReceived,
    AuthorityOpinionRequested,
    CauseAnalysisCompleted,
    ClaimApplicationReceived,
    ClaimDocumentReceived,
    DeterminationNotified,
    DocumentShortfallFound,
    EscalatedForApproval,
    LiabilityDetermined,
    LiabilityProposed,
    ProportionNegotiated,
    SuperiorDecisionReceived,
    SupplementRequested,
    WeatherProofCollected,
)
from ledger.claims.events.recourse import (
    IndemnityAbated,
    InsuredGuidedToThirdParty,
    PayFirstRequested,
    RecoveryRightWaived,
    RefundDemanded,
    SubrogationAssigned,
    SubrogationPrejudiced,
    ThirdPartyCompensationReceived,
    ThirdPartyFoundNotLiable,
    ThirdPartyLiabilityIdentified,
)
from ledger.claims.events.rejection import (
    ClaimRejected,
    LegalConcurrenceGiven,
    LegalConcurrenceRefused,
    RejectionNoticeIssued,
    RejectionNoticeServed,
    RejectionProposed,
)
from ledger.claims.events.settlement import IndemnityPaid
from ledger.kernel.context import Need, Needs
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.facts import DisputedAppraisal, Practice
from ledger.kernel.law import carries
from ledger.kernel.state import State, Steps, adding, field, filing, first_of_each, keeping, replace
from ledger.law.manual import AUTHORITY_ANALYSIS
from ledger.worksheets.weather import heaviest, is_blizzard


class Standstill(NamedTuple):
    """Since when a request for documents let the time to determine liability stand still, and until when. 等待补件"""

    request: SupplementRequested
    awaited: frozenset[str]
    """What was asked for, by it and until it ended."""
    since: datetime
    until: datetime | None = None
    """When all that was awaited had come in."""


class Liability(State, frozen=True, kw_only=True):
    """Claim documents, liability, third parties and rejection."""

    # The application and its documents
    applied_at: datetime | None = None
    """When the first application reached the insurer: another one does not begin the time anew."""
    received_at: Mapping[str, datetime] = field(default_factory=dict)
    """Code to when a document of it came in last."""
    missing_documents: frozenset[str] = frozenset()
    """Found wanting or asked for, and not come in since."""
    requested_documents: frozenset[str] = frozenset()
    """Those of them that the claimant was told of."""
    awaited_documents: frozenset[str] = frozenset()
    """Those of them for which the time to determine liability stands still."""
    standstills: tuple[Standstill, ...] = ()
    requests: tuple[SupplementRequested, ...] = ()
    known_at_first_request: frozenset[str] = frozenset()
    """What was missing when the claimant was first told, named then or not, and has not come in since."""
    short_since: datetime | None = None
    """When something was found missing that the claimant was not told of yet."""

    # Opinions of others
    opinions_awaited: frozenset[str] = frozenset()
    """The bodies asked that have not answered."""
    appraisals: frozenset[str] = frozenset()
    """The judicial appraisals that answer a question of the claim."""
    opinions: Mapping[str, AppraisalOpinionConsidered] = field(default_factory=dict)
    """Opinion to its latest review."""
    considered: Mapping[str, datetime] = field(default_factory=dict)
    """Appraisal to when its opinion was reviewed, with reasons where it was not adopted in full."""

    # The cause
    weather: WeatherProofCollected | None = None
    weather_at: datetime | None = None
    cause: CauseAnalysisCompleted | None = None
    cause_at: datetime | None = None

    # Liability
    proposed: LiabilityProposed | None = None
    proposed_at: datetime | None = None
    escalated_at: datetime | None = None
    superior: SuperiorDecisionReceived | None = None
    """The superior's answer to the proposal as it stands."""
    superior_at: datetime | None = None
    determined: LiabilityDetermined | None = None
    """The determination made last; one of before that is recorded late changes nothing."""
    determined_at: datetime | None = None
    first_determined_at: datetime | None = None
    """When any determination was made first."""
    notified_at: datetime | None = None
    told_at: tuple[datetime, ...] = ()
    """When determinations were told."""
    proportion: ProportionNegotiated | None = None

    # The third party
    third_parties: Mapping[str, ThirdPartyLiabilityIdentified] = field(default_factory=dict)
    """Who was found to answer for the loss, and not found otherwise since."""
    third_party_at: datetime | None = None
    """When one of them was found first."""
    nobody_liable: bool = False
    """Whether nobody is left of those who were thought to."""
    guided_at: datetime | None = None
    guided: Mapping[str, datetime] = field(default_factory=dict)
    """Third party to when the insured was first told to claim from it; "" where it was about all of them."""
    pay_first: PayFirstRequested | None = None
    pay_first_at: datetime | None = None
    assignments: Mapping[str, SubrogationAssigned] = field(default_factory=dict)
    """What the insured assigned of its claims against third parties, by the letter."""
    assigned_at: datetime | None = None
    """When anything of them was assigned first."""
    third_party_received: tuple[ThirdPartyCompensationReceived, ...] = ()
    waivers: tuple[RecoveryRightWaived, ...] = ()
    prejudices: tuple[SubrogationPrejudiced, ...] = ()
    abatements: tuple[IndemnityAbated, ...] = ()
    refunds: tuple[RefundDemanded, ...] = ()
    first_paid_at: datetime | None = None

    # Rejection
    rejection: RejectionProposed | None = None
    rejection_at: datetime | None = None
    concurrence: LegalConcurrenceGiven | None = None
    """The legal department's agreement to the rejection proposed last."""
    concurrence_at: datetime | None = None
    rejected: ClaimRejected | None = None
    """The rejection of the whole claim."""
    rejected_at: datetime | None = None
    rejected_items: frozenset[str] = frozenset()
    """Items rejected of a claim that is paid otherwise."""
    rejection_notice: RejectionNoticeIssued | None = None
    notices: Mapping[str, datetime] = field(default_factory=dict)
    """Notice of rejection to when it was issued."""
    rejection_served: RejectionNoticeServed | None = None
    """The service of a notice that was proven last; of the whole claim's, once that was rejected."""

    # Conduct
    recused: frozenset[str] = frozenset()
    """Who declared an interest in the claim, or withdrew from it."""

    @property
    @carries(AUTHORITY_ANALYSIS)
    def under_analysis(self) -> bool:
        """Whether liability cannot be determined yet and somebody was asked to analyse it."""
        return self.determined is None and bool(self.opinions_awaited)

    @property
    def third_party(self) -> ThirdPartyLiabilityIdentified | None:
        """Who was found last to answer for the loss."""
        return next(iter([*self.third_parties.values()][-1:]), None)

    @property
    def denied(self) -> bool:
        """Whether nothing is covered, as determined last."""
        return self.determined is not None and self.determined.decision == "not_covered"

    @property
    def approved(self) -> str | None:
        """The liability that the superior approved, if it did."""
        if self.superior is None or self.superior.decision == "returned":
            return None
        return self.superior.liability or (self.proposed.decision if self.proposed else None)

    def told_since(self, determined_at: datetime | None) -> datetime | None:
        """When somebody was first told after a determination; a notice of before that told of another, or of none."""
        return min((at for at in self.told_at if determined_at and determined_at <= at), default=None)

    def here_since(self, codes: frozenset[str], at: datetime) -> frozenset[str]:
        """Those of the codes of which a document came in then or later: what is told of then may be recorded late."""
        return frozenset(code for code in codes if code in self.received_at and at <= self.received_at[code])

    def asked_piecemeal(self, request: SupplementRequested) -> frozenset[str]:
        """What another request asks for that the first should have: what was missing then; without new facts, all."""
        items = frozenset(request.missing_items)
        return items & self.known_at_first_request if request.new_facts else items

    def paid_before(self, at: datetime) -> bool:
        """Whether indemnity had been paid by then."""
        return self.first_paid_at is not None and self.first_paid_at <= at

    @property
    def waived_before_payment(self) -> tuple[RecoveryRightWaived, ...]:
        """The waivers for which the insurer is not liable."""
        return tuple(waiver for waiver in self.waivers if not self.paid_before(waiver.waived_at))

    @property
    def void(self) -> tuple[RecoveryRightWaived, ...]:
        """The waivers that count for nothing: made after payment, and the insurer had not consented."""
        return tuple(
            waiver for waiver in self.waivers if self.paid_before(waiver.waived_at) and waiver.consent_ref is None
        )


# The application and its documents


def _document_received(liability: Liability, recorded: Recorded) -> Liability:
    received: ClaimDocumentReceived = recorded.event  # type: ignore[assignment]
    code, came_in = received.item_code, {received.item_code}
    at = max(recorded.occurred_at, liability.received_at.get(code, recorded.occurred_at))
    received_at = {**liability.received_at, code: at}
    missing, requested = liability.missing_documents - came_in, liability.requested_documents - came_in
    awaited, standstills = liability.awaited_documents - came_in, liability.standstills
    if liability.awaited_documents and not awaited:
        *earlier, last = standstills
        standstills = (*earlier, last._replace(until=max([last.since, *(received_at[each] for each in last.awaited)])))
    return replace(
        liability,
        received_at=received_at,
        missing_documents=missing,
        requested_documents=requested,
        awaited_documents=awaited,
        standstills=standstills,
        known_at_first_request=liability.known_at_first_request - came_in,
        short_since=liability.short_since if missing - requested else None,
    )


def _shortfall_found(liability: Liability, recorded: Recorded) -> Liability:
    found: DocumentShortfallFound = recorded.event  # type: ignore[assignment]
    items = frozenset(found.missing_items)
    missing = liability.missing_documents | (items - liability.here_since(items, recorded.occurred_at))
    untold = missing - liability.requested_documents
    return replace(
        liability,
        missing_documents=missing,
        short_since=(liability.short_since or recorded.occurred_at) if untold else None,
    )


def _supplement_requested(liability: Liability, recorded: Recorded) -> Liability:
    """Nothing is awaited that is here already, unless it was found wanting since."""
    request: SupplementRequested = recorded.event  # type: ignore[assignment]
    items = frozenset(request.missing_items)
    asked = frozenset(code for code in items if code not in liability.received_at) | items & liability.missing_documents
    missing, requested = liability.missing_documents | asked, liability.requested_documents | asked
    awaited, standstills = liability.awaited_documents, liability.standstills
    if not (liability.requests and liability.asked_piecemeal(request)):
        came_in = liability.here_since(items - asked, request.at)
        if awaited:
            *earlier, last = standstills
            standstills = (*earlier, last._replace(awaited=last.awaited | asked))
        elif asked or came_in:
            since = max([request.at, *(each.until for each in standstills[-1:] if each.until)])
            until = None if asked else max([since, *(liability.received_at[code] for code in came_in)])
            standstills = (*standstills, Standstill(request, asked, since, until))
        awaited |= asked
    return replace(
        liability,
        missing_documents=missing,
        requested_documents=requested,
        awaited_documents=awaited,
        standstills=standstills,
        requests=(*liability.requests, request),
        known_at_first_request=liability.known_at_first_request if liability.requests else missing,
        short_since=liability.short_since if missing - requested else None,
    )


# Opinions of others


def _appraisal_linked(liability: Liability, recorded: Recorded) -> Liability:
    linked = recorded.event.appraisal_id  # type: ignore[attr-defined]
    return replace(liability, appraisals=liability.appraisals | {linked}) if linked else liability


def _opinion_requested(liability: Liability, recorded: Recorded) -> Liability:
    asked: AuthorityOpinionRequested = recorded.event  # type: ignore[assignment]
    liability = _appraisal_linked(liability, recorded)
    return replace(liability, opinions_awaited=liability.opinions_awaited | {asked.body})


def _opinion_received(liability: Liability, recorded: Recorded) -> Liability:
    received: AuthorityOpinionReceived = recorded.event  # type: ignore[assignment]
    liability = _appraisal_linked(liability, recorded)
    return replace(liability, opinions_awaited=liability.opinions_awaited - {received.body})


def _opinion_considered(liability: Liability, recorded: Recorded) -> Liability:
    considered: AppraisalOpinionConsidered = recorded.event  # type: ignore[assignment]
    liability = _appraisal_linked(liability, recorded)
    liability = replace(liability, opinions={**liability.opinions, considered.opinion_no: considered})
    if not considered.reasoned:
        return liability
    return replace(liability, considered={considered.appraisal_id: recorded.occurred_at, **liability.considered})


# Liability, third parties and rejection


def _before(recorded: Recorded, at: datetime | None) -> bool:
    """Whether it is a record, come late, of what was done before that time."""
    return at is not None and recorded.occurred_at < at


def _proposed(liability: Liability, recorded: Recorded) -> Liability:
    """The superior has answered it already where it answered later."""
    if _before(recorded, liability.proposed_at):
        return liability
    answered = _before(recorded, liability.superior_at)
    return replace(
        liability,
        proposed=recorded.event,
        proposed_at=recorded.occurred_at,
        superior=liability.superior if answered else None,
    )


def _superior_decided(liability: Liability, recorded: Recorded) -> Liability:
    """An answer of before the proposal was to another one."""
    if _before(recorded, liability.proposed_at) or _before(recorded, liability.superior_at):
        return liability
    return replace(liability, superior=recorded.event, superior_at=recorded.occurred_at)


def _rejection_proposed(liability: Liability, recorded: Recorded) -> Liability:
    """The legal department has agreed to it already where it agreed later."""
    if _before(recorded, liability.rejection_at):
        return liability
    agreed = _before(recorded, liability.concurrence_at)
    return replace(
        liability,
        rejection=recorded.event,
        rejection_at=recorded.occurred_at,
        concurrence=liability.concurrence if agreed else None,
    )


def _law_agreed(liability: Liability, recorded: Recorded) -> Liability:
    """What was agreed to before the proposal was another one."""
    if _before(recorded, liability.rejection_at) or _before(recorded, liability.concurrence_at):
        return liability
    return replace(liability, concurrence=recorded.event, concurrence_at=recorded.occurred_at)


def _law_disagreed(liability: Liability, recorded: Recorded) -> Liability:
    if _before(recorded, liability.rejection_at) or _before(recorded, liability.concurrence_at):
        return liability
    return replace(liability, rejection=None, concurrence=None, concurrence_at=recorded.occurred_at)


def _identified(liability: Liability, recorded: Recorded) -> Liability:
    liability = keeping(since="third_party_at")(liability, recorded)
    return replace(filing("third_parties", by="third_party")(liability, recorded), nobody_liable=False)


def _found_not_liable(liability: Liability, recorded: Recorded) -> Liability:
    found: ThirdPartyFoundNotLiable = recorded.event  # type: ignore[assignment]
    cleared = liability.third_parties.keys() if found.third_party is None else {found.third_party}
    left = {each: known for each, known in liability.third_parties.items() if each not in cleared}
    return replace(liability, third_parties=left, nobody_liable=not left)


def _determined(liability: Liability, recorded: Recorded) -> Liability:
    """A rejection of the whole stands while liability is denied; of items, until the whole is covered.

    What was proposed under another decision, and agreed to, falls with it.
    """
    determined: LiabilityDetermined = recorded.event  # type: ignore[assignment]
    liability = keeping(since="first_determined_at")(liability, recorded)
    if _before(recorded, liability.determined_at):
        return liability
    if liability.determined and liability.determined.decision != determined.decision:
        liability = replace(liability, rejection=None, concurrence=None)
    denied = determined.decision == "not_covered"
    return replace(
        liability,
        determined=determined,
        determined_at=recorded.occurred_at,
        rejected=liability.rejected if denied else None,
        rejected_at=liability.rejected_at if denied else None,
        rejected_items=frozenset() if determined.decision == "covered" else liability.rejected_items,
    )


def _notified(liability: Liability, recorded: Recorded) -> Liability:
    told: DeterminationNotified = recorded.event  # type: ignore[assignment]
    return replace(liability, notified_at=told.at, told_at=(*liability.told_at, told.at))


def _guided(liability: Liability, recorded: Recorded) -> Liability:
    guiding: InsuredGuidedToThirdParty = recorded.event  # type: ignore[assignment]
    guided = {guiding.third_party or "": guiding.at, **liability.guided}
    return replace(liability, guided=guided, guided_at=min(guided.values()))


def _rejected(liability: Liability, recorded: Recorded) -> Liability:
    rejected: ClaimRejected = recorded.event  # type: ignore[assignment]
    if rejected.items:
        return replace(liability, rejected_items=liability.rejected_items | frozenset(rejected.items))
    return replace(liability, rejected=rejected, rejected_at=recorded.occurred_at, rejection_served=None)


def _notice_issued(liability: Liability, recorded: Recorded) -> Liability:
    notice: RejectionNoticeIssued = recorded.event  # type: ignore[assignment]
    notices = first_of_each(liability.notices, notice.notice_no, recorded.occurred_at)
    return replace(liability, rejection_notice=notice, notices=notices)


def _notice_served(liability: Liability, recorded: Recorded) -> Liability:
    served: RejectionNoticeServed = recorded.event  # type: ignore[assignment]
    return replace(liability, rejection_served=served) if served.proven else liability


def _named(claim: object, event: Any) -> Iterator[Need]:
    """The appraisal that an event names, if it does."""
    if event.appraisal_id:
        yield Need(DisputedAppraisal, f"appraisal/{event.appraisal_id}")


def _unconsidered(claim: Any, determined: LiabilityDetermined) -> Iterator[Need]:
    liability: Liability = claim.liability
    for each in sorted(liability.appraisals - liability.considered.keys()):
        yield Need(DisputedAppraisal, f"appraisal/{each}")


NEEDS: Needs = {
    ClaimAgentRegistered: lambda claim, agent: [Need(Practice, slot=f"practising/{agent.identity_no.digest}")],
    AuthorityOpinionRequested: _named,
    AuthorityOpinionReceived: _named,
    AppraisalNeedIdentified: _named,
    AppraisalOpinionConsidered: _named,
    LiabilityDetermined: _unconsidered,
}
"""Whether a claim agent is an appraiser, and which appraisal opinions there are."""


def complete(claim: object, proposed: Proposed) -> Event:
    """The proof of the weather with what fell most in twelve hours, and whether that is a blizzard."""
    proof: WeatherProofCollected = proposed.event  # type: ignore[assignment]
    return replace(proof, most_in_12_hours=heaviest(proof.series), blizzard=is_blizzard(proof.series))


STEPS: Steps = {
    ClaimApplicationReceived: keeping(since="applied_at", at="received_at"),
    ClaimDocumentReceived: _document_received,
    DocumentShortfallFound: _shortfall_found,
    SupplementRequested: _supplement_requested,
    AuthorityOpinionRequested: _opinion_requested,
    AuthorityOpinionReceived: _opinion_received,
    AppraisalNeedIdentified: _appraisal_linked,
    AppraisalOpinionConsidered: _opinion_considered,
    WeatherProofCollected: keeping("weather", since="weather_at"),
    CauseAnalysisCompleted: keeping("cause", since="cause_at"),
    LiabilityProposed: _proposed,
    EscalatedForApproval: keeping(since="escalated_at"),
    SuperiorDecisionReceived: _superior_decided,
    LiabilityDetermined: _determined,
    DeterminationNotified: _notified,
    ProportionNegotiated: keeping("proportion"),
    ThirdPartyLiabilityIdentified: _identified,
    ThirdPartyFoundNotLiable: _found_not_liable,
    InsuredGuidedToThirdParty: _guided,
    PayFirstRequested: keeping("pay_first", since="pay_first_at"),
    SubrogationAssigned: lambda liability, recorded: keeping(since="assigned_at")(
        filing("assignments", by="letter_ref")(liability, recorded), recorded
    ),
    ThirdPartyCompensationReceived: adding("third_party_received"),
    RecoveryRightWaived: adding("waivers"),
    SubrogationPrejudiced: adding("prejudices"),
    IndemnityAbated: adding("abatements"),
    RefundDemanded: adding("refunds"),
    IndemnityPaid: keeping(since="first_paid_at", at="paid_at"),
    RejectionProposed: _rejection_proposed,
    LegalConcurrenceGiven: _law_agreed,
    LegalConcurrenceRefused: _law_disagreed,
    ClaimRejected: _rejected,
    RejectionNoticeIssued: _notice_issued,
    RejectionNoticeServed: _notice_served,
    ConflictDeclared: lambda liability, recorded: replace(
        liability, recused=liability.recused | {recorded.event.person_or_org}
    ),
    StaffRecused: lambda liability, recorded: replace(
        liability, recused=liability.recused | {recorded.event.person_id}
    ),
}
"""Event to what it makes of this part of the claim."""

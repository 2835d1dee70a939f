"""What an assignment knows of offer, evaluation, acceptance, adjusters and contact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ledger.adjusting.events.commission import (
    AdjusterReplaced,
    AdjustersAppointed,
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentOffered,
    ComplaintReceived,
    ConflictDeclared,
    EngagementEvaluated,
    EngagementLetterReceived,
    EngagementLetterRequested,
    InsuredContacted,
    SurveyPrepared,
)
from ledger.kernel.event import Recorded
from ledger.kernel.law import carries
from ledger.kernel.state import State, Steps, adding, keeping, replace
from ledger.law.machinery import COMPLAINT, MODES


class Commission(State, frozen=True, kw_only=True):
    """Offer, evaluation, acceptance, adjusters and contact."""

    offered_at: datetime | None = None
    firm_id: str = ""
    insurer_ids: tuple[str, ...] = ()
    line_of_business: str = ""
    claim_no: str | None = None
    mode: str = ""
    principals: tuple[str, ...] = ()
    evaluated: EngagementEvaluated | None = None
    evaluated_at: datetime | None = None
    """When it was first weighed."""
    accepted: AssignmentAccepted | None = None
    declined: AssignmentDeclined | None = None
    letter_requested_at: datetime | None = None
    letter: EngagementLetterReceived | None = None
    letter_signed_by: frozenset[str] = frozenset()
    """Those who signed any of the letters that came in."""
    appointed: AdjustersAppointed | None = None
    """The first appointment, from which times count."""
    appointed_at: datetime | None = None
    adjusters: tuple[str, ...] = ()
    conflicts: tuple[ConflictDeclared, ...] = ()
    contacted_at: datetime | None = None
    told: frozenset[str] = frozenset()
    """What contacts with the insured told: identity, commission."""
    prepared: frozenset[str] = frozenset()
    """What was prepared for the survey: tools, policy_info, research."""
    prepared_at: datetime | None = None
    """When the last of the three was."""
    complaints: tuple[ComplaintReceived, ...] = ()

    @property
    @carries(MODES)
    def letter_wanted_of(self) -> frozenset[str]:
        """Who has yet to sign a commission letter: the principals; of a joint commission, both sides."""
        missing = set(self.principals) - self.letter_signed_by
        if self.mode == "joint":
            signed = self.letter_signed_by | set(self.principals)
            missing |= {side for side, there in self._sides(signed).items() if not there}
        return frozenset(missing)

    @property
    def letter_complete(self) -> bool:
        """Whether the commission letter that the mode calls for is in hand."""
        return self.letter is not None and not self.letter_wanted_of

    @property
    def conflicted(self) -> frozenset[str]:
        """Of the firm and its adjusters, those with a declared interest."""
        return frozenset(each.person_or_org for each in self.conflicts) & {self.firm_id, *self.adjusters}

    @property
    @carries(COMPLAINT)
    def complained_of(self) -> frozenset[str]:
        """The adjusters that somebody complained of; allegations as yet."""
        return frozenset(each.adjuster_id for each in self.complaints if each.adjuster_id)

    def _sides(self, signed: set[str] | frozenset[str]) -> Mapping[str, bool]:
        """Whether an insurer, and somebody who is none, is among those."""
        return {"insurer": bool(signed & set(self.insurer_ids)), "insured": bool(signed - set(self.insurer_ids))}


def _offered(commission: Commission, recorded: Recorded) -> Commission:
    offered: AssignmentOffered = recorded.event  # type: ignore[assignment]
    return replace(
        commission,
        offered_at=recorded.occurred_at,
        firm_id=offered.firm_id,
        insurer_ids=offered.insurer_ids,
        line_of_business=offered.line_of_business,
        claim_no=offered.claim_no,
        mode=offered.mode,
        principals=offered.principals,
    )


def _requested(commission: Commission, recorded: Recorded) -> Commission:
    requested: EngagementLetterRequested = recorded.event  # type: ignore[assignment]
    return replace(commission, letter_requested_at=requested.at)


def _received(commission: Commission, recorded: Recorded) -> Commission:
    letter: EngagementLetterReceived = recorded.event  # type: ignore[assignment]
    return replace(commission, letter=letter, letter_signed_by=commission.letter_signed_by.union(letter.signatories))


def _appointed(commission: Commission, recorded: Recorded) -> Commission:
    appointed: AdjustersAppointed = recorded.event  # type: ignore[assignment]
    return replace(
        commission,
        adjusters=tuple(dict.fromkeys(appointed.adjuster_ids)),
        appointed=commission.appointed or appointed,
        appointed_at=commission.appointed_at or recorded.occurred_at,
    )


def _replaced(commission: Commission, recorded: Recorded) -> Commission:
    replaced: AdjusterReplaced = recorded.event  # type: ignore[assignment]
    after = (replaced.new if each == replaced.old else each for each in commission.adjusters)
    return replace(commission, adjusters=tuple(dict.fromkeys(after)))


def _contacted(commission: Commission, recorded: Recorded) -> Commission:
    contact: InsuredContacted = recorded.event  # type: ignore[assignment]
    said = {"identity": contact.identity_told, "commission": contact.commission_told}
    return replace(
        commission,
        contacted_at=min(contact.at, commission.contacted_at or contact.at),
        told=commission.told.union(name for name, told in said.items() if told),
    )


def _prepared(commission: Commission, recorded: Recorded) -> Commission:
    prepared: SurveyPrepared = recorded.event  # type: ignore[assignment]
    done = {"tools": prepared.tools, "policy_info": prepared.policy_info, "research": bool(prepared.research)}
    so_far = commission.prepared.union(name for name, there in done.items() if there)
    complete = len(so_far) == len(done)
    return replace(
        commission,
        prepared=so_far,
        prepared_at=commission.prepared_at or (recorded.occurred_at if complete else None),
    )


STEPS: Steps = {
    AssignmentOffered: _offered,
    EngagementEvaluated: keeping("evaluated", since="evaluated_at"),
    AssignmentAccepted: keeping("accepted"),
    AssignmentDeclined: keeping("declined"),
    EngagementLetterRequested: _requested,
    EngagementLetterReceived: _received,
    ConflictDeclared: adding("conflicts"),
    AdjustersAppointed: _appointed,
    AdjusterReplaced: _replaced,
    InsuredContacted: _contacted,
    SurveyPrepared: _prepared,
    ComplaintReceived: adding("complaints"),
}
"""Event to what it makes of this part of the assignment."""

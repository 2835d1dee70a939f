"""Events of an adjusting assignment: offer, evaluation, acceptance, adjusters and contact (MBA 3、4、附录A)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ledger.kernel import losses
from ledger.kernel.codes import Area, Digest, Id, Instant, Line, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event, Part, Sealed
from ledger.kernel.law import carries
from ledger.law.machinery import MACHINERY_BREAKDOWN

Zone = Literal["urban", "surrounding", "in_province", "out_of_province"]
"""Where the scene lies, seen from the office that handles the assignment. 案件所在区域"""
Channel = Literal["phone", "message", "email", "written", "in_person", "other"]


# Article 4.1 and 4.2: the offer and what the firm makes of it


@carries(MACHINERY_BREAKDOWN)
class AssignmentOffered(Event, by=("adjuster", "insurer"), opens="only"):
    """A firm was offered an adjusting assignment. 接到委托

    Source: MBA 4.1. `firm_id` is the adjusting firm; `insurer_ids` are the insurers that commission it or whose
    claim it concerns, `principals` everybody in whose name it is commissioned (an insurer's id, the insured's or
    a court's key); `claim_no` names the claim in the ledger, `service_types` what the firm is to do of all that is
    called adjusting (2.1).
    """

    firm_id: Id
    mode: Literal["joint", "insurer", "insured", "court", "other"]
    principals: tuple[Id, ...]
    insurer_ids: tuple[Id, ...] = ()
    claim_no: Id | None = None
    line_of_business: Line
    service_types: tuple[Literal["valuation", "survey", "examination", "loss_assessment", "risk_assessment"], ...] = ()
    jurisdiction: Area


class Weighed(Part, frozen=True, kw_only=True):
    """What the firm found of one item it has to weigh before it decides. 评估项"""

    ok: bool
    notes: Words | None = None


class EngagementEvaluated(Event, by=("adjuster",)):
    """The firm weighed whether it can take the assignment. 承接评估

    Source: MBA 4.2. An item that was not weighed is left out; a later evaluation replaces an earlier one.
    """

    competence: Weighed | None = None
    independence: Weighed | None = None
    business_risk: Weighed | None = None
    decided_by: Id | None = None


class AssignmentAccepted(Event, by=("adjuster",)):
    """The firm took the assignment. 接受委托

    Source: MBA 4.2, 10.4. `statutory_business` says whether this is adjusting that the law prescribes, with its
    `legal_basis`; left out where that is not known.
    """

    at: Instant
    statutory_business: bool | None = None
    legal_basis: Words | None = None


class AssignmentDeclined(Event, by=("adjuster",)):
    """The firm did not take the assignment. 不接受委托

    Source: MBA 4.2.
    """

    reason: Words


class EngagementLetterRequested(Event, by=("adjuster",)):
    """The firm asked its principal for the commission letter. 要求出具委托书

    Source: MBA 4.2.
    """

    at: Instant


class EngagementLetterReceived(Event, by=("adjuster",)):
    """A commission letter came in. 收到委托书

    Source: MBA 4.1. `signatories` are the ids of those in whose name it is signed; a joint commission may come as
    one letter or as one from each side.
    """

    letter_ref: Words
    signatories: tuple[Id, ...]
    dated: date | None = None


# Article 3.1: independence


class ConflictDeclared(losses.ConflictDeclared, by=("adjuster", "insurer")):
    pass


# Article 4.3 to 4.5: the adjusters, their contact with the insured, their preparation


class AdjustersAppointed(Event, by=("adjuster",)):
    """The firm appointed those who handle the assignment. 指派承办人员

    Source: MBA 4.3. `accepted_at` is when they took the appointment, where that is known; `zone` is decided by
    whoever dispatches them, seen from the office that handles the assignment, with the reason where it is doubtful.
    A later appointment replaces the earlier; the times of 4.4 and 5.1 count from the first.
    """

    adjuster_ids: tuple[Id, ...]
    accepted_at: Instant | None = None
    zone: Zone
    zone_reason: Words | None = None


class AdjusterReplaced(Event, by=("adjuster",)):
    """One adjuster took over from another. 更换承办人员

    Source: MBA 3.1, 4.3.
    """

    old: Id
    new: Id
    reason: Words


class ContactAttempted(Event, by=("adjuster",)):
    """The adjusters tried to reach the insured and did not. 联系未果

    Source: MBA 4.4; an attempt does not discharge the duty.
    """

    at: Instant
    channel: Channel


class InsuredContacted(Event, by=("adjuster",)):
    """The adjusters reached the insured. 联系被保险人

    Source: MBA 4.4. `identity_told` and `commission_told`: whether they said who they are, and on whose commission.
    """

    at: Instant
    channel: Channel = "phone"
    contact_person: Sealed[str] | None = None
    identity_told: bool
    commission_told: bool


class SurveyAppointmentAgreed(Event, by=("adjuster",)):
    """A time for the survey was agreed. 约定查勘时间

    Source: MBA 4.4, 5.1.5. `agreed_by` are the sides that agreed; only a time agreed by both insurer and insured
    replaces the times of 5.1.1 to 5.1.4. The latest agreement counts. `place` may be where somebody lives.
    """

    agreed_time: Instant
    place: Sealed[str]
    agreed_by: tuple[Literal["insurer", "insured"], ...]


class SurveyPrepared(Event, by=("adjuster",)):
    """The adjusters prepared the survey. 查勘准备

    Source: MBA 4.5. `tools`: ready; `policy_info`: read; `research`: what was looked up about the damaged property.
    """

    tools: bool
    policy_info: bool
    research: tuple[Words, ...] = ()


# Annex A: complaints about adjusters


class ComplaintReceived(Event, by=("adjuster", "insurer")):
    """Somebody complained of how an adjuster behaved. 投诉举报

    Source: MBA 附录A. An allegation, not a finding of fact; `evidence` are the digests of what came with it.
    """

    complaint_id: Id
    at: Instant
    adjuster_id: Id | None = None
    complainant: Sealed[str] | None = None
    alleged: Sealed[str]
    evidence: tuple[Digest, ...] = ()


EVENTS = events_of(__name__)

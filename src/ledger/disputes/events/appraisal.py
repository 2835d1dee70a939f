"""Events of a dispute over an appraisal: objection and reply, mediation, expert review (SMX 四)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ledger.disputes.events.dispute import OpeningEvent
from ledger.kernel.codes import Id, Instant, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import COMPUTED, Event, Part, Sealed


class AppraisalDisputed(OpeningEvent):
    """What may open a dispute over an appraisal: `agency_id` and `insurer_ids` are the appraisal's, filled in here."""

    appraisal_id: Id
    agency_id: str
    insurer_ids: tuple[str, ...]

    @property
    def disputed(self) -> str:
        return f"appraisal/{self.appraisal_id}"


# Article 四(三): objection, reply, remedy


class ObjectionRaised(AppraisalDisputed, by=("insurer", "appraisal_agency", "association"), opens="also"):
    """A party or an insurer objects to how the agency practised. 提出异议

    Source: SMX 四(三). `by` is an insurer's id or a party's key in the appraisal (P1, P2); `received_at`
    is when it reached the agency.
    """

    objection_id: Id
    appraisal_id: Id
    by: Id
    channel: Literal["phone", "written", "portal", "email", "other"]
    content: Sealed[str]
    received_at: Instant
    agency_id: Annotated[str, COMPUTED] = ""
    insurer_ids: Annotated[tuple[str, ...], COMPUTED] = ()


class ReplyExtensionAgreed(Event, by=("appraisal_agency",)):
    """Agency and objector agreed to a later reply in a difficult case. 协商延长

    Source: SMX 四(三). `new_due` is the last day of the extended term; `agreed_by` are the agency's id and
    the objector's as the objection has it.
    """

    objection_id: Id
    reason: Words
    difficult: bool
    new_due: date
    agreed_by: tuple[Id, ...]


class ObjectionReplied(Event, by=("appraisal_agency",)):
    """The agency replied to an objection. 回复异议

    Source: SMX 四(三). `at` is when the reply was sent, `ref` its number.
    """

    objection_id: Id
    form: Literal["phone", "written", "other"]
    ref: Words | None = None
    at: Instant


class RemedyPursued(Event, by=("insurer", "appraisal_agency")):
    """Whoever still disputes the opinion turned to a further remedy. 后续救济

    Source: SMX 四(三). `linked_id` is the appraisal that supplements or repeats the disputed one.
    """

    remedy: Literal["supplementary_appraisal", "re_appraisal", "court", "other"]
    linked_id: Id | None = None
    court_case_no: Words | None = None


# Article 四(一): mediation


class MediationRequested(AppraisalDisputed, by=("insurer", "appraisal_agency", "association"), opens="also"):
    """Somebody asks the associations to mediate. 申请调解

    Source: SMX 四(一). `by` is the agency's or an insurer's id, or a party's key in the appraisal.
    """

    by: Id
    appraisal_id: Id
    agency_id: Annotated[str, COMPUTED] = ""
    insurer_ids: Annotated[tuple[str, ...], COMPUTED] = ()


class MediationAccepted(Event, by=("association",)):
    """The associations took the mediation and named mediators. 受理调解

    Source: SMX 四(一).
    """

    mediators: tuple[Id, ...]


class MediationDeclined(Event, by=("association",)):
    """The associations did not take the mediation. 不予受理调解

    Source: SMX 四(一).
    """

    reason: Words


class MediationHandled(Event, by=("association",)):
    """The mediation was held and came to its end. 调解处理

    Source: SMX 四(一). `experts` are those whose advice was taken.
    """

    result: Literal["settled", "not_settled", "withdrawn"]
    experts: tuple[Id, ...] = ()


class MediationFeedbackGiven(Event, by=("association",)):
    """Those concerned were told what came of the mediation. 调解反馈

    Source: SMX 四(一).
    """

    to: tuple[Id, ...]
    at: Instant


# Article 四(二): expert review


class DisputeFlaggedForExpertReview(AppraisalDisputed, by=("association",), opens="also"):
    """The association puts a much disputed appraisal on the list for expert review. 列入专家评审

    Source: SMX 四(二). `objections` is how many were counted; `contradictory_opinions` whether opinions on
    the same matter contradict one another.
    """

    appraisal_id: Id
    reason: Words
    objections: int
    contradictory_opinions: bool
    agency_id: Annotated[str, COMPUTED] = ""
    insurer_ids: Annotated[tuple[str, ...], COMPUTED] = ()


class PanelMember(Part, frozen=True, kw_only=True):
    """An expert of the panel and the organisation he or she belongs to. 评审专家"""

    expert_id: Id
    affiliation: Id


class ExpertReviewConvened(Event, by=("association",)):
    """The association called the panel together. 组织专家评审

    Source: SMX 四(二).
    """

    panel: tuple[PanelMember, ...]


class ExpertReviewConcluded(Event, by=("association",)):
    """The panel came to its conclusion. 专家评审结论

    Source: SMX 四(二). `rules` are those of procedure or technique that may have been broken.
    """

    conclusion: Words
    suspected_violation: bool
    rules: tuple[Words, ...] = ()


class ViolationTransferredToJusticeBureau(Event, by=("association",)):
    """The suspected violation was handed over to the justice bureau. 移交司法行政机关

    Source: SMX 四(二). `receipt_no` is that of the bureau's receipt.
    """

    receipt_no: Words


EVENTS = events_of(__name__)

"""Events of a claim: application, documents, opinions, cause and the determination of liability (PICC 四)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from ledger.kernel import losses
from ledger.kernel.codes import Digest, Id, Instant, Millimetres, Money, Ratio, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import COMPUTED, Event, Part
from ledger.kernel.law import carries
from ledger.law.manual import DETERMINATION_OF_LIABILITY, RESEARCH_REFERENCE

Decision = Literal["covered", "not_covered", "partial"]
"""What liability comes to; `partial` names the items outside the cover."""

Cause = Literal[
    "fire",
    "explosion",
    "lightning",
    "storm",
    "flood",
    "snow",
    "flying_object",
    "landslide",
    "slow_subsidence",
    "utility_interruption",
    "other",
]
"""Causes that the manual tells apart, and the usual others. 近因"""


# The application and its documents


class ClaimApplicationReceived(Event, by=("insurer",)):
    """The insured, or who may claim for them, asked to be paid. 收到索赔申请

    Source: PICC 四(一). `applicant` is a key in the insurer's books; `amount` what is asked for, in yuan, if told.
    """

    applicant: Id
    received_at: Instant
    amount: Money | None = None


class ClaimDocumentReceived(losses.ClaimDocumentReceived, by=("insurer",)):
    pass


class DocumentShortfallFound(losses.DocumentShortfallFound, by=("insurer",)):
    pass


class SupplementRequested(losses.SupplementRequested, by=("insurer",)):
    pass


# Opinions of others


class AuthorityOpinionRequested(Event, by=("insurer",)):
    """An authority or other body was asked to analyse what could not be determined. 请权威部门鉴定

    Source: PICC 四(一). `appraisal_id` is that of a judicial appraisal in this ledger.
    """

    body: Words
    question: Words
    appraisal_id: Id | None = None


class AuthorityOpinionReceived(Event, by=("insurer",)):
    """The body's opinion came in. 收到权威意见

    Source: PICC 四(一). `appraisal_id` as in the request; `opinion_ref` is then the opinion's number.
    """

    body: Words
    opinion_ref: Id
    appraisal_id: Id | None = None


class AppraisalNeedIdentified(Event, by=("insurer",)):
    """A question of the claim needs a judicial appraisal. 拟鉴定

    Source: SMX 一(一). `appraisal_id` is that of the appraisal in this ledger, once it is known.
    """

    question: Words
    appraisal_id: Id | None = None


class AppraisalOpinionConsidered(Event, by=("insurer",)):
    """The insurer reviewed an appraisal opinion and adopted it, or did not, and why. 鉴定意见审核采信

    Source: SMX 三(二). `reviewer` is a member of its staff.
    """

    opinion_no: Id
    appraisal_id: Id
    adopted: Literal["full", "partial", "not"]
    reasons: Words | None = None
    reviewer: Id

    @property
    def reasoned(self) -> bool:
        """Whether it says why, where it must: for what was not adopted in full."""
        return self.adopted == "full" or self.reasons is not None


# The cause


class CauseFlagged(losses.CauseFlagged, by=("insurer",)):
    pass


class WeatherProofCollected(Event, by=("insurer",)):
    """The snowfall at the place was proven by measurements. 气象资料收集

    Source: PICC 注意·(二)4. `series` is the snow of each hour from `since` on, in millimetres of water; `hash` that of
    the source's document. What fell most within twelve hours, and whether that is a blizzard, the ledger computes.
    """

    station: Words
    source: Words
    hash: Digest
    since: Instant
    series: tuple[Millimetres, ...]
    most_in_12_hours: Annotated[Millimetres, COMPUTED] = Decimal(0)
    blizzard: Annotated[bool, COMPUTED] = False


class FireInquiry(Part, frozen=True, kw_only=True):
    """What was found of the insured's precautions after fire or explosion (PICC 四(三)). 火灾原因分析"""

    equipment_sound: bool
    wiring_maintained: bool
    storage_compliant: bool


class CauseAnalysisCompleted(losses.CauseAnalysisCompleted, by=("insurer",)):
    cause: Cause = "other"
    operator_error: bool = False
    fire: FireInquiry | None = None


# Liability


class Basis(Part, frozen=True, kw_only=True):
    """A document liability rests on, and of what kind it is. 责任认定依据"""

    kind: Literal[
        "survey_record",
        "accident_proof",
        "authority",
        "adjuster_report",
        "appraisal_opinion",
        "academic",
        "other",
    ]
    ref: Id

    @property
    @carries(RESEARCH_REFERENCE)
    def for_reference(self) -> bool:
        """Whether it may be looked at and carries no determination by itself."""
        return self.kind == "academic"


class LiabilityProposed(Event, by=("insurer",)):
    """What the claims staff think of liability, before it is determined. 责任初步意见

    Source: PICC 四(四). `amount` is what the case may come to and `authority_limit` what its handlers may decide
    alone, in yuan; `disputed` a doubtful case on which opinions differ.
    """

    decision: Decision
    amount: Money
    authority_limit: Money | None = None
    over_authority: bool = False
    disputed: bool = False

    @property
    def beyond(self) -> bool:
        """Whether it is more than its handlers may decide, or a case in dispute."""
        over = self.authority_limit is not None and self.amount > self.authority_limit
        return over or self.over_authority or self.disputed


class EscalatedForApproval(Event, by=("insurer",)):
    """A case was laid before the superior company. 报上级审批

    Source: PICC 四(四), 八(三).
    """

    level: Words
    reason: Words


class SuperiorDecisionReceived(Event, by=("insurer",)):
    """The superior company answered. 上级批复

    Source: PICC 四(四). An approval is of the liability proposed, unless it says which it approves instead; `by` is
    the superior's id.
    """

    decision: Literal["approved", "returned"]
    liability: Decision | None = None
    by: Id


@carries(DETERMINATION_OF_LIABILITY)
class LiabilityDetermined(Event, by=("insurer",)):
    """The insurer determined whether the loss is covered. 责任核定

    Source: PICC 四. `clauses` are those of cover and `exclusions` those of exemption it applied; `outside` the items
    that a partial decision leaves out of the cover; a complex case says why it is one.
    """

    decision: Decision
    clauses: tuple[Words, ...]
    exclusions: tuple[Words, ...] = ()
    basis: tuple[Basis, ...]
    outside: tuple[Id, ...] = ()
    subjective_cause: Words | None = None
    objective_cause: Words | None = None
    complex: bool = False
    complexity_reason: Words | None = None


class DeterminationNotified(Event, by=("insurer",)):
    """The insured or the beneficiary was told of the determination. 核定结果通知

    Source: PICC 四(一). `recipient` is a key in the insurer's books; `at` is when it reached them.
    """

    recipient: Id
    channel: Literal["letter", "message", "online", "in_person", "phone", "other"]
    at: Instant


class ProportionNegotiated(Event, by=("insurer",)):
    """Where causes cannot be told apart, the share of the loss that counts as covered was agreed. 协商比例赔偿

    Source: PICC 注意·拒赔部分4. `agreed_by` are the keys of those who agreed: the insurer's id, the insured's.
    """

    covered_share: Ratio
    agreed_by: tuple[Id, ...]
    reasons: Words


EVENTS = events_of(__name__)

"""Events of a judicial appraisal in an insurance claim: one stream a commission (SMX 一, 二)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ledger.kernel.codes import Area, Digest, Id, Instant, Shape, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event, Part, Sealed

Mode = Literal["joint", "unilateral_party", "unilateral_insurer"]
Grade = Literal["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "none", "not_applicable"]
MatterKey = Annotated[str, Shape(pattern=r"^[A-Za-z0-9._:+-]{1,120}$")]
"""Claim, subject and appraisal item in one key, such as CLM-1+S1+disability; nothing personal."""


class Principal(Part, frozen=True, kw_only=True):
    """One side that commissions. 委托人

    `id` is the side's own key in this appraisal: an insurer's registered id, or P1, P2 for parties.
    `description` is required for the role "other".
    """

    id: Id
    role: Literal["policyholder", "insured", "victim", "beneficiary", "other", "insurer"]
    name: Sealed[str] | None = None
    description: Words | None = None


class Standard(Part, frozen=True, kw_only=True):
    """A technical standard or specification. 技术标准"""

    code: Words
    version: Words
    clause: Words | None = None


class ProcedureCheck(Part, frozen=True, kw_only=True):
    """The agency's answer to one item of the acceptance checklist. 受理核对项"""

    item: Literal["roster", "notice", "materials", "conflict", "matter"]
    passed: bool
    note: Words | None = None


class AppraisalRequested(Event, by=("appraisal_agency", "insurer"), opens="only"):
    """Somebody asks an agency for a judicial appraisal in a claim. 鉴定委托申请

    Source: SMX 一(一), 一(三). `area` defaults to the agency's seat; `roster_version` is filled in by
    the ledger; `reappraisal_of` names the appraisal whose issued opinion is disputed.
    """

    mode: Mode
    principals: tuple[Principal, ...]
    agency_id: Id
    matter_key: MatterKey
    claim_no: Id
    insurer_ids: tuple[Id, ...]
    question: Sealed[str]
    area: Area | None = None
    reappraisal_of: Id | None = None
    roster_version: int | None = None


class JointCommissionExplained(Event, by=("insurer",)):
    """The insurer explained joint commissioning to the party. 告知共同委托

    Source: SMX 一(一). With any of the three contents missing it is recorded as incomplete.
    """

    party: Id
    meaning: bool
    procedure: bool
    legal_consequences: bool
    outcome: Literal["agreed", "refused", "no_response"]

    @property
    def complete(self) -> bool:
        """Whether nothing was left out (SMX-1.1-explain-content)."""
        return self.meaning and self.procedure and self.legal_consequences


class AgencySelectionAgreed(Event, by=("insurer", "appraisal_agency")):
    """Both sides chose the agency together. 协商选择机构

    Source: SMX 一(一). `agreed_by` are ids of principals.
    """

    agency_id: Id
    agreed_by: tuple[Id, ...]


class UnilateralNoticeIssued(Event, by=("appraisal_agency",)):
    """The agency handed out the notice on unilateral commissions. 出具单方委托告知书

    Source: SMX 一(二).
    """

    notice_id: Id
    risks: Words
    legal_consequences: Words
    to: Id


class UnilateralNoticeSigned(Event, by=("appraisal_agency",)):
    """The party signed the notice. 单方委托告知书签字

    Source: SMX 一(二). `by` is the id of the principal who signed.
    """

    notice_id: Id
    by: Id
    at: Instant


class AppraisalMaterialSubmitted(Event, by=("appraisal_agency", "insurer")):
    """A material was handed in; a new version voids earlier confirmations. 提交鉴定材料

    Source: SMX 一(一), 一(二). `by` is the id of the principal it comes from.
    """

    material_id: Id
    hash: Digest
    by: Id
    title: Words | None = None


class TruthDeclarationSigned(Event, by=("appraisal_agency",)):
    """A party answers for the truth and legality of its materials. 材料真实性声明

    Source: SMX 一(二).
    """

    by: Id
    material_ids: tuple[Id, ...]


class AppraisalMaterialReviewed(Event, by=("appraisal_agency",)):
    """The agency examined a material. 审查鉴定材料

    Source: SMX 一(二).
    """

    material_id: Id
    result: Literal["accepted", "rejected", "needs_supplement"]
    reviewer: Id
    reasons: Words | None = None


class AppraisalMaterialConfirmed(Event, by=("appraisal_agency", "insurer")):
    """A side of a joint commission confirmed one version of a material. 确认鉴定材料

    Source: SMX 一(一). `by` is the id of the principal.
    """

    material_id: Id
    hash: Digest
    by: Id


class ConflictDeclared(Event, by=("appraisal_agency", "insurer")):
    """An interest relation between agency or appraiser and a side was declared. 利害关系申报

    Source: SMX 二(四). `person_or_org` is an appraiser's or the agency's id.
    """

    person_or_org: Id
    counterparty: Id
    relation: Words


class AppraiserRecused(Event, by=("appraisal_agency",)):
    """An appraiser withdrew from the case. 鉴定人回避

    Source: SMX 二(四).
    """

    person_id: Id
    relation: Words


class ClaimAgentRegistered(Event, by=("insurer", "appraisal_agency")):
    """Somebody acts for a principal in the claim that the appraisal serves. 索赔代理人登记

    Source: SMX 二(四). `by` is the id of the principal, `mandate_ref` that of the mandate.
    """

    by: Id
    name: Sealed[str]
    identity_no: Sealed[str]
    mandate_ref: Id


class AppraisalCommissionAccepted(Event, by=("appraisal_agency",)):
    """The agency takes the commission; the matter is reserved from here on. 受理

    Source: SMX 一(一), 一(二). `checks` answers the acceptance checklist; `roster_version` is filled in
    by the ledger.
    """

    checks: tuple[ProcedureCheck, ...]
    roster_version: int | None = None


class AppraisalCommissionDeclined(Event, by=("appraisal_agency",)):
    """The agency does not take the commission. 不予受理

    Source: SMX 一(二), 一(四).
    """

    reason: Words
    basis: Words


class DeclineStatementIssued(Event, by=("appraisal_agency",)):
    """The agency told the principal in writing why it declines. 退案说明

    Source: SMX 一(四).
    """

    statement_no: Id
    reasons: Words
    basis: Words


class AppraisalMaterialsReturned(Event, by=("appraisal_agency",)):
    """The materials went back to the principal. 退还鉴定材料

    Source: SMX 一(四). `receipt` refers to the signed receipt.
    """

    material_ids: tuple[Id, ...]
    receipt: Id


class CommissionLetterSigned(Event, by=("appraisal_agency",)):
    """Agency and principals signed the commission letter. 签订司法鉴定委托书

    Source: SMX 一(四). `signatories` are the agency's id and ids of principals.
    """

    letter_no: Id
    signatories: tuple[Id, ...]
    agreed_standards: tuple[Standard, ...] = ()


class AppraisalSessionScheduled(Event, by=("appraisal_agency",)):
    """The agency fixed when and where it examines; the same session again reschedules it. 安排鉴定时间

    Source: SMX 二(五). `expected` are ids of insurers and principals; empty means all of them.
    """

    session_id: Id
    start: Instant
    place: Words
    appraisers: tuple[Id, ...]
    expected: tuple[Id, ...] = ()


class AppraiserLicenceShown(Event, by=("appraisal_agency",)):
    """An appraiser showed the practice licence to those present. 出示执业证

    Source: SMX 二(二).
    """

    session_id: Id
    appraiser: Id
    licence_no: Id
    shown_to: tuple[Id, ...] = ()


class AppraisalStarted(Event, by=("appraisal_agency",)):
    """The examination of a session began. 鉴定开始

    Source: SMX 二(二), 二(五).
    """

    session_id: Id
    appraisers: tuple[Id, ...]


class AppraisalProcessRecorded(Event, by=("appraisal_agency",)):
    """A step of the examination was recorded while it happened. 实时记录

    Source: SMX 二(二). `occurred_at` and `recorded_at` are the step's and the record's own times.
    """

    record_id: Id
    session_id: Id
    medium: Literal["notes", "audio", "video", "photo", "other"]
    occurred_at: Instant
    recorded_at: Instant
    hash: Digest


class ProcessRecordSigned(Event, by=("appraisal_agency",)):
    """Appraisers signed a process record. 实时记录签名

    Source: SMX 二(二).
    """

    record_id: Id
    signatories: tuple[Id, ...]


class AppraisalMaterialUsed(Event, by=("appraisal_agency",)):
    """A version of a material serves as a basis of the appraisal. 使用鉴定材料

    Source: SMX 一(一).
    """

    material_id: Id
    hash: Digest


class AppraisalConcluded(Event, by=("appraisal_agency",)):
    """The examination came to its result, with or without a disability grade. 鉴定得出结论

    Source: SMX 二(三).
    """

    result: Sealed[str]
    disability_grade: Grade | None = None


class AppraisalDrafted(Event, by=("appraisal_agency",)):
    """The opinion was drafted. 起草意见书"""

    hash: Digest
    standards: tuple[Standard, ...] = ()


class AppraisalReviewCompleted(Event, by=("appraisal_agency",)):
    """A second pair of eyes reviewed one draft. 鉴定复核

    Source: SMX 二(三).
    """

    reviewer: Id
    result: Literal["passed", "returned"]
    hash: Digest


class AppraisalOpinionIssued(Event, by=("appraisal_agency",)):
    """The opinion is issued: its data are frozen and the matter is free again. 出具鉴定意见书

    Source: SMX 二(三), 一(一). `standards_deviation` says why agreed standards were not applied.
    """

    opinion_no: Id
    hash: Digest
    data_hash: Digest
    standards_applied: tuple[Standard, ...]
    appraisers: tuple[Id, ...]
    materials_used: tuple[Id, ...]
    standards_deviation: Words | None = None


class ClericalCorrectionNoted(Event, by=("appraisal_agency",)):
    """A slip of the pen in the opinion is noted; no data change. 笔误补正"""

    text: Sealed[str]


class AppraisalCommissionTerminated(Event, by=("appraisal_agency",)):
    """The commission ends without an opinion. 终止鉴定

    Source: SMX 二(三), 二(五). An insurer's absence is no ground.
    """

    reason: Literal["withdrawn_by_principal", "materials_insufficient", "impossible", "insurer_absence", "other"]
    note: Words | None = None


class AppraisalFileItemFiled(Event, by=("appraisal_agency",)):
    """Something was put into the case file. 归入鉴定案卷

    Source: SMX 一(二), 二(二), 三(四). `ref` is the notice, record or session the item belongs to,
    `copy_of` the insurer whose witness's identity documents were copied.
    """

    item_type: Literal[
        "unilateral_notice",
        "process_record",
        "identity_copy",
        "commission_letter",
        "material",
        "opinion",
        "other",
    ]
    hash: Digest
    ref: Id | None = None
    copy_of: Id | None = None


class AppraisalFileArchived(Event, by=("appraisal_agency",)):
    """The complete case file went to the archive. 鉴定档案归档

    Source: SMX 一(二), 二(二), 三(四). `manifest` is the digest of the file list.
    """

    manifest: Digest
    archived_at: datetime | None = None


EVENTS = events_of(__name__)

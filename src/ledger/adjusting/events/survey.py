"""Events of an adjusting assignment: visits, notices, survey record, re-surveys (MBA 5.1 至 5.3.3、附录A、附录B)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ledger.adjusting.events.commission import Channel
from ledger.kernel import losses
from ledger.kernel.codes import Digest, Id, Instant, Money, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event, Part, Sealed

Answer = Literal["yes", "no", "unclear"]
Matter = Literal["client_notice", "survey_record", "loss_growing", "other"]
"""What the principal is told of, or a written record made of."""
NoticePart = Literal[
    "firm", "address", "postcode", "hotline", "scope", "principal", "integrity", "complaints", "disputes", "signature"
]
"""What the form of the client notice contains (MBA 附录A). 客户告知书内容"""


# Article 5.1: reaching the scene


class ArrivedOnSite(Event, by=("adjuster",)):
    """The adjusters arrived at the scene. 到达现场

    Source: MBA 5.1. `visit_no` counts from 1; adjusters who come one by one arrive for the same visit. `place` may be
    where somebody lives.
    """

    at: Instant
    place: Sealed[str]
    visit_no: int


# Article 5.2 and annexes A, B: with the insured at the scene


class ClientNoticePresented(Event, by=("adjuster",)):
    """The client notice was shown to the insured. 出示客户告知书

    Source: MBA 5.2.1, 附录A. `parts` are what the form contained, `explained` whether it was gone through; `to` is
    the insured's key.
    """

    template_version: Words
    parts: tuple[NoticePart, ...] = ()
    explained: bool
    to: Id


class ClientNoticeAcknowledged(Event, by=("adjuster",)):
    """The insured confirmed knowing the client notice. 客户告知书回执

    Source: MBA 5.2.1, 附录A. `type` says whether the receipt is signed on paper or electronic, `by` who gave it.
    """

    type: Literal["paper", "electronic"]
    ref: Words
    by: Sealed[str]
    dated: date


class ClientNoticeAcknowledgementRefused(Event, by=("adjuster",)):
    """The insured would not confirm knowing the client notice. 拒签客户告知书

    Source: MBA 5.2.1.
    """

    reason: Words


class PrincipalInformed(Event, by=("adjuster",)):
    """The principal was told of something. 告知委托人

    Source: MBA 5.2.1, 5.2.4 b), 5.3.3. `subject_id` names the document or the observation it is about; left out, it
    is about all of that matter. `principal_id` is who was told; telling somebody who did not commission the adjusting
    tells no principal.
    """

    matter: Matter
    subject_id: Id | None = None
    principal_id: Id
    channel: Channel
    at: Instant


class WrittenRecordMade(Event, by=("adjuster",)):
    """Something was put on record in writing. 作书面记录

    Source: MBA 5.2.1, 5.3.3. `subject_id` as with the telling of the principal.
    """

    matter: Matter
    subject_id: Id | None = None
    record_ref: Words


class CaseFactsInterviewed(Event, by=("adjuster",)):
    """The insured was asked about the accident and the machine. 询问案件基本情况

    Source: MBA 5.2.2. What was not answered is left out; a later interview adds to an earlier one.
    """

    course: Words | None = None
    loss: Words | None = None
    cause: Words | None = None
    machine_use: Words | None = None
    in_operation_before: bool | None = None
    maintenance: Words | None = None
    in_warranty: bool | None = None
    operators: Words | None = None


class ProcedureExplained(Event, by=("adjuster",)):
    """The insured was told how adjusting proceeds. 介绍公估程序

    Source: MBA 5.2.3. `cooperation_items` are what the insured is asked to do; `neutrality`: whether it was said
    that the adjuster takes no side.
    """

    cooperation_items: tuple[Words, ...]
    neutrality: bool


class SalvageNoticeIssued(Event, by=("adjuster",)):
    """The insured was given the salvage notice. 出具施救告知书

    Source: MBA 5.2.4 a), 附录B. `principal` is who commissioned the adjusting.
    """

    notice_ref: Words
    principal: Id
    accident_on: date | None = None
    cause: Words | None = None
    insured: Sealed[str] | None = None
    insured_on: date | None = None
    adjuster_id: Id | None = None
    adjuster_on: date | None = None


class SalvageMeasuresTaken(losses.SalvageMeasuresTaken, by=("adjuster", "insurer")):
    pass


class LossAggravationObserved(Event, by=("adjuster",)):
    """The loss was seen to be growing. 发现损失扩大趋势

    Source: MBA 5.2.4 b).
    """

    observation_id: Id
    observation: Words


class CountermeasuresAgreed(Event, by=("adjuster",)):
    """Measures against a growing loss were arranged with those concerned. 制定应对措施

    Source: MBA 5.2.4 b). `observation_id` left out: against all that was observed.
    """

    observation_id: Id | None = None
    measures: Words
    parties: tuple[Id, ...]


# Article 5.3.1: the survey


class PolicyChecksRecorded(Event, by=("adjuster",)):
    """The scene was checked against the policy. 核对保险合同

    Source: MBA 5.3.1 a). Whether the equipment is at an insured location and on the list of what is insured, and
    the accident within the period; `special_terms` are the special terms noted, or that there are none.
    """

    location: Answer | None = None
    listed: Answer | None = None
    period: Answer | None = None
    special_terms: Words | None = None


class SurveyPlanAgreed(Event, by=("adjuster",)):
    """The plan of the survey was worked out. 查勘方案

    Source: MBA 5.3.1 b). `participants` are the ids and keys of those who took part.
    """

    plan_ref: Words
    participants: tuple[Id, ...]


class InsuredLiaisonDesignated(Event, by=("adjuster",)):
    """The insured named a person to assist with the survey. 被保险人指定专人

    Source: MBA 5.3.1 c).
    """

    person: Sealed[str]
    position: Words
    phone: Sealed[str] | None = None


class Counted(Part, frozen=True, kw_only=True):
    """One item as counted. 清点项目"""

    item_id: Id
    name: Words
    quantity: int


class InventoryTaken(Event, by=("adjuster",)):
    """The damaged property was counted. 清点

    Source: MBA 5.3.1 d). `method` says how; `counted_by` are adjusters.
    """

    inventory_id: Id
    method: Words
    items: tuple[Counted, ...]
    counted_by: tuple[Id, ...] = ()


class DamageItemRecorded(Event, by=("adjuster",)):
    """A damaged part was recorded with its machine. 受损项目记录

    Source: MBA 5.3.1 e). What is not known is left out; a later record of the item replaces the earlier.
    """

    item_id: Id
    machine_name: Words | None = None
    model: Words | None = None
    manufacturer: Words | None = None
    part_name: Words | None = None
    part_model: Words | None = None
    part_spec: Words | None = None
    loss: Words | None = None
    related_to_accident: Answer | None = None


class WearAssessmentRecorded(Event, by=("adjuster",)):
    """Wear and other results of running were told apart from damage. 甄别磨损腐蚀

    Source: MBA 5.3.1 f). No flags: none was found. `excluded_amount` is what is to be left out for it, in yuan.
    """

    item_id: Id
    flags: tuple[Literal["wear", "oxidation", "corrosion", "rust", "pitting", "scale", "other"], ...]
    excluded_amount: Money | None = None


class DamagePhotoTaken(Event, by=("adjuster",)):
    """A damaged item was photographed. 受损标的拍照

    Source: MBA 5.3.1 g).
    """

    photo_hash: Digest
    item_id: Id
    taken_at: Instant
    caption: Words | None = None


class OperatingDataCaptured(Event, by=("adjuster",)):
    """How the machine ran, and how it was running at the loss. 运行参数

    Source: MBA 5.3.1 h). What could not be obtained is left out.
    """

    running_hours: Words | None = None
    state: Words | None = None
    log_ref: Words | None = None
    parameters: Words | None = None
    evolution: Words | None = None


class RepairInfoCollected(Event, by=("adjuster",)):
    """Whether a part can be repaired, and by whom, was found out. 可修性及维修单位

    Source: MBA 5.3.4 b).
    """

    item_id: Id
    repairable: Answer
    shop: Words | None = None


class RepairMethodAgreed(losses.RepairMethodAgreed, by=("adjuster",)):
    pass


# Article 5.3.2: re-surveys


class ResurveyNeeded(Event, by=("adjuster",)):
    """The scene has to be surveyed again. 需复勘

    Source: MBA 5.3.2. `reason`: something is undetermined, a part must be dismantled or tested, or a repair followed
    up; `items` are the damaged items concerned, none: all of them.
    """

    resurvey_id: Id
    reason: Literal["undetermined", "dismantling_or_test", "repair_followup"]
    items: tuple[Id, ...]
    open_points: tuple[Words, ...] = ()


class ResurveyScheduled(Event, by=("adjuster",)):
    """The time of a re-survey was set. 安排复勘

    Source: MBA 5.3.2.
    """

    resurvey_id: Id
    at: Instant


class ResurveyCompleted(Event, by=("adjuster",)):
    """The scene was surveyed again. 复勘完成

    Source: MBA 5.3.2.
    """

    resurvey_id: Id
    findings: Words


# Article 5.3.3: the survey record and the notes of interviews


class SurveyRecordCompleted(Event, by=("adjuster",)):
    """The record of a survey was completed. 现场查勘记录

    Source: MBA 5.3.3. `participants` are ids and keys; `items` the damaged items on it. `place` may be where somebody
    lives; `description` is of property, never of persons and their health.
    """

    document_id: Id
    hash: Digest
    surveyed_at: Instant | None = None
    place: Sealed[str] | None = None
    participants: tuple[Id, ...] = ()
    items: tuple[Id, ...] = ()
    description: Words | None = None


class InventoryCompletenessConfirmed(Event, by=("adjuster",)):
    """The insured answered whether all damage has been counted. 清点完毕确认

    Source: MBA 5.3.3. `document_id` is the survey record in which the answer stands; `remaining` what is not counted.
    """

    document_id: Id
    answer: Literal["all_counted", "not_all"]
    remaining: Words | None = None


class StatementTaken(losses.StatementTaken, by=("adjuster",)):
    pass


class SurveyRecordSigned(Event, by=("adjuster",)):
    """The insured's representative signed a survey record, or the notes of an interview. 查勘记录签章

    Source: MBA 5.3.3. It takes signature and seal; `without_seal` gives the reason where the insured has none, such
    as a natural person.
    """

    document_id: Id
    signatory: Sealed[str]
    signature: bool
    seal: bool
    without_seal: Words | None = None

    @property
    def counts(self) -> bool:
        """Whether it is signed, and sealed or excused from that."""
        return self.signature and (self.seal or self.without_seal is not None)


class SurveyRecordSignatureRefused(Event, by=("adjuster",)):
    """The insured's representative would not sign a survey record, or the notes of an interview. 拒签查勘记录

    Source: MBA 5.3.3.
    """

    document_id: Id
    reason: Words


EVENTS = events_of(__name__)

"""Events of a claim: the survey: scene, photos, inventory, accounts (PICC 二、注意·二)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ledger.claims.events.report import PropertyClass
from ledger.kernel import losses
from ledger.kernel.codes import Digest, Id, Instant, Money, Ratio, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event, Part, Sealed

# 注意·二(一) 至 (三)、(六): at the scene


class DelayExplained(Event, by=("insurer",)):
    """The insured was told why the surveyors cannot come in time. 未及时到达说明

    Source: PICC 注意·二(六).
    """

    reason: Words
    to: Id


class SurveyorArrived(Event, by=("insurer",)):
    """Surveyors reached the scene. 查勘人员到达

    Source: PICC 二, 注意·二(二). `preserve_scene` says that the scene must be kept as it is, `sampleable` that samples
    of what was damaged can be taken.
    """

    surveyor_ids: tuple[Id, ...]
    arrived_at: Instant
    preserve_scene: bool = False
    sampleable: bool = False


class ScenePreserved(Event, by=("insurer",)):
    """The scene was protected together with an authority. 现场保护

    Source: PICC 注意·二(二).
    """

    authority: Words
    since: Instant
    until: Instant | None = None


class EmergencyRestorationPermitted(Event, by=("insurer",)):
    """An enterprise may restore production before the survey, if it photographs the first scene. 允许先行恢复生产

    Source: PICC 注意·二(六). `legal_basis` is the national or industry rule that orders the emergency repair.
    """

    enterprise: Id
    legal_basis: Words
    condition: Literal["keep_first_scene_photos"] = "keep_first_scene_photos"


class SampleTaken(Event, by=("insurer",)):
    """A sample of what was damaged was taken and sealed. 提取样品

    Source: PICC 注意·二(二). `taken_by` is a staff id, `custodian` who keeps it, each by id.
    """

    sample_id: Id
    item_id: Id
    what: Words
    taken_by: Id
    taken_at: Instant
    seal_no: Words
    custodian: Id


class SampleHandedOver(Event, by=("insurer",)):
    """A sample passed into other hands, as to be tested. 样品移交

    Source: PICC 注意·二(二). `appraisal_id` names the appraisal it is tested for.
    """

    sample_id: Id
    to: Id
    at: Instant
    purpose: Words
    seal_intact: bool
    appraisal_id: Id | None = None


class StatementTaken(losses.StatementTaken, by=("insurer",)):
    pass


class SalvageUrged(Event, by=("insurer",)):
    """The insured was urged to clear the site and to save what can be saved. 督促施救

    Source: PICC 二5.
    """

    measures_advised: Words


class SalvageMeasuresTaken(losses.SalvageMeasuresTaken, by=("insurer",)):
    pass


# 二4: photos and sketch

View = Literal[
    "address",
    "insured_name",
    "first_scene",
    "fire_origin",
    "plan",
    "elevation",
    "beam",
    "column",
    "wall",
    "inner_wall",
    "outer_wall",
    "ceiling",
    "overall",
    "detail",
    "nameplate",
    "close_up",
    "layout",
    "salvaged",
    "opened_package",
]
"""What a photo lets one see. 拍摄内容"""
Category = Literal["place", "overview", "quantity", "degree"]
"""What a photo is there to show. 照片类别"""


class ScenePhotoTaken(Event, by=("insurer",)):
    """A photo was taken at the scene. 现场拍照

    Source: PICC 二4.
    """

    photo_hash: Digest
    category: Category
    taken_at: Instant
    subject: Words


class Photo(Part, frozen=True, kw_only=True):
    """One photo: what it shows, of which class of property, item or replaced part. 现场照片"""

    hash: Digest
    category: Category
    property_class: PropertyClass | None = None
    views: tuple[View, ...] = ()
    item_id: Id | None = None
    part_id: Id | None = None
    caption: Words | None = None
    taken_at: Instant


class ScenePhotosUploaded(Event, by=("insurer",)):
    """Photos of the scene came into the file, taken by the surveyor or by the insured. 现场照片上传

    Source: PICC 二4, 注意·二(六).
    """

    photos: tuple[Photo, ...]
    by: Literal["surveyor", "insured"]
    uploaded_at: Instant


class SceneSketchDrawn(Event, by=("insurer",)):
    """A sketch of the scene was drawn; the members say what it shows. 绘制现场草图

    Source: PICC 二4.
    """

    sketch_ref: Id
    storage_place: bool
    distribution: bool
    surroundings: bool
    text: Words | None = None


class ReplacedPart(Part, frozen=True, kw_only=True):
    """A part that was taken out and replaced. 更换的零部件"""

    part_id: Id
    name: Words


class RepairOnSiteRecorded(Event, by=("insurer",)):
    """Something was taken apart and repaired at the scene. 现场拆卸修理

    Source: PICC 二4(4).
    """

    replaced_parts: tuple[ReplacedPart, ...]


# 二6、注意·二(五): what was damaged


class InventoryItem(Part, frozen=True, kw_only=True):
    """One thing counted: its name, how much of it (with the unit), and the amount in yuan. 清点项目

    `nameplate` says that a machine's plate can still be read, `packaged` that stock is in its outer packaging.
    """

    item_id: Id
    name: Words
    property_class: PropertyClass
    quantity: Words
    amount: Money
    damaged: bool = True
    nameplate: bool = False
    packaged: bool = False


class DamagedPropertyInventoried(Event, by=("insurer",)):
    """The damaged property was sorted and counted; a later inventory replaces an earlier one. 分类清点受损财产

    Source: PICC 二6, 注意·二(五). `few` says that so little was damaged that the insured's own signed list can be
    done without.
    """

    items: tuple[InventoryItem, ...]
    few: bool = False


class ClassEstimate(Part, frozen=True, kw_only=True):
    """The loss estimated for one class of property. 分类估损"""

    property_class: PropertyClass
    amount: Money


class LossEstimated(Event, by=("insurer",)):
    """The insured's list was reconciled with the property and the loss first estimated. 初步估损

    Source: PICC 二6.
    """

    by_class: tuple[ClassEstimate, ...]
    total: Money


class LossEstimateSigned(Event, by=("insurer",)):
    """The insured signed or sealed the first estimate. 估损签章确认

    Source: PICC 二6.
    """

    signatory: Sealed[str]
    seal: bool


class DamagedPropertyListSigned(Event, by=("insurer",)):
    """The insured handed in and signed its list of damaged property, which locks the scope. 受损保险财产清单签字

    Source: PICC 注意·二(五). `signed_by` is the insured's key, `items` what is on the list.
    """

    list_hash: Digest
    items: tuple[Id, ...]
    signed_by: Id
    signed_at: Instant


class LossAssessmentListIssued(Event, by=("insurer",)):
    """The insurer issued its formal list of what it assesses. 出具保险财产损失核定清单

    Source: PICC 注意·二(五).
    """

    list_ref: Id
    items: tuple[Id, ...]


class ScopeReopened(Event, by=("insurer",)):
    """Things were added to the damage after the insured had signed its list. 重新开启受损范围

    Source: PICC 注意·二(五).
    """

    added_items: tuple[Id, ...]
    reason: Words


class ScopeVerified(Event, by=("insurer",)):
    """Whether property off the books or held for others is covered, and as what it is treated. 帐外/代保管财产承保核实

    Source: PICC 六(三).
    """

    item_id: Id
    covered: bool
    treat_as: Literal["fixed", "stock"]


class NonCoveredItemExcluded(Event, by=("insurer",)):
    """A thing the policy does not cover was left out. 剔除非承保财产

    Source: PICC 五(一).
    """

    item_id: Id
    reason: Words


# 二7、注意·二(九): the accounts

Book = Literal[
    "balance_sheet_at_loss",
    "balance_sheet_at_inception",
    "fixed_general_ledger",
    "fixed_detail_ledger",
    "asset_cards",
    "original_invoices",
    "stock_general_ledger",
    "stock_detail_ledger",
    "warehouse_book",
    "in_out_slips",
    "production_records",
    "cost_sheets",
    "memo_book",
    "other",
]
"""An account, statement or voucher of the insured. 账册资料"""


class LedgerItem(Part, frozen=True, kw_only=True):
    """One thing as the books have it: where it stands, how much of it, its book value, whether insured. 账面项目

    `ratio` is the share of its value that is insured.
    """

    item_id: Id
    account: Words | None = None
    quantity: Words | None = None
    unit_price: Money | None = None
    book_value: Money
    insured: bool | None = None
    sum_insured: Money | None = None
    ratio: Ratio | None = None


class AccountsExamined(Event, by=("insurer",)):
    """The insured's accounts were examined, as they stood at the loss and when the cover began. 查阅财务账册

    Source: PICC 二7, 注意·二(九). `differences` are those found between the books at inception and the policy
    (none found: an empty list), `new_assets` what was acquired since (None: not looked into); `sealing_needed` says
    that the books must be sealed.
    """

    books: tuple[Book, ...]
    as_of: date
    inception_items: tuple[LedgerItem, ...] = ()
    loss_date_items: tuple[LedgerItem, ...] = ()
    differences: tuple[Words, ...] | None = None
    new_assets: tuple[LedgerItem, ...] | None = None
    sealing_needed: bool = False


class AccountsSealed(Event, by=("insurer",)):
    """Statements and ledgers of the insured were sealed. 封存账册

    Source: PICC 二7.
    """

    items: tuple[Words, ...]
    sealed_at: Instant


class AccountsReleased(Event, by=("insurer",)):
    """Sealed statements and ledgers were given free again. 解封账册

    Source: PICC 二7.
    """

    items: tuple[Words, ...]
    released_at: Instant


class DiscrepancyFound(Event, by=("insurer",)):
    """Books and things do not agree. 帐实不符

    Source: PICC 注意·二(九)3(1).
    """

    discrepancy_id: Id
    items: tuple[Id, ...]
    note: Words


class DiscrepancyExplained(Event, by=("insurer",)):
    """It was found out why books and things did not agree. 帐实不符查明

    Source: PICC 注意·二(九)3(1).
    """

    discrepancy_id: Id
    explanation: Words


class AuditRecordSigned(Event, by=("insurer",)):
    """The record of the examined accounts was signed and sealed. 查账记录签章

    Source: PICC 二7, 注意·二(九)3(4). `auditor` is a staff id, `finance_head` the insured's head of finance; `ratio`
    is the share of the value that is insured, `copies` the hashes of what was copied.
    """

    notes_hash: Digest
    copies: tuple[Digest, ...] = ()
    accounts: Words
    insured: bool
    fully_insured: bool
    ratio: Ratio | None = None
    auditor: Id
    finance_head: Sealed[str] | None = None
    auditor_signed: bool
    auditor_sealed: bool
    finance_head_signed: bool
    finance_head_sealed: bool

    @property
    def confirmed(self) -> bool:
        """Whether the insured confirmed the notes by signature or seal."""
        return self.finance_head_signed or self.finance_head_sealed

    @property
    def complete(self) -> bool:
        """Whether both sides signed and sealed, and it says how far things are insured."""
        signatures = (self.auditor_signed, self.auditor_sealed, self.finance_head_signed, self.finance_head_sealed)
        return all(signatures) and (not self.insured or self.fully_insured or self.ratio is not None)


# 二8、注意·二(七)(八): the report, the next steps, intermediaries


class SurveyReportFiled(Event, by=("insurer",)):
    """The survey was reported. 查勘报告

    Source: PICC 二8, 注意·二(七). `major` says that the case is major or difficult; `waiver` why photos and sketch may
    be missing, as under the simplified handling of a disaster.
    """

    report_ref: Id
    major: bool = False
    apparent_cause: Literal["fire", "explosion", "water", "wind", "lightning", "collapse", "theft", "other"]
    sections: tuple[Words, ...] = ()
    waiver: Words | None = None


class NextStepsRecommended(Event, by=("insurer",)):
    """The surveyors told the claims centre what should be done next. 下一步工作建议

    Source: PICC 注意·二(七).
    """

    recommendation: Words


class ClaimCentreDecided(Event, by=("insurer",)):
    """The claims centre decided what is done next. 理赔中心决策

    Source: PICC 注意·二(七).
    """

    decision: Literal["engage_adjuster", "inspect", "expert", "escalate", "reject", "proceed", "other"]
    note: Words | None = None


class IntermediaryProposed(Event, by=("insurer",)):
    """The insurer means to engage an adjusting firm or another intermediary. 拟聘中介机构

    Source: PICC 注意·二(八).
    """

    firm: Id
    reason: Words


class IntermediaryConsented(Event, by=("insurer",)):
    """One side agreed to the intermediary; in writing where `written_ref` names the paper. 中介认可

    Source: PICC 注意·二(八).
    """

    firm: Id
    by: Literal["insurer", "insured"]
    written_ref: Id | None = None


class IntermediaryEngaged(Event, by=("insurer",)):
    """The intermediary was engaged. 聘请中介机构

    Source: PICC 注意·二(八). `assignment_id` names the adjusting assignment in the ledger.
    """

    firm: Id
    assignment_id: Id | None = None


# Fraud: notice and suspicion (what is done about a suspicion belongs to the clue)


class AntiFraudNoticeDelivered(Event, by=("insurer",)):
    """The notice against insurance fraud was handed out. 发放反保险欺诈告知书

    `recipient` is the claimant's key, `delivered_by` a staff id.
    """

    notice_version: Id
    recipient: Id
    delivered_by: Id
    at: Instant
    receipt_ref: Id | None = None


class FraudSuspicionNoted(Event, by=("insurer",)):
    """Something about the claim looks like fraud. 欺诈疑点

    `by` is a staff id.
    """

    indicator: Words
    evidence: Words
    by: Id


class InvestigationParticipated(Event, by=("insurer",)):
    """A member of staff took part in an investigation of the claim. 参与调查取证"""

    staff_id: Id
    role: Words


EVENTS = events_of(__name__)

"""The words of a claim's report and survey, and how far they have come."""

from __future__ import annotations

from given import act, organisation
from ledger.claims.events import report, survey
from scenarios.acts import INSURER_A, digest
from scenarios.claims import CLAIM, REPORTED, A, B, loss_reported, manual_adopted

INSURER_C = organisation("INS-C-411200", "insurer")
C = INSURER_C.organisation

# The report and the cover

reported_by_branch = loss_reported(channel="branch", coinsurance=True)
COINSURED = (manual_adopted, reported_by_branch)
"""A co-insured claim, reported to a branch."""
queried = act(
    report.CoverageQueried, CLAIM, INSURER_A, "2026-03-02T08:15:00",
    policy_no="P-1", found=True, insured_here=True, reinsurance=False, coinsurance=False, premium_paid=True,
    queried_at="2026-03-02T08:14:00+08:00", by="ST-95518",
)  # fmt: skip
queried_in_vain = queried(
    policy_no=None, found=False, insured_here=None, reinsurance=None, coinsurance=None, premium_paid=None
)  # fmt: skip
queried_coinsured = queried(
    coinsurance=True, lead=True,
    coinsurers=[{"insurer_id": B, "share": "0.30"}, {"insurer_id": C, "share": "0.20"}],
)  # fmt: skip
snapshot_taken = act(
    report.PolicySnapshotTaken, CLAIM, INSURER_A, "2026-03-02T08:20:00",
    policy_no="P-1", policy_version="2025-1", period_from="2025-06-01", period_to="2026-05-31",
    location="示例工业园区", form="comprehensive", premium_paid=True,
    items=[
        {"item_id": "I-1", "item_class": "stock", "sum_insured": "800000.00", "value_basis": "book"},
        {"item_id": "I-2", "item_class": "machine", "sum_insured": "500000.00", "value_basis": "replacement",
         "deductible_mode": "amount", "deductible_amount": "2000.00"},
    ],
)  # fmt: skip
unmatched_opened = act(
    report.UnmatchedReportOpened, CLAIM, INSURER_A, "2026-03-02T08:18:00", reason="no_record"
)  # fmt: skip
matched = act(
    report.ReportMatchedToPolicy, CLAIM, INSURER_A, "2026-03-03T09:00:00", policy_no="P-7", feedback_from="surveyor"
)  # fmt: skip
cancelled = act(
    report.ReportCancelled, CLAIM, INSURER_A, "2026-03-03T10:00:00", reason="客户撤回报案", ground="withdrawn"
)  # fmt: skip
filed = act(
    report.ClaimFiled, CLAIM, INSURER_A, "2026-03-03T11:00:00", filed_at="2026-03-03T11:00:00+08:00"
)  # fmt: skip
task_force_formed = act(
    report.ClaimTaskForceFormed, CLAIM, INSURER_A, "2026-03-02T12:00:00", members=["ST-1", "ST-2"]
)  # fmt: skip
superior_notified = act(
    report.SuperiorNotified, CLAIM, INSURER_A, "2026-03-02T12:30:00",
    to="INS-A-410000", content="示例重大赔案", at="2026-03-02T12:20:00+08:00",
)  # fmt: skip
told_b = act(
    report.CoInsurersNotified, CLAIM, INSURER_A, "2026-03-02T09:00:00",
    member_id=B, at="2026-03-02T08:50:00+08:00", channel="phone",
)  # fmt: skip
told_c = told_b(member_id=C, at="2026-03-02T08:55:00+08:00")
transferred = act(
    report.HotlineTransferMade, CLAIM, INSURER_A, "2026-03-02T08:30:00",
    received_at="2026-03-02T08:10:00+08:00", transferred_at="2026-03-02T08:20:00+08:00", lead=True,
)  # fmt: skip
joint_survey_arranged = act(
    report.JointSurveyArranged, CLAIM, INSURER_A, "2026-03-02T10:00:00",
    participants=[A, B], agreement_clause="共保协议第五条",
)  # fmt: skip
dispatched = act(
    report.SurveyDispatched, CLAIM, INSURER_A, "2026-03-02T08:25:00",
    surveyor_ids=["ST-1", "ST-2"], place="示例工业园区仓库",
)  # fmt: skip
DISPATCHED = (*REPORTED, queried, snapshot_taken, dispatched)
"""The surveyors are on their way and know the policy."""

# The survey

delay_explained = act(
    survey.DelayExplained, CLAIM, INSURER_A, "2026-03-02T09:00:00", reason="道路中断", to="ID-1"
)  # fmt: skip
surveyor_arrived = act(
    survey.SurveyorArrived, CLAIM, INSURER_A, "2026-03-02T10:05:00",
    surveyor_ids=["ST-1", "ST-2"], arrived_at="2026-03-02T10:00:00+08:00",
)  # fmt: skip
ARRIVED = (*DISPATCHED, surveyor_arrived)
"""The surveyors are at the scene."""
scene_preserved = act(
    survey.ScenePreserved, CLAIM, INSURER_A, "2026-03-02T10:30:00",
    authority="示例消防救援大队", since="2026-03-02T10:10:00+08:00",
)  # fmt: skip
restoration_permitted = act(
    survey.EmergencyRestorationPermitted, CLAIM, INSURER_A, "2026-03-02T08:40:00",
    enterprise="ID-1", legal_basis="电力行业抢修规定",
)  # fmt: skip
sample_taken = act(
    survey.SampleTaken, CLAIM, INSURER_A, "2026-03-02T11:00:00",
    sample_id="SA-1", item_id="I-1", what="过火钢材", taken_by="ST-1", taken_at="2026-03-02T10:50:00+08:00",
    seal_no="封001", custodian="ST-2",
)  # fmt: skip
sample_handed_over = act(
    survey.SampleHandedOver, CLAIM, INSURER_A, "2026-03-04T09:00:00",
    sample_id="SA-1", to="LAB-1", at="2026-03-04T08:50:00+08:00", purpose="成分检测", seal_intact=True,
)  # fmt: skip
statement_taken = act(
    survey.StatementTaken, CLAIM, INSURER_A, "2026-03-02T11:10:00",
    statement_id="STM-1", type="witness", person="示例目击者001", role="仓库值班员",
    hash=digest("笔录"), signed=True,
)  # fmt: skip
salvage_urged = act(
    survey.SalvageUrged, CLAIM, INSURER_A, "2026-03-02T10:20:00", measures_advised="转移未过火存货，排水"
)  # fmt: skip
salvage_taken = act(
    survey.SalvageMeasuresTaken, CLAIM, INSURER_A, "2026-03-02T12:00:00",
    by="ID-1", measures="转移存货二十箱", cost="1200.00",
)  # fmt: skip

photo_taken = act(
    survey.ScenePhotoTaken, CLAIM, INSURER_A, "2026-03-02T10:15:00",
    photo_hash=digest("概貌"), category="overview", taken_at="2026-03-02T10:15:00+08:00", subject="仓库外景",
)  # fmt: skip


def photo(name: str, category: str, *views: str, of: str | None = None, **members: object) -> dict[str, object]:
    """A photo with its words; `of` is the class of property it shows."""
    told = {"hash": digest(name), "category": category, "views": list(views), "caption": name,
            "taken_at": "2026-03-02T10:15:00+08:00", **({"property_class": of} if of else {}), **members}  # fmt: skip
    return {member: value for member, value in told.items() if value is not None}


GENERAL = (
    photo("地点", "place", "address"),
    photo("概貌", "overview", "insured_name"),
    photo("数量", "quantity"),
    photo("程度", "degree"),
)
"""What photos of every claim must show."""
photos_uploaded = act(
    survey.ScenePhotosUploaded, CLAIM, INSURER_A, "2026-03-02T15:05:00",
    photos=list(GENERAL), by="surveyor", uploaded_at="2026-03-02T15:00:00+08:00",
)  # fmt: skip
sketch_drawn = act(
    survey.SceneSketchDrawn, CLAIM, INSURER_A, "2026-03-02T11:30:00",
    sketch_ref="SK-1", storage_place=True, distribution=True, surroundings=True, text="北为厂房，南临道路",
)  # fmt: skip
repaired_on_site = act(
    survey.RepairOnSiteRecorded, CLAIM, INSURER_A, "2026-03-02T14:00:00",
    replaced_parts=[{"part_id": "PT-1", "name": "主轴"}, {"part_id": "PT-2", "name": "轴承"}],
)  # fmt: skip


def thing(item_id: str, property_class: str, **members: object) -> dict[str, object]:
    """Something damaged, counted."""
    return {"item_id": item_id, "name": f"示例财产{item_id}", "property_class": property_class,
            "quantity": "1 批", "amount": "1000.00", **members}  # fmt: skip


inventoried = act(
    survey.DamagedPropertyInventoried, CLAIM, INSURER_A, "2026-03-02T16:00:00", items=[thing("I-1", "stock")]
)  # fmt: skip
estimated = act(
    survey.LossEstimated, CLAIM, INSURER_A, "2026-03-02T16:30:00",
    by_class=[{"property_class": "stock", "amount": "600.00"}, {"property_class": "machine", "amount": "400.50"}],
    total="1000.50",
)  # fmt: skip
estimate_signed = act(
    survey.LossEstimateSigned, CLAIM, INSURER_A, "2026-03-02T17:00:00", signatory="示例负责人001", seal=True
)  # fmt: skip
list_signed = act(
    survey.DamagedPropertyListSigned, CLAIM, INSURER_A, "2026-03-03T09:00:00",
    list_hash=digest("清单"), items=["I-1", "I-2"], signed_by="ID-1", signed_at="2026-03-03T08:50:00+08:00",
)  # fmt: skip
list_issued = act(
    survey.LossAssessmentListIssued, CLAIM, INSURER_A, "2026-03-04T09:00:00", list_ref="LA-1", items=["I-1", "I-2"]
)  # fmt: skip
scope_reopened = act(
    survey.ScopeReopened, CLAIM, INSURER_A, "2026-03-03T15:00:00", added_items=["I-3"], reason="清理后发现夹层存货"
)  # fmt: skip
scope_verified = act(
    survey.ScopeVerified, CLAIM, INSURER_A, "2026-03-03T16:00:00", item_id="I-9", covered=True, treat_as="stock"
)  # fmt: skip
item_excluded = act(
    survey.NonCoveredItemExcluded, CLAIM, INSURER_A, "2026-03-03T16:10:00", item_id="I-8", reason="露天堆放，未承保"
)  # fmt: skip

# The accounts

STOCK_BOOKS = [
    "balance_sheet_at_inception", "balance_sheet_at_loss", "stock_general_ledger", "stock_detail_ledger",
    "warehouse_book", "in_out_slips", "production_records", "cost_sheets", "memo_book",
]  # fmt: skip
FIXED_BOOKS = [
    "balance_sheet_at_loss", "fixed_general_ledger", "fixed_detail_ledger", "asset_cards", "original_invoices",
]  # fmt: skip
LEDGER_ITEM = {
    "item_id": "I-1", "account": "库存商品", "quantity": "100 箱", "unit_price": "10.00", "book_value": "1000.00",
    "insured": True, "sum_insured": "800.00", "ratio": "0.80",
}  # fmt: skip
accounts_examined = act(
    survey.AccountsExamined, CLAIM, INSURER_A, "2026-03-04T10:00:00",
    books=[*STOCK_BOOKS, *FIXED_BOOKS], as_of="2026-03-01",
    inception_items=[LEDGER_ITEM], loss_date_items=[LEDGER_ITEM], differences=[], new_assets=[],
)  # fmt: skip
accounts_sealed = act(
    survey.AccountsSealed, CLAIM, INSURER_A, "2026-03-04T12:00:00",
    items=["存货明细账"], sealed_at="2026-03-04T11:30:00+08:00",
)  # fmt: skip
accounts_released = act(
    survey.AccountsReleased, CLAIM, INSURER_A, "2026-03-08T12:00:00",
    items=["存货明细账"], released_at="2026-03-08T11:30:00+08:00",
)  # fmt: skip
discrepancy_found = act(
    survey.DiscrepancyFound, CLAIM, INSURER_A, "2026-03-04T14:00:00",
    discrepancy_id="DS-1", items=["I-1"], note="账面 100 箱，实物残存与出库单合计 90 箱",
)  # fmt: skip
discrepancy_explained = act(
    survey.DiscrepancyExplained, CLAIM, INSURER_A, "2026-03-05T09:00:00",
    discrepancy_id="DS-1", explanation="十箱在途，未登记出库",
)  # fmt: skip
audit_signed = act(
    survey.AuditRecordSigned, CLAIM, INSURER_A, "2026-03-04T17:00:00",
    notes_hash=digest("查账笔录"), copies=[digest("明细账")], accounts="账目清楚", insured=True, fully_insured=False,
    ratio="0.80", auditor="ST-3", finance_head="示例财务负责人001",
    auditor_signed=True, auditor_sealed=True, finance_head_signed=True, finance_head_sealed=True,
)  # fmt: skip

# Report, next steps, intermediaries

report_filed = act(
    survey.SurveyReportFiled, CLAIM, INSURER_A, "2026-03-05T10:00:00", report_ref="SR-1", apparent_cause="water"
)  # fmt: skip
recommended = act(
    survey.NextStepsRecommended, CLAIM, INSURER_A, "2026-03-05T11:00:00", recommendation="建议聘请公估机构"
)  # fmt: skip
centre_decided = act(
    survey.ClaimCentreDecided, CLAIM, INSURER_A, "2026-03-06T09:00:00", decision="engage_adjuster"
)  # fmt: skip
intermediary_proposed = act(
    survey.IntermediaryProposed, CLAIM, INSURER_A, "2026-03-05T11:30:00", firm="ADJ-A-411200", reason="损失项目多"
)  # fmt: skip
insured_consented = act(
    survey.IntermediaryConsented, CLAIM, INSURER_A, "2026-03-05T14:00:00",
    firm="ADJ-A-411200", by="insured", written_ref="LT-1",
)  # fmt: skip
insurer_consented = insured_consented(by="insurer", written_ref="LT-2")
intermediary_engaged = act(
    survey.IntermediaryEngaged, CLAIM, INSURER_A, "2026-03-06T10:00:00", firm="ADJ-A-411200", assignment_id="ASG-1"
)  # fmt: skip

# Fraud

notice_delivered = act(
    survey.AntiFraudNoticeDelivered, CLAIM, INSURER_A, "2026-03-02T10:40:00",
    notice_version="V-2023", recipient="ID-1", delivered_by="ST-1", at="2026-03-02T10:35:00+08:00",
)  # fmt: skip
suspicion_noted = act(
    survey.FraudSuspicionNoted, CLAIM, INSURER_A, "2026-03-04T15:00:00",
    indicator="出险前大量入库", evidence="入库单日期集中", by="ST-1",
)  # fmt: skip
investigation_participated = act(
    survey.InvestigationParticipated, CLAIM, INSURER_A, "2026-03-06T15:00:00", staff_id="ST-1", role="协助调查取证"
)  # fmt: skip

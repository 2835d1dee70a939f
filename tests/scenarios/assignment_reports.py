"""An adjusting assignment from its document list to its archive, as scenarios tell it."""

from __future__ import annotations

from given import Act, act
from ledger.adjusting.checklists.analysis import COVER_QUESTIONS
from ledger.adjusting.checklists.documents import CODES
from ledger.adjusting.checklists.report import CONTENTS, PARTS, SECTIONS
from ledger.adjusting.events import analysis, documents, report
from ledger.kernel.law import Rule
from ledger.system.events import HouseTargetSet
from scenarios.acts import REGULATOR, digest
from scenarios.assignments import APPOINTED, INSURED, letter_received, statement_taken
from scenarios.claims import ADJ, ASSIGNMENT, FIRM, A


def expected_in_a_day(rule: Rule) -> Act:
    """The house expects the duty of a rule without a term to be done in a day."""
    return act(HouseTargetSet, "house/411200", REGULATOR, "2025-01-02T10:00:00", rule_id=rule.id, unit="days", amount=1)


# The claim document list

TICKED = [{"code": code, "ticked": True} for code in CODES]
list_issued = act(
    documents.DocumentListIssued, ASSIGNMENT, FIRM, "2026-03-03T10:00:00",
    list_id="L-1", items=TICKED, addressee=INSURED, reported_on="2026-03-02", accident="机组损坏",
    contact="示例公估人员001", contact_phone="13800000009",
)  # fmt: skip
list_signed = act(
    documents.DocumentListSigned, ASSIGNMENT, FIRM, "2026-03-03T11:00:00",
    by=INSURED, copy_ref="照片-1", original_holder="adjuster",
)  # fmt: skip
deferred = act(
    documents.DeferredDocumentsAgreed, ASSIGNMENT, FIRM, "2026-03-03T11:30:00",
    items=["C3.2", "C5.3"], agreed_date="2026-03-20",
)  # fmt: skip
received = act(
    documents.ClaimDocumentReceived, ASSIGNMENT, FIRM, "2026-03-10T09:00:00",
    document_id="D-1", item_code="C3.2", form="copy", sealed=True, hash=digest("固定资产清册"),
)  # fmt: skip
shortfall = act(
    documents.DocumentShortfallFound, ASSIGNMENT, FIRM, "2026-03-11T09:00:00", missing_items=["C4.2", "C5.2"]
)  # fmt: skip
supplement = act(
    documents.SupplementRequested, ASSIGNMENT, FIRM, "2026-03-11T15:00:00",
    request_no=1, missing_items=["C4.2", "C5.2"], notified_party=INSURED, at="2026-03-11T15:00:00+08:00",
)  # fmt: skip
insurer_briefed = act(
    documents.PartyBriefed, ASSIGNMENT, FIRM, "2026-03-03T15:00:00",
    party="insurer", channel="电话", findings="主轴断裂", next_steps="解体检测", at="2026-03-03T15:00:00+08:00",
)  # fmt: skip
insured_briefed = insurer_briefed(party="insured")

# Cause, cover, loss and adjustment

insured_report = act(
    analysis.CauseMaterialCollected, ASSIGNMENT, FIRM, "2026-03-06T09:00:00", type="insured_report", ref="BG-1"
)  # fmt: skip
no_institution = insured_report(type="institution_report", ref=None)
flagged_unknown = act(analysis.CauseFlagged, ASSIGNMENT, FIRM, "2026-03-06T10:00:00", flag="unknown")
experts_asked = act(
    analysis.ExpertAnalysisCommissioned, ASSIGNMENT, FIRM, "2026-03-06T11:00:00", who="LAB-1", scope="断口分析"
)  # fmt: skip
experts_reported = act(
    analysis.ExpertAnalysisReceived, ASSIGNMENT, FIRM, "2026-03-13T09:00:00", who="LAB-1", ref="JC-1"
)  # fmt: skip
cause_analysed = act(
    analysis.CauseAnalysisCompleted, ASSIGNMENT, FIRM, "2026-03-16T09:00:00",
    proximate_cause="轴承缺油抱死", reasoning="断口与润滑记录一致", evidence=["BG-1"],
)  # fmt: skip
CHECKS = [{"id": each.id, "outcome": "yes" if each.decides else "no"} for each in COVER_QUESTIONS]
cover_analysed = act(
    analysis.CoverageAnalysisCompleted, ASSIGNMENT, FIRM, "2026-03-16T10:00:00",
    checks=CHECKS, advice="covered", reasoning="事故由保险责任内的原因造成",
)  # fmt: skip
loss_determined = act(
    analysis.LossDetermined, ASSIGNMENT, FIRM, "2026-03-17T09:00:00",
    version=1, type="partial",
    items=[{"item_id": "M-1", "loss": "120000.00", "wear": "20000.00", "bases": ["维修报价"]}],
)  # fmt: skip
value_determined = act(
    analysis.InsuredValueDetermined, ASSIGNMENT, FIRM, "2026-03-17T10:00:00",
    item_id="M-1", basis="replacement", value="1000000.00", as_of="2026-03-02",
)  # fmt: skip
residual_agreed = act(
    analysis.ResidualValueAgreed, ASSIGNMENT, FIRM, "2026-03-17T11:00:00",
    item_id="M-1", value="5000.00", method="negotiated", to="insured", agreed_by=[A, INSURED],
)  # fmt: skip
no_other_insurance = act(
    analysis.OtherInsuranceChecked, ASSIGNMENT, FIRM, "2026-03-17T14:00:00", double=False, concurrence=False
)  # fmt: skip
ITEM = {
    "id": "M-1", "basis": "machinery", "kind": "partial", "loss": "100000.00", "residual": "5000.00",
    "sum_insured": "800000.00", "insured_value": "1000000.00",
}  # fmt: skip
adjusted = act(
    analysis.IndemnityAdjusted, ASSIGNMENT, FIRM, "2026-03-18T09:00:00",
    calc_no="LS-1", special_terms=[], declared="66000.00",
    inputs={"items": [ITEM], "deductible": {"mode": "amount", "amount": "10000.00"}},
)  # fmt: skip

# The report, the end and the archive

DRAFT = digest("公估报告")
drafted = act(
    report.ReportDrafted, ASSIGNMENT, FIRM, "2026-03-20T09:00:00",
    sections=[*PARTS, *SECTIONS], hash=DRAFT, author="ADJ-1",
)  # fmt: skip
quality_reviewed = act(
    report.ReportQualityReviewed, ASSIGNMENT, FIRM, "2026-03-23T09:00:00", hash=DRAFT, reviewer="QR-1", result="passed"
)  # fmt: skip
report_issued = act(
    report.ReportIssued, ASSIGNMENT, FIRM, "2026-03-24T09:00:00",
    report_no="GG-2026-1", hash=DRAFT, signatures=["ADJ-1", "ADJ-2"], seal=True, dated="2026-03-24",
)  # fmt: skip
delivered = act(
    report.ReportDelivered, ASSIGNMENT, FIRM, "2026-03-25T09:00:00", to=A, at="2026-03-25T09:00:00+08:00"
)  # fmt: skip
fee_received = act(
    report.AdjustingFeeReceived, ASSIGNMENT, FIRM, "2026-04-20T09:00:00",
    amount="8000.00", at="2026-04-20T09:00:00+08:00",
)  # fmt: skip
fee_waived = act(
    report.FeeWaived, ASSIGNMENT, FIRM, "2026-04-20T09:00:00", reason="公益委托", approver="MGR-1"
)  # fmt: skip
assignment_closed = act(
    report.AssignmentClosed, ASSIGNMENT, FIRM, "2026-04-21T09:00:00", at="2026-04-21T09:00:00+08:00"
)  # fmt: skip
FILED = [{"kind": kind, "title": text.zh, "hash": digest(kind)} for kind, text in CONTENTS.items() if kind != "report"]
archived = act(
    report.AssignmentArchived, ASSIGNMENT, FIRM, "2026-04-22T09:00:00",
    archived_on="2026-04-22", custodian=ADJ, manifest=[*FILED, {"kind": "report", "title": "公估报告", "hash": DRAFT}],
)  # fmt: skip

# How far a story has come

LISTED = (*APPOINTED, list_issued)
INQUIRED = (*APPOINTED, statement_taken, insured_report, no_institution)
ANALYSED = (*INQUIRED, cause_analysed, cover_analysed)
DETERMINED = (*ANALYSED, loss_determined, value_determined, residual_agreed, no_other_insurance)
ADJUSTED = (*DETERMINED, adjusted)
REVIEWED = (*ADJUSTED, letter_received, drafted, quality_reviewed)
ISSUED = (*REVIEWED, report_issued)
DELIVERED = (*ISSUED, delivered)
CLOSED = (*DELIVERED, fee_received, assignment_closed)

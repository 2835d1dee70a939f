"""The loss and the settlement of a claim in scenarios: assessment, calculation, review, payment, closing, dossier."""

from __future__ import annotations

from typing import Any

from given import act
from ledger.claims.events import dossier, loss, report, residual, settlement
from scenarios.acts import INSURER_A, digest
from scenarios.claims import CLAIM, A, B
from scenarios.claims_liability import APPLIED, INSURED, determined
from scenarios.claims_survey import C

CALCULATOR, CHECKER, REVIEWER, APPROVER = "ST-5", "ST-6", "ST-7", "ST-8"


def insured_item(item_id: str, item_class: str, sum_insured: str, basis: str, **members: Any) -> dict[str, Any]:
    """An item of the policy, with the deductible that all have."""
    return {"item_id": item_id, "item_class": item_class, "sum_insured": sum_insured, "value_basis": basis,
            "deductible_mode": "amount", "deductible_amount": "10000.00", **members}  # fmt: skip


policy_copied = act(
    report.PolicySnapshotTaken, CLAIM, INSURER_A, "2026-03-02T09:00:00",
    policy_no="P-1", policy_version="2025-1", period_from="2025-06-01", period_to="2026-05-31",
    location="示例工业园区", form="comprehensive",
    items=[
        insured_item("I-1", "building", "800000.00", "replacement"),
        insured_item("I-2", "stock", "500000.00", "book"),
        insured_item("I-9", "off_book", "100000.00", "other"),
    ],
)  # fmt: skip
filed = act(
    report.ClaimFiled, CLAIM, INSURER_A, "2026-03-03T11:00:00", filed_at="2026-03-03T11:00:00+08:00"
)  # fmt: skip
filed_with_third_party = filed(third_party=True)
filed_over_authority = filed(over_authority=True)

# The loss


def assessed(item_id: str, amount: str, **members: Any) -> dict[str, Any]:
    """What was assessed of an item."""
    return {"item_id": item_id, "loss": amount, **members}


loss_determined = act(
    loss.LossDetermined, CLAIM, INSURER_A, "2026-03-30T10:00:00",
    version=1, type="partial", items=[assessed("I-1", "120000.00")], survey_record="SR-1", loss_list="LL-1",
)  # fmt: skip
determined_again = loss_determined(version=2, items=[assessed("I-1", "110000.00")]).on("2026-04-03T10:00:00")
aggravation_excluded = act(
    loss.AggravatedLossExcluded, CLAIM, INSURER_A, "2026-03-29T10:00:00",
    item_id="I-1", amount="15750.25", reason="出险后未关闭阀门",
)  # fmt: skip
repair_agreed = act(
    loss.RepairMethodAgreed, CLAIM, INSURER_A, "2026-03-28T10:00:00",
    item_id="I-1", insured_view="送厂修理", method="送厂修理", cost_type="outside", agreed_by=[A, INSURED],
)  # fmt: skip
total_loss_constructed = act(
    loss.TotalLossConstructed, CLAIM, INSURER_A, "2026-03-31T09:00:00",
    item_id="I-1", ground="loss_exceeds_sum_insured", reason="修复费用超过保险金额", decided_by="ST-8",
)  # fmt: skip
value_determined = act(
    loss.InsuredValueDetermined, CLAIM, INSURER_A, "2026-03-30T11:00:00",
    item_id="I-1", basis="replacement", value="1000000.00", as_of="2026-03-02",
)  # fmt: skip
other_insurance_found = act(
    loss.OtherInsuranceFound, CLAIM, INSURER_A, "2026-03-30T12:00:00",
    policies=[{"insurer": "INS-D-411200", "policy_no": "PD-1", "sum_insured": "700000.00"}],
)  # fmt: skip

# The costs of salvage

salvage_claimed = act(
    loss.SalvageCostClaimed, CLAIM, INSURER_A, "2026-03-20T10:00:00",
    lines=[
        {"line_id": "S-1", "cost": "20000.00", "property": "mixed", "purpose": "转移厂房内物资"},
        {"line_id": "S-2", "cost": "10000.00", "property": "insured", "purpose": "排水"},
    ],
)  # fmt: skip


def allowed(line_id: str, amount: str, **members: Any) -> dict[str, Any]:
    """What was allowed of a claimed cost."""
    return {"line_id": line_id, "necessary": True, "reasonable": True, "allowed": amount, **members}


salvage_assessed = act(
    loss.SalvageCostAssessed, CLAIM, INSURER_A, "2026-03-30T13:00:00",
    lines=[allowed("S-1", "20000.00"), allowed("S-2", "10000.00")], separable=False,
    insured_value_salvaged="600000.00", all_value_salvaged="900000.00",
)  # fmt: skip

# Residual value and recovered goods

residual_agreed = act(
    residual.ResidualValueAgreed, CLAIM, INSURER_A, "2026-03-30T14:00:00",
    item_id="I-1", value="5000.00", method="negotiated", to="insured", agreed_by=[A, INSURED],
)  # fmt: skip
left_to_insurer = residual_agreed(to="insurer")
abandonment_offered = act(residual.AbandonmentOffered, CLAIM, INSURER_A, "2026-03-29T09:00:00", items=["I-1"])
abandonment_refused = act(
    residual.AbandonmentRefused, CLAIM, INSURER_A, "2026-03-29T15:00:00", reason="损余仍可由被保险人利用"
)  # fmt: skip
abandonment_accepted = act(
    residual.AbandonmentAccepted, CLAIM, INSURER_A, "2026-03-29T15:00:00", terms="连同场地清理"
)  # fmt: skip
goods_taken = act(
    residual.ResidualGoodsTaken, CLAIM, INSURER_A, "2026-03-31T10:00:00", lot_id="L-1", items=["I-1"]
)  # fmt: skip
goods_registered = act(
    residual.ResidualGoodsRegistered, CLAIM, INSURER_A, "2026-03-31T15:00:00",
    lot_id="L-1", goods=[{"name": "废钢", "quantity": "3.5", "unit": "吨"}],
)  # fmt: skip
goods_disposed = act(
    residual.ResidualGoodsDisposed, CLAIM, INSURER_A, "2026-04-10T10:00:00",
    lot_id="L-1", method="auction", disposer="AUC-1", proceeds="6000.00", costs="600.00",
)  # fmt: skip
proceeds_credited = act(
    residual.ResidualProceedsCredited, CLAIM, INSURER_A, "2026-04-12T10:00:00", lot_id="L-1", amount="5400.00"
)  # fmt: skip

# The calculation


def item(item_id: str = "I-1", **members: Any) -> dict[str, Any]:
    """An item of the calculation, as it was determined unless told otherwise."""
    told = {"id": item_id, "basis": "fixed", "kind": "partial", "loss": "120000.00", "residual": "5000.00",
            "sum_insured": "800000.00", "insured_value": "1000000.00", **members}  # fmt: skip
    return {member: value for member, value in told.items() if value is not None}


def inputs(*items: dict[str, Any], **members: Any) -> dict[str, Any]:
    """What an indemnity is calculated from; the deductible of the policy unless told otherwise."""
    told = {"items": list(items) or [item()], "deductible": {"mode": "amount", "amount": "10000.00"}, **members}
    return {member: value for member, value in told.items() if value is not None}


calculated = act(
    loss.IndemnityCalculated, CLAIM, INSURER_A, "2026-04-01T10:00:00",
    calc_no="JS-1", inputs=inputs(), declared="82000.00", by=CALCULATOR,
)  # fmt: skip
calculated_again = calculated(calc_no="JS-2", inputs=inputs(item(loss="110000.00")), declared=None).on(
    "2026-04-03T15:00:00"
)
SHARES = [{"member": A, "share": "0.50"}, {"member": B, "share": "0.30"}, {"member": C, "share": "0.20"}]
calculated_in_shares = calculated(inputs=inputs(coinsurance=SHARES))
"""As the query of the cover has the co-insurers."""
checked = act(
    loss.CalculationSheetChecked, CLAIM, INSURER_A, "2026-04-01T14:00:00", calc_no="JS-1",
    items_match=True, amounts_match=True, salvage_separate=True, formula_correct=True, by=CHECKER,
)  # fmt: skip
checked_again = checked(calc_no="JS-2").on("2026-04-03T16:00:00")

# Report, review, approval

SECTIONS = ["underwriting", "survey", "liability", "loss", "calculation"]
claim_report_written = act(
    settlement.ClaimReportWritten, CLAIM, INSURER_A, "2026-04-01T15:00:00",
    sections=SECTIONS, hash=digest("理赔报告"), by="ST-4",
)  # fmt: skip
CHECKS = dict.fromkeys(("survey", "liability", "loss", "calculation", "documents"), True)
reviewed = act(
    settlement.ClaimReviewed, CLAIM, INSURER_A, "2026-04-02T09:00:00",
    calc_no="JS-1", checks=CHECKS, opinion="agree", by=REVIEWER,
)  # fmt: skip
sent_back = reviewed(opinion="supplement", checks={**CHECKS, "documents": False})
found_not_covered = reviewed(opinion="reject", checks={**CHECKS, "liability": False})
reviewed_again = reviewed(calc_no="JS-2").on("2026-04-03T17:00:00")
approved = act(
    settlement.ClaimApproved, CLAIM, INSURER_A, "2026-04-02T10:00:00", calc_no="JS-1", amount="82000.00",
    level="市级分公司", authority_limit="100000.00", authority_version="V-2026", by=APPROVER,
)  # fmt: skip
approved_again = approved(calc_no="JS-2", amount="74000.00").on("2026-04-03T18:00:00")

# Advances and payment

advance_requested = act(
    settlement.AdvanceRequested, CLAIM, INSURER_A, "2026-03-10T09:00:00",
    request_ref="YF-1", amount="60000.00", estimate="50000.00",
)  # fmt: skip
advance_paid = act(
    settlement.AdvancePaid, CLAIM, INSURER_A, "2026-03-12T09:00:00",
    payment_no="FK-0", request_ref="YF-1", amount="50000.00", approved_by=APPROVER,
)  # fmt: skip
payee_notified = act(
    settlement.PayeeNotified, CLAIM, INSURER_A, "2026-04-02T11:00:00",
    payee=INSURED, amount="82000.00", notified_at="2026-04-02T11:00:00+08:00",
)  # fmt: skip
finance_notified = act(
    settlement.FinanceNotified, CLAIM, INSURER_A, "2026-04-02T11:00:00",
    amount="82000.00", notified_at="2026-04-02T11:00:00+08:00",
)  # fmt: skip
paid = act(
    settlement.IndemnityPaid, CLAIM, INSURER_A, "2026-04-07T10:00:00",
    payment_no="FK-1", amount="82000.00", payee=INSURED, account="示例账号0000000001",
    paid_at="2026-04-07T10:00:00+08:00",
)  # fmt: skip
receipt_signed = act(
    settlement.ReceiptSigned, CLAIM, INSURER_A, "2026-04-08T10:00:00",
    receipt_ref="SJ-1", signed_at="2026-04-08T10:00:00+08:00",
)  # fmt: skip

# Co-insurance

shares_requested = act(
    settlement.ShareTransferRequested, CLAIM, INSURER_A, "2026-04-20T10:00:00",
    shares=[{"member": "INS-B-411200", "amount": "24600.00"}],
    attachments=["claim_application", "adjustment_report", "calculation_sheet"],
)  # fmt: skip
share_transferred = act(
    settlement.ShareTransferred, CLAIM, INSURER_A, "2026-05-06T10:00:00", member="INS-B-411200", amount="24600.00"
)  # fmt: skip

# Closing and the dossier

task_opened = act(
    settlement.SubrogationTaskOpened, CLAIM, INSURER_A, "2026-04-09T10:00:00",
    task_id="ZC-1", third_party="TP-1", limitation_expiry="2029-03-01",
)  # fmt: skip
closed = act(settlement.ClaimClosed, CLAIM, INSURER_A, "2026-04-10T10:00:00", outcome="paid")
supplement_asked = act(
    dossier.DossierSupplementRequested, CLAIM, INSURER_A, "2026-04-02T15:00:00", missing=[9, 14]
)  # fmt: skip
item_filed = act(
    dossier.DossierItemFiled, CLAIM, INSURER_A, "2026-04-13T10:00:00", item_no=16, ref="SJ-1", hash=digest("收据")
)  # fmt: skip
assembled = act(
    dossier.DossierAssembled, CLAIM, INSURER_A, "2026-04-15T10:00:00", items=list(range(1, 21))
)  # fmt: skip

# How far a claim has come

LIABLE = (*APPLIED, policy_copied, filed, determined)
"""A claim that is covered, with its policy."""
ASSESSED = (*LIABLE, loss_determined, value_determined, residual_agreed)
CALCULATED = (*ASSESSED, calculated)
CHECKED = (*CALCULATED, checked)
REVIEWED = (*CHECKED, reviewed)
APPROVED = (*REVIEWED, approved)
PAID = (*APPROVED, payee_notified, finance_notified, paid)
CLOSED = (*PAID, receipt_signed, closed)

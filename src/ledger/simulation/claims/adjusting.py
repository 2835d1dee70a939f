"""How an adjusting firm handles the loss of a simulated claim (MBA 4 to 10)."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import timedelta
from typing import Any

from ledger.adjusting.checklists.analysis import COVER_QUESTIONS
from ledger.adjusting.checklists.documents import CODES
from ledger.adjusting.checklists.report import CONTENTS, PARTS, SECTIONS
from ledger.simulation.claims.case import Claim
from ledger.simulation.claims.figures import sheet_of, yuan
from ledger.simulation.sending import Sending

ZONES = ("urban", "surrounding")
"""Where the scene lies."""
IN_THE_CITY = timedelta(hours=3)
"""In which it should be reached there."""
OK = {"ok": True}
NOTICE = [
    "firm",
    "address",
    "postcode",
    "hotline",
    "scope",
    "principal",
    "integrity",
    "complaints",
    "disputes",
    "signature",
]
TICKED = ("C1.1", "C2.1", "C2.4", "C4.2", "C5.2", "C6.4")
LIST = [
    {"code": code, "ticked": True} if code in TICKED else {"code": code, "ticked": False, "not_applicable": True}
    for code in CODES
]
CHECKS = [{"id": each.id, "outcome": "yes" if each.decides else "no"} for each in COVER_QUESTIONS]
FACTS = {
    "course": "运行中异响停机", "loss": "部件断裂", "cause": "待查", "machine_use": "连续运行",
    "in_operation_before": True, "maintenance": "按季保养", "in_warranty": False, "operators": "持证上岗",
}  # fmt: skip
RUNNING = {
    "running_hours": "12000小时", "state": "额定负荷", "log_ref": "示例运行日志", "parameters": "油压0.2MPa",
    "evolution": "停机前油压骤降",
}  # fmt: skip
POLICY = {"location": "yes", "listed": "yes", "period": "yes", "special_terms": "无"}


def surveyed(case: Claim) -> Generator[Sending, None, bool]:
    """From the offer to the briefing after the survey; whether the firm goes on."""
    fate, firm = case.fate["adjusting"], case.firm
    case.morning()
    yield case.insurer_says("IntermediaryProposed", firm=firm, reason="损失须专业机构认定")
    for by in ("insurer", "insured"):
        yield case.insurer_says("IntermediaryConsented", firm=firm, by=by, written_ref=f"TY-{case.key}-{by}")
    shows = (fate,) if fate == "adjusted" else ()
    yield case.firm_says(
        "AssignmentOffered", *shows, firm_id=firm, mode="insurer", principals=[case.insurer],
        insurer_ids=[case.insurer], claim_no=case.key, line_of_business=case.line,
        service_types=["survey", "loss_assessment"], jurisdiction=case.area,
    )  # fmt: skip
    yield case.insurer_says("IntermediaryEngaged", firm=firm, assignment_id=f"ASG-{case.key}")
    case.minutes(5, 15)
    yield case.firm_says("EngagementEvaluated", competence=OK, independence=OK, business_risk=OK)
    yield case.firm_says("AssignmentAccepted", at=case.at, statutory_business=False)
    yield case.firm_says("EngagementLetterRequested", at=case.at)
    if fate == "one_adjuster":
        case.days(1, 1)
        yield case.insurer_says("NextStepsRecommended", recommendation="催促公估机构到场")
        case.minutes(5, 20)
        alone = {"adjuster_ids": _adjusters(case)[:1], "zone": "urban"}
        yield case.attempt(firm, case.assignment, "adjusting.AdjustersAppointed", fate, **alone)
        return False
    yield from _reached(case)
    yield from _noticed(case)
    yield from _counted(case)
    return True


def reported(case: Claim) -> Generator[Sending, None, bool]:
    """From the cause to the delivery of the report; whether it was issued."""
    fate, firm_says = case.fate["adjusting"], case.firm_says
    case.days(1, 3)
    for code in TICKED:
        document = {"document_id": f"ZL-{case.key}-{code}", "item_code": code, "form": "copy", "sealed": True}
        yield firm_says("ClaimDocumentReceived", hash=case.digest(f"adjuster {code}"), **document)
    yield firm_says("CauseMaterialCollected", type="insured_report", ref=f"BG-{case.key}")
    yield firm_says("CauseMaterialCollected", type="institution_report")
    yield firm_says(
        "CauseAnalysisCompleted",
        proximate_cause="示例近因",
        reasoning="断口与运行记录一致",
        evidence=[f"BG-{case.key}"],
    )
    yield firm_says("CoverageAnalysisCompleted", checks=CHECKS, advice="covered", reasoning="逐项核查")
    case.days(1, 3)
    yield from _adjusted(case)
    case.days(1, 3)
    draft = case.digest("adjusting report")
    yield firm_says("ReportDrafted", sections=[*PARTS, *SECTIONS], hash=draft, author=_adjusters(case)[0])
    case.days(1, 2)
    issued = {
        "report_no": f"GG-{case.key}", "hash": draft, "signatures": _adjusters(case), "seal": True, "dated": case.today,
    }  # fmt: skip
    if fate == "issued_unreviewed":
        yield case.insurer_says("NextStepsRecommended", recommendation="催促公估机构出具报告")
        case.minutes(5, 20)
        yield case.attempt(case.firm, case.assignment, "adjusting.ReportIssued", fate, **issued)
        return False
    yield firm_says("ReportQualityReviewed", hash=draft, reviewer=f"GG-{case.firm}-80", result="passed")
    case.minutes(20, 60)
    yield firm_says("ReportIssued", **issued)
    case.minutes(10, 40)
    yield firm_says("ReportDelivered", to=case.insurer, at=case.at)
    return True


def adjusted(case: Claim) -> Iterator[Sending]:
    """The fee, the end and the archive."""
    case.days(3, 20)
    fee = max(50_000, case.figures.claimed // 50)
    yield case.firm_says("AdjustingFeeReceived", amount=yuan(fee), at=case.at)
    case.days(1, 5)
    yield case.firm_says("AssignmentClosed", at=case.at)
    case.days(1, 5)
    manifest = [
        {"kind": kind, "title": text.zh, "hash": case.digest("adjusting report" if kind == "report" else kind)}
        for kind, text in CONTENTS.items()
    ]
    yield case.firm_says(
        "AssignmentArchived", archived_on=case.today, manifest=manifest, custodian=f"GG-{case.firm}-70"
    )


def _adjusters(case: Claim) -> list[str]:
    return [f"GG-{case.firm}-{number:02}" for number in (1, 2)]


def _reached(case: Claim) -> Iterator[Sending]:
    """The appointment, the contact with the insured and the arrival, each in time or not."""
    fate = case.fate["adjusting"]
    zone = "urban" if fate == "arrived_late" else case.random.choice(ZONES)
    case.minutes(2, 10)
    appointed = case.now
    yield case.firm_says("AdjustersAppointed", adjuster_ids=_adjusters(case), zone=zone)
    late = fate == "contacted_late"
    case.now += timedelta(minutes=case.random.randint(31, 70) if late else case.random.randint(3, 28))
    shows = ("contacted_late",) if late else ()
    yield case.firm_says(
        "InsuredContacted", *shows, at=case.at, contact_person=f"示例联系人{case.number:04}", identity_told=True,
        commission_told=True,
    )  # fmt: skip
    by = ["insured"] if fate == "arrived_late" else ["insurer", "insured"]
    arrival = appointed + timedelta(minutes=100)
    agreed = {"agreed_time": (arrival + timedelta(minutes=15)).isoformat(), "place": case.place, "agreed_by": by}
    yield case.firm_says("SurveyAppointmentAgreed", **agreed)
    yield case.firm_says("SurveyPrepared", tools=True, policy_info=True, research=["受损设备型号资料"])
    yield case.firm_says("EngagementLetterReceived", letter_ref=f"WT-{case.key}", signatories=[case.insurer])
    shows = ()
    if fate == "arrived_late":
        shows, arrival = ("arrived_late",), appointed + IN_THE_CITY + timedelta(minutes=case.random.randint(5, 50))
    case.now = arrival
    yield case.firm_says("ArrivedOnSite", *shows, at=case.at, place=case.place, visit_no=1)


def _noticed(case: Claim) -> Iterator[Sending]:
    """The notices handed out at the scene; one that is not signed for is told and written down."""
    case.minutes(5, 15)
    told = {"template_version": "2024-1", "parts": NOTICE, "explained": True, "to": case.insured}
    yield case.firm_says("ClientNoticePresented", **told)
    if case.fate["adjusting"] == "notice_refused":
        yield case.firm_says("ClientNoticeAcknowledgementRefused", "notice_refused", reason="称须先请示")
        case.minutes(5, 30)
        about = {"matter": "client_notice"}
        yield case.firm_says("PrincipalInformed", **about, principal_id=case.insurer, channel="phone", at=case.at)
        yield case.firm_says("WrittenRecordMade", **about, record_ref=f"SM-{case.key}")
    else:
        receipt = {"type": "paper", "ref": f"HZ-{case.key}", "by": f"示例联系人{case.number:04}", "dated": case.today}
        yield case.firm_says("ClientNoticeAcknowledged", **receipt)
    yield case.firm_says("ProcedureExplained", cooperation_items=["提供运行记录"], neutrality=True)
    yield case.firm_says(
        "SalvageNoticeIssued", notice_ref=f"SJ-{case.key}", principal=case.insurer,
        accident_on=case.lost_at.date().isoformat(), cause="机械故障", insured=f"示例联系人{case.number:04}",
        insured_on=case.today, adjuster_id=_adjusters(case)[0], adjuster_on=case.today,
    )  # fmt: skip


def _counted(case: Claim) -> Iterator[Sending]:
    """What is damaged, how it ran, what was said, the record of it all, the document list and the briefing."""
    firm_says, items, arrived = case.firm_says, case.figures.items, case.now
    yield firm_says("CaseFactsInterviewed", **FACTS)
    yield firm_says("SalvageMeasuresTaken", by=case.insured, measures="断电并看护")
    yield firm_says("PolicyChecksRecorded", **POLICY)
    yield firm_says("SurveyPlanAgreed", plan_ref=f"FA-{case.key}", participants=[*_adjusters(case), case.insured])
    yield firm_says("InsuredLiaisonDesignated", person=f"示例联系人{case.number:04}", position="设备主管")
    case.minutes(5, 20)
    counted = [{"item_id": item.id, "name": item.kind.name, "quantity": 1} for item in items]
    yield firm_says("InventoryTaken", inventory_id=f"QD-{case.key}", method="逐件清点", items=counted)
    for item in items:
        about: dict[str, Any] = {"item_id": item.id}
        yield firm_says(
            "DamageItemRecorded", **about, machine_name=item.kind.name, model="示例型号", manufacturer="示例制造厂",
            part_name="主轴", part_model="ZZ-1", part_spec="φ80", loss="断裂", related_to_accident="yes",
        )  # fmt: skip
        photo = case.digest(f"adjuster photo {item.id}")
        yield firm_says("DamagePhotoTaken", photo_hash=photo, **about, taken_at=case.at, caption="受损部位")
        if item.wear:
            yield firm_says("WearAssessmentRecorded", **about, flags=["wear"], excluded_amount=yuan(item.wear))
        yield firm_says("RepairInfoCollected", **about, repairable="yes", shop="示例维修厂")
        yield firm_says(
            "RepairMethodAgreed", **about, insured_view="更换", method="更换", cost_type="outside",
            agreed_by=[case.insurer, case.insured],
        )  # fmt: skip
    yield firm_says("OperatingDataCaptured", **RUNNING)
    yield firm_says(
        "StatementTaken", statement_id=f"BL-{case.key}", person=f"示例操作人员{case.number:04}", role="操作工",
        hash=case.digest("adjuster statement"), signed=True, sealed=True,
    )  # fmt: skip
    case.minutes(5, 20)
    record = {"document_id": f"CKJL-{case.key}"}
    yield firm_says(
        "SurveyRecordCompleted", **record, hash=case.digest("survey record"), surveyed_at=arrived.isoformat(),
        place=case.place, participants=[*_adjusters(case), case.insured], items=[item.id for item in items],
        description="设备部件断裂，断口平齐",
    )  # fmt: skip
    yield firm_says("InventoryCompletenessConfirmed", **record, answer="all_counted")
    yield firm_says("SurveyRecordSigned", **record, signatory=f"示例联系人{case.number:04}", signature=True, seal=True)
    yield firm_says(
        "DocumentListIssued", list_id=f"QDL-{case.key}", items=LIST, addressee=case.insured,
        reported_on=case.lost_at.date().isoformat(), accident="设备损坏", contact=f"示例公估人员{case.number:04}",
        contact_phone="13800000000",
    )  # fmt: skip
    yield firm_says("DocumentListSigned", by=case.insured, copy_ref=f"QDL-{case.key}", original_holder="adjuster")
    for party in ("insurer", "insured"):
        told = {"party": party, "channel": "现场会谈", "findings": "部件断裂", "next_steps": "提交资料"}
        yield firm_says("PartyBriefed", **told, at=case.at)


def _adjusted(case: Claim) -> Iterator[Sending]:
    """The loss as the firm finds it, and the adjustment."""
    figures, firm_says = case.figures, case.firm_says
    yield firm_says("LossDetermined", version=1, type=figures.how, items=figures.assessed())
    for item in figures.items:
        valued = {"basis": item.kind.value_basis, "value": yuan(item.value), "as_of": case.lost_at.date().isoformat()}
        yield firm_says("InsuredValueDetermined", item_id=item.id, **valued)
        if item.residual:
            yield firm_says(
                "ResidualValueAgreed", item_id=item.id, value=yuan(item.residual), method="negotiated", to="insured",
                agreed_by=[case.insurer, case.insured],
            )  # fmt: skip
    yield firm_says("OtherInsuranceChecked", double=False, concurrence=False)
    inputs = figures.inputs()
    yield firm_says(
        "IndemnityAdjusted", calc_no=f"LS-{case.key}", inputs=inputs, declared=str(sheet_of(inputs).payable),
        special_terms=[],
    )  # fmt: skip

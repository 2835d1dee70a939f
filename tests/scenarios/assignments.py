"""An adjusting assignment from its offer to its signed survey record, as scenarios tell it."""

from __future__ import annotations

from typing import get_args

from given import Act, Acts, act
from ledger.adjusting.events import analysis, commission, survey
from scenarios.acts import digest
from scenarios.claims import ASSIGNMENT, FIRM, OFFERED, A, assignment_offered, code_adopted

INSURED = "ID-1"


# The offer, and what the firm makes of it

offered_jointly = assignment_offered(mode="joint", principals=[A, INSURED])
OFFERED_JOINTLY = (code_adopted, offered_jointly)
evaluated = act(
    commission.EngagementEvaluated, ASSIGNMENT, FIRM, "2026-03-02T09:10:00",
    competence={"ok": True}, independence={"ok": True}, business_risk={"ok": True}, decided_by="MGR-1",
)  # fmt: skip
accepted = act(
    commission.AssignmentAccepted, ASSIGNMENT, FIRM, "2026-03-02T09:20:00",
    at="2026-03-02T09:20:00+08:00", statutory_business=False,
)  # fmt: skip
declined = act(commission.AssignmentDeclined, ASSIGNMENT, FIRM, "2026-03-02T09:20:00", reason="缺少相应专业人员")
letter_requested = act(
    commission.EngagementLetterRequested, ASSIGNMENT, FIRM, "2026-03-02T09:25:00", at="2026-03-02T09:25:00+08:00"
)  # fmt: skip
letter_received = act(
    commission.EngagementLetterReceived, ASSIGNMENT, FIRM, "2026-03-03T09:00:00", letter_ref="WT-1", signatories=[A]
)  # fmt: skip
conflict_declared = act(
    commission.ConflictDeclared, ASSIGNMENT, FIRM, "2026-03-02T09:15:00",
    person_or_org="ADJ-2", counterparty=INSURED, relation="近亲属",
)  # fmt: skip

# The adjusters

appointed = act(
    commission.AdjustersAppointed, ASSIGNMENT, FIRM, "2026-03-02T09:30:00",
    adjuster_ids=["ADJ-1", "ADJ-2"], zone="urban",
)  # fmt: skip
replaced = act(
    commission.AdjusterReplaced, ASSIGNMENT, FIRM, "2026-03-02T09:40:00", old="ADJ-2", new="ADJ-3", reason="回避"
)  # fmt: skip
attempted = act(
    commission.ContactAttempted, ASSIGNMENT, FIRM, "2026-03-02T09:35:00",
    at="2026-03-02T09:35:00+08:00", channel="phone",
)  # fmt: skip
contacted = act(
    commission.InsuredContacted, ASSIGNMENT, FIRM, "2026-03-02T09:45:00",
    at="2026-03-02T09:45:00+08:00", contact_person="示例联系人001", identity_told=True, commission_told=True,
)  # fmt: skip
agreed = act(
    commission.SurveyAppointmentAgreed, ASSIGNMENT, FIRM, "2026-03-02T09:50:00",
    agreed_time="2026-03-02T15:00:00+08:00", place="示例工业园区厂房", agreed_by=["insurer", "insured"],
)  # fmt: skip
prepared = act(
    commission.SurveyPrepared, ASSIGNMENT, FIRM, "2026-03-02T10:00:00",
    tools=True, policy_info=True, research=["主轴型号资料"],
)  # fmt: skip

# Complaints

complaint = act(
    commission.ComplaintReceived, ASSIGNMENT, FIRM, "2026-03-05T09:00:00",
    complaint_id="C-1", at="2026-03-05T09:00:00+08:00", adjuster_id="ADJ-1",
    complainant="示例投诉人001", alleged="示例举报内容", evidence=[digest("录音")],
)  # fmt: skip

# At the scene

arrived = act(
    survey.ArrivedOnSite, ASSIGNMENT, FIRM, "2026-03-02T12:30:00",
    at="2026-03-02T12:30:00+08:00", place="示例工业园区厂房", visit_no=1,
)  # fmt: skip
arrived_again = arrived(at="2026-03-09T10:00:00+08:00", visit_no=2).on("2026-03-09T10:00:00")
notice_presented = act(
    survey.ClientNoticePresented, ASSIGNMENT, FIRM, "2026-03-02T12:40:00",
    template_version="2026-1", parts=list(get_args(survey.NoticePart)), explained=True, to=INSURED,
)  # fmt: skip
acknowledged = act(
    survey.ClientNoticeAcknowledged, ASSIGNMENT, FIRM, "2026-03-02T12:45:00",
    type="paper", ref="HZ-1", by="示例联系人001", dated="2026-03-02",
)  # fmt: skip
notice_refused = act(
    survey.ClientNoticeAcknowledgementRefused, ASSIGNMENT, FIRM, "2026-03-02T12:45:00", reason="须先请示"
)  # fmt: skip
informed = act(
    survey.PrincipalInformed, ASSIGNMENT, FIRM, "2026-03-02T14:00:00",
    matter="client_notice", principal_id=A, channel="phone", at="2026-03-02T14:00:00+08:00",
)  # fmt: skip
written_down = act(
    survey.WrittenRecordMade, ASSIGNMENT, FIRM, "2026-03-02T14:10:00", matter="client_notice", record_ref="JL-1"
)  # fmt: skip
interviewed = act(
    survey.CaseFactsInterviewed, ASSIGNMENT, FIRM, "2026-03-02T12:50:00",
    course="运行中异响停机", loss="主轴断裂", cause="待查", machine_use="连续运行", in_operation_before=True,
    maintenance="按季保养", in_warranty=False, operators="持证并经培训",
)  # fmt: skip
procedure_explained = act(
    survey.ProcedureExplained, ASSIGNMENT, FIRM, "2026-03-02T12:55:00",
    cooperation_items=["提供运行记录"], neutrality=True,
)  # fmt: skip
salvage_notice = act(
    survey.SalvageNoticeIssued, ASSIGNMENT, FIRM, "2026-03-02T13:00:00",
    notice_ref="SJ-1", principal=A, accident_on="2026-03-02", cause="机械故障",
    insured="示例联系人001", insured_on="2026-03-02", adjuster_id="ADJ-1", adjuster_on="2026-03-02",
)  # fmt: skip
salvaged = act(
    survey.SalvageMeasuresTaken, ASSIGNMENT, FIRM, "2026-03-02T15:00:00", by=INSURED, measures="切断电源", cost="500.00"
)  # fmt: skip
loss_growing = act(
    survey.LossAggravationObserved, ASSIGNMENT, FIRM, "2026-03-02T13:10:00", observation_id="OB-1", observation="漏油"
)  # fmt: skip
countered = act(
    survey.CountermeasuresAgreed, ASSIGNMENT, FIRM, "2026-03-02T15:10:00",
    observation_id="OB-1", measures="封堵并转移", parties=[A, INSURED],
)  # fmt: skip

# The survey

policy_checked = act(
    survey.PolicyChecksRecorded, ASSIGNMENT, FIRM, "2026-03-02T13:15:00",
    location="yes", listed="yes", period="yes", special_terms="无",
)  # fmt: skip
plan_agreed = act(
    survey.SurveyPlanAgreed, ASSIGNMENT, FIRM, "2026-03-02T13:20:00", plan_ref="FA-1", participants=["ADJ-1", INSURED]
)  # fmt: skip
liaison_named = act(
    survey.InsuredLiaisonDesignated, ASSIGNMENT, FIRM, "2026-03-02T13:25:00",
    person="示例联系人001", position="设备主管", phone="13800000002",
)  # fmt: skip
counted = act(
    survey.InventoryTaken, ASSIGNMENT, FIRM, "2026-03-02T13:30:00",
    inventory_id="QD-1", method="逐件清点", items=[{"item_id": "M-1", "name": "主轴", "quantity": 1}],
)  # fmt: skip
item_recorded = act(
    survey.DamageItemRecorded, ASSIGNMENT, FIRM, "2026-03-02T13:40:00",
    item_id="M-1", machine_name="示例压缩机", model="YS-1", manufacturer="示例制造厂", part_name="主轴",
    part_model="ZZ-1", part_spec="Φ80", loss="断裂", related_to_accident="yes",
)  # fmt: skip
wear_assessed = act(
    survey.WearAssessmentRecorded, ASSIGNMENT, FIRM, "2026-03-02T13:45:00",
    item_id="M-1", flags=["corrosion"], excluded_amount="20000.00",
)  # fmt: skip
photographed = act(
    survey.DamagePhotoTaken, ASSIGNMENT, FIRM, "2026-03-02T13:50:00",
    photo_hash=digest("照片"), item_id="M-1", taken_at="2026-03-02T13:35:00+08:00", caption="断口",
)  # fmt: skip
running = act(
    survey.OperatingDataCaptured, ASSIGNMENT, FIRM, "2026-03-02T13:55:00",
    running_hours="12000小时", state="满负荷", log_ref="YX-1", parameters="油压0.2MPa", evolution="油压骤降",
)  # fmt: skip
repair_known = act(
    survey.RepairInfoCollected, ASSIGNMENT, FIRM, "2026-03-02T14:00:00",
    item_id="M-1", repairable="yes", shop="示例维修厂",
)  # fmt: skip
repair_agreed = act(
    survey.RepairMethodAgreed, ASSIGNMENT, FIRM, "2026-03-03T10:00:00",
    item_id="M-1", insured_view="更换", method="修复轴颈", cost_type="outside", agreed_by=[A, INSURED],
)  # fmt: skip
resurvey_needed = act(
    survey.ResurveyNeeded, ASSIGNMENT, FIRM, "2026-03-02T14:20:00",
    resurvey_id="RS-1", reason="undetermined", items=["M-1"], open_points=["损失程度"],
)  # fmt: skip
resurvey_scheduled = act(
    survey.ResurveyScheduled, ASSIGNMENT, FIRM, "2026-03-05T09:00:00",
    resurvey_id="RS-1", at="2026-03-09T10:00:00+08:00",
)  # fmt: skip
resurvey_completed = act(
    survey.ResurveyCompleted, ASSIGNMENT, FIRM, "2026-03-09T12:00:00", resurvey_id="RS-1", findings="仅主轴受损"
)  # fmt: skip

# The survey record

record_completed = act(
    survey.SurveyRecordCompleted, ASSIGNMENT, FIRM, "2026-03-02T16:00:00",
    document_id="R-1", hash=digest("查勘记录"), surveyed_at="2026-03-02T12:30:00+08:00", place="示例工业园区厂房",
    participants=["ADJ-1", "ADJ-2", INSURED], items=["M-1"], description="主轴断裂，断口平齐",
)  # fmt: skip
all_counted = act(
    survey.InventoryCompletenessConfirmed, ASSIGNMENT, FIRM, "2026-03-02T16:10:00",
    document_id="R-1", answer="all_counted",
)  # fmt: skip
statement_taken = act(
    survey.StatementTaken, ASSIGNMENT, FIRM, "2026-03-02T15:30:00",
    statement_id="S-1", person="示例操作工001", role="操作工", hash=digest("笔录"), signed=True, sealed=True,
)  # fmt: skip
record_signed = act(
    survey.SurveyRecordSigned, ASSIGNMENT, FIRM, "2026-03-02T16:20:00",
    document_id="R-1", signatory="示例联系人001", signature=True, seal=True,
)  # fmt: skip
signature_refused = act(
    survey.SurveyRecordSignatureRefused, ASSIGNMENT, FIRM, "2026-03-02T16:20:00", document_id="R-1", reason="有异议"
)  # fmt: skip

# The loss

total_loss_constructed = act(
    analysis.TotalLossConstructed, ASSIGNMENT, FIRM, "2026-03-17T09:00:00",
    item_id="M-1", ground="repair_reaches_value", reason="修复费用达到保险价值", decided_by="ADJ-1",
)  # fmt: skip

# How far a story has come

ACCEPTED = (*OFFERED, evaluated, accepted)
APPOINTED = (*ACCEPTED, appointed)
ON_SITE = (*APPOINTED, contacted, agreed(agreed_time="2026-03-02T12:30:00+08:00"), prepared, arrived)
SURVEYED = (
    *ON_SITE, notice_presented, acknowledged, interviewed, procedure_explained, salvage_notice, salvaged,
    policy_checked, plan_agreed, liaison_named, counted, item_recorded, photographed, running, repair_known,
    record_completed,
)  # fmt: skip
"""A survey that lacks nothing."""


def surveyed_without(*left_out: Act, instead: Acts = ()) -> tuple[Acts, ...]:
    """The same survey without these acts, others in place of the first of them."""
    first = left_out[0]
    assert set(map(id, left_out)) <= set(map(id, SURVEYED))
    return tuple(
        (instead if each is first else each)
        for each in SURVEYED
        if each is first or not any(each is x for x in left_out)
    )

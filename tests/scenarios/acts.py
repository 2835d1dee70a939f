"""The words scenarios are told in: who acts, what they do by default, and how far a story has come."""

from __future__ import annotations

import hashlib

from given import Act, act, organisation
from ledger.appraisal import events as appraisal
from ledger.attendance import events as attendance
from ledger.disputes.events import appraisal as disputes
from ledger.disputes.events.dispute import DisputeClosed
from ledger.kernel.correction import RecordCorrected
from ledger.registry import events as registry

BUREAU = organisation("JB-411200", "justice_bureau")
REGULATOR = organisation("NFRA-411200", "insurance_regulator")
ASSOCIATION = organisation("AA-411200", "association")
AGENCY = organisation("AG-411200-01", "appraisal_agency")
OTHER_AGENCY = organisation("AG-411200-02", "appraisal_agency")
INSURER_A = organisation("INS-A-411200", "insurer")
INSURER_B = organisation("INS-B-411200", "insurer")
AG, A, B = AGENCY.organisation, INSURER_A.organisation, INSURER_B.organisation
ADMINISTRATOR = organisation("ADM-411200", "administrator")

APPRAISAL = "appraisal/411200-2026-0001"
ANOTHER = "appraisal/411200-2026-0002"
SESSION = "attendance/S-1"
DISPUTE = "dispute/411200-2026-0001"
START = "2026-03-12T09:30:00"
GRADING = {"code": "人体损伤致残程度分级", "version": "2016"}


def digest(of: str) -> str:
    """A digest as documents have it."""
    return hashlib.sha256(of.encode()).hexdigest()


# Registers

agency_registered = act(
    registry.AppraisalAgencyRegistered, f"agency/{AG}", BUREAU, "2025-01-06T09:00:00",
    name="示例司法鉴定所一", licence_no="411200001", area="411202", valid_from="2022-01-01",
)  # fmt: skip
other_agency_registered = agency_registered(name="示例司法鉴定所二", licence_no="411200002").into(
    f"agency/{OTHER_AGENCY.organisation}"
)
agency_changed = act(
    registry.AppraisalAgencyChanged, f"agency/{AG}", BUREAU, "2026-01-05T09:00:00", effective_from="2026-01-05"
)  # fmt: skip
appraiser_registered = act(
    registry.AppraiserRegistered, "appraiser/AP-1", BUREAU, "2025-01-07T09:00:00",
    name="示例鉴定人001", identity_no="41120019000101001X", licence_no="411200001001", agency_id=AG,
)  # fmt: skip
appraiser_changed = act(
    registry.AppraiserChanged, "appraiser/AP-1", BUREAU, "2026-01-07T09:00:00", effective_from="2026-01-07"
)  # fmt: skip
insurer_registered = act(
    registry.InsurerRegistered, f"insurer/{A}", REGULATOR, "2025-01-08T09:00:00",
    name="示例财产保险甲公司", jurisdiction="411200", level="city",
)  # fmt: skip
contact_changed = act(
    registry.InsurerContactChanged, f"insurer/{A}", INSURER_A, "2025-01-09T09:00:00",
    effective_from="2025-01-09", department="示例理赔部", phone="13800000001",
)  # fmt: skip
staff_registered = act(
    registry.InsurerStaffRegistered, "staff/ST-1", INSURER_A, "2025-01-10T09:00:00",
    name="示例职员001", identity_no="41120019000101002X", insurer_id=A, position="查勘员", since="2024-07-01",
)  # fmt: skip
staff_left = act(
    registry.InsurerStaffLeft, "staff/ST-1", INSURER_A, "2025-06-30T18:00:00", effective_from="2025-07-01"
)  # fmt: skip

# The commission

VICTIM = {"id": "P1", "role": "victim", "name": "示例当事人001"}
requested_alone = act(
    appraisal.AppraisalRequested, APPRAISAL, AGENCY, "2026-03-02T09:00:00",
    mode="unilateral_party", principals=[VICTIM], agency_id=AG, matter_key="CLM-1+P1+disability",
    claim_no="CLM-1", insurer_ids=[A, B], question="示例当事人001的伤残等级",
)  # fmt: skip
requested_jointly = requested_alone(mode="joint", principals=[{"id": A, "role": "insurer"}, VICTIM]).by(INSURER_A)
requested_by_insurer = requested_alone(
    mode="unilateral_insurer", principals=[{"id": A, "role": "insurer"}]
).by(INSURER_A)  # fmt: skip
explained = act(
    appraisal.JointCommissionExplained, APPRAISAL, INSURER_A, "2026-03-02T10:00:00",
    party="P1", meaning=True, procedure=True, legal_consequences=True, outcome="agreed",
)  # fmt: skip
agency_chosen = act(
    appraisal.AgencySelectionAgreed, APPRAISAL, INSURER_A, "2026-03-02T11:00:00", agency_id=AG, agreed_by=[A, "P1"]
)  # fmt: skip
notice_issued = act(
    appraisal.UnilateralNoticeIssued, APPRAISAL, AGENCY, "2026-03-02T14:00:00",
    notice_id="N-1", risks="单方委托的意见可能不被采信", legal_consequences="可能须重新鉴定", to="P1",
)  # fmt: skip
notice_signed = act(
    appraisal.UnilateralNoticeSigned, APPRAISAL, AGENCY, "2026-03-02T14:30:00",
    notice_id="N-1", by="P1", at="2026-03-02T14:20:00+08:00",
)  # fmt: skip
submitted = act(
    appraisal.AppraisalMaterialSubmitted, APPRAISAL, AGENCY, "2026-03-02T15:00:00",
    material_id="M-1", hash=digest("病历"), by="P1", title="住院病历",
)  # fmt: skip
declared_true = act(
    appraisal.TruthDeclarationSigned, APPRAISAL, AGENCY, "2026-03-02T15:10:00", by="P1", material_ids=["M-1"]
)  # fmt: skip
reviewed = act(
    appraisal.AppraisalMaterialReviewed, APPRAISAL, AGENCY, "2026-03-03T09:00:00",
    material_id="M-1", result="accepted", reviewer="AP-1",
)  # fmt: skip
confirmed = act(
    appraisal.AppraisalMaterialConfirmed, APPRAISAL, AGENCY, "2026-03-03T10:00:00",
    material_id="M-1", hash=digest("病历"), by="P1",
)  # fmt: skip
confirmed_by_insurer = confirmed(by=A).by(INSURER_A)
conflict_declared = act(
    appraisal.ConflictDeclared, APPRAISAL, AGENCY, "2026-03-03T11:00:00",
    person_or_org="AP-1", counterparty="P1", relation="近亲属",
)  # fmt: skip
recused = act(
    appraisal.AppraiserRecused, APPRAISAL, AGENCY, "2026-03-03T12:00:00", person_id="AP-1", relation="近亲属"
)  # fmt: skip
agent_registered = act(
    appraisal.ClaimAgentRegistered, APPRAISAL, INSURER_A, "2026-03-03T14:00:00",
    by="P1", name="示例代理人001", identity_no="41120019000101004X", mandate_ref="SQ-1",
)  # fmt: skip
CHECKS = [{"item": item, "passed": True} for item in ("roster", "notice", "materials", "conflict", "matter")]
accepted = act(appraisal.AppraisalCommissionAccepted, APPRAISAL, AGENCY, "2026-03-04T09:00:00", checks=CHECKS)
declined = act(
    appraisal.AppraisalCommissionDeclined, APPRAISAL, AGENCY, "2026-03-04T09:00:00",
    reason="材料不足", basis="司法鉴定程序通则第十五条",
)  # fmt: skip
decline_stated = act(
    appraisal.DeclineStatementIssued, APPRAISAL, AGENCY, "2026-03-04T10:00:00",
    statement_no="TA-1", reasons="材料不足", basis="司法鉴定程序通则第十五条",
)  # fmt: skip
materials_returned = act(
    appraisal.AppraisalMaterialsReturned, APPRAISAL, AGENCY, "2026-03-04T11:00:00",
    material_ids=["M-1"], receipt="R-1",
)  # fmt: skip
letter_signed = act(
    appraisal.CommissionLetterSigned, APPRAISAL, AGENCY, "2026-03-05T09:00:00",
    letter_no="L-1", signatories=[AG, "P1"],
)  # fmt: skip
letter_signed_jointly = letter_signed(signatories=[AG, A, "P1"])

# The examination

scheduled = act(
    appraisal.AppraisalSessionScheduled, APPRAISAL, AGENCY, "2026-03-06T09:00:00",
    session_id="S-1", start=f"{START}+08:00", place="示例司法鉴定所一第一检查室", appraisers=["AP-1", "AP-2"],
)  # fmt: skip
licence_shown = act(
    appraisal.AppraiserLicenceShown, APPRAISAL, AGENCY, "2026-03-12T09:25:00",
    session_id="S-1", appraiser="AP-1", licence_no="411200001001", shown_to=["P1"],
)  # fmt: skip
started = act(
    appraisal.AppraisalStarted, APPRAISAL, AGENCY, START, session_id="S-1", appraisers=["AP-1", "AP-2"]
)  # fmt: skip
process_recorded = act(
    appraisal.AppraisalProcessRecorded, APPRAISAL, AGENCY, "2026-03-12T10:00:00",
    record_id="PR-1", session_id="S-1", medium="notes", hash=digest("笔记"),
    occurred_at="2026-03-12T09:40:00+08:00", recorded_at="2026-03-12T09:41:00+08:00",
)  # fmt: skip
record_signed = act(
    appraisal.ProcessRecordSigned, APPRAISAL, AGENCY, "2026-03-12T11:00:00",
    record_id="PR-1", signatories=["AP-1", "AP-2"],
)  # fmt: skip
used = act(
    appraisal.AppraisalMaterialUsed, APPRAISAL, AGENCY, "2026-03-13T09:00:00", material_id="M-1", hash=digest("病历")
)  # fmt: skip
concluded = act(
    appraisal.AppraisalConcluded, APPRAISAL, AGENCY, "2026-03-16T09:00:00",
    disability_grade="10", result="构成十级伤残",
)  # fmt: skip
drafted = act(
    appraisal.AppraisalDrafted, APPRAISAL, AGENCY, "2026-03-17T09:00:00", hash=digest("意见书"), standards=[GRADING]
)  # fmt: skip
draft_passed = act(
    appraisal.AppraisalReviewCompleted, APPRAISAL, AGENCY, "2026-03-18T09:00:00",
    reviewer="AP-3", result="passed", hash=digest("意见书"),
)  # fmt: skip
issued = act(
    appraisal.AppraisalOpinionIssued, APPRAISAL, AGENCY, "2026-03-20T09:00:00",
    opinion_no="O-1", hash=digest("意见书"), data_hash=digest("数据"), standards_applied=[GRADING],
    appraisers=["AP-1", "AP-2"], materials_used=["M-1"],
)  # fmt: skip
slip_noted = act(
    appraisal.ClericalCorrectionNoted, APPRAISAL, AGENCY, "2026-03-23T09:00:00", text="第二页错字一处"
)  # fmt: skip
terminated = act(
    appraisal.AppraisalCommissionTerminated, APPRAISAL, AGENCY, "2026-03-10T09:00:00",
    reason="withdrawn_by_principal",
)  # fmt: skip
filed = act(
    appraisal.AppraisalFileItemFiled, APPRAISAL, AGENCY, "2026-03-25T09:00:00",
    item_type="other", hash=digest("其他"),
)  # fmt: skip
notice_filed = filed(item_type="unilateral_notice", ref="N-1", hash=digest("告知书"))
record_filed = filed(item_type="process_record", ref="PR-1", hash=digest("笔记"))
copies_filed = filed(item_type="identity_copy", copy_of=A, hash=digest("证件复印件"))
archived = act(
    appraisal.AppraisalFileArchived, APPRAISAL, AGENCY, "2026-03-30T09:00:00", manifest=digest("案卷目录")
)  # fmt: skip

# Attendance

notice_sent = act(
    attendance.WitnessNoticeSent, SESSION, AGENCY, "2026-03-10T16:00:00",
    session_id="S-1", insurer_id=A, contact_id="C-1", sent_at="2026-03-10T16:00:00+08:00",
)  # fmt: skip
arrived = act(
    attendance.WitnessArrived, SESSION, AGENCY, "2026-03-12T09:20:00",
    session_id="S-1", insurer_id=A, person="示例见证人001", at="2026-03-12T09:20:00+08:00",
)  # fmt: skip
identified = act(
    attendance.WitnessIdentified, SESSION, AGENCY, "2026-03-12T09:22:00",
    session_id="S-1", insurer_id=A, work_certificate="GZ-0001", id_card="41120019000101003X",
    copies=[digest("工作证"), digest("身份证")],
)  # fmt: skip
signed = act(
    attendance.WitnessSigned, SESSION, AGENCY, "2026-03-12T09:24:00",
    session_id="S-1", insurer_id=A,
    documents=[
        {"type": "commission_confirmation", "signed_at": "2026-03-12T09:23:00+08:00"},
        {"type": "appraisal_notice", "signed_at": "2026-03-12T09:24:00+08:00"},
    ],
)  # fmt: skip
signature_refused = act(
    attendance.WitnessSignatureRefused, SESSION, AGENCY, "2026-03-12T09:24:00",
    session_id="S-1", insurer_id=A, documents=["appraisal_notice"], reason="称须先请示",
)  # fmt: skip
absence_recorded = act(
    attendance.WitnessAbsenceRecorded, SESSION, AGENCY, "2026-03-12T10:00:00", session_id="S-1", insurer_id=A
)  # fmt: skip
attendance_recorded = act(
    attendance.AttendanceRecorded, SESSION, AGENCY, "2026-03-12T11:00:00",
    session_id="S-1", expected=[A, B, "P1"], present=[A, B, "P1"],
)  # fmt: skip
observed = act(
    attendance.ObservationFacilitated, SESSION, INSURER_A, "2026-03-12T11:10:00",
    session_id="S-1", insurer_id=A, facilitated=True,
)  # fmt: skip
consented = act(
    attendance.RecordingConsentGiven, SESSION, AGENCY, "2026-03-12T09:28:00",
    session_id="S-1", consent_id="CO-1", by="P1", scope=["video"], valid_from=f"{START}+08:00",
)  # fmt: skip
consent_revoked = act(
    attendance.RecordingConsentRevoked, SESSION, AGENCY, "2026-03-12T10:00:00",
    session_id="S-1", by="P1", at="2026-03-12T10:00:00+08:00",
)  # fmt: skip
filmed = act(
    attendance.WitnessRecordingMade, SESSION, AGENCY, "2026-03-12T09:50:00",
    session_id="S-1", insurer_id=A, medium="video", at="2026-03-12T09:50:00+08:00",
)  # fmt: skip
misconduct_observed = act(
    attendance.WitnessMisconductObserved, SESSION, AGENCY, "2026-03-12T09:55:00",
    session_id="S-1", insurer_id=A, behaviour="打断检查", action="当场劝止",
)  # fmt: skip

# Disputes

OF_THE_APPRAISAL = {"appraisal_id": "411200-2026-0001"}
objected = act(
    disputes.ObjectionRaised, DISPUTE, INSURER_A, "2026-04-01T10:00:00", **OF_THE_APPRAISAL,
    objection_id="OB-1", by=A, channel="written", content="认为伤残等级评定过高",
    received_at="2026-04-01T10:00:00+08:00",
)  # fmt: skip
phoned = objected(objection_id="OB-2", channel="phone", received_at="2026-04-02T10:00:00+08:00").on(
    "2026-04-02T10:00:00"
)
extended = act(
    disputes.ReplyExtensionAgreed, DISPUTE, AGENCY, "2026-04-10T10:00:00",
    objection_id="OB-1", reason="须调取原始影像", difficult=True, new_due="2026-04-30", agreed_by=[AG, A],
)  # fmt: skip
extended_again = extended(new_due="2026-05-20").on("2026-04-30T23:59:59")
replied = act(
    disputes.ObjectionReplied, DISPUTE, AGENCY, "2026-04-28T10:00:00",
    objection_id="OB-1", form="written", ref="HF-1", at="2026-04-28T10:00:00+08:00",
)  # fmt: skip
replied_by_phone = replied(form="phone", ref=None, at="2026-04-03T10:00:00+08:00").on("2026-04-03T10:00:00")
remedied = act(
    disputes.RemedyPursued, DISPUTE, INSURER_A, "2026-05-06T10:00:00",
    remedy="re_appraisal", linked_id="411200-2026-0002",
)  # fmt: skip
mediation_requested = act(
    disputes.MediationRequested, DISPUTE, INSURER_B, "2026-05-07T10:00:00", **OF_THE_APPRAISAL, by=B
)  # fmt: skip
mediation_accepted = act(
    disputes.MediationAccepted, DISPUTE, ASSOCIATION, "2026-05-08T10:00:00", mediators=["ME-1", "ME-2"]
)  # fmt: skip
mediation_declined = act(
    disputes.MediationDeclined, DISPUTE, ASSOCIATION, "2026-05-08T10:00:00", reason="已诉至法院"
)  # fmt: skip
mediation_handled = act(
    disputes.MediationHandled, DISPUTE, ASSOCIATION, "2026-05-15T10:00:00", result="not_settled", experts=["EX-1"]
)  # fmt: skip
mediation_told = act(
    disputes.MediationFeedbackGiven, DISPUTE, ASSOCIATION, "2026-05-18T10:00:00",
    to=[AG, A, B, "P1"], at="2026-05-18T09:00:00+08:00",
)  # fmt: skip
flagged = act(
    disputes.DisputeFlaggedForExpertReview, DISPUTE, ASSOCIATION, "2026-05-19T10:00:00", **OF_THE_APPRAISAL,
    reason="两份意见等级不一", objections=3, contradictory_opinions=True,
)  # fmt: skip
review_convened = act(
    disputes.ExpertReviewConvened, DISPUTE, ASSOCIATION, "2026-05-25T10:00:00",
    panel=[{"expert_id": "EX-1", "affiliation": "AA-411200"}, {"expert_id": "EX-2", "affiliation": "INS-C-411200"}],
)  # fmt: skip
review_concluded = act(
    disputes.ExpertReviewConcluded, DISPUTE, ASSOCIATION, "2026-06-01T10:00:00",
    conclusion="检查方法与所引标准不符", suspected_violation=True, rules=["司法鉴定程序通则第二十三条"],
)  # fmt: skip
transferred = act(
    disputes.ViolationTransferredToJusticeBureau, DISPUTE, ASSOCIATION, "2026-06-03T10:00:00", receipt_no="SF-1"
)  # fmt: skip
dispute_closed = act(
    DisputeClosed, DISPUTE, ASSOCIATION, "2026-06-10T10:00:00", result="已移交并重新鉴定"
)  # fmt: skip


def correction(of: Act, time: str = "2026-03-31T09:00:00", **members: object) -> Act:
    """A correction of an act, by whoever did it."""
    return act(RecordCorrected, of.stream, of.caller, time, corrects_event_id=of.event_id, reason="登记有误", **members)


# How far a story has come

ASKED_ALONE = (agency_registered, requested_alone, notice_issued, notice_signed, submitted, reviewed)
ASKED_JOINTLY = (agency_registered, requested_jointly, explained, agency_chosen, submitted, reviewed)
AGREED_JOINTLY = (*ASKED_JOINTLY, confirmed, confirmed_by_insurer)
ACCEPTED = (*ASKED_ALONE, accepted)
ACCEPTED_JOINTLY = (*AGREED_JOINTLY, accepted)
SCHEDULED = (*ACCEPTED, letter_signed, scheduled)
EXAMINED = (*SCHEDULED, started, process_recorded, record_signed, attendance_recorded)
CONCLUDED = (*EXAMINED, concluded)
DRAFTED = (*CONCLUDED, drafted, draft_passed)
ISSUED = (*DRAFTED, issued)
FILED = (*ISSUED, notice_filed, record_filed)
OBJECTED = (ISSUED, objected)
REVIEWED = (*OBJECTED, replied, flagged, review_convened, review_concluded)

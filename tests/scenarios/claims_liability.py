"""Liability in scenarios: the application and its documents, opinions, the third party, rejection."""

from __future__ import annotations

from given import act
from ledger.claims.events import conduct, liability, recourse, rejection
from scenarios.acts import INSURER_A, digest, requested_alone
from scenarios.claims import CLAIM, REPORTED, A

INSURED = "ID-1"
THIRD = "TP-1"

# Conduct

agent_registered = act(
    conduct.ClaimAgentRegistered, CLAIM, INSURER_A, "2026-03-04T09:00:00",
    by=INSURED, name="示例代理人001", identity_no="41120019000101004X", mandate_ref="SQ-1",
)  # fmt: skip
conflict_declared = act(
    conduct.ConflictDeclared, CLAIM, INSURER_A, "2026-03-02T08:20:00",
    person_or_org="ST-1", counterparty=INSURED, relation="近亲属",
)  # fmt: skip
recused = act(conduct.StaffRecused, CLAIM, INSURER_A, "2026-03-02T08:25:00", person_id="ST-2")
interest_declared = act(
    conduct.InterestDeclared, CLAIM, INSURER_A, "2026-03-02T08:30:00",
    person_id="ST-1", entity_id="ADJ-B-411200", relation="part_time", conflicting=True,
)  # fmt: skip

# The application and its documents

applied = act(
    liability.ClaimApplicationReceived, CLAIM, INSURER_A, "2026-03-05T09:00:00",
    applicant=INSURED, received_at="2026-03-05T09:00:00+08:00", amount="120000.00",
)  # fmt: skip
shortfall_found = act(
    liability.DocumentShortfallFound, CLAIM, INSURER_A, "2026-03-06T09:00:00", missing_items=["C2.1", "C3.1"]
)  # fmt: skip
supplement_requested = act(
    liability.SupplementRequested, CLAIM, INSURER_A, "2026-03-10T10:00:00",
    request_no=1, missing_items=["C2.1", "C3.1"], notified_party=INSURED, at="2026-03-10T10:00:00+08:00",
)  # fmt: skip
requested_again = supplement_requested(
    request_no=2, missing_items=["C4.1"], at="2026-03-24T10:00:00+08:00"
).on("2026-03-24T10:00:00")  # fmt: skip
document_received = act(
    liability.ClaimDocumentReceived, CLAIM, INSURER_A, "2026-03-18T15:00:00",
    document_id="D-1", item_code="C2.1", form="original", sealed=True, hash=digest("C2.1"),
)  # fmt: skip
other_received = document_received(document_id="D-2", item_code="C3.1", hash=digest("C3.1")).on("2026-03-20T15:00:00")

# Opinions of others

authority_asked = act(
    liability.AuthorityOpinionRequested, CLAIM, INSURER_A, "2026-03-06T10:00:00",
    body="示例消防救援支队", question="起火原因",
)  # fmt: skip
authority_answered = act(
    liability.AuthorityOpinionReceived, CLAIM, INSURER_A, "2026-03-13T10:00:00",
    body="示例消防救援支队", opinion_ref="XF-1",
)  # fmt: skip
APPRAISAL_ID = requested_alone.stream.partition("/")[2]
appraisal_needed = act(
    liability.AppraisalNeedIdentified, CLAIM, INSURER_A, "2026-03-06T11:00:00", question="伤残等级"
)  # fmt: skip
appraisal_linked = appraisal_needed(appraisal_id=APPRAISAL_ID)
appraisal_asked = authority_asked(body="示例司法鉴定所一", question="伤残等级", appraisal_id=APPRAISAL_ID)
opinion_received = authority_answered(
    body="示例司法鉴定所一", opinion_ref="O-1", appraisal_id=APPRAISAL_ID
).on("2026-03-21T10:00:00")  # fmt: skip
opinion_considered = act(
    liability.AppraisalOpinionConsidered, CLAIM, INSURER_A, "2026-03-23T10:00:00",
    opinion_no="O-1", appraisal_id=APPRAISAL_ID, adopted="full", reviewer="ST-3",
)  # fmt: skip
set_aside = opinion_considered(adopted="not")

# The cause and liability

snow_flagged = act(liability.CauseFlagged, CLAIM, INSURER_A, "2026-03-06T08:00:00", flag="snow")
weather_proven = act(
    liability.WeatherProofCollected, CLAIM, INSURER_A, "2026-03-07T10:00:00",
    station="示例国家气象站", source="示例市气象局证明", hash=digest("气象证明"),
    since="2026-03-01T20:00:00+08:00", series=["9.9", "0.1"],
)  # fmt: skip
cause_analysed = act(
    liability.CauseAnalysisCompleted, CLAIM, INSURER_A, "2026-03-16T10:00:00",
    proximate_cause="暴雪压垮屋面", reasoning="屋面积雪荷载超过设计值", evidence=["查勘记录"], cause="snow",
)  # fmt: skip
fire_analysed = cause_analysed(
    proximate_cause="电缆短路起火", reasoning="起火点在配电室", cause="fire",
    fire={"equipment_sound": True, "wiring_maintained": False, "storage_compliant": True},
)  # fmt: skip
liability_proposed = act(
    liability.LiabilityProposed, CLAIM, INSURER_A, "2026-03-24T09:00:00",
    decision="covered", amount="120000.00", authority_limit="500000.00",
)  # fmt: skip
escalated = act(
    liability.EscalatedForApproval, CLAIM, INSURER_A, "2026-03-24T10:00:00", level="省级分公司", reason="超权限"
)  # fmt: skip
superior_approved = act(
    liability.SuperiorDecisionReceived, CLAIM, INSURER_A, "2026-03-26T10:00:00", decision="approved", by="INS-A-410000"
)  # fmt: skip
determined = act(
    liability.LiabilityDetermined, CLAIM, INSURER_A, "2026-03-27T10:00:00",
    decision="covered", clauses=["主险第五条"], basis=[{"kind": "survey_record", "ref": "SR-1"}],
)  # fmt: skip
denied = determined(decision="not_covered", exclusions=["主险第八条"])
in_part = determined(decision="partial", outside=["I-2"])
notified = act(
    liability.DeterminationNotified, CLAIM, INSURER_A, "2026-03-28T10:00:00",
    recipient=INSURED, channel="letter", at="2026-03-28T10:00:00+08:00",
)  # fmt: skip
proportion_agreed = act(
    liability.ProportionNegotiated, CLAIM, INSURER_A, "2026-03-27T15:00:00",
    covered_share="0.60", agreed_by=[A, INSURED], reasons="积雪与年久失修无法区分",
)  # fmt: skip

# The third party

third_party_identified = act(
    recourse.ThirdPartyLiabilityIdentified, CLAIM, INSURER_A, "2026-03-11T10:00:00",
    third_party=THIRD, basis="民法典第一千一百六十五条",
)  # fmt: skip
found_not_liable = act(
    recourse.ThirdPartyFoundNotLiable, CLAIM, INSURER_A, "2026-03-25T10:00:00", third_party=THIRD, basis="责任认定书"
)  # fmt: skip
insured_guided = act(
    recourse.InsuredGuidedToThirdParty, CLAIM, INSURER_A, "2026-03-12T10:00:00",
    third_party=THIRD, at="2026-03-12T09:00:00+08:00",
)  # fmt: skip
pay_first_requested = act(
    recourse.PayFirstRequested, CLAIM, INSURER_A, "2026-03-20T10:00:00", request_ref="XF-1", refusal_evidence="JP-1"
)  # fmt: skip
rights_assigned = act(
    recourse.SubrogationAssigned, CLAIM, INSURER_A, "2026-03-21T10:00:00",
    letter_ref="QY-1", amount="100000.00", third_party=THIRD,
)  # fmt: skip
compensated = act(
    recourse.ThirdPartyCompensationReceived, CLAIM, INSURER_A, "2026-03-22T10:00:00",
    amount="30000.00", third_party=THIRD, received_at="2026-03-22T09:00:00+08:00",
)  # fmt: skip
waived = act(
    recourse.RecoveryRightWaived, CLAIM, INSURER_A, "2026-03-23T10:00:00",
    waiver_id="W-1", third_party=THIRD, by=INSURED, claim_amount="160000.00", waived_amount="40000.00",
    waived_at="2026-03-23T09:00:00+08:00",
)  # fmt: skip
declared_void = act(
    recourse.WaiverDeclaredVoid, CLAIM, INSURER_A, "2026-05-06T10:00:00", waiver_id="W-1", reason="赔付后擅自放弃"
)  # fmt: skip
prejudiced = act(
    recourse.SubrogationPrejudiced, CLAIM, INSURER_A, "2026-03-23T11:00:00",
    third_party=THIRD, fault="gross_negligence", unrecoverable_amount="95000.00",
)  # fmt: skip
abated = act(
    recourse.IndemnityAbated, CLAIM, INSURER_A, "2026-04-09T10:00:00", amount="25000.00", ground="prejudice"
)  # fmt: skip
abated_for_waiver = abated(ground="waiver", waiver_id="W-1", amount="20500.00")
refund_demanded = act(recourse.RefundDemanded, CLAIM, INSURER_A, "2026-05-08T10:00:00", amount="80000.00")

# Rejection

rejection_proposed = act(
    rejection.RejectionProposed, CLAIM, INSURER_A, "2026-03-30T09:00:00", clauses=["主险第八条"], evidence=["D-1"]
)  # fmt: skip
law_agreed = act(
    rejection.LegalConcurrenceGiven, CLAIM, INSURER_A, "2026-03-31T09:00:00", reviewer="ST-9", opinion_ref="FL-1"
)  # fmt: skip
law_disagreed = act(
    rejection.LegalConcurrenceRefused, CLAIM, INSURER_A, "2026-03-31T10:00:00", reviewer="ST-9", reasons="证据不足"
)  # fmt: skip
rejected = act(
    rejection.ClaimRejected, CLAIM, INSURER_A, "2026-04-01T09:00:00",
    reasons=["损失由保养不善所致"], clauses=["主险第八条"], evidence=["D-1"],
)  # fmt: skip
notice_issued = act(
    rejection.RejectionNoticeIssued, CLAIM, INSURER_A, "2026-04-02T09:00:00",
    notice_no="JP-1", hash=digest("拒赔通知书"),
    reasons=["损失由保养不善所致"], clauses=["主险第八条"], evidence=["D-1"],
)  # fmt: skip
notice_served = act(
    rejection.RejectionNoticeServed, CLAIM, INSURER_A, "2026-04-03T09:00:00",
    notice_no="JP-1", method="in_person", served_at="2026-04-03T08:30:00+08:00", signature_ref="QS-1",
)  # fmt: skip
posted = notice_served(method="post", signature_ref=None)

# How far a claim has come

APPLIED = (*REPORTED, applied)
SHORT = (*APPLIED, shortfall_found)
ASKED = (*SHORT, supplement_requested)
ANALYSED = (*APPLIED, cause_analysed)
DENIED = (*APPLIED, denied)
REJECTING = (*DENIED, rejection_proposed, law_agreed)
REJECTED = (*REJECTING, rejected)
"""A claim rejected as a whole, of which no notice is there yet."""

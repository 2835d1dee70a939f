"""How liability for a simulated claim is determined, or denied (PICC 四, 十四, 注意·拒赔部分)."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from ledger.simulation.claims.case import Claim
from ledger.simulation.claims.figures import yuan
from ledger.simulation.sending import Sending

DOCUMENTS = ("C2.1", "C3.1", "C5.1", "C5.4")
MISSING = ("C3.1", "C5.4")
REJECTED = frozenset({"rejected", "law_disagreed", "posted_unproven", "rejected_alone"})
CLAUSES, EXCLUSIONS = ["示例条款第五条"], ["示例条款第八条"]
REASONS = ["损失由保养不善逐步形成"]


def application(case: Claim) -> Generator[Sending, None, bool]:
    """From the application to the last document; whether all came in."""
    fate = case.fate["documents"]
    case.days(1, 4)
    applied = case.insurer_says(
        "ClaimApplicationReceived", applicant=case.insured, received_at=case.at, amount=yuan(case.figures.claimed)
    )
    yield applied
    if case.fate["correction"] == "corrected_amount":
        case.minutes(5, 40)
        changes = {"new_values": {"amount": yuan(case.figures.claimed + 100_00)}}
        yield case.correct(applied, "申报金额登记有误", "corrected_amount", **changes)
    if case.fate["third_party"] != "nobody":
        yield from _third_party(case)
    for code in DOCUMENTS:
        if fate == "complete" or code not in MISSING:
            yield _document(case, code)
    if fate == "complete":
        return True
    case.days(1, 2)
    yield case.insurer_says("DocumentShortfallFound", missing_items=list(MISSING))
    asked = MISSING[:1] if fate == "asked_twice" else MISSING
    case.minutes(20, 90)
    yield _asked(case, 1, asked, fate)
    if fate == "never_completed":
        return False
    case.days(2, 9)
    for code in asked:
        yield _document(case, code)
    if fate == "asked_twice":
        case.minutes(10, 40)
        yield _asked(case, 2, MISSING[1:])
        case.days(2, 6)
        yield _document(case, MISSING[1])
    return True


def determination(case: Claim, cause: str = "other") -> Generator[Sending, None, bool]:
    """The cause, what the superior says to it, and the decision; whether the loss is covered."""
    fate, denied = case.fate["liability"], case.fate["liability"] in REJECTED
    if fate == "undetermined":
        case.days(1, 3)
        yield case.insurer_says("CauseFlagged", fate, flag="unknown")
        return False
    case.days(36, 44) if fate == "determined_late" else case.days(3, 10)
    yield case.insurer_says(
        "CauseAnalysisCompleted", proximate_cause="示例近因", reasoning="现场痕迹与证明材料一致",
        evidence=[f"CK-{case.key}"], cause=cause,
    )  # fmt: skip
    decision = "not_covered" if denied else "covered"
    if case.fate["authority"] == "beyond":
        yield from _escalated(case, decision)
    case.minutes(10, 60)
    if case.fate["insurance"] == "follower_decided":
        yield case.attempt(
            case.follower, case.claim, "claims.LiabilityDetermined", "follower_decided", **_decided(case, decision)
        )  # fmt: skip
        return False
    shows = (fate,) if fate == "determined_late" else ()
    yield case.insurer_says("LiabilityDetermined", *shows, **_decided(case, decision))
    if case.fate["notice"] == "told":
        case.minutes(10, 40)
        yield case.insurer_says("DeterminationNotified", recipient=case.insured, channel="letter", at=case.at)
    elif not denied:
        case.days(1, 2)
        yield case.insurer_says("NextStepsRecommended", "not_told", recommendation="进入定损")
    if denied:
        yield from _rejection(case)
    return not denied


def _decided(case: Claim, decision: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "decision": decision,
        "clauses": CLAUSES,
        "basis": [{"kind": "survey_record", "ref": f"CK-{case.key}"}],
    }
    return told if decision == "covered" else told | {"exclusions": EXCLUSIONS}


def _document(case: Claim, code: str) -> Sending:
    document = {"document_id": f"DZ-{case.key}-{code}", "item_code": code, "form": "copy", "sealed": True}
    return case.insurer_says("ClaimDocumentReceived", hash=case.digest(code), **document)


def _asked(case: Claim, number: int, missing: tuple[str, ...], *shows: str) -> Sending:
    asked = {"request_no": number, "missing_items": list(missing), "notified_party": case.insured, "at": case.at}
    return case.insurer_says("SupplementRequested", *shows, **asked)


def _third_party(case: Claim) -> Iterator[Sending]:
    third = f"TP-{case.key}"
    case.minutes(10, 40)
    yield case.insurer_says("ThirdPartyLiabilityIdentified", third_party=third, basis="民法典第一千一百六十五条")
    case.minutes(5, 20)
    yield case.insurer_says("InsuredGuidedToThirdParty", third_party=third, at=case.at)
    if case.random.random() < 0.4:
        case.figures.received = case.figures.claimed // 10
        money = {"amount": yuan(case.figures.received), "received_at": case.at}
        yield case.insurer_says("ThirdPartyCompensationReceived", third_party=third, **money)


def _escalated(case: Claim, decision: str) -> Iterator[Sending]:
    case.minutes(5, 30)
    told = {"decision": decision, "amount": yuan(case.figures.claimed), "over_authority": True}
    yield case.insurer_says("LiabilityProposed", **told)
    yield case.insurer_says("EscalatedForApproval", "beyond", level="省级分公司", reason="超出本级权限")
    case.days(1, 5)
    yield case.insurer_says("SuperiorDecisionReceived", decision="approved", by=f"{case.insurer}-S")


def _rejection(case: Claim) -> Iterator[Sending]:
    """From the proposal to reject to the service of the notice, as far as it comes."""
    fate = case.fate["liability"]
    ground = {"reasons": REASONS, "clauses": EXCLUSIONS, "evidence": [f"CK-{case.key}"]}
    case.days(1, 3)
    if fate == "rejected_alone":
        yield case.of_dispute("ClaimDisputeOpened", **opening(case, "不同意拒赔"))
        case.minutes(10, 60)
        yield case.attempt(case.insurer, case.claim, "claims.ClaimRejected", fate, **ground)
        return
    yield case.insurer_says("RejectionProposed", clauses=EXCLUSIONS, evidence=[f"CK-{case.key}"])
    case.days(1, 3)
    if fate == "law_disagreed":
        yield case.insurer_says("LegalConcurrenceRefused", fate, reviewer=case.staff(9), reasons="证据不足")
        return
    yield case.insurer_says("LegalConcurrenceGiven", reviewer=case.staff(9), opinion_ref=f"FL-{case.key}")
    case.minutes(20, 60)
    yield case.insurer_says("ClaimRejected", **ground)
    case.minutes(20, 60)
    notice = f"JP-{case.key}"
    yield case.insurer_says("RejectionNoticeIssued", notice_no=notice, hash=case.digest("notice"), **ground)
    case.days(1, 3)
    served: dict[str, Any] = {"notice_no": notice, "method": "post", "served_at": case.at}
    if fate == "rejected":
        served |= {"method": "in_person", "signature_ref": f"QS-{case.key}"}
    yield case.insurer_says("RejectionNoticeServed", fate, **served)
    if fate == "rejected":
        case.days(5, 20)
        yield case.insurer_says("ClaimClosed", outcome="rejected")


def opening(case: Claim, subject: str) -> dict[str, Any]:
    """What opens a dispute over the claim."""
    return {
        "claim_no": case.key,
        "insurer_id": case.insurer,
        "line_of_business": case.line,
        "parties": [case.insurer, case.insured],
        "subject": subject,
        "jurisdiction": case.area,
    }

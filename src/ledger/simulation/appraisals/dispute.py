"""What becomes of a simulated opinion that is disputed (SMX 四)."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from ledger.simulation.appraisals.case import Case
from ledger.simulation.appraisals.commission import commission
from ledger.simulation.appraisals.examination import examination
from ledger.simulation.appraisals.fates import ATTEMPTS
from ledger.simulation.sending import Sending

LATE = frozenset({"replied_late", "court"})
WRITTEN = ("written", "portal", "email")


def dispute(case: Case) -> Generator[Sending, None, None]:
    """From the objection to the end of the dispute, if there is any."""
    fate, agency = case.fate["dispute"], case.agency.id
    if fate == "undisputed":
        return
    case.days(3, 30)
    yield _objection(case, "YY-1", case.insurer, "phone" if fate == "phoned" else case.random.choice(WRITTEN), fate)
    if fate == "unanswered":
        return
    if fate == "changed_after_issue":
        case.days(2, 8)
        material = {"material_id": "M3", "hash": case.digest("M3"), "by": case.principals[0], "title": "补充影像"}
        rule = ATTEMPTS[fate].id
        yield case.say(agency, case.appraisal, "appraisal.AppraisalMaterialSubmitted", material, refused=rule)
        return
    if fate == "reviewed":
        case.days(1, 2)
        yield _objection(case, "YY-2", case.insurers[-1], "written")
    if fate.startswith("extended"):
        yield from _extension(case)
        if fate == "extended_by_one":
            return
        case.days(13, 17) if fate == "extended" else case.days(26, 34)
    elif fate in LATE:
        case.days(11, 18)
    else:
        case.days(1, 7)
    for name in ("YY-1", "YY-2") if fate == "reviewed" else ("YY-1",):
        form = "phone" if fate == "phoned" else "written"
        reply: dict[str, Any] = {"objection_id": name, "form": form, "at": case.now.isoformat()}
        if form == "written":
            reply["ref"] = f"HF-{case.key}-{name}"
        yield case.say(agency, case.dispute, "disputes.ObjectionReplied", reply)
        case.minutes(5, 20)
    if fate == "court":
        case.days(10, 30)
        pursued = {"remedy": "court", "court_case_no": f"示例民初{case.number:04}号"}
        yield case.say(case.insurer, case.dispute, "disputes.RemedyPursued", pursued)
    if fate in ("mediated", "reviewed"):
        yield from _mediation(case, settled=fate == "mediated")
    if fate == "reviewed":
        yield from _review(case)


def _objection(case: Case, name: str, by: str, channel: str, *shows: str) -> Sending:
    objection = {
        "objection_id": name,
        "appraisal_id": case.key,
        "by": by,
        "channel": channel,
        "content": f"对示例当事人{case.number:04}的伤残等级有异议。",
        "received_at": case.now.isoformat(),
    }
    return case.say(by, case.dispute, "disputes.ObjectionRaised", objection, *shows)


def _extension(case: Case) -> Iterator[Sending]:
    """Agreed within the first term, to twenty-five working days; by both, or by the agency alone."""
    case.days(2, 6)
    alone = case.fate["dispute"] == "extended_by_one"
    extension = {
        "objection_id": "YY-1",
        "reason": "须调取原始影像并函询就诊医院",
        "difficult": True,
        "new_due": case.day(20).isoformat(),
        "agreed_by": [case.agency.id] if alone else [case.agency.id, case.insurer],
    }
    rule = ATTEMPTS["extended_by_one"].id if alone else ""
    yield case.say(case.agency.id, case.dispute, "disputes.ReplyExtensionAgreed", extension, refused=rule)


def _mediation(case: Case, *, settled: bool) -> Iterator[Sending]:
    association = case.city.association
    case.days(2, 6)
    requested = {"by": case.insurer, "appraisal_id": case.key}
    yield case.say(case.insurer, case.dispute, "disputes.MediationRequested", requested)
    case.days(1, 3)
    mediators = {"mediators": [f"TJ-{case.city.code}-001", f"TJ-{case.city.code}-002"]}
    yield case.say(association, case.dispute, "disputes.MediationAccepted", mediators)
    case.days(3, 9)
    handled = {"result": "settled" if settled else "not_settled", "experts": [f"ZJ-{case.city.code}-001"]}
    yield case.say(association, case.dispute, "disputes.MediationHandled", handled)
    case.days(1, 2)
    feedback = {"to": [case.agency.id, *case.insurers], "at": case.now.isoformat()}
    yield case.say(association, case.dispute, "disputes.MediationFeedbackGiven", feedback)
    if settled:
        case.minutes(10, 40)
        yield case.say(association, case.dispute, "disputes.DisputeClosed", {"result": "调解达成一致"})


def _review(case: Case) -> Iterator[Sending]:
    """Experts review the opinion and find fault with it; it is handed over, and the matter appraised again."""
    association = case.city.association
    case.days(1, 4)
    flagged = {
        "appraisal_id": case.key,
        "reason": "多次提出异议，意见相左",
        "objections": 2,
        "contradictory_opinions": True,
    }
    yield case.say(association, case.dispute, "disputes.DisputeFlaggedForExpertReview", flagged)
    case.days(4, 9)
    panel = [{"expert_id": f"ZJ-{case.city.code}-{each:03}", "affiliation": association} for each in (1, 2, 3)]
    yield case.say(association, case.dispute, "disputes.ExpertReviewConvened", {"panel": panel})
    case.days(5, 12)
    concluded = {
        "conclusion": "所依据的影像不足以支持所定等级。",
        "suspected_violation": True,
        "rules": ["《司法鉴定程序通则》第二十三条"],
    }
    yield case.say(association, case.dispute, "disputes.ExpertReviewConcluded", concluded)
    case.days(1, 5)
    receipt = {"receipt_no": f"SF-{case.key}"}
    yield case.say(association, case.dispute, "disputes.ViolationTransferredToJusticeBureau", receipt)
    case.days(5, 15)
    again = case.again()
    accepted = yield from commission(again)
    case.now = again.now
    pursued = {"remedy": "re_appraisal", "linked_id": again.key}
    yield case.say(case.insurer, case.dispute, "disputes.RemedyPursued", pursued)
    if accepted and (yield from examination(again)):
        case.now = again.now
        case.days(2, 6)
        yield case.say(association, case.dispute, "disputes.DisputeClosed", {"result": "已移交，并经重新鉴定"})

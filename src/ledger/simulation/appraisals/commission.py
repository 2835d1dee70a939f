"""How a simulated commission comes about (SMX 一)."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ledger.simulation.appraisals.case import Case
from ledger.simulation.appraisals.fates import ATTEMPTS
from ledger.simulation.cast import Agency
from ledger.simulation.sending import Sending

STANDARD = {"code": "人体损伤致残程度分级", "version": "2016"}
DECLINING = "《司法鉴定程序通则》第十五条"
TITLES = {"M1": "保险事故查勘记录", "M2": "住院病历及影像资料"}


def commission(case: Case) -> Generator[Sending, None, bool]:
    """From the request to the commission letter; whether it was accepted."""
    fate = case.fate["commission"]
    agency = case.agency.id
    if fate == "off_roster" and (suspended := case.city.suspended(case.now.date())):
        # A stream of its own: what is refused here must not stop the request to a listed agency.
        stream, asked = f"{case.appraisal}-0", _request(case, case.random.choice(suspended))
        rule = ATTEMPTS[fate].id
        yield case.say(_requester(case), stream, "appraisal.AppraisalRequested", asked, fate, refused=rule)
        case.days(1, 2)
    # Whoever sends history sends it from the first line on: the request tells that, too.
    imported = ("imported",) if case.provenance else ()
    asked = _request(case, case.agency)
    yield case.say(_requester(case), case.appraisal, "appraisal.AppraisalRequested", asked, case.mode, *imported)
    if case.mode == "joint":
        yield from _agreed(case)
    if case.mode == "unilateral_party":
        yield from _warned(case, case.appraisal, agency)
    submitted = yield from _materials(case)
    case.days(1, 3)
    if fate.startswith("declined"):
        yield from _declined(case)
        return False
    if fate == "recused":
        recused, case.acting = case.acting[0].id, (case.acting[1], case.reviewer)
        case.reviewer = next(a for a in case.agency.appraisers if a not in case.acting and a.id != recused)
        declared = {"person_or_org": recused, "counterparty": case.principals[0], "relation": "示例利害关系"}
        yield case.say(agency, case.appraisal, "appraisal.ConflictDeclared", declared, fate)
        case.minutes(10, 30)
        stepped_back = {"person_id": recused, "relation": "示例利害关系"}
        yield case.say(agency, case.appraisal, "appraisal.AppraiserRecused", stepped_back)
        case.minutes(10, 30)
    yield case.say(agency, case.appraisal, "appraisal.AppraisalCommissionAccepted", {"checks": _checks(case.mode)})
    parallel = fate == "parallel"
    if parallel:
        other = case.elsewhere()
        yield from _asked_elsewhere(case, other)
    case.days(1, 3)
    letter: dict[str, Any] = {"letter_no": case.letter, "signatories": [agency, *case.principals]}
    if case.random.random() < 0.5:
        letter["agreed_standards"] = [STANDARD]
    yield case.say(agency, case.appraisal, "appraisal.CommissionLetterSigned", letter)
    if parallel:
        case.minutes(10, 40)
        checks = {"checks": _checks("unilateral_party")}
        stream, rule = f"{case.appraisal}-P", ATTEMPTS[fate].id
        yield case.say(other.id, stream, "appraisal.AppraisalCommissionAccepted", checks, fate, refused=rule)
    if case.fate["correction"] == "corrected_title":
        case.minutes(10, 40)
        changes = {"new_values": {"title": "住院病历（更正题名）"}}
        yield case.correct(submitted, "题名登记有误", "corrected_title", **changes)
    return True


def _requester(case: Case) -> str:
    return case.agency.id if case.mode == "unilateral_party" else case.insurer


def _request(case: Case, agency: Agency) -> dict[str, Any]:
    data = {
        "mode": case.mode,
        "principals": [_principal(case, id) for id in case.principals],
        "agency_id": agency.id,
        **_matter(case),
    }
    if case.disputed:
        data["reappraisal_of"] = case.disputed
    return data


def _matter(case: Case) -> dict[str, Any]:
    claim = f"CLM-{case.seed}-{case.number:07}"
    return {
        "matter_key": f"{claim}+P1+disability",
        "claim_no": claim,
        "insurer_ids": list(case.insurers),
        "question": f"示例当事人{case.number:04}的伤残等级",
    }


def _principal(case: Case, id: str) -> dict[str, str]:
    if id != "P1":
        return {"id": id, "role": "insurer"}
    return {"id": id, "role": "victim", "name": f"示例当事人{case.number:04}"}


def _agreed(case: Case) -> Generator[Sending, None, None]:
    """The insurer explains, and both sides choose the agency."""
    told = case.fate["explanation"]
    if told != "not_explained":
        case.minutes(10, 40)
        explained = {
            "party": "P1",
            "meaning": True,
            "procedure": True,
            "legal_consequences": told == "explained",
            "outcome": "agreed",
        }
        yield case.say(case.insurer, case.appraisal, "appraisal.JointCommissionExplained", explained, told)
    case.days(1, 2)
    chosen = {"agency_id": case.agency.id, "agreed_by": list(case.principals)}
    shows = () if told != "not_explained" else (told,)
    yield case.say(case.insurer, case.appraisal, "appraisal.AgencySelectionAgreed", chosen, *shows)


def _warned(case: Case, stream: str, agency: str) -> Generator[Sending, None, None]:
    """The agency hands out the notice on unilateral commissions, and the party signs it."""
    case.minutes(5, 30)
    notice = {
        "notice_id": case.notice,
        "risks": "单方委托的鉴定意见可能不被其他当事人认可。",
        "legal_consequences": "对鉴定意见有争议的，可能须重新鉴定。",
        "to": "P1",
    }
    yield case.say(agency, stream, "appraisal.UnilateralNoticeIssued", notice)
    case.minutes(5, 30)
    signed = {"notice_id": case.notice, "by": "P1", "at": case.now.isoformat()}
    yield case.say(agency, stream, "appraisal.UnilateralNoticeSigned", signed)


def _materials(case: Case) -> Generator[Sending, None, Sending]:
    """Materials handed in, declared true, reviewed and, in a joint commission, confirmed; the last one handed in."""
    agency, first, last = case.agency.id, case.principals[0], case.principals[-1]
    submitted: Sending
    for name, by in (("M1", first), ("M2", last)):
        case.minutes(5, 40)
        source = agency if by == "P1" else by
        material = {"material_id": name, "hash": case.material[name], "by": by, "title": TITLES[name]}
        submitted = case.say(source, case.appraisal, "appraisal.AppraisalMaterialSubmitted", material)
        yield submitted
    if last == "P1":
        case.minutes(2, 10)
        declared = {"by": "P1", "material_ids": ["M2"] if case.mode == "joint" else ["M1", "M2"]}
        yield case.say(agency, case.appraisal, "appraisal.TruthDeclarationSigned", declared)
    case.days(1, 2)
    for name in case.material:
        case.minutes(2, 20)
        reviewed = {"material_id": name, "result": "accepted", "reviewer": case.acting[1].id}
        yield case.say(agency, case.appraisal, "appraisal.AppraisalMaterialReviewed", reviewed)
    if case.mode == "joint":
        left_out = "M2" if case.fate["course"] == "unconfirmed_used" else None
        for by, source in (("P1", agency), (case.insurer, case.insurer)):
            for name, hash in case.material.items():
                if by == "P1" or name != left_out:
                    case.minutes(2, 15)
                    confirmed = {"material_id": name, "hash": hash, "by": by}
                    yield case.say(source, case.appraisal, "appraisal.AppraisalMaterialConfirmed", confirmed)
    return submitted


def _checks(mode: str) -> list[dict[str, Any]]:
    items = ("roster", "notice", "materials", "conflict", "matter")
    return [{"item": item, "passed": True} for item in items if item != "notice" or mode == "unilateral_party"]


def _declined(case: Case) -> Generator[Sending, None, None]:
    """The agency does not take it, says why, and returns the materials or keeps them."""
    agency, fate = case.agency.id, case.fate["commission"]
    why = {"reason": "鉴定材料不完整", "basis": DECLINING}
    yield case.say(agency, case.appraisal, "appraisal.AppraisalCommissionDeclined", why, fate)
    case.days(1, 4)
    statement = {"statement_no": f"TA-{case.key}", "reasons": "鉴定材料不完整，补充后仍不足。", "basis": DECLINING}
    yield case.say(agency, case.appraisal, "appraisal.DeclineStatementIssued", statement)
    if fate == "declined_returned":
        case.minutes(10, 40)
        returned = {"material_ids": ["M1", "M2"], "receipt": f"TH-{case.key}"}
        yield case.say(agency, case.appraisal, "appraisal.AppraisalMaterialsReturned", returned)


def _asked_elsewhere(case: Case, other: Agency) -> Generator[Sending, None, None]:
    """The party asks a second agency on the same matter, which is about to take it as well."""
    stream = f"{case.appraisal}-P"
    case.days(1, 1)
    asked = {
        "mode": "unilateral_party",
        "principals": [_principal(case, "P1")],
        "agency_id": other.id,
        **_matter(case),
    }
    yield case.say(other.id, stream, "appraisal.AppraisalRequested", asked)
    yield from _warned(case, stream, other.id)

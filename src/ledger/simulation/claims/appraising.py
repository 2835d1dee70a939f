"""How a simulated claim has an injury appraised, and what it makes of the opinion (SMX 一, 三(二))."""

from __future__ import annotations

from collections.abc import Generator, Mapping

from ledger.simulation.appraisals.case import Case
from ledger.simulation.appraisals.commission import commission
from ledger.simulation.appraisals.examination import examination
from ledger.simulation.claims.case import Claim
from ledger.simulation.sending import Sending

DEGREES: Mapping[str, str] = {"none": "0.00", "10": "0.10", "9": "0.20", "8": "0.30", "7": "0.40"}
"""Grade of disability to the degree that is paid."""
AGREED = "0.05"
"""The degree that both sides agree on where there is no opinion, or none that was adopted."""
ADOPTED = {"adopted": "full", "partly_adopted": "partial", "set_aside": "not"}
REASONS = "所依据的标准与合同约定不同"


def appraised(case: Claim) -> Generator[Sending, None, None]:
    """The appraisal, told as any other, and the opinion as it is considered; it sets what is paid."""
    fate = case.fate["appraisal"]
    case.days(20, 60)
    of = Case.on_behalf(case, seed=case.seed, number=case.number, city=case.city, insurer=case.insurer)
    issued = (yield from commission(of)) and (yield from examination(of))
    case.now = of.now
    case.days(1, 3)
    case.figures.how, case.figures.degree = "degree", AGREED
    linked = {"question": "伤残等级", "appraisal_id": of.key}
    yield case.insurer_says("AppraisalNeedIdentified", **linked)
    if not issued:
        return
    received = {"body": of.agency.name, "opinion_ref": f"YJ-{of.key}", "appraisal_id": of.key}
    yield case.insurer_says("AuthorityOpinionReceived", **received)
    case.days(1, 5)
    considered = {"opinion_no": f"YJ-{of.key}", "appraisal_id": of.key, "adopted": ADOPTED[fate]}
    if fate != "adopted":
        considered["reasons"] = REASONS
    if fate != "set_aside":
        case.figures.degree = DEGREES[of.grade]
    yield case.insurer_says("AppraisalOpinionConsidered", fate, **considered, reviewer=case.staff(10))

"""What contradicts a rule without a time in a claim: interests of those who work on it (SMX 三(三)). 发现"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ledger.claims.events.conduct import InterestDeclared
from ledger.claims.events.liability import AppraisalOpinionConsidered
from ledger.claims.events.loss import CalculationSheetChecked
from ledger.claims.events.rejection import LegalConcurrenceGiven
from ledger.claims.events.report import SurveyDispatched
from ledger.claims.events.settlement import AdvancePaid, ClaimApproved, ClaimReportWritten, ClaimReviewed
from ledger.claims.events.survey import SurveyorArrived
from ledger.claims.state import Claim
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.sanmenxia import NO_CONFLICTING_INTERESTS, STAFF_RECUSAL

FINDINGS: Findings = []

ACTING: Mapping[type[Any], Callable[[Any], tuple[str, ...]]] = {
    SurveyDispatched: lambda event: event.surveyor_ids,
    SurveyorArrived: lambda event: event.surveyor_ids,
    AppraisalOpinionConsidered: lambda event: (event.reviewer,),
    CalculationSheetChecked: lambda event: (event.by,),
    ClaimReportWritten: lambda event: (event.by,),
    ClaimReviewed: lambda event: (event.by,),
    ClaimApproved: lambda event: (event.by,),
    AdvancePaid: lambda event: (event.approved_by,),
    LegalConcurrenceGiven: lambda event: (event.reviewer,),
}
"""The steps of a claim that say which of the insurer's staff took them."""


@finds(FINDINGS, STAFF_RECUSAL, *ACTING)
def interested_person_acted(claim: Claim, recorded: Recorded) -> Text | None:
    people = set(ACTING[type(recorded.event)](recorded.event))
    bad = sorted(people & claim.liability.recused)
    if not bad:
        return None
    return Text(
        f"{'、'.join(bad)} 已申报与本案的利害关系或已回避，仍参与办理；请更换人员并复核其所办事项。",
        f"{', '.join(bad)} declared an interest in the claim or withdrew, and acted all the same: "
        "replace them and look again at what they did",
    )


FORBIDDEN = frozenset({"founder", "investor", "part_time", "remunerated"})
"""What a member of an insurer's staff must not be to an intermediary whose interests run against the insurer's."""


@finds(FINDINGS, NO_CONFLICTING_INTERESTS, InterestDeclared)
def interest_in_an_intermediary(claim: Claim, recorded: Recorded) -> Text | None:
    declared: InterestDeclared = recorded.event  # type: ignore[assignment]
    if not declared.conflicting or declared.relation not in FORBIDDEN:
        return None
    return Text(
        f"{declared.person_id} 在与本公司利益冲突的中介机构 {declared.entity_id} 投资、兼职或取酬；请核实并要求退出。",
        f"{declared.person_id} founded, funds, works for or is paid by {declared.entity_id}, whose interests run "
        "against the insurer's: look into it and have it ended",
    )

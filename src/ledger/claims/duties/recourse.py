"""Duties in a claim: what the insured is told of a third party who answers for the loss (PICC 四(五))."""

from __future__ import annotations

from ledger.claims.duties.report import ENDED
from ledger.claims.events.recourse import (
    InsuredGuidedToThirdParty,
    ThirdPartyFoundNotLiable,
    ThirdPartyLiabilityIdentified,
)
from ledger.kernel.duty import Act, Duty
from ledger.law.manual import GUIDE_THIRD_PARTY

GUIDE = Duty(
    rule=GUIDE_THIRD_PARTY,
    owed_by="insurer",
    opens=ThirdPartyLiabilityIdentified,
    subjects=lambda claim, event: (event.third_party,),
    already=lambda claim, event, subject, obligor: (
        claim.liability.guided.get(subject) or claim.liability.guided.get("")
    ),
    discharged_by=(Act(InsuredGuidedToThirdParty, subject=lambda guiding: guiding.event.third_party, at="at"),),
    cancelled_by=(
        *ENDED,
        Act(ThirdPartyFoundNotLiable, on=lambda claim, row: row.subject not in claim.liability.third_parties),
    ),
)
DUTIES: tuple[Duty, ...] = (GUIDE,)

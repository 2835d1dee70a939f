"""What refuses in a claim: who must not act for the insured (SMX 二(四))."""

from __future__ import annotations

from ledger.claims.events.conduct import ClaimAgentRegistered
from ledger.claims.state import Claim
from ledger.kernel.clock import local_day
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.facts import Practice
from ledger.kernel.law import Text
from ledger.law.sanmenxia import NO_CLAIMS_AGENCY

REFUSALS: Refusals = []


@refuses(REFUSALS, NO_CLAIMS_AGENCY, ClaimAgentRegistered)
def agent_appraises(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Whoever stands in the register of appraisers on that day; one suspended still does."""
    day = local_day(proposed.occurred_at)
    agencies = [practice.agency_id for practice in facts.every(Practice) if practice.on(day)]
    if not agencies:
        return None
    return Text(
        f"代理人在 {agencies[0]} 的鉴定人名册内，不得代理本案索赔。",
        f"the agent is in the register as an appraiser of {agencies[0]} and must not act in this claim",
    )

"""What a determination of liability rests on (PICC 四(二)(三))."""

from __future__ import annotations

from ledger.claims.state import Claim
from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.law import Text
from ledger.law.manual import BASIS, FIRE_ANALYSIS

BURNT = frozenset({"fire", "explosion"})
"""The causes after which the insured's precautions are looked into."""


def _clauses_cited(claim: Claim) -> bool:
    determined = claim.liability.determined
    return determined is not None and bool(determined.clauses or determined.exclusions)


def _documented(claim: Claim) -> bool:
    """Research and academic analyses are for reference: something else must be there (PICC 四(二))."""
    determined = claim.liability.determined
    return determined is not None and not all(each.for_reference for each in determined.basis)


def _burnt(claim: Claim) -> bool:
    return claim.liability.cause is not None and claim.liability.cause.cause in BURNT


def _inquired(claim: Claim) -> bool:
    return claim.liability.cause is not None and claim.liability.cause.fire is not None


DETERMINATION = Checklist(
    id="determination",
    title=Text("责任核定依据清单", "What a determination of liability rests on"),
    items=(
        Item(
            id="cause",
            text=Text("近因分析", "an analysis of the proximate cause"),
            rule=BASIS,
            done=lambda claim: claim.liability.cause is not None,
        ),
        Item(
            id="clauses",
            text=Text("所依据的责任条款或免责条款", "the clauses of cover or exemption that were applied"),
            rule=BASIS,
            done=_clauses_cited,
        ),
        Item(
            id="documents",
            text=Text(
                "查勘记录、事故证明、权威部门认定书或公估报告",
                "a survey record, a proof, an authority's or adjuster's report",
            ),
            rule=BASIS,
            done=_documented,
        ),
        Item(
            id="fire",
            text=Text("消防设施、线路维护与存货堆放分析", "an inquiry into fire equipment, wiring and storage"),
            rule=FIRE_ANALYSIS,
            applies=_burnt,
            done=_inquired,
        ),
    ),
)
CHECKLISTS = (DETERMINATION,)

"""What the manual says of some causes: whether a loss by them is covered (PICC 注意·(二)).

A reading is shown beside the decision of people and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ledger.claims.events.liability import CauseAnalysisCompleted
from ledger.claims.state import Claim
from ledger.kernel.law import Rule, Text, carries
from ledger.law.manual import (
    BLIZZARD,
    CARELESS_HOISTING,
    FALLING_OBJECTS,
    SLOW_SUBSIDENCE,
    UTILITY_INTERRUPTION,
)

NAMED_PERILS = frozenset({"basic", "comprehensive"})
"""The forms that list falling objects among the perils."""
EXTENSIONS = ("A", "B", "C", "D")
"""How the names of the clauses end that may extend a policy to it; what each covers is cut off in our text."""


class Reading(NamedTuple):
    """What a rule says of the cause: whether the loss is covered, and why. 条款解释提示"""

    rule: Rule
    covered: bool
    text: Text


def reading(claim: Claim) -> Reading | None:
    """What the manual says of the proximate cause as analysed last; nothing where it leaves that open."""
    cause = claim.liability.cause
    return _READINGS[cause.cause](claim, cause) if cause and cause.cause in _READINGS else None


@carries(FALLING_OBJECTS, CARELESS_HOISTING)
def _flying_object(claim: Claim, cause: CauseAnalysisCompleted) -> Reading | None:
    if cause.operator_error:
        text = Text(
            "坠落系操作不当所致，一般努力即可避免，不属于空中运行物体坠落责任",
            "what fell was mishandled, which ordinary care prevents: that is no falling object of the cover",
        )
        return Reading(CARELESS_HOISTING, False, text)
    if claim.report.snapshot is None or claim.report.snapshot.form not in NAMED_PERILS:
        return None
    text = Text("空中飞行、运行物体坠落属于承保的责任", "falling objects are among the perils of this policy form")
    return Reading(FALLING_OBJECTS, True, text)


@carries(SLOW_SUBSIDENCE)
def _slow_subsidence(claim: Claim, cause: CauseAnalysisCompleted) -> Reading:
    text = Text("缓慢性沉降不属于保险责任", "slow subsidence is not covered")
    return Reading(SLOW_SUBSIDENCE, False, text)


@carries(BLIZZARD)
def _snow(claim: Claim, cause: CauseAnalysisCompleted) -> Reading | None:
    """Covered if and only if it was a blizzard and the proximate cause, as which it was analysed."""
    proof = claim.liability.weather
    if proof is None:
        return None
    most = proof.most_in_12_hours
    if proof.blizzard:
        text = Text(f"12小时最大降雪量 {most} 毫米，达到暴雪标准", f"{most} mm of snow in 12 hours are a blizzard")
    else:
        text = Text(f"12小时最大降雪量 {most} 毫米，未达暴雪标准", f"{most} mm of snow in 12 hours are no blizzard")
    return Reading(BLIZZARD, proof.blizzard, text)


@carries(UTILITY_INTERRUPTION)
def _utility_interruption(claim: Claim, cause: CauseAnalysisCompleted) -> Reading | None:
    snapshot = claim.report.snapshot
    if snapshot is None or snapshot.form == "other":
        return None
    if snapshot.form == "comprehensive":
        return Reading(UTILITY_INTERRUPTION, True, Text("综合险主险承保“三停”", "the comprehensive form covers it"))
    if any(clause.endswith(EXTENSIONS) for clause in snapshot.extension_clauses):
        return None
    text = Text("本险种主险除外“三停”且未扩展", "this policy form excludes it, and no clause extends the policy to it")
    return Reading(UTILITY_INTERRUPTION, False, text)


_READINGS: Mapping[str, Callable[[Claim, CauseAnalysisCompleted], Reading | None]] = {
    "flying_object": _flying_object,
    "slow_subsidence": _slow_subsidence,
    "snow": _snow,
    "utility_interruption": _utility_interruption,
}

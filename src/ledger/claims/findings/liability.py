"""What contradicts a rule without a time in a claim: documents, opinions and liability (PICC 四, 注意). 发现"""

from __future__ import annotations

from ledger.claims.causes import reading
from ledger.claims.checklists.liability import DETERMINATION
from ledger.claims.events.liability import (
    AppraisalOpinionConsidered,
    CauseAnalysisCompleted,
    LiabilityDetermined,
    ProportionNegotiated,
    SupplementRequested,
)
from ledger.claims.events.report import PolicySnapshotTaken
from ledger.claims.state import Claim, evolve
from ledger.kernel.clock import local_day
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, Look, finds, look_through
from ledger.kernel.law import Rule, Text
from ledger.law.manual import (
    BLIZZARD,
    CARELESS_HOISTING,
    DETERMINATION_OF_LIABILITY,
    FALLING_OBJECTS,
    MIXED_CAUSES,
    ONCE,
    SLOW_SUBSIDENCE,
    UTILITY_INTERRUPTION,
)
from ledger.law.sanmenxia import CONSIDER_OPINION

FINDINGS: Findings = []


@finds(FINDINGS, ONCE, SupplementRequested)
def asked_piecemeal(claim: Claim, recorded: Recorded) -> Text | None:
    request: SupplementRequested = recorded.event  # type: ignore[assignment]
    again = sorted(claim.liability.asked_piecemeal(request)) if claim.liability.requests else []
    if not again:
        return None
    return Text(
        f"补充单证应当一次性通知，{'、'.join(again)} 首次通知时即已欠缺或未说明新的事实；核定期限不因此中止。",
        f"what is missing is asked for once: {', '.join(again)} was missing at the first request already, or no new "
        "facts were given; the time to determine liability runs on",
    )


@finds(FINDINGS, CONSIDER_OPINION, AppraisalOpinionConsidered)
def set_aside_without_reasons(claim: Claim, recorded: Recorded) -> Text | None:
    considered: AppraisalOpinionConsidered = recorded.event  # type: ignore[assignment]
    if considered.reasoned:
        return None
    return Text(
        f"鉴定意见 {considered.opinion_no} 未全部采信而未说明理由，不视为已审核；请补充理由。",
        f"opinion {considered.opinion_no} was not adopted in full and no reasons were given: it does not count as "
        "considered until they are",
    )


@finds(FINDINGS, MIXED_CAUSES, ProportionNegotiated)
def share_not_agreed(claim: Claim, recorded: Recorded) -> Text | None:
    negotiated: ProportionNegotiated = recorded.event  # type: ignore[assignment]
    if claim.agreed_by_both(negotiated.agreed_by):
        return None
    return Text(
        "比例赔偿须由保险人与被保险人协商一致，记录中缺少一方。",
        "a proportion is negotiated between insurer and insured: one side is missing",
    )


@finds(FINDINGS, DETERMINATION_OF_LIABILITY, LiabilityDetermined, PolicySnapshotTaken)
def lost_outside_the_period(claim: Claim, recorded: Recorded) -> Text | None:
    """Whichever came first, the copy of the policy or the decision that it covers the loss."""
    after = evolve(claim, recorded)
    determined, policy, lost_at = after.liability.determined, after.report.snapshot, after.report.loss_time
    if determined is None or after.liability.denied or policy is None or lost_at is None:
        return None
    if policy.period_from <= local_day(lost_at) <= policy.period_to:
        return None
    return Text(
        f"出险日 {local_day(lost_at)} 不在保险期间 {policy.period_from} 至 {policy.period_to} 内，"
        "仍核定属于保险责任；请复核。",
        f"the loss of {local_day(lost_at)} is outside the policy period from {policy.period_from} to "
        f"{policy.period_to}, and was found covered: look again",
    )


look_through(FINDINGS, DETERMINATION, evolve, LiabilityDetermined, answered_by=(CauseAnalysisCompleted,))


def against_reading(rule: Rule) -> Look:
    """The look for a determination of liability against what this rule says of the cause."""

    def against_reading(claim: Claim, recorded: Recorded) -> Text | None:
        determined: LiabilityDetermined = recorded.event  # type: ignore[assignment]
        said = reading(claim)
        if said is None or said.rule is not rule or (determined.decision != "not_covered") is said.covered:
            return None
        return Text(
            f"{said.text.zh}，核定结论与之不一致；请复核或说明依据。",
            f"{said.text.en}, and liability was determined otherwise: look again, or say on what ground",
        )

    return against_reading


for _rule in (FALLING_OBJECTS, CARELESS_HOISTING, SLOW_SUBSIDENCE, BLIZZARD, UTILITY_INTERRUPTION):
    finds(FINDINGS, _rule, LiabilityDetermined, severity="notice")(against_reading(_rule))

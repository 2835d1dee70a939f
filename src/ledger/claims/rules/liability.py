"""What refuses in a claim: liability, and paying what is not covered (PICC 四, 注意·拒赔部分4; SMX 三(二))."""

from __future__ import annotations

from ledger.claims.events.liability import (
    AppraisalNeedIdentified,
    AppraisalOpinionConsidered,
    AuthorityOpinionReceived,
    AuthorityOpinionRequested,
    Decision,
    LiabilityDetermined,
)
from ledger.claims.events.rejection import ClaimRejected
from ledger.claims.events.settlement import AdvancePaid, ClaimApproved, IndemnityPaid
from ledger.claims.state import Claim
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.facts import DisputedAppraisal
from ledger.kernel.law import Text
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE
from ledger.law.manual import NOT_COVERED, SUPERIOR_APPROVAL
from ledger.law.sanmenxia import CONSIDER_OPINION

REFUSALS: Refusals = []


# Appraisal opinions


@refuses(
    REFUSALS,
    KNOWN_REFERENCE,
    AuthorityOpinionRequested,
    AuthorityOpinionReceived,
    AppraisalNeedIdentified,
    AppraisalOpinionConsidered,
)
def appraisal_unknown(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """One of another claim is as unknown as one that is not there."""
    named = proposed.event.appraisal_id  # type: ignore[attr-defined]
    if named is None or any(each.claim_no == claim.id for each in facts.every(DisputedAppraisal)):
        return None
    return Text(f"账本中没有本案的司法鉴定 {named}。", f"the ledger has no appraisal {named} of this claim")


@refuses(REFUSALS, KNOWN_REFERENCE, AppraisalOpinionConsidered)
def opinion_not_issued(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    if any(_issued(each, proposed) for each in facts.every(DisputedAppraisal)):
        return None
    return Text("该司法鉴定尚未出具意见书。", "the appraisal has issued no opinion yet")


@refuses(REFUSALS, CONSIDER_OPINION, LiabilityDetermined)
def opinion_not_considered(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Appraisals whose opinion was not considered yet are the only facts that a determination asks for."""
    names = [need.stream.partition("/")[2] for need, fact in facts.known.items() if _issued(fact, proposed)]
    if not names:
        return None
    return Text(
        f"司法鉴定 {'、'.join(names)} 已有意见书而尚未审核采信；不采信的须说明理由。",
        f"an opinion was issued in appraisal {', '.join(names)} and not considered yet: "
        "review it, and say why where it is not adopted",
    )


def _issued(appraisal: DisputedAppraisal, proposed: Proposed) -> bool:
    return appraisal.issued_at is not None and appraisal.issued_at <= proposed.occurred_at


# Liability


@refuses(REFUSALS, IN_ORDER, LiabilityDetermined, ClaimRejected)
def claim_over(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    if claim.settlement.closed is None and claim.report.cancelled_at is None:
        return None
    return Text(
        "本案已结案或注销，不再核定责任或拒赔。",
        "the claim is closed or cancelled: liability is determined, or denied, no more",
    )


@refuses(REFUSALS, IN_ORDER, LiabilityDetermined)
def nothing_left_out(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Of a partial cover, either items are outside or a share was negotiated: else all would be paid."""
    determined: LiabilityDetermined = proposed.event  # type: ignore[assignment]
    if determined.decision != "partial" or determined.outside or claim.liability.proportion:
        return None
    return Text(
        "部分属于保险责任的，须写明不属于保险责任的项目，或先协商比例（ProportionNegotiated）。",
        "a partial decision names the items outside the cover, or follows a negotiated share (ProportionNegotiated)",
    )


@refuses(REFUSALS, SUPERIOR_APPROVAL, LiabilityDetermined, ClaimRejected)
def superior_not_asked(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Beyond authority or in dispute as filed or as proposed last; a new proposal needs a new answer."""
    liability, decided = claim.liability, _decided(proposed)
    if not claim.for_the_superior:
        return None
    if liability.approved is None:
        return Text(
            "本案超权限或有争议，须报上级公司审批同意后方可最终确定责任。",
            "the case is beyond authority or in dispute: the superior company approves before liability is determined",
        )
    if liability.approved != decided:
        return Text(
            f"上级公司批复的责任意见为 {liability.approved}，与本次核定不一致。",
            f"the superior company approved another decision: {liability.approved}",
        )
    return None


def _decided(proposed: Proposed) -> Decision:
    """What a determination says of liability, and what a rejection rests on."""
    match proposed.event:
        case LiabilityDetermined(decision=decision):
            return decision
        case ClaimRejected(items=items) if items:
            return "partial"
    return "not_covered"


# Paying what is not covered


@refuses(REFUSALS, IN_ORDER, ClaimApproved, IndemnityPaid)
def liability_open(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """An advance may be paid before; what is settled is settled on a determination."""
    if claim.liability.determined:
        return None
    return Text("责任尚未核定，不得核赔或支付赔款。", "liability is not determined: nothing is approved or paid yet")


@refuses(REFUSALS, NOT_COVERED, AdvancePaid, ClaimApproved, IndemnityPaid)
def nothing_covered(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    if not claim.liability.denied:
        return None
    return Text(
        "本案核定为不属于保险责任，不得赔付；情况有变的，须重新核定责任。",
        "liability was denied: nothing is paid unless it is determined anew",
    )


@refuses(REFUSALS, NOT_COVERED, ClaimApproved, IndemnityPaid)
def items_outside(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    calculation = claim.loss.calculation
    bad = sorted(claim.left_out & {item.id for item in calculation.inputs.items}) if calculation else []
    if not bad:
        return None
    return Text(
        f"赔款计算含有不属于保险责任的项目：{'、'.join(bad)}；请剔除后重新计算。",
        f"the calculation has items outside the cover: {', '.join(bad)}; leave them out and calculate anew",
    )

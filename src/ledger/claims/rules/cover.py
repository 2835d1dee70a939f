"""What refuses under an item's cover: restoring what is not paid for, paying after it has ended (PICC 九(三))."""

from __future__ import annotations

from ledger.claims.events.cover import ReinstatementPremiumPaid, ReinstatementRequested, SumInsuredReinstated
from ledger.claims.events.settlement import ClaimApproved, IndemnityPaid
from ledger.claims.reactions import reductions
from ledger.claims.state import Claim
from ledger.claims.state.cover import Cover
from ledger.kernel.clock import local_day
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.facts import ItemCover
from ledger.kernel.law import Text
from ledger.law.house import KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.manual import EXHAUSTED, REDUCE_SI, REINSTATE
from ledger.worksheets.refused import CalculationRefused

REFUSALS: Refusals = []


# What is restored


@refuses(REFUSALS, KNOWN_REFERENCE, ReinstatementRequested, ReinstatementPremiumPaid, SumInsuredReinstated)
def took_nothing(cover: Cover, proposed: Proposed, facts: Facts) -> Text | None:
    claim_no = proposed.event.claim_no  # type: ignore[attr-defined]
    if claim_no in cover.reductions:
        return None
    return Text(f"赔案 {claim_no} 未冲减过本标的保额。", f"claim {claim_no} took nothing of this sum insured")


@refuses(REFUSALS, KNOWN_REFERENCE, ReinstatementPremiumPaid)
def nothing_requested(cover: Cover, proposed: Proposed, facts: Facts) -> Text | None:
    paid: ReinstatementPremiumPaid = proposed.event  # type: ignore[assignment]
    reduction = cover.reductions.get(paid.claim_no)
    if reduction is None or reduction.requested is not None:
        return None
    return Text(
        "没有待办的恢复保额申请，无从计算应交保费。",
        "nobody has asked to restore anything: there is no premium to count",
    )


@refuses(REFUSALS, OPEN_ONCE, SumInsuredReinstated)
def endorsed_already(cover: Cover, proposed: Proposed, facts: Facts) -> Text | None:
    reinstated: SumInsuredReinstated = proposed.event  # type: ignore[assignment]
    used = {each.endorsement_no for reduction in cover.reductions.values() for each in reduction.restored}
    if reinstated.endorsement_no not in used:
        return None
    return Text(
        f"批单 {reinstated.endorsement_no} 已经登记。", f"endorsement {reinstated.endorsement_no} is on record already"
    )


@refuses(REFUSALS, EXHAUSTED, SumInsuredReinstated)
def cover_has_ended(cover: Cover, proposed: Proposed, facts: Facts) -> Text | None:
    if cover.exhausted is None:
        return None
    return Text(
        f"赔案 {cover.exhausted.claim_no} 一次赔足保额，保险责任已终止，不再恢复保额。",
        f"a payment of claim {cover.exhausted.claim_no} reached the sum insured: the cover has ended for good",
    )


@refuses(REFUSALS, REINSTATE, SumInsuredReinstated)
def more_than_asked_or_taken(cover: Cover, proposed: Proposed, facts: Facts) -> Text | None:
    reinstated: SumInsuredReinstated = proposed.event  # type: ignore[assignment]
    reduction = cover.reductions.get(reinstated.claim_no)
    if reduction is None or reduction.requested is None:
        return Text("被保险人没有要求恢复保额。", "the insured has not asked to have anything restored")
    most = min(reduction.requested, reduction.open)
    if reinstated.amount <= most:
        return None
    return Text(
        f"恢复 {reinstated.amount} 元，超过申请恢复且尚未恢复的 {most} 元。",
        f"{reinstated.amount} yuan are more than the {most} asked for and not restored yet",
    )


@refuses(REFUSALS, REINSTATE, SumInsuredReinstated)
def premium_not_paid(cover: Cover, proposed: Proposed, facts: Facts) -> Text | None:
    reinstated: SumInsuredReinstated = proposed.event  # type: ignore[assignment]
    reduction = cover.reductions.get(reinstated.claim_no)
    if reduction is None or not reduction.paid:
        return Text("恢复保额的保费尚未缴付，不能出具批单。", "no premium has been paid: there is no endorsement yet")
    try:
        owed = reduction.premium(reduction.paid[-1].rate).amount
    except CalculationRefused as refused:
        return refused.reason
    if reduction.premium_paid >= owed:
        return None
    return Text(
        f"应交保费 {owed} 元，只收到 {reduction.premium_paid} 元，不能出具批单。",
        f"a premium of {owed} yuan is owed and {reduction.premium_paid} was paid: there is no endorsement yet",
    )


@refuses(REFUSALS, REINSTATE, SumInsuredReinstated)
def in_force_before_its_premium(cover: Cover, proposed: Proposed, facts: Facts) -> Text | None:
    """Else a loss between would be insured after it happened."""
    reinstated: SumInsuredReinstated = proposed.event  # type: ignore[assignment]
    reduction = cover.reductions.get(reinstated.claim_no)
    paid_on = max((local_day(each.paid_at) for each in reduction.paid), default=None) if reduction else None
    if paid_on is None or reinstated.effective_on >= paid_on:
        return None
    return Text(
        f"保费 {paid_on} 才缴清，批单不得自 {reinstated.effective_on} 起生效。",
        f"the premium came in on {paid_on}: the endorsement cannot take effect on {reinstated.effective_on}",
    )


# What is paid after the cover has ended, or beyond it


@refuses(REFUSALS, EXHAUSTED, ClaimApproved, IndemnityPaid)
def lost_after_the_end(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """A loss from before the end, or the very claim that ended the cover, is still paid."""
    ended = [each.item_id for each in facts.every(ItemCover) if each.ended_before(claim.report.loss_time, claim.id)]
    if not ended:
        return None
    return Text(
        f"标的 {'、'.join(ended)} 在出险前已赔足保额、保险责任终止，不得赔付。",
        f"the cover of {', '.join(ended)} had ended before the loss, its sum insured paid out: nothing is paid",
    )


@refuses(REFUSALS, REDUCE_SI, ClaimApproved, IndemnityPaid)
def more_than_is_in_force(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """What other claims have taken since does not show in the policy as it was copied."""
    approved = proposed.event if isinstance(proposed.event, ClaimApproved) else claim.settlement.approved
    covers = {each.item_id: each for each in facts.every(ItemCover)}
    if approved is None:
        return None
    for each in reductions(claim, approved):
        cover = covers.get(each.item_id)
        in_force = cover.in_force_on(each.lost_on, claim.id) if cover else each.sum_insured
        if each.reduction > in_force:
            return Text(
                f"标的 {each.item_id} 应赔 {each.reduction} 元，而出险时有效的保险金额只有 {in_force} 元。",
                f"{each.reduction} yuan for {each.item_id}, and only {in_force} were in force at the loss",
            )
    return None

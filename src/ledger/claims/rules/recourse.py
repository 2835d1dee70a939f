"""What refuses in a claim: what a waiver or other prejudice to recovery costs the insured (PICC 四(五)、十一)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ledger.claims.events.recourse import (
    IndemnityAbated,
    RecoveryRightWaived,
    RefundDemanded,
    WaiverDeclaredVoid,
)
from ledger.claims.events.settlement import IndemnityPaid
from ledger.claims.state import NOTHING, Claim
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.kernel.worksheet import less, total
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.manual import PREJUDICE, WAIVER_BEFORE
from ledger.worksheets.recovery import after_waiver, prejudiced

REFUSALS: Refusals = []


# Waivers before payment


@refuses(REFUSALS, WAIVER_BEFORE, IndemnityPaid)
def waived_part(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """For the same part of the indemnity that was waived of the claim against the third party nothing is paid."""
    paid: IndemnityPaid = proposed.event  # type: ignore[assignment]
    waivers = [each for each in claim.liability.waived_before_payment if each.waived_at < paid.paid_at]
    most = _after(claim, waivers)
    if not waivers or total((claim.kept, paid.amount)) <= most:
        return None
    return Text(
        f"被保险人在赔付前放弃了对第三者的请求权，相应部分不承担赔偿责任，最多可赔付 {most} 元。",
        f"the insured waived claims against the third party before payment: no more than {most} yuan are owed",
    )


@refuses(REFUSALS, OPEN_ONCE, RecoveryRightWaived)
def waiver_there_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Recorded twice, a waiver would cost the insured twice."""
    waived: RecoveryRightWaived = proposed.event  # type: ignore[assignment]
    if all(each.waiver_id != waived.waiver_id for each in claim.liability.waivers):
        return None
    return Text(f"弃权编号 {waived.waiver_id} 已经登记。", f"waiver {waived.waiver_id} is on record already")


@refuses(REFUSALS, KNOWN_REFERENCE, WaiverDeclaredVoid)
def waiver_unknown(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    void: WaiverDeclaredVoid = proposed.event  # type: ignore[assignment]
    if any(waiver.waiver_id == void.waiver_id for waiver in claim.liability.waivers):
        return None
    return Text("本案没有该编号的弃权记录。", "the claim has no waiver of that id")


@refuses(REFUSALS, WAIVER_BEFORE, IndemnityAbated)
def nothing_waived(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    abated: IndemnityAbated = proposed.event  # type: ignore[assignment]
    known = {waiver.waiver_id for waiver in claim.liability.waived_before_payment}
    if abated.ground != "waiver" or abated.waiver_id in known:
        return None
    return Text(
        "只能因赔付前的弃权扣减保险金；请写明弃权编号。",
        "indemnity is abated for a waiver before payment alone: name it",
    )


@refuses(REFUSALS, WAIVER_BEFORE, IndemnityAbated)
def abated_beyond_waiver(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """All that is abated for waivers together is no more than their part of the indemnity."""
    abated: IndemnityAbated = proposed.event  # type: ignore[assignment]
    if abated.ground != "waiver":
        return None
    every = [each for each in (*claim.liability.abatements, abated) if each.ground == "waiver"]
    named = {each.waiver_id for each in every}
    waivers = [each for each in claim.liability.waived_before_payment if each.waiver_id in named]
    most = less(_payable(claim), [_after(claim, waivers)])
    if total(each.amount for each in every) <= most:
        return None
    return Text(
        f"因所列弃权最多可扣减 {most} 元（含此前已扣减的）。",
        f"for these waivers at most {most} yuan may be deducted, what was deducted before included",
    )


# Prejudice to recovery, and what was paid too much


@refuses(REFUSALS, PREJUDICE, IndemnityAbated)
def abated_too_much(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    abated: IndemnityAbated = proposed.event  # type: ignore[assignment]
    if abated.ground != "prejudice":
        return None
    return _more_than_lost(claim, claim.payable or NOTHING, abated.amount)


@refuses(REFUSALS, PREJUDICE, RefundDemanded)
def demanded_too_much(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    demanded: RefundDemanded = proposed.event  # type: ignore[assignment]
    return _more_than_lost(claim, claim.outstanding, demanded.amount) if demanded.ground == "prejudice" else None


@refuses(REFUSALS, IN_ORDER, RefundDemanded)
def not_overpaid(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    demanded: RefundDemanded = proposed.event  # type: ignore[assignment]
    if demanded.ground != "overpaid" or demanded.amount <= claim.overpaid:
        return None
    return Text(
        f"按现行核赔结果，多付且尚未要求返还的只有 {claim.overpaid} 元。",
        f"by what is approved now, {claim.overpaid} yuan were paid too much and not demanded back yet",
    )


def _more_than_lost(claim: Claim, left: Decimal, amount: Decimal) -> Text | None:
    """Whether more is taken than is left to take, or than a fault of the insured made irrecoverable.

    What was deducted for it and what was demanded back count together: it is lost once.
    """
    liability, base = claim.liability, max(_payable(claim), claim.settlement.paid_out)
    lost = total(prejudiced(base, each.unrecoverable_amount, each.fault).amount for each in liability.prejudices)
    taken = [each.amount for each in liability.abatements if each.ground == "prejudice"]
    most = min(left, less(lost, [*taken, *claim.demanded_back("prejudice")]))
    if amount <= most:
        return None
    return Text(
        f"因被保险人故意或重大过失不能追偿的，最多还可扣减或追回 {most} 元。",
        f"for what intent or gross negligence made irrecoverable, {most} yuan more may be deducted or reclaimed",
    )


def _payable(claim: Claim) -> Decimal:
    """What is owed by the latest calculation sheet, nothing abated yet; nothing before there is one."""
    calculation = claim.loss.calculation
    return calculation.sheet.payable if calculation and calculation.sheet else NOTHING


def _after(claim: Claim, waivers: Sequence[RecoveryRightWaived]) -> Decimal:
    """What the indemnity comes to after these waivers, those of the claim on one third party together."""
    by_third: dict[str, list[RecoveryRightWaived]] = {}
    for each in waivers:
        by_third.setdefault(each.third_party, []).append(each)
    wholes = [max(each.claim_amount for each in several) for several in by_third.values()]
    waived = [total(each.waived_amount for each in several) for several in by_third.values()]
    claims = [(whole, min(whole, part)) for whole, part in zip(wholes, waived, strict=True) if whole]
    return after_waiver(_payable(claim), *claims).amount

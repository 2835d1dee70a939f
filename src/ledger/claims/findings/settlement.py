"""What contradicts a rule without a time in a claim: review, advances, overpayment, notices, co-insurers' shares."""

from __future__ import annotations

from ledger.claims.events.liability import LiabilityDetermined
from ledger.claims.events.recourse import IndemnityAbated
from ledger.claims.events.settlement import (
    AdvancePaid,
    ClaimApproved,
    ClaimReviewed,
    FinanceNotified,
    PayeeNotified,
    ShareTransferRequested,
)
from ledger.claims.state import Claim, evolve
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, Look, finds
from ledger.kernel.law import Rule, Text
from ledger.kernel.worksheet import total
from ledger.law.manual import ADVANCE, NOTIFY_PAYMENT, PAID_AFTER_APPROVAL, REVIEW, TRANSFER
from ledger.worksheets.recorded import Difference, differing

FINDINGS: Findings = []


@finds(FINDINGS, REVIEW, ClaimReviewed, severity="deviation")
def reviewed_by_its_handler(claim: Claim, recorded: Recorded) -> Text | None:
    review: ClaimReviewed = recorded.event  # type: ignore[assignment]
    calculation, report, checked = claim.loss.calculation, claim.settlement.report, claim.loss.checked
    handlers = {each.by for each in (calculation, report, checked) if each}
    if review.by not in handlers:
        return None
    return Text(
        f"{review.by} 经办、理算或核对了本案又作核赔；宜由他人核赔。",
        f"{review.by} reviewed what they had calculated, checked or reported on: somebody else should",
    )


@finds(FINDINGS, ADVANCE, AdvancePaid, severity="deviation")
def advanced_too_much(claim: Claim, recorded: Recorded) -> Text | None:
    """The text on conditions and limits is cut off: what was asked for and expected is all there is to go by."""
    advance: AdvancePaid = recorded.event  # type: ignore[assignment]
    request = claim.settlement.requests.get(advance.request_ref)
    if request is None:
        return None
    limit = min(request.amount, request.estimate if request.estimate is not None else request.amount)
    advances = (*claim.settlement.advances, advance)
    paid = total(each.amount for each in advances if each.request_ref == advance.request_ref)
    if paid <= limit:
        return None
    return Text(
        f"就申请 {request.request_ref} 已预付 {paid} 元，超过申请金额或无争议的估计赔款 {limit} 元。",
        f"{paid} yuan were advanced on {request.request_ref}, above the {limit} asked for or expected to be paid",
    )


def paid_too_much(rule: Rule) -> Look:
    """The look for what became too much, by a lower approval or because nothing is covered.

    No article says that it is got back. It is told under what a payment rests on, approval or advance, and whoever
    handles the claim demands it (RefundDemanded) or corrects the record.
    """

    def paid_too_much(claim: Claim, recorded: Recorded) -> Text | None:
        after = evolve(claim, recorded)
        rests_on = PAID_AFTER_APPROVAL if after.settlement.paid else ADVANCE
        if rule is not rests_on or after.overpaid <= claim.overpaid:
            return None
        return Text(
            f"按现行核定、核赔结果已多付 {after.overpaid} 元（含预付），尚未要求返还；请要求返还或更正记录。",
            f"by what is determined and approved now, {after.overpaid} yuan were paid too much, advances included, and "
            "not demanded back: demand them or correct the record",
        )

    return paid_too_much


for _rule in (PAID_AFTER_APPROVAL, ADVANCE):
    finds(FINDINGS, _rule, ClaimApproved, LiabilityDetermined, IndemnityAbated, severity="notice")(paid_too_much(_rule))


@finds(FINDINGS, NOTIFY_PAYMENT, PayeeNotified, FinanceNotified, severity="deviation")
def another_amount(claim: Claim, recorded: Recorded) -> Text | None:
    notice: PayeeNotified | FinanceNotified = recorded.event  # type: ignore[assignment]
    if claim.settlement.approved is None:
        return Text("赔款尚未核赔通过，即已通知付款。", "payment was announced before the indemnity was approved")
    if notice.amount in (own := claim.due("self"), claim.due("lead")):
        return None
    return differing([Difference("/amount", notice.amount, own)])


@finds(FINDINGS, TRANSFER, ShareTransferRequested, severity="deviation")
def another_share(claim: Claim, recorded: Recorded) -> Text | None:
    request: ShareTransferRequested = recorded.event  # type: ignore[assignment]
    sheet = claim.loss.calculation.sheet if claim.loss.calculation else None
    own = {each.member: each.amount for each in sheet.shares} if sheet else {}
    return differing(
        Difference(f"/shares/{at}/amount", each.amount, own.get(each.member)) for at, each in enumerate(request.shares)
    )

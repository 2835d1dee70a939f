"""What refuses in a claim: review and approval, advances, payment, the co-insurers' shares and closing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ledger.claims.events.liability import EscalatedForApproval
from ledger.claims.events.loss import CalculationSheetChecked, IndemnityCalculated
from ledger.claims.events.settlement import (
    AdvancePaid,
    ClaimApproved,
    ClaimClosed,
    ClaimReviewed,
    IndemnityPaid,
    ShareTransferRequested,
    SubrogationTaskOpened,
)
from ledger.claims.rules.loss import out_of_date
from ledger.claims.state import Claim
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.kernel.worksheet import total
from ledger.law.house import IN_ORDER, OPEN_ONCE
from ledger.law.manual import (
    ADVANCE,
    CLOSE,
    ESCALATE,
    LEAD,
    PAID_AFTER_APPROVAL,
    PAY_FIRST,
    REPORT,
    REVIEW,
    SHEET,
    SUBROGATION_TASK,
    TRANSFER,
)

REFUSALS: Refusals = []


# Order


@refuses(REFUSALS, IN_ORDER, IndemnityCalculated, ClaimReviewed, ClaimApproved, AdvancePaid, ClaimClosed)
def closed_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Payment may follow the closing, and until it has, what it rests on is calculated anew; nothing else does."""
    closed = claim.settlement.closed
    unpaid = closed is not None and closed.outcome == "paid" and not claim.paid_in_full
    if closed is None or (unpaid and isinstance(proposed.event, IndemnityCalculated | ClaimReviewed | ClaimApproved)):
        return None
    return Text("赔案已经结案。", "the claim is closed")


@refuses(REFUSALS, IN_ORDER, IndemnityCalculated, CalculationSheetChecked, ClaimReviewed)
def report_cancelled(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    if claim.report.cancelled_at is None:
        return None
    return Text("报案已经注销，不再理算、核赔。", "the report was cancelled: nothing is calculated or reviewed")


@refuses(REFUSALS, IN_ORDER, ClaimApproved, AdvancePaid, IndemnityPaid)
def ended_without_payment(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    if claim.report.cancelled_at:
        return Text("报案已经注销，不得赔付。", "the report was cancelled: nothing is paid")
    if claim.liability.denied:
        return Text("本案核定为不属于保险责任，不得赔付。", "liability was denied: nothing is paid")
    return None


@refuses(REFUSALS, OPEN_ONCE, AdvancePaid, IndemnityPaid)
def paid_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    payment: AdvancePaid | IndemnityPaid = proposed.event  # type: ignore[assignment]
    if payment.payment_no not in claim.settlement.payments:
        return None
    return Text(f"付款编号 {payment.payment_no} 已经登记。", f"payment {payment.payment_no} is on record already")


@refuses(REFUSALS, IN_ORDER, AdvancePaid, IndemnityPaid)
def nothing_paid(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    payment: AdvancePaid | IndemnityPaid = proposed.event  # type: ignore[assignment]
    return None if payment.amount else Text("支付 0.00 元不是付款。", "0.00 yuan are no payment")


# 七、八: report, review, approval


@refuses(REFUSALS, REPORT, EscalatedForApproval, ClaimApproved)
def no_claim_report(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """A case may also be laid before the superior for its liability alone, before anything was calculated (四(四))."""
    report = claim.settlement.report
    told = set(report.sections) if report else set()
    missing = [text for section, text in SECTIONS.items() if section not in told]
    concerned = claim.over_authority or isinstance(proposed.event, EscalatedForApproval)
    if not missing or not concerned or claim.loss.calculation is None:
        return None
    return Text(
        f"超权限赔案须有理赔报告，尚缺：{'、'.join(text.zh for text in missing)}。",
        f"a case beyond authority needs its claim report; missing: {', '.join(text.en for text in missing)}",
    )


SECTIONS: Mapping[str, Text] = {
    "underwriting": Text("承保", "underwriting"),
    "survey": Text("查勘", "survey"),
    "liability": Text("定责", "liability"),
    "loss": Text("定损", "loss"),
    "calculation": Text("赔款计算", "calculation"),
}
"""What a claim report must tell of."""


@refuses(REFUSALS, REVIEW, ClaimReviewed)
def agreed_without_ground(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    review: ClaimReviewed = proposed.event  # type: ignore[assignment]
    if review.opinion != "agree":
        return None
    if not review.checks.passed:
        return Text(
            "五项审核未全部通过，不能出具同意意见。", "one of the five checks failed: there is no agreeing on that"
        )
    if reason := out_of_date(claim, review.calc_no):
        return reason
    if claim.loss.checked is None:
        return Text("计算书尚未核对无误。", "the calculation sheet has not passed its check yet")
    return None


@refuses(REFUSALS, REVIEW, ClaimApproved)
def not_reviewed(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    approval: ClaimApproved = proposed.event  # type: ignore[assignment]
    review = claim.settlement.review
    if review and review.agrees_to(approval.calc_no):
        return None
    return Text(
        f"计算书 {approval.calc_no} 尚无同意的核赔意见。", f"no review has agreed to calculation {approval.calc_no}"
    )


@refuses(REFUSALS, SHEET, ClaimApproved)
def not_what_the_sheet_says(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    approval: ClaimApproved = proposed.event  # type: ignore[assignment]
    if reason := out_of_date(claim, approval.calc_no):
        return reason
    if claim.payable == approval.amount:
        return None
    return Text(
        f"核赔金额 {approval.amount} 元与计算书的 {claim.payable} 元不符。",
        f"{approval.amount} yuan are not the {claim.payable} of the calculation sheet",
    )


@refuses(REFUSALS, ESCALATE, ClaimApproved)
def beyond_authority(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    approval: ClaimApproved = proposed.event  # type: ignore[assignment]
    if approval.amount <= approval.authority_limit:
        return None
    return Text(
        f"{approval.amount} 元超过{approval.level}的核赔权限 {approval.authority_limit} 元，须报上级审批。",
        f"{approval.amount} yuan exceed the {approval.authority_limit} that {approval.level} may approve: escalate it",
    )


@refuses(REFUSALS, OPEN_ONCE, ClaimApproved)
def approved_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    approval: ClaimApproved = proposed.event  # type: ignore[assignment]
    approved = claim.settlement.approved
    if approved is None or approved.calc_no != approval.calc_no:
        return None
    return Text(f"计算书 {approval.calc_no} 已经核赔通过。", f"calculation {approval.calc_no} is approved already")


# 十三: advances


@refuses(REFUSALS, ADVANCE, AdvancePaid)
def advance_not_applied_for(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    advance: AdvancePaid = proposed.event  # type: ignore[assignment]
    if advance.request_ref in claim.settlement.requests:
        return None
    return Text("没有该预付赔款申请书。", "there is no such application for an advance")


@refuses(REFUSALS, ADVANCE, AdvancePaid)
def advanced_beyond_request(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Neither more than was applied for, nor together more than the policy insures."""
    advance: AdvancePaid = proposed.event  # type: ignore[assignment]
    request, advances = claim.settlement.requests.get(advance.request_ref), (*claim.settlement.advances, advance)
    of_request = total(each.amount for each in advances if each.request_ref == advance.request_ref)
    if request and of_request > request.amount:
        return Text(
            f"就申请 {request.request_ref} 预付 {of_request} 元，超过申请的 {request.amount} 元。",
            f"{of_request} yuan on {request.request_ref} are more than the {request.amount} applied for",
        )
    insured = total(item.sum_insured for item in claim.insured.values())
    if claim.report.snapshot and total(each.amount for each in advances) > insured:
        return Text(
            f"预付合计超过保险金额 {insured} 元。", f"the advances together exceed the sum insured of {insured} yuan"
        )
    return None


@refuses(REFUSALS, IN_ORDER, AdvancePaid)
def nothing_left_to_advance(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    if claim.settlement.approved is None:
        return None
    return Text("赔款已经核赔通过，不再预付。", "the indemnity is approved: pay it instead of an advance")


# 九: payment


@refuses(REFUSALS, PAID_AFTER_APPROVAL, IndemnityPaid)
def not_approved(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    payment: IndemnityPaid = proposed.event  # type: ignore[assignment]
    approved, latest = claim.settlement.approved, claim.loss.calculation
    if approved is None:
        return Text("尚未核赔通过，不能支付赔款。", "nothing is paid before it is approved")
    if latest and latest.calc_no != approved.calc_no:
        return Text(
            f"核赔通过的是计算书 {approved.calc_no}，之后已重新计算（{latest.calc_no}）。",
            f"{approved.calc_no} was approved, and {latest.calc_no} has been calculated since",
        )
    left = claim.still_to_pay(payment.by)
    if payment.amount <= left:
        return None
    return Text(
        f"支付 {payment.amount} 元，扣除预付和已付赔款后只应再付 {left} 元。",
        f"{payment.amount} yuan are more than the {left} left after advances and payments",
    )


@refuses(REFUSALS, SHEET, IndemnityPaid)
def sheet_not_in_order(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    latest = claim.loss.calculation
    if reason := out_of_date(claim, latest.calc_no if latest else None):
        return reason
    if claim.loss.checked is None:
        return Text("计算书尚未核对无误，不能作为付款凭证。", "an unchecked calculation sheet is no payment voucher")
    return None


@refuses(REFUSALS, PAY_FIRST, IndemnityPaid)
def third_party_first(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    payment: IndemnityPaid = proposed.event  # type: ignore[assignment]
    if not claim.paid_first(payment):
        return None
    missing = []
    if claim.liability.pay_first is None:
        missing.append(Text("先行赔付请求", "the request to pay first"))
    if not claim.liability.assignments:
        missing.append(Text("权益转让书", "the assignment of rights"))
    if not missing:
        return None
    return Text(
        f"损失由第三者负责，先行赔付尚缺：{'、'.join(text.zh for text in missing)}。",
        f"a third party answers for the loss; to pay first, this is missing: {', '.join(text.en for text in missing)}",
    )


# 十五(四): the co-insurers' shares


@refuses(REFUSALS, LEAD, IndemnityPaid)
def pays_for_others(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    payment: IndemnityPaid = proposed.event  # type: ignore[assignment]
    if payment.by == "self" or leads(claim):
        return None
    return Text("只有共保、联保的首席保险人代各方支付。", "only the leader of a co-insurance pays for the others")


def leads(claim: Claim) -> bool:
    """Whether the insurer of the claim leads a co-insurance."""
    return claim.report.coinsurance and claim.report.leader == claim.report.insurer_id


@refuses(REFUSALS, TRANSFER, ShareTransferRequested)
def refund_without_papers(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    request: ShareTransferRequested = proposed.event  # type: ignore[assignment]
    if not leads(claim):
        return Text("非共保、联保的首席保险人，不得要求划还。", "only the leader of a co-insurance asks for a refund")
    if not any(payment.by == "lead" for payment in claim.settlement.paid) or claim.still_to_pay("lead"):
        return Text("首席保险人尚未支付全部赔款。", "the lead has not paid all for the others yet")
    enclosed = set(request.attachments)
    missing = [text for kinds, text in PAPERS.items() if enclosed.isdisjoint(kinds)]
    if not missing:
        return None
    return Text(
        f"要求划还赔款须附：{'、'.join(text.zh for text in missing)}。",
        f"to ask for a refund, enclose: {', '.join(text.en for text in missing)}",
    )


PAPERS: Mapping[tuple[str, ...], Text] = {
    ("claim_application",): Text("索赔申请书", "the claim application"),
    ("adjustment_report", "loss_confirmation"): Text(
        "理算报告或损失确认书", "the adjustment report or loss confirmation"
    ),
    ("calculation_sheet",): Text("赔款计算书", "the calculation sheet"),
}
"""What a request for a refund encloses, one of each; the text we have breaks off after the third."""


# 九(一): closing


@refuses(REFUSALS, OPEN_ONCE, SubrogationTaskOpened)
def task_there_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    task: SubrogationTaskOpened = proposed.event  # type: ignore[assignment]
    if all(each.task_id != task.task_id for each in claim.settlement.tasks):
        return None
    return Text(f"追偿任务 {task.task_id} 已经发起。", f"recovery task {task.task_id} is open already")


@refuses(REFUSALS, CLOSE, ClaimClosed)
def cannot_close_so(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    closing: ClaimClosed = proposed.event  # type: ignore[assignment]
    reached, reason = OUTCOMES[closing.outcome]
    return None if reached(claim) else reason


OUTCOMES: Mapping[str, tuple[Callable[[Claim], bool], Text]] = {
    "paid": (
        lambda claim: (
            bool(claim.settlement.approved and claim.settlement.approved.amount) and not claim.liability.denied
        ),
        Text(
            "尚未核赔通过应付的赔款，或已核定不属于保险责任，不能以赔付结案。",
            "no indemnity is approved, or liability was denied: it cannot be closed as paid",
        ),
    ),
    "zero": (
        lambda claim: claim.payable == 0 and not claim.stale and claim.agreed,
        Text(
            "最近的计算书并非零赔付，或尚无同意的核赔意见，不能以零赔付结案。",
            "the latest calculation is not zero or has not passed review: it cannot be closed at zero",
        ),
    ),
    "rejected": (
        lambda claim: claim.liability.rejected is not None,
        Text("赔案未作全部拒赔，不能以拒赔结案。", "the claim was not rejected: it cannot be closed so"),
    ),
    "cancelled": (
        lambda claim: claim.report.cancelled_at is not None,
        Text("报案未注销，不能以注销结案。", "the report was not cancelled: it cannot be closed so"),
    ),
}
"""What must have been reached for each outcome, and what is said where it was not."""


@refuses(REFUSALS, SUBROGATION_TASK, ClaimClosed)
def nobody_recovers(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Where nothing is paid, nothing passes to the insurer that it could recover."""
    closing: ClaimClosed = proposed.event  # type: ignore[assignment]
    if closing.outcome != "paid" or not claim.third_party or claim.settlement.tasks:
        return None
    return Text("涉及第三者责任，结案前须发起追偿任务。", "a third party answers: open a recovery task before closing")

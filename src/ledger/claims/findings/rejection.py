"""What contradicts a rule without a time in a claim: notices of rejection (PICC 三、十四). 发现"""

from __future__ import annotations

from ledger.claims.checklists.rejection import NOTICE
from ledger.claims.events.rejection import RejectionNoticeIssued, RejectionNoticeServed
from ledger.claims.events.report import ReportCancelled
from ledger.claims.state import Claim, evolve
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds, look_through
from ledger.kernel.law import Text
from ledger.law.manual import CANCEL_OR_REJECT, MAIL

FINDINGS: Findings = []


@finds(FINDINGS, CANCEL_OR_REJECT, ReportCancelled)
def cancelled_instead(claim: Claim, recorded: Recorded) -> Text | None:
    """Whoever asked to be paid and is not covered has a right to a reasoned rejection."""
    cancelled: ReportCancelled = recorded.event  # type: ignore[assignment]
    if cancelled.ground != "no_cover" or claim.liability.applied_at is None:
        return None
    return Text(
        "被保险人已提出索赔，不属于保险责任的应作拒赔处理；只有其同意撤回或系重复、误报的方可注销。",
        "the insured applied for payment: what is not covered is rejected, and struck out only if the claim is "
        "withdrawn, a duplicate or a mistake",
    )


look_through(FINDINGS, NOTICE, evolve, RejectionNoticeIssued)


@finds(FINDINGS, MAIL, RejectionNoticeServed)
def no_postal_receipt(claim: Claim, recorded: Recorded) -> Text | None:
    served: RejectionNoticeServed = recorded.event  # type: ignore[assignment]
    if served.method != "post" or served.postal_receipt_ref:
        return None
    return Text(
        f"拒赔通知书 {served.notice_no} 以邮寄送达而未留存邮寄凭证，不视为已送达；请补交凭证。",
        f"notice {served.notice_no} was posted and the postal receipt not kept: it does not count as served until "
        "the receipt is there",
    )

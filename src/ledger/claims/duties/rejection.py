"""Duties in a claim: the way out of what is not covered, the notice of rejection, its service (PICC 三、十四)."""

from __future__ import annotations

from datetime import datetime

from ledger.claims.duties.report import STRUCK_OUT
from ledger.claims.events.liability import LiabilityDetermined
from ledger.claims.events.rejection import ClaimRejected, RejectionNoticeIssued, RejectionNoticeServed
from ledger.claims.events.report import ReportCancelled
from ledger.claims.state import Claim
from ledger.kernel.duty import Act, Duty
from ledger.law.manual import CANCEL_OR_REJECT, REJECT_WRITTEN, SERVE


def _now(decision: str) -> Act:
    """Liability is determined anew, and so; a determination of before the last changes nothing."""
    return Act(
        LiabilityDetermined,
        when=lambda claim, event: claim.liability.determined is event and event.decision == decision,
        on=lambda claim, row: decision == "covered" or not row.subject,
    )


PAID_AFTER_ALL = (*STRUCK_OUT, _now("covered"), _now("partial"))
"""Where the rejection came to nothing: of all by any cover, of an item by a cover of the whole."""


def _rejected(claim: Claim, event: ClaimRejected) -> tuple[str, ...]:
    """The items; one that is empty for the whole claim."""
    return event.items or ("",)


def _way_out(claim: Claim, event: LiabilityDetermined, subject: str, obligor: str) -> datetime | bool | None:
    liability = claim.liability
    in_part = event.decision == "partial" and bool(liability.rejected_items)
    return claim.report.cancelled_at or liability.rejected_at or in_part


WAY_OUT = Duty(
    rule=CANCEL_OR_REJECT,
    owed_by="insurer",
    opens=LiabilityDetermined,
    when=lambda claim, event: claim.liability.determined is event and event.decision != "covered",
    already=_way_out,
    discharged_by=(
        Act(
            ClaimRejected,
            when=lambda claim, event: not event.items or claim.liability.determined.decision == "partial",
        ),
        Act(ReportCancelled, when=lambda claim, event: event.ground != "no_cover"),
    ),
    cancelled_by=(_now("covered"),),
)
WRITE = Duty(
    rule=REJECT_WRITTEN,
    part="issue",
    owed_by="insurer",
    opens=ClaimRejected,
    subjects=_rejected,
    discharged_by=(Act(RejectionNoticeIssued),),
    cancelled_by=PAID_AFTER_ALL,
)
HAVE_SIGNED = Duty(
    rule=REJECT_WRITTEN,
    part="serve",
    owed_by="insurer",
    opens=ClaimRejected,
    subjects=_rejected,
    discharged_by=(Act(RejectionNoticeServed, when=lambda claim, event: event.proven, at="served_at"),),
    cancelled_by=PAID_AFTER_ALL,
)
DELIVER = Duty(
    rule=SERVE,
    owed_by="insurer",
    opens=RejectionNoticeIssued,
    subjects=lambda claim, event: (event.notice_no,),
    discharged_by=(
        Act(
            RejectionNoticeServed,
            when=lambda claim, event: event.proven,
            subject=lambda serving: serving.event.notice_no,
            at="served_at",
        ),
    ),
    cancelled_by=(
        *STRUCK_OUT,
        _now("covered"),
        Act(
            RejectionNoticeIssued,
            when=lambda claim, event: claim.liability.rejected is not None,
            on=lambda claim, row: row.subject != claim.liability.rejection_notice.notice_no,
        ),
    ),
)
"""A new notice of the whole rejection takes the place of one before; of items there may be several."""
DUTIES: tuple[Duty, ...] = (WAY_OUT, WRITE, HAVE_SIGNED, DELIVER)

"""What refuses in a claim: a follower's decision, and steps in a matter that has ended (PICC 十五(三))."""

from __future__ import annotations

from ledger.claims.events.liability import LiabilityDetermined
from ledger.claims.events.loss import IndemnityCalculated, LossDetermined
from ledger.claims.events.report import ClaimFiled, LossReported, ReportCancelled
from ledger.claims.events.settlement import ClaimApproved, ClaimReviewed
from ledger.claims.events.survey import EmergencyRestorationPermitted, IntermediaryEngaged, LossAssessmentListIssued
from ledger.claims.state import Claim
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.law.house import IN_ORDER, RIGHT_STREAM
from ledger.law.manual import LEAD

REFUSALS: Refusals = []


@refuses(REFUSALS, LEAD, LiabilityDetermined, LossDetermined, IndemnityCalculated, ClaimReviewed, ClaimApproved)
def follower_decides(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Where this insurer follows, its claim is decided by the hand of the leader; else by its own alone."""
    if not claim.report.coinsurance or proposed.organisation == claim.report.leader:
        return None
    if claim.report.leader is None:
        return Text(
            "本保险人不是首席保险人，而承保查询未写明由谁首席承保（coinsurers/leads）。",
            "this insurer does not lead, and no query of the cover names who does (coinsurers/leads)",
        )
    return Text(
        "共保、联保赔案的定责、定损、理算和核赔由首席保险人办理，其他共保或联保方予以配合。",
        "under co-insurance the leader determines liability and loss, calculates and reviews: the others cooperate",
    )


@refuses(
    REFUSALS,
    IN_ORDER,
    ClaimFiled,
    ReportCancelled,
    EmergencyRestorationPermitted,
    LossAssessmentListIssued,
    IntermediaryEngaged,
)
def claim_ended(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    if claim.report.cancelled_at:
        return Text("本案报案已注销。", "the report of this claim was cancelled")
    if claim.settlement.closed:
        return Text("本案已结案。", "this claim is closed")
    return None


@refuses(REFUSALS, RIGHT_STREAM, RecordCorrected)
def given_to_another(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Whose claim it is tells who reads it, and in which streams its covers and recoveries stand."""
    reported = facts.corrected
    if not isinstance(reported, LossReported) or reported.insurer_id == claim.report.insurer_id:
        return None
    return Text(
        "赔案的保险人不能更正为他人：请注销报案，由其另行登记。",
        "a correction gives no claim to another insurer: cancel the report, and have that insurer record its own",
    )


@refuses(REFUSALS, IN_ORDER, ClaimFiled)
def filed_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """What was filed wrongly is corrected, so that one filing stands."""
    if claim.report.filed is None:
        return None
    return Text(
        "本案已立案；立案信息有误的，请更正原记录。", "the claim is on file: correct that record if it is wrong"
    )


@refuses(REFUSALS, IN_ORDER, ReportCancelled)
def granted_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    if claim.settlement.approved:
        return Text("本案已核赔通过，不再注销报案。", "the claim has been approved: its report is no longer cancelled")
    if claim.outstanding:
        return Text(
            f"本案已支付且尚未要求返还 {claim.outstanding} 元，不再注销报案。",
            f"{claim.outstanding} yuan were paid and not demanded back: the report is no longer cancelled",
        )
    return None

"""What refuses in a claim: a rejection, and notices of one (PICC 三、十四、注意·拒赔部分5)."""

from __future__ import annotations

from ledger.claims.events.rejection import ClaimRejected, RejectionNoticeIssued, RejectionNoticeServed
from ledger.claims.state import Claim
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.manual import REJECT_EVIDENCE

REFUSALS: Refusals = []


@refuses(REFUSALS, IN_ORDER, ClaimRejected)
def not_denied(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """The whole is rejected where nothing is covered, items where those are outside the cover."""
    rejected: ClaimRejected = proposed.event  # type: ignore[assignment]
    determined = claim.liability.determined
    outside = determined.outside if determined and determined.decision == "partial" else ()
    covered = sorted(set(rejected.items) - set(outside))
    if covered:
        return Text(
            f"核定结论未将 {'、'.join(covered)} 列为不属于保险责任，不得拒赔。",
            f"no determination puts {', '.join(covered)} outside the cover: that is not rejected",
        )
    if rejected.items or claim.liability.denied:
        return None
    return Text(
        "本案未核定为不属于保险责任，不得整案拒赔；请先核定责任（LiabilityDetermined）。",
        "liability was not denied: determine it (LiabilityDetermined) before the whole claim is rejected",
    )


@refuses(REFUSALS, IN_ORDER, ClaimRejected)
def granted_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """What was approved is taken back, what was paid is demanded back, before the whole claim is rejected."""
    rejected: ClaimRejected = proposed.event  # type: ignore[assignment]
    if rejected.items:
        return None
    if claim.settlement.approved:
        return Text("本案已核赔通过，须先撤回核赔。", "an indemnity is approved: take the approval back first")
    if claim.outstanding:
        return Text(
            f"本案已支付且尚未要求返还 {claim.outstanding} 元，不得整案拒赔。",
            f"{claim.outstanding} yuan were paid and not demanded back: the whole claim is rejected no more",
        )
    return None


@refuses(REFUSALS, OPEN_ONCE, ClaimRejected)
def rejected_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    rejected: ClaimRejected = proposed.event  # type: ignore[assignment]
    if rejected.items or claim.liability.rejected is None:
        return None
    return Text("本案已整案拒赔。", "the whole claim is rejected already")


@refuses(REFUSALS, REJECT_EVIDENCE, ClaimRejected)
def rejected_without_ground(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    rejected: ClaimRejected = proposed.event  # type: ignore[assignment]
    parts = (
        (rejected.reasons, Text("理由", "reasons")),
        (rejected.clauses, Text("条款", "clauses")),
        (rejected.evidence, Text("证据", "evidence")),
    )
    missing = [text for part, text in parts if not part]
    if not missing:
        return None
    return Text(
        f"拒赔须有理由、条款和充分证据，尚缺：{'、'.join(text.zh for text in missing)}。",
        f"a rejection needs reasons, clauses and evidence; missing: {', '.join(text.en for text in missing)}",
    )


@refuses(REFUSALS, REJECT_EVIDENCE, ClaimRejected)
def law_department_not_agreed(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Agreed to the proposal made last, and after it: what it has not seen it has not agreed to."""
    if claim.liability.rejection and claim.liability.concurrence:
        return None
    return Text(
        "拒赔须先提出拒赔意见（RejectionProposed），并经法律部门认可（LegalConcurrenceGiven）后方能决定。",
        "a rejection is proposed, and the legal department agrees to it, before it is decided",
    )


@refuses(REFUSALS, IN_ORDER, RejectionNoticeIssued)
def nothing_rejected(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    if claim.liability.rejected or claim.liability.rejected_items:
        return None
    return Text("本案尚未作出拒赔决定，不得出具拒赔通知书。", "nothing was rejected that a notice could tell of")


@refuses(REFUSALS, OPEN_ONCE, RejectionNoticeIssued)
def notice_there_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    issued: RejectionNoticeIssued = proposed.event  # type: ignore[assignment]
    if issued.notice_no not in claim.liability.notices:
        return None
    return Text(f"拒赔通知书编号 {issued.notice_no} 已被使用。", f"the notice number {issued.notice_no} is in use")


@refuses(REFUSALS, KNOWN_REFERENCE, RejectionNoticeServed)
def notice_unknown(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    served: RejectionNoticeServed = proposed.event  # type: ignore[assignment]
    if served.notice_no in claim.liability.notices:
        return None
    return Text("本案没有该编号的拒赔通知书。", "the claim has no notice of rejection of that number")

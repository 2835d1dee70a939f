"""Disputes over claims and over adjusting in scenarios: negotiation, then arbitration or a lawsuit."""

from __future__ import annotations

from given import act
from ledger.disputes.events import proceedings
from ledger.disputes.events.dispute import DisputeClosed
from scenarios.acts import INSURER_A
from scenarios.claims import ADJ, FIRM, OFFERED, REPORTED, A

QUARREL = "dispute/CLM-1-D1"
ADJUSTING = "dispute/ASG-1-D1"
BODY, COURT = "示例仲裁委员会", "示例区人民法院"

claim_disputed = act(
    proceedings.ClaimDisputeOpened, QUARREL, INSURER_A, "2026-05-06T09:00:00",
    claim_no="CLM-1", insurer_id=A, line_of_business="property", parties=[A, "ID-1"], subject="存货损失金额",
    arbitration_body=BODY, jurisdiction="411202",
)  # fmt: skip
without_clause = claim_disputed(arbitration_body=None)
negotiated = act(
    proceedings.NegotiationHeld, QUARREL, INSURER_A, "2026-05-13T15:00:00",
    held_at="2026-05-13T14:00:00+08:00", outcome="continuing", positions="双方对单价各持己见",
)  # fmt: skip
arbitration_agreed = negotiated(arbitration_body=BODY)
talks_failed = act(
    proceedings.NegotiationFailed, QUARREL, INSURER_A, "2026-05-20T09:00:00", reason="对单价不能达成一致"
)  # fmt: skip
commenced = act(
    proceedings.ProceedingsCommenced, QUARREL, INSURER_A, "2026-06-01T09:00:00",
    route="arbitration", body=BODY, case_no="（2026）示例裁1号", claimant="ID-1",
    commenced_at="2026-06-01T08:00:00+08:00", defence_due="2026-06-16",
)  # fmt: skip
sued = commenced(route="litigation", body=COURT, case_no="（2026）示例民初2号")
superior_told = act(
    proceedings.SuperiorNotified, QUARREL, INSURER_A, "2026-06-02T09:00:00",
    to="INS-A-410000", content="被保险人已申请仲裁", at="2026-06-02T08:30:00+08:00",
)  # fmt: skip
counsel_instructed = act(proceedings.CounselInstructed, QUARREL, INSURER_A, "2026-06-03T09:00:00", counsel="CO-1")
defended = act(
    proceedings.DefenceFiled, QUARREL, INSURER_A, "2026-06-16T18:00:00",
    ref="DB-1", filed_at="2026-06-16T17:00:00+08:00",
)  # fmt: skip
judged = act(
    proceedings.JudgmentReceived, QUARREL, INSURER_A, "2026-09-01T09:00:00",
    outcome="lost", amount="90000.00", costs="3200.00", received_at="2026-09-01T08:00:00+08:00",
)  # fmt: skip
judged_in_part = judged(outcome="partly", costs_share="0.4")
costs_borne = act(proceedings.LegalCostsBorne, QUARREL, INSURER_A, "2026-09-10T09:00:00", amount="3200.00")
quarrel_ended = act(DisputeClosed, QUARREL, INSURER_A, "2026-09-20T09:00:00", result="已履行裁决")

adjusting_disputed = act(
    proceedings.AdjustingDisputeOpened, ADJUSTING, FIRM, "2026-05-06T09:00:00",
    assignment_id="ASG-1", firm_id=ADJ, insurer_ids=[A], line_of_business="machinery_breakdown",
    parties=[ADJ, A, "ID-1"], subject="残值评估", jurisdiction="411202",
)  # fmt: skip

DISPUTED = (*REPORTED, claim_disputed)
"""A claim in dispute, of an insurer that adopted the manual."""
IN_PROCEEDINGS = (*DISPUTED, negotiated, talks_failed, commenced)
ADJUSTING_DISPUTED = (*OFFERED, adjusting_disputed)

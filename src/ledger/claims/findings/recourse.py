"""What contradicts a rule without a time in a claim: waivers after payment (PICC 四(五)、十一). 发现"""

from __future__ import annotations

from ledger.claims.events.recourse import RecoveryRightWaived
from ledger.claims.events.settlement import IndemnityPaid
from ledger.claims.state import Claim, evolve
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.manual import WAIVER_AFTER

FINDINGS: Findings = []


@finds(FINDINGS, WAIVER_AFTER, RecoveryRightWaived, IndemnityPaid)
def waived_without_consent(claim: Claim, recorded: Recorded) -> Text | None:
    """By the times of both, whichever was recorded first."""
    before, after = claim.liability, evolve(claim, recorded).liability
    void = sorted({waiver.waiver_id for waiver in after.void} - {waiver.waiver_id for waiver in before.void})
    if not void:
        return None
    return Text(
        f"弃权 {'、'.join(void)} 发生在赔付之后且未经保险人同意，该行为无效，追偿金额不变；请告知被保险人。",
        f"waiver {', '.join(void)} came after payment and without the insurer's consent: it is void and recovery "
        "is unchanged; tell the insured",
    )

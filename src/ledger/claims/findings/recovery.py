"""What contradicts a rule without a time in a recovery: documents missing, no last day, too much had (PICC 十一)."""

from __future__ import annotations

from ledger.claims.checklists.recovery import RECOVERY
from ledger.claims.events.recovery import (
    RecoveryActionFiled,
    RecoveryMaterialsReceived,
    RecoveryNegotiated,
    RecoveryOpened,
    RecoveryReceived,
)
from ledger.claims.state.recovery import Recovery, evolve
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds, look_through
from ledger.kernel.law import Text
from ledger.kernel.worksheet import total
from ledger.law.manual import CLAIM_THIRD, LIMITATION

FINDINGS: Findings = []


look_through(
    FINDINGS,
    RECOVERY,
    evolve,
    RecoveryNegotiated,
    RecoveryActionFiled,
    answered_by=(RecoveryMaterialsReceived,),
)


@finds(FINDINGS, LIMITATION, RecoveryOpened, severity="notice")
def no_last_day(recovery: Recovery, recorded: Recorded) -> Text | None:
    opened: RecoveryOpened = recorded.event  # type: ignore[assignment]
    if opened.limitation_expiry is not None or opened.withdrawn:
        return None
    return Text(
        "追偿任务没有时效届满日，无从提示起诉期限；请由法律顾问给出。",
        "the task has no limitation date, so nothing reminds of it: have counsel give one",
    )


@finds(FINDINGS, CLAIM_THIRD, RecoveryReceived, severity="notice")
def more_than_was_assigned(recovery: Recovery, recorded: Recorded) -> Text | None:
    """The insurer has of the third party what the insured assigned to it, and no more."""
    received: RecoveryReceived = recorded.event  # type: ignore[assignment]
    assigned = (recovery.task.assigned if recovery.task else None) or total(())
    recovered = total((recovery.recovered, received.amount))
    if recovered <= assigned:
        return None
    return Text(
        f"共收回 {recovered} 元，被保险人转让的索赔权只有 {assigned} 元。",
        f"{recovered} yuan have come in, and rights of {assigned} yuan were assigned",
    )

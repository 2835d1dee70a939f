"""Duties about a liable third party: the assignment before paying first, and the recovery (PICC 十一)."""

from __future__ import annotations

from ledger.claims.duties.report import ENDED as CLAIM_ENDED
from ledger.claims.events.recourse import PayFirstRequested, SubrogationAssigned, ThirdPartyFoundNotLiable
from ledger.claims.events.recovery import (
    RecoveryActionFiled,
    RecoveryClosed,
    RecoveryNegotiated,
    RecoveryOpened,
    RecoveryReceived,
)
from ledger.claims.events.settlement import IndemnityPaid
from ledger.kernel.clock import start_of
from ledger.kernel.duty import Act, Duty, days
from ledger.law.manual import CLAIM_THIRD, LIMITATION, METHOD

TAKEN_BACK = Act(RecoveryOpened, when=lambda recovery, event: event.withdrawn)
ENDED = (
    Act(RecoveryClosed),
    Act(RecoveryReceived, when=lambda recovery, event: recovery.recovered_in_full, at="received_at"),
)
"""Where nothing is left to recover."""


ASSIGN = Duty(
    rule=CLAIM_THIRD,
    owed_by="insurer",
    opens=PayFirstRequested,
    already=lambda claim, event, subject, obligor: bool(claim.liability.assignments),
    discharged_by=(Act(SubrogationAssigned),),
    before=(Act(IndemnityPaid),),
    cancelled_by=(*CLAIM_ENDED, Act(ThirdPartyFoundNotLiable, when=lambda claim, event: not claim.third_party)),
)
NEGOTIATE_FIRST = Duty(
    rule=METHOD,
    part="negotiate",
    owed_by="insurer",
    opens=RecoveryOpened,
    when=lambda recovery, event: not event.withdrawn,
    already=lambda recovery, event, subject, obligor: recovery.negotiated_at,
    counted_from=lambda recovery, event: recovery.opened_at,
    discharged_by=(Act(RecoveryNegotiated, at="held_at"),),
    before=(Act(RecoveryActionFiled),),
    cancelled_by=(TAKEN_BACK, *ENDED),
)
SUE = Duty(
    rule=METHOD,
    part="action",
    owed_by="insurer",
    opens=RecoveryNegotiated,
    when=lambda recovery, event: event.outcome == "failed",
    already=lambda recovery, event, subject, obligor: recovery.action.filed_at if recovery.action else None,
    counted_from="held_at",
    discharged_by=(Act(RecoveryActionFiled, at="filed_at"),),
    cancelled_by=(TAKEN_BACK, *ENDED),
)
IN_TIME = Duty(
    rule=LIMITATION,
    owed_by="insurer",
    opens=RecoveryOpened,
    when=lambda recovery, event: event.limitation_expiry is not None and not event.withdrawn,
    already=lambda recovery, event, subject, obligor: recovery.action.filed_at if recovery.action else None,
    counted_from=lambda recovery, event: start_of(event.limitation_expiry),
    within=days(0),
    discharged_by=(Act(RecoveryActionFiled, at="filed_at"), *ENDED),
    moved_by=(
        Act(
            RecoveryNegotiated,
            when=lambda recovery, event: event.limitation_expiry == recovery.limitation_expiry,
            to="limitation_expiry",
        ),
    ),
    cancelled_by=(TAKEN_BACK,),
)
DUTIES = (ASSIGN, NEGOTIATE_FIRST, SUE, IN_TIME)

"""What a dispute over a claim or over adjusting knows of negotiation and of what followed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from ledger.disputes.events.proceedings import (
    AdjustingDisputeOpened,
    ClaimDisputeOpened,
    CounselInstructed,
    DefenceFiled,
    JudgmentReceived,
    LegalCostsBorne,
    NegotiationFailed,
    NegotiationHeld,
    ProceedingsCommenced,
    SuperiorNotified,
)
from ledger.kernel.event import Recorded
from ledger.kernel.law import carries
from ledger.kernel.state import State, Steps, keeping, replace
from ledger.kernel.worksheet import total
from ledger.law.machinery import DISPUTE
from ledger.law.manual import ARBITRATE
from ledger.worksheets.legal import legal_costs_borne
from ledger.worksheets.refused import CalculationRefused


class Taken(NamedTuple):
    """When a step was taken in proceedings, and in which case; none where in all that were under way. 程序步骤"""

    at: datetime
    case_no: str | None


class Proceedings(State, frozen=True, kw_only=True):
    """Negotiation, then arbitration or a lawsuit. Times are those of the earliest."""

    issue: str | None = None
    line_of_business: str = ""
    policy_body: str | None = None
    """The arbitral body that the policy names."""
    agreed_body: str | None = None
    """The one that the parties agreed on since."""
    negotiated_at: datetime | None = None
    outcome: str | None = None
    """How negotiations stand: settled, continuing or failed."""
    outcome_at: datetime | None = None
    """When they came to stand so; a round recorded late does not replace a later one."""
    commenced: ProceedingsCommenced | None = None
    superior_told: tuple[Taken, ...] = ()
    counsel: tuple[Taken, ...] = ()
    defences: tuple[Taken, ...] = ()
    judgment: JudgmentReceived | None = None
    borne: tuple[LegalCostsBorne, ...] = ()

    @property
    def body(self) -> str | None:
        """Who arbitrates: as the policy has it, else as agreed since; none where it is for the court."""
        return self.policy_body or self.agreed_body

    @property
    def costs_borne(self) -> Decimal:
        return total(each.amount for each in self.borne)

    @property
    def costs_owed(self) -> Decimal | None:
        """What of the costs is the insurer's. CalculationRefused where it lost in part and no share is told."""
        judged = self.judgment
        return legal_costs_borne(judged.costs, judged.outcome, judged.costs_share).amount if judged else None

    @property
    def bears_its_costs(self) -> bool:
        """Whether it has borne all that is its own, as far as that can be told."""
        try:
            owed = self.costs_owed
        except CalculationRefused:
            return False
        return owed is not None and self.costs_borne >= owed

    @property
    def pending(self) -> bool:
        """Whether proceedings were commenced that neither a judgment nor a settlement has ended since."""
        if self.commenced is None:
            return False
        since = self.commenced.commenced_at
        judged = self.judgment is not None and self.judgment.received_at >= since
        settled = self.outcome == "settled" and self.outcome_at is not None and self.outcome_at >= since
        return not (judged or settled)

    @property
    @carries(DISPUTE, ARBITRATE)
    def status(self) -> str:
        """How far it has come; negotiation is free to fail, and proceedings to follow."""
        steps = (
            ("in_proceedings", self.pending),
            ("decided", self.judgment),
            ("settled", self.outcome == "settled"),
            ("negotiation_failed", self.outcome == "failed"),
            ("negotiating", self.negotiated_at),
        )
        return next((name for name, reached in steps if reached), "opened")


def _claim_disputed(proceedings: Proceedings, recorded: Recorded) -> Proceedings:
    opened: ClaimDisputeOpened = recorded.event  # type: ignore[assignment]
    proceedings = replace(proceedings, policy_body=opened.arbitration_body)
    return _disputed(proceedings, recorded)


def _disputed(proceedings: Proceedings, recorded: Recorded) -> Proceedings:
    opened: ClaimDisputeOpened | AdjustingDisputeOpened = recorded.event  # type: ignore[assignment]
    return replace(proceedings, issue=opened.subject, line_of_business=opened.line_of_business)


def _negotiated(proceedings: Proceedings, recorded: Recorded) -> Proceedings:
    held: NegotiationHeld = recorded.event  # type: ignore[assignment]
    proceedings = replace(proceedings, agreed_body=held.arbitration_body or proceedings.agreed_body)
    return _stood(keeping(since="negotiated_at", at="held_at")(proceedings, recorded), held.outcome, held.held_at)


def _failed(proceedings: Proceedings, recorded: Recorded) -> Proceedings:
    return _stood(keeping(since="negotiated_at")(proceedings, recorded), "failed", recorded.occurred_at)


def _stood(proceedings: Proceedings, outcome: str, at: datetime) -> Proceedings:
    if proceedings.outcome_at is not None and at < proceedings.outcome_at:
        return proceedings
    return replace(proceedings, outcome=outcome, outcome_at=at)


def _taken(member: str, at: str = "occurred_at") -> Callable[[Proceedings, Recorded], Proceedings]:
    """Adds the time at which the step was taken, and its case."""

    def step(proceedings: Proceedings, recorded: Recorded) -> Proceedings:
        event: SuperiorNotified | CounselInstructed | DefenceFiled = recorded.event  # type: ignore[assignment]
        taken = Taken(getattr(event, at, recorded.occurred_at), event.case_no)
        return replace(proceedings, **{member: (*getattr(proceedings, member), taken)})

    return step


def _borne(proceedings: Proceedings, recorded: Recorded) -> Proceedings:
    return replace(proceedings, borne=(*proceedings.borne, recorded.event))


STEPS: Steps = {
    ClaimDisputeOpened: _claim_disputed,
    AdjustingDisputeOpened: _disputed,
    NegotiationHeld: _negotiated,
    NegotiationFailed: _failed,
    ProceedingsCommenced: keeping("commenced"),
    SuperiorNotified: _taken("superior_told", at="at"),
    CounselInstructed: _taken("counsel"),
    DefenceFiled: _taken("defences", at="filed_at"),
    JudgmentReceived: keeping("judgment"),
    LegalCostsBorne: _borne,
}
"""Event to what it makes of this part of the dispute."""

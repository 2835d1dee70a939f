"""The recovery from one liable third party, by one task of a claim. 追偿"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from ledger.claims.events.recovery import (
    RecoveryActionFiled,
    RecoveryClosed,
    RecoveryCostBorne,
    RecoveryCostIncurred,
    RecoveryMaterialsReceived,
    RecoveryNegotiated,
    RecoveryOpened,
    RecoveryReceived,
)
from ledger.kernel.clock import local_day
from ledger.kernel.context import Party
from ledger.kernel.event import Proposed, Recorded
from ledger.kernel.law import Matter
from ledger.kernel.state import State, field, replace
from ledger.kernel.worksheet import total


class Recovery(State, frozen=True, kw_only=True):
    """The recovery from one liable third party. 追偿"""

    id: str = ""
    task: RecoveryOpened | None = None
    """As the claim told it last."""
    opened_at: datetime | None = None
    limitation_expiry: date | None = None
    """The last day to bring an action, as the claim has it or as a negotiation in time moved it since."""
    materials: frozenset[str] = frozenset()
    """The kinds of document that came in."""
    materials_at: datetime | None = None
    negotiated_at: datetime | None = None
    """When negotiations were first held."""
    outcome: str | None = None
    """How negotiations ended, or stand."""
    agreed: Decimal | None = None
    action: RecoveryActionFiled | None = None
    """The first action."""
    costs: Mapping[str, RecoveryCostIncurred] = field(default_factory=dict)
    borne: tuple[RecoveryCostBorne, ...] = ()
    received: tuple[RecoveryReceived, ...] = ()
    closed: RecoveryClosed | None = None
    closed_at: datetime | None = None

    @property
    def recovered(self) -> Decimal:
        """What has come in, in yuan."""
        return total(each.amount for each in self.received)

    @property
    def recovered_in_full(self) -> bool:
        """Whether everything has come in that was agreed on or, without agreement, assigned."""
        assigned = self.task.assigned if self.task else None
        whole = assigned if self.agreed is None else self.agreed
        return bool(self.received) and whole is not None and self.recovered >= whole

    @property
    def status(self) -> str:
        """How far the recovery has come."""
        steps = (
            (self.closed.result if self.closed else "", self.closed),
            ("withdrawn", self.task and self.task.withdrawn),
            ("recovered", self.recovered_in_full),
            ("partly_recovered", self.received),
            ("action_filed", self.action),
            ("negotiation_failed", self.outcome == "failed"),
            ("negotiating", self.negotiated_at),
            ("materials_received", self.materials_at),
        )
        return next((name for name, reached in steps if reached), "opened")


def evolve(recovery: Recovery, recorded: Recorded) -> Recovery:
    at = recorded.occurred_at
    match recorded.event:
        case RecoveryOpened() as opened:
            return _opened(recovery, opened, recorded)
        case RecoveryMaterialsReceived(materials=materials):
            kinds = recovery.materials | {each.kind for each in materials}
            return replace(recovery, materials=kinds, materials_at=min(recovery.materials_at or at, at))
        case RecoveryNegotiated() as held:
            return _negotiated(recovery, held)
        case RecoveryActionFiled() as filed:
            first = recovery.action is None or filed.filed_at < recovery.action.filed_at
            return replace(recovery, action=filed) if first else recovery
        case RecoveryCostIncurred() as incurred:
            return replace(recovery, costs={**recovery.costs, incurred.cost_id: incurred})
        case RecoveryCostBorne() as borne:
            return replace(recovery, borne=(*recovery.borne, borne))
        case RecoveryReceived() as received:
            return replace(recovery, received=(*recovery.received, received))
        case RecoveryClosed() as closed:
            return replace(recovery, closed=closed, closed_at=at)
    return recovery


def _opened(recovery: Recovery, opened: RecoveryOpened, recorded: Recorded) -> Recovery:
    told = recovery.task.limitation_expiry if recovery.task else None
    return replace(
        recovery,
        id=recorded.key,
        task=opened,
        opened_at=recovery.opened_at or recorded.occurred_at,
        limitation_expiry=recovery.limitation_expiry if told == opened.limitation_expiry else opened.limitation_expiry,
    )


def _negotiated(recovery: Recovery, held: RecoveryNegotiated) -> Recovery:
    moved = held.limitation_expiry is not None and interrupts(recovery.limitation_expiry, held.held_at)
    return replace(
        recovery,
        negotiated_at=min(recovery.negotiated_at or held.held_at, held.held_at),
        outcome=held.outcome,
        agreed=held.agreed if held.outcome == "agreed" else None,
        limitation_expiry=held.limitation_expiry if moved else recovery.limitation_expiry,
    )


def interrupts(limitation_expiry: date | None, at: datetime) -> bool:
    """Whether something then can interrupt a limitation period: one that is over begins no more anew."""
    return limitation_expiry is None or local_day(at) <= limitation_expiry


def parties(recovery: Recovery) -> Iterator[Party]:
    if recovery.task:
        yield Party(recovery.task.insurer_id, "insurer")


def matter(recovery: Recovery, proposed: Proposed) -> Matter:
    """The insurer's work in the line of the claim."""
    return Matter(recovery.task.line_of_business, recovery.task.insurer_id) if recovery.task else Matter()

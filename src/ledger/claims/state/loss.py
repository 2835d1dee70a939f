"""What a claim knows of the loss, its value, the costs of salvage, what remains, and the calculation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from ledger.claims.events.loss import (
    AggravatedLossExcluded,
    CalculationSheetChecked,
    IndemnityCalculated,
    InsuredValueDetermined,
    LossDetermined,
    OtherInsuranceFound,
    OtherPolicy,
    RepairMethodAgreed,
    SalvageCostAssessed,
    SalvageCostClaimed,
    TotalLossConstructed,
)
from ledger.claims.events.residual import (
    AbandonmentAccepted,
    AbandonmentOffered,
    AbandonmentRefused,
    ResidualGoodsDisposed,
    ResidualGoodsRegistered,
    ResidualGoodsTaken,
    ResidualProceedsCredited,
    ResidualValueAgreed,
)
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.law import carries
from ledger.kernel.losses import LossType
from ledger.kernel.state import State, Steps, field, filing, first_of_each, keeping, replace
from ledger.kernel.worksheet import less, total
from ledger.law.manual import ABANDONMENT, SHEET
from ledger.worksheets.asked import Kind
from ledger.worksheets.recorded import sheet_of


class Lot(State, frozen=True, kw_only=True):
    """A lot of recovered goods, and how far it has come. 损余物资"""

    taken: ResidualGoodsTaken | None = None
    registered: ResidualGoodsRegistered | None = None
    disposed: ResidualGoodsDisposed | None = None
    credited: ResidualProceedsCredited | None = None
    since: datetime | None = None
    """When the first of its records was made."""

    @property
    def net_proceeds(self) -> Decimal | None:
        """What the disposal left after its costs, in yuan."""
        return less(self.disposed.proceeds, [self.disposed.costs]) if self.disposed else None


@carries(ABANDONMENT)
class Abandonment(State, frozen=True, kw_only=True):
    """The offer to abandon property made last, and the insurer's free answer to it. 委付"""

    items: tuple[str, ...] = ()
    answer: AbandonmentRefused | AbandonmentAccepted | None = None

    @property
    def status(self) -> str | None:
        """offered, refused or accepted; none where nothing was abandoned."""
        if isinstance(self.answer, AbandonmentRefused):
            return "refused"
        if isinstance(self.answer, AbandonmentAccepted):
            return "accepted"
        return "offered" if self.items else None


class Loss(State, frozen=True, kw_only=True):
    """The loss, its value, the costs of salvage, what remains, and the calculation."""

    determined: LossDetermined | None = None
    first_determined_at: datetime | None = None
    aggravated: Mapping[str, AggravatedLossExcluded] = field(default_factory=dict)
    repairs: Mapping[str, RepairMethodAgreed] = field(default_factory=dict)
    constructed: Mapping[str, TotalLossConstructed] = field(default_factory=dict)
    values: Mapping[str, InsuredValueDetermined] = field(default_factory=dict)
    residuals: Mapping[str, ResidualValueAgreed] = field(default_factory=dict)
    salvage_claimed: SalvageCostClaimed | None = None
    salvage: SalvageCostAssessed | None = None
    """The assessment of the list as it was claimed last."""
    salvage_at: datetime | None = None
    other_policies: tuple[OtherPolicy, ...] = ()
    abandonment: Abandonment = Abandonment()
    lots: Mapping[str, Lot] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    """The items that the insurer took as recovered goods."""
    calculation: IndemnityCalculated | None = None
    calculations: Mapping[str, IndemnityCalculated] = field(default_factory=dict)
    """All calculations so far, by their numbers."""
    calculated_at: Mapping[str, datetime] = field(default_factory=dict)
    """When each of them was made."""
    checked: CalculationSheetChecked | None = None
    """The check that counts for the latest calculation: its last one, if all four were true."""
    vouched: Mapping[str, datetime] = field(default_factory=dict)
    """The calculations that passed a check, whatever the latest check says of them, and when they first did."""

    @property
    def salvage_allowed(self) -> Decimal:
        """What was allowed of the costs of salvage, in yuan."""
        return total(line.allowed for line in self.salvage.lines) if self.salvage else total(())

    @property
    def salvage_told_apart(self) -> Decimal:
        """What of that was for insured property alone, as the list says."""
        claimed = self.salvage_claimed.lines if self.salvage_claimed else ()
        assessed = self.salvage.lines if self.salvage else ()
        insured = {line.line_id for line in claimed if line.property == "insured"}
        return total(line.allowed for line in assessed if line.line_id in insured)

    def kind_of(self, item_id: str) -> Kind | None:
        """How the loss of an item is to be calculated; None for one that was not determined."""
        determined = self.determined
        item = next((each for each in determined.items if each.item_id == item_id), None) if determined else None
        if item is None or determined is None:
            return None
        if item_id in self.constructed:
            return "total"
        return "set" if item.set_weight is not None else CALCULATED[item.type or determined.type]


CALCULATED: Mapping[LossType, Kind] = {
    "partial": "partial",
    "total": "total",
    "constructive": "total",
    "degree": "degree",
    "split": "split",
}
"""How a loss is calculated, by how it was determined."""


def complete(claim: object, proposed: Proposed) -> Event:
    """The calculation with the sheet that follows from its inputs. Refused where it cannot be calculated."""
    calculation: IndemnityCalculated = proposed.event  # type: ignore[assignment]
    return replace(calculation, sheet=sheet_of(proposed, calculation.inputs, calculation.sheet, SHEET))


def _lot(member: str) -> Callable[[Loss, Recorded], Loss]:
    """Keeps the event with its lot, whichever of the lot's events came first."""

    def step(loss: Loss, recorded: Recorded) -> Loss:
        event: Any = recorded.event
        known = loss.lots.get(event.lot_id, Lot())
        lot = replace(known, **{member: event}, since=min(known.since or recorded.occurred_at, recorded.occurred_at))
        return replace(loss, lots={**loss.lots, event.lot_id: lot})

    return step


def _taken(loss: Loss, recorded: Recorded) -> Loss:
    taken: ResidualGoodsTaken = recorded.event  # type: ignore[assignment]
    return replace(_lot("taken")(loss, recorded), taken=loss.taken | set(taken.items))


def _determined(loss: Loss, recorded: Recorded) -> Loss:
    """A version recorded late does not replace a later one."""
    determined: LossDetermined = recorded.event  # type: ignore[assignment]
    loss = keeping(since="first_determined_at")(loss, recorded)
    if loss.determined and determined.version < loss.determined.version:
        return loss
    return replace(loss, determined=determined)


def _found(loss: Loss, recorded: Recorded) -> Loss:
    found: OtherInsuranceFound = recorded.event  # type: ignore[assignment]
    policies = loss.other_policies
    for each in found.policies:
        policies = (*(known for known in policies if not each.replaces(known)), each)
    return replace(loss, other_policies=policies)


def _offered(loss: Loss, recorded: Recorded) -> Loss:
    offered: AbandonmentOffered = recorded.event  # type: ignore[assignment]
    return replace(loss, abandonment=Abandonment(items=offered.items))


def _answered(loss: Loss, recorded: Recorded) -> Loss:
    return replace(loss, abandonment=replace(loss.abandonment, answer=recorded.event))


def _calculated(loss: Loss, recorded: Recorded) -> Loss:
    calculation: IndemnityCalculated = recorded.event  # type: ignore[assignment]
    every = {**loss.calculations, calculation.calc_no: calculation}
    times = {**loss.calculated_at, calculation.calc_no: recorded.occurred_at}
    return replace(loss, calculation=calculation, calculations=every, calculated_at=times, checked=None)


def _checked(loss: Loss, recorded: Recorded) -> Loss:
    check: CalculationSheetChecked = recorded.event  # type: ignore[assignment]
    if check.passed:
        loss = replace(loss, vouched=first_of_each(loss.vouched, check.calc_no, recorded.occurred_at))
    if loss.calculation is None or check.calc_no != loss.calculation.calc_no:
        return loss
    return replace(loss, checked=check if check.passed else None)


def _salvage_claimed(loss: Loss, recorded: Recorded) -> Loss:
    """A list claimed anew has not been assessed yet."""
    stands = loss.salvage_at is not None and recorded.occurred_at <= loss.salvage_at
    return replace(loss, salvage_claimed=recorded.event, salvage=loss.salvage if stands else None)


def _salvage_assessed(loss: Loss, recorded: Recorded) -> Loss:
    return replace(loss, salvage=recorded.event, salvage_at=recorded.occurred_at)


STEPS: Steps = {
    LossDetermined: _determined,
    TotalLossConstructed: filing("constructed", by="item_id"),
    InsuredValueDetermined: filing("values", by="item_id"),
    ResidualValueAgreed: filing("residuals", by="item_id"),
    SalvageCostAssessed: _salvage_assessed,
    OtherInsuranceFound: _found,
    AggravatedLossExcluded: filing("aggravated", by="item_id"),
    RepairMethodAgreed: filing("repairs", by="item_id"),
    SalvageCostClaimed: _salvage_claimed,
    AbandonmentOffered: _offered,
    AbandonmentRefused: _answered,
    AbandonmentAccepted: _answered,
    ResidualGoodsTaken: _taken,
    ResidualGoodsRegistered: _lot("registered"),
    ResidualGoodsDisposed: _lot("disposed"),
    ResidualProceedsCredited: _lot("credited"),
    IndemnityCalculated: _calculated,
    CalculationSheetChecked: _checked,
}
"""Event to what it makes of this part of the claim."""

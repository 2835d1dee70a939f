"""What an assignment knows of cause, coverage, loss and adjustment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal

from ledger.adjusting.events.analysis import (
    CauseAnalysisCompleted,
    CauseFlagged,
    CauseMaterialCollected,
    CoverageAnalysisCompleted,
    ExpertAnalysisCommissioned,
    ExpertAnalysisReceived,
    IndemnityAdjusted,
    InsuredValueDetermined,
    LossDetermined,
    OtherInsuranceChecked,
    ResidualValueAgreed,
    TotalLossConstructed,
)
from ledger.kernel.event import Proposed, Recorded
from ledger.kernel.law import Rule, carries
from ledger.kernel.state import State, Steps, adding, field, filing, keeping, replace
from ledger.law.machinery import ADJUSTED_AMOUNT, DOUBLE_CALC, INSURED_VALUE, RESIDUAL
from ledger.worksheets.recorded import Difference, items, losses, sheet_of

NEEDS_EXPERTS = frozenset({"large", "unknown"})
"""What is flagged so calls for experts, either alone (MBA 6.1.4 is read as an or)."""


class Analysis(State, frozen=True, kw_only=True):
    """Cause, coverage, loss and adjustment."""

    materials: tuple[CauseMaterialCollected, ...] = ()
    flags: tuple[CauseFlagged, ...] = ()
    experts_asked_at: datetime | None = None
    expert_analyses: tuple[ExpertAnalysisReceived, ...] = ()
    heard_at: datetime | None = None
    """When the first of them came in."""
    cause: CauseAnalysisCompleted | None = None
    coverage: CoverageAnalysisCompleted | None = None
    advised_at: datetime | None = None
    """When the insurer was first advised whether the loss is covered."""
    determined: LossDetermined | None = None
    determined_at: datetime | None = None
    """When the loss was first determined."""
    total_losses: Mapping[str, TotalLossConstructed] = field(default_factory=dict)
    values: Mapping[str, InsuredValueDetermined] = field(default_factory=dict)
    residuals: Mapping[str, ResidualValueAgreed] = field(default_factory=dict)
    other_insurance: OtherInsuranceChecked | None = None
    other_insurance_at: datetime | None = None
    """When other insurances were first looked for."""
    adjustment: IndemnityAdjusted | None = None
    adjustments: Mapping[str, IndemnityAdjusted] = field(default_factory=dict)
    """All adjustments so far, by their numbers."""
    adjusted_at: Mapping[str, datetime] = field(default_factory=dict)
    """When each of them was made."""

    @property
    def concluded(self) -> bool:
        """Whether it is known what is to be paid: adjusted, or advised that nothing is covered."""
        denied = self.coverage is not None and self.coverage.advice == "not_covered"
        return self.adjustment is not None or denied

    @property
    def experts_missing(self) -> bool:
        """Whether the cause calls for experts and none has reported."""
        return self.needs_experts and not self.expert_analyses

    @property
    def needs_experts(self) -> bool:
        """Whether the cause calls for experts."""
        return any(each.flag in NEEDS_EXPERTS for each in self.flags)

    @property
    def written_off(self) -> frozenset[str]:
        """The items determined as totally lost, be it constructively."""
        determined = self.determined
        if determined is None:
            return frozenset()
        lost = ("total", "constructive")
        return frozenset(item.item_id for item in determined.items if (item.type or determined.type) in lost)

    @carries(RESIDUAL)
    def kept_residuals(self, insurers: Collection[str]) -> Mapping[str, Decimal]:
        """The residual value that stays with the insured, by item, in yuan, as agreed by one of the insurers and it."""
        return {
            item: agreed.value
            for item, agreed in self.residuals.items()
            if agreed.to == "insured" and {party in insurers for party in agreed.agreed_by} == {True, False}
        }

    def differences(
        self, adjusted: IndemnityAdjusted, insurers: Collection[str]
    ) -> Mapping[Rule, tuple[Difference, ...]]:
        """The figures of an adjustment beside those on record, by the rule that needs them.

        A residual value that does not stay with the insured, or was not agreed by both sides, is deducted nowhere.
        """
        asked, kept, other = tuple(items(adjusted.inputs)), self.kept_residuals(insurers), self.other_insurance
        found = other.policies if other and other.double else ()
        return {
            ADJUSTED_AMOUNT: (
                *losses(adjusted.inputs, self.determined.items if self.determined else ()),
                *(
                    Difference(f"{path}/kind", item.kind, "total")
                    for path, item in asked
                    if item.id in self.total_losses
                ),
            ),
            INSURED_VALUE: tuple(
                Difference(f"{path}/insured_value", item.insured_value, self.values[item.id].value)
                for path, item in asked
                if not item.agreed_value and item.id in self.values
            ),
            RESIDUAL: tuple(
                Difference(f"{path}/residual", item.residual or None, kept.get(item.id) or None) for path, item in asked
            ),
            DOUBLE_CALC: (
                Difference(
                    "/inputs/other_policies",
                    tuple(sorted(policy.sum_insured for policy in adjusted.inputs.other_policies)),
                    tuple(sorted(policy.sum_insured for policy in found)),
                ),
            ),
        }


def complete(assignment: object, proposed: Proposed) -> IndemnityAdjusted:
    """The adjustment with the sheet that follows from its inputs. Refused where it cannot be calculated."""
    adjusted: IndemnityAdjusted = proposed.event  # type: ignore[assignment]
    return replace(adjusted, sheet=sheet_of(proposed, adjusted.inputs, adjusted.sheet, ADJUSTED_AMOUNT))


_assessed = keeping("determined", since="determined_at")


def _determined(analysis: Analysis, recorded: Recorded) -> Analysis:
    """A version recorded late does not replace a later one."""
    determined: LossDetermined = recorded.event  # type: ignore[assignment]
    if analysis.determined and determined.version < analysis.determined.version:
        return analysis
    return _assessed(analysis, recorded)


def _heard(analysis: Analysis, recorded: Recorded) -> Analysis:
    first = min(recorded.occurred_at, analysis.heard_at or recorded.occurred_at)
    return replace(analysis, expert_analyses=(*analysis.expert_analyses, recorded.event), heard_at=first)


def _adjusted(analysis: Analysis, recorded: Recorded) -> Analysis:
    adjusted: IndemnityAdjusted = recorded.event  # type: ignore[assignment]
    every = {**analysis.adjustments, adjusted.calc_no: adjusted}
    times = {**analysis.adjusted_at, adjusted.calc_no: recorded.occurred_at}
    return replace(analysis, adjustment=adjusted, adjustments=every, adjusted_at=times)


STEPS: Steps = {
    CauseMaterialCollected: adding("materials"),
    CauseFlagged: adding("flags"),
    ExpertAnalysisCommissioned: keeping(since="experts_asked_at"),
    ExpertAnalysisReceived: _heard,
    CauseAnalysisCompleted: keeping("cause"),
    CoverageAnalysisCompleted: keeping("coverage", since="advised_at"),
    LossDetermined: _determined,
    TotalLossConstructed: filing("total_losses", by="item_id"),
    InsuredValueDetermined: filing("values", by="item_id"),
    ResidualValueAgreed: filing("residuals", by="item_id"),
    OtherInsuranceChecked: keeping("other_insurance", since="other_insurance_at"),
    IndemnityAdjusted: _adjusted,
}
"""Event to what it makes of this part of the assignment."""

"""Where a calculation is not what the claim knows: each figure under the rule that needs it (PICC 六)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps

from ledger.claims.events.loss import IndemnityCalculated
from ledger.claims.state import Claim
from ledger.claims.state.figures import COMPARISONS, Differences
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, Look, finds
from ledger.kernel.law import Rule, Text
from ledger.law.manual import SHEET
from ledger.worksheets.recorded import Difference, differing

FINDINGS: Findings = []


def calculated_otherwise(rule: Rule, differences: Differences) -> Look:
    """The look for a calculation in which figures under this rule are not those on record."""

    @wraps(differences)
    def differs(claim: Claim, recorded: Recorded) -> Text | None:
        calculation: IndemnityCalculated = recorded.event  # type: ignore[assignment]
        declared = _declared(calculation) if rule is SHEET else ()
        return differing((*differences(claim, calculation), *declared))

    return differs


def _declared(calculation: IndemnityCalculated) -> Iterator[Difference]:
    """What the insurer's own system came to: the sheet does not rest on it."""
    if calculation.declared is not None and calculation.sheet:
        yield Difference("/declared", calculation.declared, calculation.sheet.payable)


for _rule, _differences in COMPARISONS:
    finds(FINDINGS, _rule, IndemnityCalculated, severity="deviation")(calculated_otherwise(_rule, _differences))

"""What a calculation says beside what the claim knows: each figure under the rule that needs it (PICC 六)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.claims.events.loss import IndemnityCalculated
from ledger.kernel.law import Rule, Text, carries
from ledger.kernel.worksheet import total
from ledger.law.manual import (
    ADVANCE,
    CAP,
    DEDUCT_RECOVERED,
    DEDUCTIBLE,
    DOUBLE,
    EXCLUDE_AGGRAVATED,
    MIXED_CAUSES,
    RESIDUAL_RATIO,
    SEPARATE,
    SHEET,
    TRANSFER,
    VALUE_BASIS,
)
from ledger.worksheets.asked import Deductible
from ledger.worksheets.recorded import Difference, differing, items, losses

if TYPE_CHECKING:
    from ledger.claims.state import Claim

Differences = Callable[["Claim", IndemnityCalculated], Iterable[Difference]]

COMPARISONS: list[tuple[Rule, Differences]] = []
"""Each comparison of what a calculation rests on, and the rule that needs the figure."""


def changed(claim: Claim) -> Text | None:
    """Where the latest calculation is not from what the claim knows now; nothing while it is, or there is none."""
    calculation = claim.loss.calculation
    if calculation is None:
        return None
    return differing(each for _, differences in COMPARISONS for each in differences(claim, calculation))


def compares(rule: Rule) -> Callable[[Differences], Differences]:
    """Enters a comparison of what a calculation says with what the claim knows."""

    def enter(differences: Differences) -> Differences:
        COMPARISONS.append((rule, differences))
        return differences

    return enter


# The sheet is checked against survey, loss and policy (六(十一))


@compares(SHEET)
def losses_and_policy(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    inputs, determined = calculation.inputs, claim.loss.determined
    for path, item in items(inputs):
        if insured := claim.insured.get(item.id):
            yield Difference(f"{path}/sum_insured", item.sum_insured, insured.sum_insured)
            yield Difference(f"{path}/agreed_value", item.agreed_value, insured.agreed_value)
        if kind := claim.loss.kind_of(item.id):
            yield Difference(f"{path}/kind", item.kind, kind)
    if determined:
        yield from losses(inputs, (each for each in determined.items if each.item_id not in claim.left_out))


@compares(EXCLUDE_AGGRAVATED)
def aggravated_parts(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    """What was excluded after the loss was determined is not in its net amount yet: determine the loss anew."""
    assessed = {each.item_id: each.aggravated for each in claim.loss.determined.items} if claim.loss.determined else {}
    for path, item in items(calculation.inputs):
        if excluded := claim.loss.aggravated.get(item.id):
            yield Difference(f"{path}/aggravated", assessed.get(item.id) or None, excluded.amount or None)


@compares(VALUE_BASIS)
def insured_values(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    for path, item in items(calculation.inputs):
        known = claim.loss.values.get(item.id)
        if not item.agreed_value:
            yield Difference(f"{path}/insured_value", item.insured_value, known and known.value)


@compares(RESIDUAL_RATIO)
def residual_values(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    """What stays with the insured is deducted; what the insurer takes is sold, and its proceeds credited."""
    for path, item in items(calculation.inputs):
        agreed = claim.loss.residuals.get(item.id)
        known = agreed.value if agreed and agreed.to == "insured" else None
        yield Difference(f"{path}/residual", item.residual or None, known or None)


@compares(MIXED_CAUSES)
def covered_shares(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    negotiated = claim.liability.proportion.covered_share if claim.liability.proportion else Decimal(1)
    for path, item in items(calculation.inputs):
        said = Decimal(1) if item.covered_share is None else item.covered_share
        yield Difference(f"{path}/covered_share", said, negotiated)


@compares(SEPARATE)
def salvage_cost(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    cost, assessed = calculation.inputs.salvage_cost, claim.loss.salvage
    allowed = claim.loss.salvage_allowed or None
    yield Difference("/inputs/salvage_cost/total", cost and cost.total, allowed)
    if cost and assessed:
        for member in ("separable", "insured_value_salvaged", "all_value_salvaged"):
            yield Difference(f"/inputs/salvage_cost/{member}", getattr(cost, member), getattr(assessed, member))
        part, apart = (allowed, None) if assessed.separable else (None, claim.loss.salvage_told_apart or None)
        yield Difference("/inputs/salvage_cost/insured_part", cost.insured_part or None, part)
        yield Difference("/inputs/salvage_cost/told_apart", cost.told_apart or None, apart)


@compares(CAP)
def covers_of_what_was_salvaged(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    """Of each item that was salvaged; where none is named, of any one that is insured, or of those calculated."""
    cost = calculation.inputs.salvage_cost
    if cost is None:
        return
    known = dict(_covers(claim))
    for at, each in enumerate(cost.items):
        said = (each.sum_insured, each.insured_value)
        yield Difference(f"/inputs/salvage_cost/items/{at}", said, known.get(each.id))
    calculated = [known[item.id] for item in calculation.inputs.items if item.id in known]
    together = (total(each for each, _ in calculated), total(each for _, each in calculated))
    said = (cost.sum_insured, cost.insured_value)
    if not cost.items and said not in known.values():
        yield Difference("/inputs/salvage_cost/sum_insured", said, together)


def _covers(claim: Claim) -> Iterator[tuple[str, tuple[Decimal, Decimal]]]:
    """Sum insured and insured value of each item whose value is known."""
    for id, insured in claim.insured.items():
        if insured.agreed_value:
            yield id, (insured.sum_insured, insured.sum_insured)
        elif determined := claim.loss.values.get(id):
            yield id, (insured.sum_insured, determined.value)


@compares(DOUBLE)
def other_policies(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    """A sum on an item counts where the item is calculated; one that names none is on all of them."""
    calculated = {None, *(item.id for item in calculation.inputs.items)}
    used = ((each.item, each.sum_insured) for each in calculation.inputs.other_policies)
    found = ((each.item, each.sum_insured) for each in claim.loss.other_policies if each.item in calculated)
    yield Difference("/inputs/other_policies", _in_order(used), _in_order(found))


def _in_order(sums: Iterable[tuple[str | None, Decimal]]) -> tuple[object, ...]:
    """Sums insured, each behind the item that it is on."""
    ordered = sorted((item or "", amount) for item, amount in sums)
    return tuple((item, amount) if item else amount for item, amount in ordered)


@compares(DEDUCT_RECOVERED)
def third_party_money(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    used = calculation.inputs.third_party_received
    known = total(each.amount for each in claim.liability.third_party_received)
    yield Difference("/inputs/third_party_received/amount", (used and used.amount) or None, known or None)


@compares(ADVANCE)
def advances(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    used, paid = calculation.inputs.advances, (each.amount for each in claim.settlement.advances)
    yield Difference("/inputs/advances", tuple(sorted(used)), tuple(sorted(paid)))


@compares(TRANSFER)
def coinsurers(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    """Members are named by their ids; the insurer whose claim it is is one of them."""
    used = tuple(sorted(each.member for each in calculation.inputs.coinsurance))
    known = tuple(sorted({claim.report.insurer_id, *claim.report.coinsurers})) if claim.report.coinsurance else ()
    yield Difference("/inputs/coinsurance", used, known)
    told = {each.insurer_id: each.share for each in claim.report.queried.coinsurers} if claim.report.queried else {}
    for at, each in enumerate(calculation.inputs.coinsurance):
        yield Difference(f"/inputs/coinsurance/{at}/share", each.share, told.get(each.member) or each.share)


@compares(DEDUCTIBLE)
def deductibles(claim: Claim, calculation: IndemnityCalculated) -> Iterator[Difference]:
    terms = deductible_of(claim, [item.id for item in calculation.inputs.items])
    if len(terms) > 1:
        return  # each item has a deductible of its own: the wording of the policy says which one applies
    known, said = next(iter(terms), None), calculation.inputs.deductible
    for member in ("mode", "amount", "rate"):
        path = f"/inputs/deductible/{member}"
        yield Difference(path, said and getattr(said, member), known and getattr(known, member))


@carries(DEDUCTIBLE)
def deductible_of(claim: Claim, ids: Iterable[str]) -> frozenset[Deductible]:
    """What the insured bears of a loss of these items, by the policy; several where the items have different terms."""
    insured = (claim.insured[id] for id in ids if id in claim.insured)
    return frozenset(
        Deductible(mode=item.deductible_mode, amount=item.deductible_amount, rate=item.deductible_rate)
        for item in insured
        if item.deductible_mode
    )

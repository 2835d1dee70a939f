"""Salvage cost: what was spent for insured property, in its ratio, beside the indemnity, within its own limit (F14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ledger.kernel.law import carries
from ledger.kernel.worksheet import Exact, Worksheet, fen, rounded, shared, yuan
from ledger.law.manual import CAP, DOUBLE, RATIO, SEPARATE
from ledger.worksheets import flags, terms
from ledger.worksheets.asked import Item, SalvageCost
from ledger.worksheets.double_insurance import Policies
from ledger.worksheets.loss import total_loss_grounds
from ledger.worksheets.value import insurance_ratio


@dataclass(frozen=True)
class Salvaged:
    """Insured property that was salvaged: what it weighs beside other such property, and its cover. 被施救财产

    `policies` are the sums insured that share its cost, this policy's first; no more than one where none does.
    """

    weight: Exact
    sum_insured: int
    ratio: Exact
    id: str = ""
    policies: tuple[int, ...] = ()

    @classmethod
    def of(cls, weight: Exact, sum_insured: int, value: int, id: str = "", policies: tuple[int, ...] = ()) -> Salvaged:
        return cls(weight, sum_insured, insurance_ratio(sum_insured, value), id, policies)


@carries(RATIO)
def salvaged_of(cost: SalvageCost, items: Sequence[Item], policies: Policies) -> tuple[Salvaged, ...]:
    """The items that were salvaged, or all as one. An agreed value is the sum insured, and leaves no ratio."""
    agreed = {item.id for item in items if item.agreed_value}
    if not cost.items:
        value = cost.sum_insured if len(agreed) == len(items) else cost.insured_value
        return (Salvaged.of(1, fen(cost.sum_insured), fen(value), policies=policies[items[0].id]),)
    values = (each.sum_insured if each.id in agreed else each.insured_value for each in cost.items)
    return tuple(
        Salvaged.of(fen(each.value_salvaged), fen(each.sum_insured), fen(value), each.id, policies.get(each.id, ()))
        for each, value in zip(cost.items, values, strict=True)
    )


@carries(SEPARATE)
def insured_cost(sheet: Worksheet, cost: SalvageCost) -> Exact:
    """The cost of salvaging insured property, exact: what is known of it, or in proportion to the values salvaged."""
    if cost.separable:
        own: Exact = fen(cost.insured_part)
        formula = "the part of insured property"
    else:
        values, apart = (fen(cost.insured_value_salvaged), fen(cost.all_value_salvaged)), fen(cost.told_apart)
        own = apart + (fen(cost.total) - apart) * Fraction(*values)
        formula = "cost × insured value salvaged / all value salvaged"
        if apart:
            formula = "told apart + rest × insured value salvaged / all value salvaged"
    printed = sheet.line(10, None, terms.SALVAGE, formula, own, SEPARATE)
    if total_loss_grounds(cost.sum_insured, salvage_cost=yuan(printed)):
        sheet.flag(flags.SALVAGE_OVER_SUM_INSURED)
    return own


@carries(RATIO)
def payable(sheet: Worksheet, cost: Exact, salvaged: Sequence[Salvaged]) -> int:
    """The exact cost in the ratio of what was salvaged, or shared with other policies, within its sum insured.

    Several items share the cost, as printed, by the value salvaged of each; each then has its own ratio and limit.
    """
    costs = (cost,) if len(salvaged) == 1 else shared(rounded(cost), [each.weight for each in salvaged])
    total = 0
    for own, each in zip(costs, salvaged, strict=True):
        name = f"{each.id}: " if each.id else ""
        if each.id:
            sheet.line(10, None, terms.SALVAGE, f"{name}cost × value salvaged / Σ values", own, SEPARATE)
        if len(each.policies) > 1:
            borne = contributed(sheet, own, each.policies, name)
        else:
            formula = f"{name}cost × min(1, sum insured / insured value)"
            borne = sheet.line(10, None, terms.SALVAGE_PAYABLE, formula, own * each.ratio, RATIO)
        total += _limited(sheet, borne, each.sum_insured)
    return total


@carries(DOUBLE)
def contributed(sheet: Worksheet, cost: Exact, policies: tuple[int, ...], name: str) -> int:
    """Under double insurance the policies share the cost as they share the loss, in place of the own ratio."""
    formula = f"{name}cost × sum insured / Σ sums insured"
    return sheet.line(10, None, terms.SALVAGE_PAYABLE, formula, shared(rounded(cost), policies)[0], DOUBLE)


@carries(CAP)
def _limited(sheet: Worksheet, cost: int, sum_insured: int) -> int:
    """The cost within the sum insured: a second limit, beside that of the indemnity and after the ratio."""
    if cost <= sum_insured:
        return cost
    return sheet.line(10, None, terms.SALVAGE_PAYABLE, "≤ sum insured", sum_insured, CAP)

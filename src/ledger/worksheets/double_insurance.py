"""Double insurance: several policies that together insure more than the value share what is lost (F15)."""

from __future__ import annotations

from ledger.kernel.law import Rule, carries
from ledger.kernel.worksheet import Worksheet, fen, shared
from ledger.law.machinery import DOUBLE_CALC
from ledger.law.manual import DOUBLE
from ledger.worksheets import flags, terms
from ledger.worksheets.asked import Calculation
from ledger.worksheets.refused import refuse


@carries(DOUBLE, DOUBLE_CALC)
def policies_of(asked: Calculation) -> tuple[int, ...]:
    """The sums insured that share the loss, this policy's first; only its own where there is no double insurance.

    They share it if together they exceed the insured value; at the value each still pays for itself. Items of one sum
    insured and one value are taken to share them. CalculationRefused if they have others: what each policy covers could
    not be told.
    """
    first, *rest = asked.items
    if not asked.other_policies:
        return (fen(first.sum_insured),)
    if any((each.sum_insured, each.value) != (first.sum_insured, first.value) for each in rest):
        refuse(
            "/other_policies",
            DOUBLE,
            "各项目的保险金额、保险价值不同，不能按一个保险金额分摊。",
            "the items have sums insured or values of their own: there is no one sum insured to share by",
        )
    if asked.salvage_cost and asked.salvage_cost.items:
        refuse(
            "/salvage_cost/items",
            DOUBLE,
            "重复保险的施救费用按一个保险金额分摊，不能分列标的。",
            "under double insurance salvage cost is shared by one sum insured: name no items",
        )
    sums = (fen(first.sum_insured), *(fen(each.sum_insured) for each in asked.other_policies))
    return sums if sum(sums) > fen(first.value) else sums[:1]


@carries(DOUBLE, DOUBLE_CALC)
def own_share(sheet: Worksheet, total: int, policies: tuple[int, ...], items: int, rule: Rule) -> int:
    """This policy's share of what all pay together, by sums insured; largest remainder, so that the shares foot.

    Invariant: the total is at most the insured value and so below the sum of the policies; no share exceeds its own.
    """
    sheet.flag(flags.DOUBLE_INSURANCE)
    if items > 1:
        sheet.flag(flags.SHARED_SUM_INSURED)
    formula = "total × sum insured / Σ sums insured"
    return sheet.line(8, None, terms.CONTRIBUTION, formula, shared(total, policies)[0], rule)

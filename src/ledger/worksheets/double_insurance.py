"""Double insurance: several policies that together insure more than the value share what is lost (F15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger.kernel.law import Rule, Text, carries
from ledger.kernel.worksheet import Worksheet, fen, shared
from ledger.law.machinery import DOUBLE_CALC
from ledger.law.manual import DEDUCT_RECOVERED, DOUBLE
from ledger.worksheets import flags, terms
from ledger.worksheets.asked import Calculation
from ledger.worksheets.refused import CalculationRefused, refuse

Policies = Mapping[str, tuple[int, ...]]
"""The sums insured that share the loss, by item, this policy's first; its own alone where nothing is insured twice."""


@carries(DOUBLE, DOUBLE_CALC)
def policies_of(asked: Calculation) -> Policies:
    """The sums insured that share the loss of each item.

    They share it if together they exceed the insured value; at the value each still pays for itself. Where the other
    policies name their items, each item has sums of its own. Where they do not, items of one sum insured and one value
    are taken to share them; CalculationRefused if they have others: what each policy covers could not be told.
    """
    if by_item(asked):
        _name_known_items(asked)
    else:
        _share_one_sum(asked)
    found = {}
    for item in asked.items:
        others = (each.sum_insured for each in asked.other_policies if each.item in (None, item.id))
        sums = (fen(item.sum_insured), *map(fen, others))
        found[item.id] = sums if sum(sums) > fen(item.value) else sums[:1]
    return found


def by_item(asked: Calculation) -> bool:
    """Whether the other policies say which item each of their sums is on."""
    return any(each.item is not None for each in asked.other_policies)


@carries(DOUBLE, DOUBLE_CALC)
def own_share(sheet: Worksheet, total: int, policies: Policies, rule: Rule) -> int:
    """This policy's share of what all pay together, by the sums that all items share; largest remainder: shares foot.

    Invariant: the total is at most the insured value and so below the sum of the policies; no share exceeds its own.
    """
    sheet.flag(flags.DOUBLE_INSURANCE)
    if len(policies) > 1:
        sheet.flag(flags.SHARED_SUM_INSURED)
    sums = next(iter(policies.values()))
    return sheet.line(8, None, terms.CONTRIBUTION, FORMULA, shared(total, sums)[0], rule)


@carries(DOUBLE, DOUBLE_CALC)
def own_shares(sheet: Worksheet, total: int, settled: Sequence[int], policies: Policies, rule: Rule) -> int:
    """This policy's shares, item by item, of a total that `settled` came to; an item that it insures alone it bears.

    What the third party paid is taken off the items in proportion to what each was settled at.
    """
    left = shared(total, settled) if total else (0,) * len(settled)
    own = 0
    for (item, sums), was, of_item in zip(policies.items(), settled, left, strict=True):
        if of_item != was:
            sheet.line(7, item, terms.RECOVERED, "total × indemnity / Σ items", of_item, DEDUCT_RECOVERED)
        if len(sums) > 1:
            sheet.flag(flags.DOUBLE_INSURANCE, item)
            of_item = sheet.line(8, item, terms.CONTRIBUTION, FORMULA, shared(of_item, sums)[0], rule)
        own += of_item
    return sheet.line(8, None, terms.CONTRIBUTION, "Σ items", own, rule)


FORMULA = "total × sum insured / Σ sums insured"
NAME_ALL = Text("其他保险单须逐一注明所保项目。", "each of the other policies must name the item that it insures")
UNKNOWN = Text("计算项目中没有该项目。", "there is no such item in the calculation")


def _name_known_items(asked: Calculation) -> None:
    known = {item.id for item in asked.items}
    for at, each in enumerate(asked.other_policies):
        if each.item not in known:
            reason = NAME_ALL if each.item is None else UNKNOWN
            raise CalculationRefused(f"/other_policies/{at}/item", reason, DOUBLE)
    cost = asked.salvage_cost
    if cost and not cost.items and len(known) > 1:
        refuse(
            "/salvage_cost/items",
            DOUBLE,
            "其他保险单分项目承保的，施救费用须分列标的。",
            "the other policies insure item by item: name the items that were salvaged",
        )


def _share_one_sum(asked: Calculation) -> None:
    first, *rest = asked.items
    if not asked.other_policies:
        return
    if any((each.sum_insured, each.value) != (first.sum_insured, first.value) for each in rest):
        refuse(
            "/other_policies",
            DOUBLE,
            "各项目的保险金额、保险价值不同，不能按一个保险金额分摊；请注明其他保险单所保项目。",
            "the items have sums insured or values of their own: say which item each of the other policies insures",
        )
    if asked.salvage_cost and asked.salvage_cost.items:
        refuse(
            "/salvage_cost/items",
            DOUBLE,
            "重复保险的施救费用按一个保险金额分摊，不能分列标的。",
            "under double insurance salvage cost is shared by one sum insured: name no items",
        )

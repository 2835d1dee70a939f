"""What the members of a calculation must be to one another, as tables; the first that is wrong refuses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.kernel.law import Rule, Text
from ledger.kernel.worksheet import total
from ledger.law import machinery, manual
from ledger.worksheets.asked import Calculation, Item, SalvageCost
from ledger.worksheets.refused import CalculationRefused

Says = Callable[[Any], bool]
"""Whether something is so of an item, a deductible or a salvage cost."""


class Check(NamedTuple):
    """A member, the rule that uses it, when it is wrong, and why."""

    member: str
    rule: Rule
    wrong: Says
    reason: Text


POSITIVE = Text("须大于零。", "must be > 0")
TWICE = Text("名称重复。", "the name stands here twice")
SUM = Text("须等于各标的之和。", "is not the sum of its items")


def needed(member: str, rule: Rule, where: Says) -> Check:
    reason = Text("此处须填写。", "is needed here and missing")
    return Check(member, rule, lambda it: where(it) and not _given(it, member), reason)


def unused(member: str, rule: Rule, where: Says) -> Check:
    reason = Text("此处不适用，请删去。", "does not count here: leave it out")
    return Check(member, rule, lambda it: where(it) and _given(it, member), reason)


def only(member: str, rule: Rule, where: Says) -> tuple[Check, Check]:
    """A member that is needed where `where` says so, and has no place elsewhere."""
    return needed(member, rule, where), unused(member, rule, lambda it: not where(it))


def _given(it: object, member: str) -> bool:
    return getattr(it, member) not in (None, ())


def _sum_of(cost: SalvageCost, member: str) -> Decimal:
    return total(getattr(each, member) for each in cost.items)


def _whole(shares: Iterable[Decimal]) -> bool:
    return sum(shares) == 1


def of_cost(item: Item) -> bool:
    """Whether the loss is a cost, or an actual value, that the insurance ratio reduces."""
    return item.kind in ("partial", "set") or (item.kind == "total" and item.basis == "machinery")


ITEM: tuple[Check, ...] = (
    needed("insured_value", machinery.INSURED_VALUE, lambda item: not item.agreed_value),
    Check("insured_value", machinery.INSURED_VALUE, lambda item: item.insured_value == 0, POSITIVE),
    needed("loss", machinery.ADJUSTED_AMOUNT, of_cost),
    unused("loss", manual.DEGREE, lambda item: item.kind == "degree"),
    unused("loss", manual.SPLIT, lambda item: item.kind == "split"),
    *only("degree", manual.DEGREE, lambda item: item.kind == "degree"),
    *only("parts", manual.SPLIT, lambda item: item.kind == "split"),
    *only("set", machinery.PAIRS_SETS, lambda item: item.kind == "set"),
    Check(
        "parts",
        manual.SPLIT,
        lambda item: item.kind == "split" and not _whole(each.share for each in item.parts),
        Text("各部分占比之和须为 100%。", "part shares must total 100%"),
    ),
    Check("set/of", machinery.PAIRS_SETS, lambda item: item.set and not item.set.of, POSITIVE),
    Check(
        "set/weight",
        machinery.PAIRS_SETS,
        lambda item: item.set and item.set.weight > item.set.of,
        Text("权重不得超过整套的权重。", "a piece weighs no more than its set"),
    ),
)
DEDUCTIBLE: tuple[Check, ...] = (
    *only("amount", machinery.ADJUSTED_AMOUNT, lambda it: it.mode != "rate"),
    *only("rate", machinery.ADJUSTED_RATE, lambda it: it.mode != "amount"),
)
SALVAGE: tuple[Check, ...] = (
    Check("insured_value", manual.RATIO, lambda it: it.insured_value == 0, POSITIVE),
    *only("insured_part", manual.SEPARATE, lambda it: it.separable),
    *only("insured_value_salvaged", manual.SEPARATE, lambda it: not it.separable),
    *only("all_value_salvaged", manual.SEPARATE, lambda it: not it.separable),
    Check(
        "insured_part",
        manual.SEPARATE,
        lambda it: it.separable and it.insured_part > it.total,
        Text("不得超过全部施救费用。", "is more than the whole cost"),
    ),
    Check(
        "all_value_salvaged",
        manual.SEPARATE,
        lambda it: it.all_value_salvaged == 0,
        Text("全部被施救财产的价值须大于零。", "the value of all salvaged property must be > 0"),
    ),
    Check(
        "insured_value_salvaged",
        manual.SEPARATE,
        lambda it: not it.separable and it.insured_value_salvaged > it.all_value_salvaged,
        Text("不得超过全部被施救财产的价值。", "is more than the value of all salvaged property"),
    ),
    unused("told_apart", manual.SEPARATE, lambda it: it.separable),
    Check(
        "told_apart",
        manual.SEPARATE,
        lambda it: it.told_apart is not None and it.told_apart > it.total,
        Text("不得超过全部施救费用。", "is more than the whole cost"),
    ),
    Check("items", manual.SEPARATE, lambda it: it.items and not _sum_of(it, "value_salvaged"), POSITIVE),
    Check(
        "insured_value_salvaged",
        manual.SEPARATE,
        lambda it: it.items and not it.separable and it.insured_value_salvaged != _sum_of(it, "value_salvaged"),
        SUM,
    ),
    Check("sum_insured", manual.CAP, lambda it: it.items and it.sum_insured != _sum_of(it, "sum_insured"), SUM),
    Check("insured_value", manual.RATIO, lambda it: it.items and it.insured_value != _sum_of(it, "insured_value"), SUM),
)
SALVAGED: tuple[Check, ...] = (Check("insured_value", manual.RATIO, lambda it: it.insured_value == 0, POSITIVE),)


def check(asked: Calculation) -> None:
    """CalculationRefused for the first member that is wrong, in the order of the input."""
    for fault in _faults(asked):
        raise fault


def _faults(asked: Calculation) -> Iterator[CalculationRefused]:
    if not asked.items:
        yield CalculationRefused(
            "/items", Text("至少须有一个项目。", "at least one item is needed"), machinery.PER_ITEM
        )
    for at, item in enumerate(asked.items):
        yield from _of(ITEM, item, f"/items/{at}")
    yield from _twice((item.id for item in asked.items), "/items/{}/id", machinery.PER_ITEM)
    if asked.deductible:
        yield from _of(DEDUCTIBLE, asked.deductible, "/deductible")
    if asked.salvage_cost:
        yield from _of(SALVAGE, asked.salvage_cost, "/salvage_cost")
        for at, salvaged in enumerate(asked.salvage_cost.items):
            yield from _of(SALVAGED, salvaged, f"/salvage_cost/items/{at}")
        yield from _twice((each.id for each in asked.salvage_cost.items), "/salvage_cost/items/{}/id", manual.RATIO)
    if asked.coinsurance and not _whole(each.share for each in asked.coinsurance):
        reason = Text("各方份额之和须为 100%。", "shares must total 100%")
        yield CalculationRefused("/coinsurance", reason, manual.TRANSFER)
    yield from _twice((each.member for each in asked.coinsurance), "/coinsurance/{}/member", manual.TRANSFER)


def _of(checks: Sequence[Check], it: object, path: str) -> Iterator[CalculationRefused]:
    return (CalculationRefused(f"{path}/{each.member}", each.reason, each.rule) for each in checks if each.wrong(it))


def _twice(names: Iterable[str], path: str, rule: Rule) -> Iterator[CalculationRefused]:
    seen = set[str]()
    for at, name in enumerate(names):
        if name in seen:
            yield CalculationRefused(path.format(at), TWICE, rule)
        seen.add(name)

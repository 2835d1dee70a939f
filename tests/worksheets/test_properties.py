"""What is so of every calculation; and a second model of the whole, in yuan and fractions alone, that says the same."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import chain, pairwise
from math import floor
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ledger import calculations
from ledger.kernel.worksheet import shared
from ledger.worksheets import Sheet, calculated

MANUAL = ("fixed", "stock", "off_book")
amounts = st.integers(0, 10**11).map(lambda fen: f"{fen // 100}.{fen % 100:02}")
some = st.integers(1, 10**9).map(lambda fen: f"{fen // 100}.{fen % 100:02}")
ratios = st.integers(0, 10_000).map(lambda parts: str(Decimal(parts).scaleb(-4)))


@st.composite
def splits(draw: st.DrawFn) -> list[str]:
    """Shares that total one."""
    cuts = sorted({0, 1_000, *draw(st.lists(st.integers(1, 999), max_size=3))})
    return [str(Decimal(after - before).scaleb(-3)) for before, after in pairwise(cuts)]


@st.composite
def items(draw: st.DrawFn, id: str, cover: dict[str, Any] | None) -> dict[str, Any]:
    basis, kind = draw(st.sampled_from([*MANUAL, "machinery"])), draw(st.sampled_from(list(KINDS)))
    found: dict[str, Any] = {
        "id": id,
        "basis": basis,
        "kind": kind,
        **(cover or {"sum_insured": draw(amounts), "insured_value": draw(some)}),
    }
    if kind in ("partial", "set") or (kind == "total" and (basis == "machinery" or draw(st.booleans()))):
        found["loss"] = draw(amounts)
    if kind == "degree":
        found["degree"] = draw(ratios)
    if kind == "split":
        shares = draw(splits())
        found["parts"] = [
            {"name": f"part {at}", "share": share, "degree": draw(ratios)} for at, share in enumerate(shares)
        ]
    if kind == "set":
        of = draw(st.integers(1, 9))
        found["set"] = {"weight": str(draw(st.integers(0, of))), "of": str(of)}
    if draw(st.booleans()):
        found["residual"] = draw(amounts)
    if draw(st.booleans()):
        found["covered_share"] = draw(ratios)
    if cover is None and draw(st.booleans()):
        found["agreed_value"] = True
    return found


@st.composite
def calculations_asked(draw: st.DrawFn) -> dict[str, Any]:
    """Any calculation of the right form, as JSON data."""
    several = draw(st.booleans())
    cover: dict[str, Any] | None = None
    if several:
        cover = {"sum_insured": draw(some), "insured_value": draw(some), "agreed_value": draw(st.booleans())}
    asked: dict[str, Any] = {"items": [draw(items(str(at), cover)) for at in range(draw(st.integers(1, 4)))]}
    if several:
        asked["other_policies"] = [
            {"insurer": "B", "sum_insured": each} for each in draw(st.lists(amounts, max_size=3))
        ]
    mode = draw(st.sampled_from([None, "amount", "rate", "higher_of"]))
    if mode:
        asked["deductible"] = {"mode": mode}
        if mode != "rate":
            asked["deductible"]["amount"] = draw(amounts)
        if mode != "amount":
            asked["deductible"]["rate"] = draw(ratios)
    if draw(st.booleans()):
        all_value = draw(st.integers(1, 10**9))
        values = (draw(st.integers(0, all_value)), all_value)
        named = zip(("insured_value_salvaged", "all_value_salvaged"), values, strict=True)
        asked["salvage_cost"] = {
            "total": draw(amounts),
            "sum_insured": draw(amounts),
            "insured_value": draw(some),
            **{name: str(Decimal(value).scaleb(-2)) for name, value in named},
        }
    if draw(st.booleans()):
        variant = draw(st.sampled_from(["literal", "make_whole"]))
        asked["third_party_received"] = {"amount": draw(amounts), "variant": variant}
    if draw(st.booleans()):
        asked["coinsurance"] = [{"member": f"member {at}", "share": share} for at, share in enumerate(draw(splits()))]
    asked["advances"] = draw(st.lists(amounts, max_size=2))
    asked["variants"] = {"residual": draw(st.sampled_from(["apportioned", "full"]))}
    return asked


def answered(asked: dict[str, Any]) -> Sheet:
    return calculated(calculations.read(asked))


# The second model


def yuan(text: str | None) -> Fraction:
    return Fraction(text or "0")


def to_the_fen(amount: Fraction) -> Fraction:
    return Fraction(floor(amount * 100 + Fraction(1, 2)), 100)


def largest_remainder(amount: Fraction, weights: list[Fraction]) -> list[Fraction]:
    exact = [amount * 100 * weight / sum(weights) for weight in weights]
    shares = [floor(share) for share in exact]
    while sum(shares) < amount * 100:
        at = max(range(len(exact)), key=lambda each: (exact[each] - shares[each], -each))
        shares[at] += 1
    return [Fraction(share, 100) for share in shares]


def lower(item: dict[str, Any], sum_insured: Fraction, value: Fraction) -> Fraction:
    return min(sum_insured, value, *([yuan(item["loss"])] if "loss" in item else []))


def of_parts(item: dict[str, Any], base: Fraction) -> list[Fraction]:
    return [base * yuan(part["share"]) * yuan(part["degree"]) for part in item["parts"]]


def in_ratio(item: dict[str, Any], sum_insured: Fraction, value: Fraction) -> Fraction:
    return yuan(item["loss"]) * min(Fraction(1), ratio_of(sum_insured, value))


def by_degree(item: dict[str, Any], sum_insured: Fraction, value: Fraction) -> Fraction:
    return min(sum_insured, value) * yuan(item["degree"])


def by_parts(item: dict[str, Any], sum_insured: Fraction, value: Fraction) -> Fraction:
    return sum(map(to_the_fen, of_parts(item, min(sum_insured, value))), Fraction(0))


KINDS = {"partial": in_ratio, "set": in_ratio, "total": lower, "degree": by_degree, "split": by_parts}


def ratio_of(sum_insured: Fraction, value: Fraction) -> Fraction:
    return sum_insured / value if value else Fraction(1)


def value_of(item: dict[str, Any]) -> Fraction:
    return yuan(item["sum_insured" if item.get("agreed_value") else "insured_value"])


def indemnity_of(item: dict[str, Any], sum_insured: Fraction, variant: str) -> tuple[Fraction, Fraction, Fraction]:
    """Own loss after residual value, indemnity, and limit, of one item covered by `sum_insured`."""
    value = value_of(item)
    ratio, share, residual = (
        min(Fraction(1), ratio_of(sum_insured, value)),
        yuan(item.get("covered_share", "1")),
        yuan(item.get("residual")),
    )
    total = item["kind"] == "total" and item["basis"] != "machinery"
    measure = KINDS["partial" if item["kind"] == "total" and not total else item["kind"]]
    insured = measure(item, sum_insured, value)
    whole = sum(of_parts(item, value), Fraction(0)) if item["kind"] == "split" else measure(item, value, value)
    off = residual if total and variant == "full" else residual * ratio
    limit = min(sum_insured, value)
    if item["kind"] == "set":
        limit = min(limit, sum_insured * yuan(item["set"]["weight"]) / yuan(item["set"]["of"]))
    net_loss = to_the_fen(max(Fraction(0), whole * share - residual))
    return net_loss, min(to_the_fen(max(Fraction(0), insured * share - off)), to_the_fen(limit)), to_the_fen(limit)


def model(asked: dict[str, Any]) -> dict[str, Fraction]:
    """The property's indemnity, the salvage cost, and what is paid or refunded."""
    first = asked["items"][0]
    policies = [yuan(first["sum_insured"]), *(yuan(each["sum_insured"]) for each in asked.get("other_policies", ()))]
    together = len(policies) > 1 and sum(policies) > value_of(first)
    variant = asked["variants"]["residual"]
    found = [
        indemnity_of(each, sum(policies, Fraction(0)) if together else yuan(each["sum_insured"]), variant)
        for each in asked["items"]
    ]
    left = sum((indemnity for _, indemnity, _ in found), Fraction(0))
    if together:
        left = min(left, value_of(first))
    if received := asked.get("third_party_received"):
        had, net_loss = yuan(received["amount"]), sum((net for net, _, _ in found), Fraction(0))
        left = max(Fraction(0), left - had if received["variant"] == "literal" else min(left, net_loss - had))
    if together:
        left = largest_remainder(left, policies)[0]
    if deductible := asked.get("deductible"):
        left = max(
            Fraction(0), left - max(yuan(deductible.get("amount")), to_the_fen(left * yuan(deductible.get("rate"))))
        )
    salvage = Fraction(0)
    if cost := asked.get("salvage_cost"):
        own = yuan(cost["total"]) * yuan(cost["insured_value_salvaged"]) / yuan(cost["all_value_salvaged"])
        agreed = all(each.get("agreed_value") for each in asked["items"])
        ratio = Fraction(1) if agreed else min(Fraction(1), yuan(cost["sum_insured"]) / yuan(cost["insured_value"]))
        shared = largest_remainder(to_the_fen(own), policies)[0] if together else to_the_fen(own * ratio)
        salvage = min(shared, yuan(cost["sum_insured"]))
    due = left + salvage - sum(map(yuan, asked["advances"]), Fraction(0))
    return {
        "property": left,
        "salvage": salvage,
        "payable": left + salvage,
        "to_pay": max(due, Fraction(0)),
        "refund": max(-due, Fraction(0)),
    }


@given(st.lists(st.tuples(items("1", None), st.lists(amounts, max_size=2)), min_size=1, max_size=3))
def test_items_insured_twice_each_come_to_what_a_sheet_of_its_own_does(told: list[Any]) -> None:
    asked = [({**item, "id": str(at)}, sums) for at, (item, sums) in enumerate(told)]
    others = [[{"insurer": "B", "sum_insured": each, "item": item["id"]} for each in sums] for item, sums in asked]
    apart = [
        answered({"items": [item], "other_policies": named}) for (item, _), named in zip(asked, others, strict=True)
    ]
    together = answered({"items": [item for item, _ in asked], "other_policies": list(chain(*others))})
    assert together.property == sum(each.property for each in apart)
    unnamed = [{"insurer": "B", "sum_insured": each} for each in asked[0][1]]
    assert apart[0].property == answered({"items": [asked[0][0]], "other_policies": unnamed}).property


@given(calculations_asked())
def test_a_second_model_says_the_same_to_the_fen(asked: dict[str, Any]) -> None:
    found = answered(asked)
    assert {
        name: Fraction(getattr(found, name)) for name in ("property", "salvage", "payable", "to_pay", "refund")
    } == model(asked)


@given(calculations_asked())
def test_nothing_is_negative_and_nothing_above_its_limits(asked: dict[str, Any]) -> None:
    found = answered(asked)
    printed = [line.amount for line in found.lines]
    assert all(amount >= 0 and amount.as_tuple().exponent == -2 for amount in [*printed, found.to_pay, found.refund])
    own = [yuan(each["sum_insured"]) for each in asked["items"]]
    limits = [
        limit
        for each, sum_insured in zip(asked["items"], own, strict=True)
        for *_, limit in [indemnity_of(each, sum_insured, "")]
    ]
    together = "double_insurance" in found.flags
    assert found.property <= (own[0] if together else sum(limits))
    if cost := asked.get("salvage_cost"):
        assert found.salvage <= Decimal(cost["sum_insured"])


@given(calculations_asked())
def test_the_lines_foot(asked: dict[str, Any]) -> None:
    found = answered(asked)
    last = {line.item: line.amount for line in found.lines if line.item is not None}
    total = next(line.amount for line in found.lines if line.item is None and line.what == "分项合计")
    assert sum(last.values()) == total
    steps = [line.step for line in found.lines if line.item is None]
    assert steps == sorted(steps)
    reduced = [line.amount for line in found.lines if line.item is None and line.step <= 9]
    assert reduced[-1] == found.property
    if asked.get("deductible"):
        assert reduced[-1] == reduced[-3] - reduced[-2]
    assert found.payable == found.property + found.salvage
    assert found.to_pay - found.refund == found.payable - sum(map(Decimal, asked["advances"]))
    assert [each.member for each in found.shares] == [each["member"] for each in asked.get("coinsurance", ())]
    assert not found.shares or sum(each.amount for each in found.shares) == found.payable


@given(calculations_asked(), st.randoms(use_true_random=False))
def test_the_order_of_items_changes_nothing(asked: dict[str, Any], random: Any) -> None:
    before = answered(asked)
    random.shuffle(asked["items"])
    after = answered(asked)
    assert (after.property, after.salvage, after.payable, set(after.flags)) == (
        before.property,
        before.salvage,
        before.payable,
        set(before.flags),
    )


@given(calculations_asked(), st.integers(0, 3), st.integers(1, 10**8))
def test_a_larger_loss_never_pays_less(asked: dict[str, Any], at: int, more: int) -> None:
    """But for the one fen by which a share of largest remainder may move the other way."""
    item = asked["items"][at % len(asked["items"])]
    before = answered(asked)
    if "loss" in item:
        item["loss"] = str(Decimal(item["loss"]) + Decimal(more).scaleb(-2))
    fen = Decimal("0.01") if "double_insurance" in before.flags else Decimal(0)
    assert answered(asked).property >= before.property - fen


@given(st.integers(0, 10**14), st.lists(st.fractions(0, 1), min_size=1, max_size=8).filter(sum))
def test_shares_sum_to_the_amount_and_are_within_a_fen_of_exact(amount: int, weights: list[Fraction]) -> None:
    shares = shared(amount, weights)
    assert sum(shares) == amount
    exact = [Fraction(amount) * weight / sum(weights) for weight in weights]
    assert all(abs(share - each) < 1 for share, each in zip(shares, exact, strict=True))

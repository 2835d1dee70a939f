"""Each rule of calculation, shown where it decides and where it does not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ledger.kernel.law import Rule
from ledger.kernel.losses import CostLine
from ledger.law import machinery, manual
from ledger.worksheets import CalculationRefused, legal, loss, recovery
from ledger.worksheets.cover import Reinstatement, reinstatement_premium
from ledger.worksheets.loss import total_loss_grounds
from ledger.worksheets.value import Figure, insured_value
from ledger.worksheets.weather import is_blizzard
from worksheets.asking import cites, figures, item, machine, rate, refusal, sheet


def proves(*rules: Rule) -> pytest.MarkDecorator:
    return pytest.mark.proves(*(rule.id for rule in rules), says="both")


def costs(**kinds: str) -> tuple[CostLine, ...]:
    return tuple(CostLine(kind=kind, amount=Decimal(amount)) for kind, amount in kinds.items())  # type: ignore[arg-type]


def restored(**members: Any) -> str:
    """The loss assessed of 1,000.00 of labour, with what is taken off it."""
    asked = {"cost_type": "self", "basis": "market", "costs": costs(labour="1000.00"), **members}
    return str(loss.assessed(loss.Restoration(**asked)).amount)


def unassessed(**members: Any) -> tuple[str, Rule]:
    with pytest.raises(CalculationRefused) as refused:
        restored(**members)
    return refused.value.path, refused.value.rule


# The loss


@proves(manual.REPAIR_SELF)
def test_who_repairs_himself_is_paid_labour_and_parts_and_no_transport() -> None:
    assert restored(costs=costs(labour="1000.00", parts="200.00", other="3.00")) == "1203.00"
    assert unassessed(costs=costs(labour="1000.00", transport="1.00")) == ("/costs/1/kind", manual.REPAIR_SELF)


@proves(manual.REPAIR_OUTSIDE)
def test_a_repair_outside_is_paid_with_transport_and_without_own_labour() -> None:
    assert restored(cost_type="outside", costs=costs(transport="10.00", repair="900.00", parts="5.00")) == "915.00"
    assert unassessed(cost_type="outside") == ("/costs/0/kind", manual.REPAIR_OUTSIDE)


@proves(manual.EXCLUDE_AGGRAVATED)
def test_what_the_insured_made_worse_is_excluded_and_never_more_than_the_cost() -> None:
    assert restored(aggravated=Decimal("250.00")) == "750.00"
    assert restored() == "1000.00"
    assert unassessed(aggravated=Decimal("1000.01")) == ("/aggravated", manual.EXCLUDE_AGGRAVATED)


@proves(manual.REINSTATEMENT)
def test_what_is_better_than_before_is_not_paid_and_must_be_said_on_replacement_value() -> None:
    assert restored(basis="replacement", betterment=Decimal("100.00")) == "900.00"
    assert restored(basis="replacement", betterment=Decimal("0.00")) == "1000.00"
    assert unassessed(basis="replacement") == ("/betterment", manual.REINSTATEMENT)


@proves(manual.DEPRECIATION)
def test_depreciation_is_deducted_unless_the_insured_value_is_one_of_replacement() -> None:
    assert restored(depreciation=Decimal("240.00")) == "760.00"
    on_replacement = {"basis": "replacement", "betterment": Decimal("0.00"), "depreciation": Decimal("240.00")}
    assert unassessed(**on_replacement) == ("/depreciation", manual.DEPRECIATION)


@proves(manual.CONSTRUCTIVE)
def test_a_total_loss_may_be_declared_above_the_sum_insured_and_not_at_it() -> None:
    above, at = Decimal("450000.01"), Decimal("450000.00")
    assert total_loss_grounds(at, loss=above) == ("loss_exceeds_sum_insured",)
    assert total_loss_grounds(at, salvage_cost=above) == ("salvage_exceeds_sum_insured",)
    assert total_loss_grounds(at, loss=at, salvage_cost=at) == ()  # together above it, each not


# The insured value


def figure(basis: Any, value: str = "100.00") -> Figure:
    return Figure(basis=basis, value=Decimal(value), as_of=date(2026, 3, 1))


def unvalued(*asked: Any) -> tuple[str, Rule]:
    with pytest.raises(CalculationRefused) as refused:
        insured_value(*asked)
    return refused.value.path, refused.value.rule


@proves(manual.VALUE_BASIS)
def test_of_fixed_assets_the_policy_says_what_the_value_is() -> None:
    figures = [figure("book", "70.00"), figure("market", "90.00"), figure("replacement")]
    assert insured_value("fixed", "market", figures) == figures[1]
    assert unvalued("fixed", None, figures) == ("/stated", manual.VALUE_BASIS)
    assert unvalued("off_book", None, figures) == ("/stated", manual.VALUE_BASIS)


@proves(manual.STOCK_VALUE)
def test_stock_is_valued_by_the_books_unless_the_policy_says_otherwise() -> None:
    figures = [figure("market", "90.00"), figure("book", "70.00")]
    assert insured_value("stock", None, figures) == figures[1]
    assert insured_value("stock", "market", figures) == figures[0]
    assert unvalued("stock", None, figures[:1]) == ("/figures", manual.STOCK_VALUE)


@proves(machinery.INSURED_VALUE)
def test_machinery_has_its_replacement_value_and_never_none() -> None:
    assert insured_value("machinery", None, [figure("replacement")]) == figure("replacement")
    assert insured_value("machinery", "agreed", [figure("agreed")]) == figure("agreed")
    assert unvalued("machinery", None, [figure("replacement", "0.00")]) == ("/figures/0/value", machinery.INSURED_VALUE)
    assert refusal(machine(L=1, SI=1, IV=0)).rule is machinery.INSURED_VALUE


# One item

TOTALS = {"fixed": manual.FIXED_TOTAL, "stock": manual.STOCK_TOTAL, "off_book": manual.OFF_BOOK_TOTAL}
PARTIALS = {"fixed": manual.FIXED_PARTIAL, "stock": manual.STOCK_PARTIAL, "off_book": manual.OFF_BOOK_PARTIAL}


@proves(*TOTALS.values())
@pytest.mark.parametrize("basis", TOTALS)
def test_a_total_loss_is_the_lower_of_sum_insured_and_value_and_no_more_than_the_loss(basis: str) -> None:
    rule = TOTALS[basis]
    over, under = (sheet(item(kind="total", basis=basis, SI=sum_insured, IV=750)) for sum_insured in (900, 600))
    assert (str(over.payable), str(under.payable)) == ("750.00", "600.00")
    assert cites(over, rule)
    assert str(sheet(item(kind="total", basis=basis, L=500, SI=900, IV=750)).payable) == "500.00"
    assert not cites(sheet(item(basis=basis, L=500, SI=900, IV=750)), rule)


@proves(*PARTIALS.values())
@pytest.mark.parametrize("basis", PARTIALS)
def test_a_partial_loss_is_paid_whole_or_in_the_ratio(basis: str) -> None:
    rule = PARTIALS[basis]
    full, under = (sheet(item(basis=basis, L=90, SI=sum_insured, IV=900)) for sum_insured in (900, 600))
    assert (str(full.payable), str(under.payable)) == ("90.00", "60.00")
    assert cites(under, rule)
    assert not cites(sheet(item(kind="total", basis=basis, SI=600, IV=900)), rule)


@proves(manual.TOTAL)
def test_the_residual_value_of_a_total_loss_is_deducted_if_there_is_one() -> None:
    left = sheet(item(kind="total", S=50, SI=800, IV=1_000), variants={"residual": "full"})
    assert (str(left.payable), cites(left, manual.TOTAL)) == ("750.00", True)
    nothing_left = sheet(item(kind="total", SI=800, IV=1_000), variants={"residual": "full"})
    assert (str(nothing_left.payable), cites(nothing_left, manual.TOTAL)) == ("800.00", False)


@proves(manual.RESIDUAL_RATIO)
def test_residual_value_is_in_the_ratio_only_if_the_indemnity_is() -> None:
    under = sheet(item(L=100, S=10, SI=500, IV=1_000))
    full = sheet(item(L=100, S=10, SI=1_000, IV=1_000))
    assert [figures(each)[3] for each in (under, full)] == ["5.00", "10.00"]
    assert cites(full, manual.RESIDUAL_RATIO)
    assert not cites(sheet(item(L=100, SI=500, IV=1_000)), manual.RESIDUAL_RATIO)


@proves(manual.DEGREE, manual.DEGREE_OVER)
def test_a_degree_is_of_the_sum_insured_or_of_the_value_where_that_is_lower() -> None:
    under, over = (sheet(item(kind="degree", SI=500, IV=value, degree="0.35")) for value in (800, 400))
    assert (str(under.payable), str(over.payable)) == ("175.00", "140.00")
    assert [cites(under, rule) for rule in (manual.DEGREE, manual.DEGREE_OVER)] == [True, False]
    assert [cites(over, rule) for rule in (manual.DEGREE, manual.DEGREE_OVER)] == [False, True]
    assert refusal(item(kind="degree", SI=500, IV=800)).rule is manual.DEGREE


@proves(manual.AGREED_VALUE)
def test_an_agreed_value_has_no_ratio_and_no_other_value() -> None:
    agreed = sheet(item(kind="degree", SI=500, IV=400, degree="0.35", agreed_value=True))
    assert (str(agreed.payable), cites(agreed, manual.AGREED_VALUE)) == ("175.00", True)
    assert str(sheet(item(kind="degree", SI=500, degree="0.35", agreed_value=True)).payable) == "175.00"
    assert str(sheet(item(L=100, SI=500, IV=1_000, agreed_value=True)).payable) == "100.00"
    shared = sheet(
        item(kind="degree", SI=500, degree="0.35", agreed_value=True),
        other_policies=[{"insurer": "B", "sum_insured": "500.00"}],
    )
    assert str(shared.payable) == "87.50"
    unagreed = sheet(item(kind="degree", SI=500, IV=400, degree="0.35"))
    assert (str(unagreed.payable), cites(unagreed, manual.AGREED_VALUE)) == ("140.00", False)
    assert refusal(item(kind="degree", SI=500, degree="0.35")).path == "/items/0/insured_value"


@proves(manual.SPLIT)
def test_an_item_is_split_into_all_its_parts() -> None:
    half, rest = {"name": "a", "share": "0.5", "degree": "0.4"}, {"name": "b", "share": "0.5", "degree": "0"}
    whole = sheet(item(kind="split", SI=1_000, IV=1_000, parts=[half, rest]))
    assert (str(whole.payable), cites(whole, manual.SPLIT)) == ("200.00", True)
    assert refusal(item(kind="split", SI=1_000, IV=1_000, parts=[half])).rule is manual.SPLIT


@proves(manual.MIXED_CAUSES)
def test_a_negotiated_share_reduces_the_loss_before_everything_else() -> None:
    shared = sheet(item(L=100, S=10, SI=500, IV=1_000, covered_share="0.6"))
    assert (str(shared.payable), cites(shared, manual.MIXED_CAUSES)) == ("25.00", True)
    assert not cites(sheet(item(L=100, S=10, SI=500, IV=1_000)), manual.MIXED_CAUSES)


@proves(machinery.PARTIAL_LOSS, machinery.TOTAL_LOSS)
def test_machinery_is_restored_or_worth_what_it_was() -> None:
    repaired = sheet(machine(L=180, S=6, SI=900, IV=1_000))
    gone = sheet(machine(kind="total", L=300, S=20, SI=350, IV=400))
    assert (str(repaired.payable), str(gone.payable)) == ("156.60", "245.00")
    assert gone.flags == ("value_bases_differ:1",)
    rules = (machinery.PARTIAL_LOSS, machinery.TOTAL_LOSS)
    assert [[cites(each, rule) for rule in rules] for each in (repaired, gone)] == [[True, False], [False, True]]
    assert refusal(machine(kind="total", SI=350, IV=400)).path == "/items/0/loss"


@proves(machinery.PAIRS_SETS)
def test_a_piece_of_a_set_is_limited_to_its_share_of_the_sum_insured() -> None:
    piece = {"weight": "1", "of": "3"}
    limited, under = (sheet(machine(kind="set", L=loss, SI=300, IV=300, set=piece)) for loss in (130, 55))
    assert (str(limited.payable), str(under.payable)) == ("100.00", "55.00")
    assert (limited.flags, under.flags) == (("limit_applies:1",), ())
    heavy = {"weight": "4", "of": "3"}
    assert refusal(machine(kind="set", L=1, SI=300, IV=300, set=heavy)).rule is machinery.PAIRS_SETS


@proves(machinery.RATIO, machinery.AVERAGE)
def test_the_insured_bears_what_is_not_insured_and_nothing_more_is_paid_for_over_insurance() -> None:
    under, full, over = (sheet(machine(L=90, SI=sum_insured, IV=900)) for sum_insured in (600, 900, 1_200))
    assert [str(each.payable) for each in (under, full, over)] == ["60.00", "90.00", "90.00"]
    assert over.flags == ("over_insured:1",)
    assert cites(under, machinery.RATIO)
    assert not cites(sheet(machine(L=90, SI=600, IV=900, agreed_value=True)), machinery.RATIO)


@proves(machinery.PER_ITEM)
def test_each_item_has_its_own_ratio_and_its_own_name() -> None:
    two = machine("1", L=100, SI=600, IV=900), machine("2", L=50, SI=400, IV=300)
    found = sheet(*two)
    assert (str(found.payable), cites(found, machinery.PER_ITEM)) == ("116.67", True)  # one ratio of 1000/1200: 125.00
    assert refusal(two[0], machine("1", L=50, SI=400, IV=300)).rule is machinery.PER_ITEM


# The whole


@proves(machinery.ADJUSTED_AMOUNT)
def test_an_amount_is_deducted_once_and_must_be_there() -> None:
    one = machine(L=100, S=10, SI=500, IV=1_000)
    assert (str(sheet(one, D=40).payable), cites(sheet(one, D=40), machinery.ADJUSTED_AMOUNT)) == ("5.00", True)
    refused = refusal(one, deductible={"mode": "amount", "rate": "0.1"})
    assert (refused.path, refused.rule) == ("/deductible/amount", machinery.ADJUSTED_AMOUNT)


@proves(machinery.ADJUSTED_RATE)
def test_a_rate_is_deducted_where_the_policy_has_one() -> None:
    one = machine(L="10000.05", SI=20_000, IV=20_000)
    found = sheet(one, deductible=rate("0.15"))
    assert figures(found, None)[1:3] == ["1500.01", "8500.04"]
    assert cites(found, machinery.ADJUSTED_RATE)
    assert not cites(sheet(one, D=1_500), machinery.ADJUSTED_RATE)
    refused = refusal(one, deductible={"mode": "amount", "amount": "1.00", "rate": "0.1"})
    assert (refused.path, refused.rule) == ("/deductible/rate", machinery.ADJUSTED_RATE)


@proves(manual.DEDUCTIBLE_LAST)
def test_the_deductible_comes_after_ratio_and_residual_value_and_leaves_salvage_cost_alone() -> None:
    one = item(L=100_000, S=4_000, SI=500_000, IV=1_000_000)
    saved = {
        "total": "1000.00",
        "separable": True,
        "insured_part": "1000.00",
        "sum_insured": "500000.00",
        "insured_value": "1000000.00",
    }
    found = sheet(one, D=10_000, salvage_cost=saved)
    assert (str(found.property), str(found.salvage)) == ("38000.00", "500.00")
    assert cites(found, manual.DEDUCTIBLE_LAST)
    assert not cites(sheet(one), manual.DEDUCTIBLE_LAST)


@proves(manual.BELOW_DEDUCTIBLE)
def test_nothing_is_paid_below_the_deductible_or_at_it() -> None:
    for loss_of in (9_999, 10_000):
        found = sheet(item(L=loss_of, SI=20_000, IV=20_000), D=10_000)
        assert (str(found.payable), found.flags) == ("0.00", ("below_deductible",))
        assert cites(found, manual.BELOW_DEDUCTIBLE)
    above = sheet(item(L="10000.01", SI=20_000, IV=20_000), D=10_000)
    assert (str(above.payable), cites(above, manual.BELOW_DEDUCTIBLE)) == ("0.01", False)


@proves(manual.DEDUCT_RECOVERED)
def test_what_the_third_party_paid_is_deducted_by_the_letter_or_as_far_as_it_makes_whole() -> None:
    one = item(L=100_000, SI=50_000, IV=100_000)
    literal = sheet(one, third_party_received={"amount": "30000.00"})
    assert (str(literal.payable), cites(literal, manual.DEDUCT_RECOVERED)) == ("20000.00", True)
    whole = sheet(one, third_party_received={"amount": "30000.00", "variant": "make_whole"})
    assert str(whole.payable) == "50000.00"
    assert not cites(sheet(one), manual.DEDUCT_RECOVERED)


@pytest.mark.parametrize(
    ("of", "rule"), [(item, manual.DOUBLE), (machine, machinery.DOUBLE_CALC)], ids=["manual", "machinery"]
)
@proves(manual.DOUBLE, machinery.DOUBLE_CALC)
def test_policies_share_only_if_together_they_exceed_the_value(of: Any, rule: Rule) -> None:
    others = [{"insurer": "B", "sum_insured": "600.00"}]
    over = sheet(of(L=100, SI=800, IV=1_000), other_policies=others)
    assert (str(over.payable), cites(over, rule)) == ("57.14", True)
    reaching = sheet(of(L=100, SI=800, IV=1_400), other_policies=others)
    assert (str(reaching.payable), cites(reaching, rule)) == ("57.14", False)
    two = of("1", L=100, SI=800, IV=1_000), of("2", L=100, SI=700, IV=1_000)
    refused = refusal(*two, other_policies=others)
    assert (refused.path, refused.rule) == ("/other_policies", manual.DOUBLE)


ITEM_BY_ITEM = [{"insurer": "B", "sum_insured": "600.00", "item": each} for each in ("1", "2")]


@pytest.mark.parametrize(
    ("of", "rule"), [(item, manual.DOUBLE), (machine, machinery.DOUBLE_CALC)], ids=["manual", "machinery"]
)
@proves(manual.DOUBLE, machinery.DOUBLE_CALC)
def test_two_items_with_equal_figures_are_two_sums_insured_where_the_other_policies_name_them(
    of: Any, rule: Rule
) -> None:
    two = of("1", L=700, SI=800, IV=1_000), of("2", L=700, SI=800, IV=1_000)
    named = sheet(*two, other_policies=ITEM_BY_ITEM)
    assert (str(named.payable), figures(named, "1")[-1], figures(named, "2")[-1]) == ("800.00", "400.00", "400.00")
    assert named.flags == ("double_insurance:1", "double_insurance:2")
    assert cites(named, rule)
    # Nobody said what the sums are on: 1,400 of loss under one value of 1,000, of which 800 in 2,000 are borne.
    unnamed = sheet(*two, other_policies=[{"insurer": "B", "sum_insured": "600.00"}] * 2)
    assert (str(unnamed.payable), unnamed.flags[-1]) == ("400.00", "shared_sum_insured")


@proves(manual.DOUBLE)
def test_an_item_that_nobody_else_insures_is_borne_alone() -> None:
    two = item("1", L=700, SI=800, IV=1_000), item("2", L=300, SI=400, IV=1_000)
    found = sheet(*two, other_policies=ITEM_BY_ITEM[:1])
    assert (figures(found, "1")[-1], figures(found, "2")[-1], str(found.payable)) == ("400.00", "120.00", "520.00")
    assert found.flags == ("double_insurance:1",)
    # Neither do they share at the value: 400 and 600 of 1,000.
    assert figures(sheet(*two, other_policies=ITEM_BY_ITEM), "2")[-1] == "120.00"


@proves(manual.DOUBLE)
def test_what_the_third_party_paid_comes_off_the_items_before_they_are_shared() -> None:
    two = item("1", L=600, SI=800, IV=1_000), item("2", L=500, SI=400, IV=1_000)
    found = sheet(*two, other_policies=ITEM_BY_ITEM[:1], third_party_received={"amount": "80.00"})
    assert (figures(found, "1")[-2:], figures(found, "2")[-1]) == (["540.00", "308.57"], "180.00")
    assert str(found.payable) == "488.57"
    nothing = sheet(*two, other_policies=ITEM_BY_ITEM[:1], third_party_received={"amount": "800.00"})
    assert (str(nothing.payable), figures(nothing, "1")[-1]) == ("0.00", "0.00")


@pytest.mark.parametrize(
    ("policies", "path"),
    [
        ([*ITEM_BY_ITEM, {"insurer": "C", "sum_insured": "1.00"}], "/other_policies/2/item"),
        ([{"insurer": "B", "sum_insured": "1.00", "item": "3"}], "/other_policies/0/item"),
    ],
)
def test_other_policies_name_items_of_the_calculation_all_or_none(policies: Any, path: str) -> None:
    two = item("1", L=1, SI=1, IV=1), item("2", L=1, SI=1, IV=1)
    refused = refusal(*two, other_policies=policies)
    assert (refused.path, refused.rule) == (path, manual.DOUBLE)


@proves(manual.DOUBLE)
def test_salvage_cost_is_shared_item_by_item_as_the_loss_is() -> None:
    two = item("1", L=0, SI=800, IV=1_000), item("2", L=0, SI=400, IV=1_000)
    cost = {"total": "80.00", "separable": True, "insured_part": "80.00"}
    covers = [
        {"sum_insured": "800.00", "insured_value": "1000.00"},
        {"sum_insured": "400.00", "insured_value": "1000.00"},
    ]
    pieces = [{"id": id, "value_salvaged": "5.00", **cover} for id, cover in zip(("1", "2"), covers, strict=True)]
    together = {**cost, "sum_insured": "1200.00", "insured_value": "2000.00"}
    found = sheet(*two, other_policies=ITEM_BY_ITEM[:1], salvage_cost={**together, "items": pieces})
    # 40.00 of each: the first by 800 of 1,400, the second in its own ratio of 40 %.
    assert (str(found.salvage), cites(found, manual.RATIO)) == ("38.86", True)
    refused = refusal(*two, other_policies=ITEM_BY_ITEM[:1], salvage_cost=together)
    assert (refused.path, refused.rule) == ("/salvage_cost/items", manual.DOUBLE)
    alone = sheet(two[0], other_policies=ITEM_BY_ITEM[:1], salvage_cost={**cost, **covers[0]})
    assert (str(alone.salvage), cites(alone, manual.RATIO)) == ("45.71", False)


@proves(manual.ADVANCE)
def test_advances_are_set_off_and_what_is_too_much_comes_back() -> None:
    one = item(L=80, SI=100, IV=100)
    advanced = sheet(one, advances=["60.00", "40.00"])
    assert (str(advanced.payable), str(advanced.to_pay), str(advanced.refund)) == ("80.00", "0.00", "20.00")
    assert cites(advanced, manual.ADVANCE)
    unadvanced = sheet(one)
    assert (str(unadvanced.to_pay), cites(unadvanced, manual.ADVANCE)) == ("80.00", False)


# Salvage cost


def saved(**members: Any) -> dict[str, Any]:
    return {
        "total": "30000.00",
        "insured_value_salvaged": "600000.00",
        "all_value_salvaged": "900000.00",
        "sum_insured": "800000.00",
        "insured_value": "1000000.00",
        **members,
    }


ANY = item(L=0, SI=1, IV=1)
NONE_SAVED = {"id": "2", "value_salvaged": "0.00", "sum_insured": "0.00", "insured_value": "1.00"}
PIECE = {"id": "1", "value_salvaged": "600000.00", "sum_insured": "800000.00", "insured_value": "1000000.00"}


@proves(manual.SEPARATE)
def test_only_salvage_cost_of_insured_property_is_paid() -> None:
    found = sheet(ANY, salvage_cost=saved())
    assert (figures(found, None)[1], cites(found, manual.SEPARATE)) == ("20000.00", True)
    known = saved(separable=True, insured_part="18500.00", insured_value_salvaged=None, all_value_salvaged=None)
    assert figures(sheet(ANY, salvage_cost=known), None)[1] == "18500.00"
    for wrong in (
        saved(all_value_salvaged="0.00"),
        saved(insured_value_salvaged="900000.01"),
        {**known, "insured_part": "30000.01"},
        {**known, "insured_part": None},
        saved(insured_part="1.00"),
        saved(told_apart="30000.01"),
        {**known, "told_apart": "1.00"},
        saved(items=[{**PIECE, "value_salvaged": "599999.99"}]),
        {**known, "items": [{**PIECE, "value_salvaged": "0.00"}]},
    ):
        assert refusal(ANY, salvage_cost=wrong).rule is manual.SEPARATE


def test_what_could_be_told_apart_is_not_divided() -> None:
    found = sheet(ANY, salvage_cost=saved(told_apart="10000.00", sum_insured="1000000.00"))
    assert str(found.salvage) == "23333.33"


@pytest.mark.parametrize(
    ("items", "path", "rule"),
    [
        ([PIECE, PIECE], "/salvage_cost/insured_value_salvaged", manual.SEPARATE),
        ([{**PIECE, "sum_insured": "800000.01"}], "/salvage_cost/sum_insured", manual.CAP),
        ([{**PIECE, "insured_value": "999999.99"}], "/salvage_cost/insured_value", manual.RATIO),
        (
            [PIECE, {"id": "2", "value_salvaged": "0.00", "sum_insured": "0.00", "insured_value": "0.00"}],
            "/salvage_cost/items/1/insured_value",
            manual.RATIO,
        ),
        (
            [{**PIECE, "insured_value": "999999.00"}, {**NONE_SAVED, "id": "1"}],
            "/salvage_cost/items/1/id",
            manual.RATIO,
        ),
    ],
)
def test_items_that_were_salvaged_sum_to_the_whole(items: list[dict[str, str]], path: str, rule: Rule) -> None:
    refused = refusal(ANY, salvage_cost=saved(items=items))
    assert (refused.path, refused.rule) == (path, rule)
    assert str(sheet(ANY, salvage_cost=saved(items=[PIECE])).salvage) == "16000.00"


def test_under_double_insurance_salvage_names_no_items() -> None:
    asked = {"salvage_cost": saved(items=[PIECE]), "other_policies": [{"insurer": "B", "sum_insured": "1.00"}]}
    refused = refusal(item(L=0, SI=1, IV=1), **asked)
    assert (refused.path, refused.rule) == ("/salvage_cost/items", manual.DOUBLE)


@proves(manual.RATIO)
def test_salvage_cost_is_in_the_ratio_only_if_the_indemnity_is() -> None:
    under = sheet(ANY, salvage_cost=saved())
    assert (str(under.salvage), cites(under, manual.RATIO)) == ("16000.00", True)
    assert str(sheet(ANY, salvage_cost=saved(sum_insured="1000000.00")).salvage) == "20000.00"
    agreed = item(L=0, SI=1, agreed_value=True)
    assert str(sheet(agreed, salvage_cost=saved()).salvage) == "20000.00"
    shared = sheet(
        item(L=0, SI=800_000, IV=1_000_000),
        salvage_cost=saved(),
        other_policies=[{"insurer": "B", "sum_insured": "800000.00"}],
    )
    assert (str(shared.salvage), cites(shared, manual.RATIO)) == ("10000.00", False)


@proves(manual.CAP)
def test_salvage_cost_has_the_sum_insured_as_a_limit_of_its_own() -> None:
    at_the_limit = saved(
        total="100000.00", insured_value_salvaged="1.00", all_value_salvaged="1.00", sum_insured="100000.00",
        insured_value="100000.00",
    )  # fmt: skip
    found = sheet(item(kind="total", SI=100_000, IV=100_000), salvage_cost=at_the_limit)
    assert (str(found.payable), cites(found, manual.CAP)) == ("200000.00", False)
    above = sheet(item(kind="total", SI=100_000, IV=100_000), salvage_cost={**at_the_limit, "total": "120000.00"})
    assert (str(above.salvage), cites(above, manual.CAP)) == ("100000.00", True)


# Beside the indemnity


@proves(manual.PREJUDICE)
def test_only_intent_and_gross_negligence_cost_the_insured_its_indemnity() -> None:
    paid, lost = Decimal("80000.00"), Decimal("95000.00")
    assert recovery.prejudiced(paid, lost, "intent").amount == paid
    assert recovery.prejudiced(lost, paid, "gross_negligence").amount == paid
    assert recovery.prejudiced(paid, lost, "lesser").amount == 0


@proves(manual.RECOVERY_COST)
def test_recovery_costs_of_the_insured_are_borne_with_consent_only() -> None:
    def net(**members: Any) -> Decimal:
        cost = recovery.RecoveryCost(amount=Decimal("900.00"), **members)
        return recovery.net_claim_cost(Decimal("1000.00"), costs=[cost]).amount

    assert net(by="insurer") == net(by="insured", consented=True) == 1_900
    assert net(by="insured") == 1_000
    with pytest.raises(CalculationRefused) as refused:
        recovery.net_claim_cost(Decimal("1000.00"), recovered=Decimal("1000.01"))
    assert refused.value.rule is manual.RECOVERY_COST


@proves(manual.COSTS)
def test_an_insurer_that_loses_bears_the_costs_and_one_that_wins_does_not() -> None:
    costs = Decimal("5000.00")
    assert legal.legal_costs_borne(costs, "lost").amount == costs
    assert legal.legal_costs_borne(costs, "won").amount == 0
    assert legal.legal_costs_borne(costs, "partly", Decimal("0.6")).amount == 3_000
    for outcome, awarded in (("partly", None), ("won", Decimal("0.6"))):
        with pytest.raises(CalculationRefused) as refused:
            legal.legal_costs_borne(costs, outcome, awarded)  # type: ignore[arg-type]
        assert refused.value.path == "/awarded"


@proves(manual.REINSTATE)
def test_a_reinstatement_costs_its_days_and_needs_a_loss_within_the_period() -> None:
    year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    asked: dict[str, Any] = {"restored": Decimal("82000.00"), "rate": Decimal("0.0035"), **year}
    assert reinstatement_premium(Reinstatement(**asked, lost_on=date(2026, 1, 1))).amount == 287
    assert str(reinstatement_premium(Reinstatement(**asked, lost_on=date(2026, 12, 31))).amount) == "0.79"
    with pytest.raises(CalculationRefused) as refused:
        reinstatement_premium(Reinstatement(**asked, lost_on=date(2027, 1, 1)))
    assert (refused.value.path, refused.value.rule) == ("/lost_on", manual.REINSTATE)


@proves(manual.BLIZZARD)
def test_a_blizzard_is_ten_millimetres_in_any_twelve_hours() -> None:
    assert is_blizzard([Decimal("0.1"), *[Decimal(0)] * 10, Decimal("9.9")])
    assert not is_blizzard([Decimal("0.1"), *[Decimal(0)] * 11, Decimal("9.9")])
    with pytest.raises(CalculationRefused) as refused:
        is_blizzard([Decimal(1), Decimal("-0.1")])
    assert (refused.value.path, refused.value.rule) == ("/1", manual.BLIZZARD)

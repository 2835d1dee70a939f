"""The loss, its value and the costs of salvage; residual value; the calculation and its sheet (PICC 五, 六)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import asdict

from given import Act, Acts, given, instant
from ledger.claims.events.loss import AssessedLine, SalvageLine
from ledger.claims.reactions import reacts
from ledger.claims.rules.loss import qualifies
from ledger.kernel.state import replace
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.machinery import INSURED_VALUE
from ledger.law.manual import (
    ABANDONMENT,
    ADVANCE,
    CALCULATE_AFTER_LOSS,
    CAP,
    CONSTRUCTIVE,
    DEDUCT_RECOVERED,
    DEDUCTIBLE,
    DEPRECIATION,
    DETERMINATION_OF_LOSS,
    DOUBLE,
    EXCLUDE_AGGRAVATED,
    EXCLUDE_UNINSURED_PROPERTY,
    LANDSLIDE_PREVENTION,
    MIXED_CAUSES,
    NECESSARY,
    OFF_BOOK_SCOPE,
    RECOVERED_GOODS,
    REINSTATEMENT,
    REPAIR_OUTSIDE,
    REPAIR_SELF,
    RESIDUAL_FIRST,
    RESIDUAL_RATIO,
    REVIEW,
    SALVAGE_REASONABLE,
    SEPARABLE_FLAG,
    SEPARATE,
    SHEET,
    STOCK_VERIFY,
    TRANSFER,
    VALUE_BASIS,
    VERIFY,
)
from looking import duties, found, owed
from scenarios.acts import correction
from scenarios.claims import CLAIM, A, B
from scenarios.claims_liability import (
    APPLIED,
    INSURED,
    compensated,
    denied,
    determined,
    in_part,
    law_agreed,
    proportion_agreed,
    rejected,
    rejection_proposed,
)
from scenarios.claims_settlement import (
    APPROVED,
    ASSESSED,
    CALCULATED,
    CALCULATOR,
    CHECKED,
    LIABLE,
    REVIEWED,
    abandonment_accepted,
    abandonment_offered,
    abandonment_refused,
    advance_paid,
    advance_requested,
    aggravation_excluded,
    allowed,
    approved,
    assessed,
    calculated,
    calculated_again,
    checked,
    determined_again,
    filed,
    goods_disposed,
    goods_registered,
    goods_taken,
    inputs,
    insured_item,
    item,
    left_to_insurer,
    loss_determined,
    other_insurance_found,
    paid,
    policy_copied,
    proceeds_credited,
    repair_agreed,
    residual_agreed,
    reviewed,
    salvage_assessed,
    salvage_claimed,
    total_loss_constructed,
    value_determined,
)
from scenarios.claims_survey import C, audit_signed, inventoried, queried_coinsured, report_filed, scope_verified

proves = pytest.mark.proves


def claim(*story: Acts) -> Any:
    """The claim after a story."""
    return given(*story).state(CLAIM)


# 五: the determination


@proves(DETERMINATION_OF_LOSS.id, says="yes")
def test_a_loss_is_determined_from_record_and_list_after_liability() -> None:
    assert found(DETERMINATION_OF_LOSS, *LIABLE, report_filed, loss_determined) == []


@proves(DETERMINATION_OF_LOSS.id, says="no")
@pytest.mark.parametrize(
    ("story", "last", "missing"),
    [
        (APPLIED, loss_determined, "the determination of liability"),
        (LIABLE, loss_determined(survey_record=None), "the survey record"),
        (LIABLE, loss_determined(loss_list=None), "the list of losses"),
        ((*LIABLE, salvage_claimed), loss_determined, "the list of costs"),
    ],
)
def test_a_loss_determined_without_its_ground_is_recorded_and_found(story: Acts, last: Act, missing: str) -> None:
    (finding,) = found(DETERMINATION_OF_LOSS, story, report_filed, last)
    assert (finding.severity, missing in finding.reason_en) == ("deviation", True)


@proves(REINSTATEMENT.id)
def test_no_more_is_taken_off_than_was_lost() -> None:
    worn = loss_determined(items=[assessed("I-1", "1000.00", wear="600.00", depreciation="400.01")])
    given(LIABLE).when(worn).refused(REINSTATEMENT)
    nothing_left = worn(items=[assessed("I-1", "1000.00", wear="600.00", depreciation="400.00")])
    (one,) = given(LIABLE).when(nothing_left).appended().state.loss.determined.items
    assert one.net == 0


def test_a_later_version_replaces_an_earlier_one_whichever_was_recorded_first() -> None:
    assert claim(*LIABLE, loss_determined, determined_again).loss.determined.version == 2
    assert claim(*LIABLE, determined_again, loss_determined).loss.determined.version == 2


@proves(VERIFY.id)
def test_what_was_counted_is_verified_by_the_determination() -> None:
    open_duty = owed(VERIFY, *LIABLE, inventoried)
    assert open_duty.done_at is None
    assert owed(VERIFY, *LIABLE, inventoried, loss_determined).done_at == instant("2026-03-30T10:00:00")


@proves(VERIFY.id, STOCK_VERIFY.id, says="both")
@pytest.mark.parametrize("rule", [VERIFY, STOCK_VERIFY], ids=lambda rule: rule.id)
def test_nobody_waits_for_the_loss_of_a_claim_that_was_rejected(rule: Any) -> None:
    counted = (*APPLIED, inventoried, audit_signed)
    steps = (rejection_proposed, law_agreed, rejected)
    assert owed(rule, *counted, denied, *steps[:2]).cancelled_at is None
    row = owed(rule, *counted, denied, *steps)
    assert (row.cancelled_at, row.done_at) == (instant("2026-04-01T09:00:00"), None)
    part = (*counted, in_part, *steps[:2], rejected(items=["I-2"]))
    assert owed(rule, *part).cancelled_at is None
    # Whoever finds it covered after all has the loss to verify, counted as before.
    after_all = owed(rule, *counted, denied, *steps, determined.on("2026-04-05T09:00:00"))
    assert (after_all.cancelled_at, after_all.done_at, after_all.started_at) == (None, None, row.started_at)
    assert duties(rule, *APPLIED, denied, *steps, inventoried.on("2026-04-02T09:00:00")) == {}


@proves(STOCK_VERIFY.id)
def test_stock_is_verified_once_its_books_were() -> None:
    assert owed(STOCK_VERIFY, *LIABLE, inventoried, audit_signed).done_at is None
    assert owed(STOCK_VERIFY, *LIABLE, inventoried, audit_signed, loss_determined).done_at
    assert duties(STOCK_VERIFY, *LIABLE, audit_signed) == {}


STOCK = {
    "item_id": "I-2", "claimed_quantity": "100", "verified_quantity": "90",
    "claimed_price": "10.00", "verified_price": "10.00",
}  # fmt: skip


@proves(VERIFY.id, STOCK_VERIFY.id, says="both")
def test_what_differs_is_explained_and_what_is_overstated_is_looked_at() -> None:
    same = {**STOCK, "verified_quantity": "100"}
    for rule in (VERIFY, STOCK_VERIFY):
        assert found(rule, *LIABLE, loss_determined(stock=[same])) == []
    (unexplained,) = found(VERIFY, *LIABLE, loss_determined(stock=[STOCK]))
    assert unexplained.severity == "deviation"
    assert found(VERIFY, *LIABLE, loss_determined(stock=[{**STOCK, "reason": "十件在途"}])) == []
    (overstated,) = found(STOCK_VERIFY, *LIABLE, loss_determined(stock=[{**STOCK, "reason": "十件在途"}]))
    assert overstated.severity == "notice"
    understated = {**STOCK, "verified_quantity": "110", "reason": "漏报"}
    assert found(STOCK_VERIFY, *LIABLE, loss_determined(stock=[understated])) == []


# 四(三)、五(二): how a loss is made up

OUTSIDE = [
    {"kind": "transport", "amount": "8000.00"},
    {"kind": "repair", "amount": "26500.00"},
    {"kind": "parts", "amount": "91250.25"},
]
BUILT_UP = assessed("I-1", "125750.25", costs=OUTSIDE, aggravated="15750.25", betterment="10000.00")
MADE_UP_BY = (REPAIR_SELF, REPAIR_OUTSIDE, EXCLUDE_AGGRAVATED, REINSTATEMENT, DEPRECIATION)


@proves(*(rule.id for rule in MADE_UP_BY), says="yes")
def test_the_loss_is_its_costs_less_what_is_not_of_the_accident() -> None:
    story = (*LIABLE, repair_agreed, aggravation_excluded, loss_determined(items=[BUILT_UP]))
    for rule in MADE_UP_BY:
        assert found(rule, *story) == []
    (one,) = claim(*story).loss.determined.items
    assert one.net == Decimal("100000.00")


@proves(*(rule.id for rule in MADE_UP_BY), says="no")
@pytest.mark.parametrize(
    ("rule", "before", "last"),
    [
        (REPAIR_OUTSIDE, (aggravation_excluded, repair_agreed), {**BUILT_UP, "loss": "125750.26"}),
        (REPAIR_SELF, (aggravation_excluded, repair_agreed(cost_type="self")), BUILT_UP),
        (EXCLUDE_AGGRAVATED, (repair_agreed,), BUILT_UP),
        (EXCLUDE_AGGRAVATED, (aggravation_excluded,), assessed("I-1", "120000.00")),
        (
            REINSTATEMENT,
            (aggravation_excluded, repair_agreed, value_determined),
            {name: value for name, value in BUILT_UP.items() if name != "betterment"},
        ),
        (
            DEPRECIATION,
            (aggravation_excluded, repair_agreed, value_determined),
            {**BUILT_UP, "depreciation": "1.00"},
        ),
    ],
)
def test_a_loss_that_is_not_made_up_so_is_found(rule: Any, before: Acts, last: dict[str, Any]) -> None:
    (finding,) = found(rule, *LIABLE, before, loss_determined(items=[last]))
    assert (finding.severity, "I-1" in finding.reason_en) == ("deviation", True)


@proves(CONSTRUCTIVE.id, says="both")
@pytest.mark.parametrize(
    ("amount", "ground", "findings"),
    [
        ("800000.01", "loss_exceeds_sum_insured", 0),
        ("800000.00", "loss_exceeds_sum_insured", 1),
        ("800000.01", "salvage_exceeds_sum_insured", 1),
    ],
)
def test_a_constructive_total_loss_has_a_ground_in_the_figures(amount: str, ground: str, findings: int) -> None:
    story = (*LIABLE, loss_determined(items=[assessed("I-1", amount)]), total_loss_constructed(ground=ground))
    assert len(found(CONSTRUCTIVE, *story)) == findings
    assert claim(*story).loss.kind_of("I-1") == "total"


def test_a_total_loss_of_what_is_not_insured_has_no_ground() -> None:
    assert len(found(CONSTRUCTIVE, *LIABLE, total_loss_constructed(item_id="I-7"))) == 1


@proves(VALUE_BASIS.id, says="both")
def test_the_insured_value_is_measured_as_the_policy_says() -> None:
    assert found(VALUE_BASIS, *LIABLE, value_determined) == []
    assert len(found(VALUE_BASIS, *LIABLE, value_determined(basis="market"))) == 1
    assert len(found(VALUE_BASIS, *LIABLE, value_determined(item_id="I-7"))) == 1
    agreed = policy_copied(items=[insured_item("I-1", "building", "800000.00", "replacement", insured_value="1.00")])
    assert len(found(VALUE_BASIS, *APPLIED, agreed, value_determined)) == 1


# 六(七): the costs of salvage

LINE = SalvageLine(line_id="S-1", cost=Decimal("10.00"), property="insured", purpose="排水")


@proves(SALVAGE_REASONABLE.id, LANDSLIDE_PREVENTION.id, says="both")
@pytest.mark.parametrize(
    ("necessary", "reasonable", "members", "counts"),
    [
        (True, True, {}, True),
        (True, True, {"property": "mixed"}, True),
        (False, True, {}, False),
        (True, False, {}, False),
        (True, True, {"prevention": True}, False),
        (True, True, {"property": "uninsured"}, False),
    ],
)
def test_a_cost_counts_if_it_was_necessary_reasonable_for_insured_property_and_no_prevention(
    necessary: bool, reasonable: bool, members: dict[str, Any], counts: bool
) -> None:
    line = replace(LINE, **members)
    answer = AssessedLine(line_id="S-1", necessary=necessary, reasonable=reasonable, allowed=Decimal("1.00"))
    assert qualifies(line, answer) is counts


SALVAGING = (*LIABLE, salvage_claimed)
ASSESSED_SALVAGE = (salvage_claimed, salvage_assessed)


@proves(NECESSARY.id)
@pytest.mark.parametrize(
    "line",
    [allowed("S-1", "0.01", necessary=False), allowed("S-1", "0.01", reasonable=False), allowed("S-1", "20000.01")],
)
def test_a_cost_is_allowed_only_if_necessary_and_reasonable_and_as_far_as_claimed(line: dict[str, Any]) -> None:
    given(SALVAGING).when(salvage_assessed(lines=[line, allowed("S-2", "1.00")])).refused(NECESSARY)
    denied = {**line, "allowed": "0.00"}
    given(SALVAGING).when(salvage_assessed(lines=[denied, allowed("S-2", "1.00")])).appended()


@proves(NECESSARY.id, LANDSLIDE_PREVENTION.id, says="both")
def test_what_was_spent_before_the_peril_is_no_salvage_cost() -> None:
    before = {"line_id": "S-1", "cost": "20000.00", "property": "insured", "purpose": "加固边坡", "prevention": True}
    claimed = (*LIABLE, salvage_claimed(lines=[before]))
    given(claimed).when(salvage_assessed(lines=[allowed("S-1", "20000.00")])).refused(NECESSARY)
    given(claimed).when(salvage_assessed(lines=[allowed("S-1", "0.00")])).appended()


@proves(NECESSARY.id)
def test_nothing_is_allowed_for_saving_what_is_not_insured() -> None:
    claimed = (*LIABLE, salvage_claimed(lines=[{**asdict(LINE), "cost": "10.00", "property": "uninsured"}]))
    given(claimed).when(salvage_assessed(lines=[allowed("S-1", "0.01")])).refused(NECESSARY)
    given(claimed).when(salvage_assessed(lines=[allowed("S-1", "0.00")])).appended()


def test_a_list_claimed_anew_is_to_be_assessed_anew() -> None:
    again = salvage_claimed(lines=[{**asdict(LINE), "cost": "10.00"}])
    before, after = again.on("2026-03-29T09:00:00"), again.on("2026-03-31T09:00:00")
    allowed_then = [
        given(SALVAGING, salvage_assessed, each).state(CLAIM).loss.salvage_allowed for each in (before, after)
    ]
    assert allowed_then == [Decimal("30000.00"), Decimal("0.00")]


@proves(KNOWN_REFERENCE.id)
def test_what_was_never_claimed_is_not_assessed() -> None:
    given(SALVAGING).when(salvage_assessed(lines=[allowed("S-9", "0.00")])).refused(KNOWN_REFERENCE)
    given(SALVAGING).when(salvage_assessed).appended()


@proves(SEPARABLE_FLAG.id, says="both")
def test_every_line_is_answered_and_what_cannot_be_told_apart_is_divided_by_value() -> None:
    assert found(SEPARABLE_FLAG, *SALVAGING, salvage_assessed) == []
    (left_out,) = found(SEPARABLE_FLAG, *SALVAGING, salvage_assessed(lines=[allowed("S-1", "1.00")]))
    assert "every line" in left_out.reason_en
    undivided = salvage_assessed(separable=True, insured_value_salvaged=None, all_value_salvaged=None)
    (not_divided,) = found(SEPARABLE_FLAG, *SALVAGING, undivided)
    assert "to divide" in not_divided.reason_en


COST = {
    "total": "30000.00", "insured_value_salvaged": "600000.00", "all_value_salvaged": "900000.00",
    "sum_insured": "800000.00", "insured_value": "1000000.00", "told_apart": "10000.00",
}  # fmt: skip
WITH_SALVAGE = calculated(inputs=inputs(salvage_cost=COST), declared="100666.67")
SAVED = {
    "id": "I-1", "value_salvaged": "600000.00", "sum_insured": "800000.00", "insured_value": "1000000.00"
}  # fmt: skip


def salvaged(**members: Any) -> Act:
    """The calculation with this cost of salvage."""
    return calculated(inputs=inputs(salvage_cost={**COST, **members}), declared=None)


@proves(NECESSARY.id)
def test_only_what_was_allowed_enters_the_calculation() -> None:
    given(ASSESSED, salvage_claimed).when(WITH_SALVAGE).refused(NECESSARY)
    given(ASSESSED, salvage_claimed, salvage_assessed).when(WITH_SALVAGE).appended()
    more = calculated(inputs=inputs(salvage_cost={**COST, "total": "30000.01"}))
    given(ASSESSED, salvage_claimed, salvage_assessed).when(more).refused(NECESSARY)


def test_what_was_salvaged_may_be_one_insured_item_or_all_that_were_calculated() -> None:
    told = (salvaged(), salvaged(items=[SAVED]))
    assert [found(rule, *ASSESSED, ASSESSED_SALVAGE, each) for each in told for rule in (CAP, SEPARATE)] == [[]] * 4
    sheet = given(ASSESSED, ASSESSED_SALVAGE, WITH_SALVAGE).state(CLAIM).loss.calculation.sheet
    assert (sheet.salvage, sheet.payable) == (Decimal("18666.67"), Decimal("100666.67"))


# 六(四): residual value


@proves(RESIDUAL_FIRST.id)
def test_the_residual_value_is_agreed_before_the_calculation() -> None:
    assert owed(RESIDUAL_FIRST, *LIABLE, loss_determined).done_at is None
    assert owed(RESIDUAL_FIRST, *ASSESSED).done_at == instant("2026-03-30T14:00:00")
    late = owed(RESIDUAL_FIRST, *LIABLE, loss_determined, value_determined, calculated)
    assert late.due_at == instant("2026-04-01T10:00:00")
    after = residual_agreed.on("2026-04-02T10:00:00")
    assert owed(RESIDUAL_FIRST, *LIABLE, loss_determined, value_determined, calculated, after).late


def test_what_has_no_residual_value_needs_no_agreement_on_it() -> None:
    nothing_left = loss_determined(items=[assessed("I-1", "120000.00", residual=False)])
    assert duties(RESIDUAL_FIRST, *LIABLE, nothing_left) == {}
    two = loss_determined(items=[assessed("I-1", "1.00"), assessed("I-2", "2.00")])
    assert set(duties(RESIDUAL_FIRST, *LIABLE, two)) == {"I-1", "I-2"}
    agreed_before = (*LIABLE, residual_agreed.on("2026-03-29T10:00:00"), two)
    assert [row.done_at is not None for row in duties(RESIDUAL_FIRST, *agreed_before).values()] == [True, False]


@proves(RESIDUAL_FIRST.id, says="both")
def test_one_side_alone_does_not_agree_on_a_residual_value() -> None:
    assert found(RESIDUAL_FIRST, *ASSESSED) == []
    for side in ([A], [INSURED]):
        alone = residual_agreed(agreed_by=side)
        assert [each.severity for each in found(RESIDUAL_FIRST, *LIABLE, loss_determined, alone)] == ["breach"]
        assert owed(RESIDUAL_FIRST, *LIABLE, loss_determined, alone).done_at is None


@proves(RESIDUAL_FIRST.id, says="both")
def test_goods_are_taken_back_once_they_were_not_left_to_the_insured() -> None:
    assert len(found(RESIDUAL_FIRST, *LIABLE, loss_determined, goods_taken)) == 1
    assert len(found(RESIDUAL_FIRST, *LIABLE, loss_determined, residual_agreed, goods_taken)) == 1
    assert found(RESIDUAL_FIRST, *LIABLE, loss_determined, left_to_insurer, goods_taken) == []
    abandoned = (*LIABLE, abandonment_offered, abandonment_accepted)
    assert found(RESIDUAL_FIRST, *abandoned, goods_taken) == []
    assert owed(RESIDUAL_FIRST, *abandoned, loss_determined, goods_taken).done_at


@proves(ABANDONMENT.id, says="both")
def test_the_insurer_is_free_to_refuse_what_is_abandoned_to_it() -> None:
    assert claim(*LIABLE).loss.abandonment.status is None
    assert claim(*LIABLE, abandonment_offered).loss.abandonment.status == "offered"
    assert claim(*LIABLE, abandonment_offered, abandonment_refused).loss.abandonment.status == "refused"
    assert claim(*LIABLE, abandonment_offered, abandonment_accepted).loss.abandonment.status == "accepted"
    again = (abandonment_offered, abandonment_refused, abandonment_offered(items=["I-2"]))
    assert claim(*LIABLE, again).loss.abandonment.status == "offered"


@proves(IN_ORDER.id)
def test_what_was_not_offered_cannot_be_taken_over() -> None:
    given(LIABLE).when(abandonment_accepted).refused(IN_ORDER)
    given(LIABLE, abandonment_offered).when(abandonment_accepted).appended()


LOT = (*LIABLE, loss_determined, left_to_insurer, goods_taken)


@proves(RECOVERED_GOODS.id, says="both")
def test_recovered_goods_are_registered_disposed_of_and_credited_one_after_the_other() -> None:
    chain = (goods_registered, goods_disposed, proceeds_credited)
    for at, part in enumerate(("register", "dispose", "credit")):
        waiting = duties(RECOVERED_GOODS, *LOT[:-1], *(LOT[-1], *chain)[: at + 1], part=part)
        assert waiting["L-1"].done_at is None
        assert duties(RECOVERED_GOODS, *LOT, *chain[: at + 1], part=part)["L-1"].done_at
    assert found(RECOVERED_GOODS, *LOT, *chain) == []
    assert claim(*LOT, *chain).loss.lots["L-1"].net_proceeds == Decimal("5400.00")


@proves(RECOVERED_GOODS.id, says="no")
@pytest.mark.parametrize("step", [goods_registered, goods_disposed, proceeds_credited])
def test_a_step_without_the_one_before_it_is_recorded_and_found(step: Act) -> None:
    (finding,) = found(RECOVERED_GOODS, *LIABLE, step)
    assert finding.severity == "breach"


def test_a_step_recorded_before_the_one_it_follows_still_counts() -> None:
    assert duties(RECOVERED_GOODS, *LIABLE, goods_registered, goods_taken, part="register")["L-1"].done_at


def test_what_the_goods_brought_is_what_is_credited() -> None:
    story = (*LOT, goods_registered, goods_disposed, proceeds_credited(amount="6000.00"))
    (finding,) = found(RECOVERED_GOODS, *story)
    assert "5400.00" in finding.reason_en


# 六: the calculation


@proves(CALCULATE_AFTER_LOSS.id)
def test_there_is_nothing_to_calculate_before_the_loss_is_determined() -> None:
    given(LIABLE, value_determined).when(calculated).refused(CALCULATE_AFTER_LOSS)
    given(ASSESSED).when(calculated).appended()


def test_the_ledger_computes_the_sheet_and_keeps_it() -> None:
    sheet = claim(*CALCULATED).loss.calculation.sheet
    assert (sheet.payable, sheet.property, sheet.salvage) == (Decimal("82000.00"), Decimal("82000.00"), 0)
    assert [line.item for line in sheet.lines if line.item] != []
    assert sheet.formula_version == "2026-11"


def test_a_sheet_is_not_proposed() -> None:
    given(ASSESSED).when(calculated(sheet={"payable": "1.00"})).malformed("/data/sheet")


@proves(INSURED_VALUE.id)
def test_what_cannot_be_calculated_is_refused_with_its_path() -> None:
    outcome = given(ASSESSED).when(calculated(inputs=inputs(item(insured_value="0.00"))))
    outcome.refused(INSURED_VALUE)
    assert "/data/inputs/items/0/insured_value" in str(outcome.results)
    given(ASSESSED).when(calculated).appended()


@proves(EXCLUDE_UNINSURED_PROPERTY.id)
def test_only_what_the_policy_insures_is_calculated() -> None:
    given(ASSESSED).when(calculated(inputs=inputs(item("I-7")))).refused(EXCLUDE_UNINSURED_PROPERTY)
    given(*APPLIED, determined, loss_determined).when(calculated).refused(EXCLUDE_UNINSURED_PROPERTY)
    given(ASSESSED).when(calculated).appended()


OFF_BOOK = calculated(
    inputs=inputs(
        item("I-9", basis="off_book", loss="9000.00", residual=None, sum_insured="100000.00", insured_value="100000.00")
    ),
    declared=None,
)


@proves(OFF_BOOK_SCOPE.id)
def test_property_off_the_books_is_calculated_once_it_is_verified_to_be_covered() -> None:
    story = (*LIABLE, loss_determined(items=[assessed("I-9", "9000.00")]))
    given(story).when(OFF_BOOK).refused(OFF_BOOK_SCOPE)
    given(story, scope_verified(covered=False)).when(OFF_BOOK).refused(OFF_BOOK_SCOPE)
    given(story, scope_verified).when(OFF_BOOK).appended()


@proves(OFF_BOOK_SCOPE.id)
def test_the_scope_is_asked_again_before_anything_is_paid() -> None:
    value = value_determined(item_id="I-9", basis="other", value="100000.00")
    assessing = (*LIABLE, loss_determined(items=[assessed("I-9", "9000.00")]), value, scope_verified)
    less = OFF_BOOK(inputs={**OFF_BOOK.data["inputs"], "deductible": {"mode": "amount", "amount": "1000.00"}})
    of_policy = policy_copied(
        items=[insured_item("I-9", "off_book", "100000.00", "other", deductible_amount="1000.00")]
    )
    story = (*assessing, of_policy.on("2026-03-30T09:00:00"), less, checked, reviewed)
    given_up = scope_verified(covered=False).on("2026-04-01T16:00:00")
    eight = approved(amount="8000.00")
    given(story, given_up).when(eight).refused(OFF_BOOK_SCOPE)
    given(story).when(eight).appended()
    given(story, eight, given_up).when(paid(amount="8000.00")).refused(OFF_BOOK_SCOPE)
    given(story, eight).when(paid(amount="8000.00")).appended()


@proves(EXCLUDE_UNINSURED_PROPERTY.id)
def test_the_policy_is_asked_again_before_anything_is_paid() -> None:
    without = policy_copied(items=[insured_item("I-2", "stock", "500000.00", "book")]).on("2026-04-01T16:00:00")
    given(*REVIEWED, without).when(approved).refused(EXCLUDE_UNINSURED_PROPERTY)
    given(*APPROVED, without).when(paid).refused(EXCLUDE_UNINSURED_PROPERTY)
    given(*REVIEWED).when(approved).appended()
    given(*APPROVED).when(paid).appended()


@proves(OPEN_ONCE.id)
def test_a_calculation_has_a_number_of_its_own() -> None:
    given(CALCULATED).when(calculated.on("2026-04-01T12:00:00")).refused(OPEN_ONCE)
    given(CALCULATED).when(calculated_again).appended()


@pytest.mark.parametrize(
    "newer",
    [
        determined_again,
        residual_agreed(value="6000.00").on("2026-04-03T10:00:00"),
        value_determined(value="1100000.00").on("2026-04-03T10:00:00"),
        other_insurance_found.on("2026-04-03T10:00:00"),
        total_loss_constructed.on("2026-04-03T10:00:00"),
        compensated.on("2026-04-03T10:00:00"),
        proportion_agreed.on("2026-04-03T10:00:00"),
    ],
)
def test_a_calculation_is_stale_once_a_figure_it_rests_on_has_changed(newer: Act) -> None:
    assert not claim(*CALCULATED).stale
    assert claim(*CALCULATED, newer).stale
    assert not claim(*CALCULATED, newer, correction(newer, withdrawn=True)).stale


def test_a_calculation_is_not_stale_where_a_later_record_says_the_same() -> None:
    assert not claim(*CALCULATED, loss_determined(version=2).on("2026-04-03T10:00:00")).stale
    assert not claim(*CALCULATED, determined_again, calculated_again).stale


@proves(SHEET.id)
def test_a_stale_sheet_is_not_checked_and_neither_is_an_older_one() -> None:
    given(CALCULATED, determined_again).when(checked).refused(SHEET)
    given(CALCULATED, determined_again, calculated_again).when(checked).refused(SHEET)
    given(CALCULATED).when(checked).appended()


SMALLER = policy_copied(items=[insured_item("I-1", "building", "100000.00", "replacement")])


@proves(SHEET.id, says="both")
@pytest.mark.parametrize(
    "change",
    [
        correction(loss_determined, new_values={"items": [assessed("I-1", "20000.00")]}),
        correction(policy_copied, new_values={"items": SMALLER.data["items"]}),
        correction(value_determined, new_values={"value": "900000.00"}),
        correction(residual_agreed, withdrawn=True),
        SMALLER.on("2026-04-01T12:00:00"),
        aggravation_excluded.on("2026-04-01T12:00:00"),
        advance_paid.on("2026-04-01T12:00:00"),
    ],
)
def test_nobody_goes_by_a_sheet_that_is_not_from_what_is_on_record_now(change: Act) -> None:
    applied_for = (advance_requested,) if change.type.endswith("AdvancePaid") else ()
    steps = (checked, reviewed, approved, paid)
    for at, step in enumerate(steps):
        story = (*CALCULATED, applied_for, *steps[:at])
        if step is not paid or not applied_for:
            given(*story, change).when(step).refused(REVIEW if step is reviewed else SHEET)
        given(*story).when(step).appended()


@proves(SHEET.id)
def test_a_sheet_of_figures_that_were_never_on_record_is_not_checked() -> None:
    ten_times = calculated(inputs=inputs(item(sum_insured="8000000.00")), declared=None)
    given(*ASSESSED, ten_times).when(checked).refused(SHEET)
    given(*ASSESSED, calculated(declared="1.00")).when(checked).appended()


@proves(SHEET.id)
def test_a_calculation_that_was_checked_is_corrected_no_more() -> None:
    other = correction(calculated, new_values={"inputs": inputs(item(loss="500000.00"))})
    renumbered = correction(calculated, new_values={"calc_no": "JS-9"})
    given(*CHECKED).when(other).refused(SHEET)
    given(*CHECKED, checked(formula_correct=False).on("2026-04-01T16:00:00")).when(other).refused(SHEET)
    given(*CHECKED, determined_again, calculated_again).when(other).refused(SHEET)
    for story in (CALCULATED, CHECKED):
        given(*story).when(renumbered).refused(SHEET)
    given(*CALCULATED).when(other).appended()
    given(*CHECKED).when(correction(calculated, withdrawn=True)).appended()
    given(*CHECKED).when(correction(loss_determined, new_values={"loss_list": "LL-2"})).appended()


@proves(KNOWN_REFERENCE.id)
def test_a_sheet_that_is_not_there_is_not_checked() -> None:
    given(CALCULATED).when(checked(calc_no="JS-9")).refused(KNOWN_REFERENCE)
    given(CALCULATED).when(checked).appended()


@pytest.mark.parametrize("failed", ["items_match", "amounts_match", "salvage_separate", "formula_correct"])
def test_a_check_counts_if_all_four_are_true(failed: str) -> None:
    assert claim(*CHECKED).loss.checked.calc_no == "JS-1"
    assert claim(*CALCULATED, checked(**{failed: False})).loss.checked is None
    assert claim(*CHECKED, checked(**{failed: False}).on("2026-04-01T16:00:00")).loss.checked is None
    assert claim(*CHECKED, calculated_again).loss.checked is None


# What is calculated is what the claim knows


FIGURES = (
    SHEET,
    EXCLUDE_AGGRAVATED,
    VALUE_BASIS,
    RESIDUAL_RATIO,
    MIXED_CAUSES,
    SEPARATE,
    CAP,
    DOUBLE,
    DEDUCT_RECOVERED,
    ADVANCE,
    TRANSFER,
    DEDUCTIBLE,
)


@proves(*(rule.id for rule in FIGURES), says="yes")
def test_a_calculation_of_what_is_on_record_agrees_with_it() -> None:
    for rule in FIGURES:
        assert found(rule, *CALCULATED) == []


SHARED = calculated(
    inputs=inputs(
        coinsurance=[
            {"member": A, "share": "0.60"},
            {"member": B, "share": "0.30"},
            {"member": C, "share": "0.10"},
        ]
    )
)


@proves(*(rule.id for rule in FIGURES), says="no")
@pytest.mark.parametrize(
    ("rule", "before", "last", "told"),
    [
        (SHEET, (), calculated(declared="82000.01"), "/declared is 82000.01, on record is 82000.00"),
        (SHEET, (), calculated(inputs=inputs(item(loss="120000.01"))), "/inputs/items/0/loss is 120000.01"),
        (SHEET, (), calculated(inputs=inputs(item(sum_insured="700000.00"))), "/inputs/items/0/sum_insured"),
        (
            SHEET,
            (),
            calculated(inputs=inputs(item(kind="total"))),
            "/inputs/items/0/kind is total, on record is partial",
        ),
        (
            SHEET,
            (loss_determined(version=2, items=[assessed("I-1", "120000.00"), assessed("I-2", "1.00")]),),
            calculated,
            "/inputs/items is none, on record is I-2",
        ),
        (EXCLUDE_AGGRAVATED, (aggravation_excluded,), calculated, "aggravated is none, on record is 15750.25"),
        (VALUE_BASIS, (), calculated(inputs=inputs(item(insured_value="900000.00"))), "on record is 1000000.00"),
        (RESIDUAL_RATIO, (), calculated(inputs=inputs(item(residual=None))), "residual is none, on record is 5000.00"),
        (RESIDUAL_RATIO, (left_to_insurer,), calculated, "residual is 5000.00, on record is none"),
        (MIXED_CAUSES, (proportion_agreed,), calculated, "covered_share is 1, on record is 0.60"),
        (SEPARATE, (salvage_claimed, salvage_assessed), calculated, "total is none, on record is 30000.00"),
        (SEPARATE, ASSESSED_SALVAGE, salvaged(told_apart=None), "told_apart is none, on record is 10000.00"),
        (CAP, ASSESSED_SALVAGE, salvaged(sum_insured="900000.00"), "on record is 800000.00, 1000000.00"),
        (CAP, ASSESSED_SALVAGE, salvaged(items=[{**SAVED, "id": "I-9"}]), "salvage_cost/items/0 is 800000.00"),
        (DOUBLE, (other_insurance_found,), calculated, "on record is 700000.00"),
        (DEDUCT_RECOVERED, (compensated,), calculated, "amount is none, on record is 30000.00"),
        (ADVANCE, (advance_requested, advance_paid), calculated, "/inputs/advances is none, on record is 50000.00"),
        (TRANSFER, (queried_coinsured,), calculated, f"on record is {A}, {B}"),
        (TRANSFER, (queried_coinsured,), SHARED, "/inputs/coinsurance/2/share is 0.10, on record is 0.20"),
        (DEDUCTIBLE, (), calculated(inputs=inputs(deductible=None)), "amount is none, on record is 10000.00"),
        (
            DEDUCTIBLE,
            (),
            calculated(inputs=inputs(deductible={"mode": "rate", "rate": "0.10"})),
            "mode is rate, on record is amount",
        ),
    ],
)
def test_a_figure_that_is_not_on_record_is_found_under_the_rule_that_needs_it(
    rule: Any, before: Acts, last: Act, told: str
) -> None:
    (finding,) = found(rule, *ASSESSED, before, last)
    assert finding.severity == "deviation"
    assert told in finding.reason_en


BOTH_LOST = loss_determined(version=2, items=[assessed("I-1", "120000.00"), assessed("I-2", "60000.00")])
STOCK_VALUED = value_determined(item_id="I-2", basis="book", value="600000.00")
ON_EACH = [
    {"insurer": "INS-D-411200", "policy_no": "PD-1", "sum_insured": "700000.00", "item": id} for id in ("I-1", "I-2")
]
WITHOUT = {name: value for name, value in ON_EACH[0].items() if name != "item"}


GOODS = item("I-2", basis="stock", loss="60000.00", residual=None, sum_insured="500000.00", insured_value="600000.00")


def shared_with(*sums: dict[str, Any], items: tuple[dict[str, Any], ...] = (item(), GOODS)) -> Act:
    """Items calculated, with these other policies."""
    others = [{name: value for name, value in each.items() if name != "policy_no"} for each in sums]
    return calculated(inputs=inputs(*items, other_policies=others))


@proves(DOUBLE.id, says="both")
def test_a_policy_with_equal_sums_on_two_items_has_two_sums_if_it_names_them() -> None:
    story = (*ASSESSED, BOTH_LOST, STOCK_VALUED, other_insurance_found(policies=ON_EACH))
    assert found(DOUBLE, *story, shared_with(*ON_EACH)) == []
    sheet = claim(*story, shared_with(*ON_EACH)).loss.calculation.sheet
    assert [flag for flag in sheet.flags if "double" in flag] == ["double_insurance:I-1", "double_insurance:I-2"]
    (half,) = found(DOUBLE, *story, shared_with(ON_EACH[0]))
    assert "on record is I-1, 700000.00, I-2, 700000.00" in half.reason_en
    # Of an item that is not calculated nothing is shared.
    building = shared_with(ON_EACH[0], items=(item(),))
    assert found(DOUBLE, *ASSESSED, other_insurance_found(policies=ON_EACH), building) == []


@proves(DOUBLE.id, says="no")
def test_a_policy_that_names_no_item_has_one_sum_however_often_it_was_found() -> None:
    for policies in ([WITHOUT, WITHOUT], [*ON_EACH, WITHOUT]):
        (one,) = found(DOUBLE, *ASSESSED, other_insurance_found(policies=policies), calculated)
        assert "on record is 700000.00" in one.reason_en
    named = (other_insurance_found, other_insurance_found(policies=ON_EACH).on("2026-03-30T12:30:00"))
    assert [each.item for each in claim(*ASSESSED, *named).loss.other_policies] == ["I-1", "I-2"]


@pytest.mark.parametrize(
    ("of", "given_as", "differs"),
    [
        (assessed("I-1", "0.00", degree="0.35"), item(kind="degree", loss=None, residual=None, degree="0.35"), False),
        (assessed("I-1", "0.00", degree="0.35"), item(kind="degree", loss=None, residual=None, degree="0.36"), True),
        (
            assessed("I-1", "0.00", type="split", parts=[{"name": "屋顶", "share": "1", "degree": "0.5"}]),
            item(kind="split", loss=None, parts=[{"name": "屋顶", "share": "1", "degree": "0.50"}]),
            False,
        ),
        (
            assessed("I-1", "0.00", type="split", parts=[{"name": "屋顶", "share": "1", "degree": "0.5"}]),
            item(kind="split", loss=None, parts=[{"name": "屋顶", "share": "1", "degree": "0.6"}]),
            True,
        ),
        (assessed("I-1", "1.00", type="constructive"), item(kind="total", loss=None), False),
        (
            assessed("I-1", "6000.00", type="partial", set_weight="0.5"),
            item(kind="set", loss="6000.00", set={"weight": "1", "of": "2"}),
            False,
        ),
    ],
)
def test_losses_are_compared_as_they_were_determined(
    of: dict[str, Any], given_as: dict[str, Any], differs: bool
) -> None:
    story = (*LIABLE, loss_determined(type="degree", items=[of]))
    assert bool(found(SHEET, *story, calculated(inputs=inputs(given_as), declared=None))) is differs


@proves(DEDUCTIBLE.id, says="both")
def test_the_deductible_is_the_policys_and_the_sheet_shows_it() -> None:
    lines = claim(*CALCULATED).loss.calculation.sheet.lines
    assert [line.amount for line in lines if line.what == "免赔"] == [Decimal("10000.00")]
    without = policy_copied(items=[{"item_id": "I-1", "item_class": "building", "sum_insured": "800000.00",
                                    "value_basis": "replacement"}])  # fmt: skip
    rest = (filed, determined, loss_determined, value_determined, residual_agreed)
    assert len(found(DEDUCTIBLE, *APPLIED, without, rest, calculated)) == 1


def test_items_with_deductibles_of_their_own_leave_the_choice_to_the_policy() -> None:
    policy = policy_copied(
        items=[
            insured_item("I-1", "building", "800000.00", "replacement"),
            insured_item("I-2", "stock", "500000.00", "book", deductible_amount="500.00"),
        ]
    )
    both = [assessed("I-1", "120000.00"), assessed("I-2", "1000.00")]
    second = item("I-2", basis="stock", loss="1000.00", residual=None, sum_insured="500000.00", insured_value="1.00")
    last = calculated(inputs=inputs(item(), second), declared=None)
    rest = (filed, determined, loss_determined(items=both), value_determined, residual_agreed)
    assert found(DEDUCTIBLE, *APPLIED, policy, rest, last) == []


def test_a_corrected_calculation_has_its_sheet_computed_anew() -> None:
    corrected = correction(calculated, new_values={"inputs": inputs(item(loss="110000.00"))})
    assert claim(*CALCULATED, corrected).loss.calculation.sheet.payable == Decimal("74000.00")


def test_an_approval_of_what_was_corrected_since_is_found() -> None:
    corrected = correction(loss_determined, new_values={"items": [assessed("I-1", "110000.00")]})
    row = given(*APPROVED).when(corrected).appended().scenario.rows("finding", CLAIM)
    assert SHEET.id in {each.rule_id for each in row if each.event_type == "claims.ClaimApproved"}


def test_who_calculated_is_kept_with_the_sheet() -> None:
    assert claim(*CALCULATED).loss.calculation.by == CALCULATOR


def test_nothing_is_told_to_other_streams_before_approval() -> None:
    assert list(reacts(claim(*LIABLE), claim(*CHECKED))) == []

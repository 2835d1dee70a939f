"""What contradicts a rule without a time in a claim: the loss, its value and the costs of salvage."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.claims.checklists.loss import LOSS, SALVAGE
from ledger.claims.events.liability import LiabilityDetermined
from ledger.claims.events.loss import (
    InsuredValueDetermined,
    LossDetermined,
    SalvageCostAssessed,
    TotalLossConstructed,
)
from ledger.claims.state import Claim, evolve
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, Look, finds, look_through
from ledger.kernel.law import Rule, Text
from ledger.kernel.losses import AssessedItem
from ledger.law.manual import (
    CONSTRUCTIVE,
    DEPRECIATION,
    EXCLUDE_AGGRAVATED,
    REINSTATEMENT,
    REPAIR_OUTSIDE,
    REPAIR_SELF,
    STOCK_VERIFY,
    VALUE_BASIS,
    VERIFY,
)
from ledger.worksheets.loss import Restoration, assessed, total_loss_grounds
from ledger.worksheets.recorded import Difference, differing
from ledger.worksheets.refused import CalculationRefused

FINDINGS: Findings = []


# 五: what a determination rests on

look_through(FINDINGS, LOSS, evolve, LossDetermined, severity="deviation", answered_by=(LiabilityDetermined,))
look_through(FINDINGS, SALVAGE, evolve, SalvageCostAssessed, severity="deviation")


@finds(FINDINGS, VERIFY, LossDetermined, severity="deviation")
def difference_unexplained(claim: Claim, recorded: Recorded) -> Text | None:
    determined: LossDetermined = recorded.event  # type: ignore[assignment]
    bad = [check.item_id for check in determined.stock if check.differs and not check.reason]
    if not bad:
        return None
    return Text(
        f"存货 {'、'.join(bad)} 申报与核实的数量或单价不符，未说明原因；请补记。",
        f"quantity or price of stock {', '.join(bad)} differs from what was verified, and nobody said why",
    )


@finds(FINDINGS, STOCK_VERIFY, LossDetermined, severity="notice")
def overstated(claim: Claim, recorded: Recorded) -> Text | None:
    determined: LossDetermined = recorded.event  # type: ignore[assignment]
    bad = [check.item_id for check in determined.stock if check.overstated]
    if not bad:
        return None
    return Text(
        f"存货 {'、'.join(bad)} 申报的数量或单价高于核实结果；请判断是否构成欺诈疑点。",
        f"more was claimed of stock {', '.join(bad)} than was verified: see whether it looks like fraud",
    )


# 四(三)、五(二): how a loss is made up


def built_up_wrong(rule: Rule) -> Look:
    """The look for a loss that is not made up as this rule would have it."""

    def built_up_wrong(claim: Claim, recorded: Recorded) -> Text | None:
        determined: LossDetermined = recorded.event  # type: ignore[assignment]
        found = [
            (item.item_id, text)
            for item in determined.items
            for objecting, text in _objections(claim, item)
            if objecting is rule
        ]
        if not found:
            return None
        return Text(
            "；".join(f"项目 {item}：{text.zh}" for item, text in found),
            "; ".join(f"item {item}: {text.en}" for item, text in found),
        )

    return built_up_wrong


for _rule in (REPAIR_SELF, REPAIR_OUTSIDE, EXCLUDE_AGGRAVATED, REINSTATEMENT, DEPRECIATION):
    finds(FINDINGS, _rule, LossDetermined, severity="deviation")(built_up_wrong(_rule))


def _objections(claim: Claim, item: AssessedItem) -> Iterator[tuple[Rule, Text]]:
    """What the worksheet of a loss objects to in an assessed item, and what of it is not as was said before."""
    excluded = claim.loss.aggravated.get(item.item_id)
    if differs := differing([Difference("aggravated", item.aggravated or None, excluded and excluded.amount)]):
        yield EXCLUDE_AGGRAVATED, differs
    repair, value = claim.loss.repairs.get(item.item_id), claim.loss.values.get(item.item_id)
    if repair is None or not item.costs:
        return
    try:
        reckoned = assessed(
            Restoration(
                cost_type=repair.cost_type,
                costs=item.costs,
                basis=value.basis if value else "other",
                wear=item.wear,
                aggravated=item.aggravated,
                betterment=item.betterment,
                depreciation=item.depreciation,
            )
        )
    except CalculationRefused as refused:
        yield refused.rule, Text(f"{refused.path}：{refused.reason.zh}", f"{refused.path}: {refused.reason.en}")
        return
    if differs := differing([Difference("loss", item.loss, reckoned.lines[0].amount)]):
        yield REPAIR_SELF if repair.cost_type == "self" else REPAIR_OUTSIDE, differs


@finds(FINDINGS, CONSTRUCTIVE, TotalLossConstructed)
def no_ground_for_a_total_loss(claim: Claim, recorded: Recorded) -> Text | None:
    constructed: TotalLossConstructed = recorded.event  # type: ignore[assignment]
    item = claim.insured.get(constructed.item_id)
    if item is None:
        return Text("保险单标的中没有该项目。", "there is no such item in the policy")
    losses = {each.item_id: each.loss for each in claim.loss.determined.items} if claim.loss.determined else {}
    grounds = total_loss_grounds(
        item.sum_insured, loss=losses.get(item.item_id), salvage_cost=claim.loss.salvage_allowed
    )
    if constructed.ground in grounds:
        return None
    return Text(
        f"损失和施救费用各自均未超过保险金额 {item.sum_insured} 元，或与所写理由不符；请核实推定全损的依据。",
        f"by the figures on record this is no ground: the sum insured is {item.sum_insured} yuan; see why",
    )


# 五(二): the insured value


@finds(FINDINGS, VALUE_BASIS, InsuredValueDetermined, severity="deviation")
def not_the_value_of_the_policy(claim: Claim, recorded: Recorded) -> Text | None:
    """The basis is the policy's, and so is a value that it fixes."""
    determined: InsuredValueDetermined = recorded.event  # type: ignore[assignment]
    item = claim.insured.get(determined.item_id)
    if item is None:
        return Text("保险单标的中没有该项目。", "there is no such item in the policy")
    return differing(
        [
            Difference("/basis", determined.basis, item.value_basis),
            Difference("/value", determined.value, item.insured_value or determined.value),
        ]
    )

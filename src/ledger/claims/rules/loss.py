"""What refuses in a claim: the costs of salvage, and the calculation and its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ledger.claims.events.loss import (
    AssessedLine,
    CalculationSheetChecked,
    IndemnityCalculated,
    LossDetermined,
    SalvageCostAssessed,
    SalvageLine,
)
from ledger.claims.events.residual import AbandonmentAccepted
from ledger.claims.events.settlement import ClaimApproved, IndemnityPaid
from ledger.claims.state import Claim, figures
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text, carries
from ledger.kernel.worksheet import total
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.manual import (
    CALCULATE_AFTER_LOSS,
    EXCLUDE_UNINSURED_PROPERTY,
    LANDSLIDE_PREVENTION,
    NECESSARY,
    OFF_BOOK_SCOPE,
    REINSTATEMENT,
    SALVAGE_REASONABLE,
    SHEET,
)

REFUSALS: Refusals = []


# The costs of salvage


@carries(SALVAGE_REASONABLE, LANDSLIDE_PREVENTION)
def qualifies(line: SalvageLine, assessed: AssessedLine) -> bool:
    """Whether a claimed cost can be one of salvage: necessary, reasonable, for insured property, and in the peril."""
    return assessed.necessary and assessed.reasonable and line.property != "uninsured" and not line.prevention


@refuses(REFUSALS, KNOWN_REFERENCE, SalvageCostAssessed)
def line_never_claimed(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    assessed: SalvageCostAssessed = proposed.event  # type: ignore[assignment]
    unknown = [each.line_id for each in assessed.lines if each.line_id not in _claimed(claim)]
    if not unknown:
        return None
    return Text(
        f"施救费用 {'、'.join(unknown)} 未曾申报。",
        f"these costs of salvage were never claimed: {', '.join(unknown)}",
    )


@refuses(REFUSALS, NECESSARY, SalvageCostAssessed)
def allowed_without_need(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    assessed: SalvageCostAssessed = proposed.event  # type: ignore[assignment]
    claimed = _claimed(claim)
    pairs = [(claimed[each.line_id], each) for each in assessed.lines if each.line_id in claimed]
    wrong = [line.line_id for line, each in pairs if each.allowed > (line.cost if qualifies(line, each) else 0)]
    if not wrong:
        return None
    return Text(
        f"施救费用 {'、'.join(wrong)} 并非为保险财产必要、合理，或核定金额超过申报金额，不能认可。",
        "allowed although not necessary and reasonable for insured property, or above what was claimed: "
        + ", ".join(wrong),
    )


@refuses(REFUSALS, NECESSARY, IndemnityCalculated)
def salvage_not_allowed(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    calculation: IndemnityCalculated = proposed.event  # type: ignore[assignment]
    cost = calculation.inputs.salvage_cost
    if cost is None or cost.total <= claim.loss.salvage_allowed:
        return None
    return Text(
        f"计入施救费用 {cost.total} 元，核定认可的只有 {claim.loss.salvage_allowed} 元。",
        f"salvage cost of {cost.total} yuan is calculated, only {claim.loss.salvage_allowed} was allowed",
    )


def _claimed(claim: Claim) -> Mapping[str, SalvageLine]:
    claimed = claim.loss.salvage_claimed
    return {each.line_id: each for each in claimed.lines} if claimed else {}


# The calculation


@refuses(REFUSALS, OPEN_ONCE, IndemnityCalculated)
def number_in_use(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    calculation: IndemnityCalculated = proposed.event  # type: ignore[assignment]
    if calculation.calc_no not in claim.loss.calculations:
        return None
    return Text(
        f"计算书编号 {calculation.calc_no} 已被使用，重新计算请另编号。",
        f"there is a calculation {calculation.calc_no} already: number the new one otherwise",
    )


@refuses(REFUSALS, REINSTATEMENT, LossDetermined)
def deductions_exceed_loss(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    determined: LossDetermined = proposed.event  # type: ignore[assignment]
    return _named(
        (item.item_id for item in determined.items if total(item.taken_off) > item.loss),
        "扣减超过损失金额：{}。",
        "more is taken off than was lost: {}",
    )


@refuses(REFUSALS, CALCULATE_AFTER_LOSS, IndemnityCalculated)
def loss_not_determined(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    if claim.loss.determined:
        return None
    return Text("损失尚未核定，不能计算赔款。", "the loss is not determined yet: there is nothing to calculate from")


@refuses(REFUSALS, EXCLUDE_UNINSURED_PROPERTY, IndemnityCalculated, ClaimApproved, IndemnityPaid)
def item_not_insured(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Asked again before anything is paid: the policy may have been copied anew."""
    return _named(
        (id for id in _items(claim, proposed) if id not in claim.insured),
        "不在保险单标的之内，应当剔除：{}。",
        "outside the policy and to be left out: {}",
    )


@refuses(REFUSALS, OFF_BOOK_SCOPE, IndemnityCalculated, ClaimApproved, IndemnityPaid)
def scope_not_verified(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Asked again before anything is paid: what was verified may have been found otherwise since."""
    verified = {id for id, each in claim.survey.scope.items() if each.covered}
    off_book = {id for id, item in claim.insured.items() if item.item_class == "off_book"}
    return _named(
        (id for id in _items(claim, proposed) if id in off_book - verified),
        "帐外或代保管财产须先核实属于承保范围（ScopeVerified）：{}。",
        "off the books or held for others, and not verified to be covered (ScopeVerified): {}",
    )


def _items(claim: Claim, proposed: Proposed) -> Iterable[str]:
    """The items of the calculation proposed, or of the one that is approved or paid."""
    calculation = proposed.event if isinstance(proposed.event, IndemnityCalculated) else claim.loss.calculation
    return (item.id for item in calculation.inputs.items) if calculation else ()


def _named(ids: Iterable[str], zh: str, en: str) -> Text | None:
    found = list(ids)
    return Text(zh.format("、".join(found)), en.format(", ".join(found))) if found else None


# The check of the sheet


@refuses(REFUSALS, KNOWN_REFERENCE, CalculationSheetChecked)
def no_such_sheet(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    check: CalculationSheetChecked = proposed.event  # type: ignore[assignment]
    if check.calc_no in claim.loss.calculations:
        return None
    return Text(f"没有编号为 {check.calc_no} 的计算书。", f"there is no calculation {check.calc_no}")


@refuses(REFUSALS, SHEET, CalculationSheetChecked)
def sheet_out_of_date(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    check: CalculationSheetChecked = proposed.event  # type: ignore[assignment]
    return out_of_date(claim, check.calc_no)


def out_of_date(claim: Claim, calc_no: str | None) -> Text | None:
    """Why nobody can go by this calculation: it is not the latest, or not from what is on record now."""
    latest = claim.loss.calculation
    if latest is None or latest.calc_no != calc_no:
        return Text(f"{calc_no} 不是最近一次计算的编号。", f"{calc_no} is not the latest calculation")
    if differs := figures.changed(claim):
        return Text(
            f"计算书 {calc_no} 与现有记录不一致，须重新计算：{differs.zh}",
            f"{calc_no} is not from what is on record now, calculate anew: {differs.en}",
        )
    return None


@refuses(REFUSALS, SHEET, RecordCorrected)
def sheet_was_checked(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Check, review and approval are of the figures they saw: other figures are another calculation."""
    correction: RecordCorrected = proposed.event  # type: ignore[assignment]
    # Corrections come from the streams of every context, with states that are no claims.
    if not isinstance(claim, Claim) or not isinstance(facts.corrected, IndemnityCalculated):
        return None
    changes = correction.new_values or {}
    if not changes or (facts.corrected.calc_no not in claim.loss.vouched and "calc_no" not in changes):
        return None
    return Text(
        "计算书一经核对不再更正内容，编号也不更改：请另编号重新计算，或撤回。",
        "a calculation that was checked is corrected no more, and none is renumbered: calculate anew, or withdraw it",
    )


# Abandonment


@refuses(REFUSALS, IN_ORDER, AbandonmentAccepted)
def nothing_abandoned(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    if claim.loss.abandonment.status == "offered":
        return None
    return Text("没有待答复的委付。", "no offer to abandon anything waits for an answer")

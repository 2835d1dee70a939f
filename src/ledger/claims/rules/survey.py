"""What refuses in a claim: the assessment list, intermediaries, and references to nothing (PICC 注意·二)."""

from __future__ import annotations

from ledger.claims.events.survey import (
    DiscrepancyExplained,
    DiscrepancyFound,
    IntermediaryEngaged,
    LossAssessmentListIssued,
    SampleHandedOver,
    SampleTaken,
)
from ledger.claims.state import Claim
from ledger.claims.state.survey import Intermediary
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.law.house import KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.manual import INTERMEDIARY, LIST_FIRST

REFUSALS: Refusals = []


# 注意·二(五): the list first


@refuses(REFUSALS, LIST_FIRST, LossAssessmentListIssued)
def list_not_signed(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    survey = claim.survey
    if survey.few or survey.list_signed:
        return None
    return Text(
        "被保险人尚未提供并签字确认受损保险财产清单，不得出具正式的损失核定清单。",
        "the insured has not yet handed in and signed its list of damaged property: no assessment list before that",
    )


@refuses(REFUSALS, LIST_FIRST, LossAssessmentListIssued)
def beyond_the_list(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    issued: LossAssessmentListIssued = proposed.event  # type: ignore[assignment]
    survey = claim.survey
    added = sorted(set(issued.items) - survey.listed)
    if not survey.list_signed or not added:
        return None
    return Text(
        f"{'、'.join(added)} 不在被保险人签字确认的清单内；确需追加的，先记录重新开启受损范围的理由。",
        f"{', '.join(added)} not on the list the insured signed: record first why the scope is reopened",
    )


# 注意·二(八): intermediaries

SIDES = {"insurer": Text("保险人", "insurer"), "insured": Text("被保险人", "insured")}


@refuses(REFUSALS, INTERMEDIARY, IntermediaryEngaged)
def intermediary_not_agreed(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    engaged: IntermediaryEngaged = proposed.event  # type: ignore[assignment]
    known = claim.survey.intermediaries.get(engaged.firm, Intermediary())
    if "insured" not in known.consents:
        return Text(
            f"聘请 {engaged.firm} 尚未征得被保险人同意。",
            f"the insured has not agreed to {engaged.firm} yet",
        )
    missing = [side for name, side in SIDES.items() if name not in known.written]
    if not missing:
        return None
    return Text(
        f"聘请 {engaged.firm} 须保险双方书面认可，尚缺：{'、'.join(side.zh for side in missing)}。",
        f"both sides must acknowledge {engaged.firm} in writing; missing: {', '.join(side.en for side in missing)}",
    )


# Samples and discrepancies, by their ids


@refuses(REFUSALS, OPEN_ONCE, SampleTaken)
def sample_there_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    """Taken again under its id, a sample would have two custodians."""
    taken: SampleTaken = proposed.event  # type: ignore[assignment]
    if taken.sample_id not in claim.survey.samples:
        return None
    return Text(f"样品编号 {taken.sample_id} 已被使用。", f"the sample id {taken.sample_id} is in use")


@refuses(REFUSALS, KNOWN_REFERENCE, SampleHandedOver)
def sample_unknown(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    handed: SampleHandedOver = proposed.event  # type: ignore[assignment]
    if handed.sample_id in claim.survey.samples:
        return None
    return Text(f"本案没有样品 {handed.sample_id}。", f"this claim has no sample {handed.sample_id}")


@refuses(REFUSALS, OPEN_ONCE, DiscrepancyFound)
def discrepancy_there_already(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    found: DiscrepancyFound = proposed.event  # type: ignore[assignment]
    if found.discrepancy_id not in claim.survey.discrepancies:
        return None
    return Text(
        f"帐实不符编号 {found.discrepancy_id} 已被使用。", f"the discrepancy id {found.discrepancy_id} is in use"
    )


@refuses(REFUSALS, KNOWN_REFERENCE, DiscrepancyExplained)
def discrepancy_unknown(claim: Claim, proposed: Proposed, facts: Facts) -> Text | None:
    explained: DiscrepancyExplained = proposed.event  # type: ignore[assignment]
    if explained.discrepancy_id in claim.survey.discrepancies:
        return None
    return Text(
        f"本案没有编号为 {explained.discrepancy_id} 的帐实不符。",
        f"this claim has no discrepancy {explained.discrepancy_id}",
    )

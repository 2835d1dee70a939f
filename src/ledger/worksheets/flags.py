"""What a sheet marks for a person's eye; a flag decides nothing."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.kernel.law import Text

RESIDUAL_EXCEEDS_LOSS = "residual_exceeds_loss"
OVER_INSURED = "over_insured"
NOT_INSURED = "not_insured"
LIMIT_APPLIES = "limit_applies"
CONSTRUCTIVE_TOTAL_LOSS = "constructive_total_loss"
VALUE_BASES_DIFFER = "value_bases_differ"
DOUBLE_INSURANCE = "double_insurance"
SHARED_SUM_INSURED = "shared_sum_insured"
POLICY_DEDUCTIBLE = "policy_deductible"
BELOW_DEDUCTIBLE = "below_deductible"
SALVAGE_OVER_SUM_INSURED = "salvage_over_sum_insured"

FLAGS: Mapping[str, Text] = {
    RESIDUAL_EXCEEDS_LOSS: Text(
        "残值高于损失，本项按零计算，多出的残值不抵减其他项目。",
        "the residual value exceeds the loss: the item counts as zero and nothing of it reduces other items",
    ),
    OVER_INSURED: Text(
        "保险金额高于保险价值，投保比例按 100% 核定。",
        "the sum insured exceeds the insured value: the insurance ratio is 100 %",
    ),
    NOT_INSURED: Text("保险金额为零，本项没有保障。", "the sum insured is zero: the item is not insured"),
    LIMIT_APPLIES: Text("赔款按限额核定。", "the indemnity is held to its limit"),
    CONSTRUCTIVE_TOTAL_LOSS: Text(
        "损失或施救费用超过保险金额，可以推定全损，由有权人员决定。",
        "the loss or the salvage cost exceeds the sum insured: a total loss may be declared, by a decision",
    ),
    VALUE_BASES_DIFFER: Text(
        "核损以实际价值为准，投保比例以另一口径的保险价值为准。",
        "the loss is an actual value, and the ratio is taken against an insured value of another basis",
    ),
    DOUBLE_INSURANCE: Text(
        "各保单保险金额之和超过保险价值，按重复保险分摊。",
        "the policies together exceed the insured value: the indemnity is shared among them",
    ),
    SHARED_SUM_INSURED: Text(
        "各项目按共用一个保险金额、一个保险价值计算；各有保险金额的，须注明其他保险单所保项目。",
        "the items are taken to share one sum insured and one value; where each has its own, say which item each of "
        "the other policies insures",
    ),
    POLICY_DEDUCTIBLE: Text(
        "免赔额与免赔率以高者为准，系保单约定。", "the higher of amount and rate is deducted: a term of the policy"
    ),
    BELOW_DEDUCTIBLE: Text("免赔后无应赔金额，以零赔付结案。", "the deductible leaves nothing: a claim closed at zero"),
    SALVAGE_OVER_SUM_INSURED: Text(
        "施救费用超过保险金额，按保险金额为限，并可推定全损。",
        "the salvage cost exceeds the sum insured, which limits it; a total loss may be declared",
    ),
}
"""Flags by their name; one about an item is followed by a colon and the item's id."""


def said(flag: str) -> Text:
    """What a flag of a sheet says."""
    return FLAGS[flag.partition(":")[0]]

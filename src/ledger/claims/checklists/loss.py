"""What the determination of a loss, and of the costs of salvage, rests on (PICC 五、六(七))."""

from __future__ import annotations

from ledger.claims.state import Claim
from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.law import Text
from ledger.law.manual import DETERMINATION_OF_LOSS, SEPARABLE_FLAG


def _refers(member: str) -> Item:
    return Item(
        id=member,
        text=PAPERS[member],
        rule=DETERMINATION_OF_LOSS,
        done=lambda claim: claim.loss.determined is not None and getattr(claim.loss.determined, member) is not None,
        applies=lambda claim: member != "cost_list" or claim.loss.salvage_claimed is not None,
    )


PAPERS = {
    "survey_record": Text("现场查勘记录", "the survey record"),
    "loss_list": Text("损失清单", "the list of losses"),
    "cost_list": Text("费用清单", "the list of costs"),
}
"""What a loss is audited against and by."""
LOSS = Checklist(
    id="loss_determination",
    title=Text("定损依据清单", "What a loss is determined from"),
    items=(
        Item(
            id="liability",
            text=Text("责任核定", "the determination of liability"),
            rule=DETERMINATION_OF_LOSS,
            done=lambda claim: claim.liability.determined is not None,
        ),
        *map(_refers, PAPERS),
    ),
)


def _all_assessed(claim: Claim) -> bool:
    claimed, assessed = claim.loss.salvage_claimed, claim.loss.salvage
    lines = {each.line_id for each in assessed.lines} if assessed else set()
    return claimed is None or {each.line_id for each in claimed.lines} <= lines


def _mixed(claim: Claim) -> bool:
    claimed = claim.loss.salvage_claimed
    return claimed is not None and any(each.property == "mixed" for each in claimed.lines)


def _divided(claim: Claim) -> bool:
    assessed = claim.loss.salvage
    return assessed is not None and not assessed.separable and assessed.all_value_salvaged is not None


SALVAGE = Checklist(
    id="salvage_cost",
    title=Text("施救费用核定清单", "What an assessment of salvage cost answers"),
    items=(
        Item(
            id="lines",
            text=Text("全部申报项目的核定", "an answer to every line claimed"),
            rule=SEPARABLE_FLAG,
            done=_all_assessed,
        ),
        Item(
            id="values",
            text=Text(
                "无法区分的费用所施救财产的价值",
                "the values of what was salvaged, to divide the costs that cannot be told apart",
            ),
            rule=SEPARABLE_FLAG,
            applies=_mixed,
            done=_divided,
        ),
    ),
)
CHECKLISTS = (LOSS, SALVAGE)

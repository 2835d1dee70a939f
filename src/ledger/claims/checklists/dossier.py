"""The dossier of a property claim: twenty items, which of them a claim needs, and what its accounts are (PICC 十).

Article 十 itself says of four items which claims need them. Others are the papers of a step that not every claim takes:
where nothing is paid there is no receipt, and where nothing was calculated no sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import NamedTuple

from ledger.claims.state import Claim
from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.clock import local_day
from ledger.kernel.law import Text
from ledger.law.manual import DOSSIER_ACCOUNTS, ITEMS, ORDER


class Needed(NamedTuple):
    """An item of the manual's list, and the claims that need it. 案卷单证"""

    no: int
    text: Text
    when: Callable[[Claim], bool] = lambda claim: True


def _with_experts(claim: Claim) -> bool:
    return claim.survey.intermediary is not None or bool(claim.liability.appraisals)


def _paying(claim: Claim) -> bool:
    """Whether anything was paid, or will be: neither after a rejection of the whole nor where nothing is payable."""
    return bool(claim.settlement.payments) or (claim.liability.rejected is None and claim.payable != 0)


def _calculated(claim: Claim) -> bool:
    return claim.liability.rejected is None or claim.loss.calculation is not None


def _with_residual(claim: Claim) -> bool:
    """Whether anything of value was left that the insured keeps at a price, or the insurer takes."""
    loss = claim.loss
    left = loss.determined is not None and any(item.residual for item in loss.determined.items)
    return bool(loss.residuals) or bool(loss.taken) or (left and claim.liability.rejected is None)


FIXED = frozenset({"building", "machine", "pipeline", "other_fixed"})
"""The classes of property that are fixed assets."""
STOCK = frozenset({"stock"})


def _lost(classes: frozenset[str]) -> Callable[[Claim], bool]:
    """Whether such property is concerned, as the inventory has it or, without one, the determination of the loss."""

    def lost(claim: Claim) -> bool:
        determined = claim.loss.determined.items if claim.loss.determined else ()
        of_items = {claim.insured[each.item_id].item_class for each in determined if each.item_id in claim.insured}
        return not classes.isdisjoint(claim.survey.damaged or of_items)

    return lost


TWENTY = (
    Needed(1, Text("卷宗目录", "table of contents")),
    Needed(2, Text("批复及请示", "request to the superior and its answer"), lambda claim: claim.over_authority),
    Needed(3, Text("理赔报告", "claim report")),
    Needed(4, Text("赔案审批记录", "record of approval")),
    Needed(5, Text("出险通知书及索赔申请", "notice of loss and claim application")),
    Needed(6, Text("承保材料", "underwriting papers")),
    Needed(7, Text("保险财产损失清单或定损协议书", "list of losses or agreement on them")),
    Needed(8, Text("现场查勘报告", "survey report")),
    Needed(9, Text("出险证明材料", "official proof of the event")),
    Needed(10, Text("技术鉴定或公估理算材料", "expert opinion or adjusting report"), _with_experts),
    Needed(11, Text("有关财务资料", "accounts"), _lost(FIXED | STOCK)),
    Needed(
        12,
        Text("残余物资回收价格或协商价值证明", "proof of the price or agreed value of residual goods"),
        _with_residual,
    ),
    Needed(13, Text("现场照片", "photographs of the scene")),
    Needed(14, Text("赔付协议书", "settlement agreement"), _paying),
    Needed(15, Text("赔款计算书", "calculation sheet"), _calculated),
    Needed(16, Text("赔款收据", "receipt for the indemnity"), _paying),
    Needed(17, Text("权益转让书", "assignment of rights"), lambda claim: claim.third_party),
    Needed(18, Text("赔款批单", "endorsement for the indemnity"), _paying),
    Needed(19, Text("预付赔款申请书", "application for an advance"), lambda claim: bool(claim.settlement.advances)),
    Needed(20, Text("受灾现场平面图", "plan of the scene")),
)
"""Articles 十(一) to 十(二十)."""


def _filed(no: int) -> Callable[[Claim], bool]:
    return lambda claim: any(each.item_no == no for each in claim.settlement.dossier)


def _explained(claim: Claim) -> bool:
    """Whether photographs and originals say what they are."""
    return all(each.explanation for each in claim.settlement.dossier if each.item_no == 13 or each.original)


DOSSIER = Checklist(
    id="dossier",
    title=Text("财产险赔案单证清单", "The dossier of a property claim"),
    items=(
        *(
            Item(id=str(each.no), text=each.text, rule=ITEMS, applies=each.when, done=_filed(each.no))
            for each in TWENTY
        ),
        Item(
            id="explanations",
            text=Text("照片和原件的文字说明", "explanations of photographs and originals"),
            rule=ORDER,
            done=_explained,
        ),
    ),
)


class Account(NamedTuple):
    """What item 11 has, and the claims that need it. 财务资料"""

    text: Text
    when: Callable[[Claim], bool] = _lost(FIXED | STOCK)


ACCOUNTS_OF_ITEM_11: Mapping[str, Account] = {
    "balance_sheet": Account(Text("出险上月的资产负债表", "balance sheet of the month before the loss")),
    "fixed_asset_ledger": Account(Text("固定资产明细帐", "ledger of fixed assets"), _lost(FIXED)),
    "stock_ledger": Account(Text("存货分类明细帐", "ledger of stock"), _lost(STOCK)),
    "warehouse_book": Account(Text("仓库保管帐", "warehouse book"), _lost(STOCK)),
    "warehouse_slips": Account(Text("出入库单据", "slips of the warehouse"), _lost(STOCK)),
    "purchase_invoices": Account(Text("购货发票", "invoices of purchases")),
    "price_proof": Account(Text("价格构成证明", "proof of prices")),
}


def _month_before(claim: Claim) -> tuple[int, int] | None:
    """The month before that of the loss, by local days."""
    if claim.report.loss_time is None:
        return None
    last = local_day(claim.report.loss_time).replace(day=1) - timedelta(days=1)
    return last.year, last.month


def _account_filed(name: str) -> Callable[[Claim], bool]:
    """Whether the account is there; a balance sheet is that of the month before the loss."""

    def filed(claim: Claim) -> bool:
        days = [each.as_of for each in claim.settlement.dossier if each.account == name]
        if name != "balance_sheet":
            return bool(days)
        return any(day is not None and (day.year, day.month) == _month_before(claim) for day in days)

    return filed


ACCOUNTS = Checklist(
    id="dossier_accounts",
    title=Text("案卷第十一项财务资料清单", "The accounts in item 11 of a dossier"),
    items=tuple(
        Item(id=name, text=each.text, rule=DOSSIER_ACCOUNTS, applies=each.when, done=_account_filed(name))
        for name, each in ACCOUNTS_OF_ITEM_11.items()
    ),
)
CHECKLISTS = (DOSSIER, ACCOUNTS)

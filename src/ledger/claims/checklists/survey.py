"""What photos and sketch must show, and what must be learned from the accounts (PICC 二4, 二7, 注意·二(九))."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ledger.claims.events.survey import AccountsExamined, Book, LedgerItem, Photo
from ledger.claims.state import Claim
from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.law import Rule, Text
from ledger.law.manual import (
    BELONGING,
    BUILDING,
    ESSENTIAL,
    FIRE_ORIGIN,
    FIXED_BOOKS,
    IDENTIFY,
    INCEPTION_CHECK,
    INSURED_ITEMS,
    MACHINE,
    NEW_ASSETS,
    PHOTOS,
    PIPELINES,
    SKETCH,
    STOCK,
    STOCK_BOOKS,
)

FIXED = frozenset({"building", "machine", "pipeline", "other_fixed"})
"""The classes of property that are fixed assets."""

# The scene


def _shown(sees: Callable[[Photo], bool]) -> Callable[[Any], bool]:
    """Whether some photo shows it."""
    return lambda claim: any(sees(photo) for photo in claim.survey.photos.values())


def _photo(
    id: str, zh: str, en: str, rule: Rule, sees: Callable[[Photo], bool], applies: Callable[[Any], bool] | None = None
) -> Item:
    """Something that photos must show, unless the surveyors said why there are none."""
    return Item(
        id=id,
        text=Text(zh, en),
        rule=rule,
        applies=lambda claim: not claim.survey.waived and (applies is None or applies(claim)),
        done=_shown(sees),
    )


def _views(*views: str) -> Callable[[Photo], bool]:
    return lambda photo: not set(views).isdisjoint(photo.views)


def _category(category: str) -> Callable[[Photo], bool]:
    return lambda photo: photo.category == category


def _of_class(
    property_class: str, rule: Rule, *wanted: tuple[str, str, str, Callable[[Photo], bool]]
) -> Iterator[Item]:
    """What photos of one class of property must show, where things of it were damaged."""
    for id, zh, en, sees in wanted:
        yield _photo(
            f"{property_class}_{id}",
            zh,
            en,
            rule,
            lambda photo, sees=sees: photo.property_class == property_class and sees(photo),  # type: ignore[misc]
            lambda claim: property_class in claim.survey.damaged,
        )


def _some(told: str) -> Callable[[Any], bool]:
    """Whether the inventory has such a damaged thing."""
    return lambda claim: any(item.damaged and getattr(item, told) for item in claim.survey.inventory)


def _sketch(id: str, zh: str, en: str) -> Item:
    return Item(
        id=f"sketch_{id}",
        text=Text(zh, en),
        rule=SKETCH,
        applies=lambda claim: not claim.survey.waived,
        done=lambda claim: claim.survey.sketch is not None and bool(getattr(claim.survey.sketch, id)),
    )


SCENE = Checklist(
    id="scene",
    title=Text("现场照片和草图", "Photos and sketch of the scene"),
    items=(
        _photo("photo", "现场照片", "a photo", ESSENTIAL, lambda photo: True),
        Item(
            id="sketch",
            text=Text("现场草图", "a sketch"),
            rule=ESSENTIAL,
            applies=lambda claim: not claim.survey.waived,
            done=lambda claim: claim.survey.sketch is not None,
        ),
        _photo("place", "出险地点的照片", "a photo of the place", PHOTOS, _category("place")),
        _photo("overview", "现场概貌的照片", "a photo of the whole scene", PHOTOS, _category("overview")),
        _photo("quantity", "受损数量的照片", "a photo of how much is damaged", PHOTOS, _category("quantity")),
        _photo("degree", "受损程度的照片", "a photo of how badly it is damaged", PHOTOS, _category("degree")),
        _sketch("storage_place", "草图标明存放地点", "where things were kept, on the sketch"),
        _sketch("distribution", "草图标明分布情况", "how they were distributed, on the sketch"),
        _sketch("surroundings", "草图标明周围建筑和地形", "buildings and terrain around, on the sketch"),
        _sketch("text", "草图的文字说明", "a few words on the sketch"),
        _photo("address", "照片反映坐落地址", "the address in a photo", IDENTIFY, _views("address")),
        _photo(
            "insured_name", "照片反映被保险人名称", "the insured's name in a photo", IDENTIFY, _views("insured_name")
        ),
        _photo(
            "fire_origin",
            "起火点的照片",
            "a photo of where the fire began",
            FIRE_ORIGIN,
            _views("fire_origin"),
            lambda claim: claim.survey.apparent_cause == "fire",
        ),
        *_of_class(
            "building",
            BUILDING,
            ("plan", "建筑平面的照片", "the building's ground plan", _views("plan")),
            ("elevation", "建筑立面的照片", "the building's elevation", _views("elevation")),
            ("structure", "梁、柱、墙等结构的照片", "beams, columns or walls", _views("beam", "column", "wall")),
            (
                "finishes",
                "内外墙、顶棚等装饰的照片",
                "inner or outer walls or ceilings",
                _views("inner_wall", "outer_wall", "ceiling"),
            ),
        ),
        *_of_class(
            "machine",
            MACHINE,
            ("overall", "机器设备整体的照片", "the machine as a whole", _views("overall")),
            ("detail", "机器设备局部的照片", "a detail of the machine", _views("detail")),
        ),
        _photo(
            "machine_nameplate",
            "机器设备铭牌的照片",
            "the machine's nameplate",
            MACHINE,
            _views("nameplate"),
            _some("nameplate"),
        ),
        *_of_class(
            "pipeline",
            PIPELINES,
            ("close_up", "管线近景的照片", "the pipes from near by", _views("close_up")),
            ("layout", "管线整体走向的照片", "the layout of the pipes", _views("layout")),
        ),
        *_of_class(
            "stock",
            STOCK,
            ("place", "存货存放地点的照片", "where the stock was kept", _category("place")),
            ("quantity", "存货受损数量的照片", "how much of the stock is damaged", _category("quantity")),
            ("degree", "存货损失程度的照片", "how badly the stock is damaged", _category("degree")),
            ("salvaged", "清点整理和施救存货的照片", "stock counted and saved", _views("salvaged")),
        ),
        _photo(
            "stock_opened",
            "打开外包装的照片",
            "opened packages",
            STOCK,
            _views("opened_package"),
            _some("packaged"),
        ),
    ),
)

# The accounts


def _books(of: str, rule: Rule, concerns: Callable[[Any], bool], *books: tuple[Book, str, str]) -> Iterator[Item]:
    """The books to be read where such property was damaged."""
    for book, zh, en in books:
        yield Item(
            id=f"{of}_{book}",
            text=Text(zh, en),
            rule=rule,
            applies=concerns,
            done=_told(lambda accounts, book=book: book in accounts.books),  # type: ignore[misc]
        )


def _told(told: Callable[[AccountsExamined], bool]) -> Callable[[Any], bool]:
    """Whether the last examination tells it."""
    return lambda claim: claim.survey.accounts is not None and told(claim.survey.accounts)


def _fixed(claim: Claim) -> bool:
    return not claim.survey.damaged.isdisjoint(FIXED)


BOOKS = Checklist(
    id="books",
    title=Text("查阅的账册资料", "Books examined"),
    items=(
        *_books(
            "fixed",
            FIXED_BOOKS,
            _fixed,
            ("balance_sheet_at_loss", "出险时资产负债表", "balance sheet at the loss"),
            ("fixed_general_ledger", "固定资产总账", "general ledger of fixed assets"),
            ("fixed_detail_ledger", "固定资产明细账", "detailed ledger of fixed assets"),
            ("asset_cards", "资产卡片", "asset cards"),
            ("original_invoices", "原始发票凭证", "original invoices"),
        ),
        *_books(
            "stock",
            STOCK_BOOKS,
            lambda claim: "stock" in claim.survey.damaged,
            ("balance_sheet_at_inception", "承保时资产负债表", "balance sheet at inception"),
            ("balance_sheet_at_loss", "出险时资产负债表", "balance sheet at the loss"),
            ("stock_general_ledger", "存货总账", "general ledger of stock"),
            ("stock_detail_ledger", "存货明细账", "detailed ledger of stock"),
            ("warehouse_book", "库存保管账", "warehouse book"),
            ("in_out_slips", "出入库单", "slips of what went in and out"),
            ("production_records", "车间生产记录", "production records"),
            ("cost_sheets", "成本核算表", "cost sheets"),
            ("memo_book", "备查簿", "memo book"),
        ),
    ),
)


def _every(told: Callable[[LedgerItem], bool]) -> Callable[[Any], bool]:
    """Whether the books at the loss were read, and tell it of every thing."""
    return _told(lambda accounts: bool(accounts.loss_date_items) and all(map(told, accounts.loss_date_items)))


ACCOUNTS = Checklist(
    id="accounts",
    title=Text("查账内容", "What the accounts must tell"),
    items=(
        Item(
            id="inception",
            text=Text("投保时会计明细账的明细项", "the items of the ledger at inception"),
            rule=INCEPTION_CHECK,
            done=_told(lambda accounts: bool(accounts.inception_items)),
        ),
        Item(
            id="compared",
            text=Text("与保险单对照的结果", "what the comparison with the policy gave"),
            rule=INCEPTION_CHECK,
            done=_told(lambda accounts: accounts.differences is not None),
        ),
        Item(
            id="insured",
            text=Text("各项资产是否保险项目", "which assets are insured"),
            rule=INSURED_ITEMS,
            done=_every(lambda item: item.insured is not None),
        ),
        Item(
            id="figures",
            text=Text("保险项目的数量、价格和保额", "quantity, price and sum insured of those that are"),
            rule=INSURED_ITEMS,
            done=_every(
                lambda item: not item.insured or None not in (item.quantity, item.unit_price, item.sum_insured)
            ),
        ),
        Item(
            id="account",
            text=Text("标的在账面中的归属", "where each stands in the books"),
            rule=BELONGING,
            done=_every(lambda item: item.account is not None),
        ),
        Item(
            id="ratio",
            text=Text("是否足额投保", "whether each is fully insured"),
            rule=BELONGING,
            done=_every(lambda item: not item.insured or item.ratio is not None),
        ),
        Item(
            id="inception_sums",
            text=Text("投保时保额与账面金额的核对", "sums insured against book values at inception"),
            rule=NEW_ASSETS,
            applies=_fixed,
            done=_told(lambda accounts: all(item.sum_insured is not None for item in accounts.inception_items)),
        ),
        Item(
            id="new_assets",
            text=Text("新增固定资产是否投保", "whether new fixed assets are insured"),
            rule=NEW_ASSETS,
            applies=_fixed,
            done=_told(lambda accounts: accounts.new_assets is not None),
        ),
    ),
)
CHECKLISTS = (SCENE, BOOKS, ACCOUNTS)

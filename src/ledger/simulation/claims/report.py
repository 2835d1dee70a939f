"""How a simulated loss is reported and surveyed (PICC 一, 二, 十五, 注意·一, 二)."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import timedelta
from typing import Any

from ledger.simulation.claims.case import Claim
from ledger.simulation.claims.figures import FOLLOWER_SHARE, Item, yuan
from ledger.simulation.sending import Sending

CAUSES = ("fire", "water", "wind", "other")
SECTIONS = ["出险经过", "现场情况", "损失情况", "初步意见"]
FIXED_BOOKS = [
    "balance_sheet_at_loss", "fixed_general_ledger", "fixed_detail_ledger", "asset_cards", "original_invoices",
]  # fmt: skip
STOCK_BOOKS = [
    "balance_sheet_at_inception", "balance_sheet_at_loss", "stock_general_ledger", "stock_detail_ledger",
    "warehouse_book", "in_out_slips", "production_records", "cost_sheets", "memo_book",
]  # fmt: skip
TOO_LATE = 14
"""The hour from which on surveyors come the next day."""
WITHOUT_BOOKS = frozenset({"household", "accident_health"})
GENERAL = (
    ("place", ("address",), "出险地点"),
    ("overview", ("insured_name",), "现场概貌"),
    ("quantity", (), "受损数量"),
    ("degree", (), "受损程度"),
)
"""Category, views and caption of the photos that every survey takes."""
PHOTOS = {
    "building": (("quantity", ("plan", "elevation"), "平面与立面"), ("degree", ("wall", "inner_wall"), "墙体")),
    "machine": (("quantity", ("overall", "nameplate"), "设备整体"), ("degree", ("detail",), "受损部位")),
    "stock": (
        ("place", (), "存放地点"),
        ("quantity", ("salvaged", "opened_package"), "开包清点"),
        ("degree", (), "受损程度"),
    ),
}
"""The photos of a class of property."""


def report(case: Claim) -> Generator[Sending, None, bool]:
    """From the report to the dispatch of surveyors; whether there is a claim to go on with."""
    fate = case.fate["report"]
    received = case.at
    reported: dict[str, Any] = {
        "insurer_id": case.insurer,
        "reporter": f"示例报案人{case.number:04}",
        "insured_id": case.insured,
        "policy_no": case.policy,
        "line_of_business": case.line,
        "loss_time": case.lost_at.isoformat(),
        "place": case.place,
        "received_at": received,
        "channel": "branch" if case.coinsured else case.random.choice(("hotline", "hotline", "online", "agent")),
        "jurisdiction": case.area,
    }
    if case.coinsured:
        reported |= {"coinsurance": True, "lead": True}
    # Whoever sends history sends it from the first line on: the report tells that, too.
    imported = ("imported",) if case.provenance else ()
    yield case.insurer_says("LossReported", case.line, *imported, **reported)
    if case.coinsured:
        yield _transferred(case, received)
    case.minutes(2, 12)
    if fate in ("unmatched", "struck_out"):
        yield case.insurer_says("CoverageQueried", found=False, queried_at=case.at, by=case.staff(1))
        yield case.insurer_says("UnmatchedReportOpened", reason="no_record")
        case.days(1, 4)
        if fate == "struck_out":
            yield case.insurer_says("ReportCancelled", fate, reason="未查到承保记录", ground="mistake")
            return False
        yield case.insurer_says("ReportMatchedToPolicy", fate, policy_no=case.policy, feedback_from="underwriting")
        case.minutes(1, 5)
    queried: dict[str, Any] = {
        "policy_no": case.policy, "found": True, "insured_here": True, "reinsurance": False,
        "coinsurance": case.coinsured, "premium_paid": True, "queried_at": case.at, "by": case.staff(1),
    }  # fmt: skip
    if case.coinsured:
        queried |= {"lead": True, "coinsurers": [{"insurer_id": case.follower, "share": FOLLOWER_SHARE}]}
    yield case.insurer_says("CoverageQueried", **queried)
    yield _copied(case)
    if case.coinsured:
        case.minutes(2, 20)
        yield case.insurer_says("CoInsurersNotified", member_id=case.follower, at=case.at, channel="phone")
    if fate == "withdrawn":
        case.days(1, 3)
        yield case.insurer_says("ReportCancelled", fate, reason="被保险人撤回报案", ground="withdrawn")
        return False
    case.minutes(3, 15)
    yield case.insurer_says("SurveyDispatched", surveyor_ids=[case.staff(2), case.staff(3)], place=case.place)
    return True


def survey(case: Claim) -> Iterator[Sending]:
    """What the surveyors see, count and report; of people who were hurt, papers alone."""
    fate = case.fate["survey"]
    filed: dict[str, Any] = {"report_ref": f"CK-{case.key}", "sections": SECTIONS}
    if case.line == "accident_health":
        case.days(1, 3)
        yield case.insurer_says("SurveyReportFiled", apparent_cause="other", waiver="人伤案件，无财产损失现场", **filed)
    else:
        cause = case.random.choice(CAUSES) if case.line != "machinery_breakdown" else "other"
        yield from _at_the_scene(case, cause)
        case.days(1, 2)
        if case.line not in WITHOUT_BOOKS and fate != "accounts_unread":
            yield from _accounts(case)
        if fate != "unreported":
            case.minutes(10, 40)
            shows = (fate,) if fate in ("unsketched", "unphotographed") else ()
            yield case.insurer_says("SurveyReportFiled", *shows, apparent_cause=cause, **filed)
    case.minutes(5, 30)
    shows = (fate,) if fate in ("unreported", "accounts_unread") and case.line != "accident_health" else ()
    flags = {
        "third_party": case.fate["third_party"] != "nobody",
        "over_authority": case.fate["authority"] == "beyond",
    }
    told = {name: True for name, flag in flags.items() if flag}
    yield case.insurer_says("ClaimFiled", *shows, filed_at=case.at, **told)


def _transferred(case: Claim, received: str) -> Sending:
    """The report of a co-insured loss is passed on to the hotline: in ten minutes, or not."""
    fate = case.fate["transfer"]
    case.now += timedelta(minutes=case.random.randint(4, 10) if fate == "transferred" else case.random.randint(11, 40))
    times = {"received_at": received, "transferred_at": case.at}
    return case.insurer_says("HotlineTransferMade", case.fate["insurance"], fate, lead=True, **times)


def _copied(case: Claim) -> Sending:
    since = case.lost_at.date() - timedelta(days=case.random.randint(30, 300))
    return case.insurer_says(
        "PolicySnapshotTaken",
        policy_no=case.policy,
        policy_version="1",
        period_from=since.isoformat(),
        period_to=(since + timedelta(days=364)).isoformat(),
        location=case.place,
        form="comprehensive",
        premium_paid=True,
        items=case.figures.policy(),
    )


def _at_the_scene(case: Claim, cause: str) -> Iterator[Sending]:
    fate, items = case.fate["survey"], case.figures.items
    if case.now.hour >= TOO_LATE:
        case.days(1, 1)
    case.minutes(50, 130)
    arrived = case.now
    arrival = case.insurer_says("SurveyorArrived", surveyor_ids=[case.staff(2), case.staff(3)], arrived_at=case.at)
    yield arrival
    case.minutes(5, 15)
    yield case.insurer_says("SalvageUrged", measures_advised="清理现场，转移未受损财产")
    yield case.insurer_says(
        "StatementTaken", statement_id=f"BL-{case.key}", person=f"示例在场人员{case.number:04}", role="在场人员",
        hash=case.digest("statement"), signed=True, sealed=True,
    )  # fmt: skip
    if fate != "unsketched":
        yield case.insurer_says(
            "SceneSketchDrawn", sketch_ref=f"CT-{case.key}", storage_place=True, distribution=True,
            surroundings=True, text="现场平面示意",
        )  # fmt: skip
    case.minutes(20, 60)
    if fate != "unphotographed":
        photos = list(_photos(case, cause))
        yield case.insurer_says("ScenePhotosUploaded", photos=photos, by="surveyor", uploaded_at=case.at)
    yield case.insurer_says("DamagedPropertyInventoried", items=list(map(_counted, items)))
    estimates: dict[str, int] = {}
    for item in items:
        estimates[item.kind.item_class] = estimates.get(item.kind.item_class, 0) + item.loss
    by_class = [{"property_class": name, "amount": yuan(amount)} for name, amount in estimates.items()]
    yield case.insurer_says("LossEstimated", by_class=by_class, total=yuan(case.figures.claimed))
    case.minutes(5, 30)
    yield case.insurer_says("LossEstimateSigned", signatory=f"示例经办人{case.number:04}", seal=True)
    yield case.insurer_says(
        "DamagedPropertyListSigned", list_hash=case.digest("list"), items=[item.id for item in items],
        signed_by=case.insured, signed_at=case.at,
    )  # fmt: skip
    if case.fate["correction"] == "corrected_arrival":
        case.minutes(5, 20)
        earlier = (arrived - timedelta(minutes=10)).isoformat()
        yield case.correct(arrival, "到达时间登记有误", "corrected_arrival", new_values={"arrived_at": earlier})


def _photos(case: Claim, cause: str) -> Iterator[dict[str, Any]]:
    wanted = [(None, *each) for each in GENERAL]
    if cause == "fire":
        wanted.append((None, "degree", ("fire_origin",), "起火部位"))
    for item_class in dict.fromkeys(item.kind.item_class for item in case.figures.items):
        wanted += [(item_class, *each) for each in PHOTOS.get(item_class, ())]
    at = case.at
    for item_class, category, views, caption in wanted:
        photo: dict[str, Any] = {
            "hash": case.digest(f"{item_class} {caption}"), "category": category, "views": views,
            "caption": caption, "taken_at": at,
        }  # fmt: skip
        if item_class:
            photo["property_class"] = item_class
        yield photo


def _counted(item: Item) -> dict[str, Any]:
    return {
        "item_id": item.id,
        "name": item.kind.name,
        "property_class": item.kind.item_class,
        "quantity": item.kind.quantity,
        "amount": yuan(item.loss),
    }


def _accounts(case: Claim) -> Iterator[Sending]:
    items = case.figures.items
    classes = {item.kind.item_class for item in items}
    books = [*(STOCK_BOOKS if "stock" in classes else ()), *(FIXED_BOOKS if classes - {"stock"} else ())]
    ledger = [
        {
            "item_id": item.id, "account": "示例科目", "quantity": item.kind.quantity, "unit_price": yuan(item.value),
            "book_value": yuan(item.value), "insured": True, "sum_insured": yuan(item.sum_insured),
            "ratio": _ratio(item),
        }
        for item in items
    ]  # fmt: skip
    yield case.insurer_says(
        "AccountsExamined", books=list(dict.fromkeys(books)), as_of=case.lost_at.date().isoformat(),
        inception_items=ledger, loss_date_items=ledger, differences=[], new_assets=[],
    )  # fmt: skip
    case.minutes(10, 60)
    yield case.insurer_says(
        "AuditRecordSigned", notes_hash=case.digest("audit"), accounts="账实相符", insured=True,
        fully_insured=False, ratio=_ratio(items[0]), auditor=case.staff(4),
        finance_head=f"示例财务负责人{case.number:04}",
        auditor_signed=True, auditor_sealed=True, finance_head_signed=True, finance_head_sealed=True,
    )  # fmt: skip


def _ratio(item: Item) -> str:
    """The share of the value that is insured, at most all of it."""
    percent = min(100, item.sum_insured * 100 // item.value)
    return "1.00" if percent == 100 else f"0.{percent:02}"

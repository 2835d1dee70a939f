"""How forms say what streams record in codes, figures and times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from ledger.forms.document import NOTHING
from ledger.kernel.clock import SHANGHAI

YES_NO: Mapping[object, str] = {True: "是", False: "否", None: NOTHING}
ANSWER = {"yes": "是", "no": "否", "unclear": "不明", None: NOTHING}
LINE = {
    "property": "企业财产保险",
    "engineering": "工程保险",
    "household": "家庭财产保险",
    "machinery_breakdown": "机器损坏保险",
    "cargo": "货物运输保险",
    "liability": "责任保险",
    "accident_health": "意外伤害和健康保险",
    "agriculture": "农业保险",
    "other": "其他险种",
}
MODE = {
    "joint": "保险双方共同委托",
    "insurer": "保险人委托",
    "insured": "被保险人委托",
    "court": "法院委托",
    "other": "其他",
}
SERVICE = {
    "valuation": "估价",
    "survey": "查勘",
    "examination": "检验",
    "loss_assessment": "估损理算",
    "risk_assessment": "风险评估",
}
BASIS = {"fixed": "固定资产", "stock": "存货", "off_book": "账外或代保管财产", "machinery": "机器设备"}
KIND = {"partial": "部分损失", "total": "全部损失", "degree": "按损失程度", "split": "分割计算", "set": "成对成套"}
LOSS_TYPE = {**KIND, "constructive": "推定全损"}
VALUE_BASIS = {"replacement": "重置价值", "book": "账面余额", "market": "市价", "agreed": "约定价值", "other": "其他"}
DEDUCTIBLE = {"amount": "免赔额", "rate": "免赔率", "higher_of": "免赔额与免赔率以高者为准"}
VARIANT = {
    "apportioned": "残值按投保比例扣减",
    "full": "残值全额扣减",
    "literal": "第三方赔偿全额扣减",
    "make_whole": "第三方赔偿只扣减超出自担损失的部分",
}
ADVICE = {"covered": "属于保险责任", "not_covered": "不属于保险责任", "partly_covered": "部分属于保险责任"}
TO = {"insured": "归被保险人", "insurer": "归保险人"}

FORMULA = {
    "min(1, sum insured / insured value)": "投保比例",
    "sum insured of the set": "整套保险金额",
    "sums insured": "各保单保险金额",
    "sum insured": "保险金额",
    "insured value salvaged": "被施救保险财产价值",
    "all value salvaged": "被施救全部财产价值",
    "insured value": "保险价值",
    "the part of insured property": "保险财产部分",
    "covered share": "协商比例",
    "salvage cost": "应赔施救费用",
    "net loss": "净损失",
    "received": "已获赔偿",
    "residual": "残值",
    "deductible": "免赔额",
    "indemnity": "赔款",
    "advances": "预付赔款",
    "payable": "应付赔款",
    "property": "财产赔款",
    "weights": "整套权重",
    "weight": "本件权重",
    "degree": "损失程度",
    "gross": "扣残值前金额",
    "items": "各项赔款",
    "parts": "各部分赔款",
    "share": "份额",
    "total": "合计",
    "loss": "损失",
    "cost": "施救费用",
    "rate": "免赔率",
    "net": "扣残值后金额",
}
"""The words of formulas on calculation sheets; a longer one stands before those it contains."""
_WORD = re.compile("|".join(rf"(?<![A-Za-z]){re.escape(each)}(?![A-Za-z])" for each in FORMULA))


def formula(text: str) -> str:
    """A formula of a calculation sheet in Chinese; the name that may stand before it, and a colon, stay."""
    name, colon, said = text.rpartition(": ")
    return name + colon + _WORD.sub(lambda word: FORMULA[word[0]], said).replace(" / ", " ÷ ")


def money(amount: Decimal | None) -> str:
    """Yuan with separators of thousands; a dash for none."""
    return NOTHING if amount is None else f"{amount:,.2f}"


def percent(ratio: Decimal | None) -> str:
    """A ratio as a percentage, exact; a dash for none."""
    return NOTHING if ratio is None else f"{(ratio * 100).normalize():f}%"


def day(on: date | None) -> str | None:
    """A day as forms have it; a line to be filled in where it is not known."""
    return f"{on.year} 年 {on.month} 月 {on.day} 日" if on else None


def minute(at: datetime | None) -> str | None:
    """An instant to the minute, in local time; a line to be filled in where it is not known."""
    if at is None:
        return None
    local = at.astimezone(SHANGHAI)
    return f"{day(local.date())} {local:%H:%M}"


DIGITS, TENS, GROUPS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿", "兆")


def in_capitals(amount: Decimal) -> str:
    """Yuan in the numerals of bank papers, which cannot be altered: 人民币捌万贰仟元整."""
    yuan, fen = divmod(int(amount.scaleb(2)), 100)
    said = f"{_whole(yuan)}元" if yuan or not fen else ""
    jiao, fen = divmod(fen, 10)
    said += f"{DIGITS[jiao]}角" if jiao else "零" if yuan and fen else ""
    return "人民币" + said + (f"{DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    """A whole number, its zeros between digits told once."""
    said, gap = "", False
    for place in reversed(range(16)):
        digit = number // 10**place % 10
        if digit:
            said += ("零" if gap else "") + DIGITS[digit] + TENS[place % 4]
        gap = bool(said) and not digit
        if place % 4 == 0 and number // 10**place % 10_000:
            said += GROUPS[place // 4]
    return said or DIGITS[0]

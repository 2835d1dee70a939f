"""How forms say what streams record in codes, figures and times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from ledger.forms.document import NOTHING
from ledger.kernel.clock import SHANGHAI
from ledger.kernel.law import Text

YES_NO: Mapping[object, str] = {True: "是", False: "否", None: NOTHING}
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
"""Lines of business by their full names; pages have shorter ones."""

# The codes that forms and pages say alike

ANSWER: Mapping[str, Text] = {
    "yes": Text("是", "Yes"),
    "no": Text("否", "No"),
    "unclear": Text("不明", "Unclear"),
}
SERVICE: Mapping[str, Text] = {
    "valuation": Text("估价", "Valuation"),
    "survey": Text("查勘", "Survey"),
    "examination": Text("检验", "Examination"),
    "loss_assessment": Text("估损理算", "Assessment and adjustment"),
    "risk_assessment": Text("风险评估", "Risk assessment"),
}
BASIS: Mapping[str, Text] = {
    "fixed": Text("固定资产", "Fixed assets"),
    "stock": Text("存货", "Stock"),
    "off_book": Text("账外或代保管财产", "Off the books"),
    "machinery": Text("机器设备", "Machinery"),
}
"""What a calculation measures an item as."""
KIND: Mapping[str, Text] = {
    "partial": Text("部分损失", "Partial loss"),
    "total": Text("全部损失", "Total loss"),
    "degree": Text("按损失程度", "By degree"),
    "split": Text("分割计算", "By parts"),
    "set": Text("成对成套", "Pair or set"),
}
"""How a calculation takes the loss of an item."""
LOSS_TYPE: Mapping[str, Text] = {**KIND, "constructive": Text("推定全损", "Constructive total loss")}
VALUE_BASIS: Mapping[str, Text] = {
    "replacement": Text("重置价值", "Replacement value"),
    "book": Text("账面余额", "Book balance"),
    "market": Text("市价", "Market value"),
    "agreed": Text("约定价值", "Agreed value"),
    "other": Text("其他", "Other"),
}
DEDUCTIBLE: Mapping[str, Text] = {
    "amount": Text("免赔额", "An amount"),
    "rate": Text("免赔率", "A rate"),
    "higher_of": Text("免赔额与免赔率以高者为准", "The higher of amount and rate"),
}
RESIDUAL: Mapping[str, Text] = {
    "apportioned": Text("残值按投保比例扣减", "Residual value deducted in the insurance ratio"),
    "full": Text("残值全额扣减", "Residual value deducted in full"),
}
RECEIVED: Mapping[str, Text] = {
    "literal": Text("第三方赔偿全额扣减", "All that the third party paid is deducted"),
    "make_whole": Text(
        "第三方赔偿只扣减超出自担损失的部分", "Only what exceeds the loss borne by the insured is deducted"
    ),
}
COMMISSIONED: Mapping[str, Text] = {
    "joint": Text("双方共同委托", "Both sides"),
    "insurer": Text("保险人委托", "Insurer"),
    "insured": Text("被保险人委托", "Insured"),
    "court": Text("法院委托", "Court"),
    "other": Text("其他", "Other"),
}
"""Who commissions an adjusting firm."""
MODE = {**{code: text.zh for code, text in COMMISSIONED.items()}, "joint": "保险双方共同委托"}
"""As a report says it, where nothing before it told of the insurance."""
ADVICE: Mapping[str, Text] = {
    "covered": Text("属于保险责任", "Covered"),
    "partly_covered": Text("部分属于保险责任", "Covered in part"),
    "not_covered": Text("不属于保险责任", "Not covered"),
}
SIDE: Mapping[str, Text] = {
    "insurer": Text("保险人", "Insurer"),
    "insured": Text("被保险人", "Insured"),
}


def answer(code: str | None) -> str:
    """What was answered; a dash where it was not asked."""
    return ANSWER[code].zh if code else NOTHING


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

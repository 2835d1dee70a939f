"""The claim document list, its eight categories and their codes; what makes the list complete, and the dossier.

MBA 5.3.4 a), 附录C.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ledger.adjusting.events.documents import ListedDocument
from ledger.adjusting.state.documents import Documents
from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.law import Rule, Text
from ledger.law.machinery import (
    CAT1,
    CAT2,
    CAT3,
    CAT4,
    CAT5,
    CAT6,
    CAT7,
    CAT8,
    CONTACT,
    LIST_CONTENT,
    REPORT_DATE,
    STAMPED,
)


class Category(NamedTuple):
    """One category of the list. 资料类别"""

    code: str
    text: Text
    rule: Rule


CATEGORIES = (
    Category("C1", Text("投保及基础资料", "insurance and standing"), CAT1),
    Category("C2", Text("索赔资料", "the claim"), CAT2),
    Category("C3", Text("财务账册资料", "accounts"), CAT3),
    Category("C4", Text("事故证明资料", "proof of the accident"), CAT4),
    Category("C5", Text("损失证明资料", "proof of the loss"), CAT5),
    Category("C6", Text("受损设备相关材料", "the damaged equipment"), CAT6),
    Category("C7", Text("支付资料", "payment"), CAT7),
    Category("C8", Text("其他资料", "other documents"), CAT8),
)

CODES: Mapping[str, Text] = {
    "C1.1": Text("保单、保险协议、批单、投保清单", "policy, agreement, endorsements, schedule"),
    "C1.2": Text("营业执照、税务登记证、经营许可证", "business licence, tax registration, operating permit"),
    "C2.1": Text("索赔申请书或出险通知书", "claim application or notice of loss"),
    "C2.2": Text("事故现场照片及摄像", "photographs and films of the scene"),
    "C2.3": Text("详细事故报告", "full report of the accident"),
    "C2.4": Text("受损财产报损清单", "list of the damaged property"),
    "C3.1": Text("资产负债表（投保时、出险时）", "balance sheets at inception and at the loss"),
    "C3.2": Text("财产目录、固定资产清册", "list of property, register of fixed assets"),
    "C3.3": Text("固定资产明细账", "detailed ledger of fixed assets"),
    "C3.4": Text("固定资产分类账", "class ledger of fixed assets"),
    "C3.5": Text("出险设备的固定资产卡片", "asset card of the damaged equipment"),
    "C3.6": Text("原始入账凭证", "original entry vouchers"),
    "C3.7": Text("设备转入凭证", "voucher of the equipment's transfer"),
    "C4.1": Text("设备原厂检测报告", "test report of the maker"),
    "C4.2": Text("事故原因分析", "analysis of the cause"),
    "C4.3": Text("第三方事故原因鉴定报告", "third party's expert report on the cause"),
    "C4.4": Text("安检部门检测报告", "test report of the safety authority"),
    "C5.1": Text("设备原购置合同及发票", "original contract of purchase and invoice"),
    "C5.2": Text("受损标的报价单", "quotation for the damaged property"),
    "C5.3": Text("维修方案", "plan of the repair"),
    "C5.4": Text("维修或新购置合同及发票", "contract and invoice of the repair or of a new purchase"),
    "C5.5": Text("残值回收证明", "proof of the residual value realised"),
    "C6.1": Text("受损设备技术图纸及资料", "drawings and technical papers of the equipment"),
    "C6.2": Text("总装图、零件图", "assembly and part drawings"),
    "C6.3": Text("大、中修记录", "records of overhauls"),
    "C6.4": Text("运行记录", "running records"),
    "C6.5": Text("使用说明书、操作手册", "manuals"),
    "C6.6": Text("操作证或上岗证", "operators' certificates"),
    "C7.1": Text("支付信息", "particulars for the payment"),
    "C7.2": Text("权益转让书", "assignment of rights"),
}
"""The printed lines of the list; what is added by hand is C8."""


class MainContent(NamedTuple):
    """One of the eleven main contents that 5.3.4 a) names, and the lines of the list that answer it."""

    id: str
    text: Text
    codes: frozenset[str]


MAIN_CONTENTS = (
    MainContent("cause_analysis", CODES["C4.2"], frozenset({"C4.2"})),
    MainContent("test_reports", Text("相关检测报告", "test reports"), frozenset({"C4.1", "C4.4"})),
    MainContent("equipment_ledger", Text("机器设备明细账", "equipment ledger"), frozenset({"C3.3"})),
    MainContent("drawings", CODES["C6.1"], frozenset({"C6.1"})),
    MainContent("purchase_contract", Text("购货合同", "purchase contract"), frozenset({"C5.1"})),
    MainContent("overhauls", CODES["C6.3"], frozenset({"C6.3"})),
    MainContent("running_records", CODES["C6.4"], frozenset({"C6.4"})),
    MainContent("operators", Text("特种设备操作资质证明", "operators' qualification"), frozenset({"C6.6"})),
    MainContent("repair", Text("维修合同和发票", "repair contract and invoice"), frozenset({"C5.4"})),
    MainContent("parts", Text("受损零件购置发票或合同", "invoice or contract of parts bought"), frozenset({"C5.4"})),
    MainContent("quotation", Text("整机报价", "quotation for the whole machine"), frozenset({"C5.2"})),
)


def by_hand(line: ListedDocument) -> bool:
    """Whether a line of the list was added by hand (category 8)."""
    return line.code not in CODES


def wanted(documents: Documents, code: str) -> int:
    """How many documents a line of the list asks for, if it is ticked.

    Two balance sheets; and with the transfer voucher the registration of a chattel mortgage, if there is one.
    """
    mortgaged = documents.issued is not None and documents.issued.mortgaged
    return 2 if code == "C3.1" or (code == "C3.7" and mortgaged) else 1


def outstanding(documents: Documents) -> tuple[str, ...]:
    """The ticked codes of which not everything has come in."""
    return tuple(code for code in documents.ticked if documents.copies[code] < wanted(documents, code))


# The list as it is handed out


def _issued(told: Callable[[Any], object]) -> Callable[[Any], bool]:
    """Whether the list that was issued last tells something."""
    return lambda state: state.documents.issued is not None and bool(told(state.documents.issued))


def _answered(codes: frozenset[str]) -> Callable[[Any], object]:
    return lambda issued: any(line.code in codes and (line.ticked or line.not_applicable) for line in issued.items)


LIST = Checklist(
    id="document_list",
    title=Text("索赔资料清单内容", "Contents of the claim document list"),
    items=(
        Item(
            id="addressee",
            text=Text("致送单位", "addressee"),
            rule=REPORT_DATE,
            done=_issued(lambda issued: issued.addressee),
        ),
        Item(
            id="reported_on",
            text=Text("报案日期", "day of the report"),
            rule=REPORT_DATE,
            done=_issued(lambda issued: issued.reported_on),
        ),
        Item(
            id="accident",
            text=Text("所报事故", "accident reported"),
            rule=REPORT_DATE,
            done=_issued(lambda issued: issued.accident),
        ),
        Item(
            id="contact",
            text=Text("联系人", "contact person"),
            rule=CONTACT,
            done=_issued(lambda issued: issued.contact),
        ),
        Item(
            id="contact_phone",
            text=Text("联系电话", "telephone number"),
            rule=CONTACT,
            done=_issued(lambda issued: issued.contact_phone),
        ),
        *(
            Item(id=main.id, text=main.text, rule=LIST_CONTENT, done=_issued(_answered(main.codes)))
            for main in MAIN_CONTENTS
        ),
        Item(
            id="by_hand",
            text=Text("手写项目的说明", "what the lines added by hand mean"),
            rule=CAT8,
            done=_issued(lambda issued: all(line.description for line in issued.items if by_hand(line))),
        ),
    ),
)


# The documents as they come in


def _ticked(code: str) -> Callable[[Any], bool]:
    return lambda state: code in state.documents.ticked


def _complete(code: str) -> Callable[[Any], bool]:
    return lambda state: code not in outstanding(state.documents)


CLAIM_DOCUMENTS = Checklist(
    id="claim_documents",
    title=Text("索赔资料收集情况", "Claim documents supplied"),
    items=(
        *(
            Item(id=code, text=CODES[code], rule=category.rule, applies=_ticked(code), done=_complete(code))
            for category in CATEGORIES
            for code in CODES
            if code.startswith(f"{category.code}.")
        ),
        Item(
            id="C8",
            text=CATEGORIES[-1].text,
            rule=CAT8,
            done=lambda state: CODES.keys() >= set(outstanding(state.documents)),
        ),
        Item(
            id="sealed",
            text=Text("资料均加盖公章", "every document under the insured's seal"),
            rule=STAMPED,
            done=lambda state: not state.documents.unsealed,
        ),
    ),
)
CHECKLISTS = (LIST, CLAIM_DOCUMENTS)

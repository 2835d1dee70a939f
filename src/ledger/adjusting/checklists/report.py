"""What the adjusting report and the archived file must contain (MBA 9.1, 9.2, 10.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.law import Text
from ledger.law.machinery import ARCHIVE_CONTENT, BODY, REPORT_PARTS

PARTS: Mapping[str, Text] = {
    "case_name": Text("案件名称", "case name"),
    "report_no": Text("编号", "number"),
    "summary": Text("摘要", "summary"),
    "body": Text("正文", "body"),
    "attachments": Text("附件", "attachments"),
}
"""The five parts of the report. 报告组成"""
SECTIONS: Mapping[str, Text] = {
    "overview": Text("案件概述", "overview: principal, subject and scope"),
    "policy_summary": Text("保单内容摘要", "summary of the policy"),
    "insured_and_subject": Text("被保险人及标的简介", "the insured and the property"),
    "accident_and_claim": Text("事故经过及索赔情况", "the accident and the claim"),
    "principles_and_methods": Text("原则、手段、评估和计算方法", "principles, means and methods"),
    "survey_and_cause": Text("现场查勘及事故原因调查", "the survey and the cause"),
    "loss": Text("损失核定", "assessment of the loss"),
    "insurances_and_third_parties": Text(
        "足额投保、重复投保、竞合、第三者责任及追偿的分析", "adequate, double and concurrent insurance; recovery"
    ),
    "adjustment": Text("保险赔款理算", "adjustment of the indemnity"),
    "conclusion": Text("公估结论", "conclusion"),
    "limits_of_use": Text("使用限制说明", "limits of the report's use"),
    "signatures": Text("承办公估人员签名", "signatures of the adjusters"),
    "seal": Text("机构印章", "seal of the firm"),
    "date": Text("报告日期", "date of the report"),
    "attachment_list": Text("附件清单", "list of attachments"),
}
"""The fifteen sections of its body. 正文内容"""
CONTENTS: Mapping[str, Text] = {
    "main_facts": Text("业务主要情况", "main facts of the business"),
    "working_papers": Text("工作底稿", "working papers"),
    "report": Text("公估报告", "the adjusting report"),
}
"""What an archived file holds at least. 归档资料"""


def _drafted(section: str) -> Callable[[Any], bool]:
    return lambda state: section in state.report.sections


def _filed(kind: str) -> Callable[[Any], bool]:
    return lambda state: bool(
        state.report.archived and any(item.kind == kind for item in state.report.archived.manifest)
    )


REPORT = Checklist(
    id="report",
    title=Text("公估报告内容", "Contents of the adjusting report"),
    items=(
        *(Item(id=id, text=text, rule=REPORT_PARTS, done=_drafted(id)) for id, text in PARTS.items()),
        *(Item(id=id, text=text, rule=BODY, done=_drafted(id)) for id, text in SECTIONS.items()),
    ),
)
ARCHIVE = Checklist(
    id="archive",
    title=Text("公估归档资料", "Contents of the archived file"),
    items=tuple(Item(id=id, text=text, rule=ARCHIVE_CONTENT, done=_filed(id)) for id, text in CONTENTS.items()),
)
CHECKLISTS = (REPORT, ARCHIVE)

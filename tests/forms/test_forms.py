"""The printed forms: what each says of its stream, what it is not made without, and that nothing personal is on it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from forms.stories import ADJUSTED, DATA, DRAFTED, ISSUED, LISTED, MADE, fields, made, source, tables, text
from given import Acts
from ledger import calculations, forms
from ledger.adjusting.checklists.documents import CATEGORIES, CODES
from ledger.adjusting.checklists.report import SECTIONS
from ledger.app import NotFound
from ledger.forms import Document, NotYet, calculation_sheet
from ledger.kernel.law import Rule
from ledger.law.machinery import BODY, EVALUATE, ISSUE_LIST, REPORT_PARTS
from ledger.law.manual import CALCULATE_AFTER_LOSS, REJECT_EVIDENCE, REJECT_WRITTEN, SHEET
from ledger.worksheets import calculated
from scenarios import assignment_reports as reports
from scenarios.assignments import SURVEYED, salvage_notice, surveyed_without
from scenarios.claims import ASSIGNMENT, CLAIM, OFFERED, REPORTED, loss_reported
from scenarios.claims_liability import (
    REJECTED,
    applied,
    denied,
    in_part,
    law_agreed,
    notice_issued,
    rejected,
    rejection_proposed,
)
from scenarios.claims_settlement import ASSESSED, CALCULATED, CHECKED, checked, determined_again
from worksheets.asking import item
from worksheets.test_examples import TWO_SAVED

PERSONAL = re.compile(r"示例联系人|示例公估人员|示例操作工|示例账号|1380000|ciphertext")
"""What the stories have of natural persons."""


@pytest.mark.parametrize("id", forms.FORMS)
def test_every_form_is_made_again_to_the_last_byte(id: str) -> None:
    stream, story = MADE[id]
    at = source(stream, *story)
    once, again = (forms.FORMS[id].made(at) for _ in range(2))
    for format in forms.FORMATS:
        assert forms.rendered(once, format, DATA) == forms.rendered(again, format, DATA)
    printed = forms.rendered(once, "pdf", DATA)
    assert printed.startswith(b"%PDF-")
    assert b"/FontFile2" in printed
    assert b"/ToUnicode" in printed
    assert once.title.zh in forms.rendered(once, "html", DATA).decode()


@pytest.mark.parametrize("id", forms.FORMS)
def test_no_form_has_personal_data_on_it(id: str) -> None:
    document = made(id)
    assert not PERSONAL.search(text(document))
    assert not PERSONAL.search(forms.html.page(document))


@pytest.mark.parametrize("id", forms.FORMS)
def test_every_form_tells_what_it_was_made_of(id: str) -> None:
    stream, story = MADE[id]
    at = source(stream, *story)
    told = forms.told(forms.FORMS[id].made(at))
    assert told["origin"]["stream"] == stream
    assert (told["origin"]["version"], told["origin"]["position"]) == (at.origin.version, at.origin.position)
    assert told["basis"]
    every = [
        row for section in told["sections"] for table in section["tables"] for row in (*table["rows"], *table["foot"])
    ]
    assert all(isinstance(cell, str) for row in every for cell in row)


@pytest.mark.parametrize(
    ("id", "rule", "stream", "story"),
    [
        pytest.param("calculation-sheet", CALCULATE_AFTER_LOSS, CLAIM, REPORTED, id="sheet without a loss"),
        pytest.param("calculation-sheet", SHEET, CLAIM, ASSESSED, id="sheet without a calculation"),
        pytest.param("rejection-notice", REJECT_WRITTEN, CLAIM, REPORTED, id="notice of no rejection"),
        pytest.param(
            "rejection-notice", REJECT_EVIDENCE, CLAIM, (*REJECTED, rejection_proposed.on("2026-04-02T09:00:00")),
            id="notice without legal concurrence",
        ),
        pytest.param("client-notice", EVALUATE, ASSIGNMENT, OFFERED, id="client notice before acceptance"),
        pytest.param("salvage-notice", EVALUATE, ASSIGNMENT, OFFERED, id="salvage notice before acceptance"),
        pytest.param("document-list", ISSUE_LIST, ASSIGNMENT, SURVEYED, id="list that was not issued"),
        pytest.param("adjusting-report", REPORT_PARTS, ASSIGNMENT, ADJUSTED, id="report without a draft"),
        pytest.param("adjusting-report", BODY, ASSIGNMENT, (*reports.ADJUSTED, reports.drafted), id="no survey"),
        pytest.param(
            "adjusting-report", BODY, ASSIGNMENT,
            (*DRAFTED, reports.value_determined(value="900000.00").on("2026-03-26T09:00:00")),
            id="report on a stale adjustment",
        ),
    ],
)  # fmt: skip
def test_a_form_is_not_made_before_its_time(id: str, rule: Rule, stream: str, story: tuple[Acts, ...]) -> None:
    at = source(stream, *story)
    with pytest.raises(NotYet) as missing:
        forms.form_of(stream, id).made(at)
    assert missing.value.rule is rule
    offered = {each["id"]: each["missing"] for each in forms.offered(at)}
    assert offered[id]["rule"] == rule.id
    assert offered[id]["zh"] == missing.value.reason.zh


def test_a_stream_has_the_forms_of_its_kind_alone() -> None:
    assert [each["id"] for each in forms.offered(source(CLAIM, *REPORTED))] == ["calculation-sheet", "rejection-notice"]
    for stream, id in ((CLAIM, "client-notice"), (ASSIGNMENT, "calculation-sheet"), (CLAIM, "none")):
        with pytest.raises(NotFound):
            forms.form_of(stream, id)


def test_fonts_that_are_not_there_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms.pdf, "CHECKOUT", tmp_path / "checkout")
    with pytest.raises(forms.pdf.FontMissing, match=r"NotoSansSC-Regular\.ttf.*web\.assets"):
        forms.rendered(made("client-notice"), "pdf", tmp_path)
    (tmp_path / "assets" / "key" / "fonts").mkdir(parents=True)
    for name in forms.pdf.FONTS:
        (tmp_path / "assets" / "key" / "fonts" / name).touch()
    assert forms.pdf.fonts(tmp_path) == tmp_path / "assets" / "key" / "fonts"


# 赔款计算书


def test_the_sheet_has_a_row_for_every_line_and_foots() -> None:
    document = made("calculation-sheet")
    steps = next(table for table in tables(document) if table.columns[0].title.zh == "步")
    assert [row[2] for row in steps.rows][-3:] == ["免赔", "财产赔款", "应付赔款"]
    assert steps.rows[1] == ("4", "I-1", "残值", "损失 − 残值", "115,000.00", "PICC 六(四)2")
    assert steps.foot[0][4] == "82,000.00"
    told = fields(document)
    assert (told["赔案号"], told["保单号"], told["被保险人（代码）"]) == ("CLM-1", "P-1", "ID-1")
    assert (told["出险日期"], told["计算日期"]) == ("2026 年 3 月 2 日", "2026 年 4 月 1 日")
    assert (told["施救费用（分列）"], told["应付赔款（大写）"]) == ("0.00", "人民币捌万贰仟元整")
    assert document.number == "JS-1"
    assert not document.marks


@pytest.mark.parametrize(
    ("story", "ticks"),
    [
        pytest.param(CALCULATED, ["", "", "", ""], id="not checked yet"),
        pytest.param(CHECKED, ["√", "√", "√", "√"], id="all four"),
        pytest.param((*CALCULATED, checked(salvage_separate=False)), ["√", "√", "×", "√"], id="one is wrong"),
    ],
)
def test_the_sheet_shows_the_four_checks_as_they_were_answered(story: tuple[Acts, ...], ticks: list[str]) -> None:
    document = made("calculation-sheet", *story)
    assert [row[1] for row in tables(document)[-1].rows] == ticks
    calculator, checker = (each.who for each in document.sections[-1].signatures)
    assert (calculator, checker) == ("ST-5", "ST-6" if any(ticks) else None)


def printed(*items: dict[str, Any], **members: Any) -> Document:
    """A sheet of no stream."""
    asked = calculations.read({"items": list(items), **members})
    return calculation_sheet.printed(asked, calculated(asked))


def test_the_sheet_lists_the_items_that_were_salvaged_and_the_cost_of_each() -> None:
    document = printed(item(L=0, SI=1, IV=1), salvage_cost=TWO_SAVED)
    (salvaged,) = (table for table in tables(document) if table.caption and table.caption.zh == "被施救保险标的")
    assert [each.title.zh for each in salvaged.columns] == [
        "项目", "被施救价值", "保险金额", "保险价值", "分摊施救费用",
    ]  # fmt: skip
    assert salvaged.rows == (
        ("1", "600,000.00", "7,500,000.00", "10,000,000.00", "12,000.00"),
        ("2", "200,000.00", "3,000,000.00", "2,000,000.00", "4,000.00"),
    )
    assert salvaged.foot == (("合计", "800,000.00", "10,500,000.00", "12,000,000.00", "16,000.00"),)
    again = printed(item(L=0, SI=1, IV=1), salvage_cost=TWO_SAVED)
    for format in forms.FORMATS:
        assert forms.rendered(document, format, DATA) == forms.rendered(again, format, DATA)
    assert "12,000.00" in forms.rendered(document, "html", DATA).decode()


def test_salvage_of_all_as_one_lists_no_items() -> None:
    as_one = {name: value for name, value in TWO_SAVED.items() if name != "items"}
    for salvage in ({"salvage_cost": as_one}, {}):
        assert not [table for table in tables(printed(item(L=0, SI=1, IV=1), **salvage)) if table.caption]


def test_the_sheet_says_which_item_another_policy_insures() -> None:
    other = {"insurer": "B", "sum_insured": "700.00"}
    for named, said in ((other, "B 保险金额 700.00"), ({**other, "item": "1"}, "B 项目 1 保险金额 700.00")):
        assert fields(printed(item(L=1, SI=800, IV=900), other_policies=[named]))["其他保险单"] == said


def test_a_stale_sheet_says_so() -> None:
    document = made("calculation-sheet", *CHECKED, determined_again)
    assert "重新计算" in document.marks[0].zh


# 拒赔通知书


def test_the_notice_tells_reasons_clauses_and_evidence() -> None:
    document = made("rejection-notice")
    assert [table.rows for table in tables(document)] == [
        (("1", "损失由保养不善所致"),),
        (("1", "主险第八条"),),
        (("1", "D-1"),),
    ]
    told = fields(document)
    assert (told["致被保险人"], told["被保险人代码"], told["拒赔范围"]) == (None, "ID-1", "整案")
    assert document.number == "JP-1"


def test_the_notice_of_a_rejection_made_since_has_no_number_yet() -> None:
    denied_in_part = in_part.on("2026-04-05T09:00:00")
    proposed = rejection_proposed.on("2026-04-05T10:00:00")
    agreed, items = law_agreed.on("2026-04-05T11:00:00"), rejected(items=["I-2"]).on("2026-04-05T12:00:00")
    document = made("rejection-notice", *REJECTED, notice_issued, denied_in_part, proposed, agreed, items)
    assert (document.number, fields(document)["拒赔范围"]) == (None, "项目 I-2")


def test_an_insurer_that_the_manual_does_not_bind_needs_no_concurrence() -> None:
    document = made("rejection-notice", loss_reported, applied, denied, rejected)
    assert fields(document)["拒赔范围"] == "整案"
    assert document.sections[2].tables[0].rows == (("1", "损失由保养不善所致"),)


# 客户告知书、施救告知书、索赔资料清单


def test_the_client_notice_leaves_to_the_pen_what_the_ledger_does_not_have() -> None:
    told = fields(made("client-notice"))
    assert [name for name, value in told.items() if value is None] == [
        "致被保险人",
        "公司地址",
        "邮政编码",
        "24 小时服务电话",
        "业务范围",
    ]
    assert told["委托人"] == "INS-A-411200"
    early = fields(made("client-notice", *OFFERED, *SURVEYED[2:4]))
    assert early["承办公估人员"] is None


def test_the_salvage_notice_can_be_printed_before_it_is_handed_out() -> None:
    handed_out, before = made("salvage-notice"), made("salvage-notice", *surveyed_without(salvage_notice))
    assert (handed_out.number, fields(handed_out)["出险日期"]) == ("SJ-1", "2026 年 3 月 2 日")
    assert (before.number, fields(before)["出险日期"], fields(before)["出险原因"]) == (None, None, None)


def test_the_document_list_has_all_categories_and_ticks_what_was_asked_for() -> None:
    some = [
        {"code": "C1.1", "ticked": True},
        {"code": "C2.1", "ticked": False, "not_applicable": True},
        {"code": "C8.1", "ticked": True, "description": "示例补充资料"},
    ]
    issued = reports.list_issued(items=some)
    (table,) = tables(made("document-list", *SURVEYED, issued))
    marks = {row[0]: row[2] for row in table.rows if len(row) > 1}
    assert [row[0].split()[0] for row in table.rows if len(row) == 1] == [each.code for each in CATEGORIES]
    assert marks.keys() == {*CODES, "C8.1", ""}
    assert {code: mark for code, mark in marks.items() if mark} == {"C1.1": "√", "C2.1": "/", "C8.1": "√"}


def test_the_document_list_tells_what_may_come_later() -> None:
    (table,) = tables(made("document-list", *LISTED))
    remarks = {row[0]: row[3] for row in table.rows if len(row) > 1 and row[3]}
    assert remarks == {"C3.2": "2026 年 3 月 20 日前补交", "C5.3": "2026 年 3 月 20 日前补交"}


# 公估报告


def test_the_report_has_fifteen_sections_in_their_order() -> None:
    document = made("adjusting-report")
    headings = [section.heading.zh for section in document.sections if section.heading]
    numbered = [each.partition("、")[2] for each in headings if re.match(r"[一二三四五六七八九十]+、", each)]
    assert numbered == [each.zh for each in SECTIONS.values()]
    assert [headings[0], headings[1], headings[-1]] == ["摘要", "正文", "附件"]
    told = fields(document)
    assert (told["案件名称"], told["编号"]) == ("机组损坏（机器损坏保险）公估案", "GG-2026-1")
    assert (told["理算金额（元）"], told["报告日期"]) == ("66,000.00", "2026 年 3 月 24 日")


def test_a_draft_of_the_report_says_that_it_is_none_yet() -> None:
    draft, issued = made("adjusting-report", *DRAFTED), made("adjusting-report", *ISSUED)
    assert "尚未出具" in draft.marks[0].zh
    assert (fields(draft)["编号"], fields(draft)["报告日期"]) == (None, None)
    assert not issued.marks


def test_a_report_without_a_mandatory_section_names_it() -> None:
    sections = [id for id in reports.drafted.data["sections"] if id not in ("adjustment", "conclusion")]
    with pytest.raises(NotYet, match="adjustment of the indemnity, conclusion") as missing:
        made("adjusting-report", *ADJUSTED, reports.drafted(sections=sections))
    assert missing.value.rule is BODY
    assert "保险赔款理算、公估结论" in missing.value.reason.zh

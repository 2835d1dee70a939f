"""The adjusting report: five parts, the fifteen sections of its body told by what was recorded (MBA 9). 公估报告"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from ledger.adjusting.checklists.analysis import COVER_QUESTIONS
from ledger.adjusting.checklists.report import PARTS, REPORT, SECTIONS
from ledger.adjusting.events.commission import AssignmentOffered
from ledger.adjusting.state import Assignment
from ledger.forms import words
from ledger.forms.calculation_sheet import calculation, deductible, notes
from ledger.forms.commissioned import parties
from ledger.forms.document import NOTHING, Column, Document, Field, Section, Signature, Table, listed
from ledger.forms.form import Form, Need, Source
from ledger.kernel.law import Text
from ledger.kernel.losses import AssessedItem
from ledger.kernel.worksheet import total
from ledger.law.machinery import BODY, QUALITY_REVIEW, REPORT_PARTS, SIGNATURES
from ledger.worksheets.asked import Calculation, Item
from ledger.worksheets.sheet import Sheet

TITLE = Text("公估报告", "Adjusting report")
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
NOT_ISSUED = Text(
    "本报告尚未出具：签名、印章或者内部品质审核未备。",
    "Not issued yet: signatures, seal or the internal quality review are open.",
)


def _drawn(source: Source) -> Document:
    issued = source.state.report.issued
    asked, sheet = _adjusted(source)
    number = issued.report_no if issued else None
    return Document(
        title=TITLE,
        marks=() if issued else (NOT_ISSUED,),
        sections=(
            Section(fields=(Field(PARTS["case_name"], _case_name(source)), Field(PARTS["report_no"], number))),
            Section(
                heading=PARTS["summary"],
                fields=(
                    Field(Text("近因", "Proximate cause"), source.state.analysis.cause.proximate_cause),
                    Field(Text("公估意见", "Opinion"), words.ADVICE[source.state.analysis.coverage.advice].zh),
                    Field(Text("核定损失", "Loss assessed"), words.money(_net(source.state))),
                    Field(Text("理算金额", "Adjusted"), words.money(sheet.payable)),
                ),
            ),
            Section(heading=PARTS["body"]),
            *_body(source),
            Section(heading=PARTS["attachments"], paragraphs=("附件按上列清单的次序装订于后。",)),
        ),
        notes=notes(asked, sheet),
    )


def _body(source: Source) -> Iterator[Section]:
    """The fifteen sections, each under its heading."""
    for numeral, (id, text) in zip(NUMERALS, SECTIONS.items(), strict=True):
        yield Section(heading=Text(f"{numeral}、{text.zh}", text.en), level=3)
        yield from SOURCES[id].told(source)


def _case_name(source: Source) -> str:
    state = source.state
    issued = state.documents.issued
    accident = issued.accident if issued and issued.accident else "保险事故"
    return f"{accident}（{words.LINE[state.commission.line_of_business]}）公估案"


def _net(state: Assignment) -> Decimal:
    return total(each.net for each in _assessed(state))


def _assessed(state: Assignment) -> Sequence[AssessedItem]:
    return state.analysis.determined.items if state.analysis.determined else ()


def _adjusted(source: Source) -> tuple[Calculation, Sheet]:
    adjustment = source.state.analysis.adjustment
    return adjustment.inputs, adjustment.sheet


# The fifteen sections


def _overview(source: Source) -> Iterator[Section]:
    commission = source.state.commission
    offered: AssignmentOffered = source.opening
    letter = commission.letter
    dated = f"（{words.day(letter.dated)}）" if letter and letter.dated else ""
    yield Section(
        fields=(
            *parties(source),
            Field(Text("委托方式", "Mode"), words.MODE[commission.mode]),
            Field(Text("委托书", "Commission letter"), f"{letter.letter_ref}{dated}" if letter else None),
            Field(Text("保险人", "Insurers"), listed(commission.insurer_ids)),
            Field(Text("公估标的", "Subject"), listed(source.state.survey.items)),
            Field(
                Text("公估委托范围", "Scope"),
                "、".join(words.SERVICE[each].zh for each in offered.service_types) or None,
            ),
            Field(Text("承办公估人员", "Adjusters"), listed(commission.adjusters)),
        )
    )


def _policy(source: Source) -> Iterator[Section]:
    asked, _ = _adjusted(source)
    checks = source.state.survey.policy_checks
    special = source.state.analysis.adjustment.special_terms
    answers = (
        ((checks.location, "保险地址"), (checks.listed, "标的清单"), (checks.period, "保险期间")) if checks else ()
    )
    yield Section(
        fields=(
            Field(Text("保单号", "Policy"), None),
            Field(Text("现场核对", "Checked at the scene"), _checked(answers)),
            Field(
                Text("特别约定和附加条款", "Special terms"),
                "、".join(special or ("无",)) if special is not None else None,
            ),
            Field(Text("免赔", "Deductible"), deductible(asked.deductible)),
        ),
        tables=(
            Table(
                columns=(
                    Column(Text("标的", "Item"), 3),
                    Column(Text("类别", "Property"), 3),
                    Column(Text("保险金额（元）", "Sum insured"), 4, "right"),
                    Column(Text("保险价值（元）", "Insured value"), 4, "right"),
                    Column(Text("价值口径", "Measured by"), 3),
                ),
                rows=tuple(
                    (
                        item.id,
                        words.BASIS[item.basis].zh,
                        words.money(item.sum_insured),
                        "定值" if item.agreed_value else words.money(item.insured_value),
                        _measured_by(source, item),
                    )
                    for item in asked.items
                ),
            ),
        ),
    )


def _checked(answers: tuple[tuple[str | None, str], ...]) -> str:
    return "；".join(f"{name}相符：{words.answer(answer)}" for answer, name in answers) or NOTHING


def _measured_by(source: Source, item: Item) -> str:
    value = source.state.analysis.values.get(item.id)
    return f"{words.VALUE_BASIS[value.basis].zh}（{value.as_of}）" if value else NOTHING


def _insured(source: Source) -> Iterator[Section]:
    commission, survey = source.state.commission, source.state.survey
    insured = [each for each in commission.principals if each not in commission.insurer_ids]
    told = survey.notice.to if survey.notice else None
    yield Section(
        fields=(Field(Text("被保险人（代码）", "Insured, by key"), "、".join(insured) or told),),
        tables=(
            Table(
                columns=(
                    Column(Text("标的", "Item"), 2),
                    Column(Text("机器名称", "Machine"), 4),
                    Column(Text("型号", "Model"), 3),
                    Column(Text("生产厂家", "Manufacturer"), 4),
                ),
                rows=tuple(
                    (each.item_id, each.machine_name or NOTHING, each.model or NOTHING, each.manufacturer or NOTHING)
                    for each in survey.items.values()
                ),
            ),
        ),
    )


def _accident(source: Source) -> Iterator[Section]:
    told, documents = source.state.survey.interview, source.state.documents
    lines = [line for paper in documents.papers.values() for line in paper.loss_lines]
    answers = {
        "course": Text("出险经过", "Course"),
        "loss": Text("损失情况", "Loss"),
        "cause": Text("被保险人所述原因", "Cause as told"),
        "machine_use": Text("机器使用情况", "Use"),
        "maintenance": Text("维护保养", "Maintenance"),
        "operators": Text("操作人员资质及培训", "Operators"),
    }
    claimed = Table(
        caption=Text("报损清单", "Claimed"),
        columns=(
            Column(Text("名称", "Name"), 5),
            Column(Text("数量", "Quantity"), 2, "right"),
            Column(Text("单价（元）", "Unit price"), 3, "right"),
            Column(Text("总价（元）", "Total"), 3, "right"),
        ),
        rows=tuple(
            (each.name, str(each.quantity), words.money(each.unit_price), words.money(each.total)) for each in lines
        ),
        foot=(("合计", "", "", words.money(total(each.total for each in lines))),),
    )
    yield Section(
        fields=(
            Field(
                Text("报案日期", "Reported on"), words.day(documents.issued.reported_on) if documents.issued else None
            ),
            *(Field(text, getattr(told, name, None)) for name, text in answers.items()),
        ),
        tables=(claimed,) if lines else (),
    )


def _methods(source: Source) -> Iterator[Section]:
    state, survey = source.state, source.state.survey
    _, sheet = _adjusted(source)
    kinds = dict.fromkeys(words.LOSS_TYPE[each.type or state.analysis.determined.type].zh for each in _assessed(state))
    yield Section(
        fields=(
            Field(Text("原则", "Principles"), "独立、客观、公正；近因原则；损失补偿原则"),
            Field(
                Text("手段", "Means"),
                f"现场查勘 {len(survey.visits)} 次，清点 {len(survey.counts)} 次，照片 {len(survey.photos)} 张，"
                f"询问笔录 {len(survey.statements)} 份，专家或检测报告 {len(state.analysis.expert_analyses)} 份",
            ),
            Field(Text("评估方法", "Assessment"), listed(kinds)),
            Field(Text("计算方法", "Calculation"), f"账本理算公式 {sheet.formula_version} 版，逐步列示并注明依据"),
        )
    )


def _survey(source: Source) -> Iterator[Section]:
    survey, analysis = source.state.survey, source.state.analysis
    record, cause = survey.record, analysis.cause
    running = survey.operating_data
    yield Section(
        fields=(
            Field(Text("到达现场", "At the scene"), listed(words.minute(each.at) or "" for each in survey.visits)),
            Field(Text("查勘记录", "Survey record"), record.document_id),
            Field(Text("查勘地点", "Place"), None),
            Field(Text("参与人员", "Present"), listed(record.participants)),
            Field(Text("损失状况", "Description"), record.description),
            Field(Text("运行状态", "Running"), running.state if running else None),
            Field(Text("近因", "Proximate cause"), cause.proximate_cause),
            Field(Text("分析", "Reasoning"), cause.reasoning),
            Field(Text("证据", "Evidence"), listed(cause.evidence)),
        ),
        tables=(
            Table(
                caption=Text("受损项目", "Damaged items"),
                columns=(
                    Column(Text("标的", "Item"), 2),
                    Column(Text("零部件", "Part"), 3),
                    Column(Text("型号、规格", "Model, specification"), 4),
                    Column(Text("损失情形", "Damage"), 4),
                    Column(Text("与事故关联", "Of the accident"), 3, "center"),
                ),
                rows=tuple(
                    (
                        each.item_id,
                        each.part_name or NOTHING,
                        listed(filter(None, (each.part_model, each.part_spec))),
                        each.loss or NOTHING,
                        words.answer(each.related_to_accident),
                    )
                    for each in survey.items.values()
                ),
            ),
        ),
    )


def _loss(source: Source) -> Iterator[Section]:
    state = source.state
    rows = tuple(
        (
            each.item_id,
            words.LOSS_TYPE[each.type or state.analysis.determined.type].zh,
            words.money(each.loss),
            words.money(each.loss - each.net),
            words.money(each.net),
            listed(each.bases),
        )
        for each in _assessed(state)
    )
    residuals = (
        f"{each.item_id} {words.money(each.value)}，归{words.SIDE[each.to].zh}"
        for each in state.analysis.residuals.values()
    )
    methods = (f"{each.item_id} {each.method}" for each in state.survey.repair_methods.values())
    yield Section(
        fields=(
            Field(Text("维修方式", "Repair"), listed(methods)),
            Field(Text("残值（元）", "Residual value"), listed(residuals)),
        ),
        tables=(
            Table(
                columns=(
                    Column(Text("标的", "Item"), 2),
                    Column(Text("损失类型", "Type"), 3),
                    Column(Text("损失金额（元）", "Loss"), 4, "right"),
                    Column(Text("剔除金额（元）", "Taken off"), 4, "right"),
                    Column(Text("核定金额（元）", "Assessed"), 4, "right"),
                    Column(Text("核定依据", "Grounds"), 5),
                ),
                rows=rows,
                foot=(("合计", "", "", "", words.money(_net(state)), ""),),
            ),
        ),
    )


def _insurances(source: Source) -> Iterator[Section]:
    asked, _ = _adjusted(source)
    other, received = source.state.analysis.other_insurance, asked.third_party_received
    policies = (
        f"{each.insurer_id} {each.policy_no} 保险金额 {words.money(each.sum_insured)}" for each in other.policies
    )
    yield Section(
        fields=(
            Field(Text("足额投保", "Adequate insurance"), "；".join(map(_adequate, asked.items))),
            Field(Text("重复保险", "Double insurance"), words.YES_NO[other.double]),
            Field(Text("保险竞合", "Concurrence"), words.YES_NO[other.concurrence]),
            Field(Text("其他保险单", "Other policies"), listed(policies)),
            Field(Text("第三者责任及追偿", "Third party and recovery"), None),
            Field(
                Text("已获第三方赔偿（元）", "Had of a third party"), words.money(received.amount if received else None)
            ),
        )
    )


def _adequate(item: Item) -> str:
    if item.agreed_value or item.insured_value is None:
        return f"{item.id} 定值"
    return f"{item.id} {'足额' if item.sum_insured >= item.insured_value else '不足额'}"


def _adjustment(source: Source) -> Iterator[Section]:
    yield from (replace(part, level=4) for part in calculation(*_adjusted(source)))


def _conclusion(source: Source) -> Iterator[Section]:
    coverage, (_, sheet) = source.state.analysis.coverage, _adjusted(source)
    answers = {check.id: check for check in coverage.checks}
    yield Section(
        fields=(
            Field(Text("公估意见", "Opinion"), words.ADVICE[coverage.advice].zh),
            Field(Text("理由", "Reasoning"), coverage.reasoning),
            Field(Text("理算金额（元）", "Adjusted"), words.money(sheet.payable)),
            Field(Text("大写", "in words"), words.in_capitals(sheet.payable)),
        ),
        tables=(
            Table(
                columns=(
                    Column(Text("核查事项", "Question"), 6),
                    Column(Text("结果", "Answer"), 2, "center"),
                    Column(Text("说明", "Note"), 6),
                ),
                rows=tuple(
                    (each.text.zh, words.answer(answers[each.id].outcome), answers[each.id].note or NOTHING)
                    for each in COVER_QUESTIONS
                    if each.id in answers
                ),
            ),
        ),
    )


LIMITS = (
    "本报告依据截至报告日期已经取得的资料作出，仅供委托人处理本案之用。",
    "本报告提出责任分析和理算的意见；是否赔付、赔付多少，由保险人依照保险合同决定。",
    "未经本机构书面同意，不得将本报告用于其他目的，也不得摘录引用。",
)


def _signatures(source: Source) -> Iterator[Section]:
    state = source.state
    signing = state.report.issued.signatures if state.report.issued else state.commission.adjusters
    yield Section(signatures=tuple(Signature(Text("公估人员（签名）", "Adjuster"), each) for each in signing))


def _seal(source: Source) -> Iterator[Section]:
    yield Section(signatures=(Signature(Text("公估机构（盖章）", "Firm, seal"), source.state.commission.firm_id),))


def _date(source: Source) -> Iterator[Section]:
    issued = source.state.report.issued
    yield Section(fields=(Field(Text("报告日期", "Dated"), words.day(issued.dated) if issued else None),))


def _attachments(source: Source) -> Iterator[Section]:
    state = source.state
    letter, record = state.commission.letter, state.survey.record
    rows: list[tuple[str, str]] = [("委托书", letter.letter_ref)] if letter else []
    rows += [("现场查勘记录", record.document_id)] if record else []
    rows += [("询问笔录", each) for each in state.survey.statements]
    rows += [("现场照片", f"{len(state.survey.photos)} 张")] if state.survey.photos else []
    rows += [("专家或检测报告", each.ref) for each in state.analysis.expert_analyses]
    rows += [(f"索赔资料 {each.item_code}", id) for id, each in state.documents.papers.items()]
    rows += [("理算书", state.analysis.adjustment.calc_no)] if state.analysis.adjustment else []
    yield Section(
        tables=(
            Table(
                columns=(
                    Column(Text("序号", "No."), 1, "center"),
                    Column(Text("附件", "Attachment"), 5),
                    Column(Text("编号", "Reference"), 6),
                ),
                rows=tuple((str(number), *row) for number, row in enumerate(rows, 1)),
            ),
        )
    )


class Told(NamedTuple):
    """How a section is told, and what must be recorded for it; nothing: it can be told of any assignment."""

    told: Callable[[Source], Iterable[Section]]
    rests_on: Callable[[Assignment], object] = lambda assignment: True


SOURCES: Mapping[str, Told] = {
    "overview": Told(_overview),
    "policy_summary": Told(_policy),
    "insured_and_subject": Told(_insured, lambda assignment: assignment.survey.items),
    "accident_and_claim": Told(_accident, lambda assignment: assignment.survey.interview),
    "principles_and_methods": Told(_methods),
    "survey_and_cause": Told(_survey, lambda assignment: assignment.survey.record and assignment.analysis.cause),
    "loss": Told(_loss, lambda assignment: assignment.analysis.determined),
    "insurances_and_third_parties": Told(_insurances, lambda assignment: assignment.analysis.other_insurance),
    "adjustment": Told(_adjustment, lambda assignment: assignment.analysis.adjustment and not assignment.stale),
    "conclusion": Told(_conclusion, lambda assignment: assignment.analysis.coverage),
    "limits_of_use": Told(lambda source: [Section(paragraphs=LIMITS)]),
    "signatures": Told(_signatures),
    "seal": Told(_seal),
    "date": Told(_date),
    "attachment_list": Told(_attachments),
}
"""The sections of the body, in their order, and what each is told from."""


def _lacks_parts(source: Source) -> Text | None:
    missing = REPORT.lacking(source.state, REPORT_PARTS)
    return missing and Text(f"公估报告缺少：{missing.zh}。", f"the report lacks: {missing.en}")


def _lacks_sections(source: Source) -> Text | None:
    missing = REPORT.lacking(source.state, BODY)
    return missing and Text(f"公估报告正文缺少：{missing.zh}。", f"the body of the report lacks: {missing.en}")


def _lacks_facts(source: Source) -> Text | None:
    """A section stands in the draft, but nothing is recorded that it could tell; or what there is has gone stale."""
    missing = [SECTIONS[id] for id, each in SOURCES.items() if not each.rests_on(source.state)]
    if not missing:
        return None
    return Text(
        f"以下各节没有记录可依，或者理算之后又有新的核定：{listed(text.zh for text in missing)}。",
        "nothing is recorded, or what was adjusted has been determined anew since, for: "
        + "; ".join(text.en for text in missing),
    )


FORM = Form(
    id="adjusting-report",
    title=TITLE,
    kind="assignment",
    basis=(REPORT_PARTS, BODY, SIGNATURES, QUALITY_REVIEW),
    needs=(Need(REPORT_PARTS, _lacks_parts), Need(BODY, _lacks_sections), Need(BODY, _lacks_facts)),
    drawn=_drawn,
)

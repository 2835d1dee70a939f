"""The calculation sheet: what every amount of an indemnity comes from, line by line (PICC 六(十一)). 赔款计算书"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.claims.events.loss import CalculationSheetChecked, IndemnityCalculated
from ledger.claims.events.report import LossReported
from ledger.claims.state import Claim
from ledger.forms import words
from ledger.forms.document import Align, Column, Document, Field, Section, Signature, Table, listed
from ledger.forms.form import Form, Source, needed
from ledger.kernel.clock import local_day
from ledger.kernel.law import Text
from ledger.kernel.worksheet import total
from ledger.law import RULES
from ledger.law.manual import CALCULATE_AFTER_LOSS, DEDUCTIBLE_LAST, SEPARATE, SHEET
from ledger.worksheets import flags, terms
from ledger.worksheets.asked import Calculation, Deductible, Item
from ledger.worksheets.sheet import Sheet

TITLE = Text("赔款计算书", "Calculation sheet")
CHECKS = {
    "items_match": Text("损失项目与查勘、定损一致", "items match survey and loss"),
    "amounts_match": Text("损失金额与查勘、定损一致", "amounts match survey and loss"),
    "salvage_separate": Text("施救费用分列", "salvage cost stands apart"),
    "formula_correct": Text("计算公式正确", "formulas are right"),
}
"""What is checked of a sheet before it is paid on."""
RIGHT: Align = "right"


def printed(asked: Calculation, sheet: Sheet) -> Document:
    """A sheet of no stream: what was asked and what came of it; the rest is filled in by hand."""
    header = (
        Field(Text("赔案号", "Claim"), None),
        Field(Text("保单号", "Policy"), None),
        Field(Text("被保险人", "Insured"), None),
        Field(Text("出险日期", "Day of loss"), None),
    )
    return Document(
        title=TITLE,
        sections=(Section(fields=header), *calculation(asked, sheet), _checks(None), _signatures(None, None)),
        notes=notes(asked, sheet),
    )


def calculation(asked: Calculation, sheet: Sheet) -> tuple[Section, ...]:
    """What was calculated from, every step, and what it comes to."""
    return (
        Section(
            heading=Text("计算依据", "Calculated from"),
            fields=tuple(_terms(asked)),
            tables=(items(asked.items), *_salvaged(asked, sheet)),
        ),
        Section(heading=Text("计算过程", "Steps"), tables=(_steps(sheet),)),
        Section(
            heading=Text("计算结果", "Result"),
            fields=(
                Field(Text("财产赔款", "Property"), words.money(sheet.property)),
                Field(Text("施救费用（分列）", "Salvage cost, apart"), words.money(sheet.salvage)),
                Field(Text("应付赔款", "Payable"), words.money(sheet.payable)),
                Field(Text("应付赔款（大写）", "in words"), words.in_capitals(sheet.payable)),
                Field(Text("尚应支付", "Still to pay"), words.money(sheet.to_pay)),
                Field(Text("应退回", "To be refunded"), words.money(sheet.refund)),
            ),
            tables=(_shares(asked, sheet),) if sheet.shares else (),
        ),
    )


def items(asked: Sequence[Item]) -> Table:
    """The items with their sums insured, values and losses."""
    return Table(
        columns=(
            Column(Text("项目", "Item"), 3),
            Column(Text("标的类别", "Property"), 3),
            Column(Text("计算方式", "Measured as"), 5),
            Column(Text("核损金额", "Loss"), 4, RIGHT),
            Column(Text("残值", "Residual"), 3, RIGHT),
            Column(Text("保险金额", "Sum insured"), 4, RIGHT),
            Column(Text("保险价值", "Insured value"), 4, RIGHT),
        ),
        rows=tuple(
            (
                each.id,
                words.BASIS[each.basis].zh,
                _measured(each),
                words.money(each.loss),
                words.money(each.residual),
                words.money(each.sum_insured),
                "定值" if each.agreed_value else words.money(each.insured_value),
            )
            for each in asked
        ),
    )


def _salvaged(asked: Calculation, sheet: Sheet) -> Iterator[Table]:
    """The insured items that were salvaged, where they are told apart, and what of the cost was for each."""
    cost = asked.salvage_cost
    if cost is None or not cost.items:
        return
    # The worksheet prints the cost of all insured property, then that of each item in the order asked.
    whole, *each_at = (line.amount for line in sheet.lines if line.what == terms.SALVAGE.zh)
    yield Table(
        caption=Text("被施救保险标的", "Insured items that were salvaged"),
        columns=(
            Column(Text("项目", "Item"), 3),
            Column(Text("被施救价值", "Value salvaged"), 4, RIGHT),
            Column(Text("保险金额", "Sum insured"), 4, RIGHT),
            Column(Text("保险价值", "Insured value"), 4, RIGHT),
            Column(Text("分摊施救费用", "Cost of salvage"), 4, RIGHT),
        ),
        rows=tuple(
            (each.id, *map(words.money, (each.value_salvaged, each.sum_insured, each.insured_value, borne)))
            for each, borne in zip(cost.items, each_at, strict=True)
        ),
        foot=(
            (
                "合计",
                words.money(total(each.value_salvaged for each in cost.items)),
                *map(words.money, (cost.sum_insured, cost.insured_value, whole)),
            ),
        ),
    )


def deductible(asked: Deductible | None) -> str:
    """The deductible of the policy in words."""
    if asked is None:
        return "无"
    parts = (words.money(asked.amount) if asked.amount else "", words.percent(asked.rate) if asked.rate else "")
    return f"{words.DEDUCTIBLE[asked.mode].zh} {'、'.join(filter(None, parts))}".rstrip()


def notes(asked: Calculation, sheet: Sheet) -> tuple[Text, ...]:
    """What should be looked at, and by which formulas and readings the sheet was made."""
    readings: dict[str, Text] = {asked.variants.residual: words.RESIDUAL[asked.variants.residual]}
    if received := asked.third_party_received:
        readings[received.variant] = words.RECEIVED[received.variant]
    return (
        *(_flag(each) for each in sheet.flags),
        Text(f"计算口径：{listed(text.zh for text in readings.values())}。", f"readings: {', '.join(readings)}"),
        Text(f"公式版本：{sheet.formula_version}。", f"formulas {sheet.formula_version}"),
        Text("金额单位：人民币元；每行只在该行四舍五入到分。", "in yuan; each line is rounded once, to the fen"),
    )


def _drawn(source: Source) -> Document:
    claim: Claim = source.state
    reported: LossReported = source.opening
    made: IndemnityCalculated = source.last(IndemnityCalculated)
    sheet: Sheet = source.state.loss.calculation.sheet
    header = (
        Field(Text("赔案号", "Claim"), source.key),
        Field(Text("保单号", "Policy"), claim.report.policy_no),
        Field(Text("承保机构", "Insurer"), claim.report.insurer_id),
        Field(Text("被保险人（代码）", "Insured, by key"), reported.insured_id),
        Field(Text("险种", "Line"), words.LINE[claim.report.line_of_business]),
        Field(Text("出险日期", "Day of loss"), words.day(local_day(reported.loss_time))),
        Field(Text("计算日期", "Calculated on"), words.day(source.day_of(IndemnityCalculated))),
    )
    check = source.last(CalculationSheetChecked)
    check = check if check and check.calc_no == made.calc_no else None
    abated = tuple(
        Text(f"另因弃权或妨碍追偿扣减 {words.money(each.amount)} 元。", f"abated by {each.amount} beside this sheet")
        for each in claim.liability.abatements
    )
    sections = (
        Section(fields=header),
        *calculation(made.inputs, sheet),
        _checks(check),
        _signatures(made.by, check.by if check else None),
    )
    return Document(
        title=TITLE,
        number=made.calc_no,
        marks=(STALE,) if claim.stale else (),
        sections=sections,
        notes=(*abated, *notes(made.inputs, sheet)),
    )


STALE = Text(
    "本计算书作出之后，核定的损失或价值已有变化，须重新计算，不得据以付款。",
    "What this sheet rests on has been determined anew: it must be calculated again and nothing paid on it.",
)


def _terms(asked: Calculation) -> Iterator[Field]:
    yield Field(Text("免赔", "Deductible"), deductible(asked.deductible))
    if cost := asked.salvage_cost:
        values = map(words.money, (cost.insured_value_salvaged, cost.all_value_salvaged))
        separate, divided = (
            f"其中保险财产 {words.money(cost.insured_part)}",
            f"按被施救财产价值 {' ÷ '.join(values)} 分摊",
        )
        if cost.told_apart:
            divided = f"其中保险财产 {words.money(cost.told_apart)}，其余{divided}"
        told = f"{words.money(cost.total)}，{separate if cost.separable else divided}"
        yield Field(Text("施救费用", "Salvage cost"), told)
    if asked.other_policies:
        policies = (
            f"{each.insurer}{f' 项目 {each.item}' if each.item else ''} 保险金额 {words.money(each.sum_insured)}"
            for each in asked.other_policies
        )
        yield Field(Text("其他保险单", "Other policies"), listed(policies))
    if received := asked.third_party_received:
        yield Field(Text("已获第三方赔偿", "Had of the third party"), words.money(received.amount))
    if asked.advances:
        yield Field(Text("预付赔款", "Advances"), listed(map(words.money, asked.advances)))


def _measured(item: Item) -> str:
    """How the loss of an item is measured, with what measures it."""
    parts = [words.KIND[item.kind].zh]
    if item.degree is not None:
        parts.append(words.percent(item.degree))
    if item.set:
        parts.append(f"{item.set.weight.normalize():f} / {item.set.of.normalize():f}")
    parts.extend(f"{each.name} {words.percent(each.share)} × {words.percent(each.degree)}" for each in item.parts)
    if item.covered_share is not None:
        parts.append(f"协商比例 {words.percent(item.covered_share)}")
    return "；".join(parts)


def _steps(sheet: Sheet) -> Table:
    return Table(
        columns=(
            Column(Text("步", "Step"), 2, "center"),
            Column(Text("项目", "Item"), 3),
            Column(Text("内容", "What"), 5),
            Column(Text("公式", "Formula"), 9),
            Column(Text("金额（元）", "Amount"), 5, RIGHT),
            Column(Text("依据", "Article"), 5),
        ),
        rows=tuple(
            (
                str(line.step),
                line.item or "整单",
                line.what,
                words.formula(line.formula),
                words.money(line.amount),
                _article(line.rule),
            )
            for line in sheet.lines
        ),
        foot=(("", "", "应付赔款", "财产赔款 + 施救费用", words.money(sheet.payable), ""),),
    )


def _shares(asked: Calculation, sheet: Sheet) -> Table:
    return Table(
        caption=Text("共保分摊", "Shares of the co-insurers"),
        columns=(
            Column(Text("共保人", "Member"), 5),
            Column(Text("份额", "Share"), 3, RIGHT),
            Column(Text("承担金额（元）", "Bears"), 4, RIGHT),
        ),
        rows=tuple(
            (each.member, words.percent(agreed.share), words.money(each.amount))
            for each, agreed in zip(sheet.shares, asked.coinsurance, strict=True)
        ),
        foot=(("合计", "100%", words.money(sheet.payable)),),
    )


def _checks(check: CalculationSheetChecked | None) -> Section:
    """The four checks with their answers; to be ticked by hand where nobody has checked yet."""
    answers = {True: "√", False: "×", None: ""}
    return Section(
        heading=Text("核对", "Checks"),
        tables=(
            Table(
                columns=(Column(Text("核对事项", "What is checked"), 8), Column(Text("结果", "Found"), 1, "center")),
                rows=tuple((text.zh, answers[getattr(check, name, None)]) for name, text in CHECKS.items()),
            ),
        ),
    )


def _signatures(calculator: str | None, checker: str | None) -> Section:
    return Section(
        signatures=(
            Signature(Text("计算人", "Calculated by"), calculator),
            Signature(Text("核对人", "Checked by"), checker),
        )
    )


def _article(rule: str) -> str:
    found = RULES[rule]
    return f"{found.pack.id} {found.article}"


def _flag(flag: str) -> Text:
    """What a flag says, with the item it is about."""
    said, item = flags.said(flag), flag.partition(":")[2]
    return Text(f"项目 {item}：{said.zh}", f"item {item}: {said.en}") if item else said


FORM = Form(
    id="calculation-sheet",
    title=TITLE,
    kind="claim",
    basis=(SHEET, SEPARATE, DEDUCTIBLE_LAST),
    needs=(
        needed(
            CALCULATE_AFTER_LOSS,
            lambda source: source.state.loss.determined,
            "尚未核定损失，没有可以计算的赔款。",
            "no loss is determined yet: there is nothing to calculate",
        ),
        needed(
            SHEET,
            lambda source: source.state.loss.calculation and source.state.loss.calculation.sheet,
            "尚未计算赔款（IndemnityCalculated）。",
            "no indemnity is calculated yet (IndemnityCalculated)",
        ),
    ),
    drawn=_drawn,
)

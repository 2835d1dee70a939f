"""What the analysis of an assignment must contain: the cause, the seven questions on cover, the grounds of the loss.

MBA 6, 7.1, 8.2.3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.law import Rule, Text
from ledger.law.machinery import (
    ADDRESS,
    BASIS,
    CAUSE_COVERED,
    CAUSE_REPORT,
    INQUIRE,
    INTEREST,
    OMISSION,
    PERIOD,
    PROXIMATE_CAUSE,
    REPORTS,
    SPECIAL,
    SUBJECT,
    WARRANTY,
)


def _asked_for(*types: str) -> Callable[[Any], bool]:
    """Whether material of such a type was asked for, be it that there is none."""
    return lambda state: any(each.type in types for each in state.analysis.materials)


CAUSE = Checklist(
    id="cause",
    title=Text("事故原因分析依据", "What the analysis of the cause rests on"),
    items=(
        Item(
            id="insured_report",
            text=Text("被保险人关于经过和原因的报告", "the insured's report of course and cause"),
            rule=CAUSE_REPORT,
            done=_asked_for("insured_report"),
        ),
        Item(
            id="statements",
            text=Text("现场有关人员的询问", "statements of those at the scene"),
            rule=INQUIRE,
            done=lambda state: bool(state.survey.statements),
        ),
        Item(
            id="institutions",
            text=Text("有关机构的分析、鉴定报告（没有的也须记明）", "reports of institutions, or that there are none"),
            rule=REPORTS,
            done=lambda state: (
                bool(state.analysis.expert_analyses) or _asked_for("institution_report", "appraisal_opinion")(state)
            ),
        ),
        Item(
            id="proximate_cause",
            text=Text("有证据的近因分析", "an analysis of the proximate cause, with its evidence"),
            rule=PROXIMATE_CAUSE,
            done=lambda state: bool(state.analysis.cause and state.analysis.cause.evidence),
        ),
    ),
)


class CoverQuestion(NamedTuple):
    """One of the seven questions on cover. 核查事项

    `decides`: whether a no speaks against cover; `surveyed`: the check at the scene that asked the same (5.3.1 a).
    """

    id: str
    text: Text
    rule: Rule
    decides: bool = True
    surveyed: str = ""


COVER_QUESTIONS = (
    CoverQuestion("interest", Text("索赔人有保险利益", "the claimant has an insurable interest"), INTEREST),
    CoverQuestion(
        "period", Text("出险在保险期间内", "the loss fell within the period of insurance"), PERIOD, surveyed="period"
    ),
    CoverQuestion(
        "address", Text("出险地点为保单地址", "the place of loss is the policy's address"), ADDRESS, surveyed="location"
    ),
    CoverQuestion("subject", Text("受损财产为保险标的", "the damaged property is insured"), SUBJECT, surveyed="listed"),
    CoverQuestion(
        "omission", Text("被保险人应为而不为", "the insured left undone what it ought to have done"), OMISSION, False
    ),
    CoverQuestion("cause_covered", Text("原因在保险责任内", "the cause lies within the cover"), CAUSE_COVERED),
    CoverQuestion("warranty", Text("出险时在质保期内", "the machine was under warranty at the loss"), WARRANTY, False),
)


def _answered(question: str) -> Callable[[Any], bool]:
    return lambda state: bool(
        state.analysis.coverage and any(check.id == question for check in state.analysis.coverage.checks)
    )


COVERAGE = Checklist(
    id="coverage",
    title=Text("保险责任核查清单", "Questions on cover"),
    items=tuple(Item(id=each.id, text=each.text, rule=each.rule, done=_answered(each.id)) for each in COVER_QUESTIONS),
)

LOSS = Checklist(
    id="loss",
    title=Text("损失核定依据", "What the loss rests on"),
    items=(
        Item(
            id="bases",
            text=Text("每一项目的核定依据", "the grounds of every item"),
            rule=BASIS,
            done=lambda state: bool(
                state.analysis.determined and all(item.bases for item in state.analysis.determined.items)
            ),
        ),
    ),
)

ADJUSTMENT = Checklist(
    id="adjustment",
    title=Text("理算注意事项", "What an adjustment minds"),
    items=(
        Item(
            id="special_terms",
            text=Text("特别约定和附加条款（没有的也须记明）", "special terms and endorsements, or that there are none"),
            rule=SPECIAL,
            done=lambda state: bool(state.analysis.adjustment and state.analysis.adjustment.special_terms is not None),
        ),
    ),
)
CHECKLISTS = (CAUSE, COVERAGE, LOSS, ADJUSTMENT)

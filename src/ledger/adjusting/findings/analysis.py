"""What contradicts a rule without a time in an assignment: cause, coverage, loss and adjustment."""

from __future__ import annotations

from ledger.adjusting.checklists.analysis import (
    ADJUSTMENT,
    CAUSE,
    COVER_QUESTIONS,
    COVERAGE,
    LOSS,
    CoverQuestion,
)
from ledger.adjusting.events.analysis import (
    CauseAnalysisCompleted,
    CauseMaterialCollected,
    CoverageAnalysisCompleted,
    ExpertAnalysisReceived,
    IndemnityAdjusted,
    LossDetermined,
)
from ledger.adjusting.events.survey import StatementTaken
from ledger.adjusting.state import Assignment, evolve
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, Look, finds, look_through
from ledger.kernel.law import Rule, Text
from ledger.kernel.worksheet import total
from ledger.law.machinery import (
    ADJUSTED_AMOUNT,
    ADVICE,
    DOUBLE_CALC,
    INSURED_VALUE,
    PARTIAL_LOSS,
    RESIDUAL,
    TOTAL_LOSS,
    WARRANTY,
)
from ledger.worksheets.recorded import Difference, differing

FINDINGS: Findings = []

look_through(
    FINDINGS,
    CAUSE,
    evolve,
    CoverageAnalysisCompleted,
    answered_by=(CauseMaterialCollected, StatementTaken, ExpertAnalysisReceived, CauseAnalysisCompleted),
)
look_through(FINDINGS, COVERAGE, evolve, CoverageAnalysisCompleted)
look_through(FINDINGS, LOSS, evolve, LossDetermined)
look_through(FINDINGS, ADJUSTMENT, evolve, IndemnityAdjusted)


# Article 6.2: cover


@finds(FINDINGS, ADVICE, CoverageAnalysisCompleted, severity="notice")
def advice_against_the_answers(assignment: Assignment, recorded: Recorded) -> Text | None:
    analysis: CoverageAnalysisCompleted = recorded.event  # type: ignore[assignment]
    denied = {check.id for check in analysis.checks if check.outcome == "no"}
    against = [question.text for question in COVER_QUESTIONS if question.decides and question.id in denied]
    if analysis.advice != "covered" or not against:
        return None
    return Text(
        f"建议属于保险责任，但下列核查结果为否：{'、'.join(text.zh for text in against)}；请复核。",
        f"the advice is that the loss is covered, against the answers to: {'; '.join(text.en for text in against)}",
    )


def answered_otherwise(question: CoverQuestion) -> Look:
    """The look for an answer that says, without a note, the contrary of what was found at the scene."""

    def answered_otherwise(assignment: Assignment, recorded: Recorded) -> Text | None:
        analysis: CoverageAnalysisCompleted = recorded.event  # type: ignore[assignment]
        seen = getattr(assignment.survey.policy_checks, question.surveyed, None)
        said = {check.outcome for check in analysis.checks if check.id == question.id and not check.note}
        if {seen} | said != {"yes", "no"}:
            return None
        return Text(
            f"{question.text.zh}：本次核查与现场核对的结论相反，未说明理由（note）。",
            f"{question.text.en}: answered against what was found at the scene, without saying why (note)",
        )

    return answered_otherwise


for _question in COVER_QUESTIONS:
    if _question.surveyed:
        finds(FINDINGS, _question.rule, CoverageAnalysisCompleted, severity="notice")(answered_otherwise(_question))


@finds(FINDINGS, WARRANTY, CoverageAnalysisCompleted, severity="notice")
def under_warranty(assignment: Assignment, recorded: Recorded) -> Text | None:
    analysis: CoverageAnalysisCompleted = recorded.event  # type: ignore[assignment]
    if not any(check.id == "warranty" and check.outcome == "yes" for check in analysis.checks):
        return None
    return Text(
        "出险时机器在质保期内；请考虑由质保方承担或向其追偿。",
        "the machine was under warranty at the loss: see whether the warrantor answers, or to recover from it",
    )


# Article 7: the loss

TOTAL = frozenset({"total", "constructive"})
"""How a loss was determined that article 7.2.2 measures; 7.2.1 does any other."""


def nothing_left(rule: Rule) -> Look:
    """The look for items of which more is taken off than was lost: they count as nothing, and nobody would see why."""

    def nothing_left(assignment: Assignment, recorded: Recorded) -> Text | None:
        determined: LossDetermined = recorded.event  # type: ignore[assignment]
        bad = [
            item.item_id
            for item in determined.items
            if total(item.taken_off) > item.loss and ((item.type or determined.type) in TOTAL) is (rule is TOTAL_LOSS)
        ]
        if not bad:
            return None
        return Text(
            f"项目 {'、'.join(bad)} 的扣减超过损失金额，按零计算；请核实扣减。",
            f"more is taken off than was lost of {', '.join(bad)}, which counts as nothing: check the deductions",
        )

    return nothing_left


for _rule in (PARTIAL_LOSS, TOTAL_LOSS):
    finds(FINDINGS, _rule, LossDetermined, severity="deviation")(nothing_left(_rule))


# Article 8: what is adjusted is what was determined


def differs(rule: Rule) -> Look:
    """The look for figures of an adjustment that are not those on record under a rule."""

    def differs(assignment: Assignment, recorded: Recorded) -> Text | None:
        adjusted: IndemnityAdjusted = recorded.event  # type: ignore[assignment]
        differences = assignment.differences(adjusted)[rule]
        if rule is ADJUSTED_AMOUNT and adjusted.declared is not None and adjusted.sheet:
            differences = (*differences, Difference("/declared", adjusted.declared, adjusted.sheet.payable))
        return differing(differences)

    return differs


for _rule in (ADJUSTED_AMOUNT, INSURED_VALUE, RESIDUAL, DOUBLE_CALC):
    finds(FINDINGS, _rule, IndemnityAdjusted, severity="deviation")(differs(_rule))

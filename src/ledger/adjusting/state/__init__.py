"""The adjusting assignment, each chapter of the code a part of its state. 公估委托"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from ledger.adjusting.events.analysis import IndemnityAdjusted
from ledger.adjusting.events.commission import AssignmentOffered
from ledger.adjusting.events.report import AssignmentArchived, RetentionClass
from ledger.adjusting.state import analysis, commission, documents, report, survey
from ledger.adjusting.state.analysis import Analysis
from ledger.adjusting.state.commission import Commission
from ledger.adjusting.state.documents import Documents
from ledger.adjusting.state.report import Report
from ledger.adjusting.state.survey import Survey
from ledger.kernel.context import Facts, Party, completing
from ledger.kernel.event import Proposed, Recorded
from ledger.kernel.facts import DisputedWork
from ledger.kernel.law import Matter, Rule, carries
from ledger.kernel.state import State, field, replace, stepping
from ledger.law.machinery import DRAFT_STATUS, SCOPE
from ledger.worksheets.recorded import Difference, differing

Status = Literal[
    "offered",
    "evaluated",
    "declined",
    "accepted",
    "appointed",
    "contacted",
    "scheduled",
    "on_site",
    "surveyed",
    "briefed",
    "resurvey_open",
    "adjusted",
    "drafted",
    "reviewed",
    "issued",
    "delivered",
    "closed",
    "archived",
]
"""How far an assignment has come. 委托状态"""


class Assignment(State, frozen=True, kw_only=True):
    """One commission to a loss-adjusting firm. 公估委托"""

    id: str = ""
    commission: Commission = field(default_factory=Commission)
    survey: Survey = field(default_factory=Survey)
    documents: Documents = field(default_factory=Documents)
    analysis: Analysis = field(default_factory=Analysis)
    report: Report = field(default_factory=Report)

    @property
    def status(self) -> Status:
        """How far it has come: the furthest stage that its facts show."""
        return next((name for name, reached in _STAGES if reached(self)), "offered")

    @property
    def stale(self) -> bool:
        """Whether the figures of the latest adjustment are no longer those on record."""
        adjusted = self.analysis.adjustment
        return adjusted is not None and any(map(differing, self.differences(adjusted).values()))

    def differences(self, adjusted: IndemnityAdjusted) -> Mapping[Rule, tuple[Difference, ...]]:
        """The figures of an adjustment beside those on record, by the rule that needs them."""
        return self.analysis.differences(adjusted, self.commission.insurer_ids)

    @property
    def retention(self) -> RetentionClass:
        """For how long its file is kept; where nobody said whether the law prescribes this adjusting, as if it did."""
        accepted = self.commission.accepted
        return "15y" if accepted and accepted.statutory_business is False else "30y"


_STAGES: tuple[tuple[Status, Callable[[Assignment], object]], ...] = (
    ("archived", lambda assignment: assignment.report.archived),
    ("closed", lambda assignment: assignment.report.closed_at),
    ("delivered", lambda assignment: assignment.report.delivered_at),
    ("issued", lambda assignment: assignment.report.issued),
    ("resurvey_open", lambda assignment: assignment.survey.resurveys_open),
    ("reviewed", lambda assignment: assignment.analysis.concluded and assignment.report.draft_passed),
    ("drafted", lambda assignment: assignment.analysis.concluded and assignment.report.drafted),
    ("adjusted", lambda assignment: assignment.analysis.adjustment),
    ("briefed", lambda assignment: assignment.documents.briefed >= {"insurer", "insured"}),
    ("surveyed", lambda assignment: assignment.survey.record),
    ("on_site", lambda assignment: assignment.survey.visits),
    ("scheduled", lambda assignment: assignment.survey.appointments),
    ("contacted", lambda assignment: assignment.commission.contacted_at),
    ("appointed", lambda assignment: assignment.commission.appointed),
    ("accepted", lambda assignment: assignment.commission.accepted),
    ("declined", lambda assignment: assignment.commission.declined),
    ("evaluated", lambda assignment: assignment.commission.evaluated),
)
"""The stages from the last to the first, and what shows that one was reached.

A draft counts once it is known what is to be paid; until a report is issued, an open re-survey comes before all else.
"""


_stepped = stepping(
    commission=commission.STEPS,
    survey=survey.STEPS,
    documents=documents.STEPS,
    analysis=analysis.STEPS,
    report=report.STEPS,
)


def evolve(assignment: Assignment, recorded: Recorded) -> Assignment:
    assignment = assignment if assignment.id else replace(assignment, id=recorded.key)
    return _stepped(assignment, recorded)


def parties(assignment: Assignment) -> Iterator[Party]:
    commission = assignment.commission
    if commission.firm_id:
        yield Party(commission.firm_id, "adjuster")
    yield from (Party(insurer, "insurer") for insurer in commission.insurer_ids)


def disputed_work(assignment: Assignment, key: str) -> DisputedWork:
    """The firm and the insurers of the assignment."""
    return DisputedWork(insurers=assignment.commission.insurer_ids, firm_id=assignment.commission.firm_id)


@carries(SCOPE, DRAFT_STATUS)
def matter(assignment: Assignment, proposed: Proposed) -> Matter:
    """The firm's work in the line of business it adjusts: by it the code judges machinery breakdown, and adopters."""
    told = proposed.event if isinstance(proposed.event, AssignmentOffered) else assignment.commission
    return Matter(told.line_of_business, told.firm_id)


def area(proposed: Proposed, facts: Facts) -> str:
    """Where the loss is adjusted, as the offer has it."""
    return proposed.event.jurisdiction if isinstance(proposed.event, AssignmentOffered) else facts.area


def _archived(assignment: Assignment, proposed: Proposed) -> AssignmentArchived:
    """The archived file with the time for which it is kept."""
    archived: AssignmentArchived = proposed.event  # type: ignore[assignment]
    return replace(archived, retention=assignment.retention)


complete = completing({IndemnityAdjusted: analysis.complete, AssignmentArchived: _archived})

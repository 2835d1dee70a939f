"""Duties in an assignment: cause, coverage, loss and adjustment."""

from __future__ import annotations

from datetime import datetime

from ledger.adjusting.events.analysis import CauseFlagged, ExpertAnalysisCommissioned, ExpertAnalysisReceived
from ledger.adjusting.state import Assignment
from ledger.adjusting.state.analysis import NEEDS_EXPERTS
from ledger.kernel.duty import Act, Duty
from ledger.law.machinery import EXPERTS


def _heard(assignment: Assignment, event: CauseFlagged, subject: str, obligor: str) -> datetime | None:
    """When experts first reported: once is enough, whatever is flagged besides (as `experts_missing` has it)."""
    return assignment.analysis.heard_at


def _asked(assignment: Assignment, event: CauseFlagged, subject: str, obligor: str) -> datetime | None:
    return assignment.analysis.experts_asked_at or assignment.analysis.heard_at


COMMISSION_EXPERTS, HEAR_EXPERTS = (
    Duty(
        rule=EXPERTS,
        part=part,
        owed_by="adjuster",
        opens=CauseFlagged,
        when=lambda assignment, event: event.flag in NEEDS_EXPERTS,
        already=already,
        discharged_by=done,
    )
    for part, already, done in (
        ("commission", _asked, (Act(ExpertAnalysisCommissioned), Act(ExpertAnalysisReceived))),
        ("analysis", _heard, (Act(ExpertAnalysisReceived),)),
    )
)
DUTIES = (COMMISSION_EXPERTS, HEAR_EXPERTS)

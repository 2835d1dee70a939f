"""What an assignment knows of the adjusting report, delivery, fee, closing and archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from ledger.adjusting.events.report import (
    AdjustingFeeReceived,
    AssignmentArchived,
    AssignmentClosed,
    FeeWaived,
    ReportDelivered,
    ReportDrafted,
    ReportIssued,
    ReportQualityReviewed,
)
from ledger.kernel.event import Recorded
from ledger.kernel.state import State, Steps, field, keeping, replace


class Report(State, frozen=True, kw_only=True):
    """The adjusting report, delivery, fee, closing and archive."""

    drafted: ReportDrafted | None = None
    """The latest draft, whenever it was recorded; so with the review and the report issued."""
    drafted_at: datetime | None = None
    reviewed: ReportQualityReviewed | None = None
    reviewed_at: datetime | None = None
    issued: ReportIssued | None = None
    issued_at: datetime | None = None
    numbers: Mapping[str, datetime] = field(default_factory=dict)
    """The numbers of all reports issued, and when."""
    deliveries: tuple[datetime, ...] = ()
    fee: AdjustingFeeReceived | None = None
    """None as well where what was received is nothing."""
    fee_waived: FeeWaived | None = None
    fee_waived_at: datetime | None = None
    closed_at: datetime | None = None
    archived: AssignmentArchived | None = None

    @property
    def sections(self) -> frozenset[str]:
        """The parts and body sections that the draft has."""
        return frozenset(self.drafted.sections) if self.drafted else frozenset()

    @property
    def first_issued_at(self) -> datetime | None:
        """When any report was first issued."""
        return min(self.numbers.values(), default=None)

    @property
    def draft_passed(self) -> bool:
        """Whether the latest draft went through the quality review."""
        drafted, reviewed = self.drafted, self.reviewed
        if drafted is None or reviewed is None:
            return False
        return (reviewed.hash, reviewed.result) == (drafted.hash, "passed")

    @property
    def delivered_at(self) -> datetime | None:
        """When the report was first delivered as it was issued; what went out before that was none."""
        issued = self.issued_at
        return min((at for at in self.deliveries if issued and issued <= at), default=None)

    @property
    def settled_at(self) -> datetime | None:
        """When the fee arrived or was given up."""
        times = (self.fee and self.fee.at, self.fee_waived_at)
        return min((at for at in times if at), default=None)


def _latest(member: str) -> Callable[[Report, Recorded], Report]:
    """Keeps the event, and when it was, unless it is recorded late and a later one is there."""

    def kept(report: Report, recorded: Recorded) -> Report:
        known: datetime | None = getattr(report, f"{member}_at")
        if known and recorded.occurred_at < known:
            return report
        return replace(report, **{member: recorded.event, f"{member}_at": recorded.occurred_at})

    return kept


_standing = _latest("issued")


def _issued(report: Report, recorded: Recorded) -> Report:
    issued: ReportIssued = recorded.event  # type: ignore[assignment]
    return replace(_standing(report, recorded), numbers={**report.numbers, issued.report_no: recorded.occurred_at})


def _delivered(report: Report, recorded: Recorded) -> Report:
    delivered: ReportDelivered = recorded.event  # type: ignore[assignment]
    return replace(report, deliveries=(*report.deliveries, delivered.at))


def _fee(report: Report, recorded: Recorded) -> Report:
    received: AdjustingFeeReceived = recorded.event  # type: ignore[assignment]
    return replace(report, fee=received) if received.amount else report


def _closed(report: Report, recorded: Recorded) -> Report:
    closed: AssignmentClosed = recorded.event  # type: ignore[assignment]
    return replace(report, closed_at=closed.at)


STEPS: Steps = {
    ReportDrafted: _latest("drafted"),
    ReportQualityReviewed: _latest("reviewed"),
    ReportIssued: _issued,
    ReportDelivered: _delivered,
    AdjustingFeeReceived: _fee,
    FeeWaived: _latest("fee_waived"),
    AssignmentClosed: _closed,
    AssignmentArchived: keeping("archived"),
}
"""Event to what it makes of this part of the assignment."""

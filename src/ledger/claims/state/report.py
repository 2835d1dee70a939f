"""What a claim knows of the report, the cover, filing and dispatch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ledger.claims.events.report import (
    ClaimFiled,
    ClaimTaskForceFormed,
    CoInsurersNotified,
    CoverageQueried,
    HotlineTransferMade,
    JointSurveyArranged,
    LossReported,
    PolicySnapshotTaken,
    ReportCancelled,
    ReportMatchedToPolicy,
    SuperiorNotified,
    SurveyDispatched,
    UnmatchedReportOpened,
)
from ledger.kernel.event import Recorded
from ledger.kernel.state import State, Steps, field, first_of_each, keeping, replace


class Report(State, frozen=True, kw_only=True):
    """The report, the cover, filing and dispatch."""

    insurer_id: str = ""
    insured_type: str = "general"
    line_of_business: str = ""
    policy_no: str | None = None
    loss_time: datetime | None = None
    received_at: datetime | None = None
    channel: str = ""
    incident_id: str | None = None

    queried: CoverageQueried | None = None
    coinsurance: bool = False
    """As told last: by the report, then by the query that answers it."""
    lead: bool | None = None
    """Whether the insurer leads the co-insurance; None while nobody said."""
    coinsurers: tuple[str, ...] = ()
    """The others under the contract, as the last query named them; nobody once there is no co-insurance."""
    notified: Mapping[str, datetime] = field(default_factory=dict)
    """Co-insurer to when it was first told of the loss."""
    transferred_at: datetime | None = None
    joint_survey_required_at: datetime | None = None
    joint_survey_at: datetime | None = None

    snapshot: PolicySnapshotTaken | None = None
    snapshot_at: datetime | None = None
    """When the first snapshot was taken."""
    unmatched_at: datetime | None = None
    matched_at: datetime | None = None
    cancelled_at: datetime | None = None
    dispatched_at: datetime | None = None
    """When surveyors were first sent out."""
    filed: ClaimFiled | None = None
    task_force_at: datetime | None = None
    superior_notified_at: datetime | None = None

    @property
    def leader(self) -> str | None:
        """The insurer that leads the co-insurance: this one while nobody said otherwise; None while nobody said who."""
        others = self.queried.coinsurers if self.queried else ()
        leading = None if self.lead else next((each.insurer_id for each in others if each.leads), None)
        return leading if leading or self.lead is False else self.insurer_id


def _reported(report: Report, recorded: Recorded) -> Report:
    reported: LossReported = recorded.event  # type: ignore[assignment]
    return replace(
        report,
        insurer_id=reported.insurer_id,
        insured_type=reported.insured_type,
        line_of_business=reported.line_of_business,
        policy_no=reported.policy_no,
        coinsurance=reported.coinsurance,
        lead=reported.lead,
        loss_time=reported.loss_time,
        received_at=reported.received_at,
        channel=reported.channel,
        incident_id=reported.incident_id,
    )


def _queried(report: Report, recorded: Recorded) -> Report:
    queried: CoverageQueried = recorded.event  # type: ignore[assignment]
    coinsurance = report.coinsurance if queried.coinsurance is None else queried.coinsurance
    named = tuple(dict.fromkeys(each.insurer_id for each in queried.coinsurers)) or report.coinsurers
    lead = False if queried.lead is None and any(each.leads for each in queried.coinsurers) else queried.lead
    lead = report.lead if lead is None else lead
    return replace(
        report,
        queried=queried,
        policy_no=queried.policy_no or report.policy_no,
        coinsurance=coinsurance,
        lead=lead if coinsurance else None,
        coinsurers=named if coinsurance else (),
    )


def _notified(report: Report, recorded: Recorded) -> Report:
    notified: CoInsurersNotified = recorded.event  # type: ignore[assignment]
    report = replace(report, notified=first_of_each(report.notified, notified.member_id, notified.at))
    return keeping(since="joint_survey_required_at")(report, recorded) if notified.joint_survey_required else report


def _transferred(report: Report, recorded: Recorded) -> Report:
    transferred: HotlineTransferMade = recorded.event  # type: ignore[assignment]
    report = keeping(since="transferred_at", at="transferred_at")(report, recorded)
    queried = report.queried is not None and report.queried.lead is not None
    return report if queried or transferred.lead is None else replace(report, lead=transferred.lead)


def _snapshot(report: Report, recorded: Recorded) -> Report:
    taken: PolicySnapshotTaken = recorded.event  # type: ignore[assignment]
    return replace(keeping("snapshot", since="snapshot_at")(report, recorded), policy_no=taken.policy_no)


def _matched(report: Report, recorded: Recorded) -> Report:
    matched: ReportMatchedToPolicy = recorded.event  # type: ignore[assignment]
    return replace(keeping(since="matched_at")(report, recorded), policy_no=matched.policy_no)


STEPS: Steps = {
    LossReported: _reported,
    CoverageQueried: _queried,
    PolicySnapshotTaken: _snapshot,
    UnmatchedReportOpened: keeping(since="unmatched_at"),
    ReportMatchedToPolicy: _matched,
    ReportCancelled: keeping(since="cancelled_at"),
    ClaimFiled: keeping("filed"),
    ClaimTaskForceFormed: keeping(since="task_force_at"),
    SuperiorNotified: keeping(since="superior_notified_at", at="at"),
    CoInsurersNotified: _notified,
    HotlineTransferMade: _transferred,
    JointSurveyArranged: keeping(since="joint_survey_at"),
    SurveyDispatched: keeping(since="dispatched_at"),
}
"""Event to what it makes of this part of the claim."""

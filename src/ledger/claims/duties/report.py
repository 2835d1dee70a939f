"""Duties in a claim: the report, the cover, filing and dispatch (PICC 一、十五(一)(二)、注意·一)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
from ledger.claims.events.settlement import ClaimClosed
from ledger.claims.state import Claim
from ledger.kernel.duty import Act, Duty, minutes
from ledger.kernel.event import Event
from ledger.kernel.law import Rule
from ledger.law.manual import (
    ARRANGE_JOINT_SURVEY,
    CONVERT_OR_CANCEL,
    COPY_POLICY,
    DISPATCH,
    LEAD_NOTIFIES_COINSURERS,
    NO_POLICY,
    NOTIFY_COINSURERS,
    QUERY_COVER,
    TASK_FORCE,
    TRANSFER_TO_HOTLINE,
)

STRUCK_OUT = (Act(ReportCancelled),)
ENDED = (*STRUCK_OUT, Act(ClaimClosed, while_running=True))
"""What nobody waits for once the claim has ended; what was missed by its closing stays missed."""


def follows(claim: Claim) -> bool:
    """Whether another insurer leads, and so decides liability and loss."""
    return claim.report.coinsurance and claim.report.lead is False


def _leads(claim: Claim) -> bool:
    return claim.report.coinsurance and claim.report.lead is True


TOLD_WHO_LEADS: tuple[type[Event], ...] = (CoverageQueried, HotlineTransferMade)
FOLLOWING = tuple(Act(event, when=lambda claim, event: follows(claim)) for event in TOLD_WHO_LEADS)
NOT_LEADING = tuple(Act(event, when=lambda claim, event: not _leads(claim)) for event in TOLD_WHO_LEADS)


def since_received(claim: Any, event: Event) -> datetime:
    """When the report reached the insurer."""
    received: datetime = claim.report.received_at
    return received


# 一(一): the leading group


def _task_force(opens: type[Event]) -> tuple[Duty, Duty]:
    """A loss may look major when it is reported, or turn out to be when it is filed; it is one duty."""
    shared: dict[str, Any] = {
        "rule": TASK_FORCE,
        "owed_by": "insurer",
        "opens": opens,
        "when": lambda claim, event: event.major,
        "counted_from": since_received,
        "cancelled_by": ENDED,
    }
    return (
        Duty(
            part="form",
            already=lambda claim, event, subject, obligor: claim.report.task_force_at,
            discharged_by=(Act(ClaimTaskForceFormed),),
            **shared,
        ),
        Duty(
            part="superior",
            already=lambda claim, event, subject, obligor: claim.report.superior_notified_at,
            discharged_by=(Act(SuperiorNotified, at="at"),),
            **shared,
        ),
    )


FORM_WHEN_REPORTED, TELL_SUPERIOR_WHEN_REPORTED = _task_force(LossReported)
FORM_WHEN_FILED, TELL_SUPERIOR_WHEN_FILED = _task_force(ClaimFiled)

# 一(二): the cover

QUERY = Duty(
    rule=QUERY_COVER,
    owed_by="insurer",
    opens=LossReported,
    counted_from="received_at",
    discharged_by=(Act(CoverageQueried, when=lambda claim, event: event.complete, at="queried_at"),),
    cancelled_by=ENDED,
)


def _copy(opens: type[Event]) -> Duty:
    return Duty(
        rule=COPY_POLICY,
        owed_by="insurer",
        opens=opens,
        when=lambda claim, event: claim.report.matched_at is not None or event.found,
        already=lambda claim, event, subject, obligor: claim.report.snapshot_at,
        counted_from=since_received,
        discharged_by=(Act(PolicySnapshotTaken),),
        cancelled_by=ENDED,
    )


COPY_WHEN_FOUND, COPY_WHEN_MATCHED = _copy(CoverageQueried), _copy(ReportMatchedToPolicy)
HANDLE_WITHOUT_POLICY = Duty(
    rule=NO_POLICY,
    owed_by="insurer",
    opens=CoverageQueried,
    when=lambda claim, event: not event.found,
    already=lambda claim, event, subject, obligor: claim.report.unmatched_at,
    counted_from="queried_at",
    discharged_by=(Act(UnmatchedReportOpened),),
    cancelled_by=(*ENDED, Act(ReportMatchedToPolicy), Act(CoverageQueried, when=lambda claim, event: event.found)),
)
CONVERT = Duty(
    rule=CONVERT_OR_CANCEL,
    owed_by="insurer",
    opens=UnmatchedReportOpened,
    already=lambda claim, event, subject, obligor: claim.report.matched_at or claim.report.cancelled_at,
    discharged_by=(Act(ReportMatchedToPolicy), Act(ReportCancelled)),
    cancelled_by=(Act(ClaimClosed, while_running=True),),
)

# 一(三): dispatch

SEND = Duty(
    rule=DISPATCH,
    owed_by="insurer",
    opens=LossReported,
    counted_from="received_at",
    discharged_by=(Act(SurveyDispatched),),
    cancelled_by=ENDED,
)

# 十五(一)(二)、注意·一: co-insurance

NOT_COINSURED = Act(CoverageQueried, when=lambda claim, event: not claim.report.coinsurance)
NAMED_NOW = Act(CoverageQueried, on=lambda claim, row: row.subject == "" and bool(claim.report.coinsurers))
"""Who is to be told was unknown until now: from here on it is a duty about each."""


def _told(claim: Claim, event: Event, subject: str, obligor: str) -> datetime | None:
    told = claim.report.notified
    return told.get(subject) if subject else min(told.values(), default=None)


def _notify(rule: Rule, opens: type[Event]) -> Duty:
    """Each co-insurer is to be told; while none is known by name, whoever is told first will do."""
    leading = rule is LEAD_NOTIFIES_COINSURERS
    return Duty(
        rule=rule,
        owed_by="insurer",
        opens=opens,
        when=lambda claim, event: _leads(claim) if leading else claim.report.coinsurance,
        subjects=lambda claim, event: claim.report.coinsurers or ("",),
        whole=True,
        already=_told,
        counted_from=since_received,
        discharged_by=(
            Act(CoInsurersNotified, subject=lambda telling: telling.event.member_id, at="at"),
            Act(CoInsurersNotified, on=lambda claim, row: row.subject == "", at="at"),
        ),
        cancelled_by=(*STRUCK_OUT, NOT_COINSURED, NAMED_NOW, *(NOT_LEADING if leading else ())),
    )


# What is cancelled because names are known now must come before what is opened by the same query.
LEAD_NOTIFIES_WHEN_REPORTED = _notify(LEAD_NOTIFIES_COINSURERS, LossReported)
LEAD_NOTIFIES_WHEN_QUERIED = _notify(LEAD_NOTIFIES_COINSURERS, CoverageQueried)
LEAD_NOTIFIES_WHEN_TRANSFERRED = _notify(LEAD_NOTIFIES_COINSURERS, HotlineTransferMade)
NOTIFY_WHEN_REPORTED = _notify(NOTIFY_COINSURERS, LossReported)
NOTIFY_WHEN_QUERIED = _notify(NOTIFY_COINSURERS, CoverageQueried)


def _transferred(claim: Claim, event: Event, subject: str, obligor: str) -> datetime | None:
    """A report that came by the hotline itself need not be passed on to it."""
    return claim.report.received_at if claim.report.channel == "hotline" else claim.report.transferred_at


def _transfer(opens: type[Event]) -> Duty:
    return Duty(
        rule=TRANSFER_TO_HOTLINE,
        owed_by="insurer",
        opens=opens,
        when=lambda claim, event: claim.report.coinsurance,
        already=_transferred,
        counted_from=since_received,
        within=minutes(10),
        discharged_by=(Act(HotlineTransferMade, at="transferred_at"),),
        cancelled_by=(*STRUCK_OUT, NOT_COINSURED),
    )


TRANSFER_WHEN_REPORTED, TRANSFER_WHEN_QUERIED = _transfer(LossReported), _transfer(CoverageQueried)
SURVEY_TOGETHER = Duty(
    rule=ARRANGE_JOINT_SURVEY,
    owed_by="insurer",
    opens=CoInsurersNotified,
    when=lambda claim, event: event.joint_survey_required,
    already=lambda claim, event, subject, obligor: claim.report.joint_survey_at,
    counted_from=lambda claim, event: claim.report.joint_survey_required_at,
    discharged_by=(Act(JointSurveyArranged),),
    cancelled_by=ENDED,
)

DUTIES = (
    FORM_WHEN_REPORTED,
    TELL_SUPERIOR_WHEN_REPORTED,
    FORM_WHEN_FILED,
    TELL_SUPERIOR_WHEN_FILED,
    QUERY,
    COPY_WHEN_FOUND,
    COPY_WHEN_MATCHED,
    HANDLE_WITHOUT_POLICY,
    CONVERT,
    SEND,
    LEAD_NOTIFIES_WHEN_REPORTED,
    LEAD_NOTIFIES_WHEN_QUERIED,
    LEAD_NOTIFIES_WHEN_TRANSFERRED,
    NOTIFY_WHEN_REPORTED,
    NOTIFY_WHEN_QUERIED,
    TRANSFER_WHEN_REPORTED,
    TRANSFER_WHEN_QUERIED,
    SURVEY_TOGETHER,
)

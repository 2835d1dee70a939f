"""Duties of a session: who is told in time, who comes, who signs, and that it is put on record (SMX 二(五), 三(四))."""

from __future__ import annotations

from typing import Any

from ledger.attendance.events import (
    AttendanceRecorded,
    WitnessArrived,
    WitnessIdentified,
    WitnessNoticeSent,
    WitnessSignatureRefused,
    WitnessSigned,
)
from ledger.kernel.duty import BY_THEN, DAY_BEFORE, Act, Duty, days
from ledger.kernel.facts import SessionPlanned
from ledger.law.sanmenxia import NOTIFY_A_DAY_AHEAD, RECORD_ATTENDANCE_TRULY, SEND_WITNESS, WITNESS_SIGNS

TO_SIGN = frozenset({"commission_confirmation", "appraisal_notice"})
CALLED_OFF = Act(SessionPlanned, when=lambda attendance, event: event.plan is None)


def _of_present_start(attendance: Any, notice: Any) -> bool:
    """A notice is void for another start than the one it announced."""
    return attendance.plan is not None and attendance.announced(notice.sent_at) == attendance.plan.start


def _told_in_time(attendance: Any, notice: Any) -> bool:
    return (
        _of_present_start(attendance, notice)
        and notice.insurer_id in attendance.plan.insurers
        and NOTIFY.in_time(attendance.plan.start, notice.sent_at)
    )


def _signed(attendance: Any, insurer: str) -> bool:
    part = attendance.insurers.get(insurer)
    return part is not None and part.signed >= TO_SIGN


def _listed(attendance: Any, insurer: str) -> str:
    part = attendance.insurers.get(insurer)
    return part.listed if part else ""


NOTIFY = Duty(
    rule=NOTIFY_A_DAY_AHEAD,
    owed_by="appraisal_agency",
    opens=SessionPlanned,
    when=lambda attendance, event: event.plan is not None,
    subjects=lambda attendance, event: event.plan.insurers,
    whole=True,
    counted_from=lambda attendance, event: event.plan.start,
    within=DAY_BEFORE,
    already=lambda attendance, event, insurer, agency: attendance.told(insurer),
    discharged_by=(
        Act(
            WitnessNoticeSent,
            when=_of_present_start,
            subject=lambda notice: notice.event.insurer_id,
            at="sent_at",
        ),
    ),
    cancelled_by=(CALLED_OFF,),
)
SEND = Duty(
    rule=SEND_WITNESS,
    owed_by="insurer",
    opens=WitnessNoticeSent,
    when=_told_in_time,
    obligors=lambda attendance, event: (event.insurer_id,),
    counted_from=lambda attendance, event: attendance.plan.start,
    within=BY_THEN,
    already=lambda attendance, event, subject, insurer: attendance.came(insurer),
    discharged_by=(
        Act(WitnessArrived, obligor=lambda arrival: arrival.event.insurer_id, at="at"),
        Act(
            AttendanceRecorded,
            on=lambda attendance, row: _listed(attendance, row.obligor) == "present",
            at=lambda attendance, event: attendance.plan.start if attendance.plan else None,
        ),
        Act(AttendanceRecorded, on=lambda attendance, row: _listed(attendance, row.obligor) == "late"),
    ),
    cancelled_by=(
        CALLED_OFF,
        Act(
            SessionPlanned,
            when=lambda attendance, event: event.plan is not None,
            on=lambda attendance, row: (
                row.started_at != attendance.plan.start or row.obligor not in attendance.plan.insurers
            ),
        ),
    ),
)
RECORD = Duty(
    rule=RECORD_ATTENDANCE_TRULY,
    owed_by="appraisal_agency",
    opens=SessionPlanned,
    when=lambda attendance, event: event.plan is not None,
    counted_from=lambda attendance, event: event.plan.start,
    target=days(0),
    already=lambda attendance, event, subject, agency: attendance.recorded,
    discharged_by=(Act(AttendanceRecorded),),
    cancelled_by=(CALLED_OFF,),
)
SIGN = Duty(
    rule=WITNESS_SIGNS,
    owed_by="insurer",
    opens=WitnessIdentified,
    obligors=lambda attendance, event: (event.insurer_id,),
    already=lambda attendance, event, subject, insurer: _signed(attendance, insurer),
    discharged_by=(
        Act(
            WitnessSigned,
            when=lambda attendance, event: _signed(attendance, event.insurer_id),
            obligor=lambda signing: signing.event.insurer_id,
        ),
    ),
    before=(Act(WitnessSignatureRefused, obligor=lambda refusing: refusing.event.insurer_id),),
)
DUTIES = (NOTIFY, SEND, RECORD, SIGN)

"""Rows of attendance: one an insurer and session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from ledger.attendance.state import Attendance
from ledger.kernel.state import State
from ledger.kernel.view import View
from ledger.law.sanmenxia import IDENTIFY_WITNESS


class WitnessRow(State, frozen=True, kw_only=True):
    """`attributable` and the notice's members speak of the start the session had when last heard of."""

    item: str
    session_id: str
    appraisal_id: str
    insurer_id: str
    start_at: datetime
    notice_sent_at: datetime | None
    notice_in_time: bool
    hours_before: Decimal | None
    arrived_at: datetime | None
    attendance: str
    attributable: bool
    signed: int
    signature_refused: bool
    facilitated: bool | None
    recordings: int
    recordings_without_consent: int
    misconduct: int


def witness_rows(attendance: Attendance) -> Iterator[WitnessRow]:
    plan = attendance.plan
    if plan is None:
        return
    for insurer, part in attendance.insurers.items():
        notice = part.notice_for(plan.start)
        status = part.attendance(plan.start)
        yield WitnessRow(
            item=insurer,
            session_id=attendance.id,
            appraisal_id=plan.appraisal_id,
            insurer_id=insurer,
            start_at=plan.start,
            notice_sent_at=notice.sent_at if notice else None,
            notice_in_time=notice is not None and notice.in_time,
            hours_before=notice.hours_before if notice else None,
            arrived_at=part.arrived_at,
            attendance=status,
            attributable=status == "absent" and part.attributable(plan.start),
            signed=len(part.signed),
            signature_refused=part.signature_refused,
            facilitated=part.facilitated,
            recordings=part.recordings,
            recordings_without_consent=part.recordings_without_consent,
            misconduct=part.misconduct,
        )


VIEWS = (View(name="witness", kinds=("attendance",), row=WitnessRow, rows=witness_rows, carries=(IDENTIFY_WITNESS,)),)

"""Duties of a session: who is told in time, who comes, who signs, and that it is put on record (SMX 二(五), 三(四))."""

from __future__ import annotations

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

CALLED_OFF = Act(SessionPlanned, when=lambda attendance, event: event.plan is None)

NOTIFY = Duty(
    rule=NOTIFY_A_DAY_AHEAD,
    owed_by="appraisal_agency",
    opens=SessionPlanned,
    when=lambda attendance, event: event.plan is not None,
    subjects=lambda attendance, event: event.plan.insurers,
    whole=True,
    counted_from=lambda attendance, event: event.plan.start,
    within=DAY_BEFORE,
    discharged_by=(Act(WitnessNoticeSent, subject=lambda notice: notice.event.insurer_id, at="sent_at"),),
    cancelled_by=(CALLED_OFF,),
)
SEND = Duty(
    rule=SEND_WITNESS,
    owed_by="insurer",
    opens=WitnessNoticeSent,
    when=lambda attendance, event: attendance.plan is not None,
    obligors=lambda attendance, event: (event.insurer_id,),
    counted_from=lambda attendance, event: attendance.plan.start,
    within=BY_THEN,
    discharged_by=(Act(WitnessArrived, obligor=lambda arrival: arrival.event.insurer_id, at="at"),),
    # A notice is void for another start than the one it announced.
    cancelled_by=(
        CALLED_OFF,
        Act(SessionPlanned, on=lambda attendance, row: attendance.plan and row.started_at != attendance.plan.start),
    ),
)
RECORD = Duty(
    rule=RECORD_ATTENDANCE_TRULY,
    owed_by="appraisal_agency",
    opens=SessionPlanned,
    when=lambda attendance, event: event.plan is not None,
    counted_from=lambda attendance, event: event.plan.start,
    target=days(0),
    discharged_by=(Act(AttendanceRecorded),),
    cancelled_by=(CALLED_OFF,),
)
SIGN = Duty(
    rule=WITNESS_SIGNS,
    owed_by="insurer",
    opens=WitnessIdentified,
    obligors=lambda attendance, event: (event.insurer_id,),
    discharged_by=(Act(WitnessSigned, obligor=lambda signing: signing.event.insurer_id),),
    before=(Act(WitnessSignatureRefused, obligor=lambda refusing: refusing.event.insurer_id),),
)
DUTIES = (NOTIFY, SEND, RECORD, SIGN)

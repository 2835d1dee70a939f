"""Deadlines of a session."""

from __future__ import annotations

from ledger.kernel.duty import Duty, by_then, day_before
from ledger.law.sanmenxia import NOTIFY_A_DAY_AHEAD, SEND_WITNESS

NOTIFY = Duty(
    rule=NOTIFY_A_DAY_AHEAD,
    owed_by="appraisal_agency",
    opens="appraisal.AppraisalSessionScheduled",
    discharged_by=("attendance.WitnessNoticeSent",),
    within=day_before,
    counted_from="start",
)
SEND = Duty(
    rule=SEND_WITNESS,
    owed_by="insurer",
    opens="attendance.WitnessNoticeSent",
    discharged_by=("attendance.WitnessArrived",),
    within=by_then,
    counted_from="plan.start",
)
DUTIES = (NOTIFY, SEND)

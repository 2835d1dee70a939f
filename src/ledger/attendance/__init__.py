"""Witnessing attendance at appraisal sessions. 到场见证"""

from ledger.attendance import duties, events, findings, rules, state, views
from ledger.kernel.context import Context, StreamKind
from ledger.kernel.facts import SessionAttendance
from ledger.kernel.law import Text

CONTEXT = Context(
    name="attendance",
    title=Text("到场见证", "Witnessing attendance"),
    streams=(
        StreamKind(
            kind="attendance",
            title=Text("到场见证", "Attendance"),
            state=state.Attendance,
            evolve=state.evolve,
            parties=state.parties,
            complete=state.complete,
            area=state.area,
            tells={SessionAttendance: state.session_attendance},
        ),
    ),
    events={"attendance": events.EVENTS},
    refusals=tuple(rules.REFUSALS),
    findings=tuple(findings.FINDINGS),
    duties=duties.DUTIES,
    views=views.VIEWS,
)

"""R2 witnessing attendance: were insurers told in time, and did they come? 到场见证情况"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger.duties.status import status
from ledger.kernel.law import Text
from ledger.law.sanmenxia import (
    IDENTIFY_WITNESS,
    NO_DISTURBANCE,
    NO_FILMING_WITHOUT_CONSENT,
    NOTIFY_A_DAY_AHEAD,
    PROCEED_IF_ABSENT,
    RECORD_ATTENDANCE,
    SEND_WITNESS,
)
from ledger.reports.report import INSURER, Column, Report, Scope, share, summed
from ledger.store.queries import Queries

SESSIONS, NOTICES, TIMES = Text("场次", "sessions"), Text("份通知", "notices"), Text("次", "times")

COUNTS = (
    Column(
        "sessions",
        Text("应到场次", "Sessions"),
        Text("期间内安排、该机构应到场的鉴定场次", "sessions scheduled in the period that expect the insurer"),
        unit=SESSIONS,
    ),
    Column(
        "notices_in_time",
        Text("及时通知", "Notified in time"),
        Text("至迟于前一日 24 时前发出的通知", "notices sent by the end of the day before the session"),
        unit=NOTICES,
    ),
    Column(
        "notices_late",
        Text("迟延通知", "Notified late"),
        Text("已通知但不足提前一天", "notices sent later than that"),
        unit=NOTICES,
    ),
    Column(
        "notices_missing",
        Text("未通知", "Not notified"),
        Text("已过期限，账本中没有针对该次时间的通知", "time is up and no notice of that very start is in the ledger"),
        unit=NOTICES,
    ),
    Column(
        "notices_pending",
        Text("未到期", "Not due yet"),
        Text("尚未通知，但期限未到", "no notice yet, but there is still time"),
        unit=NOTICES,
    ),
    Column(
        "present",
        Text("按时到场", "Present"),
        Text("按时到场并出示工作证明和身份证", "came by the start and produced both documents"),
        unit=SESSIONS,
    ),
    Column(
        "late",
        Text("迟到", "Late"),
        Text("开始之后到场并核验身份", "came after the start and was identified"),
        unit=SESSIONS,
    ),
    Column(
        "unidentified",
        Text("未核验", "Unidentified"),
        Text("到场但证件不齐，不计为到场", "came without both documents: not counted as attendance"),
        unit=SESSIONS,
    ),
    Column(
        "absent",
        Text("缺席", "Absent"),
        Text("记录为未到场", "recorded as absent"),
        unit=SESSIONS,
    ),
    Column(
        "absent_attributable",
        Text("可归责缺席", "Absent though told"),
        Text("已及时通知而未到场", "absent after a notice in time"),
        unit=SESSIONS,
    ),
    Column(
        "unrecorded",
        Text("未记录", "Unrecorded"),
        Text("尚无到场或缺席记录", "neither attendance nor absence is recorded yet"),
        unit=SESSIONS,
    ),
    Column(
        "recordings_without_consent",
        Text("未经同意拍录", "Recorded without consent"),
        Text("未经全部在场当事人同意的拍照、录像、录音", "recordings without every present party's consent"),
        unit=TIMES,
    ),
    Column(
        "misconduct",
        Text("干扰行为", "Misconduct"),
        Text("记录在案的干扰、违规行为", "disturbances on record"),
        unit=TIMES,
    ),
)

SUMS = ", ".join(
    f"count(*) FILTER (WHERE {condition}) AS {name}"
    for name, condition in (
        ("notices_in_time", "n.in_time"),
        ("notices_late", "NOT n.in_time"),
        ("notices_missing", "n.in_time IS NULL AND d.status = 'overdue'"),
        ("notices_pending", "n.in_time IS NULL AND d.status <> 'overdue'"),
        ("present", "w.attendance = 'present'"),
        ("late", "w.attendance = 'late'"),
        ("unidentified", "w.attendance = 'unidentified'"),
        ("absent", "w.attendance = 'absent'"),
        ("absent_attributable", "w.attendance = 'absent' AND n.in_time"),
        ("unrecorded", "coalesce(w.attendance, '') = ''"),
    )
)


def rows(queries: Queries, scope: Scope) -> Sequence[Mapping[str, Any]]:
    """One row an insurer. A notice counts only for the start it announced: rescheduling voids it."""
    condition, values = scope.where("s", "start_at")
    moment = scope.moment
    found = queries.rows(
        f"""
        SELECT s.insurer_id, max(i.name) AS insurer, count(*) AS sessions, {SUMS},
            coalesce(sum(w.recordings_without_consent), 0)::bigint AS recordings_without_consent,
            coalesce(sum(w.misconduct), 0)::bigint AS misconduct
        FROM views.session s
        LEFT JOIN views.witness w ON w.session_id = s.session_id AND w.insurer_id = s.insurer_id
            AND {moment.clause("w")}
        LEFT JOIN LATERAL (SELECT w.notice_in_time AS in_time
            WHERE w.notice_sent_at IS NOT NULL AND w.start_at = s.start_at) n ON true
        LEFT JOIN LATERAL (SELECT {status(moment.clock)} AS status FROM views.duty d
            WHERE d.stream = 'attendance/' || s.session_id AND d.rule_id = '{NOTIFY_A_DAY_AHEAD.id}'
            AND d.subject = s.insurer_id AND n.in_time IS NULL AND {moment.clause("d")}) d ON true
        LEFT JOIN views.insurer i ON i.insurer_id = s.insurer_id AND {moment.clause("i")}
        WHERE {condition}
        GROUP BY s.insurer_id ORDER BY s.insurer_id
        """,
        values,
    )
    return [{**row, "insurer": row["insurer"] or "", **rates(row)} for row in found]


def totals(found: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    sums = summed(found, COUNTS)
    return {**sums, **rates(sums)}


def rates(row: Mapping[str, Any]) -> dict[str, str | None]:
    """Shares with four decimals: of sessions whose notice is due those told in time, of decided ones attended."""
    due = row["notices_in_time"] + row["notices_late"] + row["notices_missing"]
    decided = row["present"] + row["late"] + row["unidentified"] + row["absent"]
    return {
        "notice_rate": share(row["notices_in_time"], due),
        "attendance_rate": share(row["present"] + row["late"], decided),
    }


REPORT = Report(
    id="R2",
    title=Text("到场见证情况报表", "Witnessing attendance"),
    summary=Text(
        "各保险机构的到场见证通知是否及时、是否派员到场，以及拍录与干扰情况。",
        "For each insurer: notices in time, attendance and absence, recordings and misconduct.",
    ),
    basis=(
        NOTIFY_A_DAY_AHEAD,
        RECORD_ATTENDANCE,
        PROCEED_IF_ABSENT,
        SEND_WITNESS,
        IDENTIFY_WITNESS,
        NO_DISTURBANCE,
        NO_FILMING_WITHOUT_CONSENT,
    ),
    reads=("session", "witness", "duty", "insurer"),
    columns=(
        *INSURER,
        *COUNTS[:5],
        Column(
            "notice_rate",
            Text("及时通知率", "Notice rate"),
            Text("及时通知 ÷（及时＋迟延＋未通知）", "in time ÷ (in time + late + not notified)"),
            "share",
        ),
        *COUNTS[5:11],
        Column(
            "attendance_rate",
            Text("到场率", "Attendance rate"),
            Text(
                "（按时到场＋迟到）÷ 已有结论的场次（到场、迟到、未核验、缺席）",
                "(present + late) ÷ sessions decided (present, late, unidentified, absent)",
            ),
            "share",
        ),
        *COUNTS[11:],
    ),
    rows=rows,
    totals=totals,
)

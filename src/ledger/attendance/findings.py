"""What a session's facts say against a rule that sets no time (SMX 二(五), 三(四)). 发现"""

from __future__ import annotations

from ledger.attendance.events import (
    AttendanceRecorded,
    ObservationFacilitated,
    RecordingConsentGiven,
    WitnessIdentified,
    WitnessMisconductObserved,
    WitnessRecordingMade,
)
from ledger.attendance.state import Attendance
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.sanmenxia import (
    FACILITATE_OBSERVATION,
    IDENTIFY_WITNESS,
    NO_DISTURBANCE,
    NO_FILMING_WITHOUT_CONSENT,
    RECORD_ATTENDANCE_TRULY,
)

FINDINGS: Findings = []


@finds(FINDINGS, FACILITATE_OBSERVATION, ObservationFacilitated)
def could_not_observe(attendance: Attendance, recorded: Recorded) -> Text | None:
    observed: ObservationFacilitated = recorded.event  # type: ignore[assignment]
    if observed.facilitated:
        return None
    return Text(
        f"{observed.insurer_id} 的到场人员未能旁观旁听；请鉴定机构说明原因并改正。",
        f"the witness of {observed.insurer_id} could not watch and listen: the agency should say why and put it right",
    )


@finds(FINDINGS, IDENTIFY_WITNESS, AttendanceRecorded, answered_by=(WitnessIdentified,))
def came_unidentified(attendance: Attendance, recorded: Recorded) -> Text | None:
    bad = sorted(name for name, part in attendance.insurers.items() if part.arrived_at and not part.identified)
    if not bad:
        return None
    return Text(
        f"{'、'.join(bad)} 的到场人员未出示工作证明和身份证，不计为到场见证；请补验证件并登记。",
        f"the witness of {', '.join(bad)} did not produce both documents and does not count as present: "
        "have them produced and recorded",
    )


@finds(FINDINGS, RECORD_ATTENDANCE_TRULY, AttendanceRecorded, severity="notice")
def attendance_contradicted(attendance: Attendance, recorded: Recorded) -> Text | None:
    record: AttendanceRecorded = recorded.event  # type: ignore[assignment]
    came = {name for name, part in attendance.insurers.items() if part.arrived_at}
    missed = {name for name, part in attendance.insurers.items() if part.absent}
    bad = sorted((came & set(record.absent)) | (missed & {*record.present, *record.late}))
    if not bad:
        return None
    return Text(
        f"{'、'.join(bad)} 的到场情况记录与此前的到场或未到场记录不一致；请核实并更正其一。",
        f"the attendance of {', '.join(bad)} is not what was recorded before: find out and correct one of the two",
    )


@finds(FINDINGS, RECORD_ATTENDANCE_TRULY, AttendanceRecorded)
def attendance_left_out(attendance: Attendance, recorded: Recorded) -> Text | None:
    record: AttendanceRecorded = recorded.event  # type: ignore[assignment]
    plan = attendance.plan
    planned = {*plan.insurers, *plan.parties} if plan else set()
    missing = sorted(planned - {*record.present, *record.absent, *record.late})
    if not missing:
        return None
    return Text(
        f"到场情况记录未说明 {'、'.join(missing)} 是否到场；请核实并补记。",
        f"the record of attendance does not say whether {', '.join(missing)} came: find out and add it",
    )


@finds(FINDINGS, NO_DISTURBANCE, WitnessMisconductObserved)
def disturbed(attendance: Attendance, recorded: Recorded) -> Text | None:
    observed: WitnessMisconductObserved = recorded.event  # type: ignore[assignment]
    return Text(
        f"{observed.insurer_id} 的到场人员有干扰鉴定的行为；请保险机构查明处理。",
        f"the witness of {observed.insurer_id} disturbed the appraisal: the insurer should look into it",
    )


@finds(FINDINGS, NO_FILMING_WITHOUT_CONSENT, WitnessRecordingMade, answered_by=(RecordingConsentGiven,))
def filmed_without_consent(attendance: Attendance, recorded: Recorded) -> Text | None:
    made: WitnessRecordingMade = recorded.event  # type: ignore[assignment]
    if attendance.consented(made.medium, made.at):
        return None
    medium = {"photo": "拍照", "video": "录像", "audio": "录音"}[made.medium]
    return Text(
        f"{made.insurer_id} 的到场人员未经在场当事人全部同意{medium}；不得使用，请补取同意或删除。",
        f"the witness of {made.insurer_id} made a recording ({made.medium}) without the consent of every party "
        "present: obtain consent, or delete it and do not use it",
    )

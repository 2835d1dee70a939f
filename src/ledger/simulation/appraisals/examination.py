"""How a simulated appraisal is examined, concluded, issued and filed (SMX 二, 三(四))."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any

from ledger.simulation.appraisals.case import Case
from ledger.simulation.appraisals.commission import STANDARD
from ledger.simulation.appraisals.fates import ATTEMPTS
from ledger.simulation.sending import Sending

STARTS = (9 * 60 + 30, 14 * 60 + 30)
GRADES = ("none", "10", "10", "10", "9", "9", "8", "7")


def examination(case: Case) -> Generator[Sending, None, bool]:
    """From the first scheduling to the archive; whether an opinion was issued."""
    agency, course = case.agency.id, case.fate["course"]
    case.days(1, 3)
    start = yield from _scheduled(case)
    if case.fate["session"] == "rescheduled":
        yield from _notified(case, start, in_time=True)
        start = yield from _scheduled(case, "rescheduled")
    told = case.fate["notice"]
    if told != "not_notified":
        yield from _notified(case, start, in_time=told == "notified")
    yield from _held(case, start)
    case.days(1, 2)
    if course == "terminated":
        ended = {"reason": "withdrawn_by_principal", "note": "委托人书面撤回委托"}
        yield case.say(agency, case.appraisal, "appraisal.AppraisalCommissionTerminated", ended, course)
        return False
    if course == "ended_for_absence":
        ended, rule = {"reason": "insurer_absence"}, ATTEMPTS[course].id
        yield case.say(agency, case.appraisal, "appraisal.AppraisalCommissionTerminated", ended, course, refused=rule)
        return False
    if course == "unconfirmed_used":
        used, rule = {"material_id": "M2", "hash": case.material["M2"]}, ATTEMPTS[course].id
        yield case.say(agency, case.appraisal, "appraisal.AppraisalMaterialUsed", used, course, refused=rule)
        return False
    yield from _issued(case)
    yield from _filed(case)
    return True


def _scheduled(case: Case, *shows: str) -> Generator[Sending, None, datetime]:
    start = case.span.at(case.day(case.random.randint(4, 9)), case.random.choice(STARTS))
    session = {
        "session_id": case.session,
        "start": start.isoformat(),
        "place": f"{case.agency.name}检查室",
        "appraisers": [appraiser.id for appraiser in case.acting],
        "expected": [*case.insurers, "P1"] if "P1" in case.principals else list(case.insurers),
    }
    yield case.say(case.agency.id, case.appraisal, "appraisal.AppraisalSessionScheduled", session, *shows)
    return start


def _notified(case: Case, start: datetime, *, in_time: bool) -> Generator[Sending, None, None]:
    """Every insurer is told: some working days ahead, or an hour before."""
    if in_time:
        case.days(1, 2)
    else:
        case.now = start - timedelta(minutes=case.random.randint(60, 85))
    for insurer in case.insurers:
        case.minutes(1, 6)
        sent = case.now.isoformat()
        notice = {
            "session_id": case.session,
            "insurer_id": insurer,
            "contact_id": f"LX-{insurer}",
            "sent_at": sent,
            "channel": case.random.choice(("phone", "written", "portal")),
        }
        shows = () if in_time else ("notified_same_day",)
        yield case.say(case.agency.id, case.attendance, "attendance.WitnessNoticeSent", notice, *shows)


def _held(case: Case, start: datetime) -> Generator[Sending, None, None]:
    """The session: who comes and when, the examination and its record, and the attendance on record."""
    agency, came = case.agency.id, _Came(case, start)
    for minute, stream, name, data, shows in came.all_in_order():
        case.now = start + timedelta(minutes=minute)
        said = case.say(agency, stream, name, data, *shows)
        yield said
        if name == "attendance.WitnessArrived" and data["insurer_id"] == case.insurer:
            came.arrival = said
        if name == "attendance.WitnessAbsenceRecorded":
            came.absence = said
    if case.fate["record"] == "recorded_late":
        yield from _recorded_late(case, start)
    correction = case.fate["correction"]
    if correction == "corrected_arrival" and came.arrival:
        case.minutes(10, 40)
        corrected = (start - timedelta(minutes=5)).isoformat()
        yield case.correct(came.arrival, "到场时间登记有误", correction, new_values={"at": corrected})
    if correction == "withdrawn_absence" and came.arrival and came.absence:
        case.minutes(10, 40)
        yield case.correct(came.absence, "该见证人实际到场", correction, withdrawn=True)


Moment = tuple[int, str, str, dict[str, Any], tuple[str, ...]]
"""Minutes from the start, stream, event, its data, and what it shows."""


class _Came:
    """What happens around one session."""

    def __init__(self, case: Case, start: datetime) -> None:
        self.case, self.start = case, start
        self.moments: list[Moment] = []
        self.present: list[str] = ["P1"] if "P1" in case.principals else []
        self.absent: list[str] = []
        self.late: list[str] = []
        self.arrival: Sending | None = None
        self.absence: Sending | None = None

    def all_in_order(self) -> list[Moment]:
        for place, insurer in enumerate(self.case.insurers):
            self._witness(place, insurer)
        self._examined()
        expected = {name: list(dict.fromkeys(names)) for name, names in self._attendance().items()}
        shows = ("not_notified",) if self.case.fate["notice"] == "not_notified" else ()
        self._attend(105, "AttendanceRecorded", {**expected}, shows)
        return sorted(self.moments, key=lambda moment: moment[0])

    def _attendance(self) -> dict[str, list[str]]:
        everybody = self.present + self.absent
        return {"expected": everybody, "present": self.present, "absent": self.absent, "late": self.late}

    def _witness(self, place: int, insurer: str) -> None:
        case = self.case
        fate = case.fate["witness"] if place == 0 else "present"
        about = {"insurer_id": insurer}
        if fate == "absent":
            self.absent.append(insurer)
            self._attend(40, "WitnessAbsenceRecorded", about, (fate,))
            return
        self.present.append(insurer)
        minute = case.random.randint(20, 50) if fate == "late" else -20 + 5 * place
        if fate == "late":
            self.late.append(insurer)
        shows = ("late",) if fate == "late" else ()
        person = f"示例见证人{case.number:04}{place}"
        self._attend(minute, "WitnessArrived", {**about, "person": person, "at": self._at(minute)}, shows)
        identity = {**about, "work_certificate": f"示例工作证{case.number:04}{place}"}
        if fate != "unidentified":
            identity["id_card"] = f"{case.city.code}19000109{case.number % 1000:03}X"
            case.identified = (*case.identified, insurer)
        shows = ("unidentified",) if fate == "unidentified" else ()
        self._attend(minute + 1, "WitnessIdentified", identity, shows)
        if case.random.random() < 0.95:
            at = self._at(minute + 2)
            documents = [{"type": name, "signed_at": at} for name in ("commission_confirmation", "appraisal_notice")]
            self._attend(minute + 2, "WitnessSigned", {**about, "documents": documents})
        else:
            refusal = {**about, "documents": ["appraisal_notice"], "reason": "称须先请示"}
            self._attend(minute + 2, "WitnessSignatureRefused", refusal)
        if place == 0 and case.fate["correction"] == "withdrawn_absence":
            self._attend(60, "WitnessAbsenceRecorded", about)

    def _examined(self) -> None:
        case = self.case
        session = {"session_id": case.session}
        shown_to = list(self.present)
        for appraiser in case.acting:
            shown = {**session, "appraiser": appraiser.id, "licence_no": appraiser.licence_no, "shown_to": shown_to}
            self._appraise(-4, "AppraiserLicenceShown", shown)
        acting = [appraiser.id for appraiser in case.acting]
        self._appraise(0, "AppraisalStarted", {**session, "appraisers": acting})
        if case.fate["record"] == "recorded_live":
            for name, data in records(case, self._at(10), self._at(15)):
                self._appraise(80 if name.endswith("Recorded") else 95, name, data)

    def _at(self, minute: int) -> str:
        return (self.start + timedelta(minutes=minute)).isoformat()

    def _attend(self, minute: int, name: str, data: dict[str, Any], shows: tuple[str, ...] = ()) -> None:
        data = {"session_id": self.case.session, **data}
        self.moments.append((minute, self.case.attendance, f"attendance.{name}", data, shows))

    def _appraise(self, minute: int, name: str, data: dict[str, Any]) -> None:
        self.moments.append((minute, self.case.appraisal, f"appraisal.{name}", data, ()))


def records(case: Case, occurred: str, recorded: str) -> tuple[tuple[str, dict[str, Any]], tuple[str, dict[str, Any]]]:
    """The process record, and its signature."""
    made = {
        "record_id": case.record,
        "session_id": case.session,
        "medium": "notes",
        "occurred_at": occurred,
        "recorded_at": recorded,
        "hash": case.digest("record"),
    }
    signed = {"record_id": case.record, "signatories": [appraiser.id for appraiser in case.acting]}
    return ("AppraisalProcessRecorded", made), ("ProcessRecordSigned", signed)


def _recorded_late(case: Case, start: datetime) -> Generator[Sending, None, None]:
    """The record is written days after what it records."""
    case.days(2, 5)
    shows: tuple[str, ...] = ("recorded_late",)
    for name, data in records(case, (start + timedelta(minutes=10)).isoformat(), case.now.isoformat()):
        yield case.say(case.agency.id, case.appraisal, f"appraisal.{name}", data, *shows)
        shows = ()
        case.minutes(5, 20)


def _issued(case: Case) -> Generator[Sending, None, None]:
    agency, stream = case.agency.id, case.appraisal
    for name, hash in case.material.items():
        yield case.say(agency, stream, "appraisal.AppraisalMaterialUsed", {"material_id": name, "hash": hash})
        case.minutes(1, 5)
    case.days(3, 12)
    grade = case.grade = case.random.choice(GRADES)
    result = "未构成伤残等级" if grade == "none" else f"构成{grade}级伤残"
    concluded = {"result": f"示例当事人{case.number:04}的损伤{result}。", "disability_grade": grade}
    yield case.say(agency, stream, "appraisal.AppraisalConcluded", concluded)
    case.days(1, 4)
    opinion = case.digest("opinion")
    yield case.say(agency, stream, "appraisal.AppraisalDrafted", {"hash": opinion, "standards": [STANDARD]})
    case.days(1, 3)
    review = {"reviewer": case.reviewer.id, "result": "passed", "hash": opinion}
    yield case.say(agency, stream, "appraisal.AppraisalReviewCompleted", review)
    case.days(1, 3)
    issued = {
        "opinion_no": f"YJ-{case.key}",
        "hash": opinion,
        "data_hash": case.digest("data"),
        "standards_applied": [STANDARD],
        "appraisers": [appraiser.id for appraiser in case.acting],
        "materials_used": list(case.material),
    }
    yield case.say(agency, stream, "appraisal.AppraisalOpinionIssued", issued)


def _filed(case: Case) -> Generator[Sending, None, None]:
    agency, stream = case.agency.id, case.appraisal
    case.days(2, 6)
    items: list[dict[str, Any]] = [
        {"item_type": "commission_letter", "ref": case.letter, "hash": case.digest("letter")},
        {"item_type": "process_record", "ref": case.record, "hash": case.digest("record")},
        {"item_type": "opinion", "ref": f"YJ-{case.key}", "hash": case.digest("opinion")},
    ]
    if case.mode == "unilateral_party":
        items.append({"item_type": "unilateral_notice", "ref": case.notice, "hash": case.digest("notice")})
    for insurer in case.identified:
        copies = {"item_type": "identity_copy", "ref": case.session, "copy_of": insurer}
        items.append({**copies, "hash": case.digest(f"copy {insurer}")})
    shows = ("not_archived",) if case.fate["file"] == "not_archived" else ()
    for item in items:
        yield case.say(agency, stream, "appraisal.AppraisalFileItemFiled", item, *shows)
        shows = ()
        case.minutes(1, 4)
    if case.fate["file"] == "archived":
        case.days(1, 8)
        yield case.say(agency, stream, "appraisal.AppraisalFileArchived", {"manifest": case.digest("manifest")})

"""The attendance of one session, insurer by insurer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from ledger.attendance.duties import NOTIFY, SEND
from ledger.attendance.events import (
    AttendanceRecorded,
    ObservationFacilitated,
    RecordingConsentGiven,
    RecordingConsentRevoked,
    WitnessAbsenceRecorded,
    WitnessArrived,
    WitnessIdentified,
    WitnessMisconductObserved,
    WitnessNoticeSent,
    WitnessRecordingMade,
    WitnessSignatureRefused,
    WitnessSigned,
)
from ledger.kernel.context import Facts, Party
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.facts import SessionAttendance, SessionPlan, SessionPlanned
from ledger.kernel.state import State, field, replace

HUNDREDTH = Decimal("0.01")


class Notice(State, frozen=True, kw_only=True):
    """One notice and the start it announced. 到场见证通知"""

    sent_at: datetime
    announced: datetime

    @property
    def in_time(self) -> bool:
        return NOTIFY.in_time(self.announced, self.sent_at)

    @property
    def hours_before(self) -> Decimal:
        return hours_between(self.sent_at, self.announced)


def hours_between(earlier: datetime, later: datetime) -> Decimal:
    """Hours with two decimals, negative where `later` is not later."""
    seconds = Decimal(str((later - earlier).total_seconds()))
    return (seconds / 3600).quantize(HUNDREDTH)


class Witnessing(State, frozen=True, kw_only=True):
    """One insurer's part in the session."""

    notices: tuple[Notice, ...] = ()
    arrived_at: datetime | None = None
    listed: Literal["", "present", "late"] = ""
    """As what the record of attendance has it, where it was not absent."""
    identified: bool = False
    absent: bool = False
    signed: frozenset[str] = frozenset()
    signature_refused: bool = False
    facilitated: bool | None = None
    recordings: int = 0
    recordings_without_consent: int = 0
    misconduct: int = 0

    def notice_for(self, start: datetime) -> Notice | None:
        """The first notice that announced this very start; rescheduling makes earlier ones void."""
        return min((n for n in self.notices if n.announced == start), key=lambda n: n.sent_at, default=None)

    def attributable(self, start: datetime) -> bool:
        """An absence counts against the insurer only if it was told in time (SMX-2.5-notice)."""
        notice = self.notice_for(start)
        return notice is not None and notice.in_time

    def attendance(self, start: datetime) -> str:
        """present, late, unidentified or absent; empty while nobody has said. An arrival goes before the record."""
        if self.arrived_at is None and (self.absent or not self.listed):
            return "absent" if self.absent else ""
        if not self.identified:
            return "unidentified"
        if self.arrived_at is None:
            return self.listed
        return "present" if SEND.in_time(start, self.arrived_at) else "late"


class Consent(State, frozen=True, kw_only=True):
    """A party's consent to recording. 拍照录像同意"""

    by: str
    scope: tuple[str, ...]
    valid_from: datetime
    valid_to: datetime | None

    def allows(self, medium: str, at: datetime) -> bool:
        return medium in self.scope and self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


class Start(NamedTuple):
    """A start of the session, and when it was planned. 安排的开始时间"""

    at: datetime
    planned_at: datetime


class Attendance(State, frozen=True, kw_only=True):
    """The attendance of one session. 到场见证

    `plan` is none once the scheduling was taken back or called off; `parties` are those of the last plan there
    was, who read and record on. `starts` are all that were planned, in the order in which they were told.
    """

    id: str = ""
    plan: SessionPlan | None = None
    parties: tuple[Party, ...] = ()
    starts: tuple[Start, ...] = ()
    insurers: Mapping[str, Witnessing] = field(default_factory=dict)
    consents: Mapping[str, Consent] = field(default_factory=dict)
    recorded_at: datetime | None = None
    present: frozenset[str] = frozenset()

    def announced(self, sent_at: datetime) -> datetime:
        """The start that a notice sent then announced: the one planned last by then, else the first."""
        return next((start.at for start in reversed(self.starts) if start.planned_at <= sent_at), self.starts[0].at)

    def told(self, insurer: str) -> datetime | None:
        """When the insurer was first told of the present start."""
        notice = _of(self, insurer).notice_for(self.plan.start) if self.plan else None
        return notice.sent_at if notice else None

    def came(self, insurer: str) -> datetime | None:
        """When the insurer's witness came; by the record of attendance, where nothing else tells it."""
        part = _of(self, insurer)
        by_record = {"present": self.plan.start if self.plan else None, "late": self.recorded_at}
        return part.arrived_at or by_record.get(part.listed)

    @property
    def recorded(self) -> datetime | None:
        """When attendance was put on record, for the start planned last."""
        since = self.starts[-1].planned_at if self.starts else None
        return self.recorded_at if self.recorded_at and since and since <= self.recorded_at else None

    def consented(self, medium: str, at: datetime) -> bool:
        """Whether every party present had agreed to this medium at that moment (SMX-3.4-no-filming)."""
        expected = set(self.plan.parties) if self.plan else set()
        affected = expected & self.present if self.recorded_at else expected
        agreed = {consent.by for consent in self.consents.values() if consent.allows(medium, at)}
        return affected <= agreed


def evolve(attendance: Attendance, recorded: Recorded) -> Attendance:
    event = recorded.event
    match event:
        case SessionPlanned(plan=plan):
            if plan:
                attendance = _planned(attendance, Start(plan.start, recorded.occurred_at))
            concerned = tuple(_concerned(plan)) if plan else attendance.parties
            return replace(attendance, id=recorded.key, plan=plan, parties=concerned)
        case WitnessNoticeSent(insurer_id=insurer) if attendance.plan:
            notice = Notice(sent_at=event.sent_at, announced=attendance.announced(event.sent_at))
            return _insurer(attendance, insurer, notices=(*_of(attendance, insurer).notices, notice))
        case WitnessArrived(insurer_id=insurer):
            first = min(event.at, _of(attendance, insurer).arrived_at or event.at)
            return _insurer(attendance, insurer, arrived_at=first, absent=False)
        case WitnessIdentified(insurer_id=insurer):
            identified = _of(attendance, insurer).identified or bool(event.work_certificate and event.id_card)
            return _insurer(attendance, insurer, identified=identified)
        case WitnessSigned(insurer_id=insurer):
            signed = _of(attendance, insurer).signed | {document.type for document in event.documents}
            return _insurer(attendance, insurer, signed=signed)
        case WitnessSignatureRefused(insurer_id=insurer):
            return _insurer(attendance, insurer, signature_refused=True)
        case WitnessAbsenceRecorded(insurer_id=insurer):
            return _insurer(attendance, insurer, absent=True)
        case ObservationFacilitated(insurer_id=insurer):
            return _insurer(attendance, insurer, facilitated=event.facilitated)
        case WitnessMisconductObserved(insurer_id=insurer):
            return _insurer(attendance, insurer, misconduct=_of(attendance, insurer).misconduct + 1)
        case WitnessRecordingMade(insurer_id=insurer):
            before = _of(attendance, insurer)
            unconsented = not attendance.consented(event.medium, event.at)
            return _insurer(
                attendance,
                insurer,
                recordings=before.recordings + 1,
                recordings_without_consent=before.recordings_without_consent + unconsented,
            )
        case RecordingConsentGiven():
            consent = Consent(by=event.by, scope=event.scope, valid_from=event.valid_from, valid_to=event.valid_to)
            return replace(attendance, consents={**attendance.consents, event.consent_id: consent})
        case RecordingConsentRevoked():
            consents = {
                name: replace(consent, valid_to=min(event.at, consent.valid_to or event.at))
                if consent.by == event.by
                else consent
                for name, consent in attendance.consents.items()
            }
            return replace(attendance, consents=consents)
        case AttendanceRecorded():
            attendance = replace(attendance, recorded_at=recorded.occurred_at, present=frozenset(event.present))
            for insurer in attendance.plan.insurers if attendance.plan else ():
                if insurer in event.absent:
                    attendance = _insurer(attendance, insurer, absent=True)
                elif insurer in (*event.present, *event.late) and not _of(attendance, insurer).absent:
                    listed = "late" if insurer in event.late else "present"
                    attendance = _insurer(attendance, insurer, listed=listed)
            return attendance
    return attendance


def _planned(attendance: Attendance, start: Start) -> Attendance:
    """With a start that was planned; who came before it was came to another one.

    One that was over when it was told puts right the one before it: that is a correction, nothing was put off.
    """
    before = attendance.starts[-1] if attendance.starts else start
    if not attendance.starts or start.at == before.at:
        return replace(attendance, starts=attendance.starts or (start,))
    if start.at <= start.planned_at:
        return replace(attendance, starts=(*attendance.starts[:-1], before._replace(at=start.at)))
    attendance = replace(attendance, starts=(*attendance.starts, start))
    for name, part in attendance.insurers.items():
        if part.arrived_at and part.arrived_at < start.planned_at:
            attendance = _insurer(attendance, name, arrived_at=None)
        if attendance.recorded is None:
            attendance = _insurer(attendance, name, listed="")
    return attendance


def _of(attendance: Attendance, insurer: str) -> Witnessing:
    return attendance.insurers.get(insurer, Witnessing())


def _insurer(attendance: Attendance, insurer: str, **changes: object) -> Attendance:
    witnessing = replace(_of(attendance, insurer), **changes)
    return replace(attendance, insurers={**attendance.insurers, insurer: witnessing})


def area(proposed: Proposed, facts: Facts) -> str:
    """Where the appraisal belongs."""
    match proposed.event:
        case SessionPlanned(plan=SessionPlan(area=area)):
            return area
    return facts.area


def complete(attendance: Attendance, proposed: Proposed, facts: Facts) -> Event:
    """Fills in the hours of a notice and whether an absence is attributable; none where nothing is scheduled."""
    plan = attendance.plan
    match proposed.event:
        case WitnessNoticeSent() as notice:
            hours = hours_between(notice.sent_at, attendance.announced(notice.sent_at)) if plan else None
            return replace(notice, hours_before=hours)
        case WitnessAbsenceRecorded(insurer_id=insurer) as absence:
            attributable = _of(attendance, insurer).attributable(plan.start) if plan else None
            return replace(absence, attributable=attributable)
    return proposed.event


def parties(attendance: Attendance) -> Iterable[Party]:
    return attendance.parties


def _concerned(plan: SessionPlan) -> Iterator[Party]:
    yield Party(plan.agency_id, "appraisal_agency")
    for insurer in plan.insurers:
        yield Party(insurer, "insurer")


def session_attendance(attendance: Attendance, key: str) -> SessionAttendance:
    return SessionAttendance(
        session_id=attendance.id,
        recorded=attendance.recorded_at is not None,
        witnesses_identified=tuple(name for name, w in attendance.insurers.items() if w.identified),
    )

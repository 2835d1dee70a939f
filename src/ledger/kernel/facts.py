"""What one context may know of another: small facts, filled from a stream's state by the application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class RosterEntry:
    """An appraisal agency as the published roster has it. 名册记载

    `spells` are its status from each day on, oldest first; `version` is that of the roster stream.
    """

    agency_id: str
    area: str
    version: int
    valid_from: date
    valid_to: date | None
    spells: tuple[tuple[date, str], ...]

    def listed_on(self, day: date) -> bool:
        """Whether the agency was on the roster, validly and not suspended, on that local day."""
        if day < self.valid_from or (self.valid_to is not None and day > self.valid_to):
            return False
        status = "active"
        for since, became in self.spells:
            if since <= day:
                status = became
        return status == "active"


@dataclass(frozen=True, kw_only=True)
class Employment:
    """A member of an insurer's staff and the days of the employment. 保险机构人员登记"""

    insurer_id: str
    since: date
    until: date | None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, kw_only=True)
class InsurerEntry:
    """An insurer as registered. 保险机构登记"""

    insurer_id: str
    area: str


@dataclass(frozen=True, kw_only=True)
class SessionPlan:
    """An appraisal session as the agency scheduled it last. 鉴定安排"""

    appraisal_id: str
    agency_id: str
    area: str
    start: datetime
    insurers: tuple[str, ...]
    parties: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SessionAttendance:
    """What the attendance stream of a session says to the appraisal. 到场情况"""

    session_id: str
    recorded: bool
    witnesses_identified: tuple[str, ...]

"""What one context may know of another: small facts, filled from a stream's state by the application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ledger.kernel.duty import Term
from ledger.kernel.event import COMPUTED, Event
from ledger.kernel.state import State, field


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
class Practice:
    """An appraiser in the register, and from which day on. 鉴定人执业"""

    agency_id: str
    since: date

    def on(self, day: date) -> bool:
        return self.since <= day


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


class SessionPlanned(Event, opens="also"):
    """A session was scheduled, moved or otherwise changed, or its scheduling taken back. 鉴定安排登记

    The ledger records it in the attendance of the session, together with the event of the appraisal that
    caused it; without a plan the session is no longer scheduled. It stands here because neither context
    may import the other.
    """

    plan: Annotated[SessionPlan | None, COMPUTED]


SessionPlanned.about = SessionPlanned.about._replace(name="attendance.SessionPlanned")


@dataclass(frozen=True, kw_only=True)
class SessionAttendance:
    """What the attendance stream of a session says to the appraisal. 到场情况"""

    session_id: str
    recorded: bool
    witnesses_identified: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """Who adopted an instrument, and the days on which it binds them. 采用"""

    pack: str
    organisation: str
    """None named: everybody of the area."""
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


class HouseSettings(State, frozen=True, kw_only=True):
    """What the authority of one area has set. 本级设定

    `days` are published days, worked or not; `years` those whose whole arrangement is published; `targets` the
    times set for duties without a term, by rule and part (None: no target); `adoptions` the instruments adopted,
    by pack and organisation; `version` that of the stream.
    """

    area: str = ""
    version: int = 0
    days: Mapping[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    targets: Mapping[tuple[str, str], Term | None] = field(default_factory=dict)
    adoptions: Mapping[tuple[str, str], Adoption] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DisputedAppraisal:
    """What an appraisal says to a dispute about it, to one that repeats it, and to its claim. 争议所涉鉴定"""

    agency_id: str
    area: str
    insurers: tuple[str, ...]
    claim_no: str = ""
    issued_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DisputedWork:
    """Whose work a claim or an assignment is, as a dispute about it needs to know. 争议所涉案件"""

    insurers: tuple[str, ...]
    firm_id: str = ""


@dataclass(frozen=True, kw_only=True)
class ItemCover:
    """What the cover of a policy's item says to a claim: which claim ended it and when, and what is left. 标的保额情况

    `in_force_on` is the sum insured at the end of a day, leaving out what one claim took of it.
    """

    item_id: str
    in_force_on: Callable[[date, str], Decimal]
    exhausted_by: str = ""
    exhausted_at: datetime | None = None

    def ended_before(self, lost_at: datetime | None, claim_no: str) -> bool:
        """Whether another claim had ended the cover before that loss."""
        ended = self.exhausted_at
        return ended is not None and lost_at is not None and ended < lost_at and self.exhausted_by != claim_no

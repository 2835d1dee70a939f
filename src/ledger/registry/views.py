"""Rows of the registers; nothing personal stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any, TypeVar

from ledger.kernel.state import State
from ledger.kernel.view import View
from ledger.law.sanmenxia import AGENCY_REGISTER, INSURER_DEPARTMENT
from ledger.registry.events import Standing
from ledger.registry.state import Agency, Appraiser, Insurer, Staff


class AgencyRow(State, frozen=True, kw_only=True):
    item: str = ""
    agency_id: str
    name: str
    licence_no: str
    valid_from: date
    valid_to: date | None
    status: str


def agency_rows(agency: Agency) -> Iterator[AgencyRow]:
    yield AgencyRow(
        agency_id=agency.id,
        name=agency.name,
        licence_no=agency.licence_no,
        valid_from=agency.valid_from,
        valid_to=agency.valid_to,
        status=agency.spells[-1][1] if agency.spells else "active",
    )


class AppraiserRow(State, frozen=True, kw_only=True):
    item: str = ""
    appraiser_id: str
    licence_no: str
    agency_id: str
    status: str


def appraiser_rows(appraiser: Appraiser) -> Iterator[AppraiserRow]:
    yield AppraiserRow(
        appraiser_id=appraiser.id,
        licence_no=appraiser.licence_no,
        agency_id=appraiser.agency_id,
        status=appraiser.status,
    )


class InsurerRow(State, frozen=True, kw_only=True):
    item: str = ""
    insurer_id: str
    name: str
    level: str
    department: str | None
    phone: str | None


def insurer_rows(insurer: Insurer) -> Iterator[InsurerRow]:
    yield InsurerRow(
        insurer_id=insurer.id,
        name=insurer.name,
        level=insurer.level,
        department=insurer.department,
        phone=insurer.phone,
    )


class RosterSpellRow(State, frozen=True, kw_only=True):
    """From which day on, and before which, an agency stood on the roster in one standing. 在册期间"""

    item: str
    agency_id: str
    status: str
    since: date
    until: date | None


def roster_spell_rows(agency: Agency) -> Iterator[RosterSpellRow]:
    if not agency.id:  # its registration was taken back
        return
    ends = _day_after(agency.valid_to)
    standings: list[tuple[date, Standing]] = [(date.min, "active"), *agency.spells]
    for (since, status), until in _until_next(standings):
        since = max(since, agency.valid_from)
        until = min((day for day in (until, ends) if day), default=None)
        if until is None or since < until:
            yield RosterSpellRow(item=since.isoformat(), agency_id=agency.id, status=status, since=since, until=until)


class PracticeSpellRow(State, frozen=True, kw_only=True):
    """From which day on, and before which, an appraiser practised at one agency in one standing. 执业期间

    `identity` is a keyed digest, to be compared and never shown; `exempt` says that the register gives a basis
    for serving although on an insurer's staff.
    """

    item: str
    appraiser_id: str
    agency_id: str
    status: str
    since: date
    until: date | None
    identity: str
    exempt: bool


def practice_spell_rows(appraiser: Appraiser) -> Iterator[PracticeSpellRow]:
    if not appraiser.id or appraiser.identity is None:
        return
    for (since, spell), until in _until_next([(spell.since, spell) for spell in appraiser.spells]):
        if until is None or since < until:
            yield PracticeSpellRow(
                item=since.isoformat(),
                appraiser_id=appraiser.id,
                agency_id=spell.agency_id,
                status=spell.status,
                since=since,
                until=until,
                identity=appraiser.identity.digest,
                exempt=appraiser.exempt,
            )


class EmploymentRow(State, frozen=True, kw_only=True):
    """From which day on, and before which, somebody worked for an insurer; `identity` as above. 任职期间"""

    item: str = ""
    insurer_id: str
    since: date
    until: date | None
    identity: str


def employment_rows(staff: Staff) -> Iterator[EmploymentRow]:
    if staff.id and staff.identity:
        yield EmploymentRow(
            insurer_id=staff.insurer_id, since=staff.since, until=staff.until, identity=staff.identity.digest
        )


Dated = TypeVar("Dated", bound=tuple[date, Any])


def _until_next(dated: Sequence[Dated]) -> Iterator[tuple[Dated, date | None]]:
    """Each of these, in the order of their days, with the day of the next one."""
    for each, after in zip_longest(dated, dated[1:]):
        yield each, after[0] if after else None


def _day_after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + timedelta(days=1)


VIEWS = (
    View(name="agency", kinds=("agency",), row=AgencyRow, rows=agency_rows, carries=(AGENCY_REGISTER,)),
    View(name="appraiser", kinds=("appraiser",), row=AppraiserRow, rows=appraiser_rows, carries=(AGENCY_REGISTER,)),
    View(name="insurer", kinds=("insurer",), row=InsurerRow, rows=insurer_rows, carries=(INSURER_DEPARTMENT,)),
    View(name="roster_spell", kinds=("agency",), row=RosterSpellRow, rows=roster_spell_rows),
    View(name="practice_spell", kinds=("appraiser",), row=PracticeSpellRow, rows=practice_spell_rows),
    View(name="employment", kinds=("staff",), row=EmploymentRow, rows=employment_rows),
)

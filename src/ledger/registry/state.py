"""States of the registers and what they tell other contexts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ledger.kernel.clock import local_day
from ledger.kernel.context import Facts, Need, Needs, Party
from ledger.kernel.event import Proposed, Recorded, Sealed
from ledger.kernel.facts import Employment, InsurerEntry, Practice, RosterEntry
from ledger.kernel.law import Rule
from ledger.kernel.state import State, replace
from ledger.law.house import OPEN_ONCE
from ledger.registry.events import (
    AppraisalAgencyChanged,
    AppraisalAgencyRegistered,
    AppraiserChanged,
    AppraiserRegistered,
    InsurerContactChanged,
    InsurerRegistered,
    InsurerStaffLeft,
    InsurerStaffRegistered,
    Standing,
)


class Agency(State, frozen=True, kw_only=True):
    """A judicial appraisal agency on the roster. 司法鉴定机构"""

    id: str = ""
    area: str = ""
    version: int = 0
    name: str = ""
    licence_no: str = ""
    address: str | None = None
    phone: str | None = None
    valid_from: date = date.min
    valid_to: date | None = None
    spells: tuple[tuple[date, Standing], ...] = ()


def evolve_agency(agency: Agency, recorded: Recorded) -> Agency:
    match recorded.event:
        case AppraisalAgencyRegistered() as entry:
            agency = replace(
                agency,
                id=recorded.key,
                area=entry.area,
                name=entry.name,
                licence_no=entry.licence_no,
                address=entry.address,
                phone=entry.phone,
                valid_from=entry.valid_from,
                valid_to=entry.valid_to,
            )
        case AppraisalAgencyChanged() as change:
            spells = agency.spells
            if change.status:
                spells = tuple(sorted((*spells, (change.effective_from, change.status))))
            agency = replace(
                agency,
                name=change.name or agency.name,
                address=change.address or agency.address,
                phone=change.phone or agency.phone,
                valid_to=change.valid_to or agency.valid_to,
                spells=spells,
            )
    return replace(agency, version=recorded.version)


def agency_parties(agency: Agency) -> Iterator[Party]:
    yield Party(agency.id, "appraisal_agency")


def roster_entry(agency: Agency, key: str) -> RosterEntry:
    return RosterEntry(
        agency_id=agency.id,
        area=agency.area,
        version=agency.version,
        valid_from=agency.valid_from,
        valid_to=agency.valid_to,
        spells=agency.spells,
    )


class Practising(NamedTuple):
    """From which day on an appraiser practises where, and in which standing. 执业状态"""

    since: date
    agency_id: str
    status: Standing


class Appraiser(State, frozen=True, kw_only=True):
    """A registered judicial appraiser. 司法鉴定人"""

    id: str = ""
    area: str = ""
    agency_id: str = ""
    licence_no: str = ""
    identity: Sealed[str] | None = None
    exempt: bool = False
    since: date = date.min
    told: date = date.min
    """The latest day on which anything happened to the entry: as far as its state can say what is so by now."""
    status: Standing = "active"
    """By the latest day told, which may be still to come."""
    changes: tuple[AppraiserChanged, ...] = ()
    """In the order of the days from which they count."""
    spells: tuple[Practising, ...] = ()

    def standing(self, day: date) -> Standing:
        """In which standing the appraiser practised on a local day."""
        return next((spell.status for spell in reversed(self.spells) if spell.since <= day), "active")


APPRAISER_NEEDS: Needs = {
    AppraiserRegistered: lambda appraiser, entry: [
        Need(RosterEntry, f"agency/{entry.agency_id}"),
        Need(Employment, slot=f"employed/{entry.identity_no.digest}"),
    ],
}


def appraiser_area(proposed: Proposed, facts: Facts) -> str:
    return next((entry.area for entry in facts.every(RosterEntry)), "")


def evolve_appraiser(appraiser: Appraiser, recorded: Recorded) -> Appraiser:
    on = local_day(recorded.occurred_at)
    appraiser = replace(appraiser, told=max(appraiser.told, on))
    match recorded.event:
        case AppraiserRegistered() as entry:
            return replace(
                appraiser,
                id=recorded.key,
                area=recorded.area,
                agency_id=entry.agency_id,
                licence_no=entry.licence_no,
                identity=entry.identity_no,
                exempt=bool(entry.exemption_basis),
                since=on,
                spells=(Practising(on, entry.agency_id, "active"),),
            )
        case AppraiserChanged() as change:
            changes = tuple(sorted((*appraiser.changes, change), key=lambda each: each.effective_from))
            spells = _spells(appraiser, changes)
            return replace(
                appraiser,
                agency_id=spells[-1].agency_id,
                licence_no=next(
                    (each.licence_no for each in reversed(changes) if each.licence_no), appraiser.licence_no
                ),
                status=spells[-1].status,
                changes=changes,
                spells=spells,
            )
    return appraiser


def _spells(appraiser: Appraiser, changes: Iterable[AppraiserChanged]) -> tuple[Practising, ...]:
    """What the changes, in the order of their days, make of the entry as registered; none counts from before it."""
    spells = list(appraiser.spells[:1]) or [Practising(appraiser.since, appraiser.agency_id, "active")]
    for change in changes:
        last = spells[-1]
        now = last._replace(
            since=max(change.effective_from, last.since),
            agency_id=change.agency_id or last.agency_id,
            status=change.status or last.status,
        )
        if now._replace(since=last.since) != last:
            spells.append(now)
    return tuple(spells)


def appraiser_slots(appraiser: Appraiser) -> Mapping[str, Rule]:
    """The licence for good, and the person, by keyed digest, until removed from the register.

    A removal told ahead frees nobody before its day: that has come when the stream tells of something on it or later.
    """
    held = {}
    if appraiser.licence_no:
        held[f"licence/{appraiser.licence_no}"] = OPEN_ONCE
    if appraiser.identity and appraiser.standing(appraiser.told) != "removed":
        held[f"practising/{appraiser.identity.digest}"] = OPEN_ONCE
    return held


def practice(appraiser: Appraiser, key: str) -> Practice:
    return Practice(agency_id=appraiser.agency_id, since=appraiser.since)


def appraiser_parties(appraiser: Appraiser) -> Iterator[Party]:
    yield Party(appraiser.agency_id, "appraisal_agency")


class Insurer(State, frozen=True, kw_only=True):
    """An insurer of the area. 保险机构"""

    id: str = ""
    area: str = ""
    name: str = ""
    level: str = ""
    address: str | None = None
    department: str | None = None
    phone: str | None = None


def evolve_insurer(insurer: Insurer, recorded: Recorded) -> Insurer:
    match recorded.event:
        case InsurerRegistered() as entry:
            return replace(
                insurer,
                id=recorded.key,
                area=entry.jurisdiction,
                name=entry.name,
                level=entry.level,
                address=entry.address,
            )
        case InsurerContactChanged() as change:
            return replace(
                insurer,
                department=change.department,
                phone=change.phone,
                address=change.address or insurer.address,
            )
    return insurer


def insurer_parties(insurer: Insurer) -> Iterator[Party]:
    yield Party(insurer.id, "insurer")


def insurer_entry(insurer: Insurer, key: str) -> InsurerEntry:
    return InsurerEntry(insurer_id=insurer.id, area=insurer.area)


class Staff(State, frozen=True, kw_only=True):
    """A member of an insurer's staff. 保险机构人员"""

    id: str = ""
    area: str = ""
    insurer_id: str = ""
    identity: Sealed[str] | None = None
    since: date = date.min
    until: date | None = None


STAFF_NEEDS: Needs = {
    InsurerStaffRegistered: lambda staff, entry: [Need(InsurerEntry, f"insurer/{entry.insurer_id}")],
}


def staff_area(proposed: Proposed, facts: Facts) -> str:
    return next((entry.area for entry in facts.every(InsurerEntry)), "")


def evolve_staff(staff: Staff, recorded: Recorded) -> Staff:
    match recorded.event:
        case InsurerStaffRegistered() as entry:
            return replace(
                staff,
                id=recorded.key,
                area=recorded.area,
                insurer_id=entry.insurer_id,
                identity=entry.identity_no,
                since=entry.since,
            )
        case InsurerStaffLeft() as left:
            return replace(staff, until=left.effective_from)
    return staff


def staff_slots(staff: Staff) -> Mapping[str, Rule]:
    """One employment a person at a time; the key is a keyed digest, never the person."""
    return {f"employed/{staff.identity.digest}": OPEN_ONCE} if staff.identity and staff.until is None else {}


def staff_parties(staff: Staff) -> Iterator[Party]:
    yield Party(staff.insurer_id, "insurer")


def employment(staff: Staff, key: str) -> Employment:
    return Employment(insurer_id=staff.insurer_id, since=staff.since, until=staff.until)

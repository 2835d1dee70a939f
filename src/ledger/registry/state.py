"""States of the registers and what they tell other contexts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ledger.kernel.clock import local_day
from ledger.kernel.context import Facts, Need, Party
from ledger.kernel.event import Proposed, Recorded
from ledger.kernel.facts import Employment, InsurerEntry, Practice, RosterEntry
from ledger.kernel.law import Rule
from ledger.kernel.state import replace
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


@dataclass(frozen=True, kw_only=True)
class Agency:
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


@dataclass(frozen=True, kw_only=True)
class Appraiser:
    """A registered judicial appraiser. 司法鉴定人"""

    id: str = ""
    area: str = ""
    agency_id: str = ""
    licence_no: str = ""
    identity: str = ""
    exempt: bool = False
    since: date = date.min
    status: Standing = "active"
    spells: tuple[Practising, ...] = ()


def appraiser_needs(appraiser: Appraiser, proposed: Proposed) -> Iterator[Need]:
    match proposed.event:
        case AppraiserRegistered() as entry:
            yield Need(RosterEntry, f"agency/{entry.agency_id}")
            yield Need(Employment, slot=f"employed/{entry.identity_no.digest}")


def appraiser_area(proposed: Proposed, facts: Facts) -> str:
    return next((entry.area for entry in facts.every(RosterEntry)), "")


def evolve_appraiser(appraiser: Appraiser, recorded: Recorded) -> Appraiser:
    match recorded.event:
        case AppraiserRegistered() as entry:
            return replace(
                appraiser,
                id=recorded.key,
                area=recorded.area,
                agency_id=entry.agency_id,
                licence_no=entry.licence_no,
                identity=entry.identity_no.digest,
                exempt=bool(entry.exemption_basis),
                since=(since := local_day(recorded.occurred_at)),
                spells=(Practising(since, entry.agency_id, "active"),),
            )
        case AppraiserChanged() as change:
            agency_id, status = change.agency_id or appraiser.agency_id, change.status or appraiser.status
            spells = appraiser.spells
            if (agency_id, status) != (appraiser.agency_id, appraiser.status):
                spells = (*spells, Practising(change.effective_from, agency_id, status))
            return replace(
                appraiser,
                agency_id=agency_id,
                licence_no=change.licence_no or appraiser.licence_no,
                status=status,
                spells=spells,
            )
    return appraiser


def appraiser_slots(appraiser: Appraiser) -> Mapping[str, Rule]:
    """The licence for good, and the person, by keyed digest, until removed from the register."""
    held = {}
    if appraiser.licence_no:
        held[f"licence/{appraiser.licence_no}"] = OPEN_ONCE
    if appraiser.identity and appraiser.status != "removed":
        held[f"practising/{appraiser.identity}"] = OPEN_ONCE
    return held


def practice(appraiser: Appraiser, key: str) -> Practice:
    return Practice(agency_id=appraiser.agency_id, since=appraiser.since)


def appraiser_parties(appraiser: Appraiser) -> Iterator[Party]:
    yield Party(appraiser.agency_id, "appraisal_agency")


@dataclass(frozen=True, kw_only=True)
class Insurer:
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


@dataclass(frozen=True, kw_only=True)
class Staff:
    """A member of an insurer's staff. 保险机构人员"""

    id: str = ""
    area: str = ""
    insurer_id: str = ""
    identity: str = ""
    since: date = date.min
    until: date | None = None


def staff_needs(staff: Staff, proposed: Proposed) -> Iterator[Need]:
    match proposed.event:
        case InsurerStaffRegistered() as entry:
            yield Need(InsurerEntry, f"insurer/{entry.insurer_id}")


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
                identity=entry.identity_no.digest,
                since=entry.since,
            )
        case InsurerStaffLeft() as left:
            return replace(staff, until=left.effective_from)
    return staff


def staff_slots(staff: Staff) -> Mapping[str, Rule]:
    """One employment a person at a time; the key is a keyed digest, never the person."""
    return {f"employed/{staff.identity}": OPEN_ONCE} if staff.identity and staff.until is None else {}


def staff_parties(staff: Staff) -> Iterator[Party]:
    yield Party(staff.insurer_id, "insurer")


def employment(staff: Staff, key: str) -> Employment:
    return Employment(insurer_id=staff.insurer_id, since=staff.since, until=staff.until)

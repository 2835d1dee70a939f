"""Events of the registers: agencies, appraisers, insurers and their staff."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ledger.kernel.codes import Area, Id, Words
from ledger.kernel.event import Event, Sealed

Standing = Literal["active", "suspended", "removed"]


class AppraisalAgencyRegistered(Event, by=("justice_bureau",), opens="only"):
    """A judicial appraisal agency enters the published roster. 鉴定机构入册

    Source: SMX 六(二), 一(三). `area` is where it is seated.
    """

    name: Words
    licence_no: Id
    area: Area
    address: Words | None = None
    phone: Words | None = None
    valid_from: date
    valid_to: date | None = None


class AppraisalAgencyChanged(Event, by=("justice_bureau",)):
    """The roster entry of an agency changes; members left out stay as they are. 鉴定机构变更"""

    effective_from: date
    name: Words | None = None
    address: Words | None = None
    phone: Words | None = None
    valid_to: date | None = None
    status: Standing | None = None


class AppraiserRegistered(Event, by=("justice_bureau",), opens="only"):
    """A judicial appraiser enters the register. 鉴定人入册

    Source: SMX 六(二), 三(一). `exemption_basis` says why a member of an insurer's staff may serve.
    """

    name: Sealed[str]
    identity_no: Sealed[str]
    licence_no: Id
    agency_id: Id
    phone: Sealed[str] | None = None
    address: Sealed[str] | None = None
    exemption_basis: Words | None = None


class AppraiserChanged(Event, by=("justice_bureau",)):
    """The register entry of an appraiser changes; members left out stay as they are. 鉴定人变更"""

    effective_from: date
    licence_no: Id | None = None
    agency_id: Id | None = None
    phone: Sealed[str] | None = None
    address: Sealed[str] | None = None
    status: Standing | None = None


class InsurerRegistered(Event, by=("insurance_regulator", "association"), opens="only"):
    """An insurer of the area is entered. 保险机构登记

    Source: SMX 六(二). `jurisdiction` is the area code of its seat.
    """

    name: Words
    jurisdiction: Area
    level: Literal["head_office", "provincial", "city", "county"]
    address: Words | None = None


class InsurerContactChanged(Event, by=("insurer", "association")):
    """The insurer's department and telephone for appraisal matters change. 保险机构联络信息变更"""

    effective_from: date
    department: Words
    phone: Words
    address: Words | None = None


class InsurerStaffRegistered(Event, by=("insurer",), opens="only"):
    """Somebody works for an insurer from a day on. 保险机构人员登记

    Source: SMX 三(一): needed to see whether an appraiser serves an insurer as well.
    """

    name: Sealed[str]
    identity_no: Sealed[str]
    insurer_id: Id
    position: Words
    since: date


class InsurerStaffLeft(Event, by=("insurer",)):
    """Somebody works for the insurer no longer, from this day on. 保险机构人员离任"""

    effective_from: date

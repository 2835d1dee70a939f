"""Rows of the registers; nothing personal stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ledger.kernel.view import View
from ledger.registry.state import Agency, Appraiser, Insurer


@dataclass(frozen=True, kw_only=True)
class AgencyRow:
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


@dataclass(frozen=True, kw_only=True)
class AppraiserRow:
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


@dataclass(frozen=True, kw_only=True)
class InsurerRow:
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


VIEWS = (
    View(name="agency", kinds=("agency",), row=AgencyRow, rows=agency_rows),
    View(name="appraiser", kinds=("appraiser",), row=AppraiserRow, rows=appraiser_rows),
    View(name="insurer", kinds=("insurer",), row=InsurerRow, rows=insurer_rows),
)

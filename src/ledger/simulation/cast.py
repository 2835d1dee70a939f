"""Who takes part: cities with their authorities, agencies, appraisers, insurers and staff, all plain examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ledger.proposals import SOURCE
from ledger.simulation.days import Span
from ledger.simulation.sending import Sending

COUNTIES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "411200": (
        "三门峡",
        {"411202": "湖滨", "411203": "陕州", "411221": "渑池", "411224": "卢氏", "411281": "义马", "411282": "灵宝"},
    ),
    "410300": ("洛阳", {"410302": "老城", "410311": "洛龙"}),
    "411300": ("南阳", {"411302": "宛城", "411303": "卧龙"}),
}
"""City to its name and counties; the instrument holds in the first."""
JUDGED = "411200"
AGENCIES_A_COUNTY, APPRAISERS_AN_AGENCY, INSURERS_A_CITY, STAFF_AN_INSURER = 2, 5, 6, 3
FIRMS_A_CITY, ADOPTERS_A_CITY = 3, 4
"""Adjusting firms, and insurers that adopted the manual: the first of them."""
CODE_ADOPTED = frozenset({"411200", "410300"})
"""The cities in which the adjusting code was adopted."""
REGISTERED_ON = date(2022, 1, 10)
SUSPENDED = (("AG-411281-02", 0.0, 1.0), ("AG-411203-02", 0.3, 0.6), ("AG-410311-02", 0.5, 0.8))
"""Agency, and from which to which part of the span it is suspended."""


@dataclass(frozen=True)
class Appraiser:
    id: str
    licence_no: str


@dataclass(frozen=True)
class Agency:
    id: str
    name: str
    area: str
    licence_no: str
    appraisers: tuple[Appraiser, ...]
    suspended: tuple[date, date] | None

    def suspended_on(self, day: date) -> bool:
        return self.suspended is not None and self.suspended[0] <= day < self.suspended[1]


@dataclass(frozen=True)
class City:
    code: str
    name: str
    agencies: tuple[Agency, ...]
    insurers: tuple[str, ...]
    counties: tuple[str, ...]
    firms: tuple[str, ...]

    @property
    def adopters(self) -> tuple[str, ...]:
        """The insurers whose claims the manual judges."""
        return self.insurers[:ADOPTERS_A_CITY]

    @property
    def adjusted_by_code(self) -> bool:
        """Whether the adjusting code judges here."""
        return self.code in CODE_ADOPTED

    @property
    def association(self) -> str:
        return f"AA-{self.code}"

    def listed(self, day: date) -> tuple[Agency, ...]:
        """The agencies on the roster that day."""
        return tuple(each for each in self.agencies if not each.suspended_on(day))

    def suspended(self, day: date) -> tuple[Agency, ...]:
        return tuple(each for each in self.agencies if each.suspended_on(day))


class Cast:
    """Everybody, in a span."""

    def __init__(self, span: Span) -> None:
        self.span = span
        spells = {
            agency: (_part(span, since), _part(span, until) if until < 1 else date.max)
            for agency, since, until in SUSPENDED
        }
        self.cities = tuple(
            City(
                code,
                name,
                tuple(
                    _agency(county, called, number, spells.get(f"AG-{county}-{number:02}"))
                    for county, called in counties.items()
                    for number in range(1, AGENCIES_A_COUNTY + 1)
                ),
                tuple(f"INS-S{number:02}-{code}" for number in range(1, INSURERS_A_CITY + 1)),
                tuple(counties),
                tuple(f"ADJ-S{number:02}-{code}" for number in range(1, FIRMS_A_CITY + 1)),
            )
            for code, (name, counties) in COUNTIES.items()
        )

    def registers(self) -> Iterator[Sending]:
        """The registers as they stood long before the span; the same for every span and seed."""
        at = self.span.at(REGISTERED_ON, 9 * 60)
        for city in self.cities:
            for agency in city.agencies:
                yield _entry(
                    at, f"JB-{city.code}", "AppraisalAgencyRegistered", f"agency/{agency.id}",
                    name=agency.name, licence_no=agency.licence_no, area=agency.area,
                    address=f"{agency.name}所在示例路", phone="13800000000", valid_from="2021-01-01",
                )  # fmt: skip
                for place, appraiser in enumerate(agency.appraisers, 1):
                    number = int(agency.id[-2:]) * 100 + place
                    yield _entry(
                        at, f"JB-{city.code}", "AppraiserRegistered", f"appraiser/{appraiser.id}",
                        name=f"示例鉴定人{agency.area}{number}", identity_no=f"{agency.area}19000107{number:03}X",
                        licence_no=appraiser.licence_no, agency_id=agency.id, phone="13800000000",
                    )  # fmt: skip
            for place, insurer in enumerate(city.insurers, 1):
                subject = f"insurer/{insurer}"
                yield _entry(
                    at, f"NFRA-{city.code}", "InsurerRegistered", subject,
                    name=f"示例财产保险{place}号公司{city.name}中心支公司", jurisdiction=city.code, level="city",
                    address=f"{city.name}市示例大道{place}号",
                )  # fmt: skip
                yield _entry(
                    at, city.association, "InsurerContactChanged", subject,
                    effective_from=REGISTERED_ON.isoformat(), department="示例理赔部", phone="13800000000",
                )  # fmt: skip
                for staff in range(1, STAFF_AN_INSURER + 1):
                    number = place * 10 + staff
                    yield _entry(
                        at, insurer, "InsurerStaffRegistered", f"staff/ST-S{number:03}-{city.code}",
                        name=f"示例职员{city.code}{number:03}", identity_no=f"{city.code}19000108{number:03}X",
                        insurer_id=insurer, position="人伤查勘员", since="2021-07-01",
                    )  # fmt: skip

    def settings(self) -> Iterator[Sending]:
        """The registers, and which instruments were adopted by whom."""
        yield from self.registers()
        at, since = self.span.at(REGISTERED_ON, 10 * 60), REGISTERED_ON.isoformat()
        for city in self.cities:
            adopted = [(f"NFRA-{city.code}", {"pack": "PICC", "organisation": insurer}) for insurer in city.adopters]
            if city.adjusted_by_code:
                adopted.append((city.association, {"pack": "MBA"}))
            for place, (source, adoption) in enumerate(adopted, 1):
                yield _entry(
                    at, source, "PackAdopted", f"house/{city.code}", f"-{place}", context="system",
                    since=since, **adoption,
                )  # fmt: skip

    def suspensions(self) -> Iterator[Sending]:
        """Agencies suspended, and listed again, from the day on which it was decided."""
        changes = [
            (day, status, city, agency)
            for city in self.cities
            for agency in city.agencies
            for day, status in zip(agency.suspended or (), ("suspended", "active"), strict=False)
            if day <= self.span.until
        ]
        for day, status, city, agency in sorted(changes, key=lambda change: change[0]):
            yield _entry(
                self.span.at(day, 8 * 60), f"JB-{city.code}", "AppraisalAgencyChanged", f"agency/{agency.id}",
                f"-{day}", effective_from=day.isoformat(), status=status,
            )  # fmt: skip


def _agency(county: str, called: str, number: int, suspended: tuple[date, date] | None) -> Agency:
    id, licence_no = f"AG-{county}-{number:02}", f"{county}{number:03}"
    appraisers = tuple(
        Appraiser(f"AP-{county}-{number:02}{place}", f"{licence_no}{place:03}")
        for place in range(1, APPRAISERS_AN_AGENCY + 1)
    )
    return Agency(id, f"示例司法鉴定所（{called}{number}）", county, licence_no, appraisers, suspended)


def _part(span: Span, part: float) -> date:
    return span.worked[int((len(span.worked) - 1) * part)]


def _entry(
    at: datetime, source: str, name: str, subject: str, suffix: str = "", /, *, context: str = "registry", **data: Any
) -> Sending:
    proposal = {
        "specversion": "1.0",
        "id": f"sim-{subject.replace('/', '-')}-{name}{suffix}",
        "source": SOURCE + source,
        "type": f"{context}.{name}",
        "subject": subject,
        "time": at.isoformat(),
        "data": data,
    }
    return Sending(at, proposal)

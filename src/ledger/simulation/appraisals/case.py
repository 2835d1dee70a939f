"""One simulated appraisal: who takes part, what is to become of it, and how it is told."""

from __future__ import annotations

from datetime import date
from random import Random

from ledger.simulation.appraisals.fates import ORDINARY, drawn
from ledger.simulation.cast import Agency, Cast, City
from ledger.simulation.telling import CITIES, Telling


class Case(Telling):
    """A case on its way; a function of seed, number, cast and the day on which its first line is sent."""

    __slots__ = (
        "acting", "agency", "appraisal", "attendance", "city", "dispute", "disputed", "fate", "grade", "identified",
        "insurer", "insurers", "letter", "material", "mode", "notice", "number", "principals", "record", "reviewer",
        "seed", "session",
    )  # fmt: skip

    def __init__(self, seed: int, number: int, cast: Cast, day: date) -> None:
        super().__init__(Random(f"{seed} {number}"), cast.span)  # noqa: S311
        self.seed, self.number = seed, number
        self.city: City = self.random.choices(cast.cities, cum_weights=CITIES)[0]
        self.fate = drawn(self.random, judged=self.city is cast.cities[0])
        self.begin(day, self.city, imported=self.fate["sending"] == "imported")
        self.mode = self.fate["mode"]
        self.insurers = tuple(self.random.sample(self.city.insurers, self.random.choice((1, 1, 2))))
        self.insurer = self.insurers[0]
        self.disputed = ""
        self._with(self.random.choice(self.city.listed(self.now.date())), "")

    @classmethod
    def on_behalf(cls, of: Telling, *, seed: int, number: int, city: City, insurer: str) -> Case:
        """An appraisal for somebody else's matter, from its clock on and with its chances, with no attempt in it."""
        case = object.__new__(cls)
        Telling.__init__(case, of.random, of.span)
        case.seed, case.number, case.city = seed, number, city
        case.insurer, case.insurers, case.disputed = insurer, (insurer,), ""
        case.now, case.imported_at, case.provenance = of.now, of.imported_at, of.provenance
        case.fate = drawn(of.random, judged=False)
        case.mode = case.fate["mode"]
        case._with(of.random.choice(city.listed(case.now.date())), "")
        return case

    def again(self) -> Case:
        """The same matter at another agency from now on, all ordinary; it shares this case's chances."""
        other = object.__new__(Case)
        Telling.__init__(other, self.random, self.span)
        for name in ("seed", "number", "city", "imported_at", "provenance", "insurers", "insurer"):
            setattr(other, name, getattr(self, name))
        other.now, other.mode, other.fate = self.now, self.mode, ORDINARY | {"mode": self.mode}
        other.disputed = self.key
        other._with(self.elsewhere(), "-2")
        return other

    def elsewhere(self) -> Agency:
        """Another agency on the roster."""
        return self.random.choice([each for each in self.city.listed(self.now.date()) if each is not self.agency])

    def _with(self, agency: Agency, suffix: str) -> None:
        self.agency = agency
        self.key = f"{self.city.code}-{self.now.year}-{self.seed}-{self.number:07}{suffix}"
        self.prefix, self.sequence = f"sim-{self.key}", 0
        self.appraisal, self.session, self.dispute = f"appraisal/{self.key}", f"{self.key}-1", f"dispute/ZY-{self.key}"
        self.attendance = f"attendance/{self.session}"
        first, second, third = self.random.sample(agency.appraisers, 3)
        self.acting, self.reviewer = (first, second), third
        self.principals = {
            "joint": (self.insurer, "P1"),
            "unilateral_party": ("P1",),
            "unilateral_insurer": (self.insurer,),
        }[self.mode]
        self.letter, self.notice, self.record = f"WT-{self.key}", f"GZ-{self.key}", f"JL-{self.key}-1"
        self.material = {name: self.digest(name) for name in ("M1", "M2")}
        self.identified: tuple[str, ...] = ()
        self.grade = ""

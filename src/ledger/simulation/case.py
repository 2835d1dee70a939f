"""One simulated case: who takes part, what is to become of it, and its clock."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from ledger.proposals import SOURCE, event_id
from ledger.simulation.cast import Agency, Cast, City
from ledger.simulation.fates import ORDINARY, drawn
from ledger.simulation.sending import Sending

MORNING, AFTERNOON = (9 * 60, 11 * 60), (13 * 60 + 30, 15 * 60)
"""The minutes of the day in which work is taken up; it is done by six."""
CITIES = (80, 90, 100)
"""Cumulative weights of the cities."""
IMPORTED_AFTER = 260
"""Working days between the beginning of an imported case and its import."""


class Case:
    """A case on its way; a function of seed, number, cast and the day on which its first line is sent."""

    __slots__ = (
        "acting", "agency", "appraisal", "attendance", "city", "dispute", "disputed", "fate", "identified",
        "imported_at", "insurer", "insurers", "key", "letter", "material", "mode", "notice", "now", "number",
        "prefix", "principals", "provenance", "random", "record", "reviewer", "seed", "sequence", "session", "span",
    )  # fmt: skip

    def __init__(self, seed: int, number: int, cast: Cast, day: date) -> None:
        self.seed, self.number, self.span = seed, number, cast.span
        self.random = random = Random(f"{seed} {number}")  # noqa: S311
        self.city: City = random.choices(cast.cities, cum_weights=CITIES)[0]
        self.fate = drawn(random, judged=self.city is cast.cities[0])
        self.now = self.imported_at = cast.span.at(day, self._minute())
        self.provenance = ""
        if self.fate["sending"] == "imported":
            self.now = cast.span.at(cast.span.working_day(day, -IMPORTED_AFTER), self._minute())
            self.provenance = f"示例旧系统；导入 {self.city.association}；{self.imported_at.isoformat()}"
        self.mode = self.fate["mode"]
        self.insurers = tuple(random.sample(self.city.insurers, random.choice((1, 1, 2))))
        self.insurer = self.insurers[0]
        self.disputed = ""
        self._with(random.choice(self.city.listed(self.now.date())), "")

    def again(self) -> Case:
        """The same matter at another agency from now on, all ordinary; it shares this case's chances."""
        other = object.__new__(Case)
        for name in ("seed", "number", "span", "random", "city", "imported_at", "provenance", "insurers", "insurer"):
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

    # The clock

    def _minute(self) -> int:
        return self.random.randrange(*self.random.choice((MORNING, AFTERNOON)))

    def days(self, least: int, most: int) -> None:
        """Lets some working days go by (at least one)."""
        self.now = self.span.at(self.day(self.random.randint(least, most)), self._minute())

    def minutes(self, least: int, most: int) -> None:
        """Lets some minutes go by."""
        self.now += timedelta(minutes=self.random.randint(least, most))

    def day(self, count: int) -> date:
        """The working day that many after today."""
        return self.span.working_day(self.now.date(), count)

    # What is said

    def say(
        self,
        source: str,
        subject: str,
        type: str,
        data: dict[str, Any],
        *shows: str,
        refused: str = "",
    ) -> Sending:
        """A proposal made now; what is older than the case's import is sent with it, and says where it is from."""
        self.sequence += 1
        proposal = {
            "specversion": "1.0",
            "id": f"{self.prefix}-{self.sequence:03}",
            "source": SOURCE + source,
            "type": type,
            "subject": subject,
            "time": self.now.isoformat(),
            "data": data,
        }
        at = self.now
        if at < self.imported_at:
            at = self.imported_at
            proposal["provenance"] = self.provenance
        return Sending(at, proposal, shows, "refused" if refused else "appended", refused)

    def correct(self, wrong: Sending, reason: str, shows: str, /, **changes: Any) -> Sending:
        """A correction of an earlier line by whoever sent it."""
        said = wrong.proposal
        data = {"corrects_event_id": str(event_id(said["source"], said["id"])), "reason": reason, **changes}
        return self.say(said["source"].removeprefix(SOURCE), said["subject"], "system.RecordCorrected", data, shows)

    def digest(self, what: str) -> str:
        """A digest as documents have it."""
        return sha256(f"{self.key} {what}".encode()).hexdigest()

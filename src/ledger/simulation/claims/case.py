"""One simulated claim: who takes part, what is to become of it, and how it is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from ledger.kernel.codes import joined
from ledger.simulation.cast import Cast, City
from ledger.simulation.claims.fates import ATTEMPTS, drawn
from ledger.simulation.claims.figures import lost
from ledger.simulation.sending import Sending
from ledger.simulation.telling import CITIES, Telling

EVENING = 20
"""The hour in which organisations hand in what they did that day."""
PLACES = ("示例工业园区", "示例物流园", "示例商业街", "示例居民小区", "示例开发区")


class Claim(Telling):
    """A claim on its way; a function of seed, number, cast and the day on which its first line is sent."""

    __slots__ = (
        "area", "assignment", "city", "claim", "dispute", "fate", "figures", "firm", "follower", "held", "held_after",
        "insured", "insurer", "line", "lost_at", "number", "place", "policy", "recovery", "seed",
    )  # fmt: skip

    def __init__(self, seed: int, number: int, cast: Cast, day: date) -> None:
        super().__init__(Random(f"claim {seed} {number}"), cast.span)  # noqa: S311
        random = self.random
        self.seed, self.number = seed, number
        self.city: City = random.choices(cast.cities, cum_weights=CITIES)[0]
        self.insurer, self.follower = random.sample(self.city.insurers, 2)
        self.fate = drawn(random, by_manual=self.insurer in self.city.adopters, by_code=self.city.adjusted_by_code)
        self.begin(day, self.city, imported=self.fate["sending"] == "imported")
        self.line = self.fate["line"]
        self.key = f"CLM-{seed}-{number:07}"
        self.prefix = f"sim-{self.key}"
        self.claim, self.assignment = f"claim/{self.key}", f"assignment/ASG-{self.key}"
        self.recovery = f"recovery/{joined(self.insurer, f'ZC-{self.key}')}"
        self.dispute = f"dispute/ZY-{self.key}"
        self.policy, self.insured = f"PL-{self.key}", f"BX-{self.key}"
        self.area = random.choice(self.city.counties)
        self.firm = random.choice(self.city.firms)
        self.place = f"{self.city.name}市{random.choice(PLACES)}"
        double, coinsured = self.fate["insurance"] == "double", self.coinsured
        self.figures = lost(random, self.line, self.fate["loss"], single=double or self.fate["salvage"] == "salvaged")
        if coinsured:
            self.figures.members = (self.insurer, self.follower)
        self.lost_at = self.now - timedelta(minutes=random.randint(30, 2_000))
        self.held: tuple[date, datetime] | None = None
        self.held_after = random.randint(8, 25) if self.fate["sending"] == "sent_late" else 0

    @property
    def coinsured(self) -> bool:
        return self.fate["insurance"] in ("coinsured", "follower_decided")

    # What is said

    def sent_at(self) -> datetime:
        """In the evening of its day; a claim sent late has an evening on which some days are handed in at once."""
        evening = self.now.replace(hour=EVENING, minute=self.number % 60)
        if self.held_after and self.held is None and self.sequence >= self.held_after:
            day = self.span.working_day(self.now.date(), self.random.randint(3, 9))
            self.held = self.now.date(), self.span.at(day, EVENING * 60 + self.number % 60)
        return max(evening, self.held[1]) if self.held and self.now.date() > self.held[0] else evening

    def say(
        self, source: str, subject: str, type: str, data: dict[str, Any], *shows: str, refused: str = ""
    ) -> Sending:
        said = super().say(source, subject, type, data, *shows, refused=refused)
        late = self.held is not None and said.at.date() > self.now.date()
        return said._replace(shows=(*shows, "sent_late")) if late else said

    def insurer_says(self, event: str, /, *shows: str, **data: Any) -> Sending:
        """A line of the insurer's about the claim."""
        return self.say(self.insurer, self.claim, f"claims.{event}", data, *shows)

    def firm_says(self, event: str, /, *shows: str, **data: Any) -> Sending:
        """A line of the firm's about the assignment."""
        return self.say(self.firm, self.assignment, f"adjusting.{event}", data, *shows)

    def of_dispute(self, event: str, /, *shows: str, **data: Any) -> Sending:
        """A line of the insurer's about a dispute over the claim."""
        return self.say(self.insurer, self.dispute, f"disputes.{event}", data, *shows)

    def of_recovery(self, event: str, /, *shows: str, **data: Any) -> Sending:
        """A line of the insurer's about the recovery."""
        return self.say(self.insurer, self.recovery, f"claims.{event}", data, *shows)

    def attempt(self, source: str, subject: str, type: str, outcome: str, /, **data: Any) -> Sending:
        """What the rule of this outcome must refuse."""
        return self.say(source, subject, type, data, outcome, refused=ATTEMPTS[outcome].id)

    @property
    def at(self) -> str:
        """Now, as events have it."""
        return self.now.isoformat()

    @property
    def today(self) -> str:
        return self.now.date().isoformat()

    def staff(self, number: int) -> str:
        """Somebody on the insurer's staff, by a key in its books."""
        return f"ST-{self.insurer}-{number:02}"

"""How a case is told: its clock, its chances, and the lines that are sent about it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from ledger.proposals import SOURCE, event_id
from ledger.simulation.cast import City
from ledger.simulation.days import Span
from ledger.simulation.sending import Sending

MORNING, AFTERNOON = (9 * 60, 11 * 60), (13 * 60 + 30, 15 * 60)
"""The minutes of the day in which work is taken up; it is done by six."""
CITIES = (80, 90, 100)
"""Cumulative weights of the cities."""
IMPORTED_AFTER = 260
"""Working days between the beginning of an imported case and its import."""


class Telling:
    """A case on its way: how far its clock has come, and what was said so far."""

    __slots__ = ("imported_at", "key", "now", "prefix", "provenance", "random", "sequence", "span")

    key: str
    prefix: str

    def __init__(self, random: Random, span: Span) -> None:
        self.random, self.span = random, span
        self.sequence, self.provenance = 0, ""

    def begin(self, day: date, city: City, *, imported: bool) -> None:
        """The clock is set to that day; or far before, with all until then to be brought from another system."""
        self.now = self.imported_at = self.span.at(day, self._minute())
        if imported:
            self.now = self.span.at(self.span.working_day(day, -IMPORTED_AFTER), self._minute())
            self.provenance = f"示例旧系统；导入 {city.association}；{self.imported_at.isoformat()}"

    # The clock

    def _minute(self) -> int:
        return self.random.randrange(*self.random.choice((MORNING, AFTERNOON)))

    def days(self, least: int, most: int) -> None:
        """Lets some working days go by (at least one)."""
        self.now = self.span.at(self.day(self.random.randint(least, most)), self._minute())

    def morning(self) -> None:
        """Lets the next working day begin."""
        self.now = self.span.at(self.day(1), self.random.randrange(*MORNING))

    def minutes(self, least: int, most: int) -> None:
        """Lets some minutes go by."""
        self.now += timedelta(minutes=self.random.randint(least, most))

    def day(self, count: int) -> date:
        """The working day that many after today."""
        return self.span.working_day(self.now.date(), count)

    # What is said

    def sent_at(self) -> datetime:
        """When what is said now is sent."""
        return self.now

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
        at = self.sent_at()
        if self.now < self.imported_at:
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

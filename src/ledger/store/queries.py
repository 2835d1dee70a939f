"""Reading the views: rows as of a position, and how far the projector has come."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from ledger.kernel.clock import rfc3339
from ledger.store.projector import LIVE
from ledger.store.recorder import LedgerRecorder

_POSITION = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Moment:
    """A place in the ledger and the clock there; `live` when nobody asked for the past."""

    position: int
    at: datetime
    live: bool = False

    @property
    def clock(self) -> str:
        """The time then, as SQL."""
        return f"'{self.at.isoformat()}'::timestamptz"

    def clause(self, alias: str) -> str:
        """Which row versions were true then, as SQL."""
        return f"upper_inf({alias}.during)" if self.live else f"{alias}.during @> {self.position}::bigint"


@dataclass(eq=False)
class ViewsBehind(Exception):
    """The views have not come that far."""

    wanted: int
    reached: int

    def __str__(self) -> str:
        return f"the views have reached position {self.reached}, not yet {self.wanted}"


class Queries:
    """SQL over the views; the only place that reads them."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool

    def rows(self, query: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of a query made of declared names, its values bound."""
        with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=dict_row)
            found: list[dict[str, Any]] = cursor.execute(query.encode(), values).fetchall()
            return found

    def reached(self) -> int:
        """The position up to which the views are complete."""
        found = self.rows("SELECT notification_id FROM tracking WHERE application_name = %s", [LIVE])
        return int(found[0]["notification_id"]) if found else 0

    def wait(self, position: int, seconds: float) -> int:
        """Returns once the views have reached a position. ViewsBehind after the time."""
        until = time.monotonic() + seconds
        pause = 0.002
        while (reached := self.reached()) < position:
            if time.monotonic() > until:
                raise ViewsBehind(position, reached)
            time.sleep(pause)
            pause = min(pause * 2, 0.1)
        return reached

    def moment(self, recorder: LedgerRecorder, at: str | None, wait: float) -> Moment:
        """What a reader's `at` means: a position, an instant, or now; waits for the views that many seconds.

        Raises ViewsBehind; ValueError where it is neither. Rows read as of now may be of a later position
        than the one told: what must be exact asks for a position.
        """
        if at is None:
            return Moment(self.reached(), datetime.now(UTC), live=True)
        if _POSITION.fullmatch(at):
            position = int(at)
            self.wait(position, wait)
            return Moment(position, recorder.recorded_at(position) or datetime.now(UTC))
        try:
            instant = rfc3339(re.sub(r" (?=\d\d:\d\d$)", "+", at))  # a plus sign in an address may become a space
        except OverflowError:
            instant = datetime.min.replace(tzinfo=UTC) if at.startswith("0") else datetime.max.replace(tzinfo=UTC)
        except ValueError as error:
            raise ValueError(f"at {error}, or a position") from None
        position = recorder.position_at(instant)
        self.wait(position, wait)
        return Moment(position, instant)

    def ready(self) -> Iterable[str]:
        """What is wrong with the views: parked streams, by view."""
        found = self.rows("SELECT view, count(*) AS streams FROM views.parked GROUP BY view ORDER BY view")
        return [f"{each['view']}: {each['streams']} streams parked" for each in found]

"""What an event changed: rows of the views, before and after, and the reports that read these views. 更正影响

The views keep every row with the positions at which it was true, so nothing is computed anew: what begins or ends at
an event's position is what the event changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from ledger.app import Ledger, NotFound
from ledger.callers import Caller
from ledger.catalogue import VIEWS
from ledger.duties.house import KIND as HOUSE
from ledger.kernel.event import Recorded
from ledger.reports import REPORTS
from ledger.reports.report import Report
from ledger.store.codec import recorded
from ledger.store.queries import Queries

MOST = 2_000
"""How many row versions of one view are looked at; a calendar may change any number of duties."""
REACTIONS = 100
PLACE = ("stream", "item", "area", "during")
UNTOLD = ("identity",)
"""Keyed digests of persons, by which views are compared; nobody is shown them."""


class Change(NamedTuple):
    """A row of a view that an event began (no `before`), changed or ended (no `after`).

    Of a row that changed, only the columns that differ are told.
    """

    position: int
    view: str
    stream: str
    item: str
    area: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class Touched(NamedTuple):
    """A report that reads what changed: through which views, in which areas."""

    report: Report
    views: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules on which the report stands."""
        return tuple(rule.id for rule in self.report.basis)


class Effects(NamedTuple):
    """What an event changed, with what the ledger added because of it. 影响"""

    events: Sequence[Recorded]
    changes: Sequence[Change]
    reports: Sequence[Touched]


def effects(ledger: Ledger, position: int, by: Caller) -> Effects:
    """What the event at a position changed, as far as the caller may read it.

    NotFound where there is no such event for it; ViewsBehind where the views have not come that far.
    """
    events = list(_events(ledger, position, by))
    ledger.moment(str(events[-1].position))
    changes = [change for event in events for view in VIEWS for change in _changes(ledger.queries, event, view, by)]
    return Effects(events, changes, touched_by(changes))


def touched_by(changes: Sequence[Change]) -> list[Touched]:
    """The reports that read a view of which a row began or ended."""
    found = []
    for report in REPORTS.values():
        read = [change for change in changes if change.view in report.reads]
        if read:
            views = tuple(dict.fromkeys(change.view for change in read))
            found.append(Touched(report, views, tuple(sorted({change.area for change in read}))))
    return found


def _events(ledger: Ledger, position: int, by: Caller) -> Iterator[Recorded]:
    event = ledger.event(position, by)
    yield event
    for row in ledger.recorder.read(position, REACTIONS):
        reaction = recorded(row)
        if reaction.metadata.get("caused_by") != event.event_id:
            break
        with suppress(NotFound):  # not for this caller
            yield ledger.event(reaction.position, by)


def _changes(queries: Queries, event: Recorded, view: str, by: Caller) -> Iterator[Change]:
    position = event.position
    condition, values = "v.stream = %s", list[object]([event.stream])  # which the caller may read
    if event.stream.startswith(HOUSE + "/"):  # a setting changes rows of many streams
        condition, values = by.condition("v")
    found = queries.rows(
        f"SELECT lower(v.during) = {position} AS begins, v.* FROM views.{view} v "
        # Adjacent to what lies before the position, or from it on: what the index by positions can find.
        f"WHERE (v.during -|- int8range(NULL, {position}) OR v.during -|- int8range({position}, NULL)) "
        f"AND ({condition}) ORDER BY v.stream, v.item LIMIT {MOST}",
        values,
    )
    rows: dict[tuple[str, str], list[Mapping[str, Any] | None]] = {}
    for row in found:
        rows.setdefault((row["stream"], row["item"]), [None, None])[row.pop("begins")] = row
    for (stream, item), (old, new) in rows.items():
        place = new or old or {}
        columns = [
            name
            for name in place
            if name not in PLACE + UNTOLD and (old is None or new is None or old[name] != new[name])
        ]
        before, after = ({name: row[name] for name in columns} if row else None for row in (old, new))
        yield Change(position, view, stream, item, place["area"], before, after)

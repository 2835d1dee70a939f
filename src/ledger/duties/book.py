"""The book: the duties of one stream, carried forward event by event.

An entry is changed where an event opens, discharges, moves, suspends, resumes or cancels its duty, and by
nothing else: whether a duty is overdue is a question to a clock (`ledger.duties.status`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import cache
from types import FunctionType
from typing import Any

from ledger.duties.house import REMEMBERED, House
from ledger.kernel.calendar import DAY, WEEKDAYS
from ledger.kernel.clock import local_day, start_of
from ledger.kernel.codes import prefix
from ledger.kernel.context import Party
from ledger.kernel.duty import UNPAUSED, Act, Due, Duty, Paused, Spell
from ledger.kernel.event import Event, Recorded
from ledger.kernel.facts import HouseSettings
from ledger.kernel.law import Rule
from ledger.kernel.state import State, replace
from ledger.kernel.view import Fold

LEVELS = {"must": "breach", "must_not": "breach", "should": "deviation", "may": "none"}
"""What missing a term means, by the modality of its rule; missing a house target is only `target`."""


class DutyRow(State, frozen=True, kw_only=True):
    """One duty: since when, until when, and what became of it. 义务

    `due_at` is the first instant that is too late, or the last in time where `inclusive`; None where the
    rule gives no time and the house has set none. `late` compares what was done with it. One that `keeps`
    something ends at `due_at`, and cannot be missed.
    """

    item: str
    rule_id: str
    part: str
    owed_by: str
    obligor: str
    subject: str
    level: str
    opened_by: str
    opened_at: datetime
    started_at: datetime
    due_at: datetime | None
    inclusive: bool
    provisional: bool
    basis: str
    calendar: str
    done_at: datetime | None
    done_by: str
    late: bool
    cancelled_at: datetime | None
    suspended_at: datetime | None
    extensions: int
    historical: bool
    keeps: bool


class Entry(State, frozen=True):
    """A row of the book and what is needed to carry it forward."""

    duty: Duty
    row: DutyRow
    imported_at: datetime | None
    """When its opening was recorded, where that was brought from another system."""
    paused: Paused = UNPAUSED
    """How long its time was suspended, since it was moved last."""
    moved: Due | None = None


YEARS = frozenset(range(1900, 2300))
"""Every year of which a term could count a day."""


class Book(State, frozen=True):
    """The duties of a stream after an event. The entries are written on, in one book for the whole history."""

    entries: dict[str, dict[str, Entry]]
    """By their items, under each rule and part."""
    changed: Mapping[str, tuple[DutyRow | None, Entry]]
    """What the event has changed, by item: the row as it stood before it, and the entry since."""


Step = Callable[["Turn", Duty, Any], None]
Table = Mapping[type[Event], tuple[tuple[Step, Duty, Act | None, str], ...]]
"""What to do with a kind of event, duty by duty, and where in the book that stands."""


def table_of(duties: Iterable[Duty]) -> Table:
    """The table by event of all that the duties declare."""
    found: dict[type[Event], list[tuple[Step, Duty, Act | None, str]]] = {}
    for duty in duties:
        # What ends or moves an earlier duty comes before the opening of a new one by the same event.
        for step, acts in (
            (Turn.discharge, duty.discharged_by),
            (Turn.bar, duty.before),
            (Turn.move, duty.moved_by),
            (Turn.suspend, duty.suspended_by),
            (Turn.resume, duty.resumed_by),
            (Turn.cancel, duty.cancelled_by),
        ):
            for act in acts:
                found.setdefault(act.event, []).append((step, duty, act, duty.slot))
        found.setdefault(duty.opens, []).append((Turn.open, duty, None, duty.slot))
    return {event: tuple(steps) for event, steps in found.items()}


def declared(duties: Iterable[Duty]) -> str:
    """All that duties declare, functions by their names: where it changes, their rows are made anew."""
    return repr([[_said(getattr(duty, each.name)) for each in fields(duty)] for duty in duties])


def _said(value: Any) -> Any:
    match value:
        case Rule():
            return value.id, value.pack.id, value.modality
        case tuple():
            return [_said(each) for each in value]
        case type() | FunctionType():
            return f"{value.__module__}.{value.__qualname__}"
        case _:
            return repr(value)


def carried(table: Table, house: House, parties: Callable[[Any], Iterable[Party]]) -> Fold:
    """The fold of a stream's book under these settings of the house."""
    blanks = _Blanks(house)

    def carry(book: Book | None, before: Any, after: Any, recorded: Recorded, again: bool) -> Book | None:
        if not (steps := table.get(type(recorded.event))):
            return book
        entries = book.entries if book else {}
        turn: Turn | None = None
        for step, duty, act, slot in steps:
            if act is None or slot in entries:
                turn = turn or Turn(entries, after, recorded, blanks, parties)
                step(turn, duty, act)
        return Book(entries, turn.changed) if turn and turn.changed else book

    return carry


def rows(book: Book | None) -> list[DutyRow]:
    """The duties in the book."""
    return [entry.row for entries in book.entries.values() for entry in entries.values()] if book else []


def differing(before: Book, now: Book) -> Iterable[tuple[DutyRow | None, DutyRow]] | None:
    """The duties that the latest event changed, as they stood and as they stand; none told of two histories."""
    if before.entries is not now.entries:
        return None
    return [(row, entry.row) for row, entry in now.changed.values()]


def affected(before: HouseSettings, after: HouseSettings) -> tuple[str, list[object]]:
    """Which duties, as SQL over their rows `v`, rest on what changed in the settings of an area."""
    days = {day.year for day, _ in before.days.items() ^ after.days.items()} | (before.years ^ after.years)
    targets = [key for key, _ in before.targets.items() ^ after.targets.items()]
    counted = (
        "v.basis LIKE 'working_days%%' AND v.started_at < make_timestamptz(y + 1, 1, 1, 0, 0, 0, '+08') "
        "AND (v.due_at IS NULL OR v.due_at > make_timestamptz(y, 1, 1, 0, 0, 0, '+08'))"
    )
    return (
        f"v.area LIKE %s AND (EXISTS (SELECT FROM unnest(%s::int[]) y WHERE {counted}) "
        "OR (v.rule_id, v.part) IN (SELECT * FROM unnest(%s::text[], %s::text[])))",
        [prefix(after.area) + "%", sorted(days & YEARS), [rule for rule, _ in targets], [part for _, part in targets]],
    )


class Turn:
    """One event's bearing on the entries of a book, which it writes on in."""

    def __init__(
        self,
        entries: dict[str, dict[str, Entry]],
        state: Any,
        recorded: Recorded,
        blanks: _Blanks,
        parties: Callable[[Any], Iterable[Party]],
    ) -> None:
        self.entries, self.state, self.recorded, self.blanks, self.parties = entries, state, recorded, blanks, parties
        self.changed: dict[str, tuple[DutyRow | None, Entry]] = {}
        self._by_role: dict[str, dict[str, None]] | None = None

    def open(self, duty: Duty, _: Act | None) -> None:
        """Opens the duty for each obligor; one open already begins anew if it counts from another start."""
        recorded, event = self.recorded, self.recorded.event
        if duty.rule.pack.id not in recorded.rule_packs or not duty.when(self.state, event):
            return
        start = self._time(duty.counted_from)
        subjects, obligors = tuple(duty.subjects(self.state, event)), tuple(self._obligors(duty))
        if duty.whole:
            for entry in [each for each in self._entries(duty) if _is_open(each.row)]:
                if entry.row.subject not in subjects or entry.row.obligor not in obligors:
                    self._put(entry, cancelled_at=recorded.occurred_at)
        imported_at = recorded.recorded_at if recorded.metadata.get("provenance") else None
        blank = self.blanks.row(recorded.area, duty, start)
        standing = self.entries.get(duty.slot) or _NO_ENTRIES
        for subject in subjects:
            for obligor in obligors:
                item = f"{duty.slot}/{subject}/{obligor}"
                known = standing.get(item)
                if known is None or known.row.started_at != start or known.row.cancelled_at:
                    row = replace(
                        blank,
                        item=item,
                        obligor=obligor,
                        subject=subject,
                        opened_by=recorded.event_id,
                        opened_at=recorded.occurred_at,
                        started_at=start,
                    )
                    entry = Entry(duty, row, imported_at)
                    if duty.stood_still:
                        entry = self._stood_still(entry, duty.stood_still(self.state))
                    done = duty.already(self.state, event, subject, obligor)
                    if done:
                        self._done(entry, recorded.occurred_at if done is True else done)
                    else:
                        self._keep(entry)

    def discharge(self, duty: Duty, act: Act) -> None:
        """Done by it; or earlier than was known, where what came first is recorded last."""
        found = self._entries(duty)
        if found and act.when(self.state, self.recorded.event):
            at = self._time(act.at)
            for entry in self._meant([each for each in found if _sooner(each.row, at)], act):
                self._done(entry, at)

    def bar(self, duty: Duty, act: Act) -> None:
        """What must come after the duty came first: its time is over."""
        for entry in self._open(duty, act):
            if entry.row.due_at is None:
                self._put(entry, due_at=self.recorded.occurred_at, inclusive=True)

    def move(self, duty: Duty, act: Act) -> None:
        for entry in self._open(duty, act):
            to: date | datetime = getattr(self.recorded.event, act.to)
            until = Due(to, inclusive=True) if isinstance(to, datetime) else Due(start_of(to + DAY))
            moved = Entry(duty, entry.row, entry.imported_at, UNPAUSED, until)
            due = {} if entry.row.suspended_at else self._due(moved)
            self._put(moved, extensions=entry.row.extensions + 1, **due)

    def suspend(self, duty: Duty, act: Act) -> None:
        for entry in self._open(duty, act):
            self._put(self._suspended(entry, self._time(act.at)))

    def resume(self, duty: Duty, act: Act) -> None:
        for entry in self._open(duty, act):
            if since := entry.row.suspended_at:
                self._put(self._resumed(entry, since, self._time(act.at)))

    def cancel(self, duty: Duty, act: Act) -> None:
        """No longer owed; nor what was done too late after it had ended, where the end is recorded last."""
        at = self.recorded.occurred_at
        found = [each for each in self._entries(duty) if _ended_by(each.row, at)]
        if found and act.when(self.state, self.recorded.event):
            for entry in self._meant(found, act):
                if not (act.while_running and _missed(entry.row, at)):
                    self._put(entry, cancelled_at=at, done_at=None, done_by="", late=False)

    def _obligors(self, duty: Duty) -> Iterable[str]:
        if duty.obligors is not None:
            return duty.obligors(self.state, self.recorded.event)
        if self._by_role is None:
            self._by_role = {}
            for party in self.parties(self.state):
                if party.owes:
                    self._by_role.setdefault(party.role, {})[party.organisation] = None
        return self._by_role.get(duty.owed_by) or ("",)

    def _time(self, member: str | Callable[[Any, Any], datetime | None]) -> datetime:
        """A member of the event that says when; the business time where it says nothing."""
        if member == "occurred_at":
            return self.recorded.occurred_at
        event = self.recorded.event
        found = getattr(event, member) if isinstance(member, str) else member(self.state, event)
        return found or self.recorded.occurred_at

    def _entries(self, duty: Duty) -> Iterable[Entry]:
        """Those that this duty opened; another may open the same by another event."""
        entries = self.entries.get(duty.slot)
        return [each for each in entries.values() if each.duty is duty] if entries else ()

    def _open(self, duty: Duty, act: Act) -> list[Entry]:
        """The entries of the duty, neither done nor cancelled, that the event bears on."""
        found = [each for each in self._entries(duty) if _is_open(each.row)]
        return self._meant(found, act) if found and act.when(self.state, self.recorded.event) else []

    def _meant(self, found: Iterable[Entry], act: Act) -> list[Entry]:
        """Those of the entries that the act is about."""
        subject = act.subject(self.recorded) if act.subject else None
        obligor = act.obligor(self.recorded) if act.obligor else None
        return [
            entry
            for entry in found
            if subject in (None, entry.row.subject)
            and obligor in (None, entry.row.obligor)
            and act.on(self.state, entry.row)
        ]

    def _stood_still(self, entry: Entry, spells: Iterable[Spell]) -> Entry:
        """As it opens, with the spells in which its time did not run."""
        for since, until in spells:
            if until is None or until > entry.row.started_at:
                entry = self._suspended(entry, since)
                if until and (begun := entry.row.suspended_at):
                    entry = self._resumed(entry, begun, until)
        return entry

    def _suspended(self, entry: Entry, since: datetime) -> Entry:
        """Its time stands still from then on, if it runs; one that was over before that stays over."""
        if entry.row.suspended_at or _missed(entry.row, since):
            return entry
        row = replace(entry.row, suspended_at=max(since, entry.row.started_at), due_at=None)
        return replace(entry, row=row)

    def _resumed(self, entry: Entry, since: datetime, until: datetime) -> Entry:
        calendar = self.blanks.house.calendar(self.recorded.area)
        entry = replace(entry, paused=entry.paused.longer(since, max(since, until), calendar))
        return replace(entry, row=replace(entry.row, suspended_at=None, **self._due(entry)))

    def _done(self, entry: Entry, at: datetime) -> None:
        self._put(entry, done_at=at, done_by=self.recorded.event_id, late=_missed(entry.row, at))

    def _put(self, entry: Entry, **changes: Any) -> None:
        self._keep(Entry(entry.duty, replace(entry.row, **changes), entry.imported_at, entry.paused, entry.moved))

    def _keep(self, entry: Entry) -> None:
        if entry.imported_at:
            row = entry.row
            ended = row.cancelled_at or row.done_at or row.due_at
            entry = replace(entry, row=replace(row, historical=ended is not None and ended <= entry.imported_at))
        item, entries = entry.row.item, self.entries.setdefault(entry.duty.slot, {})
        known = entries.get(item)
        before = self.changed[item][0] if item in self.changed else known.row if known else None
        self.changed[item] = before, entry
        entries[item] = entry

    def _due(self, entry: Entry) -> dict[str, Any]:
        """When its time ends as it is now: as agreed last, else as counted, and later by what it was suspended."""
        paused, moved = entry.paused, entry.moved
        if moved:
            pause = paused.elapsed if moved.inclusive else DAY * paused.days
            return {"due_at": moved.at + pause, "inclusive": moved.inclusive, "provisional": False, "calendar": ""}
        return self.blanks.due(self.recorded.area, entry.duty, entry.row.started_at, paused)


class _Blanks:
    """What rows of a duty have in common that opens in an area: all but whose it is, under settings of the house."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._known: dict[tuple[str, Duty, date | None], DutyRow] = {}

    def row(self, area: str, duty: Duty, start: datetime) -> DutyRow:
        """Such a row, with the time that counts from a start."""
        term = self.house.term(area, duty)
        by_day = term is not None and term.by_day
        asked = (area, duty, local_day(start) if by_day else None)
        if (known := self._known.get(asked)) is None:
            if len(self._known) == REMEMBERED:
                self._known.clear()
            known = self._known[asked] = replace(_blank(duty), **self.due(area, duty, start))
        if by_day or term is None:
            return known
        ends = term.due(start, WEEKDAYS)  # hours run on every day
        return replace(known, due_at=ends.at, inclusive=ends.inclusive)

    def due(self, area: str, duty: Duty, start: datetime, paused: Paused = UNPAUSED) -> dict[str, Any]:
        """When the time ends that counts from a start: by the rule's term, or by the house's target."""
        term = self.house.term(area, duty)
        if term is None:
            return {}
        ends = term.due(start, self.house.calendar(area), paused)
        return {
            "due_at": ends.at,
            "inclusive": ends.inclusive,
            "provisional": ends.provisional,
            "basis": f"{term.unit}:{term.amount}" if term.amount else term.unit,
            "calendar": self.house.label(area, start, ends.at) if term.unit == "working_days" else "",
            "level": LEVELS[duty.rule.modality] if duty.within else "target",
        }


def _is_open(row: DutyRow) -> bool:
    return row.done_at is None and row.cancelled_at is None


def _sooner(row: DutyRow, at: datetime) -> bool:
    """Whether it was not done by then, and can have been."""
    if row.done_at is None:
        return row.cancelled_at is None
    return at < row.done_at and min(row.opened_at, row.started_at) <= at


def _ended_by(row: DutyRow, at: datetime) -> bool:
    """Whether an end then comes before it was done; what was done in time stays done."""
    return row.cancelled_at is None and (row.done_at is None or (row.late and row.opened_at <= at < row.done_at))


def _missed(row: DutyRow, at: datetime) -> bool:
    """Whether its time was over by then."""
    return row.due_at is not None and Due(row.due_at, row.inclusive).missed_by(at)


_NO_ENTRIES: Mapping[str, Entry] = {}
_NOTHING = datetime.min.replace(tzinfo=UTC)
_BLANK = DutyRow(
    item="",
    rule_id="",
    part="",
    owed_by="",
    obligor="",
    subject="",
    level="",
    opened_by="",
    opened_at=_NOTHING,
    started_at=_NOTHING,
    due_at=None,
    inclusive=False,
    provisional=False,
    basis="",
    calendar="",
    done_at=None,
    done_by="",
    late=False,
    cancelled_at=None,
    suspended_at=None,
    extensions=0,
    historical=False,
    keeps=False,
)


@cache
def _blank(duty: Duty) -> DutyRow:
    """What every row of a duty has in common."""
    before = f"before:{duty.before[0].event.about.name}" if duty.before else ""
    return replace(
        _BLANK,
        rule_id=duty.rule.id,
        part=duty.part,
        owed_by=duty.owed_by,
        level=LEVELS[duty.rule.modality],
        basis=before,
        keeps=duty.keeps,
    )

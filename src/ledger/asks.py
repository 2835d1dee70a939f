"""An append on its way: what is asked, what is admitted of it, and what can become of it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ledger.callers import Caller
from ledger.duties.house import KIND as SETTINGS
from ledger.duties.house import House
from ledger.kernel.context import fold
from ledger.kernel.correction import RecordCorrected, effective
from ledger.kernel.event import Event, Recorded
from ledger.kernel.law import Refused, Rule, Text
from ledger.kernel.state import State, replace
from ledger.proposals import SOURCE, Malformed, Proposal, event_id
from ledger.store.codec import id_text
from ledger.store.recorder import (
    AlreadyThere,
    Append,
    Appended,
    ExpectationFailed,
    LedgerEvent,
    Row,
    VersionConflict,
)
from ledger.streams import Stream

NOT_YET = datetime.max.replace(tzinfo=UTC)
"""The time of record of what is not recorded; nothing looks at it (see `StreamKind.evolve`)."""


@dataclass
class Denied(Exception):
    """The caller may not do or see this. 无权"""

    reason: Text
    number: int = 0

    def __str__(self) -> str:
        return self.reason.en


class NotFound(LookupError):
    """There is no such stream, event or report, or it is not for this caller."""


@dataclass
class Conflict(Exception):
    """The same source and id came before with other content."""

    id: str
    position: int
    number: int = 0


@dataclass
class VersionMoved(Exception):
    """The stream is not at the version the caller expected."""

    stream: str
    version: int


@dataclass
class Stopped(Exception):
    """An earlier batch of the same stream failed; `by` is its number among them."""

    by: int


def untraced(objection: Exception) -> Exception:
    """The objection without what led to it, which would hold all that was asked along with it."""
    objection.__context__ = None
    return objection.with_traceback(None)


class Unsettled(Exception):
    """What an attempt must know is not recorded yet."""


OBJECTIONS: tuple[type[Exception], ...] = (
    Unsettled,
    Malformed,
    Refused,
    Denied,
    VersionMoved,
    AlreadyThere,
    VersionConflict,
    ExpectationFailed,
)


class Result(State, frozen=True):
    """What became of one proposal."""

    id: str
    stream: str
    type: str
    event_id: str
    version: int
    position: int | None
    recorded_at: datetime | None
    status: str
    """appended, already_there, or admitted (a dry run)."""


class Draft:
    """The events of one append while they are admitted, and the stream as it will stand after them."""

    def __init__(self, before: Stream, expect: dict[str, int]) -> None:
        self.before = self.stream = before
        self.expect = expect
        self.events: list[LedgerEvent] = []
        self.reserved: dict[str, tuple[Rule, int]] = {}
        """Every slot held on the way, with its rule and the proposal that came to hold it."""
        self.settings: House | None = None
        """The settings of its area, where they tell what judges it."""
        self._history: list[Recorded] | None = None
        self.new: list[Recorded] = []
        """The events as their stream knows them."""

    def add(
        self,
        number: int,
        made: LedgerEvent,
        event: Event,
        history: Sequence[Recorded],
        versions: Mapping[str, int],
        area: str,
    ) -> None:
        """One event further; `versions` are those of the streams it was judged by."""
        stream = self.stream
        happened = _recorded(made, event, stream.position + 1)
        if isinstance(event, RecordCorrected):
            state = fold(stream.kind, effective([*history, happened]))
        else:
            state = stream.kind.evolve(stream.state, happened)
        self.stream = replace(
            stream, version=made.originator_version, position=stream.position + 1, area=area, state=state
        )
        for key, rule in stream.kind.slots(state).items():
            self.reserved.setdefault(key, (rule, number))
        self.events.append(made)
        self.new.append(happened)
        if versions:
            self.expect |= {name: version for name, version in versions.items() if name != stream.id}

    def history(self, load: Callable[[str], list[Recorded]], ahead: Sequence[Recorded]) -> list[Recorded]:
        """Everything in the stream so far: what is stored, what is ahead, and this append's own events."""
        if self._history is None:
            last = ahead[0].version - 1 if ahead else self.before.version
            self._history = [each for each in (load(self.before.id) if last else ()) if each.version <= last]
        return [*self._history, *ahead, *self.new]

    def slots(self) -> tuple[list[str], list[str]]:
        """The slots to take and to give back; one taken and given back in the same append is in both."""
        held = set(self.before.kind.slots(self.before.state))
        holding = set(self.stream.kind.slots(self.stream.state))
        taken = self.reserved.keys() - held
        return sorted(taken), sorted((held | taken) - holding)

    def standing(self, positions: Iterator[int]) -> Stream | None:
        """The stream after the append, at the next positions it was given; none where it must be folded anew."""
        position = [next(positions) for _ in self.new][-1]
        if any(isinstance(each.event, RecordCorrected) for each in self.new):
            return None
        return replace(self.stream, position=position)

    def results(self, proposals: Sequence[tuple[int, Proposal]], appended: Appended | None) -> dict[int, Result]:
        """What became of its proposals by their numbers; nothing is recorded of a dry run."""
        positions = appended.positions[: len(self.events)] if appended else [None] * len(self.events)
        return {
            number: Result(
                proposal.id,
                proposal.stream,
                proposal.type,
                happened.event_id,
                happened.version,
                position,
                appended.recorded_at if appended else None,
                "appended" if appended else "admitted",
            )
            for (number, proposal), happened, position in zip(proposals, self.new, positions, strict=True)
        }


class Ask(State, frozen=True):
    """One append as it was asked for."""

    raws: Sequence[Any]
    digests: Sequence[bytes]
    subject: str
    """The stream its first proposal names; empty where it does not."""
    by: Caller
    stream: str | None
    expected: int | None
    dry_run: bool
    proposals: list[tuple[int, Proposal]] | None = None
    """As they were read ahead, where that was done and nothing was wrong with them."""

    def ids(self) -> dict[int, uuid.UUID]:
        """The ids under which its proposals would be recorded, as far as they have any."""
        if self.proposals is not None:
            own = self.by.organisation
            return {number: each.event_id for number, each in self.proposals if each.organisation == own}
        ids: dict[int, uuid.UUID] = {}
        for number, raw in enumerate(self.raws):
            match raw:
                case {"source": str(source), "id": str(id)} if source == SOURCE + self.by.organisation:
                    ids[number] = event_id(source, id)
        return ids

    def known(self, ids: Mapping[int, uuid.UUID], rows: Mapping[uuid.UUID, Row]) -> dict[int, Result]:
        """Which of them are among these rows; Conflict where one is there with other content."""
        if not rows:  # as nearly always
            return {}
        return {
            number: _as_before(number, rows[id], self.raws[number]["id"], self.digests[number])
            for number, id in ids.items()
            if id in rows
        }


class Admitted(NamedTuple):
    """An ask that was admitted, and what is to be recorded of it."""

    ask: Ask
    known: Mapping[int, Result]
    proposals: Sequence[tuple[int, Proposal]]
    draft: Draft
    reactions: Sequence[Draft]
    append: Append

    def results(self, appended: Appended | None) -> list[Result]:
        """What became of every proposal of the ask, those that were there before among them."""
        results = {**self.known, **self.draft.results(self.proposals, appended)}
        return [results[number] for number in range(len(self.ask.raws))]


class Ahead:
    """What an attempt goes by beyond what is remembered: streams as they stand once all before it is recorded."""

    def __init__(self) -> None:
        self.streams: dict[str, Stream] = {}
        self.events: defaultdict[str, list[Recorded]] = defaultdict(list)
        """What is on the way, by stream."""
        self.slots: set[str] = set()
        """Those taken or given back on the way: whose they are, only the ledger can tell."""
        self.settings: dict[str, tuple[House, Mapping[str, int]]] = {}
        """Those met, by area, with the versions of their streams."""
        self.looked_at: set[str] | None = None
        """The streams that were looked at, where that is to be known."""

    def go_on(self, admitted: Admitted) -> None:
        """Takes what was admitted as if it were recorded."""
        for each in (admitted.draft, *admitted.reactions):
            self.streams[each.before.id] = each.stream
            self.events[each.before.id] += each.new
            if each.before.kind.kind == SETTINGS:
                self.settings.clear()
        self.slots |= admitted.append.slots


def subject_of(raw: Any) -> str:
    """The stream that a proposal names; empty where it does not."""
    match raw:
        case {"subject": str(subject)}:
            return subject
    return ""


def placed(malformed: Malformed, number: int, ask: Ask) -> Malformed:
    """The same faults, with the place of the proposal among several before each path."""
    place = f"/{number}" if len(ask.raws) > 1 else ""
    return Malformed([{**fault, "path": place + fault["path"]} for fault in malformed.faults])


def _recorded(made: LedgerEvent, event: Event, position: int) -> Recorded:
    return Recorded(
        str(made.originator_id),
        event,
        made.occurred_at or datetime.now(UTC),
        made.organisation,
        made.actor,
        made.originator_version,
        position,
        NOT_YET,
        id_text(made.event_id),
        made.area,
        tuple(made.rule_packs.split()),
    )


def _as_before(number: int, row: Row, id: str, digest: bytes) -> Result:
    if row.digest != digest:
        raise Conflict(id, row.position, number)
    return Result(
        id,
        row.stream,
        row.topic,
        id_text(row.event_id),
        row.version,
        row.position,
        row.recorded_at,
        "already_there",
    )

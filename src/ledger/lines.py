"""Bulk appends: one proposal a line (NDJSON). Consecutive lines of one stream are one atomic append."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from msgspec import Struct, field

from ledger.app import Conflict, Denied, Ledger, NotFound, Result, VersionMoved
from ledger.asks import untraced
from ledger.callers import Caller
from ledger.kernel.law import Refused, Text
from ledger.kernel.state import asdict
from ledger.proposals import SOURCE, Malformed, NotJson, loads
from ledger.shown import instant
from ledger.store.cycles import uncollected
from ledger.store.recorder import Appended
from ledger.windows import Window, Windows

MOST_TOGETHER = 1_000
MOST_IN_A_WINDOW = 2_000
READ_TOGETHER = 50
Group = list[tuple[int, Any, str]]
"""Lines with their numbers and their subject."""
Batch = tuple[Sequence[Any], Caller]
Outcomes = list[list[Result] | Exception]


class Line(Struct):
    """What became of one line; `see` names the line that stopped this one."""

    line: int
    status: str
    """appended, already_there, admitted, refused, malformed, denied, conflict or stopped."""
    id: str | None = None
    subject: str | None = None
    position: int | None = None
    version: int | None = None
    recordedat: str | None = None
    rule: str | None = None
    article: str | None = None
    instrument: str | None = None
    reason: Text | None = None
    errors: list[dict[str, str]] = field(default_factory=list)
    see: int | None = None

    @property
    def done(self) -> bool:
        return self.status in ("appended", "already_there", "admitted")

    def as_json(self, language: str = "zh") -> dict[str, Any]:
        """The members that say something."""
        said = {name: value for name, value in asdict(self).items() if value not in (None, [])}
        if self.reason:
            said["reason"] = self.reason.en if language == "en" else self.reason.zh
        return said


def append_lines(
    ledger: Ledger,
    lines: Iterable[bytes | dict[str, Any]],
    caller_of: Callable[[Any], Caller],
    *,
    dry_run: bool = False,
) -> Iterator[Line]:
    """Appends line by line, in order; what fails stops the later lines of its stream and nothing else.

    A line is JSON text or decoded already; `caller_of` tells on whose behalf a decoded line is proposed.
    """
    stopped: dict[str, int] = {}
    windows = _Trial(ledger) if dry_run else Windows(ledger)
    # The database records one window while the next is read. All else is done here: two threads that both want the
    # interpreter would only slow each other down.
    with uncollected(), ThreadPoolExecutor(1, "anjian-bulk") as sending:
        sent: _Sent | None = None
        for read in _windows(_asked(_groups(lines), windows.read, caller_of)):
            told = _told(windows, sent, stopped) if sent else ()
            tried = [(group, ask) for group, ask in read if ask and group[0][2] not in stopped]
            window = windows.admit([ask for _, ask in tried])
            recorded = sending.submit(windows.send, window)
            sent = _Sent([group for group, _ in read], [group for group, _ in tried], window, recorded)
            yield from told
        if sent:
            yield from _told(windows, sent, stopped)


class _Sent(NamedTuple):
    """A window on its way: its groups, those of them that were tried, and what is recorded of these."""

    groups: Sequence[Group]
    tried: Sequence[Group]
    window: Window
    recorded: Future[list[Appended]]


class _Trial:
    """Windows of which nothing is recorded: each batch is asked alone."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def read(self, batches: Iterable[Batch]) -> Sequence[Any]:
        return list(batches)

    def admit(self, asks: Sequence[Any]) -> Window:
        return Window(asks, (), ())

    def send(self, window: Window) -> list[Appended]:
        return []

    def told(self, window: Window, appended: Sequence[Appended]) -> Outcomes:
        found: Outcomes = []
        batches: Any = window.asks
        for raws, by in batches:
            try:
                found.append(self._ledger.append(raws, by, dry_run=True))
            except (Malformed, Refused, Denied, Conflict, VersionMoved, NotFound) as objection:
                found.append(untraced(objection))
        return found


def _asked(
    groups: Iterator[Group], read: Callable[[Iterable[Batch]], Sequence[Any]], caller_of: Callable[[Any], Caller]
) -> Iterator[tuple[Group, Any]]:
    """Groups as they are appended, none where it is no JSON. A few at a time: what was just decoded is in the cache."""
    while some := list(islice(groups, READ_TOGETHER)):
        sound = [group for group in some if not isinstance(group[0][1], NotJson)]
        asks = iter(read(([raw for _, raw, _ in group], caller_of(group[0][1])) for group in sound))
        for group in some:
            yield group, None if isinstance(group[0][1], NotJson) else next(asks)


def _told(windows: Windows | _Trial, sent: _Sent, stopped: dict[str, int]) -> Sequence[Line]:
    """What became of the lines of a window; with it, the streams that are stopped from now on."""
    found = windows.told(sent.window, sent.recorded.result())
    outcomes = dict(zip(map(id, sent.tried), found, strict=True))
    told: list[Line] = []
    for group in sent.groups:
        subject = group[0][2]
        lines = list(_lines(group, outcomes.get(id(group)), stopped.get(subject, 0)))
        failed = next((each.line for each in lines if not each.done), None)
        if failed is not None and subject:
            stopped.setdefault(subject, failed)
        told += lines
    return told


def _windows(asked: Iterable[tuple[Group, Any]]) -> Iterator[list[tuple[Group, Any]]]:
    """Groups that are appended in one go, some thousand lines."""
    window: list[tuple[Group, Any]] = []
    lines = 0
    for group, ask in asked:
        if window and lines + len(group) > MOST_IN_A_WINDOW:
            yield window
            window, lines = [], 0
        window.append((group, ask))
        lines += len(group)
    if window:
        yield window


def _groups(lines: Iterable[bytes | dict[str, Any]]) -> Iterator[Group]:
    """Consecutive lines of one subject from one source: a caller speaks for one organisation."""
    group: Group = []
    for number, line in enumerate(lines, 1):
        raw: Any = line
        if isinstance(line, bytes):
            if not line.strip():
                continue
            try:
                raw = loads(line)
            except NotJson as error:
                raw = error
        subject = raw.get("subject") if isinstance(raw, dict) else None
        named = subject if isinstance(subject, str) else ""
        if group:
            before = group[-1][1]
            same = named and named == group[-1][2] and raw.get("source") == before.get("source")
            if not same or len(group) == MOST_TOGETHER:
                yield group
                group = []
        group.append((number, raw, named))
    if group:
        yield group


def _lines(group: Group, outcome: list[Result] | Exception | None, stopped: int) -> Iterable[Line]:
    """What became of a group; `stopped` is the line by which its stream had been stopped, if any had."""
    failed: dict[str, Any]
    match outcome:
        case list() as results:
            return _done(group, results)
        case Malformed() as malformed:
            return _malformed(group, malformed)
        case Refused(rule=rule) as refused:
            citation = rule.citation
            at = refused.number
            failed = {
                "status": "refused",
                "rule": rule.id,
                "article": rule.article,
                "instrument": f"《{citation.instrument}》{citation.number}",
                "reason": refused.reason,
            }
        case Denied() as denied:
            at, failed = denied.number, {"status": "denied", "reason": denied.reason}
        case Conflict() as conflict:
            at = conflict.number
            failed = {"status": "conflict", "position": conflict.position, "reason": SAME_KEY}
        case VersionMoved() as moved:
            at, failed = 0, {"status": "conflict", "version": moved.version, "reason": MOVED}
        case NotFound():
            at, failed = 0, {"status": "malformed", "reason": NO_KIND}
        case _ if stopped:
            return [_stopped(number, raw, subject, stopped) for number, raw, subject in group]
        case _:
            number, fault, _ = group[0]
            return [Line(number, "malformed", errors=[{"path": "", "message": str(fault)}])]
    see = group[at][0]
    return [
        Line(number, id=_id(raw), subject=subject, **failed) if number == see else _stopped(number, raw, subject, see)
        for number, raw, subject in group
    ]


def _stopped(number: int, raw: Any, subject: str, see: int) -> Line:
    reason = Text(f"见第 {see} 行。", f"see line {see}")
    return Line(number, "stopped", _id(raw), subject or None, see=see, reason=reason)


SAME_KEY = Text(
    "同一来源和编号已登记过其他内容；请换用新的编号。",
    "the same source and id came before with other content: use a new id",
)
MOVED = Text("事件流的版本已变。", "the stream is at another version")
NO_KIND = Text("没有这种事件流。", "there is no such kind of stream")


def _done(group: Group, results: Sequence[Result]) -> list[Line]:
    at: datetime | None = None
    recordedat: str | None = None
    lines = []
    for (number, _, _), result in zip(group, results, strict=True):
        if result.recorded_at and result.recorded_at is not at:  # mostly recorded together
            at, recordedat = result.recorded_at, instant(result.recorded_at)
        lines.append(Line(number, result.status, result.id, result.stream, result.position, result.version, recordedat))
    return lines


def _malformed(group: Group, malformed: Malformed) -> list[Line]:
    """Each line with its own faults; lines without any were stopped by the first that has."""
    faults: dict[int, list[dict[str, str]]] = {}
    for fault in malformed.faults:
        path = fault["path"]
        at = 0
        if len(group) > 1:
            head, _, rest = path[1:].partition("/")
            at, path = int(head), f"/{rest}" if rest else ""
        faults.setdefault(at, []).append({"path": path, "message": fault["message"]})
    see = group[min(faults)][0]
    return [
        Line(number, "malformed", _id(raw), subject or None, errors=faults[at])
        if at in faults
        else _stopped(number, raw, subject, see)
        for at, (number, raw, subject) in enumerate(group)
    ]


def _id(raw: Any) -> str | None:
    id = raw.get("id") if isinstance(raw, dict) else None
    return id if isinstance(id, str) else None


def organisation_of(raw: Any) -> str:
    """The organisation a line says it comes from; empty where it does not."""
    source = raw.get("source") if isinstance(raw, dict) else None
    return source.removeprefix(SOURCE) if isinstance(source, str) else ""

"""Many appends in one go: a window of them is judged ahead, and recorded in as few calls as may be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ledger.asks import (
    OBJECTIONS,
    Admitted,
    Ahead,
    Ask,
    Conflict,
    Denied,
    NotFound,
    Result,
    Stopped,
    VersionMoved,
    untraced,
)
from ledger.callers import Caller
from ledger.catalogue import KINDS
from ledger.intake import Intake
from ledger.kernel.law import Refused
from ledger.kernel.state import replace
from ledger.proposals import Malformed, Proposal
from ledger.store.recorder import Appended, Prepared
from ledger.streams import Stream

_Aside = tuple[int, Refused | None, Collection[str]]


@dataclass
class Window:
    """Batches that are appended in one go, and how far that has come."""

    asks: Sequence[Ask]
    known: Sequence[Mapping[int, Result] | None]
    """What is there of each already; none where that is something else."""
    parsed: Sequence[list[tuple[int, Proposal]] | None]
    """What is not there yet; none where something is wrong with its form."""
    waiting: list[tuple[int, Admitted]] = field(default_factory=list)
    """Those admitted and to be recorded, with their numbers."""
    aside: list[_Aside] = field(default_factory=list)
    """Those told when all others are recorded: refused by what is remembered of these streams, or, without a refusal,
    what follows such a one in its stream or was said before."""
    found: dict[int, list[Result] | Exception] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    """The streams in which one failed, and which."""
    prepared: Prepared = ()
    """What waits as it is sent."""
    ids: dict[int, bytes] = field(default_factory=dict)
    """Those of all that was admitted so far, with their digests."""

    def said_before(self, ask: Ask, proposals: Sequence[tuple[int, Proposal]] | None) -> bool:
        """Whether it says what was admitted already and nothing else."""
        if not (proposals and proposals[0][1].event_id.int in self.ids):
            return False
        return all(self.ids.get(proposal.event_id.int) == ask.digests[number] for number, proposal in proposals)

    def has(self, proposals: Sequence[tuple[int, Proposal]]) -> bool:
        """Whether one of them was admitted already."""
        return any(proposal.event_id.int in self.ids for _, proposal in proposals)

    def wait(self, number: int, admitted: Admitted) -> None:
        """Enters one that was admitted and is to be recorded."""
        self.waiting.append((number, admitted))
        self.ids.update((each.event_id.int, each.digest or b"") for each in admitted.draft.events)

    def give_up(self, admitted: Admitted) -> None:
        """Forgets one that was not recorded after all."""
        for each in admitted.draft.events:
            self.ids.pop(each.event_id.int, None)

    @property
    def left(self) -> Iterator[int]:
        """The numbers of those that nothing has become of yet."""
        return (number for number in range(len(self.asks)) if number not in self.found)

    @property
    def first_left(self) -> int | None:
        return next(self.left, None)

    @property
    def outcomes(self) -> list[list[Result] | Exception]:
        return [self.found[number] for number in range(len(self.asks))]


class Windows:
    """Takes in appends by windows, each as it would have been taken alone."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    def read(self, batches: Iterable[tuple[Sequence[Any], Caller]]) -> list[Ask]:
        """Batches as `admit` takes them, looked at as far as that goes without the store; each of one stream."""
        asks = [self._intake.asked(raws, by) for raws, by in batches]
        return [replace(ask, proposals=self._formed(ask)) for ask in asks]

    def admit(self, asks: Sequence[Ask]) -> Window:
        """Batches judged ahead, on what is remembered and on one another: next they are sent, and then told."""
        known = self._intake.known(asks)
        parsed = [
            ask.proposals and [each for each in ask.proposals if each[0] not in (there or {})]
            for ask, there in zip(asks, known, strict=True)
        ]
        told = [each for new in parsed for _, each in new or ()]
        self._recall(told)
        self._intake.vault.prepare(each.stream for each in told if each.personal)
        window = Window(asks, known, parsed)
        self._ahead(window)
        return window

    def send(self, window: Window) -> list[Appended]:
        """Records what was admitted, as far as that goes: the database's work, while another thread does its own."""
        return self._intake.recorder.append_all(window.prepared)

    def told(self, window: Window, appended: Sequence[Appended]) -> list[list[Result] | Exception]:
        """After it was sent, of each batch what `Ledger.append` returns or raises.

        Each counts as admitted after those before it. One that fails stops the later ones of its stream (`Stopped`)
        and no others. What could not be judged ahead, or was not recorded after all, is asked alone in its turn.
        """
        self._keep(window, appended)
        while (number := window.first_left) is not None:
            window.found[number] = self._outcome(window, number)
            self._ahead(window)
            self._keep(window, self.send(window))
        return window.outcomes

    def _recall(self, told: Sequence[Proposal]) -> None:
        """Loads the streams of all these proposals at once not remembered, and those admission will look at."""
        standing = self._remembered({proposal.stream for proposal in told})
        self._remembered(
            {
                need.stream
                for proposal in told
                for need in standing[proposal.stream].needs(proposal.event)
                if need.stream and need.stream not in standing
            }
        )

    def _remembered(self, ids: Iterable[str]) -> dict[str, Stream]:
        """Streams as they are remembered, which may be old, or else as they stand."""
        known = {id: self._intake.recent.get(id) for id in ids}
        missing = [id for id, stream in known.items() if stream is None]
        standing = self._intake.standing(missing) if missing else {}
        return {id: stream for id, stream in known.items() if stream} | standing

    def _ahead(self, window: Window) -> None:
        """Judges what is left of a window as far as that goes, and makes of it what is sent."""
        self._judge(window)
        window.prepared = self._intake.recorder.prepared([each.append for _, each in window.waiting])

    def _judge(self, window: Window) -> None:
        """Admits one after the other, each as if those before it were recorded, until one must be asked alone."""
        ahead = Ahead()
        refused: set[str] = set()
        for number in window.left:
            ask, there, proposals = window.asks[number], window.known[number], window.parsed[number]
            if ask.subject in refused or window.said_before(ask, proposals):
                window.aside.append((number, None, ()))
                continue
            if proposals is None or there is None or ask.subject in window.failed or window.has(proposals):
                return
            if not proposals:
                window.found[number] = [there[each] for each in range(len(ask.raws))]
                continue
            try:
                admitted = self._intake.admitted(ask, there, proposals, ahead)
            except Refused as refusal:
                refused.add(ask.subject)
                window.aside.append((number, refusal, self._looked_at(ask, there, proposals, ahead)))
                untraced(refusal)
                continue
            except OBJECTIONS:
                return
            if not ahead.slots.isdisjoint(admitted.append.take):
                return
            ahead.go_on(admitted)
            window.wait(number, admitted)

    def _looked_at(
        self, ask: Ask, there: Mapping[int, Result], proposals: Sequence[tuple[int, Proposal]], ahead: Ahead
    ) -> Collection[str]:
        """The streams by which an ask is refused, found by asking again."""
        ahead.looked_at = set()
        ahead.settings.clear()
        with suppress(*OBJECTIONS):
            self._intake.admitted(ask, there, proposals, ahead)
        looked_at, ahead.looked_at = ahead.looked_at, None
        return looked_at

    def _keep(self, window: Window, outcomes: Sequence[Appended]) -> None:
        """What was recorded is remembered, as far as that went: each of those that waited relies on all before it."""
        waiting, window.waiting = window.waiting, []
        aside, window.aside = window.aside, []
        for (number, each), appended in zip(waiting, outcomes, strict=False):
            window.found[number] = self._intake.kept(each, appended)
        for _, each in waiting[len(outcomes) :]:
            window.give_up(each)
        end = waiting[len(outcomes)][0] if len(outcomes) < len(waiting) else len(window.asks)
        self._settle(window, [each for each in aside if each[0] < end])

    def _settle(self, window: Window, aside: Sequence[_Aside]) -> None:
        """A refusal stands where what it was told by is as it was remembered; all else that was set aside is asked."""
        streams = {stream for *_, looked_at in aside for stream in looked_at}
        heads = self._intake.recorder.heads(streams) if streams else {}
        for number, refusal, looked_at in aside:
            ask = window.asks[number]
            if refusal and ask.subject not in window.failed and all(self._at(id) == heads[id] for id in looked_at):
                self._intake.journal(refusal, ask)
                window.failed[ask.subject] = number
                window.found[number] = refusal
            else:
                window.found[number] = self._outcome(window, number)

    def _at(self, id: str) -> int | None:
        """The version at which a stream is remembered."""
        stream = self._intake.recent.get(id)
        return stream.version if stream else None

    def _outcome(self, window: Window, number: int) -> list[Result] | Exception:
        """What becomes of one that is asked alone."""
        ask = window.asks[number]
        if ask.subject in window.failed:
            return Stopped(window.failed[ask.subject])
        try:
            return self._intake.told(ask)
        except (Malformed, Refused, Denied, Conflict, VersionMoved, NotFound) as objection:
            if ask.subject:
                window.failed[ask.subject] = number
            return untraced(objection)

    def _formed(self, ask: Ask) -> list[tuple[int, Proposal]] | None:
        """Its proposals, where nothing is wrong with their form and the streams they name."""
        with suppress(Malformed, Refused):
            proposals = self._intake.parsed(ask, {})
            return proposals if all(each.stream.partition("/")[0] in KINDS for _, each in proposals) else None
        return None

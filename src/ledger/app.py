"""The ledger as one thing: append, read, look back. Web, command line and tests ask here and nowhere below.

An append goes: same source and id before? → form → load → admit → seal personal data → react → store. Nothing
is kept of a proposal that fails before the last step but, where a rule refused it, the attempt itself.
"""

from __future__ import annotations

import json
import re
import threading
import time
import uuid
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from msgspec import to_builtins

from ledger import areas
from ledger.callers import Caller
from ledger.catalogue import EVENTS, KINDS, REFUSALS, TAKES, kind_of, kinds_of
from ledger.duties.house import KIND as SETTINGS
from ledger.duties.house import House, streams_of
from ledger.kernel.calendar import Calendar
from ledger.kernel.clock import local_day
from ledger.kernel.codes import KEY
from ledger.kernel.context import ANY_MATTER, Facts, Need, Party, StreamKind, fold, judge
from ledger.kernel.correction import RecordCorrected, effective
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.law import Matter, Refused, Rule, Text, carries
from ledger.kernel.state import State, replace
from ledger.law.house import (
    CORRECT_WHAT_IS_THERE,
    KNOWN_AREA,
    KNOWN_REFERENCE,
    NO_CORRECTION_OF_CORRECTION,
    OPEN_FIRST,
    OPEN_ONCE,
    OPENING_STANDS,
    RIGHT_STREAM,
)
from ledger.proposals import SOURCE, Malformed, Proposal, corrected_values, event_id, parsed
from ledger.store.codec import canonical, encoded, recorded
from ledger.store.queries import Moment, Queries, ViewsBehind
from ledger.store.recorder import (
    AlreadyThere,
    Append,
    Appended,
    ExpectationFailed,
    LedgerEvent,
    LedgerRecorder,
    Row,
    SlotTaken,
    VersionConflict,
)
from ledger.system.events import CommandRefused, PersonalDataRead
from ledger.vault.sealing import Vault

__all__ = [
    "UNAVAILABLE",
    "Conflict",
    "Denied",
    "Ledger",
    "Moment",
    "NotFound",
    "Result",
    "Stopped",
    "VersionMoved",
    "ViewsBehind",
]

UNAVAILABLE = (OperationalError, InterfaceError, psycopg.OperationalError, TimeoutError)
"""Errors that say the database is away or overrun: nothing is wrong with the request, try again."""

NOT_YOUR_NAME = Text("来源（source）须为调用方所属机构。", "source must be the caller's own organisation")

BY_SUBJECT = Text("主题（subject）", "the subject")
BY_CALLER = Text("调用方的辖区", "the area of the caller")

NOBODY = Caller(account="", organisation="", roles=frozenset())
ATTEMPTS = 50
NOT_YET = datetime.max.replace(tzinfo=UTC)
"""The time of record of what is not recorded; nothing looks at it (see `StreamKind.evolve`)."""
REMEMBERED = 12_000
STREAM = re.compile(rf"[a-z]+/{KEY[1:-1]}")
AREA_IN_KEY = re.compile(r"(\d{6})-")


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


class _Unsettled(Exception):
    """What an attempt must know is not recorded yet."""


OBJECTIONS: tuple[type[Exception], ...] = (
    _Unsettled,
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


class Stream(State, frozen=True):
    """A stream as it stands: its state, and what surrounds it."""

    id: str
    kind: StreamKind
    version: int = 0
    position: int = 0
    area: str = ""
    state: Any = None

    @property
    def parties(self) -> tuple[Party, ...]:
        return tuple(self.kind.parties(self.state)) if self.version else ()

    def needs(self, event: Event) -> Sequence[Need]:
        """What admission must know of other streams; nothing where the event does not fit the stream."""
        needs = self.kind.needs.get(type(event))
        if needs is None or event.about.opens == ("only" if self.version else "never"):
            return ()
        return list(needs(self.state, event))


class Ledger:
    """The ledger of one node."""

    def __init__(self, recorder: LedgerRecorder, vault: Vault, queries: Queries) -> None:
        self.recorder, self.vault, self.queries = recorder, vault, queries
        self._recent = _Recent()
        self._bare = House()
        self._houses: dict[str, tuple[House, Mapping[str, int]]] = {}
        """By area the settings met last, and the versions of their streams."""

    # Appending

    def append(
        self,
        raws: Sequence[Any],
        by: Caller,
        *,
        stream: str | None = None,
        expected: int | None = None,
        dry_run: bool = False,
    ) -> list[Result]:
        """Appends proposals of one stream, all or none; what was there before is answered as it was.

        `stream`: the one they must belong to; `expected`: the version it must stand at. Raises Malformed,
        Denied, Refused, Conflict, VersionMoved or NotFound (no such kind of stream).
        """
        ask = self._asked(raws, by, stream, expected, dry_run)
        if not dry_run:
            try:
                return self._attempt(ask, {}, _Ahead())
            except OBJECTIONS:
                pass  # what is remembered may be old: nobody is told no before the ledger was asked again
        return self._told(ask)

    def read(self, batches: Iterable[tuple[Sequence[Any], Caller]]) -> list[_Ask]:
        """Batches as `admit_all` takes them, looked at as far as that goes without the store; each of one stream."""
        asks = [self._asked(raws, by) for raws, by in batches]
        return [replace(ask, proposals=self._formed(ask)) for ask in asks]

    def admit_all(self, asks: Sequence[_Ask]) -> Window:
        """The first half of appending many batches: they are judged ahead, on what is remembered and on one another."""
        known = self._known(asks)
        parsed = [
            ask.proposals and [each for each in ask.proposals if each[0] not in (there or {})]
            for ask, there in zip(asks, known, strict=True)
        ]
        told = [each for new in parsed for _, each in new or ()]
        self._recall(told)
        self.vault.prepare(each.stream for each in told if each.personal)
        window = Window(asks, known, parsed)
        self._ahead(window)
        return window

    def record_all(self, window: Window) -> list[list[Result] | Exception]:
        """The other half, mostly the database's work: of each batch, what `append` returns or raises.

        Each counts as admitted after those before it. One that fails stops the later ones of its stream (`Stopped`)
        and no others. What could not be judged ahead, or was not recorded after all, is asked alone in its turn.
        """
        while True:
            self._record(window)
            if (number := window.first_left) is None:
                return window.outcomes
            window.found[number] = self._outcome(window, number)
            self._ahead(window)

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
        known = {id: self._recent.get(id) for id in ids}
        missing = [id for id, stream in known.items() if stream is None]
        return {id: stream for id, stream in known.items() if stream} | (self._standing(missing) if missing else {})

    def _ahead(self, window: Window) -> None:
        """Admits one after the other, each as if those before it were recorded, until one must be asked alone."""
        ahead = _Ahead()
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
                admitted = self._admitted(ask, there, proposals, ahead)
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
        self, ask: _Ask, there: Mapping[int, Result], proposals: Sequence[tuple[int, Proposal]], ahead: _Ahead
    ) -> Collection[str]:
        """The streams by which an ask is refused, found by asking again."""
        ahead.looked_at = set()
        ahead.settings.clear()
        with suppress(*OBJECTIONS):
            self._admitted(ask, there, proposals, ahead)
        looked_at, ahead.looked_at = ahead.looked_at, None
        return looked_at

    def _record(self, window: Window) -> None:
        """Records what waits in one go, as far as that goes: each relies on all before it."""
        waiting, window.waiting = window.waiting, []
        aside, window.aside = window.aside, []
        outcomes = self.recorder.append_all([each.append for _, each in waiting]) if waiting else []
        for (number, each), appended in zip(waiting, outcomes, strict=False):
            window.found[number] = self._kept(each, appended)
        for _, each in waiting[len(outcomes) :]:
            window.give_up(each)
        end = waiting[len(outcomes)][0] if len(outcomes) < len(waiting) else len(window.asks)
        self._settle(window, [each for each in aside if each[0] < end])

    def _settle(self, window: Window, aside: Sequence[_Aside]) -> None:
        """A refusal stands where what it was told by is as it was remembered; all else that was set aside is asked."""
        heads = self.recorder.heads({stream for *_, looked_at in aside for stream in looked_at}) if aside else {}
        for number, refusal, looked_at in aside:
            ask = window.asks[number]
            if refusal and ask.subject not in window.failed and all(self._at(id) == heads[id] for id in looked_at):
                self._journal(refusal, ask)
                window.failed[ask.subject] = number
                window.found[number] = refusal
            else:
                window.found[number] = self._outcome(window, number)

    def _at(self, id: str) -> int | None:
        """The version at which a stream is remembered."""
        stream = self._recent.get(id)
        return stream.version if stream else None

    def _outcome(self, window: Window, number: int) -> list[Result] | Exception:
        """What becomes of one that is asked alone."""
        ask = window.asks[number]
        if ask.subject in window.failed:
            return Stopped(window.failed[ask.subject])
        try:
            return self._told(ask)
        except (Malformed, Refused, Denied, Conflict, VersionMoved, NotFound) as objection:
            if ask.subject:
                window.failed[ask.subject] = number
            return untraced(objection)

    def _formed(self, ask: _Ask) -> list[tuple[int, Proposal]] | None:
        """Its proposals, where nothing is wrong with their form and the streams they name."""
        with suppress(Malformed, Refused):
            proposals = self._parsed(ask, {})
            return proposals if all(each.stream.partition("/")[0] in KINDS for _, each in proposals) else None
        return None

    def _asked(
        self,
        raws: Sequence[Any],
        by: Caller,
        stream: str | None = None,
        expected: int | None = None,
        dry_run: bool = False,
    ) -> _Ask:
        digests = [self.vault.proposal_digest(canonical({"proposal": raw})) for raw in raws]
        return _Ask(raws, digests, _subject(raws[0]), by, stream, expected, dry_run)

    def _told(self, ask: _Ask) -> list[Result]:
        """The careful answer; a refusal is recorded."""
        try:
            return self._carefully(ask)
        except Refused as refused:
            if not ask.dry_run:
                self._journal(refused, ask)
            raise

    def _carefully(self, ask: _Ask) -> list[Result]:
        """Looks first for what is there already; admits on what the ledger says now, as often as it takes."""
        known = self._there(ask)
        for attempt in range(ATTEMPTS):
            try:
                return self._attempt(ask, known, None)
            except AlreadyThere:  # another request with the same proposal came first: it answers for both
                known = self._there(ask)
            except (VersionConflict, ExpectationFailed) as moved:
                if ask.expected is not None and moved.stream == ask.stream:
                    raise VersionMoved(moved.stream, moved.version) from None
                time.sleep(0.002 * max(0, attempt - 3))
        raise TimeoutError("the stream is being appended to too often")

    def _attempt(self, ask: _Ask, known: Mapping[int, Result], remembered: _Ahead | None) -> list[Result]:
        """Admits and appends what is not known yet."""
        proposals = self._parsed(ask, known)
        if not proposals:
            return [known[number] for number in range(len(ask.raws))]
        admitted = self._admitted(ask, known, proposals, remembered)
        try:
            if not ask.dry_run:
                return self._kept(admitted, self.recorder.append(admitted.append))
            for key, holder in self.recorder.holder(list(admitted.append.take)).items():
                if holder != admitted.draft.before.id:
                    raise SlotTaken(key, holder)
        except SlotTaken as taken:
            rule, number = admitted.draft.reserved[taken.key]
            raise Refused(rule, _taken(taken), admitted.draft.before.id, number=number) from None
        return admitted.results(None)

    def _kept(self, admitted: _Admitted, appended: Appended) -> list[Result]:
        """What was recorded, remembered as it stands now."""
        positions = iter(appended.positions)
        for each in (admitted.draft, *admitted.reactions):
            standing = each.standing(positions)
            if standing is None:
                self._recent.forget(each.before.id)
            else:
                self._recent.keep(standing)
        return admitted.results(appended)

    def _admitted(
        self,
        ask: _Ask,
        known: Mapping[int, Result],
        proposals: Sequence[tuple[int, Proposal]],
        remembered: _Ahead | None,
    ) -> _Admitted:
        """What is to be recorded of an ask, all of it judged; nothing is recorded yet."""
        target = ask.stream or proposals[0][1].stream
        expected = ask.expected
        for number, proposal in proposals:
            if proposal.organisation != ask.by.organisation:
                raise Denied(NOT_YOUR_NAME, number)
            _belongs(number, proposal, target)
            expected = proposal.expected_version if expected is None else expected
        before = self._met(target, remembered) or self._standing([target], remembered)[target]
        if expected is not None and before.version != expected:
            raise VersionMoved(target, before.version)
        draft = _Draft(before, {target: before.version})
        for number, proposal in proposals:
            try:
                self._admit(draft, number, proposal, ask, remembered)
            except (Refused, Denied) as objection:
                objection.number = number
                raise
            except Malformed as malformed:  # the members a correction replaces
                raise _placed(malformed, number, ask) from None
        reactions = self._reactions(draft, ask.by, remembered)
        take, release = draft.slots()
        slots = dict.fromkeys(take, target), dict.fromkeys(release, target)
        events = [*draft.events, *(each for reaction in reactions for each in reaction.events)]
        expect = draft.expect | {each.before.id: each.before.version for each in reactions}
        return _Admitted(ask, known, proposals, draft, reactions, Append(events, expect, *slots))

    def formed(self, raws: Sequence[Any]) -> None:
        """Checks the form of proposals and nothing else. Malformed lists every fault of every one."""
        self._parsed(_Ask(raws, [], "", NOBODY, None, None, True), {})

    def _parsed(self, ask: _Ask, known: Mapping[int, Result]) -> list[tuple[int, Proposal]]:
        """The proposals not known yet. Malformed comes before Refused, whatever their order."""
        proposals = []
        faults: list[Mapping[str, str]] = []
        refusals: list[Refused] = []
        for number, raw in enumerate(ask.raws):
            if number in known:
                continue
            try:
                proposals.append((number, parsed(raw, self.vault.fresh)))
            except Malformed as malformed:
                faults += _placed(malformed, number, ask).faults
            except Refused as refused:
                refused.number = number
                refusals.append(refused)
        if faults:
            raise Malformed(faults)
        if refusals and ask.by is not NOBODY:
            raise refusals[0]
        return proposals

    def _admit(self, draft: _Draft, number: int, proposal: Proposal, ask: _Ask, remembered: _Ahead | None) -> None:
        """One event further: judged, completed, sealed and folded into the draft."""
        stream, event, by = draft.stream, proposal.event, ask.by
        proposed = _proposed(proposal, by)
        history: list[Recorded] = []
        corrected: Event | None = None
        if isinstance(event, RecordCorrected):
            history = draft.history(self.history_of, remembered.events[stream.id] if remembered else ())
            event = self._resolved(event, history, stream.kind.matter(stream.state, proposed))
            proposed = replace(proposed, event=event)
            _own_record(event, history, stream, by)
            corrected = _corrected(event, history)
        _role(event, by)
        _opens(stream, event, proposed)
        facts, versions = self._facts(stream, proposed, remembered)
        if corrected is not None:
            facts = facts._replace(corrected=corrected)
        area, place = (stream.area, None) if stream.version else _area(stream.kind, proposed, facts, by)
        if stream.version and not _writable(stream, by):
            raise Denied(
                Text("调用方不是该流的参与方，也无权管辖其区域。", "neither a party of the stream nor its supervisor")
            )
        matter = stream.kind.matter(stream.state, proposed)
        if draft.settings is None and matter is not ANY_MATTER:
            draft.settings, versions_of_settings = self._settings(area, remembered)
            versions = {**versions, **versions_of_settings}
        house = draft.settings or self._bare
        packs = house.packs(area, local_day(proposal.occurred_at), matter)
        judge(REFUSALS.get(type(event), ()), stream.state, proposed, facts, packs)
        if not area:
            raise Refused(
                KNOWN_REFERENCE,
                Text("无法确定所属区域：请给出行政区划代码。", "the area cannot be told: give an area code"),
            )
        _in_known_areas(event, proposal.occurred_at, history, (area, place) if place else None)
        event = stream.kind.complete(stream.state, proposed, facts)
        if proposal.personal or isinstance(event, RecordCorrected):
            event = self.vault.seal(event, proposal.stream)
        made = LedgerEvent(
            originator_id=proposal.stream,
            originator_version=stream.version + 1,
            topic=event.about.name,
            state=encoded(event),
            event_id=proposal.event_id,
            digest=ask.digests[number],
            occurred_at=proposal.occurred_at,
            actor=by.account,
            organisation=by.organisation,
            area=area,
            rule_packs=" ".join(packs),
            metadata=_metadata(proposal),
        )
        draft.add(number, made, event, history, versions, area)
        if stream.version == 0 and not _writable(draft.stream, by):
            raise Denied(Text("调用方须是所开启事项的参与方。", "the caller must be a party of what it opens"))

    def _reactions(self, draft: _Draft, by: Caller, remembered: _Ahead | None) -> list[_Draft]:
        """What the ledger adds to other streams because of this append, a draft for each of them."""
        reacted = dict(draft.stream.kind.reacts(draft.before.state, draft.stream.state))
        standing = self._standing(reacted, remembered) if reacted else {}
        trigger, drafts = draft.events[-1], []
        for id, event in reacted.items():
            before = standing[id]
            at = trigger.occurred_at or datetime.now(UTC)
            proposed = Proposed(id, event, at, by.organisation, by.account)
            area = before.area or before.kind.area(proposed, Facts(area=trigger.area))
            made = replace(
                trigger,
                originator_id=id,
                originator_version=before.version + 1,
                topic=event.about.name,
                state=encoded(event),
                event_id=uuid.uuid5(trigger.event_id, id),  # sent again, it is the same event
                digest=None,
                area=area,
                metadata=canonical(_of_provenance(trigger) | {"caused_by": str(trigger.event_id)}),
            )
            reaction = _Draft(before, {})
            reaction.add(0, made, event, (), {}, area)
            drafts.append(reaction)
        return drafts

    @carries(CORRECT_WHAT_IS_THERE, NO_CORRECTION_OF_CORRECTION, OPENING_STANDS)
    def _resolved(self, correction: RecordCorrected, history: Sequence[Recorded], matter: Matter) -> RecordCorrected:
        """The correction with the type it corrects, its new members checked against that, and the law of its time."""
        standing = {each.event_id: each for each in effective(history)}
        wrong = next((each for each in history if each.event_id == correction.corrects_event_id), None)
        if wrong is not None and isinstance(wrong.event, RecordCorrected):
            raise Refused(
                NO_CORRECTION_OF_CORRECTION,
                Text("不能更正一项更正；请对原事件再作更正。", "correct the original event again instead"),
            )
        if wrong is None or wrong.event_id not in standing:
            raise Refused(
                CORRECT_WHAT_IS_THERE,
                Text("本流中没有该编号的有效事件。", "no standing event of this stream has that id"),
            )
        if not (correction.withdrawn or correction.new_values or correction.occurred_at):
            raise Refused(
                CORRECT_WHAT_IS_THERE,
                Text("更正须写明新内容、新时间或撤回。", "say what changes: new_values, occurred_at or withdrawn"),
            )
        if correction.withdrawn and wrong.version == 1:
            raise Refused(
                OPENING_STANDS,
                Text("开启本流的事件不得撤回。", "the event that opened the stream cannot be withdrawn"),
            )
        name = wrong.event.about.name
        values = corrected_values(name, correction.new_values or {}, self.vault.fresh)
        packs = None
        if correction.occurred_at:
            packs = self.house(wrong.area).packs(wrong.area, local_day(correction.occurred_at), matter)
        return replace(correction, corrects_type=name, new_values=values or None, rule_packs=packs)

    def _facts(self, stream: Stream, proposed: Proposed, remembered: _Ahead | None) -> tuple[Facts, dict[str, int]]:
        """The facts an admission needs, and the versions of the streams they were read at."""
        needs = stream.needs(proposed.event)
        calendar = partial(self.calendar, stream.area)
        if not needs:
            return Facts(area=stream.area, calendar=calendar), {}
        asked = [need.slot for need in needs if need.slot]
        if remembered and not remembered.slots.isdisjoint(asked):
            raise _Unsettled
        slots = self.recorder.holder(asked) if asked else {}
        where = {need: need.stream or slots.get(need.slot, "") for need in needs}
        others = self._standing({each for each in where.values() if each}, remembered)
        known: dict[Need, Any] = {}
        for need, other in where.items():
            if other and others[other].version:
                tell = others[other].kind.tells[need.fact]
                known[need] = tell(others[other].state, (need.slot or need.stream).partition("/")[2])
        versions = {name: other.version for name, other in others.items()}
        known = {need: fact for need, fact in known.items() if fact is not None}
        return Facts(known, stream.area, calendar), versions

    def _settings(self, area: str, remembered: _Ahead | None) -> tuple[House, Mapping[str, int]]:
        """The settings that hold in an area, and the versions of their streams."""
        if remembered is not None and area in remembered.settings:
            return remembered.settings[area]
        streams = self._standing(streams_of(area), remembered)
        versions = {id: each.version for id, each in streams.items()}
        known = self._houses.get(area)
        if known is None or known[1] != versions:
            known = self._houses[area] = _house(streams), versions
        if remembered is not None:
            remembered.settings[area] = known
        return known

    def _there(self, ask: _Ask) -> Mapping[int, Result]:
        """The proposals that are recorded already; Conflict where one is there with other content."""
        ids = ask.ids()
        rows = {row.event_id: row for row in self.recorder.find(set(ids.values()))} if ids else {}
        return ask.known(ids, rows)

    def _known(self, asks: Sequence[_Ask]) -> list[Mapping[int, Result] | None]:
        """The same of many asks; nothing of one where there is a conflict."""
        named = [ask.ids() for ask in asks]
        rows = {row.event_id: row for row in self.recorder.find({id for ids in named for id in ids.values()})}
        found: list[Mapping[int, Result] | None] = []
        for ask, ids in zip(asks, named, strict=True):
            try:
                found.append(ask.known(ids, rows))
            except Conflict:
                found.append(None)
        return found

    def _journal(self, refused: Refused, ask: _Ask) -> None:
        """Records the attempt: a refused append is evidence too. The same attempt is recorded once."""
        raw, digest = ask.raws[refused.number], ask.digests[refused.number].hex()
        # Its form may never have been checked: nothing of it is kept but what names something known.
        subject, name = str(raw.get("subject")), str(raw.get("type"))
        subject = subject if STREAM.fullmatch(subject) and subject.partition("/")[0] in KINDS else ""
        event = CommandRefused(
            subject=subject,
            proposed_type=name if name in EVENTS else "",
            rule_id=refused.rule.id,
            article=refused.rule.article,
            reason_zh=refused.reason.zh,
            reason_en=refused.reason.en,
            digest=digest,
        )
        id = uuid.uuid5(uuid.NAMESPACE_URL, f"{ask.by.organisation} {digest} {refused.rule.id}")
        area = self._standing([subject])[subject].area if subject else ""
        self._own(f"refusal/{ask.by.organisation}", event, id, ask.by, area)

    def _own(self, stream: str, event: Event, id: uuid.UUID, by: Caller, area: str = "") -> None:
        """Appends what the ledger itself has to say."""
        area = area or next(iter(by.areas), "")
        for _ in range(ATTEMPTS):
            version = self.recorder.heads([stream])[stream]
            made = LedgerEvent(
                originator_id=stream,
                originator_version=version + 1,
                topic=event.about.name,
                state=encoded(event),
                event_id=id,
                actor=by.account,
                organisation=by.organisation,
                area=area,
                rule_packs="ANJ",
            )
            try:
                self.recorder.append(Append([made], {stream: version}))
            except (VersionConflict, ExpectationFailed):
                continue
            except AlreadyThere:
                pass
            return

    # Reading

    def stream(self, id: str, by: Caller, at: Moment | None = None) -> Stream:
        """A stream's state, now or at a moment. NotFound also where the caller may not see it."""
        if not STREAM.fullmatch(id) or id.partition("/")[0] not in KINDS:
            raise NotFound(id)
        now = self._standing([id])[id]
        if not now.version or not by.may_read(now.area, now.parties, public=now.kind.public):
            raise NotFound(id)
        if at is None or at.position >= now.position:
            return now
        history = [each for each in self.history_of(id) if each.position <= at.position]
        if not history:
            raise NotFound(id)
        return _folded(now.kind, id, history)

    def history(
        self, id: str, by: Caller, at: Moment | None = None, after: int = 0, limit: int | None = None
    ) -> list[Recorded]:
        """The stream's events after a version, up to a moment."""
        self.stream(id, by, at)
        found = [each for each in self.history_of(id, after) if at is None or each.position <= at.position]
        return found[:limit]

    def history_of(self, id: str, after: int = 0) -> list[Recorded]:
        return [recorded(row) for row in self.recorder.history({id: after})]

    def feed(self, by: Caller, after: int, limit: int, wait: float = 0) -> tuple[list[Recorded], int]:
        """Events the caller may read after a position, and the position looked up to.

        With `wait`, and nothing new, it looks again for that many seconds.
        """
        until = time.monotonic() + wait
        while True:
            rows = self.recorder.read(after, limit)
            if rows or time.monotonic() >= until:
                break
            time.sleep(min(0.1, max(0.0, until - time.monotonic())))
        streams = self._standing({row.stream for row in rows})
        found = [
            recorded(row)
            for row in rows
            if (stream := streams[row.stream]).version
            and by.may_read(stream.area, stream.parties, public=stream.kind.public)
        ]
        return found, rows[-1].position if rows else after

    def event(self, position: int, by: Caller) -> Recorded:
        rows = self.recorder.read(position - 1, 1) if position > 0 else []
        if not rows:
            raise NotFound(str(position))
        self.stream(rows[0].stream, by)
        return recorded(rows[0])

    def refusals(self, by: Caller, moment: Moment, before: int | None = None, limit: int = 100) -> list[dict[str, Any]]:
        """What rules refused, latest first; `before` goes on from the position of the last one seen."""
        visible, values = by.condition("r")
        older = "AND lower(r.during) < %s" if before is not None else ""
        rows = self.queries.rows(
            f"SELECT lower(r.during) AS position, r.* FROM views.refusal r "
            f"WHERE {moment.clause('r')} AND ({visible}) {older} ORDER BY lower(r.during) DESC LIMIT %s",
            [*values, *([before] if before is not None else []), limit],
        )
        hidden = ("during", "stream", "item")
        return [{name: value for name, value in row.items() if name not in hidden} for row in rows]

    def moment(self, at: str | None, wait: float = 5.0) -> Moment:
        """The moment meant by a position or an instant; none is what the views have reached.

        Waits for the views to get there. ValueError for what is neither, NotFound for a position the
        ledger has not come to, ViewsBehind after the wait.
        """
        if at and at.isdecimal() and int(at[:19]) > (self.recorder.max_notification_id() or 0):
            raise NotFound(f"position {at}")
        return self.queries.moment(self.recorder, at, wait)

    def reveal(self, id: str, purpose: str, by: Caller) -> list[Recorded]:
        """The stream's events with personal data in clear; who read them, and why, is recorded first."""
        history = self.history(id, by)
        event = PersonalDataRead(subject=id, purpose=purpose)
        area = self._standing([id])[id].area
        self._own(f"access/{by.organisation}", event, uuid.uuid4(), by, area)
        return [replace(each, event=self.vault.reveal(each.event)) for each in history]

    def house(self, area: str) -> House:
        """The settings that hold in an area now."""
        return _house(self._standing(streams_of(area)))

    def calendar(self, area: str) -> Calendar:
        """The working days of an area as published by now."""
        return self.house(area).calendar(area)

    def _met(self, id: str, remembered: _Ahead | None) -> Stream | None:
        """A stream as it is `remembered`, where that is enough."""
        if remembered is None:
            return None
        if remembered.looked_at is not None:
            remembered.looked_at.add(id)
        return remembered.streams.get(id) or self._recent.get(id)

    def _standing(self, ids: Iterable[str], remembered: _Ahead | None = None) -> dict[str, Stream]:
        """Streams as they stand: from memory and what was appended since, or `remembered` as they are."""
        ahead = remembered.streams if remembered else {}
        known = {id: ahead.get(id) or self._recent.get(id) for id in ids}
        if remembered is not None and remembered.looked_at is not None:
            remembered.looked_at |= known.keys()
        if remembered is not None and all(known.values()):
            return {id: stream for id, stream in known.items() if stream}
        streams = {id: stream or _empty(id) for id, stream in known.items()}
        newer: dict[str, list[Row]] = {}
        for row in self.recorder.history({id: each.version for id, each in streams.items()}):
            newer.setdefault(row.stream, []).append(row)
        for id, rows in newer.items():
            history = [recorded(row) for row in rows]
            if streams[id].version and any(isinstance(each.event, RecordCorrected) for each in history):
                streams[id] = _empty(id)
                history = self.history_of(id)
            before = streams[id]
            streams[id] = _folded(before.kind, id, history, before.state if before.version else None)
        for id, each in streams.items():
            if id not in ahead:
                self._recent.keep(each)
        return streams


class _Draft:
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


class _Ask(State, frozen=True):
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


class _Admitted(NamedTuple):
    """An ask that was admitted, and what is to be recorded of it."""

    ask: _Ask
    known: Mapping[int, Result]
    proposals: Sequence[tuple[int, Proposal]]
    draft: _Draft
    reactions: Sequence[_Draft]
    append: Append

    def results(self, appended: Appended | None) -> list[Result]:
        results = {**self.known, **self.draft.results(self.proposals, appended)}
        return [results[number] for number in range(len(self.ask.raws))]


_Aside = tuple[int, Refused | None, Collection[str]]


@dataclass
class Window:
    """Batches that are appended in one go, and how far that has come."""

    asks: Sequence[_Ask]
    known: Sequence[Mapping[int, Result] | None]
    """What is there of each already; none where that is something else."""
    parsed: Sequence[list[tuple[int, Proposal]] | None]
    """What is not there yet; none where something is wrong with its form."""
    waiting: list[tuple[int, _Admitted]] = field(default_factory=list)
    """Those admitted and to be recorded, with their numbers."""
    aside: list[_Aside] = field(default_factory=list)
    """Those told when all others are recorded: refused by what is remembered of these streams, or, without a refusal,
    what follows such a one in its stream or was said before."""
    found: dict[int, list[Result] | Exception] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    """The streams in which one failed, and which."""
    ids: dict[int, bytes] = field(default_factory=dict)
    """Those of all that was admitted so far, with their digests."""

    def said_before(self, ask: _Ask, proposals: Sequence[tuple[int, Proposal]] | None) -> bool:
        """Whether it says what was admitted already and nothing else."""
        if not (proposals and proposals[0][1].event_id.int in self.ids):
            return False
        return all(self.ids.get(proposal.event_id.int) == ask.digests[number] for number, proposal in proposals)

    def has(self, proposals: Sequence[tuple[int, Proposal]]) -> bool:
        """Whether one of them was admitted already."""
        return any(proposal.event_id.int in self.ids for _, proposal in proposals)

    def wait(self, number: int, admitted: _Admitted) -> None:
        self.waiting.append((number, admitted))
        self.ids.update((each.event_id.int, each.digest or b"") for each in admitted.draft.events)

    def give_up(self, admitted: _Admitted) -> None:
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


class _Ahead:
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

    def go_on(self, admitted: _Admitted) -> None:
        for each in (admitted.draft, *admitted.reactions):
            self.streams[each.before.id] = each.stream
            self.events[each.before.id] += each.new
            if each.before.kind.kind == SETTINGS:
                self.settings.clear()
        self.slots |= admitted.append.take.keys() | admitted.append.release.keys()


class _Recent:
    """The streams met last, as they stood then, also as not there; an entry is never wrong, only old."""

    def __init__(self) -> None:
        self._streams: OrderedDict[str, Stream] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, id: str) -> Stream | None:
        with self._lock:
            if (stream := self._streams.get(id)) is not None:
                self._streams.move_to_end(id)
            return stream

    def forget(self, id: str) -> None:
        with self._lock:
            self._streams.pop(id, None)

    def keep(self, stream: Stream) -> None:
        with self._lock:
            known = self._streams.get(stream.id)
            if known is None or known.version < stream.version:
                self._streams[stream.id] = stream
            if len(self._streams) > REMEMBERED:
                self._streams.popitem(last=False)


def _subject(raw: Any) -> str:
    match raw:
        case {"subject": str(subject)}:
            return subject
    return ""


def _proposed(proposal: Proposal, by: Caller) -> Proposed:
    return Proposed(proposal.stream, proposal.event, proposal.occurred_at, by.organisation, by.account)


def _empty(id: str) -> Stream:
    """A stream of which nothing is there."""
    kind = kind_of(id)
    return Stream(id, kind, state=kind.state())


def _folded(kind: StreamKind, id: str, history: Sequence[Recorded], state: Any = None, area: str = "") -> Stream:
    """A stream after a history (from an earlier state, without corrections, if one is given)."""
    counting = effective(history) if state is None else history
    last = history[-1]
    return Stream(id, kind, last.version, last.position, area or history[0].area, fold(kind, counting, state))


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
        to_builtins(made.event_id),
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
        str(row.event_id),
        row.version,
        row.position,
        row.recorded_at,
        "already_there",
    )


def _house(streams: Mapping[str, Stream]) -> House:
    return House({each.state.area: each.state for each in streams.values() if each.version})


def _metadata(proposal: Proposal) -> bytes:
    known = {"id": proposal.id}
    if proposal.provenance:
        known["provenance"] = proposal.provenance
    return canonical(known)


def _of_provenance(made: LedgerEvent) -> dict[str, Any]:
    """Where an event was brought from, if it was: what it causes comes from there as well."""
    known = json.loads(made.metadata)
    return {name: known[name] for name in ("provenance",) if name in known}


def _own_record(correction: RecordCorrected, history: Iterable[Recorded], stream: Stream, by: Caller) -> None:
    """What one party has recorded no other party unsays; whoever supervises the area may have it put right."""
    [wrong] = [each for each in history if each.event_id == correction.corrects_event_id]
    if not (wrong.organisation == by.organisation or by.operator or by.supervises(stream.area)):
        raise Denied(
            Text(
                f"该事件由 {wrong.organisation} 登记，应由其更正，或由监管机构更正。",
                f"{wrong.organisation} recorded that event: it corrects it, or its supervisor does",
            )
        )


def _corrected(correction: RecordCorrected, history: Iterable[Recorded]) -> Event | None:
    """What a correction that stands makes of the event it corrects; none where it takes that back."""
    if correction.withdrawn:
        return None
    [wrong] = [each.event for each in effective(history) if each.event_id == correction.corrects_event_id]
    return replace(wrong, **(correction.new_values or {}))


def _placed(malformed: Malformed, number: int, ask: _Ask) -> Malformed:
    """The same faults, with the place of the proposal among several before each path."""
    place = f"/{number}" if len(ask.raws) > 1 else ""
    return Malformed([{**fault, "path": place + fault["path"]} for fault in malformed.faults])


@carries(RIGHT_STREAM)
def _belongs(number: int, proposal: Proposal, target: str) -> None:
    kinds = kinds_of(EVENTS[proposal.type])
    reason = None
    if proposal.stream != target:
        reason = Text("主题（subject）与所追加的事件流不一致。", "the subject is not the stream appended to")
    elif target.partition("/")[0] not in kinds:
        reason = Text(
            f"{proposal.type} 只用于这些流：{'、'.join(kinds)}。",
            f"{proposal.type} goes into streams of kind {', '.join(kinds)}",
        )
    if reason:
        raise Refused(RIGHT_STREAM, reason, target, proposal.type, number)


def _role(event: Event, by: Caller) -> None:
    name = event.corrects_type if isinstance(event, RecordCorrected) else event.about.name
    roles = EVENTS[name].about.by
    if not roles:
        raise Denied(Text(f"{name} 只由账本自行登记。", f"{name} is recorded by the ledger alone"))
    if by.roles.isdisjoint(roles):
        raise Denied(
            Text(
                f"{name} 只能由以下角色提交：{'、'.join(roles)}。",
                f"{name} may be proposed by {', '.join(roles)} only",
            )
        )


def _writable(stream: Stream, by: Caller) -> bool:
    if by.operator or by.supervises(stream.area):
        return True
    return any(each.organisation == by.organisation and each.acts for each in stream.parties)


@carries(OPEN_FIRST, OPEN_ONCE)
def _opens(stream: Stream, event: Event, proposed: Proposed) -> None:
    opens = event.about.opens
    if stream.version == 0 and opens == "never":
        openers = [each.about for each in TAKES[stream.kind.kind] if each.about.opens != "never"]
        raise Refused(
            OPEN_FIRST,
            Text(
                f"该事件流尚未开启；其起始事件为：{'、'.join(each.title for each in openers)}。",
                f"the stream does not exist: it opens with {', '.join(each.name for each in openers)}",
            ),
            stream.id,
            event.about.name,
        )
    if stream.version and opens == "only":
        raise Refused(
            OPEN_ONCE,
            Text("该事件流已经开启。", "the stream is open already"),
            stream.id,
            event.about.name,
        )


def _area(kind: StreamKind, proposed: Proposed, facts: Facts, by: Caller) -> tuple[str, Text | None]:
    """The area a stream opens in: told by its kind, else by its key, else the caller's own.

    With it, where it was read; none for a member of the event, and for what another stream is in already.
    """
    told = kind.area(proposed, facts)
    if told and told != proposed.key:
        return told, None
    if told:
        return told, BY_SUBJECT
    if match := AREA_IN_KEY.match(proposed.key):
        return match[1], BY_SUBJECT
    return next(iter(by.areas), ""), BY_CALLER


@carries(KNOWN_AREA)
def _in_known_areas(
    event: Event, at: datetime, history: Sequence[Recorded], opened: tuple[str, Text] | None = None
) -> None:
    """Refuses an area that was none when the event occurred: of a member, or `opened` by the stream and told there.

    A correction is judged by the members it replaces, at the time the event has after it. What a stream has from
    another one is not asked again: an agency may outlive the code of its county.
    """
    if isinstance(event, RecordCorrected):
        wrong = next(each for each in effective(history) if each.event_id == event.corrects_event_id)
        at = event.occurred_at or wrong.occurred_at
        named = {name: (event.new_values or {}).get(name) for name in areas.members(type(wrong.event))}
    else:
        named = {name: getattr(event, name) for name in areas.members(type(event))}
    for name, code in named.items():
        if code and (reason := areas.not_then(code, local_day(at))):
            raise _unknown_area(Text(f"成员 {name}", f"the member {name}"), reason)
    if opened and (reason := areas.not_then(opened[0], local_day(at))):
        raise _unknown_area(opened[1], reason)


def _unknown_area(place: Text, reason: Text) -> Refused:
    return Refused(
        KNOWN_AREA,
        Text(
            f"{place.zh}：{reason.zh}请写明事件发生时有效的代码。",
            f"{place.en}: {reason.en}; give a code that was valid when the event occurred",
        ),
    )


def _taken(taken: SlotTaken) -> Text:
    what = taken.key.partition("/")[0]
    zh, en = {
        "matter": ("同一鉴定事项已在办理中", "the same matter is under commission"),
        "session": ("该场次编号已被使用", "the session id is in use"),
        "licence": ("该执业证号已登记", "the licence number is registered"),
        "practising": ("该人员已登记为鉴定人", "the person is registered as an appraiser already"),
        "employed": ("该人员已登记在保险机构名下", "the person is on an insurer's staff already"),
        "recovery": ("该追偿任务编号已被使用", "the id of the recovery task is in use"),
    }[what]
    return Text(f"{zh}：{taken.holder}。", f"{en}: {taken.holder}")

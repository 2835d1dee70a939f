"""The intake: what is asked is judged and recorded, on what the ledger says now.

An append goes: same source and id before? → form → load → admit → seal personal data → react → store. Nothing
is kept of a proposal that fails before the last step but, where a rule refused it, the attempt itself.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from ledger.admission import (
    area_of,
    as_corrected,
    belongs,
    in_known_areas,
    in_role,
    opens,
    own_record,
    taken_by,
    writable,
)
from ledger.asks import (
    Admitted,
    Ahead,
    Ask,
    Conflict,
    Denied,
    Draft,
    Result,
    Unsettled,
    VersionMoved,
    placed,
    subject_of,
)
from ledger.callers import Caller
from ledger.catalogue import EVENTS, KINDS, REFUSALS
from ledger.duties.house import House, streams_of
from ledger.kernel.calendar import Calendar
from ledger.kernel.clock import local_day
from ledger.kernel.context import ANY_MATTER, Facts, Need, judge
from ledger.kernel.correction import RecordCorrected, effective
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.law import Matter, Refused, Text, carries
from ledger.kernel.state import replace
from ledger.law.house import CORRECT_WHAT_IS_THERE, KNOWN_REFERENCE, NO_CORRECTION_OF_CORRECTION, OPENING_STANDS
from ledger.proposals import Malformed, Proposal, corrected_values, parsed
from ledger.store.codec import canonical, encoded, recorded
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
from ledger.streams import STREAM, Recent, Stream, empty, folded, house_from
from ledger.system.events import CommandRefused
from ledger.vault.sealing import Vault

NOT_YOUR_NAME = Text("来源（source）须为调用方所属机构。", "source must be the caller's own organisation")

NOBODY = Caller(account="", organisation="", roles=frozenset())
ATTEMPTS = 50


class Intake:
    """What takes in appends. 受理"""

    def __init__(self, recorder: LedgerRecorder, vault: Vault) -> None:
        self.recorder, self.vault = recorder, vault
        self.recent = Recent()
        self._bare = House()
        self._houses: dict[str, tuple[House, Mapping[str, int]]] = {}
        """By area the settings met last, and the versions of their streams."""

    def asked(
        self,
        raws: Sequence[Any],
        by: Caller,
        stream: str | None = None,
        expected: int | None = None,
        dry_run: bool = False,
    ) -> Ask:
        """An append as it is asked for, with the digests by which its proposals are known again."""
        digests = [self.vault.proposal_digest(canonical({"proposal": raw})) for raw in raws]
        return Ask(raws, digests, subject_of(raws[0]), by, stream, expected, dry_run)

    def told(self, ask: Ask) -> list[Result]:
        """The careful answer; a refusal is recorded."""
        try:
            return self._carefully(ask)
        except Refused as refused:
            if not ask.dry_run:
                self.journal(refused, ask)
            raise

    def _carefully(self, ask: Ask) -> list[Result]:
        """Looks first for what is there already; admits on what the ledger says now, as often as it takes."""
        known = self._there(ask)
        for attempt in range(ATTEMPTS):
            try:
                return self.attempt(ask, known, None)
            except AlreadyThere:  # another request with the same proposal came first: it answers for both
                known = self._there(ask)
            except (VersionConflict, ExpectationFailed) as moved:
                if ask.expected is not None and moved.stream == ask.stream:
                    raise VersionMoved(moved.stream, moved.version) from None
                time.sleep(0.002 * max(0, attempt - 3))
        raise TimeoutError("the stream is being appended to too often")

    def attempt(self, ask: Ask, known: Mapping[int, Result], remembered: Ahead | None) -> list[Result]:
        """Admits and appends what is not known yet."""
        proposals = self.parsed(ask, known)
        if not proposals:
            return [known[number] for number in range(len(ask.raws))]
        admitted = self.admitted(ask, known, proposals, remembered)
        try:
            if not ask.dry_run:
                return self.kept(admitted, self.recorder.append(admitted.append))
            for key, holder in self.recorder.holder(list(admitted.append.take)).items():
                if holder != admitted.draft.before.id:
                    raise SlotTaken(key, holder)
        except SlotTaken as taken:
            rule, number = admitted.draft.reserved[taken.key]
            raise Refused(rule, taken_by(taken), admitted.draft.before.id, number=number) from None
        return admitted.results(None)

    def kept(self, admitted: Admitted, appended: Appended) -> list[Result]:
        """What was recorded, remembered as it stands now."""
        positions = iter(appended.positions)
        for each in (admitted.draft, *admitted.reactions):
            standing = each.standing(positions)
            if standing is None:
                self.recent.forget(each.before.id)
            else:
                self.recent.keep(standing)
        return admitted.results(appended)

    def admitted(
        self,
        ask: Ask,
        known: Mapping[int, Result],
        proposals: Sequence[tuple[int, Proposal]],
        remembered: Ahead | None,
    ) -> Admitted:
        """What is to be recorded of an ask, all of it judged; nothing is recorded yet."""
        target = ask.stream or proposals[0][1].stream
        expected = ask.expected
        for number, proposal in proposals:
            if proposal.organisation != ask.by.organisation:
                raise Denied(NOT_YOUR_NAME, number)
            belongs(number, proposal, target)
            expected = proposal.expected_version if expected is None else expected
        before = self._met(target, remembered) or self.standing([target], remembered)[target]
        if expected is not None and before.version != expected:
            raise VersionMoved(target, before.version)
        draft = Draft(before, {target: before.version})
        for number, proposal in proposals:
            try:
                self._admit(draft, number, proposal, ask, remembered)
            except (Refused, Denied) as objection:
                objection.number = number
                raise
            except Malformed as malformed:  # the members a correction replaces
                raise placed(malformed, number, ask) from None
        reactions = self._reactions(draft, ask.by, remembered)
        take, release = draft.slots()
        slots = dict.fromkeys(take, target), dict.fromkeys(release, target)
        events = [*draft.events, *(each for reaction in reactions for each in reaction.events)]
        expect = draft.expect | {each.before.id: each.before.version for each in reactions}
        return Admitted(ask, known, proposals, draft, reactions, Append(events, expect, *slots))

    def parsed(self, ask: Ask, known: Mapping[int, Result]) -> list[tuple[int, Proposal]]:
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
                faults += placed(malformed, number, ask).faults
            except Refused as refused:
                refused.number = number
                refusals.append(refused)
        if faults:
            raise Malformed(faults)
        if refusals and ask.by is not NOBODY:
            raise refusals[0]
        return proposals

    def _admit(self, draft: Draft, number: int, proposal: Proposal, ask: Ask, remembered: Ahead | None) -> None:
        """One event further: judged, completed, sealed and folded into the draft."""
        stream, event, by = draft.stream, proposal.event, ask.by
        proposed = _proposed(proposal, by)
        history: list[Recorded] = []
        corrected: Event | None = None
        if isinstance(event, RecordCorrected):
            history = draft.history(self.history_of, remembered.events[stream.id] if remembered else ())
            event = self._resolved(event, history, stream.kind.matter(stream.state, proposed))
            proposed = replace(proposed, event=event)
            own_record(event, history, stream, by)
            corrected = as_corrected(event, history)
        in_role(event, by)
        opens(stream, event)
        facts, versions = self._facts(stream, proposed, remembered)
        if corrected is not None:
            facts = facts._replace(corrected=corrected)
        area, place = (stream.area, None) if stream.version else area_of(stream.kind, proposed, facts, by)
        if stream.version and not writable(stream, by):
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
        in_known_areas(event, proposal.occurred_at, history, (area, place) if place else None)
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
        if stream.version == 0 and not writable(draft.stream, by):
            raise Denied(Text("调用方须是所开启事项的参与方。", "the caller must be a party of what it opens"))

    def _reactions(self, draft: Draft, by: Caller, remembered: Ahead | None) -> list[Draft]:
        """What the ledger adds to other streams because of this append, a draft for each of them."""
        reacted = dict(draft.stream.kind.reacts(draft.before.state, draft.stream.state))
        standing = self.standing(reacted, remembered) if reacted else {}
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
            reaction = Draft(before, {})
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

    def _facts(self, stream: Stream, proposed: Proposed, remembered: Ahead | None) -> tuple[Facts, dict[str, int]]:
        """The facts an admission needs, and the versions of the streams they were read at."""
        needs = stream.needs(proposed.event)
        calendar = partial(self.calendar, stream.area)
        if not needs:
            return Facts(area=stream.area, calendar=calendar), {}
        asked = [need.slot for need in needs if need.slot]
        if remembered and not remembered.slots.isdisjoint(asked):
            raise Unsettled
        slots = self.recorder.holder(asked) if asked else {}
        where = {need: need.stream or slots.get(need.slot, "") for need in needs}
        others = self.standing({each for each in where.values() if each}, remembered)
        known: dict[Need, Any] = {}
        for need, other in where.items():
            if other and others[other].version:
                tell = others[other].kind.tells[need.fact]
                known[need] = tell(others[other].state, (need.slot or need.stream).partition("/")[2])
        versions = {name: other.version for name, other in others.items()}
        known = {need: fact for need, fact in known.items() if fact is not None}
        return Facts(known, stream.area, calendar), versions

    def _settings(self, area: str, remembered: Ahead | None) -> tuple[House, Mapping[str, int]]:
        """The settings that hold in an area, and the versions of their streams."""
        if remembered is not None and area in remembered.settings:
            return remembered.settings[area]
        streams = self.standing(streams_of(area), remembered)
        versions = {id: each.version for id, each in streams.items()}
        known = self._houses.get(area)
        if known is None or known[1] != versions:
            known = self._houses[area] = house_from(streams), versions
        if remembered is not None:
            remembered.settings[area] = known
        return known

    def _there(self, ask: Ask) -> Mapping[int, Result]:
        """The proposals that are recorded already; Conflict where one is there with other content."""
        ids = ask.ids()
        rows = {row.event_id: row for row in self.recorder.find(set(ids.values()))} if ids else {}
        return ask.known(ids, rows)

    def known(self, asks: Sequence[Ask]) -> list[Mapping[int, Result] | None]:
        """The same of many asks; nothing of one where there is a conflict."""
        named = [ask.ids() for ask in asks]
        rows = {row.event_id: row for row in self.recorder.find([id for ids in named for id in ids.values()])}
        found: list[Mapping[int, Result] | None] = []
        for ask, ids in zip(asks, named, strict=True):
            try:
                found.append(ask.known(ids, rows))
            except Conflict:
                found.append(None)
        return found

    def journal(self, refused: Refused, ask: Ask) -> None:
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
        area = self.standing([subject])[subject].area if subject else ""
        self.own(f"refusal/{ask.by.organisation}", event, id, ask.by, area)

    def own(self, stream: str, event: Event, id: uuid.UUID, by: Caller, area: str = "") -> None:
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

    def history_of(self, id: str, after: int = 0) -> list[Recorded]:
        return [recorded(row) for row in self.recorder.history({id: after})]

    def house(self, area: str) -> House:
        """The settings that hold in an area now."""
        return house_from(self.standing(streams_of(area)))

    def calendar(self, area: str) -> Calendar:
        """The working days of an area as published by now."""
        return self.house(area).calendar(area)

    def _met(self, id: str, remembered: Ahead | None) -> Stream | None:
        """A stream as it is `remembered`, where that is enough."""
        if remembered is None:
            return None
        if remembered.looked_at is not None:
            remembered.looked_at.add(id)
        return remembered.streams.get(id) or self.recent.get(id)

    def standing(self, ids: Iterable[str], remembered: Ahead | None = None) -> dict[str, Stream]:
        """Streams as they stand: from memory and what was appended since, or `remembered` as they are."""
        ahead = remembered.streams if remembered else {}
        known = {id: ahead.get(id) or self.recent.get(id) for id in ids}
        if remembered is not None and remembered.looked_at is not None:
            remembered.looked_at |= known.keys()
        if remembered is not None and all(known.values()):
            return {id: stream for id, stream in known.items() if stream}
        streams = {id: stream or empty(id) for id, stream in known.items()}
        newer: dict[str, list[Row]] = {}
        for row in self.recorder.history({id: each.version for id, each in streams.items()}):
            newer.setdefault(row.stream, []).append(row)
        for id, rows in newer.items():
            history = [recorded(row) for row in rows]
            if streams[id].version and any(isinstance(each.event, RecordCorrected) for each in history):
                streams[id] = empty(id)
                history = self.history_of(id)
            before = streams[id]
            streams[id] = folded(before.kind, id, history, before.state if before.version else None)
        for id, each in streams.items():
            if id not in ahead:
                self.recent.keep(each)
        return streams


def _proposed(proposal: Proposal, by: Caller) -> Proposed:
    return Proposed(proposal.stream, proposal.event, proposal.occurred_at, by.organisation, by.account)


def _metadata(proposal: Proposal) -> bytes:
    known = {"id": proposal.id}
    if proposal.provenance:
        known["provenance"] = proposal.provenance
    return canonical(known)


def _of_provenance(made: LedgerEvent) -> dict[str, Any]:
    """Where an event was brought from, if it was: what it causes comes from there as well."""
    known = json.loads(made.metadata)
    return {name: known[name] for name in ("provenance",) if name in known}

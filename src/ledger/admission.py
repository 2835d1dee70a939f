"""Admission as every stream has it: order, roles, parties, areas; what is refused whatever the context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from ledger import areas
from ledger.asks import Denied
from ledger.callers import Caller
from ledger.catalogue import EVENTS, TAKES, kinds_of
from ledger.kernel.clock import local_day
from ledger.kernel.context import Facts, StreamKind
from ledger.kernel.correction import RecordCorrected, effective
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.law import Refused, Text, carries
from ledger.kernel.state import replace
from ledger.law.house import KNOWN_AREA, OPEN_FIRST, OPEN_ONCE, RIGHT_STREAM
from ledger.proposals import Proposal
from ledger.store.recorder import SlotTaken
from ledger.streams import Stream

BY_SUBJECT = Text("主题（subject）", "the subject")
BY_CALLER = Text("调用方的辖区", "the area of the caller")
AREA_IN_KEY = re.compile(r"(\d{6})-")


def own_record(correction: RecordCorrected, history: Iterable[Recorded], stream: Stream, by: Caller) -> None:
    """What one party has recorded no other party unsays; whoever supervises the area may have it put right."""
    [wrong] = [each for each in history if each.event_id == correction.corrects_event_id]
    if not (wrong.organisation == by.organisation or by.operator or by.supervises(stream.area)):
        raise Denied(
            Text(
                f"该事件由 {wrong.organisation} 登记，应由其更正，或由监管机构更正。",
                f"{wrong.organisation} recorded that event: it corrects it, or its supervisor does",
            )
        )


def as_corrected(correction: RecordCorrected, history: Iterable[Recorded]) -> Event | None:
    """What a correction that stands makes of the event it corrects; none where it takes that back."""
    if correction.withdrawn:
        return None
    [wrong] = [each.event for each in effective(history) if each.event_id == correction.corrects_event_id]
    return replace(wrong, **(correction.new_values or {}))


@carries(RIGHT_STREAM)
def belongs(number: int, proposal: Proposal, target: str) -> None:
    """Refuses a proposal of another stream than the one appended to, and an event that its kind does not take."""
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


def in_role(event: Event, by: Caller) -> None:
    """Denies an event, or the correction of one, to who has no role that may propose it."""
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


def writable(stream: Stream, by: Caller) -> bool:
    """Whether the caller is a party of the stream that acts, or supervises its area."""
    if by.operator or by.supervises(stream.area):
        return True
    return any(each.organisation == by.organisation and each.acts for each in stream.parties)


@carries(OPEN_FIRST, OPEN_ONCE)
def opens(stream: Stream, event: Event) -> None:
    """Refuses what comes before a stream is opened, and what would open it twice."""
    way = event.about.opens
    if stream.version == 0 and way == "never":
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
    if stream.version and way == "only":
        raise Refused(
            OPEN_ONCE,
            Text("该事件流已经开启。", "the stream is open already"),
            stream.id,
            event.about.name,
        )


def area_of(kind: StreamKind, proposed: Proposed, facts: Facts, by: Caller) -> tuple[str, Text | None]:
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
def in_known_areas(
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


def taken_by(taken: SlotTaken) -> Text:
    """What is reserved already, and which stream holds it."""
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

"""A dossier: a stream as it stood at a moment, what was owed and found by then, and how it came to this.

Its template extends dossier.html, which draws what is gathered here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from ledger.app import Moment
from ledger.callers import Caller
from ledger.catalogue import CONTEXTS
from ledger.kernel.correction import effective
from ledger.kernel.event import Recorded
from web.pages import asking, duties, findings
from web.pages.names import named, names
from web.pages.timeline import steps, timeline
from web.twin import Data, node


class Dossier(NamedTuple):
    """What a page has to tell of its stream. 卷宗"""

    state: Any
    reached: Sequence[Recorded]
    """The events by then that count, in their order."""
    known: Mapping[str, str]
    """The names of its organisations."""
    told: Data


def opened(id: str, events: Sequence[Recorded], by: Caller, at: Moment) -> Dossier:
    """The dossier of a stream; `events` are its own and those of streams that belong to it. NotFound if not yet."""
    stream = node().ledger.stream(id, by, None if at.live else at)
    here = max(each.position for each in events) if at.live else at.position
    roles = {party.organisation: party.role for party in stream.parties}
    streams = {each.stream for each in events}
    known = names({each.organisation for each in events} | roles.keys(), at, by)
    return Dossier(
        stream.state,
        effective([each for each in events if each.position <= here]),
        known,
        {
            "as_of": asking.as_of(at),
            "steps": steps(events, here),
            "id": id.partition("/")[2],
            "stream": id,
            "version": stream.version,
            "position": stream.position,
            "area": stream.area,
            "parties": [{**named(party.organisation, known), "role": party.role} for party in stream.parties],
            "duties": duties.of_streams(streams, at, by),
            "findings": findings.of_streams(streams, at, by),
            "timeline": timeline(events, here, known, roles),
        },
    )


def checklists(context: str, state: Any, but: Collection[str] = (), only: Collection[str] = ()) -> list[dict[str, Any]]:
    """The checklists of a context as far as they apply to a state; all `but` some, or `only` some."""
    found = (each for each in CONTEXTS if each.name == context)
    told = (
        {
            "id": checklist.id,
            "title": checklist.title._asdict(),
            "items": [
                {
                    "id": item.id,
                    "text": item.text._asdict(),
                    "rule": item.rule.id,
                    "article": item.rule.article,
                    "done": item.done(state),
                }
                for item in checklist.items
                if item.applies(state)
            ],
        }
        for each in found
        for checklist in each.checklists
        if checklist.id not in but and (not only or checklist.id in only)
    )
    return [each for each in told if each["items"]]

"""Streams as they stand, and those met last."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from ledger.catalogue import kind_of
from ledger.duties.house import House
from ledger.kernel.codes import KEY
from ledger.kernel.context import Need, Party, StreamKind, fold
from ledger.kernel.correction import effective
from ledger.kernel.event import Event, Recorded
from ledger.kernel.state import State

REMEMBERED = 12_000
"""Streams; of a file of claims each takes some 16 kilobytes."""
STREAM = re.compile(rf"[a-z]+/{KEY[1:-1]}")


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
        """Who takes part in it; nobody before it is open."""
        return tuple(self.kind.parties(self.state)) if self.version else ()

    def needs(self, event: Event) -> Sequence[Need]:
        """What admission must know of other streams; nothing where the event does not fit the stream."""
        needs = self.kind.needs.get(type(event))
        if needs is None or event.about.opens == ("only" if self.version else "never"):
            return ()
        return list(needs(self.state, event))


class Recent:
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


def empty(id: str) -> Stream:
    """A stream of which nothing is there."""
    kind = kind_of(id)
    return Stream(id, kind, state=kind.state())


def folded(kind: StreamKind, id: str, history: Sequence[Recorded], state: Any = None, area: str = "") -> Stream:
    """A stream after a history (from an earlier state, without corrections, if one is given)."""
    counting = effective(history) if state is None else history
    last = history[-1]
    return Stream(id, kind, last.version, last.position, area or history[0].area, fold(kind, counting, state))


def house_from(streams: Mapping[str, Stream]) -> House:
    """The settings that stand in these streams, as far as they are there."""
    return House({each.state.area: each.state for each in streams.values() if each.version})

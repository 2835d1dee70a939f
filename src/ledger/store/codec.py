"""Stored bytes: events as JSON with sorted members and UTC instants, by msgspec, from the event classes alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID

import msgspec

from ledger.catalogue import EVENTS
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import Event, Recorded
from ledger.kernel.state import replace
from ledger.store.recorder import Row

_encoder = msgspec.json.Encoder(order="sorted", decimal_format="string")
_metadata = msgspec.json.Decoder(dict[str, Any])


def id_text(id: UUID) -> str:
    """An event id as text, as `str` has it but at a quarter of the cost."""
    text: str = msgspec.to_builtins(id)
    return text


def encoded(event: Event) -> bytes:
    """The event's members as stored. Instants must be UTC already (see proposals)."""
    return _encoder.encode(event)


def decoded(name: str, state: bytes) -> Event:
    """The event from its stored bytes. KeyError for a name this version does not know."""
    event: Event = _decoder(name).decode(state)
    if isinstance(event, RecordCorrected) and event.new_values:
        members = get_type_hints(EVENTS[event.corrects_type], include_extras=True)
        values = {
            name: msgspec.convert(value, members[name], str_keys=True) for name, value in event.new_values.items()
        }
        return replace(event, new_values=values)
    return event


def recorded(row: Row) -> Recorded:
    """A row of the store as the domain knows it."""
    return Recorded(
        row.stream,
        decoded(row.topic, row.state),
        row.occurred_at,
        row.organisation,
        row.actor,
        row.version,
        row.position,
        row.recorded_at,
        id_text(row.event_id),
        row.area,
        tuple(row.rule_packs.split()),
        _metadata.decode(row.metadata) if row.metadata else {},
    )


def canonical(data: Mapping[str, Any]) -> bytes:
    """One byte string for one proposal, whatever its white space and member order were."""
    try:
        return _encoder.encode(data)
    except OverflowError:  # an integer of more than 64 bits, which no event has
        return json.dumps(data, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":")).encode()


@cache
def _decoder(name: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(EVENTS[name])

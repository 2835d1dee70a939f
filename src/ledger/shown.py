"""Events, states and rows as plain JSON data for readers: instants in UTC, personal data as a mark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from ledger.catalogue import EVENTS
from ledger.kernel.event import Recorded, Sealed
from ledger.kernel.state import member_names

SEALED = {"sealed": True}


def shown(value: Any) -> Any:
    """JSON data; members that are none are left out of events and states."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Sealed):
        return dict(SEALED)
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date | Decimal | UUID):
        return str(value)
    if (names := member_names(type(value))) is not None:
        members = ((name, getattr(value, name)) for name in names)
        return {name: shown(member) for name, member in members if member is not None}
    if isinstance(value, Mapping):
        return {str(name): shown(member) for name, member in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(shown(member) for member in value)
    if isinstance(value, list | tuple):
        return [shown(member) for member in value]
    raise TypeError(type(value).__name__)


@lru_cache(10_000)
def instant(at: datetime) -> str:
    """RFC 3339 in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def recorded_event(recorded: Recorded) -> dict[str, Any]:
    """One recorded event as a CloudEvent with what the ledger added."""
    name = recorded.event.about.name
    return {
        "specversion": "1.0",
        "id": recorded.metadata.get("id", recorded.event_id),
        "source": f"urn:anjian:org:{recorded.organisation}",
        "type": name,
        "subject": recorded.stream,
        "time": instant(recorded.occurred_at),
        "data": shown(recorded.event),
        "title": EVENTS[name].about.title,
        "eventid": recorded.event_id,
        "position": recorded.position,
        "version": recorded.version,
        "recordedat": instant(recorded.recorded_at),
        "actor": recorded.actor,
        "area": recorded.area,
        "rulepacks": list(recorded.rule_packs),
        **({"provenance": recorded.metadata["provenance"]} if "provenance" in recorded.metadata else {}),
    }

"""Corrections: every stream accepts them, nothing is overwritten, what counts is folded anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any

from ledger.kernel.codes import EventId, Words
from ledger.kernel.event import COMPUTED, Event, Recorded
from ledger.kernel.state import replace


class RecordCorrected(Event, by=("insurer", "adjuster", "appraisal_agency", "association", "justice_bureau")):
    """An earlier event of the same stream was wrong: new members, a new time, or withdrawn. 更正

    `new_values` replaces members of the corrected event; `occurred_at` its business time; nothing but
    `withdrawn` takes it back altogether. `corrects_type` is filled in by the ledger, and so are, beside another
    `occurred_at`, the `rule_packs` in force then.
    """

    corrects_event_id: EventId
    reason: Words
    new_values: Mapping[str, Any] | None = None
    occurred_at: datetime | None = None
    withdrawn: bool = False
    corrects_type: Annotated[str, COMPUTED] = ""
    rule_packs: Annotated[tuple[str, ...] | None, COMPUTED] = None


RecordCorrected.about = RecordCorrected.about._replace(name="system.RecordCorrected")


def effective(history: Iterable[Recorded]) -> list[Recorded]:
    """The events that count after all corrections so far, each in its original place."""
    standing: dict[str, Recorded] = {}
    for recorded in history:
        match recorded.event:
            case RecordCorrected(withdrawn=True) as correction:
                standing.pop(correction.corrects_event_id, None)
            case RecordCorrected() as correction:
                if (old := standing.get(correction.corrects_event_id)) is not None:
                    packs = correction.rule_packs
                    standing[old.event_id] = replace(
                        old,
                        event=replace(old.event, **(correction.new_values or {})),
                        occurred_at=correction.occurred_at or old.occurred_at,
                        rule_packs=old.rule_packs if packs is None else packs,
                    )
            case _:
                standing[recorded.event_id] = recorded
    return list(standing.values())

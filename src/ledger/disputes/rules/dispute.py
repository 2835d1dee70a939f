"""What every dispute refuses: to be about something else too, or about the work of others than it names."""

from __future__ import annotations

from ledger.disputes.events import EVENTS
from ledger.disputes.events.dispute import OpeningEvent
from ledger.disputes.events.proceedings import WorkDisputed
from ledger.disputes.state import Dispute
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import Event, Proposed
from ledger.kernel.facts import DisputedWork
from ledger.kernel.law import Text
from ledger.law.house import KNOWN_REFERENCE

REFUSALS: Refusals = []

OPENING = tuple(event for event in EVENTS if issubclass(event, OpeningEvent))
"""Each may open a dispute."""
OVER_WORK = tuple(event for event in OPENING if issubclass(event, WorkDisputed))


@refuses(REFUSALS, KNOWN_REFERENCE, *OPENING, RecordCorrected)
def about_something_else(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    event = _said(proposed, facts)
    if not isinstance(event, OpeningEvent) or dispute.subject in ("", event.disputed):
        return None
    return Text(
        f"本争议是关于 {dispute.subject} 的，对 {event.disputed} 的争议请另立新流。",
        f"this dispute is about {dispute.subject}: open another one about {event.disputed}",
    )


@refuses(REFUSALS, KNOWN_REFERENCE, *OVER_WORK, RecordCorrected)
def work_of_others(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    """Who is told here becomes a party: by no opening and no correction does anybody else."""
    event = _said(proposed, facts)
    if not isinstance(event, WorkDisputed):
        return None
    known = next(facts.every(DisputedWork), None)
    if known is None:
        return Text(f"{event.disputed} 不在账本中。", f"there is no {event.disputed} in the ledger")
    if event.work.firm_id == known.firm_id and {*event.work.insurers} <= {*known.insurers}:
        return None
    return Text(
        f"所写的保险公司或公估机构与 {event.disputed} 的不一致。",
        f"the insurers or the firm are not those of {event.disputed}",
    )


def _said(proposed: Proposed, facts: Facts) -> Event | None:
    """The event, or what a correction makes of one: those come from the streams of every context."""
    return facts.corrected if isinstance(proposed.event, RecordCorrected) else proposed.event

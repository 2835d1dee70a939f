"""What a dispute refuses of negotiation and proceedings: those over an appraisal, and whatever follows the end."""

from __future__ import annotations

from ledger.disputes.events import proceedings
from ledger.disputes.events.dispute import DisputeClosed, OpeningEvent
from ledger.disputes.state import Dispute
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.law import Text
from ledger.law.house import IN_ORDER, RIGHT_STREAM

REFUSALS: Refusals = []

FACTS = tuple(event for event in proceedings.EVENTS if not issubclass(event, OpeningEvent))


@refuses(REFUSALS, RIGHT_STREAM, *FACTS)
def dispute_over_an_appraisal(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    if dispute.kind != "appraisal":
        return None
    return Text(
        "本争议是对司法鉴定的争议；协商与仲裁、诉讼请登记在赔付争议或公估争议中。",
        "this dispute is over an appraisal: negotiation and proceedings belong to one over a claim or adjusting",
    )


@refuses(REFUSALS, IN_ORDER, *proceedings.EVENTS, DisputeClosed)
def dispute_has_ended(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    """What happened before the end may still be recorded after it.

    A dispute over an appraisal goes on taking facts: a reply that is owed is owed beyond its end (SMX 四(三)).
    """
    ended = dispute.closed_at
    late = ended is not None and (proposed.occurred_at > ended or isinstance(proposed.event, DisputeClosed))
    if dispute.kind == "appraisal" or not late:
        return None
    return Text(
        "本争议已经终结；其后再起的争议请另立新流，登记有误的请更正。",
        "this dispute has ended: what arises since is another one, and what was recorded wrongly is corrected",
    )

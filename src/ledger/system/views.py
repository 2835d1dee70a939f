"""Rows of the journals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ledger.kernel.state import State
from ledger.kernel.view import View
from ledger.system.state import Journal


class RefusalRow(State, frozen=True, kw_only=True):
    item: str
    at: datetime
    organisation: str
    actor: str
    subject: str
    proposed_type: str
    rule_id: str
    article: str
    reason_zh: str
    reason_en: str


def refusal_rows(journal: Journal) -> Iterator[RefusalRow]:
    if journal.last:
        refused = journal.last.event
        yield RefusalRow(
            item=journal.last.event_id,
            at=journal.last.at,
            organisation=journal.organisation,
            actor=journal.last.actor,
            subject=refused.subject,
            proposed_type=refused.proposed_type,
            rule_id=refused.rule_id,
            article=refused.article,
            reason_zh=refused.reason_zh,
            reason_en=refused.reason_en,
        )


VIEWS = (View(name="refusal", kinds=("refusal",), row=RefusalRow, rows=refusal_rows, accumulates=True),)

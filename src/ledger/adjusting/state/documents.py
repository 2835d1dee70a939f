"""What an assignment knows of the claim document list, supplements and briefings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from ledger.adjusting.events.documents import (
    ClaimDocumentReceived,
    DeferredDocumentsAgreed,
    DocumentListIssued,
    DocumentListSigned,
    PartyBriefed,
    SupplementRequested,
)
from ledger.kernel.event import Recorded
from ledger.kernel.state import State, Steps, adding, field, replace


class Documents(State, frozen=True, kw_only=True):
    """The claim document list, supplements and briefings."""

    issued: DocumentListIssued | None = None
    issued_at: datetime | None = None
    signed: DocumentListSigned | None = None
    signed_at: datetime | None = None
    papers: Mapping[str, ClaimDocumentReceived] = field(default_factory=dict)
    """By the id of the document; received again, the later one counts."""
    arrivals: Mapping[str, tuple[datetime, ...]] = field(default_factory=dict)
    """When each document of a code came in."""
    deferred: Mapping[str, date] = field(default_factory=dict)
    """By code, the day agreed last."""
    supplements: tuple[SupplementRequested, ...] = ()
    briefings: Mapping[str, datetime] = field(default_factory=dict)
    """When each side was briefed last."""

    @property
    def ticked(self) -> tuple[str, ...]:
        """The codes that the list asks for, in its order."""
        return tuple(line.code for line in self.issued.items if line.ticked) if self.issued else ()

    @property
    def received_at(self) -> Mapping[str, datetime]:
        """When the first document of a code came in."""
        return {code: min(times) for code, times in self.arrivals.items()}

    @property
    def received(self) -> frozenset[str]:
        """The codes of which anything came in."""
        return frozenset(self.arrivals)

    @property
    def copies(self) -> Counter[str]:
        """How many documents of each code came in."""
        return Counter(paper.item_code for paper in self.papers.values())

    @property
    def unsealed(self) -> tuple[str, ...]:
        """The codes of documents that came in without the insured's seal, which therefore stay open."""
        return tuple(sorted({paper.item_code for paper in self.papers.values() if not paper.sealed}))

    @property
    def briefed(self) -> frozenset[str]:
        return frozenset(self.briefings)


def _issued(documents: Documents, recorded: Recorded) -> Documents:
    return replace(documents, issued=recorded.event, issued_at=recorded.occurred_at, signed=None, signed_at=None)


def _signed(documents: Documents, recorded: Recorded) -> Documents:
    return replace(documents, signed=recorded.event, signed_at=recorded.occurred_at)


def _deferred(documents: Documents, recorded: Recorded) -> Documents:
    agreed: DeferredDocumentsAgreed = recorded.event  # type: ignore[assignment]
    return replace(documents, deferred={**documents.deferred, **dict.fromkeys(agreed.items, agreed.agreed_date)})


def _received(documents: Documents, recorded: Recorded) -> Documents:
    paper: ClaimDocumentReceived = recorded.event  # type: ignore[assignment]
    code, at = paper.item_code, recorded.occurred_at
    return replace(
        documents,
        papers={**documents.papers, paper.document_id: paper},
        arrivals={**documents.arrivals, code: (*documents.arrivals.get(code, ()), at)},
    )


def _briefed(documents: Documents, recorded: Recorded) -> Documents:
    briefing: PartyBriefed = recorded.event  # type: ignore[assignment]
    return replace(documents, briefings={**documents.briefings, briefing.party: briefing.at})


STEPS: Steps = {
    DocumentListIssued: _issued,
    DocumentListSigned: _signed,
    DeferredDocumentsAgreed: _deferred,
    ClaimDocumentReceived: _received,
    SupplementRequested: adding("supplements"),
    PartyBriefed: _briefed,
}
"""Event to what it makes of this part of the assignment."""

"""Events of an adjusting assignment: the claim document list, supplements and briefings (MBA 5.3.4、5.3.5、附录C)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ledger.kernel import losses
from ledger.kernel.codes import Id, Instant, Money, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event, Part, Sealed


class ListedDocument(Part, frozen=True, kw_only=True):
    """One line of the claim document list as it was handed out. 索赔资料清单项目

    `code` is that of 附录C; a code it does not have is a line added by hand (C8.1 …) and needs its `description`.
    A line that is neither ticked nor marked as not applicable was left open.
    """

    code: Id
    ticked: bool
    not_applicable: bool = False
    description: Words | None = None


class DocumentListIssued(Event, by=("adjuster",)):
    """The insured was handed the list of documents that prove nature, cause and degree of the loss. 出具索赔资料清单

    Source: MBA 5.3.4 a), 附录C. A list issued again replaces the one before. `addressee` is the insured's key;
    `mortgaged` says whether the damaged equipment is under a chattel mortgage, which asks for one document more (C3.7).
    """

    list_id: Id
    items: tuple[ListedDocument, ...]
    addressee: Id | None = None
    reported_on: date | None = None
    accident: Words | None = None
    contact: Sealed[str] | None = None
    contact_phone: Sealed[str] | None = None
    mortgaged: bool = False


class DocumentListSigned(Event, by=("adjuster",)):
    """The insured acknowledged the document list by signature or seal. 索赔资料清单签收

    Source: MBA 5.3.4 a), 附录C. `by` is the insured's key, `copy_ref` where the photograph or copy is kept.
    """

    by: Id
    copy_ref: Words | None = None
    original_holder: Literal["adjuster", "insured", "other"]


class DeferredDocumentsAgreed(Event, by=("adjuster",)):
    """What the insured could not supply at once is to come by an agreed day. 约定补交

    Source: MBA 5.3.4 d). `items` are codes of the list; a later agreement on an item replaces an earlier one.
    """

    items: tuple[Id, ...]
    agreed_date: date


class LossLine(Part, frozen=True, kw_only=True):
    """One line of the insured's list of damaged property, in yuan. 报损清单项目"""

    name: Words
    quantity: int
    unit_price: Money
    total: Money


class ClaimDocumentReceived(losses.ClaimDocumentReceived, by=("adjuster", "insurer")):
    loss_lines: tuple[LossLine, ...] = ()


class DocumentShortfallFound(losses.DocumentShortfallFound, by=("adjuster",)):
    pass


class SupplementRequested(losses.SupplementRequested, by=("adjuster",)):
    pass


class PartyBriefed(Event, by=("adjuster",)):
    """One side was told what the survey found and what comes next. 即时沟通

    Source: MBA 5.3.5. A meeting with both sides is recorded once for each of them.
    """

    party: Literal["insurer", "insured"]
    channel: Words
    findings: Words
    next_steps: Words
    at: Instant


EVENTS = events_of(__name__)

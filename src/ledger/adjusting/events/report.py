"""Events of an adjusting assignment: the adjusting report, delivery, fee, closing and archive (MBA 9、10)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ledger.kernel.codes import Digest, Id, Instant, Money, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import COMPUTED, Event, Part

RetentionClass = Literal["15y", "30y"]
"""For how many years at least the file is kept. 档案保存期限"""

# Article 9: the report


class ReportDrafted(Event, by=("adjuster",)):
    """The adjusting report was drafted; a later draft replaces an earlier one. 公估报告起草

    Source: MBA 9.1, 9.2. `sections` are the parts and body sections the draft has, `author` who wrote it.
    """

    sections: tuple[Id, ...]
    hash: Digest
    author: Id | None = None


class ReportQualityReviewed(Event, by=("adjuster",)):
    """A draft of the report went through the firm's internal quality review. 内部品质审核

    Source: MBA 9.3. It holds for the draft with this hash and for no other.
    """

    hash: Digest
    reviewer: Id
    result: Literal["passed", "returned"]


class ReportIssued(Event, by=("adjuster",)):
    """The adjusting report was issued, signed and sealed. 出具公估报告

    Source: MBA 9. `signatures` are the adjusters who signed, `seal` whether it bears the firm's seal.
    """

    report_no: Id
    hash: Digest
    signatures: tuple[Id, ...]
    seal: bool
    dated: date


class ReportDelivered(Event, by=("adjuster",)):
    """The report reached who commissioned it. 交付公估报告

    Source: MBA 9.3, 10.1.
    """

    to: Id
    at: Instant
    receipt: Words | None = None


# Article 10: closing and archive


class AdjustingFeeReceived(Event, by=("adjuster",)):
    """The adjusting fee arrived, in yuan. 公估费到账

    Source: MBA 10.1.
    """

    amount: Money
    at: Instant


class FeeWaived(Event, by=("adjuster",)):
    """The firm gave up its fee, or what is open of it. 公估费减免"""

    reason: Words
    approver: Id


class AssignmentClosed(Event, by=("adjuster",)):
    """The firm closed the case. 公估结案

    Source: MBA 10.1.
    """

    at: Instant


class FiledItem(Part, frozen=True, kw_only=True):
    """One item of the archived file. 归档资料"""

    kind: Literal["main_facts", "working_papers", "report", "other"]
    title: Words
    hash: Digest


class AssignmentArchived(Event, by=("adjuster",)):
    """The file of the case was archived, item by item. 公估归档

    Source: MBA 10.2 至 10.4. `retention` is filled in by the ledger: 30 years unless the business is known not
    to be statutory.
    """

    archived_on: date
    manifest: tuple[FiledItem, ...]
    custodian: Id
    retention: Annotated[RetentionClass, COMPUTED] = "30y"


EVENTS = events_of(__name__)

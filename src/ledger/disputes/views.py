"""Rows of disputes and of their objections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from ledger.disputes.state import Dispute
from ledger.kernel.state import State
from ledger.kernel.view import View


class DisputeRow(State, frozen=True, kw_only=True):
    """`written` and `extended` count objections; `replied_at` is none while a written reply is owed.

    `kind` says what is in dispute and `subject` its stream. What is said of the appraisal and its agency is none in
    disputes of another kind; the firm is that of the assignment in dispute. `outcome` is how the insurer came out.
    """

    item: str = ""
    kind: str
    subject: str
    appraisal_id: str | None
    agency_id: str | None
    firm_id: str | None
    insurer_ids: tuple[str, ...]
    status: str
    objections: int
    written: int
    replied_at: datetime | None
    extended: int
    remedies: tuple[str, ...]
    mediation_status: str | None
    review_status: str | None
    flagged_at: datetime | None
    transferred_at: datetime | None
    negotiated_at: datetime | None
    negotiation: str | None
    route: str | None
    commenced_at: datetime | None
    judged_at: datetime | None
    outcome: str | None
    costs_borne: Decimal
    opened_at: datetime
    closed_at: datetime | None


def dispute_rows(dispute: Dispute) -> Iterator[DisputeRow]:
    if dispute.opened_at is None:
        return
    objections, proceedings = dispute.objections.values(), dispute.proceedings
    commenced, judgment = proceedings.commenced, proceedings.judgment
    yield DisputeRow(
        kind=dispute.kind,
        subject=dispute.subject,
        appraisal_id=dispute.appraisal_id or None,
        agency_id=dispute.agency_id or None,
        firm_id=dispute.firm_id or None,
        insurer_ids=dispute.insurers,
        status=dispute.status,
        objections=len(objections),
        written=sum(objection.written for objection in objections),
        replied_at=dispute.replied_at,
        extended=sum(objection.extensions > 0 for objection in objections),
        remedies=tuple(remedy.remedy for remedy in dispute.remedies),
        mediation_status=dispute.mediation.status,
        review_status=dispute.review.status,
        flagged_at=dispute.review.flagged_at,
        transferred_at=dispute.review.transferred_at,
        negotiated_at=proceedings.negotiated_at,
        negotiation=proceedings.outcome,
        route=commenced.route if commenced else None,
        commenced_at=commenced.commenced_at if commenced else None,
        judged_at=judgment.received_at if judgment else None,
        outcome=judgment.outcome if judgment else None,
        costs_borne=proceedings.costs_borne,
        opened_at=dispute.opened_at,
        closed_at=dispute.closed_at,
    )


class ObjectionRow(State, frozen=True, kw_only=True):
    """`replied_at` and `reply_form` are of the first written reply, else of the first one."""

    item: str
    objection_id: str
    appraisal_id: str
    agency_id: str
    objector: str
    channel: str
    written: bool
    received_at: datetime
    extended_to: date | None
    extensions: int
    replied_at: datetime | None
    reply_form: str | None
    remedy: str | None
    remedied_at: datetime | None


def objection_rows(dispute: Dispute) -> Iterator[ObjectionRow]:
    for name, objection in dispute.objections.items():
        reply = objection.reply
        yield ObjectionRow(
            item=name,
            objection_id=name,
            appraisal_id=dispute.appraisal_id,
            agency_id=dispute.agency_id,
            objector=objection.by,
            channel=objection.channel,
            written=objection.written,
            received_at=objection.received_at,
            extended_to=objection.extended_to,
            extensions=objection.extensions,
            replied_at=reply.at if reply else None,
            reply_form=reply.form if reply else None,
            remedy=objection.remedy,
            remedied_at=objection.remedied_at,
        )


VIEWS = (
    View(name="dispute", kinds=("dispute",), row=DisputeRow, rows=dispute_rows),
    View(name="objection", kinds=("dispute",), row=ObjectionRow, rows=objection_rows),
)

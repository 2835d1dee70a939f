"""Rows of adjusting assignments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from ledger.adjusting.checklists.report import REPORT
from ledger.adjusting.duties.report import kept_until
from ledger.adjusting.state import Assignment
from ledger.kernel.clock import lasted
from ledger.kernel.state import State
from ledger.kernel.view import View

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class AssignmentRow(State, frozen=True, kw_only=True):
    """One assignment. Minutes to the contact and hours to the first arrival count from when the adjusters took it.

    `agreed_time` is the time agreed last with both sides for the first visit, `arrived_at` when that began;
    `sections_missing` are those that the latest draft lacks, `reviewed` whether that very draft passed the quality
    review; `issued_at` and `delivered_at` are of the report with this number. `fee` is received, waived or open;
    `retain_until` the last day on which the archived file is to be kept.
    """

    item: str = ""
    assignment_id: str
    firm_id: str
    insurer_ids: tuple[str, ...]
    mode: str
    claim_no: str | None
    line_of_business: str
    status: str
    offered_at: datetime
    accepted_at: datetime | None
    letter_complete: bool
    adjusters: tuple[str, ...]
    zone: str | None
    appointed_at: datetime | None
    contacted_at: datetime | None
    contact_minutes: Decimal | None
    agreed_time: datetime | None
    arrived_at: datetime | None
    arrival_hours: Decimal | None
    visits: int
    resurveys: int
    resurveys_open: int
    record_signed: bool
    documents_asked: int
    documents_received: int
    supplements: int
    briefed: tuple[str, ...]
    payable: Decimal | None
    stale: bool
    sections_missing: tuple[str, ...]
    reviewed: bool
    report_no: str | None
    issued_at: datetime | None
    delivered_at: datetime | None
    fee: str
    closed_at: datetime | None
    archived_on: date | None
    retention: str
    retain_until: date | None


def assignment_rows(assignment: Assignment) -> Iterator[AssignmentRow]:
    commission, survey, documents = assignment.commission, assignment.survey, assignment.documents
    analysis, report = assignment.analysis, assignment.report
    if commission.offered_at is None:
        return
    appointed, adjustment, archived = commission.appointed, analysis.adjustment, report.archived
    since = appointed.accepted_at if appointed and appointed.accepted_at else commission.appointed_at
    arrived_at = min((visit.at for visit in survey.visits), default=None)
    yield AssignmentRow(
        assignment_id=assignment.id,
        firm_id=commission.firm_id,
        insurer_ids=commission.insurer_ids,
        mode=commission.mode,
        claim_no=commission.claim_no,
        line_of_business=commission.line_of_business,
        status=assignment.status,
        offered_at=commission.offered_at,
        accepted_at=commission.accepted.at if commission.accepted else None,
        letter_complete=commission.letter_complete,
        adjusters=commission.adjusters,
        zone=appointed.zone if appointed else None,
        appointed_at=since,
        contacted_at=commission.contacted_at,
        contact_minutes=lasted(since, commission.contacted_at, MINUTE),
        agreed_time=next((each.time for each in reversed(survey.agreements) if each.visit_no == 1), None),
        arrived_at=arrived_at,
        arrival_hours=lasted(since, arrived_at, HOUR),
        visits=len(survey.visits),
        resurveys=len(survey.resurveys),
        resurveys_open=len(survey.resurveys_open),
        record_signed=survey.signed,
        documents_asked=len(documents.ticked),
        documents_received=len(documents.received.intersection(documents.ticked)),
        supplements=len(documents.supplements),
        briefed=tuple(sorted(documents.briefed)),
        payable=adjustment.sheet.payable if adjustment and adjustment.sheet else None,
        stale=assignment.stale,
        sections_missing=tuple(item.id for item in REPORT.missing(assignment)) if report.drafted else (),
        reviewed=report.draft_passed,
        report_no=report.issued.report_no if report.issued else None,
        issued_at=report.issued_at,
        delivered_at=report.delivered_at,
        fee="received" if report.fee else "waived" if report.fee_waived else "open",
        closed_at=report.closed_at,
        archived_on=archived.archived_on if archived else None,
        retention=archived.retention if archived else assignment.retention,
        retain_until=kept_until(assignment, archived) if archived else None,
    )


class AdjustmentRow(State, frozen=True, kw_only=True):
    """One calculation of the adjusters, in yuan; `declared` is their own result, the variants the readings chosen."""

    item: str
    assignment_id: str
    firm_id: str
    calc_no: str
    calculated_at: datetime
    payable: Decimal
    declared: Decimal | None
    latest: bool
    stale: bool
    residual_variant: str
    third_party_variant: str | None
    flags: tuple[str, ...]
    formula_version: str


def adjustment_rows(assignment: Assignment) -> Iterator[AdjustmentRow]:
    analysis, stale = assignment.analysis, assignment.stale
    for calc_no, adjusted in analysis.adjustments.items():
        sheet, inputs = adjusted.sheet, adjusted.inputs
        if sheet is None:
            continue
        latest = analysis.adjustment is adjusted
        received = inputs.third_party_received
        yield AdjustmentRow(
            item=calc_no,
            assignment_id=assignment.id,
            firm_id=assignment.commission.firm_id,
            calc_no=calc_no,
            calculated_at=analysis.adjusted_at[calc_no],
            payable=sheet.payable,
            declared=adjusted.declared,
            latest=latest,
            stale=stale or not latest,
            residual_variant=inputs.variants.residual,
            third_party_variant=received.variant if received else None,
            flags=sheet.flags,
            formula_version=sheet.formula_version,
        )


VIEWS = (
    View(
        name="assignment",
        kinds=("assignment",),
        row=AssignmentRow,
        rows=assignment_rows,
        indexes={"latest": "(offered_at, stream) WHERE upper_inf(during)"},
    ),
    View(name="adjustment", kinds=("assignment",), row=AdjustmentRow, rows=adjustment_rows),
)

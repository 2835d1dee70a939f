"""Rows of claims: one of each, and those of its calculations, opinions, co-insurers and recovered goods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from ledger.claims.checklists.dossier import DOSSIER
from ledger.claims.state import Claim
from ledger.kernel.clock import lasted
from ledger.kernel.state import State
from ledger.kernel.view import View
from ledger.kernel.worksheet import total

MINUTE = timedelta(minutes=1)


class ClaimRow(State, frozen=True, kw_only=True):
    """Amounts in yuan. `payable` is what the latest calculation comes to, `stale` whether it is out of date.

    `dossier_missing` are the numbers of the items that the dossier lacks, once anything was filed in it or the claim
    was closed.
    """

    item: str = ""
    claim_no: str
    insurer_id: str
    coinsurers: tuple[str, ...]
    policy_no: str | None
    line_of_business: str
    status: str
    loss_time: datetime
    reported_at: datetime
    incident_id: str | None
    coinsurance: bool
    lead: bool | None
    transferred_at: datetime | None
    dispatched_at: datetime | None
    arrived_at: datetime | None
    surveyed_at: datetime | None
    filed_at: datetime | None
    third_party: bool
    over_authority: bool
    major: bool
    firm: str | None
    appraisals: tuple[str, ...]
    applied_at: datetime | None
    supplements: int
    documents_missing: int
    determined_at: datetime | None
    decision: str | None
    notified_at: datetime | None
    rejected_at: datetime | None
    notice_served_at: datetime | None
    loss_version: int | None
    calc_no: str | None
    payable: Decimal | None
    stale: bool
    approved_at: datetime | None
    approved: Decimal | None
    advances: Decimal
    paid: Decimal
    paid_at: datetime | None
    receipted_at: datetime | None
    tasks: tuple[str, ...]
    closed_at: datetime | None
    outcome: str | None
    dossier_missing: tuple[str, ...]


def claim_rows(claim: Claim) -> Iterator[ClaimRow]:
    report, survey, liability, loss, settlement = (
        claim.report,
        claim.survey,
        claim.liability,
        claim.loss,
        claim.settlement,
    )
    if report.loss_time is None or report.received_at is None:
        return
    filed, determined, approved = report.filed, liability.determined, settlement.approved
    yield ClaimRow(
        claim_no=claim.id,
        insurer_id=report.insurer_id,
        coinsurers=report.coinsurers,
        policy_no=report.policy_no,
        line_of_business=report.line_of_business,
        status=claim.status,
        loss_time=report.loss_time,
        reported_at=report.received_at,
        incident_id=report.incident_id,
        coinsurance=report.coinsurance,
        lead=report.lead,
        transferred_at=report.transferred_at,
        dispatched_at=report.dispatched_at,
        arrived_at=survey.arrived_at,
        surveyed_at=survey.survey_report_at,
        filed_at=filed.filed_at if filed else None,
        third_party=claim.third_party,
        over_authority=claim.over_authority,
        major=filed is not None and filed.major,
        firm=survey.intermediary,
        appraisals=tuple(sorted(liability.appraisals)),
        applied_at=liability.applied_at,
        supplements=len(liability.requests),
        documents_missing=len(liability.missing_documents),
        determined_at=liability.determined_at,
        decision=determined.decision if determined else None,
        notified_at=liability.notified_at,
        rejected_at=liability.rejected_at,
        notice_served_at=liability.rejection_served.served_at if liability.rejection_served else None,
        loss_version=loss.determined.version if loss.determined else None,
        calc_no=loss.calculation.calc_no if loss.calculation else None,
        payable=claim.payable,
        stale=claim.stale,
        approved_at=settlement.approved_at,
        approved=approved.amount if approved else None,
        advances=total(each.amount for each in settlement.advances),
        paid=total(each.amount for each in settlement.paid),
        paid_at=max((each.paid_at for each in settlement.paid), default=None),
        receipted_at=settlement.receipted_at,
        tasks=tuple(each.task_id for each in settlement.tasks),
        closed_at=settlement.closed_at,
        outcome=settlement.closed.outcome if settlement.closed else None,
        dossier_missing=_dossier_missing(claim),
    )


def _dossier_missing(claim: Claim) -> tuple[str, ...]:
    settlement = claim.settlement
    if not (settlement.dossier or settlement.closed or settlement.assembled):
        return ()
    waived = {str(each.item_no) for each in settlement.assembled.waived} if settlement.assembled else set()
    return tuple(item.id for item in DOSSIER.missing(claim) if item.id.isdecimal() and item.id not in waived)


class CalculationRow(State, frozen=True, kw_only=True):
    """One calculation sheet, in yuan; one that is not the latest is stale, whatever came after it.

    `declared` is what the insurer's own system said; the variants are the readings of the manual that were chosen.
    """

    item: str
    claim_no: str
    insurer_id: str
    calc_no: str
    calculated_at: datetime
    payable: Decimal
    property: Decimal
    salvage: Decimal
    to_pay: Decimal
    declared: Decimal | None
    latest: bool
    stale: bool
    checked: bool
    residual_variant: str
    third_party_variant: str | None
    flags: tuple[str, ...]
    formula_version: str


def calculation_rows(claim: Claim) -> Iterator[CalculationRow]:
    loss, stale = claim.loss, claim.stale
    for calc_no, calculation in loss.calculations.items():
        sheet, inputs = calculation.sheet, calculation.inputs
        if sheet is None:
            continue
        latest = loss.calculation is not None and loss.calculation.calc_no == calc_no
        received = inputs.third_party_received
        yield CalculationRow(
            item=calc_no,
            claim_no=claim.id,
            insurer_id=claim.report.insurer_id,
            calc_no=calc_no,
            calculated_at=loss.calculated_at[calc_no],
            payable=sheet.payable,
            property=sheet.property,
            salvage=sheet.salvage,
            to_pay=sheet.to_pay,
            declared=calculation.declared,
            latest=latest,
            stale=stale or not latest,
            checked=latest and loss.checked is not None,
            residual_variant=inputs.variants.residual,
            third_party_variant=received.variant if received else None,
            flags=sheet.flags,
            formula_version=sheet.formula_version,
        )


class OpinionRow(State, frozen=True, kw_only=True):
    """One appraisal opinion as the insurer reviewed it last; `considered_at` is when its review first counted."""

    item: str
    claim_no: str
    insurer_id: str
    opinion_no: str
    appraisal_id: str
    adopted: str
    reasons: str | None
    reviewer: str
    considered_at: datetime | None


def opinion_rows(claim: Claim) -> Iterator[OpinionRow]:
    for opinion_no, considered in claim.liability.opinions.items():
        yield OpinionRow(
            item=opinion_no,
            claim_no=claim.id,
            insurer_id=claim.report.insurer_id,
            opinion_no=opinion_no,
            appraisal_id=considered.appraisal_id,
            adopted=considered.adopted,
            reasons=considered.reasons,
            reviewer=considered.reviewer,
            considered_at=claim.liability.considered.get(considered.appraisal_id),
        )


class CoinsuranceRow(State, frozen=True, kw_only=True):
    """One other member of a co-insured contract: when it was told, and its share in yuan.

    `transfer_minutes` is how long the insurer took to pass the report on to the hotline, the same for every member.
    """

    item: str
    claim_no: str
    insurer_id: str
    member_id: str
    lead: bool | None
    reported_at: datetime
    notified_at: datetime | None
    transfer_minutes: Decimal | None
    share: Decimal | None
    requested: Decimal | None
    transferred: Decimal


def coinsurance_rows(claim: Claim) -> Iterator[CoinsuranceRow]:
    report, settlement, calculation = claim.report, claim.settlement, claim.loss.calculation
    if report.received_at is None:
        return
    asked = settlement.shares_requested
    requested = {each.member: each.amount for each in asked.shares} if asked else {}
    borne = {each.member: each.amount for each in calculation.sheet.shares} if calculation and calculation.sheet else {}
    refunded = [each.member for each in settlement.shares_transferred]
    for member in dict.fromkeys((*report.coinsurers, *report.notified, *requested, *refunded)):
        yield CoinsuranceRow(
            item=member,
            claim_no=claim.id,
            insurer_id=report.insurer_id,
            member_id=member,
            lead=report.lead,
            reported_at=report.received_at,
            notified_at=report.notified.get(member),
            transfer_minutes=lasted(report.received_at, report.transferred_at, MINUTE),
            share=borne.get(member),
            requested=requested.get(member),
            transferred=total(each.amount for each in settlement.shares_transferred if each.member == member),
        )


class ResidualRow(State, frozen=True, kw_only=True):
    """One lot of recovered goods and how far it has come, in yuan; `lines` of its register."""

    item: str
    claim_no: str
    insurer_id: str
    lot_id: str
    items: tuple[str, ...]
    status: str
    since: datetime | None
    lines: int
    method: str | None
    proceeds: Decimal | None
    costs: Decimal | None
    net_proceeds: Decimal | None
    credited: Decimal | None


def residual_rows(claim: Claim) -> Iterator[ResidualRow]:
    for lot_id, lot in claim.loss.lots.items():
        reached = ("credited", lot.credited), ("disposed", lot.disposed), ("registered", lot.registered)
        yield ResidualRow(
            item=lot_id,
            claim_no=claim.id,
            insurer_id=claim.report.insurer_id,
            lot_id=lot_id,
            items=lot.taken.items if lot.taken else (),
            status=next((name for name, step in reached if step), "taken"),
            since=lot.since,
            lines=len(lot.registered.goods) if lot.registered else 0,
            method=lot.disposed.method if lot.disposed else None,
            proceeds=lot.disposed.proceeds if lot.disposed else None,
            costs=lot.disposed.costs if lot.disposed else None,
            net_proceeds=lot.net_proceeds,
            credited=lot.credited.amount if lot.credited else None,
        )


VIEWS = (
    View(
        name="claim",
        kinds=("claim",),
        row=ClaimRow,
        rows=claim_rows,
        indexes={
            "latest": "(reported_at, stream) WHERE upper_inf(during)",
            "incident": "(incident_id) WHERE upper_inf(during) AND incident_id IS NOT NULL",
        },
    ),
    View(name="calculation", kinds=("claim",), row=CalculationRow, rows=calculation_rows),
    View(name="opinion", kinds=("claim",), row=OpinionRow, rows=opinion_rows),
    View(name="coinsurance", kinds=("claim",), row=CoinsuranceRow, rows=coinsurance_rows),
    View(name="residual", kinds=("claim",), row=ResidualRow, rows=residual_rows),
)

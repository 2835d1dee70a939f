"""What a claim makes the ledger record elsewhere: what it takes of the cover, and its recoveries (PICC 九). 理赔联动"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import is_
from typing import Any, cast

from ledger.claims.events.cover import CoverExhausted, SumInsuredReduced, Taken
from ledger.claims.events.recovery import RecoveryOpened
from ledger.claims.events.settlement import ClaimApproved
from ledger.claims.state import Claim
from ledger.kernel.clock import local_day
from ledger.kernel.codes import Line
from ledger.kernel.event import Event
from ledger.kernel.law import Rule, carries
from ledger.kernel.state import member_names, replace
from ledger.kernel.worksheet import less, total
from ledger.law.house import OPEN_ONCE
from ledger.law.manual import REDUCE_SI
from ledger.worksheets.cover import exhausted


def reacts(before: Claim, after: Claim) -> Iterator[tuple[str, Event]]:
    """What the claim now says otherwise to another stream; what it no longer says is taken back."""
    was_on, is_on = _grounds(before), _grounds(after)
    if len(was_on) == len(is_on) and all(map(is_, was_on, is_on)):
        return
    was, now = _said(before), _said(after)
    for stream in {**was, **now}:
        if stream not in now:
            yield stream, _taken_back(was[stream])
        elif now[stream] != was.get(stream):
            yield stream, now[stream]


def slots(claim: Claim) -> Mapping[str, Rule]:
    """A recovery belongs to one claim alone: its task is reserved among those of the insurer."""
    return dict.fromkeys(claim.recoveries.values(), OPEN_ONCE) if claim.settlement.tasks else {}


def _grounds(claim: Claim) -> tuple[object, ...]:
    """All that what it says rests on: nothing until the claim is approved or has a recovery, as most are for long."""
    settled = claim.settlement
    said = (settled.approved, settled.approved_at, settled.paid, settled.advances, settled.tasks)
    parts = (claim.report, claim.survey, claim.liability, claim.loss) if settled.approved or settled.tasks else ()
    return (*said, *parts)


def _said(claim: Claim) -> Mapping[str, Event]:
    """What a claim says to the streams of covers and of recoveries, one event each."""
    return {**dict(_reductions(claim)), **dict(_recoveries(claim))}


@carries(REDUCE_SI)
def _reductions(claim: Claim) -> Iterator[tuple[str, SumInsuredReduced | CoverExhausted]]:
    """With its approval, the indemnity of each item's property; with a payment of all that was in force, the end.

    What was advanced counts as paid with the approval.
    """
    approved, paid = claim.settlement.approved, claim.settlement.paid
    if approved is None:
        return
    in_force = {each.item_id: each.amount for each in (paid[-1] if paid else approved).in_force}
    for reduced in reductions(claim, approved):
        stream, item_id = claim.covers[reduced.item_id], reduced.item_id
        if claim.paid_in_full and exhausted(in_force.get(item_id, reduced.sum_insured), reduced.reduction):
            yield stream, _exhausted(claim, reduced)
        else:
            yield stream, reduced


def reductions(claim: Claim, approved: ClaimApproved) -> Iterator[SumInsuredReduced]:
    """What an approval takes of the covers: the indemnity of each item's property, less what has abated it since.

    Salvage cost has a limit of its own and reduces nothing. Of a co-insured contract both the sum insured and the
    reduction are the insurer's own share.
    """
    snapshot, lost_at = claim.report.snapshot, claim.report.loss_time
    calculation = claim.loss.calculations.get(approved.calc_no)
    if not (calculation and calculation.sheet and snapshot and lost_at):
        return
    sheet = calculation.sheet
    owed = min(approved.amount, less(sheet.payable, (each.amount for each in claim.liability.abatements)))
    abated = less(sheet.payable, [owed])
    for item_id, reduction in sheet.by_item(less(sheet.property, [abated])).items():
        if item_id not in claim.insured or not reduction:
            continue
        yield SumInsuredReduced(
            claim_no=claim.id,
            insurer_id=claim.report.insurer_id,
            line_of_business=cast(Line, claim.report.line_of_business),
            policy_no=snapshot.policy_no,
            item_id=item_id,
            period_from=snapshot.period_from,
            period_to=snapshot.period_to,
            lost_on=local_day(lost_at),
            sum_insured=claim.own(claim.insured[item_id].sum_insured),
            reduction=claim.own(reduction),
        )


def _exhausted(claim: Claim, reduced: SumInsuredReduced) -> CoverExhausted:
    paid, advances = claim.settlement.paid, claim.settlement.advances
    last = paid[-1] if paid else advances[-1]
    paid_at = paid[-1].paid_at if paid else claim.settlement.approved_at
    return CoverExhausted(**_members(reduced), payment_no=last.payment_no, paid_at=cast(datetime, paid_at))


def _members(taken: Taken) -> dict[str, Any]:
    return {name: getattr(taken, name) for name in member_names(Taken) or ()}


def _recoveries(claim: Claim) -> Iterator[tuple[str, RecoveryOpened]]:
    line, letters = cast(Line, claim.report.line_of_business), claim.liability.assignments.values()
    for task in claim.settlement.tasks:
        assigned = [each.amount for each in letters if each.third_party == task.third_party]
        yield (
            claim.recoveries[task.task_id],
            RecoveryOpened(
                task_id=task.task_id,
                claim_no=claim.id,
                insurer_id=claim.report.insurer_id,
                line_of_business=line,
                third_party=task.third_party,
                limitation_expiry=task.limitation_expiry,
                assigned=total(assigned) if assigned else None,
            ),
        )


def _taken_back(said: Event) -> Event:
    match said:
        case RecoveryOpened():
            return replace(said, withdrawn=True)
        case Taken():
            return SumInsuredReduced(**_members(said) | {"reduction": total(())})
    raise TypeError(f"a claim never says {type(said).__name__}")

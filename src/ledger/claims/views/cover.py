"""Rows of the covers of policies' items, and of what each claim took of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from ledger.claims.state.cover import Cover
from ledger.kernel.state import State
from ledger.kernel.view import View
from ledger.kernel.worksheet import total


class CoverRow(State, frozen=True, kw_only=True):
    """Amounts in yuan; `sum_insured` as the policy was copied first, `in_force` what is left of it now.

    Of a co-insured contract they are the insurer's own share.
    """

    item: str = ""
    policy_no: str
    item_id: str
    insurer_id: str
    line_of_business: str
    status: str
    sum_insured: Decimal
    in_force: Decimal
    claims: tuple[str, ...]
    exhausted_by: str | None
    exhausted_at: datetime | None


def cover_rows(cover: Cover) -> Iterator[CoverRow]:
    if not cover.id:
        return
    exhausted = cover.exhausted
    yield CoverRow(
        policy_no=cover.policy_no,
        item_id=cover.item_id,
        insurer_id=cover.insurer_id,
        line_of_business=cover.line_of_business,
        status=cover.status,
        sum_insured=cover.sum_insured,
        in_force=cover.in_force,
        claims=tuple(claim_no for claim_no, each in cover.reductions.items() if each.taken.reduction),
        exhausted_by=exhausted.claim_no if exhausted else None,
        exhausted_at=exhausted.paid_at if exhausted else None,
    )


class ReductionRow(State, frozen=True, kw_only=True):
    """What one claim took of a sum insured, in yuan, and how far it was restored.

    `requested` is what is to be restored and not endorsed yet; premium is owed and was paid for that and for what was
    restored before.
    """

    item: str
    policy_no: str
    item_id: str
    insurer_id: str
    claim_no: str
    lost_on: date
    reduction: Decimal
    restored: Decimal
    requested: Decimal | None
    premium_owed: Decimal | None
    premium_paid: Decimal


def reduction_rows(cover: Cover) -> Iterator[ReductionRow]:
    for claim_no, reduction in cover.reductions.items():
        yield ReductionRow(
            item=claim_no,
            policy_no=cover.policy_no,
            item_id=cover.item_id,
            insurer_id=cover.insurer_id,
            claim_no=claim_no,
            lost_on=reduction.taken.lost_on,
            reduction=reduction.taken.reduction,
            restored=total(each.amount for each in reduction.restored),
            requested=reduction.requested,
            premium_owed=reduction.premium_owed,
            premium_paid=reduction.premium_paid,
        )


class ReinstatementRow(State, frozen=True, kw_only=True):
    """One endorsement that restored a part of what a claim took, in yuan."""

    item: str
    policy_no: str
    item_id: str
    insurer_id: str
    claim_no: str
    endorsement_no: str
    amount: Decimal
    effective_on: date


def reinstatement_rows(cover: Cover) -> Iterator[ReinstatementRow]:
    for claim_no, reduction in cover.reductions.items():
        for at, each in enumerate(reduction.restored):
            yield ReinstatementRow(
                item=f"{claim_no}/{at}",
                policy_no=cover.policy_no,
                item_id=cover.item_id,
                insurer_id=cover.insurer_id,
                claim_no=claim_no,
                endorsement_no=each.endorsement_no,
                amount=each.amount,
                effective_on=each.effective_on,
            )


VIEWS = (
    View(name="cover", kinds=("cover",), row=CoverRow, rows=cover_rows),
    View(name="reduction", kinds=("cover",), row=ReductionRow, rows=reduction_rows),
    View(name="reinstatement", kinds=("cover",), row=ReinstatementRow, rows=reinstatement_rows),
)

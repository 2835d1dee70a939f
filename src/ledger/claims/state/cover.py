"""The cover of one item of a policy: its sum insured, what claims took of it, and what was restored. 保单保额"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from ledger.claims.events.cover import (
    CoverExhausted,
    ReinstatementPremiumPaid,
    ReinstatementRequested,
    SumInsuredReduced,
    SumInsuredReinstated,
    Taken,
)
from ledger.kernel.context import Party, completing
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.facts import ItemCover
from ledger.kernel.law import Matter, Refused
from ledger.kernel.state import State, field, replace
from ledger.kernel.worksheet import Reckoned, less, total
from ledger.worksheets.cover import Reinstatement, reinstatement_premium
from ledger.worksheets.refused import CalculationRefused

NOTHING = total(())


class Reduction(State, frozen=True, kw_only=True):
    """What one claim took of the sum insured, and how far that was restored. 冲减"""

    taken: Taken
    exhausted: CoverExhausted | None = None
    requested: Decimal | None = None
    """What is to be restored and not endorsed yet."""
    paid: tuple[ReinstatementPremiumPaid, ...] = ()
    """The premium that came in, for that and for what was restored before."""
    restored: tuple[SumInsuredReinstated, ...] = ()

    def left_on(self, day: date) -> Decimal:
        """What of it is not restored on a day; nothing before the loss."""
        if day < self.taken.lost_on:
            return NOTHING
        return less(self.taken.reduction, (each.amount for each in self.restored if each.effective_on <= day))

    @property
    def open(self) -> Decimal:
        """What of it is not restored by any endorsement."""
        return self.left_on(date.max)

    def premium(self, rate: Decimal) -> Reckoned:
        """What is owed for all that was restored and requested. CalculationRefused for a loss outside the period."""
        return reinstatement_premium(
            Reinstatement(
                restored=total((self.requested or NOTHING, *(each.amount for each in self.restored))),
                rate=rate,
                starts_on=self.taken.period_from,
                ends_on=self.taken.period_to,
                lost_on=self.taken.lost_on,
            )
        )

    @property
    def premium_owed(self) -> Decimal | None:
        """What is owed at the rate told last; None while no premium came in, or none can be reckoned."""
        try:
            return self.premium(self.paid[-1].rate).amount if self.paid else None
        except CalculationRefused:
            return None

    @property
    def premium_paid(self) -> Decimal:
        return total(each.paid for each in self.paid)


class Cover(State, frozen=True, kw_only=True):
    """The cover of one item of a policy. 保单保额"""

    id: str = ""
    insurer_id: str = ""
    line_of_business: str = ""
    policy_no: str = ""
    item_id: str = ""
    sum_insured: Decimal = NOTHING
    """As the policy was copied for the first claim."""
    reductions: Mapping[str, Reduction] = field(default_factory=dict)
    """Claim to what it took."""

    @property
    def exhausted(self) -> CoverExhausted | None:
        """The payment that ended the cover, if one did."""
        return next((each.exhausted for each in self.reductions.values() if each.exhausted), None)

    @property
    def in_force(self) -> Decimal:
        """The sum insured after all reductions and endorsements."""
        return NOTHING if self.exhausted else self.in_force_on(date.max)

    def in_force_on(self, day: date, but: str = "") -> Decimal:
        """The sum insured at the end of a day, leaving out what one claim took."""
        others = (each for claim_no, each in self.reductions.items() if claim_no != but)
        return less(self.sum_insured, (each.left_on(day) for each in others))

    @property
    def status(self) -> str:
        """Where the sum insured stands."""
        reductions = self.reductions.values()
        steps = (
            ("terminated", self.exhausted),
            ("awaiting_premium", any(each.requested for each in reductions)),
            ("reduced", any(each.open for each in reductions)),
        )
        return next((name for name, reached in steps if reached), "in_force")


def evolve(cover: Cover, recorded: Recorded) -> Cover:
    match recorded.event:
        case CoverExhausted() as exhausted:
            return _taken(cover, recorded.key, exhausted, exhausted)
        case SumInsuredReduced() as reduced:
            return _taken(cover, recorded.key, reduced, None)
        case ReinstatementRequested() as requested if requested.claim_no in cover.reductions:
            return _reduction(cover, requested.claim_no, requested=requested.amount)
        case ReinstatementPremiumPaid(claim_no=claim_no) as paid if claim_no in cover.reductions:
            return _reduction(cover, claim_no, paid=(*cover.reductions[claim_no].paid, paid))
        case SumInsuredReinstated(claim_no=claim_no) as reinstated if claim_no in cover.reductions:
            reduction = cover.reductions[claim_no]
            left = less(reduction.requested or NOTHING, [reinstated.amount])
            return _reduction(cover, claim_no, restored=(*reduction.restored, reinstated), requested=left or None)
    return cover


def _taken(cover: Cover, key: str, taken: Taken, exhausted: CoverExhausted | None) -> Cover:
    if not cover.id:
        cover = replace(
            cover,
            id=key,
            insurer_id=taken.insurer_id,
            line_of_business=taken.line_of_business,
            policy_no=taken.policy_no,
            item_id=taken.item_id,
            sum_insured=taken.sum_insured,
        )
    known = cover.reductions.get(taken.claim_no) or Reduction(taken=taken)
    reduction = replace(known, taken=taken, exhausted=exhausted)
    return replace(cover, reductions={**cover.reductions, taken.claim_no: reduction})


def _reduction(cover: Cover, claim_no: str, **changes: object) -> Cover:
    return replace(cover, reductions={**cover.reductions, claim_no: replace(cover.reductions[claim_no], **changes)})


def parties(cover: Cover) -> Iterator[Party]:
    if cover.insurer_id:
        yield Party(cover.insurer_id, "insurer")


def matter(cover: Cover, proposed: Proposed) -> Matter:
    """The insurer's work in the line of the policy."""
    return Matter(cover.line_of_business, cover.insurer_id)


def _paid(cover: Cover, proposed: Proposed) -> Event:
    """What was paid with the premium that is owed. Refused where none can be reckoned."""
    paid: ReinstatementPremiumPaid = proposed.event  # type: ignore[assignment]
    reduction = cover.reductions.get(paid.claim_no)
    try:
        return replace(paid, premium=reduction.premium(paid.rate) if reduction else None)
    except CalculationRefused as refused:
        raise Refused(refused.rule, refused.reason, proposed.stream, paid.about.name) from None


complete = completing({ReinstatementPremiumPaid: _paid})


def item_cover(cover: Cover, key: str) -> ItemCover:
    """The cover as later claims need to know it."""
    exhausted = cover.exhausted
    return ItemCover(
        item_id=cover.item_id,
        in_force_on=cover.in_force_on,
        exhausted_by=exhausted.claim_no if exhausted else "",
        exhausted_at=exhausted.paid_at if exhausted else None,
    )

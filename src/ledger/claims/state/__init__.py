"""The claim: one loss under one policy, each chapter of the manual a part of its state. 赔案"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal

from ledger.claims.events.liability import WeatherProofCollected
from ledger.claims.events.loss import IndemnityCalculated
from ledger.claims.events.report import InsuredItem, LossReported
from ledger.claims.events.settlement import ClaimApproved, IndemnityPaid, InForce
from ledger.claims.state import figures, liability, loss, report, settlement, survey
from ledger.claims.state.liability import Liability
from ledger.claims.state.loss import Loss
from ledger.claims.state.report import Report
from ledger.claims.state.settlement import Settlement
from ledger.claims.state.survey import Survey
from ledger.kernel.clock import local_day
from ledger.kernel.codes import joined
from ledger.kernel.context import Facts, Need, Needs, Party, completing
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.facts import DisputedWork, ItemCover
from ledger.kernel.law import Matter, carries
from ledger.kernel.state import State, field, replace, stepping
from ledger.kernel.worksheet import less, total
from ledger.law.manual import SCOPE
from ledger.worksheets import shares

NOTHING = total(())


class Claim(State, frozen=True, kw_only=True):
    """One loss under one policy, or one report without a policy. 赔案"""

    id: str = ""
    report: Report = field(default_factory=Report)
    survey: Survey = field(default_factory=Survey)
    liability: Liability = field(default_factory=Liability)
    loss: Loss = field(default_factory=Loss)
    settlement: Settlement = field(default_factory=Settlement)

    @property
    def insured(self) -> Mapping[str, InsuredItem]:
        """The items of the policy as it was copied, by their ids."""
        return {item.item_id: item for item in self.report.snapshot.items} if self.report.snapshot else {}

    @property
    def covers(self) -> Mapping[str, str]:
        """The streams in which the covers of these items stand, by item."""
        insurer, snapshot = self.report.insurer_id, self.report.snapshot
        return {id: f"cover/{joined(insurer, snapshot.policy_no, id)}" for id in self.insured} if snapshot else {}

    @property
    def recoveries(self) -> Mapping[str, str]:
        """The streams of the recoveries from third parties, by the insurer's own ids of the tasks."""
        insurer = self.report.insurer_id
        return {task.task_id: f"recovery/{joined(insurer, task.task_id)}" for task in self.settlement.tasks}

    def own(self, amount: Decimal) -> Decimal:
        """The insurer's share of an amount, by the latest calculation; the whole where it insures alone."""
        members = self.loss.calculation.inputs.coinsurance if self.loss.calculation else ()
        return shares.own(amount, members, self.report.insurer_id)

    @property
    def third_party(self) -> bool:
        """Whether somebody else answers for the loss, as far as the insurer has told."""
        filed, liability = self.report.filed, self.liability
        told = filed is not None and filed.third_party and not liability.nobody_liable
        return liability.third_party is not None or told

    @property
    def over_authority(self) -> bool:
        """Whether the case is beyond the authority of who handles it."""
        filed = self.report.filed
        return filed is not None and filed.over_authority

    @property
    def for_the_superior(self) -> bool:
        """Whether the superior company approves its liability: beyond authority or in dispute, as filed or proposed."""
        filed, proposed = self.report.filed, self.liability.proposed
        beyond = proposed is not None and proposed.beyond
        return beyond or (filed is not None and (filed.over_authority or filed.disputed))

    def paid_first(self, payment: IndemnityPaid) -> bool:
        """Whether it is paid before the third party that answers for the loss has paid all of it."""
        return (self.third_party or payment.pay_first) and not self.compensated_by_third_party

    @property
    def left_out(self) -> frozenset[str]:
        """Items that are not paid for: outside the policy or the cover, or rejected."""
        determined = self.liability.determined
        outside = frozenset(determined.outside) if determined else frozenset()
        return self.survey.excluded | self.liability.rejected_items | outside

    @property
    def compensated_by_third_party(self) -> bool:
        """Whether the third party has paid all of the loss: nothing remains to recover from it."""
        received = total(each.amount for each in self.liability.third_party_received)
        lost = total(each.net for each in self.loss.determined.items) if self.loss.determined else received
        return bool(received) and received >= lost

    def agreed_by_both(self, agreed_by: Collection[str]) -> bool:
        """Whether the insurer has agreed to something, and somebody beside it."""
        return {party == self.report.insurer_id for party in agreed_by} == {True, False}

    @property
    def stale(self) -> bool:
        """Whether the latest calculation is not from what the claim knows now."""
        return figures.changed(self) is not None

    @property
    def approved(self) -> ClaimApproved | None:
        """The approval that stands: of the latest calculation, which is not stale, of a claim that is covered."""
        approved, latest = self.settlement.approved, self.loss.calculation
        stands = approved and latest and approved.calc_no == latest.calc_no and not self.liability.denied
        return approved if stands and not self.stale else None

    @property
    def agreed(self) -> bool:
        """Whether the review has agreed to the latest calculation."""
        calculation, review = self.loss.calculation, self.settlement.review
        return calculation is not None and review is not None and review.agrees_to(calculation.calc_no)

    @property
    def payable(self) -> Decimal | None:
        """What the latest calculation comes to, in yuan, less what a waiver or prejudice has abated it by."""
        calculation = self.loss.calculation
        if calculation is None or calculation.sheet is None:
            return None
        return less(calculation.sheet.payable, (each.amount for each in self.liability.abatements))

    def owed(self, by: str) -> Decimal:
        """What is to be paid in all by the sheet and by its approval, in yuan.

        By the lead that is the whole; by the insurer itself (`self`), of a co-insured claim, its own share.
        """
        approved, owed = self.settlement.approved, self.payable
        if approved is None or owed is None:
            return NOTHING
        owed = min(owed, approved.amount)
        if by == "self" and self.loss.calculation and self.loss.calculation.sheet:
            shares = {each.member: each.amount for each in self.loss.calculation.sheet.shares}
            owed = min(owed, shares.get(self.report.insurer_id, NOTHING)) if shares else owed
        return owed

    def due(self, by: str) -> Decimal:
        """What of that is to be paid after advances."""
        return less(self.owed(by), (each.amount for each in self.settlement.advances))

    def still_to_pay(self, by: str) -> Decimal:
        """What is left of it after all payments so far; what was demanded back as overpaid was not paid."""
        return less(self.owed(by), [self.kept])

    def demanded_back(self, *grounds: str) -> list[Decimal]:
        """What the insurer demanded back on these grounds."""
        return [each.amount for each in self.liability.refunds if each.ground in grounds]

    @property
    def kept(self) -> Decimal:
        """What was paid, advances included, and not too much, in yuan."""
        return less(self.settlement.paid_out, self.demanded_back("overpaid"))

    @property
    def outstanding(self) -> Decimal:
        """What was paid, advances included, and not demanded back, in yuan."""
        return less(self.settlement.paid_out, self.demanded_back("prejudice", "overpaid"))

    @property
    def overpaid(self) -> Decimal:
        """What was paid beyond what is owed and not demanded back; nothing while what is owed is not known."""
        paid = self.settlement.paid
        owed = NOTHING if self.liability.denied else self.owed(paid[-1].by if paid else "self")
        known = self.liability.denied or self.approved is not None
        return less(self.kept, [owed]) if known else NOTHING

    @property
    def paid_in_full(self) -> bool:
        """Whether all that the insurer has to pay has been paid, advances included."""
        paid, settled = self.settlement.paid, self.settlement.approved and self.settlement.payments
        return bool(settled) and not self.still_to_pay(paid[-1].by if paid else "self")

    @property
    def status(self) -> str:
        """The furthest state the claim has reached."""
        return next(name for name, reached in STATES if reached(self))


def _rejecting(claim: Claim) -> bool:
    """A rejection that is proposed of some items alone leaves the claim where it was."""
    liability = claim.liability
    return liability.denied or (liability.determined is None and liability.rejection is not None)


STATES: tuple[tuple[str, Callable[[Claim], object]], ...] = (
    ("archived", lambda claim: claim.settlement.assembled and claim.settlement.closed),
    ("closed", lambda claim: claim.settlement.closed),
    ("cancelled", lambda claim: claim.report.cancelled_at),
    ("rejected", lambda claim: claim.liability.rejected and claim.liability.rejection_served),
    ("rejecting", _rejecting),
    ("receipted", lambda claim: claim.settlement.receipted_at and claim.paid_in_full),
    ("paid", lambda claim: claim.paid_in_full),
    ("approved", lambda claim: claim.approved),
    ("zero", lambda claim: claim.payable == 0),
    ("reviewed", lambda claim: claim.agreed),
    ("checked", lambda claim: claim.loss.checked),
    ("calculated", lambda claim: claim.loss.calculation),
    ("loss_determined", lambda claim: claim.loss.determined),
    ("liable", lambda claim: claim.liability.determined),
    ("escalated", lambda claim: claim.liability.escalated_at and claim.liability.superior is None),
    ("awaiting_documents", lambda claim: claim.liability.missing_documents),
    ("claimed", lambda claim: claim.liability.applied_at),
    ("filed", lambda claim: claim.report.filed),
    ("surveyed", lambda claim: claim.survey.survey_report_at),
    ("surveying", lambda claim: claim.report.dispatched_at or claim.survey.arrived_at),
    ("snapshot_taken", lambda claim: claim.report.snapshot),
    ("cover_checked", lambda claim: claim.report.matched_at or (claim.report.queried and claim.report.queried.found)),
    ("unmatched", lambda claim: claim.report.unmatched_at),
    ("reported", lambda claim: True),
)
"""The states of a claim, the furthest first, and what each is known by."""


_stepped = stepping(
    report=report.STEPS,
    survey=survey.STEPS,
    liability=liability.STEPS,
    loss=loss.STEPS,
    settlement=settlement.STEPS,
)


def evolve(claim: Claim, recorded: Recorded) -> Claim:
    claim = claim if claim.id else replace(claim, id=recorded.key)
    return _stepped(claim, recorded)


def parties(claim: Claim) -> Iterator[Party]:
    """The insurer that handles the claim, and its co-insurers: the one that leads decides here too, the others read."""
    report = claim.report
    if report.insurer_id:
        yield Party(report.insurer_id, "insurer")
        for each in report.coinsurers:
            if each != report.insurer_id:
                yield Party(each, "insurer", acts=each == report.leader, owes=False)


def disputed_work(claim: Claim, key: str) -> DisputedWork:
    """The insurer that handles the claim."""
    return DisputedWork(insurers=(claim.report.insurer_id,))


@carries(SCOPE)
def matter(claim: Claim, proposed: Proposed) -> Matter:
    """The insurer's work in the claim's line of business."""
    told = proposed.event if isinstance(proposed.event, LossReported) else claim.report
    return Matter(told.line_of_business, told.insurer_id)


def area(proposed: Proposed, facts: Facts) -> str:
    """Where the insurer handles the claim, as the report has it."""
    return proposed.event.jurisdiction if isinstance(proposed.event, LossReported) else facts.area


def _covers(claim: Claim, event: Event) -> Iterator[Need]:
    """The covers of the items that were calculated; of all items while none is."""
    covers, calculation = claim.covers, claim.loss.calculation
    calculated = {item.id for item in calculation.inputs.items} if calculation else covers
    return (Need(ItemCover, stream) for item, stream in covers.items() if item in calculated)


NEEDS: Needs = {**liability.NEEDS, ClaimApproved: _covers, IndemnityPaid: _covers}


def complete(claim: Claim, proposed: Proposed, facts: Facts) -> Event:
    """Adds weather and sheet as computed, and to an approval or a payment what was in force of the items' covers."""
    if isinstance(proposed.event, ClaimApproved | IndemnityPaid):
        return replace(proposed.event, in_force=tuple(_in_force(claim, facts)))
    return _computed(claim, proposed, facts)


def _in_force(claim: Claim, facts: Facts) -> Iterator[InForce]:
    """Where no claim has taken anything yet, the sum insured as the policy was copied."""
    covers, lost_at = {each.item_id: each for each in facts.every(ItemCover)}, claim.report.loss_time
    if claim.loss.calculation is None or lost_at is None:
        return
    for item in claim.loss.calculation.inputs.items:
        if cover := covers.get(item.id):
            yield InForce(item_id=item.id, amount=cover.in_force_on(local_day(lost_at), claim.id))
        elif insured := claim.insured.get(item.id):
            yield InForce(item_id=item.id, amount=claim.own(insured.sum_insured))


_computed = completing({WeatherProofCollected: liability.complete, IndemnityCalculated: loss.complete})

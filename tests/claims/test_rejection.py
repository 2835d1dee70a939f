"""Rejecting a claim: evidence and legal concurrence first, then the notice and its service (PICC 三、十四)."""

from __future__ import annotations

from typing import Any

import pytest

from given import given, instant
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.manual import CANCEL_OR_REJECT, CARE, MAIL, REJECT_EVIDENCE, REJECT_WRITTEN, SERVE, SUPERIOR_APPROVAL
from looking import duties, grave, owed
from scenarios.acts import correction
from scenarios.claims import CLAIM
from scenarios.claims_liability import (
    ANALYSED,
    APPLIED,
    DENIED,
    REJECTED,
    REJECTING,
    denied,
    determined,
    in_part,
    law_agreed,
    law_disagreed,
    notice_issued,
    notice_served,
    posted,
    refund_demanded,
    rejected,
    rejection_proposed,
    superior_approved,
)
from scenarios.claims_settlement import (
    APPROVED,
    advance_paid,
    advance_requested,
    approved,
    filed,
    filed_over_authority,
)
from scenarios.claims_survey import cancelled

proves = pytest.mark.proves
NOTICED = (*REJECTED, notice_issued)
struck_out = cancelled.on("2026-04-01T10:00:00")


@proves(REJECT_EVIDENCE.id)
@pytest.mark.parametrize("part", ["reasons", "clauses", "evidence"])
def test_a_rejection_has_reasons_clauses_and_evidence(part: str) -> None:
    given(*REJECTING).when(rejected(**{part: []})).refused(REJECT_EVIDENCE)
    given(*REJECTING).when(rejected).appended()


@proves(REJECT_EVIDENCE.id)
def test_the_legal_department_agrees_first() -> None:
    given(*DENIED).when(rejected).refused(REJECT_EVIDENCE)
    given(*DENIED, rejection_proposed).when(rejected).refused(REJECT_EVIDENCE)
    given(*DENIED, law_agreed).when(rejected).refused(REJECT_EVIDENCE)
    given(*REJECTING).when(rejected).appended()


@proves(REJECT_EVIDENCE.id)
def test_what_it_refused_or_has_not_seen_it_has_not_agreed_to() -> None:
    given(*REJECTING, law_disagreed).when(rejected).refused(REJECT_EVIDENCE)
    again = rejection_proposed(evidence=["D-1", "D-2"]).on("2026-03-31T15:00:00")
    given(*REJECTING, again).when(rejected).refused(REJECT_EVIDENCE)
    given(*REJECTING, again, law_agreed.on("2026-03-31T16:00:00")).when(rejected).appended()


@proves(IN_ORDER.id)
def test_a_cancelled_claim_is_not_rejected() -> None:
    given(*REJECTING, struck_out).when(rejected.on("2026-04-02T09:00:00")).refused(IN_ORDER)
    given(*REJECTING).when(rejected).appended()


@proves(CANCEL_OR_REJECT.id, says="both")
def test_what_is_not_covered_is_rejected_or_withdrawn() -> None:
    waiting = owed(CANCEL_OR_REJECT, *DENIED)
    assert (waiting.started_at, waiting.due_at, waiting.done_at) == (instant("2026-03-27T10:00:00"), None, None)
    assert owed(CANCEL_OR_REJECT, *REJECTED).done_at == instant("2026-04-01T09:00:00")
    assert owed(CANCEL_OR_REJECT, *DENIED, struck_out).done_at == instant("2026-04-01T10:00:00")
    assert owed(CANCEL_OR_REJECT, *DENIED, struck_out(ground="no_cover")).done_at is None
    assert not duties(CANCEL_OR_REJECT, *ANALYSED, determined)


@proves(CANCEL_OR_REJECT.id, says="both")
def test_some_items_rejected_are_the_way_out_of_a_partial_decision_alone() -> None:
    items = rejected(items=["I-2"])
    partly = (*APPLIED, in_part, rejection_proposed, law_agreed)
    assert owed(CANCEL_OR_REJECT, *partly, items).done_at == instant("2026-04-01T09:00:00")
    covered = determined.on("2026-04-01T08:00:00")
    assert owed(CANCEL_OR_REJECT, *DENIED, covered).cancelled_at == instant("2026-04-01T08:00:00")


@proves(CANCEL_OR_REJECT.id, says="both")
@pytest.mark.parametrize(("ground", "found"), [("no_cover", ["breach"]), ("withdrawn", []), ("duplicate", [])])
def test_striking_out_is_no_way_to_reject(ground: str, found: list[str]) -> None:
    assert grave(CANCEL_OR_REJECT, *DENIED, struck_out(ground=ground)) == found


def test_a_rejection_falls_with_the_denial_it_rests_on() -> None:
    def standing(*story: Any) -> tuple[bool, frozenset[str]]:
        liability = given(*story).state(CLAIM).liability
        return liability.rejected is not None, liability.rejected_items

    assert standing(*REJECTED) == (True, frozenset())
    assert standing(*REJECTED, determined.on("2026-06-01T09:00:00")) == (False, frozenset())
    partly = (*APPLIED, in_part, rejection_proposed, law_agreed, rejected(items=["I-2"]))
    assert standing(*partly) == (False, frozenset({"I-2"}))
    assert standing(*partly, in_part.on("2026-06-01T09:00:00")) == (False, frozenset({"I-2"}))
    assert standing(*partly, determined.on("2026-06-01T09:00:00")) == (False, frozenset())


@proves(IN_ORDER.id)
def test_what_is_rejected_was_determined_to_be_outside_the_cover() -> None:
    agreed = (rejection_proposed, law_agreed)
    for story in ((*APPLIED, agreed), (*APPLIED, determined, agreed), (*APPLIED, in_part, agreed)):
        given(*story).when(rejected).refused(IN_ORDER)
    given(*DENIED, agreed).when(rejected).appended()
    some = rejected(items=["I-2"])
    given(*DENIED, agreed).when(some).refused(IN_ORDER)
    given(*APPLIED, determined, agreed).when(some).refused(IN_ORDER)
    given(*APPLIED, in_part, agreed).when(some(items=["I-1", "I-2"])).refused(IN_ORDER)
    given(*APPLIED, in_part, agreed).when(some).appended()


@proves(SUPERIOR_APPROVAL.id)
def test_the_superior_approves_a_rejection_beyond_authority_or_in_dispute() -> None:
    for filing in (filed_over_authority, filed(disputed=True)):
        given(*DENIED, filing, rejection_proposed, law_agreed).when(rejected).refused(SUPERIOR_APPROVAL)
        approved_by_it = superior_approved(liability="not_covered")
        given(*DENIED, filing, approved_by_it, rejection_proposed, law_agreed).when(rejected).appended()
    otherwise = superior_approved(liability="covered")
    beyond = (*APPLIED, filed_over_authority, superior_approved(liability="partial"), in_part)
    given(*beyond, rejection_proposed, law_agreed).when(rejected(items=["I-2"])).appended()
    late = otherwise.on("2026-03-29T10:00:00")
    given(*beyond, late, rejection_proposed, law_agreed).when(rejected(items=["I-2"])).refused(SUPERIOR_APPROVAL)


@proves(IN_ORDER.id)
def test_what_was_granted_is_taken_back_before_the_whole_is_rejected() -> None:
    anew = denied.on("2026-04-05T10:00:00")
    steps = (rejection_proposed.on("2026-04-06T09:00:00"), law_agreed.on("2026-04-06T10:00:00"))
    late = rejected.on("2026-05-09T09:00:00")
    given(*APPROVED, anew, steps).when(late).refused(IN_ORDER)
    given(*APPROVED, anew, steps, correction(approved, withdrawn=True)).when(late).appended()
    advanced = (*APPLIED, advance_requested, advance_paid, anew, steps)
    given(*advanced).when(late).refused(IN_ORDER)
    given(*advanced, refund_demanded(ground="overpaid", amount="50000.00")).when(late).appended()


@proves(OPEN_ONCE.id)
def test_the_whole_is_rejected_once() -> None:
    again = rejected.on("2026-05-01T09:00:00")
    given(*REJECTED).when(again).refused(OPEN_ONCE)
    given(*REJECTING).when(again).appended()


def test_an_agreement_of_the_law_department_falls_with_the_decision_it_was_for() -> None:
    covered, again = determined.on("2026-04-10T10:00:00"), denied.on("2026-04-20T10:00:00")
    late = rejected.on("2026-04-21T09:00:00")
    given(*REJECTED, covered, again).when(late).refused(REJECT_EVIDENCE)
    given(*REJECTING, denied.on("2026-04-01T08:00:00")).when(late).appended()


def test_what_was_proposed_before_and_recorded_late_changes_no_answer() -> None:
    given(*DENIED, law_agreed, rejection_proposed).when(rejected).appended()
    earlier = rejection_proposed(evidence=["D-9"]).on("2026-03-28T09:00:00")
    given(*REJECTING, earlier).when(rejected).appended()
    given(*REJECTING, law_disagreed.on("2026-03-29T09:00:00")).when(rejected).appended()
    before = law_agreed.on("2026-03-29T09:00:00")
    given(*DENIED, rejection_proposed, before).when(rejected).refused(REJECT_EVIDENCE)


def test_service_of_an_earlier_notice_is_not_that_of_the_whole_rejection() -> None:
    partly = (*APPLIED, in_part, rejection_proposed, law_agreed, rejected(items=["I-2"]), notice_issued, notice_served)
    whole = (
        denied.on("2026-04-05T09:00:00"), rejection_proposed.on("2026-04-05T10:00:00"),
        law_agreed.on("2026-04-05T11:00:00"), rejected.on("2026-04-06T09:00:00"),
    )  # fmt: skip
    second = notice_issued(notice_no="JP-2").on("2026-04-07T09:00:00")
    served = notice_served(notice_no="JP-2", served_at="2026-04-08T09:00:00+08:00").on("2026-04-08T10:00:00")
    assert given(*partly, whole).state(CLAIM).status == "rejecting"
    assert given(*partly, whole, second, served).state(CLAIM).status == "rejected"


@proves(IN_ORDER.id)
def test_a_notice_tells_of_what_was_rejected() -> None:
    given(*REJECTING).when(notice_issued).refused(IN_ORDER)
    given(*REJECTED).when(notice_issued).appended()
    given(*APPLIED, in_part, rejection_proposed, law_agreed, rejected(items=["I-2"])).when(notice_issued).appended()


@proves(OPEN_ONCE.id)
def test_a_notice_has_a_number_of_its_own() -> None:
    again = notice_issued.on("2026-04-10T09:00:00")
    given(*NOTICED).when(again).refused(OPEN_ONCE)
    given(*NOTICED).when(again(notice_no="JP-2")).appended()


@proves(KNOWN_REFERENCE.id)
def test_a_notice_served_was_issued() -> None:
    given(*REJECTED).when(notice_served).refused(KNOWN_REFERENCE)
    given(*NOTICED).when(notice_served).appended()


@proves(CARE.id, says="both")
@pytest.mark.parametrize("part", ["reasons", "clauses", "evidence"])
def test_a_notice_leaves_nothing_out(part: str) -> None:
    assert grave(CARE, *REJECTED, notice_issued(**{part: []})) == ["breach"]
    assert grave(CARE, *REJECTED, notice_issued) == []


@proves(REJECT_WRITTEN.id, says="both")
def test_a_rejection_is_written_and_signed_for() -> None:
    assert owed(REJECT_WRITTEN, *REJECTED, part="issue").done_at is None
    assert owed(REJECT_WRITTEN, *NOTICED, part="issue").done_at == instant("2026-04-02T09:00:00")
    assert owed(REJECT_WRITTEN, *NOTICED, part="serve").done_at is None
    assert owed(REJECT_WRITTEN, *NOTICED, notice_served, part="serve").done_at == instant("2026-04-03T08:30:00")


@proves(SERVE.id, says="both")
@pytest.mark.parametrize(
    ("service", "proven"),
    [
        (notice_served, True),
        (notice_served(signature_ref=None), False),
        (notice_served(signature_ref=None, delivery_record_ref="SD-1"), True),
        (posted, False),
        (posted(delivery_record_ref="SD-1"), False),
        (posted(postal_receipt_ref="YJ-1"), True),
    ],
)
def test_service_is_proven_or_does_not_count(service: Any, proven: bool) -> None:
    served = owed(SERVE, *NOTICED, service)
    assert served.subject == "JP-1"
    assert (served.done_at is not None) is proven
    assert (owed(REJECT_WRITTEN, *NOTICED, service, part="serve").done_at is not None) is proven
    assert (given(*NOTICED, service).state(CLAIM).liability.rejection_served is not None) is proven


@proves(SERVE.id, says="both")
def test_proof_may_follow() -> None:
    proof = posted(postal_receipt_ref="YJ-1").on("2026-04-07T09:00:00")
    assert owed(SERVE, *NOTICED, posted, proof).done_at == instant("2026-04-03T08:30:00")


@proves(MAIL.id, says="both")
def test_the_postal_receipt_is_kept() -> None:
    assert grave(MAIL, *NOTICED, posted) == ["breach"]
    assert grave(MAIL, *NOTICED, posted(postal_receipt_ref="YJ-1")) == []
    assert grave(MAIL, *NOTICED, notice_served) == []

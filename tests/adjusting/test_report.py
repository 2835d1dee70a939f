"""The adjusting report, its delivery, the end of the case and its archived file (MBA 9 and 10)."""

from __future__ import annotations

from datetime import datetime

import pytest

from given import Act, given, instant
from ledger import supervision
from ledger.adjusting.checklists.report import PARTS, SECTIONS
from ledger.duties.house import House
from ledger.kernel.clock import rfc3339
from ledger.kernel.law import Rule
from ledger.law import machinery as mba
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from looking import findings, grave, owed, rows
from scenarios.acts import correction, digest
from scenarios.assignment_reports import (
    ADJUSTED,
    ANALYSED,
    CLOSED,
    DELIVERED,
    DETERMINED,
    DRAFT,
    FILED,
    ISSUED,
    REVIEWED,
    adjusted,
    archived,
    assignment_closed,
    cover_analysed,
    delivered,
    drafted,
    fee_received,
    fee_waived,
    quality_reviewed,
    report_issued,
)
from scenarios.assignments import (
    INSURED,
    accepted,
    appointed,
    letter_received,
    offered_jointly,
)
from scenarios.claims import A, assignment_offered

proves = pytest.mark.proves
OTHER = digest("另一稿")


# Article 9: the report


@proves(mba.REPORT_PARTS.id, mba.BODY.id)
@pytest.mark.parametrize(
    ("rule", "section"),
    [*((mba.REPORT_PARTS, part) for part in PARTS), *((mba.BODY, section) for section in SECTIONS)],
    ids=[*PARTS, *SECTIONS],
)
def test_a_report_has_its_five_parts_and_its_body_fifteen_sections(rule: Rule, section: str) -> None:
    sections = [each for each in (*PARTS, *SECTIONS) if each != section]
    lacking = (*ADJUSTED, letter_received, drafted(sections=sections), quality_reviewed)
    refused = given(*lacking).when(report_issued).refused(rule)
    assert {**PARTS, **SECTIONS}[section].en in str(refused.results)
    given(*REVIEWED).when(report_issued).appended()


@proves(KNOWN_REFERENCE.id)
def test_what_is_issued_is_the_last_draft() -> None:
    given(*ADJUSTED, letter_received).when(report_issued).refused(KNOWN_REFERENCE)
    given(*REVIEWED).when(report_issued(hash=OTHER)).refused(KNOWN_REFERENCE)
    given(*REVIEWED).when(report_issued).appended()


@proves(OPEN_ONCE.id)
def test_a_report_has_a_number_of_its_own() -> None:
    again = report_issued.on("2026-03-26T09:00:00")
    given(*ISSUED).when(again).refused(OPEN_ONCE)
    given(*ISSUED).when(again(report_no="GG-2026-2")).appended()


@proves(mba.BODY.id)
def test_a_report_tells_of_an_adjustment_or_that_nothing_is_covered() -> None:
    checked = (letter_received, drafted, quality_reviewed)
    denied = cover_analysed(advice="not_covered").on("2026-03-17T09:00:00")
    given(*ANALYSED, *checked).when(report_issued).refused(mba.BODY)
    assert given(*ANALYSED, *checked).state(report_issued.stream).status == "appointed"
    given(*ANALYSED, denied, *checked).when(report_issued).appended()
    assert given(*ANALYSED, denied, *checked).state(report_issued.stream).status == "reviewed"
    given(*REVIEWED).when(report_issued).appended()


@proves(mba.QUALITY_REVIEW.id)
def test_what_is_recorded_late_does_not_replace_a_later_draft_or_review() -> None:
    older = (
        drafted(hash=OTHER).on("2026-03-19T09:00:00"),
        quality_reviewed(result="returned").on("2026-03-21T09:00:00"),
    )
    given(*REVIEWED, *older).when(report_issued).appended()


@proves(mba.SIGNATURES.id)
@pytest.mark.parametrize(
    ("signing", "told"),
    [
        (report_issued(signatures=["ADJ-1"]), "at least two"),
        (report_issued(signatures=["ADJ-1", "ADJ-1"]), "at least two"),
        (report_issued(signatures=[]), "at least two"),
        (report_issued(signatures=["ADJ-1", "ADJ-9"]), "ADJ-9"),
        (report_issued(seal=False), "seal"),
    ],
)
def test_two_appointed_adjusters_sign_and_the_firm_seals(signing: Act, told: str) -> None:
    assert told in str(given(*REVIEWED).when(signing).refused(mba.SIGNATURES).results)
    given(*REVIEWED).when(report_issued).appended()


@proves(mba.SIGNATURES.id, says="both")
def test_an_adjuster_who_did_not_sign_is_noticed() -> None:
    three = appointed(adjuster_ids=["ADJ-1", "ADJ-2", "ADJ-3"]).on("2026-03-03T09:30:00")
    [(severity, told)] = findings(mba.SIGNATURES, *REVIEWED, three, report_issued)
    assert (severity, "ADJ-3" in told) == ("deviation", True)
    all_of_them = report_issued(signatures=["ADJ-1", "ADJ-2", "ADJ-3"])
    assert findings(mba.SIGNATURES, *REVIEWED, three, all_of_them) == []


@proves(mba.QUALITY_REVIEW.id)
@pytest.mark.parametrize("review", [None, quality_reviewed(result="returned"), quality_reviewed(hash=OTHER)])
def test_the_very_draft_has_passed_its_review(review: Act | None) -> None:
    story = (*ADJUSTED, letter_received, drafted, *([review] if review else []))
    given(*story).when(report_issued).refused(mba.QUALITY_REVIEW)
    given(*REVIEWED).when(report_issued).appended()


@proves(mba.QUALITY_REVIEW.id)
def test_a_change_after_the_review_voids_it() -> None:
    changed = drafted(hash=OTHER).on("2026-03-23T10:00:00")
    given(*REVIEWED, changed).when(report_issued(hash=OTHER)).refused(mba.QUALITY_REVIEW)
    again = quality_reviewed(hash=OTHER).on("2026-03-23T11:00:00")
    given(*REVIEWED, changed, again).when(report_issued(hash=OTHER)).appended()


@proves(mba.QUALITY_REVIEW.id, says="both")
@pytest.mark.parametrize(("reviewer", "own"), [("QR-1", False), ("ADJ-2", True), ("WR-1", True)])
def test_somebody_else_should_review(reviewer: str, own: bool) -> None:
    review = quality_reviewed(reviewer=reviewer)
    told = findings(mba.QUALITY_REVIEW, *ADJUSTED, drafted(author="WR-1"), review)
    assert [severity for severity, _ in told] == (["deviation"] if own else [])


@proves(mba.QUALITY_REVIEW.id, says="both")
def test_a_report_delivered_before_it_was_issued_is_recorded_and_breaks_the_rule() -> None:
    assert grave(mba.QUALITY_REVIEW, *REVIEWED, delivered) == ["breach"]
    assert grave(mba.QUALITY_REVIEW, *ISSUED, delivered(at="2026-03-24T08:59:59+08:00")) == ["breach"]
    assert findings(mba.QUALITY_REVIEW, *DELIVERED) == []


@proves(mba.LETTER_SINGLE.id, mba.LETTER_JOINT.id, says="both")
@pytest.mark.parametrize(
    ("rule", "offer"), [(mba.LETTER_SINGLE, assignment_offered), (mba.LETTER_JOINT, offered_jointly)]
)
def test_a_report_issued_without_the_commission_letter_is_recorded_and_breaks_the_rule(rule: Rule, offer: Act) -> None:
    story = [offer if each is assignment_offered else each for each in REVIEWED if each is not letter_received]
    assert grave(rule, *story, report_issued) == ["breach"]
    signed_by_all = letter_received(signatories=[A, INSURED])
    assert findings(rule, *story, signed_by_all, report_issued) == []


# Article 10: closing and archive


@proves(mba.CLOSE.id)
def test_a_case_is_closed_once_the_report_is_delivered_and_the_fee_received_or_waived() -> None:
    given(*ISSUED, fee_received).when(assignment_closed).refused(mba.CLOSE)
    given(*DELIVERED).when(assignment_closed).refused(mba.CLOSE)
    given(*ISSUED, fee_received, delivered.on("2026-04-20T10:00:00")).when(assignment_closed).appended()
    given(*DELIVERED, fee_waived).when(assignment_closed).appended()
    given(*DELIVERED, fee_received(amount="0.00")).when(assignment_closed).refused(mba.CLOSE)
    given(*DELIVERED, fee_received, fee_received(amount="0.00")).when(assignment_closed).appended()


@proves(mba.CLOSE.id)
def test_what_was_delivered_before_a_report_was_issued_closes_nothing() -> None:
    given(*REVIEWED, delivered, fee_received).when(assignment_closed).refused(mba.CLOSE)
    early = delivered(at="2026-03-24T08:59:59+08:00").on("2026-03-25T09:00:00")
    given(*ISSUED, early, fee_received).when(assignment_closed).refused(mba.CLOSE)
    given(*ISSUED, early, delivered, fee_received).when(assignment_closed).appended()


@proves(mba.CLOSE.id)
def test_the_report_issued_last_is_the_one_to_be_delivered() -> None:
    second = report_issued(report_no="GG-2026-2", dated="2026-03-30").on("2026-03-30T09:00:00")
    given(*DELIVERED, second, fee_received).when(assignment_closed).refused(mba.CLOSE)
    at = "2026-03-30T10:00:00"
    given(*DELIVERED, second, delivered(at=f"{at}+08:00").on(at), fee_received).when(assignment_closed).appended()


@proves(mba.CLOSE.id)
def test_a_file_is_archived_once_the_case_is_closed() -> None:
    given(*DELIVERED, fee_received).when(archived).refused(mba.CLOSE)
    given(*CLOSED).when(archived).appended()


@proves(IN_ORDER.id)
@pytest.mark.parametrize(
    "step",
    [adjusted(calc_no="LS-2"), report_issued, assignment_closed, archived(custodian="KEEPER-1")],
    ids=lambda step: step.type,
)
def test_nothing_is_adjusted_issued_or_closed_once_the_case_has_ended(step: Act) -> None:
    open_until = {adjusted.type: DETERMINED, report_issued.type: REVIEWED, archived.type: CLOSED}
    given(*open_until.get(step.type, (*DELIVERED, fee_received))).when(step).appended()
    given(*CLOSED, archived).when(step.on("2026-05-06T09:00:00")).refused(IN_ORDER)


@proves(mba.ARCHIVE_CONTENT.id)
@pytest.mark.parametrize("kind", ["main_facts", "working_papers", "report"])
def test_the_file_holds_main_facts_working_papers_and_the_report(kind: str) -> None:
    manifest = [item for item in archived.data["manifest"] if item["kind"] != kind]
    given(*CLOSED).when(archived(manifest=manifest)).refused(mba.ARCHIVE_CONTENT)
    given(*CLOSED).when(archived(manifest=[*archived.data["manifest"], {**FILED[0], "kind": "other"}])).appended()


@proves(mba.TRUE_COMPLETE.id)
def test_the_report_in_the_file_is_the_one_that_was_issued() -> None:
    manifest = [*FILED, {"kind": "report", "title": "公估报告", "hash": OTHER}]
    given(*CLOSED).when(archived(manifest=manifest)).refused(mba.TRUE_COMPLETE)
    both = [*manifest, {"kind": "report", "title": "公估报告", "hash": DRAFT}]
    given(*CLOSED).when(archived(manifest=both)).appended()
    given(*CLOSED, correction(report_issued, withdrawn=True)).when(archived).refused(mba.TRUE_COMPLETE)


@proves(mba.KEEP_FIFTEEN_YEARS.id, mba.KEEP_THIRTY_YEARS.id, says="both")
@pytest.mark.parametrize(
    ("statutory", "retention", "rule", "other", "disposal"),
    [
        (False, "15y", mba.KEEP_FIFTEEN_YEARS, mba.KEEP_THIRTY_YEARS, "2041-04-23T00:00:00"),
        (True, "30y", mba.KEEP_THIRTY_YEARS, mba.KEEP_FIFTEEN_YEARS, "2056-04-23T00:00:00"),
        (None, "30y", mba.KEEP_THIRTY_YEARS, mba.KEEP_FIFTEEN_YEARS, "2056-04-23T00:00:00"),
    ],
)
def test_a_file_is_kept_for_fifteen_years_or_where_the_law_prescribes_the_adjusting_or_may_for_thirty(
    statutory: bool | None, retention: str, rule: Rule, other: Rule, disposal: str
) -> None:
    story = (*CLOSED, correction(accepted, new_values={"statutory_business": statutory}), archived)
    kept = owed(rule, *story)
    assert (kept.due_at, kept.done_at, kept.cancelled_at, kept.level) == (instant(disposal), None, None, "breach")
    assert rows("duty", other, *story) == []
    assert given(*story).state(archived.stream).report.archived.retention == retention


def test_nobody_chooses_for_how_long_a_file_is_kept() -> None:
    given(*CLOSED).when(archived(retention="15y")).malformed("/data/retention")


@proves(mba.KEEP_FIFTEEN_YEARS.id, says="both")
@pytest.mark.parametrize(
    ("archived_on", "disposal"),
    [("2024-02-29", "2041-03-26"), ("2026-03-24", "2041-03-26"), ("2028-02-29", "2043-03-01")],
)
def test_the_term_never_counts_from_before_the_report_was_delivered(archived_on: str, disposal: str) -> None:
    kept = owed(mba.KEEP_FIFTEEN_YEARS, *CLOSED, archived(archived_on=archived_on))
    assert (kept.due_at, kept.keeps) == (instant(f"{disposal}T00:00:00"), True)


@proves(mba.KEEP_FIFTEEN_YEARS.id, mba.KEEP_THIRTY_YEARS.id, says="both")
@pytest.mark.parametrize(
    ("rule", "start", "disposal"),
    [
        (mba.KEEP_FIFTEEN_YEARS, "2024-02-29T09:00:00+08:00", "2039-03-01T00:00:00+08:00"),
        (mba.KEEP_THIRTY_YEARS, "2022-11-03T09:00:00+08:00", "2052-11-04T00:00:00+08:00"),
    ],
)
def test_supervision_tells_the_first_day_of_disposal(rule: Rule, start: str, disposal: str) -> None:
    [ends] = supervision.due(House(), rule.id, rfc3339(start))
    assert (ends.due, ends.inclusive, ends.target) == (datetime.fromisoformat(disposal), False, False)

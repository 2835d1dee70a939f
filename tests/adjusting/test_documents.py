"""The claim document list, what comes in, what is still wanted, and the talks with both sides (MBA 5.3.4, 5.3.5)."""

from __future__ import annotations

from typing import Any

import pytest

from given import Act, Acts, given, instant
from ledger.adjusting.checklists.documents import CATEGORIES, CLAIM_DOCUMENTS, CODES, LIST, MAIN_CONTENTS, outstanding
from ledger.kernel.law import Rule
from ledger.law import machinery as mba
from looking import findings, owed, rows
from scenarios.assignment_reports import (
    LISTED,
    REVIEWED,
    TICKED,
    deferred,
    expected_in_a_day,
    insured_briefed,
    insurer_briefed,
    list_issued,
    list_signed,
    received,
    report_issued,
    shortfall,
    supplement,
)
from scenarios.assignments import APPOINTED, record_completed
from scenarios.claims import ASSIGNMENT

proves = pytest.mark.proves


def ticked(*codes: str, **members: Any) -> Act:
    return list_issued(items=[{"code": code, "ticked": True} for code in codes], **members)


# The list


@proves(mba.ISSUE_LIST.id)
def test_a_completed_survey_calls_for_the_document_list() -> None:
    (owed,) = rows("duty", mba.ISSUE_LIST, *APPOINTED, record_completed)
    assert (owed.owed_by, owed.level, owed.due_at, owed.done_at) == ("adjuster", "breach", None, None)
    (done,) = rows("duty", mba.ISSUE_LIST, *APPOINTED, record_completed, list_issued)
    assert done.done_at == instant("2026-03-03T10:00:00")
    (born_done,) = rows("duty", mba.ISSUE_LIST, *LISTED, record_completed.on("2026-03-05T09:00:00"))
    assert born_done.done_at == instant("2026-03-03T10:00:00")


@proves(mba.ISSUE_LIST.id, mba.LIST_SIGNED.id, mba.ACKNOWLEDGE.id)
@pytest.mark.parametrize(
    ("rule", "story", "in_time", "too_late"),
    [
        (mba.ISSUE_LIST, (*APPOINTED, record_completed), list_issued, list_issued.on("2026-03-05T00:00:00")),
        (mba.LIST_SIGNED, LISTED, list_signed, list_signed.on("2026-03-05T00:00:00")),
        (mba.ACKNOWLEDGE, LISTED, list_signed, list_signed.on("2026-03-05T00:00:00")),
    ],
)
def test_where_the_house_expects_it_within_a_day_it_is_in_time_or_over_target(
    rule: Rule, story: tuple[Acts, ...], in_time: Act, too_late: Act
) -> None:
    expected = (expected_in_a_day(rule), *story)
    assert [(row.late, row.level) for row in rows("duty", rule, *expected, in_time)] == [(False, "target")]
    assert [(row.late, row.level) for row in rows("duty", rule, *expected, too_late)] == [(True, "target")]


@proves(mba.LIST_SIGNED.id, says="both")
@pytest.mark.parametrize(
    ("signing", "kept"),
    [(list_signed, True), (list_signed(copy_ref=None), False), (list_signed(original_holder="insured"), False)],
)
def test_a_signed_list_is_copied_and_its_original_stays_with_the_adjusters(signing: Act, kept: bool) -> None:
    (whole,) = rows("duty", mba.LIST_SIGNED, *LISTED, signing)
    (known,) = rows("duty", mba.ACKNOWLEDGE, *LISTED, signing)
    assert (whole.done_at is not None, known.done_at is not None) == (kept, True)


def test_a_list_issued_anew_is_signed_for_anew() -> None:
    again = ticked("C1.1", list_id="L-2").on("2026-03-05T10:00:00")
    lists = {row.subject: row for row in rows("duty", mba.ACKNOWLEDGE, *LISTED, again)}
    assert lists["L-1"].cancelled_at == instant("2026-03-05T10:00:00")
    assert (lists["L-2"].cancelled_at, lists["L-2"].done_at) == (None, None)
    assert given(*LISTED, list_signed).when(again).appended().state.documents.signed_at is None


def test_the_codes_of_the_list_are_those_of_the_annex() -> None:
    assert [len([code for code in CODES if code.startswith(f"{each.code}.")]) for each in CATEGORIES] == [
        2, 4, 7, 4, 5, 6, 2, 0,
    ]  # fmt: skip
    assert len(MAIN_CONTENTS) == 11
    assert frozenset[str]().union(*(main.codes for main in MAIN_CONTENTS)) <= CODES.keys()


@proves(mba.LIST_CONTENT.id, mba.REPORT_DATE.id, mba.CONTACT.id, mba.CAT8.id, says="both")
@pytest.mark.parametrize(
    ("rule", "lacking", "told", "whole"),
    [
        (mba.LIST_CONTENT, ticked(*(CODES.keys() - {"C3.3"})), "equipment ledger", list_issued),
        (
            mba.LIST_CONTENT,
            ticked(*(CODES.keys() - {"C5.4"})),
            "repair contract and invoice, invoice or contract of parts bought",
            list_issued(items=[*TICKED[:-1], {"code": "C5.4", "ticked": False, "not_applicable": True}]),
        ),
        (
            mba.LIST_CONTENT,
            ticked(*(CODES.keys() - {"C4.1", "C4.4"})),
            "test reports",
            ticked(*(CODES.keys() - {"C4.1"})),
        ),
        (mba.REPORT_DATE, list_issued(addressee=None, reported_on=None), "addressee, day of the report", list_issued),
        (mba.CONTACT, list_issued(contact_phone=None), "telephone number", list_issued),
        (
            mba.CAT8,
            list_issued(items=[*TICKED, {"code": "C8.1", "ticked": True}]),
            "what the lines added by hand mean",
            list_issued(items=[*TICKED, {"code": "C8.1", "ticked": True, "description": "润滑油化验单"}]),
        ),
    ],
)
def test_what_the_list_lacks_is_noticed(rule: Rule, lacking: Act, told: str, whole: Act) -> None:
    assert findings(rule, *APPOINTED, lacking) == [("notice", f"{LIST.title.en}; missing: {told}")]
    assert findings(rule, *APPOINTED, whole) == []


# What comes in


@proves(*(each.rule.id for each in CATEGORIES), says="both")
@pytest.mark.parametrize("code", [*CODES, "C8.1"])
def test_a_report_is_issued_although_documents_are_missing_and_that_is_noticed(code: str) -> None:
    """One ticked document at a time; what is not ticked is not missed."""
    rule = next(each.rule for each in CATEGORIES if code.startswith(each.code))
    items = [{"code": code, "ticked": True, "description": "其他"}, {"code": "C1.1", "ticked": False}]
    listed = list_issued(items=items)
    came = [received(document_id=f"D-{number}", item_code=code) for number in range(2 if code == "C3.1" else 1)]
    text = CODES.get(code, CATEGORIES[-1].text).en
    assert findings(rule, *REVIEWED, listed, report_issued) == [
        ("notice", f"{CLAIM_DOCUMENTS.title.en}; missing: {text}")
    ]
    assert findings(rule, *REVIEWED, listed, *came, report_issued) == []


def test_two_balance_sheets_are_wanted_and_a_registered_mortgage_with_the_voucher() -> None:
    def open_after(listed: Act, *documents: str) -> tuple[str, ...]:
        papers = [received(document_id=f"D-{at}", item_code=code) for at, code in enumerate(documents)]
        return outstanding(given(*APPOINTED, listed, *papers).state(ASSIGNMENT).documents)

    asked = ticked("C3.1", "C3.7")
    assert open_after(asked, "C3.1", "C3.7") == ("C3.1",)
    assert open_after(asked, "C3.1", "C3.1", "C3.7") == ()
    assert open_after(asked(mortgaged=True), "C3.1", "C3.1", "C3.7") == ("C3.7",)
    assert open_after(asked(mortgaged=True), "C3.1", "C3.1", "C3.7", "C3.7") == ()


@proves(mba.STAMPED.id, says="both")
def test_a_document_without_the_insureds_seal_stays_open() -> None:
    bare = received(sealed=False)
    assert given(*LISTED, bare).state(ASSIGNMENT).documents.unsealed == ("C3.2",)
    [(severity, told)] = findings(mba.STAMPED, *REVIEWED, bare, report_issued)
    assert (severity, "every document under the insured's seal" in told) == ("notice", True)
    sealed = received.on("2026-03-12T09:00:00")
    assert findings(mba.STAMPED, *REVIEWED, bare, sealed, report_issued) == []


@proves(mba.CAT2.id, says="both")
def test_the_list_of_damaged_property_adds_up() -> None:
    line = {"name": "主轴", "quantity": 3, "unit_price": "333.33", "total": "999.99"}
    report = received(item_code="C2.4", loss_lines=[line])
    assert findings(mba.CAT2, *LISTED, report) == []
    wrong = report(loss_lines=[line, {**line, "name": "转子", "total": "1000.00"}])
    [(severity, told)] = findings(mba.CAT2, *LISTED, wrong)
    assert (severity, "转子" in told, "主轴" in told) == ("notice", True, False)


# What is missing


@proves(mba.SUPPLEMENT.id)
@pytest.mark.parametrize(("at", "late"), [("2026-03-12T23:59:59", False), ("2026-03-13T00:00:00", True)])
def test_who_claims_is_told_within_a_working_day_what_is_missing(at: str, late: bool) -> None:
    """One duty a document; what the notice leaves out stays owed."""
    seen = rows("duty", mba.SUPPLEMENT, *LISTED, shortfall)
    assert [(row.subject, row.level, row.due_at) for row in seen] == [
        ("C4.2", "target", instant("2026-03-13T00:00:00")),
        ("C5.2", "target", instant("2026-03-13T00:00:00")),
    ]
    told = supplement(missing_items=["C4.2"], at=f"{at}+08:00")
    cause, quotation = rows("duty", mba.SUPPLEMENT, *LISTED, shortfall, told)
    assert (cause.done_at, cause.late) == (instant(at), late)
    assert quotation.done_at is None


def test_nobody_is_asked_for_what_has_come_in_meanwhile() -> None:
    seen = rows("duty", mba.SUPPLEMENT, *LISTED, shortfall, received(item_code="C5.2").on("2026-03-11T10:00:00"))
    assert [(row.subject, row.cancelled_at is None) for row in seen] == [("C4.2", True), ("C5.2", False)]


@proves(mba.SUPPLEMENT.id, says="both")
def test_asking_twice_for_the_same_is_noticed_unless_it_was_put_off() -> None:
    again = supplement(request_no=2, missing_items=["C4.2", "C5.3"]).on("2026-03-12T09:00:00")
    [(severity, told)] = findings(mba.SUPPLEMENT, *LISTED, supplement, again)
    assert (severity, "C4.2" in told, "C5.3" in told) == ("notice", True, False)
    put_off = deferred(items=["C4.2"]).on("2026-03-11T16:00:00")
    assert findings(mba.SUPPLEMENT, *LISTED, supplement, put_off, again) == []


@proves(mba.DEFER.id)
def test_what_was_put_off_is_due_by_the_end_of_the_agreed_day() -> None:
    story = (*LISTED, list_signed, deferred)
    seen = rows("duty", mba.DEFER, *story)
    assert [(row.subject, row.level, row.due_at) for row in seen] == [
        ("C3.2", "none", instant("2026-03-21T00:00:00")),
        ("C5.3", "none", instant("2026-03-21T00:00:00")),
    ]
    for at, late in (("2026-03-20T23:59:59", False), ("2026-03-21T00:00:00", True)):
        register, plan = rows("duty", mba.DEFER, *story, received.on(at))
        assert (register.done_at, register.late, plan.done_at) == (instant(at), late, None)


def test_a_new_agreement_replaces_the_day_and_what_is_there_is_not_owed() -> None:
    later = deferred(items=["C3.2"], agreed_date="2026-04-10").on("2026-03-19T09:00:00")
    register, plan = rows("duty", mba.DEFER, *LISTED, deferred, later)
    assert (register.due_at, plan.due_at) == (instant("2026-04-11T00:00:00"), instant("2026-03-21T00:00:00"))
    (there, _) = rows("duty", mba.DEFER, *LISTED, received, deferred.on("2026-03-11T09:00:00"))
    assert there.done_at == instant("2026-03-10T09:00:00")


# Both sides are told


@proves(mba.BRIEF_BOTH.id)
@pytest.mark.parametrize(("at", "late"), [("2026-03-03T16:00:00", False), ("2026-03-03T16:00:01", True)])
def test_each_side_is_told_for_itself_within_a_day(at: str, late: bool) -> None:
    story = (*APPOINTED, record_completed, insurer_briefed(at=f"{at}+08:00"))
    insurer = owed(mba.BRIEF_BOTH, *story, part="insurer")
    assert (insurer.done_at, insurer.late, insurer.level) == (instant(at), late, "target")
    insured = owed(mba.BRIEF_BOTH, *story, part="insured")
    assert (insured.done_at, insured.due_at) == (None, instant("2026-03-03T16:00:00"))
    assert owed(mba.BRIEF_BOTH, *story, insured_briefed, part="insured").done_at == instant("2026-03-03T15:00:00")


@pytest.mark.parametrize("side", ["insurer", "insured"])
def test_a_talk_counts_for_the_survey_it_followed(side: str) -> None:
    talked = (*APPOINTED, insurer_briefed, insured_briefed)
    entered_late = record_completed.on("2026-03-05T09:00:00")
    assert owed(mba.BRIEF_BOTH, *talked, entered_late, part=side).done_at == instant("2026-03-03T15:00:00")
    another = record_completed(document_id="R-2", surveyed_at="2026-03-10T09:00:00+08:00").on("2026-03-10T09:00:00")
    assert owed(mba.BRIEF_BOTH, *talked, entered_late, another, part=side).done_at is None


@proves(mba.DEFER.id, says="both")
def test_what_comes_later_is_there_when_all_of_it_is() -> None:
    """There are two balance sheets, at inception and at the loss."""
    sheet = received(item_code="C3.1")
    other = sheet(document_id="D-2").on("2026-03-16T09:00:00")
    later = deferred(items=["C3.1"])
    for story in ((sheet, later), (later, sheet)):
        assert owed(mba.DEFER, *LISTED, *story).done_at is None
        assert owed(mba.DEFER, *LISTED, *story, other).done_at == instant("2026-03-16T09:00:00")

"""The demonstration, loaded line by line as the command line does it, tells its stories as they are meant."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from given import AUDITOR, Scenario, instant
from ledger.app import Ledger
from ledger.callers import local
from ledger.catalogue import VIEWS
from ledger.demonstration import stories
from ledger.kernel.clock import SHANGHAI, local_day
from ledger.law.machinery import ADJUSTED_AMOUNT
from ledger.law.manual import SHEET
from ledger.lines import Line, append_lines, organisation_of
from memory import ledger_in_memory

A, B, C, D = (f"INS-{letter}-411200" for letter in "ABCD")
ENVELOPE = ["specversion", "id", "source", "type", "subject", "time", "data"]


def load(ledger: Ledger, story: Path) -> list[Line]:
    return list(append_lines(ledger, story.read_bytes().splitlines(), lambda raw: local(organisation_of(raw))))


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """The ledger with the demonstration in it."""
    made = ledger_in_memory()
    for story in stories():
        assert {line.status for line in load(made, story)} == {"appended"}, story.name
    return made


def rows(ledger: Ledger, view: str, key: str) -> list[Any]:
    return list(VIEWS[view].rows(ledger.stream(f"{VIEWS[view].kinds[0]}/{key}", AUDITOR).state))


def witnesses(ledger: Ledger, session: str) -> dict[str, Any]:
    return {row.insurer_id: row for row in rows(ledger, "witness", session)}


def told(story: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in story.read_text(encoding="utf-8").splitlines()]


def test_the_stories_come_in_their_order() -> None:
    assert [story.name for story in stories()] == [
        "00-registers.ndjson",
        "10-joint-and-smooth.ndjson",
        "11-unilateral-with-notice.ndjson",
        "12-declined.ndjson",
        "13-insurer-absent.ndjson",
        "14-in-motion.ndjson",
        "20-objection-answered-late.ndjson",
        "21-reviewed-and-reappraised.ndjson",
        "30-warehouse-fire-underinsured.ndjson",
        "31-machinery-breakdown-two-machines.ndjson",
        "32-double-insured-with-third-party.ndjson",
        "33-rejected-with-proof-of-service.ndjson",
        "34-co-insured-loss.ndjson",
        "35-claim-with-assignment-and-appraisal.ndjson",
        "36-claims-in-motion.ndjson",
    ]


def test_nothing_is_refused(ledger: Ledger) -> None:
    events = ledger.feed(AUDITOR, 0, 10_000)[0]
    added = [each for each in events if "caused_by" in each.metadata]
    assert {each.event.about.name for each in added} == {
        "attendance.SessionPlanned",
        "claims.SumInsuredReduced",
        "claims.RecoveryOpened",
    }
    assert len(events) - len(added) == sum(len(told(story)) for story in stories())
    assert "system.CommandRefused" not in {each.event.about.name for each in events}


def test_injuries_are_told_nowhere_but_under_seal(ledger: Ledger) -> None:
    """What is sealed prints as its digest and ciphertext."""
    told = [repr(each.event) for each in ledger.feed(AUDITOR, 0, 10_000)[0]]
    sealed = "".join(story.read_text(encoding="utf-8") for story in stories())
    injuries = ("骨折", "踝", "前臂", "受伤", "伤者")
    assert any(each in sealed for each in injuries)
    assert [each for each in told if any(injury in each for injury in injuries)] == []


def test_a_second_load_finds_everything_there(ledger: Ledger) -> None:
    before = len(ledger.recorder.read(0, 10_000))
    for story in stories():
        assert {line.status for line in load(ledger, story)} == {"already_there"}
    assert len(ledger.recorder.read(0, 10_000)) == before


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.stem)
def test_the_files_are_written_for_readers(story: Path) -> None:
    assert "\\u" not in story.read_text(encoding="utf-8")
    for line in told(story):
        assert list(line) == ENVELOPE
        at = datetime.fromisoformat(line["time"]).astimezone(SHANGHAI)
        assert datetime(2025, 9, 1, tzinfo=SHANGHAI) <= at < datetime(2026, 11, 22, tzinfo=SHANGHAI)


def test_ids_are_given_once() -> None:
    ids = [line["id"] for story in stories() for line in told(story)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("appraisal", "status", "grade", "decline_reason"),
    [
        ("411200-2026-0001", "archived", "10", None),
        ("411200-2026-0002", "archived", "9", None),
        ("411200-2025-0001", "archived", "none", None),
        ("411200-2026-0003", "archived", None, "鉴定材料不真实、不完整，且当事人拒绝在单方委托告知书上签字。"),
        ("411200-2026-0004", "archived", "8", None),
        ("411200-2026-0005", "in_progress", None, None),
        ("411200-2026-0006", "archived", None, None),
        ("411200-2026-0007", "concluded", "10", None),
        ("411200-2026-0008", "scheduled", None, None),
        ("411200-2025-0002", "archived", "9", None),
        ("411200-2025-0003", "archived", "7", None),
        ("411200-2026-0009", "issued", "9", None),
        ("411200-2026-0010", "archived", "10", None),
        ("411200-2026-0011", "archived", "9", None),
    ],
)
def test_each_appraisal_ends_as_its_story_says(
    ledger: Ledger, appraisal: str, status: str, grade: str | None, decline_reason: str | None
) -> None:
    (row,) = rows(ledger, "appraisal", appraisal)
    assert (row.status, row.grade, row.decline_reason) == (status, grade, decline_reason)


def test_the_registers_hold_agencies_appraisers_and_insurers(ledger: Ledger) -> None:
    agencies = [rows(ledger, "agency", f"AG-411200-0{number}")[0].status for number in (1, 2, 3)]
    assert agencies == ["active", "active", "removed"]
    assert {rows(ledger, "appraiser", f"AP-411200-00{number}")[0].status for number in range(1, 7)} == {"active"}
    phones = [rows(ledger, "insurer", insurer)[0].phone for insurer in (A, B, C, D)]
    assert phones == ["13800000005", "13800000002", "13800000003", "13800000004"]


def test_joint_and_smooth_both_insurers_were_told_came_and_signed(ledger: Ledger) -> None:
    came = witnesses(ledger, "411200-2026-0001-1")
    assert {name: (row.attendance, row.notice_in_time, row.signed) for name, row in came.items()} == {
        A: ("present", True, 2),
        B: ("present", True, 2),
    }
    assert came[A].facilitated
    assert witnesses(ledger, "411200-2026-0002-1")[C].attendance == "present"
    state = ledger.stream("appraisal/411200-2026-0001", AUDITOR).state
    assert state.explained
    assert state.materials["M1"].confirmed_by == state.principals == {A, "P1"}
    assert [standard.code for standard in state.agreed_standards] == ["人体损伤致残程度分级"]


def test_unilateral_with_notice_the_witness_came_late_and_filmed_with_consent(ledger: Ledger) -> None:
    (came,) = witnesses(ledger, "411200-2025-0001-1").values()
    assert (came.insurer_id, came.attendance, came.attributable) == (D, "late", False)
    assert (came.recordings, came.recordings_without_consent) == (1, 0)
    state = ledger.stream("appraisal/411200-2025-0001", AUDITOR).state
    assert (state.notice_signed_by, state.declared_truthful) == ({"P1"}, {"M1", "M2"})
    assert state.opinion.opinion_no == "YJ-411200-2025-0001"


def test_declined_with_a_statement_and_the_materials_returned(ledger: Ledger) -> None:
    state = ledger.stream("appraisal/411200-2026-0003", AUDITOR).state
    assert (state.accepted_at, state.issued_at, state.notice_signed_by) == (None, None, frozenset())
    assert state.decline_statement_no == "TA-411200-2026-0003"
    assert {material.returned for material in state.materials.values()} == {True}


def test_insurers_absent_one_told_in_time_one_too_late_and_one_filming(ledger: Ledger) -> None:
    came = witnesses(ledger, "411200-2026-0004-1")
    assert (came[B].attendance, came[B].attributable) == ("absent", True)
    assert (came[C].attendance, came[C].notice_in_time, came[C].attributable) == ("absent", False, False)
    assert (came[D].attendance, came[D].signature_refused) == ("present", True)
    assert (came[D].recordings_without_consent, came[D].misconduct) == (1, 1)
    state = ledger.stream("appraisal/411200-2026-0004", AUDITOR).state
    assert (state.opinion.opinion_no, state.clerical_corrections) == ("YJ-411200-2026-0004", 1)


def test_in_motion_a_session_was_moved_and_an_arrival_corrected(ledger: Ledger) -> None:
    (came,) = witnesses(ledger, "411200-2026-0005-1").values()
    assert (came.start_at, came.notice_sent_at) == (instant("2026-06-24T09:00:00"), instant("2026-06-22T09:20:00"))
    assert (came.arrived_at, came.attendance) == (instant("2026-06-24T08:46:00"), "present")
    assert ledger.stream("appraisal/411200-2026-0006", AUDITOR).state.terminated_at
    assert witnesses(ledger, "411200-2026-0007-1")[C].attendance == "late"
    (waiting,) = rows(ledger, "session", "411200-2026-0008")
    assert (waiting.insurer_id, waiting.started_at) == (D, None)


def test_objection_answered_late_after_an_extension_both_sides_agreed_on(ledger: Ledger) -> None:
    (dispute,) = rows(ledger, "dispute", "ZY-411200-2025-0002")
    assert (dispute.status, dispute.objections, dispute.written, dispute.extended) == ("closed", 2, 1, 1)
    assert (dispute.agency_id, dispute.insurer_ids) == ("AG-411200-01", (B,))
    by_phone, in_writing = rows(ledger, "objection", "ZY-411200-2025-0002")
    assert (by_phone.objector, by_phone.written, by_phone.reply_form) == ("P1", False, "phone")
    assert (in_writing.objector, in_writing.extensions, in_writing.extended_to) == (B, 1, date(2026, 1, 12))
    assert in_writing.reply_form == "written"
    assert local_day(in_writing.replied_at) == date(2026, 1, 15)


def test_reviewed_found_to_suspect_a_violation_transferred_and_reappraised(ledger: Ledger) -> None:
    (dispute,) = rows(ledger, "dispute", "ZY-411200-2025-0003")
    assert (dispute.mediation_status, dispute.review_status) == ("feedback_given", "transferred")
    assert (dispute.status, dispute.remedies) == ("closed", ("re_appraisal",))
    state = ledger.stream("dispute/ZY-411200-2025-0003", AUDITOR).state
    assert (state.mediation.result, state.review.suspected_violation) == ("not_settled", True)
    assert {objection.remedy for objection in state.objections.values()} == {"re_appraisal"}
    (remedy,) = state.remedies
    assert not state.premature(remedy.at)
    again = ledger.stream(f"appraisal/{remedy.linked_id}", AUDITOR).state
    assert again.requested.reappraisal_of == dispute.appraisal_id == "411200-2025-0003"
    assert (again.agency_id, again.opinion.opinion_no) == ("AG-411200-02", "YJ-411200-2026-0009")


def test_insurers_differ_in_2026(ledger: Ledger) -> None:
    """What the report on attendance counts: present and late among all that were decided, by insurer."""
    sessions = [f"411200-2026-{number:04d}-1" for number in (1, 2, 4, 5, 7, 9)]
    seen = [row for session in sessions for row in witnesses(ledger, session).values()]
    came = {
        insurer: (
            sum(row.attendance in ("present", "late") for row in seen if row.insurer_id == insurer),
            sum(row.attendance != "" for row in seen if row.insurer_id == insurer),
        )
        for insurer in (A, B, C, D)
    }
    assert came == {A: (3, 3), B: (1, 2), C: (3, 4), D: (1, 1)}


# Claims, assignments and what hangs on them


@pytest.mark.parametrize(
    ("stream", "status"),
    [
        ("claim/CLM-A-2026-0302", "archived"),
        ("cover/INS-A-411200_PQ-A-2025-0601_I-1", "in_force"),
        ("claim/CLM-A-2026-0324", "archived"),
        ("assignment/ASG-A-2026-0041", "archived"),
        ("claim/CLM-B-2026-0413", "archived"),
        ("recovery/INS-B-411200_ZC-B-2026-0006", "recovered"),
        ("claim/CLM-C-2026-0507", "rejected"),
        ("claim/CLM-A-2026-0518", "archived"),
        ("claim/CLM-B-2026-0518", "loss_determined"),
        ("claim/CLM-A-2026-0112", "receipted"),
        ("assignment/ASG-B-2026-0003", "archived"),
        ("dispute/ZY-CLM-A-2026-0112", "closed"),
        ("claim/CLM-A-2026-1008", "claimed"),
        ("claim/CLM-B-2026-1014", "awaiting_documents"),
        ("assignment/ASG-B-2026-0058", "resurvey_open"),
        ("claim/CLM-C-2026-0921", "checked"),
        ("assignment/ASG-A-2026-0097", "delivered"),
        ("claim/CLM-B-2026-0902", "approved"),
        ("claim/CLM-A-2026-1028", "surveying"),
        ("assignment/ASG-A-2026-0112", "appointed"),
        ("claim/CLM-C-2026-1030", "surveying"),
    ],
)
def test_each_claim_and_assignment_ends_as_its_story_says(ledger: Ledger, stream: str, status: str) -> None:
    assert ledger.stream(stream, AUDITOR).state.status == status


def claims_and_what_hangs_on_them() -> list[str]:
    subjects = [line["subject"] for story in stories() if story.name[0] == "3" for line in told(story)]
    return list(dict.fromkeys(subjects))


def test_the_stories_of_claims_show_the_findings_they_mean_to_and_no_others(ledger: Ledger) -> None:
    """The insured of the warehouse claimed more stock than was damaged: something to look at."""
    found = [
        (stream, row.rule_id, row.severity)
        for stream in claims_and_what_hangs_on_them()
        for row in Scenario(ledger).rows("finding", stream)
    ]
    assert found == [("claim/CLM-A-2026-0302", "PICC-5.2.2-stock-verify", "notice")]


def test_the_stories_of_claims_have_the_late_duties_they_mean_to_and_no_others(ledger: Ledger) -> None:
    """What was done late, what is overdue at the end, and what stands still."""
    clock = instant("2026-11-22T00:00:00")
    duties = [
        (stream, row)
        for stream in claims_and_what_hangs_on_them()
        for row in Scenario(ledger).rows("duty", stream)
        if row.cancelled_at is None
    ]
    late = {(stream, row.rule_id, row.part) for stream, row in duties if row.late}
    assert late == {
        ("claim/CLM-C-2026-0507", "PICC-4.1-30-days", "determine"),
        ("claim/CLM-C-2026-0507", "PICC-4.1-30-days", "notify"),
        ("claim/CLM-B-2026-0518", "PICC-15.1-10min", ""),
        ("assignment/ASG-A-2026-0097", "MBA-5.1.1-city-3h", ""),
    }
    undone = [(stream, row) for stream, row in duties if row.done_at is None]
    overdue = {(stream, row.rule_id, row.part) for stream, row in undone if row.due_at and row.due_at < clock}
    assert overdue == {
        ("claim/CLM-A-2026-1008", "PICC-4.1-30-days", "determine"),
        ("claim/CLM-A-2026-1008", "PICC-4.1-30-days", "notify"),
        ("assignment/ASG-A-2026-0112", "MBA-4.4-contact-30m", ""),
        ("assignment/ASG-A-2026-0112", "MBA-5.1.2-around-6h", ""),
    }
    still = {(stream, row.rule_id, row.part) for stream, row in undone if row.suspended_at}
    assert still == {
        ("claim/CLM-B-2026-1014", "PICC-4.1-30-days", "determine"),
        ("claim/CLM-B-2026-1014", "PICC-4.1-30-days", "notify"),
    }


@pytest.mark.parametrize(
    ("claim", "payable", "paid"),
    [
        ("CLM-A-2026-0302", "612000.00", ["612000.00"]),
        ("CLM-A-2026-0324", "172750.00", ["122750.00"]),
        ("CLM-B-2026-0413", "241875.00", ["241875.00"]),
        ("CLM-A-2026-0518", "387600.00", ["387600.00"]),
        ("CLM-A-2026-0112", "75000.00", ["75000.00"]),
        ("CLM-B-2026-0902", "72000.00", []),
    ],
)
def test_what_is_payable_and_what_was_paid(ledger: Ledger, claim: str, payable: str, paid: list[str]) -> None:
    state = ledger.stream(f"claim/{claim}", AUDITOR).state
    assert str(state.payable) == payable
    assert [str(each.amount) for each in state.settlement.paid] == paid


def test_a_claim_determined_in_time_only_because_its_time_stood_still(ledger: Ledger) -> None:
    (determine,) = [
        row
        for row in Scenario(ledger).rows("duty", "claim/CLM-A-2026-0302")
        if (row.rule_id, row.part) == ("PICC-4.1-30-days", "determine")
    ]
    assert (determine.done_at - determine.started_at).days > 30
    assert not determine.late


def test_two_machines_the_lead_pays_and_has_the_share_of_the_other_refunded(ledger: Ledger) -> None:
    state = ledger.stream("claim/CLM-A-2026-0324", AUDITOR).state
    shares = {share.member: str(share.amount) for share in state.loss.calculation.sheet.shares}
    assert shares == {A: "120925.00", B: "51825.00"}
    assert [str(each.amount) for each in state.settlement.advances] == ["50000.00"]
    adjusted = ledger.stream("assignment/ASG-A-2026-0041", AUDITOR).state
    own, firms = state.loss.calculation.sheet, adjusted.analysis.adjustment.sheet
    cites = [(mine.rule, theirs.rule) for mine, theirs in zip(own.lines, firms.lines, strict=True) if mine != theirs]
    assert (cites, firms) == ([(SHEET.id, ADJUSTED_AMOUNT.id)], replace(own, lines=firms.lines))
    assert (adjusted.commission.claim_no, adjusted.retention) == ("CLM-A-2026-0324", "15y")


def test_opinions_adopted_set_aside_with_reasons_and_considered_again_after_a_dispute(ledger: Ledger) -> None:
    events = ledger.history_of("claim/CLM-A-2026-0112")
    considered: list[Any] = [
        each.event for each in events if each.event.about.name == "claims.AppraisalOpinionConsidered"
    ]
    assert [(each.opinion_no[-4:], each.adopted, each.reasons is not None) for each in considered] == [
        ("0010", "full", False),
        ("0011", "not", True),
        ("0011", "partial", True),
    ]
    assert ledger.stream("dispute/ZY-CLM-A-2026-0112", AUDITOR).state.proceedings.outcome == "settled"


def test_a_refused_client_notice_was_told_and_written_down(ledger: Ledger) -> None:
    duties = Scenario(ledger).rows("duty", "assignment/ASG-B-2026-0058")
    receipt = next(row for row in duties if row.rule_id == "MBA-5.2.1-notice-receipt")
    assert receipt.cancelled_at
    otherwise = {
        row.part: (row.done_at is not None, row.late) for row in duties if row.rule_id == "MBA-5.2.1-else-inform"
    }
    assert otherwise == {"inform": (True, False), "record": (True, False)}


def test_a_calculation_in_motion_is_stale(ledger: Ledger) -> None:
    assert ledger.stream("claim/CLM-C-2026-0921", AUDITOR).state.stale

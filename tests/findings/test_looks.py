"""Findings of single streams: each look on a fact that contradicts its rule, and on one that does not."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal, NamedTuple

import pytest

from given import Acts, Outcome, flat, given
from ledger import catalogue, findings
from ledger.adjusting.findings.commission import adjuster_complained_of
from ledger.attendance.findings import disturbed
from ledger.catalogue import CONTEXTS
from ledger.kernel.event import Event, Recorded
from ledger.kernel.finding import Finding, Look
from ledger.kernel.law import Rule, Text
from ledger.law.sanmenxia import (
    EXPERT_REVIEW,
    EXPLANATION_CONTENT,
    FACILITATE_OBSERVATION,
    IDENTIFY_WITNESS,
    INSURER_EXPLAINS_JOINT,
    MEDIATION_STEPS,
    NEXT_REMEDY,
    NO_DISTURBANCE,
    NO_FILMING_WITHOUT_CONSENT,
    PARTY_TRUTHFUL,
    RECORD_ATTENDANCE_TRULY,
    RECORD_LIVE,
    RECUSAL,
    REPLY_IN_TEN_DAYS,
    SIGN_COMMISSION_LETTER,
    SIGN_RECORDS,
    UNCONFIRMED_NOT_USED,
)
from proofs import cases, marked
from scenarios.acts import (
    ACCEPTED,
    ACCEPTED_JOINTLY,
    AG,
    ASKED_ALONE,
    ASKED_JOINTLY,
    ISSUED,
    OBJECTED,
    REVIEWED,
    SCHEDULED,
    A,
    B,
    absence_recorded,
    accepted,
    agency_registered,
    arrived,
    attendance_recorded,
    confirmed,
    confirmed_by_insurer,
    conflict_declared,
    consented,
    correction,
    declared_true,
    explained,
    extended,
    filmed,
    flagged,
    identified,
    issued,
    letter_signed,
    mediation_accepted,
    mediation_declined,
    mediation_handled,
    mediation_requested,
    mediation_told,
    misconduct_observed,
    observed,
    phoned,
    process_recorded,
    record_signed,
    recused,
    remedied,
    replied,
    replied_by_phone,
    requested_by_insurer,
    review_convened,
    reviewed,
    scheduled,
    started,
    submitted,
    used,
)


class Case(NamedTuple):
    """A rule, a story whose last act contradicts it, how gravely, and a story whose last act does not."""

    rule: Rule
    story: Acts
    severity: str
    fine: Acts


BY_INSURER = (agency_registered, requested_by_insurer, submitted(by=A), reviewed)
NO_LETTER = (*ACCEPTED, scheduled)
JUST_BEGUN = (*NO_LETTER, started)
DECLARED = (*ASKED_ALONE, declared_true)
RECORDED = (*SCHEDULED, started, process_recorded)
A_DAY_LATER = process_recorded(recorded_at="2026-03-13T09:40:00+08:00").on("2026-03-13T09:45:00")
BARELY_MORE = process_recorded(recorded_at="2026-03-13T09:40:01+08:00").on("2026-03-13T09:45:00")
CAME = (*SCHEDULED, arrived)
PANEL = review_convened(panel=[{"expert_id": "EX-1", "affiliation": A}])

CASES = {
    "alone, nothing explained": Case(INSURER_EXPLAINS_JOINT, (BY_INSURER, accepted), "breach", ISSUED),
    "alone, half explained": Case(
        INSURER_EXPLAINS_JOINT,
        (BY_INSURER, explained(meaning=False), accepted),
        "breach",
        (BY_INSURER, explained, accepted),
    ),
    "explained without a content": Case(
        EXPLANATION_CONTENT,
        (*ASKED_JOINTLY, explained(legal_consequences=False)),
        "breach",
        (*ASKED_JOINTLY, explained(outcome="refused").on("2026-03-02T16:00:00")),
    ),
    "letter after the start": Case(
        SIGN_COMMISSION_LETTER,
        (*JUST_BEGUN, letter_signed.on("2026-03-12T09:30:01")),
        "deviation",
        (*JUST_BEGUN, letter_signed.on("2026-03-12T09:30:00")),
    ),
    "no letter at the start": Case(SIGN_COMMISSION_LETTER, JUST_BEGUN, "breach", (*SCHEDULED, started)),
    "letter recorded after the start": Case(
        SIGN_COMMISSION_LETTER,
        (*JUST_BEGUN, letter_signed.on("2026-03-13T09:00:00")),
        "deviation",
        (*JUST_BEGUN, letter_signed),
    ),
    "undeclared at acceptance": Case(PARTY_TRUTHFUL, ACCEPTED, "deviation", (*DECLARED, accepted)),
    "undeclared at issue": Case(
        PARTY_TRUTHFUL, ISSUED, "deviation", (*ISSUED[:-1], declared_true.on("2026-03-19T09:00:00"), issued)
    ),
    "an insurer's material needs no declaration": Case(
        PARTY_TRUTHFUL, ACCEPTED_JOINTLY, "deviation", (*BY_INSURER, accepted)
    ),
    "a conflicted appraiser acts": Case(
        RECUSAL,
        (*SCHEDULED, conflict_declared.on("2026-03-07T09:00:00"), started),
        "breach",
        (*SCHEDULED, conflict_declared.on("2026-03-07T09:00:00"), started(appraisers=["AP-2"])),
    ),
    "a recused appraiser acts": Case(
        RECUSAL, (*SCHEDULED, recused.on("2026-03-07T09:00:00"), started), "breach", (*SCHEDULED, started)
    ),
    "recorded a day later": Case(
        RECORD_LIVE, (*SCHEDULED, started, BARELY_MORE), "deviation", (*SCHEDULED, started, A_DAY_LATER)
    ),
    "signed the next day": Case(
        SIGN_RECORDS,
        (*RECORDED, record_signed.on("2026-03-13T00:00:00")),
        "deviation",
        (*RECORDED, record_signed.on("2026-03-12T23:59:59")),
    ),
    "could not observe": Case(
        FACILITATE_OBSERVATION, (*SCHEDULED, observed(facilitated=False)), "breach", (*SCHEDULED, observed)
    ),
    "came without documents": Case(
        IDENTIFY_WITNESS, (*CAME, attendance_recorded), "breach", (*CAME, identified, attendance_recorded)
    ),
    "came with one document": Case(
        IDENTIFY_WITNESS,
        (*CAME, identified(id_card=None), attendance_recorded),
        "breach",
        (*SCHEDULED, attendance_recorded),
    ),
    "came, and is said to be absent": Case(
        RECORD_ATTENDANCE_TRULY,
        (*CAME, identified, attendance_recorded(present=[B, "P1"], absent=[A])),
        "notice",
        (*CAME, identified, attendance_recorded),
    ),
    "absent, and is said to have come": Case(
        RECORD_ATTENDANCE_TRULY,
        (*SCHEDULED, absence_recorded, attendance_recorded),
        "notice",
        (*SCHEDULED, absence_recorded, attendance_recorded(present=[B, "P1"], absent=[A])),
    ),
    "an insurer left out": Case(
        RECORD_ATTENDANCE_TRULY,
        (*SCHEDULED, attendance_recorded(present=["P1"], late=[A])),
        "breach",
        (*SCHEDULED, attendance_recorded(present=["P1"], late=[A], absent=[B])),
    ),
    "the party left out": Case(
        RECORD_ATTENDANCE_TRULY,
        (*SCHEDULED, attendance_recorded(present=[A, B])),
        "breach",
        (*SCHEDULED, scheduled(expected=[B]).on("2026-03-07T09:00:00"), attendance_recorded(present=[B])),
    ),
    "disturbed": Case(NO_DISTURBANCE, (*SCHEDULED, misconduct_observed), "breach", (*SCHEDULED, observed)),
    "filmed without consent": Case(
        NO_FILMING_WITHOUT_CONSENT, (*SCHEDULED, filmed), "breach", (*SCHEDULED, consented, filmed)
    ),
    "handled before accepted": Case(
        MEDIATION_STEPS,
        (*OBJECTED, mediation_requested, mediation_handled),
        "breach",
        (*OBJECTED, mediation_requested, mediation_accepted, mediation_handled),
    ),
    "fed back before handled": Case(
        MEDIATION_STEPS,
        (*OBJECTED, mediation_requested, mediation_accepted, mediation_told),
        "breach",
        (*OBJECTED, mediation_requested, mediation_accepted, mediation_handled, mediation_told),
    ),
    "declined without a request": Case(
        MEDIATION_STEPS, (*OBJECTED, mediation_declined), "breach", (*OBJECTED, mediation_requested, mediation_declined)
    ),
    "accepted without a request": Case(
        MEDIATION_STEPS, (*OBJECTED, mediation_accepted), "breach", (*OBJECTED, mediation_requested, mediation_accepted)
    ),
    "an expert of an insurer concerned": Case(
        EXPERT_REVIEW, (*OBJECTED, flagged, PANEL), "notice", (*OBJECTED, flagged, review_convened)
    ),
    "an expert of the agency concerned": Case(
        EXPERT_REVIEW,
        (*OBJECTED, flagged, PANEL(panel=[{"expert_id": "EX-1", "affiliation": AG}])),
        "notice",
        REVIEWED[:-1],
    ),
    "written, answered by telephone": Case(
        REPLY_IN_TEN_DAYS, (*OBJECTED, replied_by_phone), "notice", (*OBJECTED, replied)
    ),
    "telephoned, answered by telephone": Case(
        REPLY_IN_TEN_DAYS,
        (*OBJECTED, replied_by_phone(form="other")),
        "notice",
        (*OBJECTED, phoned, replied_by_phone(objection_id="OB-2")),
    ),
    "a call after the written reply": Case(
        REPLY_IN_TEN_DAYS,
        (*OBJECTED, replied_by_phone),
        "notice",
        (*OBJECTED, replied, replied_by_phone.on("2026-04-29T09:00:00")),
    ),
    "answered before it was received": Case(
        REPLY_IN_TEN_DAYS,
        (*OBJECTED, replied(at="2026-04-01T09:59:59+08:00")),
        "notice",
        (*OBJECTED, replied(at="2026-04-01T10:00:00+08:00")),
    ),
    "a re-appraisal nobody names": Case(
        NEXT_REMEDY,
        (*OBJECTED, replied, remedied(linked_id=None)),
        "deviation",
        (*OBJECTED, replied, remedied(remedy="other", linked_id=None)),
    ),
    "remedy after a reply that came before the objection": Case(
        NEXT_REMEDY,
        (*OBJECTED, replied(at="2026-04-01T09:59:59+08:00"), remedied),
        "deviation",
        (*OBJECTED, replied(at="2026-04-01T10:00:00+08:00"), remedied),
    ),
    "remedy before any reply": Case(NEXT_REMEDY, (*OBJECTED, remedied), "deviation", (*OBJECTED, replied, remedied)),
    "remedy before the reply was sent": Case(
        NEXT_REMEDY,
        (*OBJECTED, replied, remedied.on("2026-04-27T10:00:00")),
        "deviation",
        (*OBJECTED, phoned, replied_by_phone(objection_id="OB-2"), remedied),
    ),
}

every = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
JUDGED = tuple(dict.fromkeys(case.rule.id for case in CASES.values()))


def told(*story: Acts) -> Outcome:
    """After a story whose last act was appended."""
    *before, last = flat(story)
    return given(*before).when(last).appended()


def found(done: Outcome, rule: Rule) -> list[Any]:
    """What the last act contradicts of the rule."""
    last = done.acts[-1].event_id
    return [row for row in done.rows("finding") if row.rule_id == rule.id and row.event_id == last]


@pytest.mark.proves(*JUDGED, says="no")
@every
def test_a_fact_against_a_rule_is_found(case: Case) -> None:
    done = told(case.story)
    [row] = found(done, case.rule)
    act = done.acts[-1]
    assert row.item.startswith(f"{case.rule.id}/")
    assert (row.event_id, row.event_type) == (act.event_id, act.type)
    assert (row.severity, row.organisation) == (case.severity, act.caller.organisation)
    assert row.reason_zh != row.reason_en != ""
    assert "示例" not in row.reason_zh + row.reason_en


@pytest.mark.proves(*JUDGED, says="yes")
@every
def test_a_fact_in_keeping_with_it_is_not(case: Case) -> None:
    assert found(told(case.fine), case.rule) == []


ROOMS = ("adjusting", "appraisal", "attendance", "claims", "disputes", "findings")
ENTRIES = [(finding, event) for context in CONTEXTS for finding in context.findings for event in finding.on]
ALWAYS = {disturbed, adjuster_complained_of}
"""Looks that have something to say whenever there is such an event."""


class Shown(NamedTuple):
    """What a test marked with a rule showed of a look under it."""

    rule: str
    look: Look
    event: type[Event]
    said: Literal["no", "yes"]


@pytest.fixture(scope="module")
def shown() -> set[Shown]:
    """Everything shown by the tests that are marked with a rule: no where a look found something, else yes."""
    rules: set[str] = set()
    answers: set[Shown] = set()

    def watched(finding: Finding) -> Finding:
        def check(state: Any, recorded: Recorded) -> Text | None:
            reason = finding.check(state, recorded)
            if finding.rule.id in rules:
                answers.add(Shown(finding.rule.id, finding.check, type(recorded.event), "no" if reason else "yes"))
            return reason

        return finding._replace(check=check)

    with pytest.MonkeyPatch.context() as patch:
        looks = {event: [watched(each) for each in found] for event, found in catalogue.FINDINGS.items()}
        patch.setattr(catalogue, "FINDINGS", looks)
        for each in marked(ROOMS):
            rules = {rule for rule, _ in each.rules}
            for arguments in cases(each.test):
                each.test(**arguments)
    return answers


@pytest.mark.parametrize(
    ("finding", "event"),
    ENTRIES,
    ids=[f"{finding.rule.id}-{finding.check.__name__}-{event.__name__}" for finding, event in ENTRIES],
)
def test_every_look_at_every_event_has_said_no_and_yes(finding: Finding, event: type[Event], shown: set[Shown]) -> None:
    said = {each.said for each in shown if each[:3] == (finding.rule.id, finding.check, event)}
    assert said == ({"no"} if finding.check in ALWAYS else {"no", "yes"})


CONTRADICTED_AND_LEFT_OUT = attendance_recorded(present=[A, B])
"""B was absent, and of the party it says nothing."""


@pytest.mark.proves(RECORD_ATTENDANCE_TRULY.id, says="no")
def test_two_looks_under_one_rule_each_find_their_own_in_one_event() -> None:
    rows = found(told(*SCHEDULED, absence_recorded, CONTRADICTED_AND_LEFT_OUT), RECORD_ATTENDANCE_TRULY)
    event = CONTRADICTED_AND_LEFT_OUT.event_id
    assert [(row.item, row.severity, row.event_id) for row in rows] == [
        (f"SMX-3.4-record-attendance/attendance_contradicted/{event}", "notice", event),
        (f"SMX-3.4-record-attendance/attendance_left_out/{event}", "breach", event),
    ]


def test_what_may_be_found_in_one_event_has_a_name_of_its_own() -> None:
    names = Counter(findings.names(catalogue.FINDINGS, catalogue.REFUSALS))
    assert [each for each, times in names.items() if times > 1] == []


def test_what_a_look_is_called_by_has_the_view_made_anew() -> None:
    """Rows of other items would never end."""
    assert "SMX-3.4-record-attendance/attendance_left_out" in catalogue.FINDING.version.split()


def test_outside_the_instruments_area_nothing_is_found() -> None:
    elsewhere = agency_registered(area="411202"), requested_by_insurer(area="360100"), submitted(by=A), reviewed
    assert told(elsewhere, accepted).rows("finding") == []


@pytest.mark.proves(UNCONFIRMED_NOT_USED.id, says="both")
def test_a_confirmation_taken_back_leaves_a_material_used_unconfirmed() -> None:
    story = (*ACCEPTED_JOINTLY, used)
    done = told(story)
    assert found(done, UNCONFIRMED_NOT_USED) == []
    corrected = done.when(correction(confirmed_by_insurer, withdrawn=True)).appended()
    [row] = [row for row in corrected.rows("finding") if row.rule_id == UNCONFIRMED_NOT_USED.id]
    assert (row.event_id, row.severity) == (used.event_id, "breach")


def test_asked_again_no_rule_counts_days_without_the_calendar() -> None:
    """The tenth working day is 16 April; Monday to Friday alone it would be the 15th."""
    late = extended.on("2026-04-16T10:00:00")
    fixed = correction(late, "2026-04-20T09:00:00", new_values={"reason": "须补充调取原始影像"})
    assert [row for row in told(*OBJECTED, late, fixed).rows("finding") if row.event_id == late.event_id] == []


def test_a_correction_takes_back_what_was_found() -> None:
    done = told(SCHEDULED, started, BARELY_MORE)
    put_right = correction(BARELY_MORE, new_values={"recorded_at": "2026-03-12T09:41:00+08:00"})
    rows = done.when(put_right).appended().rows("finding")
    assert [row.rule_id for row in rows if row.rule_id == RECORD_LIVE.id] == []


def test_confirmations_by_both_leave_nothing_to_find() -> None:
    done = told(*ASKED_JOINTLY, confirmed, confirmed_by_insurer, declared_true, accepted)
    assert done.rows("finding") == []

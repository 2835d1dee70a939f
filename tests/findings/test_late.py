"""What was missing when a step was recorded, had been done by then, and is recorded afterwards: the finding ends."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from given import Act, Acts, Outcome, given
from ledger import catalogue
from ledger.claims.checklists.dossier import ACCOUNTS_OF_ITEM_11, TWENTY
from ledger.kernel import order
from ledger.kernel.law import Rule
from ledger.law import machinery, manual, sanmenxia
from scenarios import aftermath, assignments, proceedings
from scenarios import assignment_reports as reports
from scenarios.acts import (
    ACCEPTED,
    ASKED_ALONE,
    ISSUED,
    OBJECTED,
    SCHEDULED,
    A,
    accepted,
    agency_registered,
    arrived,
    attendance_recorded,
    consented,
    correction,
    declared_true,
    explained,
    filmed,
    identified,
    letter_signed,
    mediation_accepted,
    mediation_declined,
    mediation_handled,
    mediation_requested,
    mediation_told,
    remedied,
    replied,
    requested_by_insurer,
    reviewed,
    scheduled,
    started,
    submitted,
)
from scenarios.claims_liability import APPLIED, cause_analysed, determined
from scenarios.claims_settlement import (
    CLOSED,
    LIABLE,
    assembled,
    filed,
    goods_disposed,
    goods_registered,
    goods_taken,
    item_filed,
    left_to_insurer,
    loss_determined,
    policy_copied,
    proceeds_credited,
)
from scenarios.claims_survey import ARRIVED, photos_uploaded, report_filed, sketch_drawn


class Case(NamedTuple):
    """A look, a story in whose last act it finds something, and what answers it if done by then."""

    rule: Rule
    look: str
    story: tuple[Acts, ...]
    late: Act

    @property
    def step(self) -> Act:
        last = self.story[-1]
        assert isinstance(last, Act)
        return last


BY_INSURER = (agency_registered, requested_by_insurer, submitted(by=A), reviewed)
ON_SITE = (*assignments.APPOINTED, assignments.agreed(agreed_time="2026-03-02T12:30:00+08:00"), assignments.arrived)
ARRANGED_LATER = (*assignments.APPOINTED, assignments.contacted, assignments.arrived)

CASES = (
    Case(sanmenxia.INSURER_EXPLAINS_JOINT, "insurer_never_explained", (*BY_INSURER, accepted), explained),
    Case(sanmenxia.SIGN_COMMISSION_LETTER, "started_without_letter", (*ACCEPTED, scheduled, started), letter_signed),
    Case(sanmenxia.PARTY_TRUTHFUL, "materials_undeclared", (*ASKED_ALONE, accepted), declared_true),
    Case(sanmenxia.PARTY_TRUTHFUL, "materials_undeclared", ISSUED, declared_true),
    Case(sanmenxia.IDENTIFY_WITNESS, "came_unidentified", (*SCHEDULED, arrived, attendance_recorded), identified),
    Case(sanmenxia.NO_FILMING_WITHOUT_CONSENT, "filmed_without_consent", (*SCHEDULED, filmed), consented),
    Case(sanmenxia.MEDIATION_STEPS, "step_left_out", (*OBJECTED, mediation_accepted), mediation_requested),
    Case(sanmenxia.MEDIATION_STEPS, "step_left_out", (*OBJECTED, mediation_declined), mediation_requested),
    Case(
        sanmenxia.MEDIATION_STEPS,
        "step_left_out",
        (*OBJECTED, mediation_requested, mediation_handled),
        mediation_accepted,
    ),
    Case(
        sanmenxia.MEDIATION_STEPS,
        "step_left_out",
        (*OBJECTED, mediation_requested, mediation_accepted, mediation_told),
        mediation_handled,
    ),
    Case(sanmenxia.NEXT_REMEDY, "remedy_out_of_place", (*OBJECTED, remedied), replied),
    Case(
        manual.NEGOTIATE,
        "insurer_left_the_way",
        (*proceedings.DISPUTED, proceedings.commenced(claimant=A)),
        proceedings.negotiated,
    ),
    Case(
        manual.NEGOTIATE,
        "other_side_left_the_way",
        (*proceedings.DISPUTED, proceedings.commenced),
        proceedings.talks_failed,
    ),
    Case(
        machinery.DISPUTE,
        "adjusting_not_negotiated",
        (*proceedings.ADJUSTING_DISPUTED, proceedings.commenced.into(proceedings.ADJUSTING)),
        proceedings.negotiated.into(proceedings.ADJUSTING),
    ),
    Case(manual.COSTS, "costs_not_owed", (*proceedings.IN_PROCEEDINGS, proceedings.costs_borne), proceedings.judged),
    Case(manual.BASIS, "lacking", (*APPLIED, determined), cause_analysed),
    Case(
        manual.DETERMINATION_OF_LOSS,
        "lacking",
        (*APPLIED, policy_copied, filed, loss_determined),
        determined,
    ),
    Case(manual.PHOTOS, "lacking", (*ARRIVED, report_filed), photos_uploaded),
    Case(manual.SKETCH, "lacking", (*ARRIVED, report_filed), sketch_drawn),
    Case(manual.RESIDUAL_FIRST, "taken_without_asking", (*LIABLE, loss_determined, goods_taken), left_to_insurer),
    Case(manual.RECOVERED_GOODS, "step_left_out", (*LIABLE, goods_registered), goods_taken),
    Case(manual.RECOVERED_GOODS, "step_left_out", (*LIABLE, goods_taken, goods_disposed), goods_registered),
    Case(
        manual.RECOVERED_GOODS,
        "step_left_out",
        (*LIABLE, goods_taken, goods_registered, proceeds_credited),
        goods_disposed,
    ),
    Case(manual.MATERIALS, "lacking", (*aftermath.PURSUED, aftermath.talked), aftermath.materials_received),
    Case(manual.MATERIALS, "lacking", (*aftermath.PURSUED, aftermath.action_filed), aftermath.materials_received),
    Case(machinery.PLAN, "counted_without_plan", (*assignments.ON_SITE, assignments.counted), assignments.plan_agreed),
    Case(
        machinery.REPAIR_METHOD,
        "repair_not_agreed",
        (*assignments.SURVEYED, reports.loss_determined),
        assignments.repair_agreed,
    ),
    Case(
        machinery.LETTER_SINGLE,
        "lacking",
        tuple(act for act in reports.ISSUED if act is not assignments.letter_received),
        assignments.letter_received,
    ),
    Case(
        machinery.CAT3,
        "lacking",
        (
            *reports.REVIEWED,
            reports.list_issued(items=[{"code": "C3.2", "ticked": True}]),
            reports.report_issued,
        ),
        reports.received,
    ),
    Case(machinery.CONTACT_CONTENT, "contact_incomplete", ON_SITE, assignments.contacted),
    Case(machinery.CONTACT_CONTENT, "contact_incomplete", ARRANGED_LATER, assignments.agreed),
)
SURVEY = tuple(
    Case(rule, "lacking", assignments.surveyed_without(late), late)
    for rule, late in (
        (machinery.NOTICE_PRESENT, assignments.notice_presented),
        (machinery.NOTICE_RECEIPT, assignments.acknowledged),
        (machinery.EXPLAIN, assignments.procedure_explained),
        (machinery.SALVAGE_NOTICE, assignments.salvage_notice),
        (machinery.INSURED_LIAISON, assignments.liaison_named),
        (machinery.INSURED_MITIGATE, assignments.salvaged),
        (machinery.INTERVIEW, assignments.interviewed),
        (machinery.CHECK_POLICY, assignments.policy_checked),
        (machinery.OPERATING_DATA, assignments.running),
        (machinery.RECORD_FIELDS, assignments.item_recorded),
        (machinery.PHOTOS, assignments.photographed),
        (machinery.REPAIR_INFO, assignments.repair_known),
    )
)
"""What the survey of an assignment lacked when its record was completed."""
ANALYSIS = tuple(
    Case(rule, "lacking", tuple(act for act in reports.ANALYSED if act is not late), late)
    for rule, late in (
        (machinery.CAUSE_REPORT, reports.insured_report),
        (machinery.INQUIRE, assignments.statement_taken),
        (machinery.REPORTS, reports.no_institution),
        (machinery.PROXIMATE_CAUSE, reports.cause_analysed),
    )
)
EVERY = [*CASES, *SURVEY, *ANALYSIS]
each = pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case.rule.id}-{case.late.type}")


def told(*story: Acts) -> Outcome:
    """After a story whose last act was appended."""
    *before, last = story
    return given(*before).when(last).appended()


def standing(done: Outcome, case: Case) -> list[str]:
    """What the look finds in the step, in the reader's words."""
    item = f"{case.rule.id}/{case.look}/{case.step.event_id}"
    rows = done.scenario.rows("finding", case.step.stream)
    return [row.reason_en for row in rows if row.item == item]


@pytest.mark.proves(*dict.fromkeys(case.rule.id for case in EVERY), says="both")
@each
def test_what_had_been_done_by_then_ends_the_finding_once_it_is_recorded(case: Case) -> None:
    done = told(*case.story)
    assert len(standing(done, case)) == 1
    assert standing(done.when(case.late).appended(), case) == []
    taken_back = correction(case.late, "2026-12-01T09:00:00", withdrawn=True)
    assert len(standing(told(*case.story, case.late, taken_back), case)) == 1


@each
def test_what_was_done_only_afterwards_does_not(case: Case) -> None:
    at = "2026-10-09T09:00:00"
    assert len(standing(told(*case.story, case.late.on(at)), case)) == 1
    assert standing(told(*case.story, case.late.on(case.step.time)), case) == []


# The dossier, answered item by item

NUMBERS = [each.no for each in TWENTY if each.no not in (2, 10, 17, 19)]
FILED = tuple(
    item_filed(item_no=no, ref=f"R-{no}", explanation="仓库外景" if no == 13 else None).on("2026-04-09T09:00:00")
    for no in NUMBERS
    if no != 11
)
ACCOUNTS = tuple(
    item_filed(item_no=11, ref=f"ZW-{name}", account=name, as_of="2026-02-28").on("2026-04-09T10:00:00")
    for name in ACCOUNTS_OF_ITEM_11
)
IN_ORDER = (*CLOSED, assembled(items=NUMBERS))
DOSSIERS = (
    Case(manual.ITEMS, "closed_with_gaps", CLOSED, FILED[-1]),
    Case(manual.ITEMS, "items_missing", IN_ORDER, FILED[-1]),
    Case(manual.ORDER, "not_in_order", IN_ORDER, FILED[-1]),
    Case(manual.DOSSIER_ACCOUNTS, "accounts_missing", IN_ORDER, ACCOUNTS[-1]),
)


@pytest.mark.proves(manual.ITEMS.id, manual.ORDER.id, manual.DOSSIER_ACCOUNTS.id, says="both")
@pytest.mark.parametrize("case", DOSSIERS, ids=lambda case: case.look)
def test_an_answer_in_parts_leaves_what_it_does_not_answer(case: Case) -> None:
    [before] = standing(told(*case.story), case)
    nearly = told(*case.story, *(act for act in (*FILED, *ACCOUNTS) if act is not case.late))
    [left] = standing(nearly, case)
    assert len(left) < len(before)
    assert standing(nearly.when(case.late).appended(), case) == []


def test_every_look_that_can_be_answered_has_been() -> None:
    """Those at the order of steps are with the others of their context."""
    answered = {(case.look, case.step.type) for case in (*EVERY, *DOSSIERS)}
    for event, looks in catalogue.FINDINGS.items():
        mine = [each for each in looks if each.answered_by and each.check.__module__ != order.__name__]
        assert {(each.name, event.about.name) for each in mine} <= answered

"""Article 二: the examination, its record, the review and the opinion; when a commission may end without one."""

import pytest

from given import Act, Acts, given
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE
from ledger.law.sanmenxia import (
    AGREED_STANDARDS,
    APPLY_STANDARDS,
    NO_DATA_CHANGE_AFTER_ISSUE,
    OPINION_WITHOUT_GRADE,
    PROCEED_IF_ABSENT,
    RECORD_ATTENDANCE,
    REVIEW_BEFORE_ISSUE,
    SIGN_COMMISSION_LETTER,
    SIGN_RECORDS,
    UNCONFIRMED_NOT_USED,
)
from scenarios.acts import (
    ACCEPTED,
    ACCEPTED_JOINTLY,
    AG,
    ASKED_ALONE,
    CONCLUDED,
    DRAFTED,
    EXAMINED,
    GRADING,
    ISSUED,
    SCHEDULED,
    A,
    absence_recorded,
    accepted,
    attendance_recorded,
    concluded,
    confirmed,
    correction,
    declined,
    digest,
    draft_passed,
    drafted,
    explained,
    filed,
    issued,
    letter_signed,
    letter_signed_jointly,
    licence_shown,
    notice_sent,
    process_recorded,
    record_signed,
    reviewed,
    scheduled,
    slip_noted,
    started,
    submitted,
    terminated,
    used,
)

proves = pytest.mark.proves
LATER = "2026-03-21T09:00:00"


@proves(IN_ORDER.id)
@pytest.mark.parametrize("act", [used, issued, terminated])
def test_nothing_is_used_issued_or_terminated_without_an_open_commission(act: Act) -> None:
    given(ASKED_ALONE).when(act).refused(IN_ORDER)
    given(ASKED_ALONE, declined).when(act).refused(IN_ORDER)
    given(ACCEPTED, terminated).when(act.on(LATER)).refused(IN_ORDER)


@proves(IN_ORDER.id)
def test_a_commission_under_way_uses_materials_and_ends_in_an_opinion_or_by_termination() -> None:
    given(ACCEPTED).when(used).appended()
    assert given(DRAFTED).when(issued).appended().state.status == "issued"
    assert given(ACCEPTED).when(terminated).appended().state.status == "terminated"


@proves(IN_ORDER.id)
def test_a_completed_commission_is_not_terminated() -> None:
    given(ISSUED).when(terminated.on(LATER)).refused(IN_ORDER)


# 一(四): the commission letter


@proves(SIGN_COMMISSION_LETTER.id)
def test_no_opinion_without_the_letter_signed_by_agency_and_every_principal() -> None:
    def opinion_with(*letter: Act) -> None:
        story = tuple(each for each in DRAFTED if each is not letter_signed)
        given(story, letter).when(issued).refused(SIGN_COMMISSION_LETTER)

    opinion_with()
    opinion_with(letter_signed(signatories=["P1"]))
    opinion_with(letter_signed(signatories=[AG]))
    given(ACCEPTED_JOINTLY, letter_signed(signatories=[AG, "P1"])).when(issued).refused(SIGN_COMMISSION_LETTER)


@proves(SIGN_COMMISSION_LETTER.id)
def test_with_the_letter_signed_by_all_the_opinion_is_issued() -> None:
    given(DRAFTED).when(issued).appended()


@proves(SIGN_COMMISSION_LETTER.id)
def test_an_examination_without_a_letter_is_a_fact_and_recorded() -> None:
    given(ACCEPTED, scheduled).when(started).appended()


@proves(AGREED_STANDARDS.id)
def test_agreed_standards_are_applied_or_the_deviation_is_explained() -> None:
    agreed = [GRADING, {"code": "GA/T 1193", "version": "2014"}]
    letter = letter_signed(agreed_standards=agreed)
    story = tuple(letter if each is letter_signed else each for each in DRAFTED)
    given(story).when(issued).refused(AGREED_STANDARDS)
    given(story).when(issued(standards_deviation="该标准不适用于本案伤情")).appended()
    given(story).when(issued(standards_applied=agreed)).appended()


@proves(APPLY_STANDARDS.id)
def test_an_opinion_cites_at_least_one_standard() -> None:
    given(DRAFTED).when(issued(standards_applied=[])).refused(APPLY_STANDARDS)
    given(DRAFTED).when(issued).appended()


# 二(二): the process record


@proves(SIGN_RECORDS.id)
def test_every_acting_appraiser_signs_every_record_before_the_opinion() -> None:
    for signing in ((), record_signed(signatories=[]), record_signed(signatories=["AP-1"])):
        story = tuple(signing if each is record_signed else each for each in DRAFTED)
        given(story).when(issued).refused(SIGN_RECORDS)
    second = process_recorded(record_id="PR-2", medium="photo")
    given(DRAFTED, second).when(issued).refused(SIGN_RECORDS)


@proves(SIGN_RECORDS.id)
def test_signatures_may_come_one_by_one() -> None:
    one_by_one = (record_signed(signatories=["AP-1"]), record_signed(signatories=["AP-2"]))
    story = tuple(one_by_one if each is record_signed else each for each in DRAFTED)
    given(story).when(issued).appended()


@proves(SIGN_RECORDS.id)
def test_those_who_really_examined_sign() -> None:
    swapped = started(appraisers=["AP-1", "AP-4"])
    story = tuple(swapped if each is started else each for each in DRAFTED)
    given(story).when(issued(appraisers=["AP-1", "AP-4"])).refused(SIGN_RECORDS)


# 二(三): review, data, grades


@proves(REVIEW_BEFORE_ISSUE.id)
def test_this_very_draft_passed_review_by_somebody_who_did_not_act() -> None:
    for review in (
        (),
        draft_passed(result="returned"),
        draft_passed(hash=digest("前一稿")),
        draft_passed(reviewer="AP-1"),
        (draft_passed, draft_passed(result="returned").on("2026-03-19T09:00:00")),
    ):
        given(CONCLUDED, drafted, review).when(issued).refused(REVIEW_BEFORE_ISSUE)
    given(CONCLUDED, drafted, draft_passed(reviewer="AP-9")).when(issued(appraisers=["AP-9"])).refused(
        REVIEW_BEFORE_ISSUE
    )


@proves(REVIEW_BEFORE_ISSUE.id)
def test_a_draft_returned_and_passed_on_the_second_reading_is_issued() -> None:
    first = draft_passed(result="returned", hash=digest("前一稿"))
    given(CONCLUDED, drafted(hash=digest("前一稿")), first, drafted, draft_passed).when(issued).appended()


@proves(RECORD_ATTENDANCE.id)
def test_no_opinion_while_a_session_has_no_record_of_attendance() -> None:
    story = tuple(each for each in DRAFTED if each is not attendance_recorded)
    given(story).when(issued).refused(RECORD_ATTENDANCE)
    given(story, notice_sent).when(issued).refused(RECORD_ATTENDANCE)
    second = scheduled(session_id="S-2", start="2026-03-14T09:30:00+08:00")
    given(DRAFTED, second).when(issued).refused(RECORD_ATTENDANCE)


@proves(RECORD_ATTENDANCE.id)
def test_with_attendance_recorded_also_of_an_absence_the_opinion_is_issued() -> None:
    absent = (absence_recorded, attendance_recorded(present=["P1"], absent=[A, "INS-B-411200"]))
    story = tuple(absent if each is attendance_recorded else each for each in DRAFTED)
    given(story).when(issued).appended()


@proves(KNOWN_REFERENCE.id)
def test_an_opinion_rests_on_materials_that_were_submitted() -> None:
    given(DRAFTED).when(issued(materials_used=["M-1", "M-9"])).refused(KNOWN_REFERENCE)
    given(DRAFTED).when(issued(materials_used=["M-1"])).appended()


@proves(UNCONFIRMED_NOT_USED.id)
def test_a_joint_opinion_is_issued_on_confirmed_materials() -> None:
    joint = (*ACCEPTED_JOINTLY, letter_signed_jointly, *DRAFTED[len(ACCEPTED) + 1 :])
    given(joint).when(issued).appended()


DATA: list[tuple[Acts, Act]] = [
    (ACCEPTED, submitted(material_id="M-2")),
    (ACCEPTED, reviewed(result="rejected")),
    (ACCEPTED, confirmed),
    (ACCEPTED, used),
    (ACCEPTED, scheduled),
    (SCHEDULED, started),
    (SCHEDULED, process_recorded),
    (SCHEDULED, record_signed),
    (EXAMINED, concluded),
    (CONCLUDED, drafted),
    (CONCLUDED, draft_passed),
    (DRAFTED, issued),
]


@proves(NO_DATA_CHANGE_AFTER_ISSUE.id)
@pytest.mark.parametrize(("story", "act"), DATA, ids=[act.type for _, act in DATA])
def test_data_are_recorded_until_the_opinion_is_issued(story: Acts, act: Act) -> None:
    given(story).when(act).appended()


@proves(NO_DATA_CHANGE_AFTER_ISSUE.id)
@pytest.mark.parametrize(("story", "act"), DATA, ids=[act.type for _, act in DATA])
def test_data_are_frozen_once_the_opinion_is_issued(story: Acts, act: Act) -> None:
    given(ISSUED).when(act.on(LATER)).refused(NO_DATA_CHANGE_AFTER_ISSUE)


@proves(NO_DATA_CHANGE_AFTER_ISSUE.id)
@pytest.mark.parametrize(
    "correct",
    [
        correction(concluded, new_values={"disability_grade": "9"}),
        correction(process_recorded, withdrawn=True),
        correction(reviewed, new_values={"result": "rejected"}),
        correction(issued, withdrawn=True),
        correction(issued, new_values={"opinion_no": "O-2"}),
    ],
)
def test_data_are_not_changed_by_correction_either(correct: Act) -> None:
    given(ISSUED).when(correct).refused(NO_DATA_CHANGE_AFTER_ISSUE)


@proves(NO_DATA_CHANGE_AFTER_ISSUE.id)
def test_what_is_no_data_is_corrected_noted_and_filed_after_the_opinion() -> None:
    done = given(ISSUED)
    assert done.when(correction(letter_signed, new_values={"letter_no": "L-2"})).appended().state.letter.letter_no == (
        "L-2"
    )
    assert done.when(slip_noted).appended().state.clerical_corrections == 1
    done.when(filed).appended()


@proves(NO_DATA_CHANGE_AFTER_ISSUE.id)
def test_data_are_corrected_before_the_opinion() -> None:
    changed = given(CONCLUDED).when(correction(concluded, new_values={"disability_grade": "9"})).appended()
    assert changed.state.grade == "9"


@proves(OPINION_WITHOUT_GRADE.id)
def test_a_concluded_appraisal_is_not_terminated() -> None:
    for grade in ("none", "10", None):
        story = (*EXAMINED, concluded(disability_grade=grade))
        given(story).when(terminated.on(LATER)).refused(OPINION_WITHOUT_GRADE)


@proves(OPINION_WITHOUT_GRADE.id)
def test_an_opinion_is_issued_without_a_grade_and_a_commission_terminated_before_its_conclusion() -> None:
    story = tuple(concluded(disability_grade="none") if each is concluded else each for each in DRAFTED)
    assert given(story).when(issued).appended().row("appraisal").grade == "none"
    given(EXAMINED).when(terminated.on(LATER)).appended()


@proves(PROCEED_IF_ABSENT.id)
def test_an_absent_insurer_is_no_ground_to_terminate() -> None:
    given(SCHEDULED, absence_recorded).when(terminated(reason="insurer_absence").on(LATER)).refused(PROCEED_IF_ABSENT)


@proves(PROCEED_IF_ABSENT.id)
@pytest.mark.parametrize("reason", ["withdrawn_by_principal", "materials_insufficient", "impossible", "other"])
def test_other_grounds_end_a_commission(reason: str) -> None:
    given(SCHEDULED).when(terminated(reason=reason)).appended()


@proves(PROCEED_IF_ABSENT.id)
def test_the_appraisal_goes_on_without_the_insurer() -> None:
    given(SCHEDULED, absence_recorded).when(started.on("2026-03-12T10:10:00")).appended()


# Facts are recorded, whatever is irregular about them


@pytest.mark.parametrize(
    ("story", "act"),
    [
        (ASKED_ALONE, licence_shown),
        (ACCEPTED, scheduled.on("2026-03-12T09:29:59")),
        (SCHEDULED, started.on("2026-03-12T12:00:00")),
        (SCHEDULED, process_recorded(recorded_at="2026-04-01T09:00:00+08:00")),
        (ACCEPTED, process_recorded),
        (ACCEPTED, explained.on("2026-03-25T09:00:00")),
        (ASKED_ALONE, letter_signed),
        (ACCEPTED, record_signed(record_id="PR-9")),
        (ASKED_ALONE, accepted.on("2027-03-04T09:00:00")),
    ],
)
def test_what_happened_is_recorded_late_and_out_of_order(story: Acts, act: Act) -> None:
    given(story).when(act).appended()


def test_the_licence_shown_and_the_start_are_told_by_session() -> None:
    begun = given(SCHEDULED, licence_shown).when(started).appended().state.sessions["S-1"]
    assert begun.licences_shown == {"AP-1"}
    assert begun.appraisers == ("AP-1", "AP-2")
    assert given(SCHEDULED).when(licence_shown(session_id="S-9")).appended().state.sessions.keys() == {"S-1"}

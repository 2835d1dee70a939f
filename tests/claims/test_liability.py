"""The application, its documents, opinions and the determination of liability (PICC 四, 注意; SMX 三(二))."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from given import Act, Acts, given, instant
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE
from ledger.law.manual import (
    AUTHORITY_ANALYSIS,
    BASIS,
    BLIZZARD,
    CARELESS_HOISTING,
    DETERMINATION_OF_LIABILITY,
    DETERMINE_IN_TIME,
    FALLING_OBJECTS,
    FIRE_ANALYSIS,
    MIXED_CAUSES,
    NOTIFY_RESULT,
    ONCE,
    PROVE_BLIZZARD,
    RESEARCH_REFERENCE,
    SLOW_SUBSIDENCE,
    SUPERIOR_APPROVAL,
    TIMELY_DETERMINATION,
    UTILITY_INTERRUPTION,
)
from ledger.law.sanmenxia import CONSIDER_OPINION
from looking import duties, grave, owed
from scenarios.acts import ANOTHER, DRAFTED, ISSUED, correction, issued, requested_alone
from scenarios.claims import CLAIM, REPORTED, A, loss_reported
from scenarios.claims_liability import (
    ANALYSED,
    APPLIED,
    APPRAISAL_ID,
    ASKED,
    INSURED,
    SHORT,
    applied,
    appraisal_asked,
    appraisal_linked,
    appraisal_needed,
    authority_answered,
    authority_asked,
    cause_analysed,
    denied,
    determined,
    document_received,
    escalated,
    fire_analysed,
    in_part,
    liability_proposed,
    notified,
    opinion_considered,
    opinion_received,
    other_received,
    proportion_agreed,
    requested_again,
    set_aside,
    shortfall_found,
    snow_flagged,
    superior_approved,
    supplement_requested,
    weather_proven,
)
from scenarios.claims_survey import cancelled, filed, report_filed, snapshot_taken

proves = pytest.mark.proves
APPEALED = (ISSUED, *APPLIED, appraisal_asked)
"""A claim with a judicial appraisal, whose opinion has been issued."""


# 四(一): thirty days


@proves(DETERMINE_IN_TIME.id)
@pytest.mark.parametrize(
    ("at", "late"), [("2026-04-04T23:59:59", False), ("2026-04-05T00:00:00", True), ("2026-04-05T00:00:01", True)]
)
def test_liability_is_determined_and_told_within_thirty_days(at: str, late: bool) -> None:
    done = owed(DETERMINE_IN_TIME, *ANALYSED, determined.on(at), part="determine")
    assert (done.due_at, done.inclusive, done.level) == (instant("2026-04-05T00:00:00"), False, "breach")
    assert (done.obligor, done.late) == (A, late)
    told = owed(DETERMINE_IN_TIME, *ANALYSED, determined, notified(at=f"{at}+08:00"), part="notify")
    assert (told.due_at, told.late) == (instant("2026-04-05T00:00:00"), late)


@proves(DETERMINE_IN_TIME.id, says="no")
def test_determining_does_not_tell_anybody() -> None:
    assert owed(DETERMINE_IN_TIME, *ANALYSED, determined, part="notify").done_at is None


@proves(DETERMINE_IN_TIME.id, says="yes")
def test_the_time_counts_from_the_receipt_of_the_first_application() -> None:
    other = applied(amount="90000.00", received_at="2026-03-20T09:00:00+08:00").on("2026-03-20T09:00:00")
    assert owed(DETERMINE_IN_TIME, *APPLIED, other, part="determine").started_at == instant("2026-03-05T09:00:00")
    recorded_late = applied.on("2026-03-09T09:00:00")
    row = owed(DETERMINE_IN_TIME, *REPORTED, recorded_late, part="determine")
    assert row.due_at == instant("2026-04-05T00:00:00")


@proves(DETERMINE_IN_TIME.id, says="yes")
def test_what_was_determined_before_the_application_was_recorded_is_done() -> None:
    late_record = applied.on("2026-03-28T09:00:00")
    row = owed(DETERMINE_IN_TIME, *REPORTED, cause_analysed, determined, late_record, part="determine")
    assert (row.done_at, row.late) == (instant("2026-03-27T10:00:00"), False)


@proves(DETERMINE_IN_TIME.id)
@pytest.mark.parametrize("part", ["determine", "notify"])
@pytest.mark.parametrize(("at", "late"), [("2026-04-14T23:59:59", False), ("2026-04-15T00:00:00", True)])
def test_it_stands_still_until_the_last_document_asked_for_is_there(part: str, at: str, late: bool) -> None:
    waiting = owed(DETERMINE_IN_TIME, *ASKED, document_received, part=part)
    assert (waiting.suspended_at, waiting.due_at) == (instant("2026-03-10T10:00:00"), None)
    complete = (*ASKED, document_received, other_received)
    assert owed(DETERMINE_IN_TIME, *complete, part=part).due_at == instant("2026-04-15T00:00:00")
    done = owed(DETERMINE_IN_TIME, *complete, determined.on(at), notified(at=f"{at}+08:00"), part=part)
    assert done.late is late


@proves(DETERMINE_IN_TIME.id, says="no")
def test_finding_something_missing_alone_lets_no_time_stand_still() -> None:
    assert owed(DETERMINE_IN_TIME, *SHORT, part="determine").due_at == instant("2026-04-05T00:00:00")


@proves(DETERMINE_IN_TIME.id, says="no")
def test_asking_piecemeal_lets_no_time_stand_still() -> None:
    complete = (*ASKED, document_received, other_received)
    assert owed(DETERMINE_IN_TIME, *complete, requested_again, part="determine").suspended_at is None
    new = requested_again(new_facts="复勘发现第二起火点")
    row = owed(DETERMINE_IN_TIME, *complete, new, part="determine")
    assert row.suspended_at == instant("2026-03-24T10:00:00")


def test_a_cancelled_report_needs_no_determination() -> None:
    ended = cancelled.on("2026-04-01T10:00:00")
    for rule, part in ((DETERMINE_IN_TIME, "determine"), (DETERMINE_IN_TIME, "notify"), (TIMELY_DETERMINATION, "")):
        assert owed(rule, *APPLIED, ended, part=part).cancelled_at == instant("2026-04-01T10:00:00")


@proves(TIMELY_DETERMINATION.id, says="both")
def test_how_promptly_is_measured_and_has_no_term() -> None:
    waiting = owed(TIMELY_DETERMINATION, *APPLIED)
    assert (waiting.started_at, waiting.due_at, waiting.done_at) == (instant("2026-03-05T09:00:00"), None, None)
    assert owed(TIMELY_DETERMINATION, *ANALYSED, determined).done_at == instant("2026-03-27T10:00:00")


@proves(NOTIFY_RESULT.id)
@pytest.mark.parametrize(("at", "late"), [("2026-03-30T23:59:59", False), ("2026-03-31T00:00:00", True)])
def test_the_insured_is_told_by_the_next_working_day(at: str, late: bool) -> None:
    """Determined on Friday 27 March; a house target, no breach."""
    told = owed(NOTIFY_RESULT, *ANALYSED, determined, notified(at=f"{at}+08:00"))
    assert (told.late, told.level) == (late, "target")


@proves(NOTIFY_RESULT.id, says="no")
def test_a_notice_of_another_determination_tells_nothing_of_this_one() -> None:
    anew = in_part.on("2026-04-03T10:00:00")
    assert owed(NOTIFY_RESULT, *ANALYSED, determined, notified, anew).done_at is None
    recorded_late = (*ANALYSED, notified, determined)
    assert owed(NOTIFY_RESULT, *recorded_late).done_at == instant("2026-03-28T10:00:00")


# 注意·二(五): asked for once


@proves(ONCE.id)
def test_what_is_missing_is_asked_for_and_that_is_measured() -> None:
    short = owed(ONCE, *SHORT)
    assert (short.started_at, short.due_at, short.done_at) == (instant("2026-03-06T09:00:00"), None, None)
    assert owed(ONCE, *ASKED).done_at == instant("2026-03-10T10:00:00")


@proves(ONCE.id, says="no")
def test_half_of_it_is_not_enough() -> None:
    half = supplement_requested(missing_items=["C2.1"])
    assert owed(ONCE, *SHORT, half).done_at is None
    more = shortfall_found(missing_items=["C4.1"]).on("2026-03-07T09:00:00")
    assert owed(ONCE, *SHORT, more).started_at == instant("2026-03-06T09:00:00")


def test_what_came_in_by_itself_need_not_be_asked_for() -> None:
    assert owed(ONCE, *SHORT, document_received, other_received).cancelled_at == instant("2026-03-20T15:00:00")


def test_a_request_recorded_before_the_shortfall_has_done_it() -> None:
    row = owed(ONCE, *APPLIED, supplement_requested, shortfall_found)
    assert (row.started_at, row.done_at) == (instant("2026-03-06T09:00:00"), instant("2026-03-10T10:00:00"))


def test_nothing_missing_opens_nothing() -> None:
    assert not duties(ONCE, *APPLIED, shortfall_found(missing_items=[]))


@proves(ONCE.id, says="both")
def test_another_request_is_a_finding_unless_new_facts_made_it_needed() -> None:
    assert grave(ONCE, *ASKED) == []
    assert grave(ONCE, *ASKED, requested_again) == ["breach"]
    assert grave(ONCE, *ASKED, requested_again(new_facts="复勘发现第二起火点")) == []


@proves(ONCE.id, says="no")
def test_what_was_missing_at_the_first_request_is_never_new() -> None:
    new = requested_again(new_facts="复勘发现第二起火点")
    assert grave(ONCE, *ASKED, new(missing_items=["C3.1"])) == ["breach"]
    half = (*SHORT, supplement_requested(missing_items=["C2.1"]))
    assert grave(ONCE, *half, new(missing_items=["C3.1"])) == ["breach"]
    assert grave(ONCE, *ASKED, document_received, new(missing_items=["C2.1"])) == []


def test_what_is_missing_is_known() -> None:
    state = given(*ASKED).when(document_received).appended().state
    assert state.liability.missing_documents == {"C3.1"}


# 四(一): what cannot be determined yet


@proves(AUTHORITY_ANALYSIS.id, says="both")
def test_an_authority_may_be_asked_and_until_it_answers_the_claim_is_under_analysis() -> None:
    def under_analysis(*story: Acts) -> bool:
        answer: bool = given(*story).state(CLAIM).liability.under_analysis
        return answer

    assert not under_analysis(*APPLIED)
    assert under_analysis(*APPLIED, authority_asked)
    assert not under_analysis(*APPLIED, authority_asked, authority_answered)
    assert not under_analysis(*ANALYSED, authority_asked, determined)


# SMX 三(二): appraisal opinions


@proves(CONSIDER_OPINION.id)
@pytest.mark.parametrize("linked", [appraisal_asked, appraisal_linked, opinion_received])
def test_liability_waits_until_the_opinion_issued_was_considered(linked: Act) -> None:
    story = (ISSUED, *ANALYSED, linked)
    given(story).when(determined).refused(CONSIDER_OPINION)
    given(story, opinion_considered).when(determined).appended()


@proves(CONSIDER_OPINION.id)
def test_an_opinion_not_issued_by_then_is_not_waited_for() -> None:
    story = (DRAFTED, *ANALYSED, appraisal_asked)
    given(story).when(determined).appended()
    given(story, issued).when(determined).refused(CONSIDER_OPINION)
    given(story, issued.on("2026-03-27T10:00:01")).when(determined).appended()
    given(story, issued.on("2026-03-27T10:00:00")).when(determined).refused(CONSIDER_OPINION)


@proves(CONSIDER_OPINION.id)
def test_setting_an_opinion_aside_needs_reasons() -> None:
    aside = (*APPEALED, cause_analysed, set_aside)
    given(aside).when(determined).refused(CONSIDER_OPINION)
    reasoned = set_aside(adopted="partial", reasons="误工期限与医嘱不符")
    given(*APPEALED, cause_analysed, reasoned).when(determined).appended()


@proves(CONSIDER_OPINION.id, says="both")
def test_an_opinion_set_aside_without_reasons_is_a_finding() -> None:
    assert grave(CONSIDER_OPINION, *APPEALED, set_aside) == ["breach"]
    assert grave(CONSIDER_OPINION, *APPEALED, opinion_considered) == []
    assert grave(CONSIDER_OPINION, *APPEALED, set_aside(reasons="误工期限与医嘱不符")) == []


@proves(CONSIDER_OPINION.id)
def test_an_opinion_received_is_to_be_considered_before_liability_is_determined() -> None:
    received = (*APPEALED, opinion_received)
    waiting = owed(CONSIDER_OPINION, *received)
    assert (waiting.subject, waiting.basis) == (APPRAISAL_ID, "before:claims.LiabilityDetermined")
    assert owed(CONSIDER_OPINION, *received, set_aside).done_at is None
    done = owed(CONSIDER_OPINION, *received, opinion_considered)
    assert (done.done_at, done.late) == (instant("2026-03-23T10:00:00"), False)
    first = owed(CONSIDER_OPINION, *APPEALED, opinion_considered, opinion_received)
    assert first.done_at == instant("2026-03-23T10:00:00")
    assert not duties(CONSIDER_OPINION, *APPLIED, authority_asked, authority_answered)


@proves(KNOWN_REFERENCE.id)
@pytest.mark.parametrize("named", [appraisal_asked, opinion_received, appraisal_linked, opinion_considered])
def test_only_an_appraisal_of_this_claim_is_named(named: Act) -> None:
    given(ISSUED, *APPLIED).when(named).appended()
    given(*APPLIED).when(named).refused(KNOWN_REFERENCE)
    of_another = requested_alone(claim_no="CLM-2", matter_key="CLM-2+P1+disability").into(ANOTHER)
    key = ANOTHER.partition("/")[2]
    given(ISSUED, of_another, *APPLIED).when(named(appraisal_id=key)).refused(KNOWN_REFERENCE)


@proves(KNOWN_REFERENCE.id)
def test_an_opinion_is_considered_when_it_is_there() -> None:
    given(DRAFTED, *APPLIED).when(opinion_considered).refused(KNOWN_REFERENCE)
    given(ISSUED, *APPLIED).when(opinion_considered).appended()


def test_an_authority_needs_no_appraisal() -> None:
    given(*APPLIED).when(authority_asked, authority_answered, appraisal_needed).appended()


# 四(二)(三): what a determination rests on


@proves(BASIS.id, says="both")
@pytest.mark.parametrize(
    ("story", "members", "missing"),
    [
        (ANALYSED, {}, False),
        (APPLIED, {}, True),
        (ANALYSED, {"clauses": []}, True),
        (ANALYSED, {"clauses": [], "exclusions": ["主险第八条"]}, False),
        (ANALYSED, {"basis": []}, True),
    ],
)
def test_a_determination_rests_on_cause_clauses_and_documents(story: Any, members: Any, missing: bool) -> None:
    assert grave(BASIS, *story, determined(**members)) == (["breach"] if missing else [])


@proves(RESEARCH_REFERENCE.id, says="both")
def test_an_academic_analysis_is_for_reference_alone() -> None:
    paper, proof = {"kind": "academic", "ref": "PA-1"}, {"kind": "accident_proof", "ref": "XF-1"}
    assert grave(BASIS, *ANALYSED, determined(basis=[paper])) == ["breach"]
    assert grave(BASIS, *ANALYSED, determined(basis=[paper, proof])) == []


@proves(FIRE_ANALYSIS.id, says="both")
def test_after_a_fire_the_precautions_are_looked_into() -> None:
    assert grave(FIRE_ANALYSIS, *APPLIED, fire_analysed, determined) == []
    assert grave(FIRE_ANALYSIS, *APPLIED, fire_analysed(fire=None), determined) == ["breach"]
    assert grave(FIRE_ANALYSIS, *APPLIED, fire_analysed(fire=None, cause="flood"), determined) == []


@proves(DETERMINATION_OF_LIABILITY.id, says="both")
def test_cover_and_exemption_are_both_told() -> None:
    state = given(*ANALYSED).when(denied(objective_cause="雪压", subjective_cause="年久失修")).appended().state
    told = state.liability.determined
    assert (told.clauses, told.exclusions) == (("主险第五条",), ("主险第八条",))
    assert (told.objective_cause, told.subjective_cause) == ("雪压", "年久失修")
    given(*ANALYSED).when(determined(clauses=None)).malformed("/data/clauses")


# 四(四): beyond authority, or in dispute


@proves(SUPERIOR_APPROVAL.id)
@pytest.mark.parametrize(
    "beyond", [{"amount": "500000.01"}, {"over_authority": True}, {"disputed": True, "authority_limit": None}]
)
def test_beyond_authority_or_in_dispute_the_superior_approves_first(beyond: Any) -> None:
    story = (*ANALYSED, liability_proposed(**beyond), escalated)
    given(story).when(determined).refused(SUPERIOR_APPROVAL)
    given(story, superior_approved(decision="returned")).when(determined).refused(SUPERIOR_APPROVAL)
    given(story, superior_approved).when(determined).appended()


@proves(SUPERIOR_APPROVAL.id)
def test_within_authority_nobody_else_is_asked() -> None:
    given(*ANALYSED, liability_proposed(amount="500000.00")).when(determined).appended()
    given(*ANALYSED).when(determined).appended()


@proves(SUPERIOR_APPROVAL.id)
@pytest.mark.parametrize("beyond", [{"over_authority": True}, {"disputed": True}])
def test_a_case_filed_as_such_is_one(beyond: Any) -> None:
    on_file = (*REPORTED, filed(**beyond), applied, cause_analysed)
    given(on_file).when(determined).refused(SUPERIOR_APPROVAL)
    given(on_file, liability_proposed, superior_approved).when(determined).appended()


@proves(SUPERIOR_APPROVAL.id)
def test_what_is_determined_is_what_was_approved() -> None:
    approved = (*ANALYSED, liability_proposed(disputed=True), superior_approved)
    given(approved).when(denied).refused(SUPERIOR_APPROVAL)
    otherwise = superior_approved(liability="not_covered")
    given(*ANALYSED, liability_proposed(disputed=True), otherwise).when(denied).appended()


@proves(SUPERIOR_APPROVAL.id)
def test_a_new_proposal_needs_a_new_answer() -> None:
    again = liability_proposed(disputed=True, decision="not_covered").on("2026-03-26T15:00:00")
    given(*ANALYSED, liability_proposed(disputed=True), superior_approved, again).when(denied).refused(
        SUPERIOR_APPROVAL
    )


@proves(SUPERIOR_APPROVAL.id)
def test_an_answer_is_to_the_proposal_before_it_whichever_was_recorded_first() -> None:
    disputed = liability_proposed(disputed=True)
    given(*ANALYSED, superior_approved, disputed).when(determined).appended()
    given(*ANALYSED, disputed, superior_approved.on("2026-03-23T10:00:00")).when(determined).refused(SUPERIOR_APPROVAL)
    earlier = disputed(decision="not_covered").on("2026-03-20T10:00:00")
    given(*ANALYSED, disputed, superior_approved, earlier).when(determined).appended()
    late = superior_approved(decision="returned").on("2026-03-25T10:00:00")
    given(*ANALYSED, disputed, superior_approved, late).when(determined).appended()


def test_a_determination_recorded_late_does_not_replace_a_later_one() -> None:
    def decision(*story: Acts) -> str:
        return str(given(*story).state(CLAIM).liability.determined.decision)

    assert decision(*APPLIED, determined, denied.on("2026-03-20T10:00:00")) == "covered"
    assert decision(*APPLIED, determined, denied.on("2026-03-28T10:00:00")) == "not_covered"
    assert decision(*APPLIED, denied.on("2026-03-20T10:00:00"), determined) == "covered"


@proves(IN_ORDER.id)
def test_a_partial_decision_says_what_is_not_covered() -> None:
    given(*ANALYSED).when(in_part(outside=[])).refused(IN_ORDER)
    given(*ANALYSED).when(in_part).appended()
    given(*ANALYSED, proportion_agreed.on("2026-03-26T15:00:00")).when(in_part(outside=[])).appended()


@proves(DETERMINATION_OF_LIABILITY.id, says="both")
@pytest.mark.parametrize(
    ("period", "breaches"),
    [
        (("2026-03-02", "2026-03-02"), 0),
        (("2025-03-02", "2026-03-01"), 1),
        (("2026-03-03", "2027-03-02"), 1),
    ],
)
def test_a_loss_outside_the_period_that_is_found_covered_is_pointed_out(period: Any, breaches: int) -> None:
    copied = snapshot_taken(period_from=period[0], period_to=period[1])
    late = copied.on("2026-03-28T10:00:00")
    surveyed = (*APPLIED, report_filed)
    assert grave(DETERMINATION_OF_LIABILITY, *surveyed, copied, determined) == ["breach"] * breaches
    assert grave(DETERMINATION_OF_LIABILITY, *surveyed, determined, late) == ["breach"] * breaches
    assert grave(DETERMINATION_OF_LIABILITY, *surveyed, copied, denied) == []


@proves(IN_ORDER.id)
def test_liability_of_a_cancelled_claim_is_determined_no_more() -> None:
    given(*ANALYSED, cancelled.on("2026-04-01T10:00:00")).when(determined.on("2026-04-02T10:00:00")).refused(IN_ORDER)
    given(*ANALYSED).when(determined).appended()


# 注意·拒赔部分4: causes that cannot be told apart


@proves(MIXED_CAUSES.id, says="both")
@pytest.mark.parametrize(("agreed_by", "missing"), [([A, INSURED], False), ([A], True), ([INSURED, "ID-2"], True)])
def test_a_proportion_is_agreed_between_insurer_and_insured(agreed_by: list[str], missing: bool) -> None:
    proportion = proportion_agreed(agreed_by=agreed_by)
    assert grave(MIXED_CAUSES, *ANALYSED, proportion) == (["deviation"] if missing else [])


def test_the_share_agreed_last_counts() -> None:
    state = given(*ANALYSED, proportion_agreed).when(proportion_agreed(covered_share="0.5")).appended().state
    assert state.liability.proportion.covered_share == Decimal("0.5")


# 注意·(二)4: snow


@proves(BLIZZARD.id, says="both")
@pytest.mark.parametrize(
    ("series", "most", "blizzard"),
    [
        (["9.9", "0.1"], "10.0", True),
        (["9.9"], "9.9", False),
        (["0.5"] * 24, "6.0", False),
        (["0"] * 5 + ["2", "2", "2", "1", "1", "1", "0.5", "0.5"] + ["0"] * 11, "10.0", True),
        (["0.5"] * 6 + ["1.0"] * 7, "9.5", False),
        ([], "0", False),
    ],
)
def test_ten_millimetres_in_twelve_hours_are_a_blizzard(series: list[str], most: str, blizzard: bool) -> None:
    proof = given(*APPLIED).when(weather_proven(series=series)).appended().state.liability.weather
    assert (proof.most_in_12_hours, proof.blizzard) == (Decimal(most), blizzard)


def test_nobody_says_so_but_the_ledger() -> None:
    given(*APPLIED).when(weather_proven(blizzard=True)).malformed("/data/blizzard")


@proves(BLIZZARD.id, says="both")
def test_corrected_measurements_are_classified_anew() -> None:
    fixed = correction(weather_proven, new_values={"series": ["5.0", "4.9"]})
    proof = given(*APPLIED, weather_proven).when(fixed).appended().state.liability.weather
    assert (proof.most_in_12_hours, proof.blizzard) == (Decimal("9.9"), False)
    withdrawn = correction(weather_proven, withdrawn=True)
    assert given(*APPLIED, weather_proven).when(withdrawn).appended().state.liability.weather is None


@proves(BLIZZARD.id, says="both")
def test_covered_is_what_was_a_blizzard_and_nothing_else() -> None:
    snow, rain = (*APPLIED, weather_proven, cause_analysed), (*APPLIED, weather_proven(series=["9.9"]), cause_analysed)
    assert grave(BLIZZARD, *snow, determined) == []
    assert grave(BLIZZARD, *snow, denied) == ["notice"]
    assert grave(BLIZZARD, *rain, determined) == ["notice"]
    assert grave(BLIZZARD, *rain, denied) == []
    assert grave(BLIZZARD, *ANALYSED, determined) == []


@proves(PROVE_BLIZZARD.id)
def test_first_the_measurements_then_the_cause_then_liability() -> None:
    flagged = (*APPLIED, snow_flagged)
    assert owed(PROVE_BLIZZARD, *flagged, part="weather").due_at is None
    weather = owed(PROVE_BLIZZARD, *flagged, weather_proven, part="weather")
    assert (weather.done_at, weather.late) == (instant("2026-03-07T10:00:00"), False)
    assert not owed(PROVE_BLIZZARD, *flagged, weather_proven, cause_analysed, part="cause").late
    before_flag = owed(PROVE_BLIZZARD, *APPLIED, weather_proven, cause_analysed, snow_flagged, part="cause")
    assert (before_flag.done_at, before_flag.late) == (instant("2026-03-16T10:00:00"), False)
    assert not duties(PROVE_BLIZZARD, *APPLIED, snow_flagged(flag="large"), part="weather")


@proves(PROVE_BLIZZARD.id)
def test_measurements_after_the_cause_was_judged_come_too_late() -> None:
    after = weather_proven.on("2026-03-16T10:00:01")
    late = owed(PROVE_BLIZZARD, *APPLIED, snow_flagged, cause_analysed, after, part="weather")
    assert (late.late, late.done_at - late.due_at) == (True, timedelta(seconds=1))
    unproven = (*APPLIED, snow_flagged, weather_proven, determined)
    assert owed(PROVE_BLIZZARD, *unproven, cause_analysed.on("2026-03-30T10:00:00"), part="cause").late


# 注意·(二)1, 3, 5: other causes


FLEW = cause_analysed(cause="flying_object", proximate_cause="高空坠物")
MISHANDLED = FLEW(operator_error=True)
SANK = cause_analysed(cause="slow_subsidence", proximate_cause="地下水位下降")
CUT_OFF = cause_analysed(cause="utility_interruption", proximate_cause="供电中断")


@proves(FALLING_OBJECTS.id, CARELESS_HOISTING.id, SLOW_SUBSIDENCE.id, UTILITY_INTERRUPTION.id, says="both")
@pytest.mark.parametrize(
    ("rule", "form", "clauses", "cause", "covered"),
    [
        (FALLING_OBJECTS, "basic", [], FLEW, True),
        (FALLING_OBJECTS, "comprehensive", [], FLEW, True),
        (FALLING_OBJECTS, "all_risks", [], FLEW, None),
        (FALLING_OBJECTS, "basic", [], MISHANDLED, None),
        (CARELESS_HOISTING, "basic", [], MISHANDLED, False),
        (CARELESS_HOISTING, "basic", [], FLEW, None),
        (SLOW_SUBSIDENCE, "all_risks", [], SANK, False),
        (UTILITY_INTERRUPTION, "comprehensive", [], CUT_OFF, True),
        (UTILITY_INTERRUPTION, "basic", [], CUT_OFF, False),
        (UTILITY_INTERRUPTION, "all_risks", ["盗窃扩展条款"], CUT_OFF, False),
        (UTILITY_INTERRUPTION, "all_risks", ["供应中断扩展条款B"], CUT_OFF, None),
        (UTILITY_INTERRUPTION, "other", [], CUT_OFF, None),
    ],
)
def test_a_decision_against_the_reading_of_the_clauses_is_shown(
    rule: Any, form: str, clauses: list[str], cause: Act, covered: bool | None
) -> None:
    story = (*APPLIED, snapshot_taken(form=form, extension_clauses=clauses), cause)
    assert grave(rule, *story, determined) == ([] if covered in (True, None) else ["notice"])
    assert grave(rule, *story, denied) == ([] if covered in (False, None) else ["notice"])


def test_without_a_policy_only_what_no_policy_covers_is_read() -> None:
    assert grave(FALLING_OBJECTS, *APPLIED, FLEW, denied) == []
    assert grave(CARELESS_HOISTING, *APPLIED, MISHANDLED, determined) == ["notice"]
    assert grave(SLOW_SUBSIDENCE, *APPLIED, SANK, in_part) == ["notice"]
    assert grave(UTILITY_INTERRUPTION, *APPLIED, CUT_OFF, determined) == []


def test_another_company_is_not_judged_by_the_manual() -> None:
    story = (loss_reported, applied, cause_analysed)
    assert not duties(DETERMINE_IN_TIME, *story, determined, part="determine")
    given(loss_reported, applied, liability_proposed(disputed=True)).when(determined).appended()

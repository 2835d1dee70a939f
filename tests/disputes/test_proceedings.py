"""Disputes over claims and adjusting: negotiation, arbitration or a lawsuit, their costs (PICC 六(九)、十二)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from given import Act, Acts, given, instant
from ledger.kernel.law import Rule
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_FIRST, RIGHT_STREAM
from ledger.law.machinery import DISPUTE
from ledger.law.manual import ARBITRATE, COSTS, COUNSEL, DEFENCE, MONITOR, NEGOTIATE, NEGOTIATE_FIRST
from looking import duties, grave, owed, rows
from scenarios.acts import AGENCY, INSURER_A, INSURER_B, OBJECTED, A, B, correction, objected, replied
from scenarios.acts import DISPUTE as OVER_AN_APPRAISAL
from scenarios.claims import ADJ, FIRM, OFFERED, OTHER_FIRM, REPORTED, loss_reported, manual_adopted
from scenarios.proceedings import (
    ADJUSTING,
    ADJUSTING_DISPUTED,
    BODY,
    COURT,
    DISPUTED,
    IN_PROCEEDINGS,
    QUARREL,
    adjusting_disputed,
    arbitration_agreed,
    claim_disputed,
    commenced,
    costs_borne,
    counsel_instructed,
    defended,
    judged,
    judged_in_part,
    negotiated,
    quarrel_ended,
    sued,
    superior_told,
    talks_failed,
    without_clause,
)

proves = pytest.mark.proves
FACTS = (
    negotiated,
    talks_failed,
    commenced,
    superior_told,
    counsel_instructed,
    defended,
    judged,
    costs_borne,
)
settled_in_court = negotiated(outcome="settled", held_at="2026-07-01T08:00:00+08:00").on("2026-07-01T09:00:00")
every_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.type)


# What is in dispute


@proves(KNOWN_REFERENCE.id)
@pytest.mark.parametrize(
    ("story", "opening", "other"),
    [
        (DISPUTED, claim_disputed, {"claim_no": "CLM-2"}),
        (ADJUSTING_DISPUTED, adjusting_disputed, {"assignment_id": "ASG-2"}),
    ],
)
def test_one_dispute_is_about_one_thing(story: Acts, opening: Act, other: dict[str, str]) -> None:
    again = opening.on("2026-05-07T09:00:00")
    given(story).when(again(subject="施救费用")).appended()
    given(story).when(again(**other)).refused(KNOWN_REFERENCE)
    given(story).when(correction(opening, "2026-05-08T09:00:00", new_values=other)).refused(KNOWN_REFERENCE)
    given(story).when(correction(opening, "2026-05-08T09:00:00", new_values={"subject": "施救费用"})).appended()


@proves(KNOWN_REFERENCE.id)
def test_a_dispute_over_a_claim_is_none_over_an_appraisal() -> None:
    given(OBJECTED, DISPUTED).when(objected.into(QUARREL)).refused(KNOWN_REFERENCE)
    given(OBJECTED).when(claim_disputed.into(OVER_AN_APPRAISAL)).refused(KNOWN_REFERENCE)


@proves(KNOWN_REFERENCE.id)
@pytest.mark.parametrize(
    ("story", "opening", "others"),
    [
        (REPORTED, claim_disputed, {"insurer_id": B}),
        (OFFERED, adjusting_disputed, {"insurer_ids": [A, B]}),
        (OFFERED, adjusting_disputed, {"firm_id": OTHER_FIRM.organisation}),
    ],
)
def test_a_dispute_is_about_known_work_and_those_whose_work_it_is(
    story: Acts, opening: Act, others: dict[str, object]
) -> None:
    given().when(opening).refused(KNOWN_REFERENCE)
    given(story).when(opening(**others)).refused(KNOWN_REFERENCE)
    given(story).when(opening).appended()
    given(story, opening).when(opening(**others).on("2026-05-07T09:00:00")).refused(KNOWN_REFERENCE)
    given(story, opening).when(correction(opening, new_values=others)).refused(KNOWN_REFERENCE)
    given(story, opening).when(correction(opening, new_values={"subject": "施救费用"})).appended()


def test_who_is_named_once_stays_a_party() -> None:
    again = adjusting_disputed(insurer_ids=[]).on("2026-05-07T09:00:00")
    assert given(ADJUSTING_DISPUTED, again).state(ADJUSTING).insurers == (A,)


@proves(IN_ORDER.id)
@pytest.mark.parametrize(
    ("story", "fact"),
    [
        *((DISPUTED, fact) for fact in (claim_disputed(subject="施救费用"), *FACTS, quarrel_ended)),
        (ADJUSTING_DISPUTED, adjusting_disputed(subject="维修费")),
    ],
    ids=lambda each: each.type if isinstance(each, Act) else "",
)
def test_nothing_follows_the_end_of_a_dispute(story: Acts, fact: Act) -> None:
    ended = quarrel_ended.into(fact.stream)
    after = fact.on("2026-09-21T09:00:00")
    given(story, ended).when(after).refused(IN_ORDER)
    given(story).when(after).appended()
    if fact is not quarrel_ended:
        given(story, ended).when(fact.on("2026-09-20T09:00:00")).appended()


@proves(RIGHT_STREAM.id)
@every_fact
def test_a_dispute_over_an_appraisal_takes_no_negotiation_and_no_proceedings(fact: Act) -> None:
    given(OBJECTED).when(fact.into(OVER_AN_APPRAISAL)).refused(RIGHT_STREAM)
    given(DISPUTED).when(fact).appended()


@proves(OPEN_FIRST.id)
@every_fact
def test_none_of_them_opens_a_dispute(fact: Act) -> None:
    given(manual_adopted).when(fact).refused(OPEN_FIRST)


def test_only_who_takes_part_opens_a_dispute_and_acts_in_it() -> None:
    given(REPORTED).when(claim_disputed.by(INSURER_B)).denied()
    given(DISPUTED).when(negotiated.by(INSURER_B)).denied()
    given(DISPUTED).when(negotiated.by(FIRM)).denied()
    given(DISPUTED).when(negotiated.by(AGENCY)).denied()
    given(ADJUSTING_DISPUTED).when(negotiated.into(ADJUSTING).by(FIRM)).appended()
    given(ADJUSTING_DISPUTED).when(negotiated.into(ADJUSTING).by(INSURER_A)).appended()
    given(ADJUSTING_DISPUTED).when(superior_told.into(ADJUSTING).by(FIRM)).denied()


def test_the_manual_judges_who_adopted_it_and_the_disputes_of_claims_alone() -> None:
    assert {row.rule_id for row in given(DISPUTED, commenced).rows("duty", QUARREL)} == {
        NEGOTIATE_FIRST.id,
        MONITOR.id,
        COUNSEL.id,
        DEFENCE.id,
    }
    assert given(loss_reported, claim_disputed, commenced).rows("duty", QUARREL) == []
    everybody = manual_adopted(organisation=None)
    talked = negotiated.into(ADJUSTING)
    for_all = given(everybody, ADJUSTING_DISPUTED, talked, commenced.into(ADJUSTING).by(FIRM))
    assert for_all.rows("duty", ADJUSTING) == for_all.rows("finding", ADJUSTING) == []
    assert given(everybody, OBJECTED, replied).rows("finding", OVER_AN_APPRAISAL) == []


# How far it has come


@proves(ARBITRATE.id, says="both")
@pytest.mark.parametrize(
    ("story", "status"),
    [
        ((), "opened"),
        ((negotiated,), "negotiating"),
        ((negotiated(outcome="settled"),), "settled"),
        ((negotiated, talks_failed), "negotiation_failed"),
        ((negotiated(outcome="failed"),), "negotiation_failed"),
        ((talks_failed,), "negotiation_failed"),
        ((negotiated, talks_failed, commenced), "in_proceedings"),
        ((commenced,), "in_proceedings"),
        ((commenced, settled_in_court), "settled"),
        ((negotiated(outcome="settled"), commenced), "in_proceedings"),
        ((commenced, settled_in_court, negotiated), "settled"),
        ((commenced, judged, sued(commenced_at="2026-10-08T09:00:00+08:00")), "in_proceedings"),
        ((commenced, judged), "decided"),
        ((commenced, judged, quarrel_ended), "closed"),
        ((negotiated(outcome="settled"), quarrel_ended), "closed"),
    ],
)
def test_the_row_says_how_far_it_has_come(story: tuple[Act, ...], status: str) -> None:
    (row,) = given(DISPUTED, *story).rows("dispute", QUARREL)
    assert row.status == status


@proves(DISPUTE.id, says="both")
def test_parties_to_adjusting_may_negotiate_and_failing_that_sue() -> None:
    talked = given(ADJUSTING_DISPUTED).when(negotiated.into(ADJUSTING).by(FIRM)).appended()
    assert talked.row("dispute").status == "negotiating"
    straight_to_court = sued(claimant=ADJ).into(ADJUSTING).by(FIRM)
    done = given(ADJUSTING_DISPUTED).when(straight_to_court).appended()
    row = done.row("dispute")
    assert [each.severity for each in done.rows("finding") if each.rule_id == DISPUTE.id] == ["notice"]
    assert grave(DISPUTE, ADJUSTING_DISPUTED, negotiated.into(ADJUSTING), straight_to_court, stream=ADJUSTING) == []
    assert (row.kind, row.subject, row.firm_id, row.route) == ("adjusting", "assignment/ASG-1", ADJ, "litigation")
    assert (row.appraisal_id, row.agency_id, row.insurer_ids, row.status) == (None, None, (A,), "in_proceedings")


def test_the_row_tells_of_the_proceedings_and_their_costs() -> None:
    done = given(IN_PROCEEDINGS, judged_in_part).when(costs_borne(amount="1280.00")).appended()
    row = done.row("dispute")
    assert (row.kind, row.subject, row.insurer_ids) == ("claim", "claim/CLM-1", (A,))
    assert (row.negotiated_at, row.route) == (instant("2026-05-13T14:00:00"), "arbitration")
    assert (row.commenced_at, row.judged_at) == (instant("2026-06-01T08:00:00"), instant("2026-09-01T08:00:00"))
    assert (row.outcome, row.costs_borne) == ("partly", Decimal("1280.00"))
    assert done.rows("objection") == []


# Negotiation first


@proves(NEGOTIATE_FIRST.id)
def test_talks_come_before_proceedings() -> None:
    in_order = owed(NEGOTIATE_FIRST, DISPUTED, negotiated)
    assert (in_order.late, in_order.done_at, in_order.level) == (False, instant("2026-05-13T14:00:00"), "deviation")
    assert owed(NEGOTIATE_FIRST, DISPUTED, talks_failed).done_at
    afterwards = negotiated(held_at="2026-06-10T09:00:00+08:00").on("2026-06-10T09:00:00")
    assert owed(NEGOTIATE_FIRST, DISPUTED, commenced, afterwards).late
    assert owed(NEGOTIATE_FIRST, DISPUTED, quarrel_ended).cancelled_at


@proves(NEGOTIATE.id, says="both")
@pytest.mark.parametrize(
    ("story", "severities"),
    [
        ((claim_disputed, negotiated, commenced), []),
        ((claim_disputed, negotiated, commenced(claimant=A)), []),
        ((claim_disputed, commenced), ["notice"]),
        ((claim_disputed, commenced(claimant=A)), ["breach"]),
        ((claim_disputed, negotiated, sued), ["notice"]),
        ((claim_disputed, negotiated, sued(claimant=A)), ["breach"]),
        ((claim_disputed, negotiated, commenced(body="示例第二仲裁委员会")), ["notice"]),
        ((claim_disputed, talks_failed, commenced(claimant=A, body=COURT)), ["breach"]),
        ((without_clause, negotiated, sued), []),
        ((without_clause, negotiated, sued(claimant=A)), []),
        ((without_clause, negotiated, commenced(claimant=A)), ["breach"]),
        ((without_clause, arbitration_agreed, commenced(claimant=A)), []),
        ((without_clause, arbitration_agreed, sued(claimant=A)), ["breach"]),
        ((claim_disputed, arbitration_agreed(arbitration_body="示例第二仲裁委员会"), commenced), []),
    ],
)
def test_policy_or_later_agreement_says_who_decides_else_the_court(
    story: tuple[Act, ...], severities: list[str]
) -> None:
    assert grave(NEGOTIATE, REPORTED, *story) == severities


def test_the_finding_says_what_was_wrong() -> None:
    (row,) = rows("finding", NEGOTIATE, DISPUTED, sued)
    assert row.reason_zh == f"未经协商；应提交{BODY}仲裁。"


# What proceedings ask of the insurer


@proves(MONITOR.id)
def test_the_superior_is_told_of_proceedings() -> None:
    told = owed(MONITOR, IN_PROCEEDINGS, superior_told)
    assert (told.due_at, told.late, told.done_at) == (None, False, instant("2026-06-02T08:30:00"))
    assert told.started_at == instant("2026-06-01T08:00:00")
    assert owed(MONITOR, DISPUTED, superior_told, commenced).done_at


@proves(MONITOR.id, says="no")
def test_it_stays_owed_until_then() -> None:
    assert owed(MONITOR, DISPUTED, commenced).done_at is None
    assert owed(MONITOR, IN_PROCEEDINGS, judged).done_at is None


@proves(COUNSEL.id, says="both")
def test_counsel_is_instructed() -> None:
    assert owed(COUNSEL, DISPUTED, commenced).done_at is None
    assert owed(COUNSEL, IN_PROCEEDINGS, counsel_instructed).done_at == instant("2026-06-03T09:00:00")


@proves(DEFENCE.id)
@pytest.mark.parametrize(
    ("filed_at", "late"),
    [("2026-06-16T23:59:59+08:00", False), ("2026-06-17T00:00:00+08:00", True)],
)
def test_a_defence_is_filed_by_the_day_set(filed_at: str, late: bool) -> None:
    row = owed(DEFENCE, IN_PROCEEDINGS, defended(filed_at=filed_at).on("2026-06-17T09:00:00"), part="by_day_set")
    assert (row.due_at, row.late) == (instant("2026-06-17T00:00:00"), late)


def test_without_a_day_set_a_defence_is_owed_all_the_same() -> None:
    row = owed(DEFENCE, DISPUTED, commenced(defence_due=None))
    assert (row.part, row.due_at, row.done_at) == ("", None, None)


def test_a_claimant_writes_no_defence() -> None:
    assert rows("duty", DEFENCE, DISPUTED, commenced(claimant=A), part=None) == []


# Costs


@proves(COSTS.id, says="yes")
@pytest.mark.parametrize(
    ("judgment", "borne", "done"),
    [
        (judged, "3200.00", True),
        (judged, "3199.99", False),
        (judged_in_part, "1280.00", True),
        (judged_in_part, "1279.99", False),
    ],
)
def test_an_insurer_that_loses_bears_the_costs_or_its_share(judgment: Act, borne: str, done: bool) -> None:
    row = owed(COSTS, IN_PROCEEDINGS, judgment, costs_borne(amount=borne))
    assert (row.done_at is not None) == done


def test_costs_may_be_borne_in_parts() -> None:
    first, second = costs_borne(amount="2000.00"), costs_borne(amount="1200.00").on("2026-09-11T09:00:00")
    assert owed(COSTS, IN_PROCEEDINGS, judged, first, second).done_at == instant("2026-09-11T09:00:00")


@proves(COSTS.id, says="no")
def test_an_insurer_that_wins_bears_none() -> None:
    assert rows("duty", COSTS, IN_PROCEEDINGS, judged(outcome="won")) == []
    assert grave(COSTS, IN_PROCEEDINGS, judged(outcome="won"), costs_borne(amount="0.01")) == ["notice"]


@proves(COSTS.id, says="no")
@pytest.mark.parametrize(
    ("story", "severities"),
    [
        ((judged, costs_borne), []),
        ((judged, costs_borne(amount="3200.01")), ["notice"]),
        ((judged_in_part, costs_borne(amount="1280.00")), []),
        ((judged_in_part, costs_borne), ["notice"]),
        ((judged_in_part(costs_share=None), costs_borne), ["notice"]),
        ((judged(costs_share="0.4"), costs_borne), ["notice"]),
        ((costs_borne,), ["notice"]),
    ],
)
def test_costs_that_are_not_owed_are_noticed(story: tuple[Act, ...], severities: list[str]) -> None:
    assert grave(COSTS, IN_PROCEEDINGS, *story) == severities


# A second case, and the end


@pytest.mark.parametrize(
    ("rule", "part", "step"),
    [(MONITOR, "", superior_told), (COUNSEL, "", counsel_instructed), (DEFENCE, "by_day_set", defended)],
)
def test_what_was_done_in_one_case_is_not_done_in_the_next(rule: Rule, part: str, step: Act) -> None:
    appeal = sued(commenced_at="2026-12-01T08:00:00+08:00", defence_due="2026-12-16").on("2026-12-01T09:00:00")
    first, second = rows("duty", rule, *IN_PROCEEDINGS, step, appeal, part=part)
    assert (first.subject, second.subject) == (commenced.data["case_no"], sued.data["case_no"])
    assert (first.done_at is not None, second.done_at) == (True, None)
    recorded_late = (*DISPUTED, negotiated, talks_failed, step, commenced)
    assert owed(rule, *recorded_late, part=part).done_at == first.done_at


@proves(MONITOR.id, COUNSEL.id, DEFENCE.id, says="both")
@pytest.mark.parametrize(
    ("rule", "part", "step"),
    [(MONITOR, "", superior_told), (COUNSEL, "", counsel_instructed), (DEFENCE, "by_day_set", defended)],
)
def test_of_two_cases_a_step_is_one_of_that_which_it_names(rule: Rule, part: str, step: Act) -> None:
    """One that names none is a step of both, in whatever order it was recorded; of a case unknown here, of neither."""
    cases = first, second = commenced.data["case_no"], sued.data["case_no"]

    def done(*story: Act) -> dict[str, bool]:
        found = duties(rule, *DISPUTED, negotiated, talks_failed, *story, part=part)
        return {case: row.done_at is not None for case, row in found.items()}

    for number, others in ((None, cases), (first, {first}), (second, {second}), ("（2026）示例民初9号", ())):
        named = step(case_no=number)
        expected = {case: case in others for case in cases}
        assert done(commenced, sued, named) == done(named, commenced, sued) == expected
    assert done(commenced, sued, step(case_no=first), step(case_no=second)) == dict.fromkeys(cases, True)


@pytest.mark.parametrize(("rule", "part"), [(MONITOR, ""), (COUNSEL, ""), (DEFENCE, "by_day_set")])
def test_a_dispute_that_has_ended_asks_for_nothing_more(rule: Rule, part: str) -> None:
    """But what was missed by then was missed: the day set for the defence was 16 June."""
    ended = quarrel_ended.on("2026-06-10T09:00:00")
    assert owed(rule, *IN_PROCEEDINGS, ended, part=part).cancelled_at == instant("2026-06-10T09:00:00")
    missed = owed(rule, *IN_PROCEEDINGS, quarrel_ended, part=part).cancelled_at is None
    assert missed is (rule is DEFENCE)


@proves(COSTS.id, says="both")
def test_costs_are_borne_by_who_lost_in_the_end_and_whenever_they_were() -> None:
    appealed = judged(outcome="won", received_at="2026-11-01T08:00:00+08:00").on("2026-11-01T09:00:00")
    assert owed(COSTS, *IN_PROCEEDINGS, judged, appealed).cancelled_at == instant("2026-11-01T09:00:00")
    assert owed(COSTS, *IN_PROCEEDINGS, judged).done_at is None
    assert owed(COSTS, *IN_PROCEEDINGS, costs_borne, judged).done_at

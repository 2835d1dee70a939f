"""Who must not act in a claim: appraisers for the insured, and the insurer's people with an interest (SMX)."""

from __future__ import annotations

from typing import Any

import pytest

from given import Act, Acts, given
from ledger.law.sanmenxia import NO_CLAIMS_AGENCY, NO_CONFLICTING_INTERESTS, STAFF_RECUSAL
from looking import grave
from scenarios.acts import ISSUED, agency_registered, appraiser_changed, appraiser_registered
from scenarios.claims import REPORTED
from scenarios.claims_liability import (
    APPLIED,
    agent_registered,
    appraisal_linked,
    conflict_declared,
    interest_declared,
    law_agreed,
    opinion_considered,
    recused,
)
from scenarios.claims_settlement import (
    CALCULATED,
    CHECKED,
    REVIEWED,
    advance_paid,
    advance_requested,
    approved,
    checked,
    claim_report_written,
    reviewed,
)
from scenarios.claims_survey import dispatched, surveyor_arrived

proves = pytest.mark.proves
the_appraiser = agent_registered(identity_no="41120019000101001X")
KNOWN = (agency_registered, appraiser_registered, *REPORTED)


@proves(NO_CLAIMS_AGENCY.id)
def test_an_appraiser_is_no_agent_in_a_claim() -> None:
    given(KNOWN).when(the_appraiser).refused(NO_CLAIMS_AGENCY)
    given(KNOWN, appraiser_changed(status="suspended")).when(the_appraiser).refused(NO_CLAIMS_AGENCY)


@proves(NO_CLAIMS_AGENCY.id)
def test_anybody_else_is_and_the_day_decides() -> None:
    given(KNOWN).when(agent_registered).appended()
    given(KNOWN, appraiser_changed(status="removed")).when(the_appraiser).appended()
    given(KNOWN).when(the_appraiser.on("2025-01-06T23:59:59")).appended()


OPINION_ISSUED = (*ISSUED, APPLIED, appraisal_linked)
STEPS: list[tuple[Acts, Act]] = [
    (APPLIED, dispatched),
    (APPLIED, surveyor_arrived),
    (OPINION_ISSUED, opinion_considered(reviewer="ST-1")),
    (CALCULATED, checked(by="ST-1")),
    (CHECKED, claim_report_written(by="ST-1")),
    (CHECKED, reviewed(by="ST-1")),
    (REVIEWED, approved(by="ST-1")),
    ((*CHECKED, advance_requested), advance_paid(approved_by="ST-1")),
    (APPLIED, law_agreed(reviewer="ST-1")),
]


@proves(STAFF_RECUSAL.id)
@pytest.mark.parametrize("why", [conflict_declared, recused(person_id="ST-1")])
@pytest.mark.parametrize(("story", "step"), STEPS)
def test_who_has_an_interest_in_the_claim_takes_no_step_in_it(story: Acts, why: Act, step: Act) -> None:
    assert grave(STAFF_RECUSAL, story, why.on("2026-03-02T08:20:00"), step) == ["breach"]
    assert grave(STAFF_RECUSAL, story, step) == []


@proves(STAFF_RECUSAL.id)
def test_others_do() -> None:
    assert grave(STAFF_RECUSAL, *REPORTED, recused, dispatched(surveyor_ids=["ST-3"])) == []
    assert grave(STAFF_RECUSAL, *APPLIED, recused, law_agreed) == []


@proves(NO_CONFLICTING_INTERESTS.id, says="both")
@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({}, ["breach"]),
        ({"relation": "investor"}, ["breach"]),
        ({"relation": "remunerated"}, ["breach"]),
        ({"relation": "family"}, []),
        ({"conflicting": False}, []),
    ],
)
def test_no_part_in_a_firm_whose_interests_run_against_the_insurers(members: Any, found: list[str]) -> None:
    assert grave(NO_CONFLICTING_INTERESTS, *REPORTED, interest_declared(**members)) == found

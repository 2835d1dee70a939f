"""Claim agents (SMX 二(四)): nobody in the register of appraisers acts for a side of a claim."""

import pytest

from given import given
from ledger.law.house import OPEN_ONCE
from ledger.law.sanmenxia import NO_CLAIMS_AGENCY
from scenarios.acts import (
    AGENCY,
    ASKED_ALONE,
    agent_registered,
    appraiser_changed,
    appraiser_registered,
    correction,
)

proves = pytest.mark.proves
APPRAISER = "41120019000101001X"
KNOWN = (*ASKED_ALONE, appraiser_registered)
the_appraiser = agent_registered(identity_no=APPRAISER)


@proves(NO_CLAIMS_AGENCY.id)
def test_an_appraiser_is_not_registered_as_a_claim_agent() -> None:
    given(KNOWN).when(the_appraiser).refused(NO_CLAIMS_AGENCY)
    given(KNOWN).when(the_appraiser.by(AGENCY)).refused(NO_CLAIMS_AGENCY)


@proves(NO_CLAIMS_AGENCY.id)
def test_anybody_else_is() -> None:
    given(KNOWN).when(agent_registered).appended()
    given(ASKED_ALONE).when(the_appraiser).appended()


@proves(NO_CLAIMS_AGENCY.id)
def test_the_person_is_recognised_however_the_number_is_written() -> None:
    given(KNOWN).when(agent_registered(identity_no=" ４１１２００１９０００１０１００１x ")).refused(NO_CLAIMS_AGENCY)


@proves(NO_CLAIMS_AGENCY.id)
def test_a_suspended_appraiser_is_one_still_a_removed_one_no_more() -> None:
    given(KNOWN, appraiser_changed(status="suspended")).when(the_appraiser).refused(NO_CLAIMS_AGENCY)
    given(KNOWN, appraiser_changed(status="removed")).when(the_appraiser).appended()


@proves(NO_CLAIMS_AGENCY.id)
def test_the_day_decides() -> None:
    later = (*ASKED_ALONE, appraiser_registered.on("2026-03-04T00:00:00"))
    given(later).when(the_appraiser.on("2026-03-03T23:59:59")).appended()
    given(later).when(the_appraiser.on("2026-03-04T00:00:00")).refused(NO_CLAIMS_AGENCY)


@proves(NO_CLAIMS_AGENCY.id)
def test_a_corrected_identity_is_the_one_that_counts() -> None:
    fixed = correction(appraiser_registered, new_values={"identity_no": "41120019000101009X"})
    given(KNOWN, fixed).when(the_appraiser).appended()
    given(KNOWN, fixed).when(agent_registered(identity_no="41120019000101009X")).refused(NO_CLAIMS_AGENCY)


@proves(OPEN_ONCE.id)
def test_nobody_is_two_appraisers() -> None:
    twice = appraiser_registered(licence_no="411200001002").into("appraiser/AP-2").on("2026-02-01T09:00:00")
    given(KNOWN).when(twice).refused(OPEN_ONCE)
    given(KNOWN, appraiser_changed(status="removed")).when(twice).appended()

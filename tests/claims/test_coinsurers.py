"""A co-insurer reads the claim that another handles, and appends nothing to it."""

from __future__ import annotations

from given import given
from scenarios.acts import INSURER_B
from scenarios.claims import CLAIM, REPORTED
from scenarios.claims_survey import queried, queried_coinsured


def test_a_coinsurer_reads_the_claim_and_does_not_act_in_it() -> None:
    scenario = given(REPORTED, queried_coinsured)
    assert scenario.ledger.stream(CLAIM, INSURER_B).version == 2
    scenario.when(queried.on("2026-03-02T09:00:00").by(INSURER_B)).denied()
    given(REPORTED, queried_coinsured).when(queried.on("2026-03-02T09:00:00")).appended()

"""What follows a settled claim in scenarios: the sum insured restored, the third party pursued."""

from __future__ import annotations

from typing import Any

from given import Act, Acts, act, flat
from ledger.claims.events import cover, recovery
from scenarios.acts import INSURER_A, INSURER_B
from scenarios.claims import A, B, loss_reported, manual_adopted
from scenarios.claims_liability import (
    applied,
    determined,
    pay_first_requested,
    rights_assigned,
    third_party_identified,
)
from scenarios.claims_settlement import (
    APPROVED,
    PAID,
    approved,
    calculated,
    checked,
    filed,
    inputs,
    insured_item,
    item,
    loss_determined,
    paid,
    policy_copied,
    reviewed,
    task_opened,
    value_determined,
)

COVER = f"cover/{A}_P-1_I-1"
RECOVERY = f"recovery/{A}_ZC-1"
LATER_CLAIM = "claim/CLM-2"

# The sum insured

restoring_requested = act(
    cover.ReinstatementRequested, COVER, INSURER_A, "2026-04-08T09:00:00", claim_no="CLM-1", amount="82000.00"
)  # fmt: skip
premium_paid = act(
    cover.ReinstatementPremiumPaid, COVER, INSURER_A, "2026-04-09T10:00:00",
    claim_no="CLM-1", rate="0.0012", paid="24.53", paid_at="2026-04-09T10:00:00+08:00",
)  # fmt: skip
restored = act(
    cover.SumInsuredReinstated, COVER, INSURER_A, "2026-04-10T10:00:00",
    claim_no="CLM-1", endorsement_no="PD-1", amount="82000.00", effective_on="2026-04-10",
)  # fmt: skip

REDUCED = APPROVED
"""The approval of the claim has reduced the sum insured of its item."""
RESTORING = (*REDUCED, restoring_requested)
RESTORED = (*RESTORING, premium_paid, restored)


NO_DEDUCTIBLE = {"deductible_mode": None, "deductible_amount": None}
small_policy = policy_copied(items=[insured_item("I-1", "building", "80000.00", "replacement", **NO_DEDUCTIBLE)])
APPLYING = (loss_reported, applied, small_policy, filed, determined)
"""A claim under a policy whose item is insured for 80,000 yuan."""


def costing(amount: str, **members: Any) -> tuple[Act, ...]:
    """The way from the loss to the approval of this indemnity, nothing deducted."""
    asked = item(kind="partial", loss=amount, residual=None, sum_insured="80000.00", insured_value="80000.00")
    return (
        loss_determined(items=[{"item_id": "I-1", "loss": amount}]),
        value_determined(value="80000.00"),
        calculated(inputs=inputs(asked, deductible=None, **members), declared=None),
        checked,
        reviewed,
        approved(amount=amount),
    )


def later(story: tuple[Act, ...], loss_time: str) -> tuple[Act, ...]:
    """The same story of another claim, of a loss at that time."""
    lost = {"loss_time": loss_time}
    return tuple((each(**lost) if each.type == loss_reported.type else each).into(LATER_CLAIM) for each in story)


paid_out = paid(amount="80000.00")
EXHAUSTED = (manual_adopted, *APPLYING, *costing("80000.00"), paid_out)
"""One payment has reached the sum insured."""


def of_b(*story: Acts) -> tuple[Act, ...]:
    """The same story of another insurer, which numbers its policy and its task alike."""
    told = {"insurer_id": B}
    theirs = ((each(**told) if "insurer_id" in each.data else each) for each in flat(story))
    return tuple(each.by(INSURER_B).into("claim/CLM-B") for each in theirs)


# The third party

materials_received = act(
    recovery.RecoveryMaterialsReceived, RECOVERY, INSURER_A, "2026-04-10T09:00:00",
    materials=[
        {"kind": kind, "ref": f"ZJ-{number}"}
        for number, kind in enumerate(("evidence", "legal_basis", "proof_of_claiming", "assignment_letter"))
    ],
)  # fmt: skip
talked = act(
    recovery.RecoveryNegotiated, RECOVERY, INSURER_A, "2026-05-11T15:00:00",
    outcome="continuing", held_at="2026-05-11T14:00:00+08:00",
)  # fmt: skip
talks_failed = talked(outcome="failed", held_at="2026-06-11T14:00:00+08:00").on("2026-06-11T15:00:00")
agreed = talked(outcome="agreed", agreed="60000.00", held_at="2026-06-11T14:00:00+08:00").on("2026-06-11T15:00:00")
action_filed = act(
    recovery.RecoveryActionFiled, RECOVERY, INSURER_A, "2026-07-01T10:00:00",
    route="litigation", body="示例区人民法院", case_no="（2026）示例民初3号", filed_at="2026-07-01T09:00:00+08:00",
)  # fmt: skip
cost_incurred = act(
    recovery.RecoveryCostIncurred, RECOVERY, INSURER_A, "2026-07-02T10:00:00",
    cost_id="FY-1", amount="3200.00", by="insurer",
)  # fmt: skip
cost_of_insured = cost_incurred(by="insured", consent_ref="TY-1", reasonable="3000.00")
cost_borne = act(
    recovery.RecoveryCostBorne, RECOVERY, INSURER_A, "2026-07-03T10:00:00", cost_id="FY-1", amount="3000.00"
)  # fmt: skip
received = act(
    recovery.RecoveryReceived, RECOVERY, INSURER_A, "2026-08-03T10:00:00",
    receipt_no="SK-1", amount="60000.00", received_at="2026-08-03T09:00:00+08:00",
)  # fmt: skip
recovery_closed = act(recovery.RecoveryClosed, RECOVERY, INSURER_A, "2026-08-10T10:00:00", result="recovered")

PURSUED = (*PAID, task_opened)
"""A task to recover from the third party; nothing is assigned yet."""
PAID_FIRST = (
    *PAID[:-1],
    third_party_identified.on("2026-04-03T09:00:00"),
    pay_first_requested.on("2026-04-03T10:00:00"),
    rights_assigned.on("2026-04-03T11:00:00"),
    paid(pay_first=True),
)

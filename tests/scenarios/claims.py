"""What claims and assignments begin with in scenarios: who acts, which rules were adopted, the report, the offer."""

from __future__ import annotations

from given import act, organisation
from ledger.adjusting.events import commission
from ledger.claims.events import report
from ledger.system import events as system
from scenarios.acts import ASSOCIATION, INSURER_A, INSURER_B, REGULATOR

FIRM = organisation("ADJ-A-411200", "adjuster")
OTHER_FIRM = organisation("ADJ-B-411200", "adjuster")
A, B, ADJ = INSURER_A.organisation, INSURER_B.organisation, FIRM.organisation
CLAIM = "claim/CLM-1"
ASSIGNMENT = "assignment/ASG-1"

manual_adopted = act(
    system.PackAdopted, "house/411200", REGULATOR, "2025-01-02T09:00:00",
    pack="PICC", organisation=A, since="2025-01-02",
)  # fmt: skip
code_adopted = act(
    system.PackAdopted, "house/411200", ASSOCIATION, "2025-01-02T09:00:00", pack="MBA", since="2025-01-02"
)  # fmt: skip

loss_reported = act(
    report.LossReported, CLAIM, INSURER_A, "2026-03-02T08:10:00",
    insurer_id=A, insured_id="ID-1", policy_no="P-1", line_of_business="property",
    loss_time="2026-03-02T03:00:00+08:00", place="示例工业园区仓库", received_at="2026-03-02T08:10:00+08:00",
    jurisdiction="411202",
)  # fmt: skip
REPORTED = (manual_adopted, loss_reported)
"""A claim of an insurer that adopted the manual."""

assignment_offered = act(
    commission.AssignmentOffered, ASSIGNMENT, FIRM, "2026-03-02T09:00:00",
    firm_id=ADJ, mode="insurer", principals=[A], insurer_ids=[A], claim_no="CLM-1",
    line_of_business="machinery_breakdown", jurisdiction="411202",
)  # fmt: skip
OFFERED = (code_adopted, assignment_offered)
"""An assignment in an area where the code was adopted."""

"""What the registers refuse."""

from __future__ import annotations

from ledger.kernel.clock import local_day
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.facts import Employment, InsurerEntry, RosterEntry
from ledger.kernel.law import Text
from ledger.law.house import KNOWN_REFERENCE
from ledger.law.sanmenxia import NO_DUAL_ROLE
from ledger.registry.events import AppraiserRegistered, InsurerStaffRegistered
from ledger.registry.state import Appraiser, Staff

REFUSALS: Refusals = []


@refuses(REFUSALS, NO_DUAL_ROLE, AppraiserRegistered)
def serves_an_insurer(appraiser: Appraiser, proposed: Proposed, facts: Facts) -> Text | None:
    entry = proposed.event
    assert isinstance(entry, AppraiserRegistered)  # noqa: S101
    on = local_day(proposed.occurred_at)
    if entry.exemption_basis or not any(job.on(on) for job in facts.every(Employment)):
        return None
    return Text(
        "此人现为保险机构从业人员；如确可兼任，须写明豁免依据（exemption_basis）。",
        "this person is on an insurer's staff; where serving is lawful, give exemption_basis",
    )


@refuses(REFUSALS, KNOWN_REFERENCE, AppraiserRegistered)
def agency_is_unknown(appraiser: Appraiser, proposed: Proposed, facts: Facts) -> Text | None:
    if any(facts.every(RosterEntry)):
        return None
    return Text(
        "所属鉴定机构（agency_id）尚未入册，请先登记机构。",
        "agency_id is not on the roster: register the agency first",
    )


@refuses(REFUSALS, KNOWN_REFERENCE, InsurerStaffRegistered)
def insurer_is_unknown(staff: Staff, proposed: Proposed, facts: Facts) -> Text | None:
    if any(facts.every(InsurerEntry)):
        return None
    return Text(
        "所属保险机构（insurer_id）尚未登记，请先登记保险机构。",
        "insurer_id is not registered: register the insurer first",
    )

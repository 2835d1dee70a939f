"""A small ledger of claims and adjusting assignments to look at, told with the words of the scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from given import Act, Acts, flat
from ledger.kernel.clock import SHANGHAI
from ledger.node import Node
from scenarios.acts import INSURER_B, agency_registered, insurer_registered, requested_alone
from scenarios.aftermath import PAID_FIRST, RESTORED, cost_borne, cost_incurred, materials_received, talked
from scenarios.aftermath import received as money_received
from scenarios.assignment_reports import (
    CLOSED as FINISHED,
)
from scenarios.assignment_reports import (
    LISTED,
    archived,
    deferred,
    list_issued,
    list_signed,
    received,
)
from scenarios.assignments import SURVEYED, accepted, appointed, evaluated, record_signed
from scenarios.claims import (
    ASSIGNMENT,
    CLAIM,
    A,
    B,
    assignment_offered,
    code_adopted,
    loss_reported,
    manual_adopted,
)
from scenarios.claims_liability import (
    APPLIED,
    ASKED,
    REJECTED,
    applied,
    appraisal_linked,
    escalated,
    liability_proposed,
    notice_issued,
    notice_served,
)
from scenarios.claims_settlement import (
    ASSESSED,
    assembled,
    calculated,
    calculated_again,
    checked_again,
    closed,
    determined_again,
    item_filed,
    receipt_signed,
    residual_agreed,
    task_opened,
)
from scenarios.claims_survey import queried_coinsured, told_b
from scenarios.proceedings import IN_PROCEEDINGS

INCIDENT = "ZH-2026-0001"
PAID, STALE, SHORT, RECENT, REJECTED_CLAIM, ESCALATED, DISPUTED = (f"CLM-{number}" for number in range(1, 8))
"""The claims by what is to be seen of each; RECENT is another insurer's."""
DONE, JUST_APPOINTED, WAITING = (f"ASG-{number}" for number in range(1, 4))
QUARREL = "CLM-7-D1"


def tell(node: Node) -> int:
    """Appends the story, of which RECENT and JUST_APPOINTED happened today; the last position."""
    for each in flat(_story(datetime.now(UTC).astimezone(SHANGHAI).replace(microsecond=0))):
        node.ledger.append([each.proposal], each.caller)
    return int(node.recorder.max_notification_id() or 0)


def _story(now: datetime) -> tuple[Acts, ...]:
    return (
        (insurer_registered, agency_registered, requested_alone(claim_no=PAID), manual_adopted, code_adopted),
        (manual_adopted(organisation=B).named("manual-of-b"),),
        # One claim from the report to the dossier, with its recovery and its cover restored
        (*PAID_FIRST, appraisal_linked, receipt_signed, task_opened, closed),
        (*RESTORED, materials_received, talked, cost_incurred, cost_borne, money_received),
        (item_filed, item_filed(item_no=15, ref="JS-1"), assembled(items=[15, 16], waived=WAIVED)),
        # Others on their way
        tuple(_of(STALE, (*ASSESSED, calculated, *RECALCULATED, OUTDATED), incident_id=INCIDENT)),
        tuple(_of(SHORT, (*ASKED, queried_coinsured, told_b), jurisdiction="411221", coinsurance=True, lead=True)),
        tuple(_of(REJECTED_CLAIM, (*REJECTED, notice_issued, notice_served))),
        tuple(_of(ESCALATED, (*APPLIED, liability_proposed(over_authority=True), escalated))),
        tuple(_of(DISPUTED, APPLIED)),
        tuple(_quarrel()),
        _recent(now),
        # Assignments
        (*SURVEYED, record_signed, list_issued, list_signed, deferred, received, *FINISHED, archived),
        tuple(_of(WAITING, LISTED, ASSIGNMENT, claim_no=ESCALATED)),
        _just_appointed(now),
    )


WAIVED = [{"item_no": 20, "reason": "损失轻微，未绘制平面图"}]
RECALCULATED = (determined_again, calculated_again(declared="75000.00"), checked_again)
OUTDATED = residual_agreed(value="6000.00").on("2026-04-05T10:00:00")


def _of(key: str, story: Iterable[Acts], stream: str = CLAIM, **told: object) -> Iterator[Act]:
    """The same story of another stream, whose opening tells these members too."""
    for each in flat(tuple(story)):
        if each.stream == stream:
            opening = each.type in (loss_reported.type, assignment_offered.type)
            each = (each(**told) if opening else each).into(f"{stream.partition('/')[0]}/{key}")
        yield each


def _quarrel() -> Iterator[Act]:
    """The dispute over DISPUTED, before an arbitral body."""
    for each in flat(IN_PROCEEDINGS):
        if each.stream.startswith("dispute/"):
            each = (each(claim_no=DISPUTED) if "claim_no" in each.data else each).into(f"dispute/{QUARREL}")
        yield each


def _recent(now: datetime) -> tuple[Act, ...]:
    """A claim of the other insurer, claimed five days ago: thirty days are not over."""
    reported, claimed = now - timedelta(days=6), now - timedelta(days=5)
    return (
        loss_reported(
            insurer_id=B,
            policy_no="P-B-1",
            loss_time=(reported - timedelta(hours=2)).isoformat(),
            received_at=reported.isoformat(),
        )
        .into(f"claim/{RECENT}")
        .by(INSURER_B)
        .on(reported.isoformat()),
        applied(received_at=claimed.isoformat()).into(f"claim/{RECENT}").by(INSURER_B).on(claimed.isoformat()),
    )


def _just_appointed(now: datetime) -> tuple[Act, ...]:
    """Adjusters were appointed ten minutes ago: they have twenty more to reach the insured."""
    at = [(now - timedelta(minutes=minutes)).isoformat() for minutes in (40, 30, 20, 10)]
    into = f"assignment/{JUST_APPOINTED}"
    return (
        assignment_offered(claim_no=SHORT, insurer_ids=[A]).into(into).on(at[0]),
        evaluated.into(into).on(at[1]),
        accepted(at=at[2]).into(into).on(at[2]),
        appointed.into(into).on(at[3]),
    )

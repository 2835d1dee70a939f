"""Rows of recoveries from liable third parties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from ledger.claims.checklists.recovery import RECOVERY
from ledger.claims.state.recovery import Recovery
from ledger.kernel.state import State
from ledger.kernel.view import View
from ledger.kernel.worksheet import total


class RecoveryRow(State, frozen=True, kw_only=True):
    """Amounts in yuan; `costs` are all that were incurred, `borne` those the insurer bore."""

    item: str = ""
    task_id: str
    claim_no: str
    insurer_id: str
    line_of_business: str
    third_party: str
    status: str
    opened_at: datetime
    limitation_expiry: date | None
    assigned: Decimal | None
    materials_missing: tuple[str, ...]
    negotiated_at: datetime | None
    outcome: str | None
    agreed: Decimal | None
    route: str | None
    filed_at: datetime | None
    recovered: Decimal
    costs: Decimal
    borne: Decimal
    closed_at: datetime | None
    result: str | None


def recovery_rows(recovery: Recovery) -> Iterator[RecoveryRow]:
    task, action, closed = recovery.task, recovery.action, recovery.closed
    if task is None or recovery.opened_at is None:
        return
    yield RecoveryRow(
        task_id=task.task_id,
        claim_no=task.claim_no,
        insurer_id=task.insurer_id,
        line_of_business=task.line_of_business,
        third_party=task.third_party,
        status=recovery.status,
        opened_at=recovery.opened_at,
        limitation_expiry=recovery.limitation_expiry,
        assigned=task.assigned,
        materials_missing=tuple(item.id for item in RECOVERY.missing(recovery)),
        negotiated_at=recovery.negotiated_at,
        outcome=recovery.outcome,
        agreed=recovery.agreed,
        route=action.route if action else None,
        filed_at=action.filed_at if action else None,
        recovered=recovery.recovered,
        costs=total(each.amount for each in recovery.costs.values()),
        borne=total(each.amount for each in recovery.borne),
        closed_at=recovery.closed_at,
        result=closed.result if closed else None,
    )


VIEWS = (View(name="recovery", kinds=("recovery",), row=RecoveryRow, rows=recovery_rows),)

"""What a notice of rejection says (PICC 十四(三))."""

from __future__ import annotations

from ledger.claims.state import Claim
from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.law import Text
from ledger.law.manual import CARE


def _says(claim: Claim, part: str) -> bool:
    return bool(getattr(claim.liability.rejection_notice, part, ()))


NOTICE = Checklist(
    id="rejection_notice",
    title=Text("拒赔通知书内容清单", "What a notice of rejection says"),
    items=(
        Item(
            id="reasons",
            text=Text("理由", "reasons"),
            rule=CARE,
            done=lambda claim: _says(claim, "reasons"),
        ),
        Item(
            id="clauses",
            text=Text("条款", "clauses"),
            rule=CARE,
            done=lambda claim: _says(claim, "clauses"),
        ),
        Item(
            id="evidence",
            text=Text("证据", "evidence"),
            rule=CARE,
            done=lambda claim: _says(claim, "evidence"),
        ),
    ),
)
CHECKLISTS = (NOTICE,)

"""What the insured brings to a recovery (PICC 十一(二)); the list we have is cut off after the fourth item."""

from __future__ import annotations

from collections.abc import Callable

from ledger.claims.state.recovery import Recovery
from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.law import Text
from ledger.law.manual import MATERIALS


def _brought(kind: str) -> Callable[[Recovery], bool]:
    return lambda recovery: kind in recovery.materials


RECOVERY = Checklist(
    id="recovery",
    title=Text("追偿材料", "Documents for the recovery"),
    items=tuple(
        Item(id=kind, text=text, rule=MATERIALS, done=_brought(kind))
        for kind, text in (
            ("evidence", Text("第三者责任的有效证据", "evidence of the third party's liability")),
            ("legal_basis", Text("法律依据", "the legal basis")),
            ("proof_of_claiming", Text("向第三者交涉索赔的证明", "proof of having claimed from the third party")),
            ("assignment_letter", Text("权益转让书", "the assignment of rights")),
        )
    ),
)
CHECKLISTS = (RECOVERY,)

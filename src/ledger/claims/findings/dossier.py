"""What contradicts a rule without a time in a claim: what its dossier lacks (PICC 十)."""

from __future__ import annotations

from collections.abc import Callable

from ledger.claims.checklists.dossier import ACCOUNTS, DOSSIER
from ledger.claims.events.dossier import DossierAssembled, DossierItemFiled
from ledger.claims.events.settlement import ClaimClosed
from ledger.claims.state import Claim
from ledger.kernel.checklist import Checklist
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.manual import DOSSIER_ACCOUNTS, ITEMS, ORDER

FINDINGS: Findings = []
ITEM_OF_ACCOUNTS = 11


@finds(FINDINGS, ITEMS, ClaimClosed, severity="notice", answered_by=(DossierItemFiled,))
def closed_with_gaps(claim: Claim, recorded: Recorded) -> Text | None:
    closing: ClaimClosed = recorded.event  # type: ignore[assignment]
    if closing.outcome == "cancelled":
        return None
    return _told(DOSSIER, claim, lambda id: id.isdecimal())


@finds(FINDINGS, ITEMS, DossierAssembled, answered_by=(DossierItemFiled,))
def items_missing(claim: Claim, recorded: Recorded) -> Text | None:
    """One that is waived is not missing; its reason stands beside it."""
    waived = {str(no) for no in _waived(recorded)}
    return _told(DOSSIER, claim, lambda id: id.isdecimal() and id not in waived)


@finds(FINDINGS, DOSSIER_ACCOUNTS, DossierAssembled, answered_by=(DossierItemFiled,))
def accounts_missing(claim: Claim, recorded: Recorded) -> Text | None:
    if ITEM_OF_ACCOUNTS in _waived(recorded):
        return None
    return _told(ACCOUNTS, claim, lambda id: True)


@finds(FINDINGS, ORDER, DossierAssembled, answered_by=(DossierItemFiled,))
def not_in_order(claim: Claim, recorded: Recorded) -> Text | None:
    assembled: DossierAssembled = recorded.event  # type: ignore[assignment]
    filed = {each.item_no for each in claim.settlement.dossier}
    if sorted(set(assembled.items)) != list(assembled.items):
        return Text("案卷未按单证序号排列。", "the dossier is not in the order of its items")
    if unknown := [str(no) for no in assembled.items if no not in filed]:
        return Text(
            f"目录所列单证 {'、'.join(unknown)} 并未入卷。", f"listed, and never filed: items {', '.join(unknown)}"
        )
    return _told(DOSSIER, claim, lambda id: not id.isdecimal())


def _waived(recorded: Recorded) -> set[int]:
    assembled: DossierAssembled = recorded.event  # type: ignore[assignment]
    return {each.item_no for each in assembled.waived}


def _told(checklist: Checklist, claim: Claim, concerned: Callable[[str], bool]) -> Text | None:
    missing = [item.text for item in checklist.missing(claim) if concerned(item.id)]
    if not missing:
        return None
    return Text(
        f"{checklist.title.zh}：缺{'、'.join(text.zh for text in missing)}。",
        f"{checklist.title.en}: missing {', '.join(text.en for text in missing)}",
    )

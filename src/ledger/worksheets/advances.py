"""What is still to be paid after advances, or to be refunded (F19)."""

from __future__ import annotations

from ledger.kernel.law import carries
from ledger.kernel.worksheet import Worksheet
from ledger.law.manual import ADVANCE
from ledger.worksheets import terms


@carries(ADVANCE)
def settled(sheet: Worksheet, payable: int, advanced: int) -> tuple[int, int]:
    """To pay, and to refund: one of them is zero. Advances of a co-insurer count as any others, for the insured."""
    to_pay, refund = max(0, payable - advanced), max(0, advanced - payable)
    if advanced:
        sheet.line(12, None, terms.TO_PAY, "max(0, payable − Σ advances)", to_pay, ADVANCE)
    if refund:
        sheet.line(12, None, terms.REFUND, "Σ advances − payable", refund, ADVANCE)
    return to_pay, refund

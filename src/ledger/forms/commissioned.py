"""What the forms of an adjusting assignment have in common: who commissioned whom, and that the firm took it."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.forms import words
from ledger.forms.document import Field, listed
from ledger.forms.form import Source, needed
from ledger.kernel.law import Text
from ledger.law.machinery import EVALUATE

ACCEPTED = needed(
    EVALUATE,
    lambda source: source.state.commission.accepted,
    "公估机构尚未接受委托（AssignmentAccepted）。",
    "the firm has not accepted the assignment yet (AssignmentAccepted)",
)
TO_THE_INSURED = Field(Text("致被保险人", "To the insured"), None)
SIGNATURE_OF_INSURED = Text("被保险人（签章）", "Insured, signature or seal")


def parties(source: Source) -> Iterator[Field]:
    """The assignment, the firm, who commissioned it and the claim."""
    commission = source.state.commission
    yield Field(Text("委托编号", "Assignment"), source.key)
    yield Field(Text("公估机构", "Adjusting firm"), commission.firm_id)
    yield Field(Text("委托人", "Commissioned by"), listed(commission.principals))
    yield Field(Text("险种", "Line"), words.LINE[commission.line_of_business])
    if commission.claim_no:
        yield Field(Text("赔案号", "Claim"), commission.claim_no)

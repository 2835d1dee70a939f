"""What contradicts a rule without a time in a claim: the report, the cover, filing and dispatch."""

from __future__ import annotations

from ledger.claims.events.report import CoverageQueried, HotlineTransferMade
from ledger.claims.state import Claim
from ledger.kernel.clock import shown
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.manual import QUERY_COVER, TRANSFER_TO_HOTLINE

FINDINGS: Findings = []

QUESTIONS = {
    "insured_here": Text("是否在本公司投保", "whether the insured is insured here"),
    "reinsurance": Text("有无分保", "reinsurance"),
    "coinsurance": Text("有无共保", "co-insurance"),
    "premium_paid": Text("保费缴纳情况", "whether the premium is paid"),
}


@finds(FINDINGS, QUERY_COVER, CoverageQueried, severity="notice")
def query_unanswered(claim: Claim, recorded: Recorded) -> Text | None:
    queried: CoverageQueried = recorded.event  # type: ignore[assignment]
    if queried.complete:
        return None
    missing = [text for name, text in QUESTIONS.items() if getattr(queried, name) is None]
    return Text(
        f"承保查询未答：{'、'.join(text.zh for text in missing)}；查询义务尚未履行完毕。",
        f"the query of the cover left open: {', '.join(text.en for text in missing)}; it is not done until answered",
    )


@finds(FINDINGS, TRANSFER_TO_HOTLINE, HotlineTransferMade, severity="notice")
def received_at_another_time(claim: Claim, recorded: Recorded) -> Text | None:
    """The ten minutes count from the report; who tells of another time says when they began otherwise."""
    made: HotlineTransferMade = recorded.event  # type: ignore[assignment]
    received = claim.report.received_at
    if received is None or made.received_at == received:
        return None
    return Text(
        f"转报案所记接案时间 {shown(made.received_at)} 与报案记录 {shown(received)} 不一致；请核实并更正其一。",
        f"the transfer has the report received at {shown(made.received_at)}, the report itself at {shown(received)}: "
        "correct one of the two",
    )

"""Disputes over appraisals, claims and adjusting: objections, mediation, review; negotiation, proceedings. 争议"""

from ledger.disputes import duties, events, findings, rules, state, views
from ledger.kernel.context import Context, StreamKind
from ledger.kernel.law import Text

CONTEXT = Context(
    name="disputes",
    title=Text("争议", "Disputes"),
    streams=(
        StreamKind(
            kind="dispute",
            title=Text("争议", "Dispute"),
            state=state.Dispute,
            evolve=state.evolve,
            parties=state.parties,
            needs=state.NEEDS,
            complete=state.complete,
            area=state.area,
            matter=state.matter,
        ),
    ),
    events={"dispute": events.EVENTS},
    refusals=rules.REFUSALS,
    findings=findings.FINDINGS,
    duties=duties.DUTIES,
    views=views.VIEWS,
)

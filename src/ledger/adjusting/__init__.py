"""Adjusting of machinery-breakdown losses, from the offer to the archive, under the industry code. 公估"""

from ledger.adjusting import checklists, duties, events, findings, rules, state, views
from ledger.kernel.context import Context, StreamKind
from ledger.kernel.facts import DisputedWork
from ledger.kernel.law import Text

CONTEXT = Context(
    name="adjusting",
    title=Text("公估", "Loss adjusting"),
    streams=(
        StreamKind(
            kind="assignment",
            title=Text("公估委托", "Adjusting assignment"),
            state=state.Assignment,
            evolve=state.evolve,
            parties=state.parties,
            matter=state.matter,
            complete=state.complete,
            area=state.area,
            tells={DisputedWork: state.disputed_work},
        ),
    ),
    events={"assignment": events.EVENTS},
    refusals=rules.REFUSALS,
    findings=findings.FINDINGS,
    duties=duties.DUTIES,
    views=views.VIEWS,
    checklists=checklists.CHECKLISTS,
)

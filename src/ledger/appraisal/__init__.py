"""Judicial appraisals in insurance claims, from request to archived file. 司法鉴定"""

from ledger.appraisal import events, rules, state, views
from ledger.kernel.context import Context, StreamKind
from ledger.kernel.facts import SessionPlan
from ledger.kernel.law import Text

CONTEXT = Context(
    name="appraisal",
    title=Text("司法鉴定", "Appraisals"),
    streams=(
        StreamKind(
            kind="appraisal",
            title=Text("司法鉴定", "Appraisal"),
            state=state.Appraisal,
            evolve=state.evolve,
            parties=state.parties,
            needs=state.needs,
            slots=state.slots,
            complete=state.complete,
            area=state.area,
            tells={SessionPlan: state.session_plan},
        ),
    ),
    events={"appraisal": events.EVENTS},
    refusals=tuple(rules.REFUSALS),
    views=views.VIEWS,
    checklists=rules.CHECKLISTS,
)

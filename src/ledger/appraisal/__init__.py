"""Judicial appraisals in insurance claims, from request to archived file. 司法鉴定"""

from ledger.appraisal import duties, events, findings, rules, state, views
from ledger.kernel.context import Context, StreamKind
from ledger.kernel.facts import DisputedAppraisal
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
            needs=state.NEEDS,
            slots=state.slots,
            complete=state.complete,
            area=state.area,
            tells={DisputedAppraisal: state.disputed_appraisal},
            reacts=state.reacts,
        ),
    ),
    events={"appraisal": events.EVENTS},
    refusals=tuple(rules.REFUSALS),
    findings=tuple(findings.FINDINGS),
    duties=duties.DUTIES,
    views=views.VIEWS,
    checklists=rules.CHECKLISTS,
)

"""Claims from the first report to the closed dossier, under the non-motor manual. 赔案"""

from ledger.claims import checklists, duties, events, findings, reactions, rules, state, views
from ledger.claims.state import cover, recovery
from ledger.kernel.context import Context, StreamKind
from ledger.kernel.facts import DisputedWork, ItemCover
from ledger.kernel.law import Text

CONTEXT = Context(
    name="claims",
    title=Text("理赔", "Claims"),
    streams=(
        StreamKind(
            kind="claim",
            title=Text("赔案", "Claim"),
            state=state.Claim,
            evolve=state.evolve,
            parties=state.parties,
            needs=state.NEEDS,
            matter=state.matter,
            complete=state.complete,
            area=state.area,
            slots=reactions.slots,
            reacts=reactions.reacts,
            tells={DisputedWork: state.disputed_work},
        ),
        StreamKind(
            kind="cover",
            title=Text("保单保额", "Policy cover"),
            state=cover.Cover,
            evolve=cover.evolve,
            parties=cover.parties,
            matter=cover.matter,
            complete=cover.complete,
            tells={ItemCover: cover.item_cover},
        ),
        StreamKind(
            kind="recovery",
            title=Text("追偿", "Recovery"),
            state=recovery.Recovery,
            evolve=recovery.evolve,
            parties=recovery.parties,
            matter=recovery.matter,
        ),
    ),
    events=events.EVENTS,
    refusals=rules.REFUSALS,
    findings=findings.FINDINGS,
    duties=duties.DUTIES,
    views=views.VIEWS,
    checklists=checklists.CHECKLISTS,
)

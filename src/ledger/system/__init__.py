"""The ledger's own journals (refused proposals, unsealed personal data) and the settings of the house. 系统"""

from ledger.kernel.context import Context, StreamKind
from ledger.kernel.facts import HouseSettings
from ledger.kernel.law import Text
from ledger.system import events, rules, state, views

CONTEXT = Context(
    name="system",
    title=Text("系统", "System"),
    streams=(
        StreamKind(
            kind="refusal",
            title=Text("拒绝记录", "Refusals"),
            state=state.Journal,
            evolve=state.evolve,
            parties=state.parties,
        ),
        StreamKind(
            kind="access",
            title=Text("查阅记录", "Personal data read"),
            state=state.Journal,
            evolve=state.evolve,
            parties=state.parties,
        ),
        StreamKind(
            kind="house",
            title=Text("本级设定", "House settings"),
            state=HouseSettings,
            evolve=state.evolve_house,
            area=lambda proposed, facts: proposed.key,
            public=True,
        ),
    ),
    events={
        "refusal": (events.CommandRefused,),
        "access": (events.PersonalDataRead,),
        "house": (events.CalendarPublished, events.HouseTargetSet, events.PackAdopted),
    },
    refusals=tuple(rules.REFUSALS),
    views=views.VIEWS,
)

"""The ledger's own journals: refused proposals and unsealed personal data. 系统"""

from ledger.kernel.context import Context, StreamKind
from ledger.kernel.law import Text
from ledger.system import events, state, views

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
    ),
    events={"refusal": (events.CommandRefused,), "access": (events.PersonalDataRead,)},
    views=views.VIEWS,
)

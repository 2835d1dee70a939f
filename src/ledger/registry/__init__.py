"""The registers: who is an appraisal agency, an appraiser, an insurer, and since when. 名册"""

from ledger.kernel.context import Context, StreamKind
from ledger.kernel.facts import Employment, InsurerEntry, Practice, RosterEntry
from ledger.kernel.law import Text
from ledger.registry import events, rules, state, views

CONTEXT = Context(
    name="registry",
    title=Text("名册", "Registers"),
    streams=(
        StreamKind(
            kind="agency",
            title=Text("司法鉴定机构", "Appraisal agency"),
            state=state.Agency,
            evolve=state.evolve_agency,
            parties=state.agency_parties,
            area=lambda proposed, facts: proposed.event.area,  # type: ignore[attr-defined]
            tells={RosterEntry: state.roster_entry},
            public=True,
        ),
        StreamKind(
            kind="appraiser",
            title=Text("司法鉴定人", "Appraiser"),
            state=state.Appraiser,
            evolve=state.evolve_appraiser,
            parties=state.appraiser_parties,
            needs=state.APPRAISER_NEEDS,
            slots=state.appraiser_slots,
            area=state.appraiser_area,
            tells={Practice: state.practice},
            public=True,
        ),
        StreamKind(
            kind="insurer",
            title=Text("保险机构", "Insurer"),
            state=state.Insurer,
            evolve=state.evolve_insurer,
            parties=state.insurer_parties,
            area=lambda proposed, facts: proposed.event.jurisdiction,  # type: ignore[attr-defined]
            tells={InsurerEntry: state.insurer_entry},
            public=True,
        ),
        StreamKind(
            kind="staff",
            title=Text("保险机构人员", "Insurer's staff"),
            state=state.Staff,
            evolve=state.evolve_staff,
            parties=state.staff_parties,
            needs=state.STAFF_NEEDS,
            slots=state.staff_slots,
            area=state.staff_area,
            tells={Employment: state.employment},
        ),
    ),
    events={
        "agency": (events.AppraisalAgencyRegistered, events.AppraisalAgencyChanged),
        "appraiser": (events.AppraiserRegistered, events.AppraiserChanged),
        "insurer": (events.InsurerRegistered, events.InsurerContactChanged),
        "staff": (events.InsurerStaffRegistered, events.InsurerStaffLeft),
    },
    refusals=tuple(rules.REFUSALS),
    views=views.VIEWS,
)

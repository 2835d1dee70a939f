"""A setting of the house changes rows of streams that it does not touch, from its own position on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ledger.disputes.events.appraisal import ObjectionRaised, ObjectionReplied
from ledger.duties.house import BASE_YEARS
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import Event, Sealed
from ledger.store.codec import encoded
from ledger.store.projector import REFOLDED, Projector, rebuild
from ledger.store.recorder import LedgerEvent
from ledger.system.events import CalendarPublished, HouseTargetSet
from projector.ledgers import Opened

UNKNOWN = max(BASE_YEARS) + 1
RECEIVED = datetime(UNKNOWN - 1, 12, 28, 2, tzinfo=UTC)
DUTIES = "SELECT stream, during::text, due_at, provisional FROM views.duty ORDER BY stream, lower(during)"


def append(ledger: Opened, stream: str, event: Event, area: str = "411200") -> int:
    version = ledger.recorder.heads([stream])[stream] + 1
    made = LedgerEvent(
        stream, version, event.about.name, encoded(event), occurred_at=RECEIVED, area=area, rule_packs="ANJ SMX"
    )
    positions = ledger.recorder.insert_events([made])
    assert positions
    return positions[0]


def objection() -> ObjectionRaised:
    return ObjectionRaised(
        objection_id="O-1", appraisal_id="A-1", by="I-1", channel="written", content=Sealed[str](),
        received_at=RECEIVED, agency_id="AG-1",
    )  # fmt: skip


def publication(*days: int) -> CalendarPublished:
    off = tuple(date(UNKNOWN, 1, day) for day in days)
    return CalendarPublished(year=UNKNOWN, source="示例通知", holidays=off)


def test_a_provisional_date_is_recomputed_when_the_calendar_arrives(ledger: Opened) -> None:
    append(ledger, "dispute/1", objection())
    append(ledger, "dispute/2", objection(), area="360100")  # outside the nation's 000000 there is nothing
    append(ledger, "house/000000", publication(1, 4, 5))
    append(ledger, "dispute/1", ObjectionReplied(objection_id="O-1", form="written", at=RECEIVED))
    projector = Projector(ledger.recorder, ledger.connection)
    while projector.step():
        pass
    first, second, done = (row for row in ledger.connection.execute(DUTIES) if row[0] == "dispute/1")
    assert (first[1], first[3], second[1], second[3], done[1]) == ("[1,3)", True, "[3,4)", False, "[4,)")
    assert first[2] < second[2] == done[2]
    assert [row[1] for row in ledger.connection.execute(DUTIES) if row[0] == "dispute/2"] == ["[2,3)", "[3,)"]


def test_a_correction_of_the_calendar_is_heard_as_well(ledger: Opened) -> None:
    append(ledger, "dispute/1", objection())
    position = append(ledger, "house/411200", publication(1, 4, 5))
    [row] = ledger.recorder.read(position - 1, 1)
    wrong = RecordCorrected(
        corrects_event_id=str(row.event_id), reason="误", corrects_type=row.topic, new_values={"holidays": ()}
    )
    append(ledger, "house/411200", wrong)
    projector = Projector(ledger.recorder, ledger.connection)
    while projector.step():
        pass
    before, with_days, after = ledger.connection.execute(DUTIES).fetchall()
    assert before[2] < with_days[2]
    assert after[2] == before[2]


def test_a_target_set_later_dates_what_is_owed(ledger: Opened) -> None:
    for number in range(3):
        append(ledger, f"dispute/{number}", objection())
    append(ledger, "house/411200", HouseTargetSet(rule_id="SMX-4.3-reply-10wd", amount=1))  # it has a term: no change
    ledger.project()
    assert [row[1] for row in ledger.connection.execute(DUTIES)] == ["[1,)", "[2,)", "[3,)"]


@pytest.mark.parametrize("kept", [True, False])
def test_many_streams_are_folded_anew_in_pieces_whoever_remembers_them(ledger: Opened, kept: bool) -> None:
    events = [
        LedgerEvent(
            f"dispute/{number}", 1, "disputes.ObjectionRaised", encoded(objection()), occurred_at=RECEIVED,
            area="411200", rule_packs="ANJ SMX",
        )
        for number in range(REFOLDED + 5)
    ]  # fmt: skip
    ledger.recorder.insert_events(events)
    projector = ledger.project()
    append(ledger, "house/000000", publication(1, 4, 5))
    append(ledger, "dispute/7", ObjectionReplied(objection_id="O-1", form="written", at=RECEIVED))
    (projector if kept else Projector(ledger.recorder, ledger.connection)).step()
    while projector.step():
        pass
    assert ledger.one("SELECT count(*) FROM views.duty WHERE NOT provisional") == REFOLDED + 6
    assert ledger.one("SELECT count(*) FROM views.duty WHERE provisional AND upper_inf(during)") == 0
    followed = ledger.versions("duty")
    rebuild(ledger.recorder, ledger.connection, ["duty"])
    assert ledger.versions("duty") == followed

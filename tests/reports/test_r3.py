"""Report R3 counted by hand: ten working days, the agreed time, late, not at all; and the remedies."""

from __future__ import annotations

from datetime import date

import pytest

from given import Act
from ledger.disputes.duties.appraisal import REPLY
from ledger.duties.status import STATUSES
from ledger.reports import formats
from reports.telling import ELSEWHERE, Told, about, figures
from scenarios.acts import (
    ACCEPTED,
    AG,
    INSURER_B,
    OTHER_AGENCY,
    correction,
    extended,
    objected,
    other_agency_registered,
    remedied,
    replied,
    requested_alone,
)

OTHER = OTHER_AGENCY.organisation
PROVES = pytest.mark.proves("SMX-4.3-reply-10wd", "SMX-4.3-extend", says="both")


def objection(id: str, received: str = "2026-04-01T10:00:00", channel: str = "written") -> Act:
    return objected(objection_id=id, channel=channel, received_at=f"{received}+08:00").on(received)


def reply(id: str, at: str) -> Act:
    return replied(objection_id=id, at=f"{at}+08:00").on(at)


LATE = reply("OB-4", "2026-04-17T00:00:00")
STORY = (
    objection("OB-1"),
    objection("OB-2", channel="phone"),
    objection("OB-3", channel="portal"),
    objection("OB-4", channel="email"),
    objection("OB-5"),
    extended(objection_id="OB-3"),
    reply("OB-1", "2026-04-16T23:59:59"),  # the tenth working day after 1 April, over Qingming
    LATE,
    reply("OB-3", "2026-04-28T10:00:00"),
    remedied,
    objection("OB-6", "2026-05-29T10:00:00"),
    objection("OB-7", "2098-12-28T10:00:00"),
)


@PROVES
@pytest.mark.proves("SMX-4.3-next-remedy", says="yes")
def test_every_figure_by_hand(told: Told) -> None:
    told(ACCEPTED, other_agency_registered, STORY)
    elsewhere = about("411200-2026-0002", requested_alone, agency_id=OTHER, matter_key="CLM-2")
    told([each.by(OTHER_AGENCY) for each in elsewhere])
    told(objected(appraisal_id="411200-2026-0002").into("dispute/411200-2026-0002"))
    report = told.report("R3")
    assert figures(report) == {
        AG: {
            "objections": 7,
            "written": 6,
            "in_ten_days": 1,
            "in_extended_time": 1,
            "late": 1,
            "overdue": 1,
            "provisional": 1,
            "open": 1,
            "without_term": 1,
            "in_time_rate": "0.5000",
            "extended": 1,
            "remedy_re_appraisal": 5,
        },
        OTHER: {"objections": 1, "written": 1, "overdue": 1, "in_time_rate": "0.0000"},
    }
    assert [row["agency"] for row in report.rows] == ["示例司法鉴定所一", "示例司法鉴定所二"]
    assert report.totals["in_time_rate"] == "0.4000"


def test_every_objection_stands_in_exactly_one_column(told: Told) -> None:
    told(ACCEPTED, STORY)
    fates = ("in_ten_days", "in_extended_time", "late", "overdue", "provisional", "open", "without_term")
    totals = told.report("R3").totals
    assert sum(totals[name] for name in fates) == totals["objections"]
    kept = {"kept", "kept_out"}  # of what must be kept, not of what must be answered
    assert STATUSES.keys() - kept == {"met", "late", "overdue", "provisional", "open", "suspended", "cancelled"}
    assert REPLY.cancelled_by == REPLY.suspended_by == ()


@PROVES
@pytest.mark.parametrize(
    ("at", "column"),
    [("2026-04-16T23:59:59", "open"), ("2026-04-17T00:00:00", "overdue")],
    ids=["the last second", "a second later"],
)
def test_a_reply_is_overdue_once_the_tenth_working_day_is_over(told: Told, at: str, column: str) -> None:
    told(ACCEPTED, objection("OB-1"))
    found = figures(told.report("R3", clock=at))[AG]
    assert {name for name in ("open", "overdue") if name in found} == {column}


def test_a_corrected_reply_counts_from_its_position_on(told: Told) -> None:
    before = told(ACCEPTED, objection("OB-4"), LATE)
    after = told(correction(LATE, new_values={"at": "2026-04-15T10:00:00+08:00"}))
    assert figures(told.report("R3", before))[AG]["late"] == 1
    assert figures(told.report("R3", after))[AG]["in_ten_days"] == 1
    assert formats.digest(told.report("R3", before)) != formats.digest(told.report("R3", after))
    assert figures(told.report("R3", before - 1))[AG]["overdue"] == 1


def test_area_period_and_visibility(told: Told) -> None:
    told(ACCEPTED, objection("OB-1", "2026-04-01T00:00:00"), objection("OB-2", "2026-04-02T00:00:00"))
    day = date(2026, 4, 1)
    assert figures(told.report("R3", since=day, until=day))[AG]["objections"] == 1
    assert not told.report("R3", until=date(2026, 3, 31)).rows
    assert not told.report("R3", since=date(2026, 4, 3)).rows
    assert [len(told.report("R3", area=area).rows) for area in ("411202", "411200", "410000", "411203")] == [1, 1, 1, 0]
    assert not told.report("R3", by=ELSEWHERE).rows
    assert len(told.report("R3", by=INSURER_B).rows) == 1
    assert not told.report("R3", by=OTHER_AGENCY).rows

"""Report R2 from events to figures: in time to the second, absent, rescheduled, as of then and now."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ledger import reports
from ledger.callers import Caller, local
from ledger.lines import organisation_of
from ledger.node import Node
from ledger.reports import formats
from stories import AGENCY, INSURER, accepted, agency_registered, notice_sent, proposal, requested, session_scheduled
from stories import witness_arrived as arrived
from stories import witness_identified as identified

REGULATOR = Caller(account="key/x", organisation="NFRA", roles=frozenset({"insurance_regulator"}), areas=("411200",))
PROVES = pytest.mark.proves("SMX-2.5-notice", "SMX-3.4-send-witness", "SMX-3.4-identify", says="both")
Tell = Callable[..., int]


@pytest.fixture
def tell(node: Node) -> Tell:
    """Appends proposals one by one; the last position. The agency and an accepted appraisal are there."""

    def told(*events: dict[str, Any]) -> int:
        for event in events:
            node.ledger.append([event], local(organisation_of(event)))
        return int(node.recorder.max_notification_id() or 0)  # what the ledger adds stands after the event

    told(agency_registered(), requested(), accepted())
    return told


def r2(node: Node, at: int, **scope: Any) -> reports.Dataset:
    moment = node.ledger.moment(str(at))
    return reports.run(node.ledger.queries, "r2", reports.Scope(moment=moment, caller=REGULATOR, **scope))


def figures(dataset: reports.Dataset) -> dict[str, Any]:
    """What is not zero of the only row."""
    [row] = dataset.rows
    return {name: value for name, value in row.items() if value and name not in ("insurer_id", "insurer")}


def absence(session: str = "S-1") -> dict[str, Any]:
    return proposal(
        AGENCY,
        "attendance.WitnessAbsenceRecorded",
        f"attendance/{session}",
        "2026-03-10T09:30:00+08:00",
        session_id=session,
        insurer_id=INSURER,
    )


@PROVES
@pytest.mark.parametrize(
    ("sent", "column", "rate"),
    [
        ("2026-03-09T23:59:59+08:00", "notices_in_time", "1.0000"),
        ("2026-03-10T00:00:00+08:00", "notices_late", "0.0000"),
    ],
)
def test_a_notice_is_in_time_to_the_end_of_the_day_before(
    node: Node, tell: Tell, sent: str, column: str, rate: str
) -> None:
    at = tell(session_scheduled(), notice_sent(sent=sent))
    assert figures(r2(node, at)) == {"sessions": 1, column: 1, "unrecorded": 1, "notice_rate": rate}


@PROVES
@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([arrived(at="2026-03-10T09:00:00+08:00"), identified()], {"present": 1, "attendance_rate": "1.0000"}),
        ([arrived(at="2026-03-10T09:00:01+08:00"), identified()], {"late": 1, "attendance_rate": "1.0000"}),
        ([arrived()], {"unidentified": 1, "attendance_rate": "0.0000"}),
        ([absence()], {"absent": 1, "absent_attributable": 1, "attendance_rate": "0.0000"}),
    ],
    ids=["on the instant", "a second late", "without documents", "nobody"],
)
def test_attendance_by_the_instant_and_the_documents(
    node: Node, tell: Tell, events: list[dict[str, Any]], expected: dict[str, Any]
) -> None:
    at = tell(session_scheduled(), notice_sent(), *events)
    told = {"sessions": 1, "notices_in_time": 1, "notice_rate": "1.0000"}
    assert figures(r2(node, at)) == told | expected


def test_an_absence_after_a_late_notice_is_not_the_insurers(node: Node, tell: Tell) -> None:
    at = tell(session_scheduled(), notice_sent(sent="2026-03-10T08:00:00+08:00"), absence())
    found = figures(r2(node, at))
    assert (found["absent"], found["notices_late"], "absent_attributable" in found) == (1, 1, False)


def test_a_missing_notice_is_pending_until_it_was_due(node: Node, tell: Tell) -> None:
    at = tell(session_scheduled(), session_scheduled(session="S-2", start="2199-03-10T09:00:00+08:00"))
    found = figures(r2(node, at))
    assert (found["notices_missing"], found["notices_pending"], found["notice_rate"]) == (1, 1, "0.0000")


def test_rescheduling_voids_the_notice_until_it_is_sent_again(node: Node, tell: Tell) -> None:
    first = tell(session_scheduled(), notice_sent())
    later = "2026-03-20T09:00:00+08:00"
    moved = tell(session_scheduled(start=later))
    again = tell(notice_sent(sent="2026-03-19T12:00:00+08:00"))
    counts = [
        (figures(r2(node, at)).get("notices_in_time"), figures(r2(node, at)).get("notices_missing"))
        for at in (first, moved, again)
    ]
    assert counts == [(1, None), (None, 1), (1, None)]


def test_the_past_stays_as_it_was_after_a_correction(node: Node, tell: Tell) -> None:
    before = tell(session_scheduled(), notice_sent())
    [_, notice] = node.ledger.history_of("attendance/S-1")
    after = tell(
        proposal(
            AGENCY,
            "system.RecordCorrected",
            "attendance/S-1",
            "2026-03-11T09:00:00+08:00",
            corrects_event_id=notice.event_id,
            reason="实际于当日发出",
            new_values={"sent_at": "2026-03-10T07:00:00+08:00"},
        )
    )
    assert figures(r2(node, before))["notices_in_time"] == 1
    assert figures(r2(node, after))["notices_late"] == 1
    assert formats.digest(r2(node, before)) != formats.digest(r2(node, after))
    assert formats.digest(r2(node, after)) == formats.digest(r2(node, after))


def test_area_and_period_are_local_and_inclusive(node: Node, tell: Tell) -> None:
    at = tell(session_scheduled(start="2026-03-10T00:00:00+08:00"))
    day, before, after = date(2026, 3, 10), date(2026, 3, 9), date(2026, 3, 11)
    assert len(r2(node, at, since=day, until=day).rows) == 1
    assert not r2(node, at, until=before).rows
    assert not r2(node, at, since=after).rows
    assert len(r2(node, at, area="411200").rows) == len(r2(node, at, area="410000").rows) == 1
    assert not r2(node, at, area="411202").rows


def test_totals_foot_and_every_format_has_every_column(node: Node, tell: Tell) -> None:
    entry = {"name": '=1+1,"<b>', "jurisdiction": "411200", "level": "city"}
    at = tell(
        proposal("AA", "registry.InsurerRegistered", f"insurer/{INSURER}", "2024-01-02T09:00:00+08:00", **entry),
        session_scheduled(),
        session_scheduled(session="S-2"),
        notice_sent(),
    )
    dataset = r2(node, at)
    counts = [column.name for column in dataset.report.columns if column.kind == "count"]
    assert {name: sum(row[name] for row in dataset.rows) for name in counts} == {
        name: dataset.totals[name] for name in counts
    }
    head, line, total = csv.reader(io.StringIO(formats.csv_of(dataset, "zh").decode("utf-8-sig")))
    assert len(head) == len(line) == len(total) == len(dataset.report.columns)
    assert line[1] == "'=1+1,\"<b>"
    page = formats.html_of(dataset, "en")
    assert "=1+1,&quot;&lt;b&gt;" in page
    assert "<b>" not in page
    document = formats.json_of(dataset)
    assert (document["position"], document["rows"][0]["sessions"], document["digest"]) == (
        at,
        2,
        formats.digest(dataset),
    )
    assert {each["article"] for each in document["basis"]} == {"二(五)", "三(四)"}

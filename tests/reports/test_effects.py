"""What an event changed: rows before and after, and the reports that read them."""

from __future__ import annotations

from typing import Any

import pytest
from flask_openapi import OpenAPI

from ledger.app import NotFound
from ledger.reports.effects import Change, Effects, effects
from node_fixtures import Headers
from reports.telling import AUDITOR, ELSEWHERE, Told
from scenarios.acts import (
    ACCEPTED,
    AG,
    INSURER_A,
    OTHER_AGENCY,
    REGULATOR,
    SCHEDULED,
    A,
    B,
    agency_registered,
    appraiser_registered,
    correction,
    insurer_registered,
    notice_sent,
    objected,
    replied,
    requested_alone,
    scheduled,
    staff_registered,
)

LATER = "2026-03-20T09:30:00+08:00"


def changed(found: Effects, view: str) -> dict[str, tuple[Any, Any]]:
    return {change.item: (change.before, change.after) for change in found.changes if change.view == view}


def touched(found: Effects) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {each.report.id: (each.views, each.areas) for each in found.reports}


def test_a_corrected_reply_touches_the_objections_and_their_report(told: Told) -> None:
    told(ACCEPTED, objected, replied)
    position = told(correction(replied, new_values={"at": "2026-04-09T10:00:00+08:00"}))
    told.moment()
    found = effects(told.node.ledger, position, REGULATOR)
    [(before, after)] = changed(found, "objection").values()
    assert before.keys() == after.keys() == {"replied_at"}
    assert (before["replied_at"].day, after["replied_at"].day) == (28, 9)
    [(before, after)] = changed(found, "duty").values()
    assert (before["late"], after["late"]) == (True, False)
    assert touched(found)["R3"] == (("duty", "objection"), ("411202",))
    assert [each.rules for each in found.reports if each.report.id == "R3"] == [
        ("SMX-4.3-raise-objection", "SMX-4.3-reply-10wd", "SMX-4.3-extend", "SMX-4.3-next-remedy")
    ]
    assert told.report("R3", position - 1).rows != told.report("R3", position).rows


def test_what_the_ledger_adds_belongs_to_the_correction(told: Told) -> None:
    told(SCHEDULED, notice_sent)
    position = told(correction(scheduled, new_values={"start": LATER})) - 1
    told.moment()
    found = effects(told.node.ledger, position, REGULATOR)
    assert [each.stream for each in found.events] == [scheduled.stream, notice_sent.stream]
    assert {change.position for change in found.changes} == {position, position + 1}
    assert set(changed(found, "session")) == {f"S-1/{A}", f"S-1/{B}"}
    assert changed(found, "witness")[A][0]["notice_in_time"] is True
    assert {"R2", "SILENCE"} <= touched(found).keys()


def test_a_withdrawn_event_ends_its_rows(told: Told) -> None:
    told(SCHEDULED)
    position = told(correction(scheduled, withdrawn=True)) - 1
    told.moment()
    rows = changed(effects(told.node.ledger, position, REGULATOR), "session")
    assert {(before["session_id"], after) for before, after in rows.values()} == {("S-1", None)}


def test_a_new_row_has_nothing_before_it_and_a_fact_may_touch_no_report(told: Told) -> None:
    position = told(agency_registered)
    told.moment()
    found = effects(told.node.ledger, position, AUDITOR)
    [(before, after)] = changed(found, "agency").values()
    assert (before, after["agency_id"], after["name"]) == (None, AG, "示例司法鉴定所一")
    assert touched(found).keys() == {"R1", "R3", "SILENCE"}


def test_who_may_not_read_the_event_learns_nothing_of_its_effects(told: Told) -> None:
    position = told(agency_registered, requested_alone)
    told.moment()
    assert effects(told.node.ledger, position, INSURER_A).changes
    for caller in (ELSEWHERE, OTHER_AGENCY):
        with pytest.raises(NotFound):
            effects(told.node.ledger, position, caller)
    with pytest.raises(NotFound):
        effects(told.node.ledger, position + 1, REGULATOR)


def test_the_api_tells_the_effects(told: Told, app: OpenAPI, key: Headers) -> None:
    told(ACCEPTED, objected, replied)
    position = told(correction(replied, new_values={"at": "2026-04-09T10:00:00+08:00"}))
    told.moment()
    headers = key("NFRA-411200", "insurance_regulator")
    answer = app.test_client().get(f"/api/v1/events/{position}/effects", headers=headers)
    assert answer.status_code == 200
    found = answer.get_json()
    assert (found["position"], found["type"], found["positions"]) == (position, "system.RecordCorrected", [position])
    [objection] = [change for change in found["changes"] if change["view"] == "objection"]
    assert objection["before"] == {"replied_at": "2026-04-28T02:00:00Z"}
    assert objection["after"] == {"replied_at": "2026-04-09T02:00:00Z"}
    assert {each["id"] for each in found["reports"]} >= {"R3"}
    for wrong, status in (("0", 422), ("x", 422), (str(position + 1), 404), ("9" * 30, 422)):
        assert app.test_client().get(f"/api/v1/events/{wrong}/effects", headers=headers).status_code == status


def test_no_answer_tells_the_digest_of_an_identity(told: Told, app: OpenAPI, key: Headers) -> None:
    number = {"identity_no": "41120019000101009X"}
    last = told(
        agency_registered,
        insurer_registered,
        appraiser_registered,
        staff_registered,
        correction(appraiser_registered, new_values=number),
        correction(staff_registered, new_values=number),
    )
    told.moment()
    queries = told.node.ledger.queries
    rows = queries.rows("SELECT identity FROM views.practice_spell UNION SELECT identity FROM views.employment", [])
    digests = {row["identity"] for row in rows}
    assert len(digests) == 3
    client, headers = app.test_client(), key("AUDIT-411200", "auditor")
    streams = [f"/api/v1/streams/{each.stream}" for each in (appraiser_registered, staff_registered)]
    addresses = ["/api/v1/events", *streams, *(f"{each}/events" for each in streams)]
    addresses += [f"/api/v1/events/{position}/effects" for position in range(1, last + 1)]
    for address in addresses:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, address
        assert not [each for each in digests if each in answer.text], address


def test_no_effect_tells_personal_data(told: Told) -> None:
    positions = range(1, told(insurer_registered, SCHEDULED, objected) + 1)
    told.moment()
    changes: list[Change] = [
        change for position in positions for change in effects(told.node.ledger, position, AUDITOR).changes
    ]
    assert len(changes) > 10
    assert "示例当事人001" not in str(changes)
    assert objected.data["content"] not in str(changes)

"""Appending over HTTP: once, atomically, at a version, by one of many, seen by the views when asked."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient
from flask_openapi import OpenAPI

from ledger.node import Node
from node_fixtures import Headers
from stories import (
    AGENCY,
    BUREAU,
    INSURER,
    REGULATOR,
    accepted,
    agency_registered,
    notice_sent,
    requested,
    session_scheduled,
)


def there(key: str = "411200-2026-0001") -> str:
    return f"/api/v1/streams/appraisal/{key}"


@pytest.fixture
def client(app: OpenAPI, key: Headers) -> FlaskClient:
    made = app.test_client()
    made.post(
        f"/api/v1/streams/agency/{AGENCY}/events", json=agency_registered(), headers=key(BUREAU, "justice_bureau")
    )
    made.environ_base["HTTP_AUTHORIZATION"] = key(AGENCY, "appraisal_agency")["Authorization"]
    return made


def test_the_same_proposal_again_answers_with_the_original_result(client: FlaskClient) -> None:
    body = requested()
    first = client.post(f"{there()}/events", json=body)
    again = client.post(f"{there()}/events", json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    [one], [two] = first.get_json()["events"], again.get_json()["events"]
    assert (one.pop("status"), two.pop("status")) == ("appended", "already_there")
    assert one == two
    assert first.headers["Location"] == there()
    assert first.headers["ETag"] == '"1"'


def test_the_same_id_with_other_content_is_a_conflict(client: FlaskClient) -> None:
    body = requested()
    client.post(f"{there()}/events", json=body)
    answer = client.post(f"{there()}/events", json={**body, "time": "2026-03-02T11:00:00+08:00"})
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/same-key-other-content")


def test_several_events_are_appended_all_or_none(client: FlaskClient, node: Node) -> None:
    before = node.recorder.max_notification_id()
    refused = client.post(f"{there()}/events", json=[requested(), accepted(), accepted()])
    assert (refused.status_code, refused.get_json()["rule"], refused.get_json()["number"]) == (
        409,
        "ANJ-1.4-in-order",
        2,
    )
    assert node.recorder.heads(["appraisal/411200-2026-0001"]) == {"appraisal/411200-2026-0001": 0}
    assert node.recorder.max_notification_id() == (before or 0) + 1  # the refusal itself
    whole = client.post(f"{there()}/events", json=[requested(), accepted(), session_scheduled()])
    assert [event["version"] for event in whole.get_json()["events"]] == [1, 2, 3]


def test_a_scheduling_opens_the_attendance_of_the_session(client: FlaskClient, node: Node) -> None:
    answer = client.post(f"{there()}/events", json=[requested(), accepted(), session_scheduled()])
    assert [event["version"] for event in answer.get_json()["events"]] == [1, 2, 3]
    [planned] = client.get("/api/v1/streams/attendance/S-1/events").get_json()["events"]
    assert (planned["type"], planned["position"]) == (
        "attendance.SessionPlanned",
        answer.get_json()["events"][-1]["position"] + 1,
    )
    assert planned["data"]["plan"]["start"] == "2026-03-10T01:00:00Z"
    moved = session_scheduled(start="2026-03-11T09:00:00+08:00")
    assert client.post(f"{there()}/events", json=moved).status_code == 201
    assert node.recorder.heads(["attendance/S-1"]) == {"attendance/S-1": 2}


def test_what_the_ledger_adds_itself_nobody_proposes(client: FlaskClient) -> None:
    client.post(f"{there()}/events", json=[requested(), accepted(), session_scheduled()])
    planned = {**notice_sent(), "type": "attendance.SessionPlanned", "data": {"plan": None}}
    answer = client.post("/api/v1/streams/attendance/S-1/events", json=planned)
    assert (answer.status_code, answer.get_json()["errors"]) == (
        422,
        [{"path": "/type", "message": "is recorded by the ledger alone; nobody proposes it"}],
    )
    listed = client.get("/api/v1/event-types").get_json()["types"]
    assert "attendance.SessionPlanned" not in {each["type"] for each in listed}


def test_a_version_that_moved_is_412_with_the_present_one(client: FlaskClient) -> None:
    client.post(f"{there()}/events", json=requested())
    stale = client.post(f"{there()}/events", json=accepted(), headers={"If-Match": '"7"'})
    assert (stale.status_code, stale.headers["ETag"]) == (412, '"1"')
    there_already = client.post(f"{there()}/events", json=accepted(), headers={"If-None-Match": "*"})
    assert there_already.status_code == 412
    assert client.post(f"{there()}/events", json={**accepted(), "expectedversion": 5}).status_code == 412
    assert client.post(f"{there()}/events", json=accepted(), headers={"If-Match": '"1"'}).status_code == 201


def test_a_dry_run_leaves_no_trace(client: FlaskClient, node: Node) -> None:
    before = node.recorder.max_notification_id()
    assert client.post(f"{there()}/events?dry_run=1", json=requested()).get_json()["events"][0]["status"] == "admitted"
    assert client.post(f"{there()}/events?dry_run=1", json=requested(mode="joint")).status_code == 409
    assert node.recorder.max_notification_id() == before


def test_sixteen_at_once_for_one_matter_have_one_winner(app: OpenAPI, client: FlaskClient, key: Headers) -> None:
    keys = [f"411200-2026-{number:04}" for number in range(16)]
    headers = key(AGENCY, "appraisal_agency")
    for each in keys:
        assert (
            client.post(f"{there(each)}/events", json=requested(each, matter_key="CLM-1+S1+disability")).status_code
            == 201
        )

    def accept(each: str) -> tuple[int, str]:
        answer = app.test_client().post(f"{there(each)}/events", json=accepted(each), headers=headers)
        return answer.status_code, answer.get_json().get("rule", "")

    with ThreadPoolExecutor(16) as pool:
        said = Counter(pool.map(accept, keys))
    assert said == {(201, ""): 1, (409, "SMX-1.1-no-parallel"): 15}


def test_a_refused_attempt_is_evidence(client: FlaskClient, key: Headers) -> None:
    client.post(f"{there()}/events", json=requested())
    answer = client.post(f"{there()}/events", json={**accepted(), "data": {"checks": []}}, headers={"Prefer": "wait=5"})
    assert answer.status_code == 409
    problem = answer.get_json()
    assert problem["article"] == "一(二)"
    assert "三司〔2022〕43号" in problem["instrument"]
    seen = client.get(f"/api/v1/refusals?at={3}", headers=key(REGULATOR, "insurance_regulator")).get_json()["refusals"]
    assert [(each["organisation"], each["rule_id"], each["subject"]) for each in seen] == [
        (AGENCY, "SMX-1.2-not-accept", "appraisal/411200-2026-0001")
    ]


def test_titles_and_details_come_in_the_callers_language(client: FlaskClient) -> None:
    for language, title in (("zh-CN", "被规则拒绝"), ("en", "Refused by a rule"), ("fr", "被规则拒绝")):
        answer = client.post(f"{there()}/events", json=accepted(), headers={"Accept-Language": language})
        assert answer.get_json()["title"] == title


def test_an_append_can_wait_for_the_views(client: FlaskClient, node: Node) -> None:
    answer = client.post(f"{there()}/events", json=requested(), headers={"Prefer": "wait=5"})
    assert answer.headers["Preference-Applied"] == "wait=5"
    assert node.ledger.queries.reached() >= answer.get_json()["events"][0]["position"]


def test_state_and_history_as_of_a_position_and_an_instant(client: FlaskClient) -> None:
    first = client.post(f"{there()}/events", json=requested()).get_json()["events"][0]
    client.post(f"{there()}/events", json=accepted(), headers={"Prefer": "wait=5"})
    for at in (first["position"], first["recordedat"]):
        then = client.get(there(), query_string={"at": at}).get_json()
        assert (then["version"], "accepted_at" in then["state"]) == (1, False)
        assert len(client.get(f"{there()}/events", query_string={"at": at}).get_json()["events"]) == 1
    now = client.get(there())
    assert (now.get_json()["version"], now.headers["ETag"]) == (2, '"2"')
    assert now.get_json()["state"]["accepted_at"] == "2026-03-03T02:00:00Z"
    assert client.get(there(), query_string={"at": 1}).status_code == 404


def test_lists_page_by_link(client: FlaskClient) -> None:
    client.post(f"{there()}/events", json=[requested(), accepted(), session_scheduled()])
    address, seen = f"{there()}/events?limit=2", []
    while address:
        answer = client.get(address)
        seen += [event["version"] for event in answer.get_json()["events"]]
        address = answer.headers.get("Link", "").partition("<")[2].partition(">")[0]
    assert seen == [1, 2, 3]


def test_the_feed_waits_for_news(app: OpenAPI, client: FlaskClient, key: Headers) -> None:
    reader = key(INSURER, "insurer")
    after = client.get("/api/v1/events?limit=1000", headers=reader).get_json()["after"]
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(app.test_client().get, f"/api/v1/events?after={after}&wait=8", headers=reader)
        client.post(f"{there()}/events", json=requested())
        found = waiting.result(timeout=10).get_json()
    assert [event["type"] for event in found["events"]] == ["appraisal.AppraisalRequested"]
    assert found["after"] > after

"""Who may propose what, and who sees which streams: roles, parties, areas."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from flask_openapi import OpenAPI

from node_fixtures import Headers
from stories import AGENCY, BUREAU, INSURER, accepted, agency_registered, notice_sent, requested, session_scheduled

STREAM = "/api/v1/streams/appraisal/411200-2026-0001"


@pytest.fixture
def client(app: OpenAPI, key: Headers) -> FlaskClient:
    """One appraisal of one agency for one insurer, with a session that was announced."""
    made = app.test_client()
    made.post(
        f"/api/v1/streams/agency/{AGENCY}/events", json=agency_registered(), headers=key(BUREAU, "justice_bureau")
    )
    agency = key(AGENCY, "appraisal_agency")
    story = [requested(), accepted(), session_scheduled()]
    assert made.post(f"{STREAM}/events", json=story, headers=agency).status_code == 201
    answer = made.post(
        "/api/v1/streams/attendance/S-1/events", json=notice_sent(), headers={**agency, "Prefer": "wait=5"}
    )
    assert answer.status_code == 201
    return made


READERS = [
    (AGENCY, ("appraisal_agency",), (), 200),
    (INSURER, ("insurer",), (), 200),
    ("AG-411200-02", ("appraisal_agency",), (), 404),
    ("INS-B-411200", ("insurer",), (), 404),
    ("NFRA-411200", ("insurance_regulator",), ("411200",), 200),
    ("NFRA-410000", ("insurance_regulator",), ("410000",), 200),
    ("NFRA", ("insurance_regulator",), ("000000",), 200),
    ("NFRA-411202", ("insurance_regulator",), ("411202",), 404),
    ("NFRA-360000", ("insurance_regulator",), ("360000",), 404),
    ("AA-411200", ("association",), ("411200",), 200),
    ("AUDIT", ("auditor",), (), 200),
    ("POLICE-411200", ("police",), ("411200",), 404),
    ("ANJIAN", ("administrator",), ("411200",), 404),
]


@pytest.mark.parametrize(("organisation", "roles", "areas", "status"), READERS)
def test_who_reads_a_stream(
    client: FlaskClient, key: Headers, organisation: str, roles: tuple[str, ...], areas: tuple[str, ...], status: int
) -> None:
    headers = key(organisation, *roles, areas=areas)
    for address in (STREAM, f"{STREAM}/events", "/api/v1/streams/attendance/S-1"):
        assert client.get(address, headers=headers).status_code == status
    feed = client.get("/api/v1/events", headers=headers).get_json()["events"]
    assert any(event["subject"].startswith("appraisal/") for event in feed) == (status == 200)
    rows = client.get("/api/v1/reports/R2", headers=headers).get_json()["rows"]
    assert [row["insurer_id"] for row in rows] == ([INSURER] if status == 200 else [])


def test_registers_are_open_to_every_role_but_the_administrator(client: FlaskClient, key: Headers) -> None:
    address = f"/api/v1/streams/agency/{AGENCY}"
    assert client.get(address, headers=key("INS-B-411200", "insurer")).status_code == 200
    assert client.get(address, headers=key("ANJIAN", "administrator")).status_code == 404


def test_no_key_and_a_revoked_key_are_401(client: FlaskClient, key: Headers) -> None:
    assert client.get(STREAM).status_code == 401
    assert client.get(STREAM, headers={"Authorization": "Bearer nonsense"}).status_code == 401
    assert client.get(STREAM, headers={"Authorization": "Basic YTpi"}).status_code == 401
    boss = key("ANJIAN", "administrator")
    made = client.post(
        "/api/v1/keys", json={"organisation": AGENCY, "roles": ["appraisal_agency"]}, headers=boss
    ).get_json()
    headers = {"Authorization": f"Bearer {made['key']}"}
    assert client.get(STREAM, headers=headers).status_code == 200
    assert client.delete(f"/api/v1/keys/{made['id']}", headers=boss).status_code == 204
    assert client.get(STREAM, headers=headers).status_code == 401
    assert client.delete(f"/api/v1/keys/{made['id']}", headers=boss).status_code == 404


def test_a_role_says_what_may_be_proposed(client: FlaskClient, key: Headers) -> None:
    for organisation, role in ((INSURER, "insurer"), ("AUDIT", "auditor"), ("ANJIAN", "administrator")):
        body = {**accepted(), "source": f"urn:anjian:org:{organisation}"}
        assert client.post(f"{STREAM}/events", json=body, headers=key(organisation, role)).status_code == 403


def test_nobody_speaks_for_another_organisation(client: FlaskClient, key: Headers) -> None:
    answer = client.post(f"{STREAM}/events", json=accepted(), headers=key("AG-411200-02", "appraisal_agency"))
    assert answer.status_code == 403


def test_nobody_appends_to_a_stream_it_has_no_part_in(client: FlaskClient, key: Headers) -> None:
    body = {**session_scheduled(session="S-2"), "source": "urn:anjian:org:AG-411200-02"}
    assert (
        client.post(f"{STREAM}/events", json=body, headers=key("AG-411200-02", "appraisal_agency")).status_code == 403
    )


def test_nobody_opens_a_matter_of_others(client: FlaskClient, key: Headers) -> None:
    body = {**requested("411200-2026-0002"), "source": "urn:anjian:org:AG-411200-02"}
    address = "/api/v1/streams/appraisal/411200-2026-0002"
    assert (
        client.post(f"{address}/events", json=body, headers=key("AG-411200-02", "appraisal_agency")).status_code == 403
    )
    assert client.get(address, headers=key("AUDIT", "auditor")).status_code == 404


def test_a_bureau_registers_only_in_its_own_area(client: FlaskClient, key: Headers) -> None:
    body = {**agency_registered("AG-360100-01", "360100")}
    headers = key(BUREAU, "justice_bureau", areas=("411200",))
    assert client.post("/api/v1/streams/agency/AG-360100-01/events", json=body, headers=headers).status_code == 403

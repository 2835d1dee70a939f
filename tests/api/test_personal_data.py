"""Personal data is nowhere in clear: not in a table, a log line, an error, or a page of the API."""

from __future__ import annotations

import logging

import psycopg
import pytest
from flask_openapi import OpenAPI
from psycopg import sql

from ledger.callers import Caller
from ledger.kernel.law import Refused
from ledger.node import Node
from node_fixtures import Headers
from stories import (
    AGENCY,
    BUREAU,
    accepted,
    agency_registered,
    notice_sent,
    proposal,
    requested,
    session_scheduled,
    witness_arrived,
    witness_identified,
)

NAME, OTHER, IDENTITY, PHONE = "示例当事人甲乙丙", "示例见证人丁戊己", "41120019000101777X", "13800007777"
SECRETS = (NAME, OTHER, IDENTITY, PHONE, "右膝关节活动受限")


@pytest.fixture
def told(node: Node, app: OpenAPI, key: Headers, caplog: pytest.LogCaptureFixture) -> list[str]:
    """A history full of personal data, appended, corrected, refused and read; what was answered and logged."""
    caplog.set_level(logging.DEBUG)
    client, answers = app.test_client(), []
    bureau, agency = key(BUREAU, "justice_bureau"), key(AGENCY, "appraisal_agency")

    def send(stream: str, body: object, headers: dict[str, str]) -> None:
        answer = client.post(f"/api/v1/streams/{stream}/events", json=body, headers={**headers, "Prefer": "wait=5"})
        answers.append(answer.text)

    send(f"agency/{AGENCY}", agency_registered(), bureau)
    person = {"name": NAME, "identity_no": IDENTITY, "phone": PHONE, "licence_no": "L-1", "agency_id": AGENCY}
    send(
        "appraiser/AP-1",
        proposal(BUREAU, "registry.AppraiserRegistered", "appraiser/AP-1", "2024-02-01T09:00:00+08:00", **person),
        bureau,
    )
    stream = "appraisal/411200-2026-0001"
    first = requested(
        mode="unilateral_party",
        principals=[{"id": "P1", "role": "insured", "name": NAME}],
        question="右膝关节活动受限",
    )
    send(stream, first, agency)
    send(stream, accepted(), agency)  # refused: no notice
    wrong = {**first, "id": "another", "data": {**first["data"], "mode": NAME, "question": IDENTITY, NAME: PHONE}}
    send(stream, wrong, agency)  # malformed
    send(stream, {**first, "time": "2026-03-02T12:00:00+08:00"}, agency)  # same id, other content
    send(stream, {**first, "id": "third", "subject": NAME}, agency)
    early = {**first, "id": "fourth", "time": "0001-01-01T00:00:00Z", "subject": NAME}
    send(stream, early, agency)  # refused before its form was looked at
    send(stream, session_scheduled(), agency)
    for each in (notice_sent(), witness_arrived(person=OTHER), witness_identified(id_card=IDENTITY)):
        send("attendance/S-1", each, agency)
    [event] = [e for e in node.ledger.history_of(stream) if e.version == 1]
    correction = {
        "corrects_event_id": event.event_id,
        "reason": "姓名有误",
        "new_values": {"question": "右膝关节活动受限", "principals": [{"id": "P1", "role": "insured", "name": OTHER}]},
    }
    send(stream, proposal(AGENCY, "system.RecordCorrected", stream, "2026-03-05T09:00:00+08:00", **correction), agency)
    read = (f"streams/{stream}", f"streams/{stream}/events", "events", "refusals", "reports/R2")
    answers += [client.get(f"/api/v1/{address}", headers=agency).text for address in read]
    return [*answers, caplog.text]


def registered(key: str, person: dict[str, str]) -> dict[str, object]:
    at = "2024-03-01T09:00:00+08:00"
    return proposal(BUREAU, "registry.AppraiserRegistered", f"appraiser/{key}", at, **person)


def test_nothing_in_answers_logs_or_errors(told: list[str]) -> None:
    assert sum('"status": "appended"' in each for each in told) == 8
    for text in told:
        for secret in SECRETS:
            # A client's own unknown member is named by its path; nothing else is repeated.
            assert secret not in text.replace(f'"/data/{NAME}"', "")


def test_nothing_in_any_table_of_either_database(told: list[str], node: Node) -> None:
    rows = 0
    for url in (node.url, node.keys_url):
        with psycopg.connect(url) as connection:
            tables = connection.execute(
                "SELECT table_schema, table_name FROM information_schema.tables "
                "WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')"
            ).fetchall()
            for schema, table in tables:
                for row in connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(schema, table))):
                    rows += 1
                    text = " ".join(
                        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in row
                    )
                    assert not any(secret in text for secret in SECRETS), f"{schema}.{table}"
    assert rows > 40


def test_a_reader_with_a_purpose_sees_it_and_is_recorded(told: list[str], node: Node) -> None:
    agency = Caller(account="key/x", organisation=AGENCY, roles=frozenset({"appraisal_agency"}))
    events = node.ledger.reveal("appraisal/411200-2026-0001", "核对当事人身份", agency)
    assert NAME in str(events[0].event)
    assert OTHER in str(events[-1].event)
    [access] = node.ledger.history_of(f"access/{AGENCY}")
    assert (access.event.subject, access.event.purpose) == ("appraisal/411200-2026-0001", "核对当事人身份")  # type: ignore[attr-defined]


def test_the_api_discloses_to_a_reader_who_says_why(told: list[str], node: Node, app: OpenAPI, key: Headers) -> None:
    client, address = app.test_client(), "/api/v1/streams/appraisal/411200-2026-0001/disclosures"
    regulator = key("NFRA-411200", "insurance_regulator")
    assert client.post(address, json={}, headers=regulator).status_code == 422
    assert client.post(address, json={"purpose": "x" * 501}, headers=regulator).status_code == 422
    stranger = key("INS-Z", "insurer")
    assert client.post(address, json={"purpose": "随便看看"}, headers=stranger).status_code == 404
    assert node.recorder.heads(["access/NFRA-411200", "access/INS-Z"]) == {"access/NFRA-411200": 0, "access/INS-Z": 0}
    assert NAME in client.post(address, json={"purpose": "现场检查"}, headers=regulator).text
    assert node.recorder.heads(["access/NFRA-411200"]) == {"access/NFRA-411200": 1}


def test_a_person_is_recognised_without_being_known(node: Node, told: list[str]) -> None:
    """The keyed digest of the identity number links an appraiser with an insurer's staff (SMX-3.1-no-dual-role)."""
    everybody = frozenset({"justice_bureau", "insurer", "insurance_regulator"})

    def by(organisation: str) -> Caller:
        return Caller(account="key/x", organisation=organisation, roles=everybody, areas=("411200",))  # type: ignore[arg-type]

    insurer = {"name": "示例保险公司", "jurisdiction": "411200", "level": "city"}
    at = "2024-03-01T09:00:00+08:00"
    node.ledger.append(
        [proposal("NFRA-411200", "registry.InsurerRegistered", "insurer/INS-C", at, **insurer)], by("NFRA-411200")
    )
    staff = {
        "name": NAME,
        "identity_no": "41120019000101888X",
        "insurer_id": "INS-C",
        "position": "理赔",
        "since": "2024-01-01",
    }
    node.ledger.append([proposal("INS-C", "registry.InsurerStaffRegistered", "staff/ST-1", at, **staff)], by("INS-C"))
    person = {"name": NAME, "identity_no": "４１１２００19000101888x", "licence_no": "L-9", "agency_id": AGENCY}
    with pytest.raises(Refused) as refused:
        node.ledger.append(
            [proposal(BUREAU, "registry.AppraiserRegistered", "appraiser/AP-9", at, **person)], by(BUREAU)
        )
    assert refused.value.rule.id == "SMX-3.1-no-dual-role"

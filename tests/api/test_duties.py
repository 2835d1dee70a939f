"""GET /duties: what is owed, by whom, until when; filtered, paged, as of a moment."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi import OpenAPI

from node_fixtures import Headers
from stories import AGENCY, BUREAU, INSURER, accepted, agency_registered, notice_sent, requested, session_scheduled

DUTIES = "/api/v1/duties"
STREAM = "/api/v1/streams/appraisal/411200-2026-0001/events"
NOTICE = "SMX-2.5-notice"
REGULATOR = ("NFRA-411200", "insurance_regulator")


@pytest.fixture
def client(app: OpenAPI, key: Headers) -> FlaskClient:
    """A session long past of which the insurer was told on the day before, and nothing else was recorded."""
    made = app.test_client()
    made.post(
        f"/api/v1/streams/agency/{AGENCY}/events", json=agency_registered(), headers=key(BUREAU, "justice_bureau")
    )
    agency = key(AGENCY, "appraisal_agency")
    assert made.post(STREAM, json=[requested(), accepted(), session_scheduled()], headers=agency).status_code == 201
    told = made.post(
        "/api/v1/streams/attendance/S-1/events", json=notice_sent(), headers={**agency, "Prefer": "wait=5"}
    )
    assert told.status_code == 201
    return made


def asked(client: FlaskClient, headers: dict[str, str], **query: Any) -> list[dict[str, Any]]:
    answer = client.get(DUTIES, query_string=query, headers=headers)
    assert answer.status_code == 200, answer.get_json()
    found: list[dict[str, Any]] = answer.get_json()["duties"]
    return found


def still(duties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same duties without how late they are: that grows from one second to the next."""
    return [{name: value for name, value in each.items() if name != "late_by"} for each in duties]


def test_a_duty_says_everything_about_itself(client: FlaskClient, key: Headers) -> None:
    [notice] = asked(client, key(*REGULATOR), rule=NOTICE)
    told = {name: notice[name] for name in ("status", "article", "obligor", "owed_by", "subject", "due_at", "late_by")}
    assert told == {
        "status": "met", "article": "二(五)", "obligor": AGENCY, "owed_by": "appraisal_agency", "subject": INSURER,
        "due_at": "2026-03-09T16:00:00Z", "late_by": None,
    }  # fmt: skip
    assert notice["done_at"] == "2026-03-09T15:59:59Z"
    assert notice["stream"] == "attendance/S-1"


def test_statuses_are_those_of_the_moment_asked_about(client: FlaskClient, key: Headers) -> None:
    headers = key(*REGULATOR)
    overdue = asked(client, headers, status="overdue")
    assert [(each["rule_id"], each["obligor"]) for each in overdue] == [
        ("SMX-3.4-send-witness", INSURER), ("SMX-3.4-record-attendance", AGENCY),
    ]  # fmt: skip
    assert all(each["late_by"] > 0 for each in overdue)
    before = client.get(DUTIES, query_string={"at": "4"}, headers=headers).get_json()["duties"]
    assert {each["rule_id"] for each in before} == {"SMX-1.1-insurer-inform", "SMX-2.2-show-licence"}
    assert asked(client, headers, at="2026-01-01T00:00:00Z") == []


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ({"organisation": INSURER, "status": "overdue"}, {"SMX-3.4-send-witness"}),
        ({"level": "target"}, {"SMX-3.4-record-attendance"}),
        ({"status": "met,late"}, {NOTICE}),
        ({"area": "411200", "rule": NOTICE}, {NOTICE}),
        ({"area": "360000"}, set()),
        ({"stream": "attendance/S-1", "status": "open,provisional"}, set()),
    ],
)
def test_filters_narrow_the_list(client: FlaskClient, key: Headers, query: dict[str, str], rules: set[str]) -> None:
    assert {each["rule_id"] for each in asked(client, key(*REGULATOR), **query)} == rules


def test_the_list_is_paged_by_its_links(client: FlaskClient, key: Headers) -> None:
    headers = key(*REGULATOR)
    whole = asked(client, headers)
    found, address = [], f"{DUTIES}?limit=2"
    while address:
        answer = client.get(address, headers=headers)
        found += answer.get_json()["duties"]
        address = answer.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert still(found) == still(whole)
    assert len(whole) == 5
    assert [each["due_at"] is None for each in whole] == [False, False, False, True, True]


def test_what_fell_due_before_1970_is_paged_as_well(client: FlaskClient, key: Headers) -> None:
    long_ago = session_scheduled(session="S-9", start="1960-03-10T09:30:00+08:00")
    answer = client.post(STREAM, json=long_ago, headers={**key(AGENCY, "appraisal_agency"), "Prefer": "wait=5"})
    assert answer.status_code == 201
    headers = key(*REGULATOR)
    whole = asked(client, headers)
    assert whole[0]["due_at"] < "1970"
    found, address = [], f"{DUTIES}?limit=1"
    while address:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200
        found += answer.get_json()["duties"]
        address = answer.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert still(found) == still(whole)
    assert still(asked(client, headers, after=f"-{'9' * 17}~dispute/D-1~x")) == still(whole)


@pytest.mark.parametrize(
    ("organisation", "role", "areas", "seen"),
    [
        (AGENCY, "appraisal_agency", (), True),
        (INSURER, "insurer", (), True),
        ("INS-B-411200", "insurer", (), False),
        ("NFRA-360000", "insurance_regulator", ("360000",), False),
        ("AUDIT", "auditor", (), True),
    ],
)
def test_who_sees_them(
    client: FlaskClient, key: Headers, organisation: str, role: str, areas: tuple[str, ...], seen: bool
) -> None:
    assert bool(asked(client, key(organisation, role, areas=areas))) is seen


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ({"status": "lost"}, "/status"),
        ({"after": "bm9uc2Vuc2U"}, "/after"),
        ({"area": "4112"}, "/area"),
        ({"area": "999999"}, "/area"),
        ({"area": "411299"}, "/area"),
        ({"level": "worst"}, "/level"),
        ({"stream": "nothing"}, "/stream"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_where(
    client: FlaskClient, key: Headers, query: dict[str, str], path: str
) -> None:
    answer = client.get(DUTIES, query_string=query, headers=key(*REGULATOR))
    assert answer.status_code == 422
    assert path in [fault["path"] for fault in answer.get_json()["errors"]]


@pytest.mark.parametrize("address", [DUTIES, "/api/v1/findings", "/api/v1/reports/R2"])
@pytest.mark.parametrize(
    ("language", "message"), [("zh", "没有这个行政区划代码：999999。"), ("en", "no such area code: 999999")]
)
def test_an_area_that_does_not_exist_is_no_empty_answer(
    client: FlaskClient, key: Headers, address: str, language: str, message: str
) -> None:
    headers = {**key(*REGULATOR), "Accept-Language": language}
    answer = client.get(f"{address}?area=999999", headers=headers)
    assert answer.status_code == 422
    assert answer.get_json()["errors"] == [{"path": "/area", "message": message}]
    for known in ("411200", "411222", "360000", "000000"):
        assert client.get(f"{address}?area={known}", headers=headers).status_code == 200

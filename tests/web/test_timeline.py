"""An appraisal's page in time: its state as of any event, corrections, and personal data for a purpose."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from browser.dossiers import LONG, PARTY
from browser.visits import SignIn, data, token
from ledger.node import Node
from ledger.system.events import PersonalDataRead

PAGE = f"/appraisals/{LONG}"


def told(client: FlaskClient, at: object = "") -> dict[str, Any]:
    return data(client, f"{PAGE}.json" + (f"?at={at}" if at else ""))


def test_going_back_step_by_step_ends_at_the_request(regulator: FlaskClient) -> None:
    found = told(regulator)
    assert found["status"] == "issued"
    assert found["steps"]["next"] is found["steps"]["last"] is None
    statuses = []
    while (before := found["steps"]["previous"]) is not None:
        following = found["steps"]["current"]
        found = told(regulator, before)
        assert found["steps"]["next"] == following
        assert found["steps"]["current"] == before
        statuses.append(found["status"])
    assert list(dict.fromkeys(statuses)) == [
        "reviewed",
        "concluded",
        "in_progress",
        "scheduled",
        "engaged",
        "accepted",
        "requested",
    ]
    assert len(statuses) + 1 == found["steps"]["of"] == len(found["timeline"])
    assert found["steps"]["first"] is None


def test_before_its_first_event_there_is_no_appraisal(regulator: FlaskClient) -> None:
    first = told(regulator)["timeline"][0]["position"]
    assert regulator.get(f"{PAGE}?at={first - 1}").status_code == 404


def test_the_same_moment_by_position_and_by_time(regulator: FlaskClient) -> None:
    event = told(regulator)["timeline"][9]
    by_position = told(regulator, event["position"])
    by_time = told(regulator, event["recorded_at"])
    assert by_position["status"] == by_time["status"]
    assert by_position["steps"]["current"] <= by_time["steps"]["current"]


def test_the_banner_says_as_of_when_and_leads_back(regulator: FlaskClient) -> None:
    page = regulator.get(f"{PAGE}?at=20").text
    assert re.search(r"截至位置 <strong>20</strong>", page)
    assert f'href="{PAGE}">返回现在' in page
    assert "截至位置 <strong>" not in regulator.get(PAGE).text


def test_what_came_later_is_marked_and_did_not_happen_yet(regulator: FlaskClient) -> None:
    found = told(regulator, 20)
    assert {each["position"] for each in found["timeline"] if each["later"]} == {
        each["position"] for each in found["timeline"] if each["position"] > 20
    }
    assert found["opinion"] is None
    assert found["sessions"][0]["witnesses"][1]["notice"] == "missing"


def test_a_correction_strikes_out_from_its_own_position_on(regulator: FlaskClient) -> None:
    found = told(regulator)
    correction = next(each for each in found["timeline"] if each["corrects"])
    corrected = next(each for each in found["timeline"] if each["position"] == correction["corrects"]["position"])
    assert corrected["corrected_by"] == {"position": correction["position"], "withdrawn": False}
    page = regulator.get(PAGE).text
    assert page.count("<del>") == 1
    assert f'href="#e-{correction["position"]}"' in page
    assert f'href="#e-{corrected["position"]}"' in page
    assert found["sessions"][0]["appraisers"] == ["AP-1", "AP-2"]
    before = told(regulator, correction["position"] - 1)
    assert all(each["corrected_by"] is None for each in before["timeline"])
    assert before["sessions"][0]["appraisers"] == ["AP-1"]


def test_an_event_says_who_when_and_under_which_rules(regulator: FlaskClient) -> None:
    event = told(regulator)["timeline"][0]
    assert event["title"] == {"zh": "鉴定委托申请", "en": "Appraisal requested"}
    assert event["role"] == "appraisal_agency"
    assert event["gap_seconds"] > 20 * 86_400
    assert {pack["id"] for pack in event["rule_packs"]} == {"ANJ", "SMX"}
    assert event["data"]["question"] == {"sealed": True}
    page = regulator.get(PAGE).text
    assert '<span class="sealed">已加密</span>' in page
    assert "间隔" in page


def test_witnesses_insurer_by_insurer(regulator: FlaskClient) -> None:
    first, second = told(regulator)["sessions"][0]["witnesses"]
    assert (first["notice"], first["attendance"]) == ("in_time", "present")
    assert (second["notice"], second["attendance"], second["attributable"]) == ("late", "absent", False)


def test_personal_data_are_shown_once_for_a_purpose_that_is_recorded(regulator: FlaskClient, node: Node) -> None:
    form = {"purpose": "核查  到场见证情况", "csrf_token": token(regulator, PAGE)}
    answer = regulator.post(f"{PAGE}/personal", data=form)
    assert answer.status_code == 200
    assert PARTY in answer.text
    assert "41120019000101000X" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    reads = [each.event for each in node.ledger.history_of("access/NFRA-411200")]
    assert [(each.subject, each.purpose) for each in reads if isinstance(each, PersonalDataRead)][-2:] == [
        (f"appraisal/{LONG}", "核查 到场见证情况"),
        ("attendance/S-0001-1", "核查 到场见证情况"),
    ]


@pytest.mark.parametrize("purpose", ["", "   ", "看看", "x" * 201])
def test_without_a_purpose_nothing_is_shown_and_nothing_recorded(
    regulator: FlaskClient, node: Node, purpose: str
) -> None:
    before = node.recorder.max_notification_id()
    form = {"purpose": purpose, "csrf_token": token(regulator, PAGE)}
    answer = regulator.post(f"{PAGE}/personal", data=form)
    assert answer.status_code == 422
    assert PARTY not in answer.text
    assert node.recorder.max_notification_id() == before


def test_somebody_of_another_area_is_shown_nothing(signed_in: SignIn, node: Node) -> None:
    elsewhere = signed_in("NFRA-360100", "insurance_regulator", areas=("360100",))
    before = node.recorder.max_notification_id()
    form = {"purpose": "核查到场见证情况", "csrf_token": token(elsewhere, "/")}
    assert elsewhere.post(f"{PAGE}/personal", data=form).status_code == 404
    assert elsewhere.get(PAGE).status_code == 404
    assert node.recorder.max_notification_id() == before

"""The pages of adjusting assignments: the list, and the dossier with its documents, cover, adjustment and report."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from browser.losses import DONE, ESCALATED, JUST_APPOINTED, PAID, SHORT, WAITING
from browser.visits import SignIn, data, token
from scenarios.claims import ADJ, A, B

ALL = {DONE, JUST_APPOINTED, WAITING}


def listed(client: FlaskClient, query: str = "") -> list[str]:
    return [each["id"] for each in data(client, f"/assignments.json?{query}")["assignments"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("status=archived", {DONE}),
        ("status=appointed", {JUST_APPOINTED, WAITING}),
        ("mode=insurer", ALL),
        ("mode=joint", set()),
        (f"firm={ADJ}", ALL),
        ("firm=ADJ-B-411200", set()),
        (f"insurer={A}", ALL),
        (f"insurer={B}", set()),
        ("area=4112", ALL),
        ("area=3601", set()),
        ("line=machinery_breakdown", ALL),
        ("line=property", set()),
        ("stale=1", set()),
        (f"q={SHORT}", {JUST_APPOINTED}),
        ("q=gg-2026-1", {DONE}),
        ("q=%25", set()),
    ],
)
def test_filters_stand_in_the_address(supervisor: FlaskClient, query: str, found: set[str]) -> None:
    assert set(listed(supervisor, query)) == found
    page = supervisor.get(f"/assignments?{query}").text
    assert {id for id in ALL if f'href="/assignments/{id}"' in page} == found
    assert ("没有符合条件的公估委托" in page) is (not found)


def test_a_row_says_how_fast_the_firm_was_and_what_is_owed_next(supervisor: FlaskClient) -> None:
    rows = {each["id"]: each for each in data(supervisor, "/assignments.json")["assignments"]}
    assert rows[JUST_APPOINTED]["next"]["rule"] == "MBA-4.4-contact-30m"
    assert 0 < rows[JUST_APPOINTED]["next"]["left_seconds"] <= 20 * 60
    assert rows[WAITING]["next"]["left_seconds"] < 0
    assert (rows[DONE]["contact_minutes"], rows[DONE]["arrival_hours"]) == ("15.00", "3.00")
    page = supervisor.get("/assignments").text
    for text in ("15 分钟后联系", "3 小时后到场", "未联系", "66,000.00"):
        assert text in page


def test_documents_are_told_by_category(supervisor: FlaskClient) -> None:
    found = data(supervisor, f"/assignments/{DONE}.json")
    assert [category["code"] for category in found["documents"]] == [f"C{number}" for number in range(1, 8)]
    lines = {line["code"]: line for category in found["documents"] for line in category["lines"]}
    assert len(lines) == 30
    assert (lines["C3.2"]["complete"], lines["C3.2"]["copies"]) == (True, 1)
    assert (lines["C3.1"]["complete"], lines["C3.1"]["wanted"]) == (False, 2)
    assert (lines["C5.3"]["complete"], lines["C5.3"]["deferred_to"]) == (False, "2026-03-20")
    page = supervisor.get(f"/assignments/{DONE}").text
    for text in ("约定于 2026-03-20 前补交", "已收齐", "被保险人签收于"):
        assert text in page
    assert data(supervisor, f"/assignments/{JUST_APPOINTED}.json")["documents"] == []
    assert "尚未出具索赔资料清单" in supervisor.get(f"/assignments/{JUST_APPOINTED}").text


def test_cover_is_answered_question_by_question(supervisor: FlaskClient) -> None:
    found = data(supervisor, f"/assignments/{DONE}.json")["coverage"]
    assert found["advice"] == "covered"
    assert [(each["id"], each["outcome"]) for each in found["questions"]] == [
        ("interest", "yes"),
        ("period", "yes"),
        ("address", "yes"),
        ("subject", "yes"),
        ("omission", "no"),
        ("cause_covered", "yes"),
        ("warranty", "no"),
    ]
    assert "尚未核查保险责任" in supervisor.get(f"/assignments/{WAITING}").text


def test_the_adjustment_is_a_sheet_as_in_a_claim(supervisor: FlaskClient) -> None:
    [found] = data(supervisor, f"/assignments/{DONE}.json")["calculations"]
    assert (found["payable"], found["declared"], found["difference"], found["stale"]) == (
        "66000.00",
        "66000.00",
        "0.00",
        False,
    )
    assert "相符" in supervisor.get(f"/assignments/{DONE}").text


def test_the_report_tells_its_sections_and_its_end(supervisor: FlaskClient) -> None:
    found = data(supervisor, f"/assignments/{DONE}.json")
    assert len(found["report"]["sections"]) == 20
    assert all(section["done"] for section in found["report"]["sections"])
    assert (found["fee"], found["archived_on"], found["retention"]) == ("8000.00", "2026-04-22", "15y")
    page = supervisor.get(f"/assignments/{DONE}").text
    for text in ("GG-2026-1", "8,000.00", "至少 15 年"):
        assert text in page
    before = data(supervisor, f"/assignments/{DONE}.json?at={found['steps']['previous']}")
    assert (before["status"], before["archived_on"]) == ("closed", None)
    assert supervisor.get(f"/assignments/{DONE}?at=1").status_code == 404


def test_assignment_and_claim_lead_to_one_another(
    supervisor: FlaskClient, signed_in: SignIn, losses_app: Flask
) -> None:
    related = data(supervisor, f"/assignments/{DONE}.json")["related"]
    assert [each["address"] for each in related] == [f"/claims/{PAID}", "/appraisals/411200-2026-0001"]
    firm = signed_in(ADJ, "adjuster", areas=(), app=losses_app)
    assert [each["address"] for each in data(firm, f"/assignments/{DONE}.json")["related"]] == [None]
    assert f'href="/claims/{PAID}"' not in firm.get(f"/assignments/{DONE}").text
    [claim] = data(supervisor, f"/assignments/{WAITING}.json")["related"]
    assert claim["address"] == f"/claims/{ESCALATED}"


def test_a_firm_sees_its_own_and_others_see_nothing(signed_in: SignIn, losses_app: Flask, empty_app: Flask) -> None:
    assert set(listed(signed_in(ADJ, "adjuster", areas=(), app=losses_app))) == ALL
    assert set(listed(signed_in(A, "insurer", areas=(), app=losses_app))) == ALL
    for client in (
        signed_in("ADJ-B-411200", "adjuster", areas=(), app=losses_app),
        signed_in(B, "insurer", areas=(), app=losses_app),
        signed_in("NFRA-360100", "insurance_regulator", areas=("360100",), app=losses_app),
        signed_in("NFRA-411200", "insurance_regulator", app=empty_app),
    ):
        assert listed(client) == []
        assert "还没有您可以查看的公估委托" in client.get("/assignments").text
        assert client.get(f"/assignments/{DONE}").status_code == 404


@pytest.mark.parametrize("query", ["status=lost", "mode=x", "line=x", "stale=2", "area=x", "after=x", "at=x"])
def test_a_filter_that_makes_no_sense_is_told_so(supervisor: FlaskClient, query: str) -> None:
    assert supervisor.get(f"/assignments?{query}").status_code == 400
    assert supervisor.get(f"/assignments.json?{query}").status_code == 400


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("address", ["/assignments", *(f"/assignments/{id}" for id in sorted(ALL))])
def test_every_page_is_there_in_both_languages_and_never_says_none(
    supervisor: FlaskClient, address: str, language: str
) -> None:
    answer = supervisor.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    assert "None" not in answer.text
    assert "Macro" not in answer.text


def test_who_signed_is_shown_for_a_purpose_only(supervisor: FlaskClient) -> None:
    address = f"/assignments/{DONE}"
    assert "示例联系人001" not in supervisor.get(address).text
    form = {"csrf_token": token(supervisor, address), "purpose": "核查查勘记录签章"}
    assert "示例联系人001" in supervisor.post(f"{address}/personal", data=form).text

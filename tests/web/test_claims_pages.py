"""The pages of claims: the list, the dossier with its calculations, and what it hangs together with."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from browser.losses import (
    DISPUTED,
    DONE,
    ESCALATED,
    INCIDENT,
    PAID,
    QUARREL,
    RECENT,
    REJECTED_CLAIM,
    SHORT,
    STALE,
)
from browser.visits import SignIn, data, token
from scenarios.acts import APPRAISAL
from scenarios.aftermath import COVER, RECOVERY
from scenarios.claims import A, B

COVER_PAGE = f"/covers/{COVER.partition('/')[2]}"
RECOVERY_PAGE = f"/recoveries/{RECOVERY.partition('/')[2]}"
ACCOUNT = "示例账号0000000001"
OPEN_OF_A = {PAID, STALE, SHORT, REJECTED_CLAIM, ESCALATED, DISPUTED}


def listed(client: FlaskClient, query: str = "") -> list[str]:
    return [each["id"] for each in data(client, f"/claims.json?{query}")["claims"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {*OPEN_OF_A, RECENT}),
        ("status=archived", {PAID}),
        ("status=escalated", {ESCALATED}),
        (f"insurer={A}", OPEN_OF_A),
        (f"insurer={B}", {RECENT, SHORT}),
        ("area=411221", {SHORT}),
        ("area=36", set()),
        ("line=property", {*OPEN_OF_A, RECENT}),
        ("line=cargo", set()),
        ("third_party=1", {PAID}),
        ("coinsurance=1", {SHORT}),
        ("stale=1", {STALE}),
        ("stale=1&coinsurance=1", set()),
        (f"incident={INCIDENT}", {STALE}),
        ("q=clm-5", {REJECTED_CLAIM}),
        ("q=P-B-1", {RECENT}),
        ("q=%25", set()),
        ("at=3", set()),
    ],
)
def test_filters_stand_in_the_address(supervisor: FlaskClient, query: str, found: set[str]) -> None:
    assert set(listed(supervisor, query)) == found
    page = supervisor.get(f"/claims?{query}").text
    assert {id for id in (*OPEN_OF_A, RECENT) if f'href="/claims/{id}"' in page} == found
    assert bool(re.search("没有符合条件的赔案|还没有您可以查看的赔案", page)) is (not found)


def test_pages_follow_one_another_the_latest_report_first(
    supervisor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = listed(supervisor)
    assert whole[0] == RECENT
    monkeypatch.setattr("web.pages.claims.PAGE", 3)
    address, seen = "/claims", list[str]()
    while address:
        seen += listed(supervisor, address.partition("?")[2])
        following = re.search(r'rel="next" href="([^"]+)"', supervisor.get(address).text)
        address = html.unescape(following[1]) if following else ""
    assert seen == whole


def test_a_row_says_what_is_owed_next_and_how_much_time_is_left(supervisor: FlaskClient) -> None:
    rows = {each["id"]: each for each in data(supervisor, "/claims.json")["claims"]}
    assert rows[RECENT]["next"]["rule"] == "PICC-4.1-30-days"
    assert rows[RECENT]["next"]["status"] == "open"
    assert 24 * 86_400 < rows[RECENT]["next"]["left_seconds"] < 26 * 86_400
    assert rows[DISPUTED]["next"]["left_seconds"] < 0
    assert rows[SHORT]["next"]["status"] == "suspended"
    assert (rows[STALE]["payable"], rows[STALE]["stale"]) == ("74000.00", True)
    page = supervisor.get("/claims").text
    assert "74,000.00" in page
    assert re.search(r'<span class="over">−\d+ 天', page)
    assert re.search(r'<span class="">2[45] 天', page)


def test_a_calculation_is_told_line_by_line_with_what_was_declared(supervisor: FlaskClient) -> None:
    found = data(supervisor, f"/claims/{STALE}.json")["calculations"]
    assert [(each["calc_no"], each["latest"], each["stale"]) for each in found] == [
        ("JS-2", True, True),
        ("JS-1", False, False),
    ]
    latest, first = found
    assert (latest["payable"], latest["declared"], latest["difference"]) == ("74000.00", "75000.00", "-1000.00")
    assert first["difference"] == "0.00"
    assert latest["variants"] == {"residual": "apportioned"}
    assert all(latest["check"]["items"].values())
    assert first["check"] is None
    assert [line["amount"] for line in latest["lines"]][-1] == "74000.00"
    assert {line["what"]["en"] for line in latest["lines"]} >= {"assessed loss", "deductible", "payable"}
    page = supervisor.get(f"/claims/{STALE}").text
    for text in (
        "已过时，须重新计算",
        '<strong class="differs">-1,000.00</strong>',
        "此前的计算",
        "82,000.00",
        "投保比例",
    ):
        assert text in page
    assert page.index("JS-2") < page.index('<details class="earlier">') < page.index("JS-1")
    assert 'href="/calculations?stream=claim%2FCLM-2&amp;calc_no=JS-2"' in page
    english = supervisor.get(f"/claims/{STALE}", headers={"Accept-Language": "en"}).text
    assert "min(1, sum insured / insured value)" in english
    assert "Out of date: to be calculated anew" in english


def test_the_dossier_says_of_each_item_whether_it_is_there(supervisor: FlaskClient) -> None:
    items = data(supervisor, f"/claims/{PAID}.json")["dossier"]
    assert [each["no"] for each in items] == list(range(1, 21))
    states = {each["no"]: each["state"] for each in items}
    assert (states[15], states[16], states[20], states[2], states[17], states[1]) == (
        "filed",
        "filed",
        "waived",
        "not_needed",
        "missing",
        "missing",
    )
    page = supervisor.get(f"/claims/{PAID}").text
    assert "损失轻微，未绘制平面图" in page
    assert "已入卷 2 项" in page


def test_a_claim_leads_to_what_it_hangs_together_with(supervisor: FlaskClient) -> None:
    related = data(supervisor, f"/claims/{PAID}.json")["related"]
    assert [(each["address"], each["status"]) for each in related] == [
        (f"/assignments/{DONE}", "archived"),
        (f"/appraisals/{APPRAISAL.partition('/')[2]}", "requested"),
        (COVER_PAGE, "in_force"),
        (RECOVERY_PAGE, "partly_recovered"),
    ]
    [quarrel] = data(supervisor, f"/claims/{DISPUTED}.json")["related"]
    assert quarrel == {"stream": f"dispute/{QUARREL}", "address": f"/disputes/{QUARREL}", "status": "in_proceedings"}
    assert f'href="/claims/{DISPUTED}"' in supervisor.get(f"/disputes/{QUARREL}").text
    assert f'href="/claims?incident={INCIDENT}"' in supervisor.get(f"/claims/{STALE}").text
    for each in related:
        assert f'href="/claims/{PAID}"' in supervisor.get(each["address"]).text


def test_what_the_reader_may_not_see_is_named_and_not_linked(signed_in: SignIn, losses_app: Flask) -> None:
    """INS-B-411200 takes part in the appraisal and not in the claim."""
    page = f"/appraisals/{APPRAISAL.partition('/')[2]}"
    other = signed_in(B, "insurer", areas=(), app=losses_app)
    assert data(other, f"{page}.json")["related"] == [{"stream": f"claim/{PAID}", "address": None, "status": None}]
    assert f'href="/claims/{PAID}"' not in other.get(page).text
    own = signed_in(A, "insurer", areas=(), app=losses_app)
    assert f'href="/claims/{PAID}"' in own.get(page).text


def test_the_cover_tells_day_by_day_what_was_taken_and_restored(supervisor: FlaskClient) -> None:
    found = data(supervisor, f"{COVER_PAGE}.json")
    assert [(each["on"], each["change"], each["amount"], each["sum_insured"]) for each in found["course"]] == [
        ("2026-03-02", "reduced", "82000.00", "718000.00"),
        ("2026-04-10", "restored", "82000.00", "800000.00"),
    ]
    assert found["in_force"] == "800000.00"
    before = data(supervisor, f"{COVER_PAGE}.json?at={found['steps']['first']}")
    assert (before["status"], before["in_force"]) == ("reduced", "718000.00")
    page = supervisor.get(COVER_PAGE).text
    assert "−82,000.00" in page
    assert "查看个人信息" not in page


def test_the_recovery_tells_until_when_and_what_is_missing(supervisor: FlaskClient) -> None:
    found = data(supervisor, f"{RECOVERY_PAGE}.json")
    assert (found["limitation_expiry"], found["assigned"]) == ("2029-03-01", "100000.00")
    assert found["recovered"] == "60000.00"
    assert found["days_left"] > 0
    assert [item["done"] for item in found["checklists"][0]["items"]] == [True] * 4
    assert [(each["id"], each["amount"]) for each in found["costs"]] == [("FY-1", "3200.00")]
    assert ([each["receipt_no"] for each in found["received"]], found["borne"]) == (["SK-1"], "3000.00")
    page = supervisor.get(RECOVERY_PAGE).text
    assert f"剩 {found['days_left']} 天" in page
    assert all(amount in page for amount in ("60,000.00", "3,200.00", "3,000.00"))


def test_a_claim_goes_back_event_by_event(supervisor: FlaskClient) -> None:
    found = data(supervisor, f"/claims/{STALE}.json")
    assert found["steps"]["number"] == len(found["timeline"])
    second = next(each for each in found["timeline"] if each["data"].get("calc_no") == "JS-2")
    before = data(supervisor, f"/claims/{STALE}.json?at={second['position'] - 1}")
    assert [each["calc_no"] for each in before["calculations"]] == ["JS-1"]
    assert before["calculations"][0]["stale"] is True  # the loss was determined anew
    first = data(supervisor, f"/claims/{STALE}.json?at={found['steps']['first']}")
    assert (first["status"], first["calculations"]) == ("reported", [])
    assert "尚未计算赔款" in supervisor.get(f"/claims/{STALE}?at={found['steps']['first']}").text
    assert supervisor.get(f"/claims/{STALE}?at=1").status_code == 404
    assert {
        each["status"] for each in data(supervisor, f"/claims.json?q={STALE}&at={second['position']}")["claims"]
    } == {"calculated"}


def test_a_rejection_is_told_to_its_service(supervisor: FlaskClient) -> None:
    found = data(supervisor, f"/claims/{REJECTED_CLAIM}.json")["rejection"]
    assert (found["concurrence"], found["notice_no"]) == ("FL-1", "JP-1")
    assert found["served_at"]
    assert "损失由保养不善所致" in supervisor.get(f"/claims/{REJECTED_CLAIM}").text
    assert data(supervisor, f"/claims/{PAID}.json")["rejection"] is None


def test_coinsurers_are_told_with_when_they_were_told(supervisor: FlaskClient) -> None:
    members = data(supervisor, f"/claims/{SHORT}.json")["coinsurance"]["members"]
    assert [(each["id"], bool(each["notified_at"])) for each in members] == [(B, True), ("INS-C-411200", False)]
    assert "本公司首席" in supervisor.get(f"/claims/{SHORT}").text
    assert data(supervisor, f"/claims/{PAID}.json")["coinsurance"] is None


def test_an_insurer_sees_its_own_claims_and_those_it_shares(signed_in: SignIn, losses_app: Flask) -> None:
    own = signed_in(A, "insurer", areas=(), app=losses_app)
    assert set(listed(own)) == OPEN_OF_A
    assert own.get(f"/claims/{RECENT}").status_code == 404
    assert set(listed(signed_in(B, "insurer", areas=(), app=losses_app))) == {RECENT, SHORT}


def test_another_area_sees_nothing(signed_in: SignIn, losses_app: Flask, empty_app: Flask) -> None:
    for client in (
        signed_in("NFRA-360100", "insurance_regulator", areas=("360100",), app=losses_app),
        signed_in("ANJIAN", "administrator", app=losses_app),
        signed_in("NFRA-411200", "insurance_regulator", app=empty_app),
    ):
        assert listed(client) == []
        assert "还没有您可以查看的赔案" in client.get("/claims").text
        for address in (f"/claims/{PAID}", f"/claims/{PAID}.json", COVER_PAGE, RECOVERY_PAGE):
            assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["status=lost", "line=x", "stale=2", "third_party=yes", "area=x", "after=x", "after=WzEsMl0", "at=x"]
)
def test_a_filter_that_makes_no_sense_is_told_so(supervisor: FlaskClient, query: str) -> None:
    assert supervisor.get(f"/claims?{query}").status_code == 400
    assert supervisor.get(f"/claims.json?{query}").status_code == 400


@pytest.mark.parametrize("path", ["claims", "covers", "recoveries", "assignments"])
@pytest.mark.parametrize("key", ["none", "..", "a b", "x" * 200])
def test_no_such_key_is_not_found(supervisor: FlaskClient, path: str, key: str) -> None:
    assert supervisor.get(f"/{path}/{key}").status_code == 404


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize(
    "address",
    [*(f"/claims/{id}" for id in (*sorted(OPEN_OF_A), RECENT)), COVER_PAGE, RECOVERY_PAGE, "/claims"],
)
def test_every_page_is_there_in_both_languages_and_never_says_none(
    supervisor: FlaskClient, address: str, language: str
) -> None:
    answer = supervisor.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    assert "None" not in answer.text
    assert "Macro" not in answer.text
    link = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', answer.text)
    assert link
    assert supervisor.get(html.unescape(link[1])).json


def test_an_account_is_shown_for_a_purpose_only(supervisor: FlaskClient) -> None:
    address = f"/claims/{PAID}"
    assert ACCOUNT not in supervisor.get(address).text
    form = {"csrf_token": token(supervisor, address), "purpose": "核查赔款支付"}
    assert ACCOUNT in supervisor.post(f"{address}/personal", data=form).text
    assert supervisor.post(f"{address}/personal", data={**form, "purpose": "x"}).status_code == 422

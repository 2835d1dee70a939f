"""The pages of disputes: the list, and one dispute with all that came of its objections."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from browser.dossiers import AGENCY, DECLINED, DISPUTE, LONG, OTHER, PARTY, A, B, C
from browser.visits import SignIn, data, token


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [DECLINED, DISPUTE]),
        ("kind=appraisal", [DECLINED, DISPUTE]),
        ("kind=claim", []),
        ("status=awaiting_reply", [DISPUTE]),
        ("status=closed", []),
        ("mediation=declined", [DECLINED]),
        ("review=convened", [DISPUTE]),
        (f"agency={AGENCY}", [DISPUTE]),
        (f"insurer={A}", [DECLINED, DISPUTE]),
        (f"insurer={B}", [DISPUTE]),
        (f"q={LONG}", [DISPUTE]),
        ("q=d-2026", [DECLINED, DISPUTE]),
        ("q=%25", []),
        ("area=41", [DECLINED, DISPUTE]),
        ("area=3601", []),
        ("at=1", []),
    ],
)
def test_filters_stand_in_the_address(regulator: FlaskClient, query: str, found: list[str]) -> None:
    assert [each["id"] for each in data(regulator, f"/disputes.json?{query}")["disputes"]] == found
    page = regulator.get(f"/disputes?{query}").text
    if not found:
        assert "没有符合条件的争议" in page or "还没有您可以查看的争议" in page
    for id in found:
        assert f'href="/disputes/{id}' in page


def test_pages_follow_one_another(regulator: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.disputes.PAGE", 1)
    first = data(regulator, "/disputes.json")
    assert [each["id"] for each in first["disputes"]] == [DECLINED]
    link = re.search(r'rel="next" href="([^"]+)"', regulator.get("/disputes").text)
    assert link
    second = data(regulator, html.unescape(link[1]).replace("/disputes?", "/disputes.json?"))
    assert [each["id"] for each in second["disputes"]] == [DISPUTE]
    assert second["after"] is None


def test_a_dispute_tells_of_each_objection_its_time_and_its_reply(regulator: FlaskClient) -> None:
    found = data(regulator, f"/disputes/{DISPUTE}.json")
    by_phone, extended, answered = found["objections"]
    assert (by_phone["channel"], by_phone["written"], by_phone["duty"]) == ("phone", False, None)
    assert [each["form"] for each in by_phone["replies"]] == ["phone"]
    assert extended["by"] == {"id": A, "name": "甲财产保险三门峡支公司"}
    assert extended["duty"]["extensions"] == 1
    [extension] = extended["extensions"]
    assert extension["reason"] == "须调取原始影像"
    assert [side["id"] for side in extension["agreed_by"]] == [AGENCY, A]
    assert extended["replies"] == []
    assert answered["answered"] is True
    assert answered["duty"]["status"] == "met"
    page = regulator.get(f"/disputes/{DISPUTE}").text
    for text in (
        "待书面回复",
        "口头异议没有期限",
        f"延至 {extension['new_due']} 日终",
        "已延长 1 次",
        "已组织评审",
        "异议集中",
    ):
        assert text in page
    assert f'href="/appraisals/{LONG}"' in page
    assert found["review"]["panel"][0] == {"expert_id": "EX-1", "affiliation": "ASSOC-411200"}


def test_a_declined_mediation_and_an_early_remedy_are_told_with_the_finding(regulator: FlaskClient) -> None:
    found = data(regulator, f"/disputes/{DECLINED}.json")
    assert found["mediation"]["decline_reason"] == "不属于调解范围"
    assert [each["remedy"] for each in found["remedies"]] == ["court"]
    assert [each["rule"] for each in found["findings"]] == ["SMX-4.3-next-remedy"]
    page = regulator.get(f"/disputes/{DECLINED}").text
    for text in ("不予受理调解", "不属于调解范围", "庭审质证", "（2026）豫1202民初1号", "没有列入专家评审", "没有异议"):
        assert text in page
    assert f'href="#event-{found["findings"][0]["event_id"]}"' in page
    assert f'id="event-{found["findings"][0]["event_id"]}"' in page


def test_a_dispute_goes_back_event_by_event(regulator: FlaskClient) -> None:
    now = data(regulator, f"/disputes/{DISPUTE}.json")
    assert now["steps"]["number"] == now["steps"]["of"] == len(now["timeline"]) == 8
    first = data(regulator, f"/disputes/{DISPUTE}.json?at={now['steps']['first']}")
    assert [each["id"] for each in first["objections"]] == ["O-1"]
    assert first["objections"][0]["replies"] == []
    assert first["review"] is None
    assert [each["later"] for each in first["timeline"]] == [False] + [True] * 7
    assert "截至位置" in regulator.get(f"/disputes/{DISPUTE}?at={now['steps']['first']}").text
    assert regulator.get(f"/disputes/{DISPUTE}?at=1").status_code == 404


def test_the_appraisal_leads_to_its_dispute_duties_and_findings(regulator: FlaskClient) -> None:
    found = data(regulator, f"/appraisals/{LONG}.json")
    assert [each["id"] for each in found["disputes"]] == [DISPUTE]
    assert {each["stream"] for each in found["duties"]} == {f"appraisal/{LONG}", "attendance/S-0001-1"}
    assert {each["rule"] for each in found["findings"]} == {"SMX-1.2-party-truthful", "SMX-2.4-practice-file"}
    page = regulator.get(f"/appraisals/{LONG}").text
    assert f'href="/disputes/{DISPUTE}"' in page
    other = data(regulator, "/appraisals/411200-2026-0005.json")
    assert (other["disputes"], other["findings"]) == ([], [])
    assert "没有对本鉴定提出的异议" in regulator.get("/appraisals/411200-2026-0005").text


def test_who_takes_no_part_sees_no_dispute(signed_in: SignIn) -> None:
    for client in (
        signed_in(C, "insurer", areas=()),
        signed_in("NFRA-360100", "insurance_regulator", areas=("360100",)),
        signed_in("ANJIAN", "administrator"),
    ):
        assert data(client, "/disputes.json")["disputes"] == []
        assert "还没有您可以查看的争议" in client.get("/disputes").text
        assert client.get(f"/disputes/{DISPUTE}").status_code == 404
        assert client.get(f"/disputes/{DISPUTE}.json").status_code == 404
    insurer = signed_in(B, "insurer", areas=())
    assert [each["id"] for each in data(insurer, "/disputes.json")["disputes"]] == [DISPUTE]
    agency = signed_in(OTHER, "appraisal_agency", areas=())
    assert [each["id"] for each in data(agency, "/disputes.json")["disputes"]] == [DECLINED]


@pytest.mark.parametrize(
    "query", ["status=lost", "mediation=x", "review=x", "area=x", "after=x", "after=WzEsMl0", "at=x"]
)
def test_a_filter_that_makes_no_sense_is_told_so(regulator: FlaskClient, query: str) -> None:
    assert regulator.get(f"/disputes?{query}").status_code == 400
    assert regulator.get(f"/disputes.json?{query}").status_code == 400


@pytest.mark.parametrize("key", ["none", "..", "a b", "D-2026-0001.json.json", "x" * 200])
def test_no_such_dispute_is_not_found(regulator: FlaskClient, key: str) -> None:
    assert regulator.get(f"/disputes/{key}").status_code == 404


def test_what_was_objected_is_shown_for_a_purpose_only(regulator: FlaskClient) -> None:
    address = f"/disputes/{DISPUTE}"
    assert PARTY not in regulator.get(address).text
    form = {"csrf_token": token(regulator, address), "purpose": "核查异议内容"}
    page = regulator.post(f"{address}/personal", data=form).text
    assert f"{PARTY}的伤情评定有误" in page
    assert f'href="{address}"' in page
    assert regulator.post(f"{address}/personal", data={**form, "purpose": "x"}).status_code == 422
    assert regulator.post(f"{address}/personal", data={"purpose": "核查异议内容"}).status_code == 400

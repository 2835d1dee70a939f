"""The pages of a reader of the area: what stands on them, that the twins say the same, what filters do."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from browser.dossiers import DECLINED, DISPUTE, INSURERS, LONG, OTHER, PARTY
from browser.visits import SignIn, data
from ledger.node import Node

ADDRESSES = (
    "/",
    "/work",
    "/claims",
    "/assignments",
    "/appraisals",
    f"/appraisals/{LONG}",
    f"/appraisals/{LONG}?at=20",
    "/duties",
    "/duties?status=overdue&status=late&area=41",
    "/disputes",
    f"/disputes/{DISPUTE}",
    f"/disputes/{DECLINED}",
    "/findings",
    "/refusals",
    "/reports",
    "/reports/R2",
    "/reports/R2?area=4112&from=2026-01-01&to=2026-12-31",
    "/rules",
    "/rules?q=SMX-2.5&fate=duty",
)
TAG = re.compile(r"<[^>]+>")


def text_of(page: str) -> str:
    return " ".join(html.unescape(TAG.sub(" ", page)).split())


@pytest.mark.parametrize("language", ["zh-Hans-CN", "en-GB"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_there_in_both_languages_and_never_says_none(
    regulator: FlaskClient, address: str, language: str
) -> None:
    answer = regulator.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    assert f'<html lang="{"zh-CN" if language.startswith("zh") else "en"}">' in answer.text
    assert "None" not in answer.text
    assert "Macro" not in answer.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_names_its_twin_and_the_twin_is_json(regulator: FlaskClient, address: str) -> None:
    page = regulator.get(address).text
    link = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', page)
    assert link
    answer = regulator.get(html.unescape(link[1]))
    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    assert answer.json


def test_the_twin_has_the_data_of_the_page(regulator: FlaskClient) -> None:
    page, found = regulator.get("/appraisals").text, data(regulator, "/appraisals.json")
    assert len(found["appraisals"]) == 5
    for each in found["appraisals"]:
        assert f'href="/appraisals/{each["id"]}"' in page
        assert each["agency"]["name"] in page


def test_the_start_page_counts_what_the_reader_may_see(regulator: FlaskClient) -> None:
    found = data(regulator, "/.json")
    assert found["appraisals"] == 5
    assert {each["status"]: each["count"] for each in found["by_status"]} == {
        "scheduled": 1,
        "in_progress": 3,
        "issued": 1,
    }
    assert [each["session"] for each in found["coming"]] == ["S-0005-1"]
    assert [each["rule"] for each in found["refusals"]] == ["SMX-2.3-review"]


def test_a_reader_sees_only_what_its_organisation_takes_part_in(signed_in: SignIn) -> None:
    insurer = list(INSURERS)[2]
    client = signed_in(insurer, "insurer", areas=())
    seen = {each["id"] for each in data(client, "/appraisals.json")["appraisals"]}
    assert seen == {"411200-2026-0003", "411200-2026-0005"}
    assert client.get(f"/appraisals/{LONG}").status_code == 404
    assert LONG not in client.get("/").text


def test_an_empty_ledger_says_what_to_do(signed_in: SignIn, empty_app: Flask) -> None:
    client = signed_in("NFRA-411200", "insurance_regulator", app=empty_app)
    page = client.get("/").text
    assert "这里还没有鉴定" in page
    assert "None" not in page
    assert "没有您可以查看的鉴定" in client.get("/appraisals").text
    assert "此范围内没有数据" in client.get("/reports/R2").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=issued", ["0001"]),
        ("mode=unilateral_party", ["0005"]),
        (f"agency={OTHER}", ["0004", "0003"]),
        (f"insurer={next(iter(INSURERS))}", ["0005", "0004", "0001"]),
        ("q=sj-2026", ["0001"]),
        ("q=CLM-411200-2026-0002", ["0002"]),
        ("q=%25", []),
        ("q=_", []),
        ("status=issued&mode=unilateral_party", []),
        ("at=6", ["0001"]),
    ],
)
def test_filters_stand_in_the_address(regulator: FlaskClient, query: str, found: list[str]) -> None:
    listed = data(regulator, f"/appraisals.json?{query}")
    assert [each["id"][-4:] for each in listed["appraisals"]] == found


def test_pages_follow_one_another(regulator: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.appraisals.PAGE", 2)
    address, seen = "/appraisals", []
    while address:
        page = regulator.get(address).text
        seen += re.findall(r'class="id" href="/appraisals/([^"?]+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = html.unescape(following[1]) if following else ""
    assert [each[-4:] for each in seen] == ["0005", "0004", "0003", "0002", "0001"]


@pytest.mark.parametrize(
    "address",
    [
        "/appraisals?after=x",
        "/appraisals?after=WzEsMl0",
        "/appraisals?status=lost",
        "/appraisals?q=" + "9" * 101,
        "/appraisals?q=%00",
        "/appraisals?at=yesterday",
        "/appraisals?at=2026-03-04",
        "/reports/R2?from=04.03.2026",
        "/reports/R2?from=2026-03-04&to=2026-03-03",
        "/reports/R2?area=x",
        "/rules?fate=luck",
    ],
)
def test_a_filter_that_makes_no_sense_is_told_so(regulator: FlaskClient, address: str) -> None:
    answer = regulator.get(address)
    assert answer.status_code == 400
    assert "请求有误" in answer.text
    twin = regulator.get(address.replace("?", ".json?"))
    assert twin.status_code == 400
    assert twin.content_type == "application/problem+json"


def test_the_report_has_table_chart_basis_and_downloads(regulator: FlaskClient) -> None:
    page = regulator.get("/reports/R2").text
    text = text_of(page)
    for name in INSURERS.values():
        assert name in text
    assert 'id="chart-data"' in page
    assert "SMX-2.5-notice" in text
    assert "至迟于前一日 24 时前发出的通知" in text
    csv = regulator.get("/reports/R2.csv")
    assert csv.content_type == "text/csv; charset=utf-8"
    assert "attachment" in csv.headers["Content-Disposition"]
    assert "乙人寿保险三门峡支公司" in csv.get_data(as_text=True)
    assert regulator.get("/reports/R2.html").content_type == "text/html; charset=utf-8"
    found = data(regulator, "/reports/R2.json")
    assert found["digest"] in page
    assert [row["insurer_id"] for row in found["rows"]] == list(INSURERS)


def test_the_rulebook_finds_by_article_id_and_words(regulator: FlaskClient) -> None:
    def found(query: str) -> list[str]:
        packs = data(regulator, f"/rules.json?{query}")["packs"]
        return [rule["id"] for pack in packs for rule in pack["rules"]]

    assert found("q=SMX-2.5-notice") == ["SMX-2.5-notice"]
    assert "SMX-2.5-notice" in found("q=二(五)")
    assert found("q=二(五) 联系人&pack=SMX")
    assert found("q=no-such-word") == []
    assert set(found("fate=duty")) < set(found(""))


def test_no_page_that_is_only_read_shows_personal_data(regulator: FlaskClient) -> None:
    addresses = (
        "/",
        "/appraisals",
        f"/appraisals/{LONG}",
        f"/appraisals/{LONG}.json",
        f"/disputes/{DISPUTE}",
        "/reports/R2",
    )
    for address in addresses:
        page = regulator.get(address).text
        assert PARTY not in page
        assert "41120019000101000X" not in page


def test_times_are_local_with_their_offset(regulator: FlaskClient, node: Node) -> None:
    page = regulator.get(f"/appraisals/{LONG}").text
    occurred = data(regulator, f"/appraisals/{LONG}.json")["requested_at"]
    assert occurred.endswith("T01:30:00Z")
    assert f'<time datetime="{occurred}"><span>{occurred[:10]}</span> <span>09:30:00</span>' in page
    assert '<span class="offset">+08:00</span>' in page

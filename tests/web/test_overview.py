"""The start page: what is overdue and by whom, what falls due, what is in motion, and that it all leads on."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from browser.dossiers import AGENCY, C
from browser.visits import SignIn, data

PLACES = (
    "/",
    "/work",
    "/duties",
    "/claims",
    "/assignments",
    "/appraisals",
    "/disputes",
    "/findings",
    "/refusals",
    "/reports",
    "/calculations",
    "/rules",
)


def test_what_is_overdue_is_counted_by_obligor_and_article_and_leads_to_the_list(regulator: FlaskClient) -> None:
    found = data(regulator, "/.json")
    overdue = data(regulator, "/duties.json?status=overdue")["duties"]
    assert found["overdue_count"] == len(overdue) > 0
    page = regulator.get("/").text
    for tally in found["overdue"]:
        behind = data(regulator, tally["address"].replace("/duties?", "/duties.json?"))["duties"]
        assert len(behind) == tally["count"]
        assert {(each["rule"], each["obligor"]["id"]) for each in behind} == {(tally["rule"], tally["obligor"]["id"])}
        assert min(each["due_at"] for each in behind) == tally["oldest_due"]
        assert html.escape(tally["address"]) in page
        assert tally["article"] in page


def test_what_falls_due_within_seven_days_is_the_list_it_leads_to(regulator: FlaskClient) -> None:
    found = data(regulator, "/.json")
    assert found["due_count"] == len(found["due"]) > 0
    link = re.search(r'href="(/duties\?status=open&amp;status=provisional&amp;until=[^"]+)"', regulator.get("/").text)
    assert link
    behind = data(regulator, html.unescape(link[1]).replace("/duties?", "/duties.json?"))["duties"]
    assert behind == found["due"]
    assert {each["obligor"]["id"] for each in behind} == {AGENCY}


def test_what_is_in_motion_and_was_refused_or_found_of_late(regulator: FlaskClient) -> None:
    found = data(regulator, "/.json")
    assert found["disputes"] == [{"status": "awaiting_reply", "count": 1}, {"status": "remedied", "count": 1}]
    assert found["refusals_count"] == len(found["refusals"]) == 1
    findings = data(regulator, "/findings.json")["findings"]
    assert found["findings_count"] == len(findings)
    assert found["findings"] == findings[:8]


def test_the_area_and_the_moment_stand_in_the_address_and_go_along(regulator: FlaskClient) -> None:
    narrow = data(regulator, "/.json?area=4112")
    assert narrow["appraisals"] == 5
    page = regulator.get("/?area=4112&at=30").text
    assert 'href="/duties?status=overdue&amp;area=411200&amp;at=30"' in page
    assert 'href="/findings?area=411200&amp;at=30"' in page
    assert data(regulator, "/.json?at=30")["disputes"] == []


@pytest.mark.parametrize("query", ["area=650000", "area=36"])
def test_an_area_without_anything_says_so(regulator: FlaskClient, query: str) -> None:
    page = regulator.get(f"/?{query}").text
    for text in ("此范围内没有鉴定", "没有逾期的义务", "七日内没有到期的义务", "近 30 日没有与规则相抵触的事实"):
        assert text in page
    assert data(regulator, f"/.json?{query}")["overdue_count"] == 0


def test_each_reader_has_its_own_overview(signed_in: SignIn, empty_app: Flask) -> None:
    own = data(signed_in(C, "insurer", areas=()), "/.json")
    assert own["appraisals"] == 2
    assert own["disputes"] == []
    assert {each["stream"] for each in own["due"]} <= {"attendance/S-0005-1"}
    far = data(signed_in("NFRA-360100", "insurance_regulator", areas=("360100",)), "/.json")
    assert (far["appraisals"], far["overdue"], far["due"], far["refusals"]) == (0, [], [], [])
    assert "这里还没有鉴定" in signed_in("NFRA", "insurance_regulator", app=empty_app).get("/").text


@pytest.mark.parametrize("query", ["area=x", "area=4112001", "area=990000", "area=99", "at=soon", "area=%00"])
def test_a_scope_that_makes_no_sense_is_told_so(regulator: FlaskClient, query: str) -> None:
    assert regulator.get(f"/?{query}").status_code == 400
    assert regulator.get(f"/.json?{query}").status_code == 400


@pytest.mark.parametrize("address", PLACES)
def test_every_place_is_in_the_navigation_and_says_where_one_is(regulator: FlaskClient, address: str) -> None:
    page = regulator.get(address).text
    navigation = page[page.index('<nav class="places"') : page.index("</nav>")]
    assert re.findall(r'href="([^"]+)"', navigation) == list(PLACES)
    assert re.findall(r'href="([^"]+)" aria-current="page"', navigation) == [address]
    assert page.index('class="skip"') < page.index("<header")


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "0"])
@pytest.mark.parametrize("page", [*PLACES, "/reports/R2"])
@pytest.mark.usefixtures("caught_up")
def test_the_first_and_the_last_moment_are_moments_too(regulator: FlaskClient, page: str, at: str) -> None:
    assert regulator.get(page, query_string={"at": at}).status_code == 200


@pytest.mark.parametrize("until", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_are_days_too(regulator: FlaskClient, until: str) -> None:
    assert regulator.get(f"/duties?until={until}").status_code == 200

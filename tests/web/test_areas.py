"""Areas on the pages: read by name and code, kept as codes in the twins, and asked for only where there is one."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from browser.dossiers import DISPUTE, LONG
from browser.visits import data

FILTERED = ("/", "/appraisals", "/duties", "/disputes", "/findings", "/refusals", "/reports/R2")
SANMENXIA = "三门峡市 411200"


@pytest.mark.parametrize("language", ["zh-Hans-CN", "en-GB"])
@pytest.mark.parametrize("address", [*FILTERED, "/reports/R2.html"])
def test_an_area_asked_for_is_told_by_name_and_code(regulator: FlaskClient, address: str, language: str) -> None:
    page = regulator.get(f"{address}?area=4112", headers={"Accept-Language": language}).text
    shown = re.sub(r"<(option|input)\b[^>]*>[^<]*", "", page)
    assert SANMENXIA in shown


@pytest.mark.parametrize("address", ["/", "/appraisals", "/disputes", f"/appraisals/{LONG}", f"/disputes/{DISPUTE}"])
def test_what_stands_on_a_page_is_told_with_its_area(regulator: FlaskClient, address: str) -> None:
    assert SANMENXIA in re.sub(r"<(option|input)\b[^>]*>[^<]*", "", regulator.get(address).text)


def test_the_twins_keep_the_code(regulator: FlaskClient) -> None:
    assert data(regulator, f"/appraisals/{LONG}.json")["area"] == "411200"
    assert data(regulator, "/.json?area=4112")["area"] == "411200"


@pytest.mark.parametrize("code", ["999999", "990000", "99", "411299"])
@pytest.mark.parametrize("address", [*FILTERED, "/reports/R2.csv"])
def test_an_area_that_does_not_exist_is_told_so(regulator: FlaskClient, address: str, code: str) -> None:
    chinese = regulator.get(f"{address}?area={code}")
    assert chinese.status_code == 400
    assert f"没有这个行政区划代码：{code.ljust(6, '0')}" in html.unescape(chinese.text)
    english = regulator.get(f"{address}?area={code}", headers={"Accept-Language": "en"})
    assert f"no such area code: {code.ljust(6, '0')}" in html.unescape(english.text)


def test_a_twin_tells_it_as_a_problem(regulator: FlaskClient) -> None:
    answer = regulator.get("/duties.json?area=999999")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert answer.get_json()["detail"] == "没有这个行政区划代码：999999。"


def test_an_abolished_area_may_be_looked_for(regulator: FlaskClient) -> None:
    assert "陕县 411222" in regulator.get("/appraisals?area=411222").text

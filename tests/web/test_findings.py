"""The page of findings: facts that contradict a rule, with the event that shows them."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from browser.dossiers import AGENCY, DECLINED, LONG, OTHER, A, C
from browser.visits import SignIn, data

INFORM, TRUTHFUL = "SMX-1.1-insurer-inform", "SMX-1.2-party-truthful"
LICENCE, REMEDY = "SMX-2.4-practice-file", "SMX-4.3-next-remedy"


def found(client: FlaskClient, query: str = "") -> list[tuple[str, str]]:
    return [
        (each["rule"], each["stream"].partition("/")[2]) for each in data(client, f"/findings.json{query}")["findings"]
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (f"rule={REMEDY}", [(REMEDY, DECLINED)]),
        (f"rule={TRUTHFUL}", [(TRUTHFUL, LONG), (TRUTHFUL, LONG)]),
        (f"organisation={A}", [(REMEDY, DECLINED)]),
        (f"organisation={OTHER}&rule={INFORM}", [(INFORM, "411200-2026-0004"), (INFORM, "411200-2026-0003")]),
        (f"severity=deviation&organisation={AGENCY}", [(TRUTHFUL, LONG)] * 2),
        (f"organisation={OTHER}&rule={LICENCE}", [(LICENCE, "411200-2026-0003"), (LICENCE, "411200-2026-0004")]),
        ("severity=notice", []),
        ("area=3601", []),
        (f"rule={REMEDY}&area=4112", [(REMEDY, DECLINED)]),
        ("at=1", []),
    ],
)
def test_filters_stand_in_the_address(regulator: FlaskClient, query: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(found(regulator, f"?{query}")) == sorted(expected)
    if not expected:
        assert "没有符合条件的发现" in regulator.get(f"/findings?{query}&severity=breach").text


def test_a_finding_has_its_rule_its_reason_and_its_event(regulator: FlaskClient) -> None:
    [finding] = data(regulator, f"/findings.json?rule={REMEDY}")["findings"]
    page = regulator.get(f"/findings?rule={REMEDY}").text
    for text in ("四(三)", "偏离", finding["reason"]["zh"], "后续救济", "甲财产保险三门峡支公司", "+08:00"):
        assert text in page
    assert f'href="/disputes/{DECLINED}#event-{finding["event_id"]}"' in page
    assert f'href="/rules?q={REMEDY}#{REMEDY}"' in page
    english = regulator.get(f"/findings?rule={REMEDY}", headers={"Accept-Language": "en"}).text
    assert finding["reason"]["en"] in html.unescape(english)
    assert "Deviation" in english


def test_what_several_records_show_has_no_event_of_its_own(regulator: FlaskClient) -> None:
    findings = data(regulator, f"/findings.json?rule={LICENCE}&organisation={OTHER}")["findings"]
    assert [(each["event_id"], each["title"]) for each in findings] == [(None, None)] * 2
    page = regulator.get(f"/findings?rule={LICENCE}&organisation={OTHER}").text
    assert page.count("由多项记录得出") == 2
    assert 'href="/appraisals/411200-2026-0003"' in page
    assert "由多项记录得出" in regulator.get("/appraisals/411200-2026-0003").text
    english = regulator.get(f"/findings?rule={LICENCE}", headers={"Accept-Language": "en"}).text
    assert "Shown by several records" in english


def test_pages_follow_one_another(regulator: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = found(regulator)
    assert len(whole) > 3
    monkeypatch.setattr("web.pages.findings.PAGE", 2)
    address, seen = "/findings", list[tuple[str, str]]()
    while address:
        seen += found(regulator, address.removeprefix("/findings"))
        following = re.search(r'rel="next" href="([^"]+)"', regulator.get(address).text)
        address = html.unescape(following[1]) if following else ""
    assert seen == whole


def test_each_sees_the_findings_of_its_own(signed_in: SignIn, empty_app: Flask) -> None:
    assert {id for _, id in found(signed_in(C, "insurer", areas=()))} == {"411200-2026-0003"}
    far = signed_in("NFRA-360100", "insurance_regulator", areas=("360100",))
    assert found(far) == []
    assert "没有与规则相抵触的事实" in far.get("/findings").text
    assert "没有与规则相抵触的事实" in signed_in("NFRA", "insurance_regulator", app=empty_app).get("/findings").text


@pytest.mark.parametrize("query", ["severity=grave", "rule=SMX-9.9", "area=x", "after=x", "at=x", "organisation=%00"])
def test_a_filter_that_makes_no_sense_is_told_so(regulator: FlaskClient, query: str) -> None:
    assert regulator.get(f"/findings?{query}").status_code == 400
    assert regulator.get(f"/findings.json?{query}").status_code == 400

"""The page of the rulebook: what carries each rule, what proves it, and how it is found."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from browser.visits import data
from ledger.law import RULES
from ledger.law.sanmenxia import CHOOSE_FROM_ROSTER, COLLECT_CASES, NEAR_AND_GOOD


def ids(page: str) -> list[str]:
    return re.findall(r'<tr id="([^"]+)"', page)


def row(page: str, id: str) -> str:
    start = page.index(f'<tr id="{id}"')
    return page[start : page.index("</tr>", start)]


def test_every_rule_has_its_anchor(regulator: FlaskClient) -> None:
    page = regulator.get("/rules").text
    assert ids(page) == list(RULES)
    assert f'href="#{CHOOSE_FROM_ROSTER.id}"' in page


def test_a_rule_is_shown_with_its_code_and_its_scenarios(regulator: FlaskClient) -> None:
    shown = row(regulator.get("/rules").text, CHOOSE_FROM_ROSTER.id)
    assert ">appraisal.rules:agency_not_on_roster</code>" in shown
    assert "another agency on the roster does as well" in shown
    assert "肯定的场景" in shown
    assert "否定的场景" in shown


def test_what_has_no_code_says_so(regulator: FlaskClient) -> None:
    page = regulator.get("/rules").text
    assert "尚未实现" in row(page, COLLECT_CASES.id)
    assert "无须代码" in row(page, NEAR_AND_GOOD.id)
    assert NEAR_AND_GOOD.why in html.unescape(row(page, NEAR_AND_GOOD.id))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=一(三)+名录", ["SMX-1.3-roster"]),
        ("q=AGENCY_NOT_ON_ROSTER&fate=refusal", ["SMX-1.3-roster"]),
        ("fate=view", ["SMX-5.2-self-discipline"]),
        ("fate=view&pack=ANJ", []),
    ],
)
def test_the_search_stands_in_the_address(regulator: FlaskClient, query: str, found: list[str]) -> None:
    assert ids(regulator.get(f"/rules?{query}").text) == found
    twin = data(regulator, f"/rules.json?{query}")
    assert [rule["id"] for pack in twin["packs"] for rule in pack["rules"]] == found
    assert twin["totals"]["rules"] == twin["found"] == len(found)


def test_the_search_is_a_form_that_needs_no_script(regulator: FlaskClient) -> None:
    page = regulator.get("/rules?q=名录&pack=SMX").text
    assert '<form class="card filters" method="get" action="/rules"' in page
    assert 'value="名录"' in page
    assert '<option value="SMX" selected>' in page


def test_the_page_speaks_english_too(regulator: FlaskClient) -> None:
    page = regulator.get("/rules", headers={"Accept-Language": "en"}).text
    shown = row(page, CHOOSE_FROM_ROSTER.id)
    assert CHOOSE_FROM_ROSTER.text.en in shown
    assert "Says yes" in shown
    assert "Not built yet" in row(page, COLLECT_CASES.id)

"""Every page before axe: in both languages, wide and narrow, nothing in the way of anybody who reads it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.dossiers import AGENCY, DECLINED, DISPUTE, LONG
from browser.losses import DONE, PAID, QUARREL, REJECTED_CLAIM, SHORT, STALE
from ledger.kernel.codes import Role
from ledger.node import Node
from scenarios.aftermath import COVER, RECOVERY
from scenarios.claims import A
from web import assets

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 390)
LANGUAGES = ("zh-CN", "en-GB")
ADDRESSES = (
    "/",
    "/?area=3601",
    "/duties",
    "/duties?status=met&status=late&historical=1",
    "/duties?status=suspended",
    "/appraisals",
    f"/appraisals/{LONG}",
    f"/appraisals/{LONG}?at=20",
    "/appraisals/411200-2026-0003",
    "/disputes",
    f"/disputes/{DISPUTE}",
    f"/disputes/{DISPUTE}?at=90",
    f"/disputes/{DECLINED}",
    "/findings",
    "/refusals",
    "/reports",
    "/reports/R2",
    "/rules",
    "/inbox",
    "/no-such-page",
    "/duties?after=x",
)
OF_LOSSES = (
    "/",
    "/work",
    "/work?overdue=1&waiting=coinsurer",
    "/claims",
    *(f"/claims/{each}" for each in (PAID, STALE, SHORT, REJECTED_CLAIM)),
    f"/covers/{COVER.partition('/')[2]}",
    f"/recoveries/{RECOVERY.partition('/')[2]}",
    f"/disputes/{QUARREL}",
    "/assignments",
    f"/assignments/{DONE}",
    "/calculations",
    f"/calculations?stream=claim/{STALE}&calc_no=JS-2",
)
OUTSIDE = ("/sign-in", "/setup/no-such-link")


@pytest.fixture(scope="module")
def readers(chromium: Browser, node: Node) -> Iterator[dict[str, BrowserContext]]:
    with reading(chromium, node, "NFRA-411200", "insurance_regulator", "411200") as opened:
        yield opened


@pytest.fixture(scope="module")
def insurers(chromium: Browser, losses_node: Node) -> Iterator[dict[str, BrowserContext]]:
    with reading(chromium, losses_node, A, "insurer") as opened:
        yield opened


@contextmanager
def reading(
    chromium: Browser, node: Node, organisation: str, role: Role, *areas: str
) -> Iterator[dict[str, BrowserContext]]:
    """Somebody's browser in each language; the policy of the pages would keep axe out."""
    _, key = node.accounts.add_key(organisation, [role], areas)
    headers = {"Authorization": f"Bearer {key}"}
    opened = {
        language: chromium.new_context(locale=language, bypass_csp=True, extra_http_headers=headers)
        for language in LANGUAGES
    }
    yield opened
    for context in opened.values():
        context.close()


def faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is."""
    page.add_script_tag(path=assets.ready() / "tests" / "axe.min.js")
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{each['id']}: {node['html'][:160]} {node.get('failureSummary', '')}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("address_of_page", ADDRESSES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(
    readers: dict[str, BrowserContext], address: str, address_of_page: str, language: str
) -> None:
    look(readers[language], address + address_of_page)


@pytest.mark.parametrize("address_of_page", OF_LOSSES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_claims_and_assignments(
    insurers: dict[str, BrowserContext], losses_address: str, address_of_page: str, language: str
) -> None:
    look(insurers[language], losses_address + address_of_page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_a_sheet_and_a_refusal(
    insurers: dict[str, BrowserContext], losses_address: str, language: str
) -> None:
    page = insurers[language].new_page()
    page.goto(f"{losses_address}/calculations")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".sheet")).to_contain_text("82,000.00")
    assert faults(page) == []
    page.locator("textarea").fill("{}")
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("alert")).to_contain_text("/items")
    assert faults(page) == []
    page.close()


def look(reader: BrowserContext, address: str) -> None:
    """Wide and narrow, with all its details open, axe finds nothing and nothing scrolls sideways."""
    page = reader.new_page()
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert faults(page) == [], f"{address} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("address_of_page", OUTSIDE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_before_signing_in(
    chromium: Browser, address: str, address_of_page: str, language: str
) -> None:
    context = chromium.new_context(locale=language, bypass_csp=True)
    page = context.new_page()
    page.goto(address + address_of_page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == [], f"{address_of_page} at {width}"
    context.close()


def test_axe_is_for_tests_and_is_not_served(readers: dict[str, BrowserContext], address: str) -> None:
    answer = readers["zh-CN"].request.get(f"{address}/")
    assert "axe" not in answer.text()
    assert not [name for name in assets.FILES if "axe.min" in name and not name.startswith("tests/")]


def test_a_keyboard_reaches_the_content_and_steps_through_a_dispute(
    readers: dict[str, BrowserContext], address: str
) -> None:
    page = readers["zh-CN"].new_page()
    page.goto(f"{address}/disputes/{DISPUTE}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".place")).to_have_text("第 7 / 8 个事件")
    expect(page.locator(".as-of")).to_contain_text("截至位置")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".place")).to_have_text("第 8 / 8 个事件")
    page.close()


def test_a_table_keeps_its_rows_and_headings_on_a_narrow_screen(
    readers: dict[str, BrowserContext], address: str
) -> None:
    page = readers["zh-CN"].new_page()
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{address}/duties?organisation={AGENCY}")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["期限", "状态", "条款与要求", "义务人", "事项", "履行"])
    rows = table.get_by_role("row")
    assert rows.count() > 2
    expect(rows.nth(1).get_by_role("rowheader")).to_have_count(1)
    expect(rows.nth(1).get_by_role("cell")).to_have_count(5)
    for each in table.locator("tr, td, tbody th").all():
        assert each.get_attribute("role")
    page.close()

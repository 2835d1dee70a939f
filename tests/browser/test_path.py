"""The whole path of a reader through the pages, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from browser.dossiers import LONG
from ledger.node import Node

pytestmark = pytest.mark.browser

PASSWORD = "long enough to sign in"
WIDTHS = (1280, 390)


@contextmanager
def opened(chromium: Browser, **settings: Any) -> Iterator[Page]:
    """A page of a fresh visitor; anything the console complains of fails the test."""
    context = chromium.new_context(**{"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}, **settings})
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda said: (
            complaints.append(f"{page.url} {said.location}: {said.text}") if said.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "requestfailed", lambda asked: complaints.append(f"{asked.url}: {asked.failure}") if broken(asked) else None
    )
    page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
    yield page
    context.close()
    assert not complaints


def broken(asked: Request) -> bool:
    """Whether a request failed otherwise than by the reader going on before it was answered."""
    return "ERR_ABORTED" not in (asked.failure or "")


def set_up(page: Page, node: Node, address: str, login: str) -> None:
    token = node.accounts.invite("NFRA-411200", ["insurance_regulator"], ["411200"])
    page.goto(f"{address}/setup/{token}")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次密码").fill(PASSWORD)
    page.get_by_role("button", name="创建账户并登录").click()
    expect(page.get_by_role("heading", name="概览")).to_be_visible()


def fits(page: Page) -> None:
    """At no width does the page scroll sideways, with all its details open."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(80)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} at {width}"


def picture(page: Page, folder: Path | None, name: str) -> None:
    """Keeps the page as people see it, for those who look at the pictures."""
    if folder is None:
        return
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_from_the_set_up_link_to_the_report_and_out_again(
    chromium: Browser, node: Node, address: str, shots: Path | None
) -> None:
    with opened(chromium) as page:
        set_up(page, node, address, "regulator")
        picture(page, shots, "start")
        fits(page)

        page.get_by_role("navigation", name="主导航").get_by_role("link", name="司法鉴定").click()
        expect(page.get_by_role("row")).to_have_count(6)
        picture(page, shots, "list")
        fits(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.get_by_label("编号").fill(LONG)
        page.get_by_role("button", name="筛选").click()
        expect(page.get_by_role("row")).to_have_count(2)
        assert f"q={LONG}" in page.url

        page.get_by_role("link", name=LONG).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("已出具意见书")
        picture(page, shots, "appraisal")
        fits(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.get_by_role("link", name="上一步").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("已复核")
        expect(page.locator(".as-of")).to_contain_text("截至位置")
        assert "at=" in page.url
        page.keyboard.press("ArrowLeft")
        expect(page.get_by_role("heading", level=1)).to_contain_text("已有结论")
        picture(page, shots, "appraisal-back")
        fits(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.get_by_role("link", name="返回现在").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("已出具意见书")

        page.get_by_label("查阅目的").fill("核查到场见证情况")
        page.get_by_role("button", name="查看", exact=True).click()
        expect(page.get_by_role("cell", name="示例当事人001")).to_be_visible()
        picture(page, shots, "personal")
        fits(page)
        page.set_viewport_size({"width": 1280, "height": 900})

        page.get_by_role("link", name="报表").first.click()
        page.get_by_role("link", name="R2 到场见证情况报表").click()
        expect(page.locator(".chart svg")).to_have_count(2)
        assert page.locator(".chart svg path").count() > 10
        picture(page, shots, "report")
        fits(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(media="print")
        if shots:
            page.screenshot(path=shots / "report-print.png", full_page=True)
        expect(page.locator(".filters")).to_be_hidden()
        page.emulate_media(media="screen")

        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("R2 Witnessing attendance")
        picture(page, shots, "report-en")
        page.get_by_role("link", name="Rules").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Rules")
        picture(page, shots, "rules-en")
        fits(page)

        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        page.goto(f"{address}/appraisals")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_without_javascript_everything_is_there_to_read(chromium: Browser, node: Node, address: str) -> None:
    with opened(chromium, java_script_enabled=False) as page:
        set_up(page, node, address, "reader")
        page.goto(f"{address}/appraisals/{LONG}")
        page.get_by_role("link", name="上一步").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("已复核")
        page.goto(f"{address}/reports/R2")
        expect(page.get_by_role("table").first).to_contain_text("乙人寿保险三门峡支公司")
        expect(page.locator("#charts")).to_be_hidden()

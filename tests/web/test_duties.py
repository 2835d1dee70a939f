"""The page of duties: who owes what until when, in words; filters, pages, and who sees which."""

from __future__ import annotations

import base64
import html
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from browser.dossiers import AGENCY, DISPUTE, LONG, OTHER, A, B, C
from browser.visits import SignIn, data
from ledger.catalogue import DUTIES
from web.pages.words import PART, basis

TAG = re.compile(r"<[^>]+>")
NOTICE, SEND, REPLY = "SMX-2.5-notice", "SMX-3.4-send-witness", "SMX-4.3-reply-10wd"


def rows(client: FlaskClient, query: str = "") -> list[tuple[str, str, str, str]]:
    """Rule, who owes it, where and about what."""
    return [
        (each["rule"], each["obligor"]["id"] if each["obligor"] else each["owed_by"], each["stream"], each["subject"])
        for each in data(client, f"/duties.json{query}")["duties"]
    ]


def row_of(page: str, words: str) -> str:
    """The words of the first table row that has these."""
    for row in re.findall(r"<tr role=\"row\">.*?</tr>", page, re.S):
        text = " ".join(html.unescape(TAG.sub(" ", row)).split())
        if words in text:
            return text
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=late", [(NOTICE, AGENCY, "attendance/S-0001-1", B)]),
        ("status=late&level=target", []),
        # Told too late, INS-B owed nobody a witness at S-0001-1.
        (f"status=overdue&rule={SEND}", [(SEND, C, "attendance/S-0003-1", "")]),
        (f"status=overdue&rule={SEND}&organisation={C}", [(SEND, C, "attendance/S-0003-1", "")]),
        (f"status=overdue&status=late&organisation={B}", []),
        (
            f"rule={REPLY}",
            [(REPLY, AGENCY, f"dispute/{DISPUTE}", "O-3"), (REPLY, AGENCY, f"dispute/{DISPUTE}", "O-2")],
        ),
        (f"rule={REPLY}&area=4112", [(REPLY, AGENCY, f"dispute/{DISPUTE}", name) for name in ("O-3", "O-2")]),
        (f"rule={REPLY}&area=411202", []),
        (
            f"organisation={OTHER}&status=met",
            [(NOTICE, OTHER, "attendance/S-0003-1", C), (NOTICE, OTHER, "attendance/S-0004-1", A)],
        ),
        ("organisation=NOBODY", []),
        ("rule=SMX-4.1-workflow", [("SMX-4.1-workflow", "association", "dispute/D-2026-0002", "")]),
    ],
)
def test_filters_stand_in_the_address(
    regulator: FlaskClient, query: str, found: list[tuple[str, str, str, str]]
) -> None:
    assert rows(regulator, f"?{query}") == found


def test_the_earliest_due_comes_first_and_what_has_no_time_last(regulator: FlaskClient) -> None:
    due = [each["due_at"] for each in data(regulator, "/duties.json")["duties"]]
    timed = [each for each in due if each]
    assert timed == sorted(timed)
    assert due == timed + [None] * (len(due) - len(timed))
    assert len(timed) < len(due)


def test_a_day_is_asked_for_with_all_of_it(regulator: FlaskClient) -> None:
    [late] = data(regulator, "/duties.json?status=late")["duties"]
    assert late["due_at"].endswith("T16:00:00Z")  # the end of a local day
    day = late["due_at"][:10]
    before = f"{day[:8]}{int(day[8:]) - 1:02}"
    assert rows(regulator, f"?status=late&until={day}")
    if int(day[8:]) > 1:
        assert rows(regulator, f"?status=late&until={before}") == []


def test_a_row_says_in_words_what_is_owed_until_when_and_what_came_of_it(regulator: FlaskClient) -> None:
    page = regulator.get(f"/duties?status=late&status=open&status=provisional&rule={NOTICE}").text
    late = row_of(page, "迟延履行")
    for text in (
        "二(五)",
        "示例司法鉴定所（湖滨）",
        "S-0001-1",
        "24:00",
        "+08:00",
        "至迟前一日",
        "迟 7 小时 45 分",
        "起算",
    ):
        assert text in late
    assert f'href="/appraisals/{LONG}"' in page
    assert f'href="/rules?q={NOTICE}#{NOTICE}"' in page
    reply = row_of(regulator.get(f"/duties?rule={REPLY}").text, "O-2")
    for text in ("10个工作日内", "已延长 1 次", "尚未履行"):
        assert text in reply
    assert "工作日历：" not in reply  # an agreed day is counted by no calendar
    assert "工作日历：" in regulator.get("/duties?status=open&status=overdue&status=met&status=late").text
    english = regulator.get(f"/duties?rule={REPLY}", headers={"Accept-Language": "en"}).text
    assert "within 10 working days, extended 1×" in english
    assert "没有期限" in row_of(regulator.get("/duties?rule=SMX-1.1-materials-confirm").text, "M-1")


def test_what_was_done_leads_to_its_event(regulator: FlaskClient) -> None:
    [late] = data(regulator, "/duties.json?status=late")["duties"]
    assert f'href="/appraisals/{LONG}#event-{late["done_by"]}"' in regulator.get("/duties?status=late").text
    assert f'id="event-{late["done_by"]}"' in regulator.get(f"/appraisals/{LONG}").text


def test_pages_follow_one_another(regulator: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(regulator)
    monkeypatch.setattr("web.pages.duties.PAGE", 7)
    address, seen, first = "/duties", list[tuple[str, str, str, str]](), True
    while address:
        seen += rows(regulator, address.removeprefix("/duties"))
        page = regulator.get(address).text
        assert ("第一页" in page) is not first
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address, first = html.unescape(following[1]) if following else "", False
    assert seen == whole


def test_as_of_the_past_the_notice_was_still_owed(regulator: FlaskClient) -> None:
    [late] = data(regulator, "/duties.json?status=late")["duties"]
    page = data(regulator, f"/appraisals/{LONG}.json")
    [done] = [each["position"] for each in page["timeline"] if each["event_id"] == late["done_by"]]
    then = data(regulator, f"/duties.json?rule={NOTICE}&organisation={AGENCY}&at={done - 1}")["duties"]
    [before] = [each for each in then if each["subject"] == B and each["stream"] == "attendance/S-0001-1"]
    assert before["done_at"] is None
    assert "截至位置" in regulator.get(f"/duties?at={done - 1}").text


def test_an_insurer_sees_those_of_its_own_cases_and_another_city_none(signed_in: SignIn) -> None:
    insurer = signed_in(C, "insurer", areas=())
    streams = {stream for _, _, stream, _ in rows(insurer)}
    mine = {"appraisal/411200-2026-0003", "appraisal/411200-2026-0005", "attendance/S-0003-1", "attendance/S-0005-1"}
    assert streams <= mine
    assert ("attendance/S-0003-1") in streams
    assert rows(insurer, f"?rule={REPLY}") == []
    far = signed_in("NFRA-360100", "insurance_regulator", areas=("360100",))
    assert rows(far) == []
    assert "您可以查看的记录中还没有产生义务" in far.get("/duties").text
    assert rows(signed_in("ANJIAN", "administrator"), "?status=overdue") == []


def test_nothing_found_is_said_in_words(regulator: FlaskClient, signed_in: SignIn, empty_app: Flask) -> None:
    assert "没有符合条件的义务" in regulator.get("/duties?area=650000").text
    empty = signed_in("NFRA-411200", "insurance_regulator", app=empty_app)
    assert "还没有产生义务" in empty.get("/duties").text


def mark(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "query",
    [
        "status=lost",
        "status=late&status=lost",
        "level=grave",
        "rule=SMX-9.9",
        "area=x",
        "area=4112001",
        "historical=2",
        "until=tomorrow",
        "at=yesterday",
        "organisation=" + "9" * 101,
        "organisation=%00",
        "after=x",
        "after=" + "9" * 501,
        "after=" + mark(1, 2),
        "after=" + mark("2026-01-01T00:00:00", "a", "b"),
    ],
)
@pytest.mark.parametrize("page", ["/duties", "/duties.json"])
def test_a_filter_that_makes_no_sense_is_told_so(regulator: FlaskClient, page: str, query: str) -> None:
    answer = regulator.get(f"{page}?{query}")
    assert answer.status_code == 400
    assert answer.content_type == ("application/problem+json" if page.endswith("json") else "text/html; charset=utf-8")


def test_every_part_of_a_rule_and_every_term_has_words() -> None:
    assert {duty.part for duty in DUTIES} - {""} <= PART.keys()
    for duty in DUTIES:
        if term := duty.within or duty.target:
            code = f"{term.unit}:{term.amount}" if term.amount else term.unit
            words = basis(code)
            assert words
            assert not words.zh.startswith("0")
    assert basis("") is None


def test_the_print_has_neither_filters_nor_navigation(regulator: FlaskClient) -> None:
    page = regulator.get("/duties").text
    [style] = re.findall(r'href="(/files/[^"]+/anjian.css)"', page)
    with regulator.get(style) as answer:
        printed = answer.get_data(as_text=True).partition("@media print")[2]
    assert ".masthead, .filters" in printed
    assert "display: none" in printed

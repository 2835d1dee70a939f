"""The queue of work: the open cases by urgency, what is owed next in each, and on whom each waits."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from browser.losses import (
    DISPUTED,
    DONE,
    ESCALATED,
    JUST_APPOINTED,
    PAID,
    RECENT,
    REJECTED_CLAIM,
    SHORT,
    STALE,
    WAITING,
)
from browser.visits import SignIn, data
from scenarios.claims import ADJ, A, B


def cases(client: FlaskClient, query: str = "") -> dict[str, dict[str, Any]]:
    """Open cases by their keys, in their order."""
    return {each["stream"].partition("/")[2]: each for each in data(client, f"/work.json?{query}")["cases"]}


@pytest.fixture
def insurer(signed_in: SignIn, losses_app: Flask) -> FlaskClient:
    return signed_in(A, "insurer", areas=(), app=losses_app)


def test_what_is_open_is_there_and_what_has_ended_is_not(insurer: FlaskClient) -> None:
    assert cases(insurer).keys() == {STALE, SHORT, REJECTED_CLAIM, ESCALATED, DISPUTED, JUST_APPOINTED, WAITING}
    page = insurer.get("/work").text
    assert f'href="/claims/{STALE}"' in page
    assert f'href="/assignments/{WAITING}"' in page
    assert not {PAID, DONE} & {key for key in (PAID, DONE) if f'/{key}"' in page}


def test_the_most_urgent_comes_first_and_what_has_no_time_last(insurer: FlaskClient) -> None:
    found = list(cases(insurer).values())
    left = [each["next"]["left_seconds"] if each["next"] else None for each in found]
    timed = [each for each in left if each is not None]
    assert timed == sorted(timed)
    assert timed[0] < 0 < timed[-1]
    assert left == timed + [None] * (len(left) - len(timed))
    owing = [each["next"] is not None for each in found]
    assert owing == sorted(owing, reverse=True)
    [soon] = [each for each in found if each["next"] and (each["next"]["left_seconds"] or 0) > 0]
    assert soon["stream"] == f"assignment/{JUST_APPOINTED}"
    page = insurer.get("/work").text
    assert re.search(r'<strong class="over">−\d+ 天 \d+ 小时</strong>', page)
    assert re.search(r'<strong class="">1\d 分 \d+ 秒</strong>', page)


@pytest.mark.parametrize(
    ("key", "waiting"),
    [
        (DISPUTED, "court"),
        (ESCALATED, "superior"),
        (SHORT, "insured"),
        (STALE, "insurer"),
        (WAITING, "insured"),
        (JUST_APPOINTED, "adjuster"),
    ],
)
def test_it_says_on_whom_a_case_waits(insurer: FlaskClient, key: str, waiting: str) -> None:
    assert cases(insurer)[key]["waiting"] == waiting
    assert key in cases(insurer, f"waiting={waiting}")


def test_it_says_how_much_is_at_stake(insurer: FlaskClient) -> None:
    found = cases(insurer)
    assert (found[STALE]["amount"], found[STALE]["stale"]) == ("74000.00", True)
    assert found[SHORT]["amount"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=assignment", {JUST_APPOINTED, WAITING}),
        ("waiting=coinsurer", set()),
        ("area=411221", {SHORT}),
        ("area=36", set()),
        (f"organisation={B}", {SHORT}),
        (f"organisation={ADJ}", {JUST_APPOINTED, WAITING}),
        ("q=clm-6", {ESCALATED}),
        ("q=%25", set()),
        ("overdue=1&kind=assignment", {WAITING}),
        ("at=1", set()),
    ],
)
def test_filters_stand_in_the_address(insurer: FlaskClient, query: str, found: set[str]) -> None:
    assert cases(insurer, query).keys() == found
    page = insurer.get(f"/work?{query}").text
    assert bool(re.search("没有符合条件的待办|没有您可以查看的未结赔案", page)) is (not found)


def test_pages_follow_one_another(insurer: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(cases(insurer))
    monkeypatch.setattr("web.pages.work.PAGE", 2)
    address, seen = "/work", list[str]()
    while address:
        seen += cases(insurer, address.partition("?")[2])
        following = re.search(r'rel="next" href="([^"]+)"', insurer.get(address).text)
        address = html.unescape(following[1]) if following else ""
    assert seen == whole


def test_as_of_the_past_a_case_was_open_that_is_closed_now(insurer: FlaskClient) -> None:
    told = data(insurer, f"/claims/{PAID}.json")
    closed = next(each for each in told["timeline"] if each["type"] == "claims.ClaimClosed")
    before = cases(insurer, f"at={closed['position'] - 1}")
    assert before.keys() == {PAID}
    assert before[PAID]["amount"] == "82000.00"
    assert cases(insurer, f"at={closed['position']}").keys() == set()


def test_everybody_has_a_queue_of_their_own(signed_in: SignIn, losses_app: Flask, supervisor: FlaskClient) -> None:
    assert cases(signed_in(B, "insurer", areas=(), app=losses_app)).keys() == {RECENT, SHORT}
    assert cases(signed_in(ADJ, "adjuster", areas=(), app=losses_app)).keys() == {JUST_APPOINTED, WAITING}
    assert cases(supervisor).keys() >= {RECENT, SHORT, STALE, WAITING}
    far = signed_in("NFRA-360100", "insurance_regulator", areas=("360100",), app=losses_app)
    assert cases(far) == {}
    assert cases(signed_in("ANJIAN", "administrator", app=losses_app)) == {}


def test_the_start_page_shows_insurers_and_adjusters_what_is_most_urgent(
    insurer: FlaskClient, supervisor: FlaskClient, signed_in: SignIn, empty_app: Flask
) -> None:
    found = data(insurer, "/.json")
    assert [each["stream"] for each in found["work"]] == [each["stream"] for each in cases(insurer).values()]
    assert (found["claims"], found["assignments"]) == (6, 3)
    page = insurer.get("/").text
    for text in ("全部待办", "赔案：按状态", "公估委托：按状态"):
        assert text in page
    assert data(supervisor, "/.json")["work"] == []
    assert "全部待办" not in supervisor.get("/").text
    empty = signed_in("INS-Z", "insurer", areas=(), app=empty_app)
    assert data(empty, "/.json")["work"] == []
    assert "没有您可以查看的未结赔案" in empty.get("/work").text


@pytest.mark.parametrize("query", ["kind=x", "waiting=x", "overdue=2", "area=x", "after=x", "after=WzEsMl0", "at=x"])
def test_a_filter_that_makes_no_sense_is_told_so(insurer: FlaskClient, query: str) -> None:
    assert insurer.get(f"/work?{query}").status_code == 400
    assert insurer.get(f"/work.json?{query}").status_code == 400


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("address", ["/", "/work", "/work?overdue=1"])
def test_the_page_is_there_in_both_languages_and_never_says_none(
    insurer: FlaskClient, address: str, language: str
) -> None:
    page = insurer.get(address, headers={"Accept-Language": language}).text
    assert "None" not in page
    assert "Macro" not in page

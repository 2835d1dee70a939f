"""The page of refusals: who proposed what when, and the rule that refused it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from browser.dossiers import AGENCY, LONG, OTHER
from browser.visits import SignIn, data

RULE, TYPE = "SMX-2.3-review", "appraisal.AppraisalOpinionIssued"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1),
        (f"rule={RULE}", 1),
        ("rule=SMX-1.3-roster", 0),
        (f"organisation={AGENCY}", 1),
        (f"organisation={OTHER}", 0),
        (f"type={TYPE}", 1),
        ("type=appraisal.AppraisalRequested", 0),
        ("area=41", 1),
        ("area=3601", 0),
        ("at=1", 0),
    ],
)
def test_filters_stand_in_the_address(regulator: FlaskClient, query: str, count: int) -> None:
    assert len(data(regulator, f"/refusals.json?{query}")["refusals"]) == count
    page = regulator.get(f"/refusals?{query}").text
    assert (f"{LONG}</a>" in page) is bool(count)
    if not count:
        assert "没有符合条件的拒绝记录" in page or "还没有被规则拒绝的提交" in page


def test_a_refusal_tells_who_what_where_and_why(regulator: FlaskClient) -> None:
    [refusal] = data(regulator, "/refusals.json")["refusals"]
    assert (refusal["rule"], refusal["type"], refusal["subject"]) == (RULE, TYPE, f"appraisal/{LONG}")
    assert refusal["organisation"] == {"id": AGENCY, "name": "示例司法鉴定所（湖滨）"}
    page = regulator.get("/refusals").text
    for text in ("二(三)", "出具鉴定意见书", refusal["reason"]["zh"], f'href="/appraisals/{LONG}"', "+08:00"):
        assert text in page
    assert f'href="/rules?q={RULE}#{RULE}"' in page


def test_pages_follow_one_another(regulator: FlaskClient) -> None:
    position = data(regulator, "/refusals.json")["refusals"][0]["position"]
    assert data(regulator, f"/refusals.json?after={position + 1}")["refusals"]
    assert data(regulator, f"/refusals.json?after={position}")["refusals"] == []
    assert data(regulator, "/refusals.json?after=0")["refusals"] == []
    assert "第一页" in regulator.get(f"/refusals?after={position}").text


def test_each_sees_its_own_refusals(signed_in: SignIn) -> None:
    assert data(signed_in(OTHER, "appraisal_agency", areas=()), "/refusals.json")["refusals"] == []
    assert len(data(signed_in(AGENCY, "appraisal_agency", areas=()), "/refusals.json")["refusals"]) == 1
    far = signed_in("NFRA-360100", "insurance_regulator", areas=("360100",))
    assert "还没有被规则拒绝的提交" in far.get("/refusals").text


@pytest.mark.parametrize("query", ["rule=SMX-9.9", "type=lost", "area=x", "after=x", "after=-1", "after=" + "9" * 19])
def test_a_filter_that_makes_no_sense_is_told_so(regulator: FlaskClient, query: str) -> None:
    assert regulator.get(f"/refusals?{query}").status_code == 400
    assert regulator.get(f"/refusals.json?{query}").status_code == 400

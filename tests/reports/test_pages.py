"""The reports on the web: the table that needs no script, the chart beside it, the twin; and on the command line."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from flask_openapi import OpenAPI

from browser.visits import PASSWORD
from ledger.cli import cli
from ledger.reports import REPORTS
from reports.telling import Told, again
from scenarios.acts import ISSUED, SCHEDULED, insurer_registered, notice_sent, objected
from scenarios.assignments import ON_SITE
from scenarios.claims import REPORTED
from scenarios.claims_settlement import CALCULATED, calculated, goods_taken, inputs, item
from scenarios.claims_survey import queried_coinsured


def test_every_report_has_its_page_its_chart_and_its_twin(told: Told, app: OpenAPI) -> None:
    told(SCHEDULED, insurer_registered, notice_sent, objected, again("411200-2026-0007", "CLM-1", ISSUED[1:]))
    told(REPORTED, queried_coinsured, CALCULATED[len(REPORTED) :], goods_taken, ON_SITE)
    told.moment()
    accounts = told.node.accounts
    token = accounts.invite("NFRA-411200", ("insurance_regulator",), ("411200",))
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = accounts.accept(token, "reader", PASSWORD).id
    drawn = {}
    for report in REPORTS.values():
        page = html.unescape(client.get(f"/reports/{report.id}").text)
        assert "列说明" in page
        assert "法律依据" in page
        assert "None" not in page
        assert "None" not in client.get(f"/reports/{report.id}.html").text
        assert all(column.meaning.zh in page for column in report.columns)
        assert all(rule.id in page for rule in report.basis)
        twin = client.get(f"/reports/{report.id}.json").get_json()
        assert twin["rows"]
        assert bool(twin["charts"]) == ('id="chart-data"' in page)
        drawn[report.id] = [[series["column"] for series in chart["series"]] for chart in twin["charts"]]
        assert f'href="/reports/{report.id}"' in client.get("/reports").text
    assert drawn == {
        "R1": [["joint", "unilateral_party", "unilateral_insurer"], ["joint_share"]],
        "R2": [["notices_in_time", "notices_late", "notices_missing"], ["attendance_rate"]],
        "R3": [["in_ten_days", "in_extended_time", "late", "overdue"], ["in_time_rate"]],
        "R5": [["adopted", "adopted_in_part", "set_aside", "unconsidered"]],
        "R10": [["contact_met", "contact_late", "contact_overdue"], ["arrival_rate"]],
        "R11": [],
        "R12": [["determined_met", "determined_late", "determined_overdue", "determined_suspended"], ["closure_rate"]],
        "R13": [],
        "R14": [],
        "R15": [],
        "SILENCE": [],
    }
    words = re.findall(r"已通知，场次已过", html.unescape(client.get("/reports/SILENCE").text))
    assert words


@pytest.fixture
def printed(told: Told, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What the command prints of a report in a pipe."""
    for name, value in (("DATABASE_URL", told.node.url), ("KEYS_URL", told.node.keys_url)):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("ANJIAN_DATA", str(told.node.config.data))
    return lambda id, language: CliRunner().invoke(cli, ["report", id, "--language", language]).output


def test_a_table_that_is_piped_has_all_its_words_and_none_cut(told: Told, printed: Callable[..., str]) -> None:
    told(SCHEDULED, insurer_registered, notice_sent)
    told.moment()
    for language, words in (("zh", "已通知，场次已过"), ("en", "Notified and session over")):
        shown = printed("SILENCE", language)
        assert words in shown
        assert "…" not in shown


def test_several_codes_and_an_empty_amount_are_printed_as_people_read_them(
    told: Told, printed: Callable[..., str]
) -> None:
    told(CALCULATED[:-1], calculated(inputs=inputs(item(sum_insured="1200000.00")), declared=None))
    told.moment()
    shown = printed("R13", "en")
    assert "I-1：the sum insured exceeds" in shown
    assert "—" in shown
    assert "None" not in shown

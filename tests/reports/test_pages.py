"""The reports on the web: the table that needs no script, the chart beside it, the twin."""

from __future__ import annotations

import html
import re

from flask_openapi import OpenAPI

from browser.visits import PASSWORD
from ledger.reports import REPORTS
from reports.telling import Told
from scenarios.acts import SCHEDULED, insurer_registered, notice_sent, objected


def test_every_report_has_its_page_its_chart_and_its_twin(told: Told, app: OpenAPI) -> None:
    told(SCHEDULED, insurer_registered, notice_sent, objected)
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
        assert all(column.meaning.zh in page for column in report.columns)
        assert all(rule.id in page for rule in report.basis)
        twin = client.get(f"/reports/{report.id}.json").get_json()
        assert twin["rows"]
        assert bool(twin["charts"]) == ('id="chart-data"' in page)
        drawn[report.id] = [[series["column"] for series in chart["series"]] for chart in twin["charts"]]
        assert f'href="/reports/{report.id}"' in client.get("/reports").text
    assert drawn == {
        "R1": [["joint", "unilateral_party", "unilateral_insurer"], ["joint_share"]],
        "R2": [["notices_in_time", "notices_late", "notices_missing"]],
        "R3": [["in_ten_days", "in_extended_time", "late", "overdue"], ["in_time_rate"]],
        "SILENCE": [],
    }
    words = re.findall(r"已通知，场次已过", html.unescape(client.get("/reports/SILENCE").text))
    assert words

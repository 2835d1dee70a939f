"""What every report has: words for its columns, its basis, the views it reads, and formats that say the same."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

import pytest

from given import Acts
from ledger import reports
from ledger.catalogue import VIEWS
from ledger.reports import REPORTS, Report, formats
from ledger.store.queries import Queries
from reports.telling import AUDITOR, Told
from scenarios.acts import (
    ACCEPTED,
    ISSUED,
    SCHEDULED,
    agency_registered,
    declined,
    notice_sent,
    objected,
    other_agency_registered,
    requested_alone,
)
from scenarios.assignments import ON_SITE
from scenarios.claims import REPORTED
from scenarios.claims_liability import set_aside
from scenarios.claims_settlement import CALCULATED, goods_taken
from scenarios.claims_survey import queried_coinsured

every_report = pytest.mark.parametrize("report", REPORTS.values(), ids=list(REPORTS))
CHINESE = re.compile("[\u4e00-\u9fff]")
FORMULA = '=1+1,"<b>'


WITNESSED = (*SCHEDULED[1:], notice_sent, objected)
CLAIMED = (*REPORTED, queried_coinsured, *CALCULATED[len(REPORTED) :], goods_taken)
STORIES: Mapping[str, Sequence[Acts]] = {
    "R1": ACCEPTED[1:],
    "R5": (*REPORTED, ISSUED[1:], set_aside(reasons=FORMULA)),
    "R10": ON_SITE,
    "R11": ON_SITE,
    **dict.fromkeys(("R12", "R13", "R14", "R15"), CLAIMED),
}
"""What a report tells of, where that is no session that was witnessed; an agency is registered before."""


class Heard:
    """Queries that remember what they were asked."""

    def __init__(self, queries: Queries) -> None:
        self._queries, self.asked = queries, ""

    def rows(self, query: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        self.asked += query
        return self._queries.rows(query, values)


@every_report
def test_every_column_is_explained_in_both_languages(report: Report) -> None:
    assert len({column.name for column in report.columns}) == len(report.columns)
    for text in (
        report.title,
        report.summary,
        *(t for column in report.columns for t in (column.title, column.meaning)),
    ):
        assert CHINESE.search(text.zh)
        assert text.en
        assert not CHINESE.search(text.en)
    for column in report.columns:
        assert all(column.unit) == (column.kind in ("count", "number"))
        assert all(all(words) for words in column.words.values())
    assert report.basis


@every_report
def test_a_report_reads_the_views_it_says_it_reads(told: Told, report: Report) -> None:
    told(agency_registered)
    heard = Heard(told.node.ledger.queries)
    reports.run(cast(Queries, heard), report.id, reports.Scope(moment=told.moment(), caller=AUDITOR))
    assert set(re.findall(r"\bviews\.(\w+)", heard.asked)) == set(report.reads) <= VIEWS.keys()


@every_report
def test_before_the_first_event_a_report_is_empty(told: Told, report: Report) -> None:
    told(agency_registered)
    told.moment()
    dataset = told.report(report.id, at=0)
    assert not dataset.rows
    assert all(dataset.totals[column.name] == 0 for column in report.columns if column.kind == "count")
    assert all(dataset.totals[column.name] is None for column in report.columns if column.kind == "share")
    assert "暂无数据" in formats.html_of(dataset, "zh")
    assert len(list(csv.reader(io.StringIO(formats.csv_of(dataset, "zh").decode("utf-8-sig"))))) == 2


@every_report
def test_every_format_has_every_column_its_meaning_and_the_basis(told: Told, report: Report) -> None:
    told(agency_registered(name=FORMULA), STORIES.get(report.id, WITNESSED), other_agency_registered(name=FORMULA))
    told(requested_alone(matter_key="CLM-2").into("appraisal/411200-2026-0002"))
    told(declined(reason=FORMULA).into("appraisal/411200-2026-0002"))
    dataset = told.report(report.id)
    assert dataset.rows
    assert all(list(row) == [column.name for column in report.columns] for row in dataset.rows)
    document = formats.json_of(dataset)
    assert document["digest"] == formats.digest(told.report(report.id))
    assert [column["meaning"] for column in document["columns"]] == [
        {"zh": column.meaning.zh, "en": column.meaning.en} for column in report.columns
    ]
    assert [each["rule"] for each in document["basis"]] == [rule.id for rule in report.basis]
    lines = list(csv.reader(io.StringIO(formats.csv_of(dataset, "zh").decode("utf-8-sig"))))
    assert {len(line) for line in lines} == {len(report.columns)}
    assert not [cell for line in lines for cell in line if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    page = formats.html_of(dataset, "zh")
    assert "<b>" not in page
    assert "法律依据" in page
    assert "列说明" in page
    for column in report.columns:
        assert html.escape(column.meaning.zh) in page


def test_people_read_words_where_data_have_codes(told: Told) -> None:
    told(SCHEDULED)
    dataset = told.report("silence")
    assert "witness_unknown" in {row["silence"] for row in formats.json_of(dataset)["rows"]}
    for language, words in (("zh", "应到场次已过"), ("en", "Session over: no notice")):
        for text in (formats.html_of(dataset, language), formats.csv_of(dataset, language).decode("utf-8-sig")):
            assert words in text
            assert "witness_unknown" not in text

"""Charts of reports, as data: the page draws them beside the table that says the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from ledger.kernel.law import Text
from ledger.reports import Dataset
from web.language import said


class Chart(NamedTuple):
    """Bars over the rows of a report: columns stacked, or one share ranked."""

    title: Text
    kind: Literal["stacked", "share"]
    label: tuple[str, ...]
    """The columns that name a row, the first that is not empty."""
    columns: tuple[str, ...]


CHARTS: Mapping[str, tuple[Chart, ...]] = {
    "R1": (
        Chart(
            Text("共同委托与单方委托", "Joint and unilateral commissions"),
            "stacked",
            ("name", "organisation"),
            ("joint", "unilateral_party", "unilateral_insurer"),
        ),
        Chart(Text("共同委托占比", "Joint share"), "share", ("name", "organisation"), ("joint_share",)),
    ),
    "R2": (
        Chart(
            Text("到场见证通知", "Notices to witnesses"),
            "stacked",
            ("insurer", "insurer_id"),
            ("notices_in_time", "notices_late", "notices_missing"),
        ),
        Chart(Text("到场率", "Attendance rate"), "share", ("insurer", "insurer_id"), ("attendance_rate",)),
    ),
    "R3": (
        Chart(
            Text("书面异议的回复", "Replies to written objections"),
            "stacked",
            ("agency", "agency_id"),
            ("in_ten_days", "in_extended_time", "late", "overdue"),
        ),
        Chart(Text("按期回复率", "In-time rate"), "share", ("agency", "agency_id"), ("in_time_rate",)),
    ),
    "R5": (
        Chart(
            Text("鉴定意见的采信", "What became of opinions"),
            "stacked",
            ("insurer", "insurer_id"),
            ("adopted", "adopted_in_part", "set_aside", "unconsidered"),
        ),
        Chart(Text("采信率", "Adoption rate"), "share", ("insurer", "insurer_id"), ("adoption_rate",)),
    ),
    "R10": (
        Chart(
            Text("30 分钟内联系被保险人", "Contact within 30 minutes"),
            "stacked",
            ("firm_id",),
            ("contact_met", "contact_late", "contact_overdue"),
        ),
        Chart(Text("按时到达率", "Arrival rate"), "share", ("firm_id",), ("arrival_rate",)),
    ),
    "R12": (
        Chart(
            Text("三十日核定", "Determined in thirty days"),
            "stacked",
            ("insurer", "insurer_id"),
            ("determined_met", "determined_late", "determined_overdue", "determined_suspended"),
        ),
        Chart(
            Text("滚动十二个月结案率", "Rolling closure rate"), "share", ("insurer", "insurer_id"), ("closure_rate",)
        ),
    ),
}


def charts(dataset: Dataset) -> list[dict[str, Any]]:
    """The charts of a report in the language of the page; rows with nothing to draw are left out.

    Counts are numbers and shares decimal strings, as in the report itself.
    """
    titles = {column.name: said(column.title) for column in dataset.report.columns}
    drawn = []
    for chart in CHARTS.get(dataset.report.id, ()):
        rows = [row for row in dataset.rows if any(row[name] is not None and row[name] != 0 for name in chart.columns)]
        if chart.kind == "share":
            rows.sort(key=lambda row: float(row[chart.columns[0]]), reverse=True)
        if rows:
            drawn.append(
                {
                    "title": said(chart.title),
                    "kind": chart.kind,
                    "labels": [next(str(row[name]) for name in chart.label if row[name]) for row in rows],
                    "series": [
                        {"name": titles[name], "column": name, "values": [row[name] for row in rows]}
                        for name in chart.columns
                    ],
                }
            )
    return drawn

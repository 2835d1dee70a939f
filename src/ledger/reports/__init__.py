"""Reports: what regulators read, each a declared query over the views as of a moment. 监管报表"""

from __future__ import annotations

from collections.abc import Mapping

from ledger.reports import formats, r1_commissioning, r2_attendance, r3_objections, silence
from ledger.reports.report import Column, Dataset, Report, Scope
from ledger.store.queries import Queries

__all__ = ["REPORTS", "Column", "Dataset", "Report", "Scope", "UnknownReport", "formats", "run"]

REPORTS: Mapping[str, Report] = {
    each.REPORT.id: each.REPORT for each in (r1_commissioning, r2_attendance, r3_objections, silence)
}
"""Report by its id; one module each."""


class UnknownReport(LookupError):
    """There is no such report."""


def run(queries: Queries, id: str, scope: Scope) -> Dataset:
    """The report as of the scope's moment. UnknownReport where there is none of that id."""
    if (report := REPORTS.get(id.upper())) is None:
        raise UnknownReport(id)
    found = report.rows(queries, scope)
    rows = [{column.name: row[column.name] for column in report.columns} for row in found]
    return Dataset(report, scope, rows, report.totals(rows))

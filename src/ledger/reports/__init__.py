"""Reports: what regulators read, each a declared query over the views as of a moment. 监管报表"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger.reports import (
    formats,
    r1_commissioning,
    r2_attendance,
    r3_objections,
    r5_adoption,
    r10_adjusting_timeliness,
    r11_adjusting_reports,
    r12_claims,
    r13_calculations,
    r14_recovery,
    r15_coinsurance,
    silence,
)
from ledger.reports.report import Column, Dataset, Report, Scope, yuan
from ledger.store.queries import Queries

__all__ = ["REPORTS", "Column", "Dataset", "Report", "Scope", "UnknownReport", "formats", "run"]

REPORTS: Mapping[str, Report] = {
    each.REPORT.id: each.REPORT
    for each in (
        r1_commissioning,
        r2_attendance,
        r3_objections,
        r5_adoption,
        r10_adjusting_timeliness,
        r11_adjusting_reports,
        r12_claims,
        r13_calculations,
        r14_recovery,
        r15_coinsurance,
        silence,
    )
}
"""Report by its id; one module each."""


class UnknownReport(LookupError):
    """There is no such report."""


def run(queries: Queries, id: str, scope: Scope) -> Dataset:
    """The report as of the scope's moment. UnknownReport where there is none of that id."""
    if (report := REPORTS.get(id.upper())) is None:
        raise UnknownReport(id)
    found = report.rows(queries, scope)
    rows = [{column.name: _told(column, row[column.name]) for column in report.columns} for row in found]
    return Dataset(report, scope, rows, report.totals(rows))


def _told(column: Column, value: Any) -> Any:
    return yuan(value) if column.kind == "amount" else value

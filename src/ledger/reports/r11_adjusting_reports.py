"""R11 adjusting reports: complete, reviewed, paid for, archived; and until when each file is kept. 公估报告与归档"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger.kernel.clock import local_day
from ledger.kernel.law import Text
from ledger.law.machinery import (
    ARCHIVE_CONTENT,
    BODY,
    CLOSE,
    KEEP_FIFTEEN_YEARS,
    KEEP_THIRTY_YEARS,
    QUALITY_REVIEW,
    REPORT_PARTS,
    SIGNATURES,
)
from ledger.reports.report import FIRM_ID, Column, Report, Scope, summed
from ledger.store.queries import Queries

DRAFTED = ("drafted", "reviewed", "issued", "delivered", "closed", "archived")
"""The states of an assignment that has a draft of its report."""
FEE: Mapping[str, Text] = {
    "received": Text("已到账", "Received"),
    "waived": Text("已减免", "Waived"),
    "open": Text("未到账", "Not received"),
}
RETENTION: Mapping[str, Text] = {
    "15y": Text("15 年", "15 years"),
    "30y": Text("30 年", "30 years"),
}
"""For how long at least a file is kept: for thirty years where the law prescribes the adjusting."""
ASSIGNMENTS, PARTS = Text("件", "assignments"), Text("项", "parts")

COLUMNS = (
    Column(
        "assignment_id",
        Text("委托编号", "Assignment"),
        Text("公估委托的编号", "id of the assignment"),
        "text",
    ),
    FIRM_ID,
    Column(
        "claim_no",
        Text("赔案号", "Claim"),
        Text("所公估的赔案", "the claim that is adjusted"),
        "text",
    ),
    Column(
        "issued_on",
        Text("报告出具日", "Report issued"),
        Text("公估报告出具之日", "day on which the report was issued"),
        "text",
    ),
    Column(
        "missing",
        Text("缺项", "Missing"),
        Text("最近一稿缺少的组成部分与正文内容", "parts and sections that the latest draft lacks"),
        unit=PARTS,
    ),
    Column(
        "unreviewed",
        Text("未通过品审", "Not reviewed"),
        Text("最近一稿尚未通过内部品质审核", "the latest draft has not passed the internal quality review"),
        unit=ASSIGNMENTS,
    ),
    Column(
        "undelivered",
        Text("未交付", "Undelivered"),
        Text("报告已出具，尚未交付委托人", "issued, and not delivered to the principal yet"),
        unit=ASSIGNMENTS,
    ),
    Column(
        "fee",
        Text("公估费", "Fee"),
        Text("公估费是否到账或减免", "whether the fee was received or waived"),
        "text",
        words=FEE,
    ),
    Column(
        "unpaid",
        Text("未付费", "Unpaid"),
        Text("报告已交付，公估费既未到账也未减免", "delivered, and the fee neither received nor waived"),
        unit=ASSIGNMENTS,
    ),
    Column(
        "closed_on",
        Text("结案日", "Closed"),
        Text("公估结案之日", "day on which the firm closed the case"),
        "text",
    ),
    Column(
        "unarchived",
        Text("未归档", "Unarchived"),
        Text("已结案，尚未归档", "closed, and its file not archived yet"),
        unit=ASSIGNMENTS,
    ),
    Column(
        "archived_on",
        Text("归档日", "Archived"),
        Text("档案归档之日", "day on which the file was archived"),
        "text",
    ),
    Column(
        "retention",
        Text("保存期限", "Kept for"),
        Text("法定业务至少三十年，其他至少十五年", "thirty years at least where the law prescribes it, else fifteen"),
        "text",
        words=RETENTION,
    ),
    Column(
        "retain_until",
        Text("保存至", "Kept until"),
        Text("档案至少保存至该日", "the last day on which the file must be there"),
        "text",
    ),
)


def rows(queries: Queries, scope: Scope) -> Sequence[Mapping[str, Any]]:
    """One row an assignment accepted in the period, firm by firm."""
    condition, values = scope.where("a", "accepted_at")
    found = queries.rows(
        f"""
        SELECT a.assignment_id, a.firm_id, a.claim_no, a.status, a.sections_missing, a.reviewed, a.issued_at,
            a.delivered_at, a.fee, a.closed_at, a.archived_on, a.retention, a.retain_until
        FROM views.assignment a
        WHERE {condition} AND a.accepted_at IS NOT NULL
        ORDER BY a.firm_id, a.stream
        """,
        values,
    )
    return [_told(row) for row in found]


def _told(row: Mapping[str, Any]) -> Mapping[str, Any]:
    closed, archived = row["closed_at"], row["archived_on"]
    return {
        **row,
        "missing": len(row["sections_missing"]),
        "unreviewed": int(row["status"] in DRAFTED and not row["reviewed"]),
        "issued_on": local_day(row["issued_at"]).isoformat() if row["issued_at"] else None,
        "closed_on": local_day(closed).isoformat() if closed else None,
        "archived_on": archived.isoformat() if archived else None,
        "retain_until": row["retain_until"].isoformat() if row["retain_until"] else None,
        "undelivered": int(row["issued_at"] is not None and row["delivered_at"] is None),
        "unpaid": int(row["delivered_at"] is not None and row["fee"] == "open"),
        "unarchived": int(closed is not None and archived is None),
    }


REPORT = Report(
    id="R11",
    title=Text("公估报告与归档情况报表", "Adjusting reports and archive"),
    summary=Text(
        "各公估委托的报告是否完整、是否经品质审核，已交付而未付费、已结案而未归档的，以及档案保存十五年或三十年的登记。",
        "For each assignment: whether its report is complete and reviewed, what is delivered and unpaid or closed and "
        "not archived, and the register of files kept for fifteen or thirty years.",
    ),
    basis=(
        REPORT_PARTS,
        BODY,
        SIGNATURES,
        QUALITY_REVIEW,
        CLOSE,
        ARCHIVE_CONTENT,
        KEEP_FIFTEEN_YEARS,
        KEEP_THIRTY_YEARS,
    ),
    reads=("assignment",),
    columns=COLUMNS,
    rows=rows,
    totals=lambda found: summed(found, COLUMNS),
)

"""R3 objections: answered in ten working days, in the agreed time, late, or not at all; and what followed. 异议回复"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger.duties.status import status
from ledger.kernel.law import Text
from ledger.law.sanmenxia import EXTEND_BY_AGREEMENT, NEXT_REMEDY, RAISE_OBJECTION, REPLY_IN_TEN_DAYS
from ledger.reports.report import Column, Report, Scope, share, summed
from ledger.store.queries import Queries

OBJECTIONS = Text("件", "objections")
COUNTED: tuple[tuple[Column, str], ...] = (
    (
        Column(
            "objections",
            Text("异议", "Objections"),
            Text("期间内鉴定机构收到的异议", "objections that reached the agency in the period"),
            unit=OBJECTIONS,
        ),
        "true",
    ),
    (
        Column(
            "written",
            Text("书面", "Written"),
            Text("其中以书面、平台或邮件提出的", "of these, raised in writing, by portal or e-mail"),
            unit=OBJECTIONS,
        ),
        "o.written",
    ),
    (
        Column(
            "in_ten_days",
            Text("十日内回复", "In ten days"),
            Text("十个工作日内书面回复的", "answered in writing within ten working days"),
            unit=OBJECTIONS,
        ),
        "d.status = 'met' AND d.extensions = 0",
    ),
    (
        Column(
            "in_extended_time",
            Text("延期内回复", "In the agreed time"),
            Text("经协商延长，在延长的期限内书面回复的", "answered in writing within the time extended by agreement"),
            unit=OBJECTIONS,
        ),
        "d.status = 'met' AND d.extensions > 0",
    ),
    (
        Column(
            "late",
            Text("逾期回复", "Late"),
            Text("期限过后才书面回复的", "answered in writing after the time was up"),
            unit=OBJECTIONS,
        ),
        "d.status = 'late'",
    ),
    (
        Column(
            "overdue",
            Text("逾期未复", "Overdue"),
            Text("期限已过，尚无书面回复的", "time is up and there is no answer in writing"),
            unit=OBJECTIONS,
        ),
        "d.status = 'overdue'",
    ),
    (
        Column(
            "provisional",
            Text("期限暂定", "Provisional"),
            Text(
                "尚未回复，期限跨入工作日安排未公布的年度",
                "no answer yet; the time runs into a year whose working days are not published",
            ),
            unit=OBJECTIONS,
        ),
        "d.status = 'provisional'",
    ),
    (
        Column(
            "open",
            Text("未到期", "Not due yet"),
            Text("尚未回复，但期限未到", "no answer yet, but there is still time"),
            unit=OBJECTIONS,
        ),
        "d.status IN ('open', 'suspended')",
    ),
    (
        Column(
            "without_term",
            Text("无回复期限", "Without a term"),
            Text(
                "口头提出的，或本规定在当时当地不适用的",
                "raised by word of mouth, or where or when the instrument is not in force",
            ),
            unit=OBJECTIONS,
        ),
        "coalesce(d.status, 'cancelled') = 'cancelled'",
    ),
    (
        Column(
            "extended",
            Text("协商延长", "Extended"),
            Text(
                "经双方协商延长回复期限的，不论是否已回复",
                "the time to reply was extended by agreement, answered or not",
            ),
            unit=OBJECTIONS,
        ),
        "o.extensions > 0",
    ),
    *(
        (
            Column(
                f"remedy_{remedy}",
                title,
                Text(f"其后转入{title.zh}的", f"followed by {meaning}"),
                unit=OBJECTIONS,
            ),
            f"o.remedy = '{remedy}'",
        )
        for remedy, title, meaning in (
            ("supplementary_appraisal", Text("补充鉴定", "Supplementary"), "a supplementary appraisal"),
            ("re_appraisal", Text("重新鉴定", "Re-appraisal"), "a new appraisal"),
            ("court", Text("诉讼质证", "Court"), "examination in court"),
            ("other", Text("其他救济", "Other remedy"), "another remedy"),
        )
    ),
)
"""The columns that count, each with its condition over an objection `o` and the duty to reply to it `d`."""
COUNTS = tuple(column for column, _ in COUNTED)


def rows(queries: Queries, scope: Scope) -> Sequence[Mapping[str, Any]]:
    """One row an agency, by when the objection reached it. Whether a reply is late is for the duty to say."""
    condition, values = scope.where("o", "received_at")
    moment = scope.moment
    sums = ", ".join(f"count(*) FILTER (WHERE {counted}) AS {column.name}" for column, counted in COUNTED)
    found = queries.rows(
        f"""
        SELECT o.agency_id, max(g.name) AS agency, {sums}
        FROM views.objection o
        LEFT JOIN LATERAL (
            SELECT {status(moment.clock)} AS status, d.extensions FROM views.duty d
            WHERE d.stream = o.stream AND d.rule_id = '{REPLY_IN_TEN_DAYS.id}' AND d.subject = o.objection_id
            AND {moment.clause("d")}
        ) d ON true
        LEFT JOIN views.agency g ON g.agency_id = o.agency_id AND {moment.clause("g")}
        WHERE {condition}
        GROUP BY o.agency_id ORDER BY o.agency_id
        """,
        values,
    )
    return [{**row, "agency": row["agency"] or "", "in_time_rate": in_time(row)} for row in found]


def totals(found: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    sums = summed(found, COUNTS)
    return {**sums, "in_time_rate": in_time(sums)}


def in_time(row: Mapping[str, Any]) -> str | None:
    """Of the replies that were given or should have been, the share that came in time."""
    in_time = row["in_ten_days"] + row["in_extended_time"]
    return share(in_time, in_time + row["late"] + row["overdue"])


REPORT = Report(
    id="R3",
    title=Text("异议回复情况报表", "Objection replies"),
    summary=Text(
        "各鉴定机构对书面异议是否在十个工作日或协商延长的期限内书面回复，以及异议之后的救济。",
        "For each agency: whether written objections were answered in writing within ten working days or the time "
        "agreed, and the remedies that followed.",
    ),
    basis=(RAISE_OBJECTION, REPLY_IN_TEN_DAYS, EXTEND_BY_AGREEMENT, NEXT_REMEDY),
    reads=("objection", "duty", "agency"),
    columns=(
        Column(
            "agency_id",
            Text("鉴定机构代码", "Agency id"),
            Text("登记的机构代码", "id in the register"),
            "text",
        ),
        Column(
            "agency",
            Text("鉴定机构", "Agency"),
            Text("登记的机构名称", "name in the register"),
            "text",
        ),
        *COUNTS[:9],
        Column(
            "in_time_rate",
            Text("按期回复率", "In-time rate"),
            Text(
                "（十日内＋延期内）÷（十日内＋延期内＋逾期回复＋逾期未复）",
                "(in ten days + in the agreed time) ÷ (these + late + overdue)",
            ),
            "share",
        ),
        *COUNTS[9:],
    ),
    rows=rows,
    totals=totals,
)

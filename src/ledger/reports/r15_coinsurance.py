"""R15 co-insurance: reports passed on in ten minutes, members told, the lead's refunds. 共保通知与结算"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ledger.kernel.clock import lasted, local_day
from ledger.kernel.law import Text
from ledger.kernel.worksheet import less
from ledger.law.manual import (
    ARRANGE_JOINT_SURVEY,
    LEAD,
    LEAD_NOTIFIES_COINSURERS,
    NOTIFY_COINSURERS,
    TRANSFER,
    TRANSFER_TO_HOTLINE,
)
from ledger.reports.owed import MISSED, PENDING, Owed, owed_by_stream
from ledger.reports.report import Column, Report, Scope, summed
from ledger.store.queries import Queries

CLAIMS, MEMBERS, MINUTES = Text("件", "claims"), Text("家", "members"), Text("分钟", "minutes")
ROLES: Mapping[str, Text] = {
    "lead": Text("首席", "Lead"),
    "follower": Text("从共", "Follower"),
    "unknown": Text("未明", "Unknown"),
}
"""The insurer's part in the co-insurance."""

OWED = (
    Owed(
        Column(
            "transfer_missed",
            Text("转报逾期", "Passed on late"),
            Text("未在十分钟内转报案的", "not passed on to the hotline within ten minutes"),
            unit=CLAIMS,
        ),
        MISSED,
        (TRANSFER_TO_HOTLINE,),
    ),
    Owed(
        Column(
            "untold",
            Text("未通知", "Not told"),
            Text("尚未通知的共保方", "co-insurers that were not told yet"),
            unit=MEMBERS,
        ),
        PENDING,
        (NOTIFY_COINSURERS,),
    ),
    Owed(
        Column(
            "survey_owed",
            Text("待共同查勘", "Joint survey owed"),
            Text("协议要求共同查勘，尚未安排", "the agreement asks for a joint survey, and none was arranged yet"),
            unit=CLAIMS,
        ),
        PENDING,
        (ARRANGE_JOINT_SURVEY,),
    ),
)
COLUMNS = (
    Column(
        "claim_no",
        Text("赔案号", "Claim"),
        Text("共保赔案", "the co-insured claim"),
        "text",
    ),
    Column(
        "insurer_id",
        Text("保险机构代码", "Insurer id"),
        Text("承办赔案的保险机构", "the insurer that handles the claim"),
        "text",
    ),
    Column(
        "role",
        Text("地位", "Role"),
        Text("该保险机构为首席或从共", "whether it leads or follows"),
        "text",
        words=ROLES,
    ),
    Column(
        "reported_on",
        Text("报案日", "Reported"),
        Text("接到报案之日", "day on which the report reached the insurer"),
        "text",
    ),
    Column(
        "transfer_minutes",
        Text("转报用时", "Passed on after"),
        Text("自接到报案至转报案的分钟数", "minutes from the report to passing it on to the hotline"),
        "number",
        MINUTES,
    ),
    OWED[0].column,
    Column(
        "members",
        Text("共保方", "Members"),
        Text("账本所知的其他共保方", "the others under the contract, as far as the ledger knows them"),
        unit=MEMBERS,
    ),
    Column(
        "told",
        Text("已通知", "Told"),
        Text("已通知出险的共保方", "co-insurers that were told of the loss"),
        unit=MEMBERS,
    ),
    Column(
        "notice_minutes",
        Text("通知用时", "Told after"),
        Text("自接到报案至各家均已通知的分钟数", "minutes from the report until all of them were told"),
        "number",
        MINUTES,
    ),
    *(each.column for each in OWED[1:]),
    Column(
        "paid",
        Text("首席赔付（元）", "Paid by the lead (yuan)"),
        Text("首席为各方支付的赔款", "what the lead paid for all"),
        "amount",
    ),
    Column(
        "requested",
        Text("要求划还（元）", "Asked back (yuan)"),
        Text("要求其他共保方划还的赔款", "what the others were asked to refund"),
        "amount",
    ),
    Column(
        "refunded",
        Text("已划还（元）", "Refunded (yuan)"),
        Text("其他共保方已划还的赔款", "what they refunded"),
        "amount",
    ),
    Column(
        "outstanding",
        Text("未划还（元）", "Outstanding (yuan)"),
        Text("要求划还而尚未划还的赔款", "asked back and not refunded yet"),
        "amount",
    ),
)


def rows(queries: Queries, scope: Scope) -> Sequence[Mapping[str, Any]]:
    """One row a co-insured claim reported in the period."""
    condition, values = scope.where("c", "reported_at")
    moment = scope.moment
    found = queries.rows(
        f"""
        SELECT c.claim_no, c.insurer_id, c.lead, c.reported_at, c.transferred_at,
            CASE WHEN c.lead THEN c.paid END AS paid, coalesce(m.members, 0) AS members, coalesce(m.told, 0) AS told,
            CASE WHEN m.told = m.members THEN m.last_told_at END AS last_told_at, m.requested, m.refunded,
            {", ".join(f"coalesce(o.{each.column.name}, 0) AS {each.column.name}" for each in OWED)}
        FROM views.claim c
        LEFT JOIN (
            SELECT m.stream, count(*) AS members, count(m.notified_at) AS told, max(m.notified_at) AS last_told_at,
                sum(m.requested) AS requested, sum(m.transferred) AS refunded
            FROM views.coinsurance m WHERE {moment.clause("m")} GROUP BY m.stream
        ) m ON m.stream = c.stream
        LEFT JOIN ({owed_by_stream(OWED, moment)}) o ON o.stream = c.stream
        WHERE {condition} AND c.coinsurance
        ORDER BY c.insurer_id, c.reported_at, c.stream
        """,
        values,
    )
    return [_told(row) for row in found]


def _told(row: Mapping[str, Any]) -> Mapping[str, Any]:
    reported = row["reported_at"]

    def after(at: datetime | None) -> str | None:
        minutes = lasted(reported, at, MINUTE)
        return None if minutes is None else str(minutes)

    return {
        **row,
        "role": {True: "lead", False: "follower", None: "unknown"}[row["lead"]],
        "reported_on": local_day(reported).isoformat(),
        "transfer_minutes": after(row["transferred_at"]),
        "notice_minutes": after(row["last_told_at"]),
        "outstanding": None if row["requested"] is None else less(row["requested"], [row["refunded"]]),
    }


MINUTE = timedelta(minutes=1)

REPORT = Report(
    id="R15",
    title=Text("共保通知与结算报表", "Co-insurance: notices and settlement"),
    summary=Text(
        "各共保赔案是否在十分钟内转报案、是否通知各共保方并安排共同查勘，以及首席赔付后各方划还的情况。",
        "For each co-insured claim: the report passed on within ten minutes, the members told and surveying together, "
        "and what they refunded to the lead.",
    ),
    basis=(
        TRANSFER_TO_HOTLINE,
        LEAD_NOTIFIES_COINSURERS,
        NOTIFY_COINSURERS,
        ARRANGE_JOINT_SURVEY,
        LEAD,
        TRANSFER,
    ),
    reads=("claim", "coinsurance", "duty"),
    columns=COLUMNS,
    rows=rows,
    totals=lambda found: summed(found, COLUMNS),
)

"""R14 recovery and residual goods: open tasks, limitation dates, goods taken and not disposed of. 追偿与损余物资"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger.kernel.clock import local_day
from ledger.kernel.law import Text
from ledger.law.manual import LIMITATION, METHOD, RECOVERED_GOODS, RECOVERY_COST, SUBROGATION_TASK
from ledger.reports.report import INSURER_ID, Column, Report, Scope, summed
from ledger.store.queries import Queries

KINDS: Mapping[str, Text] = {
    "recovery": Text("追偿", "Recovery"),
    "residual": Text("损余物资", "Residual goods"),
}
STATUSES: Mapping[str, Text] = {
    "opened": Text("已发起", "Opened"),
    "materials_received": Text("已收材料", "Materials received"),
    "negotiating": Text("协商中", "Negotiating"),
    "negotiation_failed": Text("协商不成", "Negotiation failed"),
    "action_filed": Text("已起诉或申请仲裁", "Action filed"),
    "recovered": Text("已全部追回", "Recovered"),
    "partly_recovered": Text("部分追回", "Recovered in part"),
    "lost": Text("败诉", "Lost"),
    "given_up": Text("放弃追偿", "Given up"),
    "withdrawn": Text("已撤回", "Withdrawn"),
    "taken": Text("已收回", "Taken back"),
    "registered": Text("已登记", "Registered"),
    "disposed": Text("已处置", "Disposed of"),
    "credited": Text("已冲减", "Credited"),
}
"""How far a recovery, or a lot of recovered goods, has come."""
NOTHING_LEFT = ("recovered", "withdrawn")
"""Where a recovery that was not closed has nothing left to recover."""
TASKS, LOTS = Text("项", "tasks"), Text("批", "lots")

COLUMNS = (
    Column(
        "reference",
        Text("编号", "Reference"),
        Text("追偿任务的编号；损余物资为赔案号与批次", "the recovery task, or the claim and its lot of goods"),
        "text",
    ),
    INSURER_ID,
    Column(
        "kind",
        Text("类别", "Kind"),
        Text("追偿或损余物资", "recovery or residual goods"),
        "text",
        words=KINDS,
    ),
    Column(
        "claim_no",
        Text("赔案号", "Claim"),
        Text("所属赔案", "the claim it belongs to"),
        "text",
    ),
    Column(
        "status",
        Text("进展", "Status"),
        Text("追偿或处置的进展", "how far it has come"),
        "text",
        words=STATUSES,
    ),
    Column(
        "since",
        Text("自何日起", "Since"),
        Text("发起追偿或收回物资之日", "day on which the task was opened or the goods were taken"),
        "text",
    ),
    Column(
        "open",
        Text("未结追偿", "Open tasks"),
        Text("尚未追回、终结或撤回的追偿", "recoveries neither completed nor ended nor withdrawn"),
        unit=TASKS,
    ),
    Column(
        "limitation_expiry",
        Text("时效届满", "Limitation ends"),
        Text("可以起诉或申请仲裁的最后一日", "the last day on which an action can be brought"),
        "text",
    ),
    Column(
        "days_left",
        Text("距届满天数", "Days left"),
        Text(
            "未结而未起诉的追偿距时效届满的天数，已过的为负",
            "of an open recovery without an action, the days left; negative where the day is over",
        ),
        "number",
        Text("天", "days"),
    ),
    Column(
        "expired",
        Text("时效已过", "Expired"),
        Text("未结而未起诉，时效已届满", "open, no action brought, and the limitation period over"),
        unit=TASKS,
    ),
    Column(
        "recovered",
        Text("追回（元）", "Recovered (yuan)"),
        Text("从第三者追回的金额", "what came in from the third party"),
        "amount",
    ),
    Column(
        "undisposed",
        Text("未处置", "Not disposed of"),
        Text("已收回而未处置的物资", "goods taken back and not disposed of"),
        unit=LOTS,
    ),
    Column(
        "proceeds",
        Text("处置净得（元）", "Proceeds (yuan)"),
        Text("处置所得减处置费用", "proceeds of the disposal less its costs"),
        "amount",
    ),
    Column(
        "credited",
        Text("已冲减赔款（元）", "Credited (yuan)"),
        Text("已冲减赔款的金额", "what was set off against the indemnity"),
        "amount",
    ),
    Column(
        "uncredited",
        Text("未冲减", "Not credited"),
        Text("已处置而未冲减赔款的物资", "goods disposed of whose proceeds were not set off yet"),
        unit=LOTS,
    ),
)


def rows(queries: Queries, scope: Scope) -> Sequence[Mapping[str, Any]]:
    """One row a recovery task opened, or a lot of goods taken, in the period; what lapses first stands first."""
    found = [*recoveries(queries, scope), *lots(queries, scope)]
    blank = dict.fromkeys((column.name for column in COLUMNS), None)
    counts = {column.name: 0 for column in COLUMNS if column.kind == "count"}
    return [{**blank, **counts, **row} for row in found]


def recoveries(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    condition, values = scope.where("r", "opened_at")
    found = queries.rows(
        f"""
        SELECT r.task_id AS reference, r.insurer_id, r.claim_no, r.status, r.opened_at, r.limitation_expiry,
            r.filed_at, r.recovered, r.closed_at
        FROM views.recovery r WHERE {condition}
        ORDER BY r.limitation_expiry NULLS LAST, r.stream
        """,
        values,
    )
    today = local_day(scope.moment.at)
    told = []
    for row in found:
        expiry, pending = row["limitation_expiry"], row["closed_at"] is None and row["status"] not in NOTHING_LEFT
        left = (expiry - today).days if expiry and pending and row["filed_at"] is None else None
        told.append(
            {
                **row,
                "kind": "recovery",
                "since": local_day(row["opened_at"]).isoformat(),
                "open": int(pending),
                "limitation_expiry": expiry.isoformat() if expiry else None,
                "days_left": left,
                "expired": int(left is not None and left < 0),
            }
        )
    return told


def lots(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    condition, values = scope.where("g", "since")
    found = queries.rows(
        f"""
        SELECT g.claim_no, g.lot_id, g.insurer_id, g.status, g.since, g.net_proceeds AS proceeds, g.credited
        FROM views.residual g WHERE {condition}
        ORDER BY g.since, g.stream, g.lot_id
        """,
        values,
    )
    return [
        {
            **row,
            "reference": f"{row['claim_no']} {row['lot_id']}",
            "kind": "residual",
            "since": local_day(row["since"]).isoformat(),
            "undisposed": int(row["proceeds"] is None),
            "uncredited": int(row["proceeds"] is not None and row["credited"] is None),
        }
        for row in found
    ]


REPORT = Report(
    id="R14",
    title=Text("追偿与损余物资报表", "Recovery and residual goods"),
    summary=Text(
        "未结的追偿及其时效届满日，追回的金额，以及已收回而未处置、已处置而未冲减赔款的损余物资。",
        "Open recoveries and the days on which their limitation periods end, what came in, and residual goods taken "
        "and not disposed of, or disposed of and not set off.",
    ),
    basis=(SUBROGATION_TASK, METHOD, LIMITATION, RECOVERY_COST, RECOVERED_GOODS),
    reads=("recovery", "residual"),
    columns=COLUMNS,
    rows=rows,
    totals=lambda found: summed(found, COLUMNS),
)

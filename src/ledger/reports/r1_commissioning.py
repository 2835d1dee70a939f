"""R1 commissioning: jointly or alone, declined and why, and what the rules refused. 委托受理情况"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger.duties.status import PENDING
from ledger.kernel.law import Text
from ledger.law.sanmenxia import (
    CHOOSE_FROM_ROSTER,
    DECLINE_STATEMENT,
    JOINT_ENCOURAGED,
    MAY_COMMISSION,
    NO_PARALLEL_COMMISSION,
    PROCEDURE_BEFORE_ACCEPTANCE,
    RETURN_MATERIALS,
)
from ledger.reports.report import Column, Report, Scope, names, share, summed
from ledger.store.queries import Queries

COMMISSIONS, ATTEMPTS = Text("件", "commissions"), Text("次", "attempts")
COLUMNS = (
    Column(
        "organisation",
        Text("机构代码", "Organisation id"),
        Text(
            "受委托的鉴定机构；对于被拒绝的操作，是提出该操作的机构",
            "the agency commissioned; of refused attempts, whoever attempted them",
        ),
        "text",
    ),
    Column(
        "name",
        Text("机构", "Organisation"),
        Text("登记的机构名称", "name in the register"),
        "text",
    ),
    Column(
        "commissions",
        Text("委托", "Commissions"),
        Text("期间内向该机构提出的鉴定委托", "commissions asked of the agency in the period"),
        unit=COMMISSIONS,
    ),
    Column(
        "joint",
        Text("共同委托", "Joint"),
        Text("保险机构与涉保当事人共同委托", "commissioned by insurer and party together"),
        unit=COMMISSIONS,
    ),
    Column(
        "unilateral_party",
        Text("当事人单方", "By the party alone"),
        Text("涉保当事人单方委托", "commissioned by the party alone"),
        unit=COMMISSIONS,
    ),
    Column(
        "unilateral_insurer",
        Text("保险机构单方", "By the insurer alone"),
        Text("保险机构单方委托", "commissioned by the insurer alone"),
        unit=COMMISSIONS,
    ),
    Column(
        "joint_share",
        Text("共同委托占比", "Joint share"),
        Text("共同委托 ÷ 委托", "joint ÷ commissions"),
        "share",
    ),
    Column(
        "accepted",
        Text("受理", "Accepted"),
        Text("其中已受理的", "of these, accepted"),
        unit=COMMISSIONS,
    ),
    Column(
        "declined",
        Text("不予受理", "Declined"),
        Text("其中不予受理的", "of these, declined"),
        unit=COMMISSIONS,
    ),
    Column(
        "decline_reasons",
        Text("不予受理的理由", "Reasons"),
        Text("记录的理由及其件数", "the reasons recorded, each with its number"),
        "text",
    ),
    Column(
        "statements_outstanding",
        Text("未出退案说明", "Statements owed"),
        Text("不予受理而尚未向委托人出具退案说明的", "declined, and no statement of reasons given yet"),
        unit=COMMISSIONS,
    ),
    Column(
        "materials_outstanding",
        Text("未退材料", "Materials owed"),
        Text("不予受理而所收材料尚未退还的", "declined, and the materials not returned yet"),
        unit=COMMISSIONS,
    ),
    Column(
        "roster_refusals",
        Text("名录外被拒", "Off-roster refused"),
        Text(
            "因鉴定机构当日不在名录而被账本拒绝的申请、受理",
            "requests and acceptances refused because the agency was not on the roster that day",
        ),
        unit=ATTEMPTS,
    ),
    Column(
        "parallel_refusals",
        Text("重复委托被拒", "Parallel refused"),
        Text(
            "因同一事项的委托尚未终结而被账本拒绝的受理",
            "acceptances refused because the same matter was under commission already",
        ),
        unit=ATTEMPTS,
    ),
)


def rows(queries: Queries, scope: Scope) -> Sequence[Mapping[str, Any]]:
    """One row an organisation: its commissions by the time of the request, its refused attempts by their own."""
    found: dict[str, dict[str, Any]] = {}
    for row in (*commissions(queries, scope), *refusals(queries, scope)):
        empty: dict[str, Any] = dict.fromkeys((column.name for column in COLUMNS if column.kind == "count"), 0)
        found.setdefault(row["organisation"], empty).update(row)
    reasons = decline_reasons(queries, scope)
    called = names(queries, scope.moment, found)
    return [
        {
            **found[id],
            "name": called.get(id, ""),
            "joint_share": share(found[id]["joint"], found[id]["commissions"]),
            "decline_reasons": reasons.get(id, ""),
        }
        for id in sorted(found)
    ]


def commissions(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    """What was asked of each agency, and what it still owes of what it declined."""
    condition, values = scope.where("a", "requested_at")
    return queries.rows(
        f"""
        SELECT a.agency_id AS organisation, count(*) AS commissions,
            count(*) FILTER (WHERE a.mode = 'joint') AS joint,
            count(*) FILTER (WHERE a.mode = 'unilateral_party') AS unilateral_party,
            count(*) FILTER (WHERE a.mode = 'unilateral_insurer') AS unilateral_insurer,
            count(*) FILTER (WHERE a.accepted_at IS NOT NULL) AS accepted,
            count(*) FILTER (WHERE a.decline_reason IS NOT NULL) AS declined,
            coalesce(sum(o.statements), 0)::bigint AS statements_outstanding,
            coalesce(sum(o.materials), 0)::bigint AS materials_outstanding
        FROM views.appraisal a
        LEFT JOIN (
            SELECT d.stream, count(*) FILTER (WHERE d.rule_id = '{DECLINE_STATEMENT.id}') AS statements,
                count(*) FILTER (WHERE d.rule_id = '{RETURN_MATERIALS.id}') AS materials
            FROM views.duty d
            WHERE d.rule_id IN ('{DECLINE_STATEMENT.id}', '{RETURN_MATERIALS.id}')
            AND {PENDING} AND {scope.moment.clause("d")}
            GROUP BY d.stream
        ) o ON o.stream = a.stream AND a.decline_reason IS NOT NULL
        WHERE {condition}
        GROUP BY a.agency_id
        """,
        values,
    )


def refusals(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    """What each organisation attempted and was refused under the two rules."""
    condition, values = scope.where("r", "at")
    return queries.rows(
        f"""
        SELECT r.organisation,
            count(*) FILTER (WHERE r.rule_id = '{CHOOSE_FROM_ROSTER.id}') AS roster_refusals,
            count(*) FILTER (WHERE r.rule_id = '{NO_PARALLEL_COMMISSION.id}') AS parallel_refusals
        FROM views.refusal r
        WHERE {condition} AND r.rule_id IN ('{CHOOSE_FROM_ROSTER.id}', '{NO_PARALLEL_COMMISSION.id}')
        GROUP BY r.organisation
        """,
        values,
    )


def decline_reasons(queries: Queries, scope: Scope) -> dict[str, str]:
    """The reasons of each agency with their numbers, the most frequent first."""
    condition, values = scope.where("a", "requested_at")
    found = queries.rows(
        f"SELECT a.agency_id, a.decline_reason, count(*) AS number FROM views.appraisal a "
        f"WHERE {condition} AND a.decline_reason IS NOT NULL GROUP BY a.agency_id, a.decline_reason",
        values,
    )
    reasons: dict[str, str] = {}
    for row in sorted(found, key=lambda row: (-row["number"], row["decline_reason"])):
        told = f"{row['decline_reason']}（{row['number']}）"
        reasons[row["agency_id"]] = "；".join(filter(None, (reasons.get(row["agency_id"]), told)))
    return reasons


def totals(found: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    sums = summed(found, COLUMNS)
    return {**sums, "joint_share": share(sums["joint"], sums["commissions"])}


REPORT = Report(
    id="R1",
    title=Text("委托受理情况报表", "Commissioning"),
    summary=Text(
        "各鉴定机构的共同委托与单方委托、不予受理及其理由、应出的退案说明与应退的材料，以及名录外委托、重复委托的被拒情况。",
        "For each agency: joint and unilateral commissions, what was declined and why, statements and materials still "
        "owed; and attempts refused because of the roster or a parallel commission.",
    ),
    basis=(
        MAY_COMMISSION,
        JOINT_ENCOURAGED,
        NO_PARALLEL_COMMISSION,
        PROCEDURE_BEFORE_ACCEPTANCE,
        CHOOSE_FROM_ROSTER,
        DECLINE_STATEMENT,
        RETURN_MATERIALS,
    ),
    reads=("appraisal", "duty", "refusal", "agency", "insurer"),
    columns=COLUMNS,
    rows=rows,
    totals=totals,
)

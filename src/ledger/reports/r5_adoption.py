"""R5 adoption: did insurers consider the opinions on their claims, adopt them, and say why not? 鉴定意见采信"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger.kernel.law import Text
from ledger.law.sanmenxia import CONSIDER_OPINION
from ledger.reports.report import INSURER, Column, Report, Scope, names, share, summed
from ledger.store.queries import Queries

OPINIONS = Text("份", "opinions")
COUNTED: tuple[tuple[Column, str], ...] = (
    (
        Column(
            "opinions",
            Text("鉴定意见", "Opinions"),
            Text("期间内为该机构的赔案出具的鉴定意见", "appraisal opinions issued in the period for its claims"),
            unit=OPINIONS,
        ),
        "true",
    ),
    (
        Column(
            "adopted",
            Text("全部采信", "Adopted"),
            Text("经审核全部采信", "considered and adopted in full"),
            unit=OPINIONS,
        ),
        "o.adopted = 'full'",
    ),
    (
        Column(
            "adopted_in_part",
            Text("部分采信", "In part"),
            Text("经审核部分采信", "considered and adopted in part"),
            unit=OPINIONS,
        ),
        "o.adopted = 'partial'",
    ),
    (
        Column(
            "set_aside",
            Text("不予采信", "Not adopted"),
            Text("经审核不予采信", "considered and not adopted"),
            unit=OPINIONS,
        ),
        "o.adopted = 'not'",
    ),
    (
        Column(
            "without_reasons",
            Text("未说明理由", "Without reasons"),
            Text("部分采信或不予采信而未说明理由的", "adopted in part or not at all, and no reasons given"),
            unit=OPINIONS,
        ),
        "o.adopted <> 'full' AND o.reasons IS NULL",
    ),
    (
        Column(
            "unconsidered",
            Text("未审核", "Never considered"),
            Text("意见已出具，赔案中没有审核采信的记录", "issued, and the claim has no record of considering it"),
            unit=OPINIONS,
        ),
        "o.adopted IS NULL",
    ),
    (
        Column(
            "passed_over",
            Text("先核定后审核", "Passed over"),
            Text(
                "意见出具后核定了责任，而此前未审核该意见",
                "liability determined after it was issued, and the opinion not considered by then",
            ),
            unit=OPINIONS,
        ),
        "c.determined_at >= a.issued_at AND (o.considered_at <= c.determined_at) IS NOT TRUE",
    ),
)
"""The columns that count, each with its condition over an opinion's appraisal `a`, the claim `c` and its review `o`."""
COUNTS = tuple(column for column, _ in COUNTED)


def rows(queries: Queries, scope: Scope) -> Sequence[Mapping[str, Any]]:
    """One row an insurer, by when the opinion was issued."""
    sums = ", ".join(f"count(*) FILTER (WHERE {counted}) AS {column.name}" for column, counted in COUNTED)
    opinions, values = _opinions(scope)
    found = queries.rows(
        f"SELECT c.insurer_id, {sums} {opinions} GROUP BY c.insurer_id ORDER BY c.insurer_id",
        values,
    )
    called = names(queries, scope.moment, [row["insurer_id"] for row in found], ("insurer",))
    reasons = reasons_given(queries, scope)
    return [
        {
            **row,
            "insurer": called.get(row["insurer_id"], ""),
            "reasons": reasons.get(row["insurer_id"], ""),
            "adoption_rate": rate(row),
        }
        for row in found
    ]


def reasons_given(queries: Queries, scope: Scope) -> dict[str, str]:
    """Why each insurer did not adopt opinions in full, each reason with its number, the most frequent first."""
    opinions, values = _opinions(scope)
    found = queries.rows(
        f"SELECT c.insurer_id, o.reasons, count(*) AS number {opinions} "
        "AND o.adopted <> 'full' AND o.reasons IS NOT NULL GROUP BY c.insurer_id, o.reasons",
        values,
    )
    told: dict[str, str] = {}
    for row in sorted(found, key=lambda row: (-row["number"], row["reasons"])):
        reason = f"{row['reasons']}（{row['number']}）"
        told[row["insurer_id"]] = "；".join(filter(None, (told.get(row["insurer_id"]), reason)))
    return told


def _opinions(scope: Scope) -> tuple[str, list[object]]:
    """The opinions issued for a claim, each beside its last review (SQL)."""
    condition, values = scope.where("c")
    within, bounds = scope.within("a.issued_at")
    moment = scope.moment
    return (
        f"""
        FROM views.appraisal a
        JOIN views.claim c ON c.claim_no = a.claim_no
        LEFT JOIN (
            SELECT DISTINCT ON (o.stream, o.appraisal_id) o.* FROM views.opinion o WHERE {moment.clause("o")}
            ORDER BY o.stream, o.appraisal_id, o.considered_at DESC NULLS LAST, o.opinion_no
        ) o ON o.stream = c.stream AND o.appraisal_id = a.appraisal_id
        WHERE {condition} AND {moment.clause("a")} AND a.issued_at IS NOT NULL AND {within}
        """,
        [*values, *bounds],
    )


def totals(found: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    sums = summed(found, COUNTS)
    return {**sums, "adoption_rate": rate(sums)}


def rate(row: Mapping[str, Any]) -> str | None:
    """Of the opinions that were considered, the share adopted in full."""
    return share(row["adopted"], row["adopted"] + row["adopted_in_part"] + row["set_aside"])


REPORT = Report(
    id="R5",
    title=Text("鉴定意见采信情况报表", "Adoption of opinions"),
    summary=Text(
        "各保险机构对其赔案的鉴定意见是否审核、是否采信，不采信的理由，以及从未审核的意见。",
        "For each insurer: whether the appraisal opinions of its claims were considered and adopted, the reasons where "
        "they were not, and the opinions never considered.",
    ),
    basis=(CONSIDER_OPINION,),
    reads=("appraisal", "claim", "opinion", "insurer"),
    columns=(
        *INSURER,
        *COUNTS[:4],
        Column(
            "adoption_rate",
            Text("采信率", "Adoption rate"),
            Text("全部采信 ÷（全部＋部分＋不予采信）", "adopted in full ÷ all that were considered"),
            "share",
        ),
        *COUNTS[4:5],
        Column(
            "reasons",
            Text("不采信的理由", "Reasons"),
            Text(
                "部分采信与不予采信的理由及其件数",
                "why opinions were adopted in part or not at all, each reason with its number",
            ),
            "text",
        ),
        *COUNTS[5:],
    ),
    rows=rows,
    totals=totals,
)

"""R12 claims: determined and told in time, asked once, rejected with proof, advances, outcomes. 理赔时效与结果"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from ledger.kernel.law import Text
from ledger.law.manual import (
    ADVANCE,
    AMICABLE,
    CLOSE,
    DETERMINE_IN_TIME,
    ONCE,
    REINSTATE,
    REJECT_WRITTEN,
    SERVE,
)
from ledger.reports.owed import Owed, owed_by_stream, summed_over_streams
from ledger.reports.report import INSURER, Column, Report, Scope, names, share, summed
from ledger.store.queries import Queries

CLAIMS, TIMES, DAYS, DISPUTES = (
    Text("件", "claims"),
    Text("次", "times"),
    Text("天", "days"),
    Text("件", "disputes"),
)
YEAR = 12
"""The months of the rolling closure rate."""


def _owed() -> Iterator[Owed]:
    for part, done, zh, en in (("determine", "determined", "核定", "determined"), ("notify", "told", "通知", "told")):
        for status, title, meaning in (
            ("met", Text(f"{zh}按期", f"{en.title()} in time"), Text(f"三十日内已{zh}", f"{en} within thirty days")),
            ("late", Text(f"{zh}逾期", f"{en.title()} late"), Text(f"已{zh}，超过三十日", f"{en} later than that")),
            (
                "overdue",
                Text(f"逾期未{zh}", f"Not {en}"),
                Text(f"三十日已过，尚未{zh}", f"the thirty days are over and it is not {en}"),
            ),
            (
                "suspended",
                Text(f"{zh}中止", "Suspended"),
                Text("补充单证期间，三十日中止计算", "the thirty days stand still while documents are awaited"),
            ),
        ):
            yield Owed(Column(f"{done}_{status}", title, meaning, unit=CLAIMS), (status,), (DETERMINE_IN_TIME,), part)


OWED = tuple(_owed())
REPORTED: tuple[tuple[Column, str], ...] = (
    (
        Column(
            "claims",
            Text("报案", "Reported"),
            Text("期间内报案的赔案", "claims reported in the period"),
            unit=CLAIMS,
        ),
        "count(*)",
    ),
    (
        Column(
            "applied",
            Text("索赔", "Applied"),
            Text("其中已收到索赔申请的", "of these, with an application for payment"),
            unit=CLAIMS,
        ),
        "count(c.applied_at)",
    ),
    (
        Column(
            "asked_again",
            Text("重复要求补充", "Asked again"),
            Text("未一次性告知所缺单证的", "documents asked for that the first request should have named"),
            unit=TIMES,
        ),
        "coalesce(sum(f.number), 0)::bigint",
    ),
    (
        Column(
            "rejected",
            Text("拒赔", "Rejected"),
            Text("作出整案拒赔决定的", "rejected as a whole"),
            unit=CLAIMS,
        ),
        "count(c.rejected_at)",
    ),
    (
        Column(
            "unserved",
            Text("拒赔未送达", "Not served"),
            Text("其中拒赔通知书尚无送达凭证的", "of these, without proof yet that the notice was served"),
            unit=CLAIMS,
        ),
        "count(*) FILTER (WHERE c.rejected_at IS NOT NULL AND c.notice_served_at IS NULL)",
    ),
    (
        Column(
            "advanced",
            Text("预付", "Advanced"),
            Text("已预付赔款的", "with a payment in advance"),
            unit=CLAIMS,
        ),
        "count(*) FILTER (WHERE c.advances > 0)",
    ),
    (
        Column(
            "advances",
            Text("预付赔款（元）", "Advances (yuan)"),
            Text("已预付的赔款", "paid in advance"),
            "amount",
        ),
        "coalesce(sum(c.advances), 0)",
    ),
)
"""What is counted of the claims reported in the period, each with its SQL over a claim `c` and its findings `f`."""
CLOSED: tuple[tuple[Column, str], ...] = (
    *(
        (
            Column(f"closed_{outcome}", title, meaning, unit=CLAIMS),
            f"count(*) FILTER (WHERE c.outcome = '{outcome}')",
        )
        for outcome, title, meaning in (
            ("paid", Text("赔付结案", "Closed: paid"), Text("期间内赔付结案", "closed as paid in the period")),
            ("zero", Text("零结案", "Closed: zero"), Text("期间内零赔付结案", "closed at zero in the period")),
            (
                "rejected",
                Text("拒赔结案", "Closed: rejected"),
                Text("期间内拒赔结案", "closed as rejected in the period"),
            ),
            (
                "cancelled",
                Text("注销", "Closed: cancelled"),
                Text("期间内注销结案", "closed as cancelled in the period"),
            ),
        )
    ),
    (
        Column(
            "days",
            Text("结案天数", "Days to close"),
            Text(
                "赔付结案与拒赔结案自报案至结案的天数之和",
                "days from report to closing, of the claims closed as paid or rejected, together",
            ),
            unit=DAYS,
        ),
        "coalesce(sum((c.closed_at AT TIME ZONE 'Asia/Shanghai')::date "
        "- (c.reported_at AT TIME ZONE 'Asia/Shanghai')::date) "
        "FILTER (WHERE c.outcome IN ('paid', 'rejected')), 0)::bigint",
    ),
)
"""What is counted of the claims closed in the period."""
ROLLING: tuple[tuple[Column, str], ...] = (
    (
        Column(
            "year_reported",
            Text("近十二个月报案", "Reported in 12 months"),
            Text(
                "截至期末的十二个月内报案、未注销的赔案",
                "claims reported in the twelve months up to the end of the period and not cancelled",
            ),
            unit=CLAIMS,
        ),
        "count(*)",
    ),
    (
        Column(
            "year_closed",
            Text("其中已结", "Of these closed"),
            Text("其中期末前已结案的", "of these, closed by that end"),
            unit=CLAIMS,
        ),
        "count(*) FILTER (WHERE c.closed_at < w.end)",
    ),
)
"""What is counted of the claims of the twelve months that `w.end` ends."""
REINSTATED: tuple[tuple[Column, str], ...] = (
    (
        Column(
            "reinstatements",
            Text("恢复保额", "Reinstatements"),
            Text("期间内生效的恢复保额批单", "endorsements effective in the period that restored a sum insured"),
            unit=TIMES,
        ),
        "count(*)",
    ),
    (
        Column(
            "reinstated",
            Text("恢复金额（元）", "Reinstated (yuan)"),
            Text("批单恢复的保险金额", "the sum insured they restored"),
            "amount",
        ),
        "coalesce(sum(r.amount), 0)",
    ),
)
DISPUTED: tuple[tuple[Column, str], ...] = (
    (
        Column(
            "disputes",
            Text("争议", "Disputes"),
            Text("期间内提出的赔案争议", "disputes over claims opened in the period"),
            unit=DISPUTES,
        ),
        "count(*)",
    ),
    (
        Column(
            "settled",
            Text("协商解决", "Settled"),
            Text("其中未经诉讼、仲裁而协商解决的", "of these, settled without a lawsuit or arbitration"),
            unit=DISPUTES,
        ),
        "count(*) FILTER (WHERE d.negotiation = 'settled' AND d.commenced_at IS NULL)",
    ),
)


def rows(queries: Queries, scope: Scope) -> Sequence[Mapping[str, Any]]:
    """One row an insurer. Claims count by their report, closings and endorsements by their own day."""
    found: dict[str, dict[str, Any]] = {}
    for read in (reported, closed, rolling, reinstated, disputed):
        for row in read(queries, scope):
            found.setdefault(row["insurer_id"], dict(EMPTY)).update(row)
    called = names(queries, scope.moment, found, ("insurer",))
    return [{**found[id], "insurer": called.get(id, ""), **rates(found[id])} for id in sorted(found)]


def reported(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    condition, values = scope.where("c", "reported_at")
    moment = scope.moment
    return queries.rows(
        f"""
        SELECT c.insurer_id, {_selected(REPORTED)}, {summed_over_streams(OWED, "o")}
        FROM views.claim c
        LEFT JOIN ({owed_by_stream(OWED, moment)}) o ON o.stream = c.stream
        LEFT JOIN (
            SELECT f.stream, count(*) AS number FROM views.finding f
            WHERE f.rule_id = '{ONCE.id}' AND {moment.clause("f")} GROUP BY f.stream
        ) f ON f.stream = c.stream
        WHERE {condition}
        GROUP BY c.insurer_id
        """,
        values,
    )


def closed(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    condition, values = scope.where("c", "closed_at")
    return queries.rows(
        f"SELECT c.insurer_id, {_selected(CLOSED)} FROM views.claim c "
        f"WHERE {condition} AND c.closed_at IS NOT NULL GROUP BY c.insurer_id",
        values,
    )


def rolling(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    """The twelve months end with the period, and no later than the moment."""
    condition, values = scope.where("c")
    moment = scope.moment
    return queries.rows(
        f"""
        SELECT c.insurer_id, {_selected(ROLLING)}
        FROM views.claim c
        CROSS JOIN (SELECT least({moment.clock}, %s) AS end) w
        WHERE {condition} AND c.reported_at >= w.end - interval '{YEAR} months' AND c.reported_at < w.end
        AND c.outcome IS DISTINCT FROM 'cancelled'
        GROUP BY c.insurer_id
        """,
        [scope.end or "infinity", *values],
    )


def reinstated(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    condition, values = scope.where("r")
    within, bounds = scope.within("r.effective_on::timestamp AT TIME ZONE 'Asia/Shanghai'")
    return queries.rows(
        f"SELECT r.insurer_id, {_selected(REINSTATED)} FROM views.reinstatement r "
        f"WHERE {condition} AND {within} GROUP BY r.insurer_id",
        [*values, *bounds],
    )


def disputed(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    condition, values = scope.where("d", "opened_at")
    return queries.rows(
        f"SELECT i.insurer_id, {_selected(DISPUTED)} FROM views.dispute d, unnest(d.insurer_ids) i (insurer_id) "
        f"WHERE {condition} AND d.kind = 'claim' GROUP BY i.insurer_id",
        values,
    )


def totals(found: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    sums = summed(found, COLUMNS)
    return {**sums, **rates(sums)}


def rates(row: Mapping[str, Any]) -> dict[str, str | None]:
    """What regulators compare: in time, mean days (withdrawn and zero left out), refusals, closing in twelve months."""
    counted = row["closed_paid"] + row["closed_rejected"]
    in_time = row["determined_met"]
    return {
        "determination_rate": share(in_time, in_time + row["determined_late"] + row["determined_overdue"]),
        "mean_days": mean(row["days"], counted),
        "refusal_rate": share(row["closed_rejected"], counted + row["closed_zero"]),
        "closure_rate": share(row["year_closed"], row["year_reported"]),
    }


def mean(whole: int, number: int) -> str | None:
    """The mean as a decimal string of one place, half to even; none of nothing."""
    return str((Decimal(whole) / number).quantize(Decimal("0.1"), ROUND_HALF_EVEN)) if number else None


def _selected(counted: Sequence[tuple[Column, str]]) -> str:
    return ", ".join(f"{sql} AS {column.name}" for column, sql in counted)


def _columns() -> Iterator[Column]:
    yield from INSURER
    yield from (column for column, _ in REPORTED[:2])
    yield from (each.column for each in OWED)
    yield Column(
        "determination_rate",
        Text("按期核定率", "In-time rate"),
        Text("按期 ÷（按期＋逾期核定＋逾期未核定）", "in time ÷ (in time + late + not determined)"),
        "share",
    )
    yield from (column for column, _ in (*REPORTED[2:], *REINSTATED, *CLOSED))
    yield Column(
        "mean_days",
        Text("平均结案天数", "Mean days"),
        Text(
            "结案天数 ÷（赔付结案＋拒赔结案），注销与零结案不计",
            "days to close ÷ (closed as paid or rejected); withdrawn and zero-closed claims are left out",
        ),
        "number",
        DAYS,
    )
    yield Column(
        "refusal_rate",
        Text("拒赔率", "Refusal rate"),
        Text("拒赔结案 ÷（赔付、零、拒赔结案）", "closed as rejected ÷ closed as paid, at zero or as rejected"),
        "share",
    )
    yield from (column for column, _ in ROLLING)
    yield Column(
        "closure_rate",
        Text("结案率", "Closure rate"),
        Text("滚动十二个月：其中已结 ÷ 近十二个月报案", "rolling over twelve months: of those reported, closed"),
        "share",
    )
    yield from (column for column, _ in DISPUTED)


COLUMNS = tuple(_columns())
EMPTY: Mapping[str, Any] = {column.name: 0 for column in COLUMNS if column.kind in ("count", "amount")}

REPORT = Report(
    id="R12",
    title=Text("理赔时效与结果报表", "Claims: timeliness and outcomes"),
    summary=Text(
        "各保险机构是否在三十日内核定责任并通知、是否一次性要求补充单证，拒赔送达、预付、恢复保额、结案结果，"
        "以及结案率、平均结案天数与拒赔率。",
        "For each insurer: liability determined and told within thirty days, documents asked for at once, rejections "
        "with proof of service, advances, reinstatements and outcomes; closure rate, mean days and refusal rate.",
    ),
    basis=(DETERMINE_IN_TIME, ONCE, REJECT_WRITTEN, SERVE, ADVANCE, REINSTATE, CLOSE, AMICABLE),
    reads=("claim", "duty", "finding", "reinstatement", "dispute", "insurer"),
    columns=COLUMNS,
    rows=rows,
    totals=totals,
)

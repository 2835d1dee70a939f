"""Who reported nothing: organisations of which expected records are missing. 未报送情况

Four kinds of silence, each with the rule that expects a record. A silence is no finding of guilt: it says where to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ledger.catalogue import LEDGERS_OWN
from ledger.duties.status import PENDING, among
from ledger.kernel.clock import local_day, start_of
from ledger.kernel.law import Rule, Text
from ledger.law.sanmenxia import (
    IMPLEMENT_LOCALLY,
    INSURER_DEPARTMENT,
    NOTIFY_A_DAY_AHEAD,
    RECORD_ATTENDANCE_TRULY,
    RECORD_LIVE,
    SEND_WITNESS,
)
from ledger.reports.report import Column, Report, Scope, binds, names, summed
from ledger.store.queries import Queries

QUIET_DAYS = 30
"""After so many days without a record about a commission in motion, somebody should ask."""


class Silence(NamedTuple):
    """A kind of silence, and the rule that expects a record. 未报送情形"""

    title: Text
    rule: Rule


KINDS: Mapping[str, Silence] = {
    "attendance_unrecorded": Silence(
        Text("场次已过，未记录到场情况", "Session over, attendance not recorded"), RECORD_ATTENDANCE_TRULY
    ),
    "witness_unknown": Silence(
        Text("应到场次已过，无通知、无到场、无缺席记录", "Session over: no notice, no arrival, no absence"),
        NOTIFY_A_DAY_AHEAD,
    ),
    "witness_unheard": Silence(
        Text("已通知，场次已过，无到场、无缺席记录", "Notified and session over: no arrival, no absence"), SEND_WITNESS
    ),
    "commission_quiet": Silence(
        Text(f"在办委托 {QUIET_DAYS} 日无记录", f"Commission in motion, no record for {QUIET_DAYS} days"), RECORD_LIVE
    ),
    "agency_silent": Silence(Text("在册鉴定机构期间内无报送", "Listed agency recorded nothing"), IMPLEMENT_LOCALLY),
    "insurer_silent": Silence(
        Text("登记的保险机构期间内无报送", "Registered insurer recorded nothing"), INSURER_DEPARTMENT
    ),
}


def rows(queries: Queries, scope: Scope) -> Sequence[Mapping[str, Any]]:
    """One row an organisation and kind of silence."""
    found = [*sessions(queries, scope), *commissions(queries, scope), *organisations(queries, scope)]
    called = names(queries, scope.moment, [row["organisation"] for row in found])
    order = list(KINDS)
    return [
        {
            "organisation": row["organisation"],
            "name": called.get(row["organisation"], ""),
            "silence": row["silence"],
            "missing": row["missing"],
            "since": local_day(row["since"]).isoformat(),
            "rule": KINDS[row["silence"]].rule.id,
            "article": KINDS[row["silence"]].rule.article,
        }
        for row in sorted(found, key=lambda row: (row["organisation"], order.index(row["silence"])))
    ]


def sessions(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    """Sessions of the period that are over, and of which a record is due and missing."""
    condition, values = scope.where("d", "started_at")
    moment = scope.moment
    kinds = ("attendance_unrecorded", "witness_unknown", "witness_unheard")
    named = " ".join(f"WHEN '{KINDS[kind].rule.id}' THEN '{kind}'" for kind in kinds)
    return queries.rows(
        f"""
        SELECT m.organisation, m.silence, count(*) AS missing, min(m.started_at) AS since
        FROM (
            SELECT d.*, CASE d.rule_id {named} END AS silence,
                CASE d.rule_id WHEN '{NOTIFY_A_DAY_AHEAD.id}' THEN d.subject ELSE d.obligor END AS organisation
            FROM views.duty d
            WHERE {condition} AND {PENDING} AND NOT d.historical AND d.started_at <= {moment.clock}
            AND ({among(("overdue",), moment.clock)} OR d.due_at IS NULL)
            AND d.rule_id IN ({", ".join(f"'{KINDS[kind].rule.id}'" for kind in kinds)})
        ) m
        LEFT JOIN views.witness w ON w.stream = m.stream AND w.item = m.organisation AND {moment.clause("w")}
        WHERE coalesce(w.attendance, '') = '' AND NOT EXISTS (
            SELECT FROM views.session s JOIN views.appraisal a ON a.stream = s.stream AND {moment.clause("a")}
            WHERE s.session_id = split_part(m.stream, '/', 2) AND {moment.clause("s")} AND a.ended_at <= m.started_at
        )
        GROUP BY m.organisation, m.silence
        """,
        values,
    )


def commissions(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    """Commissions accepted in the period, still in motion, of which the listed agency records nothing any more.

    One that waits for a session to come is not quiet.
    """
    condition, values = scope.where("a", "accepted_at")
    moment = scope.moment
    return queries.rows(
        f"""
        SELECT a.agency_id AS organisation, 'commission_quiet' AS silence, count(*) AS missing, min(l.last) AS since
        FROM views.appraisal a
        LEFT JOIN (
            SELECT s.stream, array_agg('attendance/' || s.session_id) AS attendances, max(s.start_at) AS last_start
            FROM views.session s WHERE {moment.clause("s")} GROUP BY s.stream
        ) s ON s.stream = a.stream
        CROSS JOIN LATERAL (
            SELECT max(e.recorded_at) AS last FROM events e
            WHERE e.originator_id = ANY(a.stream || s.attendances)
            AND e.notification_id <= {moment.position} AND e.organisation = a.agency_id
        ) l
        WHERE {condition} AND {binds(RECORD_LIVE, "a", "a.accepted_at")}
        AND a.agency_id = ANY(ARRAY(
            SELECT g.agency_id FROM views.agency g WHERE {moment.clause("g")} AND {_listed(scope)}
        ))
        AND a.ended_at IS NULL AND l.last < {moment.clock} - interval '{QUIET_DAYS} days'
        AND (s.last_start > {moment.clock}) IS NOT TRUE
        GROUP BY a.agency_id
        """,
        values,
    )


def organisations(queries: Queries, scope: Scope) -> list[dict[str, Any]]:
    """Listed agencies and insurers, registered by the end of the period, that recorded nothing in it."""
    moment = scope.moment
    end = scope.end or "infinity"
    parts, values = [], list[object]()
    for kind, rule, view, listed in (
        ("agency_silent", IMPLEMENT_LOCALLY, "agency", _listed(scope)),
        ("insurer_silent", INSURER_DEPARTMENT, "insurer", "true"),
    ):
        condition, bound = scope.where("g")
        parts.append(
            f"SELECT g.stream, g.{view}_id AS organisation, '{kind}' AS silence FROM views.{view} g "
            f"WHERE {condition} AND {listed} AND {binds(rule, 'g', moment.clock)}"
        )
        values += bound
    # The rules of the ledger have it refuse, and note who read what: that is no report of anybody's.
    return queries.rows(
        f"""
        SELECT o.organisation, o.silence, 1::bigint AS missing, coalesce(l.last, b.recorded_at) AS since
        FROM ({" UNION ALL ".join(parts)}) o
        JOIN events b ON b.originator_id = o.stream AND b.originator_version = 1
        LEFT JOIN (
            SELECT e.organisation, max(e.recorded_at) AS last FROM events e
            WHERE e.notification_id <= {moment.position} AND e.recorded_at < %s
            AND split_part(e.originator_id, '/', 1) <> ALL(%s)
            GROUP BY e.organisation
        ) l ON l.organisation = o.organisation
        WHERE b.recorded_at < %s AND (l.last IS NULL OR l.last < %s)
        """,
        [*values, end, sorted(LEDGERS_OWN), end, start_of(scope.since) if scope.since else None],
    )


def _listed(scope: Scope) -> str:
    """Whether an agency `g` is on the roster on the moment's own day, as SQL."""
    today = local_day(scope.moment.at).isoformat()
    return (
        f"EXISTS (SELECT FROM views.roster_spell r WHERE {scope.moment.clause('r')} AND r.agency_id = g.agency_id "
        f"AND r.status = 'active' AND r.since <= '{today}' AND (r.until IS NULL OR '{today}' < r.until))"
    )


def _columns() -> Iterator[Column]:
    yield Column(
        "organisation",
        Text("机构代码", "Organisation id"),
        Text("缺少其记录的机构的登记代码", "id in the register of the organisation of which a record is missing"),
        "text",
    )
    yield Column(
        "name",
        Text("机构", "Organisation"),
        Text("登记的机构名称", "name in the register"),
        "text",
    )
    yield Column(
        "silence",
        Text("未报送情形", "Silence"),
        Text(
            "缺少何种记录。场次按开始时间、委托按受理时间计入期间，委托已终结的不计；无报送以记入账本的时间为准，"
            "被拒绝的操作不算报送；等候后续场次的委托不算无记录",
            "which record is missing; sessions count by their start, commissions by their acceptance, and neither "
            "where the commission has ended; recording nothing goes by the time of record, and refused attempts are "
            "no records; a commission that waits for a session is not quiet",
        ),
        "text",
        words={name: kind.title for name, kind in KINDS.items()},
    )
    yield Column(
        "missing",
        Text("数量", "Missing"),
        Text("缺少记录的场次、委托或机构数", "sessions, commissions or organisations without the record"),
        unit=Text("项", "records"),
    )
    yield Column(
        "since",
        Text("自何日起", "Since"),
        Text(
            "最早的场次日期，或该委托、该机构最后一次记入账本之日（从未记入的，为登记之日）",
            "day of the earliest session; or of the last record of the commission or organisation (where there is "
            "none, of its registration)",
        ),
        "text",
    )
    yield Column(
        "rule",
        Text("规则", "Rule"),
        Text("要求有此记录的规则", "the rule that expects the record"),
        "text",
    )
    yield Column(
        "article",
        Text("条款", "Article"),
        Text("该规则所在条款", "where that rule stands"),
        "text",
    )


COLUMNS = tuple(_columns())
REPORT = Report(
    id="SILENCE",
    title=Text("未报送情况报表", "Who reported nothing"),
    summary=Text(
        "应有记录而账本中没有的机构：到场情况、见证人、在办委托，以及期间内毫无报送的鉴定机构和保险机构。",
        "Organisations of which the ledger lacks a record it should have: attendance, witnesses, commissions in "
        "motion, and agencies and insurers that recorded nothing at all in the period.",
    ),
    basis=tuple(dict.fromkeys(kind.rule for kind in KINDS.values())),
    reads=("duty", "witness", "session", "appraisal", "agency", "roster_spell", "insurer"),
    columns=COLUMNS,
    rows=rows,
    totals=lambda found: summed(found, COLUMNS),
)

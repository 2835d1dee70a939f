"""Findings as they are asked for: those of single streams, and those that only several streams together show. 发现

What a stream's own events say against a rule stands in the view `finding`. What one stream says against another
is SQL over the views at a moment: an appraisal and the roster of its day, an appraiser and an insurer's staff.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from ledger.callers import Caller
from ledger.kernel.clock import at_microseconds, microseconds, start_of
from ledger.kernel.codes import prefix
from ledger.kernel.finding import Severity
from ledger.kernel.law import Rule, Text
from ledger.law import RULES
from ledger.law.sanmenxia import CHOOSE_FROM_ROSTER, CONSIDER_OPINION, EXPERT_REVIEW, NO_DUAL_ROLE, PRACTICE_FILE
from ledger.store.queries import Moment, Queries

Row = dict[str, Any]

MUCH_DISPUTED_SIDES = 2
"""So many sides objecting to one appraisal are opinions concentrated on it."""
MUCH_DISPUTED_CASES = 3
"""So many disputes about one agency's appraisals, opened in one quarter, are opinions concentrated on it."""

AFTER = r"^-?[0-9]{1,18}-[0-9a-f]{32}$"
"""What a mark to go on from looks like; whoever makes one up begins somewhere, and sees nothing more."""


class Cross(NamedTuple):
    """A rule, and the SQL over the views of a moment whose rows contradict it. 跨流发现

    The SQL selects stream, area, subject (what tells the rows of a stream apart), organisation (who answers for
    it), occurred_at, and told: the texts that `reason` puts into words.
    """

    rule: Rule
    severity: Severity
    sql: Callable[[Moment], str]
    reason: Callable[..., Text]


def findings(
    queries: Queries,
    by: Caller,
    moment: Moment,
    *,
    area: str | None = None,
    rule: str | None = None,
    severity: str | None = None,
    organisation: str | None = None,
    streams: Collection[str] = (),
    since: datetime | None = None,
    after: str | None = None,
    limit: int = 100,
) -> tuple[list[Row], str | None]:
    """The findings that a caller may see at a moment, newest first, and the mark to go on from.

    `organisation` is who recorded the event, or who answers for what several streams show; no `streams` are all;
    `since` is the instant after which they occurred. A finding across streams has no event of its own.
    """
    visible, seen = by.condition("f")
    wanted, values = [f"({visible})"], list(seen)
    for condition, value in (
        ("f.area LIKE %s", prefix(area) + "%" if area else None),
        ("f.organisation = %s", organisation),
        ("f.stream = ANY(%s)", list(streams) or None),
        ("f.occurred_at > %s", since),
    ):
        if value is not None:
            wanted.append(condition)
            values.append(value)
    if after is not None:
        at, key = _read(after)
        wanted.append("f.occurred_at <= %s AND (f.occurred_at, f.key) < (%s, %s)")
        values += [at, at, key]
    parts, every = [], list[object]()
    for select, own in _sources(moment, rule, severity):
        parts.append(f"(SELECT f.* FROM ({select}) f WHERE {' AND '.join(wanted)})")
        every += [*own, *values]
    if not parts:
        return [], None
    found = queries.rows(
        f"SELECT * FROM ({' UNION ALL '.join(parts)}) f ORDER BY f.occurred_at DESC, f.key DESC LIMIT %s",
        [*every, limit + 1],
    )
    shown = found[:limit]
    mark = _mark(shown[-1]) if len(found) > limit else None
    return [_told(row) for row in shown], mark


KEY = "md5({0}.stream || ' ' || {0}.{1}) COLLATE \"C\" AS key"
"""What orders the findings of one instant."""


def _sources(moment: Moment, rule: str | None, severity: str | None) -> Iterator[tuple[str, list[object]]]:
    """The selects to be united, each with its values; those that cannot give a row are left out."""
    conditions, values = [moment.clause("v")], list[object]()
    for column, value in (("rule_id", rule), ("severity", severity)):
        if value is not None:
            conditions.append(f"v.{column} = %s")
            values.append(value)
    yield (
        "SELECT v.stream, v.area, v.item, v.rule_id, v.severity, v.event_id, v.event_type, v.occurred_at, "
        f"v.organisation, v.reason_zh, v.reason_en, -1 AS number, NULL::text[] AS told, {KEY.format('v', 'item')} "
        f"FROM views.finding v WHERE {' AND '.join(conditions)}",
        values,
    )
    for number, cross in enumerate(CROSS):
        if rule not in (None, cross.rule.id) or severity not in (None, cross.severity):
            continue
        # An event is judged by the instruments in force for its area when it occurred, and so are several.
        pack = cross.rule.pack
        ends = start_of(pack.effective_to) if pack.effective_to else None
        yield (
            f"SELECT c.stream, c.area, %s || c.subject AS item, %s AS rule_id, %s AS severity, NULL AS event_id, "
            "NULL AS event_type, c.occurred_at, c.organisation, NULL AS reason_zh, NULL AS reason_en, "
            f"{number} AS number, c.told, {KEY.format('c', 'subject')} FROM ({cross.sql(moment)}) c "
            "WHERE c.area LIKE %s AND c.occurred_at >= %s AND c.occurred_at < coalesce(%s, 'infinity'::timestamptz) "
            "AND c.occurred_at <= %s",
            [
                f"{cross.rule.id}/",
                cross.rule.id,
                cross.severity,
                prefix(pack.area) + "%",
                start_of(pack.effective_from),
                ends,
                moment.at,
            ],
        )


def _told(row: Row) -> Row:
    told, number, _ = row.pop("told"), row.pop("number"), row.pop("key")
    if told is not None:
        row["reason_zh"], row["reason_en"] = CROSS[number].reason(*told)
    return {**row, "article": RULES[row["rule_id"]].article}


def _mark(row: Row) -> str:
    return f"{microseconds(row['occurred_at'])}-{row['key']}"


def _read(mark: str) -> tuple[datetime, str]:
    number, _, key = mark.rpartition("-")
    return at_microseconds(int(number)), key


# What several streams show


def _local_day(column: str) -> str:
    return f"({column} AT TIME ZONE 'Asia/Shanghai')::date"


def _off_the_roster(moment: Moment) -> str:
    """The register as it says now, which may be another thing than it said when the request was admitted."""
    day = _local_day("p.requested_at")
    return f"""
        SELECT p.stream, p.area, p.appraisal_id AS subject, p.agency_id AS organisation,
            p.requested_at AS occurred_at, ARRAY[p.agency_id, {day}::text] AS told
        FROM views.appraisal p
        WHERE {moment.clause("p")} AND NOT EXISTS (
            SELECT FROM views.roster_spell s WHERE {moment.clause("s")} AND s.agency_id = p.agency_id
            AND s.status = 'active' AND s.since <= {day} AND (s.until IS NULL OR {day} < s.until))
    """


def _two_roles(moment: Moment) -> str:
    """Digests are compared here and nowhere selected. Both organisations find it, each in its own stream."""
    since = f"greatest(p.since, e.since, DATE '{NO_DUAL_ROLE.pack.effective_from}')"
    until = "least(coalesce(p.until, 'infinity'::date), coalesce(e.until, 'infinity'::date))"
    return f"""
        SELECT f.stream, f.area, o.appraiser_id || '/' || o.insurer_id || '/' || o.day AS subject, f.organisation,
            o.day::timestamp AT TIME ZONE 'Asia/Shanghai' AS occurred_at, ARRAY[o.appraiser_id, o.insurer_id] AS told
        FROM (
            SELECT DISTINCT ON (p.stream, e.stream) p.stream AS register, p.area AS registered, p.appraiser_id,
                p.agency_id, e.stream AS staff, e.area AS employed, e.insurer_id, {since} AS day
            FROM views.practice_spell p JOIN views.employment e ON e.identity = p.identity
            WHERE {moment.clause("p")} AND {moment.clause("e")}
            AND p.status <> 'removed' AND NOT p.exempt AND {since} < {until}
            ORDER BY p.stream, e.stream, day) o
        CROSS JOIN LATERAL (VALUES (o.register, o.registered, o.agency_id), (o.staff, o.employed, o.insurer_id))
            f (stream, area, organisation)
    """


def _unregistered_acting(moment: Moment) -> str:
    day = _local_day("a.started_at")
    return f"""
        SELECT a.stream, a.area, a.item AS subject, a.agency_id AS organisation, a.started_at AS occurred_at,
            ARRAY[a.appraiser_id, a.agency_id, a.session_id, {day}::text] AS told
        FROM views.acting a
        WHERE {moment.clause("a")} AND NOT EXISTS (
            SELECT FROM views.practice_spell s WHERE {moment.clause("s")} AND s.appraiser_id = a.appraiser_id
            AND s.agency_id = a.agency_id AND s.status = 'active'
            AND s.since <= {day} AND (s.until IS NULL OR {day} < s.until))
    """


def _much_disputed_appraisal(moment: Moment) -> str:
    return f"""
        SELECT 'appraisal/' || o.appraisal_id AS stream, o.area, o.appraisal_id AS subject,
            o.agency_id AS organisation, max(o.received_at) AS occurred_at,
            ARRAY[count(DISTINCT o.objector)::text] AS told
        FROM views.objection o
        WHERE {moment.clause("o")} AND NOT EXISTS (
            SELECT FROM views.dispute d WHERE {moment.clause("d")} AND d.appraisal_id = o.appraisal_id
            AND d.flagged_at IS NOT NULL)
        GROUP BY o.appraisal_id, o.area, o.agency_id HAVING count(DISTINCT o.objector) >= {MUCH_DISPUTED_SIDES}
    """


def _much_disputed_agency(moment: Moment) -> str:
    quarter = "to_char(d.opened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY\"Q\"Q')"
    return f"""
        SELECT 'agency/' || d.agency_id AS stream, d.area, d.area || '/' || {quarter} AS subject,
            d.agency_id AS organisation, max(d.opened_at) AS occurred_at,
            ARRAY[d.agency_id, count(*)::text, {quarter}] AS told
        FROM views.dispute d
        WHERE {moment.clause("d")} AND d.kind = 'appraisal' AND d.flagged_at IS NULL
        GROUP BY d.agency_id, d.area, {quarter} HAVING count(*) >= {MUCH_DISPUTED_CASES}
    """


def _opinion_passed_over(moment: Moment) -> str:
    """A claim that says of itself which appraisals it rests on is held to them by its own rules and duties."""
    return _opinions_unknown_to_claims(moment, "c.determined_at", "c.determined_at >= a.issued_at")


def _opinion_waiting(moment: Moment) -> str:
    still_open = "c.closed_at IS NULL AND (c.determined_at >= a.issued_at) IS NOT TRUE"
    return _opinions_unknown_to_claims(moment, "a.issued_at", still_open)


def _opinions_unknown_to_claims(moment: Moment, occurred_at: str, when: str) -> str:
    return f"""
        SELECT c.stream, c.area, a.appraisal_id AS subject, c.insurer_id AS organisation,
            {occurred_at} AS occurred_at, ARRAY[a.appraisal_id, a.opinion_no, {_local_day("a.issued_at")}::text] AS told
        FROM views.appraisal a JOIN views.claim c ON c.claim_no = a.claim_no
        WHERE {moment.clause("a")} AND {moment.clause("c")} AND a.issued_at IS NOT NULL
        AND a.appraisal_id <> ALL(c.appraisals) AND {when}
    """


CROSS: tuple[Cross, ...] = (
    Cross(
        CHOOSE_FROM_ROSTER,
        "breach",
        _off_the_roster,
        lambda agency, day: Text(
            f"按现有名册，{agency} 在申请当日（{day}）不在册；请核实名册，并审查该鉴定能否采用。",
            f"by the register as it is now, {agency} was not on the roster on {day}, the day of the request: "
            "check the register, and whether the appraisal can stand",
        ),
    ),
    Cross(
        NO_DUAL_ROLE,
        "breach",
        _two_roles,
        lambda appraiser, insurer: Text(
            f"鉴定人 {appraiser} 同时是 {insurer} 的从业人员，且名册未载明豁免依据；请核实并解除其一。",
            f"appraiser {appraiser} is on the staff of {insurer} as well, and the register gives no basis for it: "
            "look into it and end one of the two",
        ),
    ),
    Cross(
        PRACTICE_FILE,
        "breach",
        _unregistered_acting,
        lambda appraiser, agency, session, day: Text(
            f"{appraiser} 于 {day} 实施鉴定（场次 {session}），当日不是 {agency} 的在册执业鉴定人；请核实其执业资格。",
            f"{appraiser} examined in session {session} on {day}, and was no active appraiser of {agency} in the "
            "register that day: look into the licence to practise",
        ),
    ),
    Cross(
        EXPERT_REVIEW,
        "notice",
        _much_disputed_appraisal,
        lambda sides: Text(
            f"已有 {sides} 方对该鉴定提出异议，尚未列入专家评审；请鉴定人协会研究是否列入。",
            f"{sides} sides object to this appraisal and it is not flagged for expert review: "
            "the association should consider it",
        ),
    ),
    Cross(
        EXPERT_REVIEW,
        "notice",
        _much_disputed_agency,
        lambda agency, disputes, quarter: Text(
            f"{agency} 在 {quarter} 有 {disputes} 件争议未列入专家评审；请鉴定人协会研究是否列入。",
            f"{agency} has {disputes} disputes of {quarter} that are not flagged for expert review: "
            "the association should consider them",
        ),
    ),
    Cross(
        CONSIDER_OPINION,
        "breach",
        _opinion_passed_over,
        lambda appraisal, opinion, day: Text(
            f"鉴定 {appraisal} 已于 {day} 出具意见书 {opinion}，赔案未审核即核定了责任；请审核采信，并复核核定结论。",
            f"appraisal {appraisal} issued opinion {opinion} on {day}, and liability was determined without it: "
            "consider the opinion, and look at the determination again",
        ),
    ),
    Cross(
        CONSIDER_OPINION,
        "notice",
        _opinion_waiting,
        lambda appraisal, opinion, day: Text(
            f"鉴定 {appraisal} 已于 {day} 为本案出具意见书 {opinion}，赔案尚无关联或审核的记录；请审核采信。",
            f"appraisal {appraisal} issued opinion {opinion} for this claim on {day}, and the claim knows nothing of "
            "it yet: consider it",
        ),
    ),
)

"""R10 adjusting timeliness: contact in 30 minutes, arrival by zone, notices and signatures, re-surveys. 公估时效"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ledger.kernel.law import Text
from ledger.law.machinery import (
    ARRIVE_AROUND_CITY,
    ARRIVE_AS_AGREED,
    ARRIVE_IN_CITY,
    ARRIVE_IN_PROVINCE,
    ARRIVE_OUTSIDE_PROVINCE,
    CONTACT_INSURED,
    INFORM_OF_REFUSED_NOTICE,
    INFORM_OF_REFUSED_SIGNATURE,
    NOTICE_PRESENT,
    NOTICE_RECEIPT,
    RESURVEY_DISMANTLE,
    RESURVEY_FOLLOWUP,
    RESURVEY_UNCLEAR,
    SIGN_SEAL,
)
from ledger.reports.owed import MISSED, PENDING, STANDING, Owed, owed_by_stream, summed_over_streams
from ledger.reports.report import FIRM_ID, Column, Report, Scope, share, summed
from ledger.store.queries import Queries

ASSIGNMENTS, VISITS, TIMES, DOCUMENTS = (
    Text("件", "assignments"),
    Text("次", "visits"),
    Text("次", "times"),
    Text("份", "documents"),
)
ZONES = (
    ("urban", ARRIVE_IN_CITY, Text("市区", "City"), Text("3 小时", "3 hours")),
    ("surrounding", ARRIVE_AROUND_CITY, Text("周边", "Around the city"), Text("6 小时", "6 hours")),
    ("in_province", ARRIVE_IN_PROVINCE, Text("省内", "In the province"), Text("12 小时", "12 hours")),
    ("out_of_province", ARRIVE_OUTSIDE_PROVINCE, Text("省外", "Outside the province"), Text("24 小时", "24 hours")),
)
"""Where the scene lies, the rule for it, and the time in which it should be reached."""
UNSIGNED = (
    (
        "receipt",
        INFORM_OF_REFUSED_NOTICE,
        Text("回执", "Receipt"),
        Text("客户告知书回执", "the receipt for the notice"),
    ),
    ("signature", INFORM_OF_REFUSED_SIGNATURE, Text("签章", "Signature"), Text("查勘记录签章", "the survey record")),
)
"""What an insured may refuse to sign, and the rule for what is done otherwise."""


def _contacts() -> Iterator[Owed]:
    for name, statuses, title, meaning in (
        (
            "contact_met",
            ("met",),
            Text("及时联系", "Contacted in time"),
            Text("接受委派后 30 分钟内联系上被保险人", "the insured reached within 30 minutes of the appointment"),
        ),
        (
            "contact_late",
            ("late",),
            Text("迟延联系", "Contacted late"),
            Text("已联系，超过 30 分钟", "reached later than that"),
        ),
        (
            "contact_overdue",
            ("overdue",),
            Text("未联系", "Not contacted"),
            Text("已满 30 分钟，尚无联系记录", "time is up and no contact is on record"),
        ),
    ):
        yield Owed(Column(name, title, meaning, unit=ASSIGNMENTS), statuses, (CONTACT_INSURED,))


def _arrivals() -> Iterator[Owed]:
    limits = [(zone, rule, title, Text(f"{limit.zh}内", f"within {limit.en}")) for zone, rule, title, limit in ZONES]
    agreed = (
        "agreed",
        ARRIVE_AS_AGREED,
        Text("约定时间", "Agreed time"),
        Text("按与双方约定的时间", "by the time agreed with both sides"),
    )
    for zone, rule, title, limit in (*limits, agreed):
        yield Owed(
            Column(
                f"{zone}_met",
                Text(f"{title.zh}按时", f"{title.en}: in time"),
                Text(f"{title.zh}：{limit.zh}到达现场", f"{title.en}: at the scene {limit.en}"),
                unit=VISITS,
            ),
            ("met",),
            (rule,),
        )
        yield Owed(
            Column(
                f"{zone}_missed",
                Text(f"{title.zh}逾期", f"{title.en}: late"),
                Text(f"{title.zh}：逾期到达，或已逾期尚未到达", f"{title.en}: later than that, or not there yet"),
                unit=VISITS,
            ),
            MISSED,
            (rule,),
        )


def _papers() -> Iterator[Owed]:
    yield Owed(
        Column(
            "notice_missing",
            Text("未交告知书", "Notice not given"),
            Text(
                "已到现场，尚未出示并说明客户告知书", "at the scene, and the client notice not presented and explained"
            ),
            unit=DOCUMENTS,
        ),
        PENDING,
        (NOTICE_PRESENT,),
    )
    yield Owed(
        Column(
            "receipt_missing",
            Text("缺回执", "Receipt missing"),
            Text("告知书已出示，既无回执也无拒签记录", "notice presented; neither a receipt nor a refusal on record"),
            unit=DOCUMENTS,
        ),
        PENDING,
        (NOTICE_RECEIPT,),
    )
    yield Owed(
        Column(
            "signature_missing",
            Text("缺签章", "Signature missing"),
            Text(
                "查勘记录、询问笔录既无被保险人签章也无拒签记录",
                "survey record or interview note that the insured neither signed and sealed nor refused to",
            ),
            unit=DOCUMENTS,
        ),
        PENDING,
        (SIGN_SEAL,),
    )


def _refused() -> Iterator[Owed]:
    for name, rule, title, document in UNSIGNED:
        yield Owed(
            Column(
                f"{name}_refused",
                Text(f"拒签{title.zh}", f"{title.en} refused"),
                Text(f"被保险人拒签{document.zh}", f"the insured would not sign {document.en}"),
                unit=TIMES,
            ),
            STANDING,
            (rule,),
            "inform",
        )
        yield Owed(
            Column(
                f"{name}_untold",
                Text("未告知委托人", "Principal not told"),
                Text(f"{title.zh}被拒签，尚未告知委托人", f"{document.en} refused, and the principal not told yet"),
                unit=TIMES,
            ),
            PENDING,
            (rule,),
            "inform",
        )
        yield Owed(
            Column(
                f"{name}_unwritten",
                Text("未作书面记录", "Not written down"),
                Text(f"{title.zh}被拒签，尚无书面记录", f"{document.en} refused, and no record made in writing yet"),
                unit=TIMES,
            ),
            PENDING,
            (rule,),
            "record",
        )


def _resurveys() -> Iterator[Owed]:
    rules = (RESURVEY_UNCLEAR, RESURVEY_DISMANTLE, RESURVEY_FOLLOWUP)
    for name, statuses, title, meaning in (
        (
            "resurveys",
            STANDING,
            Text("复勘", "Re-surveys"),
            Text("需要复勘的", "re-surveys that were needed"),
        ),
        (
            "resurveys_open",
            PENDING,
            Text("复勘未完成", "Re-surveys open"),
            Text("其中尚未完成的", "of these, not carried out yet"),
        ),
    ):
        yield Owed(Column(name, title, meaning, unit=VISITS), statuses, rules, "complete")


CONTACTS, ARRIVALS = tuple(_contacts()), tuple(_arrivals())
OWED = (*CONTACTS, *ARRIVALS, *_papers(), *_refused(), *_resurveys())


def rows(queries: Queries, scope: Scope) -> Sequence[Mapping[str, Any]]:
    """One row a firm: the assignments it took in the period. What is late is for the duties to say."""
    condition, values = scope.where("a", "accepted_at")
    found = queries.rows(
        f"""
        SELECT a.firm_id, count(*) AS assignments, {summed_over_streams(OWED, "o")}
        FROM views.assignment a
        LEFT JOIN ({owed_by_stream(OWED, scope.moment)}) o ON o.stream = a.stream
        WHERE {condition} AND a.accepted_at IS NOT NULL
        GROUP BY a.firm_id ORDER BY a.firm_id
        """,
        values,
    )
    return [{**row, **rates(row)} for row in found]


def totals(found: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    sums = summed(found, COLUMNS)
    return {**sums, **rates(sums)}


def rates(row: Mapping[str, Any]) -> dict[str, str | None]:
    """Of the contacts and arrivals that are decided, the shares that were in time."""
    in_time = {name: sum(row[each.column.name] for each in owed if each.statuses == ("met",)) for name, owed in DECIDED}
    due = {name: sum(row[each.column.name] for each in owed) for name, owed in DECIDED}
    return {name: share(in_time[name], due[name]) for name, _ in DECIDED}


DECIDED = (("contact_rate", CONTACTS), ("arrival_rate", ARRIVALS))

COLUMNS = (
    FIRM_ID,
    Column(
        "assignments",
        Text("受理委托", "Assignments"),
        Text("期间内接受的公估委托", "assignments accepted in the period"),
        unit=ASSIGNMENTS,
    ),
    *(each.column for each in CONTACTS),
    Column(
        "contact_rate",
        Text("及时联系率", "Contact rate"),
        Text("及时联系 ÷（及时＋迟延＋未联系）", "in time ÷ (in time + late + not contacted)"),
        "share",
    ),
    *(each.column for each in ARRIVALS),
    Column(
        "arrival_rate",
        Text("按时到达率", "Arrival rate"),
        Text("各区域与约定时间的按时 ÷（按时＋逾期）", "in time ÷ (in time + late), all zones and agreed times"),
        "share",
    ),
    *(each.column for each in OWED[len(CONTACTS) + len(ARRIVALS) :]),
)

REPORT = Report(
    id="R10",
    title=Text("公估时效情况报表", "Adjusting timeliness"),
    summary=Text(
        "各公估机构是否在 30 分钟内联系被保险人、按区域时限或约定时间到达现场，告知书与签章是否齐备、"
        "拒签后是否告知并记录，以及未完成的复勘。",
        "For each firm: the insured contacted within 30 minutes, the scene reached in the time of its zone or as "
        "agreed, notices and signatures, what was done where they were refused, and re-surveys still open.",
    ),
    basis=tuple(dict.fromkeys(rule for each in OWED for rule in each.rules)),
    reads=("assignment", "duty"),
    columns=COLUMNS,
    rows=rows,
    totals=totals,
)

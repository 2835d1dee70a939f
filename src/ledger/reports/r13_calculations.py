"""R13 calculations: every sheet of a claim or an assignment, and whether its inputs give it again. 理算审计"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger.adjusting.events.analysis import IndemnityAdjusted
from ledger.claims.events.loss import IndemnityCalculated
from ledger.kernel.clock import local_day
from ledger.kernel.correction import RecordCorrected, effective
from ledger.kernel.law import Text
from ledger.law import machinery, manual
from ledger.reports.report import Column, Report, Scope, summed
from ledger.store.codec import recorded
from ledger.store.queries import Moment, Queries
from ledger.store.recorder import Row
from ledger.worksheets import CalculationRefused
from ledger.worksheets.flags import FLAGS
from ledger.worksheets.recorded import again

REPLAYED = 500
"""So many calculations of a report, the latest, are calculated again."""
CALCULATIONS = Text("份", "sheets")
REPLAY: Mapping[str, Text] = {
    "same": Text("一致", "The same"),
    "other": Text("不一致", "Another"),
    "none": Text("无计算书", "No sheet"),
    "unread": Text(f"未复算（只复算最近 {REPLAYED} 份）", f"Not done (the latest {REPLAYED} only)"),
}
"""What came of calculating a sheet again by its own formulas."""
VARIANTS: Mapping[str, Text] = {
    "full": Text("残值全额扣减", "residual value deducted in full"),
    "make_whole": Text("第三者赔款先补足自担损失", "third-party money makes the insured whole first"),
}
"""The readings of the manual that are not the usual ones."""

COLUMNS = (
    Column(
        "calculation",
        Text("计算书", "Sheet"),
        Text("赔案或公估委托的流与计算书编号", "the stream of the claim or assignment, and the number of the sheet"),
        "text",
    ),
    Column(
        "organisation",
        Text("机构", "Organisation"),
        Text("作出计算的保险机构或公估机构", "the insurer or firm that calculated"),
        "text",
    ),
    Column(
        "calculated_on",
        Text("计算日", "Calculated"),
        Text("计算之日", "day of the calculation"),
        "text",
    ),
    Column(
        "payable",
        Text("应付赔款（元）", "Payable (yuan)"),
        Text("账本按所记依据计算的应付赔款", "the indemnity as the ledger calculated it from the inputs on record"),
        "amount",
    ),
    Column(
        "declared",
        Text("申报（元）", "Declared (yuan)"),
        Text("计算者自己得出的金额", "what whoever calculated came to by themselves"),
        "amount",
    ),
    Column(
        "differs",
        Text("申报不符", "Differs"),
        Text("申报金额与账本计算的不同", "the declared amount is not the ledger's"),
        unit=CALCULATIONS,
    ),
    Column(
        "superseded",
        Text("已被取代", "Superseded"),
        Text("其后另有计算书", "another calculation came after it"),
        unit=CALCULATIONS,
    ),
    Column(
        "stale",
        Text("已过时", "Stale"),
        Text("最近一份，其后所依据的事实有变", "the latest one, and what it rests on has changed since"),
        unit=CALCULATIONS,
    ),
    Column(
        "variants",
        Text("计算口径", "Variants"),
        Text("所选的计算口径，未列的按通行口径", "the readings chosen, where not the usual ones"),
        "text",
        words=VARIANTS,
    ),
    Column(
        "flags",
        Text("标记", "Flags"),
        Text("计算中应予注意的事项", "what the calculation marked for somebody to look at"),
        "text",
        words=FLAGS,
    ),
    Column(
        "formula_version",
        Text("公式版本", "Formulas"),
        Text("计算所用公式的版本", "the version of the formulas it was calculated by"),
        "text",
    ),
    Column(
        "replay",
        Text("复算", "Replayed"),
        Text(
            "由账本所记依据按同一版本公式重新计算，与所存计算书逐行比较",
            "calculated again from the inputs on record by the same formulas, and compared line by line",
        ),
        "text",
        words=REPLAY,
    ),
    Column(
        "unlike",
        Text("复算不一致", "Not reproduced"),
        Text("重新计算得出另一份计算书", "calculating again gave another sheet"),
        unit=CALCULATIONS,
    ),
)


def rows(queries: Queries, scope: Scope) -> Sequence[Mapping[str, Any]]:
    """One row a calculation of the period, the latest first."""
    parts, values = [], list[object]()
    for view, organisation in (("calculation", "insurer_id"), ("adjustment", "firm_id")):
        condition, bound = scope.where("c", "calculated_at")
        parts.append(
            f"SELECT c.stream, c.calc_no, c.{organisation} AS organisation, c.calculated_at, c.payable, c.declared, "
            f"c.latest, c.stale, c.residual_variant, c.third_party_variant, c.flags, c.formula_version "
            f"FROM views.{view} c WHERE {condition}"
        )
        values += bound
    found = queries.rows(f"{' UNION ALL '.join(parts)} ORDER BY calculated_at DESC, stream, calc_no", values)
    replays = replayed(queries, scope.moment, [row["stream"] for row in found[:REPLAYED]])
    return [_told(row, replays.get((row["stream"], row["calc_no"]), "unread")) for row in found]


def replayed(queries: Queries, moment: Moment, streams: Sequence[str]) -> Mapping[tuple[str, str], str]:
    """Each calculation of some streams by its number, and what came of calculating it again."""
    found = queries.rows(
        f"SELECT {', '.join(f'{column} AS {member}' for member, column in STORED.items())} FROM events e "
        "WHERE e.originator_id = ANY(%s) AND e.topic = ANY(%s) AND e.notification_id <= %s ORDER BY e.notification_id",
        [sorted(set(streams)), [each.about.name for each in (*CALCULATED, RecordCorrected)], moment.position],
    )
    standing = ((each.stream, each.event) for each in effective(recorded(Row(**row)) for row in found))
    return {(stream, event.calc_no): _replay(event) for stream, event in standing if isinstance(event, CALCULATED)}


def _replay(calculation: IndemnityCalculated | IndemnityAdjusted) -> str:
    sheet = calculation.sheet
    if sheet is None:
        return "none"
    try:
        return "same" if again(calculation.inputs, sheet) == sheet else "other"
    except (CalculationRefused, KeyError):
        return "other"


CALCULATED = (IndemnityCalculated, IndemnityAdjusted)
STORED: Mapping[str, str] = {
    **{name: f"e.{name}" for name in Row._fields},
    "position": "e.notification_id",
    "stream": "e.originator_id",
    "version": "e.originator_version",
}
"""The members of a stored event, and their columns."""


def _told(row: Mapping[str, Any], replay: str) -> Mapping[str, Any]:
    declared = row["declared"]
    return {
        **row,
        "calculation": f"{row['stream']} {row['calc_no']}",
        "calculated_on": local_day(row["calculated_at"]).isoformat(),
        "differs": int(declared is not None and declared != row["payable"]),
        "superseded": int(not row["latest"]),
        "stale": int(row["latest"] and row["stale"]),
        "variants": [
            variant for variant in VARIANTS if variant in (row["residual_variant"], row["third_party_variant"])
        ],
        "replay": replay,
        "unlike": int(replay == "other"),
    }


def totals(found: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Of the sheets alone: amounts of which some replace others add up to nothing."""
    return summed(found, [column for column in COLUMNS if column.kind == "count"])


REPORT = Report(
    id="R13",
    title=Text("理算审计报表", "Calculation audit"),
    summary=Text(
        "赔案与公估委托的每一份计算书：金额与申报是否一致、是否过时、所用口径与公式版本，以及按所记依据复算是否得出同一结果。",
        "Every calculation sheet of a claim or an assignment: whether the declared amount agrees, whether it is stale, "
        "its readings and formulas, and whether its inputs on record give the same sheet again.",
    ),
    basis=(
        manual.CALCULATE_AFTER_LOSS,
        manual.SHEET,
        manual.DEDUCTIBLE_LAST,
        machinery.ADJUSTED_AMOUNT,
        machinery.PER_ITEM,
    ),
    reads=("calculation", "adjustment"),
    columns=COLUMNS,
    rows=rows,
    totals=totals,
)

"""Report R11: what each assignment's report lacks, what is unpaid or unarchived, until when its file is kept."""

from __future__ import annotations

from datetime import date

import pytest

from given import Act
from ledger.law.machinery import KEEP_FIFTEEN_YEARS, KEEP_THIRTY_YEARS
from reports.telling import ELSEWHERE, Told, filled
from scenarios.acts import INSURER_A, INSURER_B, correction
from scenarios.assignment_reports import (
    ADJUSTED,
    CLOSED,
    DELIVERED,
    ISSUED,
    REVIEWED,
    archived,
    drafted,
    fee_received,
    fee_waived,
)
from scenarios.assignments import accepted
from scenarios.claims import ADJ, FIRM, OTHER_FIRM

KEY = "ASG-1"
ALWAYS = {"firm_id": ADJ, "claim_no": "CLM-1"}
FRESH = {"fee": "open", "retention": "15y"}


@pytest.mark.parametrize(
    ("story", "found"),
    [
        (ADJUSTED, FRESH),
        ((*ADJUSTED, drafted(sections=["summary"])), {**FRESH, "missing": 19, "unreviewed": 1}),
        ((*ADJUSTED, drafted), {**FRESH, "unreviewed": 1}),
        (REVIEWED, FRESH),
        (ISSUED, {**FRESH, "issued_on": "2026-03-24", "undelivered": 1}),
        (DELIVERED, {**FRESH, "issued_on": "2026-03-24", "unpaid": 1}),
        ((*DELIVERED, fee_waived), {**FRESH, "issued_on": "2026-03-24", "fee": "waived"}),
        ((*DELIVERED, fee_received), {**FRESH, "issued_on": "2026-03-24", "fee": "received"}),
    ],
    ids=["no draft", "incomplete", "unreviewed", "reviewed", "undelivered", "unpaid", "waived", "paid"],
)
def test_what_is_open_of_a_report(told: Told, story: tuple[Act, ...], found: dict[str, object]) -> None:
    told(story)
    assert filled(told.report("R11"))[KEY] == {**ALWAYS, **found}


CLOSED_ROW = {**ALWAYS, "issued_on": "2026-03-24", "fee": "received", "closed_on": "2026-04-21", "retention": "15y"}


@pytest.mark.proves(KEEP_FIFTEEN_YEARS.id, KEEP_THIRTY_YEARS.id, says="both")
@pytest.mark.parametrize(("statutory", "years"), [(False, 15), (True, 30)])
def test_the_register_of_archived_files(told: Told, statutory: bool, years: int) -> None:
    before = told([each(statutory_business=statutory) if each.type == accepted.type else each for each in CLOSED])
    told(archived)
    kept = {"retention": f"{years}y"}
    assert filled(told.report("R11", before))[KEY] == {**CLOSED_ROW, **kept, "unarchived": 1}
    until = {"archived_on": "2026-04-22", "retain_until": f"{2026 + years}-04-22"}
    assert filled(told.report("R11"))[KEY] == {**CLOSED_ROW, **kept, **until}


def test_totals_count_what_is_open(told: Told) -> None:
    told(DELIVERED)
    told([each.into("assignment/ASG-2") for each in CLOSED if each.stream == f"assignment/{KEY}"])
    totals = told.report("R11").totals
    assert totals == {"missing": 0, "unreviewed": 0, "undelivered": 0, "unpaid": 1, "unarchived": 1}


def test_a_corrected_archiving_counts_from_its_position_on(told: Told) -> None:
    before = told(CLOSED, archived)
    told(correction(archived, new_values={"archived_on": "2026-04-23"}, time="2026-04-24T09:00:00"))
    kept = [filled(told.report("R11", at))[KEY]["retain_until"] for at in (before, None)]
    assert kept == ["2041-04-22", "2041-04-23"]


def test_area_period_and_visibility(told: Told) -> None:
    told(ISSUED)
    day = date(2026, 3, 2)
    assert len(told.report("R11", since=day, until=day).rows) == 1
    assert not told.report("R11", since=date(2026, 3, 3)).rows
    assert [len(told.report("R11", area=area).rows) for area in ("411202", "411200", "411203")] == [1, 1, 0]
    assert [len(told.report("R11", by=who).rows) for who in (FIRM, INSURER_A)] == [1, 1]
    assert not any(told.report("R11", by=who).rows for who in (OTHER_FIRM, INSURER_B, ELSEWHERE))

"""Report R5 counted by hand: opinions adopted, adopted in part, set aside and why, and never considered."""

from __future__ import annotations

from datetime import date

import pytest

from given import Act
from ledger.law.sanmenxia import CONSIDER_OPINION
from reports.telling import ELSEWHERE, Told, again, figures
from scenarios.acts import (
    DRAFTED,
    INSURER_A,
    INSURER_B,
    ISSUED,
    A,
    B,
    insurer_registered,
    issued,
)
from scenarios.claims import loss_reported, manual_adopted
from scenarios.claims_liability import appraisal_linked, denied, opinion_considered, set_aside

PROVES = pytest.mark.proves(CONSIDER_OPINION.id, says="both")
SECOND = "411200-2026-0002"
REASONED = set_aside(reasons="检查方法与所引标准不符")


def second(*acts: Act) -> list[Act]:
    """The same opinion as that of another appraisal, for another claim."""
    reviews = [each(appraisal_id=SECOND).into("claim/CLM-2") for each in acts]
    return [*again(SECOND, "CLM-2", ISSUED[1:]), loss_reported.into("claim/CLM-2"), *reviews]


@PROVES
def test_every_figure_by_hand(told: Told) -> None:
    told(manual_adopted, insurer_registered, ISSUED, loss_reported, opinion_considered, second(REASONED))
    report = told.report("R5")
    assert figures(report) == {
        A: {
            "opinions": 2,
            "adopted": 1,
            "set_aside": 1,
            "adoption_rate": "0.5000",
            "reasons": "检查方法与所引标准不符（1）",
        }
    }
    assert report.rows[0]["insurer"] == "示例财产保险甲公司"
    assert (report.totals["opinions"], report.totals["adoption_rate"]) == (2, "0.5000")


@PROVES
@pytest.mark.parametrize(
    ("review", "counted"),
    [
        ((), {"unconsidered"}),
        ((appraisal_linked,), {"unconsidered"}),
        ((opinion_considered,), {"adopted", "adoption_rate"}),
        (
            (opinion_considered(adopted="partial", reasons="误工期限与医嘱不符"),),
            {"adopted_in_part", "adoption_rate", "reasons"},
        ),
        ((set_aside,), {"set_aside", "without_reasons", "adoption_rate"}),
        ((set_aside, REASONED.on("2026-03-24T10:00:00")), {"set_aside", "adoption_rate", "reasons"}),
        ((denied,), {"unconsidered", "passed_over"}),
        ((opinion_considered, denied), {"adopted", "adoption_rate"}),
    ],
)
def test_an_opinion_counts_as_it_was_reviewed_last(told: Told, review: tuple[Act, ...], counted: set[str]) -> None:
    told(manual_adopted, ISSUED, loss_reported, review)
    assert figures(told.report("R5"))[A].keys() == {"opinions"} | counted


def test_what_is_not_issued_or_not_of_a_claim_here_counts_nowhere(told: Told) -> None:
    told(manual_adopted, DRAFTED, loss_reported)
    assert not told.report("R5").rows
    told(issued)
    assert told.report("R5").rows
    told(loss_reported(insurer_id=B).into("claim/CLM-2").by(INSURER_B))
    assert [row["insurer_id"] for row in told.report("R5").rows] == [A]


def test_as_of_a_position_before_the_review(told: Told) -> None:
    before = told(manual_adopted, ISSUED, loss_reported)
    told(opinion_considered)
    assert figures(told.report("R5", before))[A] == {"opinions": 1, "unconsidered": 1}
    assert figures(told.report("R5"))[A]["adopted"] == 1


def test_area_period_and_visibility(told: Told) -> None:
    told(manual_adopted, ISSUED, loss_reported)
    day = date.fromisoformat(issued.time[:10])
    assert len(told.report("R5", since=day, until=day).rows) == 1
    assert not told.report("R5", until=date(2026, 3, 1)).rows
    assert [len(told.report("R5", area=area).rows) for area in ("411202", "411200", "411203")] == [1, 1, 0]
    assert len(told.report("R5", by=INSURER_A).rows) == 1
    assert not told.report("R5", by=INSURER_B).rows
    assert not told.report("R5", by=ELSEWHERE).rows

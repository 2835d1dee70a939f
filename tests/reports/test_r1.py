"""Report R1 counted by hand: jointly or alone, declined and why, what is owed, what was refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from given import Act
from ledger.law.sanmenxia import CHOOSE_FROM_ROSTER, NO_PARALLEL_COMMISSION
from reports.telling import ELSEWHERE, Told, about, figures
from scenarios.acts import (
    AG,
    AGREED_JOINTLY,
    ASKED_ALONE,
    INSURER_A,
    INSURER_B,
    OTHER_AGENCY,
    A,
    accepted,
    agency_registered,
    correction,
    decline_stated,
    declined,
    insurer_registered,
    materials_returned,
    other_agency_registered,
    requested_alone,
    requested_by_insurer,
    requested_jointly,
    submitted,
)

OTHER = OTHER_AGENCY.organisation
PROVES = pytest.mark.proves("SMX-1.1-joint-encouraged", says="both")
AFTER = datetime.now(UTC) + timedelta(days=1)
DECLINED = about("411200-2026-0002", requested_by_insurer, submitted(by=A), declined, matter_key="CLM-2")


def at_the_other(key: str) -> list[Act]:
    moved = about(key, requested_alone, agency_id=OTHER, matter_key=f"CLM-{key}")
    return [each.by(OTHER_AGENCY) for each in moved]


@PROVES
def test_every_figure_of_two_agencies_by_hand(told: Told) -> None:
    told(AGREED_JOINTLY, accepted, other_agency_registered, insurer_registered, DECLINED)
    told(at_the_other("411200-2026-0003"), at_the_other("411200-2026-0004"))
    told([each.by(OTHER_AGENCY) for each in about("411200-2026-0003", declined(reason="超出业务范围"), decline_stated)])
    again = about("411200-2026-0005", AGREED_JOINTLY[1:])
    told(again)
    told.refused(accepted.into("appraisal/411200-2026-0005"), NO_PARALLEL_COMMISSION)
    nobody = requested_jointly(agency_id="AG-411200-99", matter_key="CLM-9").into("appraisal/411200-2026-0009")
    told.refused(nobody, CHOOSE_FROM_ROSTER)
    report = told.report("R1")
    assert figures(report) == {
        AG: {
            "commissions": 3,
            "joint": 2,
            "unilateral_insurer": 1,
            "joint_share": "0.6667",
            "accepted": 1,
            "declined": 1,
            "decline_reasons": "材料不足（1）",
            "statements_outstanding": 1,
            "materials_outstanding": 1,
            "parallel_refusals": 1,
        },
        OTHER: {
            "commissions": 2,
            "unilateral_party": 2,
            "joint_share": "0.0000",
            "declined": 1,
            "decline_reasons": "超出业务范围（1）",
        },
        A: {"roster_refusals": 1},
    }
    assert {row["organisation"]: row["name"] for row in report.rows} == {
        AG: "示例司法鉴定所一",
        OTHER: "示例司法鉴定所二",
        A: "示例财产保险甲公司",
    }
    assert (report.totals["commissions"], report.totals["joint_share"]) == (5, "0.4000")


@PROVES
@pytest.mark.parametrize(
    ("request_", "mode", "share"),
    [
        (requested_jointly, "joint", "1.0000"),
        (requested_alone, "unilateral_party", "0.0000"),
        (requested_by_insurer, "unilateral_insurer", "0.0000"),
    ],
    ids=["joint", "party", "insurer"],
)
def test_a_commission_counts_under_its_mode(told: Told, request_: Act, mode: str, share: str) -> None:
    told(agency_registered, request_)
    assert figures(told.report("R1"))[AG] == {"commissions": 1, mode: 1} | ({"joint_share": share} if share else {})


def test_what_is_owed_after_declining_is_gone_once_it_is_given(told: Told) -> None:
    def owed(at: int) -> tuple[int, int]:
        row = figures(told.report("R1", at))[AG]
        return row.get("statements_outstanding", 0), row.get("materials_outstanding", 0)

    before = told(ASKED_ALONE)
    declining = told(declined)
    stating = told(decline_stated)
    returning = told(materials_returned)
    assert [owed(at) for at in (before, declining, stating, returning)] == [(0, 0), (1, 1), (0, 1), (0, 0)]


def test_reasons_stand_with_their_numbers_the_most_frequent_first(told: Told) -> None:
    told(agency_registered)
    for number, reason in enumerate(("超出业务范围", "材料不足", "材料不足"), 1):
        told(about(f"411200-2026-010{number}", requested_alone, declined(reason=reason), matter_key=f"CLM-{number}"))
    assert figures(told.report("R1"))[AG]["decline_reasons"] == "材料不足（2）；超出业务范围（1）"


def test_a_corrected_mode_counts_from_its_position_on(told: Told) -> None:
    before = told(agency_registered, requested_alone)
    after = told(
        correction(requested_alone, new_values={"mode": "joint", "principals": requested_jointly.data["principals"]})
    )
    assert [figures(told.report("R1", at))[AG].get("joint") for at in (before, after)] == [None, 1]


def test_area_period_and_visibility(told: Told) -> None:
    told(agency_registered, requested_alone.on("2026-03-02T00:00:00"))
    day, before, after = date(2026, 3, 2), date(2026, 3, 1), date(2026, 3, 3)
    assert len(told.report("R1", since=day, until=day).rows) == 1
    assert not told.report("R1", until=before).rows
    assert not told.report("R1", since=after).rows
    assert [len(told.report("R1", area=area).rows) for area in ("411202", "411200", "410000", "411203")] == [1, 1, 1, 0]
    assert not told.report("R1", by=ELSEWHERE).rows
    assert len(told.report("R1", by=INSURER_B).rows) == 1
    assert not told.report("R1", by=OTHER_AGENCY).rows


def test_a_refused_attempt_counts_by_the_day_of_the_attempt(told: Told) -> None:
    told(agency_registered)
    told.refused(requested_alone(agency_id="AG-411200-99").by(INSURER_A), CHOOSE_FROM_ROSTER)
    today = AFTER.date() - timedelta(days=1)
    assert figures(told.report("R1", clock=AFTER, since=today - timedelta(days=1)))[A] == {"roster_refusals": 1}
    assert not told.report("R1", clock=AFTER, until=today - timedelta(days=2)).rows

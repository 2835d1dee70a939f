"""Law binds where and when it is in force: Sanmenxia's rules judge Sanmenxia's events since 3 November 2022."""

import pytest

from given import Act, Acts, given, organisation
from ledger.law.sanmenxia import CHOOSE_FROM_ROSTER
from scenarios.acts import (
    ANOTHER,
    DISPUTE,
    OBJECTED,
    accepted,
    agency_registered,
    correction,
    issued,
    objected,
    requested_alone,
    terminated,
)

proves = pytest.mark.proves
BEFORE = "2022-11-02T10:00:00+08:00"
JIANGXI = organisation("AG-360100-01", "appraisal_agency", area="360100")
there = requested_alone(agency_id=JIANGXI.organisation, area="360100").by(JIANGXI)


def in_jiangxi(*acts: Act) -> tuple[Act, ...]:
    return tuple(act.by(JIANGXI).into("appraisal/360100-2026-0001") for act in acts)


def packs(*story: Acts) -> tuple[str, ...]:
    """The packs that judged the last event of a story."""
    return given(*story).events[-1].rule_packs


@proves(CHOOSE_FROM_ROSTER.id)
def test_an_agency_on_no_roster_is_asked_in_jiangxi_but_not_in_sanmenxia() -> None:
    given().when(*in_jiangxi(there)).appended()
    given().when(there(area="411200")).refused(CHOOSE_FROM_ROSTER)


def test_no_rule_of_sanmenxia_judges_what_follows_in_jiangxi() -> None:
    story = in_jiangxi(there, accepted(checks=[]))
    given(story).when(*in_jiangxi(terminated(reason="insurer_absence"))).appended()
    given(story).when(*in_jiangxi(issued(standards_applied=[], materials_used=[]))).appended()


@proves(CHOOSE_FROM_ROSTER.id, says="yes")
@pytest.mark.parametrize(
    ("time", "judged"), [("2022-11-02T23:59:59", ("ANJ",)), ("2022-11-03T00:00:00", ("ANJ", "SMX"))]
)
def test_the_day_of_issue_is_the_first_day_in_force(time: str, judged: tuple[str, ...]) -> None:
    listed_then = agency_registered(valid_from="2020-01-01")
    assert packs(listed_then, requested_alone.on(time)) == judged


@proves(CHOOSE_FROM_ROSTER.id)
def test_what_happened_before_is_not_judged() -> None:
    asked = requested_alone(area="411200")
    given().when(asked.on("2022-11-02T23:59:59")).appended()
    given().when(asked.on("2022-11-03T00:00:00")).refused(CHOOSE_FROM_ROSTER)


def test_each_event_is_judged_by_the_law_of_its_own_day() -> None:
    asked = requested_alone(area="411200").on("2022-11-02T09:00:00")
    given(asked).when(accepted(checks=[]).on("2022-11-02T10:00:00")).appended()
    given(asked).when(accepted(checks=[]).on("2022-11-03T10:00:00")).refused(CHOOSE_FROM_ROSTER)


def test_the_counties_and_districts_of_sanmenxia_are_sanmenxia() -> None:
    for area in ("411200", "411202", "411221", "411282"):
        given().when(requested_alone(area=area)).refused(CHOOSE_FROM_ROSTER)


@proves(CHOOSE_FROM_ROSTER.id)
def test_a_province_or_nation_is_not_sanmenxia() -> None:
    for area in ("410000", "410100", "000000"):
        nobody = organisation("AG-X", "appraisal_agency", area=area)
        given().when(requested_alone(area=area, agency_id="AG-X").by(nobody).into(ANOTHER)).appended()


def test_an_event_of_a_corrected_time_is_judged_by_the_law_of_that_time() -> None:
    told = given(OBJECTED)
    assert told.rows("duty", DISPUTE)
    told.when(correction(objected, occurred_at=BEFORE)).appended()
    assert told.rows("duty", DISPUTE) == []
    told.when(correction(objected, "2026-03-31T10:00:00", occurred_at="2026-04-02T10:00:00+08:00")).appended()
    assert told.rows("duty", DISPUTE)
    # A correction that leaves the time alone leaves the law alone.
    told.when(correction(objected, "2026-03-31T11:00:00", new_values={"channel": "email"})).appended()
    assert told.rows("duty", DISPUTE)


def test_nobody_proposes_the_law_by_which_a_correction_is_judged() -> None:
    given(OBJECTED).when(correction(objected, occurred_at=BEFORE, rule_packs=["SMX"])).malformed("/data/rule_packs")

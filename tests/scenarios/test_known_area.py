"""An area that an event names, or that its stream opens in, was one when the event occurred (ANJ-1.7)."""

from __future__ import annotations

import pytest

from given import Act, act, given, organisation
from ledger.law.house import KNOWN_AREA, SENSIBLE_SETTING
from ledger.law.sanmenxia import TRANSFER_SUSPECTED_VIOLATION
from ledger.system.events import CalendarPublished, HouseTargetSet
from scenarios.acts import (
    agency_changed,
    agency_registered,
    appraiser_registered,
    correction,
    insurer_registered,
    requested_alone,
)

proves = pytest.mark.proves(KNOWN_AREA.id)
ANYWHERE = organisation("NFRA", "insurance_regulator", "justice_bureau", area="000000")
AGENCY = organisation("AG-X", "appraisal_agency", area="999999")

published = act(
    CalendarPublished, "house/410000", ANYWHERE, "2026-01-02T09:00:00",
    year=2026, source="示例通知〔2026〕1号", holidays=["2026-04-06"],
)  # fmt: skip
target = act(
    HouseTargetSet, "house/411200", ANYWHERE, "2026-01-02T10:00:00",
    rule_id=TRANSFER_SUSPECTED_VIOLATION.id, unit="days", amount=1,
)  # fmt: skip
asked = requested_alone(agency_id="AG-X").by(AGENCY)
in_shan_county = agency_registered(area="411222").on("2015-06-01T09:00:00")


@proves
@pytest.mark.parametrize(
    "act",
    [
        agency_registered(area="999999"),
        agency_registered(area="411222"),
        agency_registered(area="411203").on("2014-12-31T09:00:00"),
        agency_registered(area="411222").on("2016-01-01T00:00:00"),
        agency_registered(area="411222").on("2015-12-31T16:00:00+00:00"),
        insurer_registered(jurisdiction="411299"),
        asked(area="999999"),
        asked.into("appraisal/999999-2026-1"),
        asked.into("appraisal/X-1"),
        published.into("house/999999"),
        published.into("house/411222"),
        target.into("house/411299"),
    ],
    ids=lambda act: f"{act.type} {act.stream} {act.time}",
)
def test_an_area_that_is_none_is_refused(act: Act) -> None:
    given().when(act).refused(KNOWN_AREA)


@proves
@pytest.mark.parametrize(
    "act",
    [
        agency_registered(area="411203"),
        in_shan_county,
        agency_registered(area="411222").on("2015-12-31T15:59:59+00:00"),
        agency_registered(area="411203").on("2015-01-01T00:00:00"),
        insurer_registered(jurisdiction="411200"),
        asked(area="360100"),
        asked.into("appraisal/360100-2026-1"),
        published,
        published.into("house/000000"),
        target,
    ],
    ids=lambda act: f"{act.type} {act.stream} {act.time}",
)
def test_an_area_of_its_time_is_taken(act: Act) -> None:
    given().when(act).appended()


@proves
def test_a_correction_names_an_area_of_the_corrected_time() -> None:
    def mended(**changes: object) -> Act:
        return correction(in_shan_county, "2026-03-01T09:00:00", **changes)

    given(in_shan_county).when(mended(new_values={"area": "999999"})).refused(KNOWN_AREA)
    given(in_shan_county).when(mended(new_values={"area": "411203"})).appended()
    moved = mended(new_values={"area": "411203"}, occurred_at="2014-06-01T09:00:00+08:00")
    given(in_shan_county).when(moved).refused(KNOWN_AREA)
    later = mended(new_values={"area": "411222"}, occurred_at="2016-06-01T09:00:00+08:00")
    given(in_shan_county).when(later).refused(KNOWN_AREA)


def test_who_stands_in_an_abolished_county_goes_on() -> None:
    """Its agency is changed, its appraisers register: nothing of that names the old code anew."""
    known = given(in_shan_county)
    known.when(agency_changed(name="示例司法鉴定所新")).appended()
    known.when(appraiser_registered).appended()
    known.when(correction(in_shan_county, "2026-03-01T09:00:00", new_values={"licence_no": "411200009"})).appended()


def test_the_refusal_says_which_member_and_what_to_do() -> None:
    outcome = given().when(agency_registered(area="411222"))
    assert str(outcome.results) == (
        "ANJ-1.7-known-area (一(七)): the member area: the area code 411222 (陕县) was not valid in 2025, "
        "but in 1986–2015; give a code that was valid when the event occurred"
    )
    assert "the subject: no such area code: 999999" in str(given().when(published.into("house/999999")).results)
    assert "the area of the caller: no such area code: 999999" in str(given().when(asked.into("appraisal/X")).results)


def test_a_key_that_is_no_code_at_all_is_told_by_its_own_rule() -> None:
    given().when(published.into("house/4112")).refused(SENSIBLE_SETTING)


def test_an_area_is_also_asked_within_a_dry_run() -> None:
    given().when(agency_registered(area="999999"), dry_run=True).refused_without_trace(KNOWN_AREA)

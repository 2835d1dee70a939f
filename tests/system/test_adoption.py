"""Instruments that bind by adoption: who may say that one was adopted, of whom and how long, and that it is heard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from given import Act, Acts, given, organisation
from ledger.kernel.facts import Adoption
from ledger.kernel.law import Matter
from ledger.law.house import SENSIBLE_SETTING
from scenarios.acts import AGENCY, ASSOCIATION, BUREAU, INSURER_A, REGULATOR, correction
from scenarios.claims import ADJ, OTHER_FIRM, A, assignment_offered, code_adopted, loss_reported, manual_adopted

proves = pytest.mark.proves(SENSIBLE_SETTING.id)
NATION = organisation("NFRA-000000", "insurance_regulator", area="000000")
OTHER = OTHER_FIRM.organisation
DAY = date(2026, 3, 4)

firm_adopted = code_adopted(organisation=ADJ, since="2026-01-02").on("2026-01-02T09:00:00")


def packs(story: Acts, who: str, on: date = DAY, area: str = "411202", line: str = "machinery_breakdown") -> list[str]:
    """The instruments that bind by adoption and judge somebody's work, after a story."""
    judging = given(story).ledger.house(area).packs(area, on, Matter(line, who))
    return [pack for pack in judging if pack not in ("ANJ", "SMX")]


@proves
@pytest.mark.parametrize("authority", [BUREAU, REGULATOR, ASSOCIATION])
def test_an_authority_or_association_tells_an_adoption(authority: Any) -> None:
    told = given().when(firm_adopted.by(authority)).appended()
    assert told.state.adoptions == {("MBA", ADJ): Adoption(pack="MBA", organisation=ADJ, since=date(2026, 1, 2))}


def test_nobody_else_tells_one_and_none_for_another_area() -> None:
    given().when(firm_adopted.by(AGENCY)).denied()
    given().when(manual_adopted.by(INSURER_A)).denied()
    given().when(firm_adopted.into("house/410000")).denied()


@proves
@pytest.mark.parametrize(
    "wrong",
    [
        firm_adopted(pack="SMX"),  # in force of itself
        firm_adopted(pack="ANJ"),
        firm_adopted(pack="XYZ"),
        firm_adopted(until="2026-01-02"),
        firm_adopted(until="2026-01-01"),
        firm_adopted.into("house/4112"),
        firm_adopted.into("house/nation"),
    ],
)
def test_an_adoption_that_makes_no_sense_is_refused(wrong: Act) -> None:
    given().when(wrong).refused(SENSIBLE_SETTING)


@proves
@pytest.mark.parametrize(
    "values", [{"pack": "SMX"}, {"until": "2025-12-31"}, {"since": "2027-01-01", "until": "2026-06-01"}]
)
def test_a_correction_is_judged_like_what_it_corrects(values: dict[str, Any]) -> None:
    given(firm_adopted).when(correction(firm_adopted, new_values=values)).refused(SENSIBLE_SETTING)


def test_an_adoption_binds_who_adopted_in_the_line_it_is_about() -> None:
    assert packs(firm_adopted, ADJ) == ["MBA"]
    assert packs(firm_adopted, OTHER) == []
    assert packs(firm_adopted, ADJ, line="property") == []
    assert packs((firm_adopted, manual_adopted), A, line="property") == ["PICC"]
    assert packs((), ADJ) == []


def test_an_adoption_binds_from_its_day_in_its_area() -> None:
    assert packs(firm_adopted, ADJ, date(2026, 1, 2)) == ["MBA"]
    assert packs(firm_adopted, ADJ, date(2026, 1, 1)) == []
    assert packs(firm_adopted, ADJ, area="411300") == []
    assert packs(firm_adopted.into("house/000000").by(NATION), ADJ, area="411300") == ["MBA"]


def test_an_area_adopts_for_everybody_in_it() -> None:
    assert packs(code_adopted, ADJ) == packs(code_adopted, OTHER) == ["MBA"]
    assert packs(code_adopted, ADJ, area="411300") == []


def test_an_adoption_ends_before_the_day_it_names() -> None:
    ended = firm_adopted(until="2026-03-04").on("2026-02-01T09:00:00")
    assert packs((firm_adopted, ended), ADJ, date(2026, 3, 3)) == ["MBA"]
    assert packs((firm_adopted, ended), ADJ, date(2026, 3, 4)) == []


def test_told_again_the_last_word_counts_for_that_organisation_alone() -> None:
    later = firm_adopted(since="2026-06-01").on("2026-02-01T09:00:00")
    assert packs((firm_adopted, code_adopted(until="2026-02-01"), later), ADJ) == []
    assert packs((firm_adopted, later, code_adopted), ADJ) == ["MBA"]
    assert packs((firm_adopted, firm_adopted(organisation=OTHER), later), OTHER) == ["MBA"]


@proves
def test_a_correction_of_an_adoption_counts_as_corrected() -> None:
    other = correction(firm_adopted, new_values={"organisation": OTHER})
    given(firm_adopted).when(other).appended()
    assert packs((firm_adopted, other), ADJ) == []
    assert packs((firm_adopted, other), OTHER) == ["MBA"]
    assert packs((firm_adopted, correction(firm_adopted, new_values={"until": "2026-03-01"})), ADJ) == []


def test_an_adoption_taken_back_never_was() -> None:
    again = firm_adopted(since="2026-02-01").on("2026-02-01T09:00:00")
    taken_back = correction(again, withdrawn=True)
    assert packs((firm_adopted, again, taken_back), ADJ, date(2026, 1, 15)) == ["MBA"]


@pytest.mark.parametrize(
    ("story", "judged"),
    [
        (assignment_offered, ("ANJ", "SMX")),
        ((code_adopted, assignment_offered), ("ANJ", "SMX", "MBA")),
        ((firm_adopted, assignment_offered), ("ANJ", "SMX", "MBA")),
        ((firm_adopted(organisation=OTHER), assignment_offered), ("ANJ", "SMX")),
        ((code_adopted, assignment_offered(line_of_business="property")), ("ANJ", "SMX")),
        ((code_adopted, assignment_offered.on("2025-01-01T09:00:00")), ("ANJ", "SMX")),
        (loss_reported, ("ANJ", "SMX")),
        ((manual_adopted, loss_reported), ("ANJ", "SMX", "PICC")),
        ((manual_adopted(organisation=ADJ), loss_reported), ("ANJ", "SMX")),
    ],
)
def test_what_happens_is_judged_by_what_was_adopted(story: Acts, judged: tuple[str, ...]) -> None:
    assert given(story).events[-1].rule_packs == judged

"""Settings of the house: what may be set, by whom, and that it is heard."""

from __future__ import annotations

import re
from typing import Any

import pytest

from given import Act, act, given, instant, organisation
from ledger.catalogue import DUTIES
from ledger.duties.house import House
from ledger.kernel.duty import Term
from ledger.kernel.event import Recorded
from ledger.kernel.facts import HouseSettings
from ledger.law.house import SENSIBLE_SETTING
from ledger.law.sanmenxia import REPLY_IN_TEN_DAYS, TRANSFER_SUSPECTED_VIOLATION
from ledger.supervision import NoTerm, due
from ledger.system.events import CalendarPublished, HouseTargetSet
from ledger.system.state import evolve_house
from scenarios.acts import AGENCY, DISPUTE, OBJECTED, REGULATOR, REVIEWED, correction, extended, objected, transferred

proves = pytest.mark.proves(SENSIBLE_SETTING.id)
HAS_PARTS = next(each for each in DUTIES if each.part and not each.within and not each.before)
BARRED = next(each for each in DUTIES if each.before)
NATION = organisation("NFRA-000000", "insurance_regulator", area="000000")

published = act(
    CalendarPublished, "house/000000", NATION, "2026-01-02T09:00:00",
    year=2026, source="示例通知〔2026〕1号", holidays=["2026-04-06", "2026-04-07"], make_up_days=["2026-04-11"],
)  # fmt: skip
local = published(source="示例通知二", holidays=["2026-04-08"], make_up_days=[]).into("house/411200").by(REGULATOR)
target = act(
    HouseTargetSet, "house/411200", REGULATOR, "2026-01-02T10:00:00",
    rule_id=TRANSFER_SUSPECTED_VIOLATION.id, unit="days", amount=1,
)  # fmt: skip


def row(story: tuple[Any, ...], last: Act, rule: Any) -> Any:
    rows = given(*story).when(last).appended().scenario.rows("duty", DISPUTE)
    return next(each for each in rows if each.rule_id == rule.id)


@proves
def test_a_published_year_replaces_the_delivered_one() -> None:
    """Ten working days from 1 April: 2, 3, then 8 to 10, the Saturday made up, and 13 to 16."""
    due = row((published, *OBJECTED[:-1]), objected, REPLY_IN_TEN_DAYS)
    assert due.due_at == instant("2026-04-17T00:00:00")
    assert re.fullmatch(r".* \+ house/000000 [0-9a-f]{8}", due.calendar)


@proves
def test_an_area_adds_a_day_off_that_moves_its_own_terms() -> None:
    assert row((local, *OBJECTED[:-1]), objected, REPLY_IN_TEN_DAYS).due_at == instant("2026-04-18T00:00:00")
    # An extension on the extra day is still before the end.
    given(local, *OBJECTED).when(extended.on("2026-04-17T10:00:00")).appended()


def test_a_publication_corrected_counts_as_corrected() -> None:
    mended = correction(local, "2026-03-01T09:00:00", new_values={"holidays": []})
    assert row((local, mended, *OBJECTED[:-1]), objected, REPLY_IN_TEN_DAYS).due_at == instant("2026-04-17T00:00:00")


@proves
def test_a_target_of_the_area_replaces_the_suggested_one_and_can_be_lifted() -> None:
    assert row((target, *REVIEWED), transferred, TRANSFER_SUSPECTED_VIOLATION).late
    lifted = target(amount=None).on("2026-01-03T10:00:00")
    assert row((target, lifted, *REVIEWED), transferred, TRANSFER_SUSPECTED_VIOLATION).due_at is None


@proves
@pytest.mark.parametrize(
    "wrong",
    [
        published(holidays=["2025-12-31"]),
        published(holidays=["2026-04-06", "2026-04-06"]),
        published(make_up_days=["2026-04-06"]),
        published(make_up_days=["2026-04-09"]),
        published(year=1999, holidays=[], make_up_days=[]),
        published.into("house/nation"),
        target.into("house/4112"),
        target(rule_id="SMX-9.9-nothing"),
        target(rule_id="SMX-1.3-roster"),
        target(rule_id=REPLY_IN_TEN_DAYS.id),
        target(rule_id=HAS_PARTS.rule.id, part=None),
        target(rule_id=BARRED.rule.id, part=BARRED.part or None),
        target(amount=0),
        target(amount=1001),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(wrong: Act) -> None:
    given().when(wrong).refused(SENSIBLE_SETTING)


@pytest.mark.parametrize(
    ("set_before", "values"),
    [
        (published, {"holidays": ["2025-12-31"], "make_up_days": []}),
        (published, {"year": 2025}),
        (published, {"make_up_days": ["2026-04-06"]}),
        (target, {"amount": 2**52}),
        (target, {"amount": 0}),
        (target, {"rule_id": "SMX-9.9-nothing"}),
        (target, {"rule_id": REPLY_IN_TEN_DAYS.id}),
    ],
)
def test_a_correction_is_judged_like_what_it_corrects(set_before: Act, values: dict[str, Any]) -> None:
    wrong = correction(set_before, "2026-03-01T09:00:00", new_values=values)
    given(set_before).when(wrong).refused(SENSIBLE_SETTING)


def test_a_sensible_correction_or_one_that_takes_back_is_not_refused() -> None:
    again = target(amount=3).on("2026-01-03T10:00:00")
    given(target).when(correction(target, new_values={"amount": 2})).appended()
    given(target, again).when(correction(again, withdrawn=True)).appended()


@pytest.mark.parametrize("amount", [0, 1_001, 2**52])
def test_an_amount_that_no_rule_admits_sets_no_time(amount: int) -> None:
    made = HouseTargetSet(rule_id=TRANSFER_SUSPECTED_VIOLATION.id, unit="days", amount=amount)
    at = instant("2026-01-02T10:00:00")
    house = evolve_house(HouseSettings(), Recorded("house/411200", made, at, "R", "", 1, 1, at, "e"))
    assert house.targets == {(TRANSFER_SUSPECTED_VIOLATION.id, ""): None}


@pytest.mark.parametrize(
    ("more", "same"),
    [
        (target, True),
        (published(year=2027, holidays=["2027-02-08"], make_up_days=[]).on("2026-01-03T09:00:00"), True),
        (published(source="示例通知〔2026〕2号").on("2026-01-03T09:00:00"), True),
        (correction(published, new_values={"source": "示例通知〔2026〕3号"}), True),
        (correction(published, new_values={"make_up_days": []}), False),
        (local, False),
    ],
)
def test_the_label_of_a_calendar_changes_with_the_days_it_was_counted_by(more: Act, same: bool) -> None:
    before = row((published, *OBJECTED[:-1]), objected, REPLY_IN_TEN_DAYS)
    after = row((published, more, *OBJECTED[:-1]), objected, REPLY_IN_TEN_DAYS)
    assert (before.calendar == after.calendar) is same


def test_only_an_authority_of_the_area_sets_anything() -> None:
    given().when(published.by(REGULATOR)).denied()
    given().when(target.by(AGENCY)).denied()
    given().when(local.into("house/410000")).denied()


def test_a_duty_that_an_event_ends_takes_no_target_wherever_it_is_asked() -> None:
    key = (BARRED.rule.id, BARRED.part)
    house = House({"411200": HouseSettings(area="411200", targets={key: Term("days", 3)})})
    assert house.term("411200", BARRED) is None
    if all(each is BARRED for each in DUTIES if each.rule is BARRED.rule):
        with pytest.raises(NoTerm):
            due(house, BARRED.rule.id, instant("2026-03-04T10:00:00"), "411200")

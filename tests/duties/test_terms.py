"""When terms end: on the instant and after it, over months, leap days, holidays and make-up days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.duties.house import BASE_YEARS, House, areas_above, base
from ledger.kernel.calendar import WEEKDAYS
from ledger.kernel.clock import SHANGHAI, local_day, start_of
from ledger.kernel.duty import BY_THEN, DAY_BEFORE, Due, Paused, Term, days, hours, minutes, working_days, years
from ledger.kernel.facts import HouseSettings

NATIONAL = House().calendar("411200")
NO_DATA = max(BASE_YEARS) + 1
"""The first year whose arrangement nobody has published."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("term", "start", "ends"),
    [
        (working_days(10), "2024-09-25 10:00", "2024-10-15"),  # SMX-4.3: over National Day, two make-up days
        (working_days(5), "2024-02-08 00:00", "2024-02-22"),  # over the Spring Festival, a Sunday made up
        (Term("february"), "2024-05-01 00:00", "2024-03-01"),
        (Term("february"), "2026-01-01 00:00", "2026-03-01"),
        (minutes(30), "2024-12-31 23:45", "2025-01-01 00:15"),
        (minutes(10), "2024-12-31 23:55", "2025-01-01 00:05"),
        (hours(2), "2024-05-03 08:10", "2024-05-03 10:10"),
        (DAY_BEFORE, "2024-05-06 09:00", "2024-05-06"),  # SMX-2.5: a Sunday counts
        (DAY_BEFORE, "2024-05-06 00:00", "2024-05-06"),
        (days(30), "2024-01-31 15:00", "2024-03-02"),
        (days(0), "2024-01-31 15:00", "2024-02-01"),
        (years(15), "2024-02-29 09:00", "2039-03-01"),
        (years(30), "2022-11-03 09:00", "2052-11-04"),
        (years(4), "2024-02-29 09:00", "2028-03-01"),
        (BY_THEN, "2024-05-06 09:00", "2024-05-06 09:00"),
    ],
)
def test_a_term_ends_where_the_book_says(term: Term, start: str, ends: str) -> None:
    assert term.due(at(start), NATIONAL).at == at(ends)


@pytest.mark.parametrize(
    ("term", "inclusive"), [(hours(2), True), (BY_THEN, True), (days(1), False), (DAY_BEFORE, False)]
)
def test_the_last_instant_of_hours_is_in_time_and_the_end_of_a_day_is_not(term: Term, inclusive: bool) -> None:
    due = term.due(at("2026-03-04 10:00"), NATIONAL)
    assert due.missed_by(due.at) is not inclusive
    assert due.missed_by(due.at + timedelta(microseconds=1))
    assert not due.missed_by(due.at - timedelta(microseconds=1))


# The State Council's arrangements for 2023 to 2026 as they were announced: days off, and days made up.
OFF = """2023-01-01:01-02 2023-01-21:01-27 2023-04-05:04-05 2023-04-29:05-03 2023-06-22:06-24 2023-09-29:10-06
2023-12-30:12-31 2024-01-01:01-01 2024-02-10:02-17 2024-04-04:04-06 2024-05-01:05-05 2024-06-10:06-10
2024-09-15:09-17 2024-10-01:10-07 2025-01-01:01-01 2025-01-28:02-04 2025-04-04:04-06 2025-05-01:05-05
2025-05-31:06-02 2025-10-01:10-08 2026-01-01:01-03 2026-02-15:02-23 2026-04-04:04-06 2026-05-01:05-05
2026-06-19:06-21 2026-09-25:09-27 2026-10-01:10-07"""
ON = """2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08 2024-02-04 2024-02-18 2024-04-07
2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12 2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10"""


def announced() -> dict[date, bool]:
    """The same arrangements, day by day."""
    found = {date.fromisoformat(day): True for day in ON.split()}
    for spell in OFF.split():
        first, _, last = spell.partition(":")
        day, end = date.fromisoformat(first), date.fromisoformat(first[:5] + last)
        while day <= end:
            found[day] = False
            day += timedelta(days=1)
    return found


ANNOUNCED = announced()
WORKED = [
    day
    for day in (date(2023, 1, 1) + timedelta(days=number) for number in range(4 * 365 + 1))
    if ANNOUNCED.get(day, day.weekday() < 5)
]
"""Every working day of the four years, as a list to count along."""
HOLIDAYS = sorted({date.fromisoformat(spell.partition(":")[0]) for spell in OFF.split()})


def test_the_calendar_is_the_announced_one_on_every_day() -> None:
    day = date(2023, 1, 1)
    while day < date(2027, 1, 1):
        assert base(day) is (day in WORKED), day
        day += timedelta(days=1)


@pytest.mark.parametrize("holiday", HOLIDAYS, ids=str)
@pytest.mark.parametrize("before", range(-3, 13))
def test_ten_working_days_around_every_holiday_are_counted_two_ways(holiday: date, before: int) -> None:
    start = holiday - timedelta(days=before)
    ahead = [day for day in WORKED if day > start][:10]
    if len(ahead) < 10 or start < date(2023, 1, 1):
        assert start > date(2026, 12, 10) or start < date(2023, 1, 1)  # beyond what was announced
        return
    due = working_days(10).due(start_of(start) + timedelta(hours=15), NATIONAL)
    assert due == Due(start_of(ahead[-1] + timedelta(days=1)))


def test_a_year_without_data_makes_the_date_provisional() -> None:
    sure = working_days(10).due(at(f"{NO_DATA - 1}-12-10 10:00"), NATIONAL)
    assert not sure.provisional
    unsure = working_days(10).due(at(f"{NO_DATA - 1}-12-28 10:00"), NATIONAL)
    assert unsure.provisional
    assert not days(10).due(at(f"{NO_DATA}-03-01 10:00"), NATIONAL).provisional


def test_a_published_year_makes_it_sure_and_moves_it() -> None:
    start = at(f"{NO_DATA - 1}-12-28 10:00")
    off = {date(NO_DATA, 1, day): False for day in (1, 4, 5)}
    nation = HouseSettings(area="000000", version=1, days=off, years=frozenset({NO_DATA}))
    published = House({"000000": nation}).calendar("411200")
    before, after = working_days(10).due(start, NATIONAL), working_days(10).due(start, published)
    assert (before.provisional, after.provisional) == (True, False)
    assert after.at > before.at


def test_an_area_adds_its_own_days_for_itself_and_below() -> None:
    local = HouseSettings(area="650000", version=2, days={date(2026, 3, 20): False})
    house = House({"650000": local})
    start = at("2026-03-18 10:00")
    assert working_days(2).due(start, house.calendar("650100")).at == at("2026-03-24")
    assert working_days(2).due(start, house.calendar("411200")).at == at("2026-03-21")


def test_settings_hold_from_the_nation_down_to_the_county() -> None:
    assert list(areas_above("411202")) == ["000000", "410000", "411200", "411202"]
    assert list(areas_above("000000")) == ["000000"]


@pytest.mark.parametrize(
    ("term", "ends"),
    [(days(30), "2024-02-10 00:00"), (working_days(10), "2024-01-25 00:00"), (hours(48), "2024-01-12 10:00")],
)
def test_a_suspension_moves_the_end_by_its_own_length(term: Term, ends: str) -> None:
    """From 4 to 12 January 2024: eight days, of which six are worked."""
    paused = Paused().longer(at("2024-01-04 10:00"), at("2024-01-12 10:00"), NATIONAL)
    assert term.due(at("2024-01-02 10:00"), NATIONAL, paused).at == at(ends)


@given(st.dates(date(2005, 1, 1), date(2025, 12, 1)), st.integers(1, 60))
def test_counting_forward_and_back_agree(start: date, count: int) -> None:
    due = local_day(working_days(count).due(start_of(start), NATIONAL).at - timedelta(microseconds=1))
    assert NATIONAL.works(due)
    assert NATIONAL.between(start, due) == count


@given(st.dates(date(2005, 1, 1), date(2300, 12, 1)), st.integers(1, 60))
def test_without_any_arrangement_days_are_monday_to_friday(start: date, count: int) -> None:
    day, known = WEEKDAYS.after(start, count)
    assert not known
    assert day.weekday() < 5
    assert WEEKDAYS.between(start, day) == count

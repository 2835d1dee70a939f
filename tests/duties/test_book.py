"""What the book does with a duty that no pack of today has: suspended, moved, cancelled for another, two discharges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from given import instant
from ledger.catalogue import DUTIES, VIEWS
from ledger.duties.book import Book, DutyRow, _said, carried, declared, rows, table_of
from ledger.duties.house import House
from ledger.kernel.context import Party
from ledger.kernel.duty import Act, Duty, days, hours, working_days
from ledger.kernel.event import Event, Recorded
from ledger.kernel.facts import HouseSettings
from ledger.law.sanmenxia import JOINT_ENCOURAGED, REPLY_IN_TEN_DAYS, TRANSFER_SUSPECTED_VIOLATION


class Asked(Event, by=("insurer",)):
    """A claim was made. 索赔"""

    to: str = ""


class Lacking(Asked):
    """Documents are missing. 缺件"""


class Completed(Asked):
    """They are there. 补齐"""


class Told(Asked):
    """Somebody was told. 告知"""


class Nobody(Asked):
    """There was nobody to tell. 无人"""


class Written(Asked):
    """It was put in writing. 书面告知"""


class Moved(Event, by=("insurer",)):
    """Another day was agreed. 改期"""

    to: date | datetime


EVERY = (Asked, Lacking, Completed, Told, Nobody, Written, Moved)
SUPERIOR = Act(Told, when=lambda state, event: event.to == "superior")
REGULATOR = Act(Told, when=lambda state, event: event.to == "regulator")
SUSPENDED = {"suspended_by": (Act(Lacking),), "resumed_by": (Act(Completed),)}


def duty(**changes: Any) -> Duty:
    given: dict[str, Any] = {
        "rule": REPLY_IN_TEN_DAYS,
        "owed_by": "insurer",
        "opens": Asked,
        "within": days(30),
        "discharged_by": (Act(Written),),
        **changes,
    }
    return Duty(**given)


def told(*duties: Duty, house: House | None = None, happened: Sequence[tuple[Event, str]]) -> list[DutyRow]:
    """The rows after events, each at a local time."""
    carry = carried(
        table_of(duties), house or House(), lambda state: (Party("INS-1", "insurer"), Party("INS-2", "insurer"))
    )
    book: Book | None = None
    for number, (event, time) in enumerate(happened, 1):
        at = instant(time)
        one = Recorded(
            "claim/1", event, at, "INS-1", "", number, number, at, f"e{number}", "411200", ("SMX",), {}
        )  # fmt: skip
        book = carry(book, None, None, one, False)
    return rows(book)


def one(*duties: Duty, house: House | None = None, happened: Sequence[tuple[Event, str]]) -> DutyRow:
    """The first obligor's row."""
    return next(row for row in told(*duties, house=house, happened=happened) if row.obligor == "INS-1")


START = (Asked(), "2024-01-31T10:00:00")


def test_every_obligor_owes_for_itself() -> None:
    assert [row.obligor for row in told(duty(), happened=[START])] == ["INS-1", "INS-2"]


def test_where_nobody_is_known_the_role_owes() -> None:
    (row,) = told(duty(owed_by="association"), happened=[START])
    assert (row.owed_by, row.obligor) == ("association", "")


def test_thirty_days_stand_still_while_documents_are_missing() -> None:
    missing = [START, (Lacking(), "2024-02-05T10:00:00")]
    still = one(duty(**SUSPENDED), happened=missing)
    assert (still.due_at, still.suspended_at) == (None, instant("2024-02-05T10:00:00"))
    again = one(duty(**SUSPENDED), happened=[*missing, (Completed(), "2024-02-15T16:00:00")])
    assert (again.due_at, again.suspended_at) == (instant("2024-03-12T00:00:00"), None)


def test_what_was_overdue_already_does_not_stand_still() -> None:
    """Else missing documents, asked for too late, would make the time good."""
    over = [START, (Lacking(), "2024-03-02T00:00:00")]
    row = one(duty(**SUSPENDED), happened=over)
    assert (row.due_at, row.suspended_at) == (instant("2024-03-02T00:00:00"), None)
    done = [*over, (Completed(), "2024-03-05T10:00:00"), (Written(), "2024-03-06T10:00:00")]
    assert one(duty(**SUSPENDED), happened=done).late
    in_time = one(duty(**SUSPENDED), happened=[START, (Lacking(), "2024-03-01T23:59:59")])
    assert (in_time.due_at, in_time.suspended_at) == (None, instant("2024-03-01T23:59:59"))


@pytest.mark.parametrize(
    ("already", "done_at", "late"),
    [
        (None, None, False),
        (False, None, False),
        (True, "2024-01-31T10:00:00", False),
        (instant("2024-01-30T10:00:00"), "2024-01-30T10:00:00", False),
        (instant("2024-03-02T00:00:00"), "2024-03-02T00:00:00", True),
    ],
)
def test_what_was_done_when_the_duty_opens_is_born_done(already: Any, done_at: str | None, late: bool) -> None:
    born = duty(already=lambda state, event, subject, obligor: already if obligor == "INS-1" else None)
    row = one(born, happened=[START])
    assert (row.done_at, row.late) == (instant(done_at) if done_at else None, late)
    assert [row.done_at for row in told(born, happened=[START])][1] is None


def test_only_an_opening_that_names_the_whole_ends_what_others_owe() -> None:
    each: dict[str, Any] = {"opens": Told, "obligors": lambda state, event: (event.to,)}
    both = [(Told(to="INS-1"), "2024-01-31T10:00:00"), (Told(to="INS-2"), "2024-01-31T11:00:00")]
    assert [row.cancelled_at for row in told(duty(**each), happened=both)] == [None, None]
    whole = told(duty(**each, whole=True), happened=both)
    assert [row.cancelled_at for row in whole] == [instant("2024-01-31T11:00:00"), None]


def test_suspended_twice_it_stands_still_for_both() -> None:
    spells = [("05", "07"), ("10", "15")]
    happened = [START]
    for first, last in spells:
        happened += [(Lacking(), f"2024-02-{first}T10:00:00"), (Completed(), f"2024-02-{last}T10:00:00")]
    assert one(duty(**SUSPENDED), happened=happened).due_at == instant("2024-03-09T00:00:00")


def test_what_was_agreed_counts_and_a_suspension_after_it_moves_that() -> None:
    moved = [START, (Moved(to=date(2024, 4, 1)), "2024-02-02T10:00:00")]
    made = duty(**SUSPENDED, moved_by=(Act(Moved, to="to"),))
    assert one(made, happened=moved).due_at == instant("2024-04-02T00:00:00")
    paused = [*moved, (Lacking(), "2024-02-05T10:00:00"), (Completed(), "2024-02-15T10:00:00")]
    assert one(made, happened=paused).due_at == instant("2024-04-12T00:00:00")


def test_a_time_agreed_to_the_minute_includes_it() -> None:
    at = instant("2024-02-01T15:30:00")
    row = one(
        duty(within=hours(3), moved_by=(Act(Moved, to="to"),)), happened=[START, (Moved(to=at), "2024-01-31T11:00:00")]
    )
    assert (row.due_at, row.inclusive, row.extensions) == (at, True, 1)


def test_two_recipients_are_two_duties() -> None:
    both = [duty(part=name, within=hours(2), discharged_by=(act,)) for name, act in (("s", SUPERIOR), ("r", REGULATOR))]
    found = told(*both, happened=[START, (Told(to="regulator"), "2024-01-31T12:00:00")])
    assert {(row.part, row.done_at is not None, row.late) for row in found} == {("s", False, False), ("r", True, False)}


def test_an_otherwise_branch_cancels_the_one_and_opens_the_other() -> None:
    scene = duty(part="scene", within=hours(3), cancelled_by=(Act(Nobody),))
    otherwise = duty(part="otherwise", opens=Nobody, within=None, target=hours(24))
    found = told(
        scene, otherwise, happened=[START, (Nobody(), "2024-01-31T11:00:00"), (Written(), "2024-02-01T09:00:00")]
    )
    first = {row.part: row for row in found if row.obligor == "INS-1"}
    assert first["scene"].cancelled_at == instant("2024-01-31T11:00:00")
    assert first["scene"].done_at is None
    assert (first["otherwise"].level, first["otherwise"].late) == ("target", False)


def test_a_rule_that_only_recommends_is_a_deviation() -> None:
    assert one(duty(rule=JOINT_ENCOURAGED), happened=[START]).level == "deviation"


def test_an_event_of_another_instrument_opens_nothing() -> None:
    carry = carried(table_of([duty()]), House(), lambda state: (Party("INS-1", "insurer"),))
    at = instant("2024-01-31T10:00:00")
    elsewhere = Recorded("claim/1", Asked(), at, "INS-1", "", 1, 1, at, "e1", "360100", ("ANJ",), {})
    assert carry(None, None, None, elsewhere, False) is None


def test_the_house_sets_changes_and_lifts_a_target() -> None:
    transfer = duty(rule=TRANSFER_SUSPECTED_VIOLATION, within=None, target=working_days(5))
    ends = {}
    for name, set_ in {"suggested": {}, "shorter": hours(48), "lifted": None}.items():
        targets = {} if name == "suggested" else {(TRANSFER_SUSPECTED_VIOLATION.id, ""): set_}
        house = House({"410000": HouseSettings(area="410000", version=1, targets=targets)})  # type: ignore[arg-type]
        ends[name] = one(transfer, house=house, happened=[START]).due_at
    assert ends == {
        "suggested": instant("2024-02-07T00:00:00") + timedelta(days=0),
        "shorter": instant("2024-02-02T10:00:00"),
        "lifted": None,
    }


def test_a_target_never_replaces_a_term_of_the_rule() -> None:
    house = House({"411200": HouseSettings(area="411200", version=1, targets={(REPLY_IN_TEN_DAYS.id, ""): hours(1)})})
    assert one(duty(), house=house, happened=[START]) == one(duty(), happened=[START])


@given(st.lists(st.tuples(st.sampled_from(EVERY[:-1]), st.integers(0, 500)), max_size=12))
def test_whatever_happens_no_duty_is_done_and_cancelled_and_only_the_late_are_late(
    steps: list[tuple[type[Any], int]],
) -> None:
    happened = [START]
    at = datetime(2024, 1, 31, 12)  # noqa: DTZ001
    for event, later in steps:
        at += timedelta(hours=later)
        happened.append((event(), at.isoformat()))
    for row in told(duty(**SUSPENDED, cancelled_by=(Act(Nobody),)), happened=happened):
        assert row.done_at is None or row.cancelled_at is None
        assert row.late is (row.done_at is not None and row.due_at is not None and row.done_at >= row.due_at)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_order_in_which_duties_are_declared_changes_nothing(order: tuple[int, int]) -> None:
    both = [duty(part="a"), duty(part="b", within=hours(3))]
    found = told(*(both[place] for place in order), happened=[START, (Written(), "2024-02-01T10:00:00")])
    assert {(row.part, row.late) for row in found} == {("a", False), ("b", True)}


# What is recorded late


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_several_acts_the_earliest_discharges_whatever_was_recorded_first(order: tuple[int, int]) -> None:
    acts = [(Written(), "2024-02-20T10:00:00"), (Written(), "2024-03-05T10:00:00")]
    row = one(duty(), happened=[START, *(acts[place] for place in order)])
    assert (row.done_at, row.late) == (instant("2024-02-20T10:00:00"), False)


def test_what_was_done_before_the_opening_does_not_replace_what_was_done_after_it() -> None:
    row = one(duty(), happened=[START, (Written(), "2024-03-05T10:00:00"), (Written(), "2024-01-31T09:59:59")])
    assert (row.done_at, row.late) == (instant("2024-03-05T10:00:00"), True)


@pytest.mark.parametrize(
    ("done", "ended", "cancelled"),
    [
        ("2024-03-05T10:00:00", "2024-02-20T10:00:00", True),
        ("2024-03-05T10:00:00", "2024-03-05T10:00:00", False),
        ("2024-02-25T10:00:00", "2024-02-20T10:00:00", False),
    ],
)
def test_what_was_done_too_late_after_it_had_ended_was_not_owed(done: str, ended: str, cancelled: bool) -> None:
    row = one(duty(cancelled_by=(Act(Nobody),)), happened=[START, (Written(), done), (Nobody(), ended)])
    assert (row.cancelled_at, row.done_at is None) == (instant(ended) if cancelled else None, cancelled)


@pytest.mark.parametrize(("at", "cancelled"), [("2024-03-01T23:59:59", True), ("2024-03-02T00:00:00", False)])
def test_what_ends_only_a_running_time_leaves_what_was_missed(at: str, cancelled: bool) -> None:
    ended = duty(cancelled_by=(Act(Nobody, while_running=True),))
    assert (one(ended, happened=[START, (Nobody(), at)]).cancelled_at is not None) is cancelled
    assert one(duty(cancelled_by=(Act(Nobody),)), happened=[START, (Nobody(), at)]).cancelled_at


@pytest.mark.parametrize(
    ("spells", "due_at", "suspended_at"),
    [
        ([("2024-02-05", "2024-02-15")], "2024-03-12T00:00:00", None),
        ([("2024-02-05", None)], None, "2024-02-05T00:00:00"),
        ([("2024-01-20", "2024-01-25")], "2024-03-02T00:00:00", None),
        ([("2024-01-20", "2024-02-02")], "2024-03-04T00:00:00", None),
        ([("2024-03-02", None)], "2024-03-02T00:00:00", None),
    ],
)
def test_a_duty_opens_with_the_time_for_which_it_stood_still(
    spells: list[tuple[str, str | None]], due_at: str | None, suspended_at: str | None
) -> None:
    def told(day: str | None) -> datetime | None:
        return instant(f"{day}T00:00:00") if day else None

    row = one(duty(stood_still=lambda state: [(told(since), told(until)) for since, until in spells]), happened=[START])
    assert row.due_at == (instant(due_at) if due_at else None)
    assert row.suspended_at == (instant(suspended_at) if suspended_at else None)


def test_what_is_declared_is_told_otherwise_with_any_of_it_and_with_nothing_else() -> None:
    otherwise = (
        duty(rule=JOINT_ENCOURAGED),
        duty(within=days(31)),
        duty(opens=Moved),
        duty(discharged_by=(Act(Written), Act(Told))),
        duty(discharged_by=(Act(Written, to="to"),)),
        duty(when=_never),
        duty(part="b"),
    )
    told = {declared([each]) for each in (duty(), *otherwise)}
    assert len(told) == 1 + len(otherwise)
    assert declared([duty()]) in told
    assert declared([duty(), duty(part="b")]) not in told


def test_what_is_declared_of_any_duty_is_told_without_where_it_is_in_memory() -> None:
    told = repr([_said(getattr(each, member.name)) for each in DUTIES for member in fields(each)])
    assert " at 0x" not in told
    assert declared(DUTIES) in VIEWS["duty"].version


def _never(state: object, event: object) -> bool:
    return False

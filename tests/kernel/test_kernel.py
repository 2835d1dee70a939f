"""The shared words: areas, packs in force, days, states, corrections, checklists."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.appraisal.state import Appraisal
from ledger.catalogue import CONTEXTS, EVENTS, KINDS, REFUSALS, TAKES
from ledger.kernel.clock import at_microseconds, local_day, microseconds, rfc3339, start_of
from ledger.kernel.codes import KEY, covers, joined, prefix
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.duty import BY_THEN, DAY_BEFORE
from ledger.kernel.event import Event
from ledger.kernel.state import State, adding, field, filing, keeping, maker, replace
from ledger.law import RULES
from ledger.law.sanmenxia import CHOOSE_FROM_ROSTER, SMX


def test_a_state_changes_by_replace_alone_and_stays_itself() -> None:
    before = Appraisal(id="411200-1", area="411200")
    after = replace(before, draft="x", area="411202")
    assert after == Appraisal(id="411200-1", area="411202", draft="x")
    assert before == Appraisal(id="411200-1", area="411200")
    with pytest.raises(TypeError, match="nonsense"):
        replace(before, nonsense=1)
    with pytest.raises(AttributeError):
        after.draft = "y"  # type: ignore[misc]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Made:
    needed: str
    given: int = 7
    own: list[str] = dataclasses.field(default_factory=list)


@pytest.mark.parametrize(
    "members", [{"needed": "x"}, {"needed": "x", "given": 8}, {"given": 8, "own": ["y"], "needed": "x"}], ids=str
)
def test_what_is_made_of_its_members_is_what_calling_its_class_makes(members: dict[str, object]) -> None:
    before = dict(members)
    made, called = maker(Made)(members), Made(**members)  # type: ignore[arg-type]
    assert (made, repr(made), vars(made)) == (called, repr(called), vars(called))
    assert members == before
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.given = 9  # type: ignore[misc]


def test_what_is_made_shares_no_default_that_was_made_for_another() -> None:
    make = maker(Made)
    make({"needed": "x"}).own.append("y")
    assert make({"needed": "x"}).own == []


@pytest.mark.parametrize(
    ("wide", "narrow", "yes"),
    [
        ("411200", "411200", True),
        ("411200", "411202", True),
        ("410000", "411200", True),
        ("000000", "411200", True),
        ("", "411200", True),
        ("", "", True),
        ("411200", "411300", False),
        ("411202", "411200", False),
        ("411200", "", False),
        ("360000", "411200", False),
    ],
)
def test_an_area_covers_those_below_it(wide: str, narrow: str, yes: bool) -> None:
    assert covers(wide, narrow) is yes


@given(st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_every_area_covers_itself_and_lies_under_its_province(area: str) -> None:
    assert covers(area, area)
    assert covers(area[:2] + "0000", area)
    assert area.startswith(prefix(area))


LONG = "P" * 78
PAIRS = [
    ("P-1", "I-1", "P-1_I-1"),
    ("P-1-I", "1", "P-1-I_1"),
    (LONG, "1", f"{LONG}_1"),
    (LONG, "12", f"{'P' * 29}_12_"),
    (LONG, "13", f"{'P' * 29}_13_"),
    ("a_b", "c", "a_b_c_"),
    ("a", "b_c", "a_b_c_"),
]


def test_two_identifiers_joined_are_a_key_of_their_own() -> None:
    keys = [joined(first, second) for first, second, _ in PAIRS]
    assert len(set(keys)) == len(PAIRS)
    for key, (_, _, begins) in zip(keys, PAIRS, strict=True):
        assert key == begins if key.count("_") == 1 else key.startswith(begins)


def test_so_are_three() -> None:
    assert joined("INS-A", "P-1", "I-1") == "INS-A_P-1_I-1"
    keys = {joined(*ids) for ids in (("a", "b_c", "d"), ("a_b", "c", "d"), ("a", "b", "c_d"), ("a", LONG, "d"))}
    assert len(keys) == 4
    assert all(key.count("_") > 2 and re.fullmatch(KEY, key) for key in keys)


IDS = st.from_regex(KEY.replace("A-Za-z0-9", "ab").replace("$", r"\Z"))


@given(IDS, IDS, IDS, IDS)
def test_no_two_pairs_of_identifiers_share_a_key(first: str, second: str, third: str, fourth: str) -> None:
    assert re.fullmatch(KEY, joined(first, second))
    assert ((first, second) == (third, fourth)) is (joined(first, second) == joined(third, fourth))


def test_a_pack_judges_its_area_from_its_first_day() -> None:
    assert SMX.in_force("411202", date(2022, 11, 3))
    assert not SMX.in_force("411202", date(2022, 11, 2))
    assert not SMX.in_force("360100", date(2026, 1, 1))
    ended = dataclasses.replace(SMX, effective_to=date(2030, 1, 1))
    assert ended.in_force("411200", date(2029, 12, 31))
    assert not ended.in_force("411200", date(2030, 1, 1))


def test_a_policy_says_why_and_nothing_else_does() -> None:
    rule = CHOOSE_FROM_ROSTER
    with pytest.raises(ValueError, match="policy"):
        SMX.rule("SMX-x", "一(一)", "must", "core", rule.fate, context="x", zh="一", en="x", why="because")
    with pytest.raises(ValueError, match="twice"):
        SMX.rule(rule.id, "一(一)", "must", "core", rule.fate, context="x", zh="一", en="x", why=rule.why)


@given(st.datetimes(datetime(1993, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_days_are_those_of_shanghai(at: datetime) -> None:
    day = local_day(at)
    assert start_of(day) <= at
    assert DAY_BEFORE.due(at) == (start_of(day), False, False)
    assert BY_THEN.due(at) == (at, True, False)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2026-03-04T15:00:00+08:00", datetime(2026, 3, 4, 7, tzinfo=UTC)),
        ("2026-03-04t15:00:00.123456789z", datetime(2026, 3, 4, 15, 0, 0, 123456, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
    ],
)
def test_rfc_3339_times_are_read(text: str, means: datetime) -> None:
    assert rfc3339(text) == means


@pytest.mark.parametrize(
    "text", ["", "2026-03-04", "2026-03-04T15:00:00", "2026-02-30T15:00:00Z", "２026-03-04T15:00:00Z"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="should be a"):
        rfc3339(text)


FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC), -1),
        (datetime(1970, 1, 2, 0, 0, 0, 1, UTC), 24 * 60 * 60 * 10**6 + 1),
        (FIRST, -62_135_596_800 * 10**6),
        (LAST, 253_402_300_800 * 10**6 - 1),
    ],
)
def test_an_instant_is_so_many_microseconds_after_1970(at: datetime, number: int) -> None:
    assert microseconds(at) == number
    assert at_microseconds(number) == at


def test_microseconds_beyond_all_years_are_the_first_or_last_instant() -> None:
    assert at_microseconds(-(10**18)) == FIRST
    assert at_microseconds(10**18) == LAST


def test_no_member_of_an_event_is_called_as_what_every_event_class_has() -> None:
    with pytest.raises(TypeError, match=r"ObjectionNoted: call the member otherwise.*about"):
        type("ObjectionNoted", (Event,), {"__annotations__": {"about": "Words"}})


def test_a_step_adds_files_or_keeps() -> None:
    """The earliest time that such events tell, the latest event under its key, all of them in their order."""

    class Kept(State, frozen=True):
        all: tuple[object, ...] = ()
        by_reason: Mapping[str, object] = field(default_factory=dict)
        last: object = None
        since: datetime | None = None

    def recorded(day: int, **members: object) -> SimpleNamespace:
        return SimpleNamespace(
            event=SimpleNamespace(reason="a", **members), occurred_at=datetime(2026, 3, day, tzinfo=UTC)
        )

    first, second, kept = recorded(2, no=1), recorded(1, no=2), Kept()
    for each in (first, second):
        for step in (keeping("last", since="since"), adding("all"), filing("by_reason", by="reason")):
            kept = step(kept, each)
    assert kept == Kept((first.event, second.event), {"a": second.event}, second.event, second.occurred_at)
    at = keeping(since="since", at="told")(kept, recorded(3, told=datetime(2026, 2, 1, tzinfo=UTC)))
    assert (at.since, at.last) == (datetime(2026, 2, 1, tzinfo=UTC), second.event)


def test_the_catalogue_is_whole() -> None:
    """Every event has a Chinese title, belongs to a stream, and every refusal guards an event of its context."""
    for name, event in EVENTS.items():
        assert event.about.name == name
        assert any("\u4e00" <= letter <= "\u9fff" for letter in event.about.title), name
        assert event.about.summary.endswith((".", "!")), name
    assert set(TAKES) == set(KINDS)
    for context in CONTEXTS:
        own = {event for events in context.events.values() for event in events}
        assert set(context.events) == {stream.kind for stream in context.streams}
        for refusal in context.refusals:
            assert refusal.rule.id in RULES
            assert {*own, RecordCorrected} & set(refusal.on), refusal.rule.id
    assert REFUSALS

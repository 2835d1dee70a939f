"""The table of areas: which codes there are, when they counted, and what they are called."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from ledger import areas
from ledger.cli import cli
from ledger.duties.house import areas_above
from ledger.registry.events import AppraisalAgencyRegistered, InsurerRegistered
from ledger.system.events import HouseTargetSet

PROVINCES = "11121314152122233132333435363741424344454650515253546162636465718182"


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("000000", "全国 000000"),
        ("410000", "河南省 410000"),
        ("411200", "三门峡市 411200"),
        ("411202", "湖滨区 411202"),
        ("411203", "陕州区 411203"),
        ("411221", "渑池县 411221"),
        ("411222", "陕县 411222"),
        ("411224", "卢氏县 411224"),
        ("411281", "义马市 411281"),
        ("411282", "灵宝市 411282"),
        ("330113", "临平区 330113"),
        ("810000", "香港特别行政区 810000"),
        ("130502", "襄都区 130502"),
        ("999999", "999999"),
    ],
)
def test_an_area_is_read_by_its_name_and_code(code: str, named: str) -> None:
    assert areas.named(code) == named


def test_every_province_and_what_lies_above_a_county_is_known() -> None:
    codes = [PROVINCES[at : at + 2] + "0000" for at in range(0, len(PROVINCES), 2)]
    assert len(codes) == 34
    assert [each for each in codes if areas.unknown(each)] == []
    assert [each for each in areas_above("411202") if areas.unknown(each)] == []


@pytest.mark.parametrize("code", ["999999", "411299", "419999", "110", "41120", "4112000", "nation", ""])
def test_what_never_was_an_area_is_told_so_in_both_languages(code: str) -> None:
    reason = areas.unknown(code)
    assert reason == (f"没有这个行政区划代码：{code}。", f"no such area code: {code}")
    assert areas.not_then(code, date(2026, 3, 1)) == reason


@pytest.mark.parametrize(
    ("code", "day", "valid"),
    [
        ("411222", date(1985, 12, 31), False),
        ("411222", date(1986, 1, 1), True),
        ("411222", date(2015, 12, 31), True),
        ("411222", date(2016, 1, 1), False),
        ("411203", date(2014, 12, 31), False),
        ("411203", date(2015, 1, 1), True),
        ("411203", date(2199, 12, 31), True),
        ("410000", date(1949, 10, 1), True),
        ("000000", date(1900, 1, 1), True),
    ],
)
def test_a_code_counts_from_its_first_year_to_its_last(code: str, day: date, valid: bool) -> None:
    assert (areas.not_then(code, day) is None) is valid
    assert areas.unknown(code) is None


def test_an_abolished_code_is_told_with_its_name_and_years() -> None:
    assert areas.not_then("411222", date(2026, 3, 1)) == (
        "行政区划代码 411222（陕县）在 2026 年无效，有效年份为 1986–2015。",
        "the area code 411222 (陕县) was not valid in 2026, but in 1986–2015",
    )


def test_the_members_that_name_an_area_are_read_from_the_class() -> None:
    assert areas.members(AppraisalAgencyRegistered) == ("area",)
    assert areas.members(InsurerRegistered) == ("jurisdiction",)
    assert areas.members(HouseTargetSet) == ()


@pytest.mark.parametrize("code", ["999999", "411299"])
@pytest.mark.parametrize(
    "command",
    [
        ["duties"],
        ["report", "R1"],
        ["due", "SMX-4.3-reply-10wd", "--start", "2026-03-04T09:00:00+08:00"],
        ["keys", "add", "NFRA-411200", "--role", "auditor"],
        ["users", "invite", "NFRA-411200", "--role", "auditor"],
    ],
    ids=" ".join,
)
def test_a_command_says_that_there_is_no_such_area(command: list[str], code: str) -> None:
    result = CliRunner().invoke(cli, [*command, "--area", code])
    assert result.exit_code == 2
    assert f"no such area code: {code}" in result.output


def test_a_command_wants_the_whole_code() -> None:
    result = CliRunner().invoke(cli, ["duties", "--area", "4112"])
    assert result.exit_code == 2
    assert "six digits of GB/T 2260" in result.output

"""The instruments as data: complete, well-formed, in both languages, and binding only where, when and whom they do."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from types import ModuleType
from typing import NamedTuple

import pytest

from ledger import law
from ledger.duties.house import House
from ledger.kernel.facts import Adoption, HouseSettings
from ledger.kernel.law import Fate, Matter, Pack, Rule
from ledger.law import machinery, manual, sanmenxia
from ledger.law.house import ANJ
from ledger.law.machinery import DEFER, MBA
from ledger.law.manual import PICC, RESTORE
from ledger.law.sanmenxia import SMX


class Instrument(NamedTuple):
    """A pack as its instrument has it: how it is cited, and how many of its rules are of which kind."""

    pack: Pack
    module: ModuleType
    cited: str
    priorities: dict[str, int]
    modalities: dict[str, int]


INSTRUMENTS = (
    Instrument(
        SMX, sanmenxia, "《三门峡市关于规范涉及保险理赔司法鉴定工作的实施意见》三司〔2022〕43号",
        {"core": 69, "wanted": 23, "later": 23},
        {"must": 85, "must_not": 16, "should": 7, "may": 7},
    ),
    Instrument(
        MBA, machinery, "《机器损坏保险公估作业规范》征求意见稿",
        {"core": 81, "wanted": 22, "later": 5},
        {"must": 97, "should": 4, "may": 7},
    ),
    Instrument(
        PICC, manual, "《非车险理赔实务》2010版",
        {"core": 109, "wanted": 41, "later": 10},
        {"must": 134, "must_not": 2, "should": 6, "may": 18},
    ),
)  # fmt: skip
RULES = tuple(law.RULES.values())
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NUMERALS = ["〇", *"一二三四五六七八九十", *(f"十{unit}" for unit in "一二三四五")]
HEADS = ("封面", "通知正文", "前言", "", "附录", "注意·", "注意·拒赔部分", "注意·(")
"""What an article's citation may begin with, in the order in which instruments have these parts."""
USED_LEAVE = (DEFER, RESTORE)
"""What is merely allowed, but owed by a time or with a proof once somebody makes use of it."""
CONTEXTS = {
    "adjusting",
    "appraisal",
    "archive",
    "attendance",
    "claims",
    "credit",
    "dispute",
    "fraud",
    "ledger",
    "registry",
    "report",
    "training_or_meeting",
}
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
every_instrument = pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda each: each.pack.id)


def test_every_pack_is_looked_at_here() -> None:
    """The ledger's own rules of order have no instrument to be complete by, and stand as they were added."""
    assert (ANJ, *(each.pack for each in INSTRUMENTS)) == law.PACKS


@every_instrument
def test_a_pack_has_every_rule_of_its_instrument(instrument: Instrument) -> None:
    rules = instrument.pack.rules.values()
    assert Counter(rule.priority for rule in rules) == instrument.priorities
    assert Counter(rule.modality for rule in rules) == instrument.modalities


def test_the_fates_of_the_sanmenxia_pack_are_counted() -> None:
    assert Counter(rule.fate for rule in SMX.rules.values()) == {
        Fate.DUTY: 26,
        Fate.POLICY: 25,
        Fate.REFUSAL: 18,
        Fate.FINDING: 16,
        Fate.CHECKLIST: 8,
        Fate.REGISTER: 6,
        Fate.CLASSIFICATION: 5,
        Fate.SHARING: 5,
        Fate.RETENTION: 3,
        Fate.REPORT: 2,
        Fate.VIEW: 1,
    }


# Articles


def place(article: str) -> tuple[int, ...]:
    """Where an article stands in its instrument: its part, and its numbers; what closes a section comes last in it."""
    part = max((head for head in HEADS if article.startswith(head)), key=len)
    first = article.removeprefix(part).partition("、")[0]
    return (HEADS.index(part), *map(number, re.findall(r"末段|[一二三四五六七八九十]+|\d+|[A-Ca-i]", first)))


def number(token: str) -> int:
    if token == "末段":
        return 99
    if token in NUMERALS:
        return NUMERALS.index(token)
    return int(token) if token.isdigit() else ord(token.lower()) - ord("a") + 1


@every_rule
def test_an_id_names_its_pack_and_its_article(rule: Rule) -> None:
    named = re.fullmatch(rf"{rule.pack.id}-(N?[0-9A-C.]+[a-i]?)(-2\.\d)?((-[a-z0-9]+)+)", rule.id)
    assert named
    told, stands = named[1], place(rule.article)
    if told == "0":
        assert rule.article in ("封面", "通知正文", "前言")
    elif told[:2] in ("56", "57", "60"):  # parts that the manual's fragments leave without a chapter
        assert HEADS[stands[0]] in ("注意·拒赔部分", "注意·(")
    else:
        part = {"N": "注意·", "A": "附录", "B": "附录", "C": "附录"}.get(told[0], "")
        numbers = tuple(map(number, re.findall(r"\d+|[A-Ca-i]", told)))
        assert stands[: len(numbers) + 1] == (HEADS.index(part), *numbers)


@every_instrument
def test_a_rule_is_cited_by_its_instrument_and_article(instrument: Instrument) -> None:
    for rule in instrument.pack.rules.values():
        assert str(rule.citation) == f"{instrument.cited} {rule.article}"
        assert re.fullmatch(r"[一-鿿·、()0-9A-Za-i.]+( [a-i]\)| \d)?", rule.article)


@every_instrument
def test_articles_follow_one_another(instrument: Instrument) -> None:
    places = [place(rule.article) for rule in instrument.pack.rules.values()]
    assert places == sorted(places)


# Texts


@every_rule
def test_a_rule_is_told_in_both_languages(rule: Rule) -> None:
    assert CHINESE.search(rule.text.zh)
    assert rule.text.zh.endswith("。")
    assert rule.text.zh.count("。") == 1
    assert not CHINESE.search(rule.text.en)
    assert rule.text.en.endswith(".")
    assert rule.text.en[0].isupper()


def test_no_two_rules_are_told_alike() -> None:
    assert len({rule.text.zh for rule in RULES}) == len(RULES)
    assert len({rule.text.en for rule in RULES}) == len(RULES)


@every_rule
def test_a_fragment_is_called_one_in_both_languages(rule: Rule) -> None:
    assert ("缺失）" in rule.text.zh) == rule.text.en.endswith("(fragment).")


@every_rule
def test_a_policy_and_only_a_policy_says_why(rule: Rule) -> None:
    assert (rule.fate is Fate.POLICY) == bool(rule.why)
    assert not CHINESE.search(rule.why)
    assert rule.why[:1].islower() == bool(rule.why)
    assert not rule.why.endswith(".")


@every_rule
def test_what_is_merely_allowed_is_owed_by_nobody(rule: Rule) -> None:
    assert rule.fate is not Fate.DUTY or rule.modality in ("must", "should") or rule in USED_LEAVE


@every_rule
def test_a_rule_belongs_to_a_known_context(rule: Rule) -> None:
    assert rule.context in CONTEXTS


# Names


@every_instrument
def test_every_rule_has_one_constant_named_for_what_it_demands(instrument: Instrument) -> None:
    constants = {name: value for name, value in vars(instrument.module).items() if isinstance(value, Rule)}
    assert list(constants.values()) == list(instrument.pack.rules.values())
    assert [name for name in constants if not re.fullmatch(r"[A-Z]+\d?(_[A-Z]+)*", name)] == []


@every_rule
def test_a_rule_is_found_by_its_id(rule: Rule) -> None:
    assert law.rule(rule.id) is rule


def test_an_unknown_id_is_no_rule() -> None:
    with pytest.raises(KeyError):
        law.rule("SMX-9.9-nothing")


def test_no_pack_takes_the_id_of_another() -> None:
    assert len(law.RULES) == sum(len(pack.rules) for pack in law.PACKS)


# Where and when


@pytest.mark.parametrize(
    ("pack", "area", "on", "judged"),
    [
        (SMX, "411200", date(2022, 11, 3), True),  # the city, on the day of issue
        (SMX, "411200", date(2026, 3, 4), True),
        (SMX, "411202", date(2026, 3, 4), True),  # 湖滨区
        (SMX, "411221", date(2022, 11, 4), True),  # 渑池县
        (SMX, "411282", date(2026, 3, 4), True),  # 灵宝市
        (SMX, "411200", date(2022, 11, 2), False),  # the day before
        (SMX, "411221", date(2021, 12, 31), False),
        (SMX, "410000", date(2026, 3, 4), False),  # the province above
        (SMX, "410100", date(2026, 3, 4), False),  # 郑州市
        (SMX, "411300", date(2026, 3, 4), False),  # 南阳市, next in number
        (SMX, "360000", date(2026, 3, 4), False),  # 江西省
        (SMX, "", date(2026, 3, 4), False),  # nowhere in particular
        (MBA, "411200", date(2019, 1, 1), True),
        (MBA, "360000", date(2026, 3, 4), True),
        (MBA, "000000", date(2026, 3, 4), True),
        (MBA, "411200", date(2018, 12, 31), False),
        (PICC, "411200", date(2010, 1, 1), True),
        (PICC, "360000", date(2026, 3, 4), True),
        (PICC, "411200", date(2009, 12, 31), False),
    ],
)
def test_a_pack_judges_only_its_area_and_only_from_its_first_day(pack: Pack, area: str, on: date, judged: bool) -> None:
    assert pack.in_force(area, on) is judged


# Whom


ENGINES, FIRE = "machinery_breakdown", "property"
FIRM, INSURER = "ADJ-A-411200", "INS-A-411200"
EVERYBODY = ""


def test_what_has_not_come_into_force_binds_by_adoption_alone() -> None:
    assert {pack.id for pack in law.PACKS if pack.status in ("draft", "internal")} == {"MBA", "PICC"}
    assert [pack.id for pack in law.PACKS if pack.by_adoption] == ["MBA", "PICC"]


@pytest.mark.parametrize(
    ("pack", "line", "organisation", "adopters", "bound"),
    [
        (ANJ, "", "", (), True),
        (SMX, "", "", (), True),
        (SMX, FIRE, INSURER, (), True),
        (MBA, ENGINES, FIRM, (), False),  # a draft that nobody adopted
        (MBA, ENGINES, FIRM, (FIRM,), True),
        (MBA, ENGINES, FIRM, (EVERYBODY,), True),
        (MBA, ENGINES, FIRM, ("ADJ-B-411200",), False),
        (MBA, FIRE, FIRM, (FIRM, EVERYBODY), False),  # of another line
        (MBA, "", FIRM, (FIRM,), False),
        (PICC, FIRE, INSURER, (), False),
        (PICC, FIRE, INSURER, (INSURER,), True),
        (PICC, FIRE, INSURER, (EVERYBODY,), True),
        (PICC, FIRE, "PICC", (), True),  # the company itself
        (PICC, ENGINES, "PICC-411200", (), True),  # and its branches
        (PICC, FIRE, "PICCOLO-411200", (), False),
        (PICC, FIRE, "", (), False),  # nobody's work in particular
    ],
)
def test_a_pack_binds_by_line_by_company_and_by_adoption(
    pack: Pack, line: str, organisation: str, adopters: tuple[str, ...], bound: bool
) -> None:
    assert pack.binds(Matter(line, organisation), adopters) is bound


def settled(*adopted: tuple[str, Adoption]) -> House:
    """The settings of areas in which these were adopted."""
    settings = {
        area: HouseSettings(
            area=area, adoptions={(each.pack, each.organisation): each for where, each in adopted if where == area}
        )
        for area, _ in adopted
    }
    return House(settings)


OWN = Adoption(pack="MBA", organisation=FIRM, since=date(2025, 1, 2))
ENDING = Adoption(pack="MBA", organisation=FIRM, since=date(2025, 1, 2), until=date(2026, 1, 1))
ALL = Adoption(pack="MBA", organisation=EVERYBODY, since=date(2025, 1, 2))
DAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("where", "adoption", "area", "on", "judged"),
    [
        ("411200", OWN, "411200", DAY, True),
        ("411200", OWN, "411200", date(2025, 1, 2), True),
        ("411200", OWN, "411200", date(2025, 1, 1), False),
        ("411200", OWN, "411202", DAY, True),  # a district of the city
        ("411200", OWN, "410000", DAY, False),  # the province above
        ("411200", OWN, "411300", DAY, False),
        ("000000", OWN, "411200", DAY, True),
        ("411200", ENDING, "411200", date(2025, 12, 31), True),
        ("411200", ENDING, "411200", date(2026, 1, 1), False),
        ("410000", ALL, "411200", DAY, True),
    ],
)
def test_an_adoption_holds_in_its_area_and_time(
    where: str, adoption: Adoption, area: str, on: date, judged: bool
) -> None:
    assert ("MBA" in settled((where, adoption)).packs(area, on, Matter(ENGINES, FIRM))) is judged


def test_an_adoption_of_one_holds_beside_that_of_all() -> None:
    """That the area's adoption ended takes nothing from a firm's own, told on another level."""
    ended = Adoption(pack="MBA", organisation=EVERYBODY, since=date(2025, 1, 2), until=date(2026, 1, 1))
    both = settled(("411200", ended), ("410000", OWN))
    assert both.adopters("MBA", "411200", date(2025, 6, 1)) == {EVERYBODY, FIRM}
    assert both.adopters("MBA", "411200", DAY) == {FIRM}
    assert both.packs("411200", DAY, Matter(ENGINES, FIRM)) == ("ANJ", "SMX", "MBA")
    assert both.packs("411200", DAY, Matter(ENGINES, "ADJ-B-411200")) == ("ANJ", "SMX")


def test_what_nobody_adopted_judges_the_company_alone() -> None:
    def packs(organisation: str) -> tuple[str, ...]:
        return House().packs("360000", DAY, Matter(ENGINES, organisation))

    assert packs(INSURER) == ("ANJ",)
    assert packs("PICC-360000") == ("ANJ", "PICC")

"""The Sanmenxia pack as data: complete, well-formed, in both languages, and in force only there and then."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from ledger import law
from ledger.kernel.law import Fate, Rule
from ledger.law import sanmenxia
from ledger.law.sanmenxia import SMX

RULES = tuple(SMX.rules.values())
CONSTANTS = {name: value for name, value in vars(sanmenxia).items() if isinstance(value, Rule)}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ARTICLE = re.compile(r"通知正文|[一二三四五六]\([一二三四]\)|[一二]\(五\)|六\(四\)末段")
CONTEXTS = {
    "appraisal",
    "archive",
    "attendance",
    "claims",
    "credit",
    "dispute",
    "fraud",
    "registry",
    "report",
    "training_or_meeting",
}
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def test_the_pack_has_every_rule_of_the_catalogue() -> None:
    assert len(RULES) == 115
    assert Counter(rule.priority for rule in RULES) == {"core": 69, "wanted": 23, "later": 23}
    assert Counter(rule.modality for rule in RULES) == {"must": 85, "must_not": 16, "should": 7, "may": 7}


def test_fates_are_counted() -> None:
    assert Counter(rule.fate for rule in RULES) == {
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


@every_rule
def test_an_id_names_its_pack_and_its_article(rule: Rule) -> None:
    assert re.fullmatch(r"SMX-(0|[1-6]\.[1-5])-[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    part, _, section = rule.id.split("-")[1].partition(".")
    numeral = "一二三四五六"
    expected = f"{numeral[int(part) - 1]}({numeral[int(section) - 1]})" if section else "通知正文"
    assert rule.article.removesuffix("末段") == expected


@every_rule
def test_an_article_is_cited_as_the_instrument_numbers_it(rule: Rule) -> None:
    assert ARTICLE.fullmatch(rule.article)
    assert str(rule.citation) == (
        f"《三门峡市关于规范涉及保险理赔司法鉴定工作的实施意见》三司〔2022〕43号 {rule.article}"
    )


def test_articles_follow_one_another() -> None:
    seen = list(dict.fromkeys(rule.article for rule in RULES))
    assert seen == [
        "通知正文",
        *("一(一)", "一(二)", "一(三)", "一(四)"),
        *("二(一)", "二(二)", "二(三)", "二(四)", "二(五)"),
        *("三(一)", "三(二)", "三(三)", "三(四)"),
        *("四(一)", "四(二)", "四(三)"),
        *("五(一)", "五(二)"),
        *("六(一)", "六(二)", "六(三)", "六(四)", "六(四)末段"),
    ]
    order = [seen.index(rule.article) for rule in RULES]
    assert order == sorted(order)


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
def test_a_policy_and_only_a_policy_says_why(rule: Rule) -> None:
    assert (rule.fate is Fate.POLICY) == bool(rule.why)
    assert not CHINESE.search(rule.why)


@every_rule
def test_what_is_merely_allowed_or_encouraged_is_owed_by_nobody(rule: Rule) -> None:
    assert rule.fate is not Fate.DUTY or rule.modality == "must"


@every_rule
def test_a_rule_belongs_to_a_known_context(rule: Rule) -> None:
    assert rule.context in CONTEXTS


def test_every_rule_has_one_constant_named_for_what_it_demands() -> None:
    assert list(CONSTANTS.values()) == list(RULES)
    assert [name for name in CONSTANTS if not re.fullmatch(r"[A-Z]+(_[A-Z]+)*", name)] == []


@every_rule
def test_a_rule_is_found_by_its_id(rule: Rule) -> None:
    assert law.rule(rule.id) is rule


def test_an_unknown_id_is_no_rule() -> None:
    with pytest.raises(KeyError):
        law.rule("SMX-9.9-nothing")


def test_no_pack_takes_the_id_of_another() -> None:
    assert len(law.RULES) == sum(len(pack.rules) for pack in law.PACKS)
    assert SMX in law.PACKS


@pytest.mark.parametrize(
    ("area", "on", "judged"),
    [
        ("411200", date(2022, 11, 3), True),  # the city, on the day of issue
        ("411200", date(2026, 3, 4), True),
        ("411202", date(2026, 3, 4), True),  # 湖滨区
        ("411221", date(2022, 11, 4), True),  # 渑池县
        ("411282", date(2026, 3, 4), True),  # 灵宝市
        ("411200", date(2022, 11, 2), False),  # the day before
        ("411221", date(2021, 12, 31), False),
        ("410000", date(2026, 3, 4), False),  # the province above
        ("410100", date(2026, 3, 4), False),  # 郑州市
        ("411300", date(2026, 3, 4), False),  # 南阳市, next in number
        ("360000", date(2026, 3, 4), False),  # 江西省
        ("", date(2026, 3, 4), False),  # nowhere in particular
    ],
)
def test_the_pack_judges_only_sanmenxia_and_only_from_its_issue(area: str, on: date, judged: bool) -> None:
    assert SMX.in_force(area, on) is judged

"""Law as data: an instrument is a pack, each of its sentences a rule with an article and dates."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal, NamedTuple, TypeVar

from ledger.kernel.codes import covers

Modality = Literal["must", "must_not", "should", "may"]
Priority = Literal["core", "wanted", "later"]
PackStatus = Literal["in_force", "draft", "internal", "house"]


class Text(NamedTuple):
    """One sentence for people, in the two languages of the product."""

    zh: str
    en: str


class Matter(NamedTuple):
    """What instruments judge besides place and time: the line of business, and whose work it is. 适用对象"""

    line: str = ""
    organisation: str = ""


class Fate(StrEnum):
    """What the software does with a rule; every rule has exactly one. 规则归宿"""

    REFUSAL = "refusal"
    DUTY = "duty"
    FINDING = "finding"
    CHECKLIST = "checklist"
    CALCULATION = "calculation"
    CLASSIFICATION = "classification"
    VIEW = "view"
    REPORT = "report"
    REGISTER = "register"
    RETENTION = "retention"
    SHARING = "sharing"
    POLICY = "policy"


@dataclass(frozen=True, kw_only=True)
class Pack:
    """One instrument and where, when and for whom it binds. 规则包

    `area` is the GB/T 2260 code of its jurisdiction ("" = everywhere), `lines` the lines of business it is about
    (none: all). One that binds `by_adoption` judges only those who adopted it, and the `company` it is internal
    to: organisations of that id, or whose id begins with it and a hyphen. An amendment is a new dated rule in
    the same pack, never an edit of an old one.
    """

    id: str
    title: Text
    number: str
    issuer: str
    area: str
    status: PackStatus
    effective_from: date
    effective_to: date | None = None
    lines: tuple[str, ...] = ()
    by_adoption: bool = False
    company: str = ""
    rules: dict[str, Rule] = field(default_factory=dict, compare=False, repr=False)

    def in_force(self, area: str, on: date) -> bool:
        """Whether this instrument judges something that happened in `area` on the local day `on`."""
        ends = self.effective_to
        return self.effective_from <= on and (ends is None or on < ends) and covers(self.area, area)

    def binds(self, matter: Matter, adopters: Collection[str]) -> bool:
        """Whether it is about such a matter and binds who has it; `adopters` with "" are everybody of the area."""
        if self.lines and matter.line not in self.lines:
            return False
        own, company = matter.organisation, self.company
        internal = bool(company) and (own == company or own.startswith(f"{company}-"))
        return not self.by_adoption or internal or own in adopters or "" in adopters

    def rule(
        self,
        id: str,
        article: str,
        modality: Modality,
        priority: Priority,
        fate: Fate,
        *,
        context: str,
        zh: str,
        en: str,
        why: str = "",
    ) -> Rule:
        """Adds a rule to this pack; `why` says why software cannot judge a rule whose fate is policy."""
        if (fate is Fate.POLICY) != bool(why):
            raise ValueError(f"{id}: a policy, and only a policy, says why it is one")
        if id in self.rules:
            raise ValueError(f"{id} stands twice in {self.id}")
        rule = Rule(self, id, article, modality, priority, fate, context, Text(zh, en), why)
        self.rules[id] = rule
        return rule


@dataclass(frozen=True, eq=False)
class Rule:
    """One normative sentence of an instrument, cited by article and told in our own words. 规则"""

    pack: Pack
    id: str
    article: str
    modality: Modality
    priority: Priority
    fate: Fate
    context: str
    text: Text
    why: str = ""

    @property
    def citation(self) -> Citation:
        """Where the rule stands, as people cite it."""
        return Citation(self.pack.title.zh, self.pack.number, self.article)

    def __repr__(self) -> str:
        return f"<{self.id}>"


class Citation(NamedTuple):
    """Instrument, number and article. 引用"""

    instrument: str
    number: str
    article: str

    def __str__(self) -> str:
        return f"《{self.instrument}》{self.number} {self.article}"


Code = TypeVar("Code", bound=Callable[..., Any])
CARRIED: list[tuple[Rule, str]] = []
"""Rules that no table names, each with the code that carries it (`module:NAME`)."""


def carries(*rules: Rule) -> Callable[[Code], Code]:
    """Says that a function or class carries these rules; for what stands in no table of refusals, duties …"""

    def enter(code: Code) -> Code:
        CARRIED.extend((rule, f"{code.__module__}:{code.__qualname__}") for rule in rules)
        return code

    return enter


@dataclass
class Refused(Exception):
    """An event was not admitted: which rule refused it, and why in both languages. 拒绝"""

    rule: Rule
    reason: Text
    stream: str = ""
    event: str = ""
    number: int = 0
    """Which of several proposals, from 0."""

    def __str__(self) -> str:
        return f"{self.rule.id} ({self.rule.article}): {self.reason.en}"

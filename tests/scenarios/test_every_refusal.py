"""No refusal is proven until a scenario has shown it saying no, and one has shown it saying yes.

The tables of refusals are walked entry by entry and event by event. What a scenario shows is not taken from
what it claims: every test marked with a rule is run once more here, and what each check answered is watched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Literal, NamedTuple

import pytest

from given import PROOFS, WHEN
from ledger import adjusting, appraisal, attendance, claims, disputes, intake, registry
from ledger.kernel.context import Check, Facts, Refusal
from ledger.kernel.event import Event, Proposed
from ledger.kernel.law import Refused, Rule
from ledger.law import RULES
from ledger.law.house import ANJ
from ledger.law.sanmenxia import NO_PARALLEL_COMMISSION
from proofs import cases, marked

ROOMS = ("adjusting", "appraisal", "attendance", "claims", "disputes", "registry", "scenarios", "system")
CONTEXTS = (
    adjusting.CONTEXT,
    appraisal.CONTEXT,
    attendance.CONTEXT,
    claims.CONTEXT,
    disputes.CONTEXT,
    registry.CONTEXT,
)
ENTRIES = [(refusal, event) for context in CONTEXTS for refusal in context.refusals for event in refusal.on]
OTHERWISE = (*ANJ.rules.values(), NO_PARALLEL_COMMISSION)
"""Rules that the application itself refuses under, or that reserve something in the whole ledger."""


class Shown(NamedTuple):
    """What one scenario marked with a rule showed of it."""

    rule: str
    check: Check | None
    event: str
    said: Literal["no", "yes"]


@pytest.fixture(scope="module")
def shown() -> set[Shown]:
    """Everything shown by the tests that are marked with a rule."""
    with pytest.MonkeyPatch.context() as patch:
        answers: list[tuple[Check, str, bool]] = []
        patch.setattr(intake, "judge", _watched(answers))
        found: set[Shown] = set()
        for each in marked(ROOMS):
            for arguments in cases(each.test):
                answers.clear()
                PROOFS.clear()
                each.test(**arguments)
                for rule, _ in each.rules:
                    found |= set(_what_was_shown(rule, answers))
        return found


@pytest.mark.parametrize(
    ("refusal", "event"),
    ENTRIES,
    ids=[f"{refusal.rule.id}-{refusal.check.__name__}-{event.__name__}" for refusal, event in ENTRIES],
)
def test_every_entry_of_the_tables_has_said_no_and_yes(refusal: Refusal, event: type[Event], shown: set[Shown]) -> None:
    said = {s.said for s in shown if s[:3] == (refusal.rule.id, refusal.check, event.about.name)}
    assert said == {"no", "yes"}


@pytest.mark.parametrize("rule", OTHERWISE, ids=lambda rule: rule.id)
def test_every_other_rule_has_said_no_and_yes(rule: Rule, shown: set[Shown]) -> None:
    said = {s.said for s in shown if s.rule == rule.id and s.check is None}
    assert said == {"no", "yes"}


def test_every_mark_names_a_rule() -> None:
    assert {rule for each in marked() for rule, _ in each.rules} <= RULES.keys()


def _watched(answers: list[tuple[Check, str, bool]]) -> Callable[..., None]:
    """`judge`, telling what each check that was in force answered about what was proposed last."""

    def judge(
        refusals: Iterable[Refusal], state: Any, proposed: Proposed, facts: Facts, packs: Collection[str]
    ) -> None:
        for rule, _, check in refusals:
            if rule.pack.id not in packs:
                continue
            reason = check(state, proposed, facts)
            if proposed.actor == WHEN:
                answers.append((check, proposed.event.about.name, reason is None))
            if reason:
                raise Refused(rule, reason, proposed.stream, proposed.event.about.name)

    return judge


def _what_was_shown(rule: str, answers: list[tuple[Check, str, bool]]) -> Iterator[Shown]:
    """A check said no where its rule was the one that refused, and yes where the event was appended."""
    refused = {event for proof in PROOFS if proof.rule and proof.rule.id == rule for event in proof.events}
    appended = {event for proof in PROOFS if proof.rule is None for event in proof.events}
    for check, event, passed in answers:
        if passed and event in appended:
            yield Shown(rule, check, event, "yes")
        if not passed and event in refused:
            yield Shown(rule, check, event, "no")
    yield from (Shown(rule, None, event, "no") for event in refused)
    yield from (Shown(rule, None, event, "yes") for event in appended)

"""Every text of the pages is there in English, and every member of an event has a heading."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from ledger.adjusting.state import Status
from ledger.appraisal.state import Appraisal
from ledger.catalogue import TAKES
from ledger.claims.state import STATES
from ledger.claims.state.cover import Cover
from ledger.claims.state.recovery import Recovery
from ledger.disputes.state import Dispute
from ledger.disputes.state.appraisal import Mediation, Review
from ledger.kernel.codes import Millimetres, Ratio, Weight
from ledger.kernel.state import member_names, replace
from web.language import CATALOGUES
from web.pages.claim_words import ASSIGNMENT, CLAIM, COVER, RECOVERY
from web.pages.words import DISPUTE, EXPERT_REVIEW, MEDIATION, MEMBERS, RATIOS, STATUS, VALUES, event_title

METHODS = [("**/templates/**.html", "jinja2"), ("templates/**.html", "jinja2"), ("**.py", "python")]
DOSSIER = ("appraisal", "attendance", "dispute", "claim", "cover", "recovery", "assignment")
NUMBERS = {Ratio, Weight, Millimetres}


def test_the_catalogue_has_exactly_the_texts_of_the_pages() -> None:
    used = {
        message
        for _, _, message, _, _ in extract_from_dir(
            CATALOGUES.parent, method_map=METHODS, keywords={"_": None, "gettext": None}
        )
    }
    with (CATALOGUES / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    known = {message.id: message for message in catalogue if message.id}
    assert len(used) > 150
    assert used == set(known)
    assert all(message.string and not message.fuzzy for message in known.values())
    assert not [error for message in known.values() for error in message.check(catalogue)]


def hints(annotation: Any) -> set[Any]:
    inner = get_args(annotation)
    return {annotation}.union(*(hints(each) for each in inner)) if inner else {annotation}


def members(owner: type[Any], extras: bool = False) -> dict[str, Any]:
    found = dict(get_type_hints(owner, include_extras=extras))
    for hint in list(found.values()):
        for each in hints(hint):
            if isinstance(each, type) and member_names(each) is not None and each.__name__ not in ("Sealed", "Fresh"):
                found |= members(each, extras)
    return {name: hint for name, hint in found.items() if name != "about"}


@pytest.mark.parametrize("kind", DOSSIER)
def test_every_member_of_a_dossier_event_has_a_heading(kind: str) -> None:
    for event in TAKES[kind]:
        missing = members(event).keys() - MEMBERS.keys()
        assert not missing, event.about.name


@pytest.mark.parametrize("kind", DOSSIER)
def test_no_number_that_is_not_money_is_told_as_money(kind: str) -> None:
    for event in TAKES[kind]:
        for name, annotation in members(event, extras=True).items():
            if not hints(annotation).isdisjoint(NUMBERS):
                assert name in RATIOS, (event.about.name, name)


@pytest.mark.parametrize("kind", DOSSIER)
def test_every_code_of_a_dossier_event_has_words(kind: str) -> None:
    for event in TAKES[kind]:
        for name, annotation in members(event).items():
            for each in hints(annotation):
                if get_origin(each) is Literal:
                    missing = set(get_args(each)) - VALUES[name].keys()
                    assert not missing, (event.about.name, name)


def test_every_event_has_a_title_in_both_languages() -> None:
    for events in TAKES.values():
        for event in events:
            title = event_title(event.about.name)
            assert title.zh
            assert title.en.isascii()


def test_the_steps_of_an_appraisal_are_all_named() -> None:
    assert Appraisal().status in STATUS


def test_the_steps_of_claims_and_assignments_are_all_named() -> None:
    assert [name for name, _ in STATES if name not in CLAIM] == []
    assert CLAIM.keys() == {name for name, _ in STATES}
    assert ASSIGNMENT.keys() == set(get_args(Status))
    assert Cover().status in COVER
    assert Recovery().status in RECOVERY


def test_the_steps_of_a_dispute_are_all_named() -> None:
    begun = datetime(2026, 4, 1, tzinfo=UTC)
    dispute = Dispute(
        mediation=Mediation(requested_at=begun),
        review=Review(flagged_at=begun),
    )
    assert dispute.status in DISPUTE
    assert replace(dispute, closed_at=begun).status in DISPUTE
    assert dispute.mediation.status in MEDIATION
    assert dispute.review.status in EXPERT_REVIEW

"""Findings across streams, on PostgreSQL: as of now, as of before, and after a correction; who sees them; paging."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi import OpenAPI

from given import Act, Acts, instant, organisation
from ledger import cross_findings
from ledger.callers import Caller
from ledger.law.sanmenxia import (
    CHOOSE_FROM_ROSTER,
    CONSIDER_OPINION,
    EXPERT_REVIEW,
    NO_DUAL_ROLE,
    NO_FILMING_WITHOUT_CONSENT,
    PRACTICE_FILE,
    RECORD_ATTENDANCE_TRULY,
    SIGN_COMMISSION_LETTER,
    UNCONFIRMED_NOT_USED,
)
from ledger.node import Node
from node_fixtures import Headers
from scenarios.acts import (
    ACCEPTED_JOINTLY,
    AG,
    APPRAISAL,
    INSURER_A,
    INSURER_B,
    ISSUED,
    REGULATOR,
    SCHEDULED,
    A,
    B,
    absence_recorded,
    agency_changed,
    agency_registered,
    appraiser_changed,
    appraiser_registered,
    attendance_recorded,
    confirmed_by_insurer,
    contact_changed,
    correction,
    filmed,
    flagged,
    insurer_registered,
    letter_signed,
    objected,
    phoned,
    requested_alone,
    scheduled,
    staff_left,
    staff_registered,
    started,
    used,
)
from scenarios.claims import CLAIM, loss_reported, manual_adopted
from scenarios.claims_liability import ANALYSED, appraisal_linked, determined, opinion_considered, set_aside
from scenarios.claims_settlement import CLOSED

proves = pytest.mark.proves
Tell = Callable[..., int]
SAME_PERSON = staff_registered(identity_no="41120019000101001X", since="2025-03-01").on("2025-03-03T09:00:00")
EMPLOYED_BEFORE = SAME_PERSON(since="2024-07-01").on("2024-07-02T09:00:00")
LEFT = staff_left(effective_from="2025-01-07").on("2025-01-06T09:00:00")
SOMEBODY_ELSE = {"identity_no": "41120019000101009X"}
SECOND = appraiser_registered(name="示例鉴定人002", identity_no="41120019000101005X", licence_no="411200001002").into(
    "appraiser/AP-2"
)


@pytest.fixture
def tell(node: Node) -> Tell:
    """Appends a story, act by act; the last position."""

    def told(*story: Acts) -> int:
        position = 0
        for each in story:
            if isinstance(each, Act):
                [result] = node.ledger.append([each.proposal], replace(each.caller, account="given"))
                position = result.position or position
            else:
                position = told(*each) or position
        return position

    return told


def found(node: Node, at: int | None, by: Caller = REGULATOR, **asked: Any) -> list[dict[str, Any]]:
    moment = node.ledger.moment(None if at is None else str(at))
    return cross_findings.findings(node.ledger.queries, by, moment, **asked)[0]


def subjects(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Stream and the organisation that answers for it."""
    return sorted((row["stream"], row["organisation"]) for row in rows)


# Opinions that a claim knows nothing of

PASSED_OVER = (*ANALYSED, ISSUED, determined)


@proves(CONSIDER_OPINION.id, says="both")
@pytest.mark.parametrize(
    ("story", "severity"),
    [
        ((manual_adopted, loss_reported), None),
        ((*ANALYSED, ISSUED), "notice"),
        ((*ANALYSED, ISSUED, appraisal_linked), None),
        ((*ANALYSED, ISSUED, opinion_considered), None),
        ((*ANALYSED, ISSUED, set_aside), None),
        (PASSED_OVER, "breach"),
        ((*ANALYSED, determined.on("2026-03-17T10:00:00"), ISSUED), "notice"),
        ((*CLOSED, ISSUED), "breach"),
    ],
    ids=["none", "unknown", "linked", "adopted", "set aside", "passed over", "issued later", "closed"],
)
def test_an_opinion_issued_for_a_claim_is_not_passed_over(
    node: Node, tell: Tell, story: tuple[Acts, ...], severity: str | None
) -> None:
    rows = [row for row in found(node, tell(story), rule=CONSIDER_OPINION.id) if row["event_id"] is None]
    assert [(row["stream"], row["organisation"], row["severity"]) for row in rows] == (
        [(CLAIM, A, severity)] if severity else []
    )


def test_a_claim_that_learns_of_its_opinion_is_no_longer_said_to_pass_it_over(node: Node, tell: Tell) -> None:
    before = tell(PASSED_OVER)
    after = tell(opinion_considered.on("2026-03-30T09:00:00"))
    assert [bool(found(node, at, rule=CONSIDER_OPINION.id)) for at in (before, after)] == [True, False]
    [row] = found(node, before, by=INSURER_A, rule=CONSIDER_OPINION.id)
    assert "O-1" in row["reason_en"]
    assert "O-1" in row["reason_zh"]
    assert found(node, before, by=INSURER_B, rule=CONSIDER_OPINION.id) == []


# The roster of the day


SUSPENDED = agency_changed(effective_from="2026-03-01", status="suspended").on("2026-03-20T09:00:00")


@proves(CHOOSE_FROM_ROSTER.id, says="both")
def test_what_the_register_says_of_the_day_of_the_request_decides(node: Node, tell: Tell) -> None:
    admitted = tell(agency_registered, requested_alone)
    suspended = tell(SUSPENDED(effective_from="2026-03-02"))
    said = [
        (admitted, False),
        (suspended, True),
        (tell(correction(SUSPENDED(effective_from="2026-03-02"), new_values={"effective_from": "2026-03-03"})), False),
        (tell(agency_changed(effective_from="2026-03-03", valid_to="2026-03-01")), True),
        (tell(agency_changed(effective_from="2026-03-03", valid_to="2026-03-02")), False),
    ]
    assert [(at, bool(found(node, at, rule=CHOOSE_FROM_ROSTER.id))) for at, _ in said] == said
    [row] = found(node, suspended, rule=CHOOSE_FROM_ROSTER.id)
    assert (row["stream"], row["organisation"], row["severity"]) == (APPRAISAL, AG, "breach")
    assert "2026-03-02" in row["reason_en"]
    assert AG in row["reason_zh"]


def test_a_registration_corrected_to_begin_later_was_not_on_the_roster(node: Node, tell: Tell) -> None:
    before = tell(agency_registered, requested_alone)
    after = tell(correction(agency_registered, new_values={"valid_from": "2026-03-03"}))
    assert found(node, before, rule=CHOOSE_FROM_ROSTER.id) == []
    assert subjects(found(node, after, rule=CHOOSE_FROM_ROSTER.id)) == [(APPRAISAL, AG)]


def test_a_suspension_lifted_ends_on_the_day_before(node: Node, tell: Tell) -> None:
    tell(agency_registered, SUSPENDED, agency_changed(effective_from="2026-03-18", status="active"))
    on_the_day = requested_alone.on("2026-03-18T00:00:00")
    at = tell(on_the_day)
    assert found(node, at, rule=CHOOSE_FROM_ROSTER.id) == []
    before = tell(correction(on_the_day, occurred_at="2026-03-17T23:59:59+08:00"))
    assert len(found(node, before, rule=CHOOSE_FROM_ROSTER.id)) == 1


def test_what_happened_outside_the_instruments_area_is_not_judged_by_it(node: Node, tell: Tell) -> None:
    at = tell(agency_registered, requested_alone(area="360100"), SUSPENDED)
    everywhere = organisation("AUDIT", "auditor")
    assert found(node, at, by=everywhere, rule=CHOOSE_FROM_ROSTER.id) == []


# Appraiser and insurer's staff


@proves(NO_DUAL_ROLE.id, says="both")
def test_the_same_person_in_both_registers_is_found_in_both(node: Node, tell: Tell) -> None:
    before = tell(agency_registered, insurer_registered, appraiser_registered, staff_registered)
    assert found(node, before, rule=NO_DUAL_ROLE.id) == []
    both = tell(SAME_PERSON.into("staff/ST-2"))
    rows = found(node, both, rule=NO_DUAL_ROLE.id)
    assert subjects(rows) == [("appraiser/AP-1", AG), ("staff/ST-2", A)]
    assert {row["occurred_at"] for row in rows} == {instant("2025-03-01T00:00:00")}
    assert found(node, before, rule=NO_DUAL_ROLE.id) == []
    assert subjects(found(node, both, by=INSURER_A, rule=NO_DUAL_ROLE.id)) == [("staff/ST-2", A)]
    [digest] = {row["identity"] for row in node.ledger.queries.rows("SELECT identity FROM views.practice_spell")}
    assert digest
    assert digest not in repr(rows)


@proves(NO_DUAL_ROLE.id, says="both")
def test_a_day_in_both_registers_is_one_too_many(node: Node, tell: Tell) -> None:
    """A person a story, all in one ledger; what is found is in the streams of those it is true of."""

    def story(number: int, *, corrected: dict[str, str] | None = None, **changes: str) -> set[str]:
        """Registered as an appraiser, perhaps changed, employed from March on, perhaps corrected; both streams."""
        identity, licence = f"411200190001010{number:02}X", f"4112000011{number:02}"
        register = appraiser_registered(
            identity_no=identity, licence_no=licence, exemption_basis=changes.pop("exemption", None)
        ).into(f"appraiser/AP-1{number}")
        employed = SAME_PERSON(identity_no=identity, since=changes.pop("since", "2025-03-01"))
        employed = employed.into(f"staff/ST-1{number}")
        changed = appraiser_changed(**changes).on("2025-02-20T09:00:00").into(register.stream)
        tell(register, [changed] if changes else [], employed)
        tell([correction(employed, new_values=corrected)] if corrected else [])
        return {register.stream, employed.stream}

    tell(agency_registered, insurer_registered)
    story(1, exemption="经批准的兼任")
    story(2, corrected={"identity_no": "41120019000101099X"})
    story(3, since="2199-01-01")
    story(4, effective_from="2025-03-01", status="removed")
    one_too_many = story(5, effective_from="2025-03-02", status="removed")
    one_too_many |= story(6, effective_from="2025-02-20", status="suspended")
    at = tell(contact_changed)
    assert {row["stream"] for row in found(node, at, rule=NO_DUAL_ROLE.id)} == one_too_many


@proves(NO_DUAL_ROLE.id, says="both")
def test_the_day_of_leaving_is_no_day_of_employment(node: Node, tell: Tell) -> None:
    before = tell(agency_registered, insurer_registered, EMPLOYED_BEFORE, LEFT, appraiser_registered)
    after = tell(correction(LEFT, new_values={"effective_from": "2025-01-08"}))
    assert found(node, before, rule=NO_DUAL_ROLE.id) == []
    assert len(found(node, after, rule=NO_DUAL_ROLE.id)) == 2


# Who acts


@proves(PRACTICE_FILE.id, says="both")
def test_who_acts_is_an_active_appraiser_of_the_agency_that_day(node: Node, tell: Tell) -> None:
    tell(agency_registered, appraiser_registered, SCHEDULED[1:])
    begun = tell(started)
    [row] = found(node, begun, rule=PRACTICE_FILE.id)
    assert (row["stream"], row["organisation"], row["item"]) == (APPRAISAL, AG, f"{PRACTICE_FILE.id}/S-1/AP-2")
    assert (row["severity"], row["event_id"]) == ("breach", None)
    known = tell(SECOND)
    assert found(node, known, rule=PRACTICE_FILE.id) == []
    assert len(found(node, begun, rule=PRACTICE_FILE.id)) == 1


def test_the_register_of_the_day_of_the_session_decides(node: Node, tell: Tell) -> None:
    suspended = appraiser_changed(effective_from="2026-03-12", status="suspended")
    that_day = tell(agency_registered, appraiser_registered, SECOND, SCHEDULED[1:], started, suspended)
    next_day = tell(correction(suspended, new_values={"effective_from": "2026-03-13"}))
    elsewhere = tell(correction(suspended, new_values={"effective_from": "2026-03-12", "agency_id": "AG-9"}))
    acted = [bool(found(node, at, rule=PRACTICE_FILE.id)) for at in (that_day, next_day, elsewhere)]
    assert acted == [True, False, True]


# Opinions concentrated on an appraisal, or on an agency


@proves(EXPERT_REVIEW.id, says="both")
def test_two_sides_against_one_appraisal_until_it_is_flagged(node: Node, tell: Tell) -> None:
    tell(SCHEDULED)
    once = tell(objected, phoned)
    assert found(node, once, rule=EXPERT_REVIEW.id) == []
    twice = tell(objected(objection_id="OB-3", by="P1").into("dispute/D-2").by(INSURER_B).on("2026-04-03T10:00:00"))
    [row] = found(node, twice, rule=EXPERT_REVIEW.id)
    assert (row["stream"], row["organisation"], row["severity"]) == (APPRAISAL, AG, "notice")
    assert row["reason_en"].startswith("2 sides")
    reviewed = tell(flagged)
    assert found(node, reviewed, rule=EXPERT_REVIEW.id) == []
    assert len(found(node, twice, rule=EXPERT_REVIEW.id)) == 1


@proves(EXPERT_REVIEW.id, says="both")
def test_three_disputes_of_an_agency_in_one_quarter(node: Node, tell: Tell) -> None:
    def disputed(number: int, on: str) -> tuple[Act, Act]:
        key = f"411200-2026-100{number}"
        asked = requested_alone(matter_key=f"CLM-{number}+P1+disability").into(f"appraisal/{key}")
        return asked, objected(appraisal_id=key).into(f"dispute/D-{number}").on(on)

    tell(agency_registered, disputed(1, "2026-03-31T23:59:59"))
    at = tell(disputed(2, "2026-04-01T00:00:00"), disputed(3, "2026-06-30T23:59:59"))
    assert found(node, at, rule=EXPERT_REVIEW.id) == []
    third = tell(disputed(4, "2026-05-01T09:00:00"))
    [row] = found(node, third, rule=EXPERT_REVIEW.id)
    assert (row["stream"], row["item"]) == (f"agency/{AG}", f"{EXPERT_REVIEW.id}/411202/2026Q2")
    assert "3 disputes of 2026Q2" in row["reason_en"]
    flag = flagged(appraisal_id="411200-2026-1004").into("dispute/D-4")
    assert found(node, tell(flag), rule=EXPERT_REVIEW.id) == []


# All of them together


def test_a_confirmation_taken_back_is_found_from_then_on(node: Node, tell: Tell) -> None:
    before = tell(ACCEPTED_JOINTLY, used)
    after = tell(correction(confirmed_by_insurer, withdrawn=True))
    assert found(node, before, rule=UNCONFIRMED_NOT_USED.id) == []
    [row] = found(node, after, rule=UNCONFIRMED_NOT_USED.id)
    assert (row["stream"], row["event_id"], row["article"]) == (APPRAISAL, used.event_id, "一(一)")


@pytest.fixture
def much(node: Node, tell: Tell) -> int:
    """Findings of one stream and of several."""
    return tell(
        SCHEDULED, started, [filmed(at=f"2026-03-12T09:5{n}:00+08:00") for n in range(4)], SUSPENDED,
        objected, objected(objection_id="OB-4", by=B).by(INSURER_B),
    )  # fmt: skip


def test_newest_first_and_page_by_page(node: Node, much: int) -> None:
    everything = found(node, much)
    assert {row["rule_id"] for row in everything} >= {
        CHOOSE_FROM_ROSTER.id,
        PRACTICE_FILE.id,
        EXPERT_REVIEW.id,
        NO_FILMING_WITHOUT_CONSENT.id,
    }
    times = [row["occurred_at"] for row in everything]
    assert times == sorted(times, reverse=True)
    moment = node.ledger.moment(str(much))
    for size in (1, 2, len(everything)):
        pages, after = list[dict[str, Any]](), None
        while True:
            page, after = cross_findings.findings(node.ledger.queries, REGULATOR, moment, after=after, limit=size)
            assert len(page) <= size
            pages += page
            if after is None:
                break
        assert pages == everything


def test_every_filter_and_nothing_beyond_it(node: Node, much: int) -> None:
    everything = found(node, much)
    for name, column, given in (
        ("rule", "rule_id", str),
        ("severity", "severity", str),
        ("organisation", "organisation", str),
        ("streams", "stream", lambda stream: [stream]),
    ):
        for value in {row[column] for row in everything}:
            asked, nothing = dict[str, Any]({name: given(value)}), dict[str, Any]({name: given("nothing")})
            assert found(node, much, **asked) == [row for row in everything if row[column] == value]
            assert found(node, much, **nothing) == []
    assert found(node, much, streams={row["stream"] for row in everything}) == everything
    assert found(node, much, area="411200") == found(node, much, area="411202") == everything
    assert found(node, much, area="411281") == []
    assert found(node, much, rule=PRACTICE_FILE.id, severity="notice") == []


def test_everybody_sees_their_own(node: Node, much: int) -> None:
    everything = found(node, much)
    assert found(node, much, by=organisation("AUDIT", "auditor", area="")) == everything
    assert found(node, much, by=organisation(AG, "appraisal_agency")) == everything
    assert found(node, much, by=organisation("INS-Z", "insurer")) == []
    assert found(node, much, by=organisation("NFRA-411281", "insurance_regulator", area="411281")) == []


def test_over_the_api_page_by_page_and_as_of_before(
    node: Node, tell: Tell, much: int, app: OpenAPI, key: Headers
) -> None:
    client: FlaskClient = app.test_client()
    headers = key("NFRA-411200", "insurance_regulator")
    address = f"/api/v1/findings?at={much}&rule={NO_FILMING_WITHOUT_CONSENT.id}&limit=3"
    first = client.get(address, headers=headers)
    assert (first.status_code, first.get_json()["position"]) == (200, much)
    following = first.headers["Link"].partition(">")[0][1:]
    second = client.get(following, headers=headers)
    rows = first.get_json()["findings"] + second.get_json()["findings"]
    assert [row["item"] for row in rows] == [row["item"] for row in found(node, much, rule=rows[0]["rule_id"])]
    assert len(rows) == 4
    assert "Link" not in second.headers
    assert client.get("/api/v1/findings?at=1", headers=headers).get_json()["findings"] == []
    assert client.get("/api/v1/findings?severity=grave", headers=headers).status_code == 422
    assert client.get("/api/v1/findings?after=x", headers=headers).status_code == 422
    insurer = key(B, "insurer")
    across = client.get(f"/api/v1/findings?at={much}&rule={CHOOSE_FROM_ROSTER.id}", headers=insurer).get_json()
    assert [(row["stream"], row["event_id"]) for row in across["findings"]] == [(APPRAISAL, None)]


def test_two_findings_of_one_rule_in_one_event_follow_one_another(
    node: Node, tell: Tell, app: OpenAPI, key: Headers
) -> None:
    at = tell(*SCHEDULED, absence_recorded, attendance_recorded(present=[A, B]))
    client, headers = app.test_client(), key("NFRA-411200", "insurance_regulator")
    address = f"/api/v1/findings?at={at}&rule={RECORD_ATTENDANCE_TRULY.id}&limit=1"
    first = client.get(address, headers=headers)
    second = client.get(first.headers["Link"].partition(">")[0][1:], headers=headers)
    rows = [row for page in (first, second) for row in page.get_json()["findings"]]
    assert [row["item"] for row in rows] == [row["item"] for row in found(node, at, rule=RECORD_ATTENDANCE_TRULY.id)]
    assert {row["severity"] for row in rows} == {"notice", "breach"}
    assert len({row["event_id"] for row in rows}) == 1
    assert "Link" not in second.headers


def test_what_was_recorded_late_ends_the_finding_and_its_past_stays(node: Node, tell: Tell) -> None:
    before = tell(*SCHEDULED[:-2], scheduled, started)
    after = tell(letter_signed)
    assert [len(found(node, at, rule=SIGN_COMMISSION_LETTER.id)) for at in (before, after, before)] == [1, 0, 1]


def test_a_mark_made_up_begins_somewhere(node: Node, much: int) -> None:
    everything = found(node, much)
    assert found(node, much, after=f"{'9' * 18}-{'0' * 32}") == everything
    assert found(node, much, after=f"0-{'f' * 32}") == []

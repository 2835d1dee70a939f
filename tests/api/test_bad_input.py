"""Bad input gets a clear 4xx that says what, where and what to do, and leaves nothing behind."""

from __future__ import annotations

import json
import uuid
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from ledger import proposals
from ledger.node import Node
from ledger.proposals import NotJson, event_id, loads
from node_fixtures import keys_of
from stories import AGENCY, BUREAU, agency_registered, requested
from web.app import create_app

HERE = "/api/v1/streams/appraisal/411200-2026-0001/events"


@pytest.fixture(scope="module")
def node(shared_node: Node) -> Node:
    return shared_node


@pytest.fixture(scope="module")
def client(node: Node) -> FlaskClient:
    """A client of the registered agency."""
    made, key = create_app(node).test_client(), keys_of(node)
    registered = made.post(
        f"/api/v1/streams/agency/{AGENCY}/events", json=agency_registered(), headers=key(BUREAU, "justice_bureau")
    )
    assert registered.status_code == 201
    made.environ_base["HTTP_AUTHORIZATION"] = key(AGENCY, "appraisal_agency")["Authorization"]
    return made


def changed(**members: Any) -> dict[str, Any]:
    return {**requested(), **members}


def data(**members: Any) -> dict[str, Any]:
    return requested(**members)


MALFORMED = [
    ("unknown member", changed(comment="x"), "/comment"),
    ("unknown member of data", data(comment="x"), "/data/comment"),
    ("unknown member deep down", data(principals=[{"id": "P1", "role": "insured", "x": 1}]), "/data/principals/0/x"),
    ("naive time", changed(time="2026-03-02T10:00:00"), "/time"),
    ("time that does not exist", changed(time="2026-02-30T10:00:00+08:00"), "/time"),
    ("a number for a text", data(claim_no=7), "/data/claim_no"),
    ("a text for a list", data(insurer_ids="INS"), "/data/insurer_ids"),
    ("a null for what is required", data(agency_id=None), "/data/agency_id"),
    ("a word that is not in the list", data(mode="both"), "/data/mode"),
    ("a key with a slash", data(agency_id="a/b"), "/data/agency_id"),
    ("a control character", data(question="a\u0000b"), "/data/question"),
    ("too long", data(question="x" * 501), "/data/question"),
    ("an unknown type", changed(type="appraisal.Nonsense"), "/type"),
    ("a type only the ledger appends", changed(type="system.CommandRefused"), "/type"),
    ("another version of CloudEvents", changed(specversion="0.3"), "/specversion"),
    ("a fraction for a count", changed(expectedversion=1.5), "/expectedversion"),
    ("true for a count", changed(expectedversion=True), "/expectedversion"),
    (
        "what the ledger computes",
        {**requested(), "type": "attendance.WitnessNoticeSent", "data": {"plan": {}}},
        "/data/plan",
    ),
]


@pytest.mark.parametrize(("what", "body", "path"), MALFORMED, ids=[what for what, _, _ in MALFORMED])
def test_every_fault_is_named_with_its_path(
    client: FlaskClient, node: Node, what: str, body: dict[str, Any], path: str
) -> None:
    before = node.recorder.max_notification_id()
    answer = client.post(HERE, data=json.dumps(body), content_type="application/json")
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert path in [error["path"] for error in answer.get_json()["errors"]]
    assert node.recorder.max_notification_id() == before


RAW = [
    (b"", 400),
    (b"{", 400),
    (b'{"a": 1, "a": 2}', 400),
    (b'{"a": NaN}', 400),
    (b'{"a": Infinity}', 400),
    (b"\xff\xfe", 400),
    (b"[" * 40 + b"]" * 40, 400),
    (b"[" * 100_000, 400),
    (b'{"a":' * 40 + b"1" + b"}" * 40, 400),
    (b"1" * 5_000, 400),
    (b'{"a": "\\ud800"}', 400),
    (b'"text"', 422),
    (b"[]", 422),
    (b"7", 422),
    (b" " * 5_000_000, 413),
]


@pytest.mark.parametrize(("body", "status"), RAW, ids=range(len(RAW)))
def test_what_is_not_strict_json_is_told_so(client: FlaskClient, node: Node, body: bytes, status: int) -> None:
    before = node.recorder.max_notification_id()
    answer = client.post(HERE, data=body, content_type="application/json")
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert node.recorder.max_notification_id() == before


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_another_media_type_is_415(client: FlaskClient, media: str) -> None:
    assert client.post(HERE, data=json.dumps(requested()), content_type=media).status_code == 415


@pytest.mark.parametrize(
    "media", ["application/json", "application/cloudevents+json", "application/json; charset=utf-8"]
)
def test_json_media_types_are_accepted(client: FlaskClient, media: str) -> None:
    answer = client.post(f"{HERE}?dry_run=1", data=json.dumps(requested()), content_type=media)
    assert answer.status_code == 200


def test_a_fault_never_repeats_the_value(client: FlaskClient) -> None:
    answer = client.post(HERE, json=data(question="x" * 480 + "41120019000101000X" * 5))
    assert answer.status_code == 422
    assert "41120019000101000X" not in answer.text


def test_an_implausible_time_is_refused_by_a_rule(client: FlaskClient) -> None:
    answer = client.post(HERE, json=changed(time="0001-01-01T00:00:00+14:00"))
    assert (answer.status_code, answer.get_json()["rule"]) == (409, "ANJ-1.6-plausible-time")


def test_an_event_goes_only_where_it_belongs(client: FlaskClient) -> None:
    answer = client.post(HERE.replace("0001", "0002"), json=requested())
    assert (answer.status_code, answer.get_json()["rule"]) == (409, "ANJ-1.5-right-stream")


def test_a_batch_names_each_element(client: FlaskClient, node: Node) -> None:
    before = node.recorder.max_notification_id()
    answer = client.post(HERE, json=[requested(), changed(time="x"), data(mode="y")])
    assert answer.status_code == 422
    assert {error["path"] for error in answer.get_json()["errors"]} == {"/1/time", "/2/data/mode"}
    assert node.recorder.max_notification_id() == before


def test_a_malformed_line_in_a_thousand_names_its_line(client: FlaskClient) -> None:
    lines = [json.dumps(requested(f"411200-2026-{number:04}")) for number in range(1, 1_001)]
    lines[499] = lines[499].replace('"joint"', "").replace('"unilateral_insurer"', '"nonsense"')
    lines[699] = lines[699][:-1]
    body = "\n".join(lines).encode()
    for sent in ("first", "again"):
        answer = client.post("/api/v1/events", data=body, content_type="application/x-ndjson").get_json()
        assert (answer["done"], answer["failed"]) == (998, 2)
        failed = [line for line in answer["lines"] if line["status"] == "malformed"]
        assert [line["line"] for line in failed] == [500, 700]
        assert failed[0]["errors"][0]["path"] == "/data/mode"
        status = "appended" if sent == "first" else "already_there"
        assert {line["status"] for line in answer["lines"]} == {status, "malformed"}


def test_after_a_refusal_the_rest_of_that_stream_waits_and_others_go_on(client: FlaskClient) -> None:
    bad = requested("411200-2027-0001", mode="joint")
    later = requested("411200-2027-0001")
    body = "\n".join(map(json.dumps, [bad, requested("411200-2027-0002"), later])).encode()
    lines = client.post("/api/v1/events", data=body, content_type="application/x-ndjson").get_json()["lines"]
    assert [line["status"] for line in lines] == ["refused", "appended", "stopped"]
    assert lines[0]["rule"] == "SMX-1.1-may-commission"
    assert lines[2]["see"] == 1


def test_questions_are_checked_too(client: FlaskClient) -> None:
    assert client.get("/api/v1/events?limit=0").status_code == 422
    assert client.get("/api/v1/events?nonsense=1").status_code == 422
    assert client.get("/api/v1/refusals?at=yesterday").status_code == 422
    assert client.get("/api/v1/refusals?at=2026-03-02T10:00:00").status_code == 422
    assert client.get("/api/v1/refusals?at=999999999").status_code == 404
    assert client.get("/api/v1/streams/nonsense/x").status_code == 404
    assert client.delete("/api/v1/events").status_code == 405
    assert client.post(HERE, json=requested(), headers={"If-Match": '"x"'}).status_code == 422


# What is JSON here, and what is not


NOT_JSON: list[bytes] = [
    b'{"a": 1, "a": 1}',
    b'{"a": 1, "\\u0061": 2}',
    b'[{"b": [{"": 0, "": 1}]}]',
    b'{"a:b": 1, "a:b": 2}',
    b'{"a\\":b": 1, "a\\":b": 2}',
    b'{"a": ":", "a": "::"}',
    b'{"a": ":", "a": "\\u003a"}',
    b'{"a": 1, "a": "\\u003a"}',
    b'"\\ud800"',
    b"1e9999999999999999999",
    b"[-1E-9999999999999999999]",
    b"1" * 4_301,
    b"[NaN]",
    b"-Infinity",
    b"01",
    b"1.",
    b"+1",
    b'\xef\xbb\xbf{"a": 1}',
    b'{"a": 1}x',
    b"{} {}",
    b"{}\0",
    b'{"a": 1,}',
    b"[1,]",
    b"{1: 1}",
    b"\xc2\xa0{}",
    b"\x0c{}",
    b'"\xff"',
    b'"\xed\xa0\x80"',
    b'"\xf4\x90\x80\x80"',
    b'{"\xff": 1}',
    b'"\n"',
    b'"\0"',
    b"",
    b" ",
    b"[" * 33 + b"]" * 33,
    b"[" * 100_000,
    b'{"a":' * 33 + b"1" + b"}" * 33,
]

JSON: list[bytes] = [
    b'{"a:b": 1, "a": ":", ":": {"a": [":"]}, "b": {"a": 1}}',
    b'{"a": "\\":", "b\\":": "\\\\", "b\\u003ac": "\\ud83d\\ude00"}',
    b"[1e400, -1e-400, 1E05, 1.50, -0.0, 0.1e1, 12345678901234567890123456789.5]",
    b"[-0, 9007199254740993, 18446744073709551616, -123456789012345678901234567890]",
    b'\t\r\n {"b" : true , "a" :\n[ null,false ]}\t\r\n ',
    b"[" * 32 + b"]" * 32,
    b"[" + b"[], " * 40 + b"1]",
]


@pytest.mark.parametrize("body", NOT_JSON, ids=lambda body: repr(body[:30]))
def test_what_is_not_strict_json_is_refused(body: bytes) -> None:
    with pytest.raises(NotJson):
        loads(body)


@pytest.mark.parametrize("body", JSON, ids=lambda body: repr(body[:30]))
def test_what_is_json_is_read_exactly(body: bytes) -> None:
    assert repr(loads(body)) == repr(json.loads(body, parse_float=Decimal))


def _literal(text: str, escaped: int) -> str:
    """A string in JSON, every so many characters written by their number."""
    return (
        '"'
        + "".join(
            f"\\u{ord(each):04x}" if escaped and place % escaped == 0 else json.dumps(each, ensure_ascii=False)[1:-1]
            for place, each in enumerate(text)
        )
        + '"'
    )


_STRINGS = st.builds(_literal, st.text('a"\\:,{[}]u02 案\n\ud800', max_size=6), st.integers(0, 3))
_NUMBERS = st.sampled_from(["0", "-0", "7", "1.0", "1e5", "18446744073709551616", "-9223372036854775809", "01", "NaN"])
_SPACES = st.sampled_from(["", "", " ", "\t\r\n"])


def _list(space: str, parts: list[str]) -> str:
    return f"[{space}{f',{space}'.join(parts)}{space}]"


def _object(space: str, parts: list[tuple[str, str]]) -> str:
    return f"{{{space}{f'{space},'.join(f'{name}{space}:{space}{value}' for name, value in parts)}}}"


_TEXTS = st.recursive(
    _STRINGS | _NUMBERS | st.sampled_from(["true", "null"]),
    lambda inner: (
        st.builds(_list, _SPACES, st.lists(inner, max_size=3))
        | st.builds(_object, _SPACES, st.lists(st.tuples(_STRINGS, inner), max_size=3))
    ),
    max_leaves=8,
)


@given(_TEXTS)
def test_what_is_read_at_once_is_what_is_read_with_care(text: str) -> None:
    body = text.encode("utf-8", "surrogatepass")
    found = proposals._at_once(body)
    try:
        careful = proposals._with_care(body)
    except NotJson:
        assert found is None
    else:
        assert found is None or repr(found) == repr(careful)


def test_a_proposal_as_machines_write_it_is_read_at_once() -> None:
    raw = {"id": "赔案 7", "data": {"reason": 'a "quoted": \\ one\n', "lines": [{"n": 1}, {}], "none": None}}
    for text in (json.dumps(raw), json.dumps(raw, ensure_ascii=False, indent=1)):
        assert proposals._at_once(text.encode()) == raw


@pytest.mark.parametrize("id", ["CLM-1", "赔案 7", 'a "quoted" \\ id', "\u2028"])
def test_the_id_of_a_proposal_is_the_uuid_of_its_source_and_id(id: str) -> None:
    source = "urn:anjian:org:INS-A-411200"
    assert event_id(source, id) == uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([source, id]))

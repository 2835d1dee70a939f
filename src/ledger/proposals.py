"""The edge: proposed events as CloudEvents 1.0 JSON, checked member by member against the event classes.

One definition serves all: the event classes of the contexts. From them come the validators, the JSON
schemas of the API and the error paths. Faults name the member and what it should be, never its value.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from hashlib import sha1
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from msgspec import DecodeError, Struct
from msgspec.json import Decoder, Encoder
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    with_config,
)
from typing_extensions import TypedDict

from ledger.catalogue import EVENTS, kinds_of
from ledger.kernel.clock import rfc3339
from ledger.kernel.codes import KEY, PRINTABLE, Amount, Shape
from ledger.kernel.event import Event, Fresh, Sealed, computed
from ledger.kernel.law import Refused, Text, carries
from ledger.kernel.state import maker, member_names, optional
from ledger.law.house import PLAUSIBLE_TIME

SOURCE = "urn:anjian:org:"
LONGEST_LIST = 1_000
LONGEST_PERSONAL = 500
DEEPEST = 32
IMPLAUSIBLE = Text("时间超出 1900 至 2200 年。", "a time outside 1900 to 2200")

Day = TypeVar("Day", bound=date)
Taker = Callable[[str], Fresh[str]]
"""Takes in one piece of personal data (see vault)."""


class Proposal(Struct, frozen=True):
    """A proposed event of the right form. 提议"""

    id: str
    organisation: str
    stream: str
    type: str
    event: Event
    occurred_at: datetime
    event_id: uuid.UUID
    expected_version: int | None = None
    provenance: str | None = None
    personal: bool = False
    """Whether there is personal data in it."""


class NotJson(ValueError):
    """The body is not strict JSON."""


@dataclass
class Malformed(Exception):
    """A proposal of the wrong form: every fault, as `path` (a JSON pointer) and `message`."""

    faults: Sequence[Mapping[str, str]]

    def __str__(self) -> str:
        return "; ".join(f"{fault['path'] or '/'}: {fault['message']}" for fault in self.faults)


_URLS = uuid.NAMESPACE_URL.bytes
_FIXED, _VERSION_5 = 0xF << 76 | 0x3 << 62, 0x5 << 76 | 0x2 << 62
_UNKNOWN = uuid.SafeUUID.unknown
_quoted = json.encoder.encode_basestring_ascii


def event_id(source: str, id: str) -> uuid.UUID:
    """The ledger's id of a proposal: source and id name it for good, whatever else it says.

    It is the UUID of version 5 (RFC 9562 section 5.5) of both as a JSON array, among the URLs. `uuid.uuid5` makes the
    same at four times the cost, most of it to check what cannot be wrong here.
    """
    named = _URLS + f"[{_quoted(source)}, {_quoted(id)}]".encode()
    digest = sha1(named, usedforsecurity=False).digest()
    found = object.__new__(uuid.UUID)
    object.__setattr__(found, "int", int.from_bytes(digest[:16], "big") & ~_FIXED | _VERSION_5)
    object.__setattr__(found, "is_safe", _UNKNOWN)
    return found


@carries(PLAUSIBLE_TIME)
def parsed(raw: Any, fresh: Taker) -> Proposal:
    """The proposal in a decoded JSON value.

    Malformed lists every fault of the envelope, or else of its data. Refused for an implausible time.
    """
    reading = _Reading(fresh)
    envelope = _validated(_envelope(), raw, reading, "")
    event = _validated(_data(envelope["type"]), envelope["data"], reading, "/data")
    if not reading.plausible:
        raise Refused(PLAUSIBLE_TIME, IMPLAUSIBLE, envelope["subject"], envelope["type"])
    return Proposal(
        id=envelope["id"],
        organisation=envelope["source"].removeprefix(SOURCE),
        stream=envelope["subject"],
        type=envelope["type"],
        event=event,
        occurred_at=envelope["time"],
        event_id=event_id(envelope["source"], envelope["id"]),
        expected_version=envelope.get("expectedversion"),
        provenance=envelope.get("provenance"),
        personal=reading.personal,
    )


def corrected_values(name: str, values: Mapping[str, Any], fresh: Taker) -> dict[str, Any]:
    """The new members of a correction, checked against the event that is corrected."""
    reading = _Reading(fresh)
    checked = dict(_validated(_members_alone(name), values, reading, "/data/new_values"))
    if not reading.plausible:
        raise Refused(PLAUSIBLE_TIME, IMPLAUSIBLE)
    return checked


def loads(body: bytes | str) -> Any:
    """Strict JSON: no duplicate members, no NaN, no endless nesting; fractions stay exact. NotJson else."""
    found = _at_once(body) if isinstance(body, bytes) else None
    return _with_care(body) if found is None else found


def _at_once(body: bytes) -> Any:
    """The value of what can be seen to be strict without looking at each member; none of all else.

    No member was there twice where what was read has as many quotation marks as it was read from.
    """
    try:
        value = _PLAIN.decode(body)
        written = _AGAIN.encode(value)
    except (DecodeError, UnicodeDecodeError, RecursionError, OverflowError):
        return None
    marks = body.translate(None, _NO_MARKS)
    whole = marks.count(b'"') == len(written.translate(None, _NO_QUOTATION)) and b"u0022" not in body
    return value if whole and marks.count(b"{") + marks.count(b"[") <= DEEPEST else None


def _with_care(body: bytes | str) -> Any:
    try:
        text = body.decode() if isinstance(body, bytes) else body
        value = _DECODER.decode(text)
    except UnicodeDecodeError:
        raise NotJson("not UTF-8") from None
    except RecursionError:
        raise NotJson(f"nested deeper than {DEEPEST}") from None
    except ValueError as error:
        raise NotJson(str(error)) from None
    if text.count("{") + text.count("[") > DEEPEST and _deeper_than(value, DEEPEST):
        raise NotJson(f"nested deeper than {DEEPEST}")
    if _ESCAPED_SURROGATE.search(text) and _SURROGATE.search(json.dumps(value, ensure_ascii=False, default=str)):
        raise NotJson("half of a surrogate pair stands alone")
    return value


def _no_fraction(digits: str) -> None:
    raise ValueError(f"{digits} is read with care")


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _exact(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise ValueError("a number beyond all bounds") from None


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an object has the same member twice")
    return found


_PLAIN = Decoder(float_hook=_no_fraction)
_AGAIN = Encoder()
_NO_MARKS, _NO_QUOTATION = (bytes(each for each in range(256) if each not in marks) for marks in (b'"{[', b'"'))
_DECODER = json.JSONDecoder(parse_float=_exact, parse_constant=_no_constant, object_pairs_hook=_no_duplicates)
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


PROPOSABLE: Mapping[str, type[Event]] = {name: event for name, event in EVENTS.items() if event.about.by}
"""The events a client may propose, by their stored names, in the order of the contexts."""


@cache
def event_schema(name: str) -> dict[str, Any]:
    """The JSON schema of a whole proposal of one event type, its data included."""
    event = EVENTS[name]
    data = _data(name).json_schema()
    envelope = _envelope().json_schema()
    definitions = data.pop("$defs", {}) | envelope.pop("$defs", {})
    envelope["title"] = name
    envelope["description"] = f"{event.about.title} {event.about.summary}"
    envelope["properties"] |= {
        "type": {"const": name, "type": "string"},
        "subject": {"type": "string", "pattern": f"^({'|'.join(kinds_of(event))})/{KEY[1:]}"},
        "data": data,
    }
    inlined: dict[str, Any] = _inlined(envelope, definitions)
    return inlined


def validator(declared: type[Any]) -> TypeAdapter[Any]:
    """What checks JSON data against a class, member by member, and makes one of it."""
    return TypeAdapter(_edge(declared))


def schema_of(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    """The JSON schema of what a validator takes, whole in itself."""
    schema = adapter.json_schema()
    definitions = schema.pop("$defs", {})
    inlined: dict[str, Any] = _inlined(schema, definitions)
    return inlined


def data_schema(name: str) -> dict[str, Any]:
    """The JSON schema of an event type's data alone."""
    schema: dict[str, Any] = event_schema(name)["properties"]["data"]
    return schema


# Validation


class _Reading(Struct):
    """What validation is given of its surroundings, and what it tells besides the value."""

    fresh: Taker
    plausible: bool = True
    """Whether every time so far lies in the years the ledger knows (ANJ-1.6)."""
    personal: bool = False
    """Whether there was any personal data so far."""


def _validated(adapter: TypeAdapter[Any], value: Any, reading: _Reading, path: str) -> Any:
    try:
        return adapter.validator.validate_python(value, context=reading)
    except ValidationError as error:
        raise Malformed([fault_of(path, each) for each in error.errors(include_input=False)]) from None


def fault_of(path: str, error: Any) -> dict[str, str]:
    """A validator's error as a fault: where, and what should be there."""
    pointer = path + "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in error["loc"])
    said = {"extra_forbidden": "unknown member", "missing": "required member is missing"}
    return {"path": pointer, "message": said.get(error["type"], error["msg"].removeprefix("Value error, "))}


def _deeper_than(value: Any, left: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return left == 0 or any(_deeper_than(each, left - 1) for each in inner)


_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _instant(text: str, info: ValidationInfo) -> datetime:
    try:
        found = rfc3339(text)
    except OverflowError:
        found = datetime.max.replace(tzinfo=UTC)
    return _plausible(found, info)


def _day(text: str, info: ValidationInfo) -> date:
    if not _DATE.fullmatch(text):
        raise ValueError("should be a date such as 2026-03-04")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ValueError("should be a day that exists") from None
    return _plausible(found, info)


def _plausible(found: Day, info: ValidationInfo) -> Day:
    if not 1900 <= found.year < 2200:
        reading: _Reading = info.context  # type: ignore[assignment]
        reading.plausible = False
    return found


def _whole(value: Any) -> Any:
    """JSON has one kind of number: 7.0 is the integer 7."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def _personal(text: str, info: ValidationInfo) -> Fresh[str]:
    reading: _Reading = info.context  # type: ignore[assignment]
    reading.personal = True
    return reading.fresh(text)


# From the annotations of the event classes to validators and schemas

_STRICT = ConfigDict(extra="forbid", strict=True)
_LEAVES: Mapping[Any, Any] = {
    datetime: Annotated[str, AfterValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})],
    date: Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})],
    int: Annotated[int, Field(ge=0, le=2**53), BeforeValidator(_whole)],
    bool: bool,
}
_PERSONAL = Annotated[
    str,
    StringConstraints(pattern=PRINTABLE, min_length=1, max_length=LONGEST_PERSONAL),
    AfterValidator(_personal),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": PRINTABLE,
            "minLength": 1,
            "maxLength": LONGEST_PERSONAL,
            "description": "personal data: sealed before it is stored",
        }
    ),
]


def _edge(annotation: Any) -> Any:
    """The type that validates what a client may send for a member annotated so."""
    if annotation in _LEAVES:
        return _LEAVES[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        shape: Shape | Amount = arguments[1]
        if isinstance(shape, Amount):
            return _amount(shape)
        return Annotated[str, StringConstraints(pattern=shape.pattern, min_length=1, max_length=shape.longest)]
    if origin is Literal:
        return annotation
    if origin in (Union, UnionType):
        inner = [_edge(each) for each in arguments if each is not NoneType]
        return Union[(*inner, None)]
    if origin is tuple:
        items: Any = list
        return Annotated[items[_edge(arguments[0])], Field(max_length=LONGEST_LIST), AfterValidator(tuple)]
    if origin is Sealed:
        return _PERSONAL
    if isinstance(annotation, type) and member_names(annotation) is not None:
        return Annotated[_members(annotation), AfterValidator(maker(annotation))]
    return dict[str, Any]


def _amount(amount: Amount) -> Any:
    """The type of a decimal number, which comes as a string."""
    shape = re.compile(amount.pattern, re.ASCII)

    def read(given: Any) -> Decimal:
        if not isinstance(given, str) or not shape.fullmatch(given):
            raise ValueError(f"should be {amount.says}")
        return Decimal(given)

    schema = {"type": "string", "pattern": amount.pattern, "description": amount.says}
    return Annotated[str, PlainValidator(read), WithJsonSchema(schema)]


def _members(declared: Any, *, all_optional: bool = False) -> Any:
    """A typed dictionary of the members a client may send for a class."""
    hints = get_type_hints(declared, include_extras=True)
    names = [name for name in member_names(declared) or () if name not in computed(declared)]
    left_out = {*names} if all_optional else optional(declared)
    edges = {name: _edge(hints[name]) for name in names}
    members = {name: NotRequired[edge] if name in left_out else edge for name, edge in edges.items()}
    return _dictionary(declared.__name__, members)


@cache
def _data(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_edge(EVENTS[name]))


@cache
def _members_alone(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_members(EVENTS[name], all_optional=True))


def _known_type(name: str) -> str:
    if name in EVENTS and name not in PROPOSABLE:
        raise ValueError("is recorded by the ledger alone; nobody proposes it")
    if name not in PROPOSABLE:
        raise ValueError("is not an event type; GET /api/v1/event-types lists them")
    return name


@cache
def _envelope() -> TypeAdapter[Any]:
    members = {
        "specversion": Literal["1.0"],
        "id": Annotated[str, StringConstraints(pattern=PRINTABLE, min_length=1, max_length=200)],
        "source": Annotated[str, StringConstraints(pattern=f"^{SOURCE}{KEY[1:]}")],
        "type": Annotated[str, AfterValidator(_known_type)],
        "subject": Annotated[str, StringConstraints(pattern=f"^[a-z]+/{KEY[1:]}")],
        "time": _LEAVES[datetime],
        "data": dict[str, Any],
        "datacontenttype": NotRequired[Literal["application/json"]],
        "expectedversion": NotRequired[_LEAVES[int]],
        "provenance": NotRequired[Annotated[str, StringConstraints(pattern=PRINTABLE, min_length=1, max_length=500)]],
    }
    return TypeAdapter(_dictionary("CloudEvent", members))


def _dictionary(name: str, members: Mapping[str, Any]) -> Any:
    make: Any = TypedDict
    return with_config(_STRICT)(make(name, members))


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """The schema without references, so that each event type stands whole in the API's document."""
    if isinstance(schema, dict):
        if reference := schema.get("$ref"):
            return _inlined(definitions[reference.rpartition("/")[2]], definitions)
        return {key: _inlined(value, definitions) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_inlined(each, definitions) for each in schema]
    return schema

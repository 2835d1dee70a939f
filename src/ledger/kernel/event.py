"""Events: what is proposed, what is recorded, and the personal data sealed inside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from inspect import get_annotations, getdoc
from typing import Any, ClassVar, Generic, Literal, NamedTuple, TypeVar, dataclass_transform, get_args, get_type_hints

from msgspec import Struct, StructMeta

from ledger.kernel.codes import Role

T = TypeVar("T")

Opens = Literal["never", "only", "also"]
COMPUTED = "computed"
"""Marks, in the annotation, members that only the ledger fills in; a proposal must not have them."""


class About(NamedTuple):
    """What the ledger knows of a kind of event before any happened."""

    name: str
    """Stored name: package plus class name; never changes."""
    title: str
    """Official Chinese term."""
    summary: str
    by: tuple[Role, ...]
    """Roles that may propose it; none for what only the ledger itself appends."""
    opens: Opens
    """Whether it never opens a stream, does so always, or may as well come later."""


class _Declared(StructMeta):
    """Makes an event class of its members, frozen and by keyword only, and of what is said in its head."""

    about: About

    def __new__(
        cls,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        by: tuple[Role, ...] = (),
        opens: Opens = "never",
        frozen: bool = True,
        kw_only: bool = True,
    ) -> _Declared:
        made: _Declared = super().__new__(cls, name, bases, namespace, frozen=frozen, kw_only=kw_only)
        if "about" in get_annotations(made) and bases != (Struct,):
            raise TypeError(f"{name}: call the member otherwise, every event class has `about`")
        summary, _, title = (getdoc(made) or "").strip().partition("\n")[0].rpartition(" ")
        made.about = About(f"{made.__module__.split('.')[1]}.{name}", title, summary, by, opens)
        return made


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Event(Struct, metaclass=_Declared, frozen=True, kw_only=True):
    """Something that happened in the field; subclasses are frozen, keyword-only structs. 事件

    Class arguments: `by`, the roles that may propose it; `opens`, whether it is the first of its
    stream. The first line of the docstring ends with the official Chinese term, which titles the event
    everywhere; an event of another context's making, with a subclass in each that has it, lends its own.
    TypeError for a member named like something that every event class has.
    """

    about: ClassVar[About]


class Part(Struct, frozen=True, kw_only=True):
    """What events have several of, with members of its own. 事件的组成部分"""


@cache
def computed(of: Any) -> frozenset[str]:
    """The members of an event or a part that only the ledger fills in."""
    hints = get_type_hints(of, include_extras=True)
    return frozenset(name for name, hint in hints.items() if COMPUTED in get_args(hint)[1:])


@dataclass(frozen=True)
class Sealed(Generic[T]):
    """Personal data as the ledger keeps it: a ciphertext under a data key, and a keyed digest. 加密个人信息

    The digest (HMAC) answers only whether two values are equal; everything but an unsealing page
    sees nothing else. All members are base64 or names; `alg` says how `ciphertext` was made.
    """

    alg: str = ""
    key: str = ""
    nonce: str = ""
    ciphertext: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Fresh(Sealed[T]):
    """Personal data of a proposal on its way in: sealed before anything is stored, never printed."""

    plain: str = field(default="", repr=False, compare=False)


class Proposed(Struct, frozen=True):
    """An event somebody asks the ledger to record; `occurred_at` is their claim."""

    stream: str
    event: Event
    occurred_at: datetime
    organisation: str
    actor: str

    @property
    def key(self) -> str:
        return self.stream.partition("/")[2]


class Recorded(Struct, frozen=True):
    """An event of the ledger with everything that surrounds it; `position` is its place in the whole."""

    stream: str
    event: Event
    occurred_at: datetime
    organisation: str
    actor: str
    version: int
    position: int
    recorded_at: datetime
    event_id: str
    area: str = ""
    rule_packs: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = {}

    @property
    def key(self) -> str:
        return self.stream.partition("/")[2]

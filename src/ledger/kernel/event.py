"""Events: what is proposed, what is recorded, and the personal data sealed inside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from inspect import get_annotations, getdoc
from typing import Any, ClassVar, Generic, Literal, NamedTuple, TypeVar

from ledger.kernel.codes import Role

T = TypeVar("T")

Opens = Literal["never", "only", "also"]
COMPUTED = {"computed": True}
"""Field metadata of members that only the ledger fills in; a proposal must not have them."""


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


class Event:
    """Something that happened in the field; subclasses are frozen, keyword-only dataclasses. 事件

    Class arguments: `by`, the roles that may propose it; `opens`, whether it is the first of its
    stream. The first line of the docstring ends with the official Chinese term, which titles the event
    everywhere; an event of another context's making, with a subclass in each that has it, lends its own.
    TypeError for a member named like something that every event class has.
    """

    about: ClassVar[About]

    def __init_subclass__(cls, *, by: tuple[Role, ...] = (), opens: Opens = "never", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if taken := get_annotations(cls).keys() & {*get_annotations(Event), *vars(Event)}:
            raise TypeError(f"{cls.__name__}: call the member otherwise, event classes have it: {', '.join(taken)}")
        summary, _, title = (getdoc(cls) or "").strip().partition("\n")[0].rpartition(" ")
        package = cls.__module__.split(".")[1]
        cls.about = About(f"{package}.{cls.__name__}", title, summary, by, opens)


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


class Proposed(NamedTuple):
    """An event somebody asks the ledger to record; `occurred_at` is their claim."""

    stream: str
    event: Event
    occurred_at: datetime
    organisation: str
    actor: str

    @property
    def key(self) -> str:
        return self.stream.partition("/")[2]


class Recorded(NamedTuple):
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

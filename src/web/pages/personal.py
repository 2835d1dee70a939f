"""Personal data in clear: shown once to who says what for; who read them, and why, is recorded first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import render_template, request

from ledger.kernel.event import Recorded, Sealed
from ledger.kernel.law import Text
from ledger.kernel.state import member_names
from web.auth import caller
from web.errors import Wrong
from web.language import said
from web.pages.words import event_title, member
from web.twin import node

SHORTEST_PURPOSE, LONGEST_PURPOSE = 4, 200


def revealed(sealed: Sequence[Recorded], id: str, back: str) -> str:
    """The page of what is sealed in these events; the form says for what purpose. `back` is where one came from."""
    by, ledger = caller(), node().ledger
    purpose = " ".join(request.form.get("purpose", "").split())
    if not SHORTEST_PURPOSE <= len(purpose) <= LONGEST_PURPOSE or not purpose.isprintable():
        raise Wrong(
            Text(
                f"查阅目的须为 {SHORTEST_PURPOSE} 至 {LONGEST_PURPOSE} 个字。",
                f"the purpose has {SHORTEST_PURPOSE} to {LONGEST_PURPOSE} characters",
            ),
            422,
        )
    found: list[dict[str, Any]] = []
    for stream in dict.fromkeys(each.stream for each in sealed):
        known = {each.event_id: each for each in sealed if each.stream == stream}
        if not any(any(personal(each.event, each.event)) for each in known.values()):
            continue
        found += [
            {
                "position": each.position,
                "title": event_title(each.event.about.name),
                "members": [
                    (" › ".join(_part(part) for part in path), clear)
                    for path, clear in personal(known[each.event_id].event, each.event)
                ],
            }
            for each in ledger.reveal(stream, purpose, by)
            if each.event_id in known
        ]
    shown = sorted((each for each in found if each["members"]), key=lambda each: each["position"])
    return render_template("personal.html", id=id, back=back, purpose=purpose, found=shown, by=by)


def personal(sealed: Any, clear: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The members that are sealed in the one and clear in the other, by their path."""
    if isinstance(sealed, Sealed):
        if clear:
            yield path, str(clear)
    elif (names := member_names(type(sealed))) is not None:
        for name in names:
            yield from personal(getattr(sealed, name), getattr(clear, name), (*path, name))
    elif isinstance(sealed, Mapping):
        for name, value in sealed.items():
            yield from personal(value, clear[name], (*path, str(name)))
    elif isinstance(sealed, tuple | list):
        for number, value in enumerate(sealed):
            yield from personal(value, clear[number], (*path, str(number + 1)))


def _part(name: str) -> str:
    return name if name.isdigit() else said(member(name))

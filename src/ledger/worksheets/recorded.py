"""A calculation as a stream records it: its sheet, and where its inputs are not what the stream knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ledger.kernel.clock import local_day
from ledger.kernel.event import Proposed
from ledger.kernel.law import Refused, Rule, Text
from ledger.kernel.losses import AssessedItem, LostPart
from ledger.law import RULES
from ledger.worksheets import terms
from ledger.worksheets.asked import Calculation, Item
from ledger.worksheets.indemnity import calculated, version_on
from ledger.worksheets.refused import CalculationRefused
from ledger.worksheets.sheet import Sheet


def sheet_of(proposed: Proposed, inputs: Calculation, earlier: Sheet | None, result: Rule) -> Sheet:
    """The sheet of proposed inputs by the formulas of their day; of corrected ones by those of the `earlier` sheet.

    `result` is the rule of what it comes to. Refused where it cannot be calculated, with the member's path.
    """
    version = earlier.formula_version if earlier else version_on(local_day(proposed.occurred_at))
    try:
        return calculated(inputs, version, result)
    except CalculationRefused as refused:
        path = f"/data/inputs{refused.path}"
        reason = Text(f"{path}：{refused.reason.zh}", f"{path}: {refused.reason.en}")
        raise Refused(refused.rule, reason, proposed.stream, proposed.event.about.name) from None


def again(inputs: Calculation, sheet: Sheet) -> Sheet:
    """What inputs come to by the formulas of a sheet made of them, under the rule that it cites for its result.

    CalculationRefused or KeyError where those formulas, or that rule, give none.
    """
    (result,) = (line.rule for line in sheet.lines if line.what == terms.PAYABLE.zh)
    return calculated(inputs, sheet.formula_version, RULES[result])


class Difference(NamedTuple):
    """A member of the event, what it says, and what the stream knows instead. 不一致之处"""

    path: str
    said: object
    known: object


def differing(members: Iterable[Difference]) -> Text | None:
    """Which of these members say another thing than is known, and what; nothing where none does."""
    wrong = [(path, *map(_shown, (said, known))) for path, said, known in members if said != known]
    if not wrong:
        return None
    return Text(
        "；".join(f"{path} 为 {said or '无'}，账本记载 {known or '无'}" for path, said, known in wrong) + "。",
        "; ".join(f"{path} is {said or 'none'}, on record is {known or 'none'}" for path, said, known in wrong),
    )


def items(inputs: Calculation) -> Iterator[tuple[str, Item]]:
    """The items of a calculation, each with its path."""
    return ((f"/inputs/items/{at}", item) for at, item in enumerate(inputs.items))


def losses(inputs: Calculation, assessed: Iterable[AssessedItem]) -> Iterator[Difference]:
    """Degrees and parts beside those determined, the loss of any other item beside its net one; and items left out."""
    left = {item.item_id: item for item in assessed}
    for path, item in items(inputs):
        found = left.pop(item.id, None)
        match item.kind:
            case _ if found is None:
                yield Difference(f"{path}/id", item.id, None)
            case "degree":
                yield Difference(f"{path}/degree", item.degree, found.degree)
            case "split":
                yield Difference(f"{path}/parts", _in_order(item.parts), _in_order(found.parts))
            case "total" if item.loss is None:
                continue
            case _:
                yield Difference(f"{path}/loss", item.loss, found.net)
    yield from (Difference("/inputs/items", None, id) for id in left)


def _in_order(parts: Iterable[LostPart]) -> tuple[LostPart, ...]:
    return tuple(sorted(parts, key=lambda each: (each.name, each.share, each.degree)))


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return ", ".join(map(_shown, value))
        case LostPart():
            return f"{value.name} {_shown(value.share)} × {_shown(value.degree)}"
        case Decimal():
            return f"{value:f}"
    return str(value)

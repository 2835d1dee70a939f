"""The figures of a simulated claim: whole fen throughout, and the calculation by the ledger's own worksheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, NamedTuple

import msgspec

from ledger.worksheets import Calculation, Sheet, calculated


class Kind(NamedTuple):
    """A kind of insured property: its class, what it is calculated as, its value and how much that may be, in yuan."""

    item_class: str
    basis: str
    value_basis: str
    name: str
    quantity: str
    least: int
    most: int


BUILDING = Kind("building", "fixed", "replacement", "示例厂房", "1 栋", 400_000, 8_000_000)
MACHINE = Kind("machine", "machinery", "replacement", "示例机组", "1 台", 200_000, 5_000_000)
PLANT = MACHINE._replace(basis="fixed", name="示例生产设备")
STOCK = Kind("stock", "stock", "book", "示例存货", "1 批", 100_000, 6_000_000)
PERSON = Kind("other", "fixed", "agreed", "示例被保险人员", "1 人", 100_000, 800_000)
LINES: Mapping[str, tuple[tuple[Kind, ...], ...]] = {
    "property": ((BUILDING,), (STOCK,), (STOCK,), (PLANT,), (BUILDING, STOCK), (PLANT, STOCK)),
    "household": (
        (Kind("building", "fixed", "market", "示例住房", "1 套", 200_000, 2_000_000),),
        (Kind("other", "fixed", "market", "示例室内财产", "1 批", 20_000, 300_000),),
    ),
    "machinery_breakdown": ((MACHINE,), (MACHINE,), (MACHINE, MACHINE)),
    "accident_health": ((PERSON,),),
    "cargo": ((Kind("stock", "stock", "agreed", "示例货物", "1 车", 50_000, 1_500_000),),),
    "engineering": ((Kind("building", "fixed", "replacement", "示例在建工程", "1 处", 1_000_000, 20_000_000),),),
    "agriculture": ((Kind("other", "fixed", "agreed", "示例种植作物", "1 片", 50_000, 900_000),),),
}
"""What is insured in each line: one of these."""
DEDUCTIBLES: tuple[dict[str, str], ...] = (
    {"mode": "amount", "amount": "2000.00"},
    {"mode": "rate", "rate": "0.10"},
    {"mode": "higher_of", "amount": "3000.00", "rate": "0.05"},
)
LEAD_SHARE, FOLLOWER_SHARE = "0.60", "0.40"
FULL = 100
"""The weight out of which shares of a value are drawn, in hundredths."""


def yuan(fen: int) -> str:
    """An amount as it is written."""
    return f"{fen // 100}.{fen % 100:02}"


@dataclass(slots=True)
class Item:
    """An insured item and what was lost of it, in fen."""

    id: str
    kind: Kind
    sum_insured: int
    value: int
    loss: int
    wear: int
    residual: int

    @property
    def agreed(self) -> bool:
        return self.kind.value_basis == "agreed"

    @property
    def net(self) -> int:
        return self.loss - self.wear


@dataclass(slots=True)
class Figures:
    """What a claim is about in money; its members are set as the claim goes on."""

    items: tuple[Item, ...]
    how: str
    """partial, total or degree."""
    deductible: dict[str, str] | None
    degree: str = ""
    advances: list[int] = field(default_factory=list)
    received: int = 0
    """What the third party has paid already."""
    other_policy: int = 0
    """The sum insured of another policy on the same property."""
    other_insurer: str = ""
    salvage: int = 0
    members: tuple[str, ...] = ()
    """The co-insurers, the lead first."""
    version: int = 1
    """How often the loss was determined, and calculated."""

    @property
    def claimed(self) -> int:
        return sum(item.loss for item in self.items)

    def policy(self) -> list[dict[str, Any]]:
        """The items as the policy has them."""
        return [_insured(item, self.deductible) for item in self.items]

    def assessed(self) -> list[dict[str, Any]]:
        """The items as the loss was determined."""
        return [_assessed(item, self.degree) for item in self.items]

    def inputs(self) -> dict[str, Any]:
        """What the indemnity is calculated from."""
        first = self.items[0]
        told: dict[str, Any] = {"items": [_calculated(item, self.how, self.degree) for item in self.items]}
        if self.deductible:
            told["deductible"] = self.deductible
        if self.salvage:
            told["salvage_cost"] = {
                "total": yuan(self.salvage), "separable": False, **_saved(first),
                "sum_insured": yuan(first.sum_insured), "insured_value": yuan(first.value),
            }  # fmt: skip
        if self.other_policy:
            told["other_policies"] = [{"insurer": self.other_insurer, "sum_insured": yuan(self.other_policy)}]
        if self.received:
            told["third_party_received"] = {"amount": yuan(self.received), "variant": "literal"}
        if self.members:
            shares = (LEAD_SHARE, FOLLOWER_SHARE)
            told["coinsurance"] = [
                {"member": member, "share": share} for member, share in zip(self.members, shares, strict=True)
            ]
        if self.advances:
            told["advances"] = [yuan(each) for each in self.advances]
        return told

    def found_more(self) -> None:
        """The loss is determined anew: of a partial one, the first item's is a twentieth more."""
        self.version += 1
        if self.how == "partial":
            first = self.items[0]
            first.loss += first.loss // 20


def sheet_of(inputs: dict[str, Any]) -> Sheet:
    """The calculation sheet of inputs as they are written."""
    return calculated(msgspec.convert(inputs, Calculation))


def lost(random: Random, line: str, loss: str, *, single: bool) -> Figures:
    """What was insured in a line, and what was lost; `loss` as the fate has it, `single`: of one item."""
    kinds: Sequence[Kind] = random.choice(LINES[line])
    if single or loss != "partial":
        kinds = kinds[:1]
    items = tuple(_item(random, f"I-{place}", kind, loss) for place, kind in enumerate(kinds, 1))
    return Figures(items, "total" if loss == "total" else "partial", _deductible(random, line, loss))


def _deductible(random: Random, line: str, loss: str) -> dict[str, str] | None:
    if loss == "total" or line == "accident_health":
        return None
    return DEDUCTIBLES[0] if loss == "below_deductible" else random.choice(DEDUCTIBLES)


def _item(random: Random, id: str, kind: Kind, loss: str) -> Item:
    value = random.randrange(kind.least, kind.most, 1_000) * 100
    percent = FULL
    if kind.value_basis != "agreed" and loss != "total":
        percent = random.choice((FULL, FULL, FULL, 60, 70, 75, 80, 90, 95, 110))
    sum_insured = value * percent // FULL
    if loss == "total":
        return Item(id, kind, sum_insured, value, value, 0, 0)
    if loss == "below_deductible":
        return Item(id, kind, sum_insured, value, random.randrange(30_000, 150_000), 0, 0)
    gross = random.randrange(value // 200, value // 4)
    worn = kind.basis == "machinery" and random.random() < 0.3
    remains = kind.value_basis != "agreed" and random.random() < 0.6
    residual = gross * random.randint(1, 9) // FULL if remains else 0
    return Item(id, kind, sum_insured, value, gross, gross // 20 if worn else 0, residual)


def _insured(item: Item, deductible: dict[str, str] | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "item_id": item.id,
        "item_class": item.kind.item_class,
        "sum_insured": yuan(item.sum_insured),
        "value_basis": item.kind.value_basis,
    }
    if item.agreed:
        told["agreed_value"] = True
    if deductible:
        told.update((f"deductible_{member}", value) for member, value in deductible.items())
    return told


def _assessed(item: Item, degree: str) -> dict[str, Any]:
    told: dict[str, Any] = {"item_id": item.id, "loss": yuan(item.loss), "bases": ["报价", "发票"]}
    if not item.residual:
        told["residual"] = False
    if item.wear:
        told["wear"] = yuan(item.wear)
    if degree:
        told["degree"] = degree
    return told


def _calculated(item: Item, how: str, degree: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": item.id,
        "basis": item.kind.basis,
        "kind": how,
        "sum_insured": yuan(item.sum_insured),
    }
    if item.agreed:
        told["agreed_value"] = True
    else:
        told["insured_value"] = yuan(item.value)
    if degree:
        told["degree"] = degree
    elif how == "partial" or item.kind.basis == "machinery":
        told["loss"] = yuan(item.net)
    if item.residual:
        told["residual"] = yuan(item.residual)
    return told


def _saved(item: Item) -> dict[str, str]:
    """What was saved: the item itself, and as much again of what is not insured at half its value."""
    return {"insured_value_salvaged": yuan(item.value), "all_value_salvaged": yuan(item.value + item.value // 2)}

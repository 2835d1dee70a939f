"""Calculation sheets of a hundred items of various losses: calculated, and with JSON in and out."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from benchmarks import Figure
from ledger import calculations
from ledger.worksheets import calculated

ROUNDS = 50
ITEMS = 100
KINDS: tuple[dict[str, Any], ...] = (
    {"basis": "machinery", "kind": "partial", "loss": "120000.01", "residual": "5000.00"},
    {"basis": "fixed", "kind": "partial", "loss": "120000.01", "residual": "5000.00", "covered_share": "0.6"},
    {"basis": "stock", "kind": "total", "residual": "5000.00"},
    {"basis": "off_book", "kind": "degree", "degree": "0.3333"},
    {"basis": "machinery", "kind": "set", "loss": "90000.00", "set": {"weight": "1", "of": "3"}},
)


def measure() -> list[Figure]:
    """Milliseconds a sheet takes."""
    raw = {
        "items": [
            {"id": str(at), "sum_insured": "700000.00", "insured_value": "900000.00", **KINDS[at % len(KINDS)]}
            for at in range(ITEMS)
        ],
        "deductible": {"mode": "higher_of", "amount": "10000.00", "rate": "0.05"},
        "coinsurance": [{"member": "lead", "share": "0.7"}, {"member": "follower", "share": "0.3"}],
    }
    asked = calculations.read(raw)
    return [
        Figure(f"a sheet of {ITEMS} items", "ms", _times(lambda: calculated(asked)), at_most=5),
        Figure(
            "… read from JSON and told as JSON",
            "ms",
            _times(lambda: calculations.told(calculated(calculations.read(raw)))),
        ),
    ]


def _times(run: Callable[[], object]) -> list[float]:
    found = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        run()
        found.append((time.perf_counter() - began) * 1_000)
    return found

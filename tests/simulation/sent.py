"""What the tests of simulations ask of what was sent: whose case it belongs to, and what a ledger makes of it."""

from __future__ import annotations

from collections.abc import Iterator

from ledger import simulation
from ledger.app import Ledger
from ledger.callers import local
from ledger.lines import Line, append_lines, organisation_of
from ledger.simulation import DEFAULT, Sending, Span, Tally

SEED = 7


def lines(count: int, seed: int = SEED, span: Span = DEFAULT, *, of: str) -> list[bytes]:
    return list(simulation.written(simulation.sendings(count, seed, span, of=of), Tally()))


def number_of(sending: Sending) -> int:
    """The case a proposal belongs to; -1 for the registers."""
    return number_of_subject(sending.proposal["subject"])


def number_of_subject(subject: str) -> int:
    parts = subject.split(f"-{SEED}-")
    return int(parts[1][:7]) if len(parts) == 2 else -1


def by_case(sendings: Iterator[Sending]) -> dict[int, list[Sending]]:
    cases: dict[int, list[Sending]] = {}
    for each in sendings:
        cases.setdefault(number_of(each), []).append(each)
    return cases


def append(ledger: Ledger, said: list[bytes]) -> list[Line]:
    return list(append_lines(ledger, said, lambda raw: local(organisation_of(raw))))

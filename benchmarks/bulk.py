"""A file of a million simulated claims' events, appended in one process with every rule on; and the memory it takes."""

from __future__ import annotations

import multiprocessing
import os
import resource
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path

from benchmarks import Figure
from ledger import simulation
from ledger.callers import local
from ledger.config import from_environment
from ledger.lines import append_lines, organisation_of
from ledger.node import opened

CLAIMS = 20_000  # they come to more lines than are taken
LINES = 1_000_000
SEED = 1


def measure() -> list[Figure]:
    """Microseconds a line takes, and megabytes at the most; the first figure is that of writing the file."""
    with tempfile.TemporaryDirectory(prefix="anjian-benchmark-") as folder:
        home = Path(folder)
        began = time.perf_counter()
        with (home / "claims.ndjson").open("wb") as file:
            told = simulation.written(simulation.sendings(CLAIMS, SEED, of="claims"), simulation.Tally())
            file.writelines(islice(told, LINES))
        written = time.perf_counter() - began
        # A process of its own: what else was measured in this one would count as its memory.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            counts, seconds, megabytes = pool.apply(appended, (home,))
        lines = sum(counts.values())
        assert lines == LINES
        assert counts["appended"] > 0.98 * lines, counts
    return [
        Figure("a line simulated", "µs", [written / LINES * 1e6], at_most=50),
        Figure(f"a line of {LINES:,} appended", "µs", [seconds / lines * 1e6], at_most=100),
        Figure("memory of that process at the most", "MB", [megabytes], at_most=500),
    ]


def appended(home: Path) -> tuple[dict[str, int], float, float]:
    """What became of the lines, in how many seconds, with how many megabytes."""
    os.environ["ANJIAN_DATA"] = str(home / "var")
    os.environ.pop("DATABASE_URL", None)
    counts: Counter[str] = Counter()
    with opened(from_environment()) as node, (home / "claims.ndjson").open("rb") as file:
        began = time.perf_counter()
        for line in append_lines(node.ledger, file, lambda raw: local(organisation_of(raw))):
            counts[line.status] += 1
        seconds = time.perf_counter() - began
    return dict(counts), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

"""Runs benchmarks and prints a table, or one JSON document with --json; exit 1 where a goal is missed."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import sys
from statistics import median

from rich.console import Console
from rich.table import Table

import benchmarks
from benchmarks import Figure


def main() -> int:
    names = sorted(
        module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")
    )
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all if none is named")
    parser.add_argument("--json", action="store_true", help="print numbers")
    options = parser.parse_args()
    if unknown := set(options.names) - set(names):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")

    measured: dict[str, list[Figure]] = {}
    for name in options.names or names:
        print(f"measuring {name} …", file=sys.stderr)
        measured[name] = importlib.import_module(f"benchmarks.{name}").measure()
    if options.json:
        print(json.dumps(document(measured), ensure_ascii=False, indent=2))
    else:
        Console().print(*[table(name, figures) for name, figures in measured.items()])
    return int(any(figure.reached is False for figures in measured.values() for figure in figures))


def document(measured: dict[str, list[Figure]]) -> dict[str, object]:
    return {
        "machine": {
            "processors": os.cpu_count(),
            "python": platform.python_version(),
            "system": platform.system(),
        },
        "benchmarks": {
            name: [
                {
                    "what": figure.what,
                    "unit": figure.unit,
                    "ours": list(figure.ours),
                    "peer": list(figure.peer),
                    "ratio": figure.ratio,
                    "goal": figure.goal,
                    "at_most": figure.at_most,
                    "reached": figure.reached,
                }
                for figure in figures
            ]
            for name, figures in measured.items()
        },
    }


def table(name: str, figures: list[Figure]) -> Table:
    made = Table("what", title=name, title_justify="left")
    for heading in ("peer", "ours", "unit", "ratio", "goal", ""):
        made.add_column(heading, justify="left" if heading == "unit" else "right")
    for figure in figures:
        made.add_row(
            figure.what,
            f"{median(figure.peer):,.0f}" if figure.peer else "",
            f"{median(figure.ours):,.0f}",
            figure.unit,
            f"{figure.ratio:.1f}×" if figure.ratio else "",
            f"{figure.goal:.1f}×" if figure.goal else f"≤ {figure.at_most:,.0f}" if figure.at_most else "",
            {True: "reached", False: "missed", None: ""}[figure.reached],
        )
    return made


if __name__ == "__main__":
    sys.exit(main())

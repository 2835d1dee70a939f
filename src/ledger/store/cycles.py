"""Python's search for cycles of objects, and work that does better without it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MUCH = 100_000
"""Objects made and kept meanwhile, from which on they are left out of the search for good."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search, which would look at all that is kept again and again: folding makes no cycles.

    What much work leaves behind is kept for long, and freed by its counts alone; the search never sees it again.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MUCH:
            gc.freeze()
        if enabled:
            gc.enable()

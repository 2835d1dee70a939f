"""The work process: what follows the ledger and what is done by the clock. Supervised by `serve`, one or
several to a node."""

from __future__ import annotations

import signal
import threading
from types import FrameType

from ledger.jobs import JOBS
from ledger.node import Node
from ledger.store.projector import follow


def work(node: Node, stop: threading.Event | None = None) -> None:
    """Runs until told to stop by the event, or by SIGTERM or SIGINT where none is given.

    A second work process waits for the first: the projector's tracking row lets one of them work, and each
    run of a job is made by one.
    """
    from ledger.jobs.schedule import scheduled  # loads a scheduler, which other commands do without

    if stop is None:
        stop = threading.Event()
        ended = stop

        def end(number: int, frame: FrameType | None) -> None:
            ended.set()

        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, end)
    with scheduled(node, JOBS):
        follow(node.recorder, node.owner, stop)

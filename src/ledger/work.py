"""The work process: what follows the ledger. Supervised by `serve`, one or several to a node."""

from __future__ import annotations

import signal
import threading
from types import FrameType

from ledger.node import Node
from ledger.store.projector import follow


def work(node: Node, stop: threading.Event | None = None) -> None:
    """Runs until told to stop by the event, or by SIGTERM or SIGINT where none is given.

    A second work process waits for the first: the projector's tracking row lets one of them work.
    """
    if stop is None:
        stop = threading.Event()
        ended = stop

        def end(number: int, frame: FrameType | None) -> None:
            ended.set()

        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, end)
    follow(node.recorder, node.owner, stop)

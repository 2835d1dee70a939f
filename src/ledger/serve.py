"""Serving a node: the web processes and the work process, started together, ended together."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import FrameType

_log = logging.getLogger("anjian.serve")
PATIENCE_SECONDS = 15.0
START_SECONDS = 5.0
SERVED_BY = "ANJIAN_SERVED_BY"


def serve(host: str, port: int, workers: int, threads: int, environment: Mapping[str, str]) -> int:
    """Runs web and work as children until a signal, starting again what dies; 1 if one cannot even start.

    Ctrl-C and SIGTERM end both in order. Each child is in a session of its own, so that only this
    process hears the terminal.
    """
    commands = {
        "web": [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--factory"),
            *("--host", host, "--port", str(port), "--workers", str(workers)),
            *("--blocking-threads", str(threads), "--no-ws", "--log-level", "error", "web.wsgi:application"),
        ],
        "work": [sys.executable, "-m", "ledger.cli", "work"],
    }
    environment = {**os.environ, **environment, SERVED_BY: str(os.getpid())}
    wanted = True

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal wanted
        wanted = False

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, end)
    if _answers(host, port):
        _log.error("port %s is in use: end who uses it, or set ANJIAN_PORT", port)
        return 1
    children = {"web": _Child(commands["web"], environment)}
    try:
        # Work waits until the web answers: together they would only keep one another from starting.
        until = time.monotonic() + START_SECONDS
        while wanted and time.monotonic() < until and not _answers(host, port):
            time.sleep(0.05)
        children["work"] = _Child(commands["work"], environment)
        while wanted:
            time.sleep(0.2)
            for name, child in children.items():
                if (ended := child.process.poll()) is not None:
                    child.end()
                    if time.monotonic() - child.since < START_SECONDS:
                        _log.error("%s ended with code %s as soon as it had started", name, ended)
                        return 1
                    _log.error("%s ended with code %s: started again", name, ended)
                    children[name] = _Child(commands[name], environment)
    finally:
        for child in children.values():
            child.end()
    return 0


def leave_with_the_server(process: int) -> None:
    """Ends a process (this one, or the one that started it) once the serving process is gone, however it went.

    `kill -9` of the server would otherwise leave children that hold the port.
    """
    if not (server := int(os.environ.get(SERVED_BY, "0"))):
        return

    def watch() -> None:
        while _lives(server):
            time.sleep(1)
        with suppress(ProcessLookupError):
            for _ in range(5):  # it may be starting still, and deaf
                if process > 1:  # 1 adopts orphans: who started this one is gone already
                    os.kill(process, signal.SIGTERM)
                    time.sleep(1)
            if process > 1:
                os.kill(process, signal.SIGKILL)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class _Child:
    """A child process and those it starts, which are one session."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(command, env=environment, start_new_session=True)
        self.since = time.monotonic()

    def end(self) -> None:
        """Asks it to end, and after a while makes it; none of its session is left."""
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1" if host in ("0.0.0.0", "::") else host, port), 1):  # noqa: S104
            return True
    except OSError:
        return False

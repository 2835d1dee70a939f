"""Serving a node: the web processes and the work process, started together, ended together."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import FrameType

_log = logging.getLogger("anjian.serve")
PATIENCE_SECONDS = 15.0
START_SECONDS = 10.0


def serve(host: str, port: int, workers: int, threads: int, environment: Mapping[str, str]) -> int:
    """Runs web and work as children until a signal, restarting work if it dies; 1 if the web dies.

    Ctrl-C and SIGTERM end both in order. Each child is in a session of its own, so that only this
    process hears the terminal.
    """
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--factory"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", str(threads), "--no-ws", "--log-level", "error", "web.wsgi:application"),
    ]
    work = [sys.executable, "-m", "ledger.cli", "work"]
    wanted = True

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal wanted
        wanted = False

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, end)
    children = {"web": _start(web, environment)}
    code = 0
    try:
        # Work waits until the web answers: together they would only keep one another from starting.
        until = time.monotonic() + START_SECONDS
        while wanted and time.monotonic() < until and not _answers(host, port):
            time.sleep(0.05)
        children["work"] = _start(work, environment)
        while wanted:
            time.sleep(0.2)
            if (ended := children["web"].poll()) is not None:
                _log.error("the web server ended with code %s", ended)
                code = 1
                break
            if children["work"].poll() is not None:
                _log.error("the work process ended with code %s: started again", children["work"].returncode)
                time.sleep(1)
                children["work"] = _start(work, environment)
    finally:
        for child in children.values():
            _end(child)
    return code


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1" if host in ("0.0.0.0", "::") else host, port), 1):  # noqa: S104
            return True
    except OSError:
        return False


def _start(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

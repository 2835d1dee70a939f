"""The application as the web server starts it, once in each of its processes."""

from __future__ import annotations

import atexit
import logging
import os
from contextlib import ExitStack

from flask_openapi import OpenAPI

from ledger.config import from_environment
from ledger.node import opened
from ledger.serve import leave_with_the_server
from web.app import create_app


def application() -> OpenAPI:
    """Opens the node of the environment's settings; closed when the process ends."""
    config = from_environment()
    logging.basicConfig(level=config["ANJIAN_LOG"].upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    leave_with_the_server(os.getppid())  # the web server's own process, which ends the others with it
    stack = ExitStack()
    atexit.register(stack.close)
    node = stack.enter_context(opened(config, threads=config.number("ANJIAN_THREADS")))
    return create_app(node)

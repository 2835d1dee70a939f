"""The pages served on loopback to a real Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser import losses
from browser.dossiers import tell
from databases import Pair
from ledger.config import from_environment
from ledger.node import Node
from node_fixtures import following, served
from web.app import create_app

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of the machine. Without one the tests are left out, unless ANJIAN_BROWSER=required."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    if not found:
        missing = "no Chromium on the PATH (Debian: apt-get install chromium fonts-noto-cjk)"
        if os.environ.get("ANJIAN_BROWSER") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def node(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node with the story of `dossiers`, whose views follow in a thread."""
    config = from_environment({"ANJIAN_DATA": str(tmp_path_factory.mktemp("node"))})
    with pair() as urls, following(config, *urls) as made:
        made.ledger.queries.wait(tell(made), 30)
        yield made


@pytest.fixture(scope="session")
def address(node: Node) -> Iterator[str]:
    """Where the pages are served."""
    with served(create_app(node)) as url:
        yield url


@pytest.fixture(scope="session")
def losses_node(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Another, with the claims and assignments of `losses`."""
    config = from_environment({"ANJIAN_DATA": str(tmp_path_factory.mktemp("losses"))})
    with pair() as urls, following(config, *urls) as made:
        made.ledger.queries.wait(losses.tell(made), 30)
        yield made


@pytest.fixture(scope="session")
def losses_address(losses_node: Node) -> Iterator[str]:
    """Where its pages are served."""
    with served(create_app(losses_node)) as url:
        yield url


@pytest.fixture
def shots() -> Path | None:
    """Where pictures of the pages go, if the variable ANJIAN_SHOTS says so."""
    folder = Path(named) if (named := os.environ.get("ANJIAN_SHOTS")) else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    return folder

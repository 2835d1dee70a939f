#!/usr/bin/env python3
"""Anjian from a checkout: makes what is missing, then does one task. Needs Python 3.11 or newer and nothing else.

The environment .venv comes from requirements.txt, where every package has its hashes. It is made anew when that
list, the Python or the place of the checkout changes; made already, it costs a few milliseconds.
"""

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
LOCK = ROOT / "requirements.txt"
PIP = ("--require-hashes", "--no-deps", "--only-binary=:all:", "-r", str(LOCK))

TASKS = {
    "run": "sets up, starts everything with the demonstration ledger, serves http://127.0.0.1:8000",
    "test": "sets up and runs every test; arguments go to pytest (make test ARGS='-k deadline')",
    "check": "formatting, lint, types and the import contract",
    "rulebook": "gathers what the tests prove into the rulebook (docs/rulebook.md)",
    "bench": "runs the benchmarks",
    "anjian": "the command line: python3 run.py anjian doctor (make anjian ARGS=doctor)",
    "lock": "writes requirements.txt and package-lock.json anew from requirements.in and package.json",
    "clean": "removes the environment, caches and fetched assets, never data",
    "help": "lists these tasks",
}
CHECKS = ("ruff format --check .", "ruff check .", "mypy", "lint-imports")
CACHES = (".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache", "var/assets")
SCRIPT = """\
#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from ledger.cli import main

sys.exit(main())
"""  # the shell's line holds any path; that of Python itself could be neither long nor have spaces


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 (an older one must be able to read this far)
        sys.exit(f"Anjian needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.")
    if os.name != "posix":
        sys.exit("Anjian runs on Linux and macOS; on Windows use WSL.")
    task, *arguments = sys.argv[1:] or ["help"]
    if task == "run":
        set_up(assets=True)
        become(str(BIN / "anjian"), "run", *arguments)
    elif task == "anjian":
        set_up(assets=not {"run", "serve", "form", "--pdf"}.isdisjoint(arguments))
        become(str(BIN / "anjian"), *arguments)
    elif task == "test":
        set_up(assets=True)
        os.chdir(ROOT)
        # Many a test starts processes: each finds what others have compiled, and nothing is written beside the sources.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(VENV / "bytecode")
        become("-m", "pytest", "-n", "2", *arguments)
    elif task == "rulebook":
        set_up()
        os.chdir(ROOT)
        become("tests/proofs.py")
    elif task == "bench":
        set_up()
        os.chdir(ROOT)
        become("-m", "benchmarks", *arguments)
    elif task == "check":
        set_up()
        check()
    elif task == "lock":
        lock()
    elif task == "clean":
        clean()
    elif task in ("help", "-h", "--help"):
        print("\n".join(f"{name:10}{what}" for name, what in TASKS.items()))
    else:
        sys.exit(f"There is no task {task!r}; there are {', '.join(TASKS)}.")


def set_up(assets: bool = False) -> None:
    """Makes the environment unless it is there, whole and up to date, and fetches the web assets where asked."""
    wanted = hashlib.sha256(f"{sys.version_info[:2]} {os.uname().machine} {sys.platform} {ROOT}".encode())
    wanted.update(LOCK.read_bytes())
    stamp = VENV / "stamp"
    if read(stamp) != wanted.hexdigest() or not PYTHON.exists():
        import fcntl

        with (ROOT / ".setup.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("Waiting for the set-up in another terminal …", file=sys.stderr)
                fcntl.flock(file, fcntl.LOCK_EX)
            if read(stamp) != wanted.hexdigest() or not PYTHON.exists():
                make_environment()
                stamp.write_text(wanted.hexdigest())  # last: without it the next start begins again
    if assets:
        fetch_assets()


def make_environment() -> None:
    import shutil

    uv = shutil.which("uv")
    print(f"Making .venv with {'uv' if uv else 'pip'} (once, up to a minute) …", file=sys.stderr)
    if VENV.exists():
        shutil.rmtree(VENV)
    if uv:
        do(uv, "venv", "-q", "--python", sys.executable, str(VENV))
        do(uv, "pip", "install", "-q", "--python", str(PYTHON), *PIP)
    else:
        do(sys.executable, "-m", "venv", str(VENV), hint="On Debian and Ubuntu: apt-get install python3-venv.")
        # Compiling every file of every package would take longer than all the rest.
        do(str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-compile", *PIP)
    # The project itself needs no build: its folder on the path and one script.
    major, minor = sys.version_info[:2]
    packages = VENV / "lib" / f"python{major}.{minor}" / "site-packages"
    (packages / "anjian.pth").write_text(f"{ROOT / 'src'}\n")
    (BIN / "anjian").write_text(SCRIPT.format(python=PYTHON))
    (BIN / "anjian").chmod(0o755)


def fetch_assets() -> None:
    web = ROOT / "src" / "web"
    key = hashlib.sha256(os.environ.get("ANJIAN_DATA", "").encode())
    for name in ("package-lock.json", "assets.py"):
        key.update((web / name).read_bytes())
    stamp = VENV / "assets"
    made, _, folder = read(stamp).partition(" ")
    if made != key.hexdigest() or not Path(folder).is_dir():
        stamp.write_text(f"{key.hexdigest()} {do(str(PYTHON), '-m', 'web.assets', ask=True)}")


def become(*arguments: str) -> None:
    """Goes on as the environment's Python: signals and the exit code are the task's own."""
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606 (no shell is wanted)


def check() -> None:
    import subprocess

    failed = []
    for command in CHECKS:
        print(f"$ {command}", flush=True)
        program, *arguments = command.split()
        if subprocess.run([BIN / program, *arguments], cwd=ROOT, check=False).returncode:
            failed.append(command)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")


def lock() -> None:
    import shutil
    import tempfile

    compile_ = "pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url"
    compile_ += " --no-emit-find-links --no-header requirements.in -o requirements.txt"
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        uv = shutil.which("uv")
        if not uv:
            do(sys.executable, "-m", "venv", folder)
            do(f"{folder}/bin/python", "-m", "pip", "install", "-qq", "--disable-pip-version-check", "uv")
            uv = f"{folder}/bin/uv"
        do(uv, *compile_.split())
    set_up()
    do(str(PYTHON), "-m", "web.assets", "lock")


def clean() -> None:
    import shutil

    for name in CACHES:
        shutil.rmtree(ROOT / name, ignore_errors=True)


def do(*command: str, hint: str = "", ask: bool = False) -> str:
    import subprocess

    try:
        done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE if ask else None)
    except subprocess.CalledProcessError as error:
        sys.exit(f"This failed ({error.returncode}): {' '.join(command)}\n{hint}".rstrip())
    return done.stdout.strip() if ask else ""


def read(file: Path) -> str:
    try:
        return file.read_text()
    except FileNotFoundError:
        return ""


if __name__ == "__main__":
    main()

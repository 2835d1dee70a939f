"""Set-up: from nothing to ready once, and out of the way afterwards."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CLI = """
import os, sys

def main():
    print(os.getcwd(), *sys.argv[1:])
    return 5
"""
UV = f"""\
#!/bin/sh
echo "$@" >> "$(dirname "$0")/called"
case "$1" in
    venv) for folder; do :; done; exec {sys.executable} -m venv --without-pip "$folder" ;;
    pip) for list; do :; done; ! grep -q unobtainable "$list" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a command line that says how it was called, and a stand-in for uv that installs nothing."""
    folder = tmp_path / "a checkout"
    (folder / "src" / "ledger").mkdir(parents=True)
    (folder / "src" / "ledger" / "cli.py").write_text(CLI)
    (folder / "requirements.txt").touch()
    shutil.copy(ROOT / "run.py", folder)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "uv").write_text(UV)
    (tmp_path / "bin" / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return folder


def run(checkout: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(checkout / "run.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


def test_set_up_from_two_terminals_happens_once(checkout: Path) -> None:
    command = [sys.executable, str(checkout / "run.py"), "anjian", "doctor"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in "12"]
    outcomes = [process.communicate(timeout=60) for process in both]
    assert [out for out, _ in outcomes] == [f"{Path.cwd()} doctor\n"] * 2
    assert "".join(err for _, err in outcomes).count("Making .venv") == 1
    called = (checkout.parent / "bin" / "called").read_text().splitlines()
    assert len(called) == 2
    assert "--require-hashes" in called[1]
    again = run(checkout, "anjian", "doctor")
    assert (again.returncode, again.stderr) == (5, "")


def test_a_failed_set_up_leaves_no_stamp_and_is_made_anew(checkout: Path) -> None:
    assert run(checkout, "anjian").returncode == 5
    (checkout / "requirements.txt").write_text("unobtainable==1\n")
    failed = run(checkout, "anjian")
    assert failed.returncode == 1
    assert "This failed" in failed.stderr
    assert "Traceback" not in failed.stderr
    (checkout / ".venv" / "rubbish").touch()
    (checkout / "requirements.txt").write_text("# nothing\n")
    remade = run(checkout, "anjian")
    assert remade.returncode == 5
    assert "Making .venv" in remade.stderr
    assert not (checkout / ".venv" / "rubbish").exists()


def test_a_package_without_a_digest_is_refused(tmp_path: Path) -> None:
    shutil.copy(ROOT / "run.py", tmp_path)
    (tmp_path / "requirements.txt").write_text("nothing==1.0\n")  # refused before anything is asked for
    failed = run(tmp_path, "check")
    assert failed.returncode == 1
    assert "--require-hashes" in failed.stderr
    assert not (tmp_path / ".venv" / "stamp").exists()


def test_the_command_line_works_where_it_was_called_and_costs_little(checkout: Path) -> None:
    here = run(checkout, "anjian", "append", "a file.ndjson", cwd=checkout / "src")
    assert here.stdout == f"{checkout / 'src'} append a file.ndjson\n"
    script = subprocess.run([checkout / ".venv/bin/anjian", "a b"], capture_output=True, text=True, check=False)
    assert (script.returncode, script.stdout) == (5, f"{Path.cwd()} a b\n")

    def lasting(*command: str) -> float:
        begun = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        return time.perf_counter() - begun

    python = str(checkout / ".venv/bin/python")
    bare = min(lasting(python, str(checkout / ".venv/bin/anjian")) for _ in range(5))
    whole = min(lasting(sys.executable, str(checkout / "run.py"), "anjian") for _ in range(5))
    assert whole - bare < 0.1


def test_an_older_python_is_refused_in_words() -> None:
    source = (ROOT / "run.py").read_text()
    ast.parse(source, feature_version=(3, 8))
    pretend = "import runpy, sys; sys.version_info = (3, 10, 9); runpy.run_path(sys.argv[1], run_name='__main__')"
    command = [sys.executable, "-c", pretend, str(ROOT / "run.py"), "test"]
    old = subprocess.run(command, capture_output=True, text=True, check=False)
    assert old.returncode == 1
    assert old.stderr.startswith("Anjian needs Python 3.11 or newer")
    assert "Traceback" not in old.stderr


def test_every_task_is_listed_and_has_its_line_in_the_makefile() -> None:
    listed = set(re.findall(r"(?m)^(\w+) ", run(ROOT, "help").stdout))
    targets = set(re.findall(r"(?m)^(\w+):\n\t@?python3 run\.py \1\b", (ROOT / "Makefile").read_text()))
    assert listed == targets == {"run", "test", "check", "rulebook", "bench", "anjian", "lock", "clean", "help"}
    unknown = run(ROOT, "dance")
    assert unknown.returncode == 1
    assert "no task 'dance'" in unknown.stderr


def test_the_locks_pin_every_package_by_digest_and_name_no_address() -> None:
    requirements = (ROOT / "requirements.txt").read_text()
    pins = re.sub(r"\\\n\s+", " ", requirements).splitlines()
    pins = [line for line in pins if line.strip() and not line.lstrip().startswith("#")]
    assert len(pins) > 50
    assert [line for line in pins if not re.match(r"[a-z0-9._\[\],-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []
    packages = json.loads((ROOT / "src/web/package-lock.json").read_text())["packages"]
    assert len(packages) > 4
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
    for name in ("requirements.in", "requirements.txt", "src/web/package.json", "src/web/package-lock.json"):
        assert "://" not in (ROOT / name).read_text(), name


def test_what_is_asked_for_is_what_is_locked() -> None:
    asked = re.findall(r"(?m)^([a-z0-9-]+)(?:\[.*\])?==(\S+)", (ROOT / "requirements.in").read_text())
    locked = dict(re.findall(r"(?m)^([a-z0-9-]+)(?:\[.*\])?==(\S+)", (ROOT / "requirements.txt").read_text()))
    assert {name: locked.get(name) for name, _ in asked} == dict(asked)
    web = ROOT / "src/web"
    wanted = json.loads((web / "package.json").read_text())["dependencies"]
    packages = json.loads((web / "package-lock.json").read_text())["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_ci_runs_the_tests_with_the_browser_and_the_checks() -> None:
    script = (ROOT / ".ci/run").read_text()
    subprocess.run(["bash", "-n", ROOT / ".ci/run"], check=True)
    assert "export ANJIAN_BROWSER=required" in script
    assert script.endswith("make test\nmake check\n")
    assert os.access(ROOT / ".ci/run", os.X_OK)

"""The node as it is run: two processes and a database, killed in the middle of appends; the command line."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from ledger.cli import cli
from stories import AGENCY, BUREAU, accepted, agency_registered, requested, session_scheduled

SOURCE = Path(__file__).parents[1] / "src"


@pytest.fixture
def environment(tmp_path: Path, own_database: str, bare_database: str) -> dict[str, str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    return {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "ANJIAN_DATA": str(tmp_path),
        "DATABASE_URL": own_database,
        "KEYS_URL": bare_database,
        "ANJIAN_PORT": str(port),
        "ANJIAN_BOOTSTRAP_KEY": "bootstrap-of-a-test",
    }


def process(environment: dict[str, str], *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """The command line as a process of its own."""
    command = [sys.executable, "-m", "ledger.cli", *arguments]
    return subprocess.run(command, env=environment, input=given, capture_output=True, text=True, timeout=120)


def anjian(environment: dict[str, str], *arguments: str) -> Result:
    """The command line in this process, which is quicker; an error that it does not expect is one of the test."""
    return CliRunner().invoke(cli, arguments, env=environment, catch_exceptions=False)


@contextmanager
def served(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "ledger.cli", "serve"], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(environment)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def ask(environment: dict[str, str], path: str, body: Any = None, key: str = "bootstrap-of-a-test") -> tuple[int, Any]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{environment['ANJIAN_PORT']}{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def wait_for(environment: dict[str, str], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            if ask(environment, "/readyz")[0] == 200:
                return
        except OSError:
            pass
        assert time.monotonic() < until, "the server does not answer"
        time.sleep(0.1)


def key_of(environment: dict[str, str], organisation: str, role: str) -> str:
    body = {"organisation": organisation, "roles": [role], "areas": ["411200"]}
    status, made = ask(environment, "/api/v1/keys", body)
    assert status == 201
    return str(made["key"])


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes under this one, from /proc."""
    parents: dict[int, list[int]] = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(each.parent.name))
    found, queue = [], [process.pid]
    while queue:
        queue += (inner := parents.get(queue.pop(), []))
        found += inner
    return found


def test_killing_every_process_in_the_middle_of_appends_loses_nothing_acknowledged(
    environment: dict[str, str], own_database: str
) -> None:
    """Atomic appends of three events go on while processes and connections are killed."""
    acknowledged: list[str] = []
    halt = threading.Event()
    with served(environment) as process:
        agency = key_of(environment, AGENCY, "appraisal_agency")
        bureau = key_of(environment, BUREAU, "justice_bureau")
        assert ask(environment, f"/api/v1/streams/agency/{AGENCY}/events", agency_registered(), bureau)[0] == 201

        def write(lane: int) -> None:
            number = 0
            while not halt.is_set():
                number += 1
                key = f"411200-{lane}-{number:04}"
                events = [requested(key), accepted(key), session_scheduled(key, f"S-{key}")]
                while not halt.is_set():  # the same proposals again until there is an answer
                    try:
                        status, _ = ask(environment, f"/api/v1/streams/appraisal/{key}/events", events, agency)
                    except OSError:
                        time.sleep(0.05)
                        continue
                    if status in (200, 201):
                        acknowledged.append(key)
                        break
                    assert status == 503, status
                    time.sleep(0.05)

        writers = [threading.Thread(target=write, args=(lane,)) for lane in range(6)]
        for each in writers:
            each.start()
        time.sleep(1)
        with psycopg.connect(own_database, autocommit=True) as connection:
            for _ in range(3):
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                time.sleep(0.3)
        for pid in children(process):
            os.kill(pid, signal.SIGKILL)
        process.kill()
        time.sleep(0.5)
        halt.set()
        for each in writers:
            each.join()
    with served(environment):
        assert len(acknowledged) > 5
        for key in acknowledged:
            status, found = ask(environment, f"/api/v1/streams/appraisal/{key}/events", None, agency)
            assert (status, len(found["events"])) == (200, 3)
        _, state = ask(environment, "/readyz")
        assert state["parked"] == []
    with psycopg.connect(own_database) as connection:
        halves = connection.execute(
            "SELECT originator_id, count(*) FROM events WHERE originator_id LIKE 'appraisal/%' "
            "GROUP BY originator_id HAVING count(*) <> 3"
        ).fetchall()
        gaps = connection.execute("SELECT count(*), max(notification_id) FROM events").fetchone()
    assert halves == []
    assert gaps is not None
    assert gaps[0] == gaps[1]


def child(process: subprocess.Popen[bytes], word: bytes) -> int:
    """The first of the children with this word in its command, once it is there."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for pid in children(process):
            if word in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                return pid
        time.sleep(0.05)
    raise AssertionError(f"no child with {word!r}")


def test_what_dies_is_started_again(environment: dict[str, str]) -> None:
    with served(environment) as process:
        bureau = key_of(environment, BUREAU, "justice_bureau")
        time.sleep(6)  # what ends as soon as it has started is given up
        os.kill(child(process, b"work"), signal.SIGKILL)
        os.kill(child(process, b"granian"), signal.SIGKILL)
        time.sleep(0.5)
        wait_for(environment)
        status, _ = ask(environment, f"/api/v1/streams/agency/{AGENCY}/events", agency_registered(), bureau)
        assert status == 201
        until = time.monotonic() + 20
        while ask(environment, "/readyz")[1]["lag"]:
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_killed_server_takes_its_children_along(environment: dict[str, str]) -> None:
    with served(environment) as process:
        child(process, b"work")
        family = children(process)
        process.kill()
        process.wait()
        until = time.monotonic() + 15
        while any(
            Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() for pid in family
        ):
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_port_in_use_is_told(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(environment["ANJIAN_PORT"]))):
        told = process(environment, "serve")
    assert told.returncode == 1
    assert "ANJIAN_PORT" in told.stderr


def test_the_command_line_from_file_to_report(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    story = [agency_registered(), requested(), accepted(), session_scheduled(), accepted()]
    file.write_text("".join(json.dumps(each) + "\n" for each in story))
    first = process(environment, "append", str(file), "--json")
    assert first.returncode == 1
    assert [line["status"] for line in json.loads(first.stdout)["lines"]] == [
        "appended",
        "stopped",
        "stopped",
        "stopped",
        "refused",
    ]
    file.write_text("".join(json.dumps(each) + "\n" for each in story[:4]))
    assert anjian(environment, "append", str(file)).exit_code == 0
    again = json.loads(process(environment, "append", "-", "--json", given=file.read_text()).stdout)
    assert again["counts"] == {"already_there": 4}
    told = json.loads(anjian(environment, "history", "appraisal/411200-2026-0001", "--json").stdout)
    assert [each["version"] for each in told["events"]] == [1, 2, 3]
    assert told["state"]["accepted_at"] == "2026-03-03T02:00:00Z"
    report = json.loads(anjian(environment, "report", "R2", "--json").stdout)
    assert [(row["insurer_id"], row["notices_missing"]) for row in report["rows"]] == [("INS-A-411200", 1)]
    out = tmp_path / "r2.csv"
    assert anjian(environment, "report", "R2", "--format", "csv", "-o", str(out)).exit_code == 0
    assert "应到场次" in out.read_text("utf-8-sig")
    assert "INS-A-411200" in anjian(environment, "report", "R2", "--format", "html").stdout
    assert "R2" in anjian(environment, "report").stdout
    assert json.loads(anjian(environment, "rebuild", "--json").stdout)["position"] >= 4
    examined = json.loads(anjian(environment, "doctor", "--json").stdout)
    assert all(check["ok"] for check in examined["checks"].values())
    assert "bootstrap-of-a-test" not in json.dumps(examined)


def test_the_command_line_says_what_is_wrong(environment: dict[str, str], tmp_path: Path) -> None:
    assert process(environment, "report", "R99").returncode == 2
    assert anjian(environment, "history", "appraisal/none").exit_code == 1
    assert anjian(environment, "append", str(tmp_path / "none.ndjson")).exit_code == 2
    assert anjian(environment, "append", "-", "--as", "X:king").exit_code == 2
    assert anjian(environment, "history", "appraisal/none", "--at", "soon").exit_code in (1, 2)
    bad = process(environment, "append", "-", "--json", given='{"specversion": "1.0"}\nnonsense\n')
    assert bad.returncode == 1
    assert [line["status"] for line in json.loads(bad.stdout)["lines"]] == ["malformed", "malformed"]
    as_auditor = process(environment, "append", "-", "--as", f"{BUREAU}:auditor", given=json.dumps(agency_registered()))
    assert as_auditor.returncode == 1
    assert "justice_bureau" in as_auditor.stdout
    away = process({**environment, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "keys", "list")
    assert away.returncode == 1
    assert "Traceback" not in away.stderr


def test_keys_are_made_listed_and_revoked(environment: dict[str, str]) -> None:
    made = json.loads(anjian(environment, "keys", "add", AGENCY, "--role", "appraisal_agency", "--json").stdout)
    listed = anjian(environment, "keys", "list", "--json")
    assert made["key"] not in listed.stdout
    assert [key["id"] for key in json.loads(listed.stdout)["keys"]] == [made["id"]]
    assert anjian(environment, "keys", "revoke", made["id"]).exit_code == 0
    assert anjian(environment, "keys", "revoke", made["id"]).exit_code == 1
    assert anjian(environment, "keys", "add", AGENCY, "--role", "king").exit_code == 2
    link = json.loads(anjian(environment, "users", "invite", "NFRA-411200", "--role", "auditor", "--json").stdout)
    assert "/setup/" in link["link"]

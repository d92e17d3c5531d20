"""`python wsgi.py` as people run it: its processes, what becomes of them when one is killed, and how it stops."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.config import ROOT
from tests.support.database import Databases

PATIENCE = 60


@pytest.fixture
def server(databases: Databases, demo_database: str, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = databases.new("serve", like=demo_database)
    environ = {**os.environ, "SOUK_ENV": "sandbox", "DATABASE_URL": url, "PORT": str(port), "SOUK_PROCESSES": "2"}
    environ |= {"SOUK_MEDIA_DIR": str(tmp_path), "SOUK_QUEUE_FILE": str(tmp_path / "jobs.db")}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "wsgi.py"], cwd=ROOT, env=environ, stdout=log, stderr=log)
        try:
            yield process, port
        finally:
            process.kill()
            process.wait(10)
            databases.drop(url)


def eventually(fact: Callable[[], Any]) -> None:
    until = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < until
        time.sleep(0.05)


def health(port: int) -> dict[str, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            found: dict[str, str] = json.load(answer)
            return found
    except OSError:
        return {}


def processes() -> dict[int, int]:
    """Each living process and its parent: from /proc where there is one, else from `ps`."""
    if Path("/proc/self/stat").exists():
        # The name, in brackets, may hold blanks and brackets of its own: pid (name) state parent …
        told = [one for one in map(stat_of, Path("/proc").glob("[0-9]*/stat")) if one]
        rows = [(text.split()[0], *text.rpartition(")")[2].split()[:2]) for text in told]
    else:
        lines = subprocess.check_output(["/bin/ps", "-A", "-o", "pid=,stat=,ppid="], text=True).splitlines()
        rows = [(pid, state, parent) for pid, state, parent in map(str.split, lines)]
    # One that has ended and was not waited for yet does not live.
    return {int(pid): int(parent) for pid, state, parent in rows if not state.startswith("Z")}


def stat_of(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it ended meanwhile
        return ""


def children_of(pid: int) -> list[int]:
    return sorted(child for child, parent in processes().items() if parent == pid)


def test_background_work_is_a_process_of_its_own_that_is_replaced_and_all_stop_together(
    server: tuple[subprocess.Popen[bytes], int],
) -> None:
    process, port = server
    eventually(lambda: health(port) == {"status": "ok", "jobs": "ok"})
    children = children_of(process.pid)
    assert len(children) == 3

    os.kill(children[-1], signal.SIGKILL)
    eventually(lambda: len(set(children_of(process.pid)) - set(children)) == 1)
    children = children_of(process.pid)
    assert len(children) == 3
    assert health(port)["status"] == "ok"

    process.terminate()
    assert process.wait(PATIENCE) == 0
    eventually(lambda: not processes().keys() & set(children))

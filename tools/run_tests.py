"""Runs rules and races on PostgreSQL, everything on SQLite, then journeys in a browser: `make test`."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Tests of the core alone and of the providers' clients reach no database (their conftest refuses one), and the system's
# rules are about what is written here, whatever it is kept in: once is enough, but for the migrations.
ONCE = ("unit", "providers", "system")
# Rules and races are tried on each database. Pages and JSON routes stand on them and say the same on both: here they
# are asked on SQLite, but for what hostile callers send, of which PostgreSQL takes less. `make proof` asks all of them
# on PostgreSQL.
ON_EACH_DATABASE = tuple(f"integration/{part}" for part in ("services", "flows", "jobs", "providers", "cli"))
RACES = "concurrency"
HOSTILE = "integration/api/commerce/test_hostile.py"
MIGRATIONS = "system/test_migrations.py"
LONGEST = 900
# Each worker and each server of a test starts anew: without kept bytecode that is 7 s every time instead of 2.
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
WORKERS = min(os.cpu_count() or 1, 4)


@dataclass(frozen=True)
class Phase:
    """One run of pytest over folders and files, with so many workers."""

    database: str
    paths: tuple[str, ...]
    leaves_out: str | None = None
    workers: int = WORKERS


PHASES = {
    # One worker more than elsewhere: these tests wait for the server, and for providers that do not answer.
    "on PostgreSQL": Phase("postgresql", (*ONCE, *ON_EACH_DATABASE, HOSTILE, RACES), workers=WORKERS + 1),
    "on SQLite": Phase("sqlite", ("integration", RACES, MIGRATIONS), leaves_out=HOSTILE),
    # Each browser test has a shop of its own, which is a copied file on SQLite and a slow command on a server.
    "in a browser": Phase("sqlite", ("browser",)),
}


def main() -> int:
    """Run each phase, whatever the one before said; the answer is the number of phases that failed."""
    started = time.monotonic()
    report = []
    for name, phase in PHASES.items():
        print(f"\n==> Tests {name}", flush=True)
        began = time.monotonic()
        status = run_phase(phase)
        report.append((name, status, time.monotonic() - began))
    print(f"\n==> {time.monotonic() - started:.0f} s in all")
    for name, status, seconds in report:
        print(f"    {'passed' if status == 0 else 'FAILED'} {name} ({seconds:.0f} s)")
    return sum(1 for _, status, _ in report if status)


def run_phase(phase: Phase) -> int:
    """One pytest run over the folders and files that exist; no test at all counts as a failure."""
    paths = [f"tests/{path}" for path in phase.paths if (ROOT / "tests" / path).exists()]
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not proof", "-n", str(phase.workers), "--dist", "worksteal"]
    if phase.leaves_out is not None:
        command.append(f"--ignore=tests/{phase.leaves_out}")
    environment = {**os.environ, **COMPILED, "SOUK_TEST_DATABASE": phase.database}
    try:
        return subprocess.run([*command, *paths], cwd=ROOT, env=environment, check=False, timeout=LONGEST).returncode
    except subprocess.TimeoutExpired:
        print(f"    stopped after {LONGEST} s: something hangs", flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())

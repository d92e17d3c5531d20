"""Runs rules and races on PostgreSQL, everything on SQLite, then journeys in a browser: `make test`."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Tests of the core alone and of the providers' clients reach no database (their conftest refuses one), and the system's
# rules are about what is written here, whatever it is kept in: once is enough, but for the migrations.
ONCE = ("unit", "providers", "system")
# Rules and races are tried on each database, and so is what hostile callers send, for PostgreSQL takes less. Pages and
# JSON routes stand on them and say the same on both: here they are asked on SQLite; `make proof` asks PostgreSQL too.
ON_EACH_DATABASE = tuple(f"integration/{part}" for part in ("services", "flows", "jobs", "providers", "cli"))
RACES = "concurrency"
HOSTILE = ("integration/api/commerce/test_hostile.py", "integration/api/dining", "integration/api/demo")
MIGRATIONS = "system/test_migrations.py"
LONGEST = 900
# Each worker and each server of a test starts anew: without kept bytecode that is 7 s every time instead of 2.
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
WORKERS = str(min(os.cpu_count() or 1, 4))

PHASES: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "on PostgreSQL": ({"SOUK_TEST_DATABASE": "postgresql"}, (*ONCE, *ON_EACH_DATABASE, *HOSTILE, RACES)),
    "on SQLite": ({"SOUK_TEST_DATABASE": "sqlite"}, ("integration", RACES, MIGRATIONS)),
    # Each browser test has a shop of its own, which is a copied file on SQLite and a slow command on a server.
    "in a browser": ({"SOUK_TEST_DATABASE": "sqlite"}, ("browser",)),
}


def main() -> int:
    """Run each phase, whatever the one before said; the answer is the number of phases that failed."""
    started = time.monotonic()
    report = []
    for name, (environment, folders) in PHASES.items():
        print(f"\n==> Tests {name}", flush=True)
        began = time.monotonic()
        status = run_phase(environment, folders)
        report.append((name, status, time.monotonic() - began))
    print(f"\n==> {time.monotonic() - started:.0f} s in all")
    for name, status, seconds in report:
        print(f"    {'passed' if status == 0 else 'FAILED'} {name} ({seconds:.0f} s)")
    return sum(1 for _, status, _ in report if status)


def run_phase(environment: dict[str, str], folders: tuple[str, ...]) -> int:
    """One pytest run over the folders and files that exist; no test at all counts as a failure."""
    paths = [f"tests/{folder}" for folder in folders if (ROOT / "tests" / folder).exists()]
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not proof", "-n", WORKERS, "--dist", "worksteal", *paths]
    try:
        return subprocess.run(
            command, cwd=ROOT, env={**os.environ, **COMPILED, **environment}, check=False, timeout=LONGEST
        ).returncode
    except subprocess.TimeoutExpired:
        print(f"    stopped after {LONGEST} s: something hangs", flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())

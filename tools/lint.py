"""Runs every static check and says at the end which of them failed: `make lint`."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: dict[str, list[str]] = {
    "code style": [str(BIN / "ruff"), "check", "--quiet", "--output-format", "concise", "."],
    "formatting": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "types": [str(BIN / "mypy"), "--no-error-summary"],
    "import contracts": [str(BIN / "lint-imports"), "--no-logo"],
    "templates": [str(BIN / "djlint"), "--lint", "--quiet", "templates"],
    "templates and styles, our rules": [sys.executable, "-m", "tools.markup"],
    "translations": [sys.executable, "-m", "tools.translations", "check"],
    "secrets, machine paths and foreign hosts": [sys.executable, "-m", "tools.secrets_scan"],
}


def main() -> int:
    """Run them all; the answer is the number of checks that failed."""
    failed = []
    for name, command in CHECKS.items():
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        word = "FAILED" if done.returncode else "ok"
        print(f"{word:6}  {name} ({time.monotonic() - started:.1f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    print(f"lint: {', '.join(failed)} failed" if failed else f"lint: all {len(CHECKS)} checks passed")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())

"""Makes a fresh clone ready: Python, .venv, the locked packages, system libraries, compiled translations.

Standard library only, and readable by old Pythons, because it runs before anything is installed:

    python3 tools/bootstrap.py run [PORT]   what the shop needs, and that the port is free
    python3 tools/bootstrap.py test         that and what the tests and linters need
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / ".souk-installed.json"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}
OLDEST = (3, 11)
LAST_PORT = 65535
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# What each purpose loads at run time, and the Debian package that carries it.
LIBRARIES = {
    "run": {
        "libpango-1.0.so.0": "libpango-1.0-0",
        "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
        "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    },
    "test": {"libatomic.so.1": "libatomic1"},
}


def main(purpose: str, port: str | None = None) -> None:
    """Prepare for `run` or `test`; say each step that takes time, and nothing when there is nothing to do."""
    use_a_python_that_is_new_enough()
    if port is not None:
        check_the_port(port)
    make_venv()
    install_packages(purpose)
    install_system_packages(purpose)
    compile_translations()


def use_a_python_that_is_new_enough() -> None:
    """Go on under a newer interpreter when this one is too old, or say what is needed."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(20, OLDEST[1] - 1, -1):
        newer = shutil.which("python3.%d" % minor)
        if newer:
            os.execv(newer, [newer, *sys.argv])
    stop(
        "Souk needs Python %d.%d or newer; this is %s.\n" % (*OLDEST, sys.version.split()[0])
        + "Install a newer one, or name it: make run PY=/path/to/python3.11"
    )


def check_the_port(port: str) -> None:
    """Refuse to start work that would end at a taken port."""
    if not port.isdigit() or not 0 < int(port) <= LAST_PORT:
        stop("PORT must be a number from 1 to %d; it is %r." % (LAST_PORT, port))
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            stop("Port %s may not be opened by this user. Choose one above 1023: make run PORT=8001" % port)
        except OSError:
            stop("Port %s is already in use. Stop what uses it, or choose another: make run PORT=8001" % port)


def make_venv() -> None:
    """Create .venv; Debian keeps the module that puts pip into it in a package of its own."""
    if (BIN / "pip").exists():
        return
    package = "python3-venv"
    if importlib.util.find_spec("ensurepip") is None and not apt_install([package]):
        stop("Python's venv module is not complete here. On Debian: sudo apt-get install %s" % package)
    say("Creating .venv with Python %s" % sys.version.split()[0])
    if not quietly([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        stop("The virtual environment could not be created; Python's own words are above.")


def install_packages(purpose: str) -> None:
    """Install the lock, unless this very lock was installed before; what tests need includes what the shop needs."""
    wanted = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in LOCKS.items()}
    try:
        present = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        present = {}
    if present.get("test") == wanted["test"] or (purpose == "run" and present.get("run") == wanted["run"]):
        return
    lock = LOCKS[purpose]
    say("Installing the packages of %s (about 15 s, more on a slow network)" % lock.name)
    started = time.monotonic()
    if not install_with_uv(lock):
        say("uv could not do it here; installing with pip, which takes longer")
        pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(lock)]
        if subprocess.run(pip, cwd=str(ROOT), check=False).returncode:
            stop("The packages of %s could not be installed; pip's own words are above." % lock.name)
    present[purpose] = wanted[purpose]
    STAMP.write_text(json.dumps(present))
    say("Packages ready after %.0f s" % (time.monotonic() - started))


def install_with_uv(lock: Path) -> bool:
    """uv is fast but does not read pip's configuration (mirrors, wheel folders), so it may fail where pip works."""
    python = str(BIN / "python")
    if not (BIN / "uv").exists():
        quietly([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"])
    if not (BIN / "uv").exists():
        return False
    install = [str(BIN / "uv"), "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
    return quietly([*install, "-r", str(lock)])


def install_system_packages(purpose: str) -> None:
    """Bring the shared libraries and the browser, when allowed to; otherwise name them and go on without."""
    missing = missing_packages(purpose)
    if not missing:
        return
    if apt_install(missing):
        missing = missing_packages(purpose)
    if not missing:
        return
    names = " ".join(missing)
    say("Missing system packages: %s" % names)
    say("  on Debian or Ubuntu: sudo apt-get install %s" % names)
    if purpose == "test" and os.environ.get("CI") == "true":
        stop("With CI=true nothing is skipped, so the tests cannot start without them.")
    lost = {"run": "receipts are served as print pages, not as PDF", "test": "browser and PDF tests are skipped"}
    say("  going on without them: " + lost[purpose])


def missing_packages(purpose: str) -> list[str]:
    """The Debian names of what is not there."""
    wanted = dict(LIBRARIES["run"])
    if purpose == "test":
        wanted.update(LIBRARIES["test"])
    missing = [package for library, package in wanted.items() if not loads(library)]
    if purpose == "test" and find_browser() is None:
        missing.append("chromium")
    return missing


def loads(library: str) -> bool:
    if not sys.platform.startswith("linux"):
        return True  # other systems name them differently; the libraries themselves say so when used
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def find_browser() -> str | None:
    """The Chromium to test with: the one named by CHROMIUM_PATH, one on the path, or one of Playwright's own."""
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        return named if os.path.exists(named) else None
    for name in CHROMIUM_NAMES:
        found = shutil.which(name)
        if found:
            return found
    own = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return next((str(path) for path in sorted(own.glob("chromium-*/chrome-linux*/chrome"), reverse=True)), None)


def apt_install(packages: list[str]) -> bool:
    """True when apt installed them; only root on a Debian-like system tries."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say("Installing system packages: %s" % " ".join(packages))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    return quietly([*apt, "update"], environment) and quietly(install, environment)


def compile_translations() -> None:
    """Flask-Babel reads .mo files; they are made here from the .po files beside them and are not in git."""
    stale = [
        po
        for po in sorted((ROOT / "app" / "translations").glob("*/LC_MESSAGES/*.po"))
        if not po.with_suffix(".mo").exists() or po.with_suffix(".mo").stat().st_mtime < po.stat().st_mtime
    ]
    for po in stale:
        say("Compiling %s" % po.relative_to(ROOT))
        locale = po.parent.parent.name
        command = [str(BIN / "pybabel"), "-q", "compile", "-i", str(po), "-o", str(po.with_suffix(".mo")), "-l", locale]
        if not quietly(command):
            stop("%s cannot be compiled; pybabel's own words are above." % po.relative_to(ROOT))


def quietly(command: list[str], environment: dict[str, str] | None = None) -> bool:
    """Run a command; show what it said only when it fails."""
    done = subprocess.run(
        command,
        cwd=str(ROOT),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout.decode("utf-8", "replace"))
    return done.returncode == 0


def say(words: str) -> None:
    print("==> " + words, flush=True)


def stop(words: str) -> NoReturn:
    sys.exit("\n" + words + "\n")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in LOCKS:
        stop("Usage: python3 tools/bootstrap.py run [PORT] | test")
    main(*sys.argv[1:])

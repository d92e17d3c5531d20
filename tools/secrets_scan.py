"""Finds what must never be committed: private keys and tokens, machine paths, package mirrors, vendors' hosts."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 2_000_000

# Split so that this file does not find itself.
SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE " + "KEY-----"),
    "a cloud access key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a live payment key": re.compile(r"\b[sr]k_live_[0-9A-Za-z]{8,}"),
    "a GitHub token": re.compile(r"\bgh[pousr]_[0-9A-Za-z]{36}\b"),
    "a Slack token": re.compile(r"\bxox[abpr]-[0-9A-Za-z-]{10,}"),
    "a Twilio account": re.compile(r"\bAC[0-9a-f]{32}\b"),
    "credentials in a URL": re.compile(
        r"\b[a-z+]+://[^\s/:@'\"{}<>]+:[^\s/:@'\"{}<>$%]{8,}@(?!localhost|127\.)[\w.-]+"
    ),
    "a machine path": re.compile(r"(?<![\w.])/(?:work|root|home/[a-z]\w*)/" + r"\w"),
    "a temporary machine path": re.compile(r"(?<![\w.])/tmp/" + r"(?:souk|wt|bash_jobs)\b"),
    "a package registry": re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian)\." + r"org\b"),
}
HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b", re.IGNORECASE)
# Hosts of the companies whose documents the JSON families follow, as digests so that they are not named here either.
VENDOR_HOSTS = {
    "5abc607b5ca8414a",
    "bcebb90e21318cd0",
    "b815256a2830e6c7",
}


def problems_in(text: str) -> Iterator[tuple[int, str]]:
    """Line number and words for each thing found."""
    for number, line in enumerate(text.splitlines(), start=1):
        for words, pattern in SECRETS.items():
            if pattern.search(line):
                yield number, words
        for host in HOST.findall(line):
            if _digest(host) in VENDOR_HOSTS:
                yield number, "a vendor's host"


def problems(root: Path = ROOT) -> list[str]:
    """Everything found in tracked files, as file:line: words."""
    found = []
    for name in tracked_files(root):
        path = root / name
        if not path.is_file() or path.stat().st_size > LARGEST:
            continue
        content = path.read_bytes()
        if b"\0" in content:
            continue
        found += [f"{name}:{line}: {words}" for line, words in problems_in(content.decode("utf-8", "replace"))]
    return found


def tracked_files(root: Path = ROOT) -> list[str]:
    """What git tracks, and what it would track once added."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return sorted({name for name in listed.stdout.split("\0") if name})


def _digest(host: str) -> str:
    registered = ".".join(host.lower().split(".")[-2:])
    return hashlib.sha256(registered.encode()).hexdigest()[:16]


if __name__ == "__main__":
    lines = problems()
    print("\n".join(lines))
    sys.exit(1 if lines else 0)

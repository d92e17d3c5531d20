"""Files in a folder of this machine."""

from __future__ import annotations

import os
import re
from pathlib import Path

_SAFE_KEY = re.compile(r"[a-z0-9][a-z0-9_\-]*(/[a-z0-9][a-z0-9_\-]*)*\.[a-z0-9]{2,5}")


class FolderStore:
    """Keys are relative paths of lower-case names; anything else is refused."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, content: bytes) -> None:
        """Write whole or not at all: a reader never sees half a file."""
        path = self._path(key)
        if path is None:
            raise ValueError(f"not a file key: {key!r}")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}")
        part.write_bytes(content)
        part.replace(path)

    def get(self, key: str) -> bytes | None:
        path = self._path(key)
        return path.read_bytes() if path is not None and path.is_file() else None

    def delete(self, key: str) -> None:
        path = self._path(key)
        if path is not None:
            path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path | None:
        return self._folder / key if _SAFE_KEY.fullmatch(key) else None

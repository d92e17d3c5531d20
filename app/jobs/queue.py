"""The queue between whoever wants a duty done and the threads that do it.

It holds names of duties, nothing else. What is to be done is in the database, so a queue that is lost loses nothing:
every duty comes round by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import structlog
from flask import Flask, current_app  # noqa: TID251  # the queue is that of whoever asks, a request or a command
from huey import MemoryHuey, RedisHuey, SqliteHuey

from app.config import ROOT, Settings

log = structlog.get_logger()

_NAME: Final = "souk"
_EXTENSION: Final = "souk_queue"
_SQLITE: Final = "sqlite:///"


class JobQueue:
    """Names of duties to be done; each waits at most once."""

    def __init__(self, huey: Any) -> None:
        self.huey = huey
        # What a worker does with a name; a process that only asks for work leaves it alone.
        self.perform: Callable[[str], None] = _ignore
        self._put = huey.task(name="duty")(self._execute)

    def put(self, name: str) -> bool:
        """Have a duty done; False when it waits already."""
        if name in self.waiting():
            return False
        self._put(name)
        return True

    def waiting(self) -> list[str]:
        """The duties that wait for a free thread, the first in line first."""
        return [task.args[0] for task in self.huey.pending()]

    def close(self) -> None:
        """Let go of the queue's file or connection."""
        self.huey.storage.close()

    def _execute(self, name: str) -> None:
        self.perform(name)


def queue_of(app: Flask) -> JobQueue:
    """The application's queue, opened when first asked for: after the server has forked, never before."""
    found: JobQueue | None = app.extensions.get(_EXTENSION)
    if found is None:
        found = app.extensions[_EXTENSION] = JobQueue(_open(app.extensions["souk_settings"]))
    return found


def enqueue_soon(name: str) -> None:
    """Have a duty done at once rather than at its time. Never fails: the duty comes round by itself anyway.

    Called after the commit that made the work.
    """
    try:
        queue_of(current_app).put(name)
    except Exception:  # a queue that is away must not fail a request whose work is safe in the database
        log.exception("queue_unavailable", duty=name)


def queue_file(settings: Settings) -> Path:
    """Where the embedded queue is: as set, else beside the SQLite database, else in var/ by the database's name."""
    if settings.queue_file is not None:
        return settings.queue_file
    if settings.database_url.startswith(_SQLITE):
        database = Path(settings.database_url.removeprefix(_SQLITE))
        return database.with_name(f"{database.stem}-jobs.db")
    return ROOT / "var" / f"jobs-{hashlib.sha256(settings.database_url.encode()).hexdigest()[:8]}.db"


def _open(settings: Settings) -> Any:
    if settings.testing:
        return MemoryHuey(_NAME, results=False)
    if settings.redis_url:
        from redis import ConnectionPool

        # A request waits for an unreachable queue two seconds at most; reading for the next name takes up to one.
        pool = ConnectionPool.from_url(settings.redis_url, socket_connect_timeout=2, socket_timeout=5)
        return RedisHuey(_NAME, results=False, connection_pool=pool)
    place = queue_file(settings)
    place.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(_NAME, results=False, filename=str(place), journal_mode="wal", fsync=False)


def _ignore(name: str) -> None:
    log.warning("duty_not_done_here", duty=name)

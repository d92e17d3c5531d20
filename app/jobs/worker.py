"""The worker: puts duties on the queue when their time has come, and does what is on it, side by side."""

from __future__ import annotations

import logging
import threading
import time
from datetime import datetime
from typing import Final

import structlog
from flask import Flask

from app.clock import utc_now
from app.extensions import db, unit_of_work
from app.jobs import duties
from app.jobs.duties import Duty
from app.jobs.queue import queue_of
from app.services import duty_runs

log = structlog.get_logger()

_TICK_SECONDS: Final = 0.25
_SLOWEST_POLL_SECONDS: Final = 0.5
# A duty in the middle of a call outside gets this long to write down what came of it.
_GRACE_SECONDS: Final = 25


def run_jobs(app: Flask, stop: threading.Event, *, workers: int | None = None) -> None:
    """Work until told to stop, then let what is being done come to its end.

    With as many threads as there are duties, which is the default, none ever waits for another.
    """
    # The queue's library tells of each task; the worker itself tells what matters.
    logging.getLogger("huey").setLevel(logging.ERROR)
    crew = Crew(app, stop)
    queue = queue_of(app)
    queue.perform = crew.perform
    consumer = queue.huey.create_consumer(
        workers=workers or len(crew.duties),
        periodic=False,
        max_delay=_SLOWEST_POLL_SECONDS,
        scheduler_interval=60,
        shutdown_timeout=_GRACE_SECONDS,
    )
    for _worker, thread in consumer.worker_threads:
        thread.start()
    while not stop.is_set():
        for name in crew.take_due():
            try:
                queue.put(name)
            except Exception:  # a queue that is away comes back; the next round finds the same work
                log.exception("queue_unavailable", duty=name)
        stop.wait(_TICK_SECONDS)
    consumer.stop_flag.set()
    until = time.monotonic() + _GRACE_SECONDS
    for _worker, thread in consumer.worker_threads:
        thread.join(max(0.0, until - time.monotonic()))


class Crew:
    """Who does what in this process: one round of a duty at a time, any number of duties side by side."""

    def __init__(self, app: Flask, stop: threading.Event) -> None:
        self.duties = {duty.name: duty for duty in duties.DUTIES}
        self._app = app
        self._stop = stop
        self._lock = threading.Lock()
        self._due_at = dict.fromkeys(self.duties, time.monotonic())
        self._running: set[str] = set()
        self._again: set[str] = set()
        self._noted: dict[str, tuple[datetime, bool]] = {}

    def take_due(self) -> list[str]:
        """The duties whose time has come and that nobody here is busy with."""
        now = time.monotonic()
        with self._lock:
            due = [name for name, at in self._due_at.items() if at <= now and name not in self._running]
            for name in due:
                self._due_at[name] = now + self.duties[name].every_seconds
        return due

    def perform(self, name: str) -> None:
        """Do a duty until there is nothing left of it. Asked for while it is being done, it is done once more."""
        duty = self.duties.get(name)
        if duty is None:
            log.warning("duty_unknown", duty=name)
            return
        with self._lock:
            if name in self._running:
                self._again.add(name)
                return
            self._running.add(name)
        while self._round(duty):
            pass

    def _round(self, duty: Duty) -> bool:
        """Whether another is wanted; when not, the duty is free again."""
        with self._lock:
            self._again.discard(duty.name)
        done = self._do(duty)
        with self._lock:
            if not self._stop.is_set() and (done > 0 or duty.name in self._again):
                return True
            self._running.discard(duty.name)
            self._due_at[duty.name] = time.monotonic() + duty.every_seconds
            return False

    def _do(self, duty: Duty) -> int:
        """One round; a failure is told, and the next round tries again."""
        started = time.monotonic()
        done, error = 0, None
        with self._app.app_context():
            try:
                done = duty.run()
            except Exception as failure:  # whatever it was, the next round must still come
                log.exception("duty_failed", duty=duty.name)
                first_line = str(failure).partition("\n")[0]
                error = f"{type(failure).__name__}: {first_line}".rstrip(": ")
            finally:
                db.session.remove()
            self._note(duty.name, done=done, took_ms=round((time.monotonic() - started) * 1000), error=error)
        return done

    def _note(self, name: str, *, done: int, took_ms: int, error: str | None) -> None:
        now = utc_now()
        noted_at, had_failed = self._noted.get(name, (None, False))
        if error is None and not had_failed and noted_at is not None and now - noted_at < duty_runs.NOTE_EVERY:
            return
        try:
            with unit_of_work() as session:
                duty_runs.note(session, name=name, took_ms=took_ms, done=done, error=error, now=now)
        except Exception:  # only a note; the work itself is done
            log.exception("duty_not_noted", duty=name)
        self._noted[name] = (now, error is not None)

"""The worker: does every duty when its time has come, each by itself."""

from __future__ import annotations

import threading
import time
from typing import Final

import structlog
from flask import Flask

from app.extensions import db
from app.jobs import duties
from app.jobs.duties import Duty

log = structlog.get_logger()

_PAUSE_SECONDS: Final = 1.0


def run_jobs(app: Flask, stop: threading.Event) -> None:
    """Work until told to stop."""
    due_at = {duty.name: time.monotonic() for duty in duties.DUTIES}
    while not stop.is_set():
        is_busy = False
        for duty in duties.DUTIES:
            if stop.is_set() or time.monotonic() < due_at[duty.name]:
                continue
            did_something = do(app, duty) > 0
            is_busy |= did_something
            due_at[duty.name] = time.monotonic() + (0 if did_something else duty.every_seconds)
        if not is_busy:
            stop.wait(_PAUSE_SECONDS)


def do(app: Flask, duty: Duty) -> int:
    """One round of a duty; a failure is logged, and the others go on."""
    with app.app_context():
        try:
            return duty.run()
        except Exception:  # whatever it was, the next round must still come
            log.exception("duty_failed", duty=duty.name)
            return 0
        finally:
            db.session.remove()

"""The worker: delivers messages, and now and then clears away what has run out."""

from __future__ import annotations

import threading
import time
from typing import Final

import structlog
from flask import Flask

from app.clock import utc_now
from app.extensions import db, gateways, unit_of_work
from app.flows.messages import deliver_due
from app.services import codes, idempotency, limits, reset_tokens

log = structlog.get_logger()

_PAUSE_SECONDS: Final = 1.0
_SWEEP_SECONDS: Final = 600.0


def run_jobs(app: Flask, stop: threading.Event) -> None:
    """Work until told to stop; a failing round is logged and the next one tries again."""
    swept_at = float("-inf")
    while not stop.is_set():
        with app.app_context():
            try:
                is_busy = deliver_due(unit_of_work, utc_now, gateways().messages) > 0
                if time.monotonic() - swept_at > _SWEEP_SECONDS:
                    sweep()
                    swept_at = time.monotonic()
            except Exception:  # whatever it was, the next messages must still go
                log.exception("jobs_failed")
                is_busy = False
            finally:
                db.session.remove()
        if not is_busy:
            stop.wait(_PAUSE_SECONDS)


def sweep() -> None:
    """Delete counters, codes, reset tokens and kept replies whose time is over."""
    with unit_of_work() as session:
        now = utc_now()
        limits.sweep(session, now=now)
        codes.purge(session, now=now)
        reset_tokens.purge(session, now=now)
        idempotency.purge(session, now=now)

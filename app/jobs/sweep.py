"""Clears away what has run out."""

from __future__ import annotations

from app.clock import utc_now
from app.extensions import unit_of_work
from app.services import codes, delivery_rates, idempotency, limits, reset_tokens


def sweep() -> int:
    """Delete codes, counters, prices and kept replies whose time is over; never asks to be run on at once."""
    with unit_of_work() as session:
        now = utc_now()
        limits.sweep(session, now=now)
        codes.purge(session, now=now)
        reset_tokens.purge(session, now=now)
        idempotency.purge(session, now=now)
        delivery_rates.purge(session, now=now)
    return 0

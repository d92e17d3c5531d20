"""Clears away what has run out."""

from __future__ import annotations

from typing import Final

from app.clock import utc_now
from app.extensions import unit_of_work
from app.services import (
    bookings,
    codes,
    delivery_rates,
    idempotency,
    limits,
    outbox,
    provider_events,
    reset_tokens,
    seatings,
    sign_ins,
)
from app.services.carts import guest_carts

# What may be many.
PORTIONS: Final = (
    outbox.purge,
    sign_ins.purge,
    guest_carts.purge,
    provider_events.purge,
    bookings.purge_notes,
    seatings.file_away,
)


def sweep() -> int:
    """Delete what has run out, and what is long over.

    What may be many is deleted in portions of a transaction each, so that nobody waits for long; the number says
    whether there is more.
    """
    with unit_of_work() as session:
        now = utc_now()
        limits.sweep(session, now=now)
        codes.purge(session, now=now)
        reset_tokens.purge(session, now=now)
        idempotency.purge(session, now=now)
        delivery_rates.purge(session, now=now)
        outbox.forget_codes(session, now=now)
    gone = 0
    for purge in PORTIONS:
        with unit_of_work() as session:
            gone += purge(session, now=now)
    return gone

"""Places at events that nobody paid for, or whose form nobody finished."""

from __future__ import annotations

from app.clock import utc_now
from app.extensions import gateways, unit_of_work
from app.flows.event_booking import expire_due
from app.services.events import places


def free_places() -> int:
    """Give back what lapsed holds and unpaid bookings still take."""
    outside = gateways()
    done = expire_due(unit_of_work, utc_now, outside.providers, outside.texts)
    with unit_of_work() as session:
        return done + places.sweep(session, now=utc_now())
